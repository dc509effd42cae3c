import type { Table, TableRow } from '../../../engine/procedure.ts'
import { answeredIn, byPublication, byReceipt, inspectionEnded, publishedOn, receivedOn, sentOn } from './reading.ts'
import { byPractice } from './sending.ts'

/** Every date of a notification beside the others, with whose date it is and how it was reached (decision 4). */
const dates: Table = {
  label: 'Its dates',
  part: 'notification',
  columns: {
    what: { label: 'What' },
    on: { label: 'Day', is: 'day' },
    counted: { label: 'How it is counted' },
  },
  rows: (matter, world) => {
    const ended = inspectionEnded(matter)
    const practice = ended && byPractice(ended, world)
    const [received, published] = [byReceipt(matter, world), byPublication(matter, world)]
    const row = (what: string, on: string | undefined, counted?: string): TableRow[] =>
      on === undefined ? [] : [{ what, on, ...(counted !== undefined && { counted }) }]
    return [
      ...row('The inspection ended', ended),
      ...row(
        'To be sent by, in the inspectorate’s practice',
        practice?.day,
        practice &&
          `${practice.working.sentence} This is the inspectorate’s practice; the agreement sets no such date.`,
      ),
      ...row('Sent', sentOn(matter)),
      ...row('Received', receivedOn(matter)),
      ...row('Published', publishedOn(matter)),
      ...row(
        'To be answered by, counted from its receipt',
        received?.day,
        received && `${received.working.sentence} This is the agreement’s date.`,
      ),
      ...row(
        'The same, counted from its publication',
        published?.day,
        published &&
          `${published.working.sentence} Shown beside the agreement’s date, which is counted from the receipt.`,
      ),
      ...row('Answered: what is done at once', answeredIn(matter, 'immediate')?.on),
      ...row('Answered: what is done in the longer run', answeredIn(matter, 'longer')?.on),
    ]
  },
  empty: 'No date is known yet.',
}

export const tables = { dates } as const
