import assert from 'node:assert/strict'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, it } from 'node:test'
import { html, kept } from './html.ts'
import { onPaper } from './paper.ts'

/** Answers that were asked for and are not sent yet, each with its page as it was written. */
const held = new Map<string, () => void>()
const sheets = new Map<string, ArrayBufferLike>()
const opening = kept(html`<p>Lle’r</p>`)
const server = createServer((request, response: ServerResponse) => {
  const path = String(request.url)
  const bytes = onPaper(html`${opening}<p>${`${path} – `.repeat(path === '/long' ? 60_000 : 3000)}</p>`, response)
  sheets.set(path, bytes.buffer)
  held.set(path, () => response.end(bytes))
})
const page = (path: string, times = 3000) => `<p>Lle’r</p><p>${`${path} – `.repeat(times)}</p>`
const ask = async (path: string) =>
  (await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`)).text()
const asked = async (path: string) => {
  while (!held.has(path)) await new Promise(setImmediate)
}

before(() => new Promise<void>(done => server.listen(0, '127.0.0.1', done)))
after(() => server.closeAllConnections() ?? server.close())

it('writes nobody’s page over one that is still to be sent, and uses the sheets of those that were', async () => {
  const paths = Array.from({ length: 20 }, (_, at) => `/${at}`)
  const answers = paths.map(ask)
  for (const path of paths) await asked(path)
  assert.equal(new Set(sheets.values()).size, paths.length)
  for (const path of paths.toReversed()) held.get(path)?.()
  assert.deepEqual(
    await Promise.all(answers),
    paths.map(path => page(path)),
  )

  const before = new Set(sheets.values())
  const again = ask('/again')
  await asked('/again')
  held.get('/again')?.()
  assert.equal(await again, page('/again'))
  assert.ok(before.has(sheets.get('/again')!))
})

it('sends a page whole that no sheet holds', async () => {
  const long = ask('/long')
  await asked('/long')
  held.get('/long')?.()
  assert.equal(await long, page('/long', 60_000))
})

it('gives no two people one sheet, though some went away before their answer came, and after', async () => {
  const leaving = Array.from({ length: 12 }, (_, at) => `/left-${at}`)
  const going = new AbortController()
  const gone = leaving.map(path =>
    fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, { signal: going.signal }).catch(
      () => {},
    ),
  )
  for (const path of leaving) await asked(path)
  // Half of them are answered as they go, and half when they have gone.
  for (const path of leaving.slice(0, 6)) held.get(path)?.()
  going.abort()
  await Promise.all(gone)
  for (const path of leaving.slice(6)) held.get(path)?.()

  const paths = Array.from({ length: 30 }, (_, at) => `/after-${at}`)
  const answers = paths.map(ask)
  for (const path of paths) await asked(path)
  assert.equal(new Set(paths.map(path => sheets.get(path))).size, paths.length)
  for (const path of paths) held.get(path)?.()
  assert.deepEqual(
    await Promise.all(answers),
    paths.map(path => page(path)),
  )
})
