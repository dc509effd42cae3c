import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { after } from 'node:test'
import type { FastifyInstance } from 'fastify'
import type { Agreement } from '../src/engine/agreement.ts'
import { settings as readSettings, type Settings } from '../src/config.ts'
import { dayOf } from '../src/calendar/day.ts'
import { openFiles } from '../src/desk/documents.ts'
import { openLog } from '../src/log.ts'
import { practicePeople } from '../src/practice/people.ts'
import { inventedPlaces, practiceKey } from '../src/practice/places.ts'
import { registerOf } from '../src/register/standing.ts'
import { server, type Parts } from '../src/web/server.ts'
import type { PracticePerson } from '../src/web/sign-in/practice-provider.ts'
import { testHouse, type TestHouse } from './house.ts'
import { newBrowser, signInAs, type Browser } from './sign-in-as.ts'
import { newFolder } from './folder.ts'

/** The whole server over a house of its own, listening on a port: what a person's browser would reach. */
export interface TestSite extends TestHouse {
  readonly app: FastifyInstance
  readonly base: string
  readonly settings: Settings
  /** Everything the log has said. */
  readonly logged: () => string
  /** Signs in as whoever holds this post, acting in it. */
  signIn(post: string): Promise<Visitor>
}

/** Somebody at a browser without scripts: pages are read, forms are filled in and sent. */
export interface Visitor extends Browser {
  read(address: string): Promise<Read>
  /** Sends the page's form that goes to `action`: its hidden fields and whatever is filled in, by the button pressed. */
  send(
    page: Read,
    fields: Readonly<Record<string, string | readonly string[]>>,
    given?: { action?: string; button?: string },
  ): Promise<Read>
}

/** A page as it came. */
export interface Read {
  readonly status: number
  readonly url: string
  readonly html: string
  readonly headers: Headers
  /** Its words, without tags. */
  readonly words: string
}

/** Opens a site. `more` is for parts that the test replaces, such as further routes or tighter limits. */
export async function testSite(
  name: string,
  {
    start,
    agreements,
    env = {},
    ...more
  }: { start?: string; agreements?: readonly Agreement[]; env?: Record<string, string> } & Partial<Parts> = {},
): Promise<TestSite> {
  const home = await testHouse(name, { start, agreements })
  const folder = newFolder('concordat-site')
  const settings = readSettings({ CONCORDAT_VAR: folder, PORT: '0', CONCORDAT_LOG_LEVEL: 'info', ...env }, folder)
  const lines: string[] = []
  const { log, logger } = openLog('info', { write: (line: string) => void lines.push(line) })
  const people = peopleIn(home)
  const app = await server({
    house: home.house,
    settings,
    files: await openFiles(settings),
    log,
    logger,
    people: () => people,
    // A machine that has much else to do is no reason to fail.
    mayLag: 0,
    ...more,
  })
  const base = (await app.listen({ port: 0, host: '127.0.0.1' })).replace('127.0.0.1', 'localhost')
  after(async () => {
    await app.close()
    rmSync(folder, { recursive: true, force: true })
  })
  const subjectOf = (post: string) => holders(home).find(one => one.posts.includes(post))
  return {
    ...home,
    app,
    base,
    settings,
    logged: () => lines.join(''),
    async signIn(post) {
      const holder = subjectOf(post) ?? assert.fail(`Nobody holds ${post}`)
      const browser = visitor(await signInAs(base, holder.subject, newBrowser(base)))
      if (holder.posts.length > 1) {
        const choosing = await browser.read('/post')
        const id =
          new RegExp(`value="(\\d+)"[^>]*>\\s*<label[^>]*>\\s*${titleOf(home, post)}\\s*<`).exec(choosing.html)?.[1] ??
          assert.fail(choosing.words)
        await browser.send(choosing, { post: id }, { action: '/post' })
      }
      return browser
    },
  }
}

const holders = ({ house }: TestHouse) =>
  practicePeople(registerOf(inventedPlaces, practiceKey), house.library, dayOf(house.now()))
const titleOf = ({ house }: TestHouse, post: string) => house.directory().post(post).title

const peopleIn = (home: TestHouse): PracticePerson[] =>
  holders(home)
    .filter(one => !one.posts.includes('clock'))
    .map(({ subject, name, email, posts }) => ({ subject, name, email, posts: posts.map(key => titleOf(home, key)) }))

/** A browser that can read pages and send forms. */
export function visitor(browser: Browser): Visitor {
  const read = async (address: string) => readOf(await browser.go(address))
  return {
    ...browser,
    read,
    async send(page, fields, { action, button } = {}) {
      const form = formOn(page, action)
      const body = new URLSearchParams(form.hidden.map(([name, value]): [string, string] => [name, value]))
      for (const [name, value] of Object.entries(fields)) {
        body.delete(name)
        for (const one of [value].flat()) body.append(name, one)
      }
      if (button !== undefined) body.set('_go', button)
      return readOf(await browser.go(form.action, { method: 'POST', body }))
    },
  }
}

async function readOf(answer: Response): Promise<Read> {
  const html = await answer.text()
  const words = unescaped(html.replaceAll(/<(script|style)[\s\S]*?<\/\1>/g, '').replaceAll(/<[^>]+>/g, ' ')).replaceAll(
    /\s+/g,
    ' ',
  )
  return { status: answer.status, url: answer.url, html, headers: answer.headers, words }
}

const unescaped = (text: string) =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', '’')
    .replaceAll('&amp;', '&')

/** A form of the page: where it goes, its hidden fields, and what is filled in already. */
export function formOn(page: Read, action?: string): { action: string; hidden: [string, string][] } {
  const forms = [...page.html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)].map(([, head = '', inside = '']) => ({
    action: unescaped(/action="([^"]*)"/.exec(head)?.[1] ?? page.url),
    inside,
  }))
  const inMain = page.html.indexOf('<main')
  const form =
    (action === undefined
      ? forms.find(one => page.html.indexOf(one.inside) > inMain)
      : forms.find(one => one.action === action)) ??
    assert.fail(`No form to ${action ?? 'anywhere'} on ${page.url}: ${page.words.slice(0, 2000)}`)
  return { action: form.action, hidden: fieldsIn(form.inside) }
}

function fieldsIn(markup: string): [string, string][] {
  const fields: [string, string][] = []
  for (const [whole] of markup.matchAll(/<input\b[^>]*>/g)) {
    const attribute = (name: string) => unescaped(new RegExp(`\\b${name}="([^"]*)"`).exec(whole)?.[1] ?? '')
    const type = attribute('type')
    const name = attribute('name')
    if (!name || type === 'file' || type === 'submit') continue
    if ((type === 'radio' || type === 'checkbox') && !/\schecked(\s|>|=)/.test(whole)) continue
    fields.push([name, attribute('value')])
  }
  for (const [, head = '', text = ''] of markup.matchAll(/<textarea\b([^>]*)>([\s\S]*?)<\/textarea>/g))
    fields.push([/name="([^"]*)"/.exec(head)?.[1] ?? '', unescaped(text.replace(/^\n/, ''))])
  for (const [, head = '', inside = ''] of markup.matchAll(/<select\b([^>]*)>([\s\S]*?)<\/select>/g))
    fields.push([
      /name="([^"]*)"/.exec(head)?.[1] ?? '',
      unescaped(/<option[^>]*value="([^"]*)"[^>]*selected/.exec(inside)?.[1] ?? ''),
    ])
  return fields
}
