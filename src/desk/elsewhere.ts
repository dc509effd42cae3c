import { sharesIn, takesBack, type Making } from '../engine/decide.ts'
import type { Matter } from '../engine/matter.ts'
import { alsoTaken } from './also.ts'
import type { Desk } from './desk.ts'
import { findMatter } from './matter.ts'
import { previewBegin, procedureInForce } from './preview.ts'

/** What an act does on other matters, and who comes to read it there beside whoever acts. */
export interface Elsewhere {
  /** Those that are there already, where the same is done to each; none where one is begun. */
  readonly references: readonly string[]
  /** What is done, or what is begun: 'told the outcome of the consultation'; 'a report'. */
  readonly what: string
  /** Keys of units and posts, as far as whoever acts may know of them. */
  readonly readers: readonly string[]
}

/** All that an act would do elsewhere if it were done now, as far as anybody else would read it. Nothing is written. */
export async function elsewhere(desk: Desk, reference: string, making: Making): Promise<Elsewhere[]> {
  const beside = await alsoTaken(desk, reference, making)
  const along = 'problem' in beside ? [] : beside.along
  const all: Elsewhere[] = []
  for (const one of along) {
    const found = await findMatter(desk, one.reference)
    if (found)
      all.push({ references: [one.reference], what: one.making.says, readers: readers(desk, found.matter, one.making) })
  }
  for (const { procedure: name, answers } of [making, ...along.map(one => one.making)].flatMap(({ opens }) => opens)) {
    const inForce = procedureInForce(desk, name)
    const { matter, decision } = previewBegin(desk, inForce, answers)
    if (!decision.refused)
      all.push({
        references: [],
        what: inForce.procedure.one,
        readers: readers(desk, matter, decision.making, [matter.owner]),
      })
  }
  const alike = Map.groupBy(
    all.filter(one => one.readers.length > 0),
    ({ references, what, readers: by }) => JSON.stringify([references.length, what, by]),
  )
  return [...alike.values()].flatMap(same => {
    const [first] = same
    return first ? [{ ...first, references: same.flatMap(one => one.references) }] : []
  })
}

/** Whoever sees a part in which something is written, or comes to see more: beside those who act. */
function readers({ me }: Desk, matter: Matter, making: Making, owners: readonly string[] = []): readonly string[] {
  const before = matter.disclosures.filter(
    one =>
      !one.ended &&
      Object.hasOwn(making.contents, one.part) &&
      !making.recalls.some(recall => takesBack(recall, one, matter)),
  )
  const fresh = sharesIn(making, matter).filter(({ may }) => may === undefined)
  return [...new Set([...owners, ...[...before, ...fresh].map(({ to }) => to)])]
    .filter(key => key !== me.unit && key !== me.post)
    .toSorted()
}
