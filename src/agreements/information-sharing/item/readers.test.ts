import assert from 'node:assert/strict'
import { before, beforeEach, describe, it } from 'node:test'
import { testHouse, type TestHouse } from '../../../../test/house.ts'
import { letter } from '../../../../test/sample-letter.ts'
import { procedureInForce, unborn } from '../../../desk/preview.ts'
import { findMatter } from '../../../desk/matter.ts'
import type { Step } from '../../../engine/procedure.ts'
import { contractOf, termsThatHold } from '../contract.ts'

const originator = 'hmip.coordinator'
const relay = 'imb.national-chair'
const chair = 'imb.ashmoor.chair'
const member = 'imb.ashmoor.member'
const teamLeader = 'hmip.team-leader'

describe('who may read what was shared, and on what terms, as its originator has it', () => {
  let house: TestHouse
  let reference = ''
  before(async () => {
    house = await testHouse('readers')
  })
  beforeEach(() => house.setNow('2026-03-02T09:00:00Z'))

  const share = async (post: string, more: object = {}) => {
    reference = await house.done(house.begin(post, 'information-hmip', { ...letter, ...more }))
  }
  const toBoard = async (more: object = {}) => {
    await share(originator, more)
    await take(relay, 'forward')
  }
  const take = (post: string, step: string, answers: Record<string, unknown> = {}) =>
    house.done(house.take(post, reference, step, answers))
  const refused = async (taking: ReturnType<TestHouse['take']>) => {
    const taken = await taking
    assert.ok(taken.refused, 'it was not refused')
    return taken.problems.map(one => one.words).join('; ')
  }
  const no = (post: string, step: string, answers: Record<string, unknown> = {}) =>
    refused(house.take(post, reference, step, answers))
  const seen = (post: string) => house.as(post, desk => findMatter(desk, reference))
  const reads = async (post: string) => JSON.stringify((await seen(post)) ?? '').includes('canary')
  const whoReads = async (...posts: string[]) => {
    const reading: string[] = []
    for (const post of posts) if (await reads(post)) reading.push(post)
    return reading
  }
  const mayAccept = async (post: string) =>
    (await seen(post))?.steps.some(one => one.name === 'accept' && one.closed === undefined) === true

  describe('HI-12l: the posts that its originator chooses', () => {
    it('opens to those alone, and to no head that was not chosen', async () => {
      await toBoard({ readers: 'posts', readerPosts: [member] })
      assert.equal(await mayAccept(chair), false)
      await take(member, 'accept')
      assert.deepEqual(await whoReads(chair, member, relay), [member])
      assert.match(await no(member, 'name-reader', { reader: chair, because: 'Asked' }), /do not let you name/)
    })

    it('are posts of the unit that it goes to, which its place or its desk says', async () => {
      const chosen = (readerPosts: unknown, more: object = {}) =>
        refused(house.begin(originator, 'information-hmip', { ...letter, ...more, readers: 'posts', readerPosts }))
      assert.match(await chosen([]), /Choose who they are/)
      assert.match(await chosen(['imb.brackley-hill.chair']), /Choose from these: .*Ashmoor/)
      assert.match(await chosen([member], { place: 'ZBI' }), /Choose from these: .*Brackley Hill/)
      await share(chair, { route: 'direct', desk: 'inspection', readers: 'posts', readerPosts: [teamLeader] })
      await take(teamLeader, 'accept')
      assert.deepEqual(await whoReads(originator, teamLeader), [teamLeader])
    })

    it('are offered once it is known where it goes', async () => {
      const offered = (answers: object) =>
        house.as(originator, desk => {
          const found = procedureInForce(desk, 'information-hmip')
          const { asks } = found.procedure.steps.share as Step
          const taking = { me: desk.me, world: desk.world, matter: unborn(desk, found), answers: { ...answers } }
          return Promise.resolve(asks.readerPosts?.options?.(taking).map(one => one.value))
        })
      assert.deepEqual(await offered({}), [])
      assert.deepEqual(await offered({ route: 'national', place: 'ZAI' }), [chair, member])
    })
  })

  describe('HI-12c: its originator says otherwise', () => {
    it('before it is passed on: it opens to whoever may read it then', async () => {
      await share(originator, { readers: 'unit' })
      await take(originator, 'change-readers', { readers: 'posts', readerPosts: [member] })
      await take(relay, 'forward')
      assert.equal(await mayAccept(chair), false)
      await take(member, 'accept')
      assert.deepEqual(await whoReads(chair, member), [member])
    })

    it('fewer: at once, and whoever remains accepts its terms for themselves', async () => {
      await toBoard({ readers: 'unit', later: true })
      await take(chair, 'accept')
      await take(originator, 'add', { addition: 'Another canary' })
      assert.deepEqual(await whoReads(chair, member), [chair, member])
      await take(originator, 'change-readers', { readers: 'head' })
      assert.deepEqual(await whoReads(chair, member), [])
      assert.equal(await mayAccept(member), false)
      await take(chair, 'accept')
      assert.deepEqual(await whoReads(chair, member), [chair])
      assert.ok((await seen(chair))?.matter.parts.has('later'))
    })

    it('more: they accept its terms before it opens to them, and whoever had it keeps it', async () => {
      await toBoard({ readers: 'posts', readerPosts: [chair] })
      await take(chair, 'accept')
      await take(originator, 'change-readers', { readers: 'posts', readerPosts: [chair, member] })
      assert.deepEqual(await whoReads(chair, member), [chair])
      await take(member, 'accept')
      assert.deepEqual(await whoReads(chair, member), [chair, member])
      await take(originator, 'change-readers', { readers: 'unit' })
      assert.deepEqual(await whoReads(chair, member), [chair, member])
    })

    it('takes it from a colleague whom the head named, and from those to whose unit it was passed on', async () => {
      await toBoard({ readers: 'named', onward: 'named', onwardTo: 'imb.brackley-hill' })
      await take(chair, 'accept')
      await take(chair, 'name-reader', { reader: member, because: 'Visits that wing' })
      await take(chair, 'pass-on', { to: 'imb.brackley-hill' })
      const there = 'imb.brackley-hill.chair'
      await take(there, 'accept')
      assert.deepEqual(await whoReads(chair, member, there), [chair, member, there])
      await take(originator, 'change-readers', { readers: 'head' })
      assert.deepEqual(await whoReads(chair, member, there), [chair, there], 'both are heads of their units')
      assert.match(await no(chair, 'name-reader', { reader: member, because: 'Visits' }), /do not let you name/)
    })

    it('whoever turned it down is not asked again for what changes nothing for them', async () => {
      await toBoard({ readers: 'named' })
      await take(chair, 'decline', { reason: 'Not ours' })
      await take(originator, 'change-readers', { readers: 'head' })
      assert.equal(await mayAccept(chair), false)
      await take(originator, 'change-readers', { readers: 'posts', readerPosts: [member] })
      assert.deepEqual([await mayAccept(chair), await mayAccept(member)], [false, true])
      await take(originator, 'change-readers', { readers: 'head' })
      assert.deepEqual([await mayAccept(chair), await mayAccept(member)], [true, false])
    })

    it('says of those who were chosen where they read it, and who does where it is passed on', async () => {
      const terms = async (post: string) =>
        house.as(post, async desk => termsThatHold((await findMatter(desk, reference))!.matter, desk.world))
      await toBoard({ readers: 'posts', readerPosts: [member] })
      await take(member, 'accept')
      assert.deepEqual((await terms(member)).slice(-1), [
        'To be read where it was sent by Board member, Ashmoor, and nobody else',
      ])
      await take(originator, 'change-terms', { onward: 'named', onwardTo: 'imb.brackley-hill' })
      await take(member, 'pass-on', { to: 'imb.brackley-hill' })
      await take(originator, 'change-terms', { onward: 'no' })
      const there = 'imb.brackley-hill.chair'
      await take(there, 'accept')
      assert.deepEqual((await terms(there)).slice(-2), [
        'To be read where it was sent by Board member, Ashmoor, and nobody else',
        'To be read where it is passed on by the one at the head there',
      ])
    })

    it('after it was closed too, since it is still with whoever opened it; nobody else opens what was closed', async () => {
      await toBoard({ readers: 'unit' })
      await take(originator, 'close')
      await take(originator, 'change-terms', { quoting: true })
      assert.equal(await mayAccept(chair), false)
      await toBoard({ readers: 'unit' })
      await take(member, 'accept')
      await take(originator, 'close')
      await take(originator, 'change-readers', { readers: 'head' })
      assert.deepEqual(await whoReads(chair, member), [])
      await take(chair, 'accept')
      assert.deepEqual(await whoReads(chair, member), [chair])
      assert.equal((await seen(chair))?.matter.stage, 'closed')
    })

    it('only its originator, and only to say something else', async () => {
      await toBoard({ readers: 'head' })
      assert.match(await no(originator, 'change-readers', { readers: 'head' }), /who may read it now/)
      for (const post of [chair, relay]) assert.ok(await no(post, 'change-readers', { readers: 'unit' }), post)
      await take(originator, 'recall')
      assert.match(await no(originator, 'change-readers', { readers: 'unit' }), /taken back/)
    })
  })

  it('HI-12c: what it is for and what it may be used for change as its originator says, and hold for whoever has it', async () => {
    await toBoard()
    await take(chair, 'accept')
    await take(originator, 'change-terms', {
      uses: ['background'],
      purpose: 'To know of it',
      onward: 'named',
      onwardTo: 'imb.brackley-hill',
    })
    const contract = contractOf((await seen(chair))!.matter)
    assert.deepEqual(
      [contract?.uses, contract?.purpose, contract?.onward, contract?.onwardTo],
      [['background'], 'To know of it', 'named', 'imb.brackley-hill'],
    )
    assert.ok(await reads(chair))
    await take(chair, 'pass-on', { to: 'imb.brackley-hill' })
    await take(originator, 'change-terms', { onward: 'no' })
    assert.equal(contractOf((await seen(chair))!.matter)?.onwardTo, undefined)
    assert.match(await no(chair, 'pass-on', { to: 'imb.brackley-hill' }), /do not let you/)
    const both = { until: '2026-03-10', endless: true }
    assert.match(await no(originator, 'change-terms', both), /a last day, and said that there is none/)
  })
})
