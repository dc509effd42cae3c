import { formatDay } from '../../../calendar/day.ts'
import { lastAnswer, lastAnswers, type Matter } from '../../../engine/matter.ts'
import { after, provided, step } from '../../../engine/procedure.ts'
import {
  choice,
  day,
  oneOf,
  optional,
  paragraph,
  references,
  rowForEach,
  rows,
  text,
  worked,
} from '../../../engine/question.ts'
import { notOver, unpublished } from './choosing.ts'
import { judgedOf, numbersInWords, optionsOf, selectedOf, unjudged, type Judgement } from './items.ts'
import { begunOn, inspectionEnded, visitedUntil } from './reading.ts'
import { heads, publishedTo, writers } from './who.ts'
import { aboutOf, judgements } from './words.ts'

/** Each item is judged by what was seen, and the report says so: to everyone in the same minute (HH-37, HH-41). */

const progress = choice('Progress found', 'Choose your judgement', judgements, { clause: 'HH-37' })

export const judge = step({
  clauses: ['HH-37'],
  label: 'Judge how far items have come',
  about:
    'Your own judgement, whatever the establishment reports. It stays with the inspectorate until the report of the review. An item judged again stands as it was judged last.',
  by: writers,
  open: [notOver, after('visit begun', 'Nothing is judged before the visit has begun'), unpublished],
  adds: true,
  part: 'working',
  asks: {
    judged: rows(
      'Judgement of each item',
      'Judge at least one item',
      {
        number: oneOf('Item number', 'Choose an item that is reviewed, by its number', ({ matter }) =>
          optionsOf(selectedOf(matter)),
        ),
        progress,
        found: optional(paragraph('What was found', '')),
      },
      {
        most: 100,
        numberedBy: 'number',
        called: 'Item',
        ...rowForEach('items have no judgement yet', matter => unjudged(matter).map(item => item.number)),
        hint: 'Leave an item empty to judge it another time.',
      },
    ),
  },
  refuse: ({ answers: { judged } }) => {
    const again = judged.findIndex(({ number }, at) => judged.findIndex(one => one.number === number) < at)
    return again < 0
      ? undefined
      : {
          field: `judged-${again}-number`,
          words: `Item ${judged[again]?.number} is there twice`,
          next: 'Give each item one row.',
        }
  },
  sets: ({ matter }) => ({ judged: judgedOf(matter).size }),
  says: ({ answers }) => `judged ${numbersInWords(answers.judged)}`,
})

export const write = step({
  clauses: ['HH-41'],
  label: 'Write the report of the review',
  about: 'What was found on the whole. The judgement of each item is put beside it as it is published.',
  by: writers,
  open: [notOver, after('visit begun', 'The visit has not begun'), unpublished],
  goesOn: true,
  part: 'working',
  asks: { words: paragraph('The report', 'Write the report') },
  marks: 'written',
  says: () => 'wrote in the report of the review',
})

/** The action plan that was named last, if one was. */
const planOf = (matter: Matter) => lastAnswer(matter, 'plan') as readonly string[] | undefined

const many = (matter: Matter, judgement: Judgement) =>
  selectedOf(matter).filter(item => judgedOf(matter).get(item.number)?.progress === judgement).length

/** '1 insufficient, 2 good' */
const foundInWords = (matter: Matter): string =>
  (Object.keys(judgements) as Judgement[])
    .flatMap(one => {
      const count = many(matter, one)
      return count > 0 ? [`${count} ${judgements[one].toLowerCase().replace(/ progress$/, '')}`] : []
    })
    .join(', ')

/** The judgements of the items that are reviewed, with the items' own words, for those who see nothing else. */
const judgedRows = (matter: Matter) =>
  selectedOf(matter).flatMap(item => {
    const judged = judgedOf(matter).get(item.number)
    return judged ? [{ number: item.number, text: item.text, progress: judged.progress, found: judged.found }] : []
  })

export const publish = step({
  clauses: ['HH-41', 'HI-8f'],
  label: 'Publish the report of the review',
  about:
    'To the prison service, ministers, the monitoring board and its national unit, and the ombudsman, all at once. What was found of each item is taken to the action plan, beside what the prison reports.',
  by: writers,
  open: [
    notOver,
    unpublished,
    after('visited', 'The visit has not ended'),
    provided(({ matter }) => unjudged(matter).length === 0, 'Judge every item that is reviewed first', 'HH-37'),
    after('written', 'Write the report first'),
  ],
  part: 'published',
  asks: {
    on: worked(({ world }) => world.today, day('Published on', 'The day could not be told')),
    ended: worked(({ matter }) => inspectionEnded(matter) as never, optional(day('Inspection ended', ''))),
    first: worked(({ matter }) => begunOn(matter) as never, optional(day('First day of the visit', ''))),
    last: worked(({ matter }) => visitedUntil(matter) as never, optional(day('Last day of the visit', ''))),
    words: worked(
      ({ matter }) => String(lastAnswers(matter, 'write')?.words ?? ''),
      paragraph('The report', 'Write the report first'),
    ),
    items: worked(
      ({ matter }) => judgedRows(matter) as never,
      rows(
        'Progress by item',
        'Judge every item that is reviewed first',
        {
          number: text('Item number', 'It has no number'),
          text: paragraph('Item', 'It has no words'),
          progress,
          found: optional(paragraph('What was found', '')),
        },
        { most: 100, numberedBy: 'number' },
      ),
    ),
    plan: references('Which action plan is what was found taken to?', {
      of: { prefix: 'ACP', what: 'action plan' },
      one: true,
      part: 'candidacy',
      hint: 'The one on the report that was reviewed, beside what the prison reports. Leave it out if it is not kept here.',
      among: { procedure: 'action-plan', at: ({ matter }) => matter.place },
      usual: ({ matter }) => planOf(matter),
    }),
  },
  marks: 'published',
  to: 'published',
  discloses: [{ part: 'published', to: publishedTo, purpose: 'It is published', clause: 'HH-41' }],
  tells: [publishedTo, heads],
  sets: ({ matter, answers, world }) => ({
    of: answers.ended && aboutOf(answers.ended),
    published: world.today,
    none: many(matter, 'none'),
    insufficient: many(matter, 'insufficient'),
    reasonable: many(matter, 'reasonable'),
    good: many(matter, 'good'),
    found: foundInWords(matter),
  }),
  links: ({ answers }) => answers.plan ?? [],
  also: ({ matter }) =>
    (planOf(matter) ?? []).map(reference => ({
      reference,
      step: 'verify',
      answers: {
        how: 'review',
        judgements: judgedRows(matter).map(({ number, progress, found }) => ({
          number,
          progress,
          ...(found !== undefined && { found }),
        })),
      },
    })),
  says: ({ answers }) => `published the report of the review on ${formatDay(answers.on)}`,
})
