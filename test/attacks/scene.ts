import { randomUUID } from 'node:crypto'
import { sql } from '../../src/database/sql.ts'
import { testHouse, type TestHouse } from '../house.ts'

/** A small world that the attackers know: what happened in it is written here, so that what each may see is known without asking. */
export interface Scene extends TestHouse {
  /** Ashmoor: received by the board, agreed to, assessed, and referred to the governor there, with a file from the board. */
  readonly referred: string
  /** Ashmoor too: received by the inspectorate, not agreed to. Nobody at Ashmoor, board or prison, knows of it. */
  readonly secret: string
  /** Brackley Hill: received by the ombudsman’s investigators, agreed to, assessed and taken to a senior level. */
  readonly escalated: string
  /** A file that the chair at Ashmoor uploaded and attached to `referred`, and one attached to nothing. */
  readonly attached: string
  readonly loose: string
}

/** Every free text of the scene holds one of these words; each belongs to one part of one matter. */
export const canary = (matter: 'referred' | 'secret' | 'escalated', part: string) =>
  `canary${matter}${part.replaceAll('-', '')}`

export async function scene(name: string): Promise<Scene> {
  const house = await testHouse(name)
  const { as, begin, take, done } = house
  const today = house.house.now().toISOString().slice(0, 10)
  const upload = async (post: string, file: string): Promise<string> => {
    const id = randomUUID()
    await as(post, desk =>
      desk.transaction.all(sql`
        insert into document (id, name, kind, size, sha256, wrapped_key, key_id, state, uploaded_at, uploaded_by)
        values (${id}, ${file}, 'txt', 10, ${Buffer.alloc(32)}, ${Buffer.from('key')}, 'test', 'clean', ${desk.world.now}, ${desk.who.postId})`),
    )
    return id
  }
  const receive = (matter: 'referred' | 'secret' | 'escalated', place: string, papers: string[] = []) => ({
    place,
    affected: 'detained',
    contacted: ['IMB'],
    came: 'letter',
    receivedOn: today,
    line: canary(matter, 'summary'),
    name: canary(matter, 'identity'),
    account: canary(matter, 'account'),
    papers,
  })
  const consent = (matter: string) => ({
    consent: 'given',
    covers: ['everything'],
    askedOn: today,
    askedBy: `canary${matter}consent`,
    how: 'person',
  })
  const assessment = (matter: string) => ({
    qualifies: true,
    kinds: ['threats'],
    deed: 'act',
    involvement: ['permitted'],
    implicated: false,
    reasons: `canary${matter}assessment`,
  })

  const attached = await upload('imb.ashmoor.chair', `${canary('referred', 'account')}.txt`)
  const loose = await upload('imb.ashmoor.chair', 'canaryloose.txt')
  const chair = 'imb.ashmoor.chair'
  const referred = await done(
    begin(chair, 'sanction-allegation', receive('referred', 'ZAI', [attached]), { key: 'scene-referred' }),
  )
  await done(take(chair, referred, 'ask-consent', consent('referred')))
  await done(take(chair, referred, 'assess', assessment('referred')))
  await done(take(chair, referred, 'refer', { to: 'hmpps.ashmoor.governor', request: canary('referred', 'response') }))

  const secret = await done(
    begin('hmip.team-leader', 'sanction-allegation', receive('secret', 'ZAI'), { key: 'scene-secret' }),
  )

  const investigator = 'ppo.investigator'
  const escalated = await done(
    begin(investigator, 'sanction-allegation', receive('escalated', 'ZBI'), { key: 'scene-escalated' }),
  )
  await done(take(investigator, escalated, 'ask-consent', consent('escalated')))
  await done(take(investigator, escalated, 'assess', assessment('escalated')))
  await done(
    take(investigator, escalated, 'escalate', {
      because: 'serious',
      reasons: canary('escalated', 'escalation'),
      to: 'hmpps.group-director',
      request: canary('escalated', 'senior-response'),
    }),
  )
  return { ...house, referred, secret, escalated, attached, loose }
}

/** What bodies share in the same world. Nobody at Ashmoor, board or prison, knows of any of it. */
export interface Shared {
  /** From the inspectorate to the board at Brackley Hill, sealed, passed on by the National Chair, and offered to the board. */
  readonly offered: string
  /** The ombudsman’s weekly summary, being gathered. */
  readonly gathered: string
  /** An urgent concern about someone at Ashmoor, of whom the governor is said to be the danger: sent to the centre. */
  readonly urgent: string
}

export async function sharing({ begin, take, done, house }: TestHouse): Promise<Shared> {
  const today = house.now().toISOString().slice(0, 10)
  const offered = await done(
    begin(
      'hmip.coordinator',
      'information-hmip',
      {
        kind: 'correspondence',
        place: 'ZBI',
        topics: ['staff'],
        about: 'canaryofferedcover',
        route: 'national',
        words: 'canaryoffereditem',
        personal: true,
        marking: 'sensitive',
        readers: 'unit',
        relayReads: false,
        purpose: 'canaryofferedterms',
        uses: ['monitoring'],
        onward: 'no',
        quoting: false,
        later: false,
      },
      { key: 'scene-offered' },
    ),
  )
  await done(take('imb.national-chair', offered, 'forward'))
  const gathered = await done(begin('ppo.deputy', 'weekly-summary', { week: '2026-03-02' }, { key: 'scene-gathered' }))
  await done(take('ppo.investigator', gathered, 'add-entry', { place: 'ZAI', text: 'The showers canarygathered.' }))
  const urgent = await done(
    begin(
      'hmip.coordinator',
      'urgent-concern',
      {
        place: 'ZAI',
        who: 'canaryurgentwho',
        danger: ['staff'],
        concern: 'canaryurgentconcern',
        named: true,
        to: 'centre',
        reason: 'canaryurgentreason',
        receivedOn: today,
        wrote: 'person',
      },
      { key: 'scene-urgent' },
    ),
  )
  return { offered, gathered, urgent }
}
