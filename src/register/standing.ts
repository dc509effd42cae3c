import type { Body, PostKind, UnitKind } from '../bodies.ts'
import { postKinds } from '../bodies.ts'
import type { Place, Post, Unit } from '../engine/directory.ts'
import type { Register } from '../desk/register.ts'

type NewUnit = Omit<Unit, 'id'>
type NewPost = Omit<Post, 'id' | 'held'>

/** Units that serve every place, with the posts in each. A post marked so appoints people to its own body's posts. */
const standing: readonly {
  key: string
  body: Body
  kind: UnitKind
  name: string
  posts: readonly (readonly [key: string, kind: PostKind, appoints?: 'appoints'])[]
}[] = [
  {
    key: 'hmip.lead',
    body: 'HMIP',
    kind: 'lead office',
    name: 'Inspectorate: policy office',
    posts: [
      ['hmip.sanctions-officer', 'sanctions-officer'],
      ['hmip.deputy', 'deputy', 'appoints'],
    ],
  },
  {
    key: 'hmip.inspection',
    body: 'HMIP',
    kind: 'inspection',
    name: 'Inspectorate: inspection teams',
    posts: [
      ['hmip.coordinator', 'coordinator'],
      ['hmip.team-leader', 'team-leader'],
    ],
  },
  {
    key: 'hmip.chief-inspector',
    body: 'HMIP',
    kind: 'chief inspector',
    name: 'Chief Inspector’s office',
    posts: [['hmip.chief', 'chief']],
  },
  {
    key: 'hmip.press-office',
    body: 'HMIP',
    kind: 'press',
    name: 'Inspectorate: press office',
    posts: [['hmip.press', 'press']],
  },
  {
    key: 'hmip.intelligence-unit',
    body: 'HMIP',
    kind: 'intelligence',
    name: 'Inspectorate: intelligence unit',
    posts: [['hmip.intelligence', 'intelligence']],
  },
  {
    key: 'imb.national',
    body: 'IMB',
    kind: 'national',
    name: 'Independent Monitoring Boards: National Chair',
    posts: [['imb.national-chair', 'national-chair']],
  },
  {
    key: 'imb.secretariat-office',
    body: 'IMB',
    kind: 'secretariat',
    name: 'Independent Monitoring Boards: Secretariat',
    posts: [['imb.secretariat', 'secretariat', 'appoints']],
  },
  {
    key: 'imb.regions',
    body: 'IMB',
    kind: 'regional',
    name: 'Independent Monitoring Boards: regional representatives',
    posts: [['imb.regional', 'regional']],
  },
  {
    key: 'ppo.ombudsman-office',
    body: 'PPO',
    kind: 'ombudsman',
    name: 'Ombudsman’s office',
    posts: [['ppo.ombudsman', 'ombudsman']],
  },
  {
    key: 'ppo.lead',
    body: 'PPO',
    kind: 'lead office',
    name: 'Ombudsman: deputy’s office',
    posts: [['ppo.deputy', 'deputy', 'appoints']],
  },
  {
    key: 'ppo.casework',
    body: 'PPO',
    kind: 'casework',
    name: 'Ombudsman: investigations',
    posts: [
      ['ppo.assistant', 'assistant'],
      ['ppo.investigator', 'investigator'],
    ],
  },
  {
    key: 'ppo.learning-lessons',
    body: 'PPO',
    kind: 'learning',
    name: 'Ombudsman: learning lessons',
    posts: [['ppo.learning', 'learning']],
  },
  {
    key: 'hmpps.scrutiny',
    body: 'HMPPS',
    kind: 'scrutiny',
    name: 'Prison service: Scrutiny and Intelligence Unit',
    posts: [['hmpps.siu', 'siu', 'appoints']],
  },
  {
    key: 'hmpps.headquarters',
    body: 'HMPPS',
    kind: 'headquarters',
    name: 'Prison service: headquarters',
    posts: [
      ['hmpps.chief-executive', 'chief-executive'],
      ['hmpps.director-general', 'director-general'],
    ],
  },
  {
    key: 'hmpps.groups',
    body: 'HMPPS',
    kind: 'group',
    name: 'Prison service: prison groups',
    posts: [['hmpps.group-director', 'group-director']],
  },
  {
    key: 'moj.ministers',
    body: 'MOJ',
    kind: 'ministers',
    name: 'Ministry of Justice: Secretary of State’s office',
    posts: [['moj.secretary-of-state', 'secretary-of-state']],
  },
  {
    key: 'moj.security-team',
    body: 'MOJ',
    kind: 'security',
    name: 'Ministry of Justice: security',
    posts: [['moj.security', 'security']],
  },
  {
    key: 'operation',
    body: 'CONCORDAT',
    kind: 'operation',
    name: 'Those who run Concordat',
    posts: [['operator', 'operator']],
  },
  { key: 'timekeeping', body: 'CONCORDAT', kind: 'clock', name: 'The clock', posts: [['clock', 'clock']] },
]

/** Places that no monitoring board covers: secure training centres (decision 8). */
const hasBoard = (place: Place) => place.kind !== 'stc' && place.kind !== 'other'

/** The register of units and posts for these places. `keyOf` gives the word a place's keys are made of: 'ashmoor', 'mdi'. */
export function registerOf(
  places: readonly (Place & { register?: object })[],
  keyOf: (place: Place) => string = place => place.code.toLowerCase(),
): Register {
  const open = places.filter(place => !place.closed)
  const local = open.map(place => unitsAt(place, keyOf(place)))
  return {
    places,
    units: [
      ...standing.map(({ key, body, kind, name }) => ({ key, body, kind, name })),
      ...local.flatMap(({ units }) => units),
    ],
    posts: [
      ...standing.flatMap(unit =>
        unit.posts.map(([key, kind, appoints]) => ({
          key,
          unit: unit.key,
          kind,
          title: postKinds[kind] === postKinds.deputy ? deputyOf(unit.body) : postKinds[kind],
          appoints: appoints === 'appoints',
        })),
      ),
      ...local.flatMap(({ posts }) => posts),
    ],
  }
}

const deputyOf = (body: Body) => (body === 'HMIP' ? 'Deputy Chief Inspector of Prisons' : 'Deputy Ombudsman')

function unitsAt(place: Place, key: string): { units: NewUnit[]; posts: NewPost[] } {
  const board: NewUnit = {
    key: `imb.${key}`,
    body: 'IMB',
    kind: 'board',
    name: `${place.name}: monitoring board`,
    place: place.code,
  }
  const management: NewUnit = {
    key: `hmpps.${key}`,
    body: 'HMPPS',
    kind: 'establishment',
    name: `${place.name}: management`,
    place: place.code,
  }
  const post = (unit: NewUnit, kind: PostKind, title: string): NewPost => ({
    key: `${unit.key}.${kind}`,
    unit: unit.key,
    kind,
    title: `${title}, ${place.name}`,
    appoints: false,
  })
  const head =
    place.kind === 'irc' || place.kind === 'sthf' ? 'Centre manager' : place.kind === 'stc' ? 'Director' : 'Governor'
  return {
    units: hasBoard(place) ? [board, management] : [management],
    posts: [
      ...(hasBoard(place) ? [post(board, 'chair', 'Board chair'), post(board, 'member', 'Board member')] : []),
      post(management, 'governor', head),
      post(management, 'safer-custody', 'Head of safer custody'),
      post(management, 'liaison', 'Liaison officer'),
    ],
  }
}
