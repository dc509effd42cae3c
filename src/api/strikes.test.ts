import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { lettersAgreement } from '../../test/letters.ts'
import { testApi, type TestApi } from './kit.samples.ts'

const chair = 'imb.ashmoor.chair'
const governor = 'hmpps.ashmoor.governor'

describe('Striking words out by the API (A-22)', () => {
  let api: TestApi
  let reference: string
  let address: string

  before(async () => {
    api = await testApi('api strikes', { agreements: [lettersAgreement] })
    const { test } = api
    reference = await test.done(
      test.begin(chair, 'letter', { where: 'ZAI', about: 'About Wexcombe', words: 'By Wexcombe' }),
    )
    await test.done(test.take(chair, reference, 'pass'))
    address = `/matters/${reference}/strikes`
  })
  after(() => api.close())

  const asked = (more: object = {}) => ({ words: ['Wexcombe'], why: 'name', ...more })
  const versionFor = async (post: string) =>
    (await api.ask(post, 'GET', `/matters/${reference}`)).headers.etag?.toString() ?? ''

  it('is refused without a version, with another, for a reader, and for words that are not there', async () => {
    const etag = await versionFor(chair)
    assert.equal((await api.ask(chair, 'POST', address, { json: asked() })).status, 428)
    const old = await api.ask(chair, 'POST', address, { json: asked(), headers: { 'if-match': '"1.0.0.0"' } })
    assert.equal(old.status, 409)
    const reader = await api.ask(governor, 'POST', address, {
      json: asked(),
      headers: { 'if-match': await versionFor(governor) },
    })
    assert.equal(reader.status, 422)
    const absent = await api.ask(chair, 'POST', address, {
      json: asked({ words: ['Nobody'] }),
      headers: { 'if-match': etag },
    })
    assert.equal(absent.status, 422)
    const stranger = await api.ask('imb.dunscar.chair', 'POST', address, {
      json: asked(),
      headers: { 'if-match': etag },
    })
    assert.equal(stranger.status, 404)
    const faulty = await api.ask(chair, 'POST', address, {
      json: asked({ why: 'Wexcombe' }),
      headers: { 'if-match': etag },
    })
    assert.equal(faulty.status, 400)
    assert.match((await api.ask(chair, 'GET', `/matters/${reference}`)).raw.toString(), /Wexcombe/)
  })

  it('happens once, tells who opened it, and leaves the mark', async () => {
    const headers = { 'if-match': await versionFor(chair), 'idempotency-key': 'once' }
    const done = await api.ask(chair, 'POST', address, { json: asked(), headers })
    assert.equal(done.status, 200, done.raw.toString())
    assert.deepEqual(
      done.body.opened.map((one: { office: string }) => one.office),
      ['Governor, Ashmoor'],
    )
    const again = await api.ask(chair, 'POST', address, { json: asked(), headers })
    assert.deepEqual([again.body.version, again.body.says], [done.body.version, done.body.says])
    for (const post of [chair, governor]) {
      const left = (await api.ask(post, 'GET', `/matters/${reference}`)).raw.toString()
      assert.doesNotMatch(left, /Wexcombe/)
      assert.match(left, /About ▮▮▮/)
    }
  })
})
