import type { Matter } from '../../../engine/matter.ts'
import { before, provided, refused, step, type Condition, type Refusal } from '../../../engine/procedure.ts'
import { choice, day, oneOf, optional, paragraph, rowForEach, rows, text } from '../../../engine/question.ts'
import { itemOptions, itemsOf, numbersInWords, planned, responses, rowsOf, saysSomething, type Row } from './items.ts'
import { atPlace, makers } from './who.ts'
import { centre } from '../who.ts'

/** The plan is made at the establishment, row by row or from the service's usual table. */

/** The columns of the service's table, under the names that it gives them. */
export const planRow = {
  number: oneOf('Item number', 'Choose an item of the report by its number', itemOptions, {
    inSheets: { called: ['Rec. no.', 'Recommendation number', 'No.', 'Number'], asAbove: true },
  }),
  response: optional(
    choice('Response', 'Agreed, partly agreed or not agreed', responses, {
      hint: 'It may be left out in the further rows of an item.',
      inSheets: { called: ['Agreed/Partly agreed/Not agreed', 'Agreed', 'Accepted'] },
    }),
  ),
  reason: optional(
    paragraph('Reason', '', {
      hint: 'Needed where the item is not agreed, or not in whole.',
      clause: 'HH-32a',
      inSheets: { called: ['Reason if not agreed'] },
    }),
  ),
  action: optional(
    paragraph('Action', '', {
      hint: 'What was done or will be done.',
      inSheets: { called: ['Response – action taken/planned', 'Action taken/planned'] },
    }),
  ),
  owner: optional(
    text('Owner', '', {
      hint: 'The post that answers for it, not a name.',
      example: 'Head of safety',
      inSheets: { called: ['Responsible owner'] },
    }),
  ),
  target: optional(day('Target date', '')),
} as const

/** Nobody changes a plan while others check and clear it. */
const inHand: Condition = provided(
  ({ matter }) => ['making', 'passed'].includes(matter.stage),
  'It is being checked or cleared: ask for it to be sent back if it must change',
  'HH-32b',
)

const notEnded = before('closed', 'This plan has ended')

/** What is wrong in rows that were written, each fault at the row it is in. */
export function faultsIn(given: readonly Row[]): readonly Refusal[] {
  if (!given.some(saysSomething))
    return [{ field: 'plan', words: 'Nothing is said of any item yet', next: 'Give at least one of them a response.' }]
  return given.flatMap((row, at) => {
    if (!saysSomething(row)) return []
    const same = given.filter(one => one.number === row.number && saysSomething(one))
    const first = same[0] === row
    const response = same.find(one => one.response)?.response
    const about = `Item ${row.number}`
    const faults: Refusal[] = []
    const wrong = (column: keyof Row, words: string, next: string) =>
      faults.push({ field: `plan-${at}-${column}`, words, next })
    if (first && response === undefined)
      wrong('response', `${about} has no response`, 'Say whether it is agreed, partly agreed or not agreed.')
    if (row.response && row.response !== response)
      wrong(
        'response',
        `${about} is “${responses[response ?? row.response]}” in one row and “${responses[row.response]}” in another`,
        'Give an item one response: it may be left out of its further rows.',
      )
    if (first && response !== undefined && response !== 'agreed' && !same.some(one => one.reason))
      wrong('reason', `${about} is not wholly agreed and no reason is given`, 'Say why not.')
    if (row.action && !row.owner)
      wrong('owner', `The action on item ${row.number} has no owner`, 'Name the post that answers for it.')
    if (row.action && !row.target)
      wrong('target', `The action on item ${row.number} has no target date`, 'Say by when it is to be done.')
    if (!row.action && (row.owner || row.target))
      wrong('action', `${about} has an owner or a date and no action`, 'Say what is to be done, or take them out.')
    return faults
  })
}

/** The items of which what stands in the plan is so, in the order of the report. */
const those = (matter: Matter, so: (one: ReturnType<typeof planned>) => boolean): readonly string[] => {
  const standing = rowsOf(matter)
  return itemsOf(matter)
    .map(({ number }) => number)
    .filter(number => so(planned(standing.get(number) ?? [])))
}
const withoutResponse = (matter: Matter) => those(matter, one => one === undefined)

/** Why the plan as it stands is not whole: items without a response, and agreed ones without an action. */
export function unfinished(matter: Matter): Refusal | undefined {
  const called = (numbers: readonly string[]) =>
    `${numbers.length === 1 ? 'Item' : 'Items'} ${numbersInWords(numbers)} ${numbers.length === 1 ? 'has' : 'have'}`
  const unanswered = withoutResponse(matter)
  if (unanswered.length > 0)
    return {
      words: `${called(unanswered)} no response yet`,
      next: 'Write the rest of the plan first: every item is agreed, partly agreed or not agreed.',
    }
  const idle = those(matter, one => one !== undefined && one.response !== 'not' && one.actions.length === 0)
  return idle.length > 0
    ? { words: `${called(idle)} no action yet`, next: 'Write what was done or will be done, by whom and by when.' }
    : undefined
}

/** The rows as they stand, in the order of the report: what is checked, cleared and passed on. */
export const wholePlan = (matter: Matter): readonly { readonly [K in keyof Row]: Row[K] }[] => {
  const standing = rowsOf(matter)
  return itemsOf(matter).flatMap(({ number }) => standing.get(number) ?? [])
}

export const plan = step({
  clauses: ['HH-32a', 'HH-33'],
  label: 'Write the plan',
  about:
    'Row by row, or from your usual table as a sheet. What you write of an item takes the place of what stood there for it; items that you leave out stay as they are. Only the prison service sees it until it is passed on.',
  by: atPlace,
  open: [notEnded, inHand],
  part: 'plan',
  adds: true,
  asks: {
    plan: rows('The plan', 'Write at least one row', planRow, {
      most: 200,
      numberedBy: 'number',
      called: 'Item',
      ...rowForEach('items have no response yet', withoutResponse),
      ofSeveral: { called: ['Plan', 'Plan reference'] },
      hint: 'Leave an item empty to answer it another time. An item with several actions has a further row for each; its response and reason stand in the first. To fill in many at once, take the plan’s table out as a file, fill it in, and choose it below.',
    }),
  },
  refuse: ({ answers }) => refused(faultsIn(answers.plan as readonly Row[])),
  marks: 'written',
  tells: [centre],
  says: ({ answers }) => {
    const numbers = [...new Set((answers.plan ?? []).filter(row => saysSomething(row as Row)).map(row => row.number))]
    return numbers.length === 1 ? `wrote the plan for item ${numbers[0]}` : `wrote the plan for ${numbers.length} items`
  },
})

/** Until it is whole, to write it is what leads there. */
const whole: Condition = {
  needs: ['written'],
  holds: ({ matter }) => unfinished(matter) === undefined,
  otherwise: ({ matter }) => {
    const { words = '', next = '' } = unfinished(matter) ?? {}
    return `${words}. ${next}`
  },
}

export const putInPlace = step({
  clauses: ['HH-32a'],
  label: 'Put the plan in place',
  about: 'When every item has its response, and each that is agreed has its actions. It then goes to be checked.',
  by: atPlace,
  open: [notEnded, provided(({ matter }) => matter.stage === 'making', 'It has been put in place'), whole],
  part: 'course',
  asks: {},
  marks: 'in place',
  to: 'checking',
  tells: [makers],
  says: () => 'put the plan in place',
})
