import type { Questions } from './question.ts'
import type { Taking } from './world.ts'

/** The question whose answer is the place that a matter is of: the first of its beginning that asks for one. */
export const placeAsked = (asks: Questions): string | undefined =>
  Object.keys(asks).find(name => asks[name]?.kind === 'place')

/** The place somebody's unit belongs to, which is a board's or an establishment's: what they begin is most likely of it. */
export const ownPlaceOf = ({ me, world }: Pick<Taking, 'me' | 'world'>): string | undefined =>
  world.directory.findUnit(me.unit)?.place
