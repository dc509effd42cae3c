import type { Body, PlaceKind, PostKind, UnitKind } from '../bodies.ts'
import type { Day } from '../calendar/day.ts'

/** Who and what there is: bodies' units, their posts and the places people are held, as data handed to the engine. */

export interface Place {
  /** NOMIS code of a prison, or our own key for a place the register does not hold. */
  readonly code: string
  readonly name: string
  readonly kind: PlaceKind
  readonly region?: string
  readonly invented: boolean
  readonly closed?: string
}

export interface Unit {
  readonly id: number
  readonly key: string
  readonly body: Body
  readonly kind: UnitKind
  readonly name: string
  /** The place's code, for a board or an establishment's management. */
  readonly place?: string
}

export interface Post {
  readonly id: number
  readonly key: string
  readonly unit: string
  readonly kind: PostKind
  readonly title: string
  /** May appoint people to posts of its own body. */
  readonly appoints: boolean
  /** False when nobody holds it today. */
  readonly held: boolean
  /** Those who hold it today, where they are known: so that one person in two posts is not taken for two. */
  readonly holders?: readonly Holder[]
  /** What is known of its contact: when it was last confirmed. How the post is reached is for whoever may see it, and is not here. */
  readonly contact?: Contact
}

/** A contact that a body gave for a post of its own. */
export interface Contact {
  readonly confirmedOn: Day
  /** Since when the post's own unit says that it has changed: until it is given or confirmed anew. */
  readonly doubtedOn?: Day
  /** The bodies that may see it. */
  readonly knownTo: readonly Body[]
}

/** Someone who holds a post, by their number among people and their name. */
export interface Holder {
  readonly person: number
  readonly name: string
}

/** A unit or a post: whoever a part can be disclosed to, an obligation owed by, or a notice sent to. */
export type Reader = Unit | Post

export interface Directory {
  places: readonly Place[]
  findPlace(code: string): Place | undefined
  place(code: string): Place
  findUnit(key: string): Unit | undefined
  findPost(key: string): Post | undefined
  post(key: string): Post
  unit(key: string): Unit
  /** The unit or post of this key; stops when there is none. */
  reader(key: string): Reader
  readerById(id: number): Reader
  units(wanted: { body?: Body; kind?: UnitKind; place?: string }): readonly Unit[]
  posts(wanted: { body?: Body; kind?: PostKind; place?: string; unit?: string }): readonly Post[]
}

export class NotFound extends Error {
  constructor(what: string) {
    super(`There is no ${what}`)
    this.name = 'NotFound'
  }
}

/** Makes the directory from its rows. Lookups by key take constant time. */
export function directory(rows: {
  places: readonly Place[]
  units: readonly Unit[]
  posts: readonly Post[]
}): Directory {
  const places = new Map(rows.places.map(place => [place.code, place]))
  const units = new Map(rows.units.map(unit => [unit.key, unit]))
  const posts = new Map(rows.posts.map(post => [post.key, post]))
  // A key names one reader: were a unit and a post to share one, what is meant for the post would reach the whole unit.
  const both = rows.posts.find(post => units.has(post.key))
  if (both) throw new Error(`${both.key} is the key of a unit and of a post`)
  const readers = new Map<number, Reader>([...rows.units, ...rows.posts].map(reader => [reader.id, reader]))
  const found = <T>(thing: T | undefined, what: string): T => {
    if (thing === undefined) throw new NotFound(what)
    return thing
  }
  return {
    places: rows.places,
    findPlace: code => places.get(code),
    place: code => found(places.get(code), `place ${code}`),
    findUnit: key => units.get(key),
    unit: key => found(units.get(key), `unit ${key}`),
    findPost: key => posts.get(key),
    post: key => found(posts.get(key), `post ${key}`),
    reader: key => found(units.get(key) ?? posts.get(key), `unit or post ${key}`),
    readerById: id => found(readers.get(id), `unit or post numbered ${id}`),
    units: remembered<Parameters<Directory['units']>[0], Unit>(
      ({ body, kind, place }) => [body, kind, place],
      wanted =>
        rows.units.filter(
          unit =>
            (!wanted.body || unit.body === wanted.body) &&
            (!wanted.kind || unit.kind === wanted.kind) &&
            (!wanted.place || unit.place === wanted.place),
        ),
    ),
    posts: remembered<Parameters<Directory['posts']>[0], Post>(
      ({ body, kind, place, unit }) => [body, kind, place, unit],
      wanted =>
        rows.posts.filter(post => {
          const unit = units.get(post.unit)
          return (
            (!wanted.kind || post.kind === wanted.kind) &&
            (!wanted.unit || post.unit === wanted.unit) &&
            (!wanted.body || unit?.body === wanted.body) &&
            (!wanted.place || unit?.place === wanted.place)
          )
        }),
    ),
  }
}

/** Every rule of every step asks the same few questions of the register, which is as it is until it is read again. */
function remembered<W, T>(asked: (wanted: W) => readonly unknown[], find: (wanted: W) => readonly T[]) {
  type Known = Map<unknown, Known> & { answer?: readonly T[] }
  const known: Known = new Map()
  return (wanted: W): readonly T[] => {
    let at = known
    for (const word of asked(wanted)) {
      let next = at.get(word)
      if (!next) at.set(word, (next = new Map()))
      at = next
    }
    return (at.answer ??= find(wanted))
  }
}
