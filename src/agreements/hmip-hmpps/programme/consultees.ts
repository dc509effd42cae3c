import { choices, type Question } from '../../../engine/question.ts'
import type { Taking, World } from '../../../engine/world.ts'
import { consultees } from './who.ts'

const keyOf = (typed: string, world: World): string | undefined =>
  consultees(world).find(one => one.key === typed || one.name.toLowerCase() === typed.toLowerCase())?.key

/** Several of those whom the plans can be put to. */
export function consulteesAsked(label: string, missing: string): Question<readonly string[]> {
  const options = ({ world }: Pick<Taking, 'world'>) =>
    consultees(world).map(({ key, name }) => ({ value: key, text: name }))
  return {
    ...choices(label, missing, {}),
    options,
    example: taking =>
      options(taking)
        .slice(0, 1)
        .map(({ value }) => value),
    schema: taking => ({
      type: 'array',
      items: { type: 'string', enum: options(taking).map(({ value }) => value) },
      uniqueItems: true,
    }),
    understand: (raw, { world }) => {
      const given = (Array.isArray(raw) ? raw : String(raw ?? '').split(/[;\n]/))
        .map(one => String(one).trim())
        .filter(Boolean)
      const unknown = given.find(one => keyOf(one, world) === undefined)
      return unknown === undefined
        ? { answer: [...new Set(given.flatMap(one => keyOf(one, world) ?? []))] }
        : { wrong: `Choose from the list; “${unknown.slice(0, 60)}” is not in it` }
    },
    show: (answer, { world }) =>
      (Array.isArray(answer) ? answer : [])
        .flatMap(key => world.directory.findUnit(String(key))?.name ?? [])
        .join('; '),
  }
}
