import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { lettersAgreement } from '../../../test/letters.ts'
import { testSite, type Visitor } from '../../../test/site.ts'
import { agreements } from '../../agreements/agreements.ts'
import { limits } from '../limits.ts'

const governor = 'hmpps.ashmoor.governor'
const all = [
  ...agreements,
  { ...lettersAgreement, versions: [{ ...lettersAgreement.versions[0], clauses: [] }] as const },
]

/** The days in a calendar file, with whether each still holds. */
const daysIn = (file: string) =>
  [...file.matchAll(/BEGIN:VEVENT[\s\S]*?END:VEVENT/g)].map(([event]) => [
    /DTSTART;VALUE=DATE:(\d{8})/.exec(event)?.[1],
    /STATUS:(\w+)/.exec(event)?.[1],
  ])

describe('You and your post', async () => {
  const site = await testSite('you', {
    agreements: all,
    limits: limits({ requestsPerMinute: 1000, signInsPerMinute: 5 }),
  })
  const first = await site.done(
    site.begin('imb.ashmoor.chair', 'letter', { where: 'ZAI', about: 'The kitchen', words: 'Cold' }),
  )
  await site.done(site.take('imb.ashmoor.chair', first, 'pass'))
  const robert = await site.signIn(governor)
  const asked = async (path: string) => {
    const answer = await fetch(new URL(path, site.base), { redirect: 'manual' })
    return { status: answer.status, type: answer.headers.get('content-type'), text: await answer.text() }
  }
  const madeFeed = async (who: Visitor) => {
    const page = await who.read('/you/calendar')
    const made = await who.send(page, {}, { action: '/you/calendar', button: 'make' })
    return /\/calendar\/[\w-]{43}/.exec(made.html)?.[0] as string
  }

  it('somebody chooses how they are told, and the page shows it', async () => {
    const page = await robert.read('/you')
    assert.match(page.words, /Robert Kinsella .*Governor, Ashmoor, HM Prison and Probation Service/)
    const saved = await robert.send(page, { notices: 'daily' }, { action: '/you' })
    assert.match(saved.words, /You will be told once a day, in the morning/)
    assert.match(saved.html, /value="daily"[^>]*checked/)
    await robert.send(saved, { notices: 'at once' }, { action: '/you' })
    assert.equal((await robert.send(saved, { notices: 'never' }, { action: '/you' })).status, 200)
  })

  it('the calendar file says on which day something is due, and nothing of what', async () => {
    const file = await robert.read('/you/calendar.ics')
    assert.match(file.headers.get('content-type') ?? '', /text\/calendar/)
    assert.deepEqual(daysIn(file.html), [['20260316', 'CONFIRMED']])
    assert.doesNotMatch(file.html, /LET-|kitchen|Ashmoor|Answer|SP-1/i)
    assert.deepEqual(daysIn((await (await site.signIn('hmpps.dunscar.governor')).read('/you/calendar.ics')).html), [])
  })

  it('an address does the same for a calendar, is shown once, and stops when it is made anew or ended', async () => {
    const old = await madeFeed(robert)
    const page = await robert.read('/you/calendar')
    assert.ok(!page.html.includes(old), 'it is not shown again')
    assert.match(page.words, /Last asked for Never yet/)
    const first = await asked(old)
    assert.equal(first.status, 200)
    assert.deepEqual(daysIn(first.text), [['20260316', 'CONFIRMED']])
    assert.match((await robert.read('/you/calendar')).words, /Last asked for 2 March 2026 at 09:00 , to the hour/)
    const now = await madeFeed(robert)
    assert.equal((await asked(old)).status, 404)
    assert.equal((await asked(now)).status, 200)
    const ended = await robert.send(await robert.read('/you/calendar'), {}, { action: '/you/calendar', button: 'end' })
    assert.match(ended.words, /The address leads nowhere from now on/)
    assert.equal((await asked(now)).status, 404)
    assert.ok(!site.logged().includes(now.slice(-43)), 'and is in no log')
  })

  it('it tells nothing that its owner may not see now: not when a share ends, a post ends, or training lapses', async () => {
    const secret = await madeFeed(robert)
    const days = async () => daysIn((await asked(secret)).text)
    assert.equal((await days()).length, 1)
    const change = (text: string) => site.database.owner.query(text)
    await change(
      `update concordat.disclosure set until = '2026-03-01T00:00:00Z' where part = 'envelope' and reader = (select id from concordat.post where key = '${governor}')`,
    )
    assert.deepEqual(await days(), [])
    await change(`update concordat.disclosure set until = null where part = 'envelope'`)
    assert.equal((await days()).length, 1)

    await change(
      `update concordat.requirement set bodies = bodies || '{HMPPS}'; update concordat.standing set lapses_on = '2026-03-01'`,
    )
    assert.deepEqual(await days(), [], 'suspended: an empty calendar')
    const page = await robert.read('/you/calendar')
    assert.equal(page.status, 200, 'who is suspended can still end it')
    assert.equal((await robert.read('/you/calendar.ics')).status, 403)
    assert.equal((await robert.read('/you/tokens')).status, 403)
    await change(
      `update concordat.requirement set bodies = array_remove(bodies, 'HMPPS'); update concordat.standing set lapses_on = '2026-12-31'`,
    )

    await change(
      `update concordat.term set until_on = '2026-03-01' where post = (select id from concordat.post where key = '${governor}')`,
    )
    assert.equal((await asked(secret)).status, 404)
    await change(
      `update concordat.term set until_on = null where post = (select id from concordat.post where key = '${governor}')`,
    )
  })

  it('what was due and is no more is told as cancelled, so that a calendar takes it out', async () => {
    await site.done(site.take(governor, first, 'answer', { words: 'It is warm' }))
    assert.deepEqual(daysIn((await robert.read('/you/calendar.ics')).html), [['20260316', 'CANCELLED']])
  })

  it('whoever guesses at addresses tires of it, and is told nothing by the way', async () => {
    const wrong = '/calendar/' + 'x'.repeat(43)
    const statuses: number[] = []
    for (let at = 0; at < 9; at++) statuses.push((await asked(wrong)).status)
    assert.deepEqual(
      [...new Set(statuses)].toSorted((a, b) => a - b),
      [404, 429],
    )
    const odd = await asked('/calendar/..%2F..%2Fetc')
    assert.ok([404, 429].includes(odd.status))
  })

  it('a token is shown once, listed without itself, and ended at once', async () => {
    const empty = await robert.send(
      await robert.read('/you/tokens'),
      { label: ' ' },
      { action: '/you/tokens', button: 'make' },
    )
    assert.equal(empty.status, 422)
    assert.match(empty.words, /Say what the token is for.*Choose for how long/)
    const made = await robert.send(
      empty,
      { label: 'Our <own> system', days: '30' },
      { action: '/you/tokens', button: 'make' },
    )
    const token = /con_[\w-]{43}/.exec(made.html)?.[0] as string
    const me = () => fetch(new URL('/api/v1/me', site.base), { headers: { authorization: `Bearer ${token}` } })
    const list = await robert.read('/you/tokens')
    assert.ok(!list.html.includes(token))
    assert.match(list.words, /One token of this post .*Our <own> system Robert Kinsella/)
    assert.match((await robert.read('/you')).words, /One program may act in this post now/)
    const before = (await me()).status
    assert.ok([200, 404].includes(before))
    const other = await site.signIn('hmpps.dunscar.governor')
    assert.doesNotMatch((await other.read('/you/tokens')).words, /Our/)
    const ended = await robert.send(list, {}, { action: '/you/tokens', button: 'end' })
    assert.match(ended.words, /That token opens nothing from now on/)
    if (before === 200) assert.equal((await me()).status, 401)
  })

  it('somebody without a post, or signed in as nobody, has none of it', async () => {
    for (const path of [
      '/you',
      '/you/calendar',
      '/you/calendar.ics',
      '/you/tokens',
      '/people',
      '/journal',
      '/outbox',
    ]) {
      const answer = await asked(path)
      assert.equal(answer.status, 303, path)
    }
  })
})
