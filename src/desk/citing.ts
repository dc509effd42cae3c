import { referencesIn } from '../documents/cites.ts'
import { decide, type Making, type Problem } from '../engine/decide.ts'
import { filesIn, unquotedFor, type Procedure } from '../engine/procedure.ts'
import { writingOf, type Along, type Beside } from './also.ts'
import type { Desk } from './desk.ts'
import { findMatter } from './matter.ts'
import { namedInFiles, ofThose, wordsIn } from './named.ts'

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
  const files = await namedInFiles(desk, doing ? filesIn(doing, entry.answers).map(({ id }) => id) : [])
  const inFiles = new Map(files.map(({ name, named }) => [named, `“${name}”`]))
  const all = [...referencesIn(wordsIn(entry.answers)), ...inFiles.keys()]
  for (const named of ofThose(desk, all, ({ cited }) => cited !== undefined)) {
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
