import { tmpdir } from 'node:os'
import { join } from 'node:path'
import chromium from '@sparticuz/chromium'
import axe, { type AxeResults } from 'axe-core'
import { chromium as driver, type Browser, type Page } from 'playwright-core'
import { holding } from '../src/database/hold.ts'

/** A real browser, for what only one can show: layout, scripts, what is announced. Close it when the tests are over. */
export async function openBrowser(): Promise<Browser> {
  try {
    return await driver.launch({
      // Whoever comes first unpacks it, and the others wait until it is there whole.
      executablePath: await holding(join(tmpdir(), 'chromium'), patience, () => chromium.executablePath()),
      args: [
        ...chromium.args.filter(one => !unwanted.some(part => one.startsWith(part))),
        '--no-sandbox',
        '--disable-gpu',
      ],
      headless: true,
    })
  } catch (fault) {
    const why = fault instanceof Error ? fault.message : String(fault)
    throw new Error(`The browser of these tests did not start. It needs libnss3 and libnspr4. ${why}`)
  }
}

/**
 * One process for all would fall as a whole with one page, and not close cleanly. A graphics card is not there, and need not
 * be imitated: our pages have nothing to draw with one, and that would take as long as all else.
 */
const unwanted = [
  '--single-process',
  '--no-zygote',
  '--ignore-gpu-blocklist',
  '--use-gl',
  '--use-angle',
  '--enable-unsafe-swiftshader',
]

/** How long anything is waited for, in milliseconds: so long that only what never comes is missed, on the slowest machine. */
export const patience = 120_000

/** Does what leads to another page, and waits until that page is there whole: its scripts have run too. */
export async function leaves(page: Page, act: () => Promise<void>): Promise<void> {
  await Promise.all([page.waitForEvent('load', { timeout: patience }), act()])
}

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/**
 * What is wrong with a page for somebody who cannot see it, use a mouse or scroll sideways: nothing, when all is well
 * (C-02, C-24; WCAG 1.4.10). Where no script may run, axe examines its twin: the same markup in a page where they may.
 */
export async function faultsOn(page: Page, twin: Page = page): Promise<string[]> {
  await twin.evaluate(axe.source)
  const { violations } = (await twin.evaluate(
    tags =>
      (globalThis as unknown as { axe: typeof axe }).axe.run({
        runOnly: tags,
        resultTypes: ['violations'],
        preload: false,
      }),
    rules,
  )) satisfies AxeResults
  const found = violations.map(
    ({ id, help, nodes }) =>
      `${id}: ${help}: ${nodes
        .slice(0, 3)
        .map(node => node.html.slice(0, 160))
        .join(' | ')}`,
  )
  return [...found, ...(await sideways(page))]
}

/** Whether a page has to be scrolled sideways to be read: what is said of it if so. */
export async function sideways(page: Page): Promise<string[]> {
  const { wide, window } = await page
    .locator('html')
    .evaluate(({ scrollWidth, clientWidth }) => ({ wide: scrollWidth, window: clientWidth }))
  return wide > window ? [`It is ${wide} pixels wide in a window of ${window}: it scrolls sideways`] : []
}
