import { bodies, type Body, type ScrutinyBody } from '../../bodies.ts'
import { dayOf, formatDay, type Day } from '../../calendar/day.ts'
import type { ClauseId } from '../../engine/clause.ts'
import type { Unit } from '../../engine/directory.ts'
import { has, lastAnswers, type Answers, type Entry, type Matter, type Me } from '../../engine/matter.ts'
import {
  before,
  provided,
  step,
  type Condition,
  type Packed,
  type Refusal,
  type Step,
  type Telling,
  type Travelling,
  type Word,
} from '../../engine/procedure.ts'
import { choice, optional, paragraph, text, worked, type Option } from '../../engine/question.ts'
import { owning } from '../../engine/who.ts'
import type { Taking, World } from '../../engine/world.ts'
import type { Told } from '../../interchange/manifest.ts'
import {
  contractOf,
  ownersContract,
  readersInWords,
  readersSaid,
  termsInWords,
  uses,
  type Contract,
} from './contract.ts'

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

/** Or its originator did so, in a package that says so. */
export const ourOwnOrTold = (what: Told['what']): Condition =>
  provided(({ matter, world }) => !has(matter, received) || world.parcel?.told?.what === what, ourOwn.otherwise)

/** In which package something was told, said with it: its readers see that it was not whoever brought it in who said so. */
const toldIn = (what: Told['what'], part: string) =>
  optional(
    worked(
      ({ world: { parcel } }) => (parcel?.told?.what === what ? `${parcel.number} from ${parcel.installation}` : ''),
      text('In which package was it told?', '', { part }),
    ),
  )

/** Filled in by the program from a package that tells the terms as they were when it was made. */
export const toldTermsQuestions = {
  toldIn: toldIn('terms', 'terms'),
  asOf: optional(
    worked(({ world: { parcel } }) => (parcel?.told?.what === 'terms' ? (parcel.toldAt ?? '') : ''), {
      ...text('As of when?', '', { part: 'kept' }),
      show: (at: unknown) => formatDay(dayOf(new Date(String(at)))),
    }),
  ),
}

/** And from one that tells what its originator added: which of their additions it is. */
export const toldAdditionQuestions = {
  toldIn: toldIn('addition', 'later'),
  fromAddition: optional(
    worked(
      ({ world: { parcel } }) => (parcel?.told?.what === 'addition' ? String(parcel.told.number) : ''),
      text('Which of what its originator added?', '', { part: 'kept' }),
    ),
  ),
}

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
  // What is told of it later is told under these.
  fromReference: optional(
    worked(({ world }) => arriving(world)?.reference ?? '', text('As what?', '', { part: 'kept' })),
  ),
  fromPackage: optional(
    worked(({ world }) => arriving(world)?.number ?? '', text('In which package?', '', { part: 'kept' })),
  ),
  fromKey: optional(
    worked(({ world }) => arriving(world)?.key ?? '', text('Signed with which key?', '', { part: 'kept' })),
  ),
}

const arriving = ({ parcel }: World) => (parcel?.originator ? parcel : undefined)

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
      key: worked(({ world }) => world.parcel?.key ?? '', text('For which key?', 'Export it on its own page')),
    },
    sets: elsewhereAfter('hand-over'),
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
  return from === body ? [{ value: 'board', text: 'To the board' }] : []
}

/** The milestone of what was brought in by the unit that it is for: they accepted its terms as they did, and have it. */
export const ownPost = 'brought in by whoever it is for'
export const isOwnPost = ({ world, me }: Pick<Taking, 'world' | 'me'>, recipients: readonly string[]): boolean =>
  world.parcel !== undefined && recipients.includes(me.unit)

/** Whoever brings something in keeps it for its originator: all of their unit has it, so its terms must let them. */
export function notTheirs(taking: Taking, recipients: readonly string[]): Refusal | undefined {
  const { world, me, answers } = taking
  if (!world.parcel) return undefined
  const isBoard = world.directory.unit(me.unit).kind === 'board'
  const field = isBoard ? 'route' : 'desk'
  if (!isOwnPost(taking, recipients))
    return isBoard
      ? { field, words: 'It is for another board', next: 'Have the secretariat or the National Chair bring it in.' }
      : undefined
  return answers.readers === 'unit'
    ? undefined
    : {
        field,
        words: 'Its terms let only the head of your unit read it, and all of a unit has what one of it brings in',
        next: isBoard
          ? 'Have the secretariat or the National Chair bring it in for you.'
          : 'Choose another unit, or have another unit bring it in for yours.',
      }
}

interface Words {
  readonly kinds: Readonly<Record<string, string>>
  readonly topics: Readonly<Record<string, string>>
  readonly outcomes: Readonly<Record<string, string>>
}

export const travelling = (words: Words, unitsFor: (taking: Taking) => readonly Unit[]): Travelling => ({
  step: 'hand-over',
  tells: { step: 'send-word', waits: (matter, world) => waits(matter, world, words.outcomes), takes: takes(unitsFor) },
  isOver: matter => has(matter, 'ended'),
  asks: ['route', 'desk'],
  packed: (matter, world) => packed(matter, world, words),
  answers: ({ item, terms }, taking) => ({
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
    ...onwardHere(terms, unitsFor(taking as Taking)),
    quoting: terms.quoting,
    ...(terms.until !== undefined && { until: terms.until }),
    later: terms.later,
  }),
})

/** Somebody who is not known here can't be given it, so nobody is. */
const onwardHere = (
  { onward, onwardTo }: Pick<Packed['terms'], 'onward' | 'onwardTo'>,
  known: readonly Unit[],
): Pick<Contract, 'onward' | 'onwardTo'> =>
  onward !== 'named'
    ? { onward }
    : known.some(one => one.key === onwardTo?.key)
      ? { onward, onwardTo: onwardTo?.key }
      : { onward: 'no' }

interface Shared {
  readonly kind: string
  readonly topics?: readonly string[]
  readonly alsoAt?: readonly string[]
  readonly about: string
  readonly words?: string
  readonly papers?: readonly string[]
  readonly personal: boolean
  readonly marking: 'official' | 'sensitive'
}

function packed(matter: Matter, world: World, { kinds, topics }: Words): Packed | undefined {
  const shared = lastAnswers(matter, 'share') as Shared | undefined
  const contract = contractOf(matter)
  const { readers: said } = readersSaid({ matter })
  // Posts that were chosen here are nobody there: it opens to the head alone.
  const readers = said === 'posts' || said === undefined ? 'head' : said
  const place = matter.place === undefined ? undefined : world.directory.findPlace(matter.place)
  const body = world.directory.unit(matter.owner).body
  if (!shared?.words || !contract || !place || (body !== 'HMIP' && body !== 'IMB' && body !== 'PPO')) return undefined
  const alsoAt = (shared.alsoAt ?? []).flatMap(code => {
    const other = code === place.code ? undefined : world.directory.findPlace(code)
    return other ? [{ code, name: other.name }] : []
  })
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
      readers,
      ...passedOn(contract, world),
      quoting: contract.quoting,
      ...(contract.until !== undefined && { until: contract.until }),
      later: contract.later,
      // What a relay here asks of a board here is no term of whoever has it elsewhere.
      words: [
        ...termsInWords({ ...contract, conditions: [] }, world),
        `To be read there by ${readersInWords({ readers }, world)}`,
      ],
    },
    files: shared.papers ?? [],
  }
}

const inWords = (values: readonly string[] | undefined, from: Readonly<Record<string, string>>) =>
  (values ?? []).map(value => ({ value, words: from[value] ?? value }))

const passedOn = ({ onward, onwardTo }: Contract, world: World): Pick<Packed['terms'], 'onward' | 'onwardTo'> => {
  const unit = onward === 'named' ? world.directory.findUnit(onwardTo ?? '') : undefined
  if (onward === 'named' && !unit) return { onward: 'no' }
  return { onward, ...(unit && { onwardTo: { key: unit.key, name: unit.name } }) }
}

// ── What is told of it afterwards ────────────────────────────────────────────────────────────────────────────────────

interface HandedOver {
  readonly to: string
  readonly package: string
  readonly key: string
}

const handed = (matter: Matter): readonly HandedOver[] =>
  matter.entries.flatMap(one => (one.step === 'hand-over' ? [one.answers as unknown as HandedOver] : []))

interface Outcome {
  readonly outcome: string
  readonly told: string
}

/** No package tells who may read it: where it went it is read as it was exported. */
export const goneAsItWas = ({ matter }: Pick<Taking, 'matter'>): string | undefined => {
  const at = [...new Set(handed(matter).map(({ to }) => to))]
  return at.length > 0
    ? `It holds here, and not at ${at.join(' or ')}, where it is read as when you exported it. To have it read by fewer there, take it back and share it anew.`
    : undefined
}

/** Taken back, or its terms changed, to wherever it went; what came of it, to where it came from. */
function waits(matter: Matter, world: World, outcomes: Readonly<Record<string, string>>): readonly Word[] {
  const share = lastAnswers(matter, 'share')
  const originator = (share?.originator ?? world.directory.unit(matter.owner).body) as Word['about']['originator']
  if (has(matter, received)) {
    const { fromReference, fromPackage, fromKey } = share ?? {}
    const came = lastAnswers(matter, 'tell-outcome') as Outcome | undefined
    if (!came || [fromReference, fromPackage, fromKey].some(one => typeof one !== 'string')) return []
    const words = outcomes[came.outcome] ?? came.outcome
    return [
      {
        package: String(fromPackage),
        key: String(fromKey),
        about: { reference: String(fromReference), originator },
        says: { what: 'outcome', outcome: { value: came.outcome, words }, text: came.told },
        words: `What came of it: ${words.toLowerCase()}`,
      },
    ]
  }
  const about = { reference: matter.reference, originator }
  const gone = handed(matter).map(one => ({ package: one.package, key: one.key, about }))
  if (has(matter, 'recalled'))
    return gone.map(one => ({ ...one, says: { what: 'recalled' }, words: 'That it was taken back' }))
  const contract = contractOf(matter)
  if (!contract) return []
  const { purpose, quoting, until, later } = contract
  const says: Told = {
    what: 'terms',
    purpose,
    uses: inWords(contract.uses, uses),
    ...passedOn(contract, world),
    quoting,
    ...(until !== undefined && { until }),
    later,
  }
  const changed = matter.entries.some(one => one.step === 'change-terms')
  return gone.flatMap(one => [
    ...(changed ? [{ ...one, says, words: `Its terms as they are now${endedBy(until, world)}` }] : []),
    // What was added later goes with it only where its terms say so.
    ...(later ? additionsOf(matter).map(addition => ({ ...one, ...addition })) : []),
  ])
}

/** Told of a last day that has passed, whoever has it gives it up. */
const endedBy = (until: Day | undefined, { today }: World): string =>
  until !== undefined && until < today ? ', whose last day has passed: it is taken back there' : ''

interface Addition {
  readonly addition: string
  readonly more?: readonly string[]
  readonly fromAddition?: string
}

const added = (matter: Matter): readonly Entry[] => matter.entries.filter(one => one.step === 'add')

const additionsOf = (matter: Matter): readonly Pick<Word, 'says' | 'words' | 'files'>[] =>
  added(matter).map(({ answers, at }, before) => {
    const { addition, more = [] } = answers as unknown as Addition
    return {
      says: { what: 'addition', number: before + 1, text: addition },
      words: `What was added on ${formatDay(dayOf(at))}`,
      files: more,
    }
  })

/** The record that something was told. Taken with the package in hand, as the one that it was exported. */
export const sendWord = (secure: ClauseId, outcome: ClauseId): Step =>
  step({
    clauses: [secure, outcome],
    label: 'Tell the other installation',
    about:
      'That it was taken back, what its terms are now, what was added to it, or what came of it: in a sealed package.',
    by: owning,
    open: [
      provided(
        ({ matter }) => handed(matter).length > 0 || has(matter, received),
        'It went to no other installation and came from none',
      ),
      provided(
        ({ matter, world }) =>
          has(matter, received)
            ? lastAnswers(matter, 'tell-outcome') !== undefined
            : has(matter, 'recalled') || waits(matter, world, {}).length > 0,
        'There is nothing to tell: it stands as it went',
      ),
    ],
    part: 'kept',
    adds: true,
    asks: {
      to: worked(({ world }) => world.parcel?.installation ?? '', text('Which installation?', onItsOwnPage)),
      package: worked(({ world }) => world.parcel?.number ?? '', text('In which package?', onItsOwnPage)),
      what: worked(({ world }) => world.parcel?.told?.what ?? '', text('What?', onItsOwnPage)),
    },
    sets: elsewhereAfter('send-word'),
    says: ({ answers }) => `told ${String(answers.to)} in a sealed package`,
  }) as unknown as Step

const onItsOwnPage = 'Tell them on its own page: the package is made there'

/** What came of it where it went: only what a package that holds says, for nobody types it. */
export const outcomeCame = (outcome: ClauseId): Step =>
  step({
    clauses: [outcome],
    label: 'Bring in what came of it elsewhere',
    by: owning,
    open: [ourOwn, provided(({ world }) => world.parcel?.told?.what === 'outcome', 'It comes in a sealed package')],
    part: 'kept',
    adds: true,
    asks: {
      at: worked(({ world }) => world.parcel?.installation ?? '', text('Where?', 'It comes in a sealed package')),
      package: worked(
        ({ world }) => world.parcel?.number ?? '',
        text('In which package?', 'It comes in a sealed package'),
      ),
      came: worked(
        ({ world }) => outcomeIn(world)?.outcome.words ?? '',
        text('What came of it?', 'It comes in a sealed package'),
      ),
      told: worked(
        ({ world }) => outcomeIn(world)?.text ?? '',
        paragraph('What do they say?', 'It comes in a sealed package'),
      ),
    },
    sets: elsewhereAfter('outcome-came'),
    says: ({ answers }) => `brought in what came of it at ${String(answers.at)}`,
  }) as unknown as Step

const outcomeIn = ({ parcel }: World) => (parcel?.told?.what === 'outcome' ? parcel.told : undefined)

/** What they were told of it, in words. That they were told what came of theirs is nothing of ours that they have. */
const told: Readonly<Record<string, string>> = {
  recalled: 'told that it was taken back',
  terms: 'has it, told of its terms',
  addition: 'has it, told what was added',
}

/** Of each step that tells how it stands at another installation: at which, and how. */
const standing: Readonly<Record<string, (answers: Answers) => { readonly at: unknown; readonly how: unknown }>> = {
  'hand-over': ({ to }) => ({ at: to, how: 'has it' }),
  'send-word': ({ to, what }) => ({ at: to, how: told[String(what)] }),
  'outcome-came': ({ at, came }) => ({ at, how: came }),
}

/** Each installation that it went to, and how it stands there as far as is known once this step is taken. */
const elsewhereAfter =
  (step: string) =>
  ({ matter, answers }: Taking): { elsewhere?: readonly string[] } => {
    const stands = new Map<string, string>()
    for (const one of [...matter.entries, { step, answers }]) {
      const { at, how } = standing[one.step]?.(one.answers) ?? {}
      if (typeof at === 'string' && typeof how === 'string') stands.set(at, how)
    }
    return stands.size > 0 ? { elsewhere: [...stands].map(([at, how]) => `${at}: ${how}`) } : {}
  }

/** What a package that tells something does to the item here. */
const takes =
  (unitsFor: (taking: Taking) => readonly Unit[]): Telling['takes'] =>
  (parcel, taking, documents) => {
    const { matter, world } = taking
    const { told, number, key } = parcel
    if (told?.what === 'outcome') {
      if (!handed(matter).some(one => one.key === key && one.package === parcel.about))
        return 'It is about a package that this item did not go in'
      return matter.entries.some(one => one.step === 'outcome-came' && one.answers.package === number)
        ? 'This came before. Nothing was done again'
        : { step: 'outcome-came', answers: {} }
    }
    const share = lastAnswers(matter, 'share')
    if (share?.fromPackage !== parcel.about || share?.fromKey !== key)
      return 'It is about a package that this item did not come in'
    if (has(matter, 'recalled')) return 'It was taken back before. Nothing was done again'
    const by = `by the package ${number} from ${parcel.installation}`
    const contract = ownersContract(matter)
    if (told?.what === 'recalled') {
      const reason = `Its originator took it back, ${by}.`
      return { step: 'recall', answers: { reason }, says: 'its originator took it back' }
    }
    if (!contract) return 'You do not see its terms'
    if (told?.what === 'addition') {
      if (added(matter).some(one => (one.answers as unknown as Addition).fromAddition === String(told.number)))
        return 'This came before. Nothing was done again'
      return contract.later
        ? { step: 'add', answers: { addition: told.text, ...(documents.length > 0 && { more: documents }) } }
        : 'Its terms here do not let what is added later go with it. Ask for its terms as they are now, and bring those in first'
    }
    if (told?.what !== 'terms') return 'It tells nothing that is known here'
    // Wider terms may come: so only the last word counts, however the packages come in.
    const last = lastAnswers(matter, 'change-terms')?.asOf
    if (typeof last === 'string' && new Date(parcel.toldAt ?? 0) <= new Date(last))
      return 'Its terms as of then, or a later day, came before. Nothing was done again'
    if (told.until === undefined || told.until >= world.today)
      return { step: 'change-terms', answers: changesTo(contract, told, unitsFor(taking as Taking)) }
    const ended = `its terms now let it be had until the end of ${formatDay(told.until as Day)}, which is past, so it was taken back`
    return { step: 'recall', answers: { reason: `By its originator’s word ${ended}: told ${by}.` }, says: ended }
  }

/** What makes these terms those that its originator tells. */
function changesTo(contract: Contract, told: Extract<Told, { what: 'terms' }>, known: readonly Unit[]): Answers {
  const passing = onwardHere(told, known)
  const uses = told.uses.map(one => one.value)
  return {
    ...(contract.purpose !== told.purpose && { purpose: told.purpose }),
    ...(!isSame(contract.uses, uses) && { uses }),
    ...(contract.quoting !== told.quoting && { quoting: told.quoting }),
    ...(!isSame([contract.onward, contract.onwardTo], [passing.onward, passing.onwardTo]) && passing),
    ...(told.until === undefined
      ? contract.until !== undefined && { endless: true }
      : contract.until !== told.until && { until: told.until }),
    ...(contract.later !== told.later && { later: told.later }),
  }
}

const isSame = (one: readonly unknown[], other: readonly unknown[]): boolean =>
  one.length === other.length && one.every((value, at) => value === other[at])
