import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { given, holder, worldOn, type Taken } from '../../../test/kit.ts'
import { testHouse, type TestHouse } from '../../../test/house.ts'
import { openRecurring } from '../../clock/recur.ts'
import { list } from '../../desk/list.ts'
import { matter } from '../../desk/matter.ts'
import { contactRound } from './contact-round.ts'

const secretariat = holder('imb.secretariat')
const due: Taken = [holder('clock'), 'fall-due', { year: '2026' }]

describe('PI-13b: each year the ombudsman is given the contacts of all chairs', () => {
  it('the secretariat owes it by the end of the year, and the clock calls for it once', () => {
    const round = given(contactRound, due)
    assert.deepEqual([round.duty('round')?.owedBy, round.duty('round')?.due], ['imb.secretariat-office', '2026-12-31'])
    assert.equal(contactRound.recurs?.key(worldOn('2026-12-31')), '2026')
    assert.equal(contactRound.recurs?.key(worldOn('2027-01-01')), '2027')
  })

  it('it is not done while a chair has no contact that holds, and says whose', () => {
    const refused = given(contactRound, due).when(secretariat, 'complete').refused('PI-13b')
    assert.match(refused.words, /Board chair, Ashmoor; Board chair, \w.*; Board chair, .* and 3 more$/)
  })

  it('nobody else does it, and until it is done it is the secretariat’s alone', () => {
    const round = given(contactRound, due)
    for (const post of ['imb.national-chair', 'ppo.assistant', 'hmip.coordinator', 'hmpps.siu'])
      assert.equal(round.existsFor(holder(post)), false, post)
  })
})

describe('PI-13b: when every chair’s contact has been given', () => {
  let house: TestHouse
  before(async () => {
    house = await testHouse('contact round', { start: '2026-03-02T09:00:00Z' })
  })
  after(() => house.database.drop())

  it('the ombudsman is told, and the duty is met', async () => {
    await openRecurring(house.house)
    const rounds = await house.as('imb.secretariat', desk => list(desk, { procedure: 'contact-round' }))
    const reference = rounds.rows[0]?.reference ?? ''
    assert.equal(rounds.rows.length, 1)
    for (const board of ['ZAI', 'ZBI', 'ZCI', 'ZDI', 'ZEI', 'ZFI']) {
      const early = await house.take('imb.secretariat', reference, 'complete')
      assert.equal(early.refused, true)
      await house.done(house.begin('imb.secretariat', 'board-contacts', { board, telephone: '01632 960 001' }))
      await house.house.changed()
    }
    await house.done(house.take('imb.secretariat', reference, 'complete'))
    const seen = await house.as('ppo.assistant', desk => matter(desk, reference))
    assert.equal(seen.facts.chairs, 6)
    assert.deepEqual(
      seen.obligations.map(one => [one.rule, one.state]),
      [['round', 'met']],
    )
    assert.equal(
      (await house.as('hmip.coordinator', desk => list(desk, { procedure: 'contact-round' }))).rows.length,
      0,
    )
  })
})
