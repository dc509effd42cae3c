import type { Viewed } from '../../desk/matter.ts'
import type { Desk } from '../../desk/desk.ts'
import { namesIn, type Step } from '../../engine/procedure.ts'
import { html, joined, type Html } from '../html.ts'
import { paths } from '../paths.ts'

/**
 * The steps that would bring what a closed step waits for, of those its reader can take now: what marks one of the milestones
 * it needs and has not got, or clears the one that closed it.
 */
export function wantedFirst(
  desk: Desk,
  { matter, steps }: Viewed,
  step: Step,
): readonly { name: string; step: Step }[] {
  const asked = { matter, me: desk.me, world: desk.world }
  if (!step.by.covers(desk.me, matter, desk.world)) return []
  const failing = step.open?.find(condition => !condition.holds(asked))
  if (!failing) return []
  const missing = (failing.needs ?? []).filter(milestone => !matter.milestones.has(milestone))
  // What it needs was begun, and is not enough yet: the same goes on.
  const needs = missing.length > 0 ? missing : (failing.needs ?? [])
  return steps.filter(
    one =>
      !one.closed &&
      one.step !== step &&
      (namesIn(one.step.marks).some(milestone => needs.includes(milestone)) ||
        namesIn(one.step.clears).some(milestone => milestone === failing.until)),
  )
}

/** The same, as links in a sentence. */
export function firstLinks(desk: Desk, viewed: Viewed, step: Step): Html | false {
  const wanted = wantedFirst(desk, viewed, step)
  const { reference } = viewed.matter
  return (
    wanted.length > 0 &&
    html`It waits for${wanted.length > 1 && ' one of these'}: ${joined(
      wanted.map(
        one => html`<a class="govuk-link" href="${paths.step({ reference, step: one.name })}">${one.step.label}</a>`,
      ),
      '; ',
    )}`
  )
}
