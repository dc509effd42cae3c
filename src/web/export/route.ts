import { z } from 'zod'
import { exportList, formats, type Format } from '../../desk/export.ts'
import { list } from '../../desk/list.ts'
import { recordReading } from '../../desk/reading.ts'
import { NotFound } from '../../engine/directory.ts'
import { anyQuery, asAsked, procedureAsked } from '../log/route.ts'
import { deskQuery, listingOf } from '../log/query.ts'
import { paths } from '../paths.ts'
import { get, give, post } from '../route.ts'
import { exportView } from './view.ts'

/** The most that is counted before a file is asked for. */
const mostCounted = 50_000

/** What would leave: how many rows, which columns, how the file is marked. */
export const ask = get(
  paths.exports,
  { access: 'in a post', reads: 'listed', query: anyQuery },
  async ({ desk, query, token }) => {
    const procedure = procedureAsked(desk, [query.procedure].flat()[0])
    if (!procedure) throw new NotFound('list to export')
    const listing = listingOf(query, procedure, desk.world)
    const { total } = await list(desk, { ...deskQuery(listing, procedure), most: 1, counted: mostCounted })
    await recordReading(desk, { kind: 'listed' })
    return exportView({ desk, token, procedure, listing, total })
  },
)

const form = z.object({
  query: z.string().max(4000),
  format: z.string().max(10).default(''),
  why: z.string().trim().max(500).default(''),
})

/** Gives the file, with the record of who took it and why. It ends, unfinished, when whoever takes it may no longer read. */
export const take = post(
  paths.exports,
  { access: 'in a post', reads: 'nothing', form, fresh: () => 'export this list' },
  async ({ desk, form: sent, token, caller, site }) => {
    const asked = asAsked(sent.query)
    const procedure = procedureAsked(desk, [asked.procedure].flat()[0])
    if (!procedure || caller.secret === undefined) throw new NotFound('list to export')
    const listing = listingOf(asked, procedure, desk.world)
    const again = async (errors: { text: string; href: string }[]) => {
      const { total } = await list(desk, { ...deskQuery(listing, procedure), most: 1, counted: mostCounted })
      await recordReading(desk, { kind: 'listed' })
      return exportView({ desk, token, procedure, listing, total, why: sent.why, format: sent.format, errors })
    }
    const errors = [
      ...(isFormat(sent.format) ? [] : [{ text: 'Choose the kind of file', href: '#format' }]),
      ...(sent.why ? [] : [{ text: 'Say why you are exporting it', href: '#why' }]),
    ]
    if (errors.length || !isFormat(sent.format)) return again(errors)
    const made = await exportList(desk, site.sessions.credential(caller.secret), {
      procedure,
      query: deskQuery(listing, procedure),
      shows: listing.shows,
      format: sent.format,
      why: sent.why,
    })
    if (made.refused) return again([{ text: made.words, href: '#format' }])
    return give(made.bytes, {
      'content-type': made.type,
      'content-disposition': `attachment; filename="${made.name}"`,
      'cache-control': 'no-store',
    })
  },
)

const isFormat = (format: string): format is Format => Object.hasOwn(formats, format)

export const exportRoutes = [ask, take]
