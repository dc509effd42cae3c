import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { findMatter, matter } from '../../src/desk/matter.ts'
import { forge, type Forged } from '../forged.ts'
import { testHouse, type TestHouse } from '../house.ts'

/**
 * What is offered under terms is settled by the database, whatever the program asks of it: each attack asks `append` for what
 * no step would. Then each of its checks is taken away in turn, and the attack that it stands against must come through; if it
 * did not, it would prove nothing when it fails.
 */

const owner = 'hmip.coordinator'
const relay = 'imb.national-chair'
const board = 'imb.ashmoor.chair'
const clause = 'HI-12l' as const

describe('what is offered under terms', () => {
  let house: TestHouse
  let reference = ''
  before(async () => {
    house = await testHouse('offers')
  })
  after(() => house.database.drop())

  const start = Date.parse('2026-03-02T09:00:00Z')
  const take = (post: string, step: string, answers: Record<string, unknown> = {}) =>
    house.done(house.take(post, reference, step, answers))

  /** Shared under terms that end in April, and waiting with the relay for whom it is sealed. */
  async function shared(more: object = {}): Promise<void> {
    house.setNow(new Date(start))
    reference = await house.done(
      house.begin(owner, 'information-hmip', {
        kind: 'correspondence',
        place: 'ZAI',
        topics: ['staff'],
        about: 'A letter about one wing',
        route: 'national',
        words: 'A canary sang',
        personal: true,
        marking: 'sensitive',
        readers: 'unit',
        relayReads: false,
        purpose: 'To look at the wing.',
        uses: ['monitoring'],
        onward: 'no',
        quoting: false,
        until: '2026-04-30',
        later: false,
        ...more,
      }),
    )
  }

  /** Asks it of the database as this post; false when it is refused. */
  async function forged(post: string, what: Forged): Promise<boolean> {
    try {
      await forge(house, post, reference, what)
      return true
    } catch (fault) {
      if ((fault as { code?: string }).code === '42501') return false
      throw fault
    }
  }
  const reads = async (post: string) =>
    JSON.stringify((await house.as(post, desk => findMatter(desk, reference)))?.matter ?? '').includes('canary')
  const offered = async (to: string) => {
    const { matter: view } = await house.as(owner, desk => matter(desk, reference))
    return view.offers.findLast(one => one.part === 'item' && one.to === to)
  }
  const item = { part: 'item', to: 'imb.ashmoor', clause, conditions: [] }
  const onward = { ...item, to: 'imb.brackley-hill' }

  /** Each says whether it came through. */
  const attacks: Readonly<Record<string, () => Promise<boolean>>> = {
    'a relay opens what is sealed': async () => {
      await shared()
      return (await forged(relay, { accepts: ['item'] })) || reads(relay)
    },
    'a relay accepts for the board': async () => {
      await shared()
      await take(relay, 'forward')
      return (await forged(relay, { accepts: ['item'] })) || reads(board)
    },
    'a relay turns it down for the board': async () => {
      await shared()
      await take(relay, 'forward')
      await forged(relay, { declines: ['item'] })
      return (await offered('imb.ashmoor'))?.ended !== undefined
    },
    'a relay discloses what it does not see': async () => {
      await shared()
      return forged(relay, { shares: [{ ...item, purpose: 'x' }] })
    },
    'a relay offers anew, on terms of its own, what it does not see': async () => {
      await shared()
      return forged(relay, { shares: [{ ...onward, purpose: 'x', may: 'read' }] })
    },
    'a relay passes it on a second time': async () => {
      await shared()
      await take(relay, 'forward')
      return forged(relay, { directs: [onward] })
    },
    'a board passes on what it may read': async () => {
      await shared()
      await take(relay, 'forward')
      return forged(board, { directs: [onward] })
    },
    'a board that knows of it passes it on from the relay': async () => {
      await shared({ readers: 'head' })
      await take(relay, 'forward')
      await house.database.owner.query(
        `update concordat.offer set passed_at = null where matter = (select id from concordat.matter where reference = $1)`,
        [reference],
      )
      return forged('imb.ashmoor.member', { directs: [onward] })
    },
    'it is accepted after it was taken back': async () => {
      await shared()
      await take(relay, 'forward')
      await take(owner, 'recall')
      return (await forged(board, { accepts: ['item'] })) || reads(board)
    },
    'it is passed on after it was taken back': async () => {
      await shared()
      await take(owner, 'recall')
      return forged(relay, { directs: [item] })
    },
    'it is accepted after it was turned down': async () => {
      await shared()
      await take(relay, 'forward')
      await take(board, 'decline', { reason: 'Not for us' })
      return (await forged(board, { accepts: ['item'] })) || reads(board)
    },
    'it is accepted after it ran out': async () => {
      await shared()
      await take(relay, 'forward')
      house.setNow('2026-05-01T09:00:00Z')
      return forged(board, { accepts: ['item'] })
    },
    'it is passed on after it ran out': async () => {
      await shared()
      house.setNow('2026-05-01T09:00:00Z')
      return forged(relay, { directs: [item] })
    },
    'it is passed on for longer': async () => {
      await shared()
      await forged(relay, { directs: [{ ...item, until: new Date('2027-01-01') }] })
      return (await offered('imb.ashmoor'))?.until?.toISOString() !== '2026-04-30T22:59:59.999Z'
    },
    'it is passed on without its conditions': async () => {
      await shared()
      await house.database.owner.query(
        `update concordat.offer set conditions = '{Not to be copied}' where matter = (select id from concordat.matter where reference = $1)`,
        [reference],
      )
      await forged(relay, { directs: [item] })
      return !(await offered('imb.ashmoor'))?.conditions.includes('Not to be copied')
    },
    'it is taken back by whoever was only offered it': async () => {
      await shared()
      await take(relay, 'forward')
      await take(board, 'accept')
      return forged(relay, { recalls: [{ part: 'item', from: 'imb.ashmoor', clause }] })
    },
  }

  for (const [what, attack] of Object.entries(attacks))
    it(`is kept though ${what}`, async () => assert.equal(await attack(), false))

  it('is given as it was meant: accepted by its board, it opens, and passed on by its relay, it is offered', async () => {
    await shared()
    assert.ok(await forged(relay, { directs: [item] }))
    assert.equal((await offered('imb.ashmoor'))?.may, 'read')
  })

  const broken: readonly (readonly [was: string, is: string, through: string])[] = [
    [`o.may <> 'pass on' and`, '', 'a relay opens what is sealed'],
    [`o.reader = any (v_readers) and o.may <> 'pass on'`, `o.may <> 'pass on'`, 'a relay accepts for the board'],
    [`if v_accepted is null then`, 'if false then', 'a relay opens what is sealed'],
    [
      `and o.ended_at is null and (o.until is null or o.until > v_now)\n         and o.part in`,
      `and (o.until is null or o.until > v_now) and o.part in`,
      'it is accepted after it was turned down',
    ],
    [
      `and o.ended_at is null and (o.until is null or o.until > v_now)\n         and o.part in`,
      `and o.ended_at is null and o.part in`,
      'it is accepted after it ran out',
    ],
    [
      `where o.matter = p_matter and o.reader = any (v_readers) and o.ended_at is null\n       and case`,
      `where o.matter = p_matter and o.ended_at is null\n       and case`,
      'a relay turns it down for the board',
    ],
    [`and o.may <> 'read'`, '', 'a board passes on what it may read'],
    [
      `and o.reader = any (v_readers) and o.may <> 'read'`,
      `and o.may <> 'read'`,
      'a board that knows of it passes it on from the relay',
    ],
    [`and o.passed_at is null`, '', 'a relay passes it on a second time'],
    [
      `and o.passed_at is null and o.ended_at is null`,
      `and o.passed_at is null`,
      'it is passed on after it was taken back',
    ],
    [
      `and o.passed_at is null and o.ended_at is null and (o.until is null or o.until > v_now)`,
      `and o.passed_at is null and o.ended_at is null`,
      'it is passed on after it ran out',
    ],
    [`least(p.until, s.until)`, 's.until', 'it is passed on for longer'],
    [`p.conditions || coalesce`, 'coalesce', 'it is passed on without its conditions'],
    [`if v_found <> jsonb_array_length(e->'directs') then`, 'if false then', 'a board passes on what it may read'],
    [
      `update offer o set ended_at = v_now\n        from jsonb_to_recordset(e->'recalls')`,
      `update offer o set ended_at = o.ended_at\n        from jsonb_to_recordset(e->'recalls')`,
      'it is accepted after it was taken back',
    ],
    [
      `if v_wrong is not null then\n        raise exception 'a part can be disclosed`,
      `if false then\n        raise exception 'a part can be disclosed`,
      'a relay discloses what it does not see',
    ],
    [
      `if v_wrong is not null then\n        raise exception 'a part can be disclosed`,
      `if false then\n        raise exception 'a part can be disclosed`,
      'a relay offers anew, on terms of its own, what it does not see',
    ],
    [
      `if v_wrong is not null then\n        raise exception 'a part can be recalled`,
      `if false then\n        raise exception 'a part can be recalled`,
      'it is taken back by whoever was only offered it',
    ],
  ]

  it('is kept by each of its checks: without one of them an attack comes through', async t => {
    const { owner: admin } = house.database
    const held: string[] = []
    for (const [was, is, through] of broken) {
      const { rows } = await admin.query<{ whole: string }>(
        `select pg_get_functiondef(oid) as whole from pg_proc
          where pronamespace = 'concordat'::regnamespace and prokind = 'f' and position($1 in prosrc) > 0`,
        [was],
      )
      assert.equal(rows.length, 1, `no function, or more than one, says “${was}”`)
      const whole = rows[0]?.whole ?? ''
      await admin.query(whole.replaceAll(was, is))
      try {
        const attack = attacks[through]
        assert.ok(attack, through)
        if (!(await attack())) held.push(`Without “${was}”: ${through}`)
        else t.diagnostic(`Without “${was.replaceAll(/\s+/g, ' ')}” ${through}`)
      } finally {
        await admin.query(whole)
      }
    }
    assert.deepEqual(held, [])
    for (const attack of Object.values(attacks))
      assert.equal(await attack(), false, 'what was broken has been put back')
  })
})
