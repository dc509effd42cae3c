/**
 * How to add a page.
 *
 * 1. Write its address in `paths.ts`.
 * 2. Make a folder with `route.ts`, `view.ts` and a test. In `route.ts`:
 *
 *      export const show = get(paths.thing, { access: 'in a post', reads: 'listed' }, async ({ desk, query }) => {
 *        const { rows } = await list(desk, query)
 *        await recordReading(desk, { kind: 'listed' })
 *        return view({ title: 'Things', content: things(rows) })
 *      })
 *
 *      export const change = post(paths.thing, { access: 'in a post', reads: 'nothing', form: z.object({ name: z.string() }) },
 *        async ({ desk, form }) => goTo(paths.thing(), 'It was changed'))
 *
 * 3. Name the routes in `pages.ts`.
 *
 * The server refuses to start when a route does not say who may ask for it (`access`), what it takes (`query`, `form`; the
 * parameters are taken from the path) and what reading it records (`reads`). Around every answer the kernel (`serve.ts`)
 * opens the one transaction that is the person, checks the form's token, keeps what was typed, and turns NotFound into the
 * one page for what is hidden or absent. A route that reads anything of a matter must record that in its own transaction:
 * if it says `reads: 'opened'` and shows a page without a record, the reader gets a fault instead of the page.
 * A form is `<form method="post">` whose first field is `hidden(token)`.
 */
import type { Readable } from 'node:stream'
import { z } from 'zod'
import type { PostKind } from '../bodies.ts'
import type { Choosing, Credential } from '../database/as.ts'
import type { Desk } from '../desk/desk.ts'
import type { ReadingKind } from '../desk/reading.ts'
import type { Marking } from '../letters/marking.ts'
import type { Uploaded } from '../desk/documents.ts'
import type { Refused } from '../documents/refused.ts'
import type { Form } from './forms.ts'
import type { Page, Token } from './layout.ts'
import type { Params, Path } from './paths.ts'
import type { Site } from './site.ts'

/** Who may ask. To everyone else there is no such page, or there is one on which to sign in. */
export type Access =
  /** Nobody is asked who they are: assets, health, the provider's own calls. */
  | 'a program'
  /** Anyone; someone who is signed in sees their own header. */
  | 'anyone'
  /** Signed in, with or without a post. */
  | 'signed in'
  /** In a post, with nothing lapsed: the usual. */
  | 'in a post'
  /** In a post, though their training or awareness may have lapsed: for what mends it, and for leaving. */
  | 'in a post, suspended or not'
  /** In a post of one of these kinds. */
  | { readonly posts: readonly PostKind[] }

/** What reading a page is recorded as in the journal of readings. */
export type Reads = 'nothing' | ReadingKind

/** What every route declares, on the route itself, where the server looks for it. */
export interface Declared {
  readonly access: Access
  readonly reads: Reads
  readonly params: z.ZodType
  readonly query: z.ZodType
  /** What a POST takes; absent for a GET. */
  readonly form?: z.ZodType
  /** A form's token is not asked for: the request proves itself in another way. */
  readonly provesItself?: string
  /** What was typed is kept as a draft of this address when it can't be taken. */
  readonly drafts?: boolean | 'of another address'
  /** Takes files, as a form with parts; `a sheet` is read and attached to nothing, so that formulas in it are taken as words. */
  readonly files?: boolean | 'a sheet' | TakesIn
  /**
   * Done only by somebody who proved who they are within the minutes that are set; from others the form is held until they
   * have. It gives in words what they are about to do, to follow “before you”, or nothing for a form that needs no proof;
   * where that turns out only on the way, the page asks for it itself (`proof`).
   */
  readonly fresh?: Fresh<never>
  /** When the form's token is not its session's, the page shows its own form again; else the kernel shows what was typed. */
  readonly showsAgain?: boolean
}

/** What a fresh proof is asked for. */
export type Fresh<F> = ((form: F) => string | undefined) | 'as it turns out'

/** A file that was sent: kept, to be attached by its id, or refused in words. */
export interface Received {
  readonly field: string
  readonly name: string
  readonly outcome: Uploaded | Refused
}

/** Takes in a file of a kind that is no document, for whoever the credential belongs to: before the page's transaction. */
export interface TakesIn {
  /** The most it may weigh, in bytes. */
  readonly most: number
  take(site: Site, credential: Credential, sent: { readonly name: string; readonly bytes: Buffer }): Promise<TakenIn>
}

/** It was kept under this id, or refused in words. */
export type TakenIn =
  | { readonly id: string }
  | { readonly refused: string }
  /** It was not kept: what it says was done, to that matter. */
  | { readonly says: string; readonly reference?: string }

declare module 'fastify' {
  interface FastifyContextConfig {
    declared?: Declared
  }
}

export type DeskFor<A extends Access> = A extends 'a program' | 'anyone' | 'signed in' ? Desk | undefined : Desk

/** What a page is given to answer with. */
export interface Asked<A extends Access, P, Q, F> {
  /** What this person can do here: everything starts from it. */
  readonly desk: DeskFor<A>
  /** Who is signed in and has still to choose a post. */
  readonly choosing?: Choosing
  readonly params: P
  readonly query: Q
  readonly form: F
  readonly files: readonly Received[]
  /** What came of files that the page takes in in its own way. */
  readonly taken: readonly TakenIn[]
  /** Goes first in every form of the page. */
  readonly token?: Token
  readonly site: Site
  readonly caller: Caller
  /** The page that asks for a proof of identity afresh, with the form held; nothing when it is fresh enough. */
  readonly proof: (doing: string, form?: Form) => Promise<View | undefined>
  /** Set when the form's token was not its session's: show the form again, with all that was typed, and change nothing. */
  readonly unproven: boolean
}

/** What is known of the request itself. */
export interface Caller {
  readonly address: string
  /** The session's secret, for what concerns sessions. */
  readonly secret?: string
  /** What its forms carry. */
  readonly token?: Token
  readonly origin: string
  readonly url: string
  readonly agent?: string
  readonly cookies: Readonly<Record<string, string | undefined>>
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
}

export interface Cookie {
  readonly name: string
  /** Absent: it is taken back. */
  readonly value?: string
  readonly seconds?: number
}

export type Answer = View | Going | Giving

/** A page. Its marking is OFFICIAL unless it says otherwise. */
export interface View {
  readonly kind: 'view'
  readonly status: number
  readonly page: Shown
  readonly cookies: readonly Cookie[]
  readonly headers: Readonly<Record<string, string>>
}

export type Shown = Pick<Page, 'title' | 'content' | 'section' | 'before' | 'banner' | 'errors' | 'lang'> & {
  readonly marking?: Marking
}

/** On to another address, with a sentence to say there. */
export interface Going {
  readonly kind: 'going'
  readonly to: string
  readonly saying?: string
  readonly cookies: readonly Cookie[]
  readonly headers: Readonly<Record<string, string>>
}

/** Bytes: a file, JSON, or nothing at all. */
export interface Giving {
  readonly kind: 'giving'
  readonly status: number
  readonly body: Buffer | string | Readable
  readonly headers: Readonly<Record<string, string>>
  readonly cookies: readonly Cookie[]
}

interface More {
  readonly status?: number
  readonly cookies?: readonly Cookie[]
  readonly headers?: Readonly<Record<string, string>>
}

/** Shows a page. One with errors is a 422 unless it says otherwise. */
export const view = ({ status, cookies = [], headers = {}, ...page }: Shown & More): View => ({
  kind: 'view',
  status: status ?? (page.errors?.length ? 422 : 200),
  page,
  cookies,
  headers,
})

/** Sends the browser on, to be told there what was done. */
export const goTo = (to: string, saying?: string, { cookies = [], headers = {} }: More = {}): Going => ({
  kind: 'going',
  to,
  saying,
  cookies,
  headers,
})

/** Gives bytes as they are, with their own headers. */
export const give = (
  body: Giving['body'],
  headers: Readonly<Record<string, string>> = {},
  { status = 200, cookies = [] }: More = {},
): Giving => ({
  kind: 'giving',
  status,
  body,
  headers,
  cookies,
})

/** An address and what answers there. */
export interface Route {
  readonly method: 'GET' | 'POST'
  readonly pattern: string
  readonly declared: Declared
  readonly answer: (asked: Asked<Access, never, never, never>) => Promise<Answer> | Answer
}

type Answering<A extends Access, P, Q, F> = (asked: Asked<A, P, Q, F>) => Promise<Answer> | Answer

interface Given<A extends Access, Q> {
  readonly access: A
  readonly reads: Reads
  readonly query?: z.ZodType<Q>
}

interface GivenForPost<A extends Access, Q, F> extends Given<A, Q> {
  readonly form: z.ZodType<F>
  readonly provesItself?: string
  readonly drafts?: boolean | 'of another address'
  readonly files?: boolean | 'a sheet' | TakesIn
  readonly fresh?: Fresh<F>
  readonly showsAgain?: boolean
}

/** A parameter of an address: short, and with nothing in it that an address of ours would not have. */
const parameter = z.string().regex(/^[\w.,:@~-]{1,200}$/)

const paramsOf = (pattern: string): z.ZodType =>
  z.object(Object.fromEntries([...pattern.matchAll(/:(\w+)/g)].map(([, name]) => [name, parameter])))

/** Takes nothing, whatever is there. */
export const nothingAsked = z.object({})

/** A form whose fields are known only once it is read, such as a step's. */
export const anyForm: z.ZodType<Form> = z.record(z.string(), z.union([z.string(), z.array(z.string())]))

/** A page that is read. */
export const get = <const P extends string, A extends Access, Q = object>(
  path: Path<P>,
  { access, reads, query = nothingAsked as unknown as z.ZodType<Q> }: Given<A, Q>,
  answer: Answering<A, Params<P>, Q, Form>,
): Route => ({
  method: 'GET',
  pattern: path.pattern,
  declared: { access, reads, params: paramsOf(path.pattern), query },
  answer: answer as unknown as Route['answer'],
})

/** A form that is sent. */
export const post = <const P extends string, A extends Access, F, Q = object>(
  path: Path<P>,
  { query = nothingAsked as unknown as z.ZodType<Q>, ...declared }: GivenForPost<A, Q, F>,
  answer: Answering<A, Params<P>, Q, F>,
): Route => ({
  method: 'POST',
  pattern: path.pattern,
  declared: { ...declared, params: paramsOf(path.pattern), query },
  answer: answer as unknown as Route['answer'],
})

/** What is wrong with how a route was declared, in its author's terms; nothing when all is said. */
export function undeclared(route: {
  method: string | readonly string[]
  url: string
  config?: { declared?: Declared }
}): readonly string[] {
  const methods = [route.method].flat()
  const name = `${methods.join(' ')} ${route.url}`
  const declared = route.config?.declared
  if (!declared) return [`${name} declares nothing: say who may ask for it, what it takes and what reading it records`]
  const unsafe = methods.some(method => !['GET', 'HEAD', 'OPTIONS'].includes(method))
  const inPost = !['a program', 'anyone', 'signed in'].includes(String(declared.access))
  const missing: (string | false)[] = [
    declared.access === undefined && `${name} does not say who may ask for it (access)`,
    declared.reads === undefined && `${name} does not say what reading it records (reads)`,
    declared.params === undefined && `${name} does not say what its parameters may be (params)`,
    declared.query === undefined && `${name} does not say what its query may be (query)`,
    declared.fresh !== undefined &&
      !(unsafe && inPost) &&
      `${name} asks for a fresh proof, which only what changes or gives something to somebody in a post can (fresh)`,
    unsafe && declared.form === undefined && `${name} does not say what it takes (form)`,
  ]
  return missing.filter(fault => fault !== false)
}
