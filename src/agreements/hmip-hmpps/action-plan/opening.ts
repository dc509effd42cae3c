import { has } from '../../../engine/matter.ts'
import { before, step, type Share } from '../../../engine/procedure.ts'
import { choice, day, optional, paragraph, place, references, rows, text } from '../../../engine/question.ts'
import { formatDay } from '../../../calendar/day.ts'
import type { Taking } from '../../../engine/world.ts'
import { itemKinds } from '../report/words.ts'
import { goesBack, onItsWay } from './clearing.ts'
import { isOtherThan, itemsOf, reportsOf, type Item } from './items.ts'
import { heads, inspectors, makers } from './who.ts'

/** The report sets a plan going: its items, and the day from which the months are counted. */

const asked = rows(
  'What does the report ask for?',
  'Give at least one item',
  {
    number: text('Item number', 'Give its number in the report', { example: '1' }),
    text: paragraph('Item', 'Give its words'),
    kind: choice('Kind', 'Choose its kind', itemKinds),
  },
  { part: 'items', most: 100, numberedBy: 'number', hint: 'Under the numbers that the report gives them.' },
)

const publication = (label: string, missing: string) =>
  day(label, missing, {
    notAfterToday: true,
    clause: 'HH-32a',
    hint: 'The three and the six months are counted from it.',
  })

export const twice = (items: readonly Pick<Item, 'number'>[]): number =>
  items.findIndex(({ number }, at) => items.findIndex(one => one.number === number) < at)

const numberedOnce = (items: readonly Pick<Item, 'number'>[] | undefined) => {
  const at = twice(items ?? [])
  return at < 0
    ? undefined
    : {
        field: `items-${at}-number`,
        words: `The number ${items?.[at]?.number} is there twice`,
        next: 'Give each item the number it has in the report.',
      }
}

const about = (published: string | undefined) =>
  published
    ? `The report published on ${formatDay(published as Parameters<typeof formatDay>[0])}`
    : 'A report that is not published yet'

/** Who sees what from the start: the plan itself, while it is made, is the prison service’s alone. */
const shares: readonly Share[] = [
  {
    part: ['course', 'items', 'passed', 'verified'],
    to: heads,
    purpose: 'To answer for what is found',
    clause: 'HH-33',
  },
  { part: ['course', 'items'], to: makers, purpose: 'To answer each item', clause: 'HH-32a' },
  { part: ['plan', 'progress'], to: makers, purpose: 'To make the plan, and to keep it current', clause: 'HH-32a' },
  {
    part: ['passed', 'verified'],
    to: makers,
    purpose: 'To know what was passed on, and what was found',
    clause: 'HH-32b',
  },
]

export const open = step({
  clauses: ['HH-32a'],
  label: 'Open an action plan',
  about:
    'For what a report asks of an establishment. The prison service makes the plan by itself; you see it once it has been passed to you.',
  by: inspectors,
  part: 'course',
  asks: {
    place: place('Which place is it for?', 'Choose the place it is for'),
    report: references('The report', { hint: 'Its reference, if it is here.' }),
    published: optional(publication('When was the report published?', '')),
    items: asked,
  },
  refuse: ({ answers }) => numberedOnce(answers.items),
  marks: { opened: () => true, published: ({ answers }) => Boolean(answers.published) },
  to: 'making',
  links: ({ answers }) => answers.report,
  // The report keeps its reference, and says so here as it is published.
  also: ({ matter }) =>
    reportsOf(matter).map(reference => ({ reference, step: 'keep-plan', answers: { plan: [matter.reference] } })),
  discloses: shares,
  tells: [makers],
  sets: ({ answers }) => ({
    about: about(answers.published),
    published: answers.published || undefined,
    items: answers.items.length,
  }),
  says: ({ answers, world }) =>
    `opened the action plan of ${world.directory.findPlace(String(answers.place))?.name ?? 'the establishment'}`,
})

/** A plan that was made for other items, or for these under other numbers, is made for what the report asks for in the end. */
const madeForOthers = ({ matter, answers }: Taking<{ items?: readonly Item[] | undefined }>) =>
  matter.stage !== 'making' && answers.items !== undefined && isOtherThan(itemsOf(matter), answers.items)

export const published = step({
  clauses: ['HH-32a', 'HH-32b'],
  label: 'Say that the report was published',
  about:
    'The three months and the six months are counted from that day. Say it again to put the day right. If its items are others than before, the plan goes back to be made for these; what was written of an item stays with its words.',
  by: inspectors,
  open: [
    before(
      'closed',
      'This plan has ended. Where its report is still to be published here, say on the report’s page first that it is not its plan',
    ),
  ],
  part: 'course',
  asks: {
    published: publication('When was it published?', 'Give the day it was published'),
    items: optional({ ...asked, label: 'What it asks for, if that changed since the draft' }),
  },
  refuse: ({ answers }) => numberedOnce(answers.items),
  marks: 'published',
  clears: Object.fromEntries([...onItsWay, 'passed'].map(milestone => [milestone, madeForOthers])),
  to: { making: madeForOthers },
  // Whoever is clearing it has it again once it comes to them. Whoever publishes the report need not know that they had it.
  recalls: [{ part: 'plan', from: { allBut: makers }, clause: 'HH-32b', when: ({ matter }) => goesBack(matter) }],
  tells: [makers],
  sets: ({ answers, matter }) => ({
    about: about(answers.published),
    published: answers.published,
    items: answers.items?.length,
    ...(!has(matter, 'passed') && { passed: '' }),
  }),
  says: ({ answers }) => `said that the report was published on ${formatDay(answers.published)}`,
})
