import { bodies } from '../../../bodies.ts'
import { dayOf, findDay, formatDay } from '../../../calendar/day.ts'
import { has, lastAnswer, lastAnswers, type Answers } from '../../../engine/matter.ts'
import { facts, heading, list, paragraph, signature, table, type Block } from '../../../letters/blocks.ts'
import type { Letter, LetterView } from '../../../letters/letter.ts'
import { scores, testNames, tests } from '../report/words.ts'
import { partners } from '../programme/partners.ts'
import { custody } from './debrief.ts'
import { daysInWords, equipmentOf, isAnnounced, kindInWords, placeName, team } from './reading.ts'
import { planners } from './who.ts'
import { attendance, roles } from './words.ts'

/** The papers of an inspection: its instructions, handed over beforehand or on arrival (HH-18), and the debrief note (HH-20). */

const words = (answers: Answers | undefined, name: string): string => {
  const answer = answers?.[name]
  return typeof answer === 'string' ? answer : ''
}

const signed = ({ me }: LetterView): Block => signature(me.name, `${me.title}, ${bodies[me.body].name}`)

const there = (view: LetterView): string => placeName(view.matter, view.world)

export const instructions: Letter = {
  id: 'instructions',
  label: 'Instructions on the visit, to hand over',
  by: planners,
  clause: 'HH-18',
  to: 'senior manager',
  from: ['plan', 'visit'],
  offered: ({ matter }) => has(matter, 'planned') && !has(matter, 'ended') && !has(matter, 'cancelled'),
  title: view => `Inspection of ${there(view)}: what we ask of you`,
  blocks: view => {
    const { matter } = view
    const members = team(matter)
    const brings = equipmentOf(matter)
    const asked = words(lastAnswers(matter, 'give-instructions'), 'instructions')
    return [
      facts({
        Place: there(view),
        'Kind of inspection': `${kindInWords(matter)}, ${isAnnounced(matter) ? 'announced' : 'unannounced'}`,
        Days: daysInWords(matter),
        'Our coordinator': String(lastAnswer(matter, 'coordinator') ?? ''),
      }),
      paragraph(
        'Please name a liaison officer whom we can turn to, and find us a room that locks. Tell your monitoring board today that we are here.',
      ),
      heading('Access', 2),
      paragraph(
        'Inspectors go wherever people are held, speak to anyone held there, and see every record that bears on the inspection. Please hand over keys as they arrive. If something stands in the way, tell our coordinator at once.',
      ),
      ...(asked ? [heading('What to make ready', 2), paragraph(asked)] : []),
      ...(members.length > 0
        ? [
            heading('Who comes', 2),
            table(
              ['Name', 'As', 'Of'],
              members.map(({ name, as, partner }) => [
                name,
                roles[as],
                partner ? partners[partner] : 'The inspectorate',
              ]),
            ),
            paragraph('Each is vetted, trained in security, and carries photographic identification.'),
          ]
        : []),
      heading('What we bring', 2),
      brings ? list(brings.split('\n')) : paragraph('No mobile phones. Cameras and recorders as agreed with you.'),
      signed(view),
    ]
  },
}

export const debriefNote: Letter = {
  id: 'debrief-note',
  label: 'The debrief note',
  by: planners,
  clause: 'HH-20a',
  to: 'senior manager',
  // It is made from the debrief alone, and so is OFFICIAL whatever else its writer may see (HH-20c).
  from: ['note'],
  offered: ({ matter }) => has(matter, 'debriefed') && !has(matter, 'note superseded'),
  title: view => `${there(view)}: note of the debrief`,
  blocks: view => {
    const entry = view.matter.entries.findLast(one => one.step === 'debrief')
    const on = findDay(words(entry?.answers, 'debriefOn'))
    const attendees = (entry?.answers.attendees ?? []) as readonly { name: string; as: keyof typeof attendance }[]
    const names = testNames(on ?? view.world.today, view.world.directory.findPlace(view.matter.place ?? '')?.kind)
    const judged = tests.flatMap(test => {
      const score = words(entry?.answers, test) as keyof typeof scores
      return score ? [[names[test], scores[score]] as const] : []
    })
    return [
      facts({
        'Debrief held on': on ? formatDay(on) : '',
        'Note recorded on': entry ? formatDay(dayOf(entry.at)) : '',
      }),
      paragraph('What follows is provisional. The report, once it is published, takes its place.'),
      ...(judged.length > 0 ? [heading('Indicative judgements', 2), table(['Test', 'Judgement'], judged)] : []),
      heading('Key judgements', 2),
      paragraph(words(entry?.answers, 'judgements')),
      heading('Who was there', 2),
      list(attendees.map(one => `${one.name}: ${attendance[one.as].toLowerCase()}`)),
      heading('How to keep this note', 2),
      list(custody),
      signature(entry?.by.name ?? view.me.name, entry?.by.title ?? view.me.title),
    ]
  },
}

export const letters: Readonly<Record<string, Letter>> = {
  [instructions.id]: instructions,
  [debriefNote.id]: debriefNote,
}
