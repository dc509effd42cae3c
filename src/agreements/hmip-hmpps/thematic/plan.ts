import { lastAnswers, type Matter } from '../../../engine/matter.ts'
import { after, refused, step, type Refusal, type Table } from '../../../engine/procedure.ts'
import { choice, day, oneOf, optional, paragraph, rowForEach, rows, text } from '../../../engine/question.ts'
import { owner } from '../../../engine/who.ts'
import { heads } from '../programme/who.ts'
import { atCentre } from '../who.ts'

/** What the prison service does about the recommendations, each by its number (HH-42, paragraph 44). */

const responses = { agreed: 'Agreed', part: 'Partly agreed', not: 'Not agreed' } as const

/** As many whole words as have room on a line. */
const firstWords = (words: string) => (words.length > 80 ? `${words.slice(0, 78).replace(/\s+\S*$/, '')} …` : words)

/** The recommendations as they were published, each with its number. */
const numbered = (matter: Matter): readonly { number: number; text: string }[] =>
  ((lastAnswers(matter, 'publish')?.recommendations ?? []) as readonly { text: string }[]).map(({ text }, at) => ({
    number: at + 1,
    text,
  }))

export const handInPlan = step({
  clauses: ['HH-42'],
  label: 'Hand in the action plan',
  about: 'For each recommendation: agreed or not, and what is done. Handed in again, the new one takes its place.',
  by: atCentre,
  open: [after('published', 'It has not been published yet')],
  goesOn: true,
  part: 'plan',
  asks: {
    items: rows(
      'The plan',
      'Give at least one row',
      {
        number: oneOf('Which recommendation?', 'Choose the recommendation', ({ matter }) =>
          numbered(matter).map(one => ({ value: String(one.number), text: `${one.number}: ${firstWords(one.text)}` })),
        ),
        response: choice('Response', 'Choose the response', responses),
        reason: optional(text('Reason, where not wholly agreed', '')),
        action: optional(paragraph('Action', '')),
        owner: optional(text('Who sees to it', '')),
        by: optional(day('By when', '')),
      },
      {
        numberedBy: 'number',
        called: 'Recommendation',
        // Handed in again, it begins with the plan that was handed in.
        ...rowForEach('recommendations have no response yet', matter =>
          lastAnswers(matter, 'hand-in-plan') ? [] : numbered(matter).map(one => String(one.number)),
        ),
      },
    ),
  },
  refuse: ({ answers }) => {
    const wrong = answers.items.flatMap((item, at): readonly Refusal[] => [
      ...(answers.items.findIndex(other => other.number === item.number) === at
        ? []
        : [
            {
              field: `items-${at}-number`,
              words: `Recommendation ${item.number} is answered twice here`,
            },
          ]),
      ...(item.response === 'agreed' || item.reason
        ? []
        : [{ field: `items-${at}-reason`, words: `Recommendation ${item.number}: say why it is not wholly agreed` }]),
    ])
    return refused(wrong)
  },
  warn: ({ answers, matter }) => {
    const left = numbered(matter)
      .map(one => one.number)
      .filter(number => !answers.items.some(item => item.number === String(number)))
    if (left.length === 0) return undefined
    return `${left.length === 1 ? 'This recommendation has' : 'These recommendations have'} no response: ${left.join(', ')}.`
  },
  marks: 'plan handed in',
  to: 'answered',
  tells: [owner, heads],
  says: () => 'handed in the action plan',
})

export const planTable: Table = {
  label: 'Recommendations and what is done',
  part: 'published',
  tells: ['recommendations', 'items'],
  columns: {
    number: { label: 'Number', is: 'number' },
    text: { label: 'Recommendation' },
    response: { label: 'Response', values: responses, part: 'plan' },
    reason: { label: 'Reason', part: 'plan' },
    action: { label: 'Action', part: 'plan' },
    owner: { label: 'Who sees to it', part: 'plan' },
    by: { label: 'By when', is: 'day', part: 'plan' },
  },
  rows: matter => {
    const plan = (lastAnswers(matter, 'hand-in-plan')?.items ?? []) as readonly Record<string, string>[]
    return numbered(matter).map(({ number, text }) => {
      const item = plan.find(one => one.number === String(number))
      return {
        number,
        text,
        response: item?.response,
        reason: item?.reason,
        action: item?.action,
        owner: item?.owner,
        by: item?.by,
      }
    })
  },
  empty: 'It has not been published yet.',
}
