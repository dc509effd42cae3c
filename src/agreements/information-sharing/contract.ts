import { endOfDay, formatDay, type Day } from '../../calendar/day.ts'
import type { ClauseId } from '../../engine/clause.ts'
import type { Answers, Matter } from '../../engine/matter.ts'
import {
  choice,
  choices,
  day,
  onlyIf,
  optional,
  paragraph,
  text,
  unit,
  yesOrNo,
  type Question,
} from '../../engine/question.ts'
import type { Taking, World } from '../../engine/world.ts'

/**
 * The terms on which information is handed over (HI-12c, HI-12l): what it is for, what it may be used for, whether it may be
 * passed on or quoted, and until when. Its originator sets them; a relay may narrow them and never widen them.
 */
export interface Contract {
  readonly purpose: string
  readonly uses: readonly string[]
  readonly onward: Onward
  /** Key of the one unit it may be passed on to. */
  readonly onwardTo?: string
  readonly quoting: boolean
  readonly until?: Day
  /** Whether what its originator adds later goes with it. */
  readonly later: boolean
  /** What relays ask of whoever has it, in their own words. */
  readonly conditions?: readonly string[]
}

export const uses = {
  monitoring: 'To guide monitoring',
  inspection: 'To plan or carry out an inspection',
  investigation: 'In an investigation',
  casework: 'To take up what one person has raised',
  background: 'As background only',
}

const onward = {
  no: 'No, to nobody',
  named: 'Yes, to one unit that I name',
  ask: 'Only when we have agreed to it first',
}
export type Onward = keyof typeof onward

/** What is asked of whoever hands something over; all of it belongs to the part that its recipient reads before it opens. */
export const contractQuestions = (
  terms: ClauseId,
  offered: Parameters<typeof unit>[2],
  usualUses: (taking: Taking) => readonly string[] | undefined,
) => ({
  uses: choices('What may they use it for?', 'Choose what they may use it for', uses, {
    part: 'terms',
    clause: terms,
    heading: 'On what terms',
    usual: usualUses,
  }),
  purpose: paragraph('What are you sharing it for?', 'Say what you are sharing it for', {
    part: 'terms',
    clause: terms,
    usual: 'To follow up what it says, and to tell us what came of it.',
    hint: 'They may use it for this and for nothing else.',
    fold: 'Its other terms are the strictest: to follow it up and tell you what came of it; not passed on, not quoted, nothing later with it; no last day. See or change them',
  }),
  onward: choice('May they pass it on?', 'Say whether they may pass it on', onward, { part: 'terms', usual: 'no' }),
  onwardTo: onlyIf(
    'onward',
    'named',
    unit('To whom?', 'Choose whom they may pass it on to', offered, { part: 'terms' }),
  ),
  quoting: yesOrNo('May they quote it?', 'Say whether they may quote it', { part: 'terms', usual: 'no' }),
  until: optional(
    day('Until when may they have it?', '', {
      part: 'terms',
      notBeforeToday: true,
      hint: 'The end of that day. Left out, there is no end; you can take it back whenever you wish.',
    }),
  ),
  later: yesOrNo('Does what you add later go with it?', 'Say whether what you add later goes with it', {
    part: 'terms',
    usual: 'no',
    hint: 'If not, they see what you add only when you say so.',
  }),
})

/** A term as its originator may change it: its form says how it stands, and what is left out stays so. */
const changing = <T>(question: Question<T>, now: (contract: Contract, world: World) => string) => ({
  ...optional(question),
  stands: ({ matter, world }: Taking) => {
    const contract = ownersContract(matter)
    return contract && `Now: ${now(contract, world).replace(/\.$/, '')}`
  },
})

/** What its originator may change afterwards: whatever is left out stays as it is. */
export const changeQuestions = (offered: Parameters<typeof unit>[2]) => ({
  uses: changing(choices('What may they use it for?', '', uses, { part: 'terms' }), usesInWords),
  purpose: changing(paragraph('What are you sharing it for?', '', { part: 'terms' }), ({ purpose }) => purpose),
  quoting: changing(
    yesOrNo('May they quote it?', '', {
      part: 'terms',
      hint: 'No also takes back what you agreed to when they asked to quote it.',
    }),
    ({ quoting }) => (quoting ? 'yes' : 'no'),
  ),
  onward: changing(
    choice('May they pass it on?', '', onward, {
      part: 'terms',
      hint: 'No also takes back what you agreed to when they asked to pass it on or to send it abroad.',
    }),
    onwardInWords,
  ),
  onwardTo: onlyIf(
    'onward',
    'named',
    unit('To whom?', 'Choose whom they may pass it on to', offered, { part: 'terms' }),
  ),
  until: changing(
    day('Until when may they have it?', '', { part: 'terms', notBeforeToday: true, hint: 'The end of this day.' }),
    ({ until }) => (until ? formatDay(until) : 'no end'),
  ),
  endless: optional(yesOrNo('Is there to be no end?', '', { part: 'terms' })),
  later: changing(yesOrNo('Does what you add later go with it?', '', { part: 'terms' }), ({ later }) =>
    later ? 'yes' : 'no',
  ),
})

/** What a relay may add to the terms as it passes something on: narrower, never wider. Most pass it on as it is. */
export const narrowingQuestions = {
  keepIn: {
    ...changing(
      yesOrNo('Is it to be passed on to nobody, whatever its terms say?', '', { part: 'terms' }),
      (contract, world) => onwardInWords(contract, world),
    ),
    fold: 'Its terms stay as they are. Narrow them',
  },
  unquoted: changing(
    yesOrNo('Is it not to be quoted, whatever its terms say?', '', { part: 'terms' }),
    ({ quoting }) => (quoting ? 'may be quoted' : 'not to be quoted'),
  ),
  until: changing(
    day('Until when may they have it?', '', {
      part: 'terms',
      notBeforeToday: true,
      hint: 'It can be sooner and not later.',
    }),
    ({ until }) => (until ? formatDay(until) : 'no end'),
  ),
  condition: optional(
    text('Is there a condition of your own?', '', {
      part: 'terms',
      example: 'Speak to the liaison officer before you raise it',
    }),
  ),
}

interface Changed {
  readonly uses?: readonly string[]
  readonly purpose?: string
  readonly quoting?: boolean
  readonly onward?: Onward
  readonly onwardTo?: string
  readonly until?: Day
  readonly endless?: boolean
  readonly later?: boolean
}

interface Narrowing {
  readonly keepIn?: boolean
  readonly unquoted?: boolean
  readonly until?: Day
  readonly condition?: string
}

/** Where two contracts cover one thing, the stricter of the two holds in each of its terms. */
export const stricter = (one: Contract, other: Contract): Contract => ({
  purpose: one.purpose === other.purpose ? one.purpose : `${one.purpose} And: ${other.purpose}`,
  uses: one.uses.filter(use => other.uses.includes(use)),
  ...narrowerOnward(one, other),
  quoting: one.quoting && other.quoting,
  until: [one.until, other.until].filter(until => until !== undefined).sort()[0],
  later: one.later && other.later,
  ...conditionsOf(one, other),
})

const conditionsOf = (one: Contract, other: Contract): Pick<Contract, 'conditions'> => {
  const all = new Set([...(one.conditions ?? []), ...(other.conditions ?? [])])
  return all.size > 0 ? { conditions: [...all] } : {}
}

/** From the widest to the narrowest. */
const strictness: readonly Onward[] = ['named', 'ask', 'no']

/** Two that each name a unit allow it only where they name the same. */
const narrowerOnward = (one: Contract, other: Contract): Pick<Contract, 'onward' | 'onwardTo'> => {
  if (one.onward === 'named' && other.onward === 'named')
    return one.onwardTo === other.onwardTo ? { onward: 'named', onwardTo: one.onwardTo } : { onward: 'no' }
  const kept = strictness.indexOf(one.onward) >= strictness.indexOf(other.onward) ? one : other
  return { onward: kept.onward }
}

/** The terms as the originator has them now: as it was shared, with each change since. */
export function ownersContract(matter: Matter): Contract | undefined {
  const said = [...matter.entries, ...matter.fragments]
  const shared = said.find(entry => entry.step === 'share' && entry.answers.purpose !== undefined)
  if (!shared) return undefined
  return said
    .filter(entry => entry.step === 'change-terms')
    .reduce<Contract>((contract, { answers }) => changed(contract, answers as Changed), {
      ...(shared.answers as unknown as Contract),
      uses: (shared.answers.uses as readonly string[] | undefined) ?? [],
    })
}

const changed = (contract: Contract, { endless, onward: passing, onwardTo, ...change }: Changed): Contract => ({
  ...contract,
  ...Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)),
  ...(passing !== undefined && { onward: passing, onwardTo }),
  ...(endless === true && { until: undefined }),
})

/** The terms that hold for whoever has it: the originator's, and the stricter for every relay that narrowed them. */
export function contractOf(matter: Matter): Contract | undefined {
  const contract = ownersContract(matter)
  return (
    contract &&
    [...matter.entries, ...matter.fragments]
      .filter(entry => entry.step === 'forward')
      .reduce((kept, { answers }) => stricter(kept, narrowed(kept, answers)), contract)
  )
}

const narrowed = (contract: Contract, answers: Answers): Contract => {
  const { keepIn, unquoted, until, condition } = answers as Narrowing
  return {
    ...contract,
    ...(keepIn === true && { onward: 'no', onwardTo: undefined }),
    ...(unquoted === true && { quoting: false }),
    ...(until !== undefined && { until }),
    ...(condition && { conditions: [condition] }),
  }
}

/** Who inside the unit it goes to may read it. */
export const whoReads = {
  unit: 'Everyone who works there',
  head: 'Only the one at its head: a board’s chair, a unit’s lead',
  named: 'The one at its head, and colleagues whom they name',
  posts: 'Only those there who are named',
}

export interface Readers {
  readonly readers?: keyof typeof whoReads
  /** Keys of the posts that were chosen. */
  readonly readerPosts?: readonly string[]
}

/** The same as its originator last said it: as it was shared, or since; or as they are saying it now. */
export const readersSaid = ({ matter, answers }: Pick<Taking, 'matter'> & { readonly answers?: Answers }): Readers =>
  [...matter.fragments, ...matter.entries, ...(answers ? [{ answers }] : [])].findLast(
    one => one.answers.readers !== undefined,
  )?.answers ?? {}

export const readersInWords = ({ readers, readerPosts = [] }: Readers, { directory }: World): string =>
  readers === undefined
    ? ''
    : readers === 'posts'
      ? `${readerPosts.map(key => directory.findPost(key)?.title ?? key).join('; ')}, and nobody else`
      : `${whoReads[readers].charAt(0).toLowerCase()}${whoReads[readers].slice(1)}`

/** The last instant it may be had. */
export const endOf = (contract: Pick<Contract, 'until'> | undefined): Date | undefined =>
  contract?.until && endOfDay(contract.until)

/** A term of which one contract can be stricter than another. */
type Comparable = 'onward' | 'quoting' | 'until'

const usesInWords = (contract: Contract): string =>
  contract.uses.map(use => (uses as Record<string, string>)[use] ?? use).join('; ')

const onwardInWords = ({ onward, onwardTo }: Contract, { directory }: World): string =>
  onward === 'no'
    ? 'Not to be passed on'
    : onward === 'ask'
      ? 'To be passed on only when its originator has agreed'
      : `May be passed on to ${directory.findUnit(onwardTo ?? '')?.name ?? 'the unit named'}, and to nobody else`

/** A contract as sentences; `why` says of a term where it comes from, if that needs to be said. */
export const termsInWords = (
  contract: Contract,
  world: World,
  why: (term: Comparable) => string = () => '',
): readonly string[] => [
  `Only for: ${usesInWords(contract)}`,
  onwardInWords(contract, world) + why('onward'),
  (contract.quoting ? 'May be quoted' : 'Not to be quoted') + why('quoting'),
  ...(contract.until ? [`To be had until the end of ${formatDay(contract.until)}${why('until')}`] : []),
  ...(contract.conditions ?? []).map(condition => `On condition: ${condition}`),
]

const mayBeElsewhere = (matter: Matter, { onward }: Contract): boolean =>
  onward !== 'no' || [...matter.entries, ...matter.fragments].some(({ step }) => step === 'pass-on')

const isStricter = ' (set by whoever passed it on: stricter than its originator’s terms, so it holds)'

/** The terms that hold, as sentences. Where a relay’s and the originator’s differ, it is said whose holds, and why. */
export function termsThatHold(matter: Matter, world: World): readonly string[] {
  const holds = contractOf(matter)
  const theirs = ownersContract(matter)
  const said = readersSaid({ matter })
  const reading = readersInWords(said, world)
  return holds && theirs
    ? [
        `Shared for: ${holds.purpose}`,
        ...termsInWords(holds, world, term => (holds[term] === theirs[term] ? '' : isStricter)),
        ...(reading ? [`To be read ${said.readers === 'posts' ? 'where it was sent' : 'there'} by ${reading}`] : []),
        ...(holds.later ? ['What its originator adds later goes with it'] : []),
        // Those who were chosen are nobody elsewhere.
        ...(said.readers === 'posts' && mayBeElsewhere(matter, holds)
          ? ['To be read where it is passed on by the one at the head there']
          : []),
      ]
    : []
}
