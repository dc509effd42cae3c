import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { random } from '../random.ts'
import { canary, scene, type Scene } from './scene.ts'
import { siteOver, type Site } from './site.ts'
import { trusted } from './tables.ts'

/**
 * Many people at once on few connections, some of whom go away in the middle and some of whose questions take too long: no
 * answer is ever somebody else's, and what is sent many times happens once.
 */
const long = process.env.CONCORDAT_TEST_LONG === '1'
const requests = long ? 20_000 : 400

const people: Readonly<Record<string, readonly ('referred' | 'secret' | 'escalated')[]>> = {
  'imb.ashmoor.chair': ['referred'],
  'imb.ashmoor.member': ['referred'],
  'hmip.deputy': ['referred', 'secret', 'escalated'],
  'ppo.investigator': ['escalated'],
  'hmpps.ashmoor.governor': ['referred'],
  'hmpps.group-director': ['escalated'],
  'hmpps.brackley-hill.governor': [],
  'hmip.press': [],
  operator: [],
}

describe('many at once', () => {
  let world: Scene
  let site: Site
  let base: string

  before(async () => {
    world = await scene('concurrency')
    site = await siteOver(world)
    base = await site.app.listen({ port: 0, host: '127.0.0.1' })
  })
  after(async () => {
    await site.close()
    await world.database.drop()
  })

  const mine = async (post: string): Promise<string[]> => {
    const { body } = await site.api(post, '/matters')
    return (JSON.parse(body.toString()) as { matters: { reference: string }[] }).matters
      .map(one => one.reference)
      .sort()
  }

  it('get their own answers, whoever goes away or takes too long', async () => {
    const draw = random(7)
    const posts = Object.keys(people)
    for (const post of posts) {
      await site.api(post, '/me')
      assert.deepEqual(await mine(post), (people[post] ?? []).map(which => world[which]).sort(), post)
    }
    let wrong = 0
    let aborted = 0
    let stopped = 0
    let started = 0
    const one = async () => {
      while (started++ < requests) {
        const post = draw.one(posts)
        const chance = draw.next()
        if (chance < 0.05) {
          // A question that the database stops, on a connection that somebody else has next.
          await world
            .as(post, async ({ transaction }) => {
              await transaction.all(trusted(`set local statement_timeout = '5ms'`))
              await transaction.all(trusted('select pg_sleep(1)'))
            })
            .catch((fault: Error & { code?: string }) => {
              if (fault.code !== '57014') throw fault
              stopped++
            })
        } else if (chance < 0.15) {
          // Somebody who does not wait for the answer.
          const gone = new AbortController()
          const asked = fetch(`${base}/api/v1/matters`, {
            headers: { host: 'localhost:3000', authorization: `Bearer ${await site.tokenOf(post)}` },
            signal: gone.signal,
          })
          setTimeout(() => gone.abort(), draw.below(10))
          await asked.then(answer => answer.arrayBuffer()).catch(() => aborted++)
        } else if (chance < 0.6) {
          const references = await mine(post)
          const expected = (people[post] ?? []).map(which => world[which]).sort()
          if (references.join() !== expected.join()) wrong++
        } else {
          const page = await site.page(post, '/matters')
          const text = page.body.toString()
          for (const which of ['referred', 'secret', 'escalated'] as const)
            if (text.includes(world[which]) !== (people[post] ?? []).includes(which)) wrong++
        }
      }
    }
    await Promise.all(Array.from({ length: 32 }, one))
    assert.equal(wrong, 0)
    assert.ok(aborted > 0 && stopped > 0, `${aborted} went away, ${stopped} were stopped`)
  })

  it('leave nobody behind on a connection that failed', async () => {
    const pool = world.house.pool
    const clients = await Promise.all(Array.from({ length: pool.options.max }, () => pool.connect()))
    for (const client of clients) {
      const { rows } = await client.query<{ someone: string | null }>(
        `select nullif(concat(current_setting('concordat.person', true), current_setting('concordat.readers', true)), '') as someone`,
      )
      assert.equal(rows[0]?.someone, null)
      client.release()
    }
  })

  it('begin one thing once, though it is sent fifty times at once', async () => {
    const answers = {
      place: 'ZAI',
      affected: 'detained',
      contacted: ['IMB'],
      came: 'letter',
      receivedOn: '2026-03-01',
      line: 'Sent fifty times',
      account: canary('referred', 'account'),
    }
    const sent = await Promise.all(
      Array.from({ length: 50 }, () =>
        site.api('imb.ashmoor.chair', '/matters', {
          json: { procedure: 'sanction-allegation', answers },
          headers: { 'idempotency-key': 'fifty' },
        }),
      ),
    )
    assert.deepEqual([...new Set(sent.map(answer => answer.status))], [201])
    const references = new Set(
      sent.map(answer => (JSON.parse(answer.body.toString()) as { reference: string }).reference),
    )
    assert.equal(references.size, 1)
    const { rows } = await world.database.owner.query<{ matters: number; entries: number; told: number }>(
      `select count(distinct m.id)::int as matters, count(*)::int as entries from concordat.matter m join concordat.entry e on e.matter = m.id where m.reference = $1`,
      [[...references][0]],
    )
    assert.deepEqual([rows[0]?.matters, rows[0]?.entries], [1, 1])
    const { rows: all } = await world.database.owner.query<{ count: number }>(
      `select count(*)::int as count from concordat.docket where facts ->> 'line' = 'Sent fifty times' and reader = (select unit from concordat.post where key = 'imb.ashmoor.chair')`,
    )
    assert.equal(all[0]?.count, 1)
  })

  it('take one step once, though it is sent fifty times at once, and lose nothing of two that differ', async () => {
    const view = await site.api('imb.ashmoor.chair', `/matters/${world.referred}`)
    const version = String(view.headers.etag)
    const take = (news: string, key: string) =>
      site.api('imb.ashmoor.chair', `/matters/${world.referred}/steps/update`, {
        json: { answers: { news } },
        headers: { 'if-match': version, 'idempotency-key': key },
      })
    const same = await Promise.all(Array.from({ length: 50 }, () => take('The same', 'same')))
    assert.deepEqual([...new Set(same.map(answer => answer.status))], [200])
    // Both were written over the version before: each is told that it changed, and nothing is lost without a word.
    const [one, other] = await Promise.all([take('One', 'one'), take('Another', 'another')])
    assert.deepEqual([one.status, other.status], [409, 409])
    const { rows } = await world.database.owner.query<{ count: number }>(
      `select count(*)::int as count from concordat.entry e join concordat.matter m on m.id = e.matter where m.reference = $1 and e.step = 'update'`,
      [world.referred],
    )
    assert.equal(rows[0]?.count, 1)
  })
})
