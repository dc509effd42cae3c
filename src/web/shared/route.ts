import { z } from 'zod'
import type { Desk } from '../../desk/desk.ts'
import { list } from '../../desk/list.ts'
import { recordReading } from '../../desk/reading.ts'
import { exportLent } from '../../desk/shared-file.ts'
import { heldOfOthers, lenders, lentByUs, ourLenders, ownQuery, type Lender } from '../../desk/shared.ts'
import { NotFound } from '../../engine/directory.ts'
import type { SummarisedError } from '../components/error-summary.ts'
import { giveFile, isWhole, missingFrom, sentForFile } from '../export/file.ts'
import { anyQuery, asAsked } from '../log/route.ts'
import type { Asked } from '../log/query.ts'
import { paths } from '../paths.ts'
import { get, post } from '../route.ts'
import { deskQuery, narrowingOf } from './query.ts'
import { heldView, lentFileView, lentView, nothingLentView, onPage } from './view.ts'

/** How many are counted: past that there are more than so many. */
const mostCounted = 1000

const first = (asked: Asked, name: string): string | undefined => [asked[name]].flat()[0]

/** The procedure an address names, of those that hand something over. */
function lenderAsked(desk: Desk, asked: Asked): Lender | undefined {
  const name = first(asked, 'procedure')
  if (name === undefined) return undefined
  const found = lenders(desk).find(one => one.name === name)
  if (!found) throw new NotFound('procedure that shares anything')
  return found
}

/** Where what my unit handed over is: who has it, on what terms, and who opened it. */
export const ours = get(
  paths.lent,
  { access: 'in a post', reads: 'listed', query: anyQuery },
  async ({ desk, query: asked }) => {
    const all = await ourLenders(desk)
    const procedure = lenderAsked(desk, asked) ?? all[0]
    await recordReading(desk, { kind: 'listed' })
    if (!procedure) return nothingLentView()
    const narrowing = narrowingOf(asked, procedure, desk)
    const after = first(asked, 'after')
    const page = await lentByUs(desk, procedure, {
      ...deskQuery(procedure, narrowing, desk),
      after,
      most: onPage,
      counted: mostCounted,
    })
    return lentView({ desk, procedure, all, narrowing, page, later: after !== undefined })
  },
)

/** What I hold of others, and its terms. */
export const held = get(
  paths.held,
  { access: 'in a post', reads: 'listed', query: z.object({ after: z.string().max(300).optional() }) },
  async ({ desk, query }) => {
    const page = await heldOfOthers(desk, { after: query.after, most: onPage })
    await recordReading(desk, { kind: 'listed' })
    return heldView({ desk, page, later: query.after !== undefined })
  },
)

/** What would leave: how many rows, and how the file is marked. */
export const ask = get(
  paths.lentFile,
  { access: 'in a post', reads: 'listed', query: anyQuery },
  async ({ desk, query: asked, token }) => {
    const procedure = lenderAsked(desk, asked)
    if (!procedure) throw new NotFound('list to export')
    await recordReading(desk, { kind: 'listed' })
    return lentFileView({ desk, token, procedure, ...(await sized(desk, procedure, asked)) })
  },
)

async function sized(desk: Desk, procedure: Lender, asked: Asked) {
  const narrowing = narrowingOf(asked, procedure, desk)
  const query = await ownQuery(desk, procedure, deskQuery(procedure, narrowing, desk))
  const { total } = await list(desk, { ...query, most: 1, counted: 50_000 })
  return { narrowing, total }
}

/** Gives the file, with the record of who took it and why. */
export const take = post(
  paths.lentFile,
  { access: 'in a post', reads: 'nothing', form: sentForFile, fresh: () => 'export what you shared' },
  async ({ desk, form: sent, token, caller, site }) => {
    const asked = asAsked(sent.query)
    const procedure = lenderAsked(desk, asked)
    if (!procedure || caller.secret === undefined) throw new NotFound('list to export')
    const again = async (errors: readonly SummarisedError[]) => {
      await recordReading(desk, { kind: 'listed' })
      const size = await sized(desk, procedure, asked)
      return lentFileView({ desk, token, procedure, ...size, why: sent.why, format: sent.format, errors })
    }
    if (!isWhole(sent)) return again(missingFrom(sent))
    const made = await exportLent(desk, site.sessions.credential(caller.secret), {
      procedure,
      query: deskQuery(procedure, narrowingOf(asked, procedure, desk), desk),
      format: sent.format,
      why: sent.why,
    })
    if (made.refused) return again([{ text: made.words, href: '#format' }])
    return giveFile(made)
  },
)

export const sharedRoutes = [ours, held, ask, take]
