import { place, type Question } from '../engine/question.ts'
import { ownPlaceOf } from '../engine/placed.ts'

/** A board speaks of the place where it is, and of no other: it is chosen already. */
export function ownPlace(label: string, missing: string, otherwise: string): Question<string> {
  const any = place(label, missing)
  return {
    ...any,
    options: taking => (any.options?.(taking) ?? []).filter(option => option.value === ownPlaceOf(taking)),
    example: ownPlaceOf,
    schema: taking => ({ type: 'string', enum: [ownPlaceOf(taking)].filter(Boolean) }),
    understand: (raw, taking) => {
      const got = any.understand(raw, taking)
      return 'wrong' in got || got.answer === '' || got.answer === ownPlaceOf(taking) ? got : { wrong: otherwise }
    },
  }
}
