import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { testHouse } from '../../../../test/house.ts'
import { sql } from '../../../database/sql.ts'
import { list } from '../../../desk/list.ts'
import { matter } from '../../../desk/matter.ts'

const leader = 'hmip.team-leader'
const governors = { ZAI: 'hmpps.ashmoor.governor', ZBI: 'hmpps.brackley-hill.governor' } as const

describe('HH-42: another establishment is asked instead of one that refused, in the database', async () => {
  const { begin, take, done, as } = await testHouse('thematic', { start: '2026-01-05T09:00:00Z' })

  const days = { first: '2026-02-02', last: '2026-02-03' }
  const review = await done(
    begin(leader, 'thematic-review', { subject: 'Work', why: 'It was asked for', chief: 'chief' }),
  )
  await done(take(leader, review, 'tell-service', { title: 'Work in prisons', scope: 'Workshops' }))
  await done(
    take(leader, review, 'approach', {
      visits: Object.keys(governors).map(place => ({ place, ...days })),
      wants: 'A room',
    }),
  )
  const [visitToA = '', visitToB = ''] = await Promise.all(
    Object.values(governors).map(post =>
      as(post, async desk => {
        const rows = await desk.transaction.all<{ reference: string }>(
          sql`select reference from matter where procedure = 'thematic-visit'`,
        )
        assert.equal(rows.length, 1, post)
        return rows[0]?.reference
      }),
    ),
  )
  await done(take(governors.ZAI, visitToA, 'answer', { access: 'not', why: 'We are short of staff' }))
  const instead = (visit: string, place: string) =>
    take(leader, visit, 'choose-another', {
      instead: place,
      firstThere: '2026-03-02',
      lastThere: '2026-03-03',
      wanted: 'A room',
    })
  const places = async () => (await as(leader, desk => matter(desk, review))).facts.places

  it('not one that was asked before: that is said at its question, by its clause, and nothing is done', async () => {
    const refused = await instead(visitToA, 'ZBI')
    assert.deepEqual(refused.refused && refused.problems, [
      {
        field: 'instead',
        words: `${review}: Brackley Hill has been asked for this review already`,
        clause: 'HH-42',
        next: 'Choose another establishment. A governor who did not agree is asked again in the visit to that place.',
      },
    ])
    assert.equal((await as(leader, desk => matter(desk, visitToA))).matter.stage, 'refused')
    assert.equal(await places(), 2)
  })

  it('nor, once the second refuses too, the first; but one that was not asked yet', async () => {
    await done(take(governors.ZBI, visitToB, 'answer', { access: 'not', why: 'Nor can we' }))
    const back = await instead(visitToB, 'ZAI')
    assert.ok(back.refused && /Ashmoor has been asked/.test(back.problems[0]?.words ?? ''))
    await done(instead(visitToB, 'ZCI'))
    assert.equal(await places(), 3)
    await done(
      take(leader, visitToA, 'ask-again', { because: 'One morning alone', first: '2026-03-02', last: '2026-03-02' }),
    )
  })

  it('nor is one of them asked by a visit that is begun by itself, and nobody is told which of them refused', async () => {
    const begun = (place: string) =>
      begin(leader, 'thematic-visit', { place, title: 'Work in prisons', review: [review], ...days, wants: 'A room' })
    for (const [place, name] of [
      ['ZAI', 'Ashmoor'],
      ['ZBI', 'Brackley Hill'],
      ['ZCI', 'Calder Mount'],
    ] as const) {
      const refused = await begun(place)
      assert.deepEqual(refused.refused && refused.problems, [
        {
          field: 'place',
          words: `${review}: ${name} has been asked for this review already`,
          clause: 'HH-42',
          next: 'Choose another establishment. A governor who did not agree is asked again in the visit to that place.',
        },
      ])
    }
    assert.equal(await places(), 3)
    await done(begun('ZDI'))
    assert.equal(await places(), 4)
    const back = await take(leader, review, 'approach', { visits: [{ place: 'ZDI', ...days }], wants: 'A room' })
    assert.ok(back.refused && /^Dunscar has been asked for this review already$/.test(back.problems[0]?.words ?? ''))
  })

  it('a review that is stopped gives up the visits that are still to come, and no governor owes an answer to it', async () => {
    const stopped = await done(
      begin(leader, 'thematic-review', { subject: 'Food', why: 'It was asked for', chief: 'chief' }),
    )
    await done(take(leader, stopped, 'tell-service', { title: 'Food in prisons', scope: 'Kitchens' }))
    const visits = ['ZEI', 'ZDI'].map(place => ({ place, ...days }))
    await done(take(leader, stopped, 'approach', { visits, wants: 'A room' }))
    const visitOf = (post: string) =>
      as(post, async desk => {
        const { rows } = await list(desk, { procedure: 'thematic-visit' })
        return matter(desk, rows.find(one => one.facts.title === 'Food in prisons')?.reference ?? '')
      })
    const [eastholme, dunscar] = ['hmpps.eastholme.governor', 'hmpps.dunscar.governor'] as const
    const { matter: gone } = await visitOf(eastholme)
    await done(take(leader, gone.reference, 'give-up', { because: 'It closes' }))
    assert.ok((await visitOf(dunscar)).obligations.some(one => one.state === 'due'))
    await done(take(leader, stopped, 'stop', { because: 'Our own reason' }))
    const seen = await visitOf(dunscar)
    assert.deepEqual([seen.matter.stage, seen.matter.entries.at(-1)?.step], ['off', 'give-up'])
    assert.match(JSON.stringify(seen.matter.entries.at(-1)?.answers), /The review was stopped/)
    assert.doesNotMatch(JSON.stringify(seen.matter), /Our own reason/)
    assert.deepEqual(
      seen.obligations.map(one => one.state),
      ['fell away'],
    )
    assert.equal((await visitOf(eastholme)).matter.entries.filter(one => one.step === 'give-up').length, 1)
  })

  it('and neither governor reads of another place, or of who was asked before', async () => {
    for (const [post, visit, others] of [
      [governors.ZAI, visitToA, /ZBI|ZCI|ZDI|Brackley|Calder|Dunscar|Nor can we/],
      [governors.ZBI, visitToB, /ZAI|ZCI|ZDI|Ashmoor|Calder|Dunscar|short of staff/],
    ] as const) {
      const { matter: seen, facts, ties } = await as(post, desk => matter(desk, visit))
      const { disclosures: _posts, ...read } = seen
      assert.doesNotMatch(JSON.stringify([read, facts]), others, post)
      assert.deepEqual(ties, [])
      await assert.rejects(
        as(post, desk => matter(desk, review)),
        /not found|no /i,
      )
    }
  })
})
