import { z } from 'zod'
import { findDay } from '../../calendar/day.ts'
import type { Desk } from '../../desk/desk.ts'
import { recordReading } from '../../desk/reading.ts'
import { performance, portfolio, timetabled, type WantedInProduction } from '../../desk/timetable.ts'
import { paths } from '../paths.ts'
import { get } from '../route.ts'
import { keptView } from './kept.ts'
import { onPage, portfolioView, stageValue, type Narrowing } from './portfolio.ts'

const asked = z.object({
  stage: z.string().max(100).optional(),
  late: z.string().max(10).optional(),
  place: z.string().max(100).optional(),
  after: z.string().max(60).optional(),
})

/** Reads an address. What is not known is left out; the name of a place that there is not is told. */
function narrowingOf(desk: Desk, { stage, late, place }: z.infer<typeof asked>): Narrowing {
  const typed = place?.trim() || undefined
  const found =
    typed === undefined
      ? undefined
      : desk.world.directory.places.find(
          one => one.name.toLowerCase() === typed.toLowerCase() || one.code === typed.toUpperCase(),
        )
  const stages = timetabled(desk).flatMap(({ name, timetable }) =>
    timetable.stages.map(({ rule }) => ({ procedure: name, rule })),
  )
  return {
    stage: stages.find(one => stageValue(one) === stage),
    late: late === 'yes',
    place: found?.code,
    unknown: typed && !found ? typed : undefined,
  }
}

/** Where the page begins: after the matter of this reference of which something is due on this day. */
function afterOf(cursor: string | undefined): WantedInProduction['after'] {
  const [, on = '', reference = ''] = /^(\d{4}-\d\d-\d\d)\.([A-Z]{3}-\d{4}-\d{4,12})$/.exec(cursor ?? '') ?? []
  const due = findDay(on)
  return due && { due, reference }
}

/** All that is in production by a timetable, the most pressing first. */
export const show = get(
  paths.timetables,
  { access: 'in a post', reads: 'listed', query: asked },
  async ({ desk, query }) => {
    const narrowing = narrowingOf(desk, query)
    const after = afterOf(query.after)
    const found = await portfolio(desk, { ...narrowing, after }, onPage)
    await recordReading(desk, { kind: 'listed' })
    return portfolioView({ desk, narrowing, found, later: after !== undefined })
  },
)

/** How the stages that are over were kept: by stage, year and establishment. */
export const kept = get(paths.timetablesKept, { access: 'in a post', reads: 'listed' }, async ({ desk }) => {
  const found = await performance(desk)
  await recordReading(desk, { kind: 'listed' })
  return keptView(desk, found)
})

export const timetableRoutes = [show, kept]
