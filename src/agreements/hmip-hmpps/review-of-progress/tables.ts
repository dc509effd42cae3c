import { lastAnswers } from '../../../engine/matter.ts'
import type { Table, TableRow } from '../../../engine/procedure.ts'
import { itemsOf, judgedOf, selectedOf } from './items.ts'
import { announcedDays, begunOn, inspectionEnded, publishedOn, reportDue, visitedUntil } from './reading.ts'
import { itemKinds } from '../report/words.ts'
import { judgements, windowOf } from './words.ts'

/** What a review comes to: its dates with their arithmetic, what is reviewed, and how far each item was found to have come. */

const dates: Table = {
  label: 'Its dates',
  part: 'course',
  columns: {
    what: { label: 'What' },
    on: { label: 'Day', is: 'day' },
    counted: { label: 'How it is counted' },
  },
  rows: (matter, world) => {
    const row = (what: string, on: string | undefined, counted?: string): TableRow[] =>
      on === undefined ? [] : [{ what, on, ...(counted !== undefined && { counted }) }]
    const ended = inspectionEnded(matter)
    const span = ended && windowOf(ended, world)
    const announced = announcedDays(matter)
    const report = reportDue(matter, world)
    return [
      ...row('The inspection ended', ended),
      ...row('Visit from, as a rule', span?.opens.day, span?.opens.working.sentence),
      ...row('Visit until, as a rule', span?.closes.day, span?.closes.working.sentence),
      ...row('Visit announced from', announced?.first),
      ...row('Visit announced until', announced?.last),
      ...row('The visit began', begunOn(matter)),
      ...row('The visit ended', visitedUntil(matter)),
      ...row('Report due', report?.day, report?.working.sentence),
      ...row('Report published', publishedOn(matter)),
    ]
  },
  empty: 'No date is known yet.',
}

const items: Table = {
  label: 'What the report asked for, and what is reviewed',
  part: 'course',
  tells: ['items', 'selected'],
  columns: {
    number: { label: 'Item number' },
    kind: { label: 'Kind', values: itemKinds },
    text: { label: 'Item' },
    reviewed: { label: 'Reviewed', values: { yes: 'Yes', no: 'No' } },
  },
  rows: matter => {
    const selected = selectedOf(matter)
    return itemsOf(matter).map(({ number, kind, text }) => ({
      number,
      kind,
      text,
      reviewed: selected.some(item => item.number === number) ? 'yes' : 'no',
    }))
  },
  empty: 'The report asked for nothing.',
}

const judged = {
  number: { label: 'Item number' },
  item: { label: 'Item' },
  progress: { label: 'Progress found', values: judgements },
  found: { label: 'What was found' },
} as const

const working: Table = {
  label: 'Judgements so far',
  part: 'working',
  columns: judged,
  tells: ['judged'],
  until: 'published',
  rows: matter => {
    const given = judgedOf(matter)
    return selectedOf(matter).map(({ number, text }) => ({
      number,
      item: text,
      progress: given.get(number)?.progress,
      found: given.get(number)?.found,
    }))
  },
  empty: 'No item has been selected yet.',
}

const published: Table = {
  label: 'Progress by item',
  part: 'published',
  columns: judged,
  tells: ['items'],
  rows: matter =>
    ((lastAnswers(matter, 'publish')?.items ?? []) as readonly Readonly<Record<string, string>>[]).map(
      ({ number, text, progress, found }) => ({ number, item: text, progress, found }),
    ),
  empty: 'The report of the review has not been published.',
}

export const tables = { dates, items, working, published } as const
