import { pages } from '../src/web/pages.ts'
import { ask, type Answered } from './load.ts'
import type { Bench, Figure } from './measure.ts'
import { signedIn } from './pages.ts'
import { serveOurs } from './serving.ts'

const mostHtml = 60_000
const mostFirstVisit = 250_000
/** Pages of one kind that are weighed as each post. */
const ofEachKind = 3

interface Weighed {
  readonly kind: string
  readonly address: string
  readonly html: number
  /** The page and all that a browser fetches with it, as it is sent, by a browser that has kept nothing. */
  readonly visit: number
  /** What it would fetch from anywhere else. */
  readonly elsewhere: readonly string[]
}

/** Every kind of page that these posts come to by following links: the kinds are the addresses in the server's own table. */
export const weightBench: Bench = {
  name: 'weight',
  at: 'first size',
  async run({ world }) {
    const ours = await serveOurs(world.folder)
    try {
      const heaviest = new Map<string, Weighed>()
      for (const post of [
        'hmip.sanctions-officer',
        'hmip.coordinator',
        'imb.dunscar.chair',
        'hmpps.ashmoor.governor',
        'operator',
      ])
        for (const one of await walked(ours.address, await signedIn(ours, post)))
          if (one.html >= (heaviest.get(one.kind)?.html ?? 0)) heaviest.set(one.kind, one)
      return figuresOf([...heaviest.values()])
    } finally {
      await ours.stop()
    }
  },
}

function figuresOf(all: readonly Weighed[]): Figure[] {
  const most = (by: 'html' | 'visit') => all.reduce((a, b) => (b[by] > a[by] ? b : a))
  const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`
  const heavy = all.filter(one => one.html >= mostHtml || one === most('html'))
  const strangers = all.flatMap(one => one.elsewhere.map(address => `${address} on ${one.kind}`))
  return [
    ...heavy.map(one => ({
      what: `page weight: HTML of ${one.kind}, ${one === most('html') ? 'the heaviest' : 'another'} of ${all.length} kinds`,
      against: 'nothing',
      ours: kilobytes(one.html),
      target: '< 60 kB',
      met: one.html < mostHtml,
    })),
    {
      what: `page weight: first visit, at most, to ${most('visit').kind}`,
      against: 'nothing',
      ours: kilobytes(most('visit').visit),
      target: '< 250 kB',
      met: most('visit').visit < mostFirstVisit,
    },
    {
      what: 'page weight: fetched from elsewhere',
      against: 'nothing',
      ours: strangers.length ? strangers.slice(0, 3).join(', ') : 'nothing',
      target: 'nothing',
      met: strangers.length === 0,
    },
  ]
}

/** The table's own pattern for an address, where it is a page. */
function kindOf(path: string): string | undefined {
  const fits = (pattern: string) => new RegExp(`^${pattern.replaceAll(/:\w+/g, '[^/]+').replaceAll('.', '\\.')}$`)
  const known = pages.filter(page => page.method === 'GET' && fits(page.pattern).test(path))
  return (known.find(page => page.pattern === path) ?? known[0])?.pattern
}

async function walked(base: string, cookie: string): Promise<Weighed[]> {
  const found: Weighed[] = []
  const fetched = new Map<string, Answered>()
  const seen = new Set<string>()
  const counts = new Map<string, number>()
  const waiting = ['/', '/matters?filters=all', '/search']
  for (let address = waiting.shift(); address !== undefined; address = waiting.shift()) {
    const { pathname, search } = new URL(address, base)
    const kind = kindOf(pathname)
    const count = counts.get(kind ?? '') ?? 0
    if (kind === undefined || seen.has(pathname + search) || count >= ofEachKind || kind === '/sign-out') continue
    seen.add(pathname + search)
    const page = await ask(base, { path: pathname + search, cookie })
    if (page.status !== 200 || !page.headers['content-type']?.startsWith('text/html')) continue
    counts.set(kind, count + 1)
    const html = page.body.toString()
    found.push({ kind, address: pathname + search, html: page.body.length, ...(await visit(base, page, fetched)) })
    for (const [, link = ''] of html.matchAll(/<a\b[^>]*\bhref="([^"]+)"/g))
      if (link.startsWith('/') && !link.startsWith('//')) waiting.push(link.replaceAll('&amp;', '&').split('#')[0]!)
  }
  return found
}

/** What a page has its browser fetch: style sheets, scripts, pictures, and what style sheets name. */
async function visit(base: string, page: Answered, fetched: Map<string, Answered>) {
  const named = [...page.body.toString().matchAll(/<(?:link|script|img|source|iframe)\b[^>]*\b(?:href|src)="([^"]+)"/g)]
    .map(([, address = '']) => address)
    .filter(address => !address.startsWith('data:'))
  const elsewhere: string[] = []
  let bytes = page.body.length
  const done = new Set<string>()
  for (let address = named.shift(); address !== undefined; address = named.shift()) {
    const { origin, pathname } = new URL(address, base)
    if (origin !== new URL(base).origin) elsewhere.push(address)
    if (origin !== new URL(base).origin || done.has(pathname)) continue
    done.add(pathname)
    const asset = fetched.get(pathname) ?? (await ask(base, { path: pathname, encoding: 'br, gzip' }))
    fetched.set(pathname, asset)
    bytes += asset.sent
    if (asset.headers['content-type']?.startsWith('text/css'))
      named.push(...[...asset.body.toString().matchAll(/url\(["']?(?!data:)([^"')]+)/g)].map(([, inner = '']) => inner))
  }
  return { visit: bytes, elsewhere }
}
