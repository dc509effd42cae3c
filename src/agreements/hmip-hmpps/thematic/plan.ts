import { lastAnswers, type Matter } from '../../../engine/matter.ts'
import { after, refused, step, type Refusal, type Table } from '../../../engine/procedure.ts'
import { choice, day, number, optional, paragraph, rows, text } from '../../../engine/question.ts'
import { owner } from '../../../engine/who.ts'
import { heads } from '../programme/who.ts'
import { atCentre } from '../who.ts'

/** What the prison service does about the recommendations, each by its number (HH-42, paragraph 44). */

const responses = { agreed: 'Agreed', part: 'Partly agreed', not: 'Not agreed' } as const

/** The recommendations as they were published, each with its number. */
const numbered = (matter: Matter): readonly { number: number; text: string }[] =>
  ((lastAnswers(matter, 'publish')?.recommendations ?? []) as readonly { text: string }[]).map(({ text }, at) => ({
    number: at + 1,
    text,
  }))

export const handInPlan = step({
  clauses: ['HH-42'],
  label: 'Hand in the action plan',
  about:
    'For each recommendation, by its number: agreed or not, and what is done. Handed in again, the new one takes its place.',
  by: atCentre,
  open: [after('published', 'It has not been published yet')],
  part: 'plan',
  asks: {
    items: rows(
      'The plan',
      'Give at least one row',
      {
        number: number('Recommendation', 'Give its number', { least: 1, most: 200 }),
        response: choice('Response', 'Choose the response', responses),
        reason: optional(text('Reason, where not wholly agreed', '')),
        action: optional(paragraph('Action', '')),
        owner: optional(text('Who sees to it', '')),
        by: optional(day('By when', '')),
      },
      { numberedBy: 'number' },
    ),
  },
  refuse: ({ answers, matter }) => {
    const known = numbered(matter).map(one => one.number)
    const wrong = answers.items.flatMap((item, at): readonly Refusal[] => [
      ...(known.includes(item.number)
        ? []
        : [{ field: `items-${at}-number`, words: `Row ${at + 1}: there is no recommendation ${item.number}` }]),
      ...(item.response === 'agreed' || item.reason
        ? []
        : [{ field: `items-${at}-reason`, words: `Row ${at + 1}: say why it is not wholly agreed` }]),
    ])
    return refused(wrong)
  },
  warn: ({ answers, matter }) => {
    const left = numbered(matter)
      .map(one => one.number)
      .filter(number => !answers.items.some(item => item.number === number))
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
  columns: {
    number: { label: 'Number', is: 'number' },
    text: { label: 'Recommendation' },
    response: { label: 'Response', values: responses },
    action: { label: 'Action' },
    owner: { label: 'Who sees to it' },
    by: { label: 'By when', is: 'day' },
  },
  rows: matter => {
    const plan = (lastAnswers(matter, 'hand-in-plan')?.items ?? []) as readonly (Record<string, string> & {
      number: number
    })[]
    return numbered(matter).map(({ number, text }) => {
      const item = plan.find(one => one.number === number)
      return { number, text, response: item?.response, action: item?.action, owner: item?.owner, by: item?.by }
    })
  },
  empty: 'It has not been published yet.',
}
