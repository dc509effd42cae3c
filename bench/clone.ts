import type pg from 'pg'

/**
 * Makes a large world out of a small one: copies of the matters that `append` wrote, row for row in every table, under
 * references and times of their own and chained like any other. Only the heads do not cover them. It is done as a
 * superuser, since no one else could: keys are not checked and the indexes are made at the end. All of it or none.
 */
export async function cloneMatters(superuser: pg.Pool, { base, copies }: { base: number; copies: readonly number[] }) {
  const client = await superuser.connect()
  try {
    await client.query(`
      set search_path = concordat, public; set session_replication_role = replica; set statement_timeout = 0;
      set synchronous_commit = off; set maintenance_work_mem = '1GB'; set max_parallel_maintenance_workers = 2; begin`)
    const { rows: indexes } = await client.query<{ name: string; made: string }>(
      `select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as made
         from pg_index i where i.indrelid = any ($1::regclass[]) and not exists (select from pg_constraint c where c.conindid = i.indexrelid)`,
      [tables.map(table => `concordat.${table}`)],
    )
    for (const { name } of indexes) await client.query(`drop index ${name}`)
    const columns = await columnsOf(client)
    const { rows } = await client.query<{ top: string }>('select id as top from matter order by id limit 1 offset $1', [
      base - 1,
    ])
    const top = Number(rows[0]?.top)
    for (const copy of copies) for (const statement of copyOf(copy, base, top, columns)) await client.query(statement)
    for (const { made } of indexes) await client.query(made)
    for (const table of ['matter', 'disclosure', 'obligation', 'notice'])
      await client.query(`select setval(pg_get_serial_sequence('${table}', 'id'), (select max(id) from ${table}))`)
    await client.query('commit')
  } finally {
    client.release(true)
  }
}

/** Every table that a step writes to, but the journal of readings and the heads. */
const tables = ['matter', 'entry', 'content', 'disclosure', 'card', 'docket', 'obligation', 'notice'] as const

/** The columns of each table that are copied: all but those that the database fills in itself. */
async function columnsOf(client: pg.ClientBase): Promise<ReadonlyMap<string, readonly string[]>> {
  const { rows } = await client.query<{ name: string; columns: string[] }>(
    `select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
       from pg_class c join pg_attribute a on a.attrelid = c.oid
      where c.oid = any ($1::regclass[]) and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
        and not (a.attname = 'id' and c.relname <> 'matter') and a.attname <> 'uid'
      group by 1`,
    [tables.map(table => `concordat.${table}`)],
  )
  return new Map(rows.map(row => [row.name, row.columns]))
}

/** One copy of them all, statement by statement. The numbers written into it are whole and ours. */
function copyOf(copy: number, base: number, top: number, columns: ReadonlyMap<string, readonly string[]>): string[] {
  const id = (column: string) => `${column} + ${copy * top}`
  const reference = `left(reference, 9) || lpad((right(reference, 7)::int + ${copy * base})::text, 7, '0')`
  const later = (column: string) => `${column} + interval '${copy * 7} seconds'`
  const rare = `ts_delete(words, array['heliotrope', 'heliotrop'])`
  /** What is not copied as it is. */
  const otherwise: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    matter: { id: id('id'), reference, opened_at: later('opened_at') },
    card: { words: rare, began_at: later('began_at') },
    disclosure: { since: later('since') },
    docket: {
      reference,
      opened_at: later('opened_at'),
      touched_at: later('touched_at'),
      words: `${rare} || to_tsvector('simple', ${reference})`,
    },
    notice: { at: later('at') },
  }
  const copied = (table: string) => {
    const names = columns.get(table) ?? []
    const values = names.map(name => otherwise[table]?.[name] ?? (name === 'matter' ? id('matter') : `"${name}"`))
    const listed = names.map(name => `"${name}"`).join(', ')
    return `insert into ${table} (${listed}) overriding system value
            select ${values.join(', ')} from ${table} where ${table === 'matter' ? 'id' : 'matter'} <= ${top}`
  }
  return tables.map(table => (table === 'entry' ? chainedCopy(copy, top) : copied(table)))
}

/** Entries say their matter's reference and hold the digest of the one before: they are written number by number. */
const chainedCopy = (copy: number, top: number) => `
    do $$ begin
      for n in 1 .. (select max(number) from entry where matter <= ${top}) loop
        insert into entry (matter, number, part, step, at, post, person, marks, clears, stage, header, previous, digest)
        select x.matter, x.number, x.part, x.step, x.at, x.post, x.person, x.marks, x.clears, x.stage, x.header, x.previous, sha256(x.previous || convert_to(x.header, 'UTF8'))
          from (select c.id as matter, e.number, e.part, e.step, e.at, e.post, e.person, e.marks, e.clears, e.stage,
                       replace(e.header, m.reference, c.reference) as header, coalesce(p.digest, '') as previous
                  from entry e join matter m on m.id = e.matter join matter c on c.id = e.matter + ${copy * top}
                  left join entry p on p.matter = c.id and p.number = n - 1
                 where e.matter <= ${top} and e.number = n) x;
      end loop;
      update matter m set tip = e.digest from entry e
       where m.id > ${copy * top} and m.id <= ${(copy + 1) * top} and e.matter = m.id and e.number = m.length;
    end $$`
