import { sql } from '../database/sql.ts'
import type { Procedure } from '../engine/procedure.ts'
import type { Desk } from './desk.ts'

/** The matters that an act names: in words that are typed, and in the words of files. */

/** All that was typed, line by line: a reference that begins a line is one as well. */
export function wordsIn(answers: object): string {
  const words: string[] = []
  JSON.stringify(answers, (_name, value: unknown) => {
    if (typeof value === 'string') words.push(value)
    return value
  })
  return words.join('\n')
}

/** Each reference that the words of these files name, with the file that names it: of files of one's own. */
export const namedInFiles = async (
  desk: Desk,
  ids: readonly string[],
): Promise<readonly { readonly id: string; readonly name: string; readonly named: string }[]> =>
  ids.length === 0
    ? []
    : desk.transaction.all(sql`
        select d.id, d.name, c as named from document d cross join unnest(d.cites) c
         where d.id = any (${[...ids]}::uuid[]) and d.uploaded_by = my_post()`)

/** Of these references, each once, those of procedures that it matters of whether they are named. */
export function ofThose(
  { house: { library }, world }: Desk,
  references: readonly string[],
  matters: (procedure: Procedure) => boolean,
): readonly string[] {
  const prefixes = new Set(
    library.inForce(world.today).flatMap(({ procedure }) => (matters(procedure) ? [procedure.prefix] : [])),
  )
  return [...new Set(references)].filter(one => prefixes.has(one.slice(0, 3)))
}
