import type { Day } from '../calendar/day.ts'
import { sql } from '../database/sql.ts'
import { at, worldAt, type House } from '../desk/desk.ts'
import { take } from '../desk/take.ts'
import { nextChase } from '../engine/deadline.ts'
import { doneForEach } from './each.ts'

interface Late {
  reference: string
  procedure: string
  version: string
  rule: string
  due_on: Day
  asked_at: Date | null
  /** The duties that one asking is for: several may owe alike. */
  obligations: number[]
}

/**
 * Asks again for what is late, where an agreement says how: by a step that the clock takes, like everyone else, so that it
 * stands in the history. It asks at most once however long nobody was there to ask, and once however many owe it. Where one
 * can't be asked for, the others are all the same, and it fails at the end. Where the step is refused, whoever answers for the
 * matter is told, once, and `refused` of how many duties that newly is.
 */
export async function chase(house: House, refused: (duties: number) => void = () => {}): Promise<number> {
  const { today, calendar, now } = worldAt(house, house.now())
  const chased = house.library.agreements
    .flatMap(agreement => agreement.versions)
    .flatMap(version =>
      version.procedures.flatMap(({ name, rules }) =>
        Object.entries(rules).flatMap(([rule, { chase: how }]) =>
          how ? [{ procedure: name, version: version.name, rule, step: how.step }] : [],
        ),
      ),
    )
  if (chased.length === 0) return 0
  // Each duty is asked for by a step of its own: that another of the same matter was asked for says nothing of this one.
  const late = await at(house, { post: 'clock' }, ({ transaction }) =>
    transaction.all<Late>(sql`
      select m.reference, m.procedure, m.version, o.rule, min(o.due_on) as due_on, array_agg(o.id) as obligations,
             (select max(e.at) from entry e where e.matter = m.id and e.step = c.step and e.at >= min(o.from_on)) as asked_at
        from obligation o join matter m on m.id = o.matter
        join unnest(${chased.map(one => one.procedure)}::text[], ${chased.map(one => one.version)}::text[],
                    ${chased.map(one => one.rule)}::text[], ${chased.map(one => one.step)}::text[])
               c(procedure, version, rule, step)
          on c.procedure = m.procedure and c.version = m.version and c.rule = o.rule
       where o.state = 'due' and o.due_on < ${today}
       group by m.id, m.reference, m.procedure, m.version, o.rule, c.step
       order by min(o.due_on), min(o.id)`),
  )
  return doneForEach(late, async one => {
    const how = house.library.procedure(one.procedure, one.version).rules[one.rule]?.chase
    if (!how || nextChase(how, one.due_on, one.asked_at ?? undefined, calendar) > now) return false
    // Another process may be at the same: the key makes it one asking.
    const key = `chase-${one.reference}-${one.rule.replaceAll(' ', '-')}-${one.asked_at?.getTime() ?? 'first'}`
    const { done, newly } = await at(house, { post: 'clock' }, async desk => {
      const taken = await take(desk, one.reference, how.step, {}, { key })
      const { count } = await desk.transaction.one<{ count: number }>(
        sql`select asked_again(${one.obligations}::bigint[], ${taken.refused}, ${now}) as count`,
      )
      return { done: !taken.refused, newly: count }
    })
    if (newly > 0) refused(newly)
    return done
  })
}
