import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { testSite } from '../../../../test/site.ts'
import { mountApi } from '../../../api/api.ts'
import { makeToken } from '../../../desk/tokens.ts'

const leader = 'hmip.team-leader'
const governor = 'hmpps.ashmoor.governor'
const siu = 'hmpps.siu'

/** A word of the plan, and one of what is reported: in nobody’s page that may not read them. */
const planned = 'Zebrafinch'
const told = 'Quetzalbird'

describe('HH-32b: an action plan, from its opening to what was found, at the house itself', async () => {
  const site = await testSite('action plan', { start: '2026-03-02T09:00:00Z', more: mountApi })
  const reference = await site.done(
    site.begin(leader, 'action-plan', {
      place: 'ZAI',
      published: '2026-03-02',
      items: [{ number: '1', text: 'Violence was rising.', kind: 'priority' }],
    }),
  )
  const take = (post: string, step: string, answers: Record<string, unknown> = {}) =>
    site.done(site.take(post, reference, step, answers))
  await take(governor, 'plan', {
    plan: [
      { number: '1', response: 'agreed', action: `Meet weekly about ${planned}`, owner: 'Head', target: '2026-05-01' },
    ],
  })

  /** All that somebody finds of it: pages, tables, the list, a search and the API. */
  async function found(post: string): Promise<string> {
    const who = await site.signIn(post)
    const { token } = await site.as(post, desk => makeToken(desk, 'test', 1))
    const bearer = { headers: { authorization: `Bearer ${token}` } }
    const here = `/matters/${reference}`
    const pages = [
      '',
      '/tables/plan',
      '/tables/passed',
      '/tables/progress',
      '/tables/stages',
      '/seen',
      '/steps/plan',
    ].map(async tail => (await who.read(`${here}${tail}`)).html)
    const lists = ['procedure=action-plan', `q=${planned}`, `q=${told}`].flatMap(query => [
      who.read(`/matters?${query}`).then(page => page.html.replaceAll(`q=${planned}`, '').replaceAll(`q=${told}`, '')),
      fetch(`${site.base}/api/v1/matters?${query}`, bearer).then(answer => answer.text()),
    ])
    const api = fetch(`${site.base}/api/v1${here}`, bearer).then(answer => answer.text())
    return (await Promise.all([...pages, ...lists, api]))
      .join('\n')
      .replaceAll(/<input[^>]*(?:search|name="q")[^>]*>/g, '')
      .replaceAll(new RegExp(`(?:“|&quot;|value=")(?:${planned}|${told})`, 'g'), '')
  }

  it('while it is made, those at the prison and at the centre read it, and no inspector a word of it', async () => {
    for (const post of [governor, siu, 'hmpps.group-director'])
      assert.match(await found(post), new RegExp(planned), post)
    for (const post of [leader, 'hmip.chief']) {
      const all = await found(post)
      assert.match(all, /Violence was rising/, post)
      assert.doesNotMatch(all, new RegExp(planned), post)
    }
    for (const post of ['imb.ashmoor.chair', 'hmpps.chief-executive', 'moj.secretary-of-state'])
      assert.doesNotMatch(await found(post), /Violence was rising|Zebrafinch/, post)
  })

  it('cleared stage by stage and reported on, it still is no inspector’s; once it is passed, both are', async () => {
    await take(governor, 'put-in-place')
    await take(governor, 'report-progress', { reported: [{ number: '1', progress: 'done', note: `We met: ${told}` }] })
    await take(siu, 'assure')
    await take('hmpps.chief-executive', 'clear-chief-executive')
    assert.match(await found('moj.secretary-of-state'), new RegExp(planned))
    await take('moj.secretary-of-state', 'clear-ministers')
    assert.doesNotMatch(await found(leader), new RegExp(`${planned}|${told}`))
    await take(siu, 'pass')
    const all = await found(leader)
    assert.match(all, new RegExp(planned))
    assert.match(all, new RegExp(told))
    assert.doesNotMatch(await found('moj.secretary-of-state'), new RegExp(told))
  })

  it('HH-33: what is made of it next is the prison’s again, and what was found stands beside what was told', async () => {
    await take(governor, 'plan', {
      plan: [
        { number: '1', response: 'agreed', action: 'Meet daily, a Wallcreeper', owner: 'Head', target: '2026-06-01' },
      ],
    })
    assert.doesNotMatch(await found(leader), /Wallcreeper/)
    assert.doesNotMatch(await found('moj.secretary-of-state'), /Wallcreeper/)
    await take(leader, 'verify', { how: 'review', judgements: [{ number: '1', progress: 'insufficient' }] })
    for (const post of [leader, governor]) {
      const who = await site.signIn(post)
      const { words } = await who.read(`/matters/${reference}/tables/progress`)
      assert.match(
        words,
        /Violence was rising\. Priority concern Agreed Done .* Insufficient progress .* In whole In part/,
      )
    }
    await take(leader, 'ask-revision')
    await take(governor, 'hand-in-revised')
    assert.match(await found(leader), /Wallcreeper/)
  })

  it('is told once on its page: what its tables hold is not told again below, nor the plan twice to whoever makes it', async () => {
    const section = (html: string, id: string) =>
      new RegExp(`<section aria-labelledby="${id}">.*?</section>`, 's').exec(html)?.[0] ?? ''
    const read = async (post: string) => {
      const { html } = await (await site.signIn(post)).read(`/matters/${reference}`)
      return { html, known: section(html, 'known') }
    }
    const makes = await read(governor)
    assert.match(section(makes.html, 'table-plan'), /Meet daily, a Wallcreeper/)
    assert.equal(section(makes.html, 'table-passed'), '')
    assert.match(makes.html, new RegExp(`href="/matters/${reference}/tables/passed"`))
    const readers = await read(leader)
    assert.match(section(readers.html, 'table-passed'), /Meet daily, a Wallcreeper/)
    for (const { html, known } of [makes, readers]) {
      assert.match(section(html, 'table-progress'), /Violence was rising\./)
      assert.doesNotMatch(known, /Violence was rising|Wallcreeper/)
      assert.match(known, new RegExp(told), 'what no table holds')
    }
  })

  it('is tied to nothing that it does not name, and its stages say who did what on which day', async () => {
    const who = await site.signIn(leader)
    const { words } = await who.read(`/matters/${reference}/tables/stages`)
    assert.match(words, /In place at the establishment 2 June 2026 2 March 2026 Governor, Ashmoor/)
    assert.match(words, /Passed to the inspectorate 2 September 2026 2 March 2026 Scrutiny and Intelligence Unit/)
  })
})
