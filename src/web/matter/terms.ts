import type { Matter } from '../../engine/matter.ts'
import type { Procedure } from '../../engine/procedure.ts'
import type { World } from '../../engine/world.ts'
import type { Given } from './given.ts'

/** What was handed over on terms: those that hold, as sentences, told apart from what was answered when they were set. */
export interface Terms {
  readonly sentences: readonly string[]
  /** What the sentences come from: the questions were asked of whoever set them. */
  readonly set: readonly Given[]
  readonly others: readonly Given[]
}

/** Of a part in which there are none, all is something else. */
export function termsIn(
  { matter, procedure }: { readonly matter: Matter; readonly procedure: Procedure },
  part: string,
  { given, world }: { readonly given: readonly Given[]; readonly world: World },
): Terms {
  const { terms } = procedure.lends ?? {}
  const sentences = terms?.part === part && matter.parts.has(part) ? terms.inWords(matter, world) : []
  const isSet = ({ answers }: Given) =>
    sentences.length > 0 && answers.every(({ entry }) => terms?.setBy?.includes(entry.step))
  return { sentences, set: given.filter(isSet), others: given.filter(one => !isSet(one)) }
}

/** Under the terms, the questions from which they come. */
export const asTheyWereSet = 'What was asked when they were set'
