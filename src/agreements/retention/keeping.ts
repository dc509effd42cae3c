import { formatDay } from '../../calendar/day.ts'
import { lengthInWords } from '../../calendar/period.ts'
import type { ClauseId } from '../../engine/clause.ts'
import type { Rule } from '../../engine/deadline.ts'
import { keptUntil } from '../../engine/kept.ts'
import { lastAnswer } from '../../engine/matter.ts'
import { after, before, provided, step, type Column, type Kept, type Step } from '../../engine/procedure.ts'
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
import { owner, owning } from '../../engine/who.ts'
import type { Taking } from '../../engine/world.ts'
import { byTheClock } from '../who.ts'

/**
 * What is held is kept as long as a schedule says, and then destroyed, or kept longer for a reason that is written down. A
 * procedure of any agreement takes this in beside its own steps. Its time is counted from when a matter is over; the day
 * after its last, the clock says that its time is up, and whoever holds the matter owes one of the two. Kept longer, it comes
 * up again the day after the day they gave. Nothing is destroyed by itself, and nothing before its time.
 *
 * How long is never ours to say (decision 12): while no schedule has a period for its kind, nothing of it comes up.
 */

/** What becomes of it, once its time is up. */
const outcomes = { due: 'Its time is up', longer: 'Kept longer', disposed: 'Disposed of' } as const

/** Why something outlives its time. A hold of law or of an inquiry is one of these, and is looked at again like the others. */
const reasons = {
  law: 'The law, or a court, asks for it',
  inquiry: 'An inquiry or an investigation may need it',
  claim: 'There is a claim or a complaint about it',
  work: 'Work that rests on it is not over',
  history: 'It is to go to an archive',
} as const

const ways = {
  paper: 'Paper was burnt, pulped or shredded so that it can’t be pieced together',
  erased: 'Files were overwritten or erased so that they can’t be brought back',
  destroyed: 'Disks or other media were destroyed',
} as const

export interface Keeping {
  /** Its kind, in a schedule: 'case-information'. */
  readonly kind: string
  readonly clause: ClauseId
  /** The part its course is told in, which the clock sees. */
  readonly course: string
  /** Milestones that are told in it, by which the matter is over. */
  readonly from: readonly [string, ...string[]]
  /** The parts that are destroyed, and what that is, in a sentence. */
  readonly parts: readonly string[]
  readonly what: string
  /** How long whoever holds it has to look at it. */
  readonly dates: Rule['dates']
}

/** What a procedure takes in so that it is kept no longer than it should be. */
export interface Keeps {
  readonly kept: Kept
  readonly columns: Readonly<Record<'retention' | 'keptUntil', Column>>
  readonly rules: Readonly<Record<'dispose', Rule>>
  readonly steps: Readonly<Record<'time-is-up' | 'keep-longer' | 'dispose', Step>>
}

export function keeping({ kind, clause, course, from, parts, what, dates }: Keeping): Keeps {
  const kept: Kept = {
    kind,
    from,
    step: 'time-is-up',
    marks: 'time is up',
    disposed: 'disposed of',
    longer: 'keptUntil',
  }
  const until = ({ matter, world }: Pick<Taking, 'matter' | 'world'>) =>
    keptUntil(kept, matter, world, lastAnswer(matter, 'keepUntil'))
  const timeIsUp = (taking: Pick<Taking, 'matter' | 'world'>) =>
    (until(taking) ?? taking.world.today) < taking.world.today
  const left = before('disposed of', 'It was disposed of')
  const up = [after('time is up', 'Its time is not up'), left] as const
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
        owedBy: owner,
        part: course,
        from: ['time is up'],
        until: ['disposed of', 'kept longer'],
        dates,
        basis: 'our default',
        by: 'dispose',
      },
    },
    steps: {
      'time-is-up': step({
        clauses: [clause],
        label: 'Say that its time is up',
        by: byTheClock,
        open: [
          left,
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
        tells: [owner],
        sets: () => ({ retention: 'due', keptUntil: '' }),
        says: ({ answers }) => {
          const to = String(answers.keptTo ?? '')
          return `noted that its time is up: by the schedule it is kept for ${String(answers.keptFor)}${to && `, and it was kept to the end of ${dayInWords(to)}`}`
        },
      }),

      'keep-longer': step({
        clauses: [clause],
        label: 'Keep it longer',
        about: 'It comes up again the day after the day you give.',
        by: owning,
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

      dispose: step({
        clauses: [clause],
        label: 'Dispose of it',
        about: `What is destroyed is ${what}, with its files: for everybody who could see it, and for good. That it was there, who did what and when, and who saw it, stays.`,
        by: owning,
        open: [
          ...up,
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
        tells: [owner],
        sets: () => ({ retention: 'disposed' }),
        says: () => `disposed of ${what}`,
      }),
    },
  }
}

const dayInWords = (day: string) => formatDay(day as Parameters<typeof formatDay>[0])
