import { z } from 'zod'
import { mayBegin } from '../../desk/may.ts'
import { list } from '../../desk/list.ts'
import { recordReading } from '../../desk/reading.ts'
import { countedYearly } from '../../desk/yearly.ts'
import { removeView, saveView, views } from '../../desk/views.ts'
import type { Desk } from '../../desk/desk.ts'
import { NotFound } from '../../engine/directory.ts'
import type { Procedure } from '../../engine/procedure.ts'
import { paths } from '../paths.ts'
import { get, goTo, post } from '../route.ts'
import { deskQuery, listingOf, queryString, type Asked } from './query.ts'
import { logView, perPage } from './view.ts'

/** A query whose fields depend on the procedure. */
export const anyQuery: z.ZodType<Asked> = z.record(z.string(), z.union([z.string(), z.array(z.string())]))

const first = (asked: Asked, name: string): string | undefined => [asked[name]].flat()[0]

/** The procedure an address names; nothing for all of them together. */
export function procedureAsked({ house, world }: Desk, name: string | undefined): Procedure | undefined {
  if (name === undefined || name === 'all') return undefined
  const found = house.library.findProcedure(name, world.today)
  if (!found) throw new NotFound(`procedure ${name}`)
  return found.procedure
}

/**
 * How many are counted: past that there are more than so many, and the analysis counts all there are. Every page of a list pays for
 * this, and nothing that it asks is dearer.
 */
const mostCounted = 500

/** The list of matters, of one procedure or of all. */
export const show = get(
  paths.matters,
  { access: 'in a post', reads: 'listed', query: anyQuery },
  async ({ desk, query, token }) => {
    const name = first(query, 'procedure')
    const procedure = name === undefined ? usual(desk) : procedureAsked(desk, name)
    const listing = listingOf(query, procedure, desk.world)
    const { after, number } = pageAsked(query)
    const [page, saved, , yearly] = await Promise.all([
      list(desk, {
        ...deskQuery(listing, procedure),
        after,
        most: perPage,
        counted: mostCounted,
        duties: true,
        brief: true,
      }),
      views(desk),
      recordReading(desk, { kind: 'listed' }),
      procedure && countedYearly(desk, procedure),
    ])
    return logView({
      desk,
      token,
      procedure,
      listing,
      page,
      number: page.isFirst ? 1 : number,
      saved,
      yearly,
      may: mayBegin(desk, procedure),
      filters: first(query, 'filters') === 'all',
    })
  },
)

/** Where a page begins and which it is: one thing in its address, so that nobody has the one without the other. */
function pageAsked(asked: Asked): { readonly after?: string; readonly number: number } {
  const [, after, number] = /^([\w-]{1,300})\.(\d{1,6})$/.exec(first(asked, 'after') ?? '') ?? []
  return { after, number: Math.max(2, Number(number)) }
}

/** What is shown when nothing was asked for: a log, where there is one to see; else the only kind there is; else all. */
function usual({ house, who, world }: Desk): Procedure | undefined {
  const known = house.library
    .inForce(world.today)
    .filter(one => who.seen.includes(one.procedure.name))
    .map(one => one.procedure)
  return known.find(one => one.log?.title) ?? (known.length === 1 ? known[0] : undefined)
}

const viewForm = z.union([
  z.object({ remove: z.uuid() }),
  z.object({ name: z.string().trim().max(60).default(''), query: z.string().max(4000), shared: z.string().optional() }),
])

/** Saves a list under a name, or takes a saved one away. */
export const saveOrRemove = post(
  paths.views,
  { access: 'in a post', reads: 'nothing', form: viewForm },
  async ({ desk, form, token }) => {
    if ('remove' in form) {
      if (!(await removeView(desk, form.remove))) throw new NotFound('view of yours')
      return goTo(paths.matters(), 'The view was removed')
    }
    // Read and written afresh, so that nothing is kept but what a list's address may say.
    const asked = asAsked(form.query)
    const procedure = procedureAsked(desk, first(asked, 'procedure'))
    const listing = listingOf(asked, procedure, desk.world)
    const query = queryString(listing, { procedure: procedure?.name })
    const wrong = form.name
      ? await saveView(desk, { name: form.name, query, shared: form.shared === 'yes' })
      : 'Give the view a name'
    if (wrong === undefined) return goTo(`${paths.matters()}?${query}`, `The view “${form.name}” was saved`)
    const saved = await views(desk)
    const yearly = procedure && (await countedYearly(desk, procedure))
    const page = await list(desk, {
      ...deskQuery(listing, procedure),
      most: perPage,
      counted: mostCounted,
      duties: true,
      brief: true,
    })
    await recordReading(desk, { kind: 'listed' })
    return logView({
      desk,
      token,
      procedure,
      listing,
      page,
      number: 1,
      saved,
      yearly,
      may: mayBegin(desk, procedure),
      errors: [{ text: wrong, href: '#view-name' }],
    })
  },
)

/** A saved query as an address would bring it. */
export const asAsked = (query: string): Asked => {
  const params = new URLSearchParams(query)
  return Object.fromEntries([...new Set(params.keys())].map(name => [name, params.getAll(name)]))
}

export const logRoutes = [show, saveOrRemove]
