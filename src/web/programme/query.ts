import { placeKinds, type PlaceKind } from '../../bodies.ts'
import { programmeSorts, type Narrowing } from '../../desk/programme.ts'
import type { Programme } from '../../engine/programme.ts'
import type { Asked } from '../log/query.ts'

const one = (asked: Asked, name: string): string | undefined => [asked[name]].flat().at(-1)?.trim() || undefined

const amongKeys = <K extends string>(of: Readonly<Record<K, unknown>>, given: string | undefined): K | undefined =>
  given !== undefined && Object.hasOwn(of, given) ? (given as K) : undefined

/** Whether anything is planned, and how a place stands to its date: in words for a choice. */
export const plannedOrNot = { yes: 'Planned', no: 'Not planned' } as const
export const dates = { overdue: 'Past the latest date', unrecorded: 'Last inspection not recorded here' } as const

/** Reads an address. What is not known is left out. */
export const narrowingOf = (asked: Asked, { bands }: Pick<Programme, 'bands'>): Narrowing => ({
  kind: amongKeys<PlaceKind>(placeKinds, one(asked, 'kind')),
  region: one(asked, 'region')?.slice(0, 100),
  band: amongKeys(bands, one(asked, 'risk')),
  planned: amongKeys(plannedOrNot, one(asked, 'planned')),
  date: amongKeys(dates, one(asked, 'date')),
  sort: programmeSorts.find(sort => sort === one(asked, 'sort')) ?? 'risk',
})

/** The same as an address says it. */
export const addressOf = (
  { kind, region, band, planned, date, sort }: Narrowing,
  more: Readonly<Record<string, string | undefined>> = {},
): string => {
  const given = { kind, region, risk: band, planned, date, sort: sort === 'risk' ? undefined : sort, ...more }
  return new URLSearchParams(Object.entries(given).flatMap(([key, value]) => (value ? [[key, value]] : []))).toString()
}

export const pageAsked = (asked: Asked): number => {
  const page = Number(one(asked, 'page'))
  return Number.isInteger(page) && page > 1 && page <= 10_000 ? page : 1
}

/** The year in which the business year begins that is asked for: 2026 for April 2026 to March 2027. */
export const yearAsked = (asked: Asked): number | undefined => {
  const year = one(asked, 'year')
  return year !== undefined && /^\d{4}$/.test(year) && Number(year) >= 1990 && Number(year) <= 2200
    ? Number(year)
    : undefined
}
