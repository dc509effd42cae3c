import { dayOf } from '../calendar/day.ts'
import { factInWords } from '../engine/column.ts'
import type { Library } from '../engine/library.ts'
import { nounOf, type Procedure } from '../engine/procedure.ts'
import type { World } from '../engine/world.ts'
import { highest, official, type Marking } from '../letters/marking.ts'
import type { Row } from './list.ts'

/** A column of a list as its page shows it and its export carries it: one object, so that neither can show more. */
export interface ListColumn {
  readonly name: string
  readonly label: string
  readonly kind: 'text' | 'number' | 'day'
  /** Whether somebody typed it: such words are kept from turning the direction of what stands around them. */
  readonly free: boolean
  value(row: Row, world: Pick<World, 'directory'>): string | number | undefined
}

/** The procedure a row is of, as it is defined today; a list shows matters of every version alike. */
export function procedureOf(library: Pick<Library, 'agreements'>, name: string): Procedure | undefined {
  const known =
    byName.get(library) ??
    new Map(
      library.agreements.flatMap(one =>
        one.versions.flatMap(version => version.procedures.map(procedure => [procedure.name, procedure] as const)),
      ),
    )
  byName.set(library, known)
  return known.get(name)
}

const byName = new WeakMap<object, ReadonlyMap<string, Procedure>>()

/** The columns of facts a list shows when its reader has chosen none: those the definition names, but for what a row is called by anyway. */
export const usualColumns = (procedure: Procedure): readonly string[] =>
  (procedure.log?.shows ?? []).filter(name => name !== procedure.heads[0])

/** The columns of a list of one procedure, in their order; of every procedure together when none is given. */
export function listColumns(
  library: Pick<Library, 'agreements'>,
  procedure?: Procedure,
  chosen?: readonly string[],
): ListColumn[] {
  const of = (row: Row) => procedure ?? procedureOf(library, row.procedure)
  const facts = procedure
    ? (chosen ?? usualColumns(procedure)).filter(name => Object.hasOwn(procedure.columns, name))
    : []
  return [
    text('reference', 'Reference', row => row.reference),
    text('about', 'About', (row, world) => aboutIn(of(row), row, world)),
    ...(procedure ? [] : [text('kind', 'Kind', row => of(row)?.title ?? row.procedure)]),
    text('place', 'Establishment', (row, world) => placesIn(row, world)),
    ...facts.map(name => factColumn(procedure as Procedure, name)),
    text('stage', 'Stage', row => (row.stage === undefined ? undefined : (of(row)?.stages[row.stage] ?? row.stage))),
    { name: 'due', label: 'Due', kind: 'day', free: false, value: row => row.due },
    { name: 'opened', label: 'Begun', kind: 'day', free: false, value: row => dayOf(row.openedAt) },
  ]
}

const text = (name: string, label: string, value: ListColumn['value']): ListColumn => ({
  name,
  label,
  kind: 'text',
  free: false,
  value,
})

/** The place that a matter is about, and after it the others that it concerns, for whoever may know of them. */
export const placesIn = (
  { place, facts: { alsoAt } }: Pick<Row, 'place' | 'facts'>,
  { directory }: Pick<World, 'directory'>,
): string | undefined => {
  const named = (code: string) => directory.findPlace(code)?.name ?? code
  const first = place === undefined ? undefined : named(place)
  if (!Array.isArray(alsoAt)) return first
  return [...(first === undefined ? [] : [first]), ...(alsoAt as string[]).map(named)].join('; ') || undefined
}

function factColumn(procedure: Procedure, name: string): ListColumn {
  const column = procedure.columns[name] as Procedure['columns'][string]
  const kind = column.is === 'day' || column.is === 'number' ? column.is : 'text'
  return {
    name,
    label: column.label,
    kind,
    free: kind === 'text' && !column.values && !column.is,
    value: (row, world) => {
      const fact = row.facts[name]
      if (fact === undefined || fact === null || fact === '') return undefined
      if (kind === 'number') return Number.isFinite(Number(fact)) ? Number(fact) : undefined
      return kind === 'day' ? String(fact) : factInWords(column, fact, world) || undefined
    },
  }
}

/** What a matter is about: the first of its heads that its reader may see, or what it is one of. */
export function aboutIn(
  procedure: Procedure | undefined,
  row: Pick<Row, 'facts' | 'procedure'>,
  world: Pick<World, 'directory'>,
): string {
  if (!procedure) return row.procedure
  for (const head of procedure.heads) {
    const column = procedure.columns[head]
    const words = column && factInWords(column, row.facts[head], world)
    if (words) return words
  }
  const one = nounOf(procedure)
  return one.charAt(0).toUpperCase() + one.slice(1)
}

/** The marking of a list or an export: the highest of the parts that its columns of facts, and what each row is called by, are drawn from. */
export function markingOf(
  library: Pick<Library, 'agreements'>,
  rows: readonly Pick<Row, 'procedure' | 'facts'>[],
  columns: readonly ListColumn[] = [],
): Marking {
  const markings = new Set<Marking>([official])
  const marked = new Map<Procedure, readonly (readonly [string, Marking | undefined])[]>()
  for (const row of rows) {
    const procedure = procedureOf(library, row.procedure)
    if (!procedure) continue
    const markingOn = (name: string) => procedure.parts[procedure.columns[name]?.part ?? '']?.marking
    const head = procedure.heads.find(name => filled(row.facts[name]))
    const ofHead = head && markingOn(head)
    if (ofHead) markings.add(ofHead)
    // Only what could still add to what was found is looked for in the next row.
    const open = marked.get(procedure) ?? columns.map(({ name }) => [name, markingOn(name)] as const)
    for (const [name, marking] of open) if (marking && filled(row.facts[name])) markings.add(marking)
    marked.set(
      procedure,
      open.filter(([, marking]) => marking && !markings.has(marking)),
    )
  }
  return highest([...markings])
}

/** The marking of a file made of these columns, before any row of it is known: of every part that it could draw on. */
export const markingOfColumns = (procedure: Procedure, columns: readonly string[]): Marking =>
  highest([
    official,
    ...[...procedure.heads, ...columns].flatMap(
      name => procedure.parts[procedure.columns[name]?.part ?? '']?.marking ?? [],
    ),
  ])

const filled = (fact: unknown) => fact !== undefined && fact !== null && fact !== ''
