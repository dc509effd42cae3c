import type { Taking } from '../../../engine/world.ts'
import { contractOf, endOf, ownersContract } from '../contract.ts'

/** How what is sealed is handed over, each time it is: on the terms that hold then (HI-12c, HI-12l). */

export const endOfTerms = ({ matter }: Pick<Taking, 'matter'>): Date | undefined => endOf(contractOf(matter))

/** The terms themselves stand in a part of their own, so that taking it back leaves nothing of them with anyone. */
export const onTerms = { purpose: 'For what its terms say', until: endOfTerms } as const

/** Whether what its originator adds later goes with it. */
export const laterToo = ({ matter }: Pick<Taking, 'matter'>): boolean => ownersContract(matter)?.later === true
