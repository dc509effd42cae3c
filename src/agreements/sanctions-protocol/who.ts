import { bodies, scrutinyBodies, type Body, type PlaceKind, type PostKind, type ScrutinyBody } from '../../bodies.ts'
import type { Post } from '../../engine/directory.ts'
import type { Matter } from '../../engine/matter.ts'
import {
  allOf,
  anyOf,
  audience,
  called,
  inPost,
  inUnit,
  of,
  together,
  whoever,
  owning,
  type Audience,
} from '../../engine/who.ts'
import type { Taking, World } from '../../engine/world.ts'
import { keysOf } from '../who.ts'

/**
 * Who acts under the protocol, found in the register by body, kind and place: never by the key of a unit or a post,
 * so that the real register serves as well as the invented one.
 */

// The leads (SP-27)

const leadKeys: Readonly<Record<ScrutinyBody, (world: World) => readonly string[]>> = {
  HMIP: ({ directory }) => keysOf(directory.units({ body: 'HMIP', kind: 'lead office' })),
  IMB: ({ directory }) => keysOf(directory.posts({ body: 'IMB', kind: 'national-chair' })),
  PPO: ({ directory }) => keysOf(directory.posts({ body: 'PPO', kind: 'deputy' })),
}

/** The units or posts that lead for a body; none for a body that has no lead. */
export const leadOf = (world: World, body: ScrutinyBody | undefined): readonly string[] =>
  body === undefined ? [] : leadKeys[body](world)

/** The inspectorate’s Deputy Chief Inspector and the policy officer beside them. */
export const inspectorateLead = audience('the inspectorate’s lead', ({ world }) => leadKeys.HMIP(world))
export const boardsLead = audience('the National Chair of the monitoring boards', ({ world }) => leadKeys.IMB(world))
export const ombudsmanLead = audience('the Deputy Ombudsman', ({ world }) => leadKeys.PPO(world))

/** The three leads. */
export const leads: Audience = {
  ...together(inspectorateLead, boardsLead, ombudsmanLead),
  words: 'the leads of the three bodies',
}

/** The unit that owns what the leads do together: the inspectorate’s, which keeps the log (SP-24a). */
export const keptByInspectorate = (taking: Taking): string => inspectorateLead.readers(taking)[0] ?? taking.me.unit

/** The lead of the body that received it, and the leads of the two others. */
export const ownLead = audience('the receiving body’s own lead', taking =>
  leadsOf(taking, body => body === receivingBody(taking)),
)
export const otherLeads = audience('the leads of the two other bodies', taking =>
  leadsOf(taking, body => body !== receivingBody(taking)),
)

const leadsOf = ({ world }: Taking, wanted: (body: ScrutinyBody) => boolean) =>
  scrutinyBodies.filter(wanted).flatMap(body => leadKeys[body](world))

/** The body that received the allegation: the one whose unit owns the matter. */
export const receivingBody = ({ matter, world }: Pick<Taking, 'matter' | 'world'>): Body =>
  world.directory.unit(matter.owner).body

/** Assistant Ombudsmen, who may decide as the Deputy does. */
export const assistants = audience('Assistant Ombudsmen', ({ world }) =>
  keysOf(world.directory.posts({ body: 'PPO', kind: 'assistant' })),
)
/** The ombudsman’s investigating unit. */
export const casework = audience('the ombudsman’s investigators', ({ world }) =>
  keysOf(world.directory.units({ body: 'PPO', kind: 'casework' })),
)

export const atInspectorate = called('the inspectorate’s lead', allOf(of('HMIP'), inUnit('lead office')))
export const atOmbudsman = called(
  'the Deputy Ombudsman or an Assistant Ombudsman',
  allOf(of('PPO'), inPost('deputy', 'assistant')),
)
export const investigating = called(
  'the ombudsman’s investigators',
  anyOf(allOf(of('PPO'), inUnit('casework')), allOf(of('PPO'), inPost('deputy'))),
)

// Receiving (SP-F1)

/** Whoever may be told by a detained person: inspectors, boards and the ombudsman’s staff, with those who lead them. */
export const receivers = called(
  'the inspectorate, the monitoring boards or the ombudsman',
  allOf(
    of(...scrutinyBodies),
    inUnit(
      'lead office',
      'inspection',
      'chief inspector',
      'national',
      'secretariat',
      'regional',
      'board',
      'ombudsman',
      'casework',
    ),
  ),
)

/**
 * The unit that handles what this person receives, and to whom it is private: a board its own; the ombudsman’s
 * investigators theirs; anyone else their body’s lead.
 */
export function handlingUnit({ me, world: { directory } }: Pick<Taking, 'me' | 'world'>): string {
  const mine = directory.unit(me.unit)
  if (mine.kind === 'board' || mine.kind === 'casework') return mine.key
  const [leading] = directory.units({ body: mine.body, kind: mine.body === 'IMB' ? 'national' : 'lead office' })
  return (leading ?? mine).key
}

/** The post that took the allegation down. */
export const receiverOf = (matter: Matter): string | undefined =>
  matter.entries.find(entry => entry.step === 'receive')?.by.post

export const receiver = whoever('the one who took it down', (me, matter) => receiverOf(matter) === me.post)

/** The unit it is private to. */
export const theOwner = called('the unit that is handling it', owning)

/** The unit it is private to, or the one who took it down and speaks with the person. */
export const handling = called('the unit that is handling it, or whoever took it down', anyOf(owning, receiver))

// The establishment and those above it (SP-23d, SP-23e)

const senior: readonly PostKind[] = ['group-director', 'director-general']
const managing: readonly PostKind[] = ['governor', 'safer-custody']

/** The senior managers of a place: the governor first. */
export const managersAt = (world: World, place: string | undefined): readonly Post[] =>
  place === undefined ? [] : managing.flatMap(kind => world.directory.posts({ body: 'HMPPS', kind, place }))

/** The senior levels of the service, above any one establishment. */
export const seniors = (world: World): readonly Post[] =>
  senior.flatMap(kind => world.directory.posts({ body: 'HMPPS', kind }))

export const isSenior = (world: World, post: unknown): boolean => seniors(world).some(one => one.key === post)

/** Those in a body who may authorise a referral without consent (SP-23f), less the one who asks for it. */
export function authorisers({ me, world: { directory } }: Pick<Taking, 'me' | 'world'>): readonly Post[] {
  const kinds: Readonly<Partial<Record<Body, readonly PostKind[]>>> = {
    HMIP: ['deputy', 'chief'],
    IMB: ['national-chair', 'regional'],
    PPO: ['deputy', 'ombudsman'],
  }
  return (kinds[me.body] ?? [])
    .flatMap(kind => directory.posts({ body: me.body, kind }))
    .filter(post => post.key !== me.post && !(post.held && post.holders?.every(one => one.name === me.name)))
}

// Boards (SP-8, SP-25)

/** The monitoring board of a place; none where the setting has no board (decision 8). */
export const boardOf = (world: World, place: string | undefined): string | undefined =>
  place === undefined ? undefined : world.directory.units({ body: 'IMB', kind: 'board', place })[0]?.key

export const isBoard = (world: World, unit: string): boolean => world.directory.unit(unit).kind === 'board'

/** Whether a unit or a post is of one of the three bodies. */
export const isScrutiny = ({ directory }: World, key: string): boolean => {
  const reader = directory.reader(key)
  const { body } = directory.unit('title' in reader ? reader.unit : reader.key)
  return scrutinyBodies.some(one => one === body)
}

/** A body in words, at the beginning of a sentence or inside one. */
export const inWords = (body: Body): string => bodies[body].short

/** Kinds of place that the protocol covers (SP-3). */
export const covered: readonly PlaceKind[] = ['prison', 'yoi', 'stc', 'irc', 'sthf']
