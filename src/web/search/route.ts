import { z } from 'zod'
import { list } from '../../desk/list.ts'
import { findMatter } from '../../desk/matter.ts'
import { recordReading } from '../../desk/reading.ts'
import { paths } from '../paths.ts'
import { get, goTo, post } from '../route.ts'
import { searchView } from './view.ts'

export const ask = get(paths.search, { access: 'in a post', reads: 'nothing' }, ({ desk, token }) =>
  searchView({ desk, token, q: '' }),
)

/** Words are sent, not put in an address, for they may name someone; what is kept of them is a digest. */
export const find = post(
  paths.search,
  {
    access: 'in a post',
    reads: 'searched',
    form: z.object({ q: z.string().max(500).default(''), after: z.string().max(300).optional() }),
  },
  async ({ desk, form, token }) => {
    const q = form.q.trim()
    await recordReading(desk, { kind: 'searched', secret: q.toLowerCase() })
    if (/^[a-z]{3}-\d{4}-\d{4,12}$/i.test(q) && (await findMatter(desk, q.toUpperCase())))
      return goTo(paths.matter({ reference: q.toUpperCase() }))
    if (q === '') return searchView({ desk, token, q })
    return searchView({
      desk,
      token,
      q,
      page: await list(desk, { q, after: form.after }),
      more: form.after !== undefined,
    })
  },
)

export const searchRoutes = [ask, find]
