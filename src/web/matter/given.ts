import { told } from '../../desk/history.ts'
import type { Entry, Fragment, Matter, Me } from '../../engine/matter.ts'
import { partOf, type Procedure, type Step } from '../../engine/procedure.ts'
import type { PointedOut, Question } from '../../engine/question.ts'
import type { World } from '../../engine/world.ts'
import { answerLines, capital, rowsBefore } from '../words.ts'

/**
 * A question of a part with the answers given to it, the latest first, each with what its reader may know of how it was
 * given; or a record by itself, of a step that adds one each time.
 */
export interface Given {
  /** The words of the question, or what was done. */
  readonly label: string
  readonly answers: readonly (Answered & { readonly entry: Entry | Fragment })[]
  /** Of a record: its questions with their answers. */
  readonly facts?: readonly (readonly [question: string, answer: Answered])[]
}

/** An answer in words, and what in it is pointed out to whoever may write it. */
export interface Answered {
  readonly lines: readonly string[]
  readonly pointsOut?: readonly PointedOut[]
}

/**
 * What stands in each part, in the order in which it was first said. `asAsked` tells records like any other answers; `reader`
 * has what the questions point out pointed out to them, where it is theirs to write; `toldElsewhere` are questions that are left out.
 */
export function givenIn(
  procedure: Procedure,
  said: readonly (Entry | Fragment)[],
  world: World,
  {
    asAsked = false,
    reader,
    toldElsewhere,
  }: { readonly asAsked?: boolean; readonly reader?: Reader; readonly toldElsewhere?: ReadonlySet<string> } = {},
): ReadonlyMap<string, readonly Given[]> {
  const parts = new Map<string, Map<string, Given>>()
  for (const [at, entry] of said.entries()) {
    const step = procedure.steps[entry.step]
    for (const [name, question] of Object.entries(step?.asks ?? {})) {
      if (!step || entry.answers[name] === undefined || toldElsewhere?.has(name)) continue
      const part = partOf(step, question)
      const before = rowsBefore([name, question], entry, said)
      const lines = linesOf(question, entry.answers[name], world, before)
      if (lines.length === 0) continue
      const answered = { lines, pointsOut: pointedOutTo(reader, step, question, entry.answers[name], world) }
      const held = parts.get(part) ?? new Map<string, Given>()
      const isRecord = step.adds === true && !asAsked
      // The same question asked by several steps is one line of the record, told by its newest wording.
      const under = isRecord ? `${at}` : question.label
      const known = held.get(under)
      held.set(
        under,
        isRecord
          ? {
              label: known?.label ?? whatWasDone(procedure, step, entry, world),
              answers: [{ lines: [...(known?.answers[0]?.lines ?? []), ...lines], entry }],
              facts: [...(known?.facts ?? []), [question.label, answered]],
            }
          : { label: question.label, answers: [{ ...answered, entry }, ...(known?.answers ?? [])] },
      )
      parts.set(part, held)
    }
  }
  return new Map([...parts].map(([part, held]) => [part, [...held.values()]]))
}

export interface Reader {
  readonly me: Me
  readonly matter: Matter
}

/** What a question points out in an answer: to whoever may take the step that asks it, and to nobody else. */
export const pointedOutTo = (
  reader: Reader | undefined,
  step: Step,
  question: Question,
  answer: unknown,
  world: World,
): readonly PointedOut[] | undefined =>
  reader && question.pointsOut && step.by.covers(reader.me, reader.matter, world)
    ? question.pointsOut(answer, { world, matter: reader.matter })
    : undefined

const whatWasDone = (procedure: Procedure, step: Step, said: Entry | Fragment, world: World): string =>
  said.at === undefined ? step.label : capital(told(procedure, said, world).says)

const linesOf = (question: Question, answer: unknown, world: World, before: number): readonly string[] =>
  question.kind === 'documents' ? documentLines(answer) : answerLines(question, answer, world, before)

const documentLines = (ids: unknown): readonly string[] =>
  Array.isArray(ids) && ids.length > 0 ? [ids.length === 1 ? 'One file' : `${ids.length} files`] : []
