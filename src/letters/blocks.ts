/** The pieces a letter or paper is made of: plain data, which becomes a Word document, a page or plain text. */
export type Block =
  | { readonly is: 'heading'; readonly text: string; readonly level: 1 | 2 }
  | { readonly is: 'paragraph'; readonly text: string }
  | { readonly is: 'list'; readonly items: readonly string[]; readonly numbered: boolean }
  | { readonly is: 'facts'; readonly rows: readonly (readonly [label: string, value: string])[] }
  | { readonly is: 'table'; readonly columns: readonly string[]; readonly rows: readonly (readonly string[])[] }
  | { readonly is: 'quote'; readonly text: string; readonly from?: string }
  | { readonly is: 'reassurance'; readonly heading: string; readonly sentences: readonly string[] }
  | { readonly is: 'signature'; readonly name: string; readonly office: string }

/** A block, or nothing, so that a definition can say `consented && paragraph(…)`. */
export type MaybeBlock = Block | false | undefined

export const heading = (text: string, level: 1 | 2 = 1): Block => ({ is: 'heading', text, level })

/** A paragraph; an empty line in it begins another, a line end breaks the line. */
export const paragraph = (text: string): Block => ({ is: 'paragraph', text })

export const list = (items: readonly string[]): Block => ({ is: 'list', items, numbered: false })

export const numbered = (items: readonly string[]): Block => ({ is: 'list', items, numbered: true })

/** Labels with a value each, such as a date or a place. */
export const facts = (rows: Readonly<Record<string, string>>): Block => ({ is: 'facts', rows: Object.entries(rows) })

export const table = (columns: readonly string[], rows: readonly (readonly string[])[]): Block => ({
  is: 'table',
  columns,
  rows,
})

/** Somebody's own words, and whose they are. */
export const quote = (text: string, from?: string): Block => ({
  is: 'quote',
  text,
  ...(from === undefined ? {} : { from }),
})

/** Who signs, and in what office. */
export const signature = (name: string, office: string): Block => ({ is: 'signature', name, office })

/** Text as it may stand in a document: no control characters, none that change the direction of reading, no broken ones. */
export const cleaned = (text: string): string =>
  text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/[\p{Cc}--[\n\t]]|[\u202A-\u202E\u2066-\u2069\uFEFF\uFFFE\uFFFF]/gv, '')

/** The paragraphs of a text, each as its lines. */
export const paragraphsOf = (text: string): string[][] =>
  cleaned(text)
    .split(/\n[ \t]*\n\s*/)
    .map(each => each.trim())
    .filter(Boolean)
    .map(each => each.split('\n').map(line => line.trim()))

const linesOf = (text: string) => paragraphsOf(text).map(lines => lines.join('\n'))

/** The blocks as plain text, for a preview, a search or a reader of plain text. */
export const asText = (blocks: readonly Block[]): string => blocks.map(inWords).filter(Boolean).join('\n\n')

function inWords(block: Block): string {
  switch (block.is) {
    case 'heading':
      return cleaned(block.text)
    case 'paragraph':
      return linesOf(block.text).join('\n\n')
    case 'list':
      return block.items
        .map((item, at) => `${block.numbered ? `${at + 1}.` : '•'} ${linesOf(item).join('\n  ')}`)
        .join('\n')
    case 'facts':
      return block.rows.map(([label, value]) => `${cleaned(label)}: ${cleaned(value)}`).join('\n')
    case 'table':
      return block.rows
        .map(row => row.map((value, at) => `${cleaned(block.columns[at] ?? '')}: ${cleaned(value)}`).join('\n'))
        .join('\n\n')
    case 'quote': {
      const said = `“${linesOf(block.text).join('\n\n')}”`
      return block.from ? `${said}\n– ${cleaned(block.from)}` : said
    }
    case 'reassurance':
      return [block.heading, ...block.sentences].map(cleaned).join('\n\n')
    case 'signature':
      return `${cleaned(block.name)}\n${cleaned(block.office)}`
  }
}
