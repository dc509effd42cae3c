import { allOf, anyOf, audience, called, inPost, inUnit, of } from '../../../engine/who.ts'
import { keysOf } from '../../who.ts'

/** Who has to do with a report: the teams that write it, and those who answer for it. */

/** The inspection teams: a report is theirs, and private to them until they send it. */
export const teams = audience('the inspection teams', ({ world }) =>
  keysOf(world.directory.units({ body: 'HMIP', kind: 'inspection' })),
)

/** The Chief Inspector and the deputy: what a report says is for them to settle (HH-26). */
export const heads = audience('the Chief Inspector and the deputy', ({ world }) => [
  ...keysOf(world.directory.posts({ body: 'HMIP', kind: 'chief' })),
  ...keysOf(world.directory.posts({ body: 'HMIP', kind: 'deputy' })),
])

export const writers = called(
  'the inspection teams, the deputy or the Chief Inspector',
  allOf(of('HMIP'), anyOf(inUnit('inspection'), inPost('deputy', 'chief'))),
)
