import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { testSite } from '../../../test/site.ts'
import { matter } from '../../desk/matter.ts'

const coordinator = 'hmip.coordinator'

describe('HH-33: whoever tells an establishment of an inspection is offered its action plans', async () => {
  const site = await testSite('among', { start: '2026-01-12T09:00:00Z' })
  const visitor = await site.signIn(coordinator)
  const planAt = (place: string, ended = false) =>
    site
      .done(
        site.begin(coordinator, 'action-plan', {
          place,
          published: '2026-01-05',
          items: [{ number: '1', text: 'Violence', kind: 'key' }],
        }),
      )
      .then(async reference => {
        if (ended) await site.done(site.take(coordinator, reference, 'close', { because: 'A new report is out.' }))
        return reference
      })
  const inspectionAt = async (place: string) => {
    const reference = await site.done(
      site.begin(coordinator, 'inspection', {
        place,
        kind: 'full',
        announced: false,
        first: '2026-01-12',
        last: '2026-01-16',
        coordinator: 'Helen Strand, 0100',
      }),
    )
    return { reference, action: `/matters/${reference}/steps/notify` }
  }
  const offered = (html: string) =>
    [...html.matchAll(/<input[^>]*name="q-plans"[^>]*>/g)].map(([input]) => {
      const value = /value="([^"]*)"/.exec(input)?.[1] ?? ''
      return /\schecked/.test(input) ? `${value}, chosen` : value
    })
  const asked = (plan: string) =>
    site.as(coordinator, async desk => (await matter(desk, plan)).matter.milestones.has('revision asked'))

  it('the newest is chosen already, beside the others, and one that has ended is not among them', async () => {
    const before = await planAt('ZAI')
    site.setNow('2026-01-12T09:01:00Z')
    const newest = await planAt('ZAI')
    await planAt('ZAI', true)
    await planAt('ZBI')
    const { action } = await inspectionAt('ZAI')
    const page = await visitor.read(action)
    assert.deepEqual(offered(page.html), [`${newest}, chosen`, before, 'another', 'none'])
    assert.match(
      page.words,
      /as revised\? \(optional\) At the next inspection .* Its reference A reference like ACP-2026-0042\./,
    )
    const check = await visitor.send(page, { 'q-plans': newest }, { action, button: 'check' })
    assert.equal(check.status, 200, check.words)
    await visitor.send(check, {}, { action, button: 'confirm' })
    assert.deepEqual([await asked(newest), await asked(before)], [true, false])
  })

  it('none of them is asked for where that is chosen, and it stays so when something is wrong or kept for later', async () => {
    const plan = await planAt('ZCI')
    const { action } = await inspectionAt('ZCI')
    const none = { 'q-plans': 'none', 'q-plans-another': plan }
    await visitor.send(await visitor.read(action), none, { action, button: 'later' })
    const back = await visitor.read(action)
    assert.deepEqual(offered(back.html), [plan, 'another', 'none, chosen'])
    const check = await visitor.send(back, none, { action, button: 'check' })
    assert.doesNotMatch(check.words, new RegExp(plan))
    await visitor.send(check, {}, { action, button: 'confirm' })
    assert.equal(await asked(plan), false)
  })

  it('where there is none, a reference may be typed', async () => {
    const { action } = await inspectionAt('ZDI')
    const { html, words } = await visitor.read(action)
    assert.match(html, /<input[^>]*id="q-plans"[^>]*type="text"/)
    assert.match(words, /A reference like ACP-2026-0042\. At the next inspection/)
  })
})
