import type { Calendar } from '../calendar/calendar.ts'
import { dayOf, daysBetween, formatDay, formatDayAndMonth, later, yearNumber, type Day } from '../calendar/day.ts'
import { type Due, due, dueDay, type Pause } from '../calendar/due.ts'
import type { Holiday } from '../calendar/holidays.ts'
import { lengthInWords, periodInWords, type Period } from '../calendar/period.ts'
import type { ClauseId } from './clause.ts'
import type { Matter } from './matter.ts'

/** The stages that a matter goes through one after the other, each with the time it is given. */
export interface Timetable {
  /** For whoever may see this part. */
  readonly part: string
  /** Day 0; nothing for a matter that has no timetable. */
  begins(matter: Matter): Day | undefined
  /** What day 0 is, in words: 'the last day of the inspection'. */
  readonly from: string
  readonly stages: readonly [Stage, ...Stage[]]
  /** What all of them together are to keep to. */
  readonly aim?: { readonly label: string; readonly clause: ClauseId; readonly rule: string; readonly period: Period }
  /** When its clock stood still, and why. */
  pauses?(matter: Matter): readonly Stop[]
  /** The day that was set for the end of the last stage, once there is one; and the column that tells it in lists. */
  readonly set?: { readonly column: string; day(matter: Matter): Day | undefined }
}

export interface Stop extends Pause {
  readonly because?: string
}

/** Counted from the end of the stage before. */
export interface Stage {
  /** The name of the obligation that says who owes it. */
  readonly rule: string
  /** The stage of the matter meanwhile. */
  readonly stage: string
  /** What it ends with: 'Draft sent'. */
  readonly label: string
  /** What is going on meanwhile: 'Being written'. */
  readonly doing: string
  readonly clause: ClauseId
  /** Milestones of which one ends it. */
  readonly ends: readonly [string, ...string[]]
  readonly target: Period
  readonly limit: Period
}

/** One stage, planned beside what came of it. */
export interface LaidStage {
  readonly stage: Stage
  readonly state: 'done' | 'now' | 'ahead'
  /** As it was planned from the first day: every stage before it ended on its target, and nothing stood still. */
  readonly planned: { readonly from: Day; readonly until: Day }
  /** Counted from when it began in fact, or else is expected to. */
  readonly from: Day
  readonly target: Due
  readonly limit: Due
  /** When it ended, in fact. */
  readonly ended?: Day
  /** When it ended, or is expected to: on its target, or today where that has passed; the last on the day that was set for it. */
  readonly until: Day
  readonly inTarget: boolean
  readonly inLimit: boolean
}

/** A matter’s timetable as it stands on a day. */
export interface Laid {
  readonly timetable: Timetable
  readonly begins: Day
  readonly stages: readonly LaidStage[]
  /** The stage that it is in; absent once all have ended. */
  readonly now?: LaidStage
  /** The end of the last stage: as planned from the first day by targets alone, by limits alone, and in fact or as expected. */
  readonly planned: Day
  readonly limits: Day
  readonly until: Day
  readonly ended?: Day
  readonly aim?: Due & { readonly label: string; readonly clause: ClauseId; readonly kept: boolean }
  readonly pauses: readonly Stop[]
  /** Bank holidays between its first day and the last that is drawn. */
  readonly holidays: readonly Holiday[]
  /** How the whole compares with the aim and why, in sentences. */
  readonly whole: readonly string[]
}

type Then = { readonly today: Day; readonly calendar: Calendar }

/** What is known of a matter’s course: when it began, when its milestones were reached, when its clock stood still. */
export interface Course {
  readonly begins: Day
  reached(milestone: string): Day | undefined
  readonly pauses: readonly Stop[]
  readonly set?: Day
}

/** The timetable of a matter, for whoever may see the part it belongs to. */
export function laid(timetable: Timetable | undefined, matter: Matter, then: Then): Laid | undefined {
  const begins = timetable && matter.parts.has(timetable.part) ? timetable.begins(matter) : undefined
  if (!timetable || !begins) return undefined
  return lay(
    timetable,
    {
      begins,
      reached: milestone => {
        const at = matter.milestones.get(milestone)
        return at && dayOf(at)
      },
      pauses: timetable.pauses?.(matter) ?? [],
      set: timetable.set?.day(matter),
    },
    then,
  )
}

export function lay(timetable: Timetable, { begins, reached, pauses, set }: Course, then: Then): Laid {
  const { today, calendar } = then
  const count = (from: Day, period: Period, stops = pauses) => due(from, period, calendar, stops)
  const stages: LaidStage[] = []
  let plannedFrom = begins
  let from = begins
  let limits = begins
  let going = true
  for (const stage of timetable.stages) {
    const ended = stage.ends
      .flatMap(milestone => reached(milestone) ?? [])
      .toSorted()
      .at(-1)
    const planned = { from: plannedFrom, until: count(plannedFrom, stage.target, []).day }
    const [target, limit] = [count(from, stage.target), count(from, stage.limit)]
    const state = ended ? 'done' : going ? 'now' : 'ahead'
    const due = stage === timetable.stages.at(-1) ? expectedEnd(target.day, from, set) : target.day
    const until = ended ?? (state === 'now' ? later(due, today) : due)
    stages.push({
      stage,
      state,
      planned,
      from,
      target,
      limit,
      ...(ended && { ended }),
      until,
      inTarget: until <= target.day,
      inLimit: until <= limit.day,
    })
    if (!ended) going = false
    limits = count(limits, stage.limit, []).day
    plannedFrom = planned.until
    from = until
  }
  const last = stages.at(-1)
  const { aim } = timetable
  const aimed = aim && count(begins, aim.period)
  const drawn = [plannedFrom, from, limits, ...(aimed ? [aimed.day] : [])].reduce(later)
  const now = stages.find(one => one.state === 'now')
  return {
    timetable,
    begins,
    stages,
    ...(now && { now }),
    planned: plannedFrom,
    limits,
    until: from,
    ...(last?.ended && { ended: last.ended }),
    ...(aim && aimed && { aim: { ...aimed, label: aim.label, clause: aim.clause, kept: from <= aimed.day } }),
    pauses,
    holidays: calendar.holidaysBetween(begins, drawn),
    whole:
      aim && aimed
        ? [
            ...compared(timetable, { begins, planned: plannedFrom, limits, aim: aim.period }, calendar),
            ...movedOn(dueDay(begins, aim.period, calendar), aimed.day),
          ]
        : [],
  }
}

/** A day that was set stands in the place of the target, unless what comes before is expected to end later than that. */
export const expectedEnd = (target: Day, from: Day, set: Day | undefined): Day =>
  set === undefined ? target : later(set, from)

// ---- the whole against the aim, in words ----

/** Targets and aim are compared as they were planned: where the aim has moved since, both of its days stand on a page. */
const movedOn = (planned: Day, now: Day): readonly string[] =>
  now === planned
    ? []
    : [
        `That is as it was planned. Since then its clock stood still, and the aim moved from ${formatDay(planned)} to ${formatDay(now)}.`,
      ]

const spare = (days: number) => (days === 0 ? 'to the day' : `with ${plural(days, 'working day')} to spare`)

const listed = (words: readonly string[]) =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`

const plural = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`

/** How the targets, one after the other, compare with the aim: with the working days there are, and the holidays that took some. */
function compared(
  { stages }: Timetable,
  { begins, planned, limits, aim }: { begins: Day; planned: Day; limits: Day; aim: Period },
  calendar: Calendar,
): string[] {
  const end = dueDay(begins, aim, calendar)
  const targets = stages.map(stage => stage.target)
  const counts = targets.flatMap(target => ('unit' in target && target.unit === 'WD' ? [target.count] : []))
  const all = counts.reduce((sum, count) => sum + count, 0)
  const there = calendar.workingDaysBetween(begins, end)
  const holidays = calendar.holidaysBetween(begins, end)
  const near = (day: Day) => (yearNumber(day) === yearNumber(begins) ? formatDayAndMonth(day) : formatDay(day))
  const named = listed(holidays.map(({ day, title }) => `${near(day)} (${title})`))
  const inWords = 'endOf' in aim ? periodInWords(aim) : lengthInWords(aim)
  return [
    ...(counts.length === targets.length
      ? [`The targets, ${listed(counts.map(String))}, make ${plural(all, 'working day')}: until ${formatDay(planned)}.`]
      : [`The targets end on ${formatDay(planned)}.`]),
    `The aim, ${inWords} from ${formatDay(begins)}, is ${formatDay(end)}: ${plural(there, 'working day')}${
      holidays.length > 0
        ? `, for ${holidays.length === 1 ? 'one bank holiday falls' : `${holidays.length} bank holidays fall`} in that time: ${named}`
        : ''
    }.`,
    planned > end
      ? `So the targets overrun the aim by ${plural(calendar.workingDaysBetween(end, planned), 'working day')}, which is ${plural(daysBetween(end, planned), 'day')}. Both dates are shown.`
      : `So the targets keep to the aim, ${spare(calendar.workingDaysBetween(planned, end))}.`,
    limits > end
      ? `The limits of the stages, ${listed(stages.map(({ limit }) => periodInWords(limit)))}, would end on ${formatDay(limits)}: each of them can be kept and the aim still be missed.`
      : `The limits of the stages would end on ${formatDay(limits)}.`,
  ]
}
