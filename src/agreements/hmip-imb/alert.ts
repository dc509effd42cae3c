import { days } from '../../calendar/period.ts'
import { warnings, warnOfStale } from '../../engine/contact.ts'
import type { Rule } from '../../engine/deadline.ts'
import { has, lastAnswers, type Matter, type Me } from '../../engine/matter.ts'
import { afterAny, before, step, type Condition, type Procedure } from '../../engine/procedure.ts'
import { choice, choices, documents, optional, paragraph, place, text } from '../../engine/question.ts'
import { allOf, audience, called, inPost, of, owner, owning, together, whoever } from '../../engine/who.ts'
import type { Taking, World } from '../../engine/world.ts'
import { official, sensitive } from '../../letters/marking.ts'
import { ended, open } from '../ending.ts'
import { byTheClock, isAmong, keysOf, theClock } from '../who.ts'
import { boardsAt, noBoard } from './who.ts'

/**
 * The inspectorate raises the alarm about something serious at a place: with its board, with the National Chair of the
 * boards, or with both (HI-8e). Each acknowledges it by name and time. A board that has not, as the day ends, is asked hour
 * by hour: its chair, then the regional representative, then the National Chair. They are offered the alert as it is raised
 * and open it by taking it up, so that the clock, which shows them its course, never holds what is in it.
 */

const recipients = { board: 'The board there', 'national-chair': 'The National Chair of the boards' } as const
type Recipient = keyof typeof recipients

const origins = { intelligence: 'Intelligence', inspection: 'An inspection' } as const

// Whom it goes to

type Where = Pick<Taking, 'matter' | 'world'>

const nationalChairs = ({ directory }: World) => keysOf(directory.posts({ body: 'IMB', kind: 'national-chair' }))

const addressed = (matter: Matter): readonly unknown[] =>
  (lastAnswers(matter, 'raise')?.to as readonly Recipient[] | undefined) ?? []

/** Whether a board is alerted: one is meant, and there is one. */
const toBoard = (world: World, { to, place: at }: { to: readonly unknown[]; place: string | undefined }): boolean =>
  to.includes('board') && boardsAt(world, at).length > 0

const boardOf = ({ matter, world }: Where): readonly string[] =>
  toBoard(world, { to: addressed(matter), place: matter.place }) ? boardsAt(world, matter.place) : []

/** The National Chair, when alerted; and always where there is no board (decision 8). */
const chairOf = (where: Where): readonly string[] =>
  addressed(where.matter).includes('national-chair') || boardOf(where).length === 0 ? nationalChairs(where.world) : []

/** Those above a board that has not acknowledged it: after its own chair has been asked, a level for each hour. */
function levelsOf(where: Where): readonly (readonly string[])[] {
  if (boardOf(where).length === 0) return []
  const chair = chairOf(where)
  return [
    [],
    keysOf(where.world.directory.posts({ body: 'IMB', kind: 'regional' })),
    nationalChairs(where.world).filter(key => !chair.includes(key)),
  ]
}

const timesAsked = ({ entries }: Matter): number => entries.filter(entry => entry.step === 'ask-board-again').length

const reachedBy = (where: Where): readonly string[] => levelsOf(where).slice(0, timesAsked(where.matter)).flat()

const board = audience('the board there, if there is one', boardOf)
const chairOfBoard = audience('the chair of that board', where =>
  boardOf(where).flatMap(unit => keysOf(where.world.directory.posts({ unit, kind: 'chair' }))),
)
const nationalChair = audience('the National Chair, if alerted or if there is no board', chairOf)
const above = audience('those above the board, should it not acknowledge it', where => levelsOf(where).flat())
const reached = audience('those above the board whom it has been taken to', reachedBy)
const alerted = together(board, nationalChair)
/** The same before it is raised, when that is only in the answers. */
const toBeAlerted = audience('whoever is to be alerted', ({ answers, world }) => {
  const { to, place: at } = answers as { readonly to: readonly unknown[]; readonly place: string }
  const boards = toBoard(world, { to, place: at }) ? boardsAt(world, at) : []
  return to.includes('national-chair') || boards.length === 0 ? [...boards, ...nationalChairs(world)] : boards
})

const ofBoard = (me: Me, where: Where) => isAmong(me, boardOf(where))

const raising = called(
  'those at the inspectorate who handle correspondence or intelligence, or lead inspections',
  allOf(of('HMIP'), inPost('coordinator', 'sanctions-officer', 'team-leader', 'intelligence', 'deputy')),
)
const theAlerted = whoever('the board or the National Chair, whoever was alerted', (me, matter, world) =>
  isAmong(me, alerted.readers({ matter, me, world, answers: {} })),
)
const takenTo = whoever(
  'whoever it is taken to when the board has not acknowledged it by the end of the day',
  (me, matter, world) => isAmong(me, reachedBy({ matter, world })),
)
const knowing = whoever('whoever at the boards has it', (me, matter) => me.body === 'IMB' && matter.parts.has('reply'))

const boardSaid = 'acknowledged by the board'
const chairSaid = 'acknowledged by the National Chair'
const unansweredByBoard: readonly Condition[] = [
  ...open,
  before(boardSaid, 'The board has acknowledged it'),
  before('taken up', 'Somebody above the board has taken it up'),
]

/** The alert is to be acknowledged on its very day: it is late as that day ends, and asked for every hour. */
const onTheDay = {
  clause: 'HI-8e',
  label: 'Acknowledge an alert to something serious',
  part: 'course',
  fallsAway: ['withdrawn', 'closed'],
  dates: () => ({ limit: days(0) }),
  basis: 'our default',
  by: 'acknowledge',
} as const satisfies Partial<Rule>
const hourly = { hours: 1 }

export const seriousIssue: Procedure = {
  name: 'serious-issue',
  prefix: 'ALT',
  title: 'Alerts to something serious',
  one: 'an alert to something serious',
  parts: {
    course: { label: 'Its course', marking: official },
    alert: { label: 'What is serious', marking: sensitive, searched: true },
    reply: { label: 'What the boards say', marking: sensitive, searched: true },
  },
  stages: { raised: 'Raised', acknowledged: 'Acknowledged', closed: 'Closed' },
  columns: {
    line: { label: 'What is serious', part: 'alert' },
    about: { label: 'About', part: 'course' },
    from: { label: 'From', part: 'alert', values: origins },
    to: { label: 'Alerted', part: 'course', values: recipients },
    ended,
  },
  heads: ['line', 'about'],
  atPlace: { under: 'concerns', leavesOut: ['closed'] },
  lends: { part: 'alert', outcome: 'ended' },
  log: { shows: ['from', 'to'], narrowsBy: ['to', 'from', 'ended'], counts: ['to', 'from', 'ended'] },
  begins: 'raise',
  owner: ({ me }) => me.unit,
  rules: {
    'board acknowledges': {
      ...onTheDay,
      owedBy: board,
      from: ['board alerted'],
      until: [boardSaid, 'taken up'],
      chase: { step: 'ask-board-again', every: hourly },
    },
    'take up': {
      ...onTheDay,
      label: 'Take up an alert that the board has not acknowledged',
      owedBy: reached,
      from: ['board asked again'],
      until: [boardSaid, 'taken up'],
      // Once all have been reached, asking again reaches nobody new.
      when: where => timesAsked(where.matter) <= levelsOf(where).length,
      by: 'take-up',
    },
    'National Chair acknowledges': {
      ...onTheDay,
      owedBy: nationalChair,
      from: ['National Chair alerted'],
      until: [chairSaid],
      chase: { step: 'ask-national-chair-again', every: hourly },
    },
  },
  steps: {
    raise: step({
      clauses: ['HI-8e'],
      label: 'Alert the boards to something serious',
      about:
        'Intelligence or an inspection shows that something serious is wrong at a place. The board there, the National Chair or both are told at once, and are asked hour by hour once the day has ended without an answer.',
      by: raising,
      part: 'course',
      asks: {
        place: place('Which place is it about?', 'Choose the place it is about'),
        to: choices('Whom do you alert?', 'Choose whom you alert', recipients, {
          hint: 'One or both. Where a place has no board, it goes to the National Chair.',
        }),
        line: text('In one line, what is serious?', 'Say in one line what is serious', {
          part: 'alert',
          example: 'Nobody answers cell bells at night',
        }),
        from: choice('What brought it to light?', 'Choose what brought it to light', origins, { part: 'alert' }),
        issue: paragraph('What do you know?', 'Say what you know', {
          part: 'alert',
          hint: 'They read all of this. Leave out who told you, and anything you may not pass on.',
        }),
        ask: optional(paragraph('What do you ask of them?', '', { part: 'alert' })),
        papers: documents('Papers they may have', { part: 'alert' }),
      },
      warn: taking => {
        const { answers, world } = taking
        const none = answers.to.includes('board') ? noBoard(world, answers.place) : undefined
        return warnings(none && `${none}: it goes to the National Chair alone.`, warnOfStale(toBeAlerted)(taking))
      },
      marks: {
        'board alerted': ({ answers, world }) => toBoard(world, answers),
        'National Chair alerted': ({ answers, world }) =>
          answers.to.includes('national-chair') || !toBoard(world, answers),
      },
      to: 'raised',
      discloses: [
        { part: 'course', to: theClock, purpose: 'To count the hours; without what is serious', clause: 'HI-8e' },
        {
          part: ['course', 'alert', 'reply'],
          to: alerted,
          purpose: 'To know of something serious and to act on it as they see fit',
          clause: 'HI-8e',
          conditions: ['For the board and those above it: the place itself is not told by this'],
        },
        {
          part: ['alert', 'reply'],
          to: above,
          may: 'read',
          purpose: 'To act on it, if the board does not acknowledge it by the end of the day',
          clause: 'HI-8e',
          conditions: ['For the board and those above it: the place itself is not told by this'],
        },
      ],
      tells: [alerted],
      sets: ({ answers, matter, world }) => ({
        line: answers.line,
        about: `Something serious at ${world.directory.place(answers.place).name}`,
        from: answers.from,
        to: [
          ...(boardOf({ matter, world }).length > 0 ? ['board'] : []),
          ...(chairOf({ matter, world }).length > 0 ? ['national-chair'] : []),
        ],
      }),
      says: ({ answers, world }) => {
        const at = String(answers.place)
        const to = answers.to as readonly Recipient[]
        const none = to.includes('board') ? noBoard(world, at) : undefined
        const { name } = world.directory.place(at)
        if (none) return `alerted the National Chair alone to something serious: ${none}`
        const whom = [to.includes('board') && 'the board', to.includes('national-chair') && 'the National Chair']
        return `alerted ${whom.filter(Boolean).join(' and ')} to something serious at ${name}`
      },
    }),

    acknowledge: step({
      clauses: ['HI-8e'],
      label: 'Acknowledge it',
      about: 'The inspectorate sees that you have it, by your name and the time.',
      by: theAlerted,
      open,
      part: 'course',
      asks: {
        first: optional(paragraph('Anything to say at once', '', { part: 'reply' })),
      },
      refuse: ({ matter, me, world }) =>
        has(matter, ofBoard(me, { matter, world }) ? boardSaid : chairSaid)
          ? {
              words: ofBoard(me, { matter, world }) ? 'The board has acknowledged it' : 'You have acknowledged it',
              next: 'Say what you are doing about it instead.',
            }
          : undefined,
      marks: {
        [boardSaid]: ({ me, matter, world }) => ofBoard(me, { matter, world }),
        [chairSaid]: ({ me, matter, world }) => !ofBoard(me, { matter, world }),
      },
      to: 'acknowledged',
      tells: [owner, alerted, reached],
      says: () => 'acknowledged it',
    }),

    'ask-board-again': step({
      clauses: ['HI-8e'],
      label: 'Ask the board again, one level further up',
      by: byTheClock,
      open: unansweredByBoard,
      part: 'course',
      asks: {},
      marks: 'board asked again',
      discloses: [
        { part: 'course', to: reached, purpose: 'The board has not acknowledged it in its day', clause: 'HI-8e' },
      ],
      tells: [chairOfBoard, reached, owner],
      says: () => 'asked again: the board has not acknowledged it',
    }),

    'ask-national-chair-again': step({
      clauses: ['HI-8e'],
      label: 'Ask the National Chair again',
      by: byTheClock,
      open: [...open, before(chairSaid, 'The National Chair has acknowledged it')],
      part: 'course',
      asks: {},
      tells: [nationalChair, owner],
      says: () => 'asked again: the National Chair has not acknowledged it',
    }),

    'take-up': step({
      clauses: ['HI-8e'],
      label: 'Take it up and open it',
      about:
        'The board has not acknowledged it in its day. Taking it up acknowledges it in your name, and shows you what is serious.',
      by: takenTo,
      open: unansweredByBoard,
      part: 'course',
      asks: {},
      accepts: ['alert', 'reply'],
      marks: 'taken up',
      to: 'acknowledged',
      tells: [owner, alerted, reached],
      says: () => 'took it up',
    }),

    reply: step({
      clauses: ['HI-8e'],
      label: 'Say what you are doing about it',
      about: 'The inspectorate reads this, and whoever else at the boards has the alert.',
      by: knowing,
      open,
      adds: true,
      part: 'reply',
      asks: {
        doing: paragraph('What are you doing, or what do you know of it?', 'Say what you are doing or know'),
        papers: documents('Papers'),
      },
      tells: [owner, alerted, reached],
      says: () => 'said what is being done',
    }),

    close: step({
      clauses: ['HI-8e'],
      label: 'Close it',
      about: 'When nothing more is to be said about it here.',
      by: owning,
      open: [...open, afterAny([boardSaid, chairSaid, 'taken up'], 'Nobody has acknowledged it yet')],
      part: 'course',
      asks: { remark: optional(paragraph('Anything to tell them', '', { part: 'reply' })) },
      marks: 'closed',
      to: 'closed',
      sets: () => ({ ended: 'closed' }),
      tells: [alerted, reached],
      says: () => 'closed it',
    }),

    withdraw: step({
      clauses: ['HI-8e'],
      label: 'Withdraw it',
      about:
        'When it was raised by mistake. Those who had it keep only that there was something, and that you took it back.',
      by: owning,
      // At any time: what was closed is still before whoever had it.
      open: [before('withdrawn', 'It was withdrawn')],
      part: 'course',
      asks: {},
      marks: 'withdrawn',
      to: 'closed',
      sets: () => ({ ended: 'withdrawn' }),
      recalls: [{ part: ['alert', 'reply'], from: together(alerted, above), clause: 'HI-8e' }],
      tells: [alerted, reached],
      says: () => 'withdrew it',
    }),
  },
}
