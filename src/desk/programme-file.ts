import { placeKinds } from '../bodies.ts'
import type { Programme } from '../engine/programme.ts'
import type { Column, Row as SheetRow } from '../sheets/column.ts'
import type { Desk } from './desk.ts'
import { leaving, type Exported, type Format } from './export.ts'
import { markingOfProgramme, namesOfPartsRead, type PlaceProgrammed, type Programmed } from './programme.ts'

/** The programme as a file: what its page shows, a row for each place, every reason of the risk in a column of its own. */
export interface ExportingProgramme {
  readonly made: Programmed
  readonly places: readonly PlaceProgrammed[]
  readonly format: Format
  /** Why it is made: kept with the record of it. */
  readonly why: string
}

/** Records who takes it, and why, and gives the file as a stream. */
export async function exportProgramme(
  desk: Desk,
  { made: { programme }, places, format, why }: ExportingProgramme,
): Promise<Exported> {
  if (places.length === 0) return { refused: true, words: 'There is nothing to export: the list is empty' }
  return leaving(desk, {
    title: programme.title,
    format,
    why,
    count: places.length,
    parts: namesOfPartsRead(desk, programme),
    marking: markingOfProgramme(desk, programme),
    columns: columnsOf(programme),
    rows: rowsOf(programme, places),
  })
}

export const columnsOf = ({ factors }: Programme): readonly Column[] => [
  { key: 'place', label: 'Establishment', width: 30 },
  { key: 'code', label: 'Code' },
  { key: 'kind', label: 'Kind', width: 24 },
  { key: 'region', label: 'Prison group', width: 24 },
  { key: 'last', label: 'Last inspected', kind: 'day' },
  { key: 'report', label: 'From', width: 18 },
  { key: 'latest', label: 'Latest date allowed', kind: 'day' },
  { key: 'holds', label: 'An inspection holds', width: 44 },
  { key: 'overdue', label: 'Past the latest date' },
  { key: 'planned', label: 'Planned from', kind: 'day' },
  { key: 'plannedUntil', label: 'Planned until', kind: 'day' },
  { key: 'plan', label: 'Plan', width: 18 },
  { key: 'risk', label: 'Risk', kind: 'number' },
  { key: 'of', label: 'Of', kind: 'number' },
  { key: 'band', label: 'Band' },
  ...Object.entries(factors).flatMap(([name, { label }]) => [
    { key: `points-${name}`, label: `${label}: points`, kind: 'number' as const },
    { key: `because-${name}`, label: `${label}: why`, width: 44 },
  ]),
]

async function* rowsOf(programme: Programme, places: readonly PlaceProgrammed[]): AsyncGenerator<SheetRow> {
  yield* places.map(one => sheetRow(programme, one))
}

const sheetRow = (
  { bands }: Programme,
  { place, last, latest, holds, overdue, plans: [next], risk }: PlaceProgrammed,
): SheetRow => ({
  place: place.name,
  code: place.code,
  kind: placeKinds[place.kind],
  region: place.region,
  last: last?.day,
  report: last?.reference ?? 'Not recorded here',
  latest,
  holds: holds?.because,
  overdue: overdue ? 'Yes' : 'No',
  planned: next?.from,
  plannedUntil: next?.until,
  plan: next?.reference,
  risk: risk.points,
  of: risk.most,
  band: bands[risk.band]?.label,
  ...Object.fromEntries(
    risk.reasons.flatMap(({ factor, points, because }) => [
      [`points-${factor}`, points],
      [`because-${factor}`, because],
    ]),
  ),
})
