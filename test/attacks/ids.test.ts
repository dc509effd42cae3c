import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { sql } from '../../src/database/sql.ts'
import { routes } from '../../src/api/api.ts'
import { scene, sharing, type Scene, type Shared } from './scene.ts'
import { siteOver, type Answer, type Form, type Site } from './site.ts'
import { stateOf } from './tables.ts'

/**
 * What is changed is what was authorised: a step of one matter with the reference of another, a file of another part,
 * a view, a token, a session or an import of somebody else. Nothing of it may happen, and it is refused like what is absent.
 */
describe('an id of somebody else’s', () => {
  let world: Scene
  let shared: Shared
  let site: Site
  const governor = 'hmpps.ashmoor.governor'
  const chair = 'imb.ashmoor.chair'
  const member = 'imb.brackley-hill.member'
  /** What those who plan inspections keep to themselves, at Ashmoor. */
  let planned: Readonly<Record<'inspection' | 'visit' | 'report' | 'person', string>>
  let theirs: { view: string; import: string; began: string; made: string; draft: string }

  /** Those who may not know of it, near as they are. */
  const strangers: Readonly<Record<keyof Shared, readonly string[]>> = {
    offered: [chair, governor, 'imb.secretariat', 'imb.regional', 'hmip.deputy', 'ppo.deputy', 'hmpps.siu'],
    gathered: ['hmip.intelligence', 'hmip.deputy', 'imb.national-chair', governor],
    urgent: [governor, 'hmpps.ashmoor.safer-custody', 'hmpps.group-director', 'hmip.deputy', chair],
  }

  const outsiders = [
    chair,
    governor,
    'hmpps.siu',
    'imb.secretariat',
    'hmip.sanctions-officer',
    'hmip.press',
    'ppo.deputy',
  ]

  before(async () => {
    world = await scene('ids')
    shared = await sharing(world)
    site = await siteOver(world)
    const begin = (post: string, procedure: string, answers: Record<string, unknown>) =>
      world.done(world.begin(post, procedure, answers))
    planned = {
      inspection: await begin('hmip.deputy', 'inspection', {
        place: 'ZAI',
        kind: 'full',
        first: '2026-05-11',
        last: '2026-05-22',
        announced: false,
        coordinator: 'Helen Strand',
      }),
      visit: await begin('hmip.team-leader', 'scrutiny-visit', {
        place: 'ZAI',
        on: '2026-04-07',
        because: 'Showers run cold',
        drawn: false,
      }),
      report: await begin('hmip.team-leader', 'report', { place: 'ZAI', ended: '2026-02-20', kind: 'Full inspection' }),
      person: await begin('hmip.coordinator', 'inspector', { name: 'Nina', home: 'hmip' }),
    }
    theirs = await world.as(chair, async ({ transaction }) => {
      const view = await transaction.one<{ id: string }>(
        sql`insert into saved_view (post, name, query, body, made_at) values (my_post(), 'Mine', '', my_body(), my_now()) returning id`,
      )
      const imported = await transaction.one<{ id: string }>(
        sql`insert into import (post, person, procedure, name, state, labels, rows, made_at, touched_at)
            values (my_post(), my_person(), 'sanction-allegation', 'An earlier log', 'matching', '{}', 1, my_now(), my_now()) returning id`,
      )
      await transaction.all(
        sql`insert into draft (person, address, answers, saved_at) values (my_person(), '/begin/sanction-allegation', '{}', my_now())`,
      )
      await transaction.all(sql`select make_token(${Buffer.alloc(32, 9)}, 'Theirs', ${new Date('2026-06-01')})`)
      return {
        view: view.id,
        import: imported.id,
        began: '2026-03-02T09:00:00.000Z',
        made: '2026-03-02T09:00:00.000Z',
        draft: '/begin/sanction-allegation',
      }
    })
    // Everybody has asked once, so that their sessions and tokens are there already.
    for (const post of [
      governor,
      chair,
      member,
      'hmip.deputy',
      'hmpps.ashmoor.safer-custody',
      'operator',
      ...Object.values(strangers).flat(),
      ...outsiders,
    ]) {
      await site.page(post, '/help')
      await site.api(post, '/me')
    }
  })
  after(async () => {
    await site.close()
    await world.database.drop()
  })

  /** Being refused is recorded, and so is being here; nothing else may change. */
  const unchanged = async (work: () => Promise<void>) => {
    const except = ['reading', 'session']
    const before = await stateOf(world.database.owner, except)
    await work()
    assert.deepEqual(await stateOf(world.database.owner, except), before)
  }

  const absent = 'SAN-2026-000000'
  const notHere = (answer: Answer) => assert.equal(answer.status, 404, `${answer.address} is ${answer.status}`)
  const plain = (answer: Answer) => `${answer.status} ${answer.body.toString().replaceAll(/nonce="[^"]*"/g, '')}`

  it('opens nothing: every address of one matter with the reference of another is the same as one that is not there', () =>
    unchanged(async () => {
      for (const tail of ['', '/seen', '/steps/report-back', '/steps/refer', '/letters/outcome', '/letters/briefing']) {
        const hidden = await site.page(governor, `/matters/${world.secret}${tail}`)
        notHere(hidden)
        assert.equal(plain(hidden), plain(await site.page(governor, `/matters/${absent}${tail}`)), tail)
      }
      for (const route of routes.filter(one => one.method === 'GET' && one.path.includes(':reference'))) {
        const at = (reference: string) => site.api(governor, route.path.replace(':reference', reference))
        const hidden = await at(world.secret)
        notHere(hidden)
        assert.equal(plain(hidden), plain(await at(absent)), route.path)
      }
    }))

  it('opens nothing that bodies share: to a stranger an item, a summary and a concern are not there', () =>
    unchanged(async () => {
      for (const [which, posts] of Object.entries(strangers) as [keyof Shared, readonly string[]][])
        for (const post of posts) {
          const reference = shared[which]
          const none = reference.replace(/\d+$/, '000000')
          for (const tail of ['', '/seen', '/steps/accept', '/steps/act', '/steps/name-reader']) {
            const hidden = await site.page(post, `/matters/${reference}${tail}`)
            notHere(hidden)
            assert.equal(
              plain(hidden),
              plain(await site.page(post, `/matters/${none}${tail}`)),
              `${post} ${which}${tail}`,
            )
          }
          const hidden = await site.api(post, `/matters/${reference}`)
          notHere(hidden)
          assert.equal(plain(hidden), plain(await site.api(post, `/matters/${none}`)), `${post} ${which}`)
        }
    }))

  it('opens nothing of an inspection that is planned in secret, nor of what goes with it (HH-6b)', () =>
    unchanged(async () => {
      const tails = ['', '/seen', '/strike', '/still.json', '/editions', '/tables/team', '/letters/instructions']
      for (const post of outsiders)
        for (const reference of Object.values(planned)) {
          const none = reference.replace(/\d+$/, '000000')
          for (const tail of [...tails, '/steps/notify', '/steps/name-liaison', '/steps/hand-over']) {
            const hidden = await site.page(post, `/matters/${reference}${tail}`)
            notHere(hidden)
            const absent = await site.page(post, `/matters/${none}${tail}`)
            assert.equal(plain(hidden), plain(absent), `${post} ${reference}${tail}`)
          }
          for (const { path } of routes.filter(one => one.method === 'GET' && one.path.includes(':reference'))) {
            const hidden = await site.api(post, path.replace(':reference', reference))
            notHere(hidden)
            const absent = await site.api(post, path.replace(':reference', none))
            assert.equal(plain(hidden), plain(absent), `${post} ${path}`)
          }
        }
    }))

  it('takes no step of those who plan, and none that a step of theirs would take elsewhere (HH-6b)', () =>
    unchanged(async () => {
      const steps = {
        notify: {},
        move: { first: '2026-06-01', last: '2026-06-05', because: 'x' },
        'name-liaison': { liaison: 'x', room: 'x' },
        'tell-board': {},
        'board-told': { update: ['UPD-2026-0001'] },
        'share-note': { reader: chair, because: 'x' },
        'quote-note': { in: 'x' },
        'supersede-note': {},
        tell: {},
        'raise-points': { whole: 'all' },
        'be-released': { inspection: [planned.inspection] },
      }
      for (const post of outsiders)
        for (const reference of [...Object.values(planned), 'INS-2026-000000'])
          for (const [step, answers] of Object.entries(steps)) {
            notHere(
              await site.api(post, `/matters/${reference}/steps/${step}`, {
                json: { answers },
                headers: { 'if-match': '"1.1.0"' },
              }),
            )
          }
      for (const reference of Object.values(planned))
        notHere(await site.page(governor, `/matters/${reference}/steps/notify`, {}))
    }))

  it('is named in nothing: a reference that is planned in secret is refused like one that is not there (HH-6b)', () =>
    unchanged(async () => {
      const about = { place: 'ZAI', line: 'x', look: 'x', again: '2026-09-01', concern: 'x' }
      for (const procedure of ['monitoring-theme', 'report-concern']) {
        const outcomes = new Set<string>()
        for (const report of [planned.report, planned.inspection, 'RPT-2026-000000', 'INS-2026-000000']) {
          const answer = await site.api(chair, '/matters', {
            json: { procedure, answers: { ...about, report: [report] } },
            headers: { 'idempotency-key': randomUUID() },
          })
          assert.equal(answer.status, 422, `${procedure} ${report}`)
          outcomes.add(`${report.slice(0, 3)} ${plain(answer).replaceAll(report, '')}`)
        }
        assert.equal(outcomes.size, 2, [...outcomes].join('\n'))
      }
      const { headers } = await site.api(chair, `/matters/${world.referred}`)
      const told = new Set<string>()
      for (const reference of [...Object.values(planned), 'INS-2026-000000']) {
        const answer = await site.api(chair, `/matters/${world.referred}/steps/update`, {
          json: { answers: { news: 'x', others: [reference] } },
          headers: { 'if-match': String(headers.etag) },
        })
        assert.equal(answer.status, 422)
        told.add(plain(answer).replaceAll(reference, ''))
      }
      assert.equal(told.size, 1)
    }))

  it('accepts, turns down, passes on and takes back nothing of somebody else’s', () =>
    unchanged(async () => {
      for (const post of [chair, member, governor, 'imb.secretariat', 'hmip.deputy', 'hmip.intelligence'])
        for (const reference of Object.values(shared))
          for (const [step, answers] of Object.entries({
            accept: {},
            decline: { reason: 'x' },
            forward: {},
            'pass-on': { to: 'imb.ashmoor' },
            recall: {},
            'change-terms': { later: true },
            'take-up': {},
            release: { which: '1:x', because: 'x' },
            send: {},
          })) {
            // The board’s member may accept and turn down what it is offered: that is theirs.
            if (post === member && reference === shared.offered && ['accept', 'decline'].includes(step)) continue
            const seen = String((await site.api(post, `/matters/${reference}`)).headers.etag ?? '"1.1.1"')
            const answer = await site.api(post, `/matters/${reference}/steps/${step}`, {
              json: { answers },
              headers: { 'if-match': seen },
            })
            assert.ok([404, 422].includes(answer.status), `${post} ${step} ${reference} is ${answer.status}`)
          }
    }))

  it('names no unit that may not be chosen, and cites nothing that is not there: both are answered alike', async () => {
    const item = {
      kind: 'concern',
      place: 'ZAI',
      topics: ['safety'],
      about: 'A concern',
      route: 'direct',
      desk: 'inspection',
      personal: false,
      marking: 'sensitive',
      readers: 'unit',
      purpose: 'To look into it.',
      uses: ['inspection'],
      onward: 'no',
      quoting: false,
      later: false,
    }
    const begin = (answers: object) =>
      site.api(chair, '/matters', {
        json: { procedure: 'information-hmip', answers: { ...item, ...answers } },
        headers: { 'idempotency-key': randomUUID() },
      })
    for (const onwardTo of ['hmpps.scrutiny', 'hmpps.ashmoor', 'clock', 'moj', 'imb.ashmoor'])
      assert.equal((await begin({ words: 'x', onward: 'named', onwardTo })).status, 422, onwardTo)
    // A reference that they may not see is a word like any other: nothing is refused, and nothing is recorded on it.
    const none = shared.offered.replace(/\d+$/, '000000')
    const outcomes = await Promise.all(
      [shared.offered, shared.gathered, none].map(async named => {
        const { status } = await begin({ words: `It is as in ${named}.` })
        return status
      }),
    )
    assert.deepEqual([...new Set(outcomes)], [201])
    const { rows } = await world.database.owner.query<{ cites: number }>(
      `select count(*)::int as cites from concordat.entry where step in ('cite', 'quote')`,
    )
    assert.equal(rows[0]?.cites, 0)
  })

  it('takes no step: not by a page, and not by the API', () =>
    unchanged(async () => {
      const answers: Form = { done: 'x', found: 'x', safe: 'x' }
      for (const step of ['report-back', 'update', 'assess', 'log', 'receive'])
        for (const reference of [world.secret, world.escalated, absent]) {
          notHere(await site.page(governor, `/matters/${reference}/steps/${step}`, answers))
          notHere(
            await site.api(governor, `/matters/${reference}/steps/${step}`, {
              json: { answers },
              headers: { 'if-match': '"1.1.0"' },
            }),
          )
        }
    }))

  it('takes no step of theirs on what may be seen: viewing is not acting', () =>
    unchanged(async () => {
      const view = await site.api(governor, `/matters/${world.referred}`)
      const version = String(view.headers.etag)
      for (const [step, answers] of Object.entries({
        assess: { qualifies: false, reasons: 'x' },
        refer: { to: 'hmpps.ashmoor.safer-custody', request: 'x' },
        close: { outcome: 'other', reasons: 'x' },
        'withdraw-consent': { withdrawnOn: '2026-03-01', toldBy: 'x' },
        decide: { investigate: false, reasons: 'x' },
        'ask-consent': { consent: 'not yet' },
      })) {
        const answer = await site.api(governor, `/matters/${world.referred}/steps/${step}`, {
          json: { answers },
          headers: { 'if-match': version },
        })
        assert.equal(answer.status, 422, `${step} is ${answer.status}`)
      }
    }))

  it('gives no file, whoever’s matter it is asked for with', () =>
    unchanged(async () => {
      for (const post of [governor, member, 'hmpps.ashmoor.safer-custody', 'operator'])
        for (const id of [world.attached, world.loose, randomUUID()]) {
          const page = await site.page(post, `/documents/${id}`)
          notHere(page)
          assert.equal(plain(page), plain(await site.page(post, `/documents/${randomUUID()}`)))
          notHere(await site.api(post, `/documents/${id}`))
        }
    }))

  it('attaches no file: not one of another matter, and not one that somebody else uploaded', () =>
    unchanged(async () => {
      const { headers } = await site.api(governor, `/matters/${world.referred}`)
      const outcomes = new Set<string>()
      for (const id of [world.attached, world.loose, randomUUID()]) {
        const answer = await site.api(governor, `/matters/${world.referred}/steps/report-back`, {
          json: { answers: { done: 'x', found: 'x', safe: 'x', papers: [id] } },
          headers: { 'if-match': String(headers.etag) },
        })
        assert.equal(answer.status, 422)
        outcomes.add(plain(answer).replaceAll(id, ''))
      }
      assert.equal(outcomes.size, 1, 'a file that is there is told from one that is not')
    }))

  it('ties nothing: a reference that may not be seen is one that is not there', () =>
    unchanged(async () => {
      const { headers } = await site.api(chair, `/matters/${world.referred}`)
      const outcomes = new Set<string>()
      for (const reference of [world.secret, world.escalated, absent]) {
        const answer = await site.api(chair, `/matters/${world.referred}/steps/update`, {
          json: { answers: { news: 'x', others: [reference] } },
          headers: { 'if-match': String(headers.etag) },
        })
        assert.equal(answer.status, 422)
        outcomes.add(plain(answer).replaceAll(reference, ''))
      }
      assert.equal(outcomes.size, 1)
    }))

  it('refers to nobody who may not be chosen', () =>
    unchanged(async () => {
      const { headers } = await site.api(chair, `/matters/${world.referred}`)
      for (const to of ['hmpps.brackley-hill.governor', 'hmip.press', 'hmpps.ashmoor', 'imb.ashmoor.member', 'clock'])
        assert.equal(
          (
            await site.api(chair, `/matters/${world.referred}/steps/escalate`, {
              json: { answers: { because: 'serious', reasons: 'x', to, request: 'x' } },
              headers: { 'if-match': String(headers.etag) },
            })
          ).status,
          422,
          to,
        )
    }))

  it('ends, removes and changes nothing of somebody else’s: views, tokens, sessions, drafts, imports', () =>
    unchanged(async () => {
      for (const post of [governor, member]) {
        notHere(await site.page(post, '/matters/views', { remove: theirs.view }))
        notHere(await site.page(post, `/matters/import/${theirs.import}`))
        notHere(await site.page(post, `/matters/import/${theirs.import}/progress.json`))
        notHere(await site.page(post, `/matters/import/${theirs.import}/to-mend.xlsx`))
        notHere(await site.page(post, `/matters/import/${theirs.import}`, { _go: 'drop' }))
        for (const [address, sent] of [
          ['/you/tokens', { _go: 'end', label: 'Theirs', made: theirs.made }],
          ['/drafts', { _go: 'discard', _address: theirs.draft }],
        ] as const) {
          const answer = await site.page(post, address, sent)
          assert.ok(answer.status < 500, `${address} is ${answer.status}`)
        }
      }
    }))

  it('ends no session of somebody else that began at the same moment', async () => {
    const open = async () => {
      const { rows } = await world.database.owner.query<{ count: number }>(
        `select count(*)::int as count from concordat.session s join concordat.post p on p.id = s.post
          where s.ended_at is null and p.key = $1`,
        [chair],
      )
      return rows[0]?.count
    }
    const before = await open()
    await site.page(member, '/sessions', { began: theirs.began })
    assert.equal(await open(), before)
  })

  it('appoints to no post of another body, and ends nobody’s there', () =>
    unchanged(async () => {
      const begin = (procedure: string, answers: object) =>
        site.api('hmip.deputy', '/matters', {
          json: { procedure, answers },
          headers: { 'idempotency-key': randomUUID() },
        })
      for (const post of ['imb.ashmoor.chair', governor, 'operator', 'clock']) {
        const appointed = await begin('appointment', {
          post,
          name: 'A. Mole',
          email: 'mole@example.org',
          from: '2026-03-02',
        })
        assert.ok([404, 422].includes(appointed.status), `${post}: ${appointed.status}`)
        const ended = await begin('departure', { post, person: '1', reason: 'x' })
        assert.ok([400, 404, 422].includes(ended.status), `${post}: ${ended.status}`)
      }
    }))
})
