import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { formatDay } from '../calendar/day.ts'
import { sql } from '../database/sql.ts'
import { receipts } from '../desk/reading.ts'
import { matter as matterOf } from '../desk/matter.ts'
import { makeToken } from '../desk/tokens.ts'
import { testSite } from '../../test/site.ts'
import { mountApi } from './api.ts'
import { testApi, type TestApi, type Told } from './kit.samples.ts'

const chair = 'imb.ashmoor.chair'
const deputy = 'hmip.deputy'
const governor = 'hmpps.ashmoor.governor'

const received = {
  place: 'ZAI',
  affected: 'detained',
  contacted: ['IMB'],
  came: 'application',
  receivedOn: '2026-03-01',
  line: 'Moved off the wing after writing to the board',
  name: 'Jan Canary',
  account: 'He was told that the letter was the reason.',
}

let api: TestApi
before(async () => {
  api = await testApi('api')
})
after(async () => {
  assert.deepEqual(api.faults, [])
  await api.close()
})

let keys = 0
const key = () => ({ 'idempotency-key': `key-${keys++}` })

const begun = async (answers: object = received, post = chair): Promise<Told> => {
  const told = await api.ask(post, 'POST', '/matters', {
    json: { procedure: 'sanction-allegation', answers },
    headers: key(),
  })
  assert.equal(told.status, 201, JSON.stringify(told.body))
  return told
}

const stepped = async (post: string, reference: string, step: string, answers: object = {}) => {
  const { headers } = await api.ask(post, 'GET', `/matters/${reference}`)
  return api.ask(post, 'POST', `/matters/${reference}/steps/${step}`, {
    json: { answers },
    headers: { 'if-match': String(headers['etag']) },
  })
}

describe('a token', () => {
  it('says whose it is', async () => {
    const { status, body, headers } = await api.ask(deputy, 'GET', '/me')
    assert.equal(status, 200)
    assert.equal(body.post.key, deputy)
    assert.equal(body.body.key, 'HMIP')
    assert.equal(body.suspended, false)
    assert.ok(body.mayBegin.includes('sanction-allegation'))
    assert.equal(headers['cache-control'], 'no-store')
  })

  it('is needed: none, a malformed one, an unknown one and an ended one are answered alike', async () => {
    const ended = await api.tokenOf('hmip.press')
    await api.test.as('hmip.press', desk =>
      desk.transaction.all(sql`select end_token(label, made_at) from token where post = my_post()`),
    )
    const given = [
      undefined,
      'Bearer',
      'Basic YTpi',
      'Bearer con_short',
      `Bearer con_${'x'.repeat(43)}`,
      `Bearer ${ended}`,
    ]
    const told = await Promise.all(
      given.map(authorization =>
        api.ask(undefined, 'GET', '/me', { headers: authorization === undefined ? {} : { authorization } }),
      ),
    )
    for (const one of told) {
      assert.equal(one.status, 401)
      assert.deepEqual(one.body, told[0]?.body)
      assert.match(String(one.headers['www-authenticate']), /^Bearer/)
    }
  })

  it('of someone whose training has lapsed tells them that, and nothing else', async () => {
    const later = await testApi('api lapsed')
    const token = await later.tokenOf(chair)
    assert.ok(token)
    later.test.setNow('2027-12-01T09:00:00Z')
    const mine = await later.ask(chair, 'GET', '/me')
    assert.equal(mine.body.suspended, true)
    assert.ok(mine.body.lapsed.length > 0)
    const list = await later.ask(chair, 'GET', '/matters')
    assert.equal(list.status, 403)
    assert.deepEqual(
      list.body.problems.map((one: { clause: string }) => one.clause).sort(),
      mine.body.lapsed.map((one: { clause: string }) => one.clause).sort(),
    )
    await later.close()
  })

  it('may ask so many times a minute, and guessing tires without stopping those who have one', async () => {
    const busy = await testApi('api busy', { requestsPerMinute: 12, signInsPerMinute: 5 })
    const guess = (n: number) =>
      busy.ask(undefined, 'GET', '/me', { headers: { authorization: `Bearer con_${String(n).padStart(43, 'g')}` } })
    const guesses = await Promise.all(Array.from({ length: 8 }, (_, n) => guess(n)))
    assert.deepEqual(new Set(guesses.map(one => one.status)), new Set([401, 429]))
    assert.equal((await busy.ask(deputy, 'GET', '/me')).status, 200)
    const many = await Promise.all(Array.from({ length: 15 }, () => busy.ask(deputy, 'GET', '/me')))
    const refused = many.filter(one => one.status === 429)
    assert.equal(refused.length, 4)
    assert.match(String(refused[0]?.headers['retry-after']), /^\d+$/)
    assert.equal((await busy.ask(chair, 'GET', '/me')).status, 200, 'another token has its own count')
    await busy.close()
  })
})

describe('beginning a matter', () => {
  it('answers with where it is, its version, and what it left in the history', async () => {
    const { body, headers } = await begun()
    assert.match(body.reference, /^SAN-2026-\d{4,}$/)
    assert.equal(headers['location'], `/api/v1/matters/${body.reference}`)
    assert.equal(headers['etag'], `"${body.version}"`)
    assert.equal(body.says, 'took down an alleged sanction at Ashmoor')
    const seen = await api.ask(chair, 'GET', `/matters/${body.reference}`)
    assert.equal(seen.headers['etag'], `"${body.version}"`)
    assert.equal(seen.body.version, body.version)
    assert.equal(seen.body.agreement, 'sanctions-protocol')
    assert.equal(seen.body.owner.key, 'imb.ashmoor')
    assert.equal(seen.body.stage.name, 'received')
    assert.equal(seen.body.history[0].says, body.says)
    assert.deepEqual(
      seen.body.parts
        .find((part: { name: string }) => part.name === 'identity')
        .answers.map((one: { words: string }) => one.words),
      ['Jan Canary'],
    )
  })

  it('happens once however often it is sent with its key, and is answered the same each time', async () => {
    const sent = {
      json: { procedure: 'sanction-allegation', answers: received },
      headers: { 'idempotency-key': 'once' },
    }
    const first = await api.ask(chair, 'POST', '/matters', sent)
    const taken = await stepped(chair, first.body.reference, 'ask-consent', { consent: 'not yet' })
    assert.equal(taken.status, 200, JSON.stringify(taken.body))
    const again = await api.ask(chair, 'POST', '/matters', {
      ...sent,
      json: { answers: Object.fromEntries(Object.entries(received).reverse()), procedure: 'sanction-allegation' },
    })
    assert.equal(again.status, 201)
    assert.deepEqual(again.body, first.body)
    const other = await api.ask(chair, 'POST', '/matters', {
      ...sent,
      json: { procedure: 'sanction-allegation', answers: { ...received, line: 'Something else' } },
    })
    assert.equal(other.status, 422)
    assert.equal((await begun(received, 'imb.ashmoor.member')).status, 201, 'a key is a post’s own')
  })

  it('fifty times at once with one key is one matter', async () => {
    const sent = {
      json: { procedure: 'sanction-allegation', answers: received },
      headers: { 'idempotency-key': 'fifty' },
    }
    const told = await Promise.all(Array.from({ length: 50 }, () => api.ask(chair, 'POST', '/matters', sent)))
    for (const one of told) assert.deepEqual([one.status, one.body], [201, told[0]?.body])
    const { body } = await api.ask(chair, 'GET', `/matters/${told[0]?.body.reference}`)
    assert.equal(body.history.length, 1)
  })

  it('is refused in words, all at once, each with its clause, by what the schema says and by the step’s own rules', async () => {
    const { place: _, ...withoutPlace } = received
    const refusals = [
      [{ ...withoutPlace, came: 'a bird', receivedOn: '2026-02-30' }, ['came', 'place', 'receivedOn']],
      [{ ...received, receivedOn: '1 March 2026' }, ['receivedOn']],
      [{ ...received, contacted: 'IMB' }, ['contacted']],
      [{ ...received, place: 'Ashmoor' }, ['place']],
      [{ ...received, place: 'ZBI' }, ['place']],
      [{ ...received, line: null }, ['line']],
      [{ ...received, others: [{ role: 'acting', name: 'A. Friend' }, { role: 'acting' }] }, ['others-1-name']],
      [{ ...received, surprise: true }, ['surprise']],
      [{ ...received, receivedOn: '2026-03-03' }, ['receivedOn']],
    ] as const
    for (const [answers, fields] of refusals) {
      const { status, headers, body } = await api.ask(chair, 'POST', '/matters', {
        json: { procedure: 'sanction-allegation', answers },
      })
      assert.equal(status, 422, JSON.stringify(body))
      assert.match(String(headers['content-type']), /^application\/problem\+json/)
      assert.deepEqual(
        new Set(body.problems.map((one: { field: string }) => one.field)),
        new Set(fields),
        JSON.stringify(body),
      )
      for (const one of body.problems)
        assert.ok(one.words && (one.field === 'surprise' || one.clause.startsWith('SP-')), JSON.stringify(one))
    }
    const theirs = await api.ask(governor, 'POST', '/matters', {
      json: { procedure: 'sanction-allegation', answers: received },
    })
    assert.equal(theirs.status, 422)
    assert.match(theirs.body.problems[0].words, /^This step is for/)
    const none = await api.ask(chair, 'POST', '/matters', { json: { procedure: 'no-such-thing', answers: {} } })
    assert.deepEqual([none.status, none.body.problems[0].field], [422, 'procedure'])
  })
})

describe('taking a step', () => {
  it('needs the version that was read, and tells what was done since when it is not that', async () => {
    const { body } = await begun()
    const { reference, version } = body
    const assess = { answers: { qualifies: false, reasons: 'It was for something else' } }
    const send = (headers: Record<string, string>) =>
      api.ask(chair, 'POST', `/matters/${reference}/steps/assess`, { json: assess, headers })
    assert.equal((await send({})).status, 428)
    assert.equal((await send({ 'if-match': '*' })).status, 428)
    assert.equal((await stepped('hmip.sanctions-officer', reference, 'log')).status, 200)
    const stale = await send({ 'if-match': `"${version}"` })
    assert.equal(stale.status, 409)
    assert.equal(stale.body.since.length, 1)
    assert.equal(stale.body.since[0].says, 'confirmed it in the log')
    assert.equal(stale.headers['etag'], `"${stale.body.version}"`)
    const fresh = await send({ 'if-match': stale.body.version })
    assert.equal(fresh.status, 200, JSON.stringify(fresh.body))
    assert.equal(fresh.body.says, 'assessed that it does not qualify as a sanction')
    const { body: now, headers } = await api.ask(chair, 'GET', `/matters/${reference}`)
    assert.equal(headers['etag'], fresh.headers['etag'])
    assert.equal(now.stage.name, 'not-a-sanction')
  })

  it('happens once with its key, though the version it was sent with is old by then', async () => {
    const { body } = await begun()
    const sent = {
      json: { answers: { consent: 'not yet' } },
      headers: { 'if-match': `"${body.version}"`, 'idempotency-key': 'consent' },
    }
    const [one, other] = await Promise.all([
      api.ask(chair, 'POST', `/matters/${body.reference}/steps/ask-consent`, sent),
      api.ask(chair, 'POST', `/matters/${body.reference}/steps/ask-consent`, sent),
    ])
    assert.deepEqual([one.status, one.body], [200, other.body])
    await stepped('hmip.sanctions-officer', body.reference, 'log')
    const again = await api.ask(chair, 'POST', `/matters/${body.reference}/steps/ask-consent`, sent)
    assert.deepEqual([again.status, again.body], [200, one.body])
    const { body: seen } = await api.ask(chair, 'GET', `/matters/${body.reference}`)
    assert.equal(seen.history.filter((entry: { step: string }) => entry.step === 'ask-consent').length, 1)
  })

  it('by two people at once happens for one, and tells the other', async () => {
    const { body } = await begun()
    const headers = { 'if-match': `"${body.version}"` }
    const told = await Promise.all(
      ['first', 'second'].map(reasons =>
        api.ask(chair, 'POST', `/matters/${body.reference}/steps/assess`, {
          json: { answers: { qualifies: false, reasons } },
          headers,
        }),
      ),
    )
    assert.deepEqual(new Set(told.map(one => one.status)), new Set([200, 409]))
  })

  it('that is closed, or is nobody’s, is refused with the reason and its clause', async () => {
    const { body } = await begun()
    const refer = await stepped(chair, body.reference, 'refer', {})
    assert.equal(refer.status, 422)
    assert.match(refer.body.problems[0].clause, /^SP-/)
    const none = await stepped(chair, body.reference, 'no-such-step', {})
    assert.equal(none.status, 422)
    const begins = await stepped(chair, body.reference, 'receive', received)
    assert.equal(begins.status, 422)
  })

  it('HH-26: with another answer than the one that is worked out is refused with that one, and with none or the same it is taken', async () => {
    const leader = 'hmip.team-leader'
    const start = { place: 'ZAI', ended: '2026-02-20', kind: 'Full inspection' }
    const { body } = await api.ask(leader, 'POST', '/matters', {
      json: { procedure: 'report', answers: start },
      headers: key(),
    })
    const { reference } = body
    assert.equal((await stepped(leader, reference, 'write', { introduction: 'Safer than before.' })).status, 200)
    const seen = await api.ask(leader, 'GET', `/matters/${reference}`)
    const { properties } = seen.body.steps.find((one: { name: string }) => one.name === 'send-draft').answers
    const [comesTo] = properties.indicative.examples
    const words = (day: string) => new RegExp(`“Likely day of publication” is worked out, and comes to ${day}`)
    for (const indicative of ['2026-12-24', 'soon']) {
      const told = await stepped(leader, reference, 'send-draft', { indicative })
      assert.equal(told.status, 422)
      const [problem, ...others] = told.body.problems
      assert.deepEqual([problem.field, problem.clause, others], ['indicative', 'HH-26', []])
      assert.match(problem.words, words(formatDay(comesTo)))
    }
    const text = await stepped(leader, reference, 'send-draft', { introduction: 'More dangerous than before.' })
    assert.deepEqual(
      text.body.problems.map((one: { field: string }) => one.field),
      ['introduction'],
    )
    const same = { indicative: comesTo, introduction: 'Safer than before.' }
    assert.equal((await stepped(leader, reference, 'send-draft', same)).status, 200)
    const { body: sent } = await api.ask('hmpps.siu', 'GET', `/matters/${reference}`)
    assert.match(JSON.stringify(sent), /Safer than before/)
    assert.match(JSON.stringify(sent.history), new RegExp(formatDay(comesTo)))
  })

  it('HH-12: with another name than the one that is looked up is refused, and what is wrong with the rest is told alone', async () => {
    const coordinator = 'hmip.coordinator'
    const start = async (procedure: string, answers: object) =>
      (await api.ask(coordinator, 'POST', '/matters', { json: { procedure, answers }, headers: key() })).body.reference
    const inDate = { vetting: '2027-01-01', identification: '2027-01-01', training: '2027-01-01' }
    const person = await start('inspector', { name: 'Morag Tennant', home: 'hmip', ...inDate })
    const days = { first: '2026-03-16', last: '2026-03-27' }
    const plan = { place: 'ZAI', kind: 'full', ...days, announced: false, coordinator: 'Helen Strand, 0100' }
    const reference = await start('inspection', plan)
    const deploy = (more: object) =>
      stepped(coordinator, reference, 'deploy', { person: [person], as: 'inspector', ...more })
    const seen = await api.ask(coordinator, 'GET', `/matters/${reference}`)
    const { properties } = seen.body.steps.find((one: { name: string }) => one.name === 'deploy').answers
    assert.match(properties.name.description, /leave it out/)
    const problems = async (more: object) =>
      (await deploy(more)).body.problems.map((one: { field: string; words: string }) => [one.field, one.words])
    assert.deepEqual(await problems({ name: 'Somebody Else' }), [
      ['name', 'Leave this out: “Their name” is worked out, and comes to Morag Tennant'],
    ])
    // The form takes such a day, and the schema does not: whose name it is was looked up all the same.
    const [wrong, ...others] = await problems({ from: '16/3/2026' })
    assert.deepEqual([wrong[0], others], ['from', []])
    assert.equal((await deploy({ name: 'Morag Tennant' })).status, 200)
  })

  it('HH-42: with a place that was asked for the same review is refused at that question, when a visit is begun by itself', async () => {
    const leader = 'hmip.team-leader'
    const start = (procedure: string, answers: object) =>
      api.ask(leader, 'POST', '/matters', { json: { procedure, answers }, headers: key() })
    const { reference } = (await start('thematic-review', { subject: 'Work', why: 'Asked for', chief: 'chief' })).body
    await stepped(leader, reference, 'tell-service', { title: 'Work in prisons', scope: 'Workshops' })
    const days = { first: '2026-06-01', last: '2026-06-02' }
    const asked = { visits: [{ place: 'ZAI', ...days }], wants: 'A room' }
    assert.equal((await stepped(leader, reference, 'approach', asked)).status, 200)
    const visit = { title: 'Work in prisons', review: [reference], ...days, wants: 'A room' }
    const again = await start('thematic-visit', { place: 'ZAI', ...visit })
    assert.equal(again.status, 422)
    const [{ field, clause, words }] = again.body.problems
    assert.deepEqual(
      [field, clause, words],
      ['place', 'HH-42', `${reference}: Ashmoor has been asked for this review already`],
    )
    assert.equal((await start('thematic-visit', { place: 'ZBI', ...visit })).status, 201)
  })

  it('tells beforehand which steps are open, with the schema of their answers, and why the others are closed', async () => {
    const { body } = await begun()
    const { body: seen } = await api.ask(chair, 'GET', `/matters/${body.reference}`)
    const steps = new Map<string, { open: boolean; why?: string; clause?: string; answers?: { properties: object } }>(
      seen.steps.map((step: { name: string }) => [step.name, step]),
    )
    assert.equal(steps.get('assess')?.open, true)
    assert.ok(steps.get('assess')?.answers?.properties)
    assert.equal(steps.get('refer')?.open, false)
    assert.match(String(steps.get('refer')?.clause), /^SP-/)
    assert.ok(steps.get('refer')?.why)
    assert.ok(seen.waitingFor.some((step: { step: string }) => step.step === 'log'))
  })
})

describe('what may not be seen', () => {
  it('is not found, in the same words and with the same headers as what is not there', async () => {
    const { body } = await begun()
    const asked = (reference: string) =>
      [
        ['GET', `/matters/${reference}`, {}],
        ['GET', `/matters/${reference}/journal`, {}],
        ['POST', `/matters/${reference}/steps/assess`, { json: { answers: {} }, headers: { 'if-match': '"1.1.0"' } }],
        ['POST', `/matters/${reference}/steps/assess`, { json: { answers: {} } }],
      ] as const
    const normal = ({ status, body: said, headers }: Told) => ({ status, said, headers: { ...headers, date: '' } })
    for (const [index, [method, path, more]] of asked(body.reference).entries()) {
      const [, absent] = asked('SAN-2026-000000')[index] ?? []
      for (const stranger of [governor, 'imb.brackley-hill.chair', 'operator', 'hmip.press', 'moj.security']) {
        if (stranger === 'hmip.press') continue
        const hidden = normal(await api.ask(stranger, method, path, more))
        assert.equal(hidden.status, 404)
        assert.deepEqual(hidden, normal(await api.ask(stranger, method, absent ?? '', more)), `${stranger} ${path}`)
      }
    }
  })

  it('is in no list, search, count or obligation of theirs', async () => {
    await begun({ ...received, line: 'Swallows were seen in the gymnasium' })
    const own = await api.ask(chair, 'GET', '/matters?q=swallow')
    assert.equal(own.body.matters.length, 1)
    for (const stranger of [governor, 'imb.brackley-hill.chair', 'operator', 'hmpps.siu']) {
      for (const path of [
        '/matters',
        '/matters?q=swallow',
        `/matters?q=${own.body.matters[0].reference}`,
        '/obligations',
      ])
        assert.doesNotMatch(JSON.stringify((await api.ask(stranger, 'GET', path)).body), /SAN-/, `${stranger} ${path}`)
    }
  })

  it('is left out part by part: the leads are told without the name, and the parts they have are all there is', async () => {
    const { body } = await begun()
    const { body: seen } = await api.ask('ppo.deputy', 'GET', `/matters/${body.reference}`)
    assert.doesNotMatch(JSON.stringify(seen), /Canary|the letter was the reason/)
    const parts = seen.parts.map((part: { name: string }) => part.name)
    assert.ok(parts.includes('summary') && !parts.includes('identity') && !parts.includes('account'))
  })

  it('and what was asked for and denied is recorded, as is what was read', async () => {
    const { body } = await begun()
    await api.ask(governor, 'GET', `/matters/${body.reference}`)
    await api.ask('ppo.deputy', 'GET', `/matters/${body.reference}`)
    await api.ask('ppo.deputy', 'GET', '/matters?q=wing')
    const kinds = async (post: string) =>
      api.test.as(post, async desk =>
        (
          await desk.transaction.all<{ kind: string }>(
            sql`select kind from reading where post = my_post() order by id desc limit 2`,
          )
        ).map(one => one.kind),
      )
    assert.deepEqual((await kinds(governor)).slice(0, 1), ['denied'])
    assert.deepEqual(await kinds('ppo.deputy'), ['searched', 'opened'])
    const seen = await api.test.as(chair, async desk =>
      receipts(desk, (await matterOf(desk, body.reference)).matter.id),
    )
    assert.ok(seen.some(receipt => receipt.post === 'ppo.deputy' && receipt.parts.includes('summary')))
  })
})

describe('lists', () => {
  it('come in pages, newest first, each matter once', async () => {
    const world = await testApi('api pages')
    const references: string[] = []
    for (let hour = 0; hour < 7; hour++) {
      world.test.setNow(new Date(Date.parse('2026-03-02T09:00:00Z') + hour * 3_600_000))
      const { body } = await world.ask(chair, 'POST', '/matters', {
        json: { procedure: 'sanction-allegation', answers: received },
      })
      references.unshift(body.reference)
    }
    const found: string[] = []
    let path: string | undefined = '/matters?procedure=sanction-allegation&most=3'
    let pages = 0
    while (path !== undefined && pages++ < 10) {
      const { body, headers }: Told = await world.ask(chair, 'GET', path)
      found.push(...body.matters.map((one: { reference: string }) => one.reference))
      path = body.next?.replace('/api/v1', '')
      assert.equal(headers['link'] === undefined, path === undefined)
    }
    assert.deepEqual(found, references)
    assert.equal(pages, 3)
    await world.close()
  })

  it('are narrowed by procedure, establishment, stage, column and words, and by nothing that is not there', async () => {
    await begun({ ...received, line: 'A heron at the gate', came: 'survey' })
    const lines = async (path: string) =>
      (await api.ask(chair, 'GET', path)).body.matters.map((one: { columns: { line: string } }) => one.columns.line)
    assert.deepEqual(await lines('/matters?q=herons&establishment=ZAI&stage=received&column[came]=survey'), [
      'A heron at the gate',
    ])
    assert.deepEqual(await lines('/matters?q=heron&establishment=ZBI'), [])
    assert.deepEqual(await lines('/matters?q=heron&stage=closed'), [])
    assert.deepEqual(await lines('/matters?q=heron&column[came]=call'), [])
    for (const path of [
      '/matters?proceedure=x',
      '/matters?column[caem]=x',
      '/matters?most=0',
      '/matters?from=yesterday',
      '/matters?sort=up',
      '/matters?q=a&q=b',
    ])
      assert.equal((await api.ask(chair, 'GET', path)).status, 400, path)
  })

  it('begin again after a page that never was', async () => {
    for (const sort of ['newest', 'oldest', 'due', 'place', 'stage'])
      for (const from of [
        '',
        '0000-01-01T00:00:00Z',
        '2026-02-30',
        '2026-03-02T25:00:00Z',
        '2026-03-02T09:00:00.000Z',
        '9999-12-31',
      ])
        for (const rest of [
          '',
          ' \0',
          ' SAN-2026-0001',
          ' SAN-2026-0001 \0',
          ' SAN-2026-0001 {} ZAI',
          ` ${'x'.repeat(80)}`,
        ]) {
          const after = Buffer.from(`${from}${rest}`).toString('base64url')
          const told = await api.ask(chair, 'GET', `/matters?sort=${sort}${after && `&after=${after}`}`)
          assert.equal(told.status, 200, `${sort} ${from}${rest}`)
        }
  })

  it('of obligations are narrowed by who owes them and how they stand', async () => {
    const world = await testApi('api duties')
    const { body } = await world.ask(chair, 'POST', '/matters', {
      json: { procedure: 'sanction-allegation', answers: received },
    })
    const all = await world.ask(chair, 'GET', '/obligations')
    assert.ok(all.body.obligations.length > 0)
    for (const one of all.body.obligations) {
      assert.equal(one.reference, body.reference)
      assert.equal(one.state, 'due')
      assert.match(one.limit?.working ?? one.target?.working, /day 0/)
    }
    const ours = await world.ask(chair, 'GET', '/obligations?owedBy=us&state=due')
    assert.ok(ours.body.obligations.every((one: { owedBy: { key: string } }) => one.owedBy.key === 'imb.ashmoor'))
    const there = await world.ask(chair, 'GET', '/obligations?establishment=ZAI')
    assert.deepEqual(there.body, all.body)
    for (const nowhere of ['ZBI', 'NOWHERE'])
      assert.deepEqual((await world.ask(chair, 'GET', `/obligations?establishment=${nowhere}`)).body.obligations, [])
    const governors = await world.ask(governor, 'GET', '/obligations?establishment=ZAI')
    assert.deepEqual(governors.body.obligations, [], 'nothing there has been disclosed to the governor')
    world.test.setNow('2026-06-01T09:00:00Z')
    const overdue = await world.ask(chair, 'GET', '/obligations?state=overdue')
    assert.ok(overdue.body.obligations.length > 0)
    assert.deepEqual((await world.ask(chair, 'GET', '/obligations?state=due')).body.obligations, [])
    const clauses = await world.ask(chair, 'GET', '/agreements/sanctions-protocol/clauses')
    const standing = clauses.body.clauses.reduce(
      (sum: number, one: { standing: { overdue: number } }) => sum + one.standing.overdue,
      0,
    )
    assert.equal(standing, overdue.body.obligations.length)
    const elsewhere = await world.ask('hmpps.siu', 'GET', '/agreements/sanctions-protocol/clauses')
    assert.ok(
      elsewhere.body.clauses.every((one: { standing: object }) =>
        Object.values(one.standing).every(count => count === 0),
      ),
    )
    await world.close()
  })
})

describe('the agreements', () => {
  it('are told with every clause, what carries each, and a plain no for one that nothing carries', async () => {
    const { body } = await api.ask(chair, 'GET', '/agreements')
    assert.deepEqual(body.agreements.map((one: { id: string }) => one.id).slice(0, 5), [
      'sanctions-protocol',
      'hmip-imb',
      'ppo-imb',
      'hmip-hmpps',
      'ppo-hmip',
    ])
    const { body: told } = await api.ask(chair, 'GET', '/agreements/sanctions-protocol/clauses')
    const consent = told.clauses.find((one: { id: string }) => one.id === 'SP-23b')
    assert.ok(
      consent.carriedBy.some(
        (one: { kind: string; name: string }) => one.kind === 'step' && one.name === 'ask-consent',
      ),
    )
    for (const one of told.clauses) assert.equal(one.carried, one.carriedBy.length > 0)
    assert.equal((await api.ask(chair, 'GET', '/agreements/none/clauses')).status, 404)
    assert.equal((await api.ask(chair, 'GET', '/agreements/hmip-imb/clauses?version=none')).status, 404)
  })
})

describe('the calendar', () => {
  it('gives the day on which a period ends, and its working', async () => {
    const due = async (from: string, period: string) =>
      (await api.ask(deputy, 'GET', `/calendar/due?from=${from}&period=${period}`)).body
    const counted = await due('2022-04-08', 'P36WD')
    assert.equal(counted.date, '2022-06-06')
    assert.match(counted.working, /^36 working days from 8 April 2022 \(day 0\), passing over 9 weekends/)
    assert.equal((await due('2022-04-08', 'P8W')).date, '2022-06-03')
    assert.equal((await due('2026-01-31', 'P1M')).date, '2026-02-28')
    assert.equal((await due('2026-03-02', 'P28D')).date, '2026-03-30')
    assert.equal((await due('2026-03-02', 'P3M')).date, '2026-06-02')
  })

  it('says what is wrong with a day or a period that is none', async () => {
    for (const query of [
      '',
      'from=2022-04-08',
      'from=2022-02-30&period=P1D',
      'from=2022-04-08&period=P1H',
      'from=9999-12-31&period=P9999Y',
      'from=1000-01-01&period=-P9999WD',
    ])
      assert.equal((await api.ask(deputy, 'GET', `/calendar/due?${query}`)).status, 400, query)
  })
})

describe('files', () => {
  const form = (parts: readonly (readonly [string, string])[]) => {
    const body = parts.map(
      ([name, words]) =>
        `--b\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: text/plain\r\n\r\n${words}\r\n`,
    )
    return { payload: `${body.join('')}--b--\r\n`, headers: { 'content-type': 'multipart/form-data; boundary=b' } }
  }

  it('are taken in, attached by a step, and given out to whoever may see the part, and to nobody else', async () => {
    const sent = await api.ask(chair, 'POST', '/documents', form([['../what was said.txt', 'The words of the letter']]))
    assert.equal(sent.status, 201, JSON.stringify(sent.body))
    const { id, name } = sent.body
    assert.deepEqual([name, sent.headers['location']], ['what was said.txt', `/api/v1/documents/${id}`])
    assert.equal(
      (await api.ask('imb.ashmoor.member', 'GET', `/documents/${id}`)).status,
      404,
      'loose, it is its uploader’s alone',
    )
    const stolen = await api.ask('imb.ashmoor.member', 'POST', '/matters', {
      json: { procedure: 'sanction-allegation', answers: { ...received, papers: [id] } },
    })
    assert.deepEqual([stolen.status, stolen.body.problems[0].field], [422, 'papers'])
    const twice = await api.ask(chair, 'POST', '/matters', {
      json: { procedure: 'sanction-allegation', answers: { ...received, papers: [id, id] } },
    })
    assert.equal(twice.status, 422)
    const { body } = await begun({ ...received, papers: [id] })
    const { body: seen } = await api.ask('imb.ashmoor.member', 'GET', `/matters/${body.reference}`)
    assert.deepEqual(
      seen.documents.map((one: { id: string; part: string; scanned: boolean }) => {
        assert.equal(one.scanned, false)
        return [one.id, one.part]
      }),
      [[id, 'account']],
    )
    const given = await api.ask('imb.ashmoor.member', 'GET', `/documents/${id}`)
    assert.equal(given.raw.toString(), 'The words of the letter')
    assert.match(String(given.headers['content-disposition']), /^attachment; filename="what was said.txt"/)
    const { body: leads } = await api.ask('ppo.deputy', 'GET', `/matters/${body.reference}`)
    assert.deepEqual(leads.documents, [])
    const hidden = await api.ask('ppo.deputy', 'GET', `/documents/${id}`)
    const absent = await api.ask('ppo.deputy', 'GET', '/documents/11111111-2222-4333-8444-555555555555')
    assert.deepEqual([hidden.status, hidden.body], [404, absent.body])
  })

  it('are refused in words when they are none, several, too large or of no kind we take', async () => {
    const status = async (more: object) => (await api.ask(chair, 'POST', '/documents', more)).status
    assert.equal(await status(form([])), 400)
    assert.equal(
      await status(
        form([
          ['a.txt', 'a'],
          ['b.txt', 'b'],
        ]),
      ),
      400,
    )
    assert.equal(await status(form([['tool.exe', 'MZ']])), 422)
    assert.equal(await status(form([['long.txt', 'x'.repeat(300_001)]])), 413)
    assert.equal(await status({ json: { file: 'x' } }), 415)
    assert.equal(await status({ payload: 'x', headers: { 'content-type': 'multipart/form-data' } }), 400)
    assert.equal(
      await status({ payload: '--b\r\nrubbish', headers: { 'content-type': 'multipart/form-data; boundary=b' } }),
      400,
    )
    const nobody = await api.ask(undefined, 'POST', '/documents', form([['a.txt', 'a']]))
    assert.equal(nobody.status, 401)
  })
})

describe('the journal', () => {
  it('of a matter gives the digests of what one may see, and tells nothing of what lies between', async () => {
    const { body } = await begun()
    await stepped(chair, body.reference, 'ask-consent', {
      consent: 'given',
      covers: ['board'],
      askedOn: '2026-03-01',
      askedBy: 'A member',
      how: 'person',
    })
    await stepped('hmip.sanctions-officer', body.reference, 'log')
    const own = await api.ask(chair, 'GET', `/matters/${body.reference}/journal`)
    const lead = await api.ask('ppo.deputy', 'GET', `/matters/${body.reference}/journal`)
    assert.equal(own.body.entries.length, 3)
    for (const entry of lead.body.entries) {
      assert.deepEqual(Object.keys(entry).sort(), ['at', 'contents', 'digest', 'part', 'step'])
      assert.ok(own.body.entries.some((one: { digest: string }) => one.digest === entry.digest))
    }
    const [first] = lead.body.entries
    assert.deepEqual(Object.keys(first.contents), ['summary'], 'the parts they do not see are not named')
  })
})

describe('a request that is not one', () => {
  it('is told so, and nothing breaks', async () => {
    const sent = [
      [415, { payload: 'a=b', headers: { 'content-type': 'application/x-www-form-urlencoded' } }],
      [415, { payload: '<a/>', headers: { 'content-type': 'application/xml' } }],
      [400, { payload: '{', headers: { 'content-type': 'application/json' } }],
      [400, { payload: '[1]', headers: { 'content-type': 'application/json' } }],
      [400, { payload: '', headers: { 'content-type': 'application/json' } }],
      [400, { payload: Buffer.from([0x7b, 0xff, 0x7d]), headers: { 'content-type': 'application/json' } }],
      [400, { payload: `${'['.repeat(100_000)}`, headers: { 'content-type': 'application/json' } }],
      [
        400,
        {
          payload: '{"procedure":"x","answers":{"__proto__":{"a":1}}}',
          headers: { 'content-type': 'application/json' },
        },
      ],
      [
        400,
        { payload: '{"procedure":"x","answers":{"a":"\\u0000"}}', headers: { 'content-type': 'application/json' } },
      ],
      [
        400,
        { payload: '{"procedure":"x","answers":{"a":"\\ud800"}}', headers: { 'content-type': 'application/json' } },
      ],
      [400, { json: { procedure: 'x' } }],
      [400, { json: { procedure: 'x', answers: {}, more: 1 } }],
      [400, { json: { procedure: 'x', answers: {} }, headers: { 'idempotency-key': 'with spaces in it' } }],
      [413, { json: { procedure: 'x', answers: { a: 'x'.repeat(2_100_000) } } }],
    ] as const
    for (const [status, more] of sent) {
      const told = await api.ask(chair, 'POST', '/matters', more)
      assert.equal(told.status, status, JSON.stringify({ more, body: told.body }).slice(0, 400))
      assert.match(String(told.headers['content-type']), /^application\/problem\+json/)
      assert.equal(told.body.status, status)
    }
  })

  it('with a method that an address has no use for is told which it has', async () => {
    const told = await api.ask(chair, 'DELETE', '/matters')
    assert.deepEqual([told.status, told.headers['allow']], [405, 'POST, GET, HEAD'])
    assert.equal((await api.ask(chair, 'PUT', '/documents')).status, 405)
  })
})

describe('what stands beside a matter', () => {
  it('what a person would be warned of is told with what was done, and not a second time', async () => {
    const asked = {
      json: { procedure: 'sanction-allegation', answers: { ...received, affected: 'staff' } },
      headers: key(),
    }
    const told = await api.ask(chair, 'POST', '/matters', asked)
    assert.equal(told.status, 201, JSON.stringify(told.body))
    assert.match(told.body.warnings[0], /policy on whistleblowing/)
    assert.deepEqual((await api.ask(chair, 'POST', '/matters', asked)).body.warnings, [])
    assert.deepEqual((await begun()).body.warnings, [])
  })

  it('its letters are listed, read in their words, and given on paper, which is recorded as printed', async () => {
    const { reference } = (await begun()).body
    const { status, body } = await api.ask(chair, 'GET', `/matters/${reference}/letters`)
    assert.equal(status, 200)
    const one = body.letters.find((each: { letter: string }) => each.letter === 'acknowledgement')
    assert.deepEqual([one.clause, one.to], ['SP-23a', 'The person concerned'])
    const preview = await api.ask(chair, 'GET', one.href.replace('/api/v1', ''))
    assert.equal(preview.status, 200)
    assert.match(JSON.stringify(preview.body.blocks), /Jan Canary.*told/)
    assert.equal(preview.body.title, 'What you told us')
    const paper = await api.ask(chair, 'GET', preview.body.href.replace('/api/v1', ''))
    assert.equal(paper.status, 200)
    assert.equal(paper.raw.subarray(0, 2).toString(), 'PK')
    assert.match(
      String(paper.headers['content-disposition']),
      new RegExp(`attachment; filename="${reference}-acknowledgement.docx"`),
    )

    const { body: seen } = await api.ask(chair, 'GET', `/matters/${reference}/seen`)
    assert.equal(seen.seen.filter((each: { did: string }) => each.did === 'printed').length, 1)
    // A page at a time, to the end, and each once.
    const first = await api.ask(chair, 'GET', `/matters/${reference}/seen?most=1`)
    assert.equal(first.body.seen.length, 1)
    const rest = await api.ask(chair, 'GET', `/matters/${reference}/seen?after=${encodeURIComponent(first.body.after)}`)
    assert.ok(rest.body.seen.length >= 3)
    assert.equal((await api.ask(chair, 'GET', `/matters/${reference}/seen?after=yesterday`)).status, 400)
  })

  it('whoever may not see it, or may not write to the person, has no letter; nobody but its owner is told who else saw it', async () => {
    const { reference } = (await begun()).body
    const other = 'hmpps.brackley-hill.governor'
    const absent = await api.ask(other, 'GET', '/matters/SAN-2026-0000/letters')
    for (const path of ['letters', 'letters/acknowledgement', 'letters/acknowledgement/document', 'seen']) {
      const hidden = await api.ask(other, 'GET', `/matters/${reference}/${path}`)
      assert.equal(hidden.status, 404, path)
      assert.deepEqual(hidden.raw, absent.raw, path)
    }
    // The leads of the other bodies know that there is one, and nobody by name.
    const listed = await api.ask('ppo.deputy', 'GET', `/matters/${reference}/letters`)
    assert.equal(listed.status, 200)
    assert.deepEqual(
      listed.body.letters.filter((each: { letter: string }) => each.letter === 'acknowledgement'),
      [],
    )
    const nobody = await api.ask('ppo.deputy', 'GET', `/matters/${reference}/letters/acknowledgement/document`)
    assert.deepEqual(nobody.raw, absent.raw)
    const { body } = await api.ask('ppo.deputy', 'GET', `/matters/${reference}/seen`)
    assert.ok(body.seen.length > 0)
    for (const each of body.seen) assert.equal(each.body, 'PPO')
    assert.equal((await api.ask(chair, 'GET', `/matters/${reference}/letters/none`)).status, 404)
  })
})

describe('beside the pages', () => {
  it('it stands on the same server, under the same headers, and a session of a browser is no token', async () => {
    const site = await testSite('api beside pages', { more: mountApi })
    const { token } = await site.as(deputy, desk => makeToken(desk, 'test', 1))
    const asked = (path: string, more: RequestInit = {}) => fetch(`${site.base}/api/v1${path}`, more)
    const mine = await asked('/me', { headers: { authorization: `Bearer ${token}` } })
    assert.equal(mine.status, 200)
    assert.match(mine.headers.get('content-security-policy') ?? '', /default-src 'none'/)
    assert.match(mine.headers.get('cache-control') ?? '', /no-store/)
    const form = new FormData()
    form.append('file', new Blob(['A note']), 'note.txt')
    const sent = await asked('/documents', {
      method: 'POST',
      body: form,
      headers: { authorization: `Bearer ${token}` },
    })
    assert.equal(sent.status, 201)
    const large = new FormData()
    large.append('file', new Blob(['x'.repeat(25 * 2 ** 20 + 1)]), 'long.txt')
    const refused = await asked('/documents', {
      method: 'POST',
      body: large,
      headers: { authorization: `Bearer ${token}` },
    })
    assert.equal(refused.status, 413)
    assert.equal(((await refused.json()) as { status: number }).status, 413)
    const chairAtBrowser = await site.signIn(chair)
    assert.equal((await chairAtBrowser.read('/api/v1/me')).status, 401)
    assert.match((await chairAtBrowser.read('/api/v1/docs')).words, /GET \/matters\/\{reference\}/)
    for (const path of [
      '/no/such/address',
      '/matters/%zz',
      '/%ff',
      `/matters/${'A'.repeat(201)}`,
      `/${'a/'.repeat(300)}`,
    ]) {
      const nowhere = await asked(path)
      assert.equal(nowhere.status, 404, path)
      assert.match(nowhere.headers.get('content-type') ?? '', /^application\/problem\+json/, path)
      assert.deepEqual(Object.keys((await nowhere.json()) as object), ['type', 'title', 'status', 'detail', 'problems'])
    }
  })
})
