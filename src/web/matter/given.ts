import type { Entry, Fragment } from '../../engine/matter.ts'
import { partOf, type Procedure } from '../../engine/procedure.ts'
import type { Question } from '../../engine/question.ts'
import type { World } from '../../engine/world.ts'
import { answerLines } from '../words.ts'

/** A question of a part with the answers given to it, the latest first, each with what its reader may know of how it was given. */
export interface Given {
  readonly name: string
  readonly question: Question
  readonly answers: readonly { readonly lines: readonly string[]; readonly entry: Entry | Fragment }[]
}

/** What stands in each part, in the order in which it was first said. */
export function givenIn(
  procedure: Procedure,
  said: readonly (Entry | Fragment)[],
  world: World,
): ReadonlyMap<string, readonly Given[]> {
  const parts = new Map<string, Map<string, Given>>()
  for (const entry of said) {
    const step = procedure.steps[entry.step]
    for (const [name, question] of Object.entries(step?.asks ?? {})) {
      if (!step || entry.answers[name] === undefined) continue
      const part = partOf(step, question)
      const lines =
        question.kind === 'documents'
          ? documentLines(entry.answers[name])
          : answerLines(question, entry.answers[name], world)
      const held = parts.get(part) ?? new Map<string, Given>()
      // The same question asked by several steps is one line of the record, told by its newest wording.
      const before = held.get(question.label)
      held.set(question.label, { name, question, answers: [{ lines, entry }, ...(before?.answers ?? [])] })
      parts.set(part, held)
    }
  }
  return new Map([...parts].map(([part, held]) => [part, [...held.values()]]))
}

const documentLines = (ids: unknown): readonly string[] =>
  Array.isArray(ids) && ids.length > 0 ? [ids.length === 1 ? 'One file' : `${ids.length} files`] : []
