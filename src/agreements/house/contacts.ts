import type { Post } from '../../engine/directory.ts'
import { lastAnswer } from '../../engine/matter.ts'
import { step, type Procedure } from '../../engine/procedure.ts'
import { post } from '../../engine/question.ts'
import type { Taking, World } from '../../engine/world.ts'
import { official } from '../../letters/marking.ts'
import {
  changing,
  confirming,
  contactMatter,
  reachedSo,
  reachQuestions,
  unreachable,
  type Keeping,
} from '../contact.ts'
import { appointing } from './people.ts'

/** How a body’s own posts are reached, but for chairs of boards: their secretariat keeps those. */

/** One’s own body’s posts that have no contact yet: a chair’s is given with their board’s. */
const withoutContact = ({ me, world: { directory } }: Pick<Taking, 'me' | 'world'>): readonly Post[] =>
  directory.posts({ body: me.body }).filter(one => !one.contact && directory.unit(one.unit).kind !== 'board')

const kept: Keeping = { by: appointing, post: matter => String(lastAnswer(matter, 'post')) }

export const contact: Procedure = {
  name: 'contact',
  prefix: 'CNT',
  title: 'Contacts of a body’s own posts',
  one: 'the contact of a post',
  ...contactMatter,
  parts: { contact: { label: 'Contact', marking: official } },
  begins: 'give-contact',
  rules: {},
  steps: {
    'give-contact': step({
      clauses: ['HH-45'],
      label: 'Give the contact of a post',
      about: 'It stands in the directory, for the bodies with which yours has an agreement that asks for it.',
      by: appointing,
      part: 'contact',
      asks: { post: post('Which post?', 'Choose the post', withoutContact), ...reachQuestions },
      refuse: ({ answers }) => unreachable(answers),
      marks: ['given', 'confirmed'],
      to: 'given',
      sets: ({ answers, world }) => ({ post: answers.post, confirmed: world.today }),
      changes: ({ answers, world }) => [reachedSo(answers.post, answers, world)],
      says: ({ answers, world }) => `gave the contact of the ${titleOf(world, answers.post)}`,
    }),

    'change-contact': changing(kept, {
      clause: 'HH-45',
      label: 'Change the contact',
      says: 'changed the contact',
    }),

    'confirm-contact': confirming(kept, {
      clause: 'HH-45',
      label: 'Confirm that the contact is still right',
      says: 'confirmed the contact',
    }),
  },
}

const titleOf = (world: World, key: unknown) => world.directory.findPost(String(key))?.title ?? 'post'
