import { day } from '../src/calendar/day.ts'
import { months, years } from '../src/calendar/period.ts'
import type { Agreement } from '../src/engine/agreement.ts'
import { duty } from '../src/engine/clause.ts'
import { step, type Procedure } from '../src/engine/procedure.ts'
import { day as dayAsked, number, optional, place } from '../src/engine/question.ts'
import type { Programme } from '../src/engine/programme.ts'
import { allOf, anyOf, audience, inPost, inUnit, of, owning } from '../src/engine/who.ts'
import { sensitive } from '../src/letters/marking.ts'

const planners = allOf(of('HMIP'), anyOf(inUnit('inspection'), inPost('chief')))
const teams = audience('the inspection teams', ({ world }) =>
  world.directory.units({ body: 'HMIP', kind: 'inspection' }).map(one => one.key),
)
const chief = audience('the Chief Inspector', ({ world }) =>
  world.directory.posts({ body: 'HMIP', kind: 'chief' }).map(one => one.key),
)

/** The looks of it: one question for each column, in one part for the teams and, where it says so, another for the chief too. */
const common = {
  heads: ['on'],
  owner: (taking: Parameters<typeof teams.readers>[0]) => teams.readers(taking)[0] ?? taking.me.unit,
  rules: {},
} as const

const look: Procedure = {
  ...common,
  name: 'look',
  prefix: 'LOO',
  title: 'Looks at places',
  one: 'a look at a place',
  parts: { look: { label: 'Look', marking: sensitive }, score: { label: 'Score', marking: sensitive } },
  stages: { over: 'Over' },
  columns: {
    on: { label: 'On', part: 'look', is: 'day' },
    score: { label: 'Score', part: 'score', is: 'number' },
  },
  begins: 'look',
  steps: {
    look: step({
      clauses: ['SP-1'],
      label: 'Look at a place',
      by: of('HMIP'),
      part: 'look',
      asks: {
        place: place('Where?', 'Choose the place'),
        on: dayAsked('When?', 'Give the day'),
        score: optional(number('Score', '', { part: 'score', least: 1, most: 4 })),
      },
      to: 'over',
      discloses: [{ part: 'look', to: chief, purpose: 'To know of it', clause: 'SP-1' }],
      sets: ({ answers }) => ({ on: answers.on, score: answers.score }),
      says: () => 'looked at a place',
    }),
    'show-chief': step({
      clauses: ['SP-1'],
      label: 'Show the chief the score',
      by: owning,
      part: 'score',
      asks: {},
      discloses: [{ part: 'score', to: chief, purpose: 'To know of it', clause: 'SP-1' }],
      says: () => 'showed the score',
    }),
  },
}

const plan: Procedure = {
  ...common,
  name: 'plan',
  prefix: 'PLA',
  title: 'Plans',
  one: 'a plan',
  parts: { plan: { label: 'Plan', marking: sensitive, searched: true } },
  stages: { planned: 'Planned', over: 'Over' },
  columns: { on: { label: 'From', part: 'plan', is: 'day' }, until: { label: 'Until', part: 'plan', is: 'day' } },
  begins: 'plan',
  steps: {
    plan: step({
      clauses: ['SP-1'],
      label: 'Plan a look',
      by: planners,
      part: 'plan',
      asks: {
        place: place('Where?', 'Choose the place'),
        on: dayAsked('From?', 'Give the day'),
        until: optional(dayAsked('Until?', '')),
      },
      to: 'planned',
      sets: ({ answers }) => ({ on: answers.on, until: answers.until }),
      says: () => 'planned a look',
    }),
    end: step({
      clauses: ['SP-1'],
      label: 'End it',
      by: owning,
      part: 'plan',
      asks: {},
      to: 'over',
      says: () => 'ended it',
    }),
  },
}

const letter: Procedure = {
  ...common,
  name: 'letter',
  prefix: 'LET',
  title: 'Letters about places',
  one: 'a letter',
  parts: { letter: { label: 'Letter', marking: sensitive } },
  stages: { came: 'Came', idle: 'Idle' },
  columns: { on: { label: 'On', part: 'letter', is: 'day' } },
  begins: 'note',
  owner: ({ me }) => me.unit,
  steps: {
    note: step({
      clauses: ['SP-1'],
      label: 'Note a letter',
      by: of('HMIP'),
      part: 'letter',
      asks: { place: place('Where?', 'Choose the place') },
      to: 'came',
      discloses: [{ part: 'letter', to: chief, purpose: 'To know of it', clause: 'SP-1' }],
      sets: ({ world }) => ({ on: world.today }),
      says: () => 'noted a letter',
    }),
    drop: step({
      clauses: ['SP-1'],
      label: 'Drop it',
      by: owning,
      part: 'letter',
      asks: {},
      to: 'idle',
      says: () => 'dropped it',
    }),
  },
}

const weighing: Procedure = {
  ...common,
  name: 'weighing',
  prefix: 'WEI',
  title: 'Weights',
  one: 'a setting of weights',
  parts: { weights: { label: 'Weights', marking: sensitive } },
  stages: { set: 'Set' },
  columns: {
    on: { label: 'On', part: 'weights', is: 'day' },
    'of-letters': { label: 'Letters', part: 'weights', is: 'number' },
    'of-score': { label: 'Score', part: 'weights', is: 'number' },
  },
  begins: 'weigh',
  steps: {
    weigh: step({
      clauses: ['SP-1'],
      label: 'Set weights',
      by: planners,
      part: 'weights',
      asks: { letters: optional(number('Letters', '')), score: optional(number('Score', '')) },
      to: 'set',
      sets: ({ answers, world }) => ({
        on: world.today,
        'of-letters': answers.letters,
        'of-score': answers.score,
      }),
      says: () => 'set weights',
    }),
  },
}

const programme: Programme = {
  title: 'Programme of looks',
  about: 'Every place, and when it is looked at.',
  clause: 'SP-1',
  seenBy: planners,
  inspected: [{ procedure: 'look', day: 'on' }],
  plans: [{ procedure: 'plan', inspects: true, from: 'on', until: 'until', over: ['over'] }],
  holds: [
    { kinds: ['yoi', 'stc'], period: years(3), because: 'three years' },
    { kinds: ['prison'], period: years(5), because: 'five years' },
    { kinds: ['irc'], period: years(5), because: 'measured by five years', onlyMeasured: true },
  ],
  reads: { looks: { procedure: 'look', columns: ['score'] } },
  counts: { letters: { procedures: ['letter'], within: months(12), leavesOut: { stages: ['idle'] } } },
  factors: {
    letters: { label: 'Letters', clause: 'SP-1', usual: 10 },
    score: { label: 'Score', clause: 'SP-1', usual: 90 },
  },
  weights: { procedure: 'weighing', step: 'weigh', column: factor => `of-${factor}` },
  bands: { high: { label: 'High', from: 0.5 }, low: { label: 'Low', from: 0 } },
  risk: ({ counts, facts }, weights) => {
    const [letters, score] = [counts.letters ?? 0, Number(facts.looks?.[0]?.facts.score ?? 4)]
    const reasons = [
      {
        factor: 'letters',
        points: Math.min(weights.letters ?? 0, letters),
        most: weights.letters ?? 0,
        because: `${letters} came`,
        from: [],
      },
      {
        factor: 'score',
        points: Math.round(((4 - score) / 3) * (weights.score ?? 0)),
        most: weights.score ?? 0,
        because: `Score ${score}`,
        from: [],
      },
    ]
    const points = reasons.reduce((sum, one) => sum + one.points, 0)
    const most = reasons.reduce((sum, one) => sum + one.most, 0)
    return { points, most, band: points * 2 >= most ? 'high' : 'low', reasons }
  },
  begins: ['plan'],
}

/** A small agreement of our own, for tests of what inspections are planned by. */
export const plannedAgreement: Agreement = {
  id: 'planned',
  title: 'Looks at places',
  short: 'looks at places',
  parties: ['HMIP'],
  source: 'Made up for tests',
  versions: [
    {
      name: '2020',
      inForce: day('2020-01-01'),
      signatories: [],
      clauses: [duty('SP-1', { para: '1', by: 'HMIP', text: 'Look at places.' })],
      procedures: [look, plan, letter, weighing],
      programme,
    },
  ],
}
