import type { Body, PostKind } from '../../bodies.ts'
import type { Matter, Me } from '../../engine/matter.ts'
import { allOf, audience, called, inPost, inUnit, of } from '../../engine/who.ts'
import type { Taking, World } from '../../engine/world.ts'
import { keysOf } from '../who.ts'

/** Who acts under the agreement between the inspectorate and the prison service: found by body, kind and place, never by key. */

type Where = Pick<Taking, 'matter' | 'world'>

/** Whoever at the inspectorate handles what people write to it. */
export const correspondents = called(
  'those at the inspectorate who handle correspondence',
  allOf(of('HMIP'), inPost('coordinator', 'sanctions-officer', 'team-leader', 'intelligence', 'deputy')),
)

/** The prison service’s centre: its Scrutiny and Intelligence Unit (HH-14, HH-25). */
export const centreOf = ({ directory }: World): readonly string[] =>
  keysOf(directory.units({ body: 'HMPPS', kind: 'scrutiny' }))
export const centre = audience('the prison service’s Scrutiny and Intelligence Unit', ({ world }) => centreOf(world))
export const atCentre = called(
  'the prison service’s Scrutiny and Intelligence Unit',
  allOf(of('HMPPS'), inUnit('scrutiny')),
)

/** Posts of one kind in the prison service: at the place the matter is about, or above all places. */
export const postsThere = ({ matter, world }: Where, kind: PostKind): readonly string[] =>
  matter.place === undefined ? [] : keysOf(world.directory.posts({ body: 'HMPPS', kind, place: matter.place }))
export const postsAbove = ({ directory }: World, kind: PostKind): readonly string[] =>
  keysOf(directory.posts({ body: 'HMPPS', kind }))

/** Who runs a place that need not be the one the matter is about. */
export const governorsAt = ({ directory }: World, place: string): readonly string[] =>
  keysOf(directory.posts({ body: 'HMPPS', kind: 'governor', place }))

/** Whether somebody holds this post, or a post in this unit, today. */
export const isHeld = ({ directory }: World, key: string): boolean =>
  directory.findPost(key)?.held ?? directory.posts({ unit: key }).some(post => post.held)

/** Someone of this body to whom a part is open. */
export const holds = (me: Me, matter: Matter, body: Body, part: string): boolean =>
  me.body === body && matter.parts.has(part)
