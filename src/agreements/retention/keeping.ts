import { findDay, formatDay, type Day } from '../../calendar/day.ts'
import { lengthInWords } from '../../calendar/period.ts'
import type { ClauseId } from '../../engine/clause.ts'
import type { Rule } from '../../engine/deadline.ts'
import { keptUntil, overOn } from '../../engine/kept.ts'
import { lastAnswer } from '../../engine/matter.ts'
import {
  after,
  before,
  provided,
  step,
  type Column,
  type Kept,
  type Procedure,
  type Share,
  type Step,
} from '../../engine/procedure.ts'
import {
  choice,
  choices,
  day,
  onlyIf,
  optional,
  paragraph,
  text,
  worked,
  type Question,
} from '../../engine/question.ts'
import { anyOf, audience, called, owner, owning, type Audience, type Who } from '../../engine/who.ts'
import type { Taking } from '../../engine/world.ts'
import { official } from '../../letters/marking.ts'
import { byTheClock, theClock } from '../who.ts'

/**
 * What is held is kept as long as a schedule says, and then destroyed, or kept longer for a reason that is written down. A
 * procedure of any agreement takes this in beside its own steps. Its time is counted from when a matter is over; the day
 * after its last, the clock says that its time is up, and whoever holds the matter owes one of the two. Kept longer, it comes
 * up again the day after the day they gave. Nothing is destroyed by itself, and nothing before its time. Where a court or an
 * inquiry asks for it, it can be held ahead of its time: then it does not come up until the hold is lifted.
 *
 * How long is never ours to say (decision 12): while no schedule has a period for its kind, nothing of it comes up.
 */

const left = before('disposed of', 'It was disposed of')

/** What becomes of it, once its time is up. */
const outcomes = { due: 'Its time is up', longer: 'Kept longer', held: 'On hold', disposed: 'Disposed of' } as const

/** Why something is held until whoever asked for it needs it no more. */
const holds = {
  law: 'The law, or a court, asks for it',
  inquiry: 'An inquiry or an investigation may need it',
  claim: 'There is a claim or a complaint about it',
} as const

/** Why something outlives its time, until a day on which it is looked at again. */
const reasons = {
  ...holds,
  work: 'Work that rests on it is not over',
  history: 'It is to go to an archive',
} as const

const ways = {
  paper: 'Paper was burnt, pulped or shredded so that it can’t be pieced together',
  erased: 'Files were overwritten or erased so that they can’t be brought back',
  destroyed: 'Disks or other media were destroyed',
} as const

/** What these steps are called where none of them can be taken. */
const together = 'Keeping and disposal'

export interface Keeping {
  /** Its kind, in a schedule: 'case-information'. */
  readonly kind: string
  readonly clause: ClauseId
  /** The part its course is told in, which the clock sees. */
  readonly course: string
  /** Milestones that are told in it, by which the matter is over; or the question that its last step answers with the day. */
  readonly from: Kept['from']
  /** The parts that are destroyed, and what that is, in a sentence. */
  readonly parts: readonly string[]
  readonly what: string
  /** How long whoever holds it has to look at it. */
  readonly dates: Rule['dates']
  /** Who holds it, where that is not the whole unit that owns it. */
  readonly holder?: { readonly owedBy: Audience; readonly by: Who }
  /** There are some that the clock never hears of: whoever holds one says by hand that its time is up. */
  readonly byHand?: boolean
}

/** What a procedure takes in so that it is kept no longer than it should be. */
export interface Keeps {
  readonly kept: Kept
  readonly columns: Readonly<Record<'retention' | 'keptUntil', Column>>
  readonly rules: Readonly<Record<'dispose', Rule>>
  readonly steps: Readonly<Record<'time-is-up' | 'keep-longer' | 'hold' | 'lift-hold' | 'dispose', Step>>
}

export function keeping({ kind, clause, course, from, parts, what, dates, holder, byHand }: Keeping): Keeps {
  const { owedBy, by } = holder ?? { owedBy: owner, by: owning }
  const kept: Kept = {
    kind,
    from,
    step: 'time-is-up',
    marks: 'time is up',
    disposed: 'disposed of',
    held: 'on hold',
    longer: 'keptUntil',
  }
  const until = ({ matter, world }: Pick<Taking, 'matter' | 'world'>) =>
    keptUntil(kept, matter, world, lastAnswer(matter, 'keepUntil'))
  const timeIsUp = (taking: Pick<Taking, 'matter' | 'world'>) =>
    (until(taking) ?? taking.world.today) < taking.world.today
  const free = before('on hold', 'It is on hold: lift that first')
  const up = [left, free, after('time is up', 'Its time is not up')] as const
  // Whoever else sees what is destroyed reads that it was; of their own parts nobody disposes but who may see them.
  const whoSawIt = audience('whoever could see it', ({ matter }) =>
    matter.disclosures.filter(one => parts.includes(one.part) && !one.ended).map(one => one.to),
  )
  const seesAll = provided(
    ({ matter }) =>
      parts.every(part => matter.parts.has(part) || !matter.disclosures.some(one => one.part === part && !one.ended)),
    'There is a part of it that you may not see: it is for somebody who sees all of it',
  )
  return {
    kept,
    columns: {
      retention: { label: 'Retention', part: course, values: outcomes },
      keptUntil: { label: 'Kept longer, until', part: course, is: 'day' },
    },
    rules: {
      dispose: {
        clause,
        label: 'Dispose of what has been kept its time, or say why it is kept longer',
        owedBy,
        part: course,
        from: ['time is up'],
        until: ['disposed of', 'kept longer'],
        fallsAway: ['on hold'],
        dates,
        basis: 'our default',
        by: 'dispose',
      },
    },
    steps: {
      'time-is-up': step({
        clauses: [clause],
        label: 'Say that its time is up',
        together,
        by: byHand ? called('the clock, or whoever holds it', anyOf(byTheClock, by)) : byTheClock,
        open: [
          left,
          free,
          before('time is up', 'That has been said'),
          provided(({ world }) => world.kept(kind) !== undefined, 'No period is set for records of this kind'),
          provided(taking => until(taking) !== undefined, 'It is not over'),
          provided(timeIsUp, 'It is kept until the end of its last day'),
        ],
        part: course,
        asks: {
          keptFor: worked(
            ({ world }) => {
              const period = world.kept(kind)
              return period ? lengthInWords(period) : ''
            },
            text('Kept for', 'No period is set'),
          ),
          keptTo: worked(taking => until(taking) ?? '', day('To the end of', 'It is not over')) as Question<string>,
        },
        marks: 'time is up',
        clears: 'kept longer',
        tells: [owedBy],
        sets: () => ({ retention: 'due', keptUntil: '' }),
        says: ({ answers }) => {
          const to = String(answers.keptTo ?? '')
          return `noted that its time is up: by the schedule it is kept for ${String(answers.keptFor)}${to && `, and it was kept to the end of ${dayInWords(to)}`}`
        },
      }),

      'keep-longer': step({
        clauses: [clause],
        label: 'Keep it longer',
        together,
        about: 'It comes up again the day after the day you give.',
        by,
        open: up,
        part: course,
        asks: {
          keepBecause: choice('Why is it kept longer?', 'Choose why it is kept longer', reasons),
          keepWords: paragraph('What is it, in a few words?', 'Say what it is', {
            hint: 'Without a name, and without what is in it: whoever may see its course reads this, and it stays.',
            example: 'The coroner asked for everything of that month to be kept.',
          }),
          keepUntil: day('Until when?', 'Give the day until which it is kept', { notBeforeToday: true }),
        },
        marks: 'kept longer',
        clears: 'time is up',
        sets: ({ answers }) => ({ retention: 'longer', keptUntil: answers.keepUntil }),
        says: ({ answers }) => `kept it longer, until ${dayInWords(String(answers.keepUntil))}`,
      }),

      hold: step({
        clauses: [clause],
        label: 'Hold it, whatever the schedule says',
        together,
        about: 'For a court, an inquiry or a claim that may need it. It does not come up until you lift the hold.',
        by,
        open: [
          left,
          before('on hold', 'It is on hold'),
          provided(({ matter }) => overOn(from, matter) !== undefined, 'It is not over: nothing of it comes up before'),
        ],
        part: course,
        asks: {
          holdBecause: choice('Why is it held?', 'Choose why it is held', holds),
          holdWords: paragraph('What asks for it, in a few words?', 'Say what asks for it', {
            hint: 'Without a name, and without what is in it: whoever may see its course reads this, and it stays.',
            example: 'The public inquiry’s letter of 2 March asked for everything of that year to be kept.',
          }),
        },
        marks: 'on hold',
        clears: 'time is up',
        sets: () => ({ retention: 'held' }),
        says: () => 'put it on hold: it is kept until that is lifted',
      }),

      'lift-hold': step({
        clauses: [clause],
        label: 'Lift the hold',
        together,
        about: 'If its time is up by then, it comes up on the same day.',
        by,
        open: [left, after('on hold', 'It is not on hold')],
        part: course,
        asks: {
          liftBecause: paragraph('Why does nobody need it any more?', 'Say why nobody needs it any more', {
            hint: 'Without a name, and without what is in it.',
          }),
        },
        clears: 'on hold',
        sets: () => ({ retention: '' }),
        says: () => 'lifted the hold',
      }),

      dispose: step({
        clauses: [clause],
        label: 'Dispose of it',
        together,
        about: `What is destroyed is ${what}, with its files: for everybody who could see it, and for good. That it was there, who did what and when, and who saw it, stays.`,
        by,
        open: [
          ...up,
          seesAll,
          provided(timeIsUp, 'By the schedule as it is now it is kept longer: say so, until the day it gives'),
        ],
        part: course,
        asks: {
          elsewhere: choice(
            'Is any of it kept elsewhere, on paper or in files?',
            'Say whether any of it is kept elsewhere',
            {
              none: 'No, not any more',
              destroyed: 'It was, and has been destroyed',
            },
          ),
          how: onlyIf('elsewhere', 'destroyed', choices('How was it destroyed?', 'Choose how it was destroyed', ways)),
          destroyedOn: onlyIf(
            'elsewhere',
            'destroyed',
            day('On which day?', 'Give the day it was destroyed', { notAfterToday: true }),
          ),
          witness: onlyIf('elsewhere', 'destroyed', optional(text('Who saw to it, or a certificate’s number', ''))),
        },
        warn: () => `This can’t be undone: nobody will be able to read ${what} again.`,
        marks: 'disposed of',
        clears: 'time is up',
        disposes: parts,
        discloses: [{ part: course, to: whoSawIt, purpose: 'To know what became of it', clause }],
        tells: [owedBy],
        sets: () => ({ retention: 'disposed' }),
        says: () => `disposed of ${what}`,
      }),
    },
  }
}

/** What a whole procedure takes in, where it is over by steps of several parts and its course is told in none that the clock sees. */
export interface KeepingAs extends Omit<Keeping, 'course' | 'from' | 'byHand'> {
  /** The steps by which it is over, each with the question that gives the day; without one, it is the day it is taken. */
  readonly ends: Readonly<Record<string, string | undefined>>
  /** The steps by which it goes on after all: from then its time is counted from nothing. */
  readonly reopens?: readonly string[]
  /** Those of the first of which not even the clock hears. */
  readonly untold?: readonly string[]
  /** Who answers for it beside its owner. */
  readonly heads: Audience
  /** What the steps say whose own words are gone. */
  readonly gone?: Readonly<Record<string, string>>
}

const told = 'overOn'
const record = 'keeping'

/** No day: what was said before of when it was over holds no more. */
const notOver = {
  ...worked(() => 'No day: it goes on', text('Its time is counted from', '', { part: record })),
  // There is nothing to read in that: whoever reads of its time reads of a day.
  show: () => '',
}

/**
 * The same procedure, whose matters are kept no longer than the schedule says. How long is told in a part of its own: its
 * owner’s, the heads’, and from its last step on the clock’s, which learns of nothing before, and of nothing else.
 */
export function keptAs(
  procedure: Procedure,
  { ends, reopens = [], untold = [], heads, gone = {}, ...rest }: KeepingAs,
): Procedure {
  const keeps = keeping({ ...rest, course: record, from: { told }, byHand: untold.length > 0 })
  const { clause } = rest
  const begins = (name: string) => name === procedure.begins || name === procedure.brings?.step
  const kept = (name: string, one: Step): Step => {
    const isLast = Object.hasOwn(ends, name)
    const by = ends[name]
    const shares: readonly Share[] = [
      ...(begins(name) ? [{ part: record, to: heads, purpose: 'They answer for how long it is kept', clause }] : []),
      ...(isLast && !untold.includes(name)
        ? [{ part: record, to: theClock, purpose: 'To keep the time', clause }]
        : []),
    ]
    return {
      ...one,
      ...(isLast && {
        asks: {
          ...one.asks,
          [told]: optional(
            worked(
              ({ answers, world }) => (by === undefined ? world.today : findDay(String(answers[by] ?? ''))),
              day('Its time is counted from', '', { part: record }) as Question<Day | undefined>,
            ),
          ),
        },
        sets: (taking: Taking) => ({ ...one.sets?.(taking), [told]: taking.answers[told] }),
      }),
      ...(reopens.includes(name) && {
        // Of its being taken up again the clock hears no more than that it is not over: what came up is settled before.
        open: [
          left,
          before(keeps.kept.marks, 'Its time is up: keep it longer first, or put it on hold', clause),
          ...(one.open ?? []),
        ],
        asks: { ...one.asks, [told]: notOver },
        sets: (taking: Taking) => ({ ...one.sets?.(taking), [told]: '' }),
      }),
      ...(shares.length > 0 && { discloses: [...(one.discloses ?? []), ...shares] }),
      ...(Object.hasOwn(gone, name) && {
        says: (taking: Parameters<Step['says']>[0]) =>
          Object.keys(taking.answers).length > 0 ? one.says(taking) : (gone[name] ?? ''),
      }),
    }
  }
  return {
    ...procedure,
    kept: keeps.kept,
    parts: { ...procedure.parts, [record]: { label: 'How long it is kept', marking: official } },
    columns: {
      ...procedure.columns,
      [told]: { label: 'Over since', part: record, is: 'day' },
      ...keeps.columns,
    },
    rules: { ...procedure.rules, ...keeps.rules },
    steps: {
      ...Object.fromEntries(Object.entries(procedure.steps).map(([name, one]) => [name, kept(name, one)])),
      ...keeps.steps,
    },
  }
}

const dayInWords = (day: string) => formatDay(day as Parameters<typeof formatDay>[0])
