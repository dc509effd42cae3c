import type { Body } from '../bodies.ts'
import { dayOf, formatDay } from '../calendar/day.ts'
import type { ClauseId } from '../engine/clause.ts'
import type { Matter } from '../engine/matter.ts'
import { step, type Change, type Procedure, type Reach, type Refusal, type Step } from '../engine/procedure.ts'
import { optional, text, yesOrNo } from '../engine/question.ts'
import type { Audience, Who } from '../engine/who.ts'
import type { World } from '../engine/world.ts'

/**
 * How posts are reached at work: an address and a telephone of the post, given by the body that owns it. What is given stands
 * in the directory, for the bodies that an agreement lets have it; who changed it, and when, is in the journal like all else.
 * This is what is the same whoever keeps it; a body keeps its own posts’, and the secretariat the chairs’ of boards.
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

/** The mark of a contact that whoever it belongs to says is no longer right. */
export const saidToHaveChanged = 'said to have changed'

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

const stillRight = yesOrNo('Is all of it still right?', 'Say whether it is still right, as the directory has it', {
  hint: 'It stands in the directory, under the post.',
})

/** Nobody confirms what is wrong. */
const notRight = (right: boolean): Refusal | undefined =>
  right
    ? undefined
    : { field: 'right', words: 'What is wrong cannot be confirmed', next: 'Change it instead: that confirms it too.' }

/** What whoever it belongs to said since it was last given or confirmed: to confirm it would lay that to rest. */
function saidOtherwise({ entries }: Matter): string | undefined {
  const last = entries.findLast(({ marks }) => marks.includes('confirmed') || marks.includes(saidToHaveChanged))
  return last?.marks.includes(saidToHaveChanged)
    ? `On ${formatDay(dayOf(last.at))} you were told that it has changed. Confirm it only if it is right all the same; else change it.`
    : undefined
}

/** The matter that a contact is kept in: of whoever gave it, about one post. */
export const contactMatter = {
  stages: { given: 'Given' },
  columns: {
    post: { label: 'Post', part: 'contact', is: 'post' },
    confirmed: { label: 'Last confirmed', part: 'contact', is: 'day' },
  },
  heads: ['post'],
  contactOf: 'post',
  owner: ({ me }) => me.unit,
} as const satisfies Partial<Procedure>

/** Who keeps a contact, of which post, and who is told of each change. */
export interface Keeping {
  readonly by: Who
  post(matter: Matter, world: World): string
  readonly tells?: readonly Audience[]
}

interface InWords {
  readonly clause: ClauseId
  readonly label: string
  readonly about?: string
  /** What it leaves in the history. */
  readonly says: string
}

/** Gives a contact anew, which confirms it too. */
export const changing = ({ by, post, tells }: Keeping, { clause, label, says }: InWords): Step =>
  step({
    clauses: [clause],
    label,
    about: 'Give all of it again: what you leave out is no longer in the directory.',
    by,
    part: 'contact',
    asks: reachQuestions,
    refuse: ({ answers }) => unreachable(answers),
    marks: ['changed', 'confirmed'],
    tells,
    sets: ({ world }) => ({ confirmed: world.today }),
    changes: ({ matter, answers, world }) => [reachedSo(post(matter, world), answers, world)],
    says: () => says,
  })

/** Says that a contact is still right. */
export const confirming = ({ by, post, tells }: Keeping, { clause, label, about, says }: InWords): Step =>
  step({
    clauses: [clause],
    label,
    about,
    by,
    part: 'contact',
    asks: { right: stillRight },
    refuse: ({ answers }) => notRight(answers.right),
    warn: ({ matter }) => saidOtherwise(matter),
    marks: 'confirmed',
    tells,
    sets: ({ world }) => ({ confirmed: world.today }),
    changes: ({ matter, world }) => [{ kind: 'contact', post: post(matter, world) }],
    says: () => says,
  })
