import { findDay } from '../../calendar/day.ts'
import { staleContact } from '../../engine/contact.ts'
import type { Post } from '../../engine/directory.ts'
import { before, step, type Procedure } from '../../engine/procedure.ts'
import { optional, text } from '../../engine/question.ts'
import { allOf, audience, called, inUnit, of, taker } from '../../engine/who.ts'
import type { World } from '../../engine/world.ts'
import { official } from '../../letters/marking.ts'
import { byTheClock, keysOf } from '../who.ts'

/**
 * Once a year the boards give the ombudsman the contact details of all their chairs (PI-13b). Each chair's is kept and confirmed
 * by itself, under the agreement with the inspectorate (HI-7a); this sees to it that no board is left out for never having begun.
 */

const secretariat = audience('the boards’ secretariat', ({ world: { directory } }) =>
  keysOf(directory.units({ body: 'IMB', kind: 'secretariat' })),
)
const ombudsman = audience('the Deputy Ombudsman and the investigators', ({ world: { directory } }) =>
  (['lead office', 'casework'] as const).flatMap(kind => keysOf(directory.units({ body: 'PPO', kind }))),
)
const assistants = audience('Assistant Ombudsmen', ({ world: { directory } }) =>
  keysOf(directory.posts({ body: 'PPO', kind: 'assistant' })),
)

const chairs = ({ directory }: World): readonly Post[] => directory.posts({ body: 'IMB', kind: 'chair' })

/** The chairs whose contact was never given, or not confirmed within a year. */
const leftOut = (world: World): readonly Post[] => chairs(world).filter(chair => staleContact(world, chair.key))

const firstFew = 3

const inWords = (posts: readonly Post[]): string =>
  [
    posts
      .slice(0, firstFew)
      .map(one => one.title)
      .join('; '),
    posts.length > firstFew && `and ${posts.length - firstFew} more`,
  ]
    .filter(Boolean)
    .join(' ')

export const contactRound: Procedure = {
  name: 'contact-round',
  prefix: 'CRD',
  title: 'Yearly rounds of the chairs’ contacts',
  one: 'a yearly round of the chairs’ contacts',
  parts: { round: { label: 'The round', marking: official } },
  stages: { due: 'To be done', done: 'Done' },
  columns: {
    year: { label: 'Year', part: 'round' },
    chairs: { label: 'Chairs', part: 'round', is: 'number' },
  },
  heads: ['year'],
  begins: 'fall-due',
  owner: taking => secretariat.readers(taking)[0] ?? taking.me.unit,
  recurs: {
    key: ({ today }) => today.slice(0, 4),
    answers: ({ today }) => ({ year: today.slice(0, 4) }),
  },
  rules: {
    round: {
      clause: 'PI-13b',
      label: 'Give the ombudsman the contacts of all chairs of boards',
      owedBy: secretariat,
      part: 'round',
      from: ['fell due'],
      until: ['done'],
      dates: ({ answers }) => ({ limit: findDay(`${String(answers.year)}-12-31`) }),
      basis: 'the agreement',
      by: 'complete',
    },
  },
  steps: {
    'fall-due': step({
      clauses: ['PI-13b'],
      label: 'The chairs’ contacts are to be given',
      by: byTheClock,
      part: 'round',
      asks: { year: text('Year', 'Give the year', { example: '2026' }) },
      marks: 'fell due',
      to: 'due',
      discloses: [{ part: 'round', to: taker, purpose: 'It keeps the time', clause: 'PI-13b' }],
      tells: [secretariat],
      sets: ({ answers }) => ({ year: `Contacts of chairs, ${answers.year}` }),
      says: () => 'noted that the chairs’ contacts are to be given',
    }),

    complete: step({
      clauses: ['PI-13b'],
      label: 'Say that all of them are in the directory',
      about:
        'It can be said once every chair’s contact has been given or confirmed within a year. The ombudsman is told.',
      by: called('the secretariat of the boards', allOf(of('IMB'), inUnit('secretariat'))),
      open: [before('done', 'It has been said for this year')],
      part: 'round',
      asks: { remark: optional(text('Anything the ombudsman should know?', '')) },
      refuse: ({ world }) => {
        const missing = leftOut(world)
        return missing.length === 0
          ? undefined
          : {
              words: `Not every chair can be reached by what the directory says: ${inWords(missing)}`,
              next: 'Give or confirm their contacts in the directory first.',
            }
      },
      marks: 'done',
      to: 'done',
      discloses: [{ part: 'round', to: ombudsman, purpose: 'To reach the chairs of boards', clause: 'PI-13b' }],
      tells: [assistants],
      sets: ({ world }) => ({ chairs: chairs(world).length }),
      says: () => 'gave the contacts of all chairs of boards',
    }),
  },
}
