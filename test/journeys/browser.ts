import assert from 'node:assert/strict'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after } from 'node:test'
import type { BrowserContext, Locator, Page } from 'playwright-core'
import { agreements } from '../../src/agreements/agreements.ts'
import type { Procedure, Step } from '../../src/engine/procedure.ts'
import type { Question, Questions } from '../../src/engine/question.ts'
import { faultsOn, leaves, openBrowser, patience, sideways } from '../browser.ts'
import { worldOn } from '../kit.ts'
import { holderOf, today } from './cast.ts'

/**
 * People at real browsers. They act by what a page says: the name of a link, the words on a button, the question that is
 * asked; the words come from the definitions, so a page that says something else fails. Every page that anyone comes to is
 * looked at: axe finds nothing wrong with it, it does not scroll sideways, and where CONCORDAT_TEST_PICTURES names a folder
 * a picture is kept there.
 */

/** What somebody answers, by the names of a step's questions: as the API takes it. */
export type Answers = Readonly<Record<string, unknown>>

export interface Manner {
  /** Without scripts when false. */
  readonly scripts?: boolean
  /** Of the window, in CSS pixels. */
  readonly width?: number
  /** The page's clock can be moved on by the test. */
  readonly clock?: boolean
}

/** Everyone's browsers in one test file, closed at its end. */
export interface Browsers {
  /** Signs in, on the practice provider's page, as whoever holds this post. */
  signIn(post: string, manner?: Manner): Promise<Someone>
  /** A browser in which nobody is signed in. */
  newPage(manner?: Manner): Promise<Page>
  /** How many pages were looked at. */
  looked(): number
}

/** Someone signed in in a post, at a browser of their own. */
export interface Someone {
  readonly post: string
  readonly page: Page
  /** Goes to an address as if typed by hand; gives the answer's status. */
  visit(address: string): Promise<number>
  follow(link: string | RegExp): Promise<void>
  press(button: string | RegExp): Promise<void>
  /** Looks for words, from any page. */
  find(words: string): Promise<void>
  /** Follows a link to a file, and reads it. */
  download(link: string): Promise<Buffer>
  /** Begins a matter from their own work, as far as the page that says what it would do. */
  startOn(procedure: Procedure, answers: Answers): Promise<void>
  /** Begins it. Gives the reference. */
  begin(procedure: Procedure, answers: Answers): Promise<string>
  /** Opens the form of a step on a matter, and fills it in. */
  fillIn(reference: string, step: string, answers: Answers): Promise<void>
  /** As far as the page that says what it would do. */
  check(reference: string, step: string, answers?: Answers): Promise<void>
  /** Does what that page says. */
  confirm(step: string): Promise<void>
  /** All of it: the form, the check and the deed. */
  take(reference: string, step: string, answers?: Answers): Promise<void>
  /** Answers questions on the page, in the order given. */
  answer(asks: Questions, answers: Answers, within?: Locator): Promise<void>
  /** Fails unless these words stand where they can be seen. */
  sees(...words: readonly (string | RegExp)[]): Promise<void>
  /** Fails if any of these words stands anywhere in the page, to be seen or not. */
  doesNotSee(...words: readonly string[]): Promise<void>
  /** The words of the main part of the page. */
  words(): Promise<string>
  /** Looks at the page again, after something in it has changed. */
  look(): Promise<void>
  readonly keyboard: Keyboard
}

/** Going about a page without a mouse. Each goes on from where the last left off, and fails when it cannot be reached. */
export interface Keyboard {
  /** Goes to something with Tab. */
  reach(what: Locator): Promise<void>
  /** Chooses one of the buttons of a question, with the arrows. */
  choose(question: Question, answer: string): Promise<void>
  /** Ticks a box, with Space. */
  tick(question: Question, answer: string): Promise<void>
  /** Types into whatever asks for this. */
  type(question: Question, words: string): Promise<void>
  /** Types a day into its three boxes. */
  typeDay(question: Question, day: string): Promise<void>
  /** Goes to a button or a link and presses Enter. */
  enter(what: Locator): Promise<void>
}

/** Where no scripts run. */
const scriptless = new WeakSet<BrowserContext>()

/** Opens browsers at a server such as http://localhost:3000. Call it at the top of a test file. */
export async function browsersAt(base: string): Promise<Browsers> {
  const browser = await openBrowser()
  after(() => browser.close())
  const twins = new Map<number, Promise<Page>>()
  const lookout = newLookout(width => {
    const twin = twins.get(width) ?? newTwin(newPage({ width }))
    twins.set(width, twin)
    return twin
  })
  const newPage = async ({ scripts = true, width = 1280, clock = false }: Manner = {}) => {
    const context = await browser.newContext({
      baseURL: base,
      javaScriptEnabled: scripts,
      viewport: { width, height: 900 },
    })
    if (!scripts) scriptless.add(context)
    context.setDefaultTimeout(patience)
    context.setDefaultNavigationTimeout(patience)
    if (clock) await context.clock.install()
    return context.newPage()
  }
  return {
    newPage,
    looked: () => lookout.looked(),
    async signIn(post, manner) {
      const page = await newPage(manner)
      await page.goto('/')
      await page.getByRole('button', { name: 'Sign in', exact: true }).click()
      await chooseToBe(page, post)
      const someone = at(page, post, lookout)
      await someone.sees('Your work')
      return someone
    },
  }
}

/** On the practice provider's page: chooses to be whoever holds this post, and then the post, if they hold several. */
export async function chooseToBe(page: Page, post: string): Promise<void> {
  const { name, title, posts } = holderOf(post)
  await page.getByRole('button', { name: new RegExp(`^${escaped(name)}, `) }).click()
  if (posts === 1) return
  await page.getByRole('radio', { name: title, exact: true }).check()
  await page.getByRole('button', { name: 'Go on', exact: true }).click()
}

const escaped = (words: string): string => words.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** A link or button by its words: all of them, or as far as a pattern says. */
const named = (name: string | RegExp) => ({ name, exact: typeof name === 'string' })

const procedures = agreements.flatMap(one => one.versions.flatMap(version => version.procedures))

/** The procedure of a matter, by its reference; of an address that one begins or goes on at. */
const procedureOf = (reference: string): Procedure =>
  procedures.find(one => one.prefix === reference.slice(0, 3)) ?? assert.fail(`Nothing is called ${reference}`)
const procedureAt = (address: string): Procedure => {
  const [, begun, reference = ''] = /\/begin\/([\w-]+)|\/matters\/([\w-]+)/.exec(new URL(address).pathname) ?? []
  return procedures.find(one => one.name === begun) ?? procedureOf(reference)
}

const stepOf = (name: string, { steps }: Procedure): Step => steps[name] ?? assert.fail(`There is no step ${name}`)

function at(page: Page, post: string, { look }: Lookout): Someone {
  const main = page.getByRole('main')
  const someone: Someone = {
    post,
    page,
    look: () => look(page),
    async visit(address) {
      const answer = await page.goto(address)
      await look(page)
      return answer?.status() ?? 0
    },
    async follow(link) {
      await leaves(page, () =>
        page
          .getByRole('link', named(link))
          .or(page.getByRole('button', named(link)))
          .first()
          .click(),
      )
      await look(page)
    },
    async press(button) {
      await leaves(page, () => page.getByRole('button', named(button)).first().click())
      await look(page)
    },
    async find(words) {
      const search = page.getByRole('search').first()
      await search.getByRole('textbox').fill(words)
      await leaves(page, () => search.getByRole('button').click())
      await look(page)
    },
    async download(link) {
      const coming = page.waitForEvent('download')
      await page.getByRole('link', named(link)).first().click()
      return readFileSync(await (await coming).path())
    },
    async startOn(procedure, answers) {
      const step = stepOf(procedure.begins, procedure)
      await someone.visit('/')
      await someone.follow(step.label)
      await someone.answer(step.asks, answers)
      await someone.press('Continue')
    },
    async begin(procedure, answers) {
      await someone.startOn(procedure, answers)
      await someone.press(stepOf(procedure.begins, procedure).label)
      const [, reference] = /\/matters\/([A-Z]{3}-\d{4}-\d+)$/.exec(page.url()) ?? []
      return reference ?? assert.fail(`It did not begin:\n${await someone.words()}`)
    },
    async fillIn(reference, name, answers) {
      const { label, asks } = stepOf(name, procedureOf(reference))
      const way = main.getByRole('link', { name: label, exact: true })
      const isThere = new URL(page.url()).pathname === `/matters/${reference}` && (await way.count()) > 0
      if (!isThere) await someone.visit(`/matters/${reference}`)
      await leaves(page, () => way.last().click())
      await look(page)
      await someone.answer(asks, answers)
    },
    async check(reference, name, answers = {}) {
      await someone.fillIn(reference, name, answers)
      // A step that asks nothing is told at once.
      if (Object.keys(stepOf(name, procedureOf(reference)).asks).length > 0) await someone.press('Continue')
    },
    async confirm(name) {
      const { label } = stepOf(name, procedureAt(page.url()))
      if ((await page.getByRole('button', named(label)).count()) === 0)
        assert.fail(`${post} cannot ${name}, at ${page.url()}, where it says:\n${await main.innerText()}`)
      await someone.press(label)
      await done(page)
    },
    async take(reference, name, answers) {
      await someone.check(reference, name, answers)
      await someone.confirm(name)
    },
    async answer(asks, answers, within = main) {
      // Whoever answers a question that is folded away opens it first.
      for (const fold of await within.locator('details.app-fold:not([open]) > summary').all()) await fold.click()
      for (const [name, given] of Object.entries(answers)) {
        const question = asks[name] ?? assert.fail(`Nothing asks for ${name}`)
        await answerOne(within, question, given)
      }
    },
    async sees(...words) {
      for (const one of words) await seen(page, one)
    },
    async doesNotSee(...words) {
      const markup = await page.content()
      for (const one of words)
        assert.ok(!markup.includes(one), `${post} was shown “${one}” at ${new URL(page.url()).pathname}`)
    },
    words: () => main.innerText(),
    keyboard: keyboardAt(page, () => look(page)),
  }
  return someone
}

/** No page of ours has so many things to go to. */
const mostTabs = 250

function keyboardAt(page: Page, look: () => Promise<void>): Keyboard {
  const main = page.getByRole('main')
  const press = (key: string) => page.keyboard.press(key)
  const isThere = (what: Locator) => what.evaluate(element => element === element.ownerDocument.activeElement)
  /**
   * What there is of it in the window is under nothing else (WCAG 2.4.11). A box for many lines may reach below the window: a
   * browser brings the line that is typed in into sight, and how far down the page that stands hangs on the letters of the machine.
   */
  const isSeen = (what: Locator) =>
    what.evaluate(element => {
      const { left, top, width, bottom } = element.getBoundingClientRect()
      const first = Math.max(top, 0)
      const last = Math.min(bottom, element.ownerDocument.documentElement.clientHeight)
      const on = element.ownerDocument.elementFromPoint(left + width / 2, (first + last) / 2)
      return last - first >= Math.min(20, bottom - top) && on !== null && (element.contains(on) || on.contains(element))
    })
  const groupOf = (question: Question) => main.getByRole('group', { name: asked(question) })
  const reach = async (what: Locator) => {
    for (let tabs = 0; !(await isThere(what)); tabs++) {
      assert.ok(tabs < mostTabs, `Tab does not lead to ${what.toString()}`)
      await press('Tab')
    }
    assert.ok(await isSeen(what), `${what.toString()} has the focus, and cannot be seen`)
  }
  return {
    reach,
    async choose(question, answer) {
      const buttons = groupOf(question).getByRole('radio')
      const wanted = groupOf(question).getByRole('radio', { name: question.show(answer, { world }), exact: true })
      await reach(buttons.first())
      await press('Space')
      while (!(await wanted.isChecked())) await press('ArrowDown')
    },
    async tick(question, answer) {
      await reach(groupOf(question).getByRole('checkbox', { name: question.show([answer], { world }), exact: true }))
      await press('Space')
    },
    async type(question, words) {
      await reach(main.getByRole('textbox', { name: asked(question) }))
      await page.keyboard.type(words)
    },
    async typeDay(question, day) {
      const [year = '', month = '', dayOfMonth = ''] = day.split('-')
      for (const [box, digits] of [
        ['Day', dayOfMonth],
        ['Month', month],
        ['Year', year],
      ] as const) {
        await reach(groupOf(question).getByLabel(box))
        await page.keyboard.type(digits)
      }
    },
    async enter(what) {
      await reach(what)
      await leaves(page, () => press('Enter'))
      await look()
    },
  }
}

/** Waits for the page that says that it was done. */
async function done(page: Page): Promise<void> {
  try {
    await page.getByRole('alert', { name: 'Done', exact: true }).waitFor()
  } catch {
    assert.fail(`It was not done, at ${page.url()}, where it says:\n${await page.getByRole('main').innerText()}`)
  }
}

/** Waits for words to be seen; when they do not come, tells what is there instead. */
async function seen(page: Page, words: string | RegExp): Promise<void> {
  try {
    await page.getByText(words).filter({ visible: true }).first().waitFor()
  } catch {
    const there = await page.getByRole('main').innerText()
    assert.fail(`“${String(words)}” is not to be seen at ${page.url()}, where it says:\n${there.slice(0, 4000)}`)
  }
}

// ── Answering ────────────────────────────────────────────────────────────────────────────────────────────────────────

const world = worldOn(today)

/** A question's words as a page has them, whether it must be answered or not. */
const asked = (question: Question) => new RegExp(`^${escaped(question.label)}( \\(optional\\))?$`)

/** Answers a question the way its reader would: the control is known by the words of the question, a choice by its own. */
async function answerOne(within: Locator, question: Question, given: unknown): Promise<void> {
  const group = within.getByRole('group', { name: asked(question) })
  const field = within
    .getByRole('textbox', { name: asked(question) })
    .or(within.getByRole('combobox', { name: asked(question) }))
  switch (question.kind) {
    case 'day': {
      const [year = '', month = '', day = ''] = String(given).split('-')
      await group.getByLabel('Day').fill(String(Number(day)))
      await group.getByLabel('Month').fill(String(Number(month)))
      return group.getByLabel('Year').fill(year)
    }
    case 'choices':
      for (const one of given as readonly string[])
        await group.getByRole('checkbox', { name: question.show([one], { world }), exact: true }).check()
      return
    case 'places':
      return group.getByRole('combobox').first().fill(question.show(given, { world }))
    case 'rows':
      return answerRows(group, question, given as readonly Answers[])
    case 'documents':
      return attach(group, given as readonly string[])
    case 'choice':
    case 'yes or no':
    case 'post':
    case 'place':
      return choose(group, field, question.show(given, { world }))
    case 'references': {
      const offered = group.locator(`input[value="${String(given)}"]`)
      return (await offered.count()) > 0 ? offered.check() : field.fill(String(given))
    }
    default:
      return field.fill(String(given))
  }
}

/** By a button where there are few, from a list where there are more, by typing where there are very many. */
async function choose(group: Locator, field: Locator, words: string): Promise<void> {
  const buttons = group.getByRole('radio')
  await buttons.or(field).first().waitFor()
  if ((await buttons.count()) > 0) {
    // Questions that hang on an answer stand within the same group, with buttons of their own.
    const own = group.locator(`[name="${await buttons.first().getAttribute('name')}"]`)
    return own.and(group.getByRole('radio', { name: new RegExp(`^${escaped(words)}(\\. |$)`) })).check()
  }
  const isList = (await field.evaluate(({ tagName }) => tagName)) === 'SELECT'
  return isList ? void (await field.selectOption({ label: words })) : field.fill(words)
}

async function answerRows(group: Locator, question: Question, rows: readonly Answers[]): Promise<void> {
  for (const [at, row] of rows.entries()) {
    if (at > 0)
      await leaves(group.page(), () => group.getByRole('button', { name: 'Add another', exact: true }).click())
    const one = group.getByRole('group', { name: String(at + 1), exact: true })
    for (const [name, given] of Object.entries(row))
      await answerOne(one, question.row?.[name] ?? assert.fail(`No row asks for ${name}`), given)
  }
}

/** Each file is added by its button, which brings the page again with all that was typed. */
async function attach(group: Locator, files: readonly string[]): Promise<void> {
  for (const file of files) {
    await group.getByLabel('Add a file').or(group.getByLabel('Add another file')).setInputFiles(file)
    await leaves(group.page(), () => group.getByRole('button', { name: 'Add this file', exact: true }).click())
  }
}

// ── Looking ──────────────────────────────────────────────────────────────────────────────────────────────────────────

interface Lookout {
  look(page: Page): Promise<void>
  looked(): number
}

const pictures = process.env.CONCORDAT_TEST_PICTURES

/** Looks at pages, and keeps pictures: nothing may be wrong with one. */
function newLookout(twinOf: (width: number) => Promise<Page>): Lookout {
  let looked = 0
  const examined = new Set<string>()
  return {
    looked: () => looked,
    async look(page) {
      looked += 1
      await page.waitForLoadState('load')
      if (pictures) await keepPicture(page, pictures, looked)
      const pieces = await madeOf(page)
      if (pieces.every(piece => examined.has(piece)) && !everyPage) {
        assert.deepEqual(await sideways(page), [], `at ${new URL(page.url()).pathname}`)
        return
      }
      const faults = await faultsOn(page, await withScripts(page, twinOf))
      assert.deepEqual(faults, [], `at ${new URL(page.url()).pathname}`)
      for (const piece of pieces) examined.add(piece)
    },
  }
}

/** The long form examines every page that anyone comes to; the ordinary one, each that has something in it no page had before. */
const everyPage = process.env.CONCORDAT_TEST_LONG === '1'

/**
 * What a page is made of, as far as axe might find fault with it: each of its pieces, within what, with its attributes and
 * whether it says anything; and of the whole, how its headings and landmarks follow, and whether ids are its own and lead
 * somewhere. All of it is of a window's width.
 */
const madeOf = async (page: Page): Promise<string[]> => {
  const pieces = await page.locator('html').evaluate(html => {
    const all = [...html.querySelectorAll('body *')]
    const kind = (one: (typeof all)[number]) => `${one.tagName}.${one.getAttribute('class') ?? ''}`
    const within = (one: (typeof all)[number]) => (one.parentElement ? kind(one.parentElement) : '')
    const what = (one: (typeof all)[number]) =>
      `${kind(one)} ${one.getAttribute('role') ?? ''} ${one.getAttributeNames().sort().join()} ${one.textContent?.trim() ? 'says' : ''}`
    const ids = all.map(one => one.id).filter(Boolean)
    const headings = all.map(one => one.tagName).filter(name => /^H[1-6]$/.test(name))
    const landmarks = all
      .filter(one =>
        one.matches(
          'main, body > header, body > footer, :is(nav, section, form, search, [role]):is([aria-label], [aria-labelledby])',
        ),
      )
      .map(one => `${one.tagName} ${one.getAttribute('aria-label') ?? one.getAttribute('aria-labelledby') ?? ''}`)
    const ledTo = all.flatMap(one =>
      ['for', 'aria-labelledby', 'aria-describedby', 'aria-controls'].flatMap(
        name => one.getAttribute(name)?.split(' ') ?? [],
      ),
    )
    return [
      ...all.map(one => `${within(one)} > ${what(one)}`),
      ...headings.map((heading, at) => `${headings[at - 1] ?? 'The beginning'}, then ${heading}`),
      `First headings: ${headings.filter(heading => heading === 'H1').length}`,
      `Landmarks that have another’s name: ${landmarks.length - new Set(landmarks).size}`,
      `Ids that are another’s: ${ids.length - new Set(ids).size}`,
      `Ids that are led to and are not there: ${ledTo.filter(id => !ids.includes(id)).length}`,
    ]
  })
  return [...new Set(pieces)].map(piece => `${page.viewportSize()?.width} ${piece}`)
}

/** On our own origin, so that it may have our styles. */
async function newTwin(opening: Promise<Page>): Promise<Page> {
  const page = await opening
  await page.goto('/health')
  return page
}

/** axe is a script: a page without scripts is examined as it stands in another where they run. */
async function withScripts(page: Page, twinOf: (width: number) => Promise<Page>): Promise<Page> {
  if (!scriptless.has(page.context())) return page
  const twin = await twinOf(page.viewportSize()?.width ?? 0)
  await twin.setContent((await page.content()).replaceAll(/<script[\s\S]*?<\/script>/g, ''), { waitUntil: 'load' })
  return twin
}

async function keepPicture(page: Page, folder: string, number: number): Promise<void> {
  mkdirSync(folder, { recursive: true })
  const { width = 0 } = page.viewportSize() ?? {}
  const name = new URL(page.url()).pathname.slice(1).replaceAll('/', ' ') || 'work'
  await page.screenshot({
    path: join(folder, `${String(number).padStart(3, '0')} ${width} ${name}.png`),
    fullPage: true,
  })
}
