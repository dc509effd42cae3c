import { workingDays } from '../src/calendar/period.ts'
import { duty } from '../src/engine/clause.ts'
import type { Agreement } from '../src/engine/agreement.ts'
import { after, step, type Procedure } from '../src/engine/procedure.ts'
import { paragraph, place, text } from '../src/engine/question.ts'
import { audience, here, of, owner, owning } from '../src/engine/who.ts'

const governor = audience('the governor', ({ matter, world }) =>
  world.directory.posts({ kind: 'governor', place: matter.place }).map(post => post.key),
)

const letter: Procedure = {
  name: 'letter',
  prefix: 'LET',
  title: 'Letters',
  one: 'a letter',
  parts: {
    envelope: { label: 'The envelope', marking: { classification: 'OFFICIAL' } },
    inside: { label: 'The letter', marking: { classification: 'OFFICIAL-SENSITIVE' } },
  },
  stages: { here: 'Received', sent: 'Passed on', answered: 'Answered' },
  columns: { from: { label: 'From', part: 'inside' }, about: { label: 'About', part: 'envelope' } },
  heads: ['about'],
  begins: 'receive',
  owner: ({ me }) => me.unit,
  rules: {
    answer: {
      clause: 'SP-1',
      label: 'Answer the letter',
      owedBy: governor,
      part: 'envelope',
      from: ['passed on'],
      until: ['answered'],
      basis: 'our default',
      dates: () => ({ limit: workingDays(10) }),
      by: 'answer',
    },
  },
  steps: {
    receive: step({
      clauses: ['SP-1'],
      label: 'Take down a letter',
      by: of('HMIP', 'IMB', 'PPO'),
      part: 'envelope',
      to: 'here',
      asks: {
        where: place('Where is it about?', 'Choose the place'),
        about: text('What is it about?', 'Say what it is about'),
        words: paragraph('What does it say?', 'Copy the letter', { part: 'inside' }),
      },
      sets: ({ answers }) => ({ about: answers.about, from: answers.words.slice(0, 20) }),
      says: () => 'took down a letter',
    }),
    pass: step({
      clauses: ['SP-1'],
      label: 'Pass the envelope on',
      by: owning,
      part: 'envelope',
      asks: {},
      marks: 'passed on',
      to: 'sent',
      discloses: [{ part: 'envelope', to: governor, purpose: 'To answer it', clause: 'SP-1' }],
      tells: [governor],
      says: () => 'passed the envelope on',
    }),
    answer: step({
      clauses: ['SP-1'],
      label: 'Answer',
      by: here,
      open: [after('passed on', 'It has not been passed on')],
      part: 'envelope',
      asks: { words: paragraph('Your answer', 'Write an answer') },
      marks: 'answered',
      to: 'answered',
      tells: [owner],
      says: () => 'answered',
    }),
  },
}

/** A small agreement of our own, for tests of the house: a letter has an envelope that is passed on and an inside that is not. */
export const lettersAgreement: Agreement = {
  id: 'letters',
  title: 'Letters',
  short: 'letters',
  parties: ['HMIP'],
  source: 'made for this test',
  versions: [
    {
      name: '2026',
      signatories: [],
      clauses: [duty('SP-1', { para: '1', by: 'all', text: 'Letters are answered' })],
      procedures: [letter],
    },
  ],
}
