import type { Answers, Entry, Fragment } from './matter.ts'
import { partOf, type Procedure, type Step } from './procedure.ts'
import { stepNamed } from './strike.ts'
import type { Taking } from './world.ts'

/** Whether anything of a procedure is encrypted: every decision asks, and few have any. */
const hasEncrypted = new WeakMap<Procedure['parts'], boolean>()
const encryptsAny = ({ parts }: Procedure): boolean => {
  let any = hasEncrypted.get(parts)
  if (any === undefined) hasEncrypted.set(parts, (any = Object.values(parts).some(part => part.encrypted === true)))
  return any
}
const encrypted = ({ parts }: Procedure, part: string): boolean => parts[part]?.encrypted === true

/** Of these answers to a step, those that are kept open. */
export const openAnswers = (procedure: Procedure, step: Step | undefined, answers: Answers): Answers =>
  Object.fromEntries(
    Object.entries(answers).filter(([name]) => {
      const question = step?.asks[name]
      return step !== undefined && question !== undefined && !encrypted(procedure, partOf(step, question))
    }),
  )

/**
 * The same taking without what is said in parts that are encrypted, now and before: whatever is kept open is made of it, so that
 * no definition can let out by a fact, a condition, a date or a step elsewhere what is encrypted where it was said.
 */
export function saidOpenly(procedure: Procedure, step: Step, taking: Taking): Taking {
  if (!encryptsAny(procedure)) return taking
  const openly = <One extends Entry | Fragment>(one: One): One => ({
    ...one,
    answers: openAnswers(procedure, stepNamed(procedure, one.step, one.part), one.answers),
  })
  const { matter, answers } = taking
  return {
    ...taking,
    answers: openAnswers(procedure, step, answers),
    matter: { ...matter, entries: matter.entries.map(openly), fragments: matter.fragments.map(openly) },
  }
}
