import { lastAnswer, type Matter } from '../../../engine/matter.ts'
import type { Refusal } from '../../../engine/procedure.ts'

/** Whoever wrote to the inspectorate: nothing that the prison reads may tell who that was (HH-25). */

/** Whom it is about and who wrote, as the inspectorate has them. */
interface Writing {
  readonly who?: unknown
  readonly wrote?: unknown
  readonly writer?: unknown
}

export function writingIn(matter: Matter): Writing {
  const [who, wrote, writer] = ['who', 'wrote', 'writer'].map(question => lastAnswer(matter, question))
  return { who, wrote, writer }
}

const wordsIn = (written: string): readonly string[] => written.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
const joined = (written: string) => ` ${wordsIn(written).join(' ')} `

/** The name of whoever wrote, where that is not the very person it is about. */
const writerOf = ({ who, wrote, writer }: Writing): string | undefined =>
  typeof writer === 'string' && wrote !== 'person' && joined(writer) !== joined(String(who)) ? writer : undefined

/** Refuses to tell the prison who wrote, by their full name. */
export function namesWriter(writing: Writing, told: Readonly<Record<string, string | undefined>>): Refusal | undefined {
  const writer = writerOf(writing)
  if (writer === undefined || wordsIn(writer).length < 2) return undefined
  const [field] = Object.entries(told).find(([, words]) => words && joined(words).includes(joined(writer))) ?? []
  return field === undefined
    ? undefined
    : {
        field,
        words: `This names ${writer}, who wrote to you: the prison would read it`,
        next: 'Take the name out. What must stay with you goes under “What else did they say?”.',
      }
}

/** Points out what may tell: a part of the writer’s name that is not the person’s own too. */
export function mayName(writing: Writing, told: readonly (string | undefined)[]): string | undefined {
  const own = wordsIn(String(writing.who))
  const tell = wordsIn(writerOf(writing) ?? '').find(
    word => word.length > 2 && !own.includes(word) && told.some(words => words && wordsIn(words).includes(word)),
  )
  return tell && `What the prison will read has “${tell}” in it, which is in the writer’s name too. Look again.`
}
