import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { unpack } from '../documents/archive.ts'
import { examine } from '../documents/kinds.ts'
import { xlsx as workbook } from '../documents/kinds.corpus.ts'
import type { Source } from '../documents/seal.ts'
import { checkCsv, decode } from '../documents/text.ts'
import type { Marking } from '../letters/marking.ts'
import { fromLondon, toLondon, understand, type Column, type Row } from './column.ts'
import { parseCsv, writeCsv } from './csv.ts'
import { harmless } from './harmless.ts'
import { neutralised, restored } from './neutral.ts'
import { read, records, usualLimits, type Sheet } from './read.ts'
import { mostRowsInWorkbook, template, writeXlsx } from './write.ts'

const marking: Marking = { classification: 'OFFICIAL-SENSITIVE', descriptors: ['PERSONAL DATA'] }
const made = { by: 'Priya Anand, Board chair, Ashmoor', at: new Date('2026-07-05T14:05:00Z') }
const columns: Column[] = [
  { key: 'reference', label: 'Reference', missing: 'Give its reference' },
  { key: 'received', label: 'Received', kind: 'day' },
  { key: 'told', label: 'Told at', kind: 'moment' },
  { key: 'people', label: 'People', kind: 'number' },
  { key: 'consent', label: 'Consent given', kind: 'yes or no' },
  { key: 'kind', label: 'Kind', choices: ['Isolation', 'Threat'] },
  { key: 'account', label: 'What happened', width: 60 },
]
const empty = { received: null, told: null, people: null, consent: null, kind: null, account: null }
const rows: Row[] = [
  {
    reference: 'SAN-2026-0001',
    received: '2026-01-05',
    told: new Date('2026-07-05T14:05:09Z'),
    people: -3.25,
    consent: true,
    kind: 'Threat',
    account: '=1+1, "said" & <done>\r\n\nthen; gone',
  },
  {
    reference: "'=already",
    received: '1875-02-28',
    told: new Date('2026-01-05T23:59:59Z'),
    people: 0,
    consent: false,
    kind: 'Isolation',
    account: ' spaces ',
  },
  { ...empty, reference: '+44 20 7946 0000' },
]

async function gathered(source: Source): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of source) chunks.push(chunk)
  return Buffer.concat(chunks)
}

async function sheet(bytes: Uint8Array, kind: 'xlsx' | 'csv'): Promise<Sheet> {
  const got = await read(bytes, kind)
  assert.ok('rows' in got, 'refused' in got ? got.refused : '')
  return got
}

const csv = (of: Partial<Parameters<typeof writeCsv>[0]> = {}) =>
  gathered(writeCsv({ marking, columns, rows, made, ...of }))
const xlsx = (of: Partial<Parameters<typeof writeXlsx>[0]> = {}) =>
  writeXlsx({ sheetName: 'Sanctions log', marking, columns, rows, made, ...of })
const csvSheet = (text: string) => sheet(Buffer.from(text), 'csv')

describe('What goes out comes back the same', () => {
  it('as an Excel workbook', async () => {
    const back = records(await sheet(await xlsx(), 'xlsx'), columns)
    assert.deepEqual(
      { ...back, records: back.records.map(({ values }) => values) },
      { records: rows, faults: [], notices: [] },
    )
  })

  it('as CSV', async () => {
    const back = records(await sheet(await csv(), 'csv'), columns)
    assert.deepEqual(
      { ...back, records: back.records.map(({ values }) => values) },
      { records: rows, faults: [], notices: [] },
    )
  })

  const words = fc.oneof(
    fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }),
    fc.string({
      unit: fc.constantFrom(
        "'",
        '=',
        '+',
        '-',
        '@',
        '|',
        '%',
        ' ',
        '\t',
        '\r',
        '\n',
        '"',
        ',',
        ';',
        '_x0041_',
        '\u0001',
        'a',
        '\ufeff',
      ),
      minLength: 1,
      maxLength: 8,
    }),
  )
  const texts = fc
    .sample(words, { numRuns: 3_000, seed: 20260105 })
    .map(text => text.toWellFormed())
    .filter(text => text.trim())
  const textColumns: Column[] = [
    { key: 'number', label: 'Number', kind: 'number' },
    { key: 'text', label: 'Text' },
  ]
  const textRows = texts.map((text, number) => ({ number, text }))
  const back = async (bytes: Uint8Array, kind: 'xlsx' | 'csv') =>
    records(await sheet(bytes, kind), textColumns).records.map(({ values }) => values)

  it(`as Excel, whatever is written in it (${texts.length} texts)`, async () =>
    assert.deepEqual(await back(await xlsx({ columns: textColumns, rows: textRows }), 'xlsx'), textRows))

  it('as CSV, whatever is written in it, but for control characters, which make it no text', async () => {
    const plain = textRows.filter(({ text }) => !/[\p{Cc}--[\t\n\v\f\r\u0080-\u009f]]/v.test(text))
    assert.deepEqual(await back(await csv({ columns: textColumns, rows: plain }), 'csv'), plain)
  })

  it('with times as clocks in London show them, summer and winter', () => {
    for (const [instant, shown] of [
      ['2026-01-05T14:05:00Z', '2026-01-05T14:05:00'],
      ['2026-07-05T14:05:00Z', '2026-07-05T15:05:00'],
      ['2026-03-29T00:59:59Z', '2026-03-29T00:59:59'],
      ['2026-03-29T01:00:00Z', '2026-03-29T02:00:00'],
      ['2026-10-25T00:30:00Z', '2026-10-25T01:30:00'],
      ['2026-10-25T02:00:00Z', '2026-10-25T02:00:00'],
    ] as const) {
      assert.equal(toLondon(new Date(instant)).toISOString().slice(0, 19), shown)
      assert.equal(fromLondon(new Date(`${shown}Z`)).toISOString(), new Date(instant).toISOString())
    }
    const twice = fromLondon(new Date('2026-10-25T01:30:00Z'))
    assert.equal(twice.toISOString(), '2026-10-25T00:30:00.000Z', 'the hour shown twice is the first of the two')
  })
})

describe('A sheet that comes in with cells that would act', () => {
  const acting = ['=1+1', "'=1+1", '+cmd|x', '-2', ' @SUM(1)', '=HYPERLINK("https://evil.example";"a, b")', 'words', '']
  const row = acting.map(cell => `"${cell.replaceAll('"', '""')}"`)
  const inComma = Buffer.from(`A,B,C,D,E,F,G,H\r\n${row.join(',')}\r\n`)
  const inSemicolons = Buffer.from(`A;B;C;D;E;F;G;H\n${row.join(';')}\n`)

  for (const [name, bytes] of [
    ['with commas', inComma],
    ['with semicolons', inSemicolons],
    ['long enough for a thread', Buffer.concat([inComma, Buffer.from(`${row.join(',')}\r\n`.repeat(5000))])],
  ] as const)
    it(`acts nowhere once it is kept, and reads as it was: ${name}`, async () => {
      const made = Buffer.from((await harmless(bytes)) ?? assert.fail('It could not be read'))
      assert.equal(checkCsv(decode(made)), undefined)
      const sheet = await read(made, 'csv')
      assert.ok('rows' in sheet)
      assert.deepEqual(sheet.rows[1]?.cells, acting)
      const before = await read(bytes, 'csv')
      assert.ok('rows' in before)
      assert.equal(sheet.rows.length, before.rows.length)
    })

  it('is left to be refused when it is no sheet, and told when it is too long', async () => {
    assert.equal(await harmless(Buffer.from('A,B\n"=1+1,2\n')), undefined)
    const long = await harmless(Buffer.from('=1+1\n'.repeat(usualLimits.rows + 5)))
    const sheet = await read(long ?? assert.fail(), 'csv')
    assert.ok('refused' in sheet && sheet.code === 'too big')
  })
})

describe('Nothing that goes out acts as a formula', () => {
  const acting = [
    '=1+1',
    "=cmd|'/C calc'!A0",
    '+1',
    '-1+1|0',
    '@SUM(A1)',
    '|x',
    '%0A=1',
    ' =1',
    '\t=1',
    '\r\n=1',
    '\u0000=1',
    '\u001f=1',
    '\u007f=1',
    '\ufeff=1',
    '\u00a0=1',
    "'=1",
    "''=1",
    '＝1',
    '＠SUM',
  ]

  it('in CSV or Excel, behind whatever it hides', async () => {
    const column: Column[] = [{ key: 'text', label: '=label' }]
    const exported = acting.map(text => ({ text }))
    const { rows: lines } = parseCsv((await csv({ columns: column, rows: exported })).toString().slice(1), {
      rows: 100,
      cells: 1_000,
    })
    for (const [text] of lines) assert.match(text!, /^'/, JSON.stringify(text))

    const strings: string[] = []
    await unpack(await xlsx({ columns: column, rows: exported }), ({ name, bytes }) => {
      if (name === 'xl/sharedStrings.xml')
        strings.push(...[...bytes.toString().matchAll(/<t[^>]*>([^<]*)/g)].map(([, text]) => text!))
      if (name.startsWith('xl/worksheets/sheet')) assert.doesNotMatch(bytes.toString(), /<f[\s>]/)
      return undefined
    })
    assert.equal(strings.length, acting.length + 3)
    for (const text of strings.slice(2)) assert.match(text, /^'/, JSON.stringify(text))
  })

  it('and every apostrophe that was put in is taken out again', () =>
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom("'", '=', '-', ' ', 'a', '\n') })),
        text => {
          assert.equal(restored(neutralised(text)), text)
          assert.doesNotMatch(neutralised(text), /^[\uFEFF\p{Cc}\s]*[=+\-@|%]/u)
        },
      ),
      { numRuns: 5_000 },
    ))

  it('while numbers stay numbers and plain words stay as they are', async () => {
    assert.match((await csv()).toString(), /,-3\.25,/)
    for (const text of ["it's", "'quoted'", '5 - 3', 'a=b', '']) assert.equal(neutralised(text), text)
  })
})

describe('An export carries its marking', () => {
  it('in CSV on every row, with who made it and when', async () => {
    const { rows: lines } = parseCsv((await csv()).toString().slice(1), { rows: 100, cells: 1_000 })
    assert.deepEqual(lines[0]!.slice(-2), ['Marking', 'Made'])
    for (const line of lines.slice(1))
      assert.deepEqual(line.slice(-2), [
        'OFFICIAL-SENSITIVE – PERSONAL DATA',
        'Priya Anand, Board chair, Ashmoor, 2026-07-05T15:05:00+01:00',
      ])
  })

  it('in Excel above the labels and on each printed page, with who made it, when, and page x of y', async () => {
    const { rows: lines } = await sheet(await xlsx(), 'xlsx')
    assert.equal(lines[0]!.cells[0], 'OFFICIAL-SENSITIVE – PERSONAL DATA')
    assert.equal(lines[1]!.cells[0], 'Made from Concordat by Priya Anand, Board chair, Ashmoor on 5 July 2026 at 15:05')
    const parts = await partsOf(await xlsx())
    const [, header, footer] = /<oddHeader>(.*?)<\/oddHeader><oddFooter>(.*?)<\/oddFooter>/s.exec(
      parts.get('xl/worksheets/sheet1.xml')!,
    )!
    assert.match(header!, /OFFICIAL-SENSITIVE – PERSONAL DATA/)
    assert.match(footer!, /OFFICIAL-SENSITIVE – PERSONAL DATA\n.*Made from Concordat by Priya.*Page &amp;P of &amp;N/s)
  })

  it('and no page line grows longer than Excel takes', async () => {
    const parts = await partsOf(
      await xlsx({
        made: { ...made, by: '8 & '.repeat(200) },
        marking: { ...marking, handling: ['RECIPIENTS ONLY', 'EMBARGOED', '&'.repeat(300)] },
      }),
    )
    for (const [, line] of parts.get('xl/worksheets/sheet1.xml')!.matchAll(/<odd(?:Header|Footer)>(.*?)<\/odd/gs))
      assert.ok(line!.replaceAll('&amp;', '&').length <= 255)
  })
})

async function partsOf(bytes: Buffer): Promise<Map<string, string>> {
  const parts = new Map<string, string>()
  assert.equal(
    await unpack(bytes, part => {
      parts.set(part.name, part.bytes.toString('utf8'))
      return undefined
    }),
    undefined,
  )
  return parts
}

describe('A workbook that goes out', () => {
  it('has one visible sheet and nothing else: no properties, names, links, comments, formulas or hidden parts', async () => {
    const bytes = await xlsx()
    const parts = await partsOf(bytes)
    assert.deepEqual([...parts.keys()].filter(name => !/\.rels$|^\[Content_Types\]/.test(name)).sort(), [
      'xl/sharedStrings.xml',
      'xl/styles.xml',
      'xl/workbook.xml',
      'xl/worksheets/sheet1.xml',
    ])
    const everything = [...parts.values()].join('\n')
    assert.doesNotMatch(
      everything,
      /hidden|definedName\b|hyperlink|externalLink|<f[\s>]|comment|mergeCell|creator|dataValidation/i,
    )
    assert.equal(everything.match(/<sheet /g)?.length, 1)
    assert.deepEqual(await examine('log.xlsx', bytes), {
      ...(await examine('log.xlsx', workbook())),
      cites: ['SAN-2026-0001'],
    })
  })

  it('shows days and times as dates, and days before Excel begins to count as words', async () => {
    const parts = await partsOf(await xlsx())
    const sheetXml = parts.get('xl/worksheets/sheet1.xml')!
    assert.match(sheetXml, /<c r="B4" s="\d+"><v>46027<\/v>/)
    assert.match(sheetXml, /<c r="C4" s="\d+"><v>46208\.628/)
    assert.match(sheetXml, /<c r="B5" s="\d+" t="s">/)
    assert.match(parts.get('xl/styles.xml')!, /formatCode="d mmm yyyy hh:mm"/)
  })

  it('cuts a text that no cell can hold, and says so in the cell', async () => {
    const { rows: lines } = await sheet(await xlsx({ rows: [{ reference: 'x', account: 'a'.repeat(40_000) }] }), 'xlsx')
    const cell = String(lines[3]!.cells[6])
    assert.equal(cell.length, 32_767)
    assert.match(cell, /a … \[cut here: Excel holds no more in a cell; the whole text is in Concordat\]$/)
  })

  it('has a name for its sheet that Excel takes', async () => {
    for (const [name, becomes] of [
      ['Log: [all] / of * it?', 'Log   all    of   it'],
      ["'quoted'", 'quoted'],
      ['', 'Sheet'],
      ['a'.repeat(50), 'a'.repeat(31)],
    ] as const)
      assert.match(
        (await partsOf(await xlsx({ sheetName: name, rows: [] }))).get('xl/workbook.xml')!,
        new RegExp(`name="${becomes}"`),
      )
  })

  it('is not made for more rows than it can be built of', () =>
    assert.rejects(
      xlsx({ rows: Array.from({ length: mostRowsInWorkbook + 1 }, () => ({})) }),
      /50,000 rows at most; use CSV/,
    ))

  it('as a template says how to fill in each column, and what is filled in comes back', async () => {
    const { rows: lines } = await sheet(await template({ sheetName: 'Log', marking, columns }), 'xlsx')
    assert.deepEqual(lines[2]!.cells, [
      null,
      'Such as 5/1/2026. May be left empty.',
      'Such as 5/1/2026 14:05. May be left empty.',
      'In figures. May be left empty.',
      'Yes or No. May be left empty.',
      'One of: Isolation, Threat. May be left empty.',
      'May be left empty.',
    ])
    assert.deepEqual(
      lines[3]!.cells,
      columns.map(({ label }) => label),
    )
    assert.deepEqual(
      records({ rows: [...lines, { line: 5, cells: ['SAN-1', '5/1/2026'] }], notices: [] }, columns).records,
      [{ line: 5, values: { ...empty, reference: 'SAN-1', received: '2026-01-05' } }],
    )
  })
})

describe('A sheet that comes in is understood', () => {
  const read = (label: Column['kind'], cell: Parameters<typeof understand>[0]) =>
    understand(cell, { key: 'x', label: 'X', kind: label })
  for (const [kind, cells, value] of [
    [
      'day',
      [
        '2026-01-05',
        '5/1/2026',
        '05/01/2026',
        '5.1.2026',
        '5-1-26',
        '5 January 2026',
        '5 Jan 2026',
        ' 5 jan. 2026 ',
        '5-Jan-26',
        new Date('2026-01-05T00:00:00Z'),
      ],
      '2026-01-05',
    ],
    ['number', ['1234.5', '1,234.5', ' 1234.50 ', 1234.5], 1234.5],
    ['number', ['-5', '−5', '–5', -5], -5],
    ['yes or no', ['Yes', 'y', 'TRUE', true, '1'], true],
    ['yes or no', ['No', 'n', 'FALSE', false], false],
    ['text', ['00123'], '00123'],
    ['text', [123], '123'],
  ] as const)
    for (const cell of cells)
      it(`${kind}: ${cell instanceof Date ? 'a date cell' : JSON.stringify(cell)} is ${JSON.stringify(value)}`, () =>
        assert.deepEqual(read(kind, cell), { value }))

  for (const text of [
    '2026-07-05T14:05:00Z',
    '2026-07-05T15:05:00+01:00',
    '5/7/2026 15:05',
    '5 July 2026 at 15:05',
    '2026-07-05 15:05:00',
  ])
    it(`moment: ${JSON.stringify(text)}`, () =>
      assert.deepEqual(read('moment', text), { value: new Date('2026-07-05T14:05:00Z') }))

  for (const [kind, cell, words] of [
    ['day', '31/2/2026', /“31\/2\/2026” is not a date\. Write it as 5\/1\/2026 or 2026-01-05/],
    ['day', '1/13/2026', /is not a date/],
    ['day', 46027, /is not a date/],
    ['day', 'last week', /is not a date/],
    ['day', '5 Foo 2026', /is not a date/],
    ['moment', '5/1/2026 25:00', /is not a date and time\. Write it as 5\/1\/2026 14:05/],
    ['moment', '2026-02-31T10:00:00Z', /is not a date and time/],
    ['number', 'a dozen', /“a dozen” is not a number\. Write it in figures/],
    ['number', '1,23', /is not a number/],
    ['number', 'Infinity', /is not a number/],
    ['yes or no', 'maybe', /“maybe” is neither yes nor no/],
  ] as const)
    it(`${kind}: ${JSON.stringify(cell)} is not, and is told how`, () => {
      const got = read(kind, cell)
      assert.match('wrong' in got ? got.wrong : 'it was understood', words)
    })

  it('by its labels, in any order and however they are written', async () => {
    const { records: found, notices } = records(
      await csvSheet('what  HAPPENED ,reference,Colour\nSeen,SAN-1,red\n'),
      columns,
    )
    assert.deepEqual(found, [{ line: 2, values: { ...empty, reference: 'SAN-1', account: 'Seen' } }])
    assert.deepEqual(notices, ['These columns were not read: “Colour”.'])
  })

  it('with every fault told by row and column, and the good rows kept', async () => {
    const text = 'Reference,Received,Kind,People\nSAN-1,2026-01-05,threat,1\n\n,31/2/2026,Shouting,x\nSAN-3,,,\n'
    const { records: found, faults } = records(await csvSheet(text), columns)
    assert.deepEqual(
      found.map(({ line, values }) => [line, values.reference, values.kind]),
      [
        [2, 'SAN-1', 'Threat'],
        [5, 'SAN-3', null],
      ],
    )
    assert.deepEqual(faults, [
      { line: 4, column: 'Reference', words: 'Give its reference' },
      { line: 4, column: 'Received', words: '“31/2/2026” is not a date. Write it as 5/1/2026 or 2026-01-05' },
      { line: 4, column: 'People', words: '“x” is not a number. Write it in figures, such as 12' },
      { line: 4, column: 'Kind', words: '“Shouting” is not one of: Isolation, Threat' },
    ])
  })

  it('or not, when its labels are missing, there twice, or not there at all', async () => {
    const faults = async (text: string) => records(await csvSheet(text), columns).faults
    assert.match(
      (await faults('a,b\n1,2\n'))[0]!.words,
      /There is no row of labels\. Put these above the rows: Reference, Received/,
    )
    assert.deepEqual(await faults('Received,People,Kind,What happened\n,,,x\n'), [
      { line: 1, column: 'Reference', words: 'This column is not there. Add it, with this label above it' },
    ])
    assert.match((await faults('Reference,Received,Received,Kind,People\nx,,,,\n'))[0]!.words, /there twice/)
  })
})

describe('CSV is read', () => {
  const cells = async (bytes: Buffer) => (await sheet(bytes, 'csv')).rows.map(row => row.cells)
  for (const [what, bytes, expected] of [
    [
      'with commas',
      Buffer.from('a,b\n1,2\n'),
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'with semicolons',
      Buffer.from('a;b\n1,5;2\n'),
      [
        ['a', 'b'],
        ['1,5', '2'],
      ],
    ],
    [
      'with tabs',
      Buffer.from('a\tb\n1\t2'),
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'with bars',
      Buffer.from('a|b\n1|2'),
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'with its delimiter told',
      Buffer.from('sep=;\r\na;b\r\n1;2\r\n'),
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'with line ends of any kind',
      Buffer.from('a,b\r\n1,2\n3,4\r5,6'),
      [
        ['a', 'b'],
        ['1', '2'],
        ['3', '4'],
        ['5', '6'],
      ],
    ],
    [
      'with quotation marks, line ends and delimiters in its cells',
      Buffer.from('a,"b ""c"", d\r\ne"\n"",x'),
      [
        ['a', 'b "c", d\r\ne'],
        ['', 'x'],
      ],
    ],
    ['with words after a quotation mark', Buffer.from('"a"b,c"d\n'), [['ab', 'c"d']]],
    [
      'with empty cells at its ends',
      Buffer.from(',a,\n,,b'),
      [
        ['', 'a', ''],
        ['', '', 'b'],
      ],
    ],
    ['in UTF-8 with a mark', Buffer.from('\ufeffé,b\n'), [['é', 'b']]],
    ['in UTF-16, as Excel writes “Unicode text”', Buffer.from('\ufeffé\tb\r\n', 'utf16le'), [['é', 'b']]],
    ['in Windows-1252', Buffer.from('\xe9,\x96,\x80\n', 'latin1'), [['é', '–', '€']]],
  ] as const)
    it(what, async () => assert.deepEqual(await cells(bytes), expected))

  it('a line that stands empty still counts, so that rows are found where they are said to be', async () =>
    assert.deepEqual(
      (await csvSheet('a,b\n\n , \n1,2\n')).rows.map(({ line }) => line),
      [1, 4],
    ))
})

describe('A sheet is refused', () => {
  const why = async (bytes: Uint8Array, kind: 'xlsx' | 'csv', limits = usualLimits) => {
    const got = await read(bytes, kind, limits)
    return 'refused' in got ? `${got.code}: ${got.refused}` : 'it was read'
  }
  const small = { rows: 10, columns: 5, cell: 100 }
  const sheetOf = (xml: string) =>
    workbook([{ name: 'xl/worksheets/sheet1.xml', content: `<worksheet><sheetData>${xml}</sheetData></worksheet>` }])

  it('that is empty', async () => assert.match(await why(Buffer.alloc(0), 'csv'), /^empty/))
  it('that is too heavy', async () => assert.match(await why(Buffer.alloc(25_000_001, 'a'), 'csv'), /^too big/))
  it('with too many rows', async () => {
    assert.match(
      await why(Buffer.from('a\n'.repeat(11)), 'csv', small),
      /^too big: This sheet has more than 10 rows or 5 columns/,
    )
    assert.match(
      await why(await xlsx({ rows: Array.from({ length: 20 }, () => ({ reference: 'x' })) }), 'xlsx', {
        ...small,
        columns: 50,
      }),
      /^too big/,
    )
  })
  it('with too many columns', async () =>
    assert.match(await why(Buffer.from('a,a,a,a,a,a\n'), 'csv', small), /^too big/))
  it('with too long a cell', async () =>
    assert.match(
      await why(Buffer.from(`a\n${'b'.repeat(101)}\n`), 'csv', small),
      /^too big: A cell in row 2 has more than 100 characters/,
    ))
  it('with a cell so far out that there is nothing but emptiness before it', async () => {
    assert.match(await why(sheetOf('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), 'xlsx'), /^too big/)
    assert.match(await why(sheetOf("<row><c r = 'ZZZ1'><v>1</v></c></row>"), 'xlsx'), /^too big/)
  })
  it('with macros, though it is called a sheet', async () =>
    assert.match(await why(workbook([{ name: 'xl/vbaProject.bin', content: 'x' }]), 'xlsx'), /^macros/))
  it('that is no workbook', async () => {
    assert.match(await why(Buffer.from('a,b\n'), 'xlsx'), /^damaged/)
    assert.match(await why(workbook(), 'xlsx'), /^damaged/)
  })
  it('that is no text', async () => assert.match(await why(Buffer.from('a,b\0\n'), 'csv'), /^not accepted/))
  it('with a quotation mark that is never closed', async () =>
    assert.match(
      await why(Buffer.from('a,b\n1,"2\n3,4\n'), 'csv'),
      /^damaged: A quotation mark opened in row 2 is never closed/,
    ))
})

describe('Large sheets', () => {
  const wide = Array.from({ length: 20 }, (_, n): Column => ({
    key: `c${n}`,
    label: `Column ${n}`,
    kind: n === 3 ? 'day' : n === 4 ? 'number' : 'text',
  }))
  const many: Row[] = Array.from({ length: 10_000 }, (_, row) =>
    Object.fromEntries(
      wide.map(({ key, kind }) => [
        key,
        kind === 'day' ? '2026-01-05' : kind === 'number' ? row : `cell ${row} of ${key}`,
      ]),
    ),
  )

  it('10,000 rows of 20 columns go out to Excel and come back, and nobody else waits', async () => {
    const loop = performance.eventLoopUtilization()
    const bytes = await xlsx({ columns: wide, rows: many })
    const back = await sheet(bytes, 'xlsx')
    const { utilization } = performance.eventLoopUtilization(loop)
    assert.deepEqual(
      records(back, wide).records.map(({ values }) => values),
      many,
    )
    assert.ok(utilization < 0.5, `others had ${((1 - utilization) * 100).toFixed()}% of the time`)
  })

  it('200,000 rows leave as CSV without being held', async () => {
    function* endless() {
      for (let row = 0; row < 200_000; row += 1) yield many[row % many.length]!
    }
    let lines = 0
    let largest = 0
    for await (const chunk of writeCsv({ marking, columns: wide, rows: endless(), made })) {
      const bytes = chunk as Buffer
      largest = Math.max(largest, bytes.length)
      for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) lines += 1
    }
    assert.equal(lines, 200_001)
    assert.ok(largest < 200_000)
  })
})
