import { placeKinds } from '../../bodies.ts'
import { allOf, audience, called, here, inUnit, of } from '../../engine/who.ts'
import type { World } from '../../engine/world.ts'
import { keysOf } from '../who.ts'

/** Who acts at the boards under the agreement between the inspectorate and them: found by kind and place, never by key. */

export const boardsAt = ({ directory }: World, at: string | undefined): readonly string[] =>
  at === undefined ? [] : keysOf(directory.units({ body: 'IMB', kind: 'board', place: at }))

/** Why no board is told: 'Greyfriars has no monitoring board (secure training centre)'. Nothing where there is one. */
export const noBoard = (world: World, at: string): string | undefined => {
  const { name, kind } = world.directory.place(at)
  return boardsAt(world, at).length > 0
    ? undefined
    : `${name} has no monitoring board (${placeKinds[kind].toLowerCase()})`
}

export const theBoard = audience('the board there, if there is one', ({ matter, world }) =>
  boardsAt(world, matter.place),
)
export const byBoard = called('the board there', allOf(of('IMB'), inUnit('board'), here))

export const secretariat = audience('the secretariat of the boards', ({ world: { directory } }) =>
  keysOf(directory.units({ body: 'IMB', kind: 'secretariat' })),
)
export const bySecretariat = called('the secretariat of the boards', allOf(of('IMB'), inUnit('secretariat')))

export const nationalUnit = audience('the National Chair of the boards', ({ world: { directory } }) =>
  keysOf(directory.units({ body: 'IMB', kind: 'national' })),
)

export const aBoard = called('a monitoring board', allOf(of('IMB'), inUnit('board')))

export const regionals = audience('the regional representatives', ({ world: { directory } }) =>
  keysOf(directory.posts({ body: 'IMB', kind: 'regional' })),
)
export const nationalChairs = audience('the National Chair', ({ world: { directory } }) =>
  keysOf(directory.posts({ body: 'IMB', kind: 'national-chair' })),
)
