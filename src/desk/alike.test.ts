import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { testHouse, type TestHouse } from '../../test/house.ts'
import { alike } from './alike.ts'

describe('a likely duplicate, pointed out to whoever takes an allegation down', () => {
  let practice: TestHouse
  let first: string
  const allegation = (more: object) => ({
    place: 'ZAI',
    affected: 'detained',
    contacted: ['IMB'],
    came: 'application',
    receivedOn: '2026-03-01',
    line: 'Lost his job after speaking to the board',
    account: 'Taken off the kitchen party.',
    ...more,
  })
  const pointedOut = (post: string, facts: object, place = 'ZAI') =>
    practice.as(post, async desk => {
      const { procedure } = desk.house.library.findProcedure('sanction-allegation', desk.world.today)!
      const rows = await alike(desk, procedure, { facts: { ...facts } }, place)
      return rows.map(row => row.reference)
    })

  before(async () => {
    practice = await testHouse('alike')
    first = await practice.done(
      practice.begin(
        'imb.ashmoor.chair',
        'sanction-allegation',
        allegation({ name: 'Jordan Penhale', number: 'A4821CX' }),
      ),
    )
  })

  it('by the same prison number', async () =>
    assert.deepEqual(await pointedOut('imb.ashmoor.member', { number: 'A4821CX' }), [first]))

  it('by the same name at the same place, however it is typed', async () => {
    assert.deepEqual(await pointedOut('imb.ashmoor.member', { person: ' jordan  PENHALE ' }), [first])
    assert.deepEqual(await pointedOut('imb.ashmoor.member', { person: 'Jordan Penhale' }, 'ZBI'), [])
    assert.deepEqual(await pointedOut('imb.ashmoor.member', { person: 'Jordan' }), [])
  })

  it('never to someone who may not see who the person is, though they see the rest', async () => {
    for (const post of ['hmip.deputy', 'imb.brackley-hill.chair', 'hmpps.ashmoor.governor', 'ppo.deputy']) {
      assert.deepEqual(await pointedOut(post, { number: 'A4821CX' }), [], post)
      assert.deepEqual(await pointedOut(post, { person: 'Jordan Penhale' }), [], post)
    }
  })

  it('not where nothing is known of who it is', async () =>
    assert.deepEqual(await pointedOut('imb.ashmoor.member', {}), []))
})
