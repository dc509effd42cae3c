import { lastAnswer, type Matter } from '../../../engine/matter.ts'
import { refused, step, type Refusal } from '../../../engine/procedure.ts'
import { day, paragraph, place, references, rows } from '../../../engine/question.ts'
import type { Taking, World } from '../../../engine/world.ts'
import { planners } from '../programme/who.ts'
import { governorsAt } from '../who.ts'
import { open, told } from './standing.ts'

/** Each governor is asked for access directly (HH-42). */

/** The places of which a visit that was asked for is kept. */
const kept = (matter: Matter): readonly string[] =>
  matter.entries.flatMap(one => (one.step === 'keep-visit' ? [one.answers.place as string] : []))

/** The places that were asked for access: here, by way of a visit that was given up for another place, or by a visit of its own. */
const approached = (matter: Matter): ReadonlySet<string> =>
  new Set([
    ...kept(matter),
    ...matter.entries.flatMap(one =>
      one.step === 'approach' ? (one.answers.visits as readonly { place: string }[]).map(visit => visit.place) : [],
    ),
  ])

/** In the same words to whoever asks, in the review or in a visit: these name no row, and say nothing of what was answered. */
const askedAlready = (world: World, place: string) => ({
  words: `${world.directory.place(place).name} has been asked for this review already`,
  next: 'Choose another establishment. A governor who did not agree is asked again in the visit to that place.',
})

const placesAsked = ({ matter }: Pick<Taking, 'matter'>) => ({ places: approached(matter).size })
const intoTheField = { fieldwork: ({ matter }: Pick<Taking, 'matter'>) => matter.stage === 'planned' }

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
        ...(before.has(place) ? [{ field: `visits-${at}-place`, ...askedAlready(world, place) }] : []),
      ]),
    )
  },
  marks: 'approached',
  to: intoTheField,
  sets: placesAsked,
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

/** The visits that were asked for, each by its reference. */
export const visitsOf = (matter: Matter): readonly string[] =>
  matter.entries.flatMap(one => (one.step === 'keep-visit' ? (one.answers.visit as readonly string[]) : []))

/** Taken by each visit as it begins, in the same act: so a place that was asked from elsewhere is not asked again here. */
export const keepVisit = step({
  clauses: ['HH-42'],
  label: 'Keep a visit that was asked for',
  follows: true,
  about: 'It is kept by itself as an establishment is asked.',
  by: planners,
  open: [...open, told],
  adds: true,
  part: 'own',
  asks: {
    place: place('Which establishment?', 'Choose the establishment'),
    visit: references('The visit', {
      of: { prefix: 'THV', what: 'visit for a thematic review' },
      one: true,
      missing: 'Give the reference of the visit',
    }),
  },
  refuse: ({ answers, matter, world }) =>
    kept(matter).includes(answers.place) ? { field: 'place', ...askedAlready(world, answers.place) } : undefined,
  marks: 'approached',
  to: intoTheField,
  sets: placesAsked,
  links: ({ answers }) => answers.visit,
  says: () => 'kept a visit that was asked for',
})
