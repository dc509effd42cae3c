import type { Matter } from '../../../engine/matter.ts'
import { after, before, step } from '../../../engine/procedure.ts'
import { choice, oneOf, optional, paragraph, rowForEach, rows } from '../../../engine/question.ts'
import { owner } from '../../../engine/who.ts'
import {
  achievedAsVerified,
  itemOptions,
  itemsOf,
  reported,
  reportedOf,
  verified,
  verifiedOf,
  type Item,
  type Standing,
} from './items.ts'
import { twice } from './opening.ts'
import { atPlace, governor, inspectors, makers } from './who.ts'

/** What the prison says of its progress, and what the inspectorate found: two parts, two steps, two authors; they never merge. */

const notEnded = before('closed', 'This plan has ended')

const each = (question: string, given: readonly Pick<Item, 'number'>[]) => {
  const again = twice(given)
  return again < 0
    ? undefined
    : {
        field: `${question}-${again}-number`,
        words: `Item ${given[again]?.number} is there twice`,
        next: 'Give each item one row.',
      }
}

/** An item by its number, with what was said of it last. */
const number = (last: (matter: Matter) => ReadonlyMap<string, string>) =>
  oneOf('Item number', 'Choose an item of the report by its number', ({ matter }) => {
    const said = last(matter)
    return itemOptions({ matter }).map(one => ({ ...one, hint: said.get(one.value) }))
  })

const inWords = <V extends string>(
  last: ReadonlyMap<string, Standing<V>>,
  before: string,
  words: Readonly<Record<V, string>>,
): ReadonlyMap<string, string> =>
  new Map([...last].map(([item, { value }]) => [item, `${before}: ${words[value].toLowerCase()}`]))

/** The items of which that was not said last, in the order of the report. */
const itemsWithout = <V>(matter: Matter, last: ReadonlyMap<string, Standing<V>>, value: V): readonly string[] =>
  itemsOf(matter)
    .map(item => item.number)
    .filter(item => last.get(item)?.value !== value)

const howMany = (matter: Matter, of: 'reported' | 'verified') =>
  of === 'reported'
    ? [...reportedOf(matter).values()].filter(({ value }) => value === 'done').length
    : [...verifiedOf(matter).values()].filter(({ value }) => achievedAsVerified[value] === 'whole').length

const items = (many: number) => (many === 1 ? 'one item' : `${many} items`)

export const reportProgress = step({
  clauses: ['HH-33'],
  label: 'Report progress',
  about:
    'How far you say that it is. It stands beside what the inspectorate finds and is never taken for it. The inspectorate sees it once the plan has been passed on.',
  by: atPlace,
  open: [notEnded, after('in place', 'Put the plan in place first')],
  part: 'progress',
  adds: true,
  asks: {
    reported: rows(
      'Progress by item',
      'Report on at least one item',
      {
        number: number(matter => inWords(reportedOf(matter), 'Last reported', reported)),
        progress: choice('Progress', 'Say how far it is', reported),
        note: optional(paragraph('What was done', '')),
      },
      {
        most: 100,
        numberedBy: 'number',
        called: 'Item',
        ...rowForEach('items are not reported as done', matter => itemsWithout(matter, reportedOf(matter), 'done')),
        hint: 'Items that you leave empty stay as you last reported them.',
      },
    ),
  },
  refuse: ({ answers }) => each('reported', answers.reported),
  tells: [owner, makers],
  sets: ({ matter }) => ({ done: howMany(matter, 'reported') }),
  says: ({ answers }) => `reported progress on ${items(answers.reported.length)}`,
})

export const verify = step({
  clauses: ['HH-37', 'HH-33'],
  label: 'Say what progress was found',
  about:
    'At an inspection or a review of progress: your own judgement of each item, whatever the establishment reports of it.',
  by: inspectors,
  // What is found of a plan that has ended, by a review that began before, is found all the same.
  open: [
    after('published', 'Its report has not been published yet'),
    before('disposed of', 'It was disposed of', 'HH-15'),
  ],
  part: 'verified',
  adds: true,
  asks: {
    how: choice('Where was it found?', 'Say where it was found', {
      review: 'At a review of progress',
      inspection: 'At an inspection',
    }),
    judgements: rows(
      'Judgement of each item',
      'Judge at least one item',
      {
        number: number(matter => inWords(verifiedOf(matter), 'Last found', verified)),
        progress: choice('Progress found', 'Choose your judgement', verified),
        found: optional(paragraph('What was found', '')),
      },
      {
        most: 100,
        numberedBy: 'number',
        called: 'Item',
        ...rowForEach('items are not found to be good', matter => itemsWithout(matter, verifiedOf(matter), 'good')),
        hint: 'Items that you leave empty stay as you last found them.',
      },
    ),
  },
  refuse: ({ answers }) => each('judgements', answers.judgements),
  tells: [makers, governor],
  sets: ({ matter }) => ({ good: howMany(matter, 'verified') }),
  says: ({ answers }) => `found how far ${items(answers.judgements.length)} had come`,
})
