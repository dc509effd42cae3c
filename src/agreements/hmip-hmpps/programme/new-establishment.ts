import { addDays, dayOf, findDay, formatDay, type Day } from '../../../calendar/day.ts'
import { has, lastAnswer, type Matter, type Me } from '../../../engine/matter.ts'
import { after, before, step, type Condition, type Procedure } from '../../../engine/procedure.ts'
import { choice, day, optional, paragraph, text, worked } from '../../../engine/question.ts'
import { anyOf, audience, called } from '../../../engine/who.ts'
import type { World } from '../../../engine/world.ts'
import { official } from '../../../letters/marking.ts'
import { atCentre, centre } from '../who.ts'
import { heads, planners, teams } from './who.ts'

/**
 * A new prison or young offender institution (HH-10). The prison service tells of it before it operates: a notice given on the
 * day it opens, or later, is a breach and is said to be one. Where none came at all, the inspectorate records what it found open.
 */

const kinds = {
  prison: 'Prison',
  yoi: 'Young offender institution',
  stc: 'Secure training centre',
  secure: 'Secure school or secure children’s home',
} as const

export const notices = {
  'in-time': 'Given before it opened',
  late: 'Given on or after the day it opened: a breach',
  none: 'Found open without notice: a breach',
} as const
type Notice = keyof typeof notices

/** Before it operates: on the day before at the latest. */
export const noticeOf = (given: Day, opens: Day): Notice => (given < opens ? 'in-time' : 'late')

const isService = ({ body }: Me) => body === 'HMPPS'

const opensOn = (matter: Matter): Day | undefined =>
  findDay(String(lastAnswer(matter, 'openedOn') ?? lastAnswer(matter, 'opens')))

const noticed = (matter: Matter, { today }: World): Day => {
  const given = matter.milestones.get('notice given')
  return given ? dayOf(given) : today
}

const breach = (notice: unknown) => (notice === 'late' || notice === 'none' ? ': a breach of what was agreed' : '')

const both = called(
  'the prison service’s Scrutiny and Intelligence Unit, or those who plan inspections',
  anyOf(atCentre, planners),
)
const inspectorate = audience('those who plan inspections', taking => [
  ...teams.readers(taking),
  ...heads.readers(taking),
])

const open: readonly Condition[] = [before('given up', 'It is not to be opened')]
const given = after('notice given', 'The prison service has given no notice of it', 'HH-10')

const what = {
  name: text('What is it called?', 'Say what it is called', { example: 'Fairholme' }),
  kind: choice('What kind of place is it?', 'Choose what kind of place it is', kinds),
  where: text('Where is it?', 'Say where it is', { example: 'Exampleton, beside the old airfield' }),
}

export const newEstablishment: Procedure = {
  name: 'new-establishment',
  prefix: 'NEW',
  title: 'New establishments',
  one: 'a new establishment',
  parts: { notice: { label: 'Notice', marking: official, searched: true } },
  stages: {
    found: 'Found open, no notice yet',
    told: 'Notice given',
    acknowledged: 'Acknowledged',
    open: 'Open',
    'given-up': 'Not to be opened',
  },
  asides: ['found', 'given-up'],
  columns: {
    name: { label: 'Name', part: 'notice' },
    kind: { label: 'Kind', part: 'notice', values: kinds },
    opens: { label: 'Opens', part: 'notice', is: 'day' },
    notice: { label: 'Notice', part: 'notice', values: notices },
  },
  heads: ['name'],
  alike: [['name']],
  begins: 'tell',
  owner: ({ me }) => me.unit,
  log: {
    shows: ['kind', 'opens', 'notice'],
    narrowsBy: ['notice', 'kind'],
    counts: ['kind', 'notice'],
    times: { acknowledged: 'To being acknowledged' },
  },
  rules: {
    notice: {
      clause: 'HH-10',
      label: 'Give notice of a new establishment before it opens',
      owedBy: centre,
      part: 'notice',
      from: ['found open'],
      until: ['notice given'],
      dates: ({ matter }) => {
        const opened = opensOn(matter)
        return {
          limit: opened && { day: addDays(opened, -1), working: `The day before it opened, ${formatDay(opened)}` },
        }
      },
      basis: 'the agreement',
      by: 'give-notice',
    },
    acknowledge: {
      clause: 'HH-10',
      label: 'Acknowledge the notice of a new establishment',
      owedBy: teams,
      part: 'notice',
      from: ['notice given'],
      until: ['acknowledged'],
      fallsAway: ['given up'],
      dates: ({ world }) => ({ limit: world.period('new-establishment-hmip') }),
      basis: 'our default',
      by: 'acknowledge',
    },
  },
  steps: {
    tell: step({
      clauses: ['HH-10'],
      label: 'Tell of a new establishment',
      about:
        'The prison service tells the inspectorate of any new prison or young offender institution before it takes anyone. The inspectorate uses the same form for one that it finds open without notice.',
      by: both,
      part: 'notice',
      asks: {
        ...what,
        opens: day('On which day does it open?', 'Give the day on which it opens', {
          hint: 'The first day on which anyone is held there. If it is open, the day since when, as far as you know.',
        }),
        holds: optional(paragraph('Whom will it hold, and how many?', '')),
        notice: worked(
          ({ me, answers, world }): Notice =>
            isService(me) ? noticeOf(world.today, (findDay(String(answers.opens)) ?? world.today) as Day) : 'none',
          choice('Notice', 'Say how notice was given', notices),
        ),
      },
      refuse: ({ me, answers, world }) =>
        isService(me) || answers.opens <= world.today
          ? undefined
          : {
              field: 'opens',
              words: 'It has not opened yet: the prison service may still give notice of it',
              next: 'Record it once it is found open without notice.',
            },
      warn: ({ me, answers, world }) =>
        isService(me) && noticeOf(world.today, answers.opens) === 'late'
          ? 'Notice was owed before it opened. It is recorded as a breach, and the inspectorate sees that.'
          : undefined,
      marks: {
        'notice given': ({ me }) => isService(me),
        'found open': ({ me }) => !isService(me),
        breached: ({ answers }) => answers.notice !== 'in-time',
      },
      to: { told: ({ me }) => isService(me), found: () => true },
      discloses: [
        { part: 'notice', to: inspectorate, purpose: 'To know of it before it operates', clause: 'HH-10' },
        { part: 'notice', to: centre, purpose: 'They give notice of it', clause: 'HH-10' },
      ],
      tells: [inspectorate, centre],
      sets: ({ answers: { name, kind, opens, notice } }) => ({ name, kind, opens, notice }),
      says: ({ answers }) =>
        answers.notice === 'none'
          ? `recorded that ${answers.name} was found open without notice${breach('none')}`
          : `gave notice of ${answers.name}, which opens on ${formatDay(answers.opens)}${breach(answers.notice)}`,
    }),

    'give-notice': step({
      clauses: ['HH-10'],
      label: 'Give notice of it now',
      about: 'It was found open without notice, and is open. That notice came late stays recorded.',
      by: atCentre,
      open: [...open, after('found open', 'Notice of it was given'), before('notice given', 'Notice of it was given')],
      part: 'notice',
      asks: {
        opens: day('On which day did it open?', 'Give the day on which it opened', { notAfterToday: true }),
        why: paragraph('Why was no notice given?', 'Say why no notice was given', {
          hint: 'The inspectorate reads this.',
        }),
      },
      marks: ['notice given', 'opened'],
      to: 'open',
      sets: ({ answers }) => ({ opens: answers.opens }),
      tells: [inspectorate],
      says: ({ answers }) => `gave notice of it after it opened on ${formatDay(answers.opens)}`,
    }),

    acknowledge: step({
      clauses: ['HH-10'],
      label: 'Acknowledge the notice',
      by: planners,
      open: [...open, given, before('acknowledged', 'It has been acknowledged')],
      part: 'notice',
      asks: { remark: optional(paragraph('Anything to tell them', '', { hint: 'The prison service reads this.' })) },
      marks: 'acknowledged',
      to: { acknowledged: ({ matter }) => !has(matter, 'opened') },
      tells: [centre],
      says: () => 'acknowledged the notice',
    }),

    'move-opening': step({
      clauses: ['HH-10'],
      label: 'Change the day on which it opens',
      by: atCentre,
      open: [...open, given, before('opened', 'It is open')],
      adds: true,
      part: 'notice',
      asks: {
        opens: day('On which day does it open now?', 'Give the day on which it opens now'),
        why: optional(paragraph('Why?', '')),
      },
      refuse: ({ answers, world }) =>
        answers.opens > world.today
          ? undefined
          : { field: 'opens', words: 'Give a day after today', next: 'If it is open, say that it opened.' },
      marks: 'moved',
      sets: ({ answers }) => ({ opens: answers.opens }),
      tells: [inspectorate],
      says: ({ answers }) => `changed the day on which it opens to ${formatDay(answers.opens)}`,
    }),

    opened: step({
      clauses: ['HH-10'],
      label: 'Say that it opened',
      about: 'If it opened on the day notice was given of it, or before, that is recorded as a breach.',
      by: both,
      open: [...open, given, before('opened', 'It is open')],
      part: 'notice',
      asks: {
        openedOn: day('On which day did it open?', 'Give the day on which it opened', {
          notAfterToday: true,
          hint: 'The first day on which anyone was held there.',
        }),
        standing: worked(
          ({ matter, answers, world }): Notice =>
            noticeOf(noticed(matter, world), (findDay(String(answers.openedOn)) ?? world.today) as Day),
          choice('Notice', 'Say how notice was given', notices),
        ),
      },
      marks: { opened: () => true, breached: ({ answers }) => answers.standing !== 'in-time' },
      to: 'open',
      sets: ({ answers }) => ({ opens: answers.openedOn, notice: answers.standing }),
      tells: [inspectorate, centre],
      says: ({ answers }) => `said that it opened on ${formatDay(answers.openedOn)}${breach(answers.standing)}`,
    }),

    'give-up': step({
      clauses: ['HH-10'],
      label: 'Say that it is not to be opened',
      by: atCentre,
      open: [...open, given, before('opened', 'It is open')],
      part: 'notice',
      asks: { why: optional(paragraph('Why?', '')) },
      marks: 'given up',
      to: 'given-up',
      tells: [inspectorate],
      says: () => 'said that it is not to be opened',
    }),
  },
}
