import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { list } from '../../src/desk/list.ts'
import { findMatter } from '../../src/desk/matter.ts'
import { findOwnKeys, trust } from '../../src/interchange/installation.ts'
import type { OwnKeys, Trusted } from '../../src/interchange/keys.ts'
import { letter } from '../sample-letter.ts'
import { testSite, type TestSite } from '../site.ts'
import { browsersAt, type Someone } from './browser.ts'
import { morning } from './cast.ts'

/**
 * From one installation to another, in a browser: whose information it is exports it with its terms, and somebody of another
 * house checks the file and brings it in. A file of which one byte was changed on the way comes to nothing.
 */

const inspectorate = await testSite('journeys_packages_from', { start: morning })
const boards = await testSite('journeys_packages_to', { start: morning })
const carded = ({ settings }: TestSite, name: string, bodies: Trusted['bodies']): Trusted => ({
  ...(findOwnKeys(settings) as OwnKeys).card,
  name,
  bodies,
})
trust(inspectorate.settings, carded(boards, 'https://boards.example', ['IMB']))
trust(boards.settings, carded(inspectorate, 'https://inspectorate.example', ['HMIP']))

const exportIt = 'Export it as a sealed package'

const here = await browsersAt(inspectorate.base)
const there = await browsersAt(boards.base)
const coordinator = await here.signIn('hmip.coordinator')
const secretariat = await there.signIn('imb.secretariat')

describe('A letter goes to another installation in a sealed package', () => {
  let reference = ''
  let sealed = Buffer.alloc(0)

  it('its originator exports it with its terms, for one installation, and its history says so', async () => {
    reference = await inspectorate.done(
      inspectorate.begin('hmip.coordinator', 'information-hmip', {
        ...letter,
        route: 'secretariat',
        alsoAt: ['ZBI'],
        until: '2026-09-30',
      }),
    )
    await coordinator.visit(`/matters/${reference}`)
    await coordinator.follow(exportIt)
    await coordinator.sees('it holds there once they have brought that in', 'Not to be passed on')
    await coordinator.press(exportIt)
    await coordinator.sees('Choose the installation it is for')
    await coordinator.page.getByRole('radio', { name: 'https://boards.example' }).check()
    const coming = coordinator.page.waitForEvent('download')
    await coordinator.page.getByRole('button', { name: exportIt, exact: true }).click()
    const file = await coming
    assert.equal(file.suggestedFilename(), `${reference}.concordat`)
    sealed = readFileSync(await file.path())
    assert.ok(!sealed.includes('canary'), 'It can be read on its way')
    await coordinator.visit(`/matters/${reference}`)
    await coordinator.sees(/Exported it as a sealed package for https:\/\/boards\.example/)
  })

  it('a file of which one byte was changed is refused in plain words, and nothing of it is kept', async () => {
    const changed = Buffer.from(sealed)
    changed[changed.length - 40] = (changed.at(-40) ?? 0) ^ 1
    await choose(secretariat, changed)
    await secretariat.sees('There is a problem', /cut short or altered on its way, so nothing of it was read/)
    assert.equal(await secretariat.page.getByRole('link', { name: reference }).count(), 0)
    const { rows } = await boards.as('imb.secretariat', desk => list(desk))
    assert.deepEqual(rows, [])
  })

  it('somebody there checks it, sees its terms before what it says, and brings it in for the board', async () => {
    await choose(secretariat, sealed)
    await secretariat.sees('It holds', 'https://inspectorate.example', 'Also concerns', 'Not to be passed on')
    await secretariat.doesNotSee('canary')
    await secretariat.page.getByRole('radio', { name: 'To the board' }).check()
    await secretariat.press('Accept its terms and bring it in')
    await secretariat.sees('Accept its terms, or put it aside')
    await secretariat.page.getByRole('checkbox').check()
    await secretariat.press('Accept its terms and bring it in')
    await secretariat.sees('It was brought in on its terms', /HM Inspectorate of Prisons shared/)
  })

  it('the board there opens it by accepting the same terms, and finds it at each place that it concerns', async () => {
    const came = secretariat.page.url().split('/').at(-1)?.split(/[?#]/)[0] ?? ''
    const offered = await boards.as('imb.ashmoor.chair', desk => findMatter(desk, came))
    assert.doesNotMatch(JSON.stringify(offered), /canary/)
    const chair = await there.signIn('imb.ashmoor.chair')
    await chair.take(came, 'accept')
    await chair.sees(letter.words)
    for (const place of ['ZAI', 'ZBI']) {
      await chair.visit(`/establishments/${place}`)
      assert.ok((await chair.page.getByRole('link', { name: came }).count()) > 0, `It is not at ${place}`)
    }
  })

  it('the same file comes in once', async () => {
    await choose(secretariat, sealed)
    await secretariat.sees(/was brought in before/)
  })
})

async function choose(someone: Someone, bytes: Buffer): Promise<void> {
  await someone.visit('/packages')
  await someone.page
    .getByLabel('The package')
    .setInputFiles({ name: 'letter.concordat', mimeType: 'application/octet-stream', buffer: bytes })
  await someone.press('Check it')
}
