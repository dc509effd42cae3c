import { createHmac, randomBytes } from 'node:crypto'
import { findDay, startOfDay } from '../calendar/day.ts'
import { sql } from '../database/sql.ts'
import { decide, type Making, type Refused } from '../engine/decide.ts'
import { unopened, type Matter } from '../engine/matter.ts'
import type { Procedure, Step } from '../engine/procedure.ts'
import { placeAsked } from '../engine/placed.ts'
import { isWrong } from '../engine/question.ts'
import type { Birth } from '../journal/append.ts'
import type { Desk } from './desk.ts'

type Raw = Readonly<Record<string, unknown>>

/** A matter that would begin: what its first entry brings, and to whom it would be private. Nothing has happened yet. */
export type Beginning =
  { readonly refused: false; readonly making: Making; readonly birth: Birth; readonly matter: Matter } | Refused

export interface ToBegin {
  readonly procedure: Procedure
  /** The name of the agreement's version. */
  readonly version: string
  /** The step it begins with: the procedure's own, or the one that brings in what was kept elsewhere. */
  readonly step: string
  readonly reference: string
  readonly raw: Raw
}

/** What beginning a matter comes to. Decided twice: whom it tells and what falls due may hang on the owner it then has. */
export function beginning(
  desk: Pick<Desk, 'me' | 'world'>,
  { procedure, version, step, reference, raw }: ToBegin,
): Beginning {
  const { me, world } = desk
  const place = placeAnswered(desk, procedure, step, raw)
  const unborn = unopened({
    id: 0,
    reference,
    procedure: procedure.name,
    version,
    place,
    owner: me.unit,
    openedAt: world.now,
  })
  const first = decide(procedure, unborn, step, me, raw, world)
  if (first.refused) return first
  const { answers } = first.making.entry
  const owner = procedure.owner({ matter: unborn, me, answers, world })
  const openedAt = procedure.brings?.step === step ? began(answers[procedure.brings.began], world.now) : undefined
  const matter = { ...unborn, owner, openedAt: openedAt ?? world.now }
  const second = decide(procedure, matter, step, me, raw, world)
  if (second.refused) return second
  const birth = { procedure: procedure.name, version, place, owner, openedAt: openedAt?.toISOString() }
  return { refused: false, making: second.making, birth, matter }
}

/** A matter that was kept elsewhere began on the day its log gives; never later than now. */
function began(answer: unknown, now: Date): Date | undefined {
  const day = typeof answer === 'string' ? findDay(answer) : undefined
  const instant = day && startOfDay(day)
  return instant && instant < now ? instant : undefined
}

function placeAnswered(
  { me, world }: Pick<Desk, 'me' | 'world'>,
  procedure: Procedure,
  name: string,
  raw: Raw,
): string | undefined {
  const { asks } = procedure.steps[name] as Step
  const asked = placeAsked(asks)
  const question = asked === undefined ? undefined : asks[asked]
  if (asked === undefined || question === undefined) return undefined
  const matter = unopened({
    id: 0,
    reference: '',
    procedure: procedure.name,
    version: '',
    owner: me.unit,
    openedAt: world.now,
  })
  const got = question.understand(raw[asked], { matter, me, answers: {}, world })
  return !isWrong(got) && typeof got.answer === 'string' && got.answer !== '' ? got.answer : undefined
}

/** An act for which a reference is drawn, and the year it is to show. */
export interface ToName {
  /** The act's own key, so that a repeat draws the same; anything random where there is none. */
  readonly act?: string
  readonly year: string
}

/**
 * A reference for each act. They are drawn, not counted: one tells nobody how many matters there are. Four digits while the
 * year is quiet; more when they keep being taken.
 */
export async function drawReferences(desk: Desk, prefix: string, acts: readonly ToName[]): Promise<string[]> {
  const named = acts.map(({ act, year }) => ({ act: act ?? randomBytes(16).toString('hex'), year, reference: '' }))
  const given = new Set<string>()
  for (let attempt = 0; attempt < 40; attempt++) {
    const waiting = named.filter(one => one.reference === '')
    if (!waiting.length) return named.map(one => one.reference)
    const drawn = waiting.map(one => draw(desk, prefix, one, attempt))
    const free = await freeAmong(desk, drawn)
    waiting.forEach((one, at) => {
      const reference = drawn[at] as string
      if (!free.has(reference) || given.has(reference)) return
      given.add(reference)
      one.reference = reference
    })
  }
  throw new Error('No free reference could be drawn')
}

function draw(desk: Desk, prefix: string, { act, year }: { act: string; year: string }, attempt: number): string {
  const drawn = createHmac('sha256', desk.house.secret)
    .update(`${prefix} ${year} ${desk.me.post} ${act} ${attempt}`)
    .digest()
  const digits = Math.min(12, 4 + Math.floor(attempt / 2))
  return `${prefix}-${year}-${String(drawn.readBigUInt64BE() % 10n ** BigInt(digits)).padStart(digits, '0')}`
}

const freeAmong = async (desk: Desk, references: readonly string[]): Promise<ReadonlySet<string>> =>
  new Set(
    (
      await desk.transaction.all<{ reference: string }>(
        sql`select r as reference from unnest(${[...references]}::text[]) r where reference_is_free(r)`,
      )
    ).map(one => one.reference),
  )
