import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { testSite } from '../../../test/site.ts'

describe('what somebody can set going, on their work', async () => {
  const site = await testSite('beginnings')

  it('stands under the agreement it belongs to, where there is much of it', async () => {
    const { html } = await (await site.signIn('hmip.coordinator')).read('/')
    const [, later = ''] = html.split('id="more"')
    const [, underSanctions = '', underService = ''] =
      /Under the sanctions protocol<\/h3>([\s\S]*?)<h3[\s\S]*?Under the agreement between HMIP and HMPPS<\/h3>([\s\S]*?)<\/ul>/.exec(
        later,
      ) ?? []
    assert.match(underService, /Plan an inspection/)
    assert.doesNotMatch(underSanctions, /Plan an inspection/)
  })

  it('stands in one list where there is little', async () => {
    const { html } = await (await site.signIn('ppo.investigator')).read('/')
    assert.match(html, /Other things you can start/)
    assert.doesNotMatch(html, />Under the /)
  })

  it('is not what a step elsewhere begins, though its address answers whoever may', async () => {
    const coordinator = await site.signIn('hmip.coordinator')
    assert.doesNotMatch((await coordinator.read('/')).words, /Open an action plan/)
    assert.equal((await coordinator.read('/begin/action-plan')).status, 200)
  })
})
