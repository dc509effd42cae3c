import { audience, called, inUnit } from '../engine/who.ts'

/** Who acts under more than one agreement. */

export const keysOf = (found: readonly { readonly key: string }[]): readonly string[] => found.map(one => one.key)

/** The clock takes steps by itself: it opens what falls due, and asks again. */
export const byTheClock = called('the clock', inUnit('clock'))

/** The clock as it is told: of no more than it must see to keep the time. */
export const theClock = audience('the clock', ({ world }) => keysOf(world.directory.units({ kind: 'clock' })))
