import type { Rule } from './deadline.ts'
import { evolve, unopened, type Matter } from './matter.ts'
import type { World } from './world.ts'

/**
 * The names of the rules whose duties are still owed, as far as the entries this reader may see tell: worked out from the
 * same milestones that made them fall due and settled them.
 */
export function owed(rules: Readonly<Record<string, Rule>>, matter: Matter, world: World): string[] {
  const open = new Set<string>()
  let then = unopened(matter)
  for (const entry of matter.entries) {
    then = evolve(then, entry)
    const taking = { matter: then, me: entry.by, answers: entry.answers, world: { ...world, now: entry.at } }
    const reached = (names: readonly string[] | undefined) => names?.some(name => entry.marks.includes(name)) ?? false
    for (const [name, rule] of Object.entries(rules)) {
      if (reached(rule.until) || reached(rule.fallsAway)) open.delete(name)
      if (rule.inPlaceOf && reached(rule.inPlaceOf.on) && open.delete(rule.inPlaceOf.rule)) open.add(name)
      if (!reached(rule.from) || reached(rule.fallsAway) || (rule.when && !rule.when(taking))) continue
      if (rule.owedBy.readers(taking).length > 0) open.add(name)
    }
  }
  return Object.keys(rules).filter(name => open.has(name))
}
