import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { testSite } from '../../../test/site.ts'
import { visitsAgreement } from '../../../test/visits.ts'

describe('a step that takes others on other matters', async () => {
  const site = await testSite('step_elsewhere', { agreements: [visitsAgreement] })
  const post = 'hmip.coordinator'
  const visited = () => site.done(site.begin(post, 'visit', { where: 'ZAI', on: '2026-02-27', why: 'The kitchen' }))

  it('says before it is sent what would refuse it there, and shows what it would do once nothing does', async () => {
    const one = await visited()
    const round = await site.done(site.begin(post, 'round', { title: 'In March', visits: [one] }))
    const coordinator = await site.signIn(post)
    const refused = await coordinator.read(`/matters/${round}/steps/tell-all`)
    assert.match(refused.words, new RegExp(`There is a problem ${one}: Write it up first`))
    assert.doesNotMatch(refused.words, /Check before you go on/)

    await site.done(site.take(post, one, 'write'))
    const check = await coordinator.read(`/matters/${round}/steps/tell-all`)
    assert.match(check.words, /Check before you go on/)
  })
})
