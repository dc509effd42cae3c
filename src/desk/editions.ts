import { bodies } from '../bodies.ts'
import { NotFound } from '../engine/directory.ts'
import type { Edition } from '../engine/procedure.ts'
import { asText } from '../letters/blocks.ts'
import { differences, type Piece } from '../letters/compare.ts'
import { paper } from '../letters/docx.ts'
import { highest, official, type Marking } from '../letters/marking.ts'
import { aboutIn } from './columns.ts'
import type { Desk } from './desk.ts'
import type { Viewed } from './matter.ts'
import { recordReading } from './reading.ts'

/** The paper that is written in a matter, as it stood each time it was kept: for whoever may see the part each edition is from. */
export const editionsOf = ({ world }: Desk, { procedure, matter }: Viewed): readonly Edition[] =>
  procedure.writes?.editions(matter, world).filter(one => matter.parts.has(one.part)) ?? []

/** One of them, or `NotFound`: which is also what one of a part that is not disclosed to them is. */
export function editionOf(desk: Desk, viewed: Viewed, name: string): Edition {
  const found = editionsOf(desk, viewed).find(one => one.name === name)
  if (!found) throw new NotFound(`edition ${name} that you may see`)
  return found
}

/** An edition is marked as its own part is. */
export const markingOfEdition = ({ procedure }: Pick<Viewed, 'procedure'>, ...editions: readonly Edition[]): Marking =>
  highest(editions.map(({ part }) => procedure.parts[part]?.marking ?? official))

/** What differs from the one to the other. */
export const compareEditions = (one: Edition, other: Edition): readonly Piece[] =>
  differences(asText(one.blocks), asText(other.blocks))

/** An edition, whole, as a Word document with its marking; that it was taken is recorded. */
export async function exportEdition(
  desk: Desk,
  viewed: Viewed,
  edition: Edition,
): Promise<{ readonly name: string; readonly bytes: Buffer }> {
  const { me, world } = desk
  const { matter, procedure, facts } = viewed
  await recordReading(desk, {
    kind: 'exported',
    matter: matter.id,
    parts: [edition.part],
    why: `${procedure.writes?.label ?? ''}: ${edition.label}`,
  })
  const about = aboutIn(procedure, { procedure: procedure.name, facts }, world)
  const bytes = await paper({
    title: `${edition.label}: ${about}`,
    marking: markingOfEdition(viewed, edition),
    reference: matter.reference,
    version: edition.name,
    madeBy: `${me.name}, ${me.title}`,
    madeAt: world.now,
    from: [bodies[world.directory.unit(matter.owner).body].name, world.directory.unit(matter.owner).name],
    to: [],
    blocks: edition.blocks,
  })
  return { name: `${matter.reference}-${edition.name}.docx`, bytes }
}
