import assert from 'node:assert/strict'
import { before, beforeEach, describe, it } from 'node:test'
import { testHouse, type TestHouse } from '../../test/house.ts'
import { letter } from '../../test/sample-letter.ts'
import { recordReading } from './reading.ts'
import { matter } from './matter.ts'
import { heldOfOthers, lenders, lentByUs, sharedStanding, type Lender } from './shared.ts'

const owner = 'hmip.coordinator'
const chair = 'imb.national-chair'
const board = 'imb.ashmoor.chair'

describe('where information is that was handed over', () => {
  let house: TestHouse
  let reference = ''
  before(async () => {
    house = await testHouse('lent')
  })
  beforeEach(async () => {
    house.setNow('2026-03-02T09:00:00Z')
    reference = await house.done(house.begin(owner, 'information-hmip', letter))
  })

  const take = (post: string, step: string, answers: Record<string, unknown> = {}) =>
    house.done(house.take(post, reference, step, answers))
  const forward = async () => {
    await take(chair, 'forward')
    await take(board, 'accept')
  }
  const ours = (query = {}, post = owner) =>
    house.as(post, async desk => {
      const procedure = lenders(desk).find(one => one.name === 'information-hmip') as Lender
      return (await lentByUs(desk, procedure, query)).rows
    })
  const mine = async (query = {}) => (await ours(query)).find(one => one.reference === reference)
  const held = (post: string) =>
    house.as(post, async desk =>
      (await heldOfOthers(desk, { most: 100 })).rows.find(one => one.reference === reference),
    )
  const states = async () => (await mine())?.holdings.map(({ to, state }) => `${to} ${state}`)
  const unit = (post: string) => house.as(post, desk => Promise.resolve(desk.world.directory.unit(desk.me.unit)))

  it('HI-12l: its owner is told who has it, at each turn, and on what terms', async () => {
    const [national, local] = [(await unit(chair)).key, (await unit(board)).key]
    assert.deepEqual(await states(), [`${national} passes on`])
    await take(chair, 'forward', { until: '2026-04-30' })
    assert.deepEqual(await states(), [`${local} offered`, `${national} passed on`])
    await take(board, 'accept')
    assert.deepEqual(await states(), [`${local} has`, `${national} passed on`])
    const item = await mine()
    assert.deepEqual(item?.terms, [
      `Shared for: ${letter.purpose}`,
      'Only for: To guide monitoring',
      'Not to be passed on',
      'Not to be quoted',
      'To be had until the end of 30 April 2026 (set by whoever passed it on: stricter than its originator’s terms, so it holds)',
      'To be read there by everyone who works there',
    ])
    assert.equal(item?.holdings[0]?.until?.toISOString(), '2026-04-30T22:59:59.999Z')
    house.setNow('2026-05-01T09:00:00Z')
    assert.ok((await states())?.includes(`${local} ran out`))
    await take(owner, 'recall')
    assert.deepEqual([...new Set((await mine())?.holdings.map(one => one.state))].sort(), ['ended', 'passed on'])
  })

  it('HI-12c: what was agreed to beyond its terms stands beside them, until it is taken back', async () => {
    await forward()
    const asks = async (asked: object) => {
      await take(board, 'ask', { because: 'For the report', ...asked })
      await take(owner, 'answer-ask', { agreed: true, answer: 'Yes' })
    }
    await asks({ want: 'quote' })
    await asks({ want: 'pass', passTo: 'imb.brackley-hill' })
    const agreed = async () =>
      [await mine(), await held(board)].map(one => one?.terms.filter(words => words.includes('agreed when asked')))
    const quoting = 'Its originator agreed when asked: it may be quoted'
    const passing = 'Its originator agreed when asked: it may be passed on to Brackley Hill: monitoring board'
    assert.deepEqual(await agreed(), [
      [quoting, passing],
      [quoting, passing],
    ])
    await take(owner, 'change-terms', { onward: 'no' })
    assert.deepEqual(await agreed(), [[quoting], [quoting]])
    await take(owner, 'recall')
    assert.deepEqual((await mine())?.terms, [], 'none of them holds for anyone')
  })

  it('whoever turned it down, or sent it back, is not said to have had it', async () => {
    await take(chair, 'forward')
    await take(board, 'decline', { reason: 'The board is short of members' })
    assert.ok((await states())?.includes(`${(await unit(board)).key} not opened`))
    reference = await house.done(house.begin(owner, 'information-hmip', letter))
    await take(chair, 'return', { reason: 'It is for nobody here' })
    assert.deepEqual(await states(), [`${(await unit(chair)).key} not opened`])
  })

  it('its owner is told who opened it and when; and nobody else is', async () => {
    await forward()
    house.setNow('2026-03-03T10:00:00Z')
    await house.as(board, async desk => {
      const { matter: seen } = await matter(desk, reference)
      await recordReading(desk, { kind: 'opened', matter: seen.id, parts: [...seen.parts] })
    })
    const opened = (await mine())?.holdings.flatMap(one => one.opened.map(({ at }) => at.toISOString()))
    assert.deepEqual(opened, ['2026-03-03T10:00:00.000Z'])
    assert.deepEqual(
      (await held(board))?.holdings.flatMap(one => one.opened),
      [],
    )
  })

  it('is narrowed by who has it, by its kind and by how it stands', async () => {
    const national = await unit(chair)
    const local = await unit(board)
    const having = (id: number) => ({ with: { part: 'item', readers: [id] } })
    assert.ok(await mine(having(national.id)))
    assert.equal(await mine(having(local.id)), undefined)
    await forward()
    assert.equal(await mine(having(national.id)), undefined, 'who passed it on has it no more')
    assert.ok(await mine(having(local.id)))
    assert.ok(await mine({ stage: 'open' }))
    assert.equal(await mine({ stage: 'relay' }), undefined)
    assert.ok(await mine({ facts: { kind: ['correspondence'] } }))
    assert.equal(await mine({ facts: { kind: ['concern'] } }), undefined)
    await take(owner, 'change-terms', { until: '2026-03-10' })
    assert.equal(await mine({ past: 'until' }), undefined)
    house.setNow('2026-03-10T12:00:00Z')
    assert.equal(await mine({ past: 'until' }), undefined, 'not on its last day')
    house.setNow('2026-03-11T00:00:00Z')
    assert.ok(await mine({ past: 'until' }))
  })

  it('whoever has it sees what they hold and its terms, from the offer until it is taken back', async () => {
    assert.equal((await held(chair))?.holdings[0]?.state, 'passes on')
    assert.equal(await held(board), undefined)
    await take(chair, 'forward')
    assert.equal(await held(chair), undefined, 'what was passed on is held no more')
    assert.equal((await held(board))?.holdings[0]?.state, 'offered')
    await take(board, 'accept')
    const item = await held(board)
    assert.equal(item?.holdings[0]?.state, 'has')
    assert.ok(item?.terms.includes('Not to be quoted'))
    assert.equal(item?.owner, (await unit(owner)).key)
    await take(owner, 'recall')
    assert.equal(await held(board), undefined)
  })

  it('what is kept for one post of a unit is held by nobody else there', async () => {
    reference = await house.done(house.begin(owner, 'information-hmip', { ...letter, readers: 'head' }))
    await take(chair, 'forward')
    assert.equal((await held(board))?.holdings[0]?.state, 'offered')
    assert.equal(await held('imb.ashmoor.member'), undefined)
  })

  it('goes from page to page without losing or repeating anything', async () => {
    for (let n = 0; n < 6; n++) await house.done(house.begin(owner, 'information-hmip', letter))
    const all = await house.as(chair, async desk => (await heldOfOthers(desk, { most: 100 })).rows)
    const paged = await house.as(chair, async desk => {
      const found: string[] = []
      let after: string | undefined
      do {
        const page = await heldOfOthers(desk, { after, most: 2 })
        found.push(...page.rows.map(row => row.reference))
        after = page.after
      } while (after)
      return found
    })
    assert.deepEqual(
      paged,
      all.map(row => row.reference),
    )
    assert.equal(new Set(paged).size, paged.length)
  })

  it('says on somebody’s home only what there is for them', async () => {
    const standing = (post: string) => house.as(post, sharedStanding)
    const national = await standing(chair)
    assert.deepEqual(
      national.toPassOn.map(one => one.procedure.name),
      ['information-hmip'],
    )
    assert.ok((national.toPassOn[0]?.count ?? 0) > 0)
    assert.ok(national.held)
    const sender = await standing(owner)
    assert.deepEqual([sender.ours, sender.held, sender.toPassOn.length], [true, false, 0])
    assert.deepEqual(await standing('hmpps.ashmoor.governor'), { ours: false, held: false, toPassOn: [] })
  })
})
