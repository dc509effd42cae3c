import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  Header,
  HeadingLevel,
  LevelFormat,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  ShadingType,
  TabStopType,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  WidthType,
  type IParagraphOptions,
} from 'docx'
import { dayOf, formatDay } from '../calendar/day.ts'
import { rewrite } from '../documents/rewrite.ts'
import { formatInstant } from '../web/times.ts'
import { cleaned, paragraphsOf, type Block } from './blocks.ts'
import { handlingNote, markingInWords, withdrawnIn, type Marking } from './marking.ts'

/** A paper to be made: what it says, and what stands on each of its pages. */
export type Paper = {
  title: string
  marking: Marking
  /** The matter's reference, `SAN-2026-0042`. */
  reference: string
  /** Which state of the matter, or which edition of the paper, it was made from. */
  version: string | number
  /** Who took it from the system: name and post. */
  madeBy: string
  madeAt: Date
  /** The sender's and the recipient's lines, the first of each being their name. */
  from: readonly string[]
  to: readonly string[]
  blocks: readonly Block[]
  /** How to look after the paper; by default what the marking asks. A letter to a detained person has none. */
  note?: readonly string[]
  /** On pages laid sideways, for a table of many columns. */
  across?: boolean
}

const ink = '0B0C0C'
const quiet = '505A5F'
const rule = 'B1B4B6'
const accent = '1D70B8'
const pale = 'F3F2F1'

/** Lengths in twentieths of a point. A4, with 22 mm at the sides. */
const page = { width: 11_906, height: 16_838, side: 1_247, top: 1_600, bottom: 1_500 }
/** How wide the text is. */
const roomOn = ({ across = false }: Pick<Paper, 'across'>) => (across ? page.height : page.width) - 2 * page.side

/**
 * Makes a Word document: marked at the top and bottom of every page, numbered `x of y`, saying what it is, who made it and
 * when. Its properties name nobody. The same paper made twice is the same to the byte. Throws when a marking on it has been
 * withdrawn.
 */
export async function paper(of: Paper): Promise<Buffer> {
  const withdrawn = withdrawnIn(markingInWords(of.marking))
  if (withdrawn) throw new Error(`A paper cannot be marked ${withdrawn}: it was withdrawn on 2 April 2014`)

  const document = new Document({
    creator: 'Concordat',
    lastModifiedBy: 'Concordat',
    title: cleaned(of.title),
    styles,
    numbering,
    sections: [
      {
        properties: {
          page: {
            size: {
              width: page.width,
              height: page.height,
              ...(of.across ? { orientation: PageOrientation.LANDSCAPE } : {}),
            },
            margin: { left: page.side, right: page.side, top: page.top, bottom: page.bottom, header: 600, footer: 500 },
          },
        },
        headers: { default: new Header({ children: [markingLine(of.marking)] }) },
        footers: { default: new Footer({ children: [markingLine(of.marking), ...footLines(of)] }) },
        children: [...opening(of), ...of.blocks.flatMap(block => drawn(block, roomOn(of))), ...closing(of)],
      },
    ],
  })
  return settled(await Packer.toBuffer(document), of.madeAt)
}

/** The library dates the file by the machine's clock; it is dated by ours instead. */
async function settled(bytes: Buffer, madeAt: Date): Promise<Buffer> {
  const date = madeAt.toISOString()
  const dated = (xml: string) => xml.replace(/(<dcterms:(?:created|modified)[^>]*>)[^<]*/g, `$1${date}`)
  return (await rewrite(bytes, [[/^docProps\/core\.xml$/, dated]])) ?? bytes
}

const styles = {
  default: {
    document: {
      run: { font: 'Arial', size: 24, color: ink, language: { value: 'en-GB' } },
      paragraph: { spacing: { after: 180, line: 288 } },
    },
    title: {
      run: { font: 'Arial', size: 36, bold: true, color: ink },
      paragraph: { spacing: { before: 360, after: 240, line: 264 }, keepNext: true },
    },
    heading1: {
      run: { font: 'Arial', size: 28, bold: true, color: ink },
      paragraph: { spacing: { before: 320, after: 120 }, keepNext: true },
    },
    heading2: {
      run: { font: 'Arial', size: 24, bold: true, color: ink },
      paragraph: { spacing: { before: 240, after: 80 }, keepNext: true },
    },
  },
}

const numbering = {
  config: [
    {
      reference: 'bullets',
      levels: [
        {
          level: 0,
          format: LevelFormat.BULLET,
          text: '•',
          alignment: AlignmentType.LEFT,
          style: { paragraph: { indent: { left: 500, hanging: 300 } } },
        },
      ],
    },
    {
      reference: 'numbers',
      levels: [
        {
          level: 0,
          format: LevelFormat.DECIMAL,
          text: '%1.',
          alignment: AlignmentType.LEFT,
          style: { paragraph: { indent: { left: 560, hanging: 460 } } },
        },
      ],
    },
  ],
}

type Look = { bold?: boolean; italics?: boolean; size?: number; color?: string }

/** Text as runs, its line ends kept as line breaks. */
const runs = (text: string, look: Look = {}) =>
  cleaned(text)
    .split('\n')
    .map((line, at) => new TextRun({ text: line, ...look, ...(at ? { break: 1 } : {}) }))

const line = (text: string, look: Look = {}, options: IParagraphOptions = {}) =>
  new Paragraph({ ...options, children: runs(text, look) })

/** A text's paragraphs, each drawn alike. */
const each = (text: string, options: IParagraphOptions = {}, look: Look = {}) =>
  paragraphsOf(text).map(lines => line(lines.join('\n'), look, options))

const markingLine = (marking: Marking) =>
  line(markingInWords(marking), { bold: true, size: 22 }, { alignment: AlignmentType.CENTER, spacing: { after: 60 } })

function footLines({ reference, version, madeBy, madeAt, across }: Paper): Paragraph[] {
  const small = { size: 17, color: quiet }
  const about = `${cleaned(reference)} · version ${cleaned(String(version))}`
  const made = `Made from Concordat by ${cleaned(madeBy)} on ${formatInstant(madeAt)}`
  return [
    new Paragraph({
      tabStops: [{ type: TabStopType.RIGHT, position: roomOn({ across }) }],
      border: { top: { style: BorderStyle.SINGLE, size: 4, color: rule, space: 4 } },
      spacing: { after: 0, line: 240 },
      children: [
        new TextRun({ text: `${about}\t`, ...small }),
        new TextRun({ children: ['Page ', PageNumber.CURRENT, ' of ', PageNumber.TOTAL_PAGES], ...small }),
      ],
    }),
    line(made, small, { spacing: { after: 0, line: 240 } }),
  ]
}

const none = { style: BorderStyle.NONE, size: 0, color: 'auto' }
const noBorders = { top: none, bottom: none, left: none, right: none, insideHorizontal: none, insideVertical: none }

/** A cell: what is in it, how wide it is, and how it is set off: a line under it, or a shaded panel with a bar. */
type Cell = { children: Paragraph[]; width: number; look?: 'underlined' | 'head' | 'panel' }

const grid = (rows: Cell[][], { repeatFirst = false } = {}) =>
  new Table({
    width: { size: rows[0]?.reduce((sum, cell) => sum + cell.width, 0) ?? 0, type: WidthType.DXA },
    columnWidths: rows[0]?.map(cell => cell.width) ?? [],
    layout: TableLayoutType.FIXED,
    borders: noBorders,
    rows: rows.map(
      (cells, at) =>
        new TableRow({
          cantSplit: true,
          tableHeader: repeatFirst && at === 0,
          children: cells.map((cell, column) => cellOf(cell, column === cells.length - 1)),
        }),
    ),
  })

const cellOf = ({ children, width, look }: Cell, last: boolean) =>
  new TableCell({
    width: { size: width, type: WidthType.DXA },
    children,
    ...(look === 'panel'
      ? {
          margins: { top: 120, bottom: 80, left: 240, right: 200 },
          shading: { type: ShadingType.CLEAR, fill: pale, color: 'auto' },
          borders: { left: { style: BorderStyle.SINGLE, size: 36, color: accent } },
        }
      : {
          margins: { top: 80, bottom: 80, left: 0, right: last ? 0 : 160 },
          borders: look ? { bottom: under[look] } : {},
        }),
  })

const under = {
  head: { style: BorderStyle.SINGLE, size: 12, color: ink },
  underlined: { style: BorderStyle.SINGLE, size: 4, color: rule },
}

const tight = { spacing: { after: 0, line: 276 } }

/** Who it is from, whom it is to, its reference and date, and what it is about. */
function opening({ from, to, reference, madeAt, title, across }: Paper): (Paragraph | Table)[] {
  const [sender = '', ...senderLines] = from
  const room = roomOn({ across })
  const left = Math.round(room * 0.6)
  const address = to.map((text, at) => line(text, { bold: at === 0 }, tight))
  const about = [
    line(formatDay(dayOf(madeAt)), {}, { ...tight, alignment: AlignmentType.RIGHT }),
    line(reference, { color: quiet }, { ...tight, alignment: AlignmentType.RIGHT }),
  ]
  return [
    line(sender, { bold: true, size: 28 }, { spacing: { after: 0, line: 276 } }),
    line(
      senderLines.join('\n'),
      { color: quiet, size: 21 },
      {
        spacing: { after: 360, line: 264 },
        border: { bottom: { style: BorderStyle.SINGLE, size: 18, color: accent, space: 8 } },
      },
    ),
    grid([
      [
        { children: address.length ? address : [line('', {}, tight)], width: left },
        { children: about, width: room - left },
      ],
    ]),
    line(title, {}, { heading: HeadingLevel.TITLE }),
  ]
}

function closing({ marking, note = handlingNote(marking) }: Paper): Paragraph[] {
  if (!note.length) return []
  return [
    line(
      `Handling: ${note.join(' ')}`,
      { size: 19, color: quiet },
      {
        spacing: { before: 480, after: 0, line: 264 },
        border: { top: { style: BorderStyle.SINGLE, size: 4, color: rule, space: 8 } },
        keepLines: true,
      },
    ),
  ]
}

/** After a table, the air that a paragraph would have brought with it. */
const air = () => line('', { size: 8 }, { spacing: { after: 0, line: 240 } })

function drawn(block: Block, room: number): (Paragraph | Table)[] {
  switch (block.is) {
    case 'heading':
      return [line(block.text, {}, { heading: block.level === 1 ? HeadingLevel.HEADING_1 : HeadingLevel.HEADING_2 })]
    case 'paragraph':
      return each(block.text)
    case 'list':
      return block.items.map((item, at) =>
        line(
          paragraphsOf(item)
            .map(lines => lines.join('\n'))
            .join('\n'),
          {},
          {
            numbering: { reference: block.numbered ? 'numbers' : 'bullets', level: 0, restart: at === 0 },
            spacing: { after: at === block.items.length - 1 ? 180 : 80 },
          },
        ),
      )
    case 'facts':
      return [grid(factRows(block.rows, room)), air()]
    case 'table':
      return [grid(tableRows(block.columns, block.rows, room), { repeatFirst: true }), air()]
    case 'quote':
      return drawnQuote(block.text, block.from)
    case 'reassurance':
      return [air(), grid([[panel(block.heading, block.sentences, room)]]), air()]
    case 'signature':
      return drawnSignature(block.name, block.office)
  }
}

function factRows(rows: readonly (readonly [string, string])[], room: number): Cell[][] {
  const labelWidth = Math.round(room * 0.35)
  return rows.map(([label, value]) => [
    { children: [line(label, { bold: true }, tight)], width: labelWidth, look: 'underlined' },
    { children: inCell(value), width: room - labelWidth, look: 'underlined' },
  ])
}

function tableRows(columns: readonly string[], rows: readonly (readonly string[])[], room: number): Cell[][] {
  const widths = columnWidths(columns, rows, room)
  const cell = (children: Paragraph[], at: number, look: 'head' | 'underlined'): Cell => ({
    children,
    width: widths[at]!,
    look,
  })
  return [
    columns.map((label, at) => cell([line(label, { bold: true, size: 22 }, tight)], at, 'head')),
    ...rows.map(row => columns.map((_, at) => cell(inCell(row[at] ?? '', 22), at, 'underlined'))),
  ]
}

/** About how wide a letter is in a table, and the air beside a column. */
const letterWidth = 128
const columnAir = 170

/**
 * Each column wide enough for the longest of its words where all of them can be, and then by the longest of its texts, within
 * reason, so that dates don't take the room that words need.
 */
function columnWidths(columns: readonly string[], rows: readonly (readonly string[])[], room: number): number[] {
  const textsOf = (at: number) => [columns[at] ?? '', ...rows.map(row => row[at] ?? '')]
  const longest = (texts: readonly string[]) => texts.reduce((most, text) => Math.max(most, text.length), 0)
  const words = columns.map((_, at) => Math.min(20, longest(textsOf(at).flatMap(text => text.split(/\s+/)))))
  const needs = columns.map((_, at) => Math.max(1, Math.min(90, longest(textsOf(at))) - (words[at] ?? 0)))
  const least = words.map(letters => letters * letterWidth + columnAir)
  const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0)
  const over = room - sum(least)
  if (over < 0) return least.map(one => Math.floor((one * room) / sum(least)))
  return needs.map((need, at) => Math.floor((least[at] ?? 0) + (over * need) / sum(needs)))
}

function inCell(text: string, size?: number): Paragraph[] {
  const drawn = each(text, tight, size ? { size } : {})
  return drawn.length ? drawn : [line('', {}, tight)]
}

const drawnQuote = (text: string, from?: string): Paragraph[] => {
  const options: IParagraphOptions = {
    indent: { left: 400 },
    spacing: { after: 120, line: 288 },
    border: { left: { style: BorderStyle.SINGLE, size: 24, color: rule, space: 14 } },
  }
  return [...each(text, options), ...(from ? [line(`– ${cleaned(from)}`, { color: quiet }, options)] : [])]
}

const panel = (title: string, sentences: readonly string[], room: number): Cell => ({
  width: room,
  look: 'panel',
  children: [
    line(title, { bold: true, size: 26 }, { spacing: { after: 100, line: 276 }, keepNext: true }),
    ...sentences.map(sentence => line(sentence, {}, { spacing: { after: 110, line: 288 } })),
  ],
})

/** Room for a hand to sign, then the name and the office, kept on one page. */
const drawnSignature = (name: string, office: string): Paragraph[] => [
  line('', {}, { spacing: { before: 300, after: 500 }, keepNext: true }),
  line(name, { bold: true }, { ...tight, keepNext: true }),
  line(office, {}, { spacing: { after: 180 } }),
]
