import { lastAnswer, type Matter } from '../../../engine/matter.ts'
import { refused, step, type Refusal } from '../../../engine/procedure.ts'
import { day, paragraph, place, rows } from '../../../engine/question.ts'
import { planners } from '../programme/who.ts'
import { governorsAt } from '../who.ts'
import { open, told } from './standing.ts'

/** Each governor is asked for access directly (HH-42). */

/** The places that were asked for access, each time it was done: by way of a visit that was given up for another place, too. */
const approached = (matter: Matter): readonly string[] =>
  matter.entries.flatMap(one =>
    one.step === 'approach' ? (one.answers.visits as readonly { place: string }[]).map(visit => visit.place) : [],
  )

export const approach = step({
  clauses: ['HH-42'],
  label: 'Ask establishments for access',
  about: 'Each governor is asked in a matter of their own. What the inspectorate has already is not asked for again.',
  by: planners,
  open: [...open, told],
  adds: true,
  part: 'own',
  asks: {
    visits: rows('Which establishments, and when?', 'Give at least one establishment', {
      place: place('Establishment', 'Choose the establishment'),
      first: day('First day', 'Give the first day', { notBeforeToday: true }),
      last: day('Last day', 'Give the last day', { notBeforeToday: true }),
    }),
    wants: paragraph('What do you ask of them?', 'Say what you ask of them', {
      clause: 'HH-17',
      hint: 'They read this. Ask for nothing that you hold already.',
    }),
  },
  refuse: ({ answers: { visits }, matter, world }) => {
    const before = approached(matter)
    return refused(
      visits.flatMap(({ place, first, last }, at): readonly Refusal[] => [
        ...(last < first
          ? [{ field: `visits-${at}-last`, words: `Row ${at + 1}: the last day comes before the first` }]
          : []),
        ...(visits.findIndex(other => other.place === place) < at
          ? [{ field: `visits-${at}-place`, words: `Row ${at + 1}: this establishment stands in a row above` }]
          : []),
        ...(governorsAt(world, place).length === 0
          ? [
              {
                field: `visits-${at}-place`,
                words: `Row ${at + 1}: nobody is governor of that place here`,
                next: 'Ask them another way.',
              },
            ]
          : []),
        // In the same words to whoever asks another place instead, in the visit to one that did not agree: these name no row.
        ...(before.includes(place)
          ? [
              {
                field: `visits-${at}-place`,
                words: `${world.directory.place(place).name} has been asked for this review already`,
                next: 'Choose another establishment. A governor who did not agree is asked again in the visit to that place.',
              },
            ]
          : []),
      ]),
    )
  },
  marks: 'approached',
  to: { fieldwork: ({ matter }) => matter.stage === 'planned' },
  sets: ({ matter }) => ({ places: new Set(approached(matter)).size }),
  opens: ({ matter, answers }) =>
    answers.visits.map(({ place, first, last }) => ({
      procedure: 'thematic-visit',
      answers: {
        place,
        first,
        last,
        review: [matter.reference],
        title: lastAnswer(matter, 'title'),
        wants: answers.wants,
      },
    })),
  says: ({ answers }) =>
    `asked ${(answers.visits ?? []).length === 1 ? 'one establishment' : `${(answers.visits ?? []).length} establishments`} for access`,
})
