import { existsSync, readFileSync } from 'node:fs'
import type pg from 'pg'
import { calendar } from '../src/calendar/calendar.ts'
import { addDays, day, type Day } from '../src/calendar/day.ts'
import { due } from '../src/calendar/due.ts'
import { readHolidays, type Holidays } from '../src/calendar/holidays.ts'
import { periodCode, workingDays } from '../src/calendar/period.ts'
import { sql } from '../src/database/sql.ts'
import { at, type House } from '../src/desk/desk.ts'
import { recountDuties } from '../src/desk/holidays.ts'
import { load } from './load.ts'
import { milliseconds, quantile, timed, type Bench, type Figure } from './measure.ts'
import { signedIn } from './pages.ts'
import { serveOurs } from './serving.ts'
import type { BenchWorld } from './world.ts'

/** All of them in this time: 30 s for 200,000. */
const mostEach = 30_000 / 200_000
/** Readers wait no longer than this meanwhile, 99 times in 100: they share the processors with it, and nothing else. */
const mostWait = 250

/** Open duties to each matter. */
const toEach = 2
/** A bank holiday proclaimed three days ahead, as one may be: every duty here is counted past it. */
const holiday = { title: 'A day of thanks', date: '2026-11-05' }
const begun = Array.from({ length: 10 }, (_, at) => addDays(day('2026-10-21'), at))

/** How long one took in the first, smallest world, in ms. */
let first: { readonly each: number; readonly size: number } | undefined

export const recountBench: Bench = {
  name: 'recount',
  at: 'each size',
  async run({ world, brief }) {
    const [before, after] = holidays()
    await oweOnEvery(world, before)
    const ours = await serveOurs(world.folder)
    try {
      const asking = { path: '/matters', cookie: await signedIn(ours, 'hmip.sanctions-officer') }
      const read = (requests: number) => load(ours.address, asking, { connections: 2, requests })
      await read(20)
      const atRest = await read(brief ? 20 : 400)
      const waits: number[] = []
      let going = true
      const readers = (async () => {
        while (going) waits.push(...(await read(20)))
      })()
      // There and back again, so that the world is left as it was found.
      const turns: Turn[] = []
      for (const taken of [
        { before, after },
        { before: after, after: before },
      ]) {
        let done = { counted: 0, moved: 0 }
        const used = await processorUsed(world.house)
        const ms = await timed(async () => {
          const { counted, moved } = await recountDuties(world.house, taken)
          done = { counted, moved: moved.reduce((sum, { count }) => sum + count, 0) }
        })
        turns.push({ ...done, ms, used: (await processorUsed(world.house)) - used })
      }
      going = false
      await readers
      return figuresOf(world, turns, atRest, waits)
    } finally {
      await ours.stop()
    }
  },
}

interface Turn {
  readonly counted: number
  readonly moved: number
  readonly ms: number
  /** Of the processor, in ms: ours and the database’s. */
  readonly used: number
}

/** By this process, and by the one connection that it asks the database over: where the system tells of that. */
async function processorUsed(house: House): Promise<number> {
  const { user, system } = process.cpuUsage()
  const { pid } = await at(house, { post: 'clock' }, desk =>
    desk.transaction.one<{ pid: number }>(sql`select pg_backend_pid() as pid`),
  )
  const stat = `/proc/${pid}/stat`
  const said = existsSync(stat) ? (readFileSync(stat, 'utf8').split(') ')[1] ?? '').split(' ') : []
  const ticks = Number(said[11] ?? 0) + Number(said[12] ?? 0)
  return (user + system) / 1000 + ticks * 10
}

function figuresOf(
  world: BenchWorld,
  turns: readonly Turn[],
  atRest: readonly number[],
  waits: readonly number[],
): Figure[] {
  const counted = turns[0]?.counted ?? 0
  const moved = turns[0]?.moved ?? 0
  const ms = turns.reduce((sum, turn) => sum + turn.ms, 0) / turns.length
  const each = ms / counted
  const used = turns.reduce((sum, turn) => sum + turn.used, 0) / turns.length
  first ??= { each, size: counted }
  const many = (count: number) => count.toLocaleString('en-GB')
  const what = `recount: ${many(counted)} open duties on ${many(world.size())} matters`
  const meanwhile = quantile(waits, 0.99)
  return [
    {
      what: `${what}, ${many(moved)} of them moved`,
      against: 'nothing',
      ours: `${(ms / 1000).toFixed(1)} s, ${(each * 1000).toFixed(0)} µs each; ${((used / counted) * 1000).toFixed(0)} µs of the processor`,
      target: '< 30 s for 200,000, 150 µs each',
      met: each < mostEach,
    },
    ...(counted > first.size
      ? [
          {
            what: `${what}, each`,
            against: `the same of ${many(first.size)}`,
            ours: `${(each * 1000).toFixed(0)} µs`,
            theirs: `${(first.each * 1000).toFixed(0)} µs`,
            ratio: each / first.each,
            target: '≤ 1.5 times',
            met: each / first.each <= 1.5,
          },
        ]
      : []),
    {
      what: `${what}, readers of the log meanwhile: 99 in 100`,
      against: 'the same readers when nothing is counted',
      ours: milliseconds(meanwhile),
      theirs: milliseconds(quantile(atRest, 0.99)),
      ratio: meanwhile / quantile(atRest, 0.99),
      target: `< ${mostWait} ms`,
      met: meanwhile < mostWait,
    },
  ]
}

/** The holidays there are, and the same with one more. */
function holidays(): readonly [Holidays, Holidays] {
  const published = JSON.parse(readFileSync(new URL('../data/bank-holidays.json', import.meta.url), 'utf8')) as {
    'england-and-wales': {
      division: string
      events: { title: string; date: string; notes: string; bunting: boolean }[]
    }
  }
  const { division, events } = published['england-and-wales']
  const more = [...events, { ...holiday, notes: '', bunting: false }].sort((a, b) => (a.date < b.date ? -1 : 1))
  return [readHolidays(published), readHolidays({ 'england-and-wales': { division, events: more } })]
}

/** So many open duties on every matter, begun in the last days, beside those that stories left there: shown in every list. */
async function oweOnEvery({ superuser, size }: BenchWorld, known: Holidays) {
  const client = await superuser.connect()
  try {
    await client.query(`set search_path = concordat, public; set statement_timeout = 0; set synchronous_commit = off;
      set session_replication_role = replica`)
    const { rows } = await client.query<{ owed: string }>(
      `select count(*) as owed from obligation where rule = 'bench'`,
    )
    const wanted = size() * toEach - Number(rows[0]?.owed)
    if (wanted <= 0) return
    await insertDuties(client, known)
    await client.query(`
      with owed as (select d.matter, d.reader, min(o.due_on) as due_on from disclosure d
                      join obligation o on o.matter = d.matter and o.part = d.part and o.state = 'due'
                     where d.ended_at is null group by d.matter, d.reader)
      update docket k set due_on = w.due_on from owed w
       where k.matter = w.matter and k.reader = w.reader and k.due_on is distinct from w.due_on`)
    await client.query('reset all')
    await client.query('vacuum (analyze) concordat.obligation')
    await client.query('vacuum (analyze) concordat.docket')
    await client.query('checkpoint')
  } finally {
    client.release(true)
  }
}

/** Each is owed by the owner of its matter, under the part of the first entry. */
async function insertDuties(client: pg.PoolClient, known: Holidays) {
  const counting = calendar(known)
  const [target, limit] = [workingDays(10), workingDays(20)]
  const dated = begun.map((from: Day) => ({
    from,
    target: due(from, target, counting),
    limit: due(from, limit, counting),
  }))
  const columns = [
    dated.map(one => one.from),
    dated.map(one => one.target.day),
    dated.map(one => one.target.working.sentence),
    dated.map(one => one.limit.day),
    dated.map(one => one.limit.working.sentence),
  ]
  await client.query(
    `insert into obligation (matter, part, rule, number, clause, label, basis, owed_by, from_on, target_on, target_period, target_working, limit_on, limit_period, limit_working)
     select m.id, e.part, 'bench', 1, 'SP-23b', 'Look at it again', 'our default', m.owner, d.from_on, d.target_on, $6, d.target_working, d.limit_on, $7, d.limit_working
       from matter m join entry e on e.matter = m.id and e.number = 1 cross join generate_series(1, $8::int) n
       join unnest($1::date[], $2::date[], $3::text[], $4::date[], $5::text[]) with ordinality d(from_on, target_on, target_working, limit_on, limit_working, at)
         on d.at = 1 + (m.id + n) % $9::int
      where not exists (select from obligation o where o.matter = m.id and o.rule = 'bench')`,
    [...columns, periodCode(target), periodCode(limit), toEach, begun.length],
  )
}
