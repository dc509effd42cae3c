import { namesIn, toldOnce, type Procedure } from './procedure.ts'

/** A procedure as a picture: its steps in rows, and an arrow from each step to those that what it marks lets be taken. */
export interface Picture {
  readonly rows: readonly (readonly Drawn[])[]
  readonly arrows: readonly { readonly from: string; readonly to: string }[]
}

export interface Drawn {
  readonly name: string
  readonly label: string
  readonly by: string
  readonly clause: string
  /** The stages it moves a matter to, in words. */
  readonly to: readonly string[]
}

/** Draws from the definition alone, so the picture can't be out of date. Steps stand below all that they wait for. */
export function picture(procedure: Procedure): Picture {
  const steps = toldOnce(procedure)
  const marking = new Map<string, string[]>()
  for (const [name, step] of steps)
    for (const milestone of namesIn(step.marks)) marking.set(milestone, [...(marking.get(milestone) ?? []), name])
  const order = new Map(steps.map(([name], index) => [name, index]))
  // The definition reads in the agreement's order: an arrow back up it is a return, and is left out.
  const arrows = steps.flatMap(([to, step]) =>
    [
      ...new Set(
        (step.open ?? []).flatMap(condition =>
          (condition.needs ?? []).flatMap(milestone => marking.get(milestone) ?? []),
        ),
      ),
    ]
      .filter(from => (order.get(from) ?? 0) < (order.get(to) ?? 0))
      .map(from => ({ from, to })),
  )
  const depth = new Map<string, number>()
  for (const [name] of steps) {
    const above = arrows.filter(arrow => arrow.to === name).map(arrow => depth.get(arrow.from) ?? 0)
    depth.set(name, name === procedure.begins ? 0 : 1 + Math.max(0, ...above))
  }
  const deepest = Math.max(...depth.values())
  // A step that leads nowhere stands first in its row, out of the way of the arrows from the others.
  const leads = (name: string) => arrows.some(arrow => arrow.from === name)
  const rows = Array.from({ length: deepest + 1 }, (_, row) =>
    steps.filter(([name]) => depth.get(name) === row).sort(([a], [b]) => Number(leads(a)) - Number(leads(b))),
  )
  return {
    arrows: shortest(arrows),
    rows: rows
      .filter(row => row.length > 0)
      .map(row =>
        row.map(([name, step]) => ({
          name,
          label: step.label,
          by: step.by.words,
          clause: step.clauses[0],
          to: namesIn(step.to).map(stage => procedure.stages[stage] ?? stage),
        })),
      ),
  }
}

/** Leaves out an arrow that others already tell: from A to C where A leads to B and B to C. */
const shortest = (arrows: Picture['arrows']): Picture['arrows'] => {
  const reaches = (from: string, to: string, without: Picture['arrows'][number]): boolean =>
    arrows.some(
      arrow => arrow !== without && arrow.from === from && (arrow.to === to || reaches(arrow.to, to, without)),
    )
  return arrows.filter(arrow => !reaches(arrow.from, arrow.to, arrow))
}
