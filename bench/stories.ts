import { dayOf } from '../src/calendar/day.ts'
import type { House } from '../src/desk/desk.ts'
import { decide, type Making } from '../src/engine/decide.ts'
import { folded, unopened, type Disclosure, type Entry, type Matter, type Me } from '../src/engine/matter.ts'
import type { Procedure } from '../src/engine/procedure.ts'
import type { World } from '../src/engine/world.ts'
import type { Writing } from '../src/journal/append.ts'
import type { Chance } from './chance.ts'

/** An alleged sanction of the bench's world, kept in memory while its story is told. */
export interface Telling {
  readonly birth: Pick<Matter, 'id' | 'reference' | 'procedure' | 'version' | 'place' | 'owner' | 'openedAt'>
  readonly receiver: Me
  readonly handler: Me
  readonly kept: { readonly entry: Entry; readonly contents: Making['contents'] }[]
  readonly disclosures: Disclosure[]
}

/** Words of ordinary lines and accounts. "kitchen" is in a third of the lines, so it is the common word of the search bench. */
const words =
  `moved landing wing board visit letter inspector library privilege officer officers cell searched twice weeks work party
  chapel gym yard phone call family visits cancelled told speaking written complaint application form answered association
  lost week evening morning unlocked dentist health appointment missed canteen parcel property returned late shouted
  threatened transfer reported segregation unit category review changed reason given without warning after before`.split(
    /\s+/,
  )

export const commonWord = 'kitchen'
/** In the line of ten matters, however many there are. */
export const rareWord = 'heliotrope'
export const absentWord = 'xylophone'

const sentence = (drawn: Chance, length: number) => Array.from({ length }, () => drawn.one(words)).join(' ')

const line = (drawn: Chance) =>
  `${sentence(drawn, 6)} ${drawn.happens(1 / 3) ? commonWord : drawn.one(words)} ${sentence(drawn, 3)}`

const names =
  'Alder Birch Cole Drake Ellis Firth Gale Hume Irwin Joyce Kemp Lark Moss Nye Orr Pym Quin Rudd Shaw Tarn'.split(' ')

type Answers = Record<string, unknown>

/** One act of the story: who takes which step with what answers, or nobody this time. */
export type Act = (
  telling: Telling,
  drawn: Chance,
  world: World,
) => { me: Me; step: string; answers: Answers } | undefined

export const receiving = (place: string, drawn: Chance, world: World, body: string, rare: boolean): Answers => ({
  place,
  affected: 'detained',
  contacted: [body],
  came: drawn.one(['letter', 'call', 'visit', 'application', 'survey']),
  receivedOn: dayOf(world.now),
  line: rare ? `${line(drawn)} ${rareWord}` : line(drawn),
  claimed: drawn.some(['contact', 'isolation', 'loss-of-employment', 'verbal-abuse', 'relocation', 'threats'], 2),
  name: `${drawn.one(names)} ${drawn.one(names)}`,
  number: `A${1000 + Math.floor(drawn.next() * 9000)}BC`,
  account: sentence(drawn, 40),
})

const has = (telling: Telling, milestone: string) => telling.kept.some(({ entry }) => entry.marks.includes(milestone))

const postAt = (world: World, kind: 'governor', place: string | undefined): Me | undefined => {
  const [post] = world.directory.posts({ kind, place })
  return post && meIn(world, post.key)
}

/** Whoever holds a post, as rules are told of them. */
export function meIn(world: World, key: string): Me {
  const post = world.directory.post(key)
  return {
    post: key,
    title: post.title,
    unit: post.unit,
    body: world.directory.unit(post.unit).body,
    name: 'The bench',
  }
}

/** What follows the first step, in order: most allegations are logged, half are assessed, some are referred and answered. */
export const acts: readonly Act[] = [
  (telling, drawn, world) =>
    telling.receiver.body !== 'HMIP' && drawn.happens(0.95)
      ? { me: meIn(world, 'hmip.sanctions-officer'), step: 'log', answers: {} }
      : undefined,
  ({ handler }, drawn, world) => {
    if (!drawn.happens(0.8)) return undefined
    const asked = { askedOn: dayOf(world.now), askedBy: 'A board member', how: 'person' }
    const answers = drawn.happens(0.6)
      ? { consent: 'given', covers: ['everything'], ...asked }
      : { consent: 'refused', ...asked }
    return { me: handler, step: 'ask-consent', answers }
  },
  (telling, drawn) => {
    if (!drawn.happens(0.7)) return undefined
    const qualifies = has(telling, 'consent given') && drawn.happens(0.7)
    const nature = {
      kinds: drawn.some(['contact', 'isolation', 'relocation'], 2),
      deed: 'act',
      involvement: ['permitted'],
      implicated: false,
    }
    const answers = { qualifies, ...(qualifies ? nature : {}), reasons: sentence(drawn, 20) }
    return { me: telling.handler, step: 'assess', answers }
  },
  (telling, drawn, world) => {
    if (!has(telling, 'assessed as a sanction') || !drawn.happens(0.8)) return undefined
    const governor = postAt(world, 'governor', telling.birth.place)
    if (!governor) return undefined
    return { me: telling.handler, step: 'refer', answers: { to: governor.post, request: sentence(drawn, 25) } }
  },
  (telling, drawn, world) => {
    const governor = postAt(world, 'governor', telling.birth.place)
    if (!governor || !has(telling, 'referred') || !drawn.happens(0.8)) return undefined
    const answers = { done: sentence(drawn, 20), found: sentence(drawn, 20), safe: sentence(drawn, 12) }
    return { me: governor, step: 'report-back', answers }
  },
  (telling, drawn) =>
    drawn.happens(0.3) ? { me: telling.handler, step: 'update', answers: { news: sentence(drawn, 15) } } : undefined,
  (telling, drawn) =>
    has(telling, 'not a sanction') && drawn.happens(0.8)
      ? {
          me: telling.handler,
          step: 'close',
          answers: { outcome: 'not-a-sanction', reasons: sentence(drawn, 12), untold: sentence(drawn, 8) },
        }
      : undefined,
]

/** The matter as this person would see it, from what has been kept of it: what the desk would read from the database. */
export function seenBy({ birth, kept, disclosures }: Telling, procedure: Procedure, me: Me): Matter {
  const parts = new Set(
    disclosures.filter(one => !one.ended && (one.to === me.unit || one.to === me.post)).map(one => one.part),
  )
  const entries = kept
    .filter(({ entry }) => parts.has(entry.part))
    .map(({ entry, contents }) => ({
      ...entry,
      answers: Object.assign({}, ...Object.entries(contents).map(([part, given]) => (parts.has(part) ? given : {}))),
    }))
  const known = new Set([birth.owner, ...(procedure.openBetween ? [me.unit, me.post] : [])])
  const mayKnow = known.has(me.unit) || known.has(me.post)
  return { ...folded(unopened(birth), entries), parts, disclosures: mayKnow ? disclosures : [] }
}

/** Takes one more step in memory, and gives what is to be written of it. Throws when the step is refused. */
export function tell(
  telling: Telling,
  procedure: Procedure,
  { me, step, answers }: { me: Me; step: string; answers: Answers },
  world: World,
): Writing {
  const birth = telling.kept.length === 0
  const seen = birth ? unopened(telling.birth) : seenBy(telling, procedure, me)
  const decision = decide(procedure, seen, step, me, answers, world)
  if (decision.refused) throw new Error(`${step} of ${telling.birth.reference}: ${JSON.stringify(decision.problems)}`)
  const { making } = decision
  telling.kept.push({ entry: making.entry, contents: making.contents })
  const since = world.now
  const born = birth
    ? Object.entries(procedure.parts)
        .filter(([, part]) => !part.apart)
        .map(([part]) => ({
          part,
          to: telling.birth.owner,
          purpose: '',
          clause: making.clauses[0] ?? 'SP-1',
          conditions: [],
        }))
    : []
  for (const share of [...born, ...making.shares])
    if (!telling.disclosures.some(one => one.part === share.part && one.to === share.to))
      telling.disclosures.push({ ...share, since } as Disclosure)
  return {
    reference: telling.birth.reference,
    making,
    procedure,
    knownTo: procedure.openBetween?.readers({ matter: seen, me, answers: making.entry.answers, world }) ?? [],
    birth: birth
      ? {
          procedure: procedure.name,
          version: telling.birth.version,
          place: telling.birth.place,
          owner: telling.birth.owner,
        }
      : undefined,
  }
}

/** Begins a story: who hears of it, where, and whose it is. */
export function beginning(house: House, world: World, place: string, receiver: Me, reference: string): Telling {
  const found = house.library.findProcedure('sanction-allegation', world.today)
  if (!found) throw new Error('The sanctions protocol is not in force')
  const { procedure, version } = found
  const birth = {
    id: 0,
    reference,
    procedure: procedure.name,
    version: version.name,
    place,
    owner: receiver.unit,
    openedAt: world.now,
  }
  const owner = procedure.owner({ matter: unopened(birth), me: receiver, answers: {}, world })
  const handler =
    owner === receiver.unit ? receiver : meIn(world, world.directory.posts({ unit: owner })[0]?.key ?? receiver.post)
  return { birth: { ...birth, owner }, receiver, handler, kept: [], disclosures: [] }
}

/** A log kept elsewhere until now, as a CSV file: rows such as the inspectorate's spreadsheet has, no two of them the same. */
export function earlierLog(rows: number, drawn: Chance, file: number): string {
  const labels = [
    'Heard of on',
    'Place',
    'What is alleged',
    'Received by',
    'How it came',
    'Consent',
    'How it ended',
    'Ended on',
    'The person’s name',
    'What they said happened',
    'Its number in the earlier log',
  ]
  const day = (year: number) => `${1 + Math.floor(drawn.next() * 28)}/${1 + Math.floor(drawn.next() * 12)}/${year}`
  const lines = Array.from({ length: rows }, (_, at) => {
    const over = drawn.happens(0.6)
    return [
      day(2024),
      drawn.one(['Ashmoor', 'Brackley Hill', 'Calder Mount', 'Dunscar']),
      line(drawn),
      drawn.one(['HMIP', 'IMB', 'PPO']),
      drawn.one(['letter', 'call', 'visit']),
      drawn.one(['given', 'refused']),
      over ? 'not-a-sanction' : '',
      over ? day(2025) : '',
      `${drawn.one(names)} ${drawn.one(names)}`,
      sentence(drawn, 30),
      `${file}/${at}`,
    ]
      .map(cell => `"${cell}"`)
      .join(',')
  })
  return [labels.join(','), ...lines].join('\r\n')
}
