import { findDay, findDayOf, formatDay, isDay, type Day } from '../calendar/day.ts'

/** What a column holds: a `day` is `2026-01-05`, a `moment` an instant told to the second. */
export type ColumnKind = 'text' | 'number' | 'day' | 'moment' | 'yes or no'

/** A column of a sheet, going out and coming in. */
export type Column = {
  key: string
  label: string
  /** Text, unless it says otherwise. */
  kind?: ColumnKind
  /** The only values it may hold, for text. */
  choices?: readonly string[]
  /** What to say when it is empty; without it, it may be. */
  missing?: string
  /** How to fill it in, in a few words, for the template. */
  guidance?: string
  /** In characters; by default what its kind needs. */
  width?: number
}

export type Value = string | number | boolean | Date | null

/** A row by the keys of its columns; what is absent, null or empty is an empty cell. */
export type Row = Readonly<Record<string, Value | undefined>>

/** What stands in a cell of a sheet that was read. */
export type Cell = string | number | boolean | Date | null

/** A cell understood as its column's kind, or what is wrong with it and how to write it. */
export type Understood = { value: Value } | { wrong: string }

/** Reads a cell as a column's kind. Empty text is an empty cell. */
export function understand(cell: Cell, column: Column): Understood {
  const text = typeof cell === 'string' ? cell.trim() : ''
  if (cell === null || (typeof cell === 'string' && text === ''))
    return column.missing ? { wrong: column.missing } : { value: null }
  switch (column.kind ?? 'text') {
    case 'text':
      return asText(cell, column)
    case 'number':
      return asNumber(cell)
    case 'day':
      return asDay(cell)
    case 'moment':
      return asMoment(cell)
    case 'yes or no':
      return asYesOrNo(cell)
  }
}

const shown = (cell: Cell) => {
  const text = cell instanceof Date ? formatDay(dayIn(cell)) : String(cell)
  return text.length > 40 ? `“${text.slice(0, 40)}…”` : `“${text}”`
}

function asText(cell: Cell, { choices }: Column): Understood {
  const text = cell instanceof Date ? formatDay(dayIn(cell)) : String(cell)
  if (!choices) return { value: text }
  const choice = choices.find(each => each.toLowerCase() === text.trim().toLowerCase())
  return choice ? { value: choice } : { wrong: `${shown(cell)} is not one of: ${choices.join(', ')}` }
}

function asNumber(cell: Cell): Understood {
  if (typeof cell === 'number') return { value: cell }
  const text = typeof cell === 'string' ? cell.trim().replace(/^[−–]/, '-') : ''
  if (/^-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:e[+-]?\d{1,3})?$/i.test(text))
    return { value: Number(text.replaceAll(',', '')) }
  return { wrong: `${shown(cell)} is not a number. Write it in figures, such as 12` }
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** A day in words or figures, day before month as it is written here: `2026-01-05`, `5/1/2026`, `5 January 2026`. */
function findWritten(text: string): Day | undefined {
  const iso = /^(\d{4}-\d\d-\d\d)(?:T00:00(?::00(?:\.0+)?)?Z?)?$/.exec(text)
  if (iso) return findDay(iso[1]!)
  const [, day, month, year] = /^(\d{1,2})[/.\-\s](\d{1,2}|[a-z]{3,9})\.?[/.\-,\s]\s*(\d{4}|\d{2})$/i.exec(text) ?? []
  if (!day || !month || !year) return undefined
  const named = months.indexOf(month.slice(0, 3).toLowerCase()) + 1
  const fullYear = year.length === 2 ? 2000 + Number(year) : Number(year)
  return findDayOf(fullYear, /^\d/.test(month) ? Number(month) : named, Number(day))
}

const dayIn = (date: Date) => date.toISOString().slice(0, 10) as Day

function asDay(cell: Cell): Understood {
  const day = cell instanceof Date ? dayIn(cell) : typeof cell === 'string' ? findWritten(cell.trim()) : undefined
  return day && isDay(day)
    ? { value: day }
    : { wrong: `${shown(cell)} is not a date. Write it as 5/1/2026 or 2026-01-05` }
}

function asMoment(cell: Cell): Understood {
  const moment =
    cell instanceof Date ? fromLondon(cell) : typeof cell === 'string' ? findMoment(cell.trim()) : undefined
  return moment ? { value: moment } : { wrong: `${shown(cell)} is not a date and time. Write it as 5/1/2026 14:05` }
}

/** An instant with its zone, or a day and a time in London. */
function findMoment(text: string): Date | undefined {
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d)$/.test(text)) {
    const instant = new Date(text)
    return Number.isNaN(instant.getTime()) || !findDay(text.slice(0, 10)) ? undefined : instant
  }
  const [, written, hour, minute, second = '0'] =
    /^(.+?)(?:\s+at|,)?[T\s]\s*(\d{1,2})[:.](\d\d)(?::(\d\d))?$/.exec(text) ?? []
  const day = written && findWritten(written.trim())
  if (!day || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined
  return fromLondon(new Date(Date.parse(day) + (Number(hour) * 3600 + Number(minute) * 60 + Number(second)) * 1000))
}

function asYesOrNo(cell: Cell): Understood {
  if (typeof cell === 'boolean') return { value: cell }
  if (/^(?:yes|y|true|1)$/i.test(String(cell).trim())) return { value: true }
  if (/^(?:no|n|false|0)$/i.test(String(cell).trim())) return { value: false }
  return { wrong: `${shown(cell)} is neither yes nor no` }
}

const london = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  timeZoneName: 'longOffset',
  year: 'numeric',
})
const offsets = new Map<number, number>()
const hourInMs = 3_600_000

/** How far London is ahead of UTC at an instant, in milliseconds. Asked of the time zone table once an hour of the past or future. */
function londonOffset(instant: number): number {
  const hour = Math.floor(instant / hourInMs)
  let offset = offsets.get(hour)
  if (offset === undefined) {
    const name = london.formatToParts(hour * hourInMs).find(part => part.type === 'timeZoneName')?.value ?? ''
    const [, sign, hours = '0', minutes = '0', seconds = '0'] = /([+-])(\d\d):(\d\d)(?::(\d\d))?/.exec(name) ?? []
    offset = (sign === '-' ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000
    if (offsets.size > 50_000) offsets.clear()
    offsets.set(hour, offset)
  }
  return offset
}

/** A date whose UTC fields are what clocks in London show at an instant, to the second: a sheet's cells know no zone. */
export function toLondon(instant: Date): Date {
  const seconds = Math.round(instant.getTime() / 1000) * 1000
  return new Date(seconds + londonOffset(seconds))
}

/** The instant at which clocks in London show this; in the hour that is shown twice each autumn, the first time. */
export function fromLondon(shown: Date): Date {
  const wall = Math.round(shown.getTime() / 1000) * 1000
  const inSummer = wall - hourInMs
  return new Date(inSummer + londonOffset(inSummer) === wall ? inSummer : wall - londonOffset(wall))
}
