import { z } from 'zod'
import { versionOn } from '../../engine/agreement.ts'
import { NotFound } from '../../engine/directory.ts'
import { contacts } from '../../desk/contacts.ts'
import { clauses } from '../../desk/standing.ts'
import { paths } from '../paths.ts'
import { get } from '../route.ts'
import { agreementView, agreementsView, chapterView, clauseView } from './view.ts'

export const list = get(paths.agreements, { access: 'in a post, suspended or not', reads: 'nothing' }, ({ desk }) =>
  agreementsView(desk),
)

export const show = get(
  paths.agreement,
  { access: 'in a post, suspended or not', reads: 'nothing', query: z.object({ of: z.string().optional() }) },
  async ({ desk, params, query }) => {
    const agreement = desk.house.library.agreements.find(one => one.id === params.agreement)
    if (!agreement) throw new NotFound('agreement of that name')
    const version = versionOn(agreement, desk.world.today)
    if (query.of !== undefined) {
      const clause = (await clauses(desk, agreement)).find(one => one.clause.id === query.of)
      const found = clause ? clauseView(agreement, clause) : chapterView(desk, agreement, version, query.of)
      if (!found) throw new NotFound('procedure, clause or times of that agreement')
      return found
    }
    return agreementView(
      desk,
      agreement,
      version,
      await clauses(desk, agreement),
      version.firstContacts ? await contacts(desk) : new Map(),
    )
  },
)

export const agreementRoutes = [list, show]
