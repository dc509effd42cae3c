import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { allegation } from '../../src/agreements/sanctions-protocol/allegation.ts'
import { mountApi } from '../../src/api/api.ts'
import { departure } from '../../src/agreements/house/people.ts'
import { makeToken } from '../../src/desk/tokens.ts'
import { testSite } from '../site.ts'
import { browsersAt, chooseToBe } from './browser.ts'
import { holderOf, morning, today } from './cast.ts'

/** Being signed in: how it ends, what is never lost by that, and two people at one matter. */

const site = await testSite('journeys_session', { start: morning, more: mountApi })
const browsers = await browsersAt(site.base)

const board = 'imb.brackley-hill.chair'
const member = 'imb.brackley-hill.member'

const newMatter = () =>
  site.done(
    site.begin(board, allegation.name, {
      place: 'ZBI',
      affected: 'detained',
      contacted: ['IMB'],
      came: 'letter',
      receivedOn: today,
      line: 'Moved to another wing the morning after his letter',
      account: 'Write to whoever you like, you will do it from C wing.',
    }),
  )

const minutes = (count: number) => site.setNow(new Date(Date.parse(morning) + count * 60_000))

const news = allegation.steps.update?.asks.news ?? assert.fail()

describe('Being signed in', () => {
  it('warns five minutes before it ends, and goes on at a press, with what is typed left as it is', async () => {
    const reference = await newMatter()
    const chair = await browsers.signIn(board, { clock: true })
    const { page } = chair
    await chair.fillIn(reference, 'update', { news: 'He was seen' })
    const text = page.getByRole('textbox', { name: news.label })
    const notice = page.getByRole('region', { name: 'Your session' })
    assert.equal(await notice.isVisible(), false)
    // Whoever types is not away: what they typed is kept, and half an hour is counted from then.
    const kept = page.waitForResponse(answer => answer.url().endsWith('/drafts'))
    await page.clock.fastForward('00:10')
    await kept

    minutes(25)
    await page.clock.fastForward('25:01')
    await notice.getByText('You will be signed out in 5 minutes.').waitFor()
    await chair.look()
    await notice.getByRole('button', { name: 'Stay signed in' }).click()
    await notice.waitFor({ state: 'hidden' })
    assert.equal(await text.inputValue(), 'He was seen')

    // Half an hour from then, not from when they came.
    minutes(50)
    await page.clock.fastForward('25:01')
    await notice.getByText('You will be signed out in 5 minutes.').waitFor()
    minutes(56)
    await page.clock.fastForward('05:01')
    await notice.getByText(/^You have been signed out/).waitFor()
    assert.equal(await text.inputValue(), 'He was seen')
    minutes(0)
  })

  it('when it has ended in the middle of a form, what was typed is there again after signing in', async () => {
    const reference = await newMatter()
    const chair = await browsers.signIn(board)
    await chair.fillIn(reference, 'update', { news: 'He was seen on the yard, and is calm.' })
    minutes(31)
    await chair.press('Continue')
    await chair.sees('What you typed is kept. Sign in and it will be on the page as you left it.')
    await chair.page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await chooseToBe(chair.page, board)
    assert.equal(
      await chair.page.getByRole('textbox', { name: news.label }).inputValue(),
      'He was seen on the yard, and is calm.',
    )
    await chair.press('Continue')
    await chair.confirm('update')
    await chair.sees('He was seen on the yard, and is calm.')
    minutes(0)
  })

  it('keeps a draft of what is typed within seconds, to be gone on with at any browser', async () => {
    const reference = await newMatter()
    const here = await browsers.signIn(board, { clock: true })
    await here.fillIn(reference, 'update', { news: 'Half a sentence' })
    await here.page.clock.fastForward('00:06')
    await here.sees(/^Draft kept at/)
    const elsewhere = await browsers.signIn(board)
    await elsewhere.follow(new RegExp(`${allegation.steps.update?.label}, ${reference}`))
    assert.equal(await elsewhere.page.getByRole('textbox', { name: news.label }).inputValue(), 'Half a sentence')
    await elsewhere.press('Throw it away and start again')
    assert.equal(await elsewhere.page.getByRole('textbox', { name: news.label }).inputValue(), '')
  })

  for (const scripts of [true, false])
    it(`before a prison is told they prove again who they are, and go on where they were, ${scripts ? 'with' : 'without'} scripts (A-25)`, async () => {
      const reference = await newMatter()
      const agrees = { consent: 'given', covers: ['everything'], askedOn: today, askedBy: 'The chair', how: 'person' }
      await site.done(site.take(board, reference, 'ask-consent', agrees))
      await site.done(
        site.take(board, reference, 'assess', {
          qualifies: true,
          kinds: ['relocation'],
          deed: 'act',
          involvement: ['carried-out'],
          implicated: false,
          reasons: 'It came the morning after.',
        }),
      )
      const chair = await browsers.signIn(board, { scripts })
      minutes(11)
      await chair.check(reference, 'refer', { to: 'hmpps.brackley-hill.governor', request: 'Please look into it.' })
      const label = allegation.steps.refer?.label ?? assert.fail()
      await chair.press(label)
      await chair.sees('Prove again that it is you', new RegExp(`, on ${reference}, prove again who you are`))
      await chair.page.getByRole('button', { name: 'Prove that it is you', exact: true }).click()
      await chair.sees('Prove again that it is you', /In practice, choose yourself again/)
      await chooseToBe(chair.page, board)
      await chair.sees('You have proved that it is you')
      await chair.press('Go on')
      await chair.sees('Please look into it.')
      assert.equal(new URL(chair.page.url()).pathname, `/matters/${reference}`)
      minutes(0)
    })

  it('signing out ends it for good: what the browser held opens nothing any more', async () => {
    const reference = await newMatter()
    const chair = await browsers.signIn(board)
    await chair.visit(`/matters/${reference}`)
    const held = await chair.page.context().cookies()
    await chair.press('Sign out')
    await chair.sees(/signed out/i)
    await chair.visit(`/matters/${reference}`)
    await chair.doesNotSee('Moved to another wing')
    const thief = await browsers.newPage()
    await thief.context().addCookies(held)
    assert.equal((await thief.goto(`/matters/${reference}`))?.status(), 401)
  })

  it('a post that is ended is ended at once: at the browser that is open, and for its token', async () => {
    const post = 'imb.calder-mount.chair'
    const { name, title } = holderOf(post)
    const { token } = await site.as(post, desk => makeToken(desk, 'journey', 30))
    const me = () => fetch(`${site.base}/api/v1/me`, { headers: { authorization: `Bearer ${token}` } })
    const chair = await browsers.signIn(post)
    assert.equal((await me()).status, 200)

    const secretariat = await browsers.signIn('imb.secretariat')
    const ending = departure.steps['end-post'] ?? assert.fail()
    await secretariat.follow(ending.label)
    await secretariat.page
      .getByRole('combobox', { name: ending.asks.hold?.label })
      .selectOption({ label: `${name}, ${title}` })
    await secretariat.press('Continue')
    await secretariat.press(ending.label)
    await secretariat.sees('Ended')

    assert.equal(await chair.visit('/matters'), 401)
    await chair.sees('You have been signed out')
    assert.equal((await me()).status, 401)
  })
})

describe('Two people at one matter', () => {
  it('the second is shown what the first did, beside what they wrote, and both are kept', async () => {
    const reference = await newMatter()
    const chair = await browsers.signIn(board)
    const frank = await browsers.signIn(member)
    await chair.fillIn(reference, 'update', { news: 'His sister rang: he has not been given his post.' })
    await frank.take(reference, 'update', { news: 'He was not at exercise today.' })

    await chair.press('Continue')
    await chair.sees('There is a problem', 'What changed since you began to write', 'He was not at exercise today.')
    assert.equal(
      await chair.page.getByRole('textbox', { name: news.label }).inputValue(),
      'His sister rang: he has not been given his post.',
    )
    await chair.press('Continue')
    await chair.confirm('update')
    const markup = await chair.page.content()
    assert.match(markup, /His sister rang[\s\S]*He was not at exercise today/)
  })

  it('a change between the check and the deed is shown before anything is done', async () => {
    const reference = await newMatter()
    const chair = await browsers.signIn(board)
    await chair.check(reference, 'assess', { qualifies: false, reasons: 'The whole landing was moved.' })
    await site.done(site.take(member, reference, 'update', { news: 'Only his cell was moved.' }))
    await chair.press(allegation.steps.assess?.label ?? '')
    await chair.sees('What changed since you began to write', 'Only his cell was moved.')
    await chair.visit(`/matters/${reference}`)
    await chair.doesNotSee('Does not qualify as a sanction')
  })
})
