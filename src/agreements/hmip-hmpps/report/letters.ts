import { dayOf, formatDay } from '../../../calendar/day.ts'
import { has, lastAnswers } from '../../../engine/matter.ts'
import { of } from '../../../engine/who.ts'
import { facts, heading, list, paragraph, quote, signature } from '../../../letters/blocks.ts'
import type { Letter, LetterView } from '../../../letters/letter.ts'
import { checkDue } from './checking.ts'
import { indicativeDay, inspectionEnded, points, sentDraft } from './reading.ts'
import { anyOf } from '../../../engine/who.ts'
import { pressOfficer, writers } from './who.ts'
import { answered, passages } from './words.ts'
import { plannedInWords } from './obligations.ts'

/** The papers that go with a report: the covering letter, the answers to points of fact, the press notice. */

const placeOf = ({ matter, world }: LetterView): string =>
  matter.place === undefined ? 'the place inspected' : (world.directory.findPlace(matter.place)?.name ?? '')

const words = (answer: unknown): string => (typeof answer === 'string' ? answer : '')

export const coveringLetter: Letter = {
  id: 'covering-letter',
  label: 'Covering letter of the draft',
  by: writers,
  clause: 'HH-26',
  to: 'senior levels',
  offered: ({ matter }) => sentDraft(matter) !== undefined && has(matter, 'draft sent'),
  title: view => `Draft report on ${placeOf(view)}: a check of its facts`,
  blocks: view => {
    const { matter, world } = view
    const sent = sentDraft(matter)
    const on = indicativeDay(sent)
    const ended = inspectionEnded(matter)
    const due = checkDue(matter, world)
    return [
      facts({
        To: 'Scrutiny and Intelligence Unit, HM Prison and Probation Service',
        Reference: matter.reference,
        Place: placeOf(view),
        ...(ended ? { 'Inspection ended': formatDay(ended) } : {}),
        ...(sent ? { 'Draft sent': formatDay(dayOf(sent.at)) } : {}),
        ...(due ? { 'Please answer by': formatDay(due) } : {}),
        ...(on ? { 'Likely day of publication': formatDay(on) } : {}),
      }),
      paragraph(
        'The draft of this report is open to you in Concordat so that its facts can be checked. For each point please give the passage, what is wrong with it and what shows that, and say whether it is about a fact or about a judgement. We answer every point of fact. What is a matter of judgement stays ours.',
      ),
      ...(on
        ? [
            paragraph(
              `It is likely to be published on ${formatDay(on)}. Please tell us, in the time given for the check, whether the service is content with that day.`,
            ),
          ]
        : []),
      due &&
        paragraph(
          `If we have not heard from you by the end of ${formatDay(due)} we may go on to publish without the check.`,
        ),
      words(sent?.answers.remark) !== '' && paragraph(words(sent?.answers.remark)),
      heading('In confidence', 2),
      list([
        'The draft is neither published nor quoted.',
        'It is for those alone who are needed to check it.',
        'It closes as soon as the check is over.',
      ]),
      signature(view.me.name, view.me.title),
    ]
  },
}

export const answersLetter: Letter = {
  id: 'answers',
  label: 'Answers to the points of fact',
  by: writers,
  clause: 'HH-28',
  to: 'senior levels',
  offered: ({ matter }) => points(matter).some(point => point.answer),
  title: view => `Draft report on ${placeOf(view)}: answers to points of fact`,
  blocks: view => [
    facts({ Reference: view.matter.reference, Place: placeOf(view) }),
    ...points(view.matter).flatMap(point => [
      heading(`Point ${point.number}`, 2),
      facts({
        Passage: point.passage,
        'Said to be wrong': point.wrong,
        Evidence: point.evidence,
        About: passages[point.is],
        Answer: point.answer ? answered[point.answer.how] : 'Not answered yet',
        ...(point.answer ? { 'In words': point.answer.words } : {}),
      }),
    ]),
    signature(view.me.name, view.me.title),
  ],
}

export const pressNotice: Letter = {
  id: 'press-notice',
  label: 'Press notice',
  by: anyOf(pressOfficer, writers, of('HMPPS')),
  clause: 'HH-30',
  to: 'public',
  marking: { classification: 'OFFICIAL', handling: ['EMBARGOED'] },
  offered: ({ matter }) => matter.parts.has('press') && lastAnswers(matter, 'draft-press-notice') !== undefined,
  title: ({ matter }) => words(lastAnswers(matter, 'draft-press-notice')?.title),
  blocks: view => {
    const drafted = lastAnswers(view.matter, 'draft-press-notice')
    const given = lastAnswers(view.matter, 'give-quote')
    const on = plannedInWords(view)
    return [
      facts({ ...(on === '' ? {} : { 'Not for publication before': on }), About: placeOf(view) }),
      paragraph(words(drafted?.notice)),
      given?.gives === 'yes' && quote(words(given.quote), 'the Chief Executive of HM Prison and Probation Service'),
    ]
  },
}

export const letters: Readonly<Record<string, Letter>> = Object.fromEntries(
  [coveringLetter, answersLetter, pressNotice].map(letter => [letter.id, letter]),
)
