import { allOf, anyOf, audience, called, inPost, inUnit, of, together } from '../../../engine/who.ts'
import { keysOf } from '../../who.ts'
import { boards, heads, ombudsman, pressOffice, service, teams, writers } from '../report/who.ts'

/** Who has to do with an Urgent Notification: found by body, kind and place, never by key, and never by a person’s name. */

export { heads, teams, writers }

/** It is for the head of the inspectorate to send. */
export const asHead = called('the Chief Inspector or the deputy', allOf(of('HMIP'), inPost('chief', 'deputy')))

/** It is addressed to the office, whoever holds it. */
export const office = audience('the Secretary of State’s office', ({ world }) =>
  keysOf(world.directory.posts({ body: 'MOJ', kind: 'secretary-of-state' })),
)
export const asOffice = called('the Secretary of State’s office', allOf(of('MOJ'), inPost('secretary-of-state')))

/** An office may say it itself, or have the inspectorate write down what it was told. */
export const forOffice = called(
  'the Secretary of State’s office, or the inspectorate when it is told',
  anyOf(asOffice, writers),
)

export const asPublisher = called(
  'the inspection teams, the press office, the deputy or the Chief Inspector',
  anyOf(writers, allOf(of('HMIP'), inUnit('press'))),
)

/** Everyone who is to have what is public: at the place, above it, at the centre, and those who watch over detention. */
export const everyoneElse = together(service, boards, ombudsman, pressOffice)
