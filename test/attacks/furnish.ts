import { randomBytes } from 'node:crypto'
import type pg from 'pg'
import { sql } from '../../src/database/sql.ts'
import type { Canary } from './canary.ts'
import type { RandomWorld } from './world.ts'

/**
 * What a house holds beside its matters: drafts, views, tokens, sessions, readings, standing, and disclosures that have
 * ended. Each holds a canary, and it is said here, beside it, who may hear it.
 */
export interface Plant {
  readonly canary: Canary
  readonly what: string
  /** Who must hear it; everyone else must not. */
  readonly for: (post: string) => boolean
}

/** Onlookers of each kind: enough that whatever a policy lets through, one of them notices. */
const onlookersOf = (world: RandomWorld): readonly string[] => [
  ...new Set([
    'hmip.sanctions-officer',
    'imb.national-chair',
    'ppo.deputy',
    'ppo.investigator',
    'hmip.press',
    'hmip.intelligence',
    'imb.ashmoor.member',
    'imb.secretariat',
    'hmpps.ashmoor.governor',
    'hmpps.ashmoor.safer-custody',
    'hmpps.group-director',
    'operator',
    'moj.security',
    // Whoever some matter was referred to, so that someone at an establishment sees some parts and not others.
    ...world.happenings
      .map(one => String(one.answers.to))
      .filter(key => key.endsWith('.governor'))
      .slice(0, 1),
  ]),
]

const bodyOf = (post: string) => post.split('.')[0] ?? post

export async function furnish(world: RandomWorld): Promise<{ plants: Plant[]; onlookers: readonly string[] }> {
  const { owner } = world.database
  const plants: Plant[] = []
  let next = 1_000_000
  const plant = (what: string, isFor: Plant['for']): string => {
    const word = `qplant${randomBytes(5).toString('hex')}`
    plants.push({ canary: { id: next++, kind: 'words', forms: [word] }, what, for: isFor })
    return word
  }
  const people = new Map<string, number>()
  const posts = new Map<string, number>()
  const units = new Map<string, number>()
  const rows = await owner.query<{ key: string; post: number; unit: number; person: number }>(
    `select p.key, p.id as post, p.unit, t.person from concordat.post p join concordat.term t on t.post = p.id where t.until_on is null`,
  )
  for (const { key, post, unit, person } of rows.rows) {
    people.set(key, person)
    posts.set(key, post)
    units.set(key, unit)
  }
  const personOf = (post: string) => people.get(post) ?? 0
  const now = world.house.now()

  for (const post of ['imb.ashmoor.member', 'hmpps.ashmoor.governor', 'hmip.press']) {
    const person = personOf(post)
    await world.as(post, async ({ transaction, world: { now } }) => {
      await transaction.all(
        sql`insert into draft (person, address, answers, saved_at) values (my_person(), '/matters/x', ${JSON.stringify({ words: plant(`a draft of ${post}`, other => personOf(other) === person) })}, ${now})`,
      )
      await transaction.all(
        sql`insert into saved_view (post, name, query, shared, body, made_at)
            values (my_post(), ${plant(`a view of ${post}`, other => other === post)}, '', false, my_body(), ${now}),
                   (my_post(), ${plant(`a view that ${post} shares`, other => bodyOf(other) === bodyOf(post))}, '', true, my_body(), ${now})`,
      )
      await transaction.all(
        sql`select make_token(${randomBytes(32)}, ${plant(`a token of ${post}`, other => other === post)}, ${new Date(now.getTime() + 86_400_000)})`,
      )
      await transaction.all(
        sql`insert into reading (at, post, person, kind, why) values (${now}, my_post(), my_person(), 'listed', ${plant(`a reading by ${post}`, other => other === post)})`,
      )
    })
    const unitPosts = [...posts.keys()].filter(key => units.get(key) === units.get(post))
    await world.as(post, async ({ transaction, world: { now } }) => {
      await transaction.all(
        sql`insert into document (id, name, kind, size, sha256, wrapped_key, key_id, uploaded_at, uploaded_by)
            values (gen_random_uuid(), ${plant(`a loose file of ${post}`, other => other === post)}, 'txt', 1, '', '', 'k', ${now}, my_post())`,
      )
      const { id } = await transaction.one<{ id: string }>(
        sql`insert into import (post, person, procedure, name, state, labels, rows, made_at, touched_at)
            values (my_post(), my_person(), 'sanction-allegation', ${plant(`an import by ${post}`, other => other === post)}, 'matching', '{}', 1, ${now}, ${now}) returning id`,
      )
      await transaction.all(
        sql`insert into import_row (import, line, cells, key) values (${id}, 1, ${JSON.stringify([plant(`a row that ${post} imports`, other => other === post)])}, '')`,
      )
      await transaction.all(
        sql`insert into package (post, person, at, digest, number, key, sender, manifest, files)
            values (my_post(), my_person(), ${now}, ${randomBytes(32)}, gen_random_uuid(), '', ${plant(`the sender of a package that ${post} opened`, other => other === post)},
                    ${plant(`a package that ${post} opened`, other => other === post)}, '{}')`,
      )
      await transaction.all(
        sql`insert into brought (unit, procedure, key, reference, at)
            select unit, 'sanction-allegation', '', ${plant(`what ${post} brought in`, other => unitPosts.includes(other))}, ${now} from post where id = my_post()`,
      )
    })
    await owner.query(
      `insert into concordat.session (digest, person, post, began_at, seen_at, ends_at, agent) values ($1, $2, $3, $4, $4, $4::timestamptz + interval '1 hour', $5)`,
      [
        randomBytes(32),
        person,
        posts.get(post),
        now,
        plant(`a session of ${post}`, other => personOf(other) === person),
      ],
    )
    await owner.query(
      `insert into concordat.standing (person, requirement, done_on, lapses_on) values ($1, $2, '2026-01-01', '2030-01-01')`,
      [person, plant(`the standing of ${post}`, other => bodyOf(other) === bodyOf(post) || personOf(other) === person)],
    )
    await owner.query(
      `insert into concordat.done (post, key, fingerprint, matter, number, at) select $1, $2, '', m.id, 1, $3 from concordat.matter m limit 1`,
      [posts.get(post), plant(`an act of ${post}`, other => other === post), now],
    )
  }

  const owners = await disclosures(world, owner, plant, posts)
  return { plants, onlookers: [...new Set([...onlookersOf(world), ...owners.slice(0, 1)])] }
}

/** A part that nothing else is in, disclosed in each way a disclosure can end; and a matter whose every reader is known. */
async function disclosures(
  world: RandomWorld,
  owner: pg.Pool,
  plant: (what: string, isFor: Plant['for']) => string,
  posts: ReadonlyMap<string, number>,
) {
  const { rows: units } = await owner.query<{ key: string; id: number }>('select key, id from concordat.unit')
  const unit = (key: string) => units.find(one => one.key === key)?.id
  const now = world.house.now()
  const past = new Date(now.getTime() - 3_600_000)
  const future = new Date(now.getTime() + 3_600_000)
  const to = ['hmip.press', 'imb.secretariat', 'hmpps.ashmoor.safer-custody', 'operator'] as const
  // press: in force; secretariat: ended; safer custody: ran out; operator: still to run out.
  const {
    rows: [matter],
  } = await owner.query<{ id: string }>(
    `insert into concordat.matter (reference, procedure, version, place, owner, opened_at)
     values ('SAN-1999-0001', 'sanction-allegation', 'first', 'ZGI', $1, $2) returning id`,
    [unit('hmip.intelligence-unit'), now],
  )
  const id = matter?.id
  const isIn =
    (...keys: string[]) =>
    (post: string) =>
      keys.includes(post)
  const seeing = isIn('hmip.press', 'operator')
  await owner.query(
    `insert into concordat.entry (matter, number, part, step, at, post, person, header, previous, digest)
     select $1, 1, 'shown', $2, $3, p.id, t.person, '{}', '', '' from concordat.post p join concordat.term t on t.post = p.id where p.key = 'hmip.intelligence'`,
    [id, plant('a planted entry', seeing), now],
  )
  await owner.query(
    `insert into concordat.entry (matter, number, part, step, at, post, person, header, previous, digest)
     select $1, 2, 'kept', $2, $3, p.id, t.person, '{}', '', '' from concordat.post p join concordat.term t on t.post = p.id where p.key = 'hmip.intelligence'`,
    [id, plant('a planted entry that nobody is shown', () => false), now],
  )
  // Of a part that many see of other matters, and nobody of this one.
  await owner.query(
    `insert into concordat.entry (matter, number, part, step, at, post, person, header, previous, digest)
     select $1, 3, 'summary', $2, $3, p.id, t.person, '{}', '', '' from concordat.post p join concordat.term t on t.post = p.id where p.key = 'hmip.intelligence'`,
    [id, plant('a planted summary that nobody is shown', () => false), now],
  )
  for (const [number, part, isFor] of [
    [1, 'shown', seeing],
    [2, 'kept', () => false],
    [3, 'summary', () => false],
  ] as const) {
    await owner.query(
      `insert into concordat.content (matter, number, part, step, salt, body) values ($1, $2, $3, 'planted', '', $4)`,
      [id, number, part, plant(`a planted content (${part})`, isFor)],
    )
    await owner.query(
      `insert into concordat.card (matter, part, facts) values ($1, $2, jsonb_build_object('fact', $3::text))`,
      [id, part, plant(`a planted fact (${part})`, isFor)],
    )
    await owner.query(
      `insert into concordat.obligation (matter, part, rule, number, clause, label, basis, owed_by, from_on, limit_on)
       values ($1, $2, 'planted', $3, 'SP-1', $4, 'our default', $5, '2026-03-01', '2026-04-01')`,
      [id, part, number, plant(`a planted duty (${part})`, isFor), posts.get('operator')],
    )
    // That none of these could be asked for again is told to one of those who see a duty, and of the one they see.
    await owner.query(
      `insert into concordat.unasked (obligation, owner, since) select o.id, $1, $2 from concordat.obligation o where o.matter = $3 and o.part = $4`,
      [unit('hmip.press-office'), now, id, part],
    )
    await owner.query(
      `insert into concordat.document (id, name, kind, size, sha256, wrapped_key, key_id, uploaded_at, uploaded_by, matter, part, number)
       values (gen_random_uuid(), $1, 'txt', 1, '', '', 'k', $2, $3, $4, $5, $6)`,
      [plant(`a planted file (${part})`, isFor), now, posts.get('imb.ashmoor.member'), id, part, number],
    )
  }
  // Of one that was taken back, its reader keeps nothing: what it was for and until when was part of what was shared.
  const knownTo = (key: string, ended: Date | null | undefined) =>
    isIn('hmip.intelligence', 'ppo.investigator', ...(ended ? [] : [key]))
  const endings = [null, past, null, null]
  for (const [at, key] of to.entries()) {
    await owner.query(
      `insert into concordat.offer (matter, part, reader, owner, known_to, number, may, clause, purpose, since, until, ended_at)
       values ($1, 'shown', $2, $3, $4, 1, 'read', 'SP-1', $5, $6, $7, $8)`,
      [
        id,
        posts.get(key),
        unit('hmip.intelligence-unit'),
        [posts.get('ppo.investigator')],
        plant(`a planted offer to ${key}`, knownTo(key, endings[at])),
        past,
        [null, null, past, future][at],
        endings[at],
      ],
    )
    await owner.query(
      `insert into concordat.disclosure (matter, part, reader, owner, known_to, number, clause, purpose, since, until, ended_at)
       values ($1, 'shown', $2, $3, $4, 1, 'SP-1', $5, $6, $7, $8)`,
      [
        id,
        posts.get(key),
        unit('hmip.intelligence-unit'),
        [posts.get('ppo.investigator')],
        plant(`a planted disclosure to ${key}`, knownTo(key, endings[at])),
        past,
        [null, null, past, future][at],
        endings[at],
      ],
    )
    await owner.query(
      `insert into concordat.docket (reader, matter, procedure, reference, opened_at, touched_at, owner, facts, fresh_until)
       values ($1, $2, 'sanction-allegation', 'SAN-1999-0001', $3, $3, $4, jsonb_build_object('fact', $5::text), $6)`,
      [
        posts.get(key),
        id,
        now,
        unit('hmip.intelligence-unit'),
        plant(`the planted list of ${key}`, other => other === key && key !== 'hmpps.ashmoor.safer-custody'),
        key === 'hmpps.ashmoor.safer-custody' ? past : future,
      ],
    )
    await owner.query(
      `insert into concordat.reading (at, post, person, kind, matter, why) select $1, $2, t.person, 'opened', $3, $4 from concordat.term t where t.post = $2`,
      [now, posts.get(key), id, plant(`a planted opening by ${key}`, isIn(key))],
    )
  }
  // Whoever may know of disclosures that ended knows of their own as well, and sees no more by it.
  await owner.query(
    `insert into concordat.disclosure (matter, part, reader, owner, known_to, number, clause, purpose, since, ended_at)
     values ($1, 'shown', $2, $3, $4, 1, 'SP-1', $5, $6, $6)`,
    [
      id,
      posts.get('ppo.investigator'),
      unit('hmip.intelligence-unit'),
      [posts.get('ppo.investigator')],
      plant('a planted disclosure that was taken back', isIn('hmip.intelligence', 'ppo.investigator')),
      past,
    ],
  )
  // To each reader of it, to someone who knows of them, and to someone who sees the summaries of other matters; of each part.
  for (const key of [...to, 'ppo.investigator', 'imb.national-chair'])
    await owner.query(
      `insert into concordat.notice (post, matter, number, part, kind, at, mail)
       select $1, $2, 1, part, 'came', '1999-01-01', 'not needed' from unnest(array['shown', 'kept', 'summary']) part`,
      [posts.get(key), id],
    )
  await owner.query(
    `insert into concordat.tie (matter, other, number) select $1, m.id, 1 from concordat.matter m where m.id <> $1`,
    [id],
  )
  await owner.query(
    `insert into concordat.import (post, person, procedure, name, state, labels, rows, made_at, touched_at)
     select p.id, t.person, 'sanction-allegation', $1, 'matching', '{}', 1, $2, $2
       from concordat.post p join concordat.term t on t.post = p.id where p.key = 'moj.security'`,
    [plant('an import by someone whose training has lapsed', () => false), now],
  )
  await owner.query(
    `insert into concordat.package (post, person, at, digest, number, key, sender, manifest, files)
     select p.id, t.person, $2, $3, gen_random_uuid(), '', 'somebody', $1, '{}'
       from concordat.post p join concordat.term t on t.post = p.id where p.key = 'moj.security'`,
    [plant('a package opened by someone whose training has lapsed', () => false), now, randomBytes(32)],
  )
  // Contacts, each for some bodies; and for one whose people have lapsed, and are given none.
  for (const [key, bodies] of [
    ['imb.ashmoor.chair', ['IMB', 'HMIP', 'PPO']],
    ['hmpps.siu', ['HMPPS', 'HMIP', 'MOJ']],
  ] as const)
    await owner.query(
      `insert into concordat.contact (post, known_to, email, confirmed_on) values ($1, $2, $3, '1999-01-01')`,
      [
        posts.get(key),
        bodies,
        plant(
          `the contact of ${key}`,
          other => other !== 'moj.security' && (bodies as readonly string[]).includes(bodyOf(other).toUpperCase()),
        ),
      ],
    )
  await owner.query(
    `insert into concordat.setting (name, body, period) values ('planted', 'HMIP', 'P1D');
     insert into concordat.bank_holidays (loaded_at, published) values ('1999-01-01', '{}');
     insert into concordat.requirement (name, bodies, label, clause) values ('planted', '{MOJ}', 'Planted', 'SP-1');
     insert into concordat.head (number, at, previous, header, digest, signature, key_id) values (1, '1999-01-01', '', '{}', '', '', 'planted')`,
  )
  return amongOthers(world, owner, plant)
}

/** Two matters that the leads see, tied together; and who opened one of them, which its owner is told. Returns its owner's posts. */
async function amongOthers(world: RandomWorld, owner: pg.Pool, plant: (what: string, isFor: Plant['for']) => string) {
  const [one, other] = world.references.filter(
    reference => world.happenings.find(each => each.reference === reference)?.answers.affected === 'detained',
  )
  if (one === undefined || other === undefined) throw new Error(`World ${world.seed} has too few matters to furnish`)
  await owner.query(
    `insert into concordat.tie (matter, other, number)
     select a.id, b.id, 1 from concordat.matter a, concordat.matter b where a.reference = $1 and b.reference = $2 on conflict do nothing`,
    [one, other],
  )
  const { rows } = await owner.query<{ key: string }>(
    `select p.key from concordat.matter m join concordat.post p on p.unit = m.owner where m.reference = $1`,
    [one],
  )
  const owners = rows.map(row => row.key)
  const opener = 'imb.national-chair'
  const why = plant(`the opening of ${one}`, post => post === opener || owners.includes(post))
  await world.as(opener, ({ transaction }) =>
    transaction.all(
      sql`insert into reading (at, post, person, kind, matter, why) select my_now(), my_post(), my_person(), 'opened', id, ${why} from matter where reference = ${one}`,
    ),
  )
  // That somebody opened a part which the owner is not shown is not the owner's to know.
  const apart = plant(`the opening of a part kept from the owner of ${one}`, post => post === opener)
  await world.as(opener, ({ transaction }) =>
    transaction.all(
      sql`insert into reading (at, post, person, kind, matter, parts, why)
          select my_now(), my_post(), my_person(), 'opened', id, '{papers}', ${apart} from matter where reference = ${one}`,
    ),
  )
  return owners
}

/** The register, which whoever is signed in may read whole, and nobody else at all. */
export const register = [
  'place',
  'unit',
  'post',
  'term',
  'person',
  'requirement',
  'setting',
  'bank_holidays',
  'head',
] as const

/** Rows that carry no words: how many of them an onlooker sees. */
export const counted: readonly {
  readonly post: string
  readonly table: string
  readonly where: string
  readonly is: number
}[] = [
  ...['hmip.press', 'operator'].flatMap(post => [
    { post, table: 'notice', where: `at < '2000-01-01'`, is: 1 },
    { post, table: 'matter', where: 'true', is: 1 },
    // They see one end of every tie that is planted, and the other end of none.
    { post, table: 'tie', where: 'true', is: 0 },
  ]),
  ...['imb.secretariat', 'hmpps.ashmoor.safer-custody', 'ppo.investigator', 'imb.national-chair'].flatMap(post => [
    { post, table: 'notice', where: `at < '2000-01-01'`, is: 0 },
    { post, table: 'matter', where: `reference = 'SAN-1999-0001'`, is: 0 },
  ]),
  { post: 'hmip.sanctions-officer', table: 'tie', where: 'true', is: 1 },
  { post: 'hmip.press', table: 'unasked', where: 'true', is: 1 },
  { post: 'operator', table: 'unasked', where: 'true', is: 0 },
]

/** Whoever has notices, some of which they may see no longer. */
export const noticed = [
  'hmip.press',
  'operator',
  'imb.secretariat',
  'hmpps.ashmoor.safer-custody',
  'ppo.investigator',
  'imb.national-chair',
] as const
