import type { Procedure } from '../../engine/procedure.ts'
import type { Directory, Holder, Post } from '../../engine/directory.ts'
import { step } from '../../engine/procedure.ts'
import { day, oneOf, optional, post, text, type Question } from '../../engine/question.ts'
import { whoever } from '../../engine/who.ts'
import type { Taking, World } from '../../engine/world.ts'
import { official } from '../../letters/marking.ts'

/**
 * Who holds which post: rights belong to posts, and a person has them for as long as they hold one. Each body appoints to
 * its own posts, by a step like any other, so that it is journalled who let whom in.
 */

/** Whoever appoints to their own body’s posts. */
export const appointing = whoever(
  'those who appoint to the posts of their own body',
  (me, _matter, world) => world.directory.post(me.post).appoints,
)

/** The unit of whoever takes the step: a body’s appointments are its own. */
const own = ({ me }: Pick<Taking, 'me'>) => me.unit

const ownPosts = ({ me, world }: Pick<Taking, 'me' | 'world'>) => world.directory.posts({ body: me.body })

const titleOf = (world: World, key: unknown) => world.directory.findPost(String(key))?.title ?? 'a post'

/** Someone's hold of a post, as an answer gives it: the post's key and the person's number, 'imb.ashmoor.chair 17'. */
const holdOf = (post: Post, { person }: Holder) => `${post.key} ${person}`

/** The post and the person a hold is of, as far as both are still known. */
export function readHold(hold: string, directory: Directory): { post?: Post; person: number; name?: string } {
  const [key = '', number] = hold.split(' ')
  const post = directory.findPost(key)
  const person = Number(number)
  return { post, person, name: post?.holders?.find(one => one.person === person)?.name }
}

/** Who holds which post of one’s own body today, to choose one of them. */
export const hold = (label: string, missing: string): Question<string> => ({
  ...oneOf(label, missing, taking =>
    ownPosts(taking).flatMap(held =>
      (held.holders ?? []).map(holder => ({ value: holdOf(held, holder), text: `${holder.name}, ${held.title}` })),
    ),
  ),
  show: (answer, { world }) => {
    const { post: held, name } = readHold(String(answer), world.directory)
    return [name, held?.title].filter(Boolean).join(', ')
  },
})

const email = (label: string, missing: string) => ({
  ...text(label, missing, { example: 'a.person@example.org', hint: 'The one they sign in with.' }),
  schema: () => ({ type: 'string', format: 'email', examples: ['a.person@example.org'] }),
})

const looksLikeEmail = (typed: string) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(typed)

const notAnEmail = { field: 'email', words: 'Give an e-mail address, like a.person@example.org' } as const

export const appointment: Procedure = {
  name: 'appointment',
  prefix: 'APP',
  title: 'Appointments',
  one: 'an appointment',
  parts: { term: { label: 'Appointment', marking: official } },
  stages: { appointed: 'Appointed' },
  columns: {
    post: { label: 'Post', part: 'term', is: 'post' },
    name: { label: 'Name', part: 'term' },
    from: { label: 'From', part: 'term', is: 'day' },
    until: { label: 'Until', part: 'term', is: 'day' },
  },
  heads: ['post', 'name'],
  begins: 'appoint',
  owner: own,
  rules: {},
  steps: {
    appoint: step({
      clauses: ['SP-27', 'HI-12k'],
      label: 'Appoint someone to a post',
      about:
        'They can sign in from the day you give. Until they have confirmed the sanctions protocol and recorded their training, they see nothing.',
      by: appointing,
      part: 'term',
      asks: {
        post: post('Which post?', 'Choose the post', ownPosts),
        name: text('Their name', 'Give their name', { example: 'Sam Person' }),
        email: email('Their e-mail address', 'Give their e-mail address'),
        from: day('From which day?', 'Give the day they begin'),
        until: optional(day('Until which day, if that is known?', '')),
      },
      refuse: ({ answers }) =>
        !looksLikeEmail(answers.email)
          ? notAnEmail
          : answers.until !== undefined && answers.until < answers.from
            ? { field: 'until', words: 'The last day cannot be before the first' }
            : undefined,
      marks: 'appointed',
      to: 'appointed',
      sets: ({ answers }) => ({ post: answers.post, name: answers.name, from: answers.from, until: answers.until }),
      changes: ({ answers }) => [
        {
          kind: 'term begins',
          post: answers.post,
          person: { name: answers.name, email: answers.email },
          from: answers.from,
          until: answers.until,
        },
      ],
      says: ({ answers, world }) => `appointed ${String(answers.name)} as ${titleOf(world, answers.post)}`,
    }),
  },
}

export const departure: Procedure = {
  name: 'departure',
  prefix: 'DEP',
  title: 'Ends of appointments',
  one: 'the end of an appointment',
  parts: { term: { label: 'End of an appointment', marking: official } },
  stages: { ended: 'Ended' },
  columns: { post: { label: 'Post', part: 'term', is: 'post' }, person: { label: 'Person', part: 'term' } },
  heads: ['post', 'person'],
  begins: 'end-post',
  owner: own,
  rules: {},
  steps: {
    'end-post': step({
      clauses: ['SP-27', 'HI-12k'],
      label: 'End someone’s time in a post',
      about: 'They lose what the post let them see and do at once, wherever they are signed in.',
      by: appointing,
      part: 'term',
      asks: {
        hold: hold('Who leaves which post?', 'Choose who leaves'),
        reason: optional(text('Why?', '', { example: 'Their term has ended' })),
      },
      refuse: ({ answers, me, world }) => {
        const { post: left, name } = readHold(answers.hold, world.directory)
        return left?.key === me.post && name === me.name
          ? {
              field: 'hold',
              words: 'You cannot end your own time in the post you are acting in',
              next: 'Whoever comes after you ends it, once you have appointed them.',
            }
          : undefined
      },
      marks: 'ended',
      to: 'ended',
      sets: ({ answers, world }) => {
        const { post: left, name } = readHold(answers.hold, world.directory)
        return { post: left?.key, person: name }
      },
      changes: ({ answers, world }) => {
        const { post: left, person } = readHold(answers.hold, world.directory)
        return left ? [{ kind: 'term ends', post: left.key, person }] : []
      },
      says: ({ answers, world }) =>
        `ended someone’s time in the post ${titleOf(world, readHold(answers.hold, world.directory).post?.key)}`,
    }),
  },
}

/** The unit that keeps a body’s registers of people: its lead’s, or the boards’ national one. */
export function registerUnit({ me, directory }: Pick<Taking, 'me'> & Pick<World, 'directory'>): string {
  const [unit] = directory.units({ body: me.body, kind: me.body === 'IMB' ? 'national' : 'lead office' })
  return unit?.key ?? me.unit
}
