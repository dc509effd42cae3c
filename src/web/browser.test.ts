import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { BrowserContext, Page } from 'playwright-core'
import { faultsOn, leaves, openBrowser, patience, sideways } from '../../test/browser.ts'
import { testSite } from '../../test/site.ts'
import { mountApi } from '../api/api.ts'
import { letterAgreement } from './step/step.samples.ts'

const letter = {
  where: 'ZBI',
  about: 'The kitchen',
  words: 'A canary sang in the kitchen.\n\nIt was loud.',
  kind: 'complaint',
  severity: '3',
  urgent: false,
  reader: 'hmpps.ashmoor.governor',
  points: [
    { point: 'That it be clean' },
    { point: 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft' },
  ],
}
const chair = 'sunita.deshmukh@example.org'
const next = 'button[name="_go"][value="check"]:not(.app-first-button)'

describe(
  'Every page, in a browser',
  { skip: process.env.CONCORDAT_TEST_LONG === undefined && 'only with --long' },
  async () => {
    if (process.env.CONCORDAT_TEST_LONG === undefined) return
    const site = await testSite('browser', { agreements: [letterAgreement], more: mountApi })
    const reference = await site.done(site.begin('imb.brackley-hill.chair', 'letter', letter))
    const browser = await openBrowser()

    async function signedIn(width: number, javaScriptEnabled = true): Promise<{ context: BrowserContext; page: Page }> {
      const context = await browser.newContext({ viewport: { width, height: 900 }, javaScriptEnabled })
      context.setDefaultTimeout(patience)
      const page = await context.newPage()
      await page.goto(`${site.base}/sign-in`)
      await leaves(page, () => page.click(`button[value="${chair}"]`))
      return { context, page }
    }

    for (const width of [1280, 320]) {
      it(`every page is free of faults, ${width} pixels wide (C-02, C-24)`, async () => {
        const { context, page } = await signedIn(width)
        const look = async (what: string) => assert.deepEqual(await faultsOn(page), [], `${what} at ${page.url()}`)
        const addresses = [
          '/',
          '/begin/letter',
          `/matters/${reference}`,
          `/matters/${reference}/steps/note`,
          `/matters/${reference}/steps/pass`,
        ]
        const others = [
          `/matters/${reference}/steps/recall`,
          '/search',
          '/sessions',
          '/nowhere',
          '/matters',
          '/agreements',
          '/api/v1/docs',
          '/establishments',
          '/people',
        ]
        const help = ['/help', '/feedback', '/accessibility', '/privacy', '/cookies', '/status', '/changes']
        for (const address of [...addresses, ...others, ...help]) {
          await page.goto(`${site.base}${address}`)
          await look('The page')
        }
        await page.goto(`${site.base}/begin/letter`)
        await leaves(page, () => page.click(next))
        await look('The form with all its errors')
        await page.fill('#find', 'canary')
        await leaves(page, () => page.click('.app-find button'))
        await look('What was found')
        await context.clearCookies()
        await page.goto(`${site.base}/`)
        await look('The front door')
        await context.close()
      })
    }

    it('a list lies on its side on paper, a line for each row, and nothing of it is cut off', async () => {
      const { context, page } = await signedIn(1000)
      await page.goto(`${site.base}/matters?procedure=letter`)
      const sheet = (await page.pdf({ format: 'A4', preferCSSPageSize: true })).toString('latin1')
      const [, width = 0, height = 0] = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(sheet)?.map(Number) ?? []
      assert.ok(width > height, `${width} by ${height}`)
      // As wide as what A4 leaves between its margins, lying and standing.
      for (const [address, pixels] of [
        ['/matters?procedure=letter', 1030],
        ['/establishments', 650],
      ] as const) {
        await page.goto(`${site.base}${address}`)
        await page.setViewportSize({ width: pixels, height: 700 })
        await page.emulateMedia({ media: 'print' })
        const looks = (what: string, how: string) =>
          page.evaluate<string[]>(`[...document.querySelectorAll('${what}')].map(one => getComputedStyle(one).${how})`)
        assert.deepEqual([...new Set(await looks('.app-record', 'display'))], ['table-row'], address)
        assert.ok(!(await looks('.app-scroll', 'overflowX')).includes('auto'), address)
        assert.deepEqual(await sideways(page), [], address)
        await page.emulateMedia({ media: null })
      }
      await context.close()
    })

    it('what hangs on an answer folds away where scripts run, and stands open where they do not', async () => {
      const scripted = await signedIn(1000)
      await scripted.page.goto(`${site.base}/begin/letter`)
      assert.equal(await scripted.page.isVisible('#q-severity'), false)
      await scripted.page.check('#q-kind')
      assert.equal(await scripted.page.isVisible('#q-severity'), true)
      await scripted.context.close()
      const plain = await signedIn(1000, false)
      await plain.page.goto(`${site.base}/begin/letter`)
      assert.equal(await plain.page.isVisible('#q-severity'), true)
      await plain.context.close()
    })

    it('a draft is kept within ten seconds of typing, and Enter goes on rather than taking a row away (C-06)', async () => {
      const { context, page } = await signedIn(1000)
      await context.clock.install()
      await page.goto(`${site.base}/begin/letter`)
      await page.fill('#q-about', 'Typed and not sent')
      await page.clock.fastForward('00:10')
      await page.waitForSelector('.app-draft:has-text("Draft kept at")')
      const { rows } = await site.database.owner.query<{ about: string }>(
        `select answers->>'q-about' as about from concordat.draft`,
      )
      assert.deepEqual(
        rows.map(row => row.about),
        ['Typed and not sent'],
      )
      await page.focus('#q-about')
      await leaves(page, () => page.keyboard.press('Enter'))
      assert.match(await page.title(), /^Error: Take down a letter/)
      assert.match((await page.evaluate('document.activeElement.className')) as string, /govuk-error-summary/)
      await page.click('.govuk-error-summary a')
      assert.equal(await page.evaluate('document.activeElement.id'), 'q-words')
      await context.close()
    })

    it('is closed', () => browser.close())
  },
)
