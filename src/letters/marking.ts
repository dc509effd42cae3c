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

/** The marking of a whole made of these parts: the stricter classification, and every instruction of any of them. */
export function highest(markings: readonly Marking[]): Marking {
  const all = (pick: (marking: Marking) => readonly string[] | undefined) => [...new Set(markings.flatMap(marking => pick(marking) ?? []))]
  const handling = all(marking => marking.handling)
  const descriptors = all(marking => marking.descriptors)
  return {
    classification: markings.some(marking => marking.classification === 'OFFICIAL-SENSITIVE') ? 'OFFICIAL-SENSITIVE' : 'OFFICIAL',
    ...(handling.length ? { handling } : {}),
    ...(descriptors.length ? { descriptors } : {}),
  }
}

/** The words that stand at the top and bottom of every page: 'OFFICIAL-SENSITIVE – PERSONAL DATA – RECIPIENTS ONLY'. */
export const markingInWords = (marking: Marking): string =>
  [marking.classification, ...(marking.descriptors ?? []), ...(marking.handling ?? [])].join(' – ')

/** Markings that were withdrawn on 2 April 2014: what still carries one must be marked afresh by its owner. */
export const withdrawnMarkings = ['RESTRICTED', 'CONFIDENTIAL', 'PROTECT'] as const
