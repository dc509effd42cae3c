import { allOf, anyOf, audience, called, here, inPost, inUnit, of, together } from '../../../engine/who.ts'
import type { Taking } from '../../../engine/world.ts'
import { keysOf } from '../../who.ts'
import { atCentre, centre } from '../who.ts'

/** Who has to do with an action plan: found by body, kind and place, never by key. */

type Where = Pick<Taking, 'matter' | 'world'>

// ---- the inspectorate ----

const posts = (words: string, ...wanted: readonly Parameters<Taking['world']['directory']['posts']>[0][]) =>
  audience(words, ({ world }) => wanted.flatMap(one => keysOf(world.directory.posts(one))))

export const inspectors = called(
  'the inspection teams, the deputy or the Chief Inspector',
  allOf(of('HMIP'), anyOf(inUnit('inspection'), inPost('deputy', 'chief'))),
)

export const teamsOf = ({ directory }: Taking['world']): readonly string[] =>
  keysOf(directory.units({ body: 'HMIP', kind: 'inspection' }))

/** The inspection teams, to whom a plan is passed. */
export const teams = audience('the inspection teams', ({ world }) => teamsOf(world))
export const heads = posts(
  'the Chief Inspector and the deputy',
  { body: 'HMIP', kind: 'chief' },
  { body: 'HMIP', kind: 'deputy' },
)

// ---- the prison service ----

const managementOf = ({ matter, world }: Where): readonly string[] =>
  matter.place === undefined
    ? []
    : keysOf(world.directory.units({ body: 'HMPPS', kind: 'establishment', place: matter.place }))

export const management = audience('the management of the establishment', managementOf)
export const governor = audience('the governor', ({ matter, world }) =>
  matter.place === undefined
    ? []
    : keysOf(world.directory.posts({ body: 'HMPPS', kind: 'governor', place: matter.place })),
)
export const atPlace = called('the management of the establishment', allOf(of('HMPPS'), inUnit('establishment'), here))
export const asGovernor = called('the governor', allOf(of('HMPPS'), inPost('governor'), here))

/** Those who make the plan: at the place, above it, and at the centre that checks it (HH-32). */
export const makers = together(
  management,
  posts('the prison group director', { body: 'HMPPS', kind: 'group-director' }),
  centre,
)

export const chiefExecutive = posts('the Chief Executive of the prison service', {
  body: 'HMPPS',
  kind: 'chief-executive',
})
export const minister = posts('the Secretary of State', { body: 'MOJ', kind: 'secretary-of-state' })

const asChiefExecutive = called(
  'the Chief Executive of the prison service',
  allOf(of('HMPPS'), inPost('chief-executive')),
)
const asMinister = called('the Secretary of State', allOf(of('MOJ'), inPost('secretary-of-state')))

/** An office may clear it itself, or have the centre write down that it did. */
export const forChiefExecutive = anyOf(asChiefExecutive, atCentre)
export const forMinister = anyOf(asMinister, atCentre)

/** Whoever checks or clears it may send it back. */
export const checkers = anyOf(atCentre, asChiefExecutive, asMinister)
