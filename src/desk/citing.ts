import { sql } from '../database/sql.ts'
import { referencesIn } from '../documents/cites.ts'
import { decide, type Making, type Problem } from '../engine/decide.ts'
import { filesIn, unquotedFor, type Procedure } from '../engine/procedure.ts'
import { writingOf, type Along, type Beside } from './also.ts'
import type { Desk } from './desk.ts'
import { findMatter } from './matter.ts'

/**
 * What else an act does because its words, or a file that it attaches, name other matters: each that is of a procedure which
 * wants to know has a step taken on it too, by the same person in the same transaction, so that its owner sees where it is drawn
 * on. Where that step is refused, nothing is done, and it is said why. On those in `acted` the act takes a step of its own, and
 * its owner sees that. What is not to be named at all has no step: to whoever is bound by that, it is refused here.
 */
export async function citing(
  desk: Desk,
  acting: Procedure,
  reference: string,
  { entry, step }: Pick<Making, 'entry' | 'step'>,
  acted: ReadonlySet<string>,
): Promise<Along> {
  const along: Beside[] = []
  const doing = acting.steps[step]
  const inFiles = await citedInFiles(desk, doing ? filesIn(doing, entry.answers).map(({ id }) => id) : [])
  for (const named of wantToKnow(desk, [...referencesIn(wordsIn(entry.answers)), ...inFiles.keys()])) {
    if (named === reference || acted.has(named)) continue
    const found = await findMatter(desk, named)
    const cited = found?.procedure.cited
    if (!found || !cited) continue
    const { matter, procedure } = found
    const namedBy = inFiles.get(named) ?? 'This'
    if ('binds' in cited) {
      const rule = unquotedFor(procedure, matter, desk.me, desk.world)
      if (rule) return { problem: naming(namedBy, named, rule) }
      continue
    }
    if (!procedure.steps[cited.step]?.by.covers(desk.me, matter, desk.world)) continue
    const decision = decide(procedure, matter, cited.step, desk.me, cited.answers({ reference, step }), desk.world)
    if (decision.refused) return { problem: naming(namedBy, named, decision.problems[0]) }
    along.push(writingOf(desk, found, decision.making))
  }
  return { along }
}

const naming = (by: string, named: string, problem?: Problem): Problem => ({
  words: `${by} names ${named}. ${problem?.words ?? 'It can’t be cited'}`,
  ...(problem?.clause && { clause: problem.clause }),
  ...(problem?.next && { next: problem.next }),
})

/** All that was typed, line by line. */
function wordsIn(answers: object): string {
  const words: string[] = []
  JSON.stringify(answers, (_name, value: unknown) => {
    if (typeof value === 'string') words.push(value)
    return value
  })
  return words.join('\n')
}

/** What the words of these files name, each with a file that names it. */
async function citedInFiles(desk: Desk, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map()
  const found = await desk.transaction.all<{ name: string; cited: string }>(sql`
    select d.name, c as cited from document d cross join unnest(d.cites) c where d.id = any (${ids}::uuid[]) and d.uploaded_by = my_post()`)
  return new Map(found.map(({ name, cited }) => [cited, `“${name}”`]))
}

/** Of these references, each once, those of procedures that want to know when they are named. */
function wantToKnow({ house: { library }, world }: Desk, references: readonly string[]): readonly string[] {
  const prefixes = new Set(
    library.inForce(world.today).flatMap(({ procedure }) => (procedure.cited ? [procedure.prefix] : [])),
  )
  return [...new Set(references)].filter(one => prefixes.has(one.slice(0, 3)))
}
