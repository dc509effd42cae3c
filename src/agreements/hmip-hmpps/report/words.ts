import { day, type Day } from '../../../calendar/day.ts'
import type { PlaceKind } from '../../../bodies.ts'

/** What reports are made of, in the words of the time when the inspection ended. */

/** How a healthy-prison test was met. */
export const scores = {
  '1': 'Poor (1)',
  '2': 'Not sufficiently good (2)',
  '3': 'Reasonably good (3)',
  '4': 'Good (4)',
} as const

export type Test = 'safety' | 'respect' | 'activity' | 'release'
export const tests = ['safety', 'respect', 'activity', 'release'] as const satisfies readonly Test[]

/** What the four tests are called whenever they are meant for every year and every kind of place. */
export const anyTest: Readonly<Record<Test, string>> = {
  safety: 'Safety',
  respect: 'Respect',
  activity: 'Purposeful activity',
  release: 'Preparation for release',
}

/**
 * The fourth test of prisons for adults, by the first day of the version of the expectations that named it so. These days are
 * our reading of the inspectorate’s published expectations: no agreement names the tests, and we hold no paper that dates the
 * change. Whoever scores is told so.
 */
const released: readonly (readonly [from: Day, name: string])[] = [
  [day('2023-07-01'), 'Preparation for release'],
  [day('2017-09-01'), 'Rehabilitation and release planning'],
  [day('1900-01-01'), 'Resettlement'],
]

/** What the four tests were called when the inspection of a place of this kind ended. */
export function testNames(ended: Day, kind: PlaceKind | undefined): Readonly<Record<Test, string>> {
  if (kind === 'irc' || kind === 'sthf')
    return { ...anyTest, activity: 'Activities', release: 'Preparation for removal and release' }
  if (kind === 'yoi' || kind === 'stc')
    return { ...anyTest, respect: ended >= day('2018-04-01') ? 'Care' : 'Respect', release: 'Resettlement' }
  return { ...anyTest, release: released.find(([from]) => ended >= from)?.[1] ?? anyTest.release }
}

/** What a report asks for. Key concerns, some of them priorities, took the place of recommendations (decision 5). */
export const itemKinds = { priority: 'Priority concern', key: 'Key concern', recommendation: 'Recommendation' } as const
export type ItemKind = keyof typeof itemKinds

/** Inspections that ended on this day or later are reported by key concerns; those that ended before, by recommendations. */
export const concernsSince = day('2022-05-03')

export const kindsFor = (ended: Day): readonly ItemKind[] =>
  ended >= concernsSince ? ['priority', 'key'] : ['recommendation']

/** HMIP’s own practice since then: up to 15 key concerns, of which three to six are priorities. */
export const concernsUsual = { most: 15, leastPriorities: 3, mostPriorities: 6 } as const

/** What the prison service says a passage is. */
export const passages = { fact: 'A fact', judgement: 'A judgement' } as const

/** How the inspectorate answers a point (HH-28). */
export const answered = {
  accepted: 'Accepted: it is put right',
  partly: 'Accepted in part',
  'not accepted': 'Not accepted',
  judgement: 'A matter of judgement, which is the inspectorate’s own',
} as const
export type Answered = keyof typeof answered
