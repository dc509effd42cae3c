import { dayOf, endOfDay, type Day } from '../calendar/day.ts'
import { nothing, sql, type Sql } from '../database/sql.ts'
import { unopened, type Answers, type Offer } from '../engine/matter.ts'
import type { Lending, Procedure } from '../engine/procedure.ts'
import { readersOf, type Desk } from './desk.ts'
import { count, list, type Page, type Query, type Row } from './list.ts'

/**
 * Where information is that was handed over and stays its owner's (HI-12c, HI-12l): for its owner, who has each thing, on what
 * terms, and who opened it; for whoever has it, what they hold of others. A procedure says what it lends; which disclosures
 * somebody is told of is the database's to decide.
 */

/** A procedure that hands something over. */
export interface Lender extends Procedure {
  readonly lends: Lending
}

const isLender = (procedure: Procedure): procedure is Lender => procedure.lends !== undefined

/** Every procedure that hands something over, in the order of the agreements. */
export const lenders = ({ house, world }: Pick<Desk, 'house' | 'world'>): readonly Lender[] =>
  house.library.inForce(world.today).flatMap(({ procedure }) => (isLender(procedure) ? [procedure] : []))

/** One thing that was handed over, as far as its reader may know of it. */
export interface Lent {
  readonly reference: string
  readonly procedure: Lender
  readonly place?: string
  /** Key of the unit that owns it. */
  readonly owner: string
  readonly begun: Day
  readonly stage?: string
  readonly facts: Readonly<Record<string, unknown>>
  /** The terms that hold, as sentences. */
  readonly terms: readonly string[]
  readonly holdings: readonly Holding[]
}

/** Somebody who has it, had it, or is offered it. */
export interface Holding {
  /** Key of the unit or post. */
  readonly to: string
  readonly state: HoldingState
  readonly since: Date
  /** The last instant they may have it. */
  readonly until?: Date
  /** When each post there last opened it: for its owner alone. */
  readonly opened: readonly Opening[]
}

export interface Opening {
  readonly title: string
  readonly at: Date
}

export const holdingStates = {
  has: 'Has it',
  offered: 'Offered, not opened yet',
  'passes on': 'Is to pass it on',
  'passed on': 'Passed it on',
  'ran out': 'Had it until its terms ended',
  ended: 'No longer has it',
  'not opened': 'Never opened it, and can no longer',
} as const
export type HoldingState = keyof typeof holdingStates

/** What is asked of the list of what one's own unit handed over. */
export type AskedOfOurs = Omit<Query, 'procedure' | 'own' | 'among'>

/** What one's own unit handed over by one procedure, the newest first unless asked otherwise: a page of the list of its matters. */
export async function lentByUs(
  desk: Desk,
  procedure: Lender,
  query: AskedOfOurs,
): Promise<Omit<Page, 'rows'> & { readonly rows: readonly Lent[] }> {
  const page = await list(desk, await ownQuery(desk, procedure, query))
  const rows = await withHoldings(
    desk,
    page.rows.map(row => ({ ...row, procedure })),
    'everyone',
  )
  return { ...page, rows }
}

/** Fewer than these are looked up one by one; more stand close enough together in the list to be met on the way. */
const few = 2000

/** The same as the desk asks it of its list of matters. */
export async function ownQuery(desk: Desk, procedure: Lender, query: AskedOfOurs): Promise<Query> {
  const own = { ...query, procedure: procedure.name, own: true }
  if (!query.with) return own
  const { part, readers } = query.with
  const theirs = sql`x.reader = any (${[...readers]}::int[]) and x.part = ${part} and x.owner = ${desk.who.unitId} and x.ended_at is null`
  const found = await desk.transaction.all<{ matter: number }>(sql`
    (select x.matter from disclosure x where ${theirs} and x.reader <> x.owner limit ${few + 1})
    union (select x.matter from offer x where ${theirs} and x.passed_at is null limit ${few + 1})`)
  return found.length > few ? own : { ...own, with: undefined, among: found.map(one => one.matter) }
}

/** What one's unit or post holds of others, or is offered, the latest first. */
export async function heldOfOthers(
  desk: Desk,
  { after, most }: { readonly after?: string; readonly most: number },
): Promise<{ readonly rows: readonly Lent[]; readonly after?: string }> {
  const all = lenders(desk)
  const { since, shown } = (after === undefined ? undefined : readCursor(after)) ?? { since: undefined, shown: 0 }
  // One walk along an index for each reader and part, in the order that is wanted, then merged. Of which procedure a row is, is
  // asked on the way: to walk for each procedure would be to pass by all that there is of another. `offset 0` has it asked of
  // each row, where the planner might otherwise sort all there is.
  const wanted = sql`x.reader = r.reader and x.part = p.part and x.ended_at is null and (x.until is null or x.until > ${desk.world.now})
    and x.owner <> ${desk.who.unitId} and ${isLent(all)} ${since === undefined ? nothing : sql`and x.since <= ${since}::timestamptz`}
    order by x.since desc, x.matter desc limit ${shown + most + 1}`
  const found = await desk.transaction.all<FoundHeld>(sql`
    select m.reference, m.procedure, m.place,
           coalesce((select min(k.opened_at) from docket k where k.matter = h.matter and k.reader = any (my_readers())), h.since) as opened_at, to_char(h.since at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as since,
           (select jsonb_object_agg(f.key, f.value) from docket k, jsonb_each(k.facts) f where k.matter = h.matter and k.reader = any (my_readers())) as facts,
           (select max(k.stage) from docket k where k.matter = h.matter and k.reader = any (my_readers())) as stage,
           (select jsonb_object_agg(f.key, f.value) from docket k, jsonb_each(k.milestones) f where k.matter = h.matter and k.reader = any (my_readers())) as milestones
      from (
        select h.* from unnest(${readersOf(desk)}::int[]) r(reader)
          cross join unnest(${partsOf(all)}::text[]) p(part)
          cross join lateral (
            (select x.matter, x.since from disclosure x where x.reader <> x.owner and ${wanted})
            union all
            (select x.matter, x.since from offer x where x.accepted_at is null and x.passed_at is null and ${wanted})
          ) h
         order by h.since desc, h.matter desc limit ${(shown + most + 1) * 2}
      ) h join matter m on m.id = h.matter order by h.since desc, h.matter desc`)
  // What somebody has both for their unit and for their post is one thing.
  const rows = [...new Map(found.map(row => [row.reference, row])).values()].slice(shown)
  const page = rows.slice(0, most)
  return {
    rows: await withHoldings(
      desk,
      page.map(row => ({
        reference: row.reference,
        procedure: all.find(one => one.name === row.procedure) as Lender,
        place: row.place ?? undefined,
        openedAt: row.opened_at,
        stage: row.stage ?? undefined,
        facts: row.facts ?? {},
        milestones: row.milestones ?? {},
      })),
      'oneself',
    ),
    after: rows.length > most ? endOf(page, since, shown) : undefined,
  }
}

interface FoundHeld {
  reference: string
  procedure: string
  place: string | null
  opened_at: Date
  /** To the microsecond, for the next page begins there. */
  since: string
  facts: Record<string, unknown> | null
  milestones: Record<string, Day> | null
  stage: string | null
}

/** The parts that are handed over: two procedures may call theirs alike. */
const partsOf = (all: readonly Lender[]): string[] => [...new Set(all.map(one => one.lends.part))]

/** That what a row `x` is of is what its procedure hands over. */
const isLent = (all: readonly Lender[]): Sql => sql`exists (
  select from matter m join unnest(${all.map(one => one.name)}::text[], ${all.map(one => one.lends.part)}::text[]) w(procedure, part)
      on w.procedure = m.procedure and w.part = x.part
   where m.id = x.matter offset 0)`

// ── Who has it, and on what terms ────────────────────────────────────────────────────────────────────────────────────

type Named = Pick<Row, 'reference' | 'place' | 'openedAt' | 'stage' | 'facts' | 'milestones'> & {
  readonly procedure: Lender
}

interface FoundShare {
  reader: number
  since: string
  until: string | null
  ended_at: string | null
  purpose: string
  conditions: string[]
}

type FoundOffered = FoundShare & { may: Offer['may']; accepted_at: string | null; passed_at: string | null }

interface FoundLent {
  id: number
  reference: string
  version: string
  owner: string
  disclosures: FoundShare[] | null
  offers: FoundOffered[] | null
  terms: { step: string; part: string; body: string }[] | null
}

/** Two statements for a page, however many are on it. */
async function withHoldings(desk: Desk, rows: readonly Named[], of: 'everyone' | 'oneself'): Promise<readonly Lent[]> {
  if (rows.length === 0) return []
  const all = lenders(desk)
  const whose = of === 'everyone' ? sql`x.reader <> m.owner` : sql`x.reader = any (my_readers())`
  const found = await desk.transaction.all<FoundLent>(sql`
    select m.id, m.reference, m.version, u.key as owner,
           (select jsonb_agg(jsonb_build_object('reader', x.reader, 'since', x.since, 'until', x.until, 'ended_at', x.ended_at, 'purpose', x.purpose, 'conditions', x.conditions) order by x.id)
              from disclosure x where x.matter = m.id and x.part = w.part and ${whose}) as disclosures,
           (select jsonb_agg(jsonb_build_object('reader', x.reader, 'since', x.since, 'until', x.until, 'ended_at', x.ended_at, 'purpose', x.purpose, 'conditions', x.conditions,
                                                'may', x.may, 'accepted_at', x.accepted_at, 'passed_at', x.passed_at) order by x.id)
              from offer x where x.matter = m.id and x.part = w.part and ${whose}) as offers,
           (select jsonb_agg(jsonb_build_object('step', c.step, 'part', c.part, 'body', c.body) order by c.number, c.part)
              from content c where c.matter = m.id and c.part in (w.terms, w.beside)) as terms
      from matter m join unit u on u.id = m.owner
      join unnest(${all.map(one => one.name)}::text[], ${all.map(one => one.lends.part)}::text[], ${all.map(one => one.lends.terms?.part ?? '')}::text[],
                  ${all.map(one => one.lends.terms?.beside ?? '')}::text[]) w(procedure, part, terms, beside)
        on w.procedure = m.procedure
     where m.reference = any (${rows.map(row => row.reference)}::text[])`)
  const known = new Map(found.map(one => [one.reference, one]))
  const openings = of === 'everyone' ? await openingsOf(desk, rows, known) : new Map<string, readonly Opened[]>()
  return rows.flatMap(row => {
    const one = known.get(row.reference)
    if (!one) return []
    const { reference, procedure, place, stage, facts } = row
    return [
      {
        reference,
        procedure,
        place,
        stage,
        facts,
        owner: one.owner,
        begun: dayOf(row.openedAt),
        terms: termsOf(desk, row, one),
        holdings: holdingsOf(desk, one, openings.get(reference) ?? []).map(holding => left(row, holding)),
      },
    ]
  })
}

/** Once it was disposed of there is nothing of it to have. */
const left = ({ procedure: { kept }, milestones }: Named, holding: Holding): Holding =>
  kept && milestones[kept.disposed] !== undefined ? { ...holding, state: 'ended', until: undefined } : holding

/** In the words of its procedure; where it has none, what each disclosure was made for, and under which conditions. */
function termsOf(desk: Desk, named: Named, found: FoundLent): readonly string[] {
  const { procedure, reference, place, openedAt } = named
  const { terms } = procedure.lends
  if (!terms)
    return [
      ...new Set(
        [...(found.disclosures ?? []), ...(found.offers ?? [])]
          .filter(one => !one.ended_at)
          .flatMap(one => (one.conditions.length > 0 ? one.conditions : [one.purpose])),
      ),
    ]
  const birth = { id: found.id, reference, procedure: procedure.name, version: found.version, place, openedAt }
  const fragments = (found.terms ?? []).map(({ step, part, body }) => ({
    step,
    part,
    answers: JSON.parse(body) as Answers,
  }))
  const milestones = new Map(Object.entries(named.milestones).map(([name, day]) => [name, endOfDay(day)]))
  return terms.inWords({ ...unopened({ ...birth, owner: found.owner }), fragments, milestones }, desk.world)
}

/** Of each unit or post, how it stands now, whoever has it first: what was ended and made again on other terms is one holding. */
function holdingsOf(desk: Desk, found: FoundLent, opened: readonly Opened[]): readonly Holding[] {
  const { directory, now } = desk.world
  const lapsed = ({ until }: FoundShare) => until !== null && new Date(until) <= now
  const disclosed = (one: FoundShare): HoldingState => (one.ended_at ? 'ended' : lapsed(one) ? 'ran out' : 'has')
  const all = [
    ...(found.disclosures ?? []).map(one => ({ one, state: disclosed(one) })),
    ...(found.offers ?? []).filter(one => !one.accepted_at).map(one => ({ one, state: offerState(one, lapsed(one)) })),
  ].toSorted((a, b) => inOrder.indexOf(a.state) - inOrder.indexOf(b.state) || (a.one.since < b.one.since ? 1 : -1))
  return [...Map.groupBy(all, ({ one }) => one.reader).values()].map(theirs => {
    const [newest] = theirs as [(typeof all)[number]]
    const to = directory.readerById(newest.one.reader)
    return {
      to: to.key,
      state: newest.state,
      since: new Date(theirs.map(({ one }) => one.since).sort()[0] as string),
      until: newest.one.until ? new Date(newest.one.until) : undefined,
      opened: opened.filter(one => one.unit === to.id || one.post === to.id),
    }
  })
}

const inOrder = Object.keys(holdingStates) as readonly HoldingState[]

const offerState = (offer: FoundOffered, lapsed: boolean): HoldingState => {
  if (offer.passed_at) return 'passed on'
  if (offer.ended_at) return 'not opened'
  if (lapsed) return 'ran out'
  return offer.may === 'read' ? 'offered' : 'passes on'
}

interface Opened extends Opening {
  readonly reference: string
  readonly post: number
  readonly unit: number
}

/** The last time that each post opened what was handed over: told to its owner, by the function that knows who may be told. */
async function openingsOf(
  desk: Desk,
  rows: readonly Named[],
  known: ReadonlyMap<string, FoundLent>,
): Promise<ReadonlyMap<string, readonly Opened[]>> {
  const asked = rows.flatMap(row => {
    const one = known.get(row.reference)
    return one ? [{ id: one.id, reference: row.reference, part: row.procedure.lends.part }] : []
  })
  const found = await desk.transaction.all<Opened>(sql`
    select w.reference, p.id as post, p.unit, p.title, max(s.at) as at
      from unnest(${asked.map(one => one.id)}::bigint[], ${asked.map(one => one.reference)}::text[], ${asked.map(one => one.part)}::text[]) w(id, reference, part)
      cross join lateral who_saw(w.id, ${desk.world.now}, 0, 500) s join post p on p.id = s.post
     where s.kind <> 'listed' and w.part = any (s.parts) and p.unit <> ${desk.who.unitId}
     group by w.reference, p.id, p.unit, p.title order by at desc`)
  return Map.groupBy(found, one => one.reference)
}

// ── What stands on somebody's home ───────────────────────────────────────────────────────────────────────────────────

/** What there is of all this for one person: nothing of it is shown to whoever has nothing. */
export interface Standing {
  readonly ours: boolean
  readonly held: boolean
  /** What waits for them to pass it on, by procedure: so many, or more than that. */
  readonly toPassOn: readonly { readonly procedure: Lender; readonly count: number; readonly more: boolean }[]
}

export async function sharedStanding(desk: Desk): Promise<Standing> {
  const held = await holdsAnything(desk)
  const toPassOn: Standing['toPassOn'][number][] = []
  for (const procedure of held ? lenders(desk) : []) {
    const { relay } = procedure.lends
    if (relay === undefined || !(await passesOn(desk, procedure))) continue
    const waiting = await count(desk, { procedure: procedure.name, stage: relay })
    if (waiting.count > 0) toPassOn.push({ procedure, ...waiting })
  }
  return { ours: (await ourLenders(desk)).length > 0, held, toPassOn }
}

/** Whether there is anything of others that they hold or are offered: the first that is found ends the search. */
async function holdsAnything(desk: Desk): Promise<boolean> {
  const all = lenders(desk)
  const theirs = sql`x.reader = r.reader and x.part = p.part and x.ended_at is null and (x.until is null or x.until > ${desk.world.now})
    and x.owner <> ${desk.who.unitId} and ${isLent(all)} offset 0`
  const found = await desk.transaction.all(sql`
    select from unnest(${readersOf(desk)}::int[]) r(reader) cross join unnest(${partsOf(all)}::text[]) p(part)
     where exists (select from disclosure x where x.reader <> x.owner and ${theirs})
        or exists (select from offer x where x.accepted_at is null and x.passed_at is null and ${theirs})
     limit 1`)
  return found.length > 0
}

/** The procedures by which this person's own unit handed anything over. */
export async function ourLenders(desk: Desk): Promise<readonly Lender[]> {
  const all = lenders(desk)
  const found = await desk.transaction.all<{ name: string }>(sql`
    select p.name from unnest(${all.map(one => one.name)}::text[]) p(name)
     where exists (select from docket d where d.reader = ${desk.who.unitId} and d.owner = ${desk.who.unitId} and d.procedure = p.name)`)
  return all.filter(one => found.some(({ name }) => name === one.name))
}

/** Whether anything of this procedure waits for this person to pass it on. */
const passesOn = async (desk: Desk, { lends }: Lender): Promise<boolean> =>
  (
    await desk.transaction.one<{ any: boolean }>(sql`
      select exists (select from offer x where x.reader = any (${readersOf(desk)}::int[]) and x.part = ${lends.part} and x.may <> 'read'
                        and x.accepted_at is null and x.passed_at is null and x.ended_at is null) as any`)
  ).any

// ── Pages ────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Where a page ended: at which instant, and how many of that instant were shown. No number in it counts anything else. */
function endOf(page: readonly FoundHeld[], before: string | undefined, shown: number): string {
  const since = page.at(-1)?.since ?? ''
  const here = page.filter(one => one.since === since).length + (since === before ? shown : 0)
  return Buffer.from(`${since} ${here}`).toString('base64url')
}

/** A cursor from elsewhere begins the list again rather than failing. */
function readCursor(cursor: string): { since: string; shown: number } | undefined {
  const [, since = '', shown = ''] =
    /^([1-9]\d{3}-\d\d-\d\dT[\d:]{8}\.\d{6}Z) (\d{1,6})$/.exec(Buffer.from(cursor, 'base64url').toString('utf8')) ?? []
  const real = new Date(since)
  return !Number.isNaN(real.getTime()) && real.toISOString().startsWith(since.slice(0, 10))
    ? { since, shown: Number(shown) }
    : undefined
}
