/**
 * Markings under the Government Security Classifications, as the agreements use them (HI-12e). SENSITIVE marks OFFICIAL more
 * strictly; it is not a tier of its own. An output carries the highest marking of its parts.
 */
export interface Marking {
  readonly classification: 'OFFICIAL' | 'OFFICIAL-SENSITIVE'
  /** Who may have it, or when: 'RECIPIENTS ONLY', 'EMBARGOED'. */
  readonly handling?: readonly string[]
  /** What it is about: 'PERSONAL DATA', 'INVESTIGATION'. */
  readonly descriptors?: readonly string[]
}

export const official: Marking = { classification: 'OFFICIAL' }
export const sensitive: Marking = { classification: 'OFFICIAL-SENSITIVE' }
export const personal: Marking = { ...sensitive, descriptors: ['PERSONAL DATA'] }

/** Who may have it, or when. An organisation's own (`PPO USE ONLY`) is understood beside these. */
export const handlingInstructions = ['RECIPIENTS ONLY', 'HMG USE ONLY', 'EMBARGOED', 'FOR PUBLIC RELEASE'] as const

/** What it is about. */
export const descriptors = [
  'PERSONAL DATA',
  'INVESTIGATION',
  'MEDICAL',
  'LEGAL',
  'COMMERCIAL',
  'HR/MANAGEMENT',
] as const

/** Markings that were withdrawn on 2 April 2014: what still carries one must be marked afresh by its owner. */
export const withdrawnMarkings = ['RESTRICTED', 'CONFIDENTIAL', 'PROTECT'] as const

const release = 'FOR PUBLIC RELEASE'

/** Whether it is no secret from anybody. */
export const isForPublic = ({ handling }: Marking): boolean => handling?.includes(release) ?? false

/**
 * The marking of a whole made of these parts: the stricter classification, and every instruction of any of them. Only what
 * is for public release in all its parts is for public release.
 */
export function highest(markings: readonly Marking[]): Marking {
  const all = (pick: (marking: Marking) => readonly string[] | undefined) => [
    ...new Set(markings.flatMap(marking => pick(marking) ?? [])),
  ]
  const released = markings.every(isForPublic)
  return marked(
    markings.some(marking => marking.classification === 'OFFICIAL-SENSITIVE') ? 'OFFICIAL-SENSITIVE' : 'OFFICIAL',
    all(marking => marking.handling).filter(instruction => released || instruction !== release),
    all(marking => marking.descriptors),
  )
}

/** Whether the second marking is less strict than the first in anything: a recipient may not lower what they were given. */
export function lowers(from: Marking, to: Marking): boolean {
  const kept = highest([from, to])
  const has = (those: readonly string[] | undefined, all: readonly string[] = []) =>
    all.every(each => those?.includes(each))
  return (
    kept.classification !== to.classification ||
    !has(to.handling, kept.handling) ||
    !has(to.descriptors, kept.descriptors) ||
    (!from.handling?.includes(release) && !!to.handling?.includes(release))
  )
}

/** The words that stand at the top and bottom of every page: 'OFFICIAL-SENSITIVE – PERSONAL DATA – RECIPIENTS ONLY'. */
export const markingInWords = (marking: Marking): string =>
  [marking.classification, ...(marking.descriptors ?? []), ...(marking.handling ?? [])].join(' – ')

/** What a marking asks of whoever holds the paper, in sentences, for the note that a paper carries. */
export function handlingNote({ classification, handling = [] }: Marking): string[] {
  const asked: Record<string, string> = {
    'RECIPIENTS ONLY': 'This is for the people it is addressed to and nobody else: do not pass it on.',
    'HMG USE ONLY': 'This is for use inside government only.',
    EMBARGOED: 'This is not to be quoted or published before its date of release.',
    [release]: 'This may be published.',
  }
  const own = handling.filter(instruction => instruction.endsWith(' USE ONLY') && !(instruction in asked))
  return [
    ...handling.flatMap(instruction => asked[instruction] ?? []),
    ...own.map(instruction => `This is for use inside ${instruction.replace(/ USE ONLY$/, '')} only.`),
    ...(classification === 'OFFICIAL-SENSITIVE'
      ? ['Share this only with people who need it for the purpose it was given for.']
      : []),
    ...(handling.includes(release) ? [] : ['Lock it away when it is not in use.']),
  ]
}

/** A marking as someone typed or pasted it, or why it cannot be used and what to use instead. */
export type ReadMarking = { refused: false; marking: Marking } | { refused: true; words: string }

const no = (words: string): ReadMarking => ({ refused: true, words })

/**
 * Reads a marking in words: `Official-Sensitive [Personal data], recipients only`. Withdrawn markings are refused, as are
 * tiers that this system may not hold and instructions it does not know.
 */
export function readMarking(words: string): ReadMarking {
  const said = words
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s_]+/g, ' ')
    .trim()
  if (!said) return no('Choose a marking')
  const withdrawn = withdrawnIn(said)
  if (withdrawn)
    return no(`${withdrawn} was withdrawn on 2 April 2014. Ask the owner to mark it OFFICIAL or OFFICIAL-SENSITIVE`)
  if (/\bSECRET\b/.test(said))
    return no('SECRET and TOP SECRET cannot be held here. Stop, do not attach it, and tell MoJ Security')

  const read = /^OFFICIAL(?![A-Z])(?:\s*[-‐-―:.]?\s*(SENSITIVE)\b)?(.*)$/.exec(said)
  if (!read) return no('A marking begins with OFFICIAL or OFFICIAL-SENSITIVE')
  const [, sensitiveToo, rest = ''] = read
  const others = rest.split(/\s*(?:[[\](),;:|]|\s[-‐-―]\s|^[-‐-―]\s*|[–—])\s*/).filter(Boolean)
  const unknown = others.find(each => !isHandling(each) && !isDescriptor(each))
  if (unknown)
    return no(
      `${unknown} is not an instruction or descriptor that is known here. Use: ${[...handlingInstructions, ...descriptors].join(', ')}`,
    )
  const classification = sensitiveToo ? 'OFFICIAL-SENSITIVE' : 'OFFICIAL'
  if (sensitiveToo && others.includes(release))
    return no('What is OFFICIAL-SENSITIVE is not for public release. Choose one or the other')
  return { refused: false, marking: marked(classification, others.filter(isHandling), others.filter(isDescriptor)) }
}

/** The withdrawn marking in these words, if there is one. */
export const withdrawnIn = (words: string): string | undefined =>
  /\b(?:RESTRICTED|CONFIDENTIAL|PROTECT|UNCLASSIFIED|NOT PROTECTIVELY MARKED)\b/i.exec(words)?.[0].toUpperCase()

const isHandling = (words: string) =>
  handlingInstructions.some(each => each === words) || /^[A-Z][A-Z &]{1,40} USE ONLY$/.test(words)
const isDescriptor = (words: string) => descriptors.some(each => each === words)

const marked = (
  classification: Marking['classification'],
  handling: readonly string[],
  about: readonly string[],
): Marking => ({
  classification,
  ...(handling.length ? { handling } : {}),
  ...(about.length ? { descriptors: about } : {}),
})
