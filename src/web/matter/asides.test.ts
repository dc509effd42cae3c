import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { testSite } from '../../../test/site.ts'

describe('a stage off the way', async () => {
  const site = await testSite('asides')
  const chief = 'hmip.chief'

  it('is told of once a matter stands there, and never as something to come', async () => {
    const subject = { subject: 'Sundays', why: 'Boards write of them.', chief: 'chief' }
    const reference = await site.done(site.begin(chief, 'thematic-review', subject))
    const someone = await site.signIn(chief)
    const before = await someone.read(`/matters/${reference}`)
    assert.match(before.words, /Now ?: Being planned/)
    assert.match(before.words, /To come ?: Published/)
    assert.doesNotMatch(before.words, /: Stopped/)

    await site.done(site.take(chief, reference, 'stop', { because: 'Another is more pressing.' }))
    const after = await someone.read(`/matters/${reference}`)
    assert.match(after.words, /Now ?: Stopped/)
    assert.doesNotMatch(after.words, /To come/)
  })
})
