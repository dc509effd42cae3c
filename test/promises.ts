import { day } from '../src/calendar/day.ts'
import type { Agreement } from '../src/engine/agreement.ts'
import { duty } from '../src/engine/clause.ts'
import type { Matter } from '../src/engine/matter.ts'
import { step, type Procedure, type Table } from '../src/engine/procedure.ts'
import { choice, day as dayAsked, number, optional, place, rows, text } from '../src/engine/question.ts'
import { allOf, audience, called, here, inPost, of } from '../src/engine/who.ts'

const governor = audience('the governor', ({ matter, world }) =>
  world.directory.posts({ kind: 'governor', place: matter.place }).map(one => one.key),
)

const far = { no: 'Nothing done', some: 'Under way', done: 'Done' } as const

const given = (matter: Matter, step: string) =>
  matter.entries.filter(entry => entry.step === step).map(entry => entry.answers)

type Promised = readonly { readonly what: string; readonly by?: string; readonly cost?: number }[]

const kept: Table = {
  label: 'What was promised',
  part: 'inside',
  empty: 'Nothing has been promised yet.',
  columns: {
    item: { label: 'Number', is: 'number' },
    what: { label: 'Promise' },
    by: { label: 'By', is: 'day' },
    cost: { label: 'Pounds', is: 'number' },
    said: { label: 'As told', values: far },
    seen: { label: 'As seen', values: far },
  },
  rows: matter =>
    given(matter, 'promise')
      .flatMap(answers => answers.items as Promised)
      .map((one, at) => {
        const last = (step: string) => given(matter, step).findLast(answers => answers.item === at + 1)?.far
        return { item: at + 1, ...one, said: last('tell') as string, seen: last('look') as string }
      }),
  compares: ['said', 'seen'],
}

/** Promises to a board, which it looks at for itself: what is told and what was seen, side by side. */
const promises: Procedure = {
  name: 'promise',
  prefix: 'PRM',
  title: 'Promises',
  one: 'a promise',
  parts: {
    outside: { label: 'That there are some', marking: { classification: 'OFFICIAL' } },
    inside: { label: 'What was promised', marking: { classification: 'OFFICIAL-SENSITIVE' } },
  },
  stages: { open: 'Open' },
  columns: { about: { label: 'About', part: 'outside' } },
  heads: ['about'],
  begins: 'open',
  owner: ({ me }) => me.unit,
  rules: {},
  tables: { promises: kept },
  steps: {
    open: step({
      clauses: ['SP-1'],
      label: 'Write down what was promised',
      by: of('IMB'),
      part: 'outside',
      asks: { where: place('Where?', 'Choose the place'), about: text('About?', 'Say what about') },
      to: 'open',
      sets: ({ answers }) => ({ about: answers.about }),
      discloses: [{ part: 'outside', to: governor, purpose: 'To know of it', clause: 'SP-1' }],
      says: () => 'began a list of promises',
    }),
    promise: step({
      clauses: ['SP-1'],
      label: 'Add promises',
      by: of('IMB'),
      part: 'inside',
      adds: true,
      asks: {
        items: rows('What was promised?', 'Write at least one', {
          what: text('Promise', 'Say what was promised'),
          by: optional(dayAsked('By', 'Give the day')),
          cost: optional(number('Pounds', 'Give a number')),
        }),
      },
      says: () => 'wrote down promises',
    }),
    tell: step({
      clauses: ['SP-1'],
      label: 'Tell how far it is',
      by: of('IMB'),
      part: 'inside',
      adds: true,
      asks: { item: number('Which?', 'Give its number'), far: choice('How far?', 'Choose one', far) },
      says: () => 'told how far it is',
    }),
    look: step({
      clauses: ['SP-1'],
      label: 'Say what you saw',
      by: of('IMB'),
      part: 'inside',
      adds: true,
      asks: { item: number('Which?', 'Give its number'), far: choice('How far?', 'Choose one', far) },
      says: () => 'said what was seen',
    }),
    show: step({
      clauses: ['SP-1'],
      label: 'Show it to the governor',
      by: called('the board’s chair', allOf(inPost('chair'), here)),
      part: 'outside',
      asks: {},
      discloses: [{ part: 'inside', to: governor, purpose: 'To answer', clause: 'SP-1' }],
      says: () => 'showed it to the governor',
    }),
  },
}

/** A small agreement of our own, for tests of tables. */
export const promisesAgreement: Agreement = {
  id: 'promises',
  title: 'Promises',
  short: 'promises',
  parties: ['IMB', 'HMPPS'],
  source: 'Made up for tests',
  versions: [
    {
      name: '2020',
      inForce: day('2020-01-01'),
      signatories: [],
      clauses: [duty('SP-1', { para: '1', by: 'IMB', text: 'Keep count of what is promised.' })],
      procedures: [promises],
    },
  ],
}
export const promisesProcedure = promises
