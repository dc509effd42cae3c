import { z } from 'zod'
import type { Desk } from '../../desk/desk.ts'
import { list } from '../../desk/list.ts'
import { findMatter } from '../../desk/matter.ts'
import { recordReading } from '../../desk/reading.ts'
import { inForce } from '../log/filter.ts'
import { deskQuery, listingOf, queryString } from '../log/query.ts'
import { asAsked, procedureAsked } from '../log/route.ts'
import { titleOf } from '../log/view.ts'
import { paths } from '../paths.ts'
import { get, goTo, post } from '../route.ts'
import { searchView } from './view.ts'

export const ask = get(paths.search, { access: 'in a post', reads: 'nothing' }, ({ desk, token }) =>
  searchView({ desk, token, q: '' }),
)

/** How long what is looked for may be, in characters. */
const longest = 500

/** Words are sent, not put in an address, for they may name someone; what is kept of them is a digest. */
export const find = post(
  paths.search,
  {
    access: 'in a post',
    reads: 'searched',
    form: z.object({
      q: z.string().max(100_000).default(''),
      after: z.string().max(300).optional(),
      within: z.string().max(4000).optional(),
    }),
  },
  async ({ desk, form, token }) => {
    const q = form.q.trim()
    if (q.length > longest) {
      await recordReading(desk, { kind: 'searched' })
      const length = q.length.toLocaleString('en-GB')
      return searchView({
        desk,
        token,
        q,
        wrong: `That is ${length} characters long. Search for at most ${longest}: a few words are enough`,
        within: form.within === undefined ? undefined : listAsked(desk, form.within),
      })
    }
    await recordReading(desk, { kind: 'searched', secret: q.toLowerCase() })
    if (/^[a-z]{3}-\d{4}-\d{4,12}$/i.test(q) && (await findMatter(desk, q.toUpperCase())))
      return goTo(paths.matter({ reference: q.toUpperCase() }))
    const within = form.within === undefined ? undefined : listAsked(desk, form.within)
    if (q === '') return searchView({ desk, token, q, within })
    return searchView({
      desk,
      token,
      q,
      within,
      page: await list(desk, { ...within?.query, q, after: form.after }),
      more: form.after !== undefined,
    })
  },
)

/** A list, as its address says it: what is searched for is searched for in that list alone. */
function listAsked(desk: Desk, address: string) {
  const asked = asAsked(address)
  const procedure = procedureAsked(desk, [asked.procedure].flat()[0])
  const listing = listingOf(asked, procedure, desk.world)
  return {
    title: titleOf(desk, procedure),
    address: queryString(listing, { procedure: procedure?.name ?? 'all' }),
    tags: inForce({ desk, procedure, listing, action: paths.matters() }),
    query: deskQuery(listing, procedure),
  }
}

export const searchRoutes = [ask, find]
