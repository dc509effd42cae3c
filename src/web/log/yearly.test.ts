import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { testSite } from '../../../test/site.ts'

const site = await testSite('yearly-page', { start: '2026-01-05T09:00:00Z' })

describe('HH-40: reviews of progress in a business year stand above their list', () => {
  const considered = (likely?: string) =>
    site
      .done(
        site.begin('hmip.team-leader', 'review-of-progress', {
          place: 'ZAI',
          ended: '2025-06-06',
          reasons: ['risk'],
          because: 'Nothing was done.',
          items: [{ number: '1', kind: 'key', text: 'Complaints are answered late.' }],
        }),
      )
      .then(reference =>
        likely === undefined ? reference : site.done(site.take('hmip.team-leader', reference, 'choose', { likely })),
      )
  const page = async (post: string) =>
    (await (await site.signIn(post)).read('/matters?procedure=review-of-progress')).words

  it('for this year and the next, by the day of the visit, beside 15 to 20', async () => {
    assert.match(await page('hmip.deputy'), /April 2025 to March 2026\s+0, which is 15 short of 15/)
    await considered()
    for (let at = 0; at < 15; at++) await considered('2026-02-10')
    for (let at = 0; at < 2; at++) await considered('2026-04-01')
    const words = await page('hmip.team-leader')
    assert.match(words, /Visits in each business year: 15 to 20/)
    assert.match(words, /April 2025 to March 2026\s+15, which is within 15 to 20/)
    assert.match(words, /April 2026 to March 2027\s+2, which is 13 short of 15/)
    for (let at = 0; at < 6; at++) await considered('2026-03-31')
    assert.match(await page('hmip.team-leader'), /April 2025 to March 2026\s+21, which is 1 more than 20/)
  })

  it('for nobody else, not even for those a review is announced to', async () => {
    const reference = await considered('2026-03-10')
    await site.done(
      site.take('hmip.team-leader', reference, 'announce', {
        first: '2026-03-10',
        last: '2026-03-12',
        length: '2.5',
        team: '4',
      }),
    )
    for (const post of ['hmpps.ashmoor.governor', 'hmpps.siu', 'imb.ashmoor.chair']) {
      const words = await page(post)
      assert.match(words, /After the inspection that ended on 6 June 2025/)
      assert.doesNotMatch(words, /business year|short of|Nothing was done/)
    }
  })
})
