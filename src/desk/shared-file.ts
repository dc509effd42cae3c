import { listCalled } from '../engine/procedure.ts'
import { dayOf, formatDay } from '../calendar/day.ts'
import type { Credential } from '../database/as.ts'
import { factInWords } from '../engine/column.ts'
import { highest, official, type Marking } from '../letters/marking.ts'
import type { Column, Row as SheetRow } from '../sheets/column.ts'
import { aboutIn, placesIn } from './columns.ts'
import type { Desk } from './desk.ts'
import { fitting, leaving, rowsInPages, type Exported, type Format } from './export.ts'
import {
  holdingStates,
  lentByUs,
  ownQuery,
  type AskedOfOurs,
  type Holding,
  type HoldingState,
  type Lender,
  type Lent,
} from './shared.ts'

/** The list of what one's own unit handed over, as a file: what its page shows, a row for each thing. */
export interface ExportingLent {
  readonly procedure: Lender
  readonly query: Omit<AskedOfOurs, 'after' | 'most' | 'counted'>
  readonly format: Format
  /** Why it is made: kept with the record of it. */
  readonly why: string
}

/** Begins the export: counts it, records it with its reason, and gives the file as a stream. */
export async function exportLent(
  desk: Desk,
  credential: Credential,
  { procedure, query, format, why }: ExportingLent,
): Promise<Exported> {
  const fits = await fitting(desk, await ownQuery(desk, procedure, query), format)
  if (typeof fits === 'string') return { refused: true, words: fits }
  return leaving(desk, {
    title: `What we shared: ${listCalled(procedure, desk.me.body)}`.slice(0, 100),
    format,
    why,
    count: fits,
    parts: lentParts(procedure),
    marking: markingOfLent(procedure),
    columns: lentColumns(procedure),
    rows: rowsInPages(desk.house, credential, async (at, after) => {
      const page = await lentByUs(at, procedure, { ...query, after, most: 500 })
      return { after: page.after, rows: page.rows.map(row => sheetRow(at, row)) }
    }),
  })
}

/** The parts of a matter from which the list of what was handed over is drawn. */
const lentParts = ({ heads, columns, lends }: Lender): readonly string[] => [
  ...new Set([
    ...[...heads, lends.kind, lends.until, lends.outcome, lends.elsewhere].flatMap(
      name => columns[name ?? '']?.part ?? [],
    ),
    ...[lends.terms?.part, lends.terms?.beside].filter(part => part !== undefined),
  ]),
]

/** The marking of that list: the highest of those parts. */
export const markingOfLent = (procedure: Lender): Marking =>
  highest([official, ...lentParts(procedure).flatMap(part => procedure.parts[part]?.marking ?? [])])

const lentColumns = ({ columns, lends }: Lender): readonly Column[] => [
  { key: 'reference', label: 'Reference', width: 18 },
  { key: 'about', label: 'About', width: 44 },
  ...(lends.kind ? [{ key: 'kind', label: columns[lends.kind]?.label ?? 'Kind' }] : []),
  { key: 'place', label: 'Establishment' },
  { key: 'begun', label: 'Shared', kind: 'day' },
  { key: 'stage', label: 'Stage' },
  ...statesToldApart.map(state => ({ key: state, label: holdingStates[state], width: 30 })),
  ...(lends.elsewhere ? [{ key: 'elsewhere', label: columns[lends.elsewhere]?.label ?? 'Elsewhere', width: 40 }] : []),
  { key: 'opened', label: 'Opened by', width: 36 },
  { key: 'terms', label: 'On what terms', width: 50 },
  ...(lends.until ? [{ key: 'until', label: columns[lends.until]?.label ?? 'Until', kind: 'day' } as const] : []),
  ...(lends.outcome ? [{ key: 'outcome', label: columns[lends.outcome]?.label ?? 'Outcome' }] : []),
]

const statesToldApart = Object.keys(holdingStates) as readonly HoldingState[]

const sheetRow = ({ world }: Desk, { procedure, holdings, ...row }: Lent): SheetRow => {
  const { lends, columns } = procedure
  const fact = (name: string | undefined) => {
    const column = name === undefined ? undefined : columns[name]
    return column && name !== undefined ? factInWords(column, row.facts[name], world) || undefined : undefined
  }
  const named = ({ to }: Holding) => {
    const reader = world.directory.reader(to)
    return 'title' in reader ? reader.title : reader.name
  }
  return {
    reference: row.reference,
    about: aboutIn(procedure, { procedure: procedure.name, facts: row.facts }, world),
    kind: fact(lends.kind),
    place: placesIn(row, world),
    begun: row.begun,
    stage: row.stage === undefined ? undefined : (procedure.stages[row.stage] ?? row.stage),
    ...Object.fromEntries(
      statesToldApart.map(state => [
        state,
        holdings
          .filter(one => one.state === state)
          .map(named)
          .join('; '),
      ]),
    ),
    opened: holdings.flatMap(one => one.opened.map(({ title, at }) => `${title}, ${formatDay(dayOf(at))}`)).join('; '),
    terms: row.terms.join('; '),
    until: lends.until === undefined ? undefined : (row.facts[lends.until] as string | undefined),
    outcome: fact(lends.outcome),
    elsewhere: fact(lends.elsewhere),
  }
}
