import type { Body } from '../../bodies.ts'
import type { Post } from '../../engine/directory.ts'
import { lastAnswer, type Matter } from '../../engine/matter.ts'
import { step, type Change, type Procedure, type Reach, type Refusal } from '../../engine/procedure.ts'
import { optional, post, text, yesOrNo } from '../../engine/question.ts'
import type { Taking, World } from '../../engine/world.ts'
import { official } from '../../letters/marking.ts'
import { appointing } from './people.ts'

/**
 * How posts are reached at work: an address and a telephone of the post, given by the body that owns it. What is given stands
 * in the directory, for the bodies that an agreement lets have it; who changed it, and when, is in the journal like all else.
 */

/**
 * The bodies that may see how each body is reached. The three scrutiny bodies give each other theirs (HI-7a, PI-13b); the
 * service gives its own to the inspectorate (HH-45). Nothing asks that the service be given the chairs’ of the boards, so it is not.
 */
const knownTo: Readonly<Partial<Record<Body, readonly Body[]>>> = {
  HMIP: ['IMB', 'PPO', 'HMPPS'],
  IMB: ['HMIP', 'PPO'],
  PPO: ['HMIP', 'IMB'],
  HMPPS: ['HMIP'],
}

/** What a contact is made of: at least one of these. */
export const reachQuestions = {
  email: optional(
    text('E-mail address', '', {
      hint: 'The post’s own, if it has one: everyone who may see this contact sees it.',
      example: 'chair.example@example.org',
    }),
  ),
  telephone: optional(text('Telephone', '', { hint: 'One on which the post is reached.', example: '01632 960 001' })),
  address: optional(text('Postal address', '', { example: 'The Gate Lodge, Example Road, Exampleton EX1 1EX' })),
}

type Given = { readonly [K in keyof typeof reachQuestions]?: string }

/** A contact by which nobody can be reached is none. */
export const unreachable = ({ email, telephone, address }: Given): Refusal | undefined =>
  !email && !telephone && !address
    ? { field: 'email', words: 'Give an e-mail address, a telephone number or a postal address' }
    : email && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)
      ? { field: 'email', words: 'Give an e-mail address, like chair.example@example.org' }
      : telephone && !/^[+(]?\d[\d ()/-]{4,}$/.test(telephone)
        ? { field: 'telephone', words: 'Give a telephone number, like 01632 960 001' }
        : undefined

/** The change that puts what was given into the directory. */
export const reachedSo = (key: string, given: Given, { directory }: Pick<World, 'directory'>): Change => {
  const { email, telephone, address } = given
  const reach: Reach = { email, telephone, address }
  return { kind: 'contact', post: key, reach, knownTo: knownTo[directory.unit(directory.post(key).unit).body] ?? [] }
}

export const stillRight = yesOrNo(
  'Is all of it still right?',
  'Say whether it is still right, as the directory has it',
  { hint: 'It stands in the directory, under the post.' },
)

/** Nobody confirms what is wrong. */
export const notRight = (right: boolean): Refusal | undefined =>
  right
    ? undefined
    : { field: 'right', words: 'What is wrong cannot be confirmed', next: 'Change it instead: that confirms it too.' }

/** One’s own body’s posts that have no contact yet: a chair’s is given with their board’s. */
const withoutContact = ({ me, world: { directory } }: Pick<Taking, 'me' | 'world'>): readonly Post[] =>
  directory.posts({ body: me.body }).filter(one => !one.contact && directory.unit(one.unit).kind !== 'board')

const postOf = (matter: Matter): string => String(lastAnswer(matter, 'post'))

export const contact: Procedure = {
  name: 'contact',
  prefix: 'CNT',
  title: 'Contacts of a body’s own posts',
  one: 'the contact of a post',
  parts: { contact: { label: 'Contact', marking: official } },
  stages: { given: 'Given' },
  columns: {
    post: { label: 'Post', part: 'contact', is: 'post' },
    confirmed: { label: 'Last confirmed', part: 'contact', is: 'day' },
  },
  heads: ['post'],
  contactOf: 'post',
  begins: 'give-contact',
  owner: ({ me }) => me.unit,
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

    'change-contact': step({
      clauses: ['HH-45'],
      label: 'Change the contact',
      about: 'Give all of it again: what you leave out is no longer in the directory.',
      by: appointing,
      part: 'contact',
      asks: reachQuestions,
      refuse: ({ answers }) => unreachable(answers),
      marks: ['changed', 'confirmed'],
      sets: ({ world }) => ({ confirmed: world.today }),
      changes: ({ matter, answers, world }) => [reachedSo(postOf(matter), answers, world)],
      says: () => 'changed the contact',
    }),

    'confirm-contact': step({
      clauses: ['HH-45'],
      label: 'Confirm that the contact is still right',
      by: appointing,
      part: 'contact',
      asks: { right: stillRight },
      refuse: ({ answers }) => notRight(answers.right),
      marks: 'confirmed',
      sets: ({ world }) => ({ confirmed: world.today }),
      changes: ({ matter }) => [{ kind: 'contact', post: postOf(matter) }],
      says: () => 'confirmed the contact',
    }),
  },
}

const titleOf = (world: World, key: unknown) => world.directory.findPost(String(key))?.title ?? 'post'
