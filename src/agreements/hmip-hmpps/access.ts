import { findDay, formatDay, type Day } from '../../calendar/day.ts'
import { days } from '../../calendar/period.ts'
import type { Rule } from '../../engine/deadline.ts'
import { before, step, type Column, type Condition, type Part, type Step } from '../../engine/procedure.ts'
import { official } from '../../letters/marking.ts'
import { day, oneOf, onlyIf, optional, paragraph, text, yesOrNo, type Question } from '../../engine/question.ts'
import { anyOf, audience, owner, whoever } from '../../engine/who.ts'
import { has, lastAnswer, type Answers, type Matter } from '../../engine/matter.ts'
import type { Taking, World } from '../../engine/world.ts'
import { byTheClock, isAmong, theClock } from '../who.ts'
import { centreOf, holds, postsAbove } from './who.ts'
import { placeName } from './inspection/reading.ts'
import { governor, planners } from './inspection/who.ts'

/**
 * Inspectors go where they must and see what they must (HH-8). Where that is refused or delayed it is written down, and the
 * governor answers on the very day. When the day ends without an answer the clock takes it further up, a level each hour:
 * they were offered it as it was written down, and open it by taking it up, so that the clock holds only its course. It is one
 * record wherever inspectors come: a procedure takes in its steps, its duties, its columns and its two parts.
 */

export const accessParts = {
  course: { label: 'Access refused or delayed: its course', marking: official },
  access: { label: 'What access was refused or delayed', marking: official },
} as const satisfies Readonly<Record<string, Part>>

export const accessColumns = {
  accessAt: { label: 'Access', part: 'course' },
  refused: {
    label: 'Access refused',
    part: 'course',
    values: { waiting: 'Not answered yet', given: 'Given since', promised: 'Promised' },
  },
} as const satisfies Readonly<Record<string, Column>>

/** To what access may be refused while inspectors are there. */
export const refusals = {
  place: 'Into a place',
  person: 'To a person',
  record: 'To a record',
  keys: 'Keys',
  other: 'Something else',
} as const

/** Whom it is taken to, the first of them first. */
const levels = (world: World): readonly (readonly string[])[] => [
  centreOf(world),
  postsAbove(world, 'director-general'),
]

/** How often the clock has asked since all of it was last answered. */
const timesAsked = ({ entries }: Matter): number =>
  entries
    .slice(entries.findLastIndex(({ marks }) => marks.includes('access answered')) + 1)
    .filter(({ step }) => step === 'ask-for-access').length

const dayInWords = (on: unknown): string => {
  const found = findDay(String(on ?? ''))
  return found ? formatDay(found) : ''
}

interface Recorded {
  /** Its place among what was recorded, from 1. */
  readonly number: number
  readonly answers: Answers
}

/** What was recorded and has no answer yet: each is answered by itself, and those who may not read which it was know how many are left. */
function waiting({ entries }: Matter): readonly Recorded[] {
  const left = new Map<number, Recorded>()
  let number = 0
  for (const { step, answers } of entries) {
    if (step === 'log-access') left.set(++number, { number, answers })
    if (step === 'answer-access') left.delete(Number(answers.which ?? [...left.keys()][0]))
  }
  return [...left.values()]
}

const reachedBy = (matter: Matter, world: World) => levels(world).slice(0, timesAsked(matter)).flat()

const above = audience(
  'the Scrutiny and Intelligence Unit and the Director General, should nobody answer',
  ({ world }) => levels(world).flat(),
)
const reached = audience('those above the governor to whom it has been taken', ({ matter, world }) =>
  reachedBy(matter, world),
)

/** It was taken a level further up: once all have been reached, asking again reaches nobody new. */
const isTakenFurther = ({ matter, world }: Pick<Taking, 'matter' | 'world'>): boolean =>
  timesAsked(matter) <= levels(world).length

/** Whether whoever has this key took it up at any time: then what happened is open to them already. */
const tookUp = (matter: Matter, key: string): boolean =>
  matter.entries.some(({ step, by }) => step === 'take-up' && (by.post === key || by.unit === key))

const onTheDay = {
  clause: 'HH-8',
  part: 'course',
  dates: () => ({ limit: days(0) }),
  basis: 'our default',
  when: isTakenFurther,
} as const satisfies Partial<Rule>

/** What the governor owes once it is written down; and, once it has been taken to those above, what falls to them. */
export const accessRules = {
  access: {
    clause: 'HH-8',
    label: 'Answer for access that was refused or delayed',
    owedBy: governor,
    part: 'course',
    from: ['access refused'],
    until: ['access answered'],
    // The very day: it is late as that day ends.
    dates: () => ({ limit: days(0) }),
    basis: 'our default',
    by: 'answer-access',
    chase: { step: 'ask-for-access', every: { hours: 1 } },
  },
  'take up access': {
    ...onTheDay,
    label: 'Take up access that was refused or delayed: the governor has not answered',
    owedBy: audience(reached.words, ({ matter, world }) =>
      reachedBy(matter, world).filter(key => !tookUp(matter, key)),
    ),
    from: ['access asked for again'],
    until: ['access taken up', 'access answered'],
    by: 'take-up',
  },
  'answer for access above': {
    ...onTheDay,
    label: 'Answer for access that was refused or delayed, in the governor’s place',
    owedBy: audience('whoever took it up', ({ matter, world }) =>
      reachedBy(matter, world).filter(key => tookUp(matter, key)),
    ),
    from: ['access asked for again', 'access taken up'],
    until: ['access answered'],
    by: 'answer-access',
  },
  'promised access': {
    clause: 'HH-8',
    label: 'Give the access that was promised',
    owedBy: governor,
    part: 'course',
    from: ['access promised'],
    until: ['access given'],
    dates: ({ matter }) => {
      const on = findDay(String(lastAnswer(matter, 'promised')))
      return { limit: on && { day: on, working: `The day it was promised for, ${formatDay(on)}` } }
    },
    basis: 'agreed',
    by: 'say-access-given',
  },
} as const satisfies Readonly<Record<string, Rule>>

const takenTo = whoever('whoever it was taken to because the governor had not answered', (me, matter, world) =>
  isAmong(me, reachedBy(matter, world)),
)
const answering = whoever('the governor, or whoever took it up', (me, matter) => holds(me, matter, 'HMPPS', 'access'))

const unanswered: readonly Condition[] = [before('access answered', 'It has been answered')]
const refused: Condition = {
  needs: ['access refused'],
  holds: ({ matter }) => has(matter, 'access refused'),
  otherwise: 'No access was refused or delayed',
}

const isFirst = (matter: Matter) => matter.entries.filter(({ step }) => step === 'log-access').length === 1

/** When it may be written down, and what is asked of what was refused. */
interface Logging {
  readonly label: string
  readonly open: readonly Condition[]
  readonly to: Question<string>
  readonly at: Question<string> | Question<string | undefined>
  /** The first day on which anybody can have been refused. */
  since?(matter: Matter): Day | undefined
}

const logAccess = ({ label, open, to, at, since }: Logging) =>
  step({
    clauses: ['HH-8'],
    label,
    about:
      'The governor answers it today. If nobody has by the end of the day, it goes to the Scrutiny and Intelligence Unit, and then to the Director General.',
    by: planners,
    open,
    adds: true,
    part: 'course',
    asks: {
      to,
      on: day('On which day?', 'Give the day', { part: 'access', notAfterToday: true }),
      at,
      happened: paragraph('What happened?', 'Say what happened', { part: 'access' }),
    },
    refuse: ({ answers, matter }) => {
      const from = since?.(matter)
      return from && answers.on < from
        ? {
            field: 'on',
            words: `Nobody was there before ${formatDay(from)}, to be refused or kept waiting`,
            next: 'Give that day or a later one.',
          }
        : undefined
    },
    marks: 'access refused',
    clears: 'access answered',
    discloses: [
      { part: 'course', to: theClock, purpose: 'To count the hours; without what happened', clause: 'HH-8' },
      { part: ['course', 'access'], to: governor, purpose: 'To give access, and to answer', clause: 'HH-8' },
      {
        part: 'access',
        to: above,
        may: 'read',
        purpose: 'To see that access is given, when the governor has not answered',
        clause: 'HH-8',
        when: ({ matter }) => isFirst(matter),
      },
    ],
    tells: [governor],
    sets: ({ matter, world }) => ({ accessAt: `Access at ${placeName(matter, world)}`, refused: 'waiting' }),
    says: () => 'recorded that access was refused or delayed',
  })

const askForAccess = step({
  clauses: ['HH-8'],
  label: 'Take it one level further up',
  by: byTheClock,
  open: [refused, ...unanswered],
  part: 'course',
  asks: {},
  marks: 'access asked for again',
  discloses: [{ part: 'course', to: reached, purpose: 'The governor has not answered in the day', clause: 'HH-8' }],
  tells: [governor, reached, owner],
  says: () => 'asked again: nobody has answered for the access that was refused or delayed',
})

const takeUp = step({
  clauses: ['HH-8'],
  label: 'Take it up and open it',
  about: 'The governor has not answered in the day. Taking it up shows you what happened; you then answer it.',
  by: takenTo,
  open: [refused, ...unanswered],
  part: 'course',
  asks: {},
  accepts: ['access'],
  marks: 'access taken up',
  tells: [owner, governor],
  says: () => 'took it up',
})

const whichOne = oneOf(
  'Which do you answer for?',
  'Choose which you answer for: each is answered by itself',
  ({ matter }) =>
    waiting(matter).map(({ number, answers }) => ({
      value: String(number),
      text: [refusals[answers.to as keyof typeof refusals], dayInWords(answers.on), answers.at]
        .filter(Boolean)
        .join(', '),
      hint: String(answers.happened ?? ''),
    })),
  { part: 'access' },
)
const which: typeof whichOne = {
  ...whichOne,
  // Where there is one alone, it is that one.
  understand: (raw, taking) => {
    const [first, ...others] = waiting(taking.matter)
    return whichOne.understand((raw ?? '') === '' && first && others.length === 0 ? String(first.number) : raw, taking)
  },
  show: answer => `Number ${answer} of those recorded`,
}

const answerAccess = step({
  clauses: ['HH-8'],
  label: 'Answer for the access that was refused or delayed',
  by: answering,
  open: [refused, ...unanswered],
  adds: true,
  part: 'course',
  asks: {
    which,
    given: yesOrNo('Has access been given now?', 'Say whether access has been given now', { part: 'access' }),
    answer: paragraph('Why was it so, and what was done?', 'Say why it was so and what was done', { part: 'access' }),
    promised: onlyIf(
      'given',
      false,
      day('On which day will it be given?', 'Access can’t be refused: say on which day it will be given', {
        part: 'access',
        notBeforeToday: true,
      }),
    ),
  },
  marks: {
    'access answered': ({ matter }) => waiting(matter).length <= 1,
    'access promised': ({ answers }) => !answers.given,
  },
  tells: [owner, reached, governor],
  sets: ({ matter }) =>
    has(matter, 'access answered') ? { refused: has(matter, 'access promised') ? 'promised' : 'given' } : {},
  says: () => 'answered for the access that was refused or delayed',
})

const firstRefused = ({ entries }: Matter): Day | undefined =>
  entries
    .flatMap(({ step: name, answers }) => (name === 'log-access' ? (findDay(String(answers.on)) ?? []) : []))
    .toSorted()[0]

/** What was promised is not given by being promised: whoever sees that it was, says so. */
const sayAccessGiven = step({
  clauses: ['HH-8'],
  label: 'Say that access was given as promised',
  by: anyOf(planners, answering),
  open: [
    {
      needs: ['access promised'],
      holds: ({ matter }) => has(matter, 'access promised'),
      otherwise: 'No access is promised that has not been given',
    },
  ],
  adds: true,
  part: 'course',
  asks: {
    since: day('Since which day?', 'Give the day', { part: 'access', notAfterToday: true }),
    at: optional(text('At what time was it given?', '', { part: 'access', example: '11:30' })),
  },
  refuse: ({ answers, matter }) => {
    const refusedOn = firstRefused(matter)
    return refusedOn && answers.since < refusedOn
      ? {
          field: 'since',
          words: `It was refused or delayed on ${formatDay(refusedOn)}: it can’t have been given as promised before`,
          next: 'Give that day or a later one.',
        }
      : undefined
  },
  marks: 'access given',
  clears: 'access promised',
  tells: [owner, reached, governor],
  // Another that was refused since may be waiting still.
  sets: ({ matter }) => (has(matter, 'access answered') ? { refused: 'given' } : {}),
  says: () => 'said that access was given as promised',
})

/** The steps of the record, for a procedure in which access may be refused. */
export const accessSteps = (logging: Logging): Readonly<Record<string, Step>> => ({
  'log-access': logAccess(logging),
  'take-up': takeUp,
  'answer-access': answerAccess,
  'say-access-given': sayAccessGiven,
  'ask-for-access': askForAccess,
})
