import { formatDay } from '../../../calendar/day.ts'
import { bodies } from '../../../bodies.ts'
import { has, lastAnswer, lastAnswers } from '../../../engine/matter.ts'
import { facts, paragraph, signature } from '../../../letters/blocks.ts'
import type { Letter } from '../../../letters/letter.ts'
import { inspectionEnded, partnersOf, placeName, sentOn } from './reading.ts'
import { office, writers } from './who.ts'

const words = (answer: unknown): string => (typeof answer === 'string' ? answer : '')

/** The letter itself: to the office, signed by whoever sent it (HH-34). */
export const notificationLetter: Letter = {
  id: 'urgent-notification',
  label: 'The Urgent Notification',
  by: writers,
  clause: 'HH-34',
  to: 'minister',
  from: ['notification'],
  offered: ({ matter }) => has(matter, 'sent'),
  title: view => `Urgent Notification: ${placeName(view)}`,
  blocks: view => {
    const { matter, world } = view
    const [ended, sent, partners] = [inspectionEnded(matter), sentOn(matter), partnersOf(matter)]
    const sender = matter.entries.findLast(entry => entry.step === 'send')?.by
    return [
      facts({
        To: office
          .readers(view)
          .map(key => world.directory.post(key).title)
          .join('; '),
        Reference: matter.reference,
        Place: placeName(view),
        About: words(lastAnswer(matter, 'line')),
        ...(ended ? { 'Inspection ended': formatDay(ended) } : {}),
        ...(sent ? { Sent: formatDay(sent) } : {}),
        ...(partners.length > 0 ? { 'Together with': partners.join('; ') } : {}),
      }),
      paragraph(words(lastAnswers(matter, 'send')?.letter)),
      paragraph(
        'Under the agreement between the inspectorate and the prison service this is answered in public, within 28 days of the day on which it is received: what is done at once, and what is done in the longer run, for those held there.',
      ),
      sender && signature(sender.name, `${sender.title}, ${bodies[sender.body].name}`),
    ]
  },
}

export const letters: Readonly<Record<string, Letter>> = { [notificationLetter.id]: notificationLetter }
