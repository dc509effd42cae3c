import type { Desk } from '../../desk/desk.ts'
import { exportProgramme } from '../../desk/programme-file.ts'
import { findProgramme, narrowed, programmed } from '../../desk/programme.ts'
import { recordReading } from '../../desk/reading.ts'
import { businessYearOf, day, yearNumber } from '../../calendar/day.ts'
import { NotFound } from '../../engine/directory.ts'
import type { Programme } from '../../engine/programme.ts'
import type { SummarisedError } from '../components/error-summary.ts'
import { giveFile, isWhole, missingFrom, sentForFile } from '../export/file.ts'
import { anyQuery, asAsked } from '../log/route.ts'
import { paths } from '../paths.ts'
import { get, post } from '../route.ts'
import { calendarView } from './calendar.ts'
import { narrowingOf, pageAsked, yearAsked } from './query.ts'
import { programmeFileView, programmeView } from './view.ts'

/** To everybody who does not plan inspections there is no such page, at any of its addresses. */
function programmeFor(desk: Desk): Programme {
  const found = findProgramme(desk)
  if (!found) throw new NotFound('page')
  return found
}

/** Every place with its last inspection, its latest date, what is planned and its risk. */
export const show = get(
  paths.programme,
  { access: 'in a post', reads: 'listed', query: anyQuery },
  async ({ desk, query: asked }) => {
    const programme = programmeFor(desk)
    const made = await programmed(desk, programme)
    await recordReading(desk, { kind: 'listed' })
    return programmeView({ desk, made, narrowing: narrowingOf(asked, programme), number: pageAsked(asked) })
  },
)

/** A business year, month by month: what is planned, and what falls due. */
export const calendar = get(
  paths.programmeCalendar,
  { access: 'in a post', reads: 'listed', query: anyQuery },
  async ({ desk, query: asked }) => {
    const made = await programmed(desk, programmeFor(desk))
    await recordReading(desk, { kind: 'listed' })
    const thisYear = yearNumber(businessYearOf(desk.world.today).from)
    return calendarView({ desk, made, year: businessYearOf(day(`${yearAsked(asked) ?? thisYear}-04-01`)) })
  },
)

/** What would leave: how many rows, and how the file is marked. */
export const ask = get(
  paths.programmeFile,
  { access: 'in a post', reads: 'listed', query: anyQuery },
  async ({ desk, query: asked, token }) => {
    const programme = programmeFor(desk)
    const narrowing = narrowingOf(asked, programme)
    const total = narrowed(await programmed(desk, programme), narrowing).length
    await recordReading(desk, { kind: 'listed' })
    return programmeFileView({ desk, token, programme, narrowing, total: { count: total, more: false } })
  },
)

/** Gives the file, with the record of who took it and why. */
export const take = post(
  paths.programmeFile,
  { access: 'in a post', reads: 'nothing', form: sentForFile, fresh: 'as it turns out' },
  async ({ desk, form: sent, token, proof }) => {
    const programme = programmeFor(desk)
    const first = await proof('export the programme')
    if (first) return first
    const narrowing = narrowingOf(asAsked(sent.query), programme)
    const made = await programmed(desk, programme)
    const places = narrowed(made, narrowing)
    const again = async (errors: readonly SummarisedError[]) => {
      await recordReading(desk, { kind: 'listed' })
      const { why, format } = sent
      const total = { count: places.length, more: false }
      return programmeFileView({ desk, token, programme, narrowing, total, why, format, errors })
    }
    if (!isWhole(sent)) return again(missingFrom(sent))
    const file = await exportProgramme(desk, { made, places, format: sent.format, why: sent.why })
    if (file.refused) return again([{ text: file.words, href: '#format' }])
    return giveFile(file)
  },
)

export const programmeRoutes = [show, calendar, ask, take]
