import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { Script } from 'node:vm'
import fastify from 'fastify'
import { assets, sending, serveAssets } from './assets.ts'
import type { Asset } from './assets.ts'

const asset = (address: string): Asset => {
  const found = assets().find(address)
  assert.ok(found, `${address} is missing`)
  return found
}
const sheet = asset(assets().css).body.toString()
const script = asset(assets().script).body.toString()

describe('the styles', () => {
  it('have neither the typeface nor the crest that only gov.uk may show', () => {
    for (const barred of ['@font-face', 'GDS Transport', 'Calvert', 'crest.svg', 'crown.png'])
      assert.ok(!sheet.includes(barred), barred)
  })

  it('name only pictures that are served here', () => {
    const named = [...sheet.matchAll(/url\(([^)]*)\)/g)].map(match => match[1]!)
    assert.ok(named.length > 0)
    for (const address of named) if (!address.startsWith('data:')) asset(address)
  })

  it('hold the components of both packages and ours', () => {
    for (const block of ['.govuk-button', '.moj-timeline', '.app-obligation']) assert.ok(sheet.includes(block), block)
  })
})

describe('the script', () => {
  it('is whole: nothing is left of the import, and it can be read', () => {
    assert.doesNotMatch(script, /from 'govuk-frontend'|sourceMappingURL|^export/m)
    new Script(`async () => {${script}}`)
  })

  it('holds the components it starts', () => assert.match(script, /class Accordion/))
})

it('a first visit is under 250 kB over the wire', () => {
  const wire = assets()
    .all()
    .reduce((sum, { gzip, body }) => sum + Math.min(gzip?.length ?? Infinity, body.length), 0)
  assert.ok(wire < 100_000, `${wire} bytes`)
})

describe('sending', () => {
  const css = asset(assets().css)

  it('takes the shortest encoding that the browser accepts', () => {
    const brotli = sending(css, 'gzip, deflate, br')
    assert.equal(brotli.headers['content-encoding'], 'br')
    assert.deepEqual(brotliDecompressSync(brotli.body), css.body)
    const gzip = sending(css, 'gzip')
    assert.equal(gzip.headers['content-encoding'], 'gzip')
    assert.deepEqual(gunzipSync(gzip.body), css.body)
  })

  it('keeps to what the browser refuses', () => {
    for (const accepts of [undefined, '', 'identity', 'br;q=0, gzip;q=0', 'br; q=0.0'])
      assert.equal(sending(css, accepts).headers['content-encoding'], undefined, accepts ?? 'none')
    assert.equal(sending(css, 'br;q=0.5').headers['content-encoding'], 'br')
  })

  it('may be kept for ever, since the address changes with the content', () => {
    assert.match(sending(css, 'br').headers['cache-control']!, /immutable/)
    assert.match(css.address, /^\/assets\/[0-9a-f]{16}\/concordat\.css$/)
  })
})

it('is served at its address, and an unknown one is not found', async () => {
  const app = fastify()
  serveAssets(app)
  const found = await app.inject({ url: assets().css, headers: { 'accept-encoding': 'br' } })
  assert.equal(found.statusCode, 200)
  assert.equal(found.headers['content-type'], 'text/css; charset=utf-8')
  assert.equal(found.headers['content-encoding'], 'br')
  assert.equal((await app.inject({ url: '/assets/0000000000000000/concordat.css' })).statusCode, 404)
  assert.equal((await app.inject({ url: '/assets/..%2f..%2fpackage.json/x' })).statusCode, 404)
  assert.equal((await app.inject({ url: '/favicon.ico' })).headers['location'], assets().icon)
  await app.close()
})

describe('colours', () => {
  const token = (name: string) => {
    const value = [...sheet.matchAll(new RegExp(`--${name}: ?(#[0-9a-f]{3,6})`, 'gi'))].at(-1)?.[1]
    assert.ok(value, `--${name} is not set`)
    return value
  }
  const luminance = (colour: string) => {
    const hex = colour.slice(1)
    const pairs = hex.length === 3 ? hex.split('').map(digit => digit + digit) : (hex.match(/../g) ?? [])
    const [red = 0, green = 0, blue = 0] = pairs.map(pair => {
      const share = parseInt(pair, 16) / 255
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
  }
  const contrast = (a: string, b: string) => {
    const [dark = 0, light = 0] = [luminance(a), luminance(b)].toSorted((x, y) => x - y)
    return (light + 0.05) / (dark + 0.05)
  }

  const words: [string, string, string][] = [
    ['white on the header', '#fff', token('app-ink')],
    ['quiet words on white', token('app-quiet'), '#fff'],
    ['quiet words on tint', token('app-quiet'), token('app-tint')],
    ['late on white', token('app-late'), '#fff'],
    ['navigation on tint', token('app-ink'), token('app-tint')],
    ['links on tint', token('govuk-link-colour'), token('app-tint')],
    ['practice', '#3d2a00', '#fdf0cf'],
    ['the practice tag', '#fff', '#6b4a00'],
  ]
  for (const [what, front, back] of words)
    it(`${what} can be read (4.5 to 1)`, () => assert.ok(contrast(front, back) >= 4.5, `${contrast(front, back)}`))

  it('the stages’ marks can be told from the page (3 to 1)', () => assert.ok(contrast(token('app-brand'), '#fff') >= 3))
})
