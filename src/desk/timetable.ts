import { findDay, later, type Day } from '../calendar/day.ts'
import { dueDay } from '../calendar/due.ts'
import { joined, nothing, plannedOnce, sql, type Sql } from '../database/sql.ts'
import type { Procedure } from '../engine/procedure.ts'
import { expectedEnd, type Stage, type Timetable } from '../engine/timetable.ts'
import type { Desk } from './desk.ts'
import { eachNamed, isTheirs, isTheirsOf } from './list.ts'
import { obligationColumns, obligationOf, type FoundObligation, type Obligation } from './matter.ts'
import type { About } from './work.ts'

/**
 * All that is in production by a timetable, for whoever may see its course: each matter in the stage whose duty is owed, the
 * most pressing first; and how the stages that are over were kept. Made of duties alone, which the database shows to those who
 * may see the part they belong to.
 */

/** A procedure that keeps to a timetable. */
export interface Timetabled extends Procedure {
  readonly timetable: Timetable
}

const isTimetabled = (procedure: Procedure): procedure is Timetabled => procedure.timetable !== undefined

/** Every procedure that keeps to a timetable, in the order of the agreements. */
export const timetabled = ({ house, world }: Pick<Desk, 'house' | 'world'>): readonly Timetabled[] =>
  house.library.inForce(world.today).flatMap(({ procedure }) => (isTimetabled(procedure) ? [procedure] : []))

/** A matter in production, in the stage it is in. */
export interface InProduction {
  readonly reference: string
  readonly about: About
  readonly procedure: Timetabled
  readonly stage: Stage
  /** The duty of that stage, with its dates and what moved them. */
  readonly duty: Obligation
  /** Something of it is overdue: this stage, the whole of it, or what goes beside. */
  readonly late: boolean
  /** Day 0; absent for whoever may not see it. */
  readonly begins?: Day
  /** The end of the last stage as it was planned from day 0, and as it is expected now. */
  readonly planned?: Day
  readonly expected: Day
  /** What all of it is to keep to. */
  readonly aim?: Day
}

export interface WantedInProduction {
  readonly stage?: { readonly procedure: string; readonly rule: string }
  readonly late?: boolean
  readonly place?: string
  /** The last one of the page before. */
  readonly after?: PageEnd
}

/** Where a page ends: the soonest day on which anything of that matter is due, and its reference. */
export interface PageEnd {
  readonly due: Day
  readonly reference: string
}

export interface Portfolio {
  readonly rows: readonly InProduction[]
  /** Where the next page begins, if there is one. */
  readonly after?: PageEnd
  /** All that are in production, whatever is asked for: how many are in each stage, and how many of them have something overdue. */
  readonly stages: readonly Standing[]
}

export interface Standing {
  readonly procedure: Timetabled
  readonly stage: Stage
  readonly count: number
  readonly late: number
}

type Found = FoundObligation & {
  procedure: string
  version: string
  place: string | null
  soonest: Day
  facts: Record<string, unknown> | null
  whole_from: Day | null
  whole_aim: Day | null
}

interface Counted {
  procedure: string
  rule: string
  count: number
  late: number
}

/** Which stage of which procedure is one of its timetable, and by which rule, as rows to join with. */
const stagesOf = (procedures: readonly Timetabled[]) => {
  const all = procedures.flatMap(({ name, timetable }) =>
    timetable.stages.map(({ rule, stage }) => [name, stage, rule] as const),
  )
  return sql`unnest(${all.map(([name]) => name)}::text[], ${all.map(([, stage]) => stage)}::text[], ${all.map(([, , rule]) => rule)}::text[]) s(procedure, stage, rule)`
}

/** Matters of these procedures that this person finds in their own lists: once each, though they see them by unit and by post. */
const mine = (desk: Desk, procedures: readonly Timetabled[]) => sql`
  (select d.* from ${eachNamed(procedures.map(one => one.name))} cross join lateral (
     select d.matter, d.reference, d.procedure, d.place, d.stage, d.due_on from docket d
      where ${isTheirsOf(desk, sql`each.name`)} and d.procedure = each.name
        and d.stage = any (${procedures.flatMap(one => one.timetable.stages.map(({ stage }) => stage))}::text[]) and d.due_on is not null) d) d`

/** A page of what is in production, the most pressing first. */
export async function portfolio(desk: Desk, wanted: WantedInProduction, most: number): Promise<Portfolio> {
  const procedures = timetabled(desk)
  const { today } = desk.world
  const narrowed: Sql[] = []
  if (wanted.stage !== undefined)
    narrowed.push(sql`d.procedure = ${wanted.stage.procedure} and s.rule = ${wanted.stage.rule}`)
  if (wanted.late) narrowed.push(sql`d.due_on < ${today}`)
  if (wanted.place !== undefined) narrowed.push(sql`d.place = ${wanted.place}`)
  if (wanted.after) narrowed.push(sql`(d.due_on, d.reference) > (${wanted.after.due}::date, ${wanted.after.reference})`)
  const where = narrowed.length > 0 ? sql`where ${joined(narrowed, sql` and `)}` : nothing
  const wholes = procedures.flatMap(({ timetable: { aim } }) => aim?.rule ?? [])
  // A page by this reader’s own lists alone; the duties, of which each must be asked whether it may be seen, for that page.
  const page = sql`
    select ${obligationColumns}, m.procedure, m.version, m.place, p.soonest, w.from_on as whole_from, w.aim_on as whole_aim,
           (select jsonb_object_agg(f.key, f.value) from docket k, jsonb_each(k.facts) f where k.matter = m.id and k.reader = any (my_readers())) as facts
      from (select d.matter, s.rule, d.due_on as soonest from ${mine(desk, procedures)} join ${stagesOf(procedures)} on s.procedure = d.procedure and s.stage = d.stage
             ${where} order by d.due_on, d.reference limit ${most + 1}) p
      join matter m on m.id = p.matter
      join lateral (select o.* from (select ${everyColumn} from obligation o where o.matter = p.matter and o.rule = p.rule and o.state = 'due' order by o.id desc limit 1) o) o on true
      left join lateral (select w.from_on, w.aim_on from obligation w
                          where w.matter = p.matter and w.rule = any (${wholes}::text[]) order by w.id desc limit 1) w on true
     order by p.soonest, m.reference`
  const counts = sql`
    select s.procedure, s.rule, count(*)::int as count, (count(*) filter (where d.due_on < ${today}))::int as late
      from ${mine(desk, procedures)} join ${stagesOf(procedures)} on s.procedure = d.procedure and s.stage = d.stage
     group by s.procedure, s.rule`
  const [found, counted] = await Promise.all([
    desk.transaction.all<Found>(narrowed.length === 0 ? plannedOnce('in production', page) : page),
    desk.transaction.all<Counted>(plannedOnce('stages of production', counts)),
  ])
  const rows = found.slice(0, most)
  const last = rows.at(-1)
  const chain = chained(desk)
  return {
    rows: rows.flatMap(row => inProduction(desk, procedures, row, chain) ?? []),
    ...(found.length > most && last && { after: { due: last.soonest, reference: last.reference } }),
    stages: procedures.flatMap(procedure =>
      procedure.timetable.stages.map(stage => {
        const one = counted.find(found => found.procedure === procedure.name && found.rule === stage.rule)
        return { procedure, stage, count: one?.count ?? 0, late: one?.late ?? 0 }
      }),
    ),
  }
}

/** What `obligationColumns` are made of: not all of its columns may be read. */
const everyColumn = sql`o.id, o.matter, o.rule, o.clause, o.label, o.basis, o.by_step, o.owed_by, o.from_on, o.target_on, o.target_period,
  o.target_working, o.limit_on, o.limit_period, o.limit_working, o.aim_on, o.aim_period, o.aim_working, o.due_on, o.state, o.settled_at, o.moved`

type Chain = (from: Day, stages: readonly Stage[]) => Day

/** When stages end one after the other, each on its target: of a page of them many begin on the same days, each counted once. */
function chained({ world: { calendar } }: Desk): Chain {
  const known = new Map<Stage, Map<Day, Day>>()
  const end = (from: Day, stage: Stage): Day => {
    const days = known.get(stage) ?? new Map<Day, Day>()
    const day = days.get(from) ?? dueDay(from, stage.target, calendar)
    known.set(stage, days.set(from, day))
    return day
  }
  return (from, stages) => stages.reduce(end, from)
}

/** The day that is set for its end, as a list tells it, or else as the stages before the last and the last are expected to end. */
function expectedIn(
  { timetable: { stages, set } }: Timetabled,
  at: number,
  { facts }: Found,
  target: Day,
  chain: Chain,
  today: Day,
): Day {
  const day = set && findDay(String(facts?.[set.column] ?? ''))
  const from = at === stages.length - 1 ? today : chain(target, stages.slice(at + 1, -1))
  return day ? expectedEnd(day, from, day) : chain(target, stages.slice(at + 1))
}

function inProduction(
  desk: Desk,
  procedures: readonly Timetabled[],
  row: Found,
  chain: Chain,
): InProduction | undefined {
  const { today } = desk.world
  const procedure = procedures.find(one => one.name === row.procedure)
  const at = procedure?.timetable.stages.findIndex(stage => stage.rule === row.rule) ?? -1
  const stage = procedure?.timetable.stages[at]
  if (!procedure || !stage) return undefined
  const duty = obligationOf(row, today)
  const begins = row.whole_from ?? undefined
  return {
    reference: row.reference,
    about: { procedure: row.procedure, version: row.version, place: row.place ?? undefined, facts: row.facts ?? {} },
    procedure,
    stage,
    duty,
    late: row.soonest < today,
    begins,
    planned: begins && chain(begins, procedure.timetable.stages),
    expected: expectedIn(procedure, at, row, later(duty.target?.day ?? duty.due, today), chain, today),
    aim: row.whole_aim ?? undefined,
  }
}

// ── How the stages that are over were kept ───────────────────────────────────────────────────────────────────────────

/** So many stages that are over: how many in target and in limit, and how long they took. */
export interface Kept {
  readonly count: number
  readonly inTarget: number
  readonly inLimit: number
  /** Calendar days, from the day each was counted from; absent where none was done. */
  readonly median?: number
}

export interface Performance {
  /** One line for each stage, of every year and place. */
  readonly all: readonly (Kept & { readonly stage: Stage })[]
  /** By the year in which the stage ended, the newest first. */
  readonly years: readonly (Kept & { readonly stage: Stage; readonly year: number })[]
  /** All the stages of one establishment together, those that kept the fewest limits first. */
  readonly places: readonly (Kept & { readonly place: string })[]
}

interface FoundKept {
  procedure: string | null
  rule: string | null
  year: number | null
  place: string | null
  count: number
  in_target: number
  in_limit: number
  median: number | null
}

/**
 * A stage that was passed over because it was late counts as kept by neither date; one that fell away before it was due was
 * never finished, and is not counted. Where a clause has one date, it is both.
 */
export async function performance(desk: Desk): Promise<Performance> {
  const procedures = timetabled(desk)
  const found = await desk.transaction.all<FoundKept>(sql`
    select x.procedure, x.rule, x.year, x.place, count(*)::int as count,
           (count(*) filter (where x.met and x.settled <= x.target_on))::int as in_target,
           (count(*) filter (where x.met and x.settled <= x.limit_on))::int as in_limit,
           percentile_cont(0.5) within group (order by x.days) filter (where x.met) as median
      from (select s.procedure, s.rule, d.place, coalesce(o.target_on, o.limit_on) as target_on, coalesce(o.limit_on, o.target_on) as limit_on, o.state = 'met' as met, london_day(o.settled_at) as settled,
                   extract(year from london_day(o.settled_at))::int as year, london_day(o.settled_at) - o.from_on as days
              from (select d.matter, d.procedure, d.place from docket d
                     where ${isTheirs(desk)} and d.procedure = any (${procedures.map(one => one.name)}::text[])) d
              join obligation o on o.matter = d.matter and o.rule = any (${procedures.flatMap(one => one.timetable.stages.map(({ rule }) => rule))}::text[])
              join ${stagesOf(procedures)} on s.procedure = d.procedure and s.rule = o.rule
             where o.state in ('met', 'missed')) x
     group by grouping sets ((x.procedure, x.rule), (x.procedure, x.rule, x.year), (x.place))`)
  const stageOf = ({ procedure, rule }: FoundKept) =>
    procedures.find(one => one.name === procedure)?.timetable.stages.find(stage => stage.rule === rule)
  const keptOf = ({ count, in_target, in_limit, median }: FoundKept): Kept => ({
    count,
    inTarget: in_target,
    inLimit: in_limit,
    ...(median !== null && { median: Math.round(median) }),
  })
  const order = procedures.flatMap(({ timetable }) => timetable.stages)
  const byStage = (a: { stage: Stage }, b: { stage: Stage }) => order.indexOf(a.stage) - order.indexOf(b.stage)
  return {
    all: found
      .flatMap(row => {
        const stage = row.year === null && row.place === null ? stageOf(row) : undefined
        return stage ? [{ stage, ...keptOf(row) }] : []
      })
      .toSorted(byStage),
    years: found
      .flatMap(row => {
        const stage = row.year === null ? undefined : stageOf(row)
        return stage && row.year !== null ? [{ stage, year: row.year, ...keptOf(row) }] : []
      })
      .toSorted((a, b) => b.year - a.year || byStage(a, b)),
    places: found
      .flatMap(row => (row.rule === null && row.place !== null ? [{ place: row.place, ...keptOf(row) }] : []))
      .toSorted((a, b) => a.inLimit / a.count - b.inLimit / b.count || b.count - a.count),
  }
}
