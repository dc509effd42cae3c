import { addDays, type Day } from '../calendar/day.ts'
import { sql } from '../database/sql.ts'
import type { ClauseId } from '../engine/clause.ts'
import type { Change } from '../engine/procedure.ts'
import type { Desk } from './desk.ts'

/** A post of one's own body, and those who hold it now or will. */
export interface PostHeld {
  readonly key: string
  readonly title: string
  readonly unit: string
  readonly unitName: string
  readonly holds: readonly Hold[]
}

/** Somebody's hold of a post. */
export interface Hold {
  readonly person: number
  readonly name: string
  readonly from: Day
  readonly until?: Day
  /** False while their first day is still to come. */
  readonly begun: boolean
  /** Where messages to them go and what they sign in with: told only to whoever appoints to the posts of their body. */
  readonly address?: string
  /** What they must have done to see anything: told to whoever appoints, to their own unit, and to themselves. */
  readonly standing?: readonly Standing[]
}

/** How somebody stands with one thing that everyone of their body must have done (SP-23j, HI-12k). */
export interface Standing {
  readonly requirement: string
  readonly label: string
  readonly clause: ClauseId
  readonly state: 'in date' | 'due soon' | 'lapsed' | 'not yet'
  readonly done?: Day
  /** The last day on which it holds. */
  readonly until?: Day
}

interface FoundHold {
  key: string
  title: string
  unit: string
  unit_name: string
  person: number | null
  name: string
  from_on: Day
  until_on: Day | null
}

interface FoundStanding {
  person: number
  requirement: string
  done_on: Day
  lapses_on: Day
}

/** How many days before something lapses it is said to be due again. */
const soon = 30

/** Every post of this person's body, in the order of its units, with those who hold it today or will. */
export async function people(desk: Desk): Promise<PostHeld[]> {
  const { transaction, world, who } = desk
  const found = await transaction.all<FoundHold>(sql`
    select p.key, p.title, u.key as unit, u.name as unit_name, n.id as person, n.name, t.from_on, t.until_on
      from post p join unit u on u.id = p.unit
      left join term t on t.post = p.id and (t.until_on is null or t.until_on >= ${world.today})
      left join person n on n.id = t.person
     where u.body = my_body()
     order by u.name, p.title, p.id, t.from_on, n.name`)
  const addresses = await addressesOf(desk)
  const standings = await standingsOf(desk)
  const hold = (row: FoundHold): Hold => ({
    person: row.person as number,
    name: row.name,
    from: row.from_on,
    until: row.until_on ?? undefined,
    begun: row.from_on <= world.today,
    address: addresses.get(row.person as number),
    standing:
      who.appoints || row.unit === who.unit || row.person === who.personId
        ? standings(row.person as number)
        : undefined,
  })
  return [...Map.groupBy(found, row => row.key).values()].map(rows => {
    const [{ key, title, unit, unit_name: unitName }] = rows as [FoundHold]
    return { key, title, unit, unitName, holds: rows.filter(row => row.person !== null).map(hold) }
  })
}

/** Addresses by person; none for whoever does not appoint. */
async function addressesOf({ transaction }: Desk): Promise<ReadonlyMap<number, string>> {
  const rows = await transaction.all<{ person: number; email: string }>(sql`select * from addresses_of_my_people()`)
  return new Map(rows.map(row => [row.person, row.email]))
}

/** How the person at this desk stands with what is asked of everyone in their body. */
export const myStanding = async (desk: Desk): Promise<readonly Standing[]> =>
  (await standingsOf(desk))(desk.who.personId)

async function standingsOf({ transaction, world }: Desk): Promise<(person: number) => Standing[]> {
  const requirements = await transaction.all<{ name: string; label: string; clause: ClauseId }>(
    sql`select name, label, clause from requirement where my_body() = any (bodies) order by name`,
  )
  const found = await transaction.all<FoundStanding>(
    sql`select person, requirement, done_on, lapses_on from standing order by person`,
  )
  const of = new Map(found.map(row => [`${row.person} ${row.requirement}`, row]))
  return person =>
    requirements.map(({ name, label, clause }) => {
      const row = of.get(`${person} ${name}`)
      return {
        requirement: name,
        label,
        clause,
        state: stateOf(row, world.today),
        done: row?.done_on,
        until: row?.lapses_on,
      }
    })
}

function stateOf(row: FoundStanding | undefined, today: Day): Standing['state'] {
  if (!row || row.done_on > today) return 'not yet'
  if (row.lapses_on < today) return 'lapsed'
  return row.lapses_on <= addDays(today, soon) ? 'due soon' : 'in date'
}

/** How somebody stands as a whole: as the worst of what is asked of them. */
export const worst = (standing: readonly Standing[]): Standing['state'] =>
  (['not yet', 'lapsed', 'due soon'] as const).find(state => standing.some(one => one.state === state)) ?? 'in date'

/** What a change to the register comes to, told before it is made. */
export type Effect =
  | {
      readonly kind: 'comes to see'
      readonly name: string
      readonly post: string
      readonly from: Day
      readonly matters: number
    }
  | { readonly kind: 'sees no more'; readonly post: string; readonly leftWithNobody: boolean; readonly matters: number }

/**
 * What changes to who holds a post let anyone see, or see no more. The matters counted are those that whoever makes the change
 * may see too: what is hidden from them is not told to them by a number either.
 */
export async function effectsOf(desk: Desk, changes: readonly Change[]): Promise<Effect[]> {
  const effects: Effect[] = []
  for (const change of changes) {
    if (change.kind !== 'term begins' && change.kind !== 'term ends') continue
    const { title: post, holders = [] } = desk.world.directory.post(change.post)
    const matters = await seenBy(desk, change.post)
    if (change.kind === 'term begins')
      effects.push({ kind: 'comes to see', name: change.person.name, post, from: change.from as Day, matters })
    else {
      const leftWithNobody = holders.every(one => one.person === change.person)
      effects.push({ kind: 'sees no more', post, leftWithNobody, matters })
    }
  }
  return effects
}

/** How many matters, of those that this person may see, are disclosed to a post or its unit: row security does the choosing. */
async function seenBy({ transaction, world: { directory, now } }: Desk, key: string): Promise<number> {
  const post = directory.post(key)
  const { count } = await transaction.one<{ count: number }>(sql`
    select count(distinct d.matter)::int as count from disclosure d
     where d.reader = any (${[post.id, directory.unit(post.unit).id]}) and d.ended_at is null and (d.until is null or d.until > ${now})
       and exists (select from matter m where m.id = d.matter)`)
  return count
}
