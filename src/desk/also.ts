import { closed, decide, type Making, type Problem } from '../engine/decide.ts'
import { prepared } from '../database/sql.ts'
import type { Matter } from '../engine/matter.ts'
import type { AlsoTaken } from '../engine/procedure.ts'
import type { Writing } from '../journal/append.ts'
import type { Desk } from './desk.ts'
import { findMatter, type Viewed } from './matter.ts'

/** An entry that is written beside an act, with the matter as it was. */
export type Beside = Writing & { readonly matter: Matter }

/** What is written beside an act because of it, on other matters; or why it can't be, and then nothing is. */
export type Along = { readonly along: readonly Beside[] } | { readonly problem: Problem }

/**
 * The steps that an act takes on other matters: by the same person in the same transaction, each as anyone takes it, and what
 * those steps take in their turn. Where one is refused, nothing is done, and it is said why.
 */
export async function alsoTaken(desk: Desk, reference: string, { also }: Pick<Making, 'also'>): Promise<Along> {
  const along: Beside[] = []
  const acted = new Set([reference])
  const waiting = [...also]
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    // One act makes one entry in a matter: what comes round again has been done.
    if (acted.has(next.reference)) continue
    acted.add(next.reference)
    await desk.transaction.find(prepared('hold')`select hold(${next.reference}) as id`)
    const found = await findMatter(desk, next.reference)
    if (!found) return { problem: { words: `There is no ${next.reference} that you may see` } }
    const step = found.procedure.steps[next.step]
    if (next.ifOpen && step && closed(step, found.matter, desk.me, desk.world)) continue
    const decision = decide(found.procedure, found.matter, next.step, desk.me, next.answers, desk.world)
    if (decision.refused) return { problem: of(next, decision.problems[0]) }
    along.push(writingOf(desk, found, decision.making))
    // What those come from is a question of the step between: none of this one's.
    waiting.push(...decision.making.also.map(one => ({ ...one, from: undefined })))
  }
  return { along }
}

const of = ({ reference, from }: AlsoTaken, problem: Problem | undefined): Problem => {
  const field = problem?.field === undefined ? undefined : from?.[problem.field]
  return {
    ...(field !== undefined && { field }),
    words: `${reference}: ${problem?.words ?? 'this can’t be done there'}`,
    ...(problem?.clause && { clause: problem.clause }),
    ...(problem?.next && { next: problem.next }),
  }
}

/** An entry on a matter that is there already. */
export const writingOf = (
  desk: Desk,
  { matter, procedure }: Pick<Viewed, 'matter' | 'procedure'>,
  making: Making,
): Beside => ({
  reference: matter.reference,
  matter,
  making,
  procedure,
  knownTo:
    procedure.openBetween?.readers({ matter, me: desk.me, answers: making.entry.answers, world: desk.world }) ?? [],
})
