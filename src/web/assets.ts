import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, extname, join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { FastifyInstance } from 'fastify'

/** A file that pages need, under an address that changes when its content does, so that it can be kept for ever. */
export type Asset = {
  readonly address: string
  readonly type: string
  readonly body: Buffer
  /** Present where they are shorter than the body. */
  readonly brotli?: Buffer
  readonly gzip?: Buffer
}

export type Assets = {
  readonly css: string
  readonly script: string
  readonly icon: string
  find(address: string): Asset | undefined
  all(): readonly Asset[]
}

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
}

const resolve = createRequire(import.meta.url).resolve
const govuk = dirname(resolve('govuk-frontend/dist/govuk/govuk-frontend.min.css'))
const moj = dirname(resolve('@ministryofjustice/frontend/moj/moj-frontend.min.css'))
const own = join(import.meta.dirname, 'assets')

const text = (folder: string, file: string) => readFileSync(join(folder, file), 'utf8')

const made = (name: string, body: Buffer): Asset => {
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 16)
  const brotli = brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } })
  const gzip = gzipSync(body, { level: 9 })
  return {
    address: `/assets/${hash}/${name}`,
    type: types[extname(name)] ?? 'application/octet-stream',
    body,
    ...(brotli.length < body.length ? { brotli } : {}),
    ...(gzip.length < body.length ? { gzip } : {}),
  }
}

/** The packages' CSS as shipped, without the typeface that only gov.uk may use. */
const packagedCss = () =>
  `${text(govuk, 'govuk-frontend.min.css')}\n${text(moj, 'moj-frontend.min.css')}`
    .replaceAll(/@font-face\{[^}]*\}/g, '')
    .replaceAll('GDS Transport,arial,sans-serif', 'var(--app-font)')

/** Ours, without comments and indentation. */
const ownCss = () => text(own, 'concordat.css').replaceAll(/\s+/g, ' ')

/** Pictures that the CSS names are served under addresses of their own; a crown or crest is left out. */
const withPictures = (css: string, pictures: Map<string, Asset>) =>
  css.replaceAll(/url\(\/assets\/images\/([\w.-]+)\)/g, (_whole, name: string) => {
    const file = join(moj, 'assets/images', name)
    if (/crest|crown/.test(name) || !existsSync(file)) return 'none'
    let picture = pictures.get(name)
    if (!picture) {
      picture = made(name, readFileSync(file))
      pictures.set(name, picture)
    }
    return `url(${picture.address})`
  })

const css = (pictures: Map<string, Asset>) => {
  const bare = `${packagedCss()}\n${ownCss()}`.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/@charset "UTF-8";/g, '')
  return made('concordat.css', Buffer.from(`@charset "UTF-8";${withPictures(bare, pictures)}`))
}

/** GOV.UK's components as shipped, then ours in a block of its own, as one module. */
const script = () => {
  const packaged = text(govuk, 'govuk-frontend.min.js').replace(/export\s*\{[^}]*\};?[\s\S]*$/, '')
  const ours = text(own, 'concordat.js').replace(/import \{[^}]*\} from 'govuk-frontend'\n/, '')
  return made('concordat.js', Buffer.from(`${packaged}\n{\n${ours}\n}\n`))
}

const build = (): Assets => {
  const pictures = new Map<string, Asset>()
  const sheet = css(pictures)
  const module = script()
  const others = readdirSync(own)
    .filter(file => /\.(svg|png)$/.test(file))
    .map(file => made(basename(file), readFileSync(join(own, file))))
  const byAddress = new Map([sheet, module, ...others, ...pictures.values()].map(asset => [asset.address, asset]))
  const icon = others.find(asset => asset.address.endsWith('/icon.svg'))
  if (!icon) throw new Error('The icon is missing from src/web/assets')
  return {
    css: sheet.address,
    script: module.address,
    icon: icon.address,
    find: address => byAddress.get(address),
    all: () => [...byAddress.values()],
  }
}

let built: Assets | undefined

/** All assets, built once, when first asked for. */
export const assets = (): Assets => (built ??= build())

/** How an asset is sent to a browser that accepts these encodings. */
export const sending = (
  asset: Asset,
  acceptEncoding: string | undefined,
): { readonly headers: Readonly<Record<string, string>>; readonly body: Buffer } => {
  const accepts = (encoding: string) =>
    new RegExp(`(^|[,\\s])${encoding}\\b(?!\\s*;\\s*q=0(\\.0*)?\\s*(,|$))`).test(acceptEncoding ?? '')
  const [encoding, body] =
    asset.brotli && accepts('br')
      ? ['br', asset.brotli]
      : asset.gzip && accepts('gzip')
        ? ['gzip', asset.gzip]
        : [undefined, asset.body]
  return {
    headers: {
      'content-type': asset.type,
      'cache-control': 'public, max-age=31536000, immutable',
      'cross-origin-resource-policy': 'same-origin',
      vary: 'accept-encoding',
      ...(encoding ? { 'content-encoding': encoding } : {}),
    },
    body,
  }
}

/** Sends assets at their addresses. An address of an earlier version is not found: a new page has new addresses. */
export const serveAssets = (app: FastifyInstance): void => {
  app.get('/assets/:hash/:name', (request, reply) => {
    const asset = assets().find(request.url.split('?', 1)[0]!)
    if (!asset)
      return reply.code(404).header('cache-control', 'no-store').type('text/plain; charset=utf-8').send('Not found')
    const { headers, body } = sending(asset, request.headers['accept-encoding'])
    return reply.headers(headers).send(body)
  })
  app.get('/favicon.ico', (_request, reply) =>
    reply.header('cache-control', 'public, max-age=86400').redirect(assets().icon),
  )
}
