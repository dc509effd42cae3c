import type { UnitKind } from '../../../bodies.ts'
import type { Unit } from '../../../engine/directory.ts'
import { allOf, anyOf, audience, called, inPost, inUnit, of } from '../../../engine/who.ts'
import type { World } from '../../../engine/world.ts'
import { keysOf } from '../../who.ts'

/** Who plans inspections, and whom they consult. An unannounced date exists for the planners alone (HH-6b). */

/** The inspection teams, to whom whatever is planned belongs. */
export const teams = audience('the inspection teams', ({ world }) =>
  keysOf(world.directory.units({ body: 'HMIP', kind: 'inspection' })),
)

/** The Chief Inspector and the deputy: by their posts, for nobody else in their offices plans. */
export const heads = audience('the Chief Inspector and the deputy', ({ world: { directory } }) =>
  (['chief', 'deputy'] as const).flatMap(kind => keysOf(directory.posts({ body: 'HMIP', kind }))),
)

export const planners = called(
  'those who plan inspections: the inspection teams, the deputy or the Chief Inspector',
  allOf(of('HMIP'), anyOf(inUnit('inspection'), inPost('deputy', 'chief'))),
)

const consulted: readonly UnitKind[] = [
  'scrutiny',
  'headquarters',
  'national',
  'secretariat',
  'lead office',
  'ombudsman',
  'ministers',
]

/** Whom the plans and the framework can be put to: the centres of the other bodies, never one establishment or its board (HH-5). */
export const consultees = ({ directory }: World): readonly Unit[] =>
  directory.units({}).filter(({ body, kind }) => body !== 'HMIP' && body !== 'CONCORDAT' && consulted.includes(kind))
