import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { everyone, holder, worldOn } from '../../test/kit.ts'
import type { Day } from '../calendar/day.ts'
import { staleContact, staleInWords, warnOfStale } from './contact.ts'
import { directory } from './directory.ts'
import { unopened } from './matter.ts'
import { audience } from './who.ts'

/** A world in which these posts' contacts were confirmed on these days. */
const world = (on: string, confirmed: Readonly<Record<string, string>>) => ({
  ...worldOn(on),
  directory: directory({
    places: everyone.places,
    units: everyone.units({}),
    posts: everyone.posts({}).map(post => {
      const day = confirmed[post.key]
      const body = everyone.unit(post.unit).body
      return day
        ? { ...post, contact: { confirmedOn: day as Day, knownTo: body === 'IMB' ? ['IMB', 'HMIP', 'PPO'] : [body] } }
        : post
    }),
  }),
})

const board = 'imb.ashmoor'
const chair = 'imb.ashmoor.chair'

describe('PI-13b: a contact that was not confirmed within a year is stale', () => {
  it('on the day after the year, and not on its last', () => {
    assert.equal(staleContact(world('2027-01-05', { [chair]: '2026-01-05' }), board), undefined)
    assert.equal(staleContact(world('2027-01-06', { [chair]: '2026-01-05' }), board)?.since, '2026-01-05')
  })

  it('a chair’s that was never given is too, by the board or by the post', () => {
    for (const key of [board, chair]) {
      const stale = staleContact(world('2026-01-05', {}), key)
      assert.equal(stale && staleInWords(stale), 'No contact has been given for the Board chair, Ashmoor.')
    }
  })

  it('nobody else’s is due, so nothing is said of one that was never given', () => {
    for (const key of ['hmip.lead', 'hmip.coordinator', 'hmpps.ashmoor', 'imb.ashmoor.member', 'nowhere'])
      assert.equal(staleContact(world('2026-01-05', {}), key), undefined, key)
  })

  it('an office is reached by any of its posts whose contact holds', () => {
    const given = { 'hmip.coordinator': '2024-01-05', 'hmip.team-leader': '2026-01-05' }
    assert.equal(staleContact(world('2026-02-02', given), 'hmip.inspection'), undefined)
    assert.equal(staleContact(world('2026-02-02', given), 'hmip.coordinator')?.since, '2024-01-05')
    assert.equal(staleContact(world('2027-02-02', given), 'hmip.inspection')?.post.key, 'hmip.coordinator')
  })
})

describe('before something is sent to a stale contact, its sender is warned', () => {
  const warn = warnOfStale(audience('the board', () => [board]))
  const said = (post: string, confirmed: Readonly<Record<string, string>>) => {
    const me = holder(post)
    const matter = unopened({
      id: 1,
      reference: 'X',
      procedure: 'x',
      version: 'x',
      owner: me.unit,
      openedAt: new Date(0),
    })
    return warn({ matter, me, answers: {}, world: world('2026-03-02', confirmed) })
  }

  it('in words that say since when', () =>
    assert.match(
      said('hmip.coordinator', { [chair]: '2025-03-01' }) ?? '',
      /^How the Board chair, Ashmoor is reached was last confirmed on 1 March 2025, more than a year ago\./,
    ))

  it('not while it holds', () => assert.equal(said('hmip.coordinator', { [chair]: '2025-03-02' }), undefined))

  it('nor anyone whose body may not see the contact: they are told neither that it is stale nor that there is none', () => {
    assert.equal(said('hmpps.siu', { [chair]: '2025-03-01' }), undefined)
    assert.equal(said('hmpps.siu', {}), undefined)
    assert.match(said('ppo.investigator', {}) ?? '', /^No contact has been given/)
  })
})
