import { dayOf, earlier, findDay, type Day } from '../../../calendar/day.ts'
import type { Pause } from '../../../calendar/due.ts'
import { has, lastAnswers, type Answers, type Entry, type Matter } from '../../../engine/matter.ts'
import type { Stop } from '../../../engine/timetable.ts'
import type { Taking } from '../../../engine/world.ts'
import { drafts } from './parts.ts'
import { itemKinds, kindsFor, testNames, tests, type Answered, type ItemKind, type Test } from './words.ts'

/** What the entries that a reader may see come to: the items, the points, where the draft is. */

export const dayIn = (answer: unknown): Day | undefined => (typeof answer === 'string' ? findDay(answer) : undefined)

const lastOf = (matter: Matter, ...steps: readonly string[]) =>
  steps.map(name => lastAnswers(matter, name)).find(answers => answers?.ended !== undefined)

/** The inspection’s last day, as it was told when the report was begun or brought in, or beside the text that a reader has. */
export const inspectionEnded = (matter: Matter): Day | undefined =>
  dayIn(lastOf(matter, 'start', 'publish', 'record', 'finalise')?.ended)

/** The tests as they were called when this inspection ended. */
export const testsOf = ({ matter, world }: Pick<Taking, 'matter' | 'world'>) => {
  const ended = inspectionEnded(matter) ?? world.today
  return testNames(ended, matter.place === undefined ? undefined : world.directory.findPlace(matter.place)?.kind)
}

/** When the clock stood still, and why: until the day that was foreseen, or until it was started again sooner. */
export function stops(matter: Matter): readonly Stop[] {
  const pauses: Stop[] = []
  for (const entry of matter.entries) {
    const on = entry.at && dayOf(entry.at)
    const until = dayIn(entry.answers.until)
    if (entry.step === 'pause' && until) pauses.push({ from: on, until, because: wordsIn(entry.answers.because) })
    const last = pauses.at(-1)
    if (entry.step === 'resume' && last) pauses[pauses.length - 1] = { ...last, until: earlier(last.until, on) }
  }
  return pauses
}

/** The same as dates are counted by: why it stood still is told where it is read, and is not kept with every date. */
export const stoodStill = (matter: Matter): readonly Pause[] =>
  stops(matter).map(({ from, until }) => ({ from, until }))

export const standsStill = (matter: Matter, today: Day): boolean =>
  stoodStill(matter).some(pause => pause.from <= today && today < pause.until)

// ---- what a report holds ----

export interface Item {
  readonly number: string
  readonly kind: ItemKind
  readonly text: string
}

export interface Practice {
  readonly text: string
}

/** All that a report, or a draft of it, holds. */
export interface Contents {
  readonly texts: Readonly<Record<string, string>>
  readonly scores: Readonly<Partial<Record<Test, string>>>
  readonly items: readonly Item[]
  readonly practice: readonly Practice[]
}

type Rows = readonly Readonly<Record<string, unknown>>[]
const rowsIn = (answer: unknown): Rows => (Array.isArray(answer) ? (answer as Rows) : [])
const wordsIn = (answer: unknown): string => (typeof answer === 'string' ? answer : '')

/** Items as they are numbered: by the number they were given, or else by their place. */
export const numberedItems = (answer: unknown, ended: Day | undefined): readonly Item[] =>
  rowsIn(answer).map((row, at) => {
    const fallback = ended ? (kindsFor(ended).at(-1) ?? 'key') : 'key'
    const kind = Object.hasOwn(itemKinds, wordsIn(row.kind)) ? (row.kind as ItemKind) : fallback
    return { number: wordsIn(row.number) || String(at + 1), kind, text: wordsIn(row.text) }
  })

export const textNames = ['introduction', 'onLeadership', 'onSafety', 'onRespect', 'onActivity', 'onRelease'] as const

export const contentsIn = (answers: Answers | undefined, ended: Day | undefined): Contents => ({
  texts: Object.fromEntries(
    textNames.map(name => [name, wordsIn(answers?.[name])]).filter(([, words]) => words !== ''),
  ),
  scores: Object.fromEntries(
    tests.flatMap(test => (answers?.[test] === undefined ? [] : [[test, wordsIn(answers[test])]])),
  ),
  items: numberedItems(answers?.items, ended),
  practice: rowsIn(answers?.practice).map(row => ({ text: wordsIn(row.text) })),
})

/** The answers of the working draft: each of its steps as it was last taken, up to an entry. */
export const workingAnswers = (matter: Matter): Answers =>
  Object.assign({}, ...['write', 'judge', 'list-items', 'note-practice'].map(name => lastAnswers(matter, name) ?? {}))

export const workingContents = (matter: Matter): Contents => contentsIn(workingAnswers(matter), inspectionEnded(matter))

/** As it was published, here or before it came here; nothing of it until then. */
export const publishedContents = (matter: Matter): Contents =>
  contentsIn(lastAnswers(matter, 'publish') ?? recorded(matter), inspectionEnded(matter))

/** A report that was brought in, with its items as they were listed since. */
const recorded = (matter: Matter): Answers | undefined => {
  const answers = lastAnswers(matter, 'record')
  const items = lastAnswers(matter, 'list-earlier-items')?.items
  return answers && items !== undefined ? { ...answers, items } : answers
}

/** The newest state of the report that this reader may see: published, ready, sent or being written. */
export function newestContents(matter: Matter): Contents {
  const ended = inspectionEnded(matter)
  for (const answers of [lastAnswers(matter, 'publish'), recorded(matter), lastAnswers(matter, 'finalise')]) {
    if (answers && Object.keys(answers).length > 0) return contentsIn(answers, ended)
  }
  return contentsIn(matter.parts.has('working') ? workingAnswers(matter) : sentDraft(matter)?.answers, ended)
}

// ---- drafts that were sent ----

const isDraft = (entry: Pick<Entry, 'step'>) => drafts.some(one => one.step === entry.step)

/** Drafts that were sent, in order. */
export const sentDrafts = (matter: Matter): readonly Entry[] => matter.entries.filter(isDraft)
export const sentDraft = (matter: Matter): Entry | undefined => sentDrafts(matter).at(-1)

/** The check is over: it was done, or the inspectorate went on without it. */
export const checkOver = (matter: Matter): boolean => has(matter, 'check done') || has(matter, 'gone on without')

/** A draft lies with the prison service to be checked. */
export const withService = (matter: Matter): boolean => has(matter, 'draft sent') && !checkOver(matter)

/** The day a covering letter named: the one that was chosen, or 33 working days on. */
export const indicativeDay = (draft: Pick<Entry, 'answers'> | undefined): Day | undefined =>
  dayIn(draft?.answers.another) ?? dayIn(draft?.answers.indicative)

/** The day on which it is to be published. */
export const plannedDay = (matter: Matter): Day | undefined => dayIn(lastAnswers(matter, 'set-publication')?.on)

// ---- the check, point by point ----

export interface Point {
  /** Points are numbered as they come, and keep their number. */
  readonly number: number
  readonly passage: string
  readonly wrong: string
  readonly evidence: string
  readonly is: 'fact' | 'judgement'
  readonly answer?: { readonly how: Answered; readonly words: string }
}

/** Every point that was raised, of every draft, each with the newest answer to it. */
export function points(matter: Matter): readonly Point[] {
  const answers = new Map<number, Point['answer']>()
  for (const entry of matter.entries)
    if (entry.step === 'answer-points')
      for (const row of rowsIn(entry.answers.answers))
        answers.set(Number(row.point), { how: row.answer as Answered, words: wordsIn(row.words) })
  return matter.entries
    .filter(entry => entry.step === 'raise-points')
    .flatMap(entry => rowsIn(entry.answers.points))
    .map((row, at) => ({
      number: at + 1,
      passage: wordsIn(row.passage),
      wrong: wordsIn(row.wrong),
      evidence: wordsIn(row.evidence),
      is: row.is === 'judgement' ? 'judgement' : 'fact',
      ...(answers.has(at + 1) && { answer: answers.get(at + 1) }),
    }))
}

export const unanswered = (matter: Matter): readonly Point[] => points(matter).filter(point => !point.answer)
