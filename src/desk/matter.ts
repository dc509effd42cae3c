import type { Day } from '../calendar/day.ts'
import { prepared, sql } from '../database/sql.ts'
import { closed, type Problem } from '../engine/decide.ts'
import { NotFound } from '../engine/directory.ts'
import {
  folded,
  unopened,
  type Answers,
  type Author,
  type BesideIt,
  type Disclosure,
  type Entry,
  type Matter,
  type Offer,
} from '../engine/matter.ts'
import { markingOfPart, type Procedure, type Step } from '../engine/procedure.ts'
import type { ClauseId } from '../engine/clause.ts'
import { tablesOf } from '../engine/table.ts'
import { fileName, said } from '../journal/cipher.ts'
import { highest, type Marking } from '../letters/marking.ts'
import type { Body } from '../bodies.ts'
import type { Desk } from './desk.ts'
import { recordReading } from './reading.ts'

/** A matter as one person may see it, with all that its page and its API address need. */
export interface Viewed {
  readonly matter: Matter
  readonly procedure: Procedure
  /** Changes whenever anything this person may see changes; tells nothing of what they may not. */
  readonly version: string
  readonly marking: Marking
  /** Steps that are this person's to take: open, or closed with the reason. */
  readonly steps: readonly StepNow[]
  /** Steps that somebody else owes and could take now. */
  readonly elsewhere: readonly { name: string; step: Step }[]
  readonly obligations: readonly Obligation[]
  readonly documents: readonly Attached[]
  readonly facts: Readonly<Record<string, unknown>>
  readonly ties: readonly string[]
}

export interface StepNow {
  readonly name: string
  readonly step: Step
  /** Why it is closed; absent when it is open. */
  readonly closed?: Problem
}

export interface Obligation {
  readonly id: number
  readonly reference: string
  readonly rule: string
  readonly clause: ClauseId
  readonly label: string
  readonly basis: string
  readonly byStep?: string
  readonly owedBy: number
  readonly from: Day
  readonly target?: DatedOn
  readonly limit?: DatedOn
  readonly aim?: DatedOn
  readonly due: Day
  readonly state: 'due' | 'overdue' | 'met' | 'met late' | 'missed' | 'fell away'
  readonly settledOn?: Day
  /** What each day was before a holiday, or a pause, moved it, and of which of the dates that is told: where it isn’t said, of the day it is due. */
  readonly moved: readonly { at: string; was: Day; of?: 'limit' | 'target' | 'aim'; because: readonly string[] }[]
  /** Since when the clock has not been able to ask for it again: for whoever answers for the matter alone. */
  readonly unaskedSince?: Date
}

export interface DatedOn {
  readonly day: Day
  /** The code of the period it was counted by; absent for a date that was agreed. */
  readonly period?: string
  readonly working: string
}

export interface Attached {
  readonly id: string
  readonly name: string
  readonly kind: string
  readonly size: number
  readonly state: 'quarantined' | 'clean' | 'infected' | 'withdrawn'
  readonly part: string
  /** Whether a virus scanner looked at it. */
  readonly scanned: boolean
  readonly uploadedAt: Date
}

interface Found {
  id: number
  reference: string
  procedure: string
  version: string
  place: string | null
  owner: string
  opened_at: Date | null
  entries: FoundEntry[] | null
  fragments: { number: number; step: string; part: string; body: string }[] | null
  disclosures: FoundDisclosure[] | null
  offers: FoundOffer[] | null
  obligations: FoundObligation[] | null
  documents: (Omit<Attached, 'uploadedAt'> & { uploaded_at: string })[] | null
  facts: Record<string, unknown> | null
  stages: Record<string, string> | null
  ties: string[] | null
}

interface FoundEntry {
  number: number
  step: string
  part: string
  at: string
  marks: string[]
  clears: string[]
  stage: string | null
  contents: Record<string, string> | null
  post: string
  title: string
  unit: string
  body: Body
  name: string
}

interface FoundDisclosure {
  part: string
  reader: number
  mine: boolean
  clause: ClauseId
  purpose: string
  conditions: string[]
  since: string
  until: string | null
  ended_at: string | null
}

type FoundOffer = FoundDisclosure & { may: Offer['may']; accepted_at: string | null; passed_at: string | null }

export interface FoundObligation {
  id: number
  reference: string
  rule: string
  clause: ClauseId
  label: string
  basis: string
  by_step: string | null
  owed_by: number
  from_on: Day
  target_on: Day | null
  target_period: string | null
  target_working: string | null
  limit_on: Day | null
  limit_period: string | null
  limit_working: string | null
  aim_on: Day | null
  aim_period: string | null
  aim_working: string | null
  due_on: Day
  state: 'due' | 'met' | 'missed' | 'fell away'
  settled_on: Day | null
  moved: Obligation['moved']
  unasked_since?: string | null
}

/** The columns of an obligation, under these names everywhere one is read. */
export const obligationColumns = sql`o.id, m.reference, o.rule, o.clause, o.label, o.basis, o.by_step, o.owed_by, o.from_on,
  o.target_on, o.target_period, o.target_working, o.limit_on, o.limit_period, o.limit_working, o.aim_on, o.aim_period, o.aim_working, o.due_on, o.state, london_day(o.settled_at) as settled_on, o.moved`

/** The matter of this reference as this person may see it: nothing in it is from a part that is not disclosed to them. */
export async function findMatter(desk: Desk, reference: string): Promise<Viewed | undefined> {
  const found = await foundMatter(desk, reference)
  return found && viewed(desk, found, await besideOf(desk, found))
}

const foundMatter = (desk: Desk, reference: string): Promise<Found | undefined> =>
  desk.transaction.find<Found>(prepared('matter')`
    select m.id, m.reference, m.procedure, m.version, m.place, u.key as owner,
      (select min(k.opened_at) from docket k where k.matter = m.id and k.reader = any (my_readers())) as opened_at,
      (select jsonb_agg(jsonb_build_object('number', e.number, 'step', e.step, 'part', e.part, 'at', e.at, 'marks', e.marks, 'clears', e.clears, 'stage', e.stage, 'post', p.key, 'title', p.title,
                'unit', pu.key, 'body', pu.body, 'name', n.name,
                'contents', (select jsonb_object_agg(c.part, c.body) from content c where c.matter = e.matter and c.number = e.number)) order by e.number)
         from entry e join post p on p.id = e.post join unit pu on pu.id = p.unit join person n on n.id = e.person where e.matter = m.id) as entries,
      (select jsonb_agg(jsonb_build_object('number', c.number, 'step', c.step, 'part', c.part, 'body', c.body) order by c.number, c.part)
         from content c where c.matter = m.id and not exists (select from entry e where e.matter = c.matter and e.number = c.number)) as fragments,
      (select jsonb_agg(jsonb_build_object('part', d.part, 'reader', d.reader, 'mine', d.reader = any (my_readers()), 'clause', d.clause, 'purpose', d.purpose,
                'conditions', d.conditions, 'since', d.since, 'until', d.until, 'ended_at', d.ended_at) order by d.id)
         from disclosure d where d.matter = m.id) as disclosures,
      (select jsonb_agg(jsonb_build_object('part', f.part, 'reader', f.reader, 'mine', f.reader = any (my_readers()), 'may', f.may, 'clause', f.clause, 'purpose', f.purpose,
                'conditions', f.conditions, 'since', f.since, 'until', f.until, 'accepted_at', f.accepted_at, 'passed_at', f.passed_at, 'ended_at', f.ended_at) order by f.id)
         from offer f where f.matter = m.id) as offers,
      (select jsonb_agg(to_jsonb(x) order by x.due_on, x.id) from (select ${obligationColumns}, (select u.since from unasked u where u.obligation = o.id) as unasked_since
                from obligation o where o.matter = m.id) x) as obligations,
      (select jsonb_agg(jsonb_build_object('id', t.id, 'name', t.name, 'kind', t.kind, 'size', t.size, 'state', t.state, 'part', t.part, 'scanned', t.scanned, 'uploaded_at', t.uploaded_at) order by t.uploaded_at, t.id)
         from document t where t.matter = m.id) as documents,
      (select jsonb_object_agg(f.key, f.value) from card c, jsonb_each(c.facts) f where c.matter = m.id) as facts,
      (select jsonb_object_agg(c.part, c.stage) from card c where c.matter = m.id and c.stage is not null) as stages,
      (select jsonb_agg(distinct o.reference order by o.reference) from tie t join matter o on o.id = case when t.matter = m.id then t.other else t.matter end
        where m.id in (t.matter, t.other)) as ties
    from matter m join unit u on u.id = m.owner where m.reference = ${reference}`)

/** Many come to nothing: so many are looked through for each that is wanted. */
const emptyFor = 4

/**
 * What the newest other matters of a procedure come to at the same place, where the rules of this one know of them: by a table
 * of theirs, as this person may see it. To read of one is to open it.
 */
async function besideOf(desk: Desk, found: Found): Promise<readonly BesideIt[] | undefined> {
  const { id, procedure, version, place, disclosures } = found
  const { beside } = desk.house.library.procedure(procedure, version)
  const isTheirs = beside && disclosures?.some(one => one.mine && !one.ended_at && one.part === beside.part)
  if (!isTheirs || place === null) return undefined
  const others = await desk.transaction.all<{ reference: string }>(sql`
    select k.reference from docket k
     where k.reader = any (my_readers()) and k.procedure = ${beside.procedure} and k.place = ${place} and k.matter <> ${id}
     group by k.reference order by max(k.opened_at) desc, k.reference limit ${beside.most * emptyFor}`)
  const all: BesideIt[] = []
  for (const { reference } of others) {
    if (all.length === beside.most) break
    const other = await foundMatter(desk, reference)
    const { matter: seen, procedure: of } = other ? viewed(desk, other) : {}
    const tabled = seen && of && tablesOf(of, seen, desk.world).find(one => one.name === beside.table)
    if (!tabled || tabled.rows.length === 0) continue
    await recordReading(desk, { kind: 'opened', matter: seen.id, parts: [tabled.table.part] })
    all.push({ reference, rows: tabled.rows })
  }
  return all
}

/** The same, or `NotFound`: which is also what a matter that is not disclosed to this person is. */
export async function matter(desk: Desk, reference: string): Promise<Viewed> {
  const found = await findMatter(desk, reference)
  if (!found) throw new NotFound('matter of that reference that you may see')
  return found
}

function viewed(desk: Desk, found: Found, beside?: readonly BesideIt[]): Viewed {
  const procedure = desk.house.library.procedure(found.procedure, found.version)
  const inForce = (found.disclosures ?? []).filter(
    one => one.mine && !one.ended_at && (!one.until || new Date(one.until) > desk.world.now),
  )
  const birth = {
    id: found.id,
    reference: found.reference,
    procedure: found.procedure,
    version: found.version,
    place: found.place ?? undefined,
    owner: found.owner,
    openedAt: found.opened_at ?? firstOf(found.entries ?? [], inForce),
  }
  const { reference } = found
  const opened: Opened = (number, part, body) => said(desk.house.cipher, procedure, { reference, part, number, body })
  const entries = (found.entries ?? []).map(one => entryOf(one, opened))
  const view: Matter = {
    ...folded(unopened(birth), entries),
    stage: stageOf(entries, found.stages),
    fragments: (found.fragments ?? []).map(({ number, step, part, body }) => ({
      step,
      part,
      answers: opened(number, part, body),
    })),
    parts: new Set(inForce.map(one => one.part)),
    disclosures: (found.disclosures ?? []).map(one => disclosureOf(desk, one)),
    offers: (found.offers ?? []).map(one => ({
      ...disclosureOf(desk, one),
      may: one.may,
      accepted: one.accepted_at ? new Date(one.accepted_at) : undefined,
      passedOn: one.passed_at ? new Date(one.passed_at) : undefined,
    })),
    ...(beside && { beside }),
  }
  const steps = Object.entries(procedure.steps)
    .filter(([name]) => name !== procedure.begins && name !== procedure.brings?.step)
    .map(([name, step]) => ({ name, step }))
  const mine = steps.filter(({ step }) => step.by.covers(desk.me, view, desk.world))
  const waited = new Set((found.obligations ?? []).filter(one => one.state === 'due').map(one => one.by_step))
  return {
    matter: view,
    procedure,
    version: versionOf(view),
    marking: highest([...view.parts].flatMap(part => markingOfPart(procedure, part, view) ?? [])),
    steps: mine.map(({ name, step }) => ({ name, step, closed: closed(step, view, desk.me, desk.world) })),
    // Only what somebody owes and this person may know that they owe: what else others might do is theirs to know.
    elsewhere: steps.filter(
      ({ name, step }) =>
        waited.has(name) &&
        !step.by.covers(desk.me, view, desk.world) &&
        view.parts.has(step.part) &&
        (step.open ?? []).every(condition => condition.holds({ matter: view, me: desk.me, world: desk.world })),
    ),
    obligations: (found.obligations ?? []).map(one => obligationOf(one, desk.world.today)),
    documents: (found.documents ?? []).map(({ uploaded_at, ...rest }) => ({
      ...rest,
      name: fileName(desk.house.cipher, procedure, rest),
      uploadedAt: new Date(uploaded_at),
    })),
    facts: found.facts ?? {},
    ties: found.ties ?? [],
  }
}

/** Where the last entry moved it to; or what stands there since, in the same part. */
function stageOf(entries: readonly Entry[], stages: Found['stages']): string {
  const last = entries.findLast(({ to }) => to !== undefined)
  return (last && stages?.[last.part]) ?? last?.to ?? ''
}

/** When what is seen began, while its row in the lists waits to be made again because some of it ran out. */
const firstOf = (entries: readonly FoundEntry[], inForce: readonly FoundDisclosure[]): Date =>
  new Date(Math.min(...entries.map(({ at }) => Date.parse(at)), ...inForce.map(({ since }) => Date.parse(since))))

/** Counted from what is seen alone: an entry hidden from someone does not change their version. */
export const versionOf = (view: Pick<Matter, 'entries' | 'fragments' | 'disclosures' | 'offers'>): string =>
  [
    view.entries.length,
    view.fragments.length,
    view.disclosures.length,
    view.disclosures.filter(one => one.ended).length,
    // Few procedures offer anything: for all others it reads as it always did.
    ...(view.offers.length > 0
      ? [view.offers.length, view.offers.filter(one => one.accepted ?? one.passedOn ?? one.ended).length]
      : []),
  ].join('.')

/** The answers of a part from what is kept of them in an entry. */
type Opened = (number: number, part: string, body: string) => Answers

function entryOf(found: FoundEntry, opened: Opened): Entry {
  const answers: Answers = Object.assign(
    {},
    ...Object.entries(found.contents ?? {}).map(([part, body]) => opened(found.number, part, body)),
  )
  const by: Author = { post: found.post, title: found.title, unit: found.unit, body: found.body, name: found.name }
  return {
    step: found.step,
    part: found.part,
    at: new Date(found.at),
    by,
    answers,
    marks: found.marks,
    clears: found.clears,
    to: found.stage ?? undefined,
  }
}

const disclosureOf = (desk: Desk, found: FoundDisclosure): Disclosure => ({
  part: found.part,
  to: desk.world.directory.readerById(found.reader).key,
  clause: found.clause,
  purpose: found.purpose,
  conditions: found.conditions,
  since: new Date(found.since),
  until: found.until ? new Date(found.until) : undefined,
  ended: found.ended_at ? new Date(found.ended_at) : undefined,
})

const datedOn = (day: Day | null, period: string | null, working: string | null): DatedOn | undefined =>
  day ? { day, period: period ?? undefined, working: working ?? '' } : undefined

export const obligationOf = (found: FoundObligation, today: Day): Obligation => ({
  id: found.id,
  reference: found.reference,
  rule: found.rule,
  clause: found.clause,
  label: found.label,
  basis: found.basis,
  byStep: found.by_step ?? undefined,
  owedBy: found.owed_by,
  from: found.from_on,
  target: datedOn(found.target_on, found.target_period, found.target_working),
  limit: datedOn(found.limit_on, found.limit_period, found.limit_working),
  aim: datedOn(found.aim_on, found.aim_period, found.aim_working),
  due: found.due_on,
  state:
    found.state === 'due' && found.due_on < today
      ? 'overdue'
      : found.state === 'met' && found.settled_on && found.settled_on > found.due_on
        ? 'met late'
        : found.state,
  settledOn: found.settled_on ?? undefined,
  moved: found.moved,
  unaskedSince: found.state === 'due' && found.unasked_since ? new Date(found.unasked_since) : undefined,
})
