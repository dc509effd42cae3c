import { addDays, addMonths, formatDay, startOfDay, type Day } from '../calendar/day.ts'
import { sql } from '../database/sql.ts'
import { closed } from '../engine/decide.ts'
import type { Answers, Matter } from '../engine/matter.ts'
import { listCalled, type Procedure } from '../engine/procedure.ts'
import { isWrong, type Made, type Question } from '../engine/question.ts'
import type { Audience } from '../engine/who.ts'
import { facts, heading, list as bullets, paragraph, table, type Block } from '../letters/blocks.ts'
import { paper } from '../letters/docx.ts'
import { highest, official, type Marking } from '../letters/marking.ts'
import { writeXlsx } from '../sheets/write.ts'
import { analysisOf, countedColumns } from './analysis.ts'
import { listColumns, procedureOf, usualColumns } from './columns.ts'
import type { Desk } from './desk.ts'
import { findMade, keepMade, type Files } from './documents.ts'
import { sheetColumn } from './export.ts'
import { isTheirs, type Row } from './list.ts'
import { recordReading } from './reading.ts'
import { reportOf, toldInWords, type Report } from './report.ts'

/**
 * Files that a step asks the program to make: the log as it stood on a day, the pack for a meeting. They hold only what
 * every one of their readers may see of each matter at that moment, whatever whoever makes them may see besides.
 */

type Raw = Readonly<Record<string, unknown>>

/** A step about to be taken on a matter. */
interface About {
  readonly procedure: Procedure
  readonly matter: Matter
  readonly step: string
}

/**
 * The answers that the program itself gives. A file it has made for this very question is taken as it is, so that what was looked
 * at is what is sent; otherwise it is made now. None is made where there is nowhere to keep it.
 */
export async function answersMade(desk: Desk, files: Files | undefined, about: About, raw: Raw): Promise<Answers> {
  const step = about.procedure.steps[about.step]
  const asked = Object.entries(step?.asks ?? {}).flatMap(([name, { made }]) => (made ? [[name, made] as const] : []))
  if (!step || asked.length === 0 || closed(step, about.matter, desk.me, desk.world)) return {}
  const answers: Record<string, unknown> = {}
  for (const [name, made] of asked)
    if (made.what === 'fact')
      answers[name] = await factOf(desk, about.matter, step.asks[made.from], raw[made.from], made.column)
  if (!files) return answers
  const known = new Map<string, { count: number; on: string }>()
  for (const [name, made] of asked) {
    if (!('of' in made)) continue
    const madeFor = `${about.matter.reference} ${about.step} ${name}`
    const ids = [raw[name]].flat().filter(id => typeof id === 'string')
    const file = (await findMade(desk, ids, madeFor)) ?? (await make(desk, files, made, about, madeFor))
    answers[name] = [file.id]
    known.set(name, file.made)
  }
  for (const [name, made] of asked)
    if ('in' in made) answers[name] = made.what === 'count' ? known.get(made.in)?.count : known.get(made.in)?.on
  return answers
}

/** What a column tells of the matter that a question was answered with: nothing for whoever may not see that. */
async function factOf(desk: Desk, matter: Matter, question: Question | undefined, raw: unknown, column: string) {
  const got = question?.understand(raw, { matter, me: desk.me, answers: {}, world: desk.world })
  const reference = got && !isWrong(got) ? [got.answer].flat()[0] : undefined
  if (typeof reference !== 'string') return undefined
  const found = await desk.transaction.find<{ fact: unknown }>(sql`
    select k.facts -> ${column} as fact from docket k join matter m on m.id = k.matter
     where m.reference = ${reference} and k.reader = any (my_readers()) and k.facts ? ${column} limit 1`)
  return found?.fact
}

const asFile = (title: string, today: string, ending: string) =>
  `${title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}-${today}.${ending}`

async function make(desk: Desk, files: Files, made: Extract<Made, { of: string }>, { matter }: About, madeFor: string) {
  const procedure = procedureOf(desk.house.library, made.of)
  if (!procedure) throw new Error(`${madeFor} is made of ${made.of}, which is no procedure`)
  const rows = await sharedRows(desk, procedure, made.for, matter)
  const title = listCalled(procedure, desk.me.body)
  const kept = { for: madeFor, count: rows.length, on: desk.world.today }
  // A list holds words of its matters, and must go when some of them are struck out.
  const holds = rows.map(row => row.reference)
  const madeBy = { by: `${desk.me.name}, ${desk.me.title} (${desk.me.body})`, at: desk.world.now }
  await recordReading(desk, {
    kind: 'exported',
    why: `Made for ${matter.reference}: ${title}, ${rows.length} ${rows.length === 1 ? 'row' : 'rows'}`,
  })
  if (made.what === 'list') {
    const columns = listColumns(desk.house.library, procedure, [
      ...new Set([...usualColumns(procedure), ...countedColumns(procedure).map(([name]) => name)]),
    ]).filter(column => column.name !== 'due')
    const bytes = await writeXlsx({
      sheetName: title,
      marking: markingOfRows(procedure, rows),
      columns: columns.map(sheetColumn),
      rows: rows.map(row => Object.fromEntries(columns.map(column => [column.name, column.value(row, desk.world)]))),
      made: madeBy,
    })
    return {
      id: await keepMade(desk, files, {
        name: asFile(title, desk.world.today, 'xlsx'),
        kind: 'xlsx',
        bytes,
        made: { ...kept, holds },
      }),
      made: kept,
    }
  }
  const bytes = await paper({
    title: `${title}: what it comes to`,
    marking: markingOfRows(procedure, rows),
    reference: matter.reference,
    version: formatDay(desk.world.today),
    madeBy: madeBy.by,
    madeAt: madeBy.at,
    from: [desk.me.title],
    to: [made.for.words.charAt(0).toUpperCase() + made.for.words.slice(1)],
    blocks: packOf(desk, procedure, rows),
  })
  return {
    id: await keepMade(desk, files, {
      name: asFile(`${title} pack`, desk.world.today, 'docx'),
      kind: 'docx',
      bytes,
      made: kept,
    }),
    made: kept,
  }
}

/** Of every part from which a row has anything. */
const markingOfRows = (procedure: Procedure, rows: readonly Row[]): Marking => {
  const parts = new Set(
    rows.flatMap(row => Object.keys(row.facts).flatMap(name => procedure.columns[name]?.part ?? [])),
  )
  return highest([official, ...[...parts].flatMap(part => procedure.parts[part]?.marking ?? [])])
}

interface Shared {
  reference: string
  place: string | null
  region: string | null
  opened_at: Date
  owner: number
  stage: string | null
  stages: string[] | null
  facts: Record<string, unknown>[]
  milestones: Record<string, Day>[]
}

/**
 * The matters of a procedure as every one of these readers sees them, newest first: from the cards of the parts that are
 * disclosed to them all, of matters that whoever asks may see too. A stage is told only where one of those parts tells it, and
 * a matter began when each of them may know that it had.
 */
export async function sharedRows(desk: Desk, procedure: Procedure, readers: Audience, matter: Matter): Promise<Row[]> {
  const { directory } = desk.world
  const keys = readers.readers({ matter, me: desk.me, answers: {}, world: desk.world })
  const ids = [...new Set(keys)].map(key => directory.reader(key).id)
  if (ids.length === 0) return []
  const found = await desk.transaction.all<Shared>(sql`
    with mine as materialized (
      select d.matter, d.stage, d.region from docket d
       where ${isTheirs(desk)} and d.procedure = ${procedure.name}
    ), shared as materialized (
      select i.matter, i.part, max(i.since) as since from disclosure i join mine on mine.matter = i.matter
       where i.reader = any (${ids}::int[]) and i.ended_at is null and (i.until is null or i.until > ${desk.world.now})
       group by i.matter, i.part having count(distinct i.reader) = ${ids.length}
    )
    select m.reference, m.place, mine.region, least(max(s.since), min(c.began_at)) as opened_at, m.owner, mine.stage, array_agg(c.stage) filter (where c.stage is not null) as stages,
           jsonb_agg(c.facts) as facts, jsonb_agg(c.milestones) as milestones
      from shared s join card c on c.matter = s.matter and c.part = s.part join matter m on m.id = s.matter join mine on mine.matter = m.id
     group by m.id, m.reference, m.place, mine.region, m.owner, mine.stage order by opened_at desc, m.reference desc`)
  const leftOut = procedure.log?.leavesOut ?? []
  return found
    .map(row => ({
      reference: row.reference,
      procedure: procedure.name,
      openedAt: row.opened_at,
      place: row.place ?? undefined,
      region: row.region ?? undefined,
      owner: row.owner,
      stage: row.stage !== null && row.stages?.includes(row.stage) ? row.stage : undefined,
      facts: Object.assign({}, ...row.facts) as Row['facts'],
      milestones: Object.assign({}, ...row.milestones) as Row['milestones'],
    }))
    .filter(row => row.stage === undefined || !leftOut.includes(row.stage))
}

// ── The pack ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/** What the meeting looks back on, and what it compares that with, in months. */
const halfYear = 6

/**
 * The numbers of the last six months and of the six before, with small ones protected: what is minuted goes further than its
 * readers. The two do not overlap, so that neither gives away a small number of the other.
 */
function packOf(desk: Desk, procedure: Procedure, rows: readonly Row[]): Block[] {
  const { today, directory } = desk.world
  const since = addMonths(today, -halfYear)
  const before = addMonths(today, -2 * halfYear)
  const report = (from: Day, until?: Day) => {
    const within = rows.filter(
      row => row.openedAt >= startOfDay(from) && (until === undefined || row.openedAt < startOfDay(until)),
    )
    return reportOf(analysisOf(desk, procedure, within), place => directory.findPlace(place)?.region)
  }
  const [last, earlier] = [report(since), report(before, since)]
  const recent = `Since ${formatDay(since)}`
  const past = `From ${formatDay(before)} to ${formatDay(addDays(since, -1))}`
  return [
    paragraph(`Made from the log as it stood on ${formatDay(today)}, from what every reader of this paper may see.`),
    facts({
      [`${procedure.title}, ${recent.charAt(0).toLowerCase()}${recent.slice(1)}`]: toldInWords(last.total),
      [`${procedure.title}, ${past.charAt(0).toLowerCase()}${past.slice(1)}`]: toldInWords(earlier.total),
    }),
    ...section(recent, last),
    ...section(past, earlier),
    heading('To read the numbers by'),
    bullets([
      ...new Set([
        ...last.notes,
        'What is not disclosed to every reader is not counted, so that these numbers may be smaller than those that some of you see.',
      ]),
    ]),
  ]
}

const section = (title: string, report: Report): Block[] => [
  heading(title),
  ...(report.tables.length === 0 ? [paragraph(`In all: ${toldInWords(report.total)}. No breakdown is given.`)] : []),
  ...report.tables.flatMap(({ title: name, rows }) => [
    heading(name, 2),
    table(
      [name, 'How many'],
      rows.filter(row => row.told !== 0).map(({ label, told }) => [label, toldInWords(told)]),
    ),
  ]),
  ...(report.times.length
    ? [
        heading('Days from the beginning', 2),
        table(
          ['Step', 'How many', 'Median', 'Middle half'],
          report.times.map(({ label, about, median, middle }) => [
            label,
            typeof about === 'number' ? `about ${about}` : about,
            median === undefined ? '' : String(median),
            middle ? `${middle[0]} to ${middle[1]}` : '',
          ]),
        ),
      ]
    : []),
]
