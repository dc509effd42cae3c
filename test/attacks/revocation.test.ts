import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, it } from 'node:test'
import { asNobody } from '../../src/database/as.ts'
import { sql } from '../../src/database/sql.ts'
import { digestOf } from '../../src/web/sign-in/secrets.ts'
import { postSent } from './post.ts'
import { canary, scene, type Scene } from './scene.ts'
import { secretFrom, siteOver, type Answer, type Site } from './site.ts'

/** What is taken away is gone from the next request on, wherever it is asked for. */
const long = process.env.CONCORDAT_TEST_LONG === '1'

describe('what is taken away', () => {
  let world: Scene
  let site: Site
  const governor = 'hmpps.ashmoor.governor'
  const name = canary('referred', 'identity')

  beforeEach(async () => {
    world = await scene('revocation')
    site = await siteOver(world)
    assert.ok((await seen()).includes(name), 'the governor sees who it is')
  })
  afterEach(async () => {
    await site.close()
    await world.database.drop()
  })

  /** All that the governor is told of the matter by the page and by the API. */
  const seen = async () => {
    const page = await site.page(governor, `/matters/${world.referred}`)
    const api = await site.api(governor, `/matters/${world.referred}`)
    return `${page.status} ${page.body.toString()} ${api.status} ${api.body.toString()}`
  }
  const refused = ({ status, body, address }: Answer) => {
    assert.ok([303, 401, 403, 404].includes(status), `${address} is ${status}`)
    assert.ok(!body.toString().includes(name))
  }
  const nothingIsLeft = async () => {
    for (const address of [
      '/',
      '/matters',
      `/matters/${world.referred}`,
      '/you/calendar.ics',
      `/matters/${world.referred}/seen`,
    ])
      assert.ok(!(await site.page(governor, address)).body.toString().includes(name), address)
    for (const address of ['/me', '/matters', `/matters/${world.referred}`, '/obligations'])
      refused(await site.api(governor, address))
  }

  it('by the end of a post: page, API and calendar, at once', async () => {
    const secret = secretFrom('a feed')
    await world.as(governor, desk => desk.transaction.all(sql`select make_feed(${digestOf(secret)})`))
    const feed = () => site.page(undefined, `/calendar/${secret}`)
    assert.match((await feed()).body.toString(), /BEGIN:VEVENT/)
    const { rows } = await world.database.owner.query<{ person: number }>(
      `select t.person from concordat.term t join concordat.post p on p.id = t.post where p.key = $1`,
      [governor],
    )
    await world.done(
      world.begin('hmpps.siu', 'departure', { hold: `${governor} ${rows[0]?.person}`, reason: 'A new post' }),
    )
    await nothingIsLeft()
    refused(await site.page(governor, `/matters/${world.referred}`))
    assert.doesNotMatch((await feed()).body.toString(), /BEGIN:VEVENT/)
  })

  it('by the end of a session, on every page; the token lives on', async () => {
    const secret = secretFrom(`session of ${governor}`)
    await asNobody(world.house.pool, tx => tx.all(sql`select end_session(${digestOf(secret)}, ${world.house.now()})`))
    for (const address of ['/', '/matters', `/matters/${world.referred}`]) {
      const page = await site.page(governor, address)
      assert.ok(!page.body.toString().includes(name), address)
    }
    assert.equal((await site.api(governor, '/me')).status, 200)
  })

  it('by the end of a token, at every address of the API; the session lives on', async () => {
    const made = world.house.now()
    await world.as(governor, desk => desk.transaction.all(sql`select end_token('an attacker', ${made})`))
    for (const address of ['/me', '/matters', `/matters/${world.referred}`])
      assert.equal((await site.api(governor, address)).status, 401, address)
    assert.ok((await site.page(governor, `/matters/${world.referred}`)).body.toString().includes(name))
  })

  it('by idleness and by the end of the day', async () => {
    world.setNow(new Date(world.house.now().getTime() + 31 * 60_000))
    assert.ok(!(await site.page(governor, `/matters/${world.referred}`)).body.toString().includes(name))
    world.setNow(new Date(world.house.now().getTime() + 31 * 86_400_000))
    assert.equal((await site.api(governor, '/me')).status, 401)
  })

  it('by consent taken back: who the person is, from everyone who was told', async () => {
    await world.done(
      world.take('imb.ashmoor.chair', world.referred, 'withdraw-consent', {
        withdrawnOn: '2026-03-02',
        toldBy: 'A member',
      }),
    )
    assert.ok(!(await seen()).includes(name))
    for (const lead of ['hmip.deputy', 'ppo.deputy', 'imb.national-chair']) {
      const page = await site.page(lead, `/matters/${world.referred}`)
      assert.equal(page.status, 200)
      for (const part of ['identity', 'account', 'response'])
        assert.ok(!page.body.toString().includes(canary('referred', part)), `${lead} ${part}`)
      const found = await site.page(lead, '/search', { q: name })
      assert.ok(!found.body.toString().includes(world.referred), `${lead} finds it by the name`)
    }
    assert.ok((await site.page('imb.ashmoor.member', `/matters/${world.referred}`)).body.toString().includes(name))
  })

  it('by training that lapses: everything, until it is mended', async () => {
    const standing = (until: string) =>
      world.database.owner.query(
        `update concordat.standing set lapses_on = $1 where person in (
           select t.person from concordat.term t join concordat.post p on p.id = t.post where p.key = 'imb.ashmoor.member')`,
        [until],
      )
    const member = 'imb.ashmoor.member'
    const page = () => site.page(member, `/matters/${world.referred}`)
    assert.ok((await page()).body.toString().includes(name))
    await standing('2026-03-01')
    assert.ok(!(await page()).body.toString().includes(name))
    const { status } = await site.api(member, '/matters')
    assert.ok(status === 403 || status === 401, `the API is ${status}`)
    await standing('2027-03-01')
    assert.ok((await page()).body.toString().includes(name))
  })

  it('from the post that has not gone yet', async () => {
    const { rows } = await world.database.owner.query<{ waiting: number }>(
      `select count(*)::int as waiting from concordat.notice n join concordat.post p on p.id = n.post where p.key = $1 and n.mail = 'waiting'`,
      [governor],
    )
    assert.ok((rows[0]?.waiting ?? 0) > 0, 'something waits to be sent to the governor')
    await world.done(
      world.take('imb.ashmoor.chair', world.referred, 'withdraw-consent', {
        withdrawnOn: '2026-03-02',
        toldBy: 'A member',
      }),
    )
    await world.database.owner.query(
      `update concordat.disclosure set ended_at = now() where reader = (select id from concordat.post where key = $1) and ended_at is null`,
      [governor],
    )
    const sent = await postSent(world.house)
    assert.ok(sent.length > 0)
    assert.ok(!sent.some(one => one.to.startsWith('robert.kinsella')), 'somebody was told of what they may not see')
  })

  it('while they are asking: no answer to what was asked afterwards holds any of it', async () => {
    const asked = long ? 1000 : 60
    let taken = Number.POSITIVE_INFINITY
    let leaked = 0
    let held = 0
    const revoke = async () => {
      await world.done(
        world.take('imb.ashmoor.chair', world.referred, 'withdraw-consent', {
          withdrawnOn: '2026-03-02',
          toldBy: 'A member',
        }),
      )
      taken = performance.now()
    }
    let started = 0
    let revoking: Promise<void> | undefined
    const asker = async () => {
      while (started < asked) {
        const number = started++
        if (number === Math.floor(asked / 2)) revoking = revoke()
        const from = performance.now()
        const { body } =
          number % 2 === 0
            ? await site.page(governor, `/matters/${world.referred}`)
            : await site.api(governor, `/matters/${world.referred}`)
        const has = body.toString().includes(name)
        if (has && from > taken) leaked++
        if (has) held++
      }
    }
    await Promise.all(Array.from({ length: 8 }, asker))
    await revoking
    assert.equal(leaked, 0)
    assert.ok(held > 0 && held < asked, `${held} of ${asked} answers held it`)
  })
})
