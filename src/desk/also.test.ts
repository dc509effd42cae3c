import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { testHouse } from '../../test/house.ts'
import { visitsAgreement } from '../../test/visits.ts'
import { findMatter, matter } from './matter.ts'

describe('an act that takes steps on other matters', async () => {
  const visits = await testHouse('also', { agreements: [visitsAgreement] })
  const { done, take, as } = visits
  const post = 'hmip.coordinator'
  const ended = (by = post) => done(visits.begin(by, 'visit', { where: 'ZAI', on: '2026-02-27', why: 'The kitchen' }))
  const round = (...of: string[]) => done(visits.begin(post, 'round', { title: 'In March', visits: of }))
  const stages = async (...of: string[]) =>
    as(post, desk => Promise.all(of.map(async one => (await matter(desk, one)).matter.stage)))

  it('does all of them or none, and says which is in the way and why', async () => {
    const [one, other] = [await ended(), await ended()]
    await done(take(post, one, 'write'))
    const both = await round(one, other)
    const refused = await take(post, both, 'tell-all')
    assert.deepEqual(refused.refused && refused.problems, [{ words: `${other}: Write it up first`, clause: 'SP-1' }])
    assert.deepEqual(await stages(both, one, other), ['open', 'ended', 'ended'])

    await done(take(post, other, 'write'))
    await done(take(post, both, 'tell-all'))
    assert.deepEqual(await stages(both, one, other), ['told', 'told', 'told'])
  })

  it('is theirs who take it: by the same person, on what they may see', async () => {
    const hidden = await ended('hmip.chief')
    assert.equal(await as(post, desk => findMatter(desk, hidden)), undefined)
    const refused = await visits.begin(post, 'round', { title: 'In March', visits: [hidden] })
    assert.match(JSON.stringify(refused), /There is no .* that you may see/)
  })

  it('makes one entry where one matter is named twice', async () => {
    const one = await ended()
    await done(take(post, one, 'write'))
    const twice = await done(visits.begin(post, 'round', { title: 'Twice', visits: `${one} ${one.toLowerCase()}` }))
    await done(take(post, twice, 'tell-all'))
    const { matter: told } = await as(post, desk => matter(desk, one))
    assert.equal(told.entries.filter(entry => entry.step === 'tell').length, 1)
  })

  it('happens once when it is sent twice', async () => {
    const one = await ended()
    await done(take(post, one, 'write'))
    const sent = await round(one)
    const key = 'told-once'
    await done(take(post, sent, 'tell-all', {}, { key }))
    await done(take(post, sent, 'tell-all', {}, { key }))
    const { matter: told } = await as(post, desk => matter(desk, one))
    assert.equal(told.entries.filter(entry => entry.step === 'tell').length, 1)
  })
})
