import type { Agreement } from '../src/engine/agreement.ts'
import { workingDays } from '../src/calendar/period.ts'
import { duty } from '../src/engine/clause.ts'
import { step, type Procedure } from '../src/engine/procedure.ts'
import { paragraph, place, text } from '../src/engine/question.ts'
import { anyOf, audience, inPost, inUnit, of, owner, owning, together } from '../src/engine/who.ts'

const relay = audience('the secretariat', ({ world }) =>
  world.directory.units({ kind: 'secretariat' }).map(unit => unit.key),
)
const board = audience('the board', ({ matter, world }) =>
  world.directory.units({ kind: 'board', place: matter.place }).map(unit => unit.key),
)

const clock = audience('the clock', ({ world }) => world.directory.units({ kind: 'clock' }).map(unit => unit.key))

/** A letter goes sealed through the secretariat to a board, which reads it once it has accepted its terms. */
const sealed: Procedure = {
  name: 'sealed-letter',
  prefix: 'SEA',
  title: 'Sealed letters',
  one: 'a sealed letter',
  parts: {
    slip: { label: 'The slip', marking: { classification: 'OFFICIAL' } },
    letter: { label: 'The letter', marking: { classification: 'OFFICIAL-SENSITIVE' } },
  },
  stages: { sent: 'Sent', read: 'Read' },
  columns: {
    about: { label: 'About', part: 'slip' },
    first: { label: 'Its first words', part: 'letter' },
  },
  heads: ['about'],
  begins: 'send',
  owner: ({ me }) => me.unit,
  openBetween: relay,
  rules: {
    open: {
      clause: 'SP-1',
      label: 'Open it',
      owedBy: board,
      part: 'slip',
      from: ['passed on'],
      until: ['opened'],
      basis: 'our default',
      dates: () => ({ limit: workingDays(2) }),
      by: 'accept',
      chase: { step: 'ask-again', every: workingDays(4) },
    },
  },
  steps: {
    send: step({
      clauses: ['SP-1'],
      label: 'Send a sealed letter',
      by: of('HMIP'),
      part: 'slip',
      to: 'sent',
      asks: {
        where: place('Where is it for?', 'Choose the place'),
        about: text('What is it about?', 'Say what it is about'),
        words: paragraph('What does it say?', 'Copy the letter', { part: 'letter' }),
      },
      discloses: [
        { part: 'slip', to: together(relay, clock), purpose: 'To pass it on, and to count the days', clause: 'SP-1' },
        {
          part: 'letter',
          to: relay,
          may: 'pass on',
          purpose: 'So that the board can look into it',
          conditions: ['Not to be copied'],
          clause: 'SP-1',
          until: ({ world }) => new Date(world.now.getTime() + 10 * 86_400_000),
        },
      ],
      tells: [relay],
      sets: ({ answers }) => ({ about: answers.about, first: answers.words.slice(0, 30) }),
      says: () => 'sent a sealed letter',
    }),
    forward: step({
      clauses: ['SP-1'],
      label: 'Pass it on to the board',
      by: inUnit('secretariat'),
      part: 'slip',
      asks: {},
      discloses: [{ part: 'slip', to: board, purpose: 'To know what comes', clause: 'SP-1' }],
      directs: [
        {
          part: 'letter',
          to: board,
          clause: 'SP-1',
          conditions: ['Not to be talked of'],
          until: ({ world }) => new Date(world.now.getTime() + 30 * 86_400_000),
        },
      ],
      tells: [board],
      marks: 'passed on',
      says: () => 'passed it on',
    }),
    'ask-again': step({
      clauses: ['SP-1'],
      label: 'Ask again',
      by: inUnit('clock'),
      part: 'slip',
      asks: {},
      tells: [board, relay],
      says: () => 'asked again',
    }),
    accept: step({
      clauses: ['SP-1'],
      label: 'Accept its terms and open it',
      by: anyOf(inUnit('board'), inUnit('secretariat')),
      part: 'slip',
      to: 'read',
      marks: 'opened',
      asks: {},
      accepts: ['letter'],
      tells: [owner],
      says: () => 'accepted its terms',
    }),
    decline: step({
      clauses: ['SP-1'],
      label: 'Turn it down',
      by: anyOf(inPost('chair'), inUnit('secretariat')),
      part: 'slip',
      asks: {},
      declines: ['letter'],
      says: () => 'turned it down',
    }),
    recall: step({
      clauses: ['SP-1'],
      label: 'Take it back',
      by: owning,
      part: 'slip',
      asks: {},
      recalls: [{ part: 'letter', from: board, clause: 'SP-1' }],
      says: () => 'took it back',
    }),
  },
}

/** A small agreement of our own, for tests of what is offered under terms. */
export const sealedAgreement: Agreement = {
  id: 'sealed',
  title: 'Sealed letters',
  short: 'sealed letters',
  parties: ['HMIP', 'IMB'],
  source: 'made for this test',
  versions: [
    {
      name: '2026',
      signatories: [],
      clauses: [duty('SP-1', { para: '1', by: 'all', text: 'Letters go sealed' })],
      procedures: [sealed],
    },
  ],
}
