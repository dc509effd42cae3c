import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { testSite } from '../../../test/site.ts'

describe('what somebody can set going, on their work', async () => {
  const site = await testSite('beginnings')

  it('stands under the agreement it belongs to, where there is much of it', async () => {
    const { html } = await (await site.signIn('hmip.coordinator')).read('/')
    const under = (agreement: string) =>
      new RegExp(`Under ${agreement}</h3>\\s*<ul[\\s\\S]*?</ul>`).exec(html.slice(html.indexOf('id="more"')))?.[0] ?? ''
    assert.match(under('the agreement between the inspectorate and the prison service'), /Begin a thematic review/)
    assert.match(under('the sanctions protocol'), /Confirm that you know/)
    assert.doesNotMatch(under('the sanctions protocol'), /Begin a thematic review/)
  })

  it('stands first where it is somebody’s main work', async () => {
    const first = async (post: string) =>
      /id="begin">[\s\S]*?<a[^>]*>\s*([^<]*?)\s*<\/a>/.exec((await (await site.signIn(post)).read('/')).html)?.[1]
    assert.equal(await first('hmip.coordinator'), 'Plan an inspection')
    assert.equal(await first('hmip.deputy'), 'Take down an alleged sanction')
  })

  it('stands in one list where there is little', async () => {
    const { html } = await (await site.signIn('ppo.investigator')).read('/')
    assert.match(html, /Other things you can start/)
    assert.doesNotMatch(html, />Under the /)
  })

  it('waits under what a governor owes where it is seldom begun', async () => {
    const { html } = await (await site.signIn('hmpps.ashmoor.governor')).read('/')
    const [before = '', after = ''] = html.split('What you can start</h2>')
    assert.match(after, />Complain about conduct</)
    assert.doesNotMatch(before, />Complain about conduct<|Start something/)
  })

  it('is not what a step elsewhere begins, though its address answers whoever may', async () => {
    const coordinator = await site.signIn('hmip.coordinator')
    assert.doesNotMatch((await coordinator.read('/')).words, /Open an action plan/)
    assert.equal((await coordinator.read('/begin/action-plan')).status, 200)
  })
})
