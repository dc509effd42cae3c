/** Every address there is. Nouns; no content and no secret ever stands in one, but for the one that says so. */

type Names<P extends string> = P extends `${string}:${infer Name}/${infer Rest}`
  ? Name | Names<Rest>
  : P extends `${string}:${infer Name}`
    ? Name
    : never

/** The parameters of a pattern: { reference: string } for '/matters/:reference'. */
export type Params<P extends string> = { readonly [Name in Names<P>]: string }

/** An address: call it with its parameters to have it written out. */
export interface Path<P extends string = string> {
  readonly pattern: P
  (...given: [Names<P>] extends [never] ? [] : [Params<P>]): string
}

const path = <const P extends string>(pattern: P): Path<P> => {
  // What stands between the parameters, and the parameters: '/matters/', 'reference', '/steps/', 'step', ''.
  const [first = '', ...rest] = pattern.split(/:(\w+)/)
  const written = (params: Readonly<Record<string, string>> = {}) => {
    let address = first
    for (let at = 0; at < rest.length; at += 2)
      address += encodeURIComponent(params[rest[at]!] ?? '') + (rest[at + 1] ?? '')
    return address
  }
  return Object.assign(written, { pattern }) as unknown as Path<P>
}

export const paths = {
  work: path('/'),
  matters: path('/matters'),
  views: path('/matters/views'),
  exports: path('/matters/export'),
  analysis: path('/matters/analysis'),
  imports: path('/matters/import'),
  importTemplate: path('/matters/import/template.xlsx'),
  import: path('/matters/import/:import'),
  importProgress: path('/matters/import/:import/progress.json'),
  importReport: path('/matters/import/:import/to-mend.xlsx'),
  matter: path('/matters/:reference'),
  step: path('/matters/:reference/steps/:step'),
  /** The two steps with pages of their own: they give a file. */
  handOver: path('/matters/:reference/steps/hand-over'),
  sendWord: path('/matters/:reference/steps/send-word'),
  packages: path('/packages'),
  package: path('/packages/:id'),
  letter: path('/matters/:reference/letters/:letter'),
  /** Its file is asked for there too: a table's name with `.xlsx` or `.docx`. */
  table: path('/matters/:reference/tables/:table'),
  /** What is written in a matter, as it stood each time it was kept; its file is asked for there too. */
  editions: path('/matters/:reference/editions'),
  strike: path('/matters/:reference/strike'),
  still: path('/matters/:reference/still.json'),
  seen: path('/matters/:reference/seen'),
  seenFile: path('/matters/:reference/seen.csv'),
  lent: path('/shared/ours'),
  lentFile: path('/shared/ours/export'),
  held: path('/shared/held'),
  timetables: path('/timetables'),
  timetablesKept: path('/timetables/kept'),
  begin: path('/begin/:procedure'),
  document: path('/documents/:id'),
  search: path('/search'),
  drafts: path('/drafts'),
  establishments: path('/establishments'),
  establishment: path('/establishments/:code'),
  /** For those who plan inspections; to everybody else there is nothing at these. */
  programme: path('/programme'),
  programmeCalendar: path('/programme/calendar'),
  programmeFile: path('/programme/export'),
  directory: path('/directory'),
  agreements: path('/agreements'),
  agreement: path('/agreements/:agreement'),
  people: path('/people'),
  journal: path('/journal'),
  journalHead: path('/journal/head.json'),
  journalKey: path('/journal/key.pem'),
  outbox: path('/outbox'),

  you: path('/you'),
  calendar: path('/you/calendar'),
  calendarFile: path('/you/calendar.ics'),
  tokens: path('/you/tokens'),
  /** The one address with a secret in it, since a calendar can send nothing else: it tells on which days something is due. */
  feed: path('/calendar/:secret'),

  signIn: path('/sign-in'),
  proveAgain: path('/sign-in/again/:held'),
  proved: path('/sign-in/proved/:held'),
  signInCallback: path('/sign-in/callback'),
  signedOutByProvider: path('/sign-in/ended'),
  signOut: path('/sign-out'),
  signedOut: path('/signed-out'),
  posts: path('/post'),
  stay: path('/session'),
  sessions: path('/sessions'),

  help: path('/help'),
  feedback: path('/feedback'),
  accessibility: path('/accessibility'),
  privacy: path('/privacy'),
  cookies: path('/cookies'),
  status: path('/status'),
  changes: path('/changes'),

  asset: path('/assets/:hash/:file'),
  health: path('/health'),
  ready: path('/ready'),
  metrics: path('/metrics'),
}

/** A clause among its neighbours. */
export const clauseAddress = (agreement: string, clause: string): string =>
  `${paths.agreement({ agreement })}#${clause}`

/**
 * An address of ours that somebody may be sent back to; anything else leads to their work. What is given back is looked at, and
 * not only what was given: `/.//elsewhere` is ours as it stands, and `//elsewhere` once its dots are worked out.
 */
export function ourOwn(address: unknown): string {
  if (typeof address !== 'string' || !address.startsWith('/') || address.length > 500) return paths.work()
  const found = URL.parse(address, here)
  if (found?.origin !== here) return paths.work()
  const written = `${found.pathname}${found.search}`
  return URL.parse(written, here)?.origin === here ? written : paths.work()
}

const here = 'http://here.invalid'
