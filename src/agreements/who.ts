import type { Me } from '../engine/matter.ts'
import { audience, called, inUnit } from '../engine/who.ts'

/** Who acts under more than one agreement. */

export const keysOf = (found: readonly { readonly key: string }[]): readonly string[] => found.map(one => one.key)

/** Whether somebody is one of these readers, by their post or by their unit. */
export const isAmong = (me: Me, readers: readonly string[]): boolean =>
  readers.includes(me.post) || readers.includes(me.unit)

/** The clock takes steps by itself: it opens what falls due, and asks again. */
export const byTheClock = called('the clock', inUnit('clock'))

/** The clock as it is told: of no more than it must see to keep the time. */
export const theClock = audience('the clock', ({ world }) => keysOf(world.directory.units({ kind: 'clock' })))
