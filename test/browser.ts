import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import chromium from '@sparticuz/chromium'
import { chromium as driver, type Browser, type Page } from 'playwright-core'

/** A real browser, for what only one can show: layout, scripts, what is announced. Close it when the tests are over. */
export const openBrowser = async (): Promise<Browser> =>
  driver.launch({
    executablePath: await chromium.executablePath(),
    // Those two keep it from closing cleanly.
    args: [...chromium.args.filter(one => one !== '--single-process' && one !== '--no-zygote'), '--no-sandbox'],
    headless: true,
  })

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** What is wrong with a page for somebody who cannot see it, use a mouse or scroll sideways: nothing, when all is well (C-02, C-24). */
export async function faultsOn(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  const found = (await page.evaluate(
    `axe.run(document, { runOnly: ${JSON.stringify(rules)} }).then(({ violations }) =>
       violations.map(one => one.id + ': ' + one.help + ' ' + one.nodes.map(node => node.target.join(' ')).slice(0, 3).join(' | ')))`,
  )) as string[]
  const wider = (await page.evaluate('document.documentElement.scrollWidth - innerWidth')) as number
  return wider > 0 ? [...found, `It is ${wider} pixels wider than the screen`] : found
}
