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

  it('and a stage that was gone back from is to come again', async () => {
    const [planner, wish] = ['hmip.coordinator', { partner: 'cqc', line: 'To look at health care in the autumn' }]
    const reference = await site.done(site.begin(planner, 'partner-wish', wish))
    await site.done(site.take(planner, reference, 'turn-down', { reason: 'There is no room on the team.' }))
    await site.done(site.take(planner, reference, 'take-up-again', { reason: 'They ask again.' }))
    const page = await (await site.signIn(planner)).read(`/matters/${reference}`)
    assert.match(page.words, /Now ?: Wished [\d A-Za-z]*To come ?: Answered On this page What/)
  })
})
