import assert from 'node:assert/strict'
import { join } from 'node:path'
import { before, describe, it } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import { temporaryFolder } from '../../test/folder.ts'
import { testHouse, type TestHouse } from '../../test/house.ts'
import { settings as readSettings } from '../config.ts'
import { folder } from '../documents/store-folder.ts'
import { openLog } from '../log.ts'
import { repeat, startWorker, type Worker } from './worker.ts'

const canary = 'Hildegard-Xanthippe'

describe('the clock', () => {
  const place = temporaryFolder('clock')
  let test: TestHouse
  let worker: Worker
  let lines: string[] = []
  const { log } = openLog('debug', { write: line => void lines.push(line) })
  const logged = () => lines.map(line => JSON.parse(line) as Record<string, unknown>)
  const about = (name: string) => logged().filter(({ job }) => job === name)

  before(async () => {
    test = await testHouse('clock')
    const settings = readSettings({ CONCORDAT_VAR: place, CONCORDAT_DRAFT_DAYS: '10' })
    worker = startWorker(test.house, settings, log, { every: false, store: await folder(join(place, 'files')) })
  })

  it('does all its work, and fails in none of it', async () => {
    lines = []
    await worker.tick()
    assert.deepEqual(
      logged().filter(({ level }) => level === 'error'),
      [],
    )
  })

  it('tells why a job failed and nothing of whom it was about, does the others, and does that one next time', async () => {
    const { owner } = test.database
    await owner.query(`
      set search_path = concordat, public;
      alter function refresh_lapsed(timestamptz) rename to kept_refresh_lapsed;
      create function refresh_lapsed(timestamptz) returns int language plpgsql as
        $$ begin raise exception 'the matter of ${canary}' using errcode = 'P0001', detail = '${canary}'; end $$`)
    lines = []
    await worker.tick()
    const [failed, ...more] = about('lapsed')
    assert.deepEqual(more, [])
    assert.equal(failed?.msg, 'job failed')
    assert.equal((failed?.err as { code: string } | undefined)?.code, 'P0001')
    assert.ok(!lines.join('').includes(canary))
    assert.equal(about('heads').filter(one => one.msg === 'job failed').length, 0)
    await owner.query(`
      set search_path = concordat, public;
      drop function refresh_lapsed(timestamptz);
      alter function kept_refresh_lapsed(timestamptz) rename to refresh_lapsed`)
    lines = []
    await worker.tick()
    assert.deepEqual(about('lapsed'), [])
  })

  it('forgets what was typed and never sent once it is old enough, and not a moment before', async () => {
    const { owner } = test.database
    test.setNow('2026-03-12T09:00:00Z')
    await owner.query(`
      insert into concordat.draft (person, address, answers, saved_at)
      select id, '/old', '{}'::jsonb, '2026-03-02T08:59:59.999Z'::timestamptz from concordat.person where name = 'Robert Kinsella'
      union all select id, '/young', '{}', '2026-03-02T09:00:00Z' from concordat.person where name = 'Robert Kinsella'`)
    await worker.tick()
    const { rows } = await owner.query<{ address: string }>('select address from concordat.draft')
    assert.deepEqual(rows, [{ address: '/young' }])
  })
})

describe('a job that fails', () => {
  it('is tried again sooner than its turn, less and less often, and at its turn whatever happened', async context => {
    context.mock.timers.enable({ apis: ['setInterval', 'setTimeout'] })
    const { log } = openLog('silent')
    const stopped = new AbortController()
    const tried: number[] = []
    let second = 0
    let fails = true
    const run = async () => {
      tried.push(second)
      if (fails) throw new Error('not now')
      return 0
    }
    const ended = repeat({ name: 'any', everySeconds: 60, run }, log, stopped.signal)
    const until = async (end: number) => {
      for (; second < end; await turn()) {
        second++
        context.mock.timers.tick(1000)
      }
    }
    await until(125)
    assert.deepEqual(tried, [60, 62, 66, 74, 90, 120])
    fails = false
    await until(300)
    assert.deepEqual(tried.slice(6), [180, 240, 300])
    stopped.abort()
    await until(400)
    await ended()
    assert.equal(tried.length, 9)
  })
})
