import { bodies, postKinds, unitKinds, type Body, type PostKind, type UnitKind } from '../bodies.ts'
import type { Matter, Me } from './matter.ts'
import type { Taking, World } from './world.ts'

/** Who may take a step: a rule about a person in a post, with the words that tell it to everyone else. */
export interface Who {
  readonly words: string
  covers(me: Me, matter: Matter, world: World): boolean
}

const list = (words: readonly string[], last: string) =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`

export const anyOf = (...who: readonly Who[]): Who => ({
  words: list(
    who.map(one => one.words),
    'or',
  ),
  covers: (me, matter, world) => who.some(one => one.covers(me, matter, world)),
})

export const allOf = (...who: readonly Who[]): Who => ({
  words: list(
    who.map(one => one.words),
    'and',
  ),
  covers: (me, matter, world) => who.every(one => one.covers(me, matter, world)),
})

/** The same rule told in better words. */
export const called = (words: string, who: Who): Who => ({ ...who, words })

export const of = (...wanted: readonly Body[]): Who => ({
  words: list(
    wanted.map(body => bodies[body].short),
    'or',
  ),
  covers: me => wanted.includes(me.body),
})

export const inUnit = (...kinds: readonly UnitKind[]): Who => ({
  words: list(
    kinds.map(kind => unitKinds[kind].toLowerCase()),
    'or',
  ),
  covers: (me, _matter, world) => kinds.includes(world.directory.unit(me.unit).kind),
})

export const inPost = (...kinds: readonly PostKind[]): Who => ({
  words: list(
    kinds.map(kind => postKinds[kind]),
    'or',
  ),
  covers: (me, _matter, world) => kinds.includes(world.directory.post(me.post).kind),
})

/** Someone whose unit belongs to the place the matter is about. */
export const here: Who = {
  words: 'at this establishment',
  covers: (me, matter, world) => matter.place !== undefined && world.directory.unit(me.unit).place === matter.place,
}

/** Someone in the unit that owns the matter. */
export const owning: Who = {
  words: 'whoever received it',
  covers: (me, matter) => me.unit === matter.owner,
}

/** Whoever a rule picks out from the matter: `words` must tell who that is. */
export const whoever = (words: string, covers: Who['covers']): Who => ({ words, covers })

/** To whom: the units and posts that a disclosure, an obligation or a notice is for. */
export interface Audience {
  readonly words: string
  /** Keys of units or posts; none when there is nobody of that kind for this matter. */
  readers(taking: Taking): readonly string[]
}

export const audience = (words: string, readers: Audience['readers']): Audience => ({ words, readers })

/** One unit or post at most, by its key: nobody where there is none for this matter. */
export const atMostOne = (words: string, key: (taking: Taking) => string | undefined): Audience =>
  audience(words, taking => {
    const one = key(taking)
    return one === undefined ? [] : [one]
  })

/** The unit that owns the matter. */
export const owner: Audience = audience('whoever received it', ({ matter }) => [matter.owner])

/** The one who takes the step: their unit. */
export const taker: Audience = audience('whoever takes the step', ({ me }) => [me.unit])

/** The units or posts whose keys were the answer to a question. */
export const chosen = (question: string, words: string): Audience =>
  audience(words, ({ answers }) => [answers[question]].flat().filter(key => typeof key === 'string'))

export const together = (...audiences: readonly Audience[]): Audience =>
  audience(
    list(
      audiences.map(one => one.words),
      'and',
    ),
    taking => {
      // Few at a time, and asked by every decision: a list is quicker than a set.
      const keys: string[] = []
      for (const one of audiences) for (const key of one.readers(taking)) if (!keys.includes(key)) keys.push(key)
      return keys
    },
  )

/** This audience, less the one who is taking the step and the unit they act for. */
export const others = (from: Audience): Audience =>
  audience(from.words, taking => from.readers(taking).filter(key => key !== taking.me.unit && key !== taking.me.post))
