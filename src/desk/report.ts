import { formatDay, type Day } from '../calendar/day.ts'
import type { Analysis, Tally } from './analysis.ts'
import { fewest, protect, type Sum, type Told } from './small-numbers.ts'

/** An analysis as it may leave the body: in tables, with small numbers protected. */
export interface Report {
  readonly total: Told
  readonly overdue: Told
  readonly tables: readonly ReportTable[]
  readonly times: readonly ReportTime[]
  readonly notes: readonly string[]
}

export interface ReportTable {
  readonly title: string
  readonly rows: readonly { readonly label: string; readonly told: Told }[]
  /** One matter may be counted in several of its rows. */
  readonly several: boolean
}

export interface ReportTime {
  readonly label: string
  /** To the nearest five: exact numbers would give away what the tables protect. */
  readonly about: number | 'fewer than 5'
  readonly median?: number
  readonly middle?: readonly [number, number]
}

const nobodySaid = '(not recorded)'
const cellName = (tally: Tally, value: string) => `${tally.name} ${value}`

/** '2026-03' as March 2026. */
export const monthInWords = (month: string): string => formatDay(`${month}-01` as Day).replace(/^1 /, '')

/** What of an analysis may leave the body. `regionOf` says in which region an establishment lies. */
export function reportOf(made: Analysis, regionOf: (place: string) => string | undefined): Report {
  const counts = new Map<string, number>([
    ['total', made.total],
    ['overdue', made.overdue],
  ])
  const sums: Sum[] = []
  for (const tally of made.tallies) {
    for (const cell of tally.cells) counts.set(cellName(tally, cell.value), cell.count)
    counts.set(cellName(tally, nobodySaid), tally.none)
    const parts = [...tally.cells.map(cell => cell.value), nobodySaid].map(value => cellName(tally, value))
    if (!tally.several && tally.name !== 'place') sums.push({ whole: 'total', parts })
  }
  const places = made.tallies.find(tally => tally.name === 'place')
  const regions = made.tallies.find(tally => tally.name === 'region')
  if (places) sums.push(...placeSums(places, regions, regionOf))
  for (const { month, count } of made.months) counts.set(`month ${month}`, count)
  if (made.months.length) sums.push({ whole: 'total', parts: made.months.map(({ month }) => `month ${month}`) })

  const { told, folded } = protect(counts, sums)
  const of = (name: string): Told => told.get(name) ?? 0
  const whole = made.total >= fewest && !folded.has('total')
  const tables: ReportTable[] = whole
    ? [
        ...(made.months.length
          ? [
              {
                title: 'Month',
                several: false,
                rows: made.months.map(({ month }) => ({ label: monthInWords(month), told: of(`month ${month}`) })),
              },
            ]
          : []),
        ...made.tallies.map(tally => ({
          title: tally.label,
          several: tally.several,
          rows: tally === places ? placeRows(tally, regions, regionOf, of, folded) : rowsOf(tally, of),
        })),
      ]
    : []
  return {
    total: of('total'),
    overdue: whole ? of('overdue') : 'not shown',
    tables,
    times: whole ? made.times.map(timeOf) : [],
    notes: notesOn(made, whole),
  }
}

const timeOf = ({ label, count, median, middle }: Analysis['times'][number]): ReportTime =>
  count < fewest ? { label, about: 'fewer than 5' } : { label, about: Math.round(count / 5) * 5, median, middle }

function rowsOf(tally: Tally, of: (name: string) => Told) {
  const rows = tally.cells.map(cell => ({ label: cell.label, told: of(cellName(tally, cell.value)) }))
  return tally.none > 0 ? [...rows, { label: 'Not recorded', told: of(cellName(tally, nobodySaid)) }] : rows
}

/** An establishment's number is part of its region's, and of the whole where it lies in none. */
function placeSums(places: Tally, regions: Tally | undefined, regionOf: (place: string) => string | undefined): Sum[] {
  const inRegion = (region: string | undefined) =>
    places.cells.filter(cell => regionOf(cell.value) === region).map(cell => cellName(places, cell.value))
  const none = cellName(places, nobodySaid)
  if (!regions) return [{ whole: 'total', parts: [...places.cells.map(cell => cellName(places, cell.value)), none] }]
  return [
    ...regions.cells.map(cell => ({ whole: cellName(regions, cell.value), parts: inRegion(cell.value) })),
    { whole: cellName(regions, nobodySaid), parts: [...inRegion(undefined), none] },
  ].filter(sum => sum.parts.length > 0)
}

function placeRows(
  places: Tally,
  regions: Tally | undefined,
  regionOf: (place: string) => string | undefined,
  of: (name: string) => Told,
  folded: ReadonlySet<string>,
) {
  const unlisted = (place: string) =>
    regions !== undefined && folded.has(cellName(regions, regionOf(place) ?? nobodySaid))
  const hidden = new Set(
    places.cells.filter(cell => unlisted(cell.value)).map(cell => regionOf(cell.value) ?? 'no region'),
  )
  return [
    ...places.cells
      .filter(cell => !unlisted(cell.value))
      .map(cell => ({ label: cell.label, told: of(cellName(places, cell.value)) })),
    ...[...hidden].map(region => ({ label: `Establishments in ${region}`, told: 'not shown' as const })),
  ]
}

const notesOn = (made: Analysis, whole: boolean): string[] => [
  ...(whole ? [] : ['There are so few that no breakdown is given.']),
  'Numbers from 1 to 4 are told as fewer than 5. Others are not shown where they would give such a number away.',
  ...(made.tallies.some(tally => tally.several) ? ['One matter may be counted in several rows of a table.'] : []),
  ...(made.brought > 0 ? ['Matters brought in from an earlier log are left out where days are counted.'] : []),
]

/** A number as it is told in words. */
export const toldInWords = (told: Told): string => (typeof told === 'number' ? told.toLocaleString('en-GB') : told)
