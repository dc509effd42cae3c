import type pg from 'pg'

/**
 * The whole journal as lines of text, as the database's owner reads it: what the verifier is given. `docs/journal.md` has the
 * format. Rows come through a cursor, so a journal of any length takes the same memory.
 */
export async function* exportJournal(owner: pg.Pool): AsyncGenerator<string> {
  const client = await owner.connect()
  let whole = false
  try {
    await client.query('begin isolation level repeatable read read only; set local search_path = concordat, public')
    yield 'concordat journal 1\n'
    yield* through(
      client,
      `select 'H' || chr(9) || number || chr(9) || encode(previous, 'hex') || chr(9) || encode(digest, 'hex') || chr(9)
              || translate(encode(signature, 'base64'), E'\\n', '') || chr(9) || key_id || chr(9) || header as line
         from head order by number`,
    )
    // An entry's line, then a line for each of its contents that has not been erased.
    yield* through(
      client,
      `select 'E' || chr(9) || m.reference || chr(9) || e.number || chr(9) || coalesce(b.head::text, '') || chr(9) || coalesce(b.position::text, '') || chr(9)
              || encode(e.previous, 'hex') || chr(9) || encode(e.digest, 'hex') || chr(9) || e.header
              || coalesce((select string_agg(E'\\nC' || chr(9) || c.part || chr(9) || encode(c.salt, 'hex') || chr(9) || c.body, '' order by c.part)
                             from content c where c.matter = e.matter and c.number = e.number), '') as line
         from entry e join matter m on m.id = e.matter left join bound b on b.matter = e.matter and b.number = e.number
        order by e.matter, e.number`,
    )
    await client.query('commit')
    whole = true
  } finally {
    // Whoever stopped reading leaves a transaction behind: nobody else is given that connection.
    client.release(!whole)
  }
}

async function* through(client: pg.PoolClient, query: string): AsyncGenerator<string> {
  await client.query(`declare lines no scroll cursor for ${query}`)
  for (;;) {
    const { rows } = await client.query<{ line: string }>('fetch 2000 from lines')
    if (rows.length === 0) break
    yield `${rows.map(row => row.line).join('\n')}\n`
  }
  await client.query('close lines')
}

/** What a row says of itself beside its digested words must be what those words say: the first entry where it is not. */
export async function findColumnFault(owner: Pick<pg.Pool | pg.PoolClient, 'query'>): Promise<string | undefined> {
  const { rows } = await owner.query<{ fault: string }>(`
    select m.reference || ' entry ' || e.number || ': its columns differ from its header' as fault
      from concordat.entry e join concordat.matter m on m.id = e.matter join concordat.post p on p.id = e.post
     where e.step <> e.header::jsonb ->> 'step' or e.part <> e.header::jsonb ->> 'part' or p.key <> e.header::jsonb ->> 'post'
        or e.person <> (e.header::jsonb ->> 'person')::int or e.at <> (e.header::jsonb ->> 'at')::timestamptz
        or e.marks <> e.header::jsonb -> 'marks' or e.clears <> e.header::jsonb -> 'clears' or e.stage is distinct from e.header::jsonb ->> 'to'
     union all
    select m.reference || ': its end is not its last entry' from concordat.matter m
     where m.length <> (select count(*) from concordat.entry e where e.matter = m.id)
        or m.tip <> coalesce((select e.digest from concordat.entry e where e.matter = m.id order by e.number desc limit 1), '')
     limit 1`)
  return rows[0]?.fault
}
