import { as } from '../src/database/as.ts'
import { beginning } from '../src/desk/birth.ts'
import { at, worldAt, type Desk } from '../src/desk/desk.ts'
import { list } from '../src/desk/list.ts'
import { heldOfOthers, sharedStanding } from '../src/desk/shared.ts'
import { append, type Writing } from '../src/journal/append.ts'
import { letter } from '../test/sample-letter.ts'
import { milliseconds, pairs, within, type Bench } from './measure.ts'
import type { BenchWorld } from './world.ts'

const chair = { post: 'imb.national-chair' } as const
const secretariat = { post: 'imb.secretariat' } as const
const procedureName = 'information-hmip'

/** What waits with each relay: few with the secretariat, many with the National Chair. */
const few = 1_000
const many = 100_000
const together = 200

const words = ['night staff', 'cold showers', 'late medicines', 'locked doors', 'lost letters']
const letterOf = (at: number, route: 'national' | 'secretariat') => ({
  ...letter,
  route,
  about: `A letter about ${words[at % words.length]}`,
  words: `It is about ${words[at % words.length]}, and is sealed.`,
})

export const relayBench: Bench = {
  name: 'relay',
  at: 'first size',
  async run({ world, brief }) {
    const copies = brief ? 2 : many / few
    await shareWith(world, 'secretariat', brief ? 20 : few)
    await shareWith(world, 'national', brief ? 20 : few)
    await copyQueue(world, copies - 1)
    const turns = brief ? 3 : 50
    const asked = (credential: typeof chair | typeof secretariat, ask: (desk: Desk) => Promise<unknown>) => () =>
      at(world.house, credential, async desk => {
        for (let turn = 0; turn < turns; turn++) await ask(desk)
      })
    const queue = 'a relay’s queue'
    const looked: readonly (readonly [string, (desk: Desk) => Promise<unknown>])[] = [
      [
        `${queue}, its first page`,
        async desk => filled(await list(desk, { procedure: procedureName, stage: 'relay', sort: 'oldest' })),
      ],
      [
        `${queue}, found by a word`,
        async desk => filled(await list(desk, { procedure: procedureName, q: 'medicines' })),
      ],
      [`${queue}, found by a word that is not there`, desk => list(desk, { procedure: procedureName, q: 'zeppelin' })],
      ['what a relay holds, its first page', async desk => filled(await heldOfOthers(desk, { most: 25 }))],
      ['what a relay’s home says waits', sharedStanding],
    ]
    const figures = []
    for (const [what, ask] of looked) {
      const paired = await pairs(asked(chair, ask), asked(secretariat, ask))
      figures.push(
        within(1.5, paired, {
          what: `${what}: ${(copies * (brief ? 20 : few)).toLocaleString('en-GB')}`,
          against: (brief ? 20 : few).toLocaleString('en-GB'),
          ours: milliseconds(paired.ours / turns),
          theirs: milliseconds(paired.theirs / turns),
        }),
      )
    }
    return figures
  },
}

function filled({ rows }: { readonly rows: readonly unknown[] }) {
  if (rows.length === 0) throw new Error('The queue is empty')
}

/** Shares so many letters through a relay, by the step that shares them. */
async function shareWith({ house }: BenchWorld, route: 'national' | 'secretariat', count: number) {
  const now = house.now()
  const found = house.library.findProcedure(procedureName, worldAt(house, now).today)
  if (!found) throw new Error(`There is no procedure ${procedureName}`)
  for (let from = 0; from < count; from += together) {
    const writings: Writing[] = []
    await at(house, { post: 'hmip.coordinator' }, async desk => {
      for (let one = from; one < Math.min(from + together, count); one++) {
        const reference = `INF-2026-${route === 'national' ? 5 : 4}${String(one).padStart(6, '0')}`
        const begun = beginning(desk, {
          procedure: found.procedure,
          version: found.version.name,
          step: found.procedure.begins,
          reference,
          raw: letterOf(one, route),
        })
        if (begun.refused) throw new Error(JSON.stringify(begun.problems))
        const { making, birth } = begun
        writings.push({ reference, making, birth, procedure: found.procedure, knownTo: [] })
      }
    })
    await as(house.pool, { post: 'hmip.coordinator' }, now, transaction =>
      append({ house, transaction, world: worldAt(house, now) }, writings),
    )
  }
}

/** Copies what waits with the National Chair so many times, as the rows that lists and searches are made of. */
async function copyQueue({ superuser }: BenchWorld, copies: number) {
  const client = await superuser.connect()
  try {
    await client.query(`
      set search_path = concordat, public; set session_replication_role = replica; set statement_timeout = 0; set synchronous_commit = off;
      create temporary table copied as
        select m.id as was, nextval(pg_get_serial_sequence('matter', 'id')) as id, m.reference as named,
               'INF-2026-9' || lpad((row_number() over ())::text, 7, '0') as reference, n
          from matter m, generate_series(1, ${Math.trunc(copies)}) n where m.reference like 'INF-2026-5%';
      create index on copied (was); analyze copied;
      insert into matter (id, reference, procedure, version, place, owner, opened_at, length, tip) overriding system value
        select c.id, c.reference, m.procedure, m.version, m.place, m.owner, m.opened_at - c.n * interval '1 minute', m.length, m.tip
          from copied c join matter m on m.id = c.was;
      insert into disclosure (matter, part, reader, owner, known_to, number, clause, purpose, conditions, since, until)
        select c.id, d.part, d.reader, d.owner, d.known_to, d.number, d.clause, d.purpose, d.conditions, d.since, d.until
          from copied c join disclosure d on d.matter = c.was;
      insert into offer (matter, part, reader, owner, known_to, number, may, clause, purpose, conditions, since, until)
        select c.id, o.part, o.reader, o.owner, o.known_to, o.number, o.may, o.clause, o.purpose, o.conditions, o.since, o.until
          from copied c join offer o on o.matter = c.was;
      insert into docket (reader, matter, procedure, reference, opened_at, touched_at, place, region, owner, stage, due_on, facts, milestones, words, fresh_until)
        select k.reader, c.id, k.procedure, c.reference, k.opened_at - c.n * interval '1 minute', k.touched_at, k.place, k.region, k.owner, k.stage, k.due_on,
               k.facts, k.milestones, k.words, k.fresh_until
          from copied c join docket k on k.matter = c.was;
      drop table copied;`)
    await client.query('vacuum (analyze) concordat.docket, concordat.disclosure, concordat.offer, concordat.matter')
  } finally {
    client.release(true)
  }
}
