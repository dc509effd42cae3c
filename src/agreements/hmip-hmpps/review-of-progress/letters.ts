import { formatDay } from '../../../calendar/day.ts'
import { lastAnswers } from '../../../engine/matter.ts'
import { facts, heading, list, paragraph, signature, table } from '../../../letters/blocks.ts'
import type { Letter } from '../../../letters/letter.ts'
import { selectedOf } from './items.ts'
import { announcedDays, inspectionEnded, placeName } from './reading.ts'
import { writers } from './who.ts'
import { judgements, lengths } from './words.ts'

const words = (answer: unknown): string => (typeof answer === 'string' ? answer : '')

/** What tells the establishment of the visit (HH-41). */
export const announcement: Letter = {
  id: 'announcement',
  label: 'Letter that announces the visit',
  by: writers,
  clause: 'HH-41',
  to: 'senior manager',
  from: ['course'],
  offered: ({ matter }) => announcedDays(matter) !== undefined,
  title: view => `Review of progress: ${placeName(view)}`,
  blocks: view => {
    const { matter } = view
    const [said, on, ended] = [lastAnswers(matter, 'announce'), announcedDays(matter), inspectionEnded(matter)]
    const items = selectedOf(matter)
    return [
      facts({
        To: `The governor, ${placeName(view)}`,
        Reference: matter.reference,
        ...(ended ? { 'Inspection ended': formatDay(ended) } : {}),
        ...(on ? { 'First day of the visit': formatDay(on.first), 'Last day of the visit': formatDay(on.last) } : {}),
        'On site': lengths[said?.length as keyof typeof lengths] ?? '',
        Inspectors: String(said?.team ?? ''),
      }),
      paragraph(
        'We are coming to see how far some of the concerns of our last report have been acted on. We judge each by what we see.',
      ),
      items.length > 0 && heading('What we review', 2),
      items.length > 0 && list(items.map(({ number, text }) => `${number}: ${text}`)),
      words(said?.note) !== '' && paragraph(words(said?.note)),
      signature(view.me.name, view.me.title),
    ]
  },
}

/** The report itself, as it was published (HH-41). */
export const reviewReport: Letter = {
  id: 'review-report',
  label: 'The report of the review',
  by: writers,
  clause: 'HH-41',
  to: 'public',
  from: ['published'],
  offered: ({ matter }) => lastAnswers(matter, 'publish') !== undefined,
  title: view => `Review of progress: ${placeName(view)}`,
  blocks: view => {
    const said = lastAnswers(view.matter, 'publish')
    const rows = (said?.items ?? []) as readonly Readonly<Record<string, string>>[]
    const day = (name: string) => words(said?.[name]) as Parameters<typeof formatDay>[0]
    return [
      facts({
        Place: placeName(view),
        ...(said?.ended ? { 'Inspection ended': formatDay(day('ended')) } : {}),
        ...(said?.first && said.last ? { Visited: `${formatDay(day('first'))} to ${formatDay(day('last'))}` } : {}),
        ...(said?.on ? { Published: formatDay(day('on')) } : {}),
      }),
      paragraph(words(said?.words)),
      heading('Progress by item', 2),
      table(
        ['Item number', 'Item', 'Progress found', 'What was found'],
        rows.map(({ number = '', text = '', progress, found = '' }) => [
          number,
          text,
          judgements[progress as keyof typeof judgements] ?? '',
          found,
        ]),
      ),
    ]
  },
}

export const letters: Readonly<Record<string, Letter>> = {
  [announcement.id]: announcement,
  [reviewReport.id]: reviewReport,
}
