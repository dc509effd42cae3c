import { addDays, dayOf, formatDay, later, type Day } from '../../../calendar/day.ts'
import { dueDay } from '../../../calendar/due.ts'
import { has, type Matter } from '../../../engine/matter.ts'
import { before, provided, step } from '../../../engine/procedure.ts'
import { choice, day, onlyIf, oneOf, optional, paragraph, rowForEach, rows, yesOrNo } from '../../../engine/question.ts'
import { owner } from '../../../engine/who.ts'
import type { Taking, World } from '../../../engine/world.ts'
import { atCentre, centre } from '../who.ts'
import { unpublished } from './drafting.ts'
import { points, sentDraft, standsStill, stoodStill, unanswered, withService } from './reading.ts'
import { closing } from './sending.ts'
import { times } from './stages.ts'
import { writers } from './who.ts'
import { answered, passages } from './words.ts'

/**
 * The check of a draft’s facts, point by point (HH-27), and the inspectorate’s answer to each (HH-28). The prison service
 * writes points; it never writes in the report.
 */

const out = provided(
  ({ matter }) => withService(matter),
  'No draft lies with the prison service to be checked',
  'HH-27',
)

/** The day on which the check is due at the latest: three weeks, or 15 working days where holidays make them longer. */
export function checkDue(matter: Matter, { calendar }: Pick<World, 'calendar'>): Day | undefined {
  const sent = sentDraft(matter)
  if (!sent) return undefined
  const [target, limit] = [times.check.target, times.check.limit].map(period =>
    dueDay(dayOf(sent.at), period, calendar, stoodStill(matter)),
  ) as [Day, Day]
  return later(target, limit)
}

type Answers = Readonly<Record<string, unknown>>
const completes = ({ matter, answers }: Taking<Answers>, other: string) =>
  other === 'points complete'
    ? has(matter, 'points complete')
    : has(matter, 'date answered') || answers.content !== undefined

/** The check is over: all points are in and the date is answered, whichever came last. */
const over = {
  points: (taking: Taking<Answers>) => taking.answers.whole === 'all' && completes(taking, 'date answered'),
  date: (taking: Taking<Answers>) => completes(taking, 'points complete'),
}

const anyIn = (rows: unknown) => Array.isArray(rows) && rows.length > 0

/** Points as they stand once these rows are added, as the matter is before or after the step. */
const anyRaised = ({ matter, answers }: Taking<Answers>) => unanswered(matter).length > 0 || anyIn(answers.points)

const pointRow = {
  passage: paragraph('Which passage?', 'Say which passage it is about', {
    hint: 'Its page or section, and its words.',
  }),
  wrong: paragraph('What is wrong with it?', 'Say what is wrong with it'),
  evidence: paragraph('What shows that?', 'Say what shows that', { hint: 'A record, a figure, where it can be seen.' }),
  is: choice(
    'Is it about a fact or about a judgement?',
    'Say whether it is about a fact or about a judgement',
    passages,
    {
      clause: 'HH-28',
    },
  ),
} as const

export const raisePoints = step({
  clauses: ['HH-27'],
  label: 'Raise points of fact',
  about:
    'Each with the passage, what is wrong with it and what shows that. The inspectorate answers every one. What is a matter of judgement stays its own.',
  by: atCentre,
  open: [out, before('points complete', 'You said that those were all')],
  adds: true,
  part: 'course',
  asks: {
    points: optional(rows('Points', '', pointRow, { part: 'check', most: 100, numberedOn: true })),
    whole: choice('Are those all?', 'Say whether those are all', {
      all: 'Yes, those are all there are, or there are none',
      more: 'No, more are to come',
    }),
  },
  refuse: ({ answers }) =>
    answers.whole === 'more' && !anyIn(answers.points)
      ? { field: 'points', words: 'There is no point here yet', next: 'Write it down, or say that there are none.' }
      : undefined,
  marks: {
    'points raised': ({ answers }) => anyIn(answers.points),
    'points complete': ({ answers }) => answers.whole === 'all',
    'check done': over.points,
    'points answered': taking => over.points(taking) && !anyRaised(taking),
  },
  to: {
    publishing: taking => over.points(taking) && !anyRaised(taking),
    answering: over.points,
  },
  recalls: closing.map(one => ({ ...one, when: taking => one.when(taking) && over.points(taking) })),
  tells: [owner],
  sets: ({ matter }) => ({ points: points(matter).length, open: unanswered(matter).length }),
  says: ({ answers }) =>
    answers.whole === 'all' ? 'sent all its points of fact' : 'sent points of fact; more are to come',
})

export const contentWithDate = step({
  clauses: ['HH-27'],
  label: 'Say whether the service is content with the date',
  about: 'With the likely day of publication that the covering letter named.',
  by: atCentre,
  open: [out, before('date answered', 'You have answered that')],
  part: 'course',
  asks: {
    content: yesOrNo('Is the service content with that day?', 'Say whether the service is content with that day'),
    rather: onlyIf('content', false, optional(day('Which day would it rather have?', '', { notBeforeToday: true }))),
    because: onlyIf(
      'content',
      false,
      paragraph('Why?', 'Say why', { hint: 'The day is the inspectorate’s to settle.' }),
    ),
  },
  marks: {
    'date answered': () => true,
    'check done': over.date,
    'points answered': taking => over.date(taking) && !anyRaised(taking),
  },
  to: {
    publishing: taking => over.date(taking) && !anyRaised(taking),
    answering: over.date,
  },
  recalls: closing.map(one => ({ ...one, when: taking => one.when(taking) && over.date(taking) })),
  tells: [owner],
  sets: ({ answers }) => ({ content: answers.content ? 'yes' : 'no' }),
  says: ({ answers }) =>
    answers.content
      ? 'said that the service is content with the date'
      : 'said that the service is not content with the date',
})

export const goOnWithout = step({
  clauses: ['HH-27'],
  label: 'Go on without the check',
  about: 'Once its time has passed. The draft closes to the prison service; points it has sent are still answered.',
  by: writers,
  open: [
    out,
    provided(
      ({ matter, world }) => !standsStill(matter, world.today),
      ({ matter, world }) => {
        const until = stoodStill(matter).findLast(pause => pause.from <= world.today)?.until
        return `Its clock stands still${until ? ` until ${formatDay(until)}` : ''}: wait until then, or start it`
      },
      'HH-27',
    ),
    provided(
      ({ matter, world }) => {
        const last = checkDue(matter, world)
        return last !== undefined && world.today > last
      },
      ({ matter, world }) => {
        const last = checkDue(matter, world)
        return `The prison service still has time for the check${last ? `: you can go on without it from ${formatDay(addDays(last, 1))} on` : ''}`
      },
      'HH-27',
    ),
  ],
  part: 'course',
  asks: { because: optional(paragraph('Anything to say to the prison service', '')) },
  marks: { 'gone on without': () => true, 'points answered': ({ matter }) => unanswered(matter).length === 0 },
  to: { publishing: ({ matter }) => unanswered(matter).length === 0, answering: () => true },
  recalls: closing,
  tells: [centre],
  sets: () => ({ without: 'yes' }),
  says: () => 'went on without the check, whose time had passed',
})

/** Whether every point has an answer once these are given. */
const allAnswered = ({ matter, answers }: Taking<{ answers: readonly { point: string }[] }>) => {
  const given = new Set(answers.answers.map(row => Number(row.point)))
  return unanswered(matter).every(point => given.has(point.number))
}

/** As many whole words as have room on a line. */
const firstWords = (words: string) => (words.length > 80 ? `${words.slice(0, 78).replace(/\s+\S*$/, '')} …` : words)

export const answerPoints = step({
  clauses: ['HH-28'],
  label: 'Answer points of fact',
  about:
    'Each accepted, accepted in part, not accepted, or a matter of judgement and so the inspectorate’s own; with reasons. The prison service reads each answer at once. What is accepted is put right in the working draft.',
  by: writers,
  open: [unpublished, provided(({ matter }) => points(matter).length > 0, 'No point has been raised', 'HH-28')],
  adds: true,
  part: 'course',
  asks: {
    answers: rows(
      'Answers',
      'Answer at least one point',
      {
        point: oneOf('Which point?', 'Choose the point', ({ matter }) =>
          points(matter)
            .toSorted((a, b) => Number(a.answer !== undefined) - Number(b.answer !== undefined) || a.number - b.number)
            .map(({ number, passage, wrong, is, answer }) => ({
              value: String(number),
              text: `${number}: ${firstWords(passage)}${answer ? ' (answered)' : ''}`,
              hint: `${passages[is]}: ${firstWords(wrong)}`,
            })),
        ),
        answer: choice('Your answer', 'Choose your answer', answered),
        words: paragraph('In words', 'Give the answer in words', { hint: 'What is changed, or why it is not.' }),
      },
      {
        part: 'check',
        most: 100,
        numberedBy: 'point',
        called: 'Point',
        ...rowForEach('points have no answer yet', matter => unanswered(matter).map(point => String(point.number))),
        hint: 'Leave a point empty to answer it another time.',
      },
    ),
  },
  refuse: ({ answers }) => {
    const given = answers.answers.map(row => row.point)
    const twice = given.find((point, at) => given.indexOf(point) < at)
    return twice === undefined ? undefined : { field: 'answers', words: `Point ${twice} is answered twice here` }
  },
  marks: {
    'points answered': taking =>
      (has(taking.matter, 'check done') || has(taking.matter, 'gone on without')) && allAnswered(taking),
  },
  to: {
    publishing: taking => taking.matter.stage === 'answering' && allAnswered(taking),
  },
  tells: [centre],
  sets: ({ matter }) => ({ open: unanswered(matter).length }),
  says: () => 'answered points of fact',
})

export const dueInWords = (matter: Matter, world: World): string => {
  const on = checkDue(matter, world)
  return on ? formatDay(on) : ''
}
