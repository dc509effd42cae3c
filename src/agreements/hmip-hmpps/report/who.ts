import { allOf, anyOf, audience, called, inPost, inUnit, of, together } from '../../../engine/who.ts'
import type { Taking } from '../../../engine/world.ts'
import { keysOf } from '../../who.ts'
import { centre } from '../who.ts'

/** Who has to do with a report: found by body, kind and place, never by key. */

const posts = (words: string, ...wanted: readonly Parameters<Taking['world']['directory']['posts']>[0][]) =>
  audience(words, ({ world }) => wanted.flatMap(one => keysOf(world.directory.posts(one))))
const units = (words: string, ...wanted: readonly Parameters<Taking['world']['directory']['units']>[0][]) =>
  audience(words, ({ world }) => wanted.flatMap(one => keysOf(world.directory.units(one))))

// ---- the inspectorate ----

/** The inspection teams: a report is theirs, and private to them until they send it. */
export const teams = units('the inspection teams', { body: 'HMIP', kind: 'inspection' })

/** The Chief Inspector and the deputy: what a report says is for them to settle (HH-26). */
export const heads = posts(
  'the Chief Inspector and the deputy',
  { body: 'HMIP', kind: 'chief' },
  { body: 'HMIP', kind: 'deputy' },
)

export const writers = called(
  'the inspection teams, the deputy or the Chief Inspector',
  allOf(of('HMIP'), anyOf(inUnit('inspection'), inPost('deputy', 'chief'))),
)

export const pressOffice = units('the inspectorate’s press office', { body: 'HMIP', kind: 'press' })
export const pressOfficer = called('the inspectorate’s press officer', allOf(of('HMIP'), inUnit('press')))

// ---- the prison service and ministers ----

export const chiefExecutive = posts('the prison service’s Chief Executive', { body: 'HMPPS', kind: 'chief-executive' })
export const asChiefExecutive = called(
  'the prison service’s Chief Executive',
  allOf(of('HMPPS'), inPost('chief-executive')),
)
export const ministers = units('ministers', { body: 'MOJ', kind: 'ministers' })

/** Those of the prison service who read a report as it is published: at the place, above it, and at the centre. */
export const service = together(
  audience('the governor', ({ matter, world }) =>
    matter.place === undefined
      ? []
      : keysOf(world.directory.posts({ body: 'HMPPS', kind: 'governor', place: matter.place })),
  ),
  posts(
    'those above the place',
    { body: 'HMPPS', kind: 'group-director' },
    { body: 'HMPPS', kind: 'director-general' },
    { body: 'HMPPS', kind: 'chief-executive' },
  ),
  centre,
)

// ---- those who watch over detention ----

/** The board of the place, and the boards’ national unit (HI-8f). */
export const boards = together(
  audience('the monitoring board of the place', ({ matter, world }) =>
    matter.place === undefined
      ? []
      : keysOf(world.directory.units({ body: 'IMB', kind: 'board', place: matter.place })),
  ),
  units('the boards’ national unit', { body: 'IMB', kind: 'national' }, { body: 'IMB', kind: 'secretariat' }),
)

export const ombudsman = together(
  posts('the Deputy Ombudsman', { body: 'PPO', kind: 'deputy' }),
  units('the ombudsman’s learning unit', { body: 'PPO', kind: 'learning' }),
)
