import { rewrite, type Edit } from './rewrite.ts'

/** The parts of an office document that say who made it, and the elements in them that do. */
const saysWho: Edit[] = [
  [/^docProps\/core\.xml$/i, emptying('creator', 'lastModifiedBy', 'contributor')],
  [/^docProps\/app\.xml$/i, emptying('Manager', 'Company')],
  [/^docProps\/custom\.xml$/i, emptying('lpwstr', 'lpstr', 'bstr')],
  [/^meta\.xml$/i, emptying('initial-creator', 'creator', 'printed-by', 'user-defined')],
]
const signature = /^_xmlsignatures\/|^META-INF\/documentsignatures/i

/**
 * An office document without the names of those who made it and the organisation they made it at. A signed document is
 * left alone, since taking anything out would break its signature.
 */
export const withoutAuthors = async (bytes: Buffer): Promise<Buffer> =>
  (await rewrite(bytes, saysWho, signature)) ?? bytes

function emptying(...elements: string[]): (xml: string) => string {
  const element = new RegExp(`(<((?:[\\w.-]+:)?(?:${elements.join('|')}))(?:\\s[^<>]*)?>)[^<]*(</\\2\\s*>)`, 'g')
  return xml => xml.replace(element, '$1$3')
}
