import type { ScrutinyBody } from '../../../bodies.ts'
import { dayOf, type Day } from '../../../calendar/day.ts'
import { due } from '../../../calendar/due.ts'
import { has, lastAnswer, lastAnswers, type Answers, type Entry, type Matter } from '../../../engine/matter.ts'
import type { Taking, World } from '../../../engine/world.ts'
import { boardOf, receivingBody } from '../who.ts'
import type { settingFor } from '../settings.ts'

/** What an allegation tells whoever reads it: every rule of its steps asks here, and only of what its reader may see. */

/** What the person may agree to (SP-23b). One tick agrees to all of it. */
export const agreements = {
  everything: 'All that follows here',
  bodies: 'Telling the other two bodies who they are and what they say',
  board:
    'Enquiries, speaking to them and watching how they are treated: by the board where they are held, or by whoever received it where there is none',
  establishment: 'Asking a senior manager of the establishment to look into it, who would know who they are',
  service: 'Asking someone senior in the service, above the establishment, who would know who they are',
} as const

export type Agreed = Exclude<keyof typeof agreements, 'everything'>

export const agreed = (covers: unknown, what: Agreed): boolean =>
  Array.isArray(covers) && (covers.includes('everything') || covers.includes(what))

/** Whether the person's consent, as it stands, covers this. */
export const agreedTo = (matter: Matter, what: Agreed): boolean =>
  has(matter, 'consent given') && agreed(lastAnswers(matter, 'ask-consent')?.covers, what)

/** Whether the matter was referred without consent, for an immediate serious risk (SP-23f). */
export const overridden = (matter: Matter): boolean => has(matter, 'override')

/** Whether this may go ahead: by consent, or by the override. */
export const mayProceed = (matter: Matter, what: Agreed): boolean => overridden(matter) || agreedTo(matter, what)

/** The place the allegation is about: known from its first step on. */
export const placeOf = ({ matter, answers }: Pick<Taking, 'matter' | 'answers'>): string | undefined =>
  matter.place ?? (typeof answers.place === 'string' ? answers.place : undefined)

/** Where the person is held, as far as was told: they may have moved (decision 9). */
export const heldAt = (matter: Matter): string | undefined => {
  const moved = lastAnswers(matter, 'person-moved')?.movedTo
  return typeof moved === 'string' ? moved : matter.place
}

/** Whether managers of the establishment are said to be involved: what was said last holds. */
export const implicated = (matter: Matter): boolean => lastAnswer(matter, 'implicated') === true

const lastOf = (matter: Matter, ...steps: readonly string[]): Entry | undefined =>
  matter.entries.findLast(entry => steps.includes(entry.step))

/** The last referral, with consent or without. */
export const referral = (matter: Matter): Entry | undefined => lastOf(matter, 'refer', 'refer-without-consent')
export const escalation = (matter: Matter): Entry | undefined => lastOf(matter, 'escalate')

const textOf = (answers: Answers | undefined, name: string): string | undefined => {
  const answer = answers?.[name]
  return typeof answer === 'string' ? answer : undefined
}

/** The post it was referred to, and the post it was taken to above that. */
export const referredTo = (matter: Matter): string | undefined => textOf(referral(matter)?.answers, 'to')
export const escalatedTo = (matter: Matter): string | undefined => textOf(escalation(matter)?.answers, 'to')

/** The day by which a referral is to be answered: as agreed then, or by our default (decision 7). */
export function answerDue(entry: Entry, matter: Matter, world: World, setting: typeof settingFor): Day {
  const agreedDay = textOf(entry.answers, 'answerBy')
  if (agreedDay !== undefined) return agreedDay as Day
  return due(dayOf(entry.at), world.period(setting('report-back', receivingBody({ matter, world }))), world.calendar)
    .day
}

/** The unit that makes the enquiries: the board of the place, or whoever received it where there is none (decision 8). */
export const enquirer = (matter: Matter, world: World): string => boardOf(world, matter.place) ?? matter.owner

/** The board that watches over the person where they are now, and the one that watches the establishment it is about. */
export const boardNow = (matter: Matter, world: World): string | undefined => boardOf(world, heldAt(matter))
export const boardThere = (matter: Matter, world: World): string | undefined => boardOf(world, matter.place)

/** The boards of the other places they were held at since, each once. */
export const boardsElsewhere = (matter: Matter, world: World): readonly string[] => {
  const moves = matter.entries.filter(entry => entry.step === 'person-moved')
  const boards = moves.flatMap(({ answers }) => boardOf(world, String(answers.movedTo)) ?? [])
  return [...new Set(boards)].filter(board => board !== boardThere(matter, world))
}

/** Whether the board of the place was asked, and did not lose sight of who it is since (SP-23b): then it is asked again. */
export const boardAsked = (matter: Matter): boolean => stands(matter, 'board assigned', 'name recalled')

/** Whether somebody watches over the person: not once it was said that nobody does any more. */
export const watchedOver = (matter: Matter): boolean =>
  stands(matter, 'watching the person', 'stopped watching the person')

/** Whether a manager is asked to look into it: not once that was taken back with the person's consent (SP-23b). */
export const isReferred = (matter: Matter): boolean => stands(matter, 'referred', 'name recalled')

/** Whether somebody at a senior level is. */
export const isEscalated = (matter: Matter): boolean => stands(matter, 'escalated', 'name recalled')

/** The last entry that reached any of these. */
const lastMarked = (matter: Matter, ...names: readonly string[]): Entry | undefined =>
  matter.entries.findLast(({ marks }) => names.some(name => marks.includes(name)))

/** Whether this was the last of the two to happen. */
export const stands = (matter: Matter, begun: string, over: string): boolean =>
  lastMarked(matter, begun, over)?.marks.includes(begun) ?? false

/** The ombudsman’s conclusion, unless it has decided since to look at it again. */
const conclusion = (matter: Matter): Entry | undefined => {
  const last = lastMarked(matter, 'concluded', 'looked at again')
  return last?.marks.includes('concluded') ? last : undefined
}

export const concluded = (matter: Matter): boolean => conclusion(matter) !== undefined
export const found = (matter: Matter, what: 'unfounded' | 'evidence found'): boolean =>
  conclusion(matter)?.marks.includes(what) ?? false

/** Whether the ombudsman has begun to investigate, and not decided anew since whether it does. */
export const investigated = (matter: Matter): boolean => stands(matter, 'investigation opened', 'looked at again')

/** A board may watch the person only if it may know who that is: it received the allegation itself, or by consent or override. */
export const boardKnows = (matter: Matter, board: string | undefined): boolean =>
  board === matter.owner || mayProceed(matter, 'board')

/** What settles that there is an outcome to tell the person. */
export const settling = ['not a sanction', 'declined', 'concluded'] as const

/** The body that was to explain the outcome to the person when that was settled (SP-F7, SP-F10, decision 10). */
function namedToExplain(matter: Matter, world: World): ScrutinyBody {
  const { step, answers } = lastMarked(matter, ...settling) ?? {}
  if (step === 'conclude' && answers?.finding === 'unfounded') return 'PPO'
  return (textOf(answers, 'explainedBy') ?? receivingBody({ matter, world })) as ScrutinyBody
}

/** Whether a body may know who the person is, and so can tell them anything: it received the allegation, or by consent or override. */
export const canTellThem = (matter: Matter, world: World, body: ScrutinyBody): boolean =>
  body === receivingBody({ matter, world }) ||
  mayProceed(matter, 'bodies') ||
  (body === 'IMB' && has(matter, 'board assigned') && mayProceed(matter, 'board'))

/** The body that is to explain it now: whoever received the allegation, once the one that was to may not know any more who they are. */
export function explainer(matter: Matter, world: World): ScrutinyBody {
  const named = namedToExplain(matter, world)
  const recalledSince = lastMarked(matter, 'name recalled', ...settling)?.marks.includes('name recalled')
  return recalledSince || (has(matter, 'name recalled') && !canTellThem(matter, world, named))
    ? (receivingBody({ matter, world }) as ScrutinyBody)
    : named
}

/** The unit or post of that body that does it: its own unit where it received the matter or made the enquiries. */
export function explaining(matter: Matter, world: World): readonly string[] {
  const body = explainer(matter, world)
  if (body === receivingBody({ matter, world })) return [matter.owner]
  const { directory } = world
  const board = has(matter, 'board assigned') ? boardThere(matter, world) : undefined
  if (body === 'IMB')
    return board === undefined ? directory.posts({ body, kind: 'national-chair' }).map(post => post.key) : [board]
  if (body === 'HMIP') return directory.units({ body, kind: 'lead office' }).map(unit => unit.key)
  return directory.posts({ body, kind: 'deputy' }).map(post => post.key)
}

/** Each recommendation of the report, with what was last answered to it. */
export interface Recommendation {
  readonly number: number
  readonly words: string
  readonly answer?: Answers
}

export function recommendations(matter: Matter): readonly Recommendation[] {
  const at = matter.entries.findLastIndex(entry => entry.step === 'issue-report')
  const issued = matter.entries[at]
  const rows = (issued?.answers.recommendations ?? []) as readonly Answers[]
  return rows.map((row, index) => ({
    number: index + 1,
    words: textOf(row, 'recommendation') ?? '',
    answer: matter.entries
      .slice(at + 1)
      .findLast(entry => entry.step === 'answer-recommendation' && entry.answers.which === String(index + 1))?.answers,
  }))
}

export const allAnswered = (matter: Matter): boolean => recommendations(matter).every(one => one.answer !== undefined)

/** Done, or not accepted and so not to be done. */
export const allDone = (matter: Matter): boolean =>
  recommendations(matter).every(one => one.answer?.done === true || one.answer?.response === 'not-accepted')
