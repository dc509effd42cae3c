import type { Table } from '../../../engine/procedure.ts'
import { testsOf } from './drafting.ts'
import { newestContents, points } from './reading.ts'
import { answered, itemKinds, passages, scores, tests } from './words.ts'

/** What a report comes to, item by item: for whoever sees the working draft, and for whoever has it as published. */

const scoreTable = (part: string, label: string): Table => ({
  label,
  part,
  columns: { test: { label: 'Healthy-prison test' }, score: { label: 'Score', values: scores } },
  rows: (matter, world) => {
    const { scores: given } = newestContents(matter)
    const names = testsOf({ matter, world })
    return tests.flatMap(test => (given[test] === undefined ? [] : [{ test: names[test], score: given[test] }]))
  },
  empty: 'No test has been scored.',
})

const itemTable = (part: string, label: string): Table => ({
  label,
  part,
  columns: {
    number: { label: 'Number' },
    kind: { label: 'Kind', values: itemKinds },
    text: { label: 'In the report’s words' },
  },
  rows: matter => newestContents(matter).items.map(({ number, kind, text }) => ({ number, kind, text })),
  empty: 'None are listed.',
})

export const tables = {
  'working-scores': scoreTable('working', 'Scores in the working draft'),
  'working-items': itemTable('working', 'Concerns or recommendations in the working draft'),
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
  },
  scores: scoreTable('published', 'Scores'),
  items: itemTable('published', 'Key concerns or recommendations'),
} as const satisfies Readonly<Record<string, Table>>
