import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { reviewOfProgress } from '../../src/agreements/hmip-hmpps/review-of-progress/review-of-progress.ts'
import { urgentNotification } from '../../src/agreements/hmip-hmpps/urgent-notification/urgent-notification.ts'
import { testSite } from '../site.ts'
import { browsersAt, type Someone } from './browser.ts'
import { morning, today } from './cast.ts'

/**
 * What an inspection can lead to before and after its report, in a browser, by the posts whose part it is: a notification to
 * the Secretary of State that is answered too late, and a visit that judges what came of a report.
 */

const site = await testSite('journeys_urgent', { start: morning })
const browsers = await browsersAt(site.base)

const leader = 'hmip.team-leader'
const deputy = 'hmip.deputy'
const office = 'moj.secretary-of-state'
const board = 'imb.ashmoor.chair'
const governor = 'hmpps.ashmoor.governor'

const signedIn = new Map<string, Promise<Someone>>()
/** Whoever holds a post, at the browser they have used all along: the office’s and the governor’s are as narrow as a telephone. */
const as = (post: string): Promise<Someone> => {
  const there =
    signedIn.get(post) ?? browsers.signIn(post, { width: post === office || post === governor ? 375 : 1280 })
  signedIn.set(post, there)
  return there
}
/** Days later: everyone has been signed out meanwhile. */
const onThe = (instant: string) => {
  site.setNow(instant)
  signedIn.clear()
}
const opened = async (post: string, reference: string): Promise<Someone> => {
  const someone = await as(post)
  assert.equal(await someone.visit(`/matters/${reference}`), 200, `${post} opens ${reference}`)
  return someone
}

describe('HH-34 to HH-36: an Urgent Notification, from its preparation to a late answer', () => {
  let reference = ''

  it('is prepared where nobody else sees it', async () => {
    reference = await (
      await as(leader)
    ).begin(urgentNotification, {
      place: 'ZAI',
      ended: '2026-02-25',
      line: 'Violence, and nobody in charge of it',
      partners: ['ofsted'],
      why: 'Seen on the night visit.',
    })
    for (const post of [office, governor, board])
      assert.equal(await (await as(post)).visit(`/matters/${reference}`), 404, post)
    await (await opened(leader, reference)).sees(/in the inspectorate’s practice, within seven days of the inspection/)
  })

  it('is sent to the office, and is public from that minute', async () => {
    await (
      await as(deputy)
    ).take(reference, 'send', { letter: 'I put my grave concern about Ashmoor to you.', on: today })
    for (const post of [office, governor, board]) {
      const someone = await opened(post, reference)
      await someone.sees('I put my grave concern about Ashmoor to you.')
      await someone.doesNotSee('night visit')
    }
    const letter = await (await opened(leader, reference)).words()
    assert.match(letter, /The Urgent Notification/)
  })

  it('shows both readings of the 28 days to everyone', async () => {
    await (await as(office)).take(reference, 'receive', { on: today })
    onThe('2026-03-04T09:00:00Z')
    await (await as('hmip.press')).take(reference, 'publish', { on: '2026-03-04' })
    for (const post of [office, board])
      await (
        await opened(post, reference)
      ).sees('To be answered by, counted from its receipt', 'The same, counted from its publication', '30 March 2026')
  })

  it('refuses an answer from before it was received, in plain words', async () => {
    onThe('2026-03-31T09:00:00Z')
    const someone = await as(office)
    await someone.check(reference, 'respond', { on: '2026-03-01', immediate: 'Fifty more staff.' })
    await someone.sees(/It can’t have been answered before it was received, which was on 2 March 2026/)
  })

  it('is answered in two parts, a day too late, and in force until the place is inspected again', async () => {
    const someone = await as(office)
    await someone.take(reference, 'respond', { on: '2026-03-30', immediate: 'Fifty more staff from today.' })
    await someone.take(reference, 'respond', { on: '2026-03-31', longer: 'A new governor, and a new regime.' })
    await (await opened(board, reference)).sees('Fifty more staff from today.', 'A new governor, and a new regime.')
    await (await as(board)).visit('/matters?procedure=urgent-notification')
    await (await as(board)).sees('Late')
    await (await as(leader)).take(reference, 'inspected-again', { on: '2026-03-31' })
    await (await opened(governor, reference)).sees(/Said that the place was inspected again/)
  })
})

describe('HH-37 to HH-41: a review of progress, from a candidate to its report', () => {
  let reference = ''

  it('is considered and chosen among the inspectorate, with its year counted', async () => {
    const someone = await as(leader)
    reference = await someone.begin(reviewOfProgress, {
      place: 'ZAI',
      ended: '2025-07-18',
      reasons: ['scores'],
      because: 'Safety has fallen twice.',
      items: [
        { number: '1', kind: 'priority', text: 'Men spend too long in their cells.' },
        { number: '4', kind: 'key', text: 'Complaints are answered late.' },
      ],
    })
    await someone.take(reference, 'choose', { likely: '2026-04-14' })
    await someone.visit('/matters?procedure=review-of-progress')
    await someone.sees('April 2026 to March 2027', '1, which is 14 short of 15')
    assert.equal(await (await as(governor)).visit(`/matters/${reference}`), 404)
  })

  it('is announced, with what is unusual about it pointed out and not in the way', async () => {
    const someone = await as(leader)
    await someone.fillIn(reference, 'select-items', {})
    for (const name of [/^1: /, /^4: /]) await someone.page.getByRole('checkbox', { name }).check()
    await someone.press('Continue')
    await someone.confirm('select-items')
    await someone.check(reference, 'announce', { first: '2026-04-14', last: '2026-04-16', length: '2.5', team: 6 })
    await someone.sees(/The agreement has four or five inspectors; this is 6\./)
    await someone.confirm('announce')
    const there = await opened(governor, reference)
    await there.sees('Visit until, as a rule', '18 July 2026', /Men spend too long in their cells\./)
    await there.doesNotSee('Safety has fallen twice')
  })

  it('judges each item once the visit has begun, and tells nobody until it is published', async () => {
    onThe('2026-04-16T17:00:00Z')
    const someone = await as(leader)
    await someone.take(reference, 'begin-visit', { on: '2026-04-14' })
    await someone.fillIn(reference, 'judge', {})
    for (const [item, progress] of [
      [/^1: /, 'insufficient'],
      [/^4: /, 'good'],
    ] as const) {
      const row = someone.page.getByRole('group', { name: item })
      await someone.answer(reviewOfProgress.steps.judge?.asks.judged?.row ?? {}, { progress }, row)
    }
    await someone.press('Continue')
    await someone.confirm('judge')
    await someone.take(reference, 'end-visit', { on: '2026-04-16' })
    await someone.sees('22 May 2026')
    await (await opened(governor, reference)).doesNotSee('Insufficient progress')
  })

  it('is published to everyone in one minute, item by item', async () => {
    const someone = await as(leader)
    await someone.take(reference, 'write', { words: 'Some of it has been acted on.' })
    await someone.take(reference, 'publish', {})
    for (const post of [governor, board, office]) {
      const there = await opened(post, reference)
      await there.sees('Some of it has been acted on.', 'Insufficient progress', 'Good progress')
      await there.doesNotSee('Safety has fallen twice')
    }
  })
})
