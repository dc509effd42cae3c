import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'

/** A table as a backup has it. Its columns are those that are written; the database makes the others from them. */
export interface Table {
  readonly name: string
  readonly columns: readonly string[]
}

/** What a table holds, whatever order it stands in: how many rows, and a sum of their digests. */
export interface Held {
  readonly rows: number
  readonly sum: string
}

/** Where a sequence goes on. */
export interface Sequence {
  readonly name: string
  readonly next: number
}

export interface Applied {
  readonly name: string
  readonly sha256: string
}

// Names come from the database's own catalogue, and are quoted all the same.
export const named = (name: string): string => `concordat.${pg.escapeIdentifier(name)}`

/** Every table, each after those it refers to. */
export async function tablesIn(client: pg.ClientBase): Promise<Table[]> {
  const { rows } = await client.query<Table & { refersTo: string[] }>(`
    select c.relname as name,
           (select array_agg(a.attname::text order by a.attnum) from pg_attribute a
             where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
           array(select distinct r.relname::text from pg_constraint f join pg_class r on r.oid = f.confrelid
                  where f.conrelid = c.oid and f.contype = 'f' and r.oid <> c.oid) as "refersTo"
      from pg_class c where c.relnamespace = 'concordat'::regnamespace and c.relkind in ('r', 'p')
         -- What is not logged is worth nothing later.
         and c.relpersistence = 'p' order by c.relname`)
  const left = new Map(rows.map(table => [table.name, table]))
  const ordered: Table[] = []
  while (left.size > 0) {
    const next = [...left.values()].filter(table => table.refersTo.every(other => !left.has(other)))
    if (next.length === 0) throw new Error(`These tables refer to each other in a ring: ${[...left.keys()].join(', ')}`)
    for (const { name, columns } of next) {
      ordered.push({ name, columns })
      left.delete(name)
    }
  }
  return ordered
}

/**
 * Makes this transaction one that reads everything or fails: with row security in the way, a backup would look whole and
 * lack what its reader may not see. A role that may pass row security says so; of any other, every table must have the
 * owner's policy, which lets past whoever is not the serving role, and none that takes anything away.
 */
export async function readEverything(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ passes: boolean; role: string }>(
    'select rolsuper or rolbypassrls as passes, rolname as role from pg_roles where rolname = current_user',
  )
  const { passes, role } = rows[0] ?? { passes: false, role: '' }
  if (passes) {
    await client.query('set local row_security = off')
    return
  }
  const { rows: closed } = await client.query<{ name: string }>(`
    select c.relname as name from pg_class c
     where c.relnamespace = 'concordat'::regnamespace and c.relkind in ('r', 'p') and c.relrowsecurity
       and (current_user = 'concordat_serve'
            or not exists (select from pg_policy p
                            where p.polrelid = c.oid and p.polpermissive and p.polcmd = '*'
                              and pg_get_expr(p.polqual, p.polrelid) = '(CURRENT_USER <> ''concordat_serve''::name)'
                              and exists (select from unnest(p.polroles) as r(oid) where r.oid = 0 or pg_has_role(r.oid, 'usage')))
            or exists (select from pg_policy p where p.polrelid = c.oid and not p.polpermissive))
     order by c.relname`)
  if (closed.length === 0) return
  throw new Error(
    `${role} does not see all of ${closed.map(table => table.name).join(', ')}, so a backup would lack something. ` +
      'Make it as the role that owns the database (DATABASE_OWNER_URL).',
  )
}

/** What a table holds now: the same for the same rows, in whatever order, on any server. */
export async function heldIn(client: pg.ClientBase, { name, columns }: Table): Promise<Held> {
  const { rows } = await client.query<{ rows: string; sum: string }>(`
    select count(*)::text as rows,
           coalesce(sum(('x' || encode(substr(sha256(convert_to(row_to_json(t)::text, 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint), 0)::text as sum
      from (select ${listed(columns)} from ${named(name)}) t`)
  return { rows: Number(rows[0]?.rows ?? 0), sum: rows[0]?.sum ?? '0' }
}

/** The rows of a table as COPY writes them, many to a piece, each piece whole rows. */
export async function* rowsOf(client: pg.ClientBase, { name, columns }: Table): AsyncGenerator<Buffer> {
  let pieces: Buffer[] = []
  let length = 0
  for await (const piece of client.query(copyTo(`copy ${named(name)} (${listed(columns)}) to stdout`))) {
    const bytes = piece as Buffer
    // An end of line within a value is written as two other characters: a line is a row.
    const end = length + bytes.length >= manyBytes ? bytes.lastIndexOf('\n') + 1 : 0
    pieces.push(end > 0 ? bytes.subarray(0, end) : bytes)
    length += bytes.length
    if (end === 0) continue
    yield Buffer.concat(pieces)
    pieces = end < bytes.length ? [bytes.subarray(end)] : []
    length = bytes.length - end
  }
  if (length > 0) yield Buffer.concat(pieces)
}
const manyBytes = 64 * 1024

/** The values of one column in a piece of a table's rows, where they are plain words, numbers or bytes. */
export const valuesIn = (piece: Buffer, { columns }: Table, column: string): string[] => {
  const at = columns.indexOf(column)
  return piece
    .toString()
    .split('\n')
    .slice(0, -1)
    .map(row => (row.split('\t')[at] ?? '').replace(/^\\\\x/, ''))
}

/** Puts rows back as they were, numbers the database gave them included. */
export const putRows = (
  client: pg.ClientBase,
  { name, columns }: Table,
  pieces: AsyncIterable<Buffer>,
): Promise<void> => pipeline(pieces, client.query(copyFrom(`copy ${named(name)} (${listed(columns)}) from stdin`)))

/**
 * Takes away what is looked up by and what is checked row by row: every index, every key, every reference from one table to
 * another. Each would be kept up and asked for every row that goes in. And the owner's own row security, for COPY puts nothing
 * where it is in force; the table is locked meanwhile. Gives the statements that make all of it again, as it was: keys and
 * references are then checked for all rows together.
 */
export async function setAside(client: pg.ClientBase): Promise<readonly string[]> {
  const { rows } = await client.query<{ away: string; again: string }>(`
    select format('alter table %s drop constraint %I', c.conrelid::regclass, c.conname) as away,
           format('alter table %s add constraint %I %s', c.conrelid::regclass, c.conname, pg_get_constraintdef(c.oid)) as again,
           case contype when 'f' then 1 else 3 end as turn
      from pg_constraint c where c.connamespace = 'concordat'::regnamespace and c.contype in ('f', 'p', 'u', 'x')
    union all
    select format('drop index %s', i.indexrelid::regclass), pg_get_indexdef(i.indexrelid), 2
      from pg_index i join pg_class c on c.oid = i.indexrelid
     where c.relnamespace = 'concordat'::regnamespace
       and not exists (select from pg_constraint k where k.conindid = i.indexrelid and k.conrelid = i.indrelid)
    union all
    select format('alter table %s no force row level security', c.oid::regclass),
           format('alter table %s force row level security', c.oid::regclass), 4
      from pg_class c where c.relnamespace = 'concordat'::regnamespace and c.relforcerowsecurity
    order by turn`)
  for (const { away } of rows) await client.query(away)
  return rows.map(({ again }) => again).reverse()
}

/** Where every sequence goes on: at or after what a snapshot taken before has used. */
export async function sequencesIn(client: pg.ClientBase): Promise<Sequence[]> {
  const { rows } = await client.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'concordat'::regnamespace and relkind = 'S' order by relname`,
  )
  const sequences: Sequence[] = []
  for (const { name } of rows) {
    const { rows: found } = await client.query<{ next: string }>(
      `select (last_value + is_called::int)::text as next from ${named(name)}`,
    )
    sequences.push({ name, next: Number(found[0]?.next ?? 1) })
  }
  return sequences
}

/** Unlike `setval`, this is undone with its transaction. */
export const continueAt = (client: pg.ClientBase, { name, next }: Sequence): Promise<unknown> =>
  client.query(`alter sequence ${named(name)} restart with ${BigInt(next)}`)

/** The migrations a database has had; those for a superuser alone change nothing that is kept. */
export async function migrationsOf(client: pg.ClientBase): Promise<Applied[]> {
  const { rows } = await client.query<Applied>(
    `select name, sha256 from migration.record where outcome = 'applied' and name not like '%.superuser' order by number, name`,
  )
  return rows
}

const listed = (columns: readonly string[]): string => columns.map(column => pg.escapeIdentifier(column)).join(', ')
