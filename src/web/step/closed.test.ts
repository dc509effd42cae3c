import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { testSite } from '../../../test/site.ts'

describe('A step that is closed', async () => {
  const site = await testSite('closed', { start: '2026-03-02T09:00:00Z' })
  const chair = await site.signIn('imb.ashmoor.chair')
  const reference = await site.done(
    site.begin('imb.ashmoor.chair', 'sanction-allegation', {
      place: 'ZAI',
      affected: 'detained',
      contacted: ['IMB'],
      came: 'letter',
      receivedOn: '2026-03-02',
      line: 'Moved off the wing',
      name: 'J. Canary',
      account: 'They were moved the day after.',
    }),
  )
  const on = (step: string) => `/matters/${reference}/steps/${step}`
  const ways = async (step: string) => {
    const page = await chair.read(on(step))
    assert.equal(page.status, 409, page.words)
    const [, links = ''] = /<p class="govuk-body">It waits for([\s\S]*?)<\/p>/.exec(page.html) ?? []
    return [...links.matchAll(/steps\/([\w-]+)"/g)].map(([, name]) => name)
  }

  it('leads to the step that it waits for, where its reader may take that now', async () => {
    assert.deepEqual(await ways('refer'), ['assess'])
    assert.match((await chair.read(on('refer'))).words, /First assess.*It waits for: Assess whether it qualifies/)
    const matter = await chair.read(`/matters/${reference}`)
    assert.match(
      matter.words,
      /Refer it to a senior manager there; [^.]* First assess[^.]*It waits for: Assess whether/,
    )
  })

  it('to each of them, where there are several', async () => {
    await site.done(
      site.take('imb.ashmoor.chair', reference, 'assess', {
        qualifies: 'yes',
        kinds: ['relocation'],
        deed: 'act',
        involvement: ['permitted'],
        implicated: 'no',
        reasons: 'It followed the letter.',
      }),
    )
    assert.deepEqual(await ways('refer'), ['ask-consent', 'refer-without-consent'])
  })

  it('to what takes away the reason that closed it, and to nothing that is not theirs', async () => {
    assert.deepEqual(await ways('open-investigation'), [])
    const untold = { outcome: 'other', reasons: 'It has ended.', untold: 'They have gone home.' }
    for (const [step, answers] of [
      ['monitor', { what: ['person'] }],
      ['end-monitoring', { what: ['person'], reasons: 'No risk.' }],
      ['ask-consent', { consent: 'refused', askedOn: '2026-03-02', askedBy: 'A member', how: 'person' }],
      ['close', untold],
    ] as const)
      await site.done(site.take('imb.ashmoor.chair', reference, step, answers))
    assert.deepEqual(await ways('update'), ['reopen'])
  })
})
