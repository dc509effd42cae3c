import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type pg from 'pg'
import { settings as readSettings, type Settings } from '../src/config.ts'
import { as } from '../src/database/as.ts'
import { connect, owningPool } from '../src/database/connect.ts'
import { seat } from '../src/desk/register.ts'
import { worldAt, type House } from '../src/desk/desk.ts'
import type { Me } from '../src/engine/matter.ts'
import { open } from '../src/house.ts'
import { append, type Writing } from '../src/journal/append.ts'
import { bindEntries } from '../src/journal/head.ts'
import { signingKey } from '../src/web/sign-in/secrets.ts'
import { chance } from './chance.ts'
import { cloneMatters } from './clone.ts'
import { acts, beginning, meIn, receiving, tell, type Telling } from './stories.ts'

/** A house of its own on a PostgreSQL of its own, with as many matters as a bench asks for. */
export interface BenchWorld {
  readonly folder: string
  readonly house: House
  readonly settings: Settings
  /** Sessions as the role that owns, which the row security of readers does not hold back. */
  readonly owner: pg.Pool
  readonly superuser: pg.Pool
  size(): number
  /** Makes matters until there are this many. */
  grow(matters: number): Promise<void>
  close(): Promise<void>
}

/** The instant at which a bench begins. */
export const now = '2026-11-02T10:00:00Z'
const yearsBack = 3
/** Entries written in one transaction while the world is made. */
const together = 200
const block = 2_000
/** So many are written by `append`; more are copies of these. */
const written = 10_000

/**
 * Opens a house in `folder`, or in one that is thrown away. The server is as it is in service: everything it says is
 * kept is flushed to disk.
 */
export async function benchWorld({ folder, say }: { folder?: string; say: (words: string) => void }) {
  const home = folder ?? mkdtempSync(join(tmpdir(), 'concordat-bench-'))
  mkdirSync(home, { recursive: true, mode: 0o711 })
  const settings = readSettings({ CONCORDAT_VAR: home, CONCORDAT_CLOCK: now })
  const opened = await open(settings, { log: say })
  const { servers, stop } = await connect({ var: home })
  const owner = owningPool(servers.owner!, { max: 4, name: 'bench owner' })
  const superuser = owningPool(servers.superuser!, { max: 4, name: 'bench superuser' })
  const { house } = opened
  await seatEverywhere(house, owner)
  let size = await counted(owner)

  const world: BenchWorld = {
    folder: home,
    house,
    settings,
    owner,
    superuser,
    size: () => size,
    async grow(matters) {
      if (size >= matters) return
      const before = size
      const began = performance.now()
      while (size < Math.min(matters, written)) {
        await makeMatters(house, size, Math.min(size < 1000 ? 300 : block, Math.min(matters, written) - size))
        // As autovacuum does within the minute in service: plans made for empty tables are made again.
        if (size < block) await superuser.query('analyze')
        size = await counted(owner)
      }
      await readAndSent(owner)
      if (size < matters) {
        const first = size / written
        await cloneMatters(superuser, {
          base: written,
          copies: Array.from({ length: Math.floor(matters / written) - first }, (_, at) => first + at),
        })
        size = await counted(owner)
      }
      const key = signingKey(settings.keys.journalFile, 'create')
      while ((await bindEntries(house.pool, key, house.now())) > 0);
      await superuser.query('vacuum (analyze)')
      await superuser.query('checkpoint')
      say(`${size - before} matters made in ${((performance.now() - began) / 1000).toFixed(0)} s`)
    },
    async close() {
      await opened.close()
      await Promise.all([owner.end(), superuser.end()])
      await stop()
      if (!folder) rmSync(home, { recursive: true, force: true })
    },
  }
  return world
}

/** Someone in every board's chair and every governor's office, in post since before the world's first matter. */
async function seatEverywhere(house: House, owner: pg.Pool) {
  const directory = house.directory()
  const empty = directory.posts({}).filter(post => !post.held && ['chair', 'governor'].includes(post.kind))
  const from = worldAt(house, house.now()).today
  if (empty.length > 0)
    await seat(
      owner,
      empty.map(post => ({
        subject: `${post.key}@bench.example.org`,
        name: `Holder of ${post.key}`,
        email: `${post.key}@bench.example.org`,
        posts: [post.key],
        from,
      })),
    )
  await owner.query(`
    begin; set local search_path = concordat, public;
    update term set from_on = '2020-01-01';
    insert into standing (person, requirement, done_on, lapses_on)
      select p.id, r.name, '2020-01-01', '2030-01-01' from person p, requirement r on conflict do nothing;
    update standing set done_on = '2020-01-01', lapses_on = '2030-01-01';
    commit`)
  await house.changed()
}

/** Tells the stories of so many matters, a step at a time, in batches of one post each. */
async function makeMatters(house: House, from: number, count: number) {
  const drawn = chance(from + 1)
  const places = house
    .directory()
    .places.filter(place => !place.closed && ['prison', 'yoi', 'irc'].includes(place.kind))
  const today = house.now()
  const found = house.library.findProcedure('sanction-allegation', worldAt(house, today).today)!
  const { procedure } = found
  // Each block is a stretch of the years before today; a transaction has one instant, as it has in service.
  const span = (yearsBack * 365 * 86_400_000) / 100
  let instant = today.getTime() - yearsBack * 365 * 86_400_000 + ((from / block) % 100) * span
  const pass = () => (instant += 60_000 + Math.floor(drawn.next() * 600_000))
  const world = () => worldAt(house, new Date(Math.min(instant, today.getTime())))

  const openings = Map.groupBy(
    Array.from({ length: count }, (_, at) => at),
    () => {
      const way = drawn.next()
      const place = drawn.one(places).code
      return way < 0.6 ? `board ${place}` : way < 0.8 ? `hmip.coordinator ${place}` : `ppo.investigator ${place}`
    },
  )
  const tellings: Telling[] = []
  const begun: { writing: Writing; me: Me }[] = []
  for (const [who, members] of openings) {
    const [post, place = ''] = who.split(' ')
    const boards = house.directory().posts({ kind: 'chair', place })
    const receiver = meIn(
      world(),
      post === 'board' && boards[0] ? boards[0].key : post === 'board' ? 'ppo.investigator' : post!,
    )
    for (const at of members) {
      const reference = `SAN-${world().today.slice(0, 4)}-${String(from + at).padStart(7, '0')}`
      const telling = beginning(house, world(), place, receiver, reference)
      const answers = receiving(place, drawn, world(), receiver.body, (from + at) % (written / 10) === 3)
      begun.push({
        writing: tell(telling, procedure, { me: receiver, step: 'receive', answers }, world()),
        me: receiver,
      })
      tellings.push(telling)
    }
  }
  await write(house, begun, pass)
  for (const act of acts) {
    const acting = tellings.flatMap(telling => {
      const deed = act(telling, drawn, world())
      return deed ? [{ writing: tell(telling, procedure, deed, world()), me: deed.me }] : []
    })
    await write(house, acting, pass)
  }
}

async function write(house: House, acting: readonly { writing: Writing; me: Me }[], pass: () => number) {
  for (const [post, mine] of Map.groupBy(acting, ({ me }) => me.post))
    for (let at = 0; at < mine.length; at += together) {
      const instant = new Date(Math.min(pass(), house.now().getTime()))
      await as(house.pool, { post }, instant, transaction =>
        append(
          { house, transaction, world: worldAt(house, instant) },
          mine.slice(at, at + together).map(({ writing }) => writing),
        ),
      )
    }
}

const counted = async (owner: pg.Pool): Promise<number> =>
  Number((await owner.query<{ count: number }>('select count(*) from concordat.matter')).rows[0]?.count)

/** What people were told is read after a month, and its messages have gone out: as in a house that is lived in. */
const readAndSent = (owner: pg.Pool) =>
  owner.query(
    `
    update concordat.notice set mail = 'sent', next_attempt_at = null, read_at = case when at < $1::timestamptz - interval '30 days' then at end
     where mail = 'waiting'`,
    [now],
  )
