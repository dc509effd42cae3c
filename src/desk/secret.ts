import { sql } from '../database/sql.ts'
import { referencesIn } from '../documents/cites.ts'
import type { Making, Problem } from '../engine/decide.ts'
import type { Answers, Matter } from '../engine/matter.ts'
import { filesIn, type Procedure, type Secret } from '../engine/procedure.ts'
import type { World } from '../engine/world.ts'
import { beginning } from './birth.ts'
import type { Desk } from './desk.ts'
import { findMatter } from './matter.ts'

/** What is about to be written on a matter that is there, or on one that would begin. */
export interface Act {
  readonly procedure: Procedure
  readonly matter: Matter
  readonly making: Making
}

/**
 * Why an act can't be done as it is worded: its words, or those of a file, name a matter of which their readers may not know yet.
 * Asked of all that it writes: on its own matter, on others in the same act, and on those it opens. Only whoever knows of that
 * matter is told so: to everybody else its reference is one like any other.
 */
export async function toldTooSoon(desk: Desk, acts: readonly Act[]): Promise<Problem | undefined> {
  const prefixes = secretPrefixes(desk)
  for (const act of [...acts, ...acts.flatMap(one => opened(desk, one, prefixes))])
    for (const [part, reference] of await namedIn(desk, act, prefixes)) {
      const found = reference === act.matter.reference ? undefined : await findMatter(desk, reference)
      const secret = found && secretIn(desk, found)
      if (!secret || readersOf(act, part, desk.world).every(key => isAmong(key, secret.knowing, desk.world))) continue
      return { words: `This names ${reference}. ${secret.words}`, next: secret.next, clause: secret.clause }
    }
  return undefined
}

/** That a matter is a secret still, for whoever knows of it: whoever else sees it was told of it since, or of a part of it. */
export function secretIn(
  desk: Desk,
  { procedure: { secret }, matter }: Pick<Act, 'procedure' | 'matter'>,
): (Secret & { readonly knowing: ReadonlySet<string> }) | undefined {
  if (!secret?.holds(matter)) return undefined
  const knowing = new Set(secret.knownTo.readers({ ...desk, matter, answers: {} }))
  return isAmong(desk.me.post, knowing, desk.world) ? { ...secret, knowing } : undefined
}

const secretPrefixes = ({ house: { library }, world }: Desk): ReadonlySet<string> =>
  new Set(library.inForce(world.today).flatMap(({ procedure }) => (procedure.secret ? [procedure.prefix] : [])))

/** The matters that it opens, where what is said in them may name one. */
function opened(desk: Desk, { making }: Act, prefixes: ReadonlySet<string>): readonly Act[] {
  return making.opens.flatMap(({ procedure: name, answers }) => {
    const found =
      named(answers, prefixes).length > 0 ? desk.house.library.findProcedure(name, desk.world.today) : undefined
    if (!found) return []
    const { procedure, version } = found
    const birth = { procedure, version: version.name, step: procedure.begins, reference: '', raw: answers }
    const begun = beginning(desk, birth)
    return begun.refused ? [] : [{ procedure, ...begun }]
  })
}

/** The references of such matters in what is said. */
const named = (answers: Answers, prefixes: ReadonlySet<string>): readonly string[] =>
  referencesIn(JSON.stringify(answers)).filter(one => prefixes.has(one.slice(0, 3)))

/** Each reference of such a matter, with the part in which it would be read: from what is typed, and from files. */
async function namedIn(
  desk: Desk,
  { procedure, making }: Act,
  prefixes: ReadonlySet<string>,
): Promise<readonly (readonly [part: string, named: string])[]> {
  const typed = Object.entries(making.contents).flatMap(([part, answers]) =>
    named(answers, prefixes).map(one => [part, one] as const),
  )
  const step = procedure.steps[making.step]
  const files = step ? filesIn(step, making.entry.answers) : []
  if (files.length === 0) return typed
  const cited = await desk.transaction.all<{ id: string; cited: string }>(sql`
    select d.id, c as cited from document d cross join unnest(d.cites) c
     where d.id = any (${files.map(({ id }) => id)}::uuid[]) and d.uploaded_by = my_post()`)
  const partOf = new Map(files.map(({ id, part }) => [id, part]))
  return [
    ...typed,
    ...cited.flatMap(one =>
      prefixes.has(one.cited.slice(0, 3)) ? [[partOf.get(one.id) ?? '', one.cited] as const] : [],
    ),
  ]
}

/** Keys of all who read a part of it, or are offered it, once it is done. */
const readersOf = ({ matter, making }: Act, part: string, { now }: World): readonly string[] => [
  matter.owner,
  ...[...matter.disclosures, ...matter.offers].flatMap(one =>
    one.part === part && !one.ended && (!one.until || one.until > now) ? [one.to] : [],
  ),
  ...[...making.shares, ...making.directs].flatMap(one => (one.part === part ? [one.to] : [])),
]

const isAmong = (key: string, knowing: ReadonlySet<string>, { directory }: World): boolean =>
  knowing.has(key) || knowing.has(directory.findPost(key)?.unit ?? '')
