import assert from 'node:assert/strict'
import type { TestHouse } from '../house.ts'
import { crawl, type Named } from './crawl.ts'
import type { Answer, Site } from './site.ts'
import { partsOf } from './unpack.ts'

/** What differs between any two runs, and tells nothing. */
const declared: readonly [what: string, pattern: RegExp][] = [
  ['a nonce of the content security policy', /nonce-[A-Za-z0-9+/=_-]+/g],
  ['a nonce on the page', /nonce="[^"]*"/g],
  ['a digest, or the number of a signing key made from one', /\b[0-9a-f]{64}\b|\b[0-9a-f]{16}\b/g],
  ['a signature over a digest', /"signature":\s*"[^"]*"/g],
  ['the public half of a signing key', /-----BEGIN PUBLIC KEY-----[^-]*-----END PUBLIC KEY-----/g],
  [
    'the number of an entry in a calendar, drawn at random',
    /\b[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}\b/g,
  ],
]
const undeclared = ['date', 'x-request-id', 'set-cookie']

/** A workbook says in each of its parts at what second it was packed. */
const unzipped = (body: Buffer): string =>
  body.subarray(0, 2).toString('latin1') === 'PK'
    ? partsOf(body)
        .map(({ name, bytes }) => `${name}\n${bytes.toString('latin1')}`)
        .join('\n')
    : body.toString('latin1')

/** An answer without what differs between any two runs. */
export const plain = ({ status, headers, body }: Answer): string => {
  const kept = Object.entries(headers)
    .filter(([name]) => !undeclared.includes(name))
    .map(([name, value]) => `${name}: ${String(value)}`)
    .sort()
  const text = `${status}\n${kept.join('\n')}\n\n${unzipped(body)}`
  return inOrder(declared.reduce((rest, [, pattern]) => rest.replaceAll(pattern, '~'), text))
}

/** Entries of a calendar for one day stand in the order of their numbers, which are drawn at random. */
const inOrder = (text: string): string => {
  const events = /BEGIN:VEVENT[\s\S]*?END:VEVENT/g
  const sorted = (text.match(events) ?? []).sort()
  return text.replaceAll(events, () => sorted.shift() ?? '')
}

interface Told extends TestHouse {
  readonly site: Site
}

/** Fails unless these two worlds are the same, byte for byte, in all that this onlooker can fetch of either. */
export async function same(onlooker: string, [one, other]: readonly [Told, Told], named: Named): Promise<void> {
  // What they make themselves has no number by which what others make could be counted.
  for (const { site } of [one, other])
    await site.page(onlooker, '/matters/views', { name: 'Mine', query: 'procedure=sanction-allegation' })
  const before = await crawl(one.site, one, onlooker, named)
  const now = await crawl(other.site, other, onlooker, named)
  assert.deepEqual(
    before.answers.map(answer => answer.address),
    now.answers.map(answer => answer.address),
    'the pages link to different addresses',
  )
  const differ: string[] = []
  for (const [at, answer] of before.answers.entries()) {
    // Whoever runs a practice system sees its messages, which hold no content; nobody else sees another's.
    if (onlooker === 'operator' && answer.address === 'GET /outbox') continue
    const [was, is] = [plain(answer), plain(now.answers[at] as Answer)]
    if (was !== is) differ.push(`${answer.address}:\n${difference(was, is)}`)
  }
  assert.equal(differ.length, 0, `${differ.length} differ:\n${differ.slice(0, 8).join('\n')}`)
  assert.ok(before.answers.length > 120, `only ${before.answers.length} addresses were asked`)
}

/** The first lines that differ. */
function difference(one: string, other: string): string {
  const [before, now] = [one.split('\n'), other.split('\n')]
  const at = before.findIndex((line, index) => line !== now[index])
  return `  - ${before[at]?.slice(0, 300)}\n  + ${now[at]?.slice(0, 300)}`
}
