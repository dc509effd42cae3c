import { formatDay, type Day } from '../../../calendar/day.ts'
import type { Matter } from '../../../engine/matter.ts'
import { before, step, type Condition, type Refusal } from '../../../engine/procedure.ts'
import { itemRows, judgements, practiceRows, texts } from './contents.ts'
import { inspectionEnded, numberedItems } from './reading.ts'
import { concernsSince, concernsUsual, itemKinds, kindsFor } from './words.ts'
import { writers } from './who.ts'

/** Writing the report. All of it is the inspectorate’s own, and nobody else sees the working draft (HH-26). */

export const unpublished: Condition = before('published', 'It has been published: what it says stays as it is')

/** What is wrong with a list of items: of the wrong kind for its time, or two with one number. */
export function wrongItems(answer: unknown, ended: Day | undefined): Refusal | undefined {
  const items = numberedItems(answer, ended)
  const twice = items.find((item, at) => items.findIndex(other => other.number === item.number) < at)
  if (twice)
    return {
      field: 'items',
      words: `Two of them have the number ${twice.number}: each has a number of its own`,
      next: 'Leave the numbers empty to have them numbered in their order.',
    }
  const kinds = ended ? kindsFor(ended) : undefined
  const wrong = kinds && items.find(item => !kinds.includes(item.kind))
  if (!wrong) return undefined
  return {
    field: 'items',
    clause: 'HH-26',
    words: `${wrong.number} is a ${itemKinds[wrong.kind].toLowerCase()}: inspections that ended ${
      ended && ended >= concernsSince ? 'since' : 'before'
    } ${formatDay(concernsSince)} are reported by ${ended && ended >= concernsSince ? 'key concerns, some of them priorities' : 'recommendations'}`,
  }
}

const unusual = (answer: unknown, ended: Day | undefined): string | undefined => {
  const items = numberedItems(answer, ended)
  const priorities = items.filter(item => item.kind === 'priority').length
  const { most, leastPriorities, mostPriorities } = concernsUsual
  if (!ended || ended < concernsSince || items.length === 0) return undefined
  if (items.length > most) return `There are ${items.length} key concerns; as a rule there are up to ${most}.`
  return priorities < leastPriorities || priorities > mostPriorities
    ? `${priorities} of them ${priorities === 1 ? 'is a priority' : 'are priorities'}; as a rule ${leastPriorities} to ${mostPriorities} are.`
    : undefined
}

const ended = (matter: Matter) => inspectionEnded(matter)

export const write = step({
  clauses: ['HH-26'],
  label: 'Write the report',
  about:
    'What you wrote last stands in the boxes. Every time it is kept is a version, which can be exported or compared.',
  by: writers,
  open: [unpublished],
  goesOn: true,
  part: 'working',
  asks: texts,
  refuse: ({ answers }) =>
    Object.values(answers).some(words => typeof words === 'string' && words !== '')
      ? undefined
      : { field: 'introduction', words: 'Nothing is written yet', next: 'Write at least one of its sections.' },
  marks: 'written',
  says: () => 'wrote the report',
})

export const judge = step({
  clauses: ['HH-26'],
  label: 'Score the healthy-prison tests',
  about: 'Each from 1 (poor) to 4 (good). A test that this kind of inspection does not score is left empty.',
  by: writers,
  open: [unpublished],
  goesOn: true,
  part: 'working',
  asks: judgements,
  refuse: ({ answers }) =>
    Object.values(answers).some(score => score !== undefined)
      ? undefined
      : { field: 'safety', words: 'Score at least one test' },
  marks: 'judged',
  says: () => 'scored the healthy-prison tests',
})

export const listItems = step({
  clauses: ['HH-26'],
  label: 'List its key concerns or recommendations',
  about: `Inspections that ended on ${formatDay(concernsSince)} or later are reported by key concerns, some of them priorities; earlier ones by recommendations.`,
  by: writers,
  open: [unpublished],
  goesOn: true,
  part: 'working',
  asks: { items: { ...itemRows, missing: 'List at least one' } },
  refuse: ({ answers, matter }) => wrongItems(answers.items, ended(matter)),
  warn: ({ answers, matter }) => unusual(answers.items, ended(matter)),
  marks: 'listed',
  says: () => 'listed its key concerns or recommendations',
})

export const notePractice = step({
  clauses: ['HH-26'],
  label: 'Note positive practice',
  by: writers,
  open: [unpublished],
  goesOn: true,
  part: 'working',
  asks: { practice: { ...practiceRows, missing: 'Write down at least one' } },
  marks: 'practice noted',
  says: () => 'noted positive practice',
})
