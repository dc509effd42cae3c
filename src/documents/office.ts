import { limits, unpack, type Limits, type Part } from './archive.ts'
import { referencesInXml } from './cites.ts'
import { refuse, type Refused } from './refused.ts'
import { attribute, looksLikeXml, readXml, spellOut, tagsOf } from './xml.ts'

/** The office kinds that are taken in. */
export type OfficeKind = 'docx' | 'xlsx' | 'pptx' | 'odt' | 'ods' | 'odp'

/** What an archive turned out to be (nothing: no office document), what it carries unseen, in sentences, and the references in it. */
export type OfficeFindings = { kind: OfficeKind | undefined; carries: string[]; cites: string[] }

const macros = refuse(
  'macros',
  'This document holds macros, which can act when it is opened. Save it as an ordinary document (.docx, .xlsx, .pptx) or as PDF and attach that.',
)
const fetches = refuse(
  'fetches',
  'This document fetches something from another place when it is opened: a linked picture, template, workbook or data source. Break the links (in Excel: Data, Edit Links, Break Link) or save it as PDF and attach that.',
)
const carriesFiles = refuse(
  'carries files',
  'This document has another file embedded in it that cannot be checked. Attach that file by itself, or save this one as PDF.',
)
const damaged = refuse(
  'damaged',
  'This document is not put together as it should be. Open it in the program that made it, save it again and attach that.',
)
const locked = refuse(
  'locked',
  'This document is protected by a password, so it cannot be checked. Take the password off and attach it again: it is sealed here anyway.',
)
const twoInOne = refuse(
  'two in one',
  'This document is of two kinds at once. Open it in the program that made it, save it under a new name and attach that.',
)

const mainParts: [RegExp, OfficeKind][] = [
  [/wordprocessingml\.document\.main\+xml/, 'docx'],
  [/spreadsheetml\.sheet\.main\+xml/, 'xlsx'],
  [/presentationml\.presentation\.main\+xml/, 'pptx'],
]
const openDocuments: Record<string, OfficeKind> = {
  'application/vnd.oasis.opendocument.text': 'odt',
  'application/vnd.oasis.opendocument.spreadsheet': 'ods',
  'application/vnd.oasis.opendocument.presentation': 'odp',
}

const macroPart =
  /vba(?:Project|Data|ProjectSignature)\w*\.(?:bin|xml)$|(?:^|\/)(?:macrosheets|intlMacrosheets|dialogsheets|activeX)\/|^(?:Basic|Scripts)\//i
const macroType = /macroEnabled|vbaProject|ms-excel\.(?:intl)?macrosheet|ms-office\.activeX/i
const dataPart = /(?:^|\/)(?:connections\.xml|queryTables\/|model\/item)/i
const fetchingField = /^\s*(?:DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|INCLUDE|IMPORT|LINK|DATABASE)\b/i
const fetchingFormula =
  /<(?:[^\s<>/:]+:)?f(?:\s[^<>]*)?>[^<]*\b(?:WEBSERVICE|RTD|IMAGE|CALL|REGISTER(?:\.ID)?|EXEC)\s*\(|<(?:[^\s<>/:]+:)?ddeLink[\s/>]/i
const actingAddress = /^\s*(?:javascript|vbscript|data|mhtml|mk|ms-[a-z-]+|search-ms|shell|wscript)\s*:/i
const elsewhere = /^\s*(?:[a-z][a-z0-9+.-]+:|[/\\]{2})/i
/** How programs, other archives, older office objects, PDF, scripts and shortcuts begin, in hexadecimal. */
const hiddenProgram =
  /^(?:4d5a|7f454c46|cffaedfe|cafebabe|52617221|377abcaf|1f8b|d0cf11e0|25504446|2321|4c0000000114|7b5c727466|6465780a)/
const actingName = /\.(?:exe|dll|js|jse|vbs|vbe|wsf|hta|bat|cmd|ps1|lnk|scr|com|jar|class|dex|html?|mht|svgz)$/i

/**
 * Unpacks an office document and refuses what could act, fetch, hide a file or unpack without end. Says which kind it is
 * by what it holds, never by its name.
 */
export async function checkOffice(bytes: Buffer, budget: Limits = { ...limits }): Promise<OfficeFindings | Refused> {
  const findings: Findings = { kind: undefined, carries: [], cites: [], unreadable: undefined }
  const refused = (await unpack(bytes, part => checkPart(part, findings, budget), budget)) ?? findings.unreadable
  return (
    refused ?? { kind: findings.kind, carries: [...new Set(findings.carries)], cites: [...new Set(findings.cites)] }
  )
}

/** A part that cannot be read is told last: in a locked document all are so, and its list says why. */
type Findings = OfficeFindings & { unreadable: Refused | undefined }

async function checkPart(part: Part, findings: Findings, budget: Limits): Promise<Refused | undefined> {
  if (macroPart.test(part.name)) return macros
  if (dataPart.test(part.name)) return fetches
  if (part.name === 'mimetype') return settle(findings, openDocuments[part.bytes.toString('latin1').trim()])
  if (/\.(?:xml|rels|vml|rdf)$/i.test(part.name) || looksLikeXml(part.bytes)) return checkXml(part, findings)
  return checkBinary(part, budget)
}

function settle(findings: Findings, kind: OfficeKind | undefined): Refused | undefined {
  if (findings.kind && kind && findings.kind !== kind) return twoInOne
  findings.kind ??= kind
  return undefined
}

/** Pictures and fonts pass; programs, archives and unknown objects don't; an embedded document is opened too. */
async function checkBinary({ bytes, name }: Part, budget: Limits): Promise<Refused | undefined> {
  const opening = bytes.subarray(0, 8).toString('hex')
  if (!opening.startsWith('504b0304'))
    return hiddenProgram.test(opening) || actingName.test(name) ? carriesFiles : undefined
  if (budget.depth <= 0) return carriesFiles
  budget.depth -= 1
  const inner = await checkOffice(bytes, budget)
  budget.depth += 1
  if ('refused' in inner) return inner
  return inner.kind ? undefined : carriesFiles
}

function checkXml(part: Part, findings: Findings): Refused | undefined {
  const xml = readXml(part.bytes)
  if (xml === undefined) {
    findings.unreadable = damaged
    return undefined
  }
  if (/<!(?:DOCTYPE|ENTITY)/i.test(xml)) return damaged
  if (/^\[content_types\]\.xml$/i.test(part.name)) return checkTypes(spellOut(xml), findings)
  if (/^meta-inf\/manifest\.xml$/i.test(part.name) && tagsOf('encryption-data').test(xml)) return locked
  if (/\.rels$/i.test(part.name)) return relationsAreSafe(xml) ? undefined : fetches
  if (fieldCodes(xml).some(code => fetchingField.test(code))) return fetches
  if (fetchingFormula.test(xml.includes('&#') ? spellOut(xml) : xml)) return fetches
  if (/(?:^|\/)(?:content|styles)\.xml$/i.test(part.name)) {
    if (openDocumentActs(xml)) return macros
    if (openDocumentFetches(xml)) return fetches
  }
  findings.carries.push(...hiddenIn(part.name, xml))
  findings.cites.push(...referencesInXml(xml))
  return undefined
}

function checkTypes(types: string, findings: Findings): Refused | undefined {
  if (macroType.test(types)) return macros
  const kinds = mainParts.filter(([pattern]) => pattern.test(types))
  return kinds.length > 1 ? twoInOne : settle(findings, kinds[0]?.[1])
}

/** A link someone may click is allowed; anything the program would fetch by itself is not. */
function relationsAreSafe(xml: string): boolean {
  for (const [tag] of xml.matchAll(tagsOf('Relationship'))) {
    const target = attribute(tag, 'Target')
    if (actingAddress.test(target)) return false
    const isLink = /\/hyperlink$/i.test(attribute(tag, 'Type').trim())
    if (!isLink && (/^external$/i.test(attribute(tag, 'TargetMode').trim()) || elsewhere.test(target))) return false
  }
  return true
}

/** A field's code can be split over several runs, so the pieces between one field's begin and the next are joined. */
function fieldCodes(xml: string): string[] {
  if (!/instrText|fldSimple/.test(xml)) return []
  const pieces = new RegExp(`${tagsOf('fldChar', 'fldSimple', 'instrText').source}([^<]*)`, 'g')
  const codes = ['']
  for (const [tag, words = ''] of xml.matchAll(pieces)) {
    if (attribute(tag, 'instr')) codes.push(attribute(tag, 'instr'), '')
    else if (/^begin$/i.test(attribute(tag, 'fldCharType'))) codes.push('')
    else if (/^<(?:[^\s<>/:]+:)?instrText/.test(tag)) codes[codes.length - 1] += spellOut(words)
  }
  return codes
}

/** Scripts run by an event or by a link, however they are called. */
const openDocumentActs = (xml: string) =>
  xml
    .match(tagsOf('event-listener', 'a'))
    ?.some(
      tag =>
        /^ooo:/i.test(attribute(tag, 'language')) ||
        /^\s*(?:vnd\.sun|macro|service|slot|javascript)/i.test(attribute(tag, 'href')),
    ) ?? false

function openDocumentFetches(xml: string): boolean {
  if (
    tagsOf(
      'table-source',
      'section-source',
      'dde-connection',
      'dde-source',
      'database-source',
      'connection-resource',
    ).test(xml)
  )
    return true
  const shown = [
    'image',
    'object',
    'object-ole',
    'plugin',
    'applet',
    'floating-frame',
    'background-image',
    'sound',
    'font-face-uri',
  ]
  return xml.match(tagsOf(...shown))?.some(tag => elsewhere.test(attribute(tag, 'href'))) ?? false
}

/** What a reader may not notice and the sender may not mean to send: where it is found, how it looks, what to say. */
const unseen: [part: RegExp, looks: RegExp, says: string][] = [
  [
    /(?:^|\/)(?:comments\d*|threadedComment\d*|comment_\w+)\.xml$/i,
    /<(?:\w+:)?(?:comment|cm|threadedComment)\s/,
    'It has comments.',
  ],
  [/(?:^|\/)content\.xml$/, /<office:annotation[\s>]/, 'It has comments.'],
  [
    /^word\/|(?:^|\/)content\.xml$/,
    /<w:(?:ins|del|moveFrom)\s|<text:changed-region\s/,
    'It has tracked changes: words taken out can still be read.',
  ],
  [
    /^word\/(?:document|header|footer|footnotes)\d*\.xml$/,
    /<w:vanish(?:\s*\/>|\s+w:val="(?:1|true|on)")/,
    'It has hidden text.',
  ],
  [/^xl\/workbook\.xml$/, /\bstate\s*=\s*["'](?:very)?hidden/i, 'It has hidden sheets.'],
  [/^xl\/worksheets\//, /<(?:row|col)\s[^<>]*\bhidden\s*=\s*["'](?:1|true)/, 'It has hidden rows or columns.'],
  [/^ppt\/notesSlides\/[^/]+\.xml$/, /./, 'It has speaker’s notes.'],
  [/^ppt\/slides\/[^/]+\.xml$/, /<p:sld\s[^<>]*\bshow\s*=\s*["'](?:0|false)/, 'It has hidden slides.'],
]

/** How the sentence about a document's authors begins. */
export const namesAuthor = 'Its properties name who wrote it'

function hiddenIn(name: string, xml: string): string[] {
  const found = unseen.filter(([part, looks]) => part.test(name) && looks.test(xml)).map(([, , says]) => says)
  if (!/^(?:docProps\/core|meta)\.xml$/i.test(name)) return found
  const people = ['creator', 'lastModifiedBy', 'initial-creator']
    .map(element => contentOf(xml, element))
    .filter(Boolean)
  return people.length ? [...found, `${namesAuthor}: ${[...new Set(people)].join(', ')}.`] : found
}

const contentOf = (xml: string, element: string) =>
  spellOut(new RegExp(`<(?:\\w+:)?${element}(?:\\s[^<>]*)?>([^<]{1,120})<`).exec(xml)?.[1]?.trim() ?? '')
