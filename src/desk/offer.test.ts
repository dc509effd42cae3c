import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import { forge, type Forged } from '../../test/forged.ts'
import { testHouse } from '../../test/house.ts'
import { sealedAgreement } from '../../test/sealed.ts'
import { list } from './list.ts'
import { findMatter, matter } from './matter.ts'

describe('what is offered under terms', async () => {
  const letters = await testHouse('offer', { agreements: [sealedAgreement] })
  const { done, take, as } = letters
  let reference = ''

  beforeEach(async () => {
    letters.setNow('2026-03-02T09:00:00Z')
    reference = await done(
      letters.begin('hmip.coordinator', 'sealed-letter', {
        where: 'ZAI',
        about: 'The kitchen',
        words: 'A canary sang in the kitchen',
      }),
    )
  })

  const seen = async (post: string) => JSON.stringify((await as(post, desk => findMatter(desk, reference))) ?? '')
  const sings = async (post: string) => /canary/.test(await seen(post))
  const foundBy = async (post: string) =>
    (await as(post, desk => list(desk, { q: 'canary' }))).rows.some(row => row.reference === reference)
  const no = async (post: string, step: string) => {
    const taken = await take(post, reference, step)
    return taken.refused && taken.problems.map(problem => problem.words)
  }
  const forwarded = () => done(take('imb.secretariat', reference, 'forward'))

  it('stays sealed for a relay, who can pass it on and can’t open it', async () => {
    assert.match(await seen('imb.secretariat'), /The kitchen/)
    assert.equal(await sings('imb.secretariat'), false)
    assert.deepEqual(await no('imb.secretariat', 'accept'), ['Nothing waits for you here'])
    await forwarded()
    assert.equal(await sings('imb.secretariat'), false)
  })

  it('is nothing to the board until it is passed on, and opens to it when it accepts the terms', async () => {
    assert.equal(await seen('imb.ashmoor.chair'), '""')
    await forwarded()
    assert.match(await seen('imb.ashmoor.chair'), /The kitchen/)
    assert.equal(await sings('imb.ashmoor.chair'), false)
    assert.equal(await foundBy('imb.ashmoor.chair'), false)
    await done(take('imb.ashmoor.chair', reference, 'accept'))
    assert.equal(await sings('imb.ashmoor.member'), true, 'it was offered to the board, so to all of it')
    assert.equal(await foundBy('imb.ashmoor.chair'), true)
    assert.equal(await sings('imb.brackley-hill.chair'), false)
  })

  it('is passed on for no longer and under every condition that it came with', async () => {
    await forwarded()
    await done(take('imb.ashmoor.chair', reference, 'accept'))
    const view = await as('imb.ashmoor.chair', desk => matter(desk, reference))
    const held = view.matter.disclosures.find(one => one.part === 'letter')
    assert.deepEqual(held?.conditions, ['Not to be copied', 'Not to be talked of'])
    assert.equal(held?.until?.toISOString(), '2026-03-12T09:00:00.000Z', 'ten days, though the relay gave thirty')
    letters.setNow('2026-03-12T08:59:59Z')
    assert.equal(await sings('imb.ashmoor.chair'), true)
    letters.setNow('2026-03-12T09:00:00Z')
    assert.equal(await sings('imb.ashmoor.chair'), false)
  })

  it('can’t be accepted once it has run out', async () => {
    await forwarded()
    letters.setNow('2026-03-12T09:00:00Z')
    assert.deepEqual(await no('imb.ashmoor.chair', 'accept'), ['Nothing waits for you here'])
    assert.equal(await sings('imb.ashmoor.chair'), false)
  })

  const heldBy = async (post: string) =>
    (await as(post, desk => matter(desk, reference))).matter.disclosures.filter(
      one => one.part === 'letter' && !one.ended,
    )
  const offerAgain = () =>
    forge(letters, 'hmip.coordinator', reference, {
      shares: [
        {
          part: 'letter',
          to: 'imb.ashmoor',
          purpose: 'x',
          clause: 'SP-1',
          conditions: ['Not to be read aloud'],
          may: 'read',
        },
      ],
    })

  it('is theirs on the new terms, and on no others, once those who have it accept it again', async () => {
    await forwarded()
    await done(take('imb.ashmoor.chair', reference, 'accept'))
    await offerAgain()
    assert.deepEqual((await heldBy('imb.ashmoor.chair'))[0]?.conditions, ['Not to be copied', 'Not to be talked of'])
    await done(take('imb.ashmoor.chair', reference, 'accept'))
    assert.deepEqual(
      (await heldBy('imb.ashmoor.chair')).map(one => one.conditions),
      [['Not to be read aloud']],
    )
    assert.deepEqual(await no('imb.ashmoor.chair', 'accept'), ['Nothing waits for you here'])
  })

  it('opens again to those for whom it ran out, when it is offered again and they accept', async () => {
    await forwarded()
    await done(take('imb.ashmoor.chair', reference, 'accept'))
    letters.setNow('2026-03-12T09:00:00Z')
    await offerAgain()
    assert.equal(await sings('imb.ashmoor.chair'), false)
    await done(take('imb.ashmoor.chair', reference, 'accept'))
    assert.equal(await sings('imb.ashmoor.chair'), true)
    assert.equal(await foundBy('imb.ashmoor.chair'), true)
  })

  it('ends when it is turned down', async () => {
    await forwarded()
    await done(take('imb.ashmoor.chair', reference, 'decline'))
    const view = await as('hmip.coordinator', desk => matter(desk, reference))
    assert.ok(view.matter.offers.find(one => one.to === 'imb.ashmoor')?.ended)
    assert.deepEqual(await no('imb.ashmoor.chair', 'accept'), ['Nothing waits for you here'])
    assert.equal(await sings('imb.ashmoor.chair'), false)
  })

  it('is taken back at once, accepted or not', async () => {
    await forwarded()
    await done(take('imb.ashmoor.chair', reference, 'accept'))
    await done(take('hmip.coordinator', reference, 'recall'))
    assert.equal(await sings('imb.ashmoor.chair'), false)
    assert.equal(await foundBy('imb.ashmoor.chair'), false)
    assert.deepEqual(await no('imb.ashmoor.chair', 'accept'), ['Nothing waits for you here'])
    assert.equal(await sings('imb.ashmoor.chair'), false, 'what was accepted once is not accepted twice')
  })

  it('is known to its owner, to whom it is made and to whom may know of sharing, and to nobody else', async () => {
    await forwarded()
    const offers = async (post: string) =>
      (await as(post, desk => findMatter(desk, reference)))?.matter.offers.map(one => [one.to, one.may])
    assert.deepEqual(await offers('hmip.coordinator'), [
      ['imb.secretariat-office', 'pass on'],
      ['imb.ashmoor', 'read'],
    ])
    assert.deepEqual(await offers('imb.ashmoor.chair'), [['imb.ashmoor', 'read']])
    assert.equal(await offers('hmpps.ashmoor.governor'), undefined)
  })

  it('is settled by the database itself for whoever it was made to, whatever the program asks', async () => {
    const forged = (post: string, what: Forged) => forge(letters, post, reference, what)
    await assert.rejects(forged('imb.secretariat', { accepts: ['letter'] }), /nothing is offered/)
    await assert.rejects(
      forged('imb.secretariat', {
        shares: [{ part: 'letter', to: 'imb.ashmoor', purpose: 'x', clause: 'SP-1', conditions: [] }],
      }),
      /only by someone who may see it/,
    )
    const direct = { part: 'letter', to: 'imb.ashmoor', clause: 'SP-1' as const, conditions: [] }
    await forged('imb.secretariat', { directs: [direct] })
    await assert.rejects(forged('imb.secretariat', { directs: [{ ...direct, to: 'imb.brackley-hill' }] }), /passed on/)
  })
})
