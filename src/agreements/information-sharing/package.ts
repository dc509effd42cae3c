import { bodies, type Body, type ScrutinyBody } from '../../bodies.ts'
import type { ClauseId } from '../../engine/clause.ts'
import type { Unit } from '../../engine/directory.ts'
import { lastAnswers, type Matter, type Me } from '../../engine/matter.ts'
import {
  before,
  step,
  type Condition,
  type Packed,
  type Refusal,
  type Step,
  type Travelling,
} from '../../engine/procedure.ts'
import { choice, optional, text, worked, type Option } from '../../engine/question.ts'
import { owning } from '../../engine/who.ts'
import type { Taking, World } from '../../engine/world.ts'
import { contractOf, termsInWords, uses, type Contract } from './contract.ts'

/**
 * An item with its contract as it goes to another installation in a sealed package, and as it comes in from one. It stays its
 * originator's: where it comes in it is kept for them, under terms that are as they came, or narrower where this installation
 * knows nobody of the name they give.
 */

/** The milestone of what came in from another installation. */
export const received = 'received from elsewhere'

export const ourOwn: Condition = before(
  received,
  'It came from another installation: its originator alone changes it, adds to it or sends it to others',
)

/** Filled in by the program from a package it has checked; whoever shares something of their own leaves them out. */
export const arrivalQuestions = {
  originator: optional(
    worked(
      ({ world }) => (world.parcel?.originator ?? '') as Body,
      choice<Body>('Whose is it?', '', namesOf(bodies), { part: 'slip' }),
    ),
  ),
  cameAs: optional(
    worked(
      ({ world: { parcel } }) =>
        parcel?.originator ? `${parcel.reference} at ${parcel.installation}, in the package ${parcel.number}` : '',
      text('What was it where it came from?', '', { part: 'cover' }),
    ),
  ),
}

function namesOf(all: typeof bodies): Readonly<Record<Body, string>> {
  return Object.fromEntries(Object.entries(all).map(([body, { name }]) => [body, name])) as Record<Body, string>
}

/** The record that it was exported. Taken with the package in hand, so that it can't be said of one that was never made. */
export const handOver = (secure: ClauseId, purpose: ClauseId, open: readonly Condition[]): Step =>
  step({
    clauses: [secure, purpose],
    label: 'Export it as a sealed package',
    about: 'For another installation of Concordat: signed, and sealed so that it opens only there.',
    by: owning,
    open,
    part: 'kept',
    adds: true,
    asks: {
      to: worked(
        ({ world }) => world.parcel?.installation ?? '',
        text('To which installation?', 'Export it on its own page: the package is made there'),
      ),
      package: worked(
        ({ world }) => world.parcel?.number ?? '',
        text('Which package?', 'Export it on its own page: the package is made there'),
      ),
    },
    says: ({ answers }) => `exported it as a sealed package for ${String(answers.to)}`,
  }) as unknown as Step

export const onlyItsOriginator: Refusal = {
  field: 'consent',
  words: 'It came from another installation, so only its originator can agree',
  next: 'Ask them, and attach their agreement in writing.',
}

/** Which way something goes that came in: on to whoever it was sent for, never back to its originator. */
export function waysIn(body: ScrutinyBody, me: Me, world: World): readonly Option[] {
  const from = world.parcel?.originator
  if (me.body === body)
    return from === body || from === undefined
      ? []
      : [{ value: 'direct', text: `To whom it is for, here at ${bodies[body].short}` }]
  return from === body && world.directory.unit(me.unit).kind !== 'board'
    ? [{ value: 'board', text: 'To the board' }]
    : []
}

/** Whoever brings something in hands it on: their own unit would have it without having accepted its terms. */
export const toItself = ({ world, me }: Taking, recipients: readonly string[]): Refusal | undefined =>
  world.parcel && recipients.includes(me.unit)
    ? {
        field: 'desk',
        words: 'It would come to your own unit, which brings it in for somebody else',
        next: 'Choose another unit, or have another unit bring it in.',
      }
    : undefined

interface Words {
  readonly kinds: Readonly<Record<string, string>>
  readonly topics: Readonly<Record<string, string>>
}

export const travelling = (words: Words, unitsFor: (taking: Taking) => readonly Unit[]): Travelling => ({
  step: 'hand-over',
  asks: ['route', 'desk'],
  packed: (matter, world) => packed(matter, world, words),
  answers: ({ item, terms }, taking) => {
    // Somebody who is not known here can't be given it, so nobody is.
    const known = unitsFor(taking as Taking).some(one => one.key === terms.onwardTo?.key)
    return {
      kind: item.kind.value,
      place: item.place.code,
      // A place that is not known here, or has closed, is nowhere that anybody would look for it.
      alsoAt: (item.alsoAt ?? []).flatMap(({ code }) => {
        const place = taking.world.directory.findPlace(code)
        return place && !place.closed ? [code] : []
      }),
      topics: item.topics.map(one => one.value),
      about: item.about,
      words: item.text,
      personal: item.personal,
      marking: item.marking === 'OFFICIAL' ? 'official' : 'sensitive',
      // Whoever was named there is not named here: it opens to the head alone, who may name colleagues of their own.
      readers: terms.readers,
      purpose: terms.purpose,
      uses: terms.uses.map(one => one.value),
      onward: terms.onward === 'named' && !known ? 'no' : terms.onward,
      ...(terms.onward === 'named' && known && { onwardTo: terms.onwardTo?.key }),
      quoting: terms.quoting,
      ...(terms.until !== undefined && { until: terms.until }),
      later: terms.later,
    }
  },
})

interface Shared {
  readonly kind: string
  readonly topics?: readonly string[]
  readonly alsoAt?: readonly string[]
  readonly about: string
  readonly words?: string
  readonly papers?: readonly string[]
  readonly personal: boolean
  readonly marking: 'official' | 'sensitive'
  readonly readers: Packed['terms']['readers']
}

function packed(matter: Matter, world: World, { kinds, topics }: Words): Packed | undefined {
  const shared = lastAnswers(matter, 'share') as Shared | undefined
  const contract = contractOf(matter)
  const place = matter.place === undefined ? undefined : world.directory.findPlace(matter.place)
  const body = world.directory.unit(matter.owner).body
  if (!shared?.words || !contract || !place || (body !== 'HMIP' && body !== 'IMB' && body !== 'PPO')) return undefined
  const alsoAt = (shared.alsoAt ?? []).flatMap(code => {
    const other = code === place.code ? undefined : world.directory.findPlace(code)
    return other ? [{ code, name: other.name }] : []
  })
  const inWords = (values: readonly string[] | undefined, from: Readonly<Record<string, string>>) =>
    (values ?? []).map(value => ({ value, words: from[value] ?? value }))
  return {
    item: {
      originator: body,
      kind: { value: shared.kind, words: kinds[shared.kind] ?? shared.kind },
      place: { code: place.code, name: place.name },
      ...(alsoAt.length > 0 && { alsoAt }),
      topics: inWords(shared.topics, topics),
      marking: shared.marking === 'official' ? 'OFFICIAL' : 'OFFICIAL-SENSITIVE',
      personal: shared.personal,
      about: shared.about,
      text: shared.words,
    },
    terms: {
      purpose: contract.purpose,
      uses: inWords(contract.uses, uses),
      readers: shared.readers,
      ...passedOn(contract, world),
      quoting: contract.quoting,
      ...(contract.until !== undefined && { until: contract.until }),
      later: contract.later,
      words: [...termsInWords(contract, world)],
    },
    files: shared.papers ?? [],
  }
}

const passedOn = ({ onward, onwardTo }: Contract, world: World): Pick<Packed['terms'], 'onward' | 'onwardTo'> => {
  const unit = onward === 'named' ? world.directory.findUnit(onwardTo ?? '') : undefined
  if (onward === 'named' && !unit) return { onward: 'no' }
  return { onward, ...(unit && { onwardTo: { key: unit.key, name: unit.name } }) }
}
