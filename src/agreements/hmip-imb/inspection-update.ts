import { dayOf, findDay, formatDay, later, type Day } from '../../calendar/day.ts'
import { dueDay } from '../../calendar/due.ts'
import { before as backwards, weeks, workingDays } from '../../calendar/period.ts'
import type { Setting } from '../../engine/agreement.ts'
import type { Rule } from '../../engine/deadline.ts'
import { has, lastAnswer, type Matter } from '../../engine/matter.ts'
import { after, before, provided, step, type Condition, type Procedure, type Refusal } from '../../engine/procedure.ts'
import {
  choice,
  coded,
  day,
  documents,
  onlyIf,
  optional,
  paragraph,
  place,
  references,
  text,
} from '../../engine/question.ts'
import { allOf, audience, called, inPost, inUnit, of, owner, together } from '../../engine/who.ts'
import type { Taking } from '../../engine/world.ts'
import { official, sensitive } from '../../letters/marking.ts'
import { heads, teams, writers } from '../hmip-hmpps/report/who.ts'
import { byTheClock, keysOf, theClock } from '../who.ts'
import { boardsAt, byBoard, bySecretariat, nationalUnit, noBoard, secretariat, theBoard } from './who.ts'

/**
 * The board’s part in an inspection (HI-6b, HI-8b to HI-8d, HI-8f, HI-9a, HI-9b). Only an inspection whose establishment has
 * been told opens one: its own step does, and is asked in the same act to keep this one’s reference, by its step `board-told`
 * with `{ update: [reference] }`. So there is none of an inspection that is still secret. Calling the inspection off ends it by
 * `call-off`, and publishing the report by `report-published`, both taken from there.
 */

type Where = Pick<Taking, 'matter' | 'world'>

const coordinators = audience('inspection coordinators', ({ world: { directory } }) =>
  keysOf(directory.posts({ body: 'HMIP', kind: 'coordinator' })),
)
const byTeam = called('the inspection teams', allOf(of('HMIP'), inUnit('inspection')))
const byCoordinator = called('an inspection coordinator', allOf(of('HMIP'), inPost('coordinator')))
const governor = audience('the governor there', ({ matter, world }) =>
  matter.place === undefined
    ? []
    : keysOf(world.directory.posts({ body: 'HMPPS', kind: 'governor', place: matter.place })),
)

// ── The days of the inspection ───────────────────────────────────────────────────────────────────────────────────────

const said = (matter: Matter, question: string): Day | undefined => findDay(String(lastAnswer(matter, question)))

/** As it stands now: what was agreed for a day before the inspection now begins is to be agreed anew. */
function told(matter: Matter, question: 'began' | 'meeting' | 'debrief'): Day | undefined {
  const [on, began] = [said(matter, question), said(matter, 'began')]
  return on && began && on < began ? undefined : on
}

/** Days that stand in the wrong order, told before anybody plans by them. */
function outOfOrder(began: Day | undefined, days: { meeting?: Day; debrief?: Day }): Refusal | undefined {
  for (const [field, what] of [
    ['meeting', 'The meeting with the board'],
    ['debrief', 'The debrief'],
  ] as const)
    if (began && days[field] && days[field] < began)
      return {
        field,
        words: `${what} can’t be on ${formatDay(days[field])}: the inspection begins on ${formatDay(began)}`,
        next: 'Give that day or a later one.',
      }
  return undefined
}

/** The inspection’s second day, by which the chair is met: the working day after the first. */
const secondDay = ({ matter, world }: Where): Day | undefined => {
  const began = told(matter, 'began')
  return began && dueDay(began, workingDays(1), world.calendar)
}

/** A board has its own time from the day it is told, should that be after the inspection began. */
const boardsFirstDay = ({ matter, world }: Where): Day | undefined => {
  const began = told(matter, 'began')
  const opened = dayOf(matter.milestones.get('opened') ?? world.now)
  return began && later(began, opened)
}

// ── What is owed ─────────────────────────────────────────────────────────────────────────────────────────────────────

const within = { ask: 'update-ask-imb', notice: 'debrief-notice-imb' } as const

/** The agreement says only: at each inspection, and while it lasts. */
export const updateSettings: Readonly<Record<string, Setting>> = {
  [within.ask]: {
    label: 'Ask the board for its update, once told of an inspection, within (the monitoring boards)',
    period: workingDays(1),
    body: 'IMB',
  },
  [within.notice]: {
    label: 'Tell the governor that the board should be at the debrief within (the monitoring boards)',
    period: workingDays(3),
    body: 'IMB',
  },
}

/** Nothing is owed by a board, or to one, where there is none. */
const ofABoard = {
  part: 'course',
  from: ['opened'],
  fallsAway: ['called off', 'published'],
  when: ({ matter, world }) => boardsAt(world, matter.place).length > 0,
  recounted: { on: ['dates changed'], because: ({ answers }) => String(answers.because) },
} as const satisfies Partial<Rule>

const rules: Procedure['rules'] = {
  'ask the board': {
    ...ofABoard,
    clause: 'HI-6b',
    label: 'Ask the board for its update',
    owedBy: secretariat,
    until: ['board asked', 'concerns told'],
    recounted: undefined,
    dates: ({ world }) => ({ limit: world.period(within.ask) }),
    basis: 'our default',
    by: 'ask-board',
  },
  'concerns told': {
    ...ofABoard,
    clause: 'HI-9a',
    label: 'Tell the inspectors what concerns the board',
    owedBy: theBoard,
    until: ['concerns told'],
    starts: boardsFirstDay,
    dates: ({ matter }) => {
      const meeting = told(matter, 'meeting')
      return {
        limit: meeting
          ? { day: meeting, working: `The first meeting with the inspectors, on ${formatDay(meeting)}` }
          : workingDays(1),
      }
    },
    basis: 'the agreement',
    by: 'tell-concerns',
    chase: { step: 'ask-board-again', every: weeks(1) },
  },
  'liaison officer': {
    ...ofABoard,
    clause: 'HI-8c',
    label: 'Confirm that the prison’s liaison officer has told the board',
    owedBy: coordinators,
    until: ['told by liaison officer'],
    dates: ({ matter }) => {
      const began = told(matter, 'began')
      return { limit: began && { day: began, working: `The inspection’s first day, ${formatDay(began)}` } }
    },
    basis: 'the agreement',
    by: 'confirm-told',
  },
  'meet the chair': {
    ...ofABoard,
    clause: 'HI-8d',
    label: 'Meet the board’s chair or vice chair',
    owedBy: owner,
    until: ['met'],
    starts: ({ matter }) => told(matter, 'began'),
    dates: () => ({ limit: workingDays(1) }),
    basis: 'our default',
    by: 'meet-chair',
  },
  'tell the governor': {
    ...ofABoard,
    clause: 'HI-9b',
    label: 'Tell the governor that the board should be at the debrief',
    owedBy: theBoard,
    until: ['governor told'],
    starts: boardsFirstDay,
    dates: ({ matter, world }) => {
      const debrief = told(matter, 'debrief')
      const eve = debrief && dueDay(debrief, backwards(workingDays(1)), world.calendar)
      return {
        limit: eve
          ? {
              day: later(eve, world.today),
              working: `Before the debrief on ${formatDay(debrief)}`,
            }
          : world.period(within.notice),
      }
    },
    basis: 'our default',
    by: 'tell-governor',
  },
}

// ── When a step is open ──────────────────────────────────────────────────────────────────────────────────────────────

const underWay: readonly Condition[] = [
  before('called off', 'The inspection was called off'),
  before('published', 'The report has been published'),
]
const withBoard = provided(
  ({ matter, world }) => boardsAt(world, matter.place).length > 0,
  'There is no monitoring board at this place',
)
const ofBoard: readonly Condition[] = [withBoard, ...underWay]

export const inspectionUpdate: Procedure = {
  name: 'inspection-update',
  prefix: 'UPD',
  title: 'Boards’ part in inspections',
  one: 'a board’s part in an inspection',
  parts: {
    course: { label: 'Its course', marking: official },
    inspection: { label: 'Which inspection', marking: official },
    concerns: { label: 'What the board says', marking: sensitive, searched: true },
    debrief: { label: 'The board at the debrief', marking: official },
    report: { label: 'The report', marking: official },
  },
  stages: {
    open: 'Inspection under way',
    told: 'The board has said what concerns it',
    met: 'The chair was met',
    over: 'Report published, or inspection called off',
  },
  columns: {
    about: { label: 'About', part: 'course' },
    notice: { label: 'About', part: 'debrief' },
    began: { label: 'Inspection begins', part: 'course', is: 'day' },
    concerns: {
      label: 'Board’s concerns',
      part: 'course',
      values: { awaited: 'Awaited', meeting: 'To be told in person', told: 'Told', none: 'No board there' },
    },
    met: { label: 'Chair met', part: 'course', is: 'day' },
    published: { label: 'Report published', part: 'report', is: 'day' },
  },
  heads: ['about', 'notice'],
  // From when the board has said what concerns it until the report is there.
  atPlace: { under: 'concerns', on: ['began'], shows: ['concerns'], leavesOut: ['open', 'over'] },
  log: {
    shows: ['began', 'concerns', 'met'],
    narrowsBy: ['concerns'],
    counts: ['concerns'],
    times: { 'concerns told': 'To the board’s concerns', met: 'To meeting the chair' },
  },
  begins: 'open',
  follows: true,
  owner: taking => teams.readers(taking)[0] ?? taking.me.unit,
  openBetween: together(owner, theBoard, secretariat),
  keepsTold: together(owner, theBoard, secretariat),
  rules,
  steps: {
    open: step({
      clauses: ['HI-8b', 'HI-6b'],
      label: 'Tell the boards of an inspection',
      about: 'It is done from the page of the inspection, once the establishment has been told.',
      by: writers,
      part: 'course',
      asks: {
        place: place('Which place is inspected?', 'Choose the place that is inspected'),
        inspection: references('The inspection’s reference', {
          of: { prefix: 'INS', what: 'inspection' },
          one: true,
          part: 'inspection',
          missing: 'Tell the board from the page of the inspection',
        }),
        began: day('On which day does the inspection begin?', 'Give the day the inspection begins'),
        meeting: optional(day('On which day does the team meet the board’s chair, if that is agreed?', '')),
        debrief: optional(day('On which day is the debrief to be?', '')),
      },
      refuse: ({ answers }) => outOfOrder(answers.began, answers),
      marks: 'opened',
      to: 'open',
      discloses: [
        { part: 'course', to: theClock, purpose: 'To count the days', clause: 'HI-9a' },
        {
          part: 'course',
          to: secretariat,
          purpose: 'To know of the inspection, and to ask the board for its part',
          clause: 'HI-8b',
        },
        {
          part: ['course', 'concerns', 'debrief'],
          to: theBoard,
          purpose: 'To tell the inspectors what concerns it',
          clause: 'HI-8b',
          conditions: ['For the board: nobody at the establishment sees what it says here'],
        },
        {
          part: ['course', 'inspection', 'report'],
          to: heads,
          purpose: 'They answer for the inspection',
          clause: 'HI-8b',
        },
      ],
      sets: ({ answers, matter, world }) => ({
        about: `Inspection of ${world.directory.place(answers.place).name}`,
        began: answers.began,
        concerns: boardsAt(world, matter.place).length > 0 ? 'awaited' : 'none',
      }),
      links: ({ answers }) => answers.inspection,
      also: ({ matter, answers }) =>
        answers.inspection.map(reference => ({
          reference,
          step: 'board-told',
          answers: { update: [matter.reference] },
        })),
      says: ({ answers, world }) => {
        const at = String(answers.place)
        const none = noBoard(world, at)
        return none
          ? `told the secretariat alone of the inspection: ${none}`
          : `told the board and the secretariat of the inspection of ${world.directory.place(at).name}`
      },
    }),

    'change-dates': step({
      clauses: ['HI-8b'],
      label: 'Change the days of the inspection',
      about: 'Leave empty what stays as it is. The board and the secretariat are told.',
      by: writers,
      open: underWay,
      part: 'course',
      adds: true,
      asks: {
        began: optional(day('On which day does it begin?', '')),
        meeting: optional(day('On which day does the team meet the board’s chair?', '')),
        debrief: optional(day('On which day is the debrief?', '')),
        because: text('Why?', 'Say why', { example: 'The meeting was agreed with the chair' }),
      },
      refuse: ({ matter, answers }) =>
        answers.began || answers.meeting || answers.debrief
          ? outOfOrder(answers.began ?? told(matter, 'began'), answers)
          : { field: 'began', words: 'Give at least one day that changes' },
      warn: ({ matter, answers, world }) => {
        const second = secondDay({ matter, world })
        return !answers.began && answers.meeting && second && answers.meeting > second
          ? `The chair is to be met by the inspection’s second day, ${formatDay(second)}.`
          : undefined
      },
      marks: 'dates changed',
      sets: ({ answers }) => (answers.began ? { began: answers.began } : {}),
      says: () => 'changed the days of the inspection',
    }),

    'ask-board': step({
      clauses: ['HI-6b'],
      label: 'Ask the board for its update',
      about: 'For the Management Board. The board answers the inspectors itself, in writing or when it meets them.',
      by: bySecretariat,
      open: ofBoard,
      part: 'course',
      asks: {
        ask: optional(
          paragraph('Anything that you ask of the board in particular?', '', {
            hint: 'The board and the inspectors read this.',
          }),
        ),
      },
      marks: 'board asked',
      says: () => 'asked the board to tell the inspectors how things are',
    }),

    'tell-concerns': step({
      clauses: ['HI-9a', 'HI-6b'],
      label: 'Tell the inspectors what concerns the board',
      about: 'A few lines are enough. The inspectors read it; nobody at the establishment does. You can add to it.',
      by: byBoard,
      open: ofBoard,
      adds: true,
      part: 'course',
      asks: {
        how: choice('How will you tell them?', 'Choose how you will tell them', {
          here: 'In writing, here',
          meeting: 'In person, when we meet',
        }),
        concerns: {
          ...onlyIf('how', 'here', paragraph('What concerns the board?', '', { part: 'concerns' })),
          missing: 'Say what concerns the board',
        },
        better: onlyIf(
          'how',
          'here',
          optional(paragraph('What is going well, or has got better?', '', { part: 'concerns' })),
        ),
        papers: onlyIf('how', 'here', documents('Papers for the inspectors', { part: 'concerns' })),
      },
      marks: { 'concerns told': ({ answers }) => answers.how === 'here' },
      to: { told: ({ answers, matter }) => answers.how === 'here' && !has(matter, 'met') },
      sets: ({ answers, matter }) =>
        answers.how === 'here' ? { concerns: 'told' } : has(matter, 'concerns told') ? {} : { concerns: 'meeting' },
      says: ({ answers }) =>
        answers.how === 'meeting'
          ? 'will tell the inspectors in person what concerns the board'
          : 'told the inspectors what concerns the board',
    }),

    'ask-board-again': step({
      clauses: ['HI-9a'],
      label: 'Ask the board again what concerns it',
      by: byTheClock,
      open: [...ofBoard, before('concerns told', 'The board has said what concerns it')],
      part: 'course',
      asks: {},
      says: () => 'asked again: the board has not said what concerns it',
    }),

    'confirm-told': step({
      clauses: ['HI-8c'],
      label: 'Confirm that the liaison officer has told the board',
      by: byCoordinator,
      open: ofBoard,
      part: 'course',
      asks: {
        officer: text('Who told the board?', 'Give the name of the liaison officer', {
          example: 'The prison’s liaison officer, by name',
        }),
        whom: text('Whom at the board did they tell?', 'Say whom they told', { example: 'The chair' }),
        on: day('On which day did they tell the board?', 'Give the day', { notAfterToday: true }),
        at: coded(
          'At what time did they?',
          'Give the time',
          /^([01]?\d|2[0-3])[:.][0-5]\d$/,
          'Give the time in 24 hours, like 14:30',
          '09:15',
        ),
      },
      marks: 'told by liaison officer',
      says: () => 'confirmed that the prison’s liaison officer has told the board',
    }),

    'meet-chair': step({
      clauses: ['HI-8d', 'HI-9a', 'HI-6b'],
      label: 'Record meeting the chair or vice chair',
      about: 'The board reads what you write, and can add to it.',
      by: byTeam,
      open: ofBoard,
      part: 'course',
      adds: true,
      asks: {
        who: choice('Whom did you meet?', 'Choose whom you met', {
          chair: 'The chair',
          'vice-chair': 'The vice chair',
          other: 'Another member, whom the chair sent',
        }),
        on: day('On which day?', 'Give the day', { notAfterToday: true }),
        views: paragraph('What does the board say?', 'Say what the board told you', { part: 'concerns' }),
      },
      refuse: ({ matter, answers }) => {
        const began = told(matter, 'began')
        return began && answers.on < began
          ? {
              field: 'on',
              words: `The inspection begins on ${formatDay(began)}; you can’t have met before`,
              next: 'If the inspection began sooner, change its days first.',
            }
          : undefined
      },
      marks: ['met', 'concerns told'],
      to: 'met',
      sets: ({ answers }) => ({ met: answers.on, concerns: 'told' }),
      says: ({ answers }) =>
        answers.who === 'chair'
          ? 'met the board’s chair'
          : answers.who === 'vice-chair'
            ? 'met the board’s vice chair'
            : 'met a member of the board, whom its chair sent',
    }),

    'tell-governor': step({
      clauses: ['HI-9b'],
      label: 'Tell the governor that the board should be at the debrief',
      about: 'The governor sees this notice, and nothing else that is kept here.',
      by: byBoard,
      open: [...ofBoard, before('governor told', 'The governor has been told')],
      part: 'debrief',
      asks: {
        how: choice('How is the governor told?', 'Choose how the governor is told', {
          now: 'By this notice',
          before: 'We have told the governor, and this is for the record',
        }),
        on: {
          ...onlyIf('how', 'before', day('On which day were they told?', '', { notAfterToday: true })),
          missing: 'Give the day the governor was told',
        },
        who: optional(text('Who will come for the board, if you know?', '', { example: 'The chair and one member' })),
      },
      marks: 'governor told',
      discloses: [
        {
          part: 'debrief',
          to: governor,
          purpose: 'To know that the board should be at the debrief which ends the inspection',
          clause: 'HI-9b',
        },
      ],
      tells: [governor],
      sets: ({ world, matter }) => ({
        notice: `The board at the debrief${matter.place === undefined ? '' : ` at ${world.directory.place(matter.place).name}`}`,
      }),
      says: () => 'told the governor that the board should be at the debrief',
    }),

    'report-published': step({
      clauses: ['HI-8f'],
      label: 'Send the report',
      follows: true,
      about: 'Publishing the report does this by itself.',
      by: writers,
      // At any time, and again: a report never waits to be published because of what was done here by hand.
      part: 'report',
      asks: {
        report: references('The report', {
          of: { prefix: 'RPT', what: 'report' },
          one: true,
          missing: 'Publish it from the page of the report',
        }),
        published: day('On which day was it published?', 'Give the day it was published', { notAfterToday: true }),
      },
      warn: () =>
        'Publishing the report does this by itself. Do it here only for a report that is public already, and was brought in later.',
      marks: 'published',
      to: 'over',
      discloses: [
        {
          part: 'report',
          to: together(theBoard, nationalUnit, secretariat),
          purpose: 'To read the report, and to draw on it in the board’s own monitoring',
          clause: 'HI-8f',
        },
      ],
      tells: [theBoard, nationalUnit, secretariat],
      sets: ({ answers }) => ({ published: answers.published }),
      links: ({ answers }) => answers.report,
      says: () => 'sent the report of the inspection',
    }),

    'call-off': step({
      clauses: ['HI-8b'],
      label: 'Say that the inspection was called off',
      follows: true,
      about: 'Calling the inspection off does this by itself.',
      by: writers,
      open: [after('opened', 'Nobody has been told'), ...underWay],
      part: 'course',
      asks: { because: optional(text('Why, if the board may know?', '')) },
      marks: 'called off',
      to: 'over',
      says: () => 'said that the inspection was called off',
    }),
  },
}
