import { place, type Question } from '../engine/question.ts'
import type { Taking } from '../engine/world.ts'

/** The place somebody's unit belongs to, which is a board's or an establishment's. */
export const placeOf = ({ me, world }: Pick<Taking, 'me' | 'world'>): string | undefined =>
  world.directory.unit(me.unit).place

/** A board speaks of the place where it is, and of no other: it is chosen already. */
export function ownPlace(label: string, missing: string, otherwise: string): Question<string> {
  const any = place(label, missing)
  return {
    ...any,
    options: taking => (any.options?.(taking) ?? []).filter(option => option.value === placeOf(taking)),
    example: placeOf,
    schema: taking => ({ type: 'string', enum: [placeOf(taking)].filter(Boolean) }),
    understand: (raw, taking) => {
      const got = any.understand(raw, taking)
      return 'wrong' in got || got.answer === '' || got.answer === placeOf(taking) ? got : { wrong: otherwise }
    },
  }
}
