import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { agreements } from '../../src/agreements/agreements.ts'
import { weeklySummary } from '../../src/agreements/ppo-hmip/weekly-summary.ts'
import { mountApi } from '../../src/api/api.ts'
import { openRecurring } from '../../src/clock/recur.ts'
import { list } from '../../src/desk/list.ts'
import { makeToken } from '../../src/desk/tokens.ts'
import { testSite } from '../site.ts'
import { browsersAt, type Someone } from './browser.ts'
import { morning } from './cast.ts'

/**
 * What bodies pass to each other, in a browser, by the posts whose part it is: a letter on its way to a board and its outcome
 * back; something that is taken back and is then nowhere; and a summary that goes only when it tells of nobody.
 */

const site = await testSite('journeys_sharing', { start: morning, more: mountApi })
const browsers = await browsersAt(site.base)

const coordinator = 'hmip.coordinator'
const chair = 'imb.national-chair'
const board = 'imb.ashmoor.chair'
const neighbour = 'imb.brackley-hill.chair'
const governor = 'hmpps.ashmoor.governor'

const information =
  agreements
    .flatMap(one => one.versions.flatMap(version => version.procedures))
    .find(one => one.name === 'information-hmip') ?? assert.fail('nothing is shared')
const share = information.steps[information.begins] ?? assert.fail('it does not begin')

const line = 'A letter about the night staff on one wing'
const words = 'A canary sang of the night staff, and nobody came.'
const purpose = share.asks.purpose?.usual as string

const signedIn = new Map<string, Promise<Someone>>()
/** Whoever holds a post, at the browser they have used all along. */
const as = (post: string): Promise<Someone> => {
  const there = signedIn.get(post) ?? browsers.signIn(post)
  signedIn.set(post, there)
  return there
}
const opened = async (post: string, reference: string): Promise<Someone> => {
  const someone = await as(post)
  assert.equal(await someone.visit(`/matters/${reference}`), 200, `${post} opens ${reference}`)
  return someone
}

/** None of it in any list, search, address, file or feed; for whoever was never told of it, not its reference either. */
async function findsNothing(post: string, reference: string, gone: readonly string[]): Promise<void> {
  const someone = await as(post)
  const { request } = someone.page
  const { token } = await site.as(post, desk => makeToken(desk, 'To look', 1))
  const headers = { authorization: `Bearer ${token}` }
  const its = ['', '/seen', '/still.json', '/steps/accept', '/steps/tell-outcome', '/steps/cite', '/steps/ask']
  const answers = await Promise.all([
    ...['/', '/matters?procedure=all', '/establishments/ZAI', '/shared/held', '/shared/ours', '/you/calendar.ics'].map(
      address => request.get(address),
    ),
    ...its.map(one => request.get(`/matters/${reference}${one}`)),
    ...['/api/v1/matters', `/api/v1/matters/${reference}`, '/api/v1/me'].map(address =>
      request.get(address, { headers }),
    ),
  ])
  for (const answer of answers) {
    const text = await answer.text()
    for (const one of gone) assert.ok(!text.includes(one), `${post} is given “${one}” by ${answer.url()}`)
  }
  await someone.visit('/')
  for (const one of gone) {
    await someone.page.goto('/search')
    await someone.find(one)
    await someone.sees('Nothing was found')
  }
}

/** The list of what was shared with a board, as the file that its reader takes from it. */
async function exported(post: string): Promise<string> {
  const someone = await as(post)
  await someone.visit('/matters/export?procedure=information-hmip')
  await someone.page.getByRole('radio', { name: 'CSV' }).check()
  await someone.page.getByRole('textbox', { name: 'Why are you exporting it?' }).fill('To look at it')
  const coming = someone.page.waitForEvent('download')
  await someone.page.getByRole('button', { name: 'Export', exact: true }).click()
  return readFileSync(await (await coming).path(), 'utf8')
}

describe('A letter goes from the inspectorate through the National Chair to a board, and its outcome comes back', () => {
  let reference = ''

  it('HI-8g: its coordinator keys it from paper without a mouse, and is told who will see what', async () => {
    const helen = await as(coordinator)
    const { keyboard } = helen
    const main = helen.page.getByRole('main')
    await helen.visit('/')
    await keyboard.enter(helen.page.getByRole('link', { name: share.label, exact: true }))
    const { asks } = share
    // In the order of the page, forwards only: what is not touched has its usual way and its strictest terms already.
    await keyboard.reach(main.getByRole('combobox', { name: asks.place!.label }))
    await helen.page.keyboard.type('Ashmoor')
    await keyboard.type(asks.about!, line)
    await keyboard.tick(asks.topics!, 'staff')
    await keyboard.type(asks.words!, words)
    await keyboard.enter(helen.page.getByRole('button', { name: 'Continue', exact: true }))
    await helen.sees('Check before you go on', 'to pass on unread: it stays sealed for them')
    await helen.sees('Through the National Chair, to the board')
    await keyboard.enter(helen.page.getByRole('button', { name: share.label, exact: true }))
    reference = /[A-Z]{3}-\d{4}-\d+$/.exec(helen.page.url())?.[0] ?? assert.fail(await helen.words())
    await helen.sees('Waiting to be passed on')
  })

  it('it waits sealed in the National Chair’s queue, found by its line and not by what it says', async () => {
    const ruth = await as(chair)
    await ruth.visit('/')
    await ruth.follow('Waiting to be passed on (1)')
    await ruth.sees(reference, line)
    const within = ruth.page.getByRole('main').getByRole('search')
    await within.getByRole('textbox').fill('night staff')
    await ruth.press('Search')
    await ruth.sees('One matter', reference)
    await ruth.find('canary')
    await ruth.sees('Nothing was found')
    await opened(chair, reference)
    await ruth.doesNotSee('canary')
    assert.equal(await (await as(board)).visit(`/matters/${reference}`), 404, 'nothing of it is at the board')
  })

  it('HI-8g: she passes it on, narrower and never wider, and it leaves her queue', async () => {
    const ruth = await as(chair)
    await ruth.take(reference, 'forward', { condition: 'Speak to the liaison officer first' })
    await ruth.visit('/')
    await ruth.doesNotSee('Waiting to be passed on')
  })

  it('HI-12l: the board’s chair sees the terms in full, accepts them, and lands on what it says', async () => {
    const beatrice = await as(board)
    await beatrice.visit('/')
    await beatrice.follow(reference)
    await beatrice.doesNotSee('canary')
    await beatrice.check(reference, 'accept')
    await beatrice.sees(
      'The terms that you accept',
      'Not to be passed on',
      purpose,
      'Speak to the liaison officer first',
    )
    await beatrice.doesNotSee('canary')
    await beatrice.confirm('accept')
    await beatrice.sees(words)
    await beatrice.visit('/shared/held')
    await beatrice.sees(reference, 'You have it', 'Not to be quoted')
  })

  it('HI-9e: its outcome reaches the inspectorate and the National Chair, who never sees what the letter says', async () => {
    const told = 'Two members stayed through the night and found the wing unstaffed.'
    const beatrice = await as(board)
    await beatrice.take(reference, 'tell-outcome', { outcome: 'acted', told })
    const ruth = await opened(chair, reference)
    await ruth.sees(told)
    await ruth.doesNotSee('canary')
    const helen = await opened(coordinator, reference)
    await helen.sees(told, words)
    await helen.visit('/')
    await helen.follow('What we shared')
    await helen.sees(reference, 'Has it', 'Passed it on', 'Acted on', 'opened by Board chair, Ashmoor')
  })

  it('nobody else finds any of it', async () => {
    for (const post of [neighbour, governor]) await findsNothing(post, reference, [reference, line, words, purpose])
  })
})

describe('Something that is taken back', () => {
  const secret = 'The starlings roost behind the laundry.'
  const about = 'A starling in a letter'
  let reference = ''

  it('is the board’s to read, list, find and export, for as long as it is shared', async () => {
    reference = await site.done(
      site.begin(coordinator, information.name, {
        kind: 'correspondence',
        place: 'ZAI',
        about,
        topics: ['staff'],
        words: secret,
        personal: true,
        marking: 'sensitive',
        route: 'national',
        relayReads: false,
        readers: 'unit',
        purpose: 'So that the board can look behind the laundry.',
        uses: ['monitoring'],
        onward: 'no',
        quoting: false,
        later: false,
      }),
    )
    await site.done(site.take(chair, reference, 'forward'))
    await site.done(site.take(board, reference, 'accept'))
    const beatrice = await opened(board, reference)
    await beatrice.sees(secret)
    await beatrice.find('starlings')
    await beatrice.sees(reference)
    assert.match(await exported(board), /A starling in a letter/)
  })

  it('HI-12c: leaves every page that was left open, and every list, search, feed, file and answer', async () => {
    const gone = [secret, about, 'So that the board can look behind the laundry.']
    const left = await browsers.signIn(board)
    await left.visit(`/matters/${reference}`)
    await left.sees(secret)
    const writing = await browsers.signIn(board)
    await writing.fillIn(reference, 'cite', { in: 'Briefing for the visit in June', how: 'background' })
    const reloaded = await browsers.signIn(board)
    await reloaded.visit(`/matters/${reference}`)

    const helen = await as(coordinator)
    await helen.take(reference, 'recall', { reason: 'It was sent to the wrong board' })
    await helen.sees('Taken back')

    // A page left open goes by itself when its reader comes back to it; without that, by being asked for again or sent.
    await left.page.evaluate(`dispatchEvent(new Event('focus'))`)
    await left.sees('Taken back')
    await left.doesNotSee(...gone)
    await writing.press('Continue')
    await writing.doesNotSee(...gone)
    assert.doesNotMatch(await writing.words(), /Check before you go on/)
    await reloaded.page.reload()
    await reloaded.look()
    await reloaded.doesNotSee(...gone)

    const beatrice = await as(board)
    await findsNothing(board, reference, gone)
    const file = await exported(board)
    for (const one of gone) assert.ok(!file.includes(one), one)
    // All that they keep is that something was shared, and taken back.
    await beatrice.visit(`/matters/${reference}`)
    await beatrice.sees('Something shared by', 'Took it back')
    await findsNothing(chair, reference, gone)

    // Nor does the page of a session that is over stay before whoever comes to the desk next.
    await reloaded.sees('Something shared by')
    const { now } = site.house
    const before = now().toISOString()
    site.setNow(new Date(now().getTime() + 2 * 60 * 60 * 1000).toISOString())
    await reloaded.page.evaluate(`dispatchEvent(new Event('focus'))`)
    await reloaded.sees('nothing was done')
    await reloaded.doesNotSee('Something shared by')
    site.setNow(before)
  })
})

describe('The ombudsman’s weekly summary with somebody’s name in it', () => {
  const writer = 'ppo.investigator'
  const lead = 'ppo.deputy'
  const reader = 'hmip.intelligence'
  const entry = 'A man who gave his name as Beatrice Nwosu said that the showers are cold.'
  const name = 'Beatrice Nwosu'
  let reference = ''
  const marks = (someone: Someone, kind = '') =>
    someone.page
      .locator(`mark.app-pointed-out__mark${kind}`)
      .evaluateAll(all => all.map(one => one.firstChild?.textContent))

  it('PH-4: is pointed out to its writer where it stands', async () => {
    await openRecurring(site.house)
    const rows = await site.as(lead, async desk => (await list(desk, { procedure: weeklySummary.name })).rows)
    reference = rows[0]?.reference ?? assert.fail('no week')
    const investigator = await as(writer)
    await investigator.check(reference, 'add-entry', { place: 'ZAI', text: entry })
    assert.deepEqual(await marks(investigator), [name])
    await investigator.sees('One place is pointed out: remove or release it')
    await investigator.press('Change what you wrote')
    assert.deepEqual(await marks(investigator), [name], 'on the form too')
    await investigator.press('Continue')
    await investigator.confirm('add-entry')
    assert.deepEqual(await marks(investigator), [name])
  })

  it('PH-4: can’t be sent, and can’t be released by whoever wrote it', async () => {
    const deputy = await as(lead)
    await deputy.check(reference, 'send')
    await deputy.sees('There is a problem', /may tell who somebody is/)
    assert.deepEqual(await marks(deputy), [name])
    assert.equal(await deputy.page.getByRole('button', { name: 'Send the summary', exact: true }).count(), 0)
    assert.equal(await (await as(reader)).visit(`/matters/${reference}`), 404)

    const investigator = await as(writer)
    await investigator.fillIn(reference, 'release', { because: 'It is a public name.' })
    await investigator.page.getByRole('radio').first().check()
    await investigator.press('Continue')
    await investigator.sees('You wrote this yourself, so somebody else must release it')
  })

  it('PH-2, PH-4: goes once a second person has released it, who says why; its reader sees no marks', async () => {
    const deputy = await as(lead)
    await deputy.fillIn(reference, 'release', { because: 'It is the name of a chair, who is public.' })
    await deputy.page.getByRole('radio').first().check()
    await deputy.press('Continue')
    await deputy.confirm('release')
    assert.deepEqual(await marks(deputy, '--released'), [name])
    await deputy.take(reference, 'send')
    const intelligence = await opened(reader, reference)
    await intelligence.sees(/the showers are cold/)
    assert.deepEqual(await marks(intelligence), [])
    assert.equal(await (await as(neighbour)).visit(`/matters/${reference}`), 404)
  })
})

it('every page of these was looked at', () => assert.ok(browsers.looked() > 60))
