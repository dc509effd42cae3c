import { dayOf, findDay, formatDay, type Day } from '../../../calendar/day.ts'
import { has, lastAnswer, lastAnswers, type Answers, type Matter } from '../../../engine/matter.ts'
import type { World } from '../../../engine/world.ts'
import { partners } from '../programme/partners.ts'
import { kinds, roles, type InspectionKind, type Role } from './words.ts'

/** What an inspection comes to, read from the entries that its reader may see. */

const dayIn = (answers: Answers | undefined, name: string) => findDay(String(answers?.[name] ?? ''))

/** The first and the last day as they are planned now. */
export const firstDay = (matter: Matter): Day | undefined => findDay(String(lastAnswer(matter, 'first') ?? ''))
export const lastDay = (matter: Matter): Day | undefined => findDay(String(lastAnswer(matter, 'last') ?? ''))
/** The day on which the team arrived. */
export const began = (matter: Matter): Day | undefined => findDay(String(lastAnswer(matter, 'arrivedOn') ?? ''))
export const ended = (matter: Matter): Day | undefined => findDay(String(lastAnswer(matter, 'ended') ?? ''))
export const debriefedOn = (matter: Matter): Day | undefined => findDay(String(lastAnswer(matter, 'debriefOn') ?? ''))

export const isAnnounced = (matter: Matter): boolean => lastAnswer(matter, 'announced') === true
export const kindOf = (matter: Matter): InspectionKind =>
  (lastAnswer(matter, 'kind') as InspectionKind | undefined) ?? 'full'
export const kindInWords = (matter: Matter): string => kinds[kindOf(matter)]
export const wasNotified = (matter: Matter): boolean => has(matter, 'notified')
export const notifiedOn = (matter: Matter): Day | undefined => {
  const at = matter.milestones.get('notified')
  return at && dayOf(at)
}

export const placeName = (matter: Matter, { directory }: World): string =>
  (matter.place && directory.findPlace(matter.place)?.name) || 'the establishment'

/** '12 to 16 May 2026', as far as a sentence needs it. */
export const daysInWords = (matter: Matter): string => {
  const [first, last] = [firstDay(matter), lastDay(matter)]
  return first && last ? (first === last ? formatDay(first) : `${formatDay(first)} to ${formatDay(last)}`) : ''
}

/** The reference of the board’s part in it, once the boards have been told. */
export const boardsPart = (matter: Matter): readonly string[] =>
  (lastAnswer(matter, 'update') as readonly string[] | undefined) ?? []

/** The references of partners’ wishes that are joined to it, and were not taken up again since (HH-7). */
export const wishes = ({ entries }: Matter): readonly string[] => {
  const found = new Set<string>()
  for (const { step, answers } of entries)
    for (const reference of (answers.wish ?? []) as readonly string[]) {
      if (step === 'take-in-wish') found.add(reference)
      if (step === 'give-back-wish') found.delete(reference)
    }
  return [...found]
}

// The team

export interface Deployed {
  /** The reference of theirs among those who may be deployed. */
  readonly reference: string
  readonly name: string
  readonly as: Role
  /** Of which partner they are. */
  readonly partner?: keyof typeof partners
  /** The days they are there, where it is not the whole visit. */
  readonly from?: Day
  readonly until?: Day
}

/** Who is on the team, in the order in which they were deployed. */
export function team(matter: Matter): readonly Deployed[] {
  const found = new Map<string, Deployed>()
  for (const { step, answers } of matter.entries) {
    const [reference] = (answers.person ?? []) as readonly string[]
    if (step === 'deploy' && reference !== undefined)
      found.set(reference, {
        reference,
        name: String(answers.name),
        as: answers.as as Role,
        partner: answers.partner as Deployed['partner'],
        from: dayIn(answers, 'from'),
        until: dayIn(answers, 'until'),
      })
    if (step === 'stand-down') found.delete(String(answers.who))
  }
  return [...found.values()]
}

/** The days that somebody is there: their own, where these lie within the visit; else all of it. */
export function daysThere(
  matter: Matter,
  { from, until }: Deployed,
): { readonly from: Day; readonly until: Day } | undefined {
  const [first, last] = [firstDay(matter), lastDay(matter)]
  if (!first || !last) return undefined
  const within = (day: Day | undefined): day is Day => day !== undefined && first <= day && day <= last
  return { from: within(from) ? from : first, until: within(until) ? until : last }
}

export const memberInWords = ({ name, as, partner }: Pick<Deployed, 'name' | 'as' | 'partner'>): string =>
  `${name}, ${roles[as].toLowerCase()}${partner ? ` (${partners[partner]})` : ''}`

export const teamInWords = (matter: Matter): string => team(matter).map(memberInWords).join('\n')

// What they bring

export interface Equipment {
  readonly cameras?: unknown
  readonly recorders?: unknown
  readonly laptops?: unknown
  readonly else?: unknown
}

export function equipmentInWords({ cameras, recorders, laptops, else: other }: Equipment): string {
  const some = (count: unknown, one: string) =>
    typeof count === 'number' && count > 0 ? [`${count} ${one}${count === 1 ? '' : 's'}`] : []
  return [
    ...some(cameras, 'camera'),
    ...some(recorders, 'sound recorder'),
    ...some(laptops, 'secure laptop'),
    ...(typeof other === 'string' && other !== '' ? [other] : []),
    'No mobile phones',
  ].join('\n')
}

/** What the team brings, as it was listed last. */
export function equipmentOf(matter: Matter): string | undefined {
  const listed = lastAnswers(matter, 'list-equipment')
  return listed && equipmentInWords(listed)
}

// Visitors

export interface Visitor {
  /** Their place among those who were named, from 1. */
  readonly number: number
  readonly name: string
  readonly from: string
  readonly media: boolean
  readonly signedOn?: Day
  readonly pressOn?: Day
  /** The day on which the establishment was told of them. */
  readonly toldOn?: Day
  readonly cameOn?: Day
}

/** Those who come along without inspecting, and how far each has got (HH-13). */
export function visitors(matter: Matter): readonly Visitor[] {
  const found: Visitor[] = []
  const change = (which: unknown, changed: Partial<Visitor>) => {
    const at = Number(which) - 1
    const before = found[at]
    if (before) found[at] = { ...before, ...Object.fromEntries(Object.entries(changed).filter(([, value]) => value)) }
  }
  for (const { step, answers, at } of matter.entries) {
    const { visitor } = answers
    if (step === 'name-visitor')
      found.push({
        number: found.length + 1,
        name: String(answers.name),
        from: String(answers.from),
        media: answers.media === true,
      })
    if (step === 'clear-visitor')
      change(visitor, { signedOn: dayIn(answers, 'signedOn'), pressOn: dayIn(answers, 'pressOn') })
    if (step === 'tell-of-visitor') change(visitor, { toldOn: dayOf(at) })
    if (step === 'bring-visitor') change(visitor, { cameOn: dayIn(answers, 'on') })
  }
  return found
}

// What is asked of the establishment

export interface Asked {
  /** Its place among what was asked, from 1. */
  readonly number: number
  readonly what: string
  readonly by?: Day
  readonly askedOn: Date
  readonly given?: string
  readonly givenOn?: Date
}

/** What is asked of the establishment, and what became of it (HH-17). */
export function asked(matter: Matter): readonly Asked[] {
  const found: Asked[] = []
  for (const { step, answers, at } of matter.entries) {
    if (step === 'ask-for')
      found.push({ number: found.length + 1, what: String(answers.what), by: dayIn(answers, 'by'), askedOn: at })
    const index = Number(answers.which) - 1
    const before = found[index]
    if (step === 'provide' && before) found[index] = { ...before, given: String(answers.where ?? ''), givenOn: at }
  }
  return found
}

/** The soonest day by which something is wanted that was not given yet, but for the one of this number. */
export const wantedBy = (matter: Matter, but?: unknown): Day | undefined =>
  asked(matter)
    .flatMap(({ number, by, givenOn }) => (by && !givenOn && String(number) !== but ? [by] : []))
    .toSorted()[0]

/** What the inspectorate has already, and need not ask for: noted by hand, or taken over from an earlier inspection. */
export interface Held {
  readonly what: string
  /** The day on which the place gave it, and for which inspection. */
  readonly givenOn?: Day
  readonly from?: string
}

export const held = (matter: Matter): readonly Held[] =>
  matter.entries.flatMap(({ step, answers }) =>
    step === 'hold-already' || step === 'use-earlier'
      ? [{ what: String(answers.what), givenOn: dayIn(answers, 'givenOn'), from: answers.from as string | undefined }]
      : [],
  )

/** What the place gave at earlier inspections, the newest first, as far as this reader may see those. */
export const givenBefore = ({ beside = [] }: Pick<Matter, 'beside'>): readonly Required<Held>[] =>
  beside.flatMap(({ reference, rows }) =>
    rows.flatMap(row => {
      const on = findDay(String(row.given ?? ''))
      return on ? [{ what: String(row.what), givenOn: on, from: reference }] : []
    }),
  )

const little = new Set('a an and any all for from in of on or please the their to with your copy list'.split(' '))
const wordsIn = (written: string): readonly string[] => [
  ...new Set((written.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).filter(word => !little.has(word))),
]

/** Whether two askings are for the same thing: the same words, whatever their order and the little ones between. */
export function same(one: string, other: string): boolean {
  const [first, second] = [wordsIn(one), wordsIn(other)]
  return first.length > 0 && first.length === second.length && first.every(word => second.includes(word))
}

/** Whether the most of what the one asks for is in the other. */
export function alike(one: string, other: string): boolean {
  const [first, second] = [wordsIn(one), wordsIn(other)]
  const shared = first.filter(word => second.includes(word)).length
  return shared > 0 && shared * 3 >= Math.min(first.length, second.length) * 2
}
