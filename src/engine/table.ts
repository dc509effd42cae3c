import { findDay, formatDay } from '../calendar/day.ts'
import type { Matter } from './matter.ts'
import type { Procedure, Table, TableColumn, TableRow } from './procedure.ts'
import type { World } from './world.ts'

/** A table of a matter as one reader may see it: absent for whoever may not see its part. */
export interface Tabled {
  readonly name: string
  readonly table: Table
  readonly rows: readonly TableRow[]
}

export const tablesOf = ({ tables = {} }: Procedure, matter: Matter, world: World): readonly Tabled[] =>
  Object.entries(tables)
    .filter(([, { part }]) => matter.parts.has(part))
    .map(([name, table]) => ({ name, table: seen(table, matter), rows: table.rows(matter, world) }))

/** The table with the columns that this reader may see, and what it compares only where both are among them. */
function seen(table: Table, { parts }: Pick<Matter, 'parts'>): Table {
  const hidden = Object.keys(table.columns).filter(name => !parts.has(table.columns[name]?.part ?? table.part))
  if (hidden.length === 0) return table
  const columns = Object.fromEntries(Object.entries(table.columns).filter(([name]) => !hidden.includes(name)))
  return {
    ...table,
    columns,
    compares: table.compares?.some(name => hidden.includes(name)) ? undefined : table.compares,
  }
}

/** A cell as a person reads it; empty where there is nothing. */
export function cellInWords({ is, values }: TableColumn, cell: TableRow[string]): string {
  if (cell === undefined || cell === '') return ''
  if (values) return values[String(cell)] ?? String(cell)
  if (is === 'number' && typeof cell === 'number') return cell.toLocaleString('en-GB')
  const day = is === 'day' ? findDay(String(cell)) : undefined
  return day ? formatDay(day) : String(cell)
}

/** Two columns beside each other: how many items stand where in each, and how many stand higher in the one than in the other. */
export interface Compared {
  readonly columns: readonly [TableColumn, TableColumn]
  /** The words of each value that both have, the lowest first, with how many items stand there in each of the two. */
  readonly values: readonly { readonly label: string; readonly counts: readonly [number, number] }[]
  /** Items with nothing in each of the two. */
  readonly without: readonly [number, number]
  readonly higher: number
  readonly lower: number
  readonly alike: number
}

/** Nothing for a table that compares nothing, or that has no rows. */
export function compared({ columns, compares }: Table, rows: readonly TableRow[]): Compared | undefined {
  const [one, other] = compares ?? []
  const both = [columns[one ?? ''], columns[other ?? '']] as const
  if (one === undefined || other === undefined || !both[0]?.values || !both[1] || rows.length === 0) return undefined
  const values = Object.entries(both[0].values)
  const order = values.map(([value]) => value)
  const at = (row: TableRow, column: string) => order.indexOf(String(row[column] ?? ''))
  const count = (holds: (first: number, second: number) => boolean) =>
    rows.filter(row => holds(at(row, one), at(row, other))).length
  return {
    columns: [both[0], both[1]],
    values: values.map(([, label], value) => ({
      label,
      counts: [count(first => first === value), count((_, second) => second === value)],
    })),
    without: [count(first => first < 0), count((_, second) => second < 0)],
    higher: count((first, second) => second >= 0 && first > second),
    lower: count((first, second) => first >= 0 && first < second),
    alike: count((first, second) => first >= 0 && first === second),
  }
}

const items = (count: number) => (count === 1 ? '1 item' : `${count} items`)
const stand = (count: number) => (count === 1 ? 'stands' : 'stand')
const many = (count: number) => (count === 0 ? 'none' : String(count))

/** The gap between the two, in sentences. */
export function gapInWords({ columns, values, without, higher, lower, alike }: Compared): string {
  const known = higher + lower + alike
  const top = values.at(-1)
  const all = values.reduce((sum, { counts }) => sum + counts[0], without[0])
  const [one, other] = columns.map(({ label }) => `“${label}”`) as [string, string]
  const unknown = [one, other].flatMap((which, at) => (without[at] ? `${which} of ${items(without[at])}` : []))
  return [
    top &&
      `${one}: ${many(top.counts[0])} of ${items(all)} ${stand(top.counts[0])} at “${top.label}”. ${other}: ${many(top.counts[1])}.`,
    known === 0
      ? 'No item has both yet.'
      : known === 1
        ? `The one item that has both stands ${alike ? 'the same in both' : `higher in ${higher ? one : other}`}.`
        : `Of the ${known} items that have both, ${many(higher)} ${stand(higher)} higher in ${one}, ${many(lower)} in ${other}, and ${many(alike)} ${stand(alike)} the same.`,
    unknown.length > 0 && `Not known yet: ${unknown.join('; ')}.`,
  ]
    .filter(Boolean)
    .join(' ')
}
