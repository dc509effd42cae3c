import { audience, together } from '../../../engine/who.ts'
import { keysOf } from '../../who.ts'
import { centre, postsAbove } from '../who.ts'
import { boards, heads, ministers, ombudsman, pressOffice, service, teams, writers } from '../report/who.ts'

/** Who has to do with a review of progress: found by body, kind and place, never by key. */

export { heads, teams, writers }

/** To whom a review is announced: the governor and those above them, the board, and the prison service’s centre. */
export const announcedTo = together(
  audience('the governor', ({ matter, world }) =>
    matter.place === undefined
      ? []
      : keysOf(world.directory.posts({ body: 'HMPPS', kind: 'governor', place: matter.place })),
  ),
  audience('the prison group director', ({ world }) => postsAbove(world, 'group-director')),
  audience('the monitoring board of the place', ({ matter, world }) =>
    matter.place === undefined
      ? []
      : keysOf(world.directory.units({ body: 'IMB', kind: 'board', place: matter.place })),
  ),
  centre,
)

/** A report of a review goes to whomever the report of an inspection goes to. */
export const publishedTo = together(service, boards, ministers, ombudsman, pressOffice)
