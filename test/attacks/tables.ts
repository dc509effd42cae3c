import type { Transaction } from '../../src/database/as.ts'
import { sql, type Sql } from '../../src/database/sql.ts'
import type pg from 'pg'

/** What the serving role may select: each table and view of ours with the columns granted. */
export interface Readable {
  readonly table: string
  readonly columns: readonly string[]
}

export async function readableTables(owner: pg.Pool): Promise<Readable[]> {
  const { rows } = await owner.query<{ table: string; columns: string[] }>(`
    select c.relname as table, array_agg(a.attname::text order by a.attnum) as columns
      from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relnamespace = 'concordat'::regnamespace and c.relkind in ('r', 'p', 'v')
       and has_column_privilege('concordat_serve', c.oid, a.attnum, 'SELECT')
     group by c.relname order by c.relname`)
  return rows
}

/** A statement made of names that came from the catalogue and not from anyone. */
export const trusted = (text: string): Sql => sql(Object.assign([text], { raw: [text] }))

/** Everything this transaction can select, table by table, each row as text. */
export async function everythingSelected(
  transaction: Transaction,
  tables: readonly Readable[],
): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>()
  for (const { table, columns } of tables) {
    const rows = await transaction.all<{ row: string }>(
      trusted(`select t::text as row from (select ${columns.map(name => `"${name}"`).join(', ')} from ${table}) t`),
    )
    found.set(
      table,
      rows.map(one => one.row),
    )
  }
  return found
}

/** A digest of every row of every table that is kept, as the owner sees them: the same before and after what must change nothing. */
export async function stateOf(owner: pg.Pool, except: readonly string[] = []): Promise<Map<string, string>> {
  const { rows } = await owner.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'concordat'::regnamespace and relkind = 'r' and relpersistence = 'p' order by 1`,
  )
  const state = new Map<string, string>()
  for (const { name } of rows) {
    if (except.includes(name)) continue
    const { rows: found } = await owner.query<{ digest: string }>(
      `select count(*) || ' ' || md5(coalesce(string_agg(t::text, E'\\n' order by t::text), '')) as digest from concordat."${name}" t`,
    )
    state.set(name, found[0]?.digest ?? '')
  }
  return state
}
