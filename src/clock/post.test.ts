import assert from 'node:assert/strict'
import { before, beforeEach, describe, it } from 'node:test'
import type pg from 'pg'
import { testHouse, type TestHouse } from '../../test/house.ts'
import { lettersAgreement } from '../../test/letters.ts'
import { servingPool } from '../database/connect.ts'
import { sql } from '../database/sql.ts'
import { databaseOutbox, keptMail } from '../notices/outbox.ts'
import { openMailer, type Mailer, type Outgoing, type Sent } from '../notices/send.ts'
import { heldUp, undelivered } from '../desk/undelivered.ts'
import { sendPost } from './post.ts'

const signIn = 'https://concordat.example'
const governor = 'hmpps.ashmoor.governor'
const robert = 'robert.kinsella@example.org'

describe('telling people that something waits', () => {
  let letters: TestHouse
  let sent: Outgoing[]
  let answer: (outgoing: Outgoing) => Sent
  const mailer: Mailer = {
    via: 'smtp',
    send: async outgoing => {
      sent.push(outgoing)
      return answer(outgoing)
    },
  }
  const post = (kind: 'at once' | 'digest' = 'at once') =>
    sendPost(letters.house.pool, mailer, letters.house.now(), signIn, kind)
  const at = (instant: string) => letters.setNow(instant)
  const passOn = async () => {
    const { begin, take, done } = letters
    const reference = await done(
      begin('imb.ashmoor.chair', 'letter', { where: 'ZAI', about: 'The kitchen', words: 'The kitchen is cold' }),
    )
    await done(take('imb.ashmoor.chair', reference, 'pass'))
    return reference
  }
  const prefer = (who: string, notices: 'at once' | 'daily') =>
    letters.as(who, desk => desk.transaction.all(sql`update person set notices = ${notices} where id = my_person()`))
  const to = () => sent.map(one => one.to).sort()

  before(async () => {
    letters = await testHouse('post', { agreements: [lettersAgreement] })
    // A second governor at Ashmoor, as there is while one hands over to the next.
    await letters.database.owner.query(`
      insert into concordat.person (subject, name, email) values ('new.governor@example.org', 'Ada Brook', 'new.governor@example.org');
      insert into concordat.term (post, person, from_on)
      select p.id, n.id, '2026-01-01' from concordat.post p, concordat.person n where p.key = '${governor}' and n.name = 'Ada Brook'`)
  })
  beforeEach(() => {
    sent = []
    answer = () => ({ sent: true, receipt: 'r' })
  })

  it('each who holds the post is told once, alone, and of nothing but that something waits', async () => {
    at('2026-03-02T10:00:00Z')
    await passOn()
    assert.equal(await post(), 2)
    assert.deepEqual(to(), ['new.governor@example.org', robert])
    for (const { notice, key } of sent) {
      assert.deepEqual(notice, { kind: 'at once', count: 1, signIn })
      assert.match(key, /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    }
    assert.equal(new Set(sent.map(one => one.key)).size, 2)
    assert.equal(await post(), 0, 'not again')
  })

  it('one is told at once and the other once a day, of the same', async () => {
    at('2026-03-03T10:00:00Z')
    await prefer(governor, 'daily')
    const daily =
      (await letters.as(governor, async desk => desk.who.name)) === 'Ada Brook' ? 'new.governor@example.org' : robert
    const twice = await passOn()
    await passOn()
    // Much may come of one thing before its reader is told: it waits once.
    await letters.database.owner.query(
      `insert into concordat.notice (post, matter, part, kind, at, next_attempt_at)
       select n.post, n.matter, n.part, 'due', n.at, n.next_attempt_at
         from concordat.notice n join concordat.matter m on m.id = n.matter where m.reference = $1`,
      [twice],
    )
    await post()
    assert.deepEqual(
      to(),
      ['new.governor@example.org', robert].filter(one => one !== daily),
    )
    sent = []
    await post('digest')
    assert.deepEqual(to(), [daily])
    assert.deepEqual(sent[0]?.notice, { kind: 'digest', count: 2, signIn })
    sent = []
    await passOn()
    await post('digest')
    assert.deepEqual(to(), [], 'one summary a day')
    at('2026-03-04T10:00:00Z')
    await post('digest')
    assert.deepEqual(to(), [daily])
    await prefer(governor, 'at once')
  })

  it('what one person’s mail service refuses does not tell the other twice', async () => {
    at('2026-03-05T10:00:00Z')
    await passOn()
    answer = ({ to: address }) => (address === robert ? { sent: false, because: 'busy' } : { sent: true, receipt: 'r' })
    await post()
    const first = sent.find(one => one.to === robert)
    assert.deepEqual(to(), ['new.governor@example.org', robert])
    const waits = [{ because: 'The mail service could not take the message just then.', at: letters.house.now() }]
    assert.deepEqual(await letters.as('operator', heldUp), waits, 'and whoever runs it reads why it waits')
    for (const who of ['hmip.deputy', 'hmpps.siu', governor]) assert.deepEqual(await letters.as(who, heldUp), [], who)
    sent = []
    await post()
    assert.deepEqual(to(), [], 'not before its time')
    at('2026-03-05T10:02:00Z')
    await post()
    assert.deepEqual(to(), [robert])
    assert.equal(sent[0]?.key, first?.key, 'the same message has the same name')
    answer = () => ({ sent: true, receipt: 'r' })
    at('2026-03-05T10:10:00Z')
    sent = []
    await post()
    assert.deepEqual(to(), [robert])
    assert.deepEqual(await letters.as('operator', heldUp), [])
  })

  it('someone who cannot be reached is told of to those who can put it right, and to nobody else', async () => {
    at('2026-03-06T10:00:00Z')
    await passOn()
    answer = ({ to: address }) =>
      address === robert ? { sent: false, because: 'address-refused' } : { sent: true, receipt: 'r' }
    await post()
    sent = []
    at('2026-03-07T10:00:00Z')
    await post()
    assert.deepEqual(to(), [], 'an address that is refused is not tried again')
    const told = {
      isSomeone: true,
      name: 'Robert Kinsella',
      post: 'Governor, Ashmoor',
      body: 'HMPPS',
      because: 'The mail service does not take messages for this address.',
      on: '2026-03-06',
    }
    for (const who of ['hmpps.siu', 'operator'])
      assert.deepEqual(
        (await letters.as(who, undelivered)).map(({ person, ...rest }) => ({ ...rest, isSomeone: person > 0 })),
        [told],
      )
    for (const who of ['hmip.deputy', 'imb.secretariat', governor, 'imb.ashmoor.chair', 'hmpps.director-general'])
      assert.deepEqual(await letters.as(who, undelivered), [], who)
    answer = () => ({ sent: true, receipt: 'r' })
    await passOn()
    at('2026-03-07T10:01:00Z')
    await post()
    assert.deepEqual(await letters.as('hmpps.siu', undelivered), [], 'nor once they can be reached again')
  })

  it('what has been read, or may be seen no more, needs no message', async () => {
    at('2026-03-09T10:00:00Z')
    const reference = await passOn()
    await letters.as(governor, desk =>
      desk.transaction.all(
        sql`update notice set read_at = ${desk.world.now} where post = my_post() and matter = (select id from matter where reference = ${reference})`,
      ),
    )
    assert.equal(await post(), 0)
    await passOn()
    await letters.database.owner.query(
      `update concordat.disclosure set ended_at = '2026-03-09T10:00:01Z' where part = 'envelope'`,
    )
    at('2026-03-09T10:00:02Z')
    assert.equal(await post(), 0)
  })

  it('practice keeps what it would have sent, the newest 500', async () => {
    const outbox = databaseOutbox(letters.house)
    await openMailer({ by: 'outbox' }, outbox).send({
      key: 'k',
      to: robert,
      notice: { kind: 'at once', count: 1, signIn },
    })
    assert.deepEqual(
      await letters.as('hmip.press', keptMail),
      [],
      'that somebody else was told is nobody else’s business',
    )
    const kept = await letters.as('operator', keptMail)
    assert.deepEqual(
      kept.map(({ to: address, subject }) => [address, subject]),
      [[robert, 'OFFICIAL: Something is waiting for you in Concordat']],
    )
    for (let at = 0; at < 505; at++) await outbox.keep({ key: String(at), to: robert, subject: 's', body: 'b' })
    const now = await letters.as('operator', keptMail)
    assert.equal(now.length, 500)
    assert.equal(now[0]?.key, '504')
  })

  it('a system without an invented world keeps none', async () => {
    await letters.database.owner.query('update concordat.place set invented = false')
    await assert.rejects(
      databaseOutbox(letters.house).keep({ key: 'k', to: robert, subject: 's', body: 'b' }),
      /only practice keeps messages/,
    )
    assert.deepEqual(await letters.as('operator', keptMail), [])
  })

  it('one whose mail server is slow is told once all the same: what was sent is not forgotten', async () => {
    at('2026-03-20T10:00:00Z')
    await passOn()
    const pool = servingPool(letters.database.servers.serve, { max: 1 })
    let held: pg.PoolClient | undefined
    pool.on('acquire', client => (held = client))
    const allowed: unknown[] = []
    // Asked on the very connection that waits for the mail server, while it waits.
    const slow: Mailer = {
      via: 'smtp',
      send: async outgoing => {
        const { rows } = await held!.query('show idle_in_transaction_session_timeout')
        allowed.push(rows[0].idle_in_transaction_session_timeout)
        return mailer.send(outgoing)
      },
    }
    try {
      assert.ok((await sendPost(pool, slow, letters.house.now(), signIn, 'at once')) > 0)
      assert.equal(await sendPost(pool, slow, letters.house.now(), signIn, 'at once'), 0)
      assert.deepEqual([...new Set(allowed)], ['5min'], 'longer than any mail server is waited for')
    } finally {
      await pool.end()
    }
  })
})
