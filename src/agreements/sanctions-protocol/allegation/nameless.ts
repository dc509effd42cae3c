import type { Answers } from '../../../engine/matter.ts'
import type { Taking } from '../../../engine/world.ts'
import { tellingWords } from '../../nameless.ts'

/**
 * A `warn` for a step that asks for words without names, which others read before they may know who the person is
 * (SP-23i): says which of the words typed there may tell it. Nobody is stopped: some words only look as though they did.
 */
export const warnOfNames =
  (...asked: readonly string[]) =>
  ({ answers, matter, world }: Taking): string | undefined => {
    const people = [answers, ...matter.entries.map(entry => entry.answers)].flatMap(nameIn)
    const found = tellingWords(
      asked.map(name => answers[name]),
      world,
      people,
    )
    return found
      ? `${found} may tell who somebody is, and people who may not know it will read that. Go back and take it out, unless it tells of nobody.`
      : undefined
  }

const nameIn = ({ name }: Answers): readonly string[] => (typeof name === 'string' ? [name] : [])
