import type { Desk } from '../../desk/desk.ts'
import type { AskedOfOurs, Lender } from '../../desk/shared.ts'
import type { Asked } from '../log/query.ts'

/** What the list of what was handed over is narrowed by, as its address says it. */
export interface Narrowing {
  readonly kind?: string
  /** Key of the unit that has it, or is offered it. */
  readonly holder?: string
  /** A stage of the procedure, or one of those below. */
  readonly state?: string
  /** Words for a holder that is no unit of ours. */
  readonly unknown?: string
}

/** States of something handed over, beside the stages of its procedure. */
export const otherStates = {
  overdue: 'Something about it is overdue',
  past: 'Its time has run out',
} as const

const one = (asked: Asked, name: string): string | undefined => [asked[name]].flat().at(-1)?.trim() || undefined

/** Reads an address. What is not known is left out; the name of a holder that nobody has is told. */
export function narrowingOf(
  asked: Asked,
  { lends, columns, stages }: Lender,
  { world }: Pick<Desk, 'world'>,
): Narrowing {
  const kind = one(asked, 'kind')
  const state = one(asked, 'state')
  const typed = one(asked, 'holder')?.slice(0, 100)
  const holder = typed && world.directory.units({}).find(unit => unit.name.toLowerCase() === typed.toLowerCase())
  return {
    kind: lends.kind && kind && Object.hasOwn(columns[lends.kind]?.values ?? {}, kind) ? kind : undefined,
    state: state && (Object.hasOwn(stages, state) || Object.hasOwn(otherStates, state)) ? state : undefined,
    holder: holder ? holder.key : undefined,
    unknown: typed && !holder ? typed : undefined,
  }
}

/** The same as an address says it. */
export function addressOf(
  { name }: Lender,
  { kind, holder, state }: Narrowing,
  { world }: Pick<Desk, 'world'>,
  more: Readonly<Record<string, string | undefined>> = {},
): string {
  const given = { procedure: name, kind, holder: holder && world.directory.unit(holder).name, state, ...more }
  return new URLSearchParams(Object.entries(given).flatMap(([key, value]) => (value ? [[key, value]] : []))).toString()
}

/** What the desk is asked. */
export function deskQuery(
  { lends, stages }: Lender,
  { kind, holder, state }: Narrowing,
  { world }: Pick<Desk, 'world'>,
): Omit<AskedOfOurs, 'after' | 'most' | 'counted'> {
  const unit = holder === undefined ? undefined : world.directory.unit(holder)
  return {
    facts: lends.kind && kind ? { [lends.kind]: [kind] } : undefined,
    stage: state !== undefined && Object.hasOwn(stages, state) ? state : undefined,
    overdue: state === 'overdue',
    past: state === 'past' ? lends.until : undefined,
    with: unit && {
      part: lends.part,
      readers: [unit.id, ...world.directory.posts({ unit: unit.key }).map(post => post.id)],
    },
  }
}
