import type { Procedure } from './procedure.ts'

/**
 * What the page of an establishment tells of a matter beside the list of all there is: under which heading, by which day, and
 * until when. It is drawn from columns and tables, of which its reader sees their own and no more.
 */
export interface AtPlace {
  readonly under: PlaceHeading
  /** What is said of it beside what it is called. */
  readonly shows?: readonly string[]
  /** Columns of days: it stands under the first of them that its reader may see; else under the day on which it began. */
  readonly on?: readonly string[]
  /** Stages at which it is left out: not begun in earnest, or over. */
  readonly leavesOut?: readonly string[]
  /** What is marked each time, whose course is drawn. */
  readonly marks?: Marks
  /** What it asks of the place, item by item. Of several matters, the newest is shown. */
  readonly asks?: Asks
}

/** The headings, in the order of the page. */
export const placeHeadings = {
  'in force': 'In force here',
  inspections: 'Inspections and visits',
  followed: 'Action plans and reviews of progress',
  concerns: 'Open concerns, of every body',
} as const
export type PlaceHeading = keyof typeof placeHeadings

export interface Marks {
  readonly label: string
  /** Columns whose values are the same, the lowest first. */
  readonly columns: readonly [string, ...string[]]
  /** What else there is to know of them. */
  readonly note?: string
}

export interface Asks {
  /** The table that holds the items. What it compares last says how far each is: at the highest value it is open no longer. */
  readonly table: string
  /** The column of the day from which they are asked. */
  readonly on: string
  /** What is said to stand here of what another procedure asked: of the same day, this one is shown. */
  readonly follows?: string
}

/** What is wrong with how a procedure would be shown there. */
export function faultsAtPlace({ columns, stages, tables = {} }: Procedure, shown: AtPlace): string[] {
  const { shows = [], on = [], leavesOut = [], marks, asks } = shown
  const valuesOf = (column: string) => Object.keys(columns[column]?.values ?? {}).join()
  return [
    ...[...shows, ...(marks?.columns ?? [])].map(name => (columns[name] ? '' : `there is no column ${name}`)),
    ...[...on, ...(asks ? [asks.on] : [])].map(name =>
      columns[name]?.is === 'day' ? '' : `${name} is no column of a day`,
    ),
    ...leavesOut.map(stage => (Object.hasOwn(stages, stage) ? '' : `there is no stage ${stage}`)),
    ...(marks?.columns ?? []).map(name =>
      valuesOf(name) !== '' && valuesOf(name) === valuesOf(marks?.columns[0] ?? '')
        ? ''
        : `${name} has not the values that the others have`,
    ),
    asks && !Object.hasOwn(tables, asks.table) ? `there is no table ${asks.table}` : '',
  ].filter(Boolean)
}
