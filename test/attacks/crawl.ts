import { routes as apiRoutes } from '../../src/api/api.ts'
import { sql } from '../../src/database/sql.ts'
import { pages } from '../../src/web/pages.ts'
import { digestOf } from '../../src/web/sign-in/secrets.ts'
import type { TestHouse } from '../house.ts'
import { secretFrom, type Answer, type Form, type Site } from './site.ts'

/** What there is to name in an address, whether or not whoever asks may know of it. */
export interface Named {
  readonly references: readonly string[]
  readonly documents: readonly string[]
  /** Words that a search may find, a few at a time. */
  readonly words: readonly string[]
}

/** What is searched for at once: a search takes so many letters and no more. */
const together = 18

export const inSearches = (words: readonly string[]): string[] =>
  Array.from({ length: Math.ceil(words.length / together) }, (_, at) =>
    words.slice(at * together, (at + 1) * together).join(' or '),
  )

export interface Crawl {
  /** Every answer, in the order in which it was asked for; of a search, with what was searched for. */
  readonly answers: readonly (Answer & { readonly searched?: string })[]
}

/** How many addresses that pages link to are followed, beyond those of the server’s own table. */
const mostFollowed = process.env.CONCORDAT_TEST_LONG === '1' ? 400 : 60

/**
 * Everything that a post can fetch: each address of the server’s own table of routes, written out with everything there is
 * to name; what its pages link to; its searches, exports, letters and files; and the API, address by address.
 */
export async function crawl(site: Site, house: TestHouse, post: string, named: Named): Promise<Crawl> {
  const answers: (Answer & { searched?: string })[] = []
  const asked = new Set<string>()
  const waiting: string[] = []
  const ask = async (address: string, sent?: Form) => {
    const key = `${address} ${JSON.stringify(sent ?? '')}`
    if (asked.has(key)) return
    asked.add(key)
    const answer = await site.page(post, address, sent)
    answers.push({ ...answer, searched: sent?.q })
    if (String(answer.headers['content-type']).startsWith('text/html')) waiting.push(...linksIn(answer))
  }

  const known = await namesOf(house, post, named)
  const own = ownNames(house)
  for (const route of pages) {
    if (left.has(route.pattern)) continue
    if (route.method === 'GET') for (const address of writtenOut(route.pattern, known, own)) await ask(address)
  }
  for (const { address, sent } of [...readingForms(known, own), ...takingOut(known, own)]) await ask(address, sent)
  for (let followed = 0; waiting.length > 0 && followed < mostFollowed;) {
    const next = waiting.shift() as string
    if (asked.has(`${next} ""`) || left.has(next.replace(/\?.*/, ''))) continue
    await ask(next)
    followed++
  }

  for (const route of apiRoutes) {
    if (route.method === 'GET')
      for (const address of writtenOut(route.path, known, own))
        for (const query of queriesOf(route.path, known))
          answers.push({
            ...(await site.api(post, `${address}${query}`)),
            searched: new URLSearchParams(query).get('q') ?? undefined,
          })
  }
  // Steps on what is hidden, and files that are not there: refused like what is absent.
  for (const reference of named.references) {
    const json = { answers: {} }
    const headers = { 'if-match': '"1.1.1"' }
    answers.push(await site.api(post, `/matters/${reference}/steps/update`, { json, headers }))
  }
  return { answers }
}

/** Addresses that change who is signed in, or are the same bytes for everyone. */
export const left: ReadonlySet<string> = new Set([
  '/assets/:hash/:file',
  '/sign-in',
  '/sign-in/callback',
  '/sign-in/ended',
  '/sign-out',
  '/session',
  '/metrics',
  // What a session holds while a proof of identity is asked for is asked of it, by others too, in web/sign-in/proof.test.ts.
  '/sign-in/again/:held',
  '/sign-in/proved/:held',
])

type Names = Readonly<Record<string, readonly string[]>>

async function namesOf(house: TestHouse, post: string, { references, documents, words }: Named): Promise<Names> {
  const { library, directory, now } = house.house
  const procedures = library.inForce(new Date(now()).toISOString().slice(0, 10) as never).map(one => one.procedure)
  const { rows: imports } = await house.database.owner.query<{ id: string }>(
    'select id from concordat.import order by 1',
  )
  const secret = secretFrom(`feed of ${post}`)
  await house.as(post, desk => desk.transaction.all(sql`select make_feed(${digestOf(secret)})`))
  return {
    reference: references,
    // Only a few steps are tried where nothing links to them: the rest are followed from the matter itself.
    step: ['refer', 'report-back'],
    procedure: procedures.map(procedure => procedure.name),
    import: imports.map(row => row.id),
    id: documents,
    code: directory()
      .places.map(place => place.code)
      .slice(0, 3),
    agreement: library.agreements.map(agreement => agreement.id),
    secret: [`${secret}.ics`, secret],
    word: words,
  }
}

/** The tables and letters of whatever has this reference; of what has none, a name that others have. */
type OwnNames = (reference: string) => { readonly table: readonly string[]; readonly letter: readonly string[] }

function ownNames(house: TestHouse): OwnNames {
  const procedures = house.house.library
    .inForce(new Date(house.house.now()).toISOString().slice(0, 10) as never)
    .map(one => one.procedure)
  const orAny = (names: readonly string[], any: string) => (names.length > 0 ? names : [any])
  return reference => {
    const found = procedures.find(one => one.prefix === reference.slice(0, 3))
    return {
      table: orAny(Object.keys(found?.tables ?? {}), 'plan'),
      letter: orAny(Object.keys(found?.letters ?? {}), 'outcome'),
    }
  }
}

/** A pattern with every combination of what its parameters may name. */
function writtenOut(pattern: string, names: Names, own: OwnNames): string[] {
  const [whole, name] = /:(\w+)/.exec(pattern) ?? []
  if (whole === undefined || name === undefined) return [pattern]
  const wanted =
    name === 'id' && pattern.includes('/agreements')
      ? names.agreement
      : name === 'table' || name === 'letter'
        ? own(pattern.split('/')[2] ?? '')[name]
        : names[name]
  return (wanted ?? []).flatMap(value => writtenOut(pattern.replace(whole, value), names, own))
}

/** Forms by which what is written, planned and listed leaves as a file. */
function takingOut({ reference = [] }: Names, own: OwnNames): { address: string; sent: Form }[] {
  const why = 'To see'
  return [
    ...reference.flatMap(one => [
      ...own(one).table.flatMap(table =>
        ['xlsx', 'docx'].map(format => ({
          address: `/matters/${one}/tables/${table}`,
          sent: { query: '', format, why },
        })),
      ),
      // Only of what is written are there editions.
      ...(one.startsWith('RPT') ? ['1', '2', '5'] : ['1']).map(edition => ({
        address: `/matters/${one}/editions`,
        sent: { edition },
      })),
    ]),
    ...['xlsx', 'csv'].map(format => ({ address: '/programme/export', sent: { query: '', format, why } })),
    { address: '/matters/analysis', sent: { query: 'procedure=inspection', why } },
  ]
}

/** Forms that are sent to read something: they change nothing. */
function readingForms(
  { word = [], procedure = [], reference = [] }: Names,
  own: OwnNames,
): { address: string; sent: Form }[] {
  return [
    ...word.map(q => ({ address: '/search', sent: { q } })),
    ...procedure.flatMap(name =>
      ['xlsx', 'csv'].map(format => ({
        address: '/matters/export',
        sent: { query: `procedure=${name}`, format, why: 'To see' },
      })),
    ),
    ...reference.flatMap(one => [
      { address: `/matters/${one}/seen.csv`, sent: {} },
      ...own(one).letter.map(name => ({ address: `/matters/${one}/letters/${name}`, sent: { version: 'any' } })),
    ]),
  ]
}

function queriesOf(path: string, { word = [], procedure = [] }: Names): string[] {
  if (path === '/matters')
    return [
      '',
      ...procedure.map(name => `?procedure=${name}&most=200`),
      ...word.map(q => `?q=${encodeURIComponent(q)}`),
      '?sort=due&overdue=true',
    ]
  if (path === '/obligations') return ['', ...['overdue', 'due', 'met', 'missed'].map(state => `?state=${state}`)]
  if (path === '/calendar/due') return ['?from=2022-04-08&period=P36WD']
  return ['']
}

const linksIn = ({ body }: Answer): string[] =>
  [...body.toString().matchAll(/(?:href|action|src)="(\/(?!assets\/)[^"#]*)/g)]
    .map(([, address = '']) => address.replaceAll('&amp;', '&'))
    .filter(address => !address.startsWith('//'))
