import type { PostKind } from '../../../bodies.ts'
import { has } from '../../../engine/matter.ts'
import type { Secret } from '../../../engine/procedure.ts'
import { allOf, anyOf, audience, called, inPost, inUnit, of, together, whoever } from '../../../engine/who.ts'
import type { World } from '../../../engine/world.ts'
import { keysOf } from '../../who.ts'
import { centre, holds, postsAbove, postsThere } from '../who.ts'

/** Who has to do with an inspection: those who plan it, the place it is of, and those above that place. */

/** The inspection teams, the Chief Inspector and the deputy: to anyone else a plan does not exist (HH-6b). */
export const planners = called(
  'those at the inspectorate who plan inspections',
  allOf(of('HMIP'), anyOf(inUnit('inspection'), inPost('chief', 'deputy'))),
)

export const teamsOf = ({ directory }: World): readonly string[] =>
  keysOf(directory.units({ body: 'HMIP', kind: 'inspection' }))

const inspectorsPosts = ({ directory }: World, ...kinds: readonly PostKind[]) =>
  kinds.flatMap(kind => keysOf(directory.posts({ body: 'HMIP', kind })))

/** The Chief Inspector and the deputy as posts: the rest of their offices plan nothing. */
export const heads = audience('the Chief Inspector and the deputy', ({ world }) =>
  inspectorsPosts(world, 'chief', 'deputy'),
)

/** What is planned in secret, an inspection or a visit, until this milestone: given up in secret, it stays one (HH-6b). */
export const secretUntil = (told: string): Secret => ({
  holds: matter => !has(matter, told),
  knownTo: together(
    audience('the inspection teams', ({ world }) => teamsOf(world)),
    heads,
  ),
  words: 'The establishment has not been told of it: nobody but those who plan inspections may know that there is one',
  next: 'Take its reference out, or write where they alone read.',
  clause: 'HH-6b',
})

export const governor = audience('the governor', where => postsThere(where, 'governor'))
export const establishment = audience('the governor and the liaison officer there', where => [
  ...postsThere(where, 'governor'),
  ...postsThere(where, 'liaison'),
])
export const groupDirector = audience('the prison group director', ({ world }) => postsAbove(world, 'group-director'))
export const headquarters = audience('the Director General, Prisons', ({ world }) =>
  postsAbove(world, 'director-general'),
)
export { centre }

/** The governor, the liaison officer: whoever at the place itself has been told of the visit. */
export const atThePlace = whoever(
  'the governor or the liaison officer there',
  (me, matter, world) =>
    holds(me, matter, 'HMPPS', 'visit') &&
    establishment.readers({ me, matter, world, answers: {} }).some(key => key === me.post || key === me.unit),
)
