import type { Matter } from '../../../engine/matter.ts'
import type { Table } from '../../../engine/procedure.ts'
import { points, publishedContents, workingContents, testsOf, type Contents } from './reading.ts'
import { answered, itemKinds, passages, scores, tests } from './words.ts'

/** What a report comes to, item by item: for whoever sees the working draft, and for whoever has it as published. */

/** Drawn from the working draft, or from the report as it was published: never the one from the other. */
type From = (matter: Matter) => Contents

const scoreTable = (part: string, label: string, from: From, empty: string): Table => ({
  label,
  part,
  empty,
  columns: { test: { label: 'Healthy-prison test' }, score: { label: 'Score', values: scores } },
  rows: (matter, world) => {
    const { scores: given } = from(matter)
    const names = testsOf({ matter, world })
    return tests.flatMap(test => (given[test] === undefined ? [] : [{ test: names[test], score: given[test] }]))
  },
})

const itemTable = (part: string, label: string, from: From, empty: string): Table => ({
  label,
  part,
  empty,
  columns: {
    number: { label: 'Number' },
    kind: { label: 'Kind', values: itemKinds },
    text: { label: 'In the report’s words' },
  },
  rows: matter => from(matter).items.map(({ number, kind, text }) => ({ number, kind, text })),
})

const unpublished = 'It has not been published, or holds none.'

export const tables = {
  'working-scores': {
    ...scoreTable('working', 'Scores in the working draft', workingContents, 'No test has been scored.'),
    until: 'scores',
  },
  'working-items': {
    ...itemTable('working', 'Concerns or recommendations in the working draft', workingContents, 'None are listed.'),
    until: 'items',
  },
  points: {
    label: 'Points of fact and their answers',
    part: 'check',
    columns: {
      number: { label: 'Point', is: 'number' },
      passage: { label: 'Passage' },
      wrong: { label: 'Said to be wrong' },
      evidence: { label: 'Evidence' },
      is: { label: 'About', values: passages },
      answer: { label: 'Answer', values: answered },
      words: { label: 'In words' },
    },
    rows: matter =>
      points(matter).map(({ answer, ...point }) => ({ ...point, answer: answer?.how, words: answer?.words })),
    empty: 'No point has been raised.',
    // What was said on the way is beside the point once the report is public: it has a page of its own.
    until: 'items',
  },
  scores: scoreTable('published', 'Scores as published', publishedContents, unpublished),
  items: itemTable('published', 'Concerns or recommendations as published', publishedContents, unpublished),
} as const satisfies Readonly<Record<string, Table>>
