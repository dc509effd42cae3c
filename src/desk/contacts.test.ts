import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { testHouse, type TestHouse } from '../../test/house.ts'
import { sql } from '../database/sql.ts'
import { staleContact, staleInWords } from '../engine/contact.ts'
import { contacts, keptIn } from './contacts.ts'
import { worldAt } from './desk.ts'

const chair = 'imb.ashmoor.chair'
const seenBy = [
  'imb.secretariat',
  'imb.dunscar.member',
  'hmip.press',
  'hmip.intelligence',
  'ppo.investigator',
  'ppo.ombudsman',
]
const notSeenBy = ['hmpps.ashmoor.governor', 'hmpps.siu', 'hmpps.director-general', 'moj.security', 'operator', 'clock']

describe('contacts in the database', () => {
  let house: TestHouse
  let reference: string

  before(async () => {
    house = await testHouse('contacts', { start: '2026-03-02T09:00:00Z' })
    const { begin, done } = house
    reference = await done(begin('imb.secretariat', 'board-contacts', { board: 'ZAI', telephone: '01632 960 001' }))
    await done(begin('hmpps.siu', 'contact', { post: 'hmpps.siu', email: 'siu@example.org' }))
    await house.house.changed()
  })

  const reach = (reader: string, post: string) =>
    house.as(reader, async desk => (await contacts(desk)).get(desk.world.directory.post(post).id))

  it('a chair’s is seen by everyone of the boards, the inspectorate and the ombudsman, and by nobody else (HI-7a, PI-13b)', async () => {
    for (const post of seenBy)
      assert.deepEqual(
        await reach(post, chair),
        { email: undefined, telephone: '01632 960 001', address: undefined, confirmedOn: '2026-03-02' },
        post,
      )
    for (const post of notSeenBy) assert.equal(await reach(post, chair), undefined, post)
  })

  it('the scrutiny unit’s by the service and the inspectorate (HH-45)', async () => {
    for (const post of ['hmip.coordinator', 'hmpps.ashmoor.governor'])
      assert.equal((await reach(post, 'hmpps.siu'))?.email, 'siu@example.org', post)
    for (const post of ['imb.secretariat', 'ppo.deputy', 'moj.security', 'operator'])
      assert.equal(await reach(post, 'hmpps.siu'), undefined, post)
  })

  it('whoever is suspended sees none', async () => {
    const { owner } = house.database
    const lapse = (day: string) =>
      owner.query(
        `update concordat.standing s set lapses_on = $1 from concordat.term t join concordat.post p on p.id = t.post
          where t.person = s.person and p.key = 'ppo.assistant'`,
        [day],
      )
    assert.equal((await house.as('ppo.assistant', contacts)).size > 0, true)
    await lapse('2026-03-01')
    assert.equal((await house.as('ppo.assistant', contacts)).size, 0)
    await lapse('2026-12-31')
  })

  it('what is changed takes the place of what was there, and is kept in the journal', async () => {
    await house.done(house.take('imb.secretariat', reference, 'change-chair', { address: 'The Lodge, Ashmoor' }))
    assert.deepEqual(await reach('ppo.investigator', chair), {
      email: undefined,
      telephone: undefined,
      address: 'The Lodge, Ashmoor',
      confirmedOn: '2026-03-02',
    })
    const { rows } = await house.database.owner.query<{ body: string }>(
      `select c.body from concordat.content c join concordat.matter m on m.id = c.matter where m.reference = $1 order by c.number`,
      [reference],
    )
    assert.match(rows.map(row => row.body).join('\n'), /01632 960 001.*\n.*The Lodge, Ashmoor/)
  })

  it('rules know when each was confirmed, and never how the post is reached', async () => {
    const post = house.house.directory().post(chair)
    assert.deepEqual(post.contact, { confirmedOn: '2026-03-02', knownTo: [...post.contact!.knownTo] })
    assert.deepEqual([...post.contact!.knownTo].sort(), ['HMIP', 'IMB', 'PPO'])
    const stale = (on: string) => staleContact(worldAt(house.house, new Date(`${on}T09:00:00Z`)), 'imb.ashmoor')
    assert.equal(stale('2027-03-02'), undefined)
    assert.equal(stale('2027-03-03')?.since, '2026-03-02')
    await house.database.owner.query(`update concordat.standing set lapses_on = '2027-12-31'`)
    house.setNow('2027-02-01T09:00:00Z')
    await house.done(house.take('imb.secretariat', reference, 'confirm-chair', { right: true }))
    await house.house.changed()
    assert.equal(stale('2027-03-03'), undefined)
    assert.equal(
      (await reach('hmip.coordinator', chair))?.address,
      'The Lodge, Ashmoor',
      'confirming changes nothing else',
    )
    house.setNow('2026-03-02T09:00:00Z')
  })

  it('one that its board says has changed is pointed out, until it is given or confirmed anew (HI-7a)', async () => {
    const stale = () => staleContact(worldAt(house.house, new Date('2026-03-03T09:00:00Z')), 'imb.ashmoor')
    for (const [step, answers] of [
      ['change-chair', { telephone: '01632 960 004' }],
      ['confirm-chair', { right: true }],
    ] as const) {
      await house.done(house.take(chair, reference, 'say-changed', { what: 'A new telephone.' }))
      await house.house.changed()
      const found = stale() ?? assert.fail('nothing is pointed out')
      assert.equal(
        staleInWords(found),
        'How the Board chair, Ashmoor is reached has changed, it was said on 2 March 2026, and the new contact is not given yet.',
      )
      assert.equal((await reach('hmip.coordinator', chair))?.doubtedOn, '2026-03-02')
      await house.done(house.take('imb.secretariat', reference, step, answers))
      await house.house.changed()
      assert.equal(stale(), undefined, step)
    }
  })

  it('each keeper finds the matter in which a contact is kept, and nobody finds one they may not see', async () => {
    assert.equal((await house.as('imb.secretariat', keptIn)).get(chair), reference)
    assert.deepEqual([...(await house.as('hmpps.siu', keptIn)).keys()], ['hmpps.siu'])
    for (const post of ['hmpps.ashmoor.governor', 'imb.dunscar.chair', 'hmip.press'])
      assert.equal((await house.as(post, keptIn)).size, 0, post)
  })

  describe('are changed by steps of the body whose posts they are', () => {
    /** A step of the matter that would change a contact in another way than its definition does. */
    const forged = (as: string, change: object) =>
      house.as(as, ({ transaction }) =>
        transaction.all(
          sql`select * from append(${JSON.stringify([
            {
              reference: 'CNT-2026-0000',
              birth: { procedure: 'contact', version: '2019', owner: house.house.directory().post(as).unit },
              step: 'forged',
              part: 'contact',
              clauses: ['HH-45'],
              marks: [],
              clears: [],
              contents: { contact: '{}' },
              shares: [
                {
                  part: 'contact',
                  to: house.house.directory().post(as).unit,
                  purpose: 'Theirs',
                  clause: 'HH-45',
                  conditions: [],
                },
              ],
              recalls: [],
              knownTo: [],
              falls: [],
              settles: [],
              cards: [],
              tells: [],
              changes: [change],
              links: [],
              documents: [],
              fingerprint: '00',
            },
          ])}::jsonb)`,
        ),
      )
    const change = (post: string) => ({
      kind: 'contact',
      post,
      reach: { telephone: '01632 960 009' },
      knownTo: ['MOJ'],
    })

    it('not of another body’s, nor by somebody who keeps none', async () => {
      await assert.rejects(forged('hmip.deputy', change(chair)), /keeps the contacts of its own posts/)
      await assert.rejects(forged('hmpps.ashmoor.governor', change('hmpps.siu')), /keeps the contacts of its own posts/)
      await assert.rejects(forged(chair, change(chair)), /keeps the contacts of its own posts/)
      await assert.rejects(forged('hmip.deputy', change('no.such.post')), /keeps the contacts of its own posts/)
    })

    it('nor doubted by anyone but those who work beside the post', async () => {
      const doubted = (post: string) => ({ kind: 'contact', post, doubted: true })
      for (const post of ['hmip.deputy', 'imb.secretariat', 'imb.dunscar.chair'])
        await assert.rejects(forged(post, doubted(chair)), /says of its own posts/)
    })

    it('none is confirmed that was never given, and none is given by which nobody can be reached', async () => {
      await assert.rejects(forged('hmip.deputy', { kind: 'contact', post: 'hmip.press' }), /no contact of this post/)
      await assert.rejects(
        forged('hmip.deputy', { ...change('hmip.press'), reach: {} }),
        /contact_check|violates check/,
      )
    })

    it('and by nothing else: the table can’t be written, nor who confirmed be asked, by anyone', async () => {
      for (const statement of [
        sql`update contact set telephone = 'x'`,
        sql`delete from contact`,
        sql`insert into contact (post, known_to, telephone, confirmed_on) select id, '{}', 'x', now() from post limit 1`,
        sql`select change_contact('{}')`,
        sql`select * from contacts_confirmed()`,
      ])
        await assert.rejects(
          house.as('imb.secretariat', ({ transaction }) => transaction.all(statement)),
          /permission denied|only the program/,
        )
    })
  })
})
