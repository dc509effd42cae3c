import { findDay, formatDay } from '../calendar/day.ts'
import type { Column } from './procedure.ts'
import type { World } from './world.ts'

/** A fact of a column as a person reads it: never the key of a post or the code of a place. Several are parted by semicolons. */
export function factInWords(column: Column, fact: unknown, { directory }: Pick<World, 'directory'>): string {
  if (fact === undefined || fact === null) return ''
  if (Array.isArray(fact)) return fact.map(one => factInWords(column, one, { directory })).join('; ')
  const value = String(fact)
  if (column.values) return column.values[value] ?? value
  if (column.is === 'post') return directory.findPost(value)?.title ?? ''
  if (column.is === 'place') return directory.findPlace(value)?.name ?? ''
  if (column.is === 'day') {
    const day = findDay(value)
    return day ? formatDay(day) : ''
  }
  return value
}
