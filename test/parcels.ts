import { workingDays } from '../src/calendar/period.ts'
import type { Agreement } from '../src/engine/agreement.ts'
import { duty } from '../src/engine/clause.ts'
import { after, before, step, type Procedure, type Refusal } from '../src/engine/procedure.ts'
import { choice, choices, coded, day, onlyIf, optional, place, text, yesOrNo } from '../src/engine/question.ts'
import { audience, of, owner, owning } from '../src/engine/who.ts'
import type { Taking } from '../src/engine/world.ts'

const governor = audience('the governor', ({ matter, world }) =>
  world.directory.posts({ kind: 'governor', place: matter.place }).map(post => post.key),
)

const kinds = { food: 'Food', books: 'Books and papers', clothes: 'Clothes' }
const bodies = { HMIP: 'The inspectorate', IMB: 'The boards', PPO: 'The ombudsman' }
const outcomes = { kept: 'Handed over', returned: 'Sent back', lost: 'Lost' }

const asked = {
  where: place('Where was it sent?', 'Choose the place'),
  receivedOn: day('When did it come?', 'Give the day it came', { notAfterToday: true }),
  kinds: optional(choices('What is in it?', '', kinds)),
  about: text('What is it, in a line?', 'Say what it is', { example: 'A parcel of books' }),
  sender: optional(text('Who sent it?', '', { part: 'inside' })),
}

const notForTrainingCentres = ({ answers, world }: Taking<{ where: string }>): Refusal | undefined =>
  world.directory.place(answers.where).kind === 'stc'
    ? { field: 'where', words: 'No parcels are taken in for a training centre', next: 'Send it back.' }
    : undefined

const parcel: Procedure = {
  name: 'parcel',
  prefix: 'PAR',
  title: 'Parcels',
  one: 'a parcel',
  parts: {
    outside: { label: 'The outside', marking: { classification: 'OFFICIAL' } },
    inside: { label: 'The inside', marking: { classification: 'OFFICIAL-SENSITIVE', descriptors: ['PERSONAL DATA'] } },
  },
  stages: { here: 'Waiting', passed: 'Passed on', done: 'Finished' },
  columns: {
    about: { label: 'What it is', part: 'outside' },
    kinds: { label: 'What is in it', part: 'outside', values: kinds },
    takenBy: { label: 'Taken in by', part: 'outside', values: bodies },
    outcome: { label: 'How it ended', part: 'outside', values: outcomes },
    sender: { label: 'Sender', part: 'inside' },
    opened: { label: 'Opened without asking', part: 'inside', values: { yes: 'Yes', no: 'No' } },
    before: { label: 'Number in the old book', part: 'outside' },
  },
  heads: ['about'],
  begins: 'receive',
  owner: ({ me }) => me.unit,
  keepsTold: owner,
  log: {
    title: 'The parcel book',
    keptBy: ['HMIP', 'IMB', 'PPO'],
    shows: ['kinds', 'takenBy', 'outcome'],
    narrowsBy: ['kinds', 'takenBy', 'outcome'],
    counts: ['kinds', 'takenBy', 'outcome', 'opened'],
    divides: 'takenBy',
    times: { 'passed on': 'To being passed on', finished: 'To the end' },
  },
  brings: { step: 'copy-in', marks: 'copied in', began: 'receivedOn' },
  rules: {
    finish: {
      clause: 'SP-1',
      label: 'Finish with the parcel',
      owedBy: owner,
      part: 'outside',
      from: ['received'],
      until: ['finished'],
      basis: 'our default',
      dates: () => ({ limit: workingDays(10) }),
      by: 'finish',
    },
  },
  steps: {
    receive: step({
      clauses: ['SP-1'],
      label: 'Take in a parcel',
      by: of('HMIP', 'IMB', 'PPO'),
      part: 'outside',
      marks: 'received',
      to: 'here',
      asks: asked,
      refuse: notForTrainingCentres,
      sets: ({ answers, me }) => ({
        about: answers.about,
        kinds: answers.kinds,
        takenBy: me.body,
        sender: answers.sender,
      }),
      says: () => 'took in a parcel',
    }),
    pass: step({
      clauses: ['SP-1'],
      label: 'Pass it on',
      by: owning,
      part: 'outside',
      asks: {},
      marks: 'passed on',
      to: 'passed',
      discloses: [{ part: 'outside', to: governor, purpose: 'To hand it over', clause: 'SP-1' }],
      tells: [governor],
      says: () => 'passed it on',
    }),
    open: step({
      clauses: ['SP-1'],
      label: 'Open it without asking',
      by: owning,
      part: 'inside',
      asks: {},
      marks: 'opened',
      sets: () => ({ opened: 'yes' }),
      says: () => 'opened it',
    }),
    finish: step({
      clauses: ['SP-1'],
      label: 'Finish with it',
      by: owning,
      open: [before('finished', 'It is finished with'), after('passed on', 'It has not been passed on')],
      part: 'outside',
      asks: { outcome: choice('How did it end?', 'Choose how it ended', outcomes) },
      marks: 'finished',
      to: 'done',
      sets: ({ answers }) => ({ outcome: answers.outcome }),
      says: () => 'finished with it',
    }),
    'copy-in': step({
      clauses: ['SP-1'],
      label: 'Copy a parcel in from the old book',
      by: of('HMIP'),
      part: 'outside',
      asks: {
        before: optional(coded('Number in the old book', '', /^\d{1,6}$/, 'Give the number in figures', '12')),
        ...asked,
        finished: yesOrNo('Is it finished with?', 'Say whether it is finished with'),
        outcome: onlyIf('finished', true, choice('How did it end?', 'Choose how it ended', outcomes)),
      },
      refuse: notForTrainingCentres,
      marks: {
        'copied in': () => true,
        received: ({ answers }) => answers.finished !== true,
        finished: ({ answers }) => answers.finished === true,
      },
      to: { done: ({ answers }) => answers.finished === true, here: () => true },
      sets: ({ answers, me }) => ({
        about: answers.about,
        kinds: answers.kinds,
        takenBy: me.body,
        sender: answers.sender,
        outcome: answers.outcome,
        before: answers.before,
      }),
      says: () => 'copied a parcel in from the old book',
    }),
  },
}

/** A small agreement of our own, for tests of lists, analysis, exports and imports: parcels, and the book they were kept in. */
export const parcelsAgreement: Agreement = {
  id: 'parcels',
  title: 'Parcels',
  short: 'parcels',
  parties: ['HMIP'],
  source: 'made for this test',
  versions: [
    {
      name: '2026',
      signatories: [],
      clauses: [duty('SP-1', { para: '1', by: 'all', text: 'Parcels are handed over' })],
      procedures: [parcel],
    },
  ],
}

export const parcelProcedure = parcel
