import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { testSite, type Read } from '../../../test/site.ts'
import { letterAgreement } from '../step/step.samples.ts'

const letter = {
  where: 'ZAI',
  about: 'The kitchen',
  words: 'x',
  kind: 'thanks',
  urgent: false,
  reader: 'hmpps.ashmoor.governor',
  points: [{ point: 'One' }],
}

const rowsUnder = (page: Read, caption: string) => {
  const section = new RegExp(`${caption} \\((\\d+)\\)[\\s\\S]*?<tbody[^>]*>([\\s\\S]*?)</tbody>`).exec(page.html)
  return { said: Number(section?.[1] ?? 0), there: [...(section?.[2] ?? '').matchAll(/<tr/g)].length }
}

describe('Your work', async () => {
  const site = await testSite('work', { agreements: [letterAgreement] })
  const references: string[] = []
  for (let i = 0; i < 3; i++) {
    const reference = await site.done(site.begin('imb.ashmoor.chair', 'letter', letter))
    await site.done(site.take('imb.ashmoor.chair', reference, 'pass'))
    references.push(reference)
  }
  const chair = await site.signIn('imb.ashmoor.chair')
  const governor = await site.signIn('hmpps.ashmoor.governor')

  it('says plainly when there is nothing', async () => {
    const page = await (await site.signIn('imb.dunscar.chair')).read('/')
    assert.match(page.words, /You owe nothing/)
    assert.match(page.words, /Nothing new has come/)
    assert.match(page.words, /You are waiting for nobody/)
  })

  it('counts exactly what it lists, beside its name too (C-11)', async () => {
    const page = await governor.read('/')
    assert.deepEqual(rowsUnder(page, 'What you owe'), { said: 3, there: 3 })
    assert.deepEqual(rowsUnder(page, 'What came to you'), { said: 3, there: 3 })
    assert.match(page.words, /Your work 6 \(6 waiting\)/)
    assert.deepEqual(rowsUnder(await chair.read('/'), 'What you are waiting for'), { said: 3, there: 3 })
  })

  it('says what each matter is about and where, beside what is owed on it', async () => {
    const table = (page: Read, id: string) =>
      new RegExp(`<section id="${id}"[\\s\\S]*?</section>`).exec(page.html)?.[0] ?? ''
    for (const [page, id] of [
      [await governor.read('/'), 'owed'],
      [await governor.read('/'), 'came'],
      [await chair.read('/'), 'awaited'],
    ] as const) {
      assert.match(table(page, id), /The kitchen/, id)
      assert.match(table(page, id), /Ashmoor/, id)
    }
  })

  it('is one step from each thing, and what was opened is no longer new', async () => {
    const [reference = ''] = references
    const page = await governor.read('/')
    assert.ok(page.html.includes(`href="/matters/${reference}/steps/answer"`))
    await governor.read(`/matters/${reference}`)
    const after = await governor.read('/')
    assert.deepEqual(rowsUnder(after, 'What came to you'), { said: 2, there: 2 })
    assert.match(after.words, /Your work 5 \(5 waiting\)/)
  })

  it('puts what is overdue first, in words', async () => {
    site.setNow('2026-03-20T09:00:00Z')
    const late = await (await site.signIn('hmpps.ashmoor.governor')).read('/')
    assert.match(late.words, /3 things you owe are overdue/)
    assert.match(late.words, /16 March 2026 4 working days overdue/)
    site.setNow('2026-03-02T09:00:00Z')
  })

  it('offers what this post can begin, and to no other post', async () => {
    assert.match((await chair.read('/')).html, /href="\/begin\/letter"/)
    assert.doesNotMatch((await governor.read('/')).html, /href="\/begin\/letter"/)
  })

  it('asks nobody to renew what holds for a good while yet, and everyone what will soon lapse', async () => {
    const way = async () => /<a[^>]*href="\/begin\/confirmation"[^>]*>/.exec((await chair.read('/')).html)?.[0] ?? ''
    await site.database.owner.query(`update concordat.standing set lapses_on = '2026-12-31'`)
    assert.doesNotMatch(await way(), /govuk-button/)
    assert.match((await chair.read('/')).words, /holds until 31 December 2026/)
    await site.database.owner.query(`update concordat.standing set lapses_on = '2026-03-20'`)
    assert.match(await way(), /govuk-button/)
  })
})
