import { createHash, randomBytes } from 'node:crypto'
import type pg from 'pg'
import { as, type Credential } from '../src/database/as.ts'
import { at, worldAt, type House } from '../src/desk/desk.ts'
import { list } from '../src/desk/list.ts'
import { matter } from '../src/desk/matter.ts'
import { take } from '../src/desk/take.ts'
import { decide } from '../src/engine/decide.ts'
import { append, type Writing } from '../src/journal/append.ts'
import { exportJournal } from '../src/journal/export.ts'
import { verifyJournal } from '../verifier/verify.mjs'
import { atLeast, median, milliseconds, pairs, perSecond, timed, type Bench } from './measure.ts'
import type { BenchWorld } from './world.ts'

const officer = { post: 'hmip.sanctions-officer' } as const
/** The officer as a request that has been recognised is: by number. */
const recognised = (house: House): Promise<Credential> =>
  at(house, officer, async ({ who: { postId, personId } }) => ({ postId, personId }))

/** References of matters that the post handles, to write to. */
async function theirs(house: House, credential: Credential, most: number): Promise<string[]> {
  const { rows } = await at(house, credential, desk =>
    list(desk, { owner: desk.who.unit, without: ['closed', 'signposted'], most }),
  )
  if (rows.length < most) throw new Error(`Only ${rows.length} matters to write to, of ${most}`)
  return rows.map(row => row.reference)
}

/** The entry of a step that brings nothing else: no disclosure, no duty, nobody told, nothing to find it by. */
async function plainEntry(house: House, reference: string): Promise<Writing> {
  return at(house, officer, async desk => {
    const { matter: seen, procedure } = await matter(desk, reference)
    const decision = decide(
      procedure,
      seen,
      'update',
      desk.me,
      { news: 'The visit took place on the day agreed.' },
      desk.world,
    )
    if (decision.refused) throw new Error(JSON.stringify(decision.problems))
    const unsearched = Object.fromEntries(
      Object.entries(procedure.parts).map(([name, part]) => [name, { ...part, searched: false }]),
    )
    return {
      reference,
      making: { ...decision.making, tells: [], falls: [], settles: [], facts: {} },
      procedure: { ...procedure, parts: unsearched },
      knownTo: [],
    }
  })
}

/**
 * The same bytes into the same tables, by a role that no policy applies to, in one statement and one commit: the entry, its
 * content, the end of its chain, and the queue for the head.
 */
const rawInserts = [
  [
    'entry',
    'insert into concordat.entry (matter, number, part, step, at, post, person, header, previous, digest) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)',
  ],
  ['content', 'insert into concordat.content (matter, number, part, step, salt, body) values ($1, $2, $3, $4, $5, $6)'],
  ['queue', 'insert into concordat.unbound (matter, number) values ($1, $2)'],
  ['chain', 'update concordat.matter set length = $2, tip = $3 where id = $1'],
] as const
const rawInsert = `
  with written as (
    insert into concordat.entry (matter, number, part, step, at, post, person, header, previous, digest)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
  ), held as (
    insert into concordat.content (matter, number, part, step, salt, body) values ($1, $2, $3, $4, $11, $12)
  ), queued as (
    insert into concordat.unbound (matter, number) values ($1, $2)
  )
  update concordat.matter set length = $2, tip = $10 where id = $1`

interface Place {
  readonly matter: number
  number: number
  readonly like: Readonly<Record<string, unknown>>
}

async function places(superuser: pg.Pool, references: readonly string[]): Promise<Place[]> {
  const { rows } = await superuser.query<Record<string, unknown> & { matter: number; number: number }>(
    `select e.*, c.salt, c.body from concordat.entry e join concordat.matter m on m.id = e.matter and m.length = e.number
       join concordat.content c on c.matter = e.matter and c.number = e.number and c.part = e.part where m.reference = any ($1)`,
    [references],
  )
  return rows.map(row => ({ matter: row.matter, number: row.number, like: row }))
}

/** So many entries by so many writers, each on matters of their own, each entry in a transaction of its own. */
async function byWriters(writers: number, entries: number, write: (writer: number) => Promise<unknown>) {
  await Promise.all(
    Array.from({ length: writers }, async (_, writer) => {
      for (let entry = 0; entry < entries / writers; entry++) await write(writer)
    }),
  )
}

export const journalBench: Bench = {
  name: 'journal',
  at: 'first size',
  async run({ world, brief }) {
    const { house, superuser } = world
    const writer = await recognised(house)
    const figures = []
    const references = await theirs(house, officer, 60)
    for (const [writers, target] of [
      [1, 0.6],
      [8, 0.5],
    ] as const) {
      const entries = (brief ? 8 : 400) * (writers === 1 ? 1 : 2)
      const mine = references.splice(0, writers * 2)
      const ours = await Promise.all(mine.slice(0, writers).map(reference => plainEntry(house, reference)))
      // An entry of ours gives the raw writers their bytes.
      for (const reference of mine) await writeOne(house, writer, { ...ours[0]!, reference })
      const raw = await places(superuser, mine.slice(writers))
      for (const [against, insert] of [
        ['the same rows inserted raw, in a transaction', insertAsProgramsDo],
        ['the same rows inserted raw, in one statement', insertOne],
      ] as const) {
        const paired = await pairs(
          () => byWriters(writers, entries, one => writeOne(house, writer, ours[one]!)),
          () => byWriters(writers, entries, one => insert(superuser, raw[one]!)),
        )
        figures.push(
          atLeast(target, paired, {
            what: `journal append, ${writers === 1 ? 'one writer' : `${writers} writers`}`,
            against,
            ours: perSecond(entries, paired.ours),
            theirs: perSecond(entries, paired.theirs),
          }),
        )
      }
    }
    const whole = await wholeSteps(world, references, brief ? 5 : 60)
    figures.push({
      what: 'a whole step taken: held, read, decided, written, found and told',
      against: 'nothing',
      ours: milliseconds(whole),
      target: '< 25 ms',
      met: whole < 25,
    })
    return figures
  },
}

/** One entry in a transaction of its own: who is acting is asked, and all that `append` asks. */
const writeOne = (house: House, writer: Credential, writing: Writing) =>
  as(house.pool, writer, house.now(), transaction =>
    append({ house, transaction, world: worldAt(house, house.now()) }, [writing]),
  )

/** One matter to write to, an entry at a time. */
export async function oneEntry({ house }: BenchWorld): Promise<{ write: () => Promise<unknown> }> {
  const [reference = ''] = await theirs(house, officer, 1)
  const [credential, entry] = [await recognised(house), await plainEntry(house, reference)]
  return { write: () => writeOne(house, credential, entry) }
}

const insertOne = (superuser: pg.Pool, place: Place) =>
  superuser.query({
    name: 'raw insert',
    text: rawInsert,
    values: [...entryOf(place), place.like.salt, place.like.body],
  })

/** As a program that keeps no journal would write them: four prepared statements in a transaction. */
async function insertAsProgramsDo(superuser: pg.Pool, place: Place): Promise<void> {
  const client = await superuser.connect()
  try {
    const entry = entryOf(place)
    const [matter, number, part, step] = entry
    const values = {
      entry,
      content: [matter, number, part, step, place.like.salt, place.like.body],
      queue: [matter, number],
      chain: [matter, number, entry.at(-1)],
    }
    await client.query('begin')
    for (const [name, text] of rawInserts) await client.query({ name: `raw ${name}`, text, values: values[name] })
    await client.query('commit')
  } finally {
    client.release()
  }
}

function entryOf(place: Place): unknown[] {
  place.number += 1
  const { part, step, at: instant, post, person, header, previous } = place.like
  return [place.matter, place.number, part, step, instant, post, person, header, previous, randomBytes(32)]
}

async function wholeSteps({ house }: BenchWorld, references: readonly string[], times: number): Promise<number> {
  const taken: number[] = []
  for (let turn = 0; turn < times; turn++)
    taken.push(
      await timed(async () => {
        const reference = references[turn % references.length]!
        const done = await at(house, officer, desk =>
          take(desk, reference, 'update', { news: `Visit ${turn} took place` }),
        )
        if (done.refused) throw new Error(JSON.stringify(done.problems))
      }),
    )
  return median(taken)
}

export const verifyBench: Bench = {
  name: 'verify',
  at: 'last size',
  async run({ world, brief }) {
    // Enough of it to measure, held in memory so that neither side waits for the database.
    const most = brief ? 2_000_000 : 100_000_000
    const { text, entries } = await linesOf(world, most)
    const pieces = digested(text)
    const paired = await pairs(
      () => verifyJournal(chunksOf(text)),
      () => {
        for (const piece of pieces) createHash('sha256').update(piece).digest()
      },
      { times: 5 },
    )
    const oneStream = await timed(() => createHash('sha256').update(text).digest())
    return [
      atLeast(0.4, paired, {
        what: `journal of ${entries.toLocaleString('en-GB')} entries verified from outside`,
        against: 'SHA-256 of the same bytes, digest by digest',
        ours: perSecond(entries, paired.ours),
        theirs: perSecond(entries, paired.theirs),
      }),
      {
        what: 'the same, for comparison',
        against: 'SHA-256 of the whole text in one stream',
        ours: perSecond(entries, paired.ours),
        theirs: perSecond(entries, oneStream),
        ratio: oneStream / paired.ours,
        target: '–',
        met: true,
      },
    ]
  },
}

async function linesOf({ owner }: BenchWorld, most: number) {
  let text = ''
  for await (const lines of exportJournal(owner)) {
    // Without the heads, which cover entries that are not here.
    text += lines.replaceAll(/^H\t.*\n/gm, '').replaceAll(/^(E\t[^\t]+\t\d+)\t\d+\t\d+\t/gm, '$1\t\t\t')
    if (text.length > most) break
  }
  const whole = text.slice(0, text.lastIndexOf('\nE\t') + 1)
  return { text: whole, entries: [...whole.matchAll(/^E\t/gm)].length }
}

/** The very bytes that are digested, piece by piece: what the verifier can't do without. */
const digested = (text: string): Buffer[] =>
  text.split('\n').flatMap(line => {
    const fields = line.split('\t')
    if (fields[0] === 'E') return [Buffer.concat([Buffer.from(fields[5]!, 'hex'), Buffer.from(fields[7]!)])]
    if (fields[0] === 'C') return [Buffer.concat([Buffer.from(fields[2]!, 'hex'), Buffer.from(fields[3]!)])]
    return []
  })

async function* chunksOf(text: string): AsyncGenerator<string> {
  for (let from = 0; from < text.length; from += 65_536) yield text.slice(from, from + 65_536)
}
