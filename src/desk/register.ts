import type pg from 'pg'
import type { Body } from '../bodies.ts'
import { as } from '../database/as.ts'
import { sql, type Sql } from '../database/sql.ts'
import { statement } from '../database/sql.ts'
import { calendar, type Calendar } from '../calendar/calendar.ts'
import { readHolidays } from '../calendar/holidays.ts'
import { loadHolidays } from '../calendar/load.ts'
import { findPeriod, type Length, type Period } from '../calendar/period.ts'
import { directory, type Directory, type Place, type Post, type Unit } from '../engine/directory.ts'
import { versionOn } from '../engine/agreement.ts'
import { settingOf } from '../engine/kept.ts'
import type { Library } from '../engine/library.ts'
import type { Day } from '../calendar/day.ts'

/** Units, posts and places to be there: written by whoever owns the database, when the program is installed or practised. */
export interface Register {
  readonly places: readonly (Place & { register?: object })[]
  readonly units: readonly Omit<Unit, 'id'>[]
  readonly posts: readonly Omit<Post, 'id' | 'held'>[]
}

/** Someone who holds posts from a day on: the first people of a system, before anyone could appoint them. */
export interface Holder {
  readonly subject: string
  readonly name: string
  readonly email: string
  readonly posts: readonly string[]
  readonly from: Day
  readonly standing?: readonly { requirement: string; on: Day; until: Day }[]
}

const shippedHolidays = loadHolidays()

/** Runs statements as the owner of the database, in one transaction. */
async function asOwner(owner: pg.Pool, statements: readonly Sql[]): Promise<void> {
  const client = await owner.connect()
  try {
    await client.query('begin; set local search_path = concordat, public')
    for (const one of statements) await client.query(statement(one))
    await client.query('commit')
  } catch (fault) {
    await client.query('rollback')
    throw fault
  } finally {
    client.release()
  }
}

/** Brings the register up to what is given: adds and renames, never removes, for matters may hang on what is gone. */
export const install = (owner: pg.Pool, register: Register, library: Library, today: Day): Promise<void> =>
  asOwner(owner, [
    sql`insert into place (code, name, kind, region, invented, closed, register)
        select code, name, kind, region, coalesce(invented, false), closed, coalesce(register, '{}')
          from jsonb_to_recordset(${JSON.stringify(register.places)}::jsonb) as p(code text, name text, kind text, region text, invented boolean, closed text, register jsonb)
        on conflict (code) do update set name = excluded.name, kind = excluded.kind, region = excluded.region, closed = excluded.closed, register = excluded.register`,
    sql`insert into unit (key, body, kind, name, place)
        select key, body, kind, name, place from jsonb_to_recordset(${JSON.stringify(register.units)}::jsonb) as u(key text, body text, kind text, name text, place text)
        on conflict (key) do update set name = excluded.name`,
    sql`insert into post (key, unit, kind, title, appoints)
        select p.key, u.id, p.kind, p.title, p.appoints
          from jsonb_to_recordset(${JSON.stringify(register.posts)}::jsonb) as p(key text, unit text, kind text, title text, appoints boolean) join unit u on u.key = p.unit
        on conflict (key) do update set title = excluded.title, appoints = excluded.appoints`,
    sql`delete from requirement`,
    sql`insert into requirement (name, bodies, label, clause, mended_by)
        select name, bodies, label, clause, "mendedBy"
          from jsonb_to_recordset(${JSON.stringify(requirements(library, today))}::jsonb) as r(name text, bodies text[], label text, clause text, "mendedBy" text)`,
  ])

const requirements = (library: Library, today: Day) =>
  library.agreements.flatMap(agreement =>
    Object.entries(versionOn(agreement, today).requirements ?? {}).map(([name, one]) => ({
      name,
      bodies: one.bodies,
      label: one.label,
      clause: one.clause,
      mendedBy: one.mendedBy,
    })),
  )

/** Puts the first people in their posts. Everyone after them is appointed by a step. */
export const seat = (owner: pg.Pool, holders: readonly Holder[]): Promise<void> =>
  asOwner(owner, [
    sql`insert into person (subject, name, email)
        select subject, name, email from jsonb_to_recordset(${JSON.stringify(holders)}::jsonb) as h(subject text, name text, email text)
        on conflict (subject) do update set name = excluded.name, email = excluded.email`,
    sql`insert into term (post, person, from_on)
        select p.id, n.id, h."from" from jsonb_to_recordset(${JSON.stringify(holders)}::jsonb) as h(subject text, posts text[], "from" date)
          join person n on n.subject = h.subject cross join unnest(h.posts) k join post p on p.key = k
         where not exists (select from term t where t.post = p.id and t.person = n.id)`,
    // A practice clock may be set back behind the day the invented world was first laid out around.
    sql`update term t set from_on = h."from"
          from jsonb_to_recordset(${JSON.stringify(holders)}::jsonb) as h(subject text, posts text[], "from" date)
          join person n on n.subject = h.subject cross join unnest(h.posts) k join post p on p.key = k
         where t.post = p.id and t.person = n.id and t.from_on > h."from"`,
    sql`insert into standing (person, requirement, done_on, lapses_on)
        select n.id, s.requirement, s."on", s.until
          from jsonb_to_recordset(${JSON.stringify(holders)}::jsonb) as h(subject text, standing jsonb)
          join person n on n.subject = h.subject
          cross join jsonb_to_recordset(coalesce(h.standing, '[]')) as s(requirement text, "on" date, until date)
        on conflict (person, requirement) do update set done_on = least(standing.done_on, excluded.done_on)`,
  ])

/** What is known of people, places and days: read as the clock, kept a little while, and read again when a step changed it. */
export interface Known {
  readonly directory: Directory
  readonly period: (setting: string) => Period
  /** How long a body has set for a kind of record; nothing until it has. */
  readonly kept: (kind: string) => Length | undefined
  readonly calendar: Calendar
}

/** The directory, the bodies' own periods and the newest holidays. */
export async function readRegister(pool: pg.Pool, library: Library, now: Date): Promise<Known> {
  return as(pool, { post: 'clock' }, now, async transaction => {
    const places = await transaction.all<Place & { closed: string | null; region: string | null }>(
      sql`select code, name, kind, region, invented, closed from place order by name`,
    )
    const units = await transaction.all<Unit & { place: string | null }>(
      sql`select id, key, body, kind, name, place from unit order by name`,
    )
    const posts = await transaction.all<Post & { holders: Post['holders'] | null }>(sql`
      select p.id, p.key, u.key as unit, p.kind, p.title, p.appoints, h.holders
        from post p join unit u on u.id = p.unit
        left join (
          select t.post, jsonb_agg(distinct jsonb_build_object('person', n.id, 'name', n.name)) as holders
            from term t join person n on n.id = t.person
           where t.from_on <= london_day(${now}) and (t.until_on is null or t.until_on >= london_day(${now}))
           group by t.post
        ) h on h.post = p.id
       order by p.title`)
    const contacts = await transaction.all<{
      post: number
      known_to: Body[]
      confirmed_on: Day
      doubted_on: Day | null
    }>(sql`select post, known_to, confirmed_on, doubted_on from contacts_confirmed()`)
    const contactOf = new Map(
      contacts.map(
        one =>
          [
            one.post,
            {
              confirmedOn: one.confirmed_on,
              knownTo: one.known_to,
              ...(one.doubted_on && { doubtedOn: one.doubted_on }),
            },
          ] as const,
      ),
    )
    const settings = await transaction.all<{ name: string; body: string; period: string }>(
      sql`select name, body, period from setting`,
    )
    const loaded = await transaction.find<{ published: unknown }>(
      sql`select published from bank_holidays order by loaded_at desc limit 1`,
    )
    const chosen = new Map(settings.map(one => [one.name, findPeriod(one.period)]))
    const defaults = new Map(
      library.agreements.flatMap(agreement =>
        agreement.versions.flatMap(version =>
          Object.entries(version.settings ?? {}).map(([name, one]) => [name, one.period] as const),
        ),
      ),
    )
    return {
      calendar: calendar(loaded ? readHolidays(loaded.published) : shippedHolidays),
      directory: directory({
        places: places.map(one => ({ ...one, region: one.region ?? undefined, closed: one.closed ?? undefined })),
        units: units.map(one => ({ ...one, place: one.place ?? undefined })),
        posts: posts.map(one => ({
          ...one,
          held: one.holders !== null,
          holders: one.holders ?? [],
          contact: contactOf.get(one.id),
        })),
      }),
      period: setting => {
        const period = chosen.get(setting) ?? defaults.get(setting)
        if (!period) throw new Error(`No agreement has a setting called ${setting}`)
        return period
      },
      kept: kind => {
        const period = chosen.get(settingOf(kind))
        return period && !('endOf' in period) ? period : undefined
      },
    }
  })
}
