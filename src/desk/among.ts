import { factInWords } from '../engine/column.ts'
import type { Matter } from '../engine/matter.ts'
import type { Step } from '../engine/procedure.ts'
import type { Option } from '../engine/question.ts'
import { aboutIn } from './columns.ts'
import type { Desk } from './desk.ts'
import { list, type Row } from './list.ts'
import { recordReading } from './reading.ts'

/** More are not offered at once: any other is typed. */
const most = 8
const mostAnywhere = 200

/**
 * The matters that are offered to choose from where a step asks for the reference of one, by question: of those that this
 * person may see, the newest at the place that is meant; or all there are, by what they are about. That they were listed is
 * recorded.
 */
export async function among(desk: Desk, step: Step, matter: Matter): Promise<ReadonlyMap<string, readonly Option[]>> {
  const offered = new Map<string, readonly Option[]>()
  for (const [name, question] of Object.entries(step.asks)) {
    if (!question.among) continue
    const { procedure, at, orAnywhere, leavesOut: without } = question.among
    const place = at?.({ matter, me: desk.me, world: desk.world })
    if (at && place === undefined && !orAnywhere) continue
    const here = place === undefined ? [] : (await list(desk, { procedure, place, without, most })).rows
    if (here.length > 0 || (place !== undefined && !orAnywhere)) {
      offered.set(
        name,
        here.map(row => optionOf(desk, row)),
      )
      continue
    }
    const { rows } = await list(desk, { procedure, without, most: mostAnywhere })
    const options = rows.map(row => optionOf(desk, row))
    // In a long list of places only its line tells one from another.
    const lines = at ? options.map(inALine) : options
    offered.set(
      name,
      lines.toSorted((a, b) => about(a).localeCompare(about(b), 'en-GB')),
    )
  }
  if ([...offered.values()].some(options => options.length > 0)) await recordReading(desk, { kind: 'listed' })
  return offered
}

const inALine = ({ value, text, hint }: Option): Option => ({ value, text: hint ? `${text} (${hint})` : text })

const about = ({ value, text }: Option): string => text.slice(value.length)

/** By what its list tells of it, as far as this person may see that. */
function optionOf({ house, world }: Desk, row: Row): Option {
  const procedure = house.library.findProcedure(row.procedure, world.today)?.procedure
  const told = Object.entries(procedure?.columns ?? {}).flatMap(([name, column]) => {
    const words = column.is === 'day' ? factInWords(column, row.facts[name], world) : ''
    return words ? [`${column.label} ${words}`] : []
  })
  return {
    value: row.reference,
    text: `${row.reference}: ${aboutIn(procedure, row, world)}`,
    ...(told.length > 0 && { hint: told.join('; ') }),
  }
}
