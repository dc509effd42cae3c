import pg from 'pg'
import { asNobody, type Credential } from '../database/as.ts'
import { sql } from '../database/sql.ts'
import type { Problem } from '../engine/decide.ts'
import { NotFound } from '../engine/directory.ts'
import { unopened } from '../engine/matter.ts'
import type { Procedure, Step } from '../engine/procedure.ts'
import type { Question } from '../engine/question.ts'
import type { Taking } from '../engine/world.ts'
import { append, type Writing } from '../journal/append.ts'
import type { Cell } from '../sheets/column.ts'
import type { Sheet } from '../sheets/read.ts'
import { dayOf } from '../calendar/day.ts'
import { beginning, drawReferences, type Beginning } from './birth.ts'
import { at, type Desk, type House } from './desk.ts'
import {
  answerableBy,
  cut,
  finder,
  guessColumns,
  keptCell,
  keysOf,
  matched,
  type Finder,
  type WordsMeant,
} from './match.ts'
import { mayBegin } from './may.ts'

/**
 * Bringing in an earlier log (SP-24a). Its columns are matched to the questions of the step that brings one in; every row is
 * decided as it would be, and told; then the rows that are fit go the way everything goes, some at a time, each batch whole
 * or not at all. A row that was brought in before is passed over, so that the same file twice does no harm and an import that
 * was interrupted goes on where it ended.
 */

export type ImportState = 'matching' | 'checking' | 'ready' | 'going' | 'done'

export interface Import {
  readonly id: string
  readonly procedure: string
  readonly name: string
  readonly state: ImportState
  readonly labels: readonly string[]
  readonly notices: readonly string[]
  /** Question → position of the column that answers it. */
  readonly columns: Readonly<Record<string, number>>
  readonly words: WordsMeant
  readonly rows: number
  readonly madeAt: Date
  readonly touchedAt: Date
  readonly finishedAt?: Date
  /** How many rows there are in each state. */
  readonly counts: Readonly<Record<RowState, number>>
}

export type RowState = 'waiting' | 'fit' | 'faulty' | 'repeated' | 'brought'
export const rowStates: readonly RowState[] = ['waiting', 'fit', 'faulty', 'repeated', 'brought']

export interface ImportRow {
  readonly line: number
  readonly cells: readonly Cell[]
  readonly state: RowState
  readonly problems: readonly RowProblem[]
  readonly reference?: string
}

/** What is wrong with a row, and where. */
export interface RowProblem extends Problem {
  /** A word of a fixed list that is not known: the person can say what it stands for. */
  readonly unknown?: string
}

/** The procedure, and the step that each row is taken as. */
export interface Importing {
  readonly procedure: Procedure
  readonly version: string
  readonly step: Step
}

/** The procedure of an import, for someone who may bring one in; to everyone else there is none. */
export function importable(desk: Desk, name: string): Importing {
  const found = desk.house.library.findProcedure(name, desk.world.today)
  if (!found || !mayBegin(desk, found.procedure).bring) throw new NotFound(`procedure ${name} to bring anything into`)
  const { procedure, version } = found
  return { procedure, version: version.name, step: procedure.steps[importStep(procedure)] as Step }
}

/** The step that a row is taken as: only a procedure that says how can be brought into. */
const importStep = ({ brings }: Procedure): string => brings?.step ?? ''

const mostKept = 5
const keptFor = 30 * 86_400_000

/** Keeps a sheet that was read, with a first guess of which column answers which question. Tells why not, when it can't. */
export async function keepSheet(
  desk: Desk,
  name: string,
  file: { readonly name: string; readonly sheet: Sheet },
): Promise<{ readonly id: string } | { readonly wrong: string }> {
  const { procedure, step } = importable(desk, name)
  const found = cut(file.sheet)
  if (!found || found.rows.length === 0) return { wrong: 'There are no rows below the labels of this sheet' }
  if (found.labels.length < 2) return { wrong: 'This sheet has only one column. Check that it is the right one' }
  await desk.transaction.all(sql`
    delete from import where made_at < ${new Date(desk.world.now.getTime() - keptFor)}
       or id in (select id from import where state <> 'going' order by made_at desc offset ${mostKept - 1})`)
  const called = Object.fromEntries(Object.entries(procedure.columns).map(([column, { label }]) => [column, label]))
  const { id } = await desk.transaction.one<{ id: string }>(sql`
    insert into import (post, person, procedure, name, state, labels, notices, columns, rows, made_at, touched_at)
    values (${desk.who.postId}, ${desk.who.personId}, ${procedure.name}, ${file.name}, 'matching', ${[...found.labels]}, ${file.sheet.notices},
            ${JSON.stringify(guessColumns(found.labels, step.asks, called))}, ${found.rows.length}, ${desk.world.now}, ${desk.world.now}) returning id`)
  const keys = keysOf(procedure.name, found)
  const rows = found.rows.map(({ line, cells }, index) => ({
    line,
    cells: cells.map(keptCell),
    key: (keys[index] as Buffer).toString('hex'),
  }))
  await desk.transaction.all(sql`
    insert into import_row (import, line, cells, key)
    select ${id}, r.line, r.cells, decode(r.key, 'hex') from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(line int, cells jsonb, key text)`)
  return { id }
}

interface Found {
  id: string
  procedure: string
  name: string
  state: ImportState
  labels: string[]
  notices: string[]
  columns: Record<string, number>
  words: WordsMeant
  rows: number
  made_at: Date
  touched_at: Date
  finished_at: Date | null
  counts: Partial<Record<RowState, number>> | null
}

const selected = sql`
  select i.*, (select jsonb_object_agg(c.state, c.count) from (select r.state, count(*)::int as count from import_row r where r.import = i.id group by r.state) c) as counts
    from import i`

const importOf = ({ made_at, touched_at, finished_at, counts, ...rest }: Found): Import => ({
  ...rest,
  madeAt: made_at,
  touchedAt: touched_at,
  finishedAt: finished_at ?? undefined,
  counts: { waiting: 0, fit: 0, faulty: 0, repeated: 0, brought: 0, ...counts },
})

/** One's own imports, newest first. */
export const imports = async (desk: Desk, procedure: string): Promise<Import[]> =>
  (await desk.transaction.all<Found>(sql`${selected} where i.procedure = ${procedure} order by i.made_at desc`)).map(
    importOf,
  )

/** One of one's own imports; stops as not found. */
export async function importNow(desk: Desk, id: string): Promise<Import> {
  const found = /^[0-9a-f-]{36}$/.test(id)
    ? await desk.transaction.find<Found>(sql`${selected} where i.id = ${id}`)
    : undefined
  if (!found) throw new NotFound('import of yours')
  return importOf(found)
}

/** Rows of an import, in the order of the sheet. */
export async function importRows(
  desk: Desk,
  id: string,
  wanted: { state?: RowState; after?: number; most: number },
): Promise<ImportRow[]> {
  const rows = await desk.transaction.all<{
    line: number
    cells: Cell[]
    state: RowState
    problems: RowProblem[]
    reference: string | null
  }>(sql`
    select line, cells, state, problems, reference from import_row
     where import = ${id} and (${wanted.state ?? null}::text is null or state = ${wanted.state ?? null}) and line > ${wanted.after ?? 0}
     order by line limit ${wanted.most}`)
  return rows.map(({ reference, ...row }) => ({ ...row, reference: reference ?? undefined }))
}

/** Words of the sheet that are no answer of a fixed list, with how many rows have each; the most frequent first. */
export const unknownWords = (desk: Desk, id: string): Promise<{ question: string; word: string; count: number }[]> =>
  desk.transaction.all(sql`
    select p ->> 'field' as question, p ->> 'unknown' as word, count(*)::int as count
      from import_row r, jsonb_array_elements(r.problems) p
     where r.import = ${id} and r.state = 'faulty' and p ? 'unknown' group by 1, 2 order by 3 desc, 2 limit 40`)

/** Matches columns and words afresh: every row that was not brought in is to be checked again. */
export async function match(
  desk: Desk,
  id: string,
  columns: Readonly<Record<string, number>>,
  words?: WordsMeant,
): Promise<void> {
  const changed = await desk.transaction.all(sql`
    update import set columns = ${JSON.stringify(columns)}, words = coalesce(${words ? JSON.stringify(words) : null}::jsonb, words), state = 'checking', touched_at = ${desk.world.now}
     where id = ${id} and state in ('matching', 'ready', 'done') returning id`)
  if (changed.length === 0) throw new NotFound('import of yours that is not under way')
  await desk.transaction.all(
    sql`update import_row set state = 'waiting', problems = '[]' where import = ${id} and state <> 'brought'`,
  )
}

/** Says yes: the rows that are fit are to be brought in. */
export async function confirm(desk: Desk, id: string): Promise<void> {
  const changed = await desk.transaction.all(
    sql`update import set state = 'going', touched_at = ${desk.world.now} where id = ${id} and state = 'ready' returning id`,
  )
  if (changed.length === 0) throw new NotFound('import of yours that is ready')
}

/** Stops it: what was brought in stays, whole; the rest can be brought in later, or left. */
export async function halt(desk: Desk, id: string): Promise<void> {
  await desk.transaction.all(sql`update import set state = 'ready' where id = ${id} and state = 'going'`)
}

/** Forgets the sheet. What was brought in stays. */
export async function discard(desk: Desk, id: string): Promise<void> {
  const gone = await desk.transaction.all(sql`delete from import where id = ${id} and state <> 'going' returning id`)
  if (gone.length === 0) throw new NotFound('import of yours that is not under way')
}

// ── One row ──────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Reads rows of one import: what the words of its sheet stand for is worked out once. */
export interface Reader {
  /** What a row would become, or what is wrong with it. Nothing has happened yet. */
  judge(
    cells: readonly Cell[],
    reference: string,
  ): Beginning | { readonly refused: true; readonly problems: readonly RowProblem[] }
}

export function reader(
  desk: Pick<Desk, 'me' | 'world'>,
  taking: Importing,
  { columns, words }: Pick<Import, 'columns' | 'words'>,
): Reader {
  const { procedure, version, step } = taking
  const matter = unopened({
    id: 0,
    reference: '',
    procedure: procedure.name,
    version,
    owner: desk.me.unit,
    openedAt: desk.world.now,
  })
  const asking: Taking = { matter, me: desk.me, answers: {}, world: desk.world }
  const answered = answerableBy(step.asks).flatMap(([name, question]): [string, Question, number, Finder][] =>
    columns[name] === undefined ? [] : [[name, question, columns[name], finder(question, asking, words[name])]],
  )
  return {
    judge: (cells, reference) => {
      const raw: Record<string, unknown> = {}
      const problems: RowProblem[] = []
      for (const [name, question, at, find] of answered) {
        const got = matched(question, cells[at] ?? null, find)
        if ('unknown' in got) problems.push({ field: name, words: got.wrong, unknown: got.unknown })
        else if (got.raw !== undefined) raw[name] = got.raw
      }
      const begun = beginning(desk, { procedure, version, step: importStep(procedure), reference, raw })
      if (!problems.length) return begun
      // What is not understood is told as that, not as missing.
      const others = begun.refused
        ? begun.problems.filter(one => !problems.some(known => known.field === one.field))
        : []
      return { refused: true, problems: [...problems, ...others] }
    },
  }
}

// ── Going on ─────────────────────────────────────────────────────────────────────────────────────────────────────────

const checkedAtOnce = 400
const broughtAtOnce = 200
/** The fewest rows are these parts of so many: one that still takes too long has another cause. */
const leastPart = 1 / 64

/** Whether there is something left to do. */
type Went = 'on' | 'over'

/**
 * Does the next part of an import in a transaction of its own: checks some rows, or brings some in. Any process may do it,
 * any number of times: the row of the import is locked, and another that comes meanwhile finds nothing to do. `part` is how much
 * of what usually goes together goes together now.
 */
export const goOn = (house: House, credential: Credential, id: string, part = 1): Promise<Went> =>
  at(house, credential, async desk => {
    const found = await desk.transaction.find<Found>(
      sql`select i.*, null as counts from import i where i.id = ${id} and i.state in ('checking', 'going') for update skip locked`,
    )
    if (!found) return 'over'
    const now = importOf(found)
    const left =
      now.state === 'checking'
        ? await checkSome(desk, now, Math.ceil(checkedAtOnce * part))
        : await bringSome(desk, now, Math.ceil(broughtAtOnce * part))
    const next = left > 0 ? now.state : now.state === 'checking' ? 'ready' : 'done'
    await desk.transaction.all(sql`
      update import set state = ${next}, touched_at = ${desk.world.now}, finished_at = ${next === 'done' ? desk.world.now : null} where id = ${id}`)
    return left > 0 ? 'on' : 'over'
  })

interface Waiting {
  line: number
  cells: Cell[]
  key: Buffer
}

const some = (desk: Desk, id: string, state: RowState, most: number) =>
  desk.transaction.all<Waiting>(
    sql`select line, cells, key from import_row where import = ${id} and state = ${state} order by line limit ${most}`,
  )

/** Rows that this unit has brought in before: by their key, the reference they became. */
async function broughtBefore(
  desk: Desk,
  procedure: string,
  rows: readonly Waiting[],
): Promise<ReadonlyMap<string, string>> {
  const found = await desk.transaction.all<{ key: Buffer; reference: string }>(sql`
    select key, reference from brought where unit = ${desk.who.unitId} and procedure = ${procedure} and key = any (${rows.map(row => row.key)}::bytea[])`)
  return new Map(found.map(({ key, reference }) => [key.toString('hex'), reference]))
}

interface Outcome {
  readonly line: number
  readonly state: RowState
  readonly problems?: readonly RowProblem[]
  readonly reference?: string
}

// The words of a row that has been brought in are no longer kept here.
const record = (desk: Desk, id: string, outcomes: readonly Outcome[]) =>
  desk.transaction.all(sql`
    update import_row r
       set state = o.state, problems = coalesce(o.problems, '[]'), reference = o.reference, cells = case when o.state = 'brought' then '[]' else r.cells end
      from jsonb_to_recordset(${JSON.stringify(outcomes)}::jsonb) as o(line int, state text, problems jsonb, reference text)
     where r.import = ${id} and r.line = o.line`)

async function checkSome(desk: Desk, now: Import, most: number): Promise<number> {
  const rows = await some(desk, now.id, 'waiting', most)
  if (!rows.length) return 0
  const known = await broughtBefore(desk, now.procedure, rows)
  const { judge } = reader(desk, importable(desk, now.procedure), now)
  const outcomes: Outcome[] = []
  for (const [index, row] of rows.entries()) {
    // Others are answered in between.
    if (index % 50 === 49) await new Promise(resolve => setImmediate(resolve))
    const before = known.get(row.key.toString('hex'))
    const judged = before === undefined ? judge(row.cells, '') : undefined
    outcomes.push(
      judged === undefined
        ? { line: row.line, state: 'repeated', reference: before }
        : judged.refused
          ? { line: row.line, state: 'faulty', problems: judged.problems }
          : { line: row.line, state: 'fit' },
    )
  }
  await record(desk, now.id, outcomes)
  return rows.length < most ? 0 : rows.length
}

/** Brings some rows in: decided again as the world now is, and written together. */
async function bringSome(desk: Desk, now: Import, most: number): Promise<number> {
  const rows = await some(desk, now.id, 'fit', most)
  if (!rows.length) return 0
  const taking = importable(desk, now.procedure)
  const { procedure } = taking
  const known = await broughtBefore(desk, now.procedure, rows)
  const { judge } = reader(desk, taking, now)
  const outcomes: Outcome[] = []
  const begun: { row: Waiting; beginning: Extract<Beginning, { refused: false }> }[] = []
  for (const row of rows) {
    const before = known.get(row.key.toString('hex'))
    const judged = before === undefined ? judge(row.cells, '') : undefined
    if (judged === undefined) outcomes.push({ line: row.line, state: 'repeated', reference: before })
    else if (judged.refused) outcomes.push({ line: row.line, state: 'faulty', problems: judged.problems })
    else begun.push({ row, beginning: judged })
  }
  const references = await drawReferences(
    desk,
    procedure.prefix,
    begun.map(({ row, beginning: { matter } }) => ({
      act: row.key.toString('hex'),
      year: dayOf(matter.openedAt).slice(0, 4),
    })),
  )
  const writings: Writing[] = begun.map(({ row, beginning: { making, birth, matter } }, index) => ({
    reference: references[index] as string,
    making,
    birth,
    procedure,
    knownTo:
      procedure.openBetween?.readers({ matter, me: desk.me, answers: making.entry.answers, world: desk.world }) ?? [],
    key: `import-${row.key.toString('hex')}`,
  }))
  if (writings.length) {
    await append(desk, writings)
    await desk.transaction.all(sql`
      insert into brought (unit, procedure, key, reference, at)
      select ${desk.who.unitId}, ${procedure.name}, k, r, ${desk.world.now}
        from unnest(${begun.map(({ row }) => row.key)}::bytea[], ${references}::text[]) b(k, r)`)
  }
  await record(desk, now.id, [
    ...outcomes,
    ...begun.map(({ row }, index): Outcome => ({ line: row.line, state: 'brought', reference: references[index] })),
  ])
  return rows.length < most ? 0 : rows.length
}

const tookTooLong = (fault: unknown): boolean => fault instanceof pg.DatabaseError && fault.code === '57014'

const running = new Map<string, Promise<void>>()

/**
 * Sets an import going in this process, unless it is; whoever looks at it does so, so that one which was interrupted goes on.
 * The person is asked for anew at every part: when they may no longer act, it stands still.
 */
export function setGoing(
  house: House,
  { postId, personId }: { postId: number; personId: number },
  id: string,
  failed: (fault: unknown) => void,
): Promise<void> {
  const known = running.get(id)
  if (known) return known
  const run = (async () => {
    try {
      for (let part = 1, went: Went = 'on'; went === 'on';)
        try {
          went = await goOn(house, { postId, personId }, id, part)
        } catch (fault) {
          // Where the machine is slow or busy, fewer go together: the same once more would take as long once more.
          if (!tookTooLong(fault) || part <= leastPart) throw fault
          part /= 2
        }
    } catch (fault) {
      failed(fault)
    } finally {
      running.delete(id)
    }
  })()
  running.set(id, run)
  return run
}

const standsStillAfter = 60_000

/**
 * What the clock does for imports: sets those going that were interrupted and that nobody looks at, and forgets sheets that
 * were kept long enough. Tells how many it set going.
 */
export async function tendImports(house: House, failed: (fault: unknown) => void): Promise<number> {
  const now = house.now()
  const standing = await asNobody(house.pool, async transaction => {
    await transaction.all(sql`select drop_imports(${new Date(now.getTime() - keptFor)})`)
    return transaction.all<{ id: string; post: number; person: number }>(
      sql`select * from imports_standing(${new Date(now.getTime() - standsStillAfter)}, ${now})`,
    )
  })
  for (const { id, post, person } of standing) await setGoing(house, { postId: post, personId: person }, id, failed)
  return standing.length
}

/** What a row would become, as the list would show it. */
export const asItWouldBe = (begun: Extract<Beginning, { refused: false }>) => ({
  procedure: begun.birth.procedure,
  openedAt: begun.matter.openedAt,
  place: begun.birth.place,
  stage: begun.making.entry.to,
  facts: Object.fromEntries(Object.entries(begun.making.facts).filter(([, fact]) => fact !== undefined)),
})
