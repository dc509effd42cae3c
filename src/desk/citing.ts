import { decide, type Making } from '../engine/decide.ts'
import type { Writing } from '../journal/append.ts'
import { writingOf, type Along } from './also.ts'
import type { Desk } from './desk.ts'
import { findMatter } from './matter.ts'

/**
 * What else an act does because its words name other matters: each that is of a procedure which wants to know has a step taken
 * on it too, by the same person in the same transaction, so that its owner sees where it is drawn on. Where that step is
 * refused, nothing is done, and it is said why. On those in `acted` the act takes a step of its own, and its owner sees that.
 */
export async function citing(
  desk: Desk,
  reference: string,
  { entry, step }: Pick<Making, 'entry' | 'step'>,
  acted: ReadonlySet<string>,
): Promise<Along> {
  const along: Writing[] = []
  for (const named of referencesIn(desk, entry.answers)) {
    if (named === reference || acted.has(named)) continue
    const found = await findMatter(desk, named)
    const cited = found?.procedure.cited
    const taken = cited && found.procedure.steps[cited.step]
    if (!found || !cited || !taken?.by.covers(desk.me, found.matter, desk.world)) continue
    const { matter, procedure } = found
    const decision = decide(procedure, matter, cited.step, desk.me, cited.answers({ reference, step }), desk.world)
    if (decision.refused) {
      const [problem] = decision.problems
      return {
        problem: {
          words: `This names ${named}. ${problem?.words ?? 'It can’t be cited'}`,
          ...(problem?.clause && { clause: problem.clause }),
          ...(problem?.next && { next: problem.next }),
        },
      }
    }
    along.push(writingOf(desk, found, decision.making))
  }
  return { along }
}

/** References in what was typed, of procedures that want to know when they are named. */
function referencesIn(desk: Desk, answers: object): readonly string[] {
  const prefixes = new Set(
    desk.house.library
      .inForce(desk.world.today)
      .flatMap(({ procedure }) => (procedure.cited ? [procedure.prefix] : [])),
  )
  if (prefixes.size === 0) return []
  const all = JSON.stringify(answers).matchAll(/\b([A-Z]{3})-\d{4}-\d{4,}\b/gi)
  return [
    ...new Set(
      [...all].filter(([, prefix]) => prefixes.has((prefix ?? '').toUpperCase())).map(([one]) => one.toUpperCase()),
    ),
  ]
}
