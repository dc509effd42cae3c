import { day, dayOf, findDay } from '../src/calendar/day.ts'
import { weeks, workingDays } from '../src/calendar/period.ts'
import type { Agreement } from '../src/engine/agreement.ts'
import { duty } from '../src/engine/clause.ts'
import { lastAnswer, type Matter } from '../src/engine/matter.ts'
import { after, before, step, type Procedure } from '../src/engine/procedure.ts'
import { day as dayAsked, place, references, text } from '../src/engine/question.ts'
import { of, owner, owning } from '../src/engine/who.ts'

const told = (matter: Matter, question: string) => findDay(String(lastAnswer(matter, question)))

const stoodStill = (matter: Matter) => {
  const stopped = matter.milestones.get('stopped')
  const until = told(matter, 'until')
  return stopped && until ? [{ from: dayOf(stopped), until }] : []
}

/** A visit that is written up: counted from the day it ended, with a clock that can be stopped. */
const visit: Procedure = {
  name: 'visit',
  prefix: 'VIS',
  title: 'Visits',
  one: 'a visit',
  parts: { course: { label: 'Its course', marking: { classification: 'OFFICIAL' } } },
  stages: { ended: 'Ended', told: 'Told' },
  columns: { why: { label: 'Why', part: 'course' } },
  heads: ['why'],
  begins: 'end',
  owner: ({ me }) => me.unit,
  rules: {
    'write up': {
      clause: 'SP-1',
      label: 'Write it up',
      owedBy: owner,
      part: 'course',
      from: ['ended'],
      until: ['written'],
      starts: ({ matter }) => told(matter, 'on'),
      dates: () => ({ target: workingDays(3), limit: weeks(1) }),
      pauses: ({ matter }) => stoodStill(matter),
      recounted: { on: ['stopped', 'ended anew'], because: ({ answers }) => String(answers.because) },
      basis: 'the agreement',
      by: 'write',
    },
  },
  steps: {
    end: step({
      clauses: ['SP-1'],
      label: 'End a visit',
      by: of('HMIP'),
      part: 'course',
      asks: {
        where: place('Where?', 'Choose the place'),
        on: dayAsked('When did it end?', 'Give the day'),
        why: text('Why?', 'Say why'),
      },
      marks: 'ended',
      to: 'ended',
      sets: ({ answers }) => ({ why: answers.why }),
      says: () => 'ended a visit',
    }),
    'end-anew': step({
      clauses: ['SP-1'],
      label: 'Mend the day it ended',
      by: owning,
      part: 'course',
      asks: { on: dayAsked('When did it end?', 'Give the day'), because: text('Why?', 'Say why') },
      marks: 'ended anew',
      says: () => 'mended the day it ended',
    }),
    stop: step({
      clauses: ['SP-1'],
      label: 'Stop the clock',
      by: owning,
      part: 'course',
      asks: { until: dayAsked('Until when?', 'Give the day'), because: text('Why?', 'Say why') },
      marks: 'stopped',
      says: () => 'stopped the clock',
    }),
    write: step({
      clauses: ['SP-1'],
      label: 'Write it up',
      by: owning,
      part: 'course',
      asks: {},
      marks: 'written',
      says: () => 'wrote it up',
    }),
    tell: step({
      clauses: ['SP-1'],
      label: 'Tell of it',
      by: owning,
      open: [after('written', 'Write it up first'), before('told', 'It has been told')],
      part: 'course',
      asks: {},
      marks: 'told',
      to: 'told',
      says: () => 'told of it',
    }),
  },
}

/** What comes of several visits, told in one act. */
const round: Procedure = {
  name: 'round',
  prefix: 'RND',
  title: 'Rounds',
  one: 'a round',
  parts: { course: { label: 'Its course', marking: { classification: 'OFFICIAL' } } },
  stages: { open: 'Open', told: 'Told' },
  columns: { title: { label: 'Title', part: 'course' } },
  heads: ['title'],
  begins: 'gather',
  owner: ({ me }) => me.unit,
  rules: {},
  steps: {
    gather: step({
      clauses: ['SP-1'],
      label: 'Gather visits',
      by: of('HMIP'),
      part: 'course',
      asks: { title: text('Its title?', 'Give it a title'), visits: references('Which visits?') },
      to: 'open',
      links: ({ answers }) => answers.visits,
      sets: ({ answers }) => ({ title: answers.title }),
      says: () => 'gathered visits',
    }),
    'tell-all': step({
      clauses: ['SP-1'],
      label: 'Tell of them all',
      by: owning,
      part: 'course',
      asks: {},
      marks: 'told',
      to: 'told',
      also: ({ matter }) =>
        ((lastAnswer(matter, 'visits') ?? []) as readonly string[]).map(reference => ({
          reference,
          step: 'tell',
          answers: {},
        })),
      says: () => 'told of them all',
    }),
  },
}

/** A small agreement of our own, for tests of counting anew and of acts that touch several matters. */
export const visitsAgreement: Agreement = {
  id: 'visits',
  title: 'Visits',
  short: 'visits',
  parties: ['HMIP'],
  source: 'Made up for tests',
  versions: [
    {
      name: '2020',
      inForce: day('2020-01-01'),
      signatories: [],
      clauses: [duty('SP-1', { para: '1', by: 'HMIP', text: 'Write up visits, and tell of them.' })],
      procedures: [visit, round],
    },
  ],
}
