import { exportList } from '../../desk/export.ts'
import { list } from '../../desk/list.ts'
import { recordReading } from '../../desk/reading.ts'
import { NotFound } from '../../engine/directory.ts'
import type { SummarisedError } from '../components/error-summary.ts'
import { anyQuery, asAsked, procedureAsked } from '../log/route.ts'
import { deskQuery, listingOf } from '../log/query.ts'
import { paths } from '../paths.ts'
import { get, post } from '../route.ts'
import { giveFile, isWhole, missingFrom, sentForFile } from './file.ts'
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

/** Gives the file, with the record of who took it and why. It ends, unfinished, when whoever takes it may no longer read. */
export const take = post(
  paths.exports,
  { access: 'in a post', reads: 'nothing', form: sentForFile, fresh: () => 'export this list' },
  async ({ desk, form: sent, token, caller, site }) => {
    const asked = asAsked(sent.query)
    const procedure = procedureAsked(desk, [asked.procedure].flat()[0])
    if (!procedure || caller.secret === undefined) throw new NotFound('list to export')
    const listing = listingOf(asked, procedure, desk.world)
    const again = async (errors: readonly SummarisedError[]) => {
      const { total } = await list(desk, { ...deskQuery(listing, procedure), most: 1, counted: mostCounted })
      await recordReading(desk, { kind: 'listed' })
      return exportView({ desk, token, procedure, listing, total, why: sent.why, format: sent.format, errors })
    }
    if (!isWhole(sent)) return again(missingFrom(sent))
    const made = await exportList(desk, site.sessions.credential(caller.secret), {
      procedure,
      query: deskQuery(listing, procedure),
      shows: listing.shows,
      format: sent.format,
      why: sent.why,
    })
    if (made.refused) return again([{ text: made.words, href: '#format' }])
    return giveFile(made)
  },
)

export const exportRoutes = [ask, take]
