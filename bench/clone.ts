import type pg from 'pg'

/**
 * Makes a large world out of a small one: copies of the matters that `append` wrote, row for row in every table, under
 * references and times of their own and chained like any other. Only the heads do not cover them. It is done as a
 * superuser, since no one else could: keys are not checked and the indexes are made at the end.
 */
export async function cloneMatters(superuser: pg.Pool, { base, copies }: { base: number; copies: readonly number[] }) {
  const client = await superuser.connect()
  try {
    await client.query(`
      set search_path = concordat, public; set session_replication_role = replica; set statement_timeout = 0;
      set synchronous_commit = off; set maintenance_work_mem = '1GB'; set max_parallel_maintenance_workers = 2`)
    const { rows: indexes } = await client.query<{ name: string; made: string }>(
      `select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as made
         from pg_index i where i.indrelid = any ($1::regclass[]) and not exists (select from pg_constraint c where c.conindid = i.indexrelid)`,
      [tables.map(table => `concordat.${table}`)],
    )
    for (const { name } of indexes) await client.query(`drop index ${name}`)
    const { rows } = await client.query<{ top: string }>('select max(id) as top from matter where id <= $1', [base])
    const top = Number(rows[0]?.top)
    for (const copy of copies) await client.query(copyOf(copy, base, top))
    for (const { made } of indexes) await client.query(made)
    await client.query(`
      select setval(pg_get_serial_sequence('matter', 'id'), (select max(id) from matter));
      select setval(pg_get_serial_sequence('disclosure', 'id'), (select max(id) from disclosure));
      select setval(pg_get_serial_sequence('obligation', 'id'), (select max(id) from obligation));
      select setval(pg_get_serial_sequence('notice', 'id'), (select max(id) from notice));
      reset all`)
  } finally {
    client.release(true)
  }
}

const tables = ['matter', 'entry', 'content', 'disclosure', 'card', 'docket', 'obligation', 'notice']

/** One copy of them all. The numbers written into it are whole and ours. */
function copyOf(copy: number, base: number, top: number): string {
  const id = (column: string) => `${column} + ${copy * top}`
  const reference = (column: string) =>
    `left(${column}, 9) || lpad((right(${column}, 7)::int + ${copy * base})::text, 7, '0')`
  const later = (column: string) => `${column} + interval '${copy * 7} seconds'`
  return `
    insert into matter (id, reference, procedure, version, place, owner, opened_at, length, tip)
      overriding system value
      select ${id('id')}, ${reference('reference')}, procedure, version, place, owner, ${later('opened_at')}, length, tip from matter where id <= ${top};
    do $$ begin
      for n in 1 .. (select max(number) from entry where matter <= ${top}) loop
        insert into entry (matter, number, part, step, at, post, person, header, previous, digest)
        select x.matter, x.number, x.part, x.step, x.at, x.post, x.person, x.header, x.previous, sha256(x.previous || convert_to(x.header, 'UTF8'))
          from (select ${id('e.matter')} as matter, e.number, e.part, e.step, e.at, e.post, e.person,
                       replace(e.header, m.reference, c.reference) as header, coalesce(p.digest, '') as previous
                  from entry e join matter m on m.id = e.matter join matter c on c.id = ${id('e.matter')}
                  left join entry p on p.matter = c.id and p.number = n - 1
                 where e.matter <= ${top} and e.number = n) x;
      end loop;
      update matter m set tip = e.digest from entry e
       where m.id > ${copy * top} and m.id <= ${(copy + 1) * top} and e.matter = m.id and e.number = m.length;
    end $$;
    insert into content (matter, number, part, step, salt, body)
      select ${id('matter')}, number, part, step, salt, body from content where matter <= ${top};
    insert into disclosure (matter, part, reader, owner, known_to, number, clause, purpose, conditions, since, until, ended_at, ended_number)
      select ${id('matter')}, part, reader, owner, known_to, number, clause, purpose, conditions, since, until, ended_at, ended_number from disclosure where matter <= ${top};
    insert into card (matter, part, facts, milestones, stage, stage_number, words)
      select ${id('matter')}, part, facts, milestones, stage, stage_number, ts_delete(words, array['heliotrope', 'heliotrop']) from card where matter <= ${top};
    insert into docket (reader, matter, procedure, reference, opened_at, touched_at, place, region, owner, stage, due_on, facts, milestones, words, fresh_until)
      select reader, ${id('matter')}, procedure, ${reference('reference')}, ${later('opened_at')}, ${later('touched_at')}, place, region, owner, stage, due_on, facts, milestones,
             ts_delete(words, array['heliotrope', 'heliotrop']) || to_tsvector('simple', ${reference('reference')}), fresh_until from docket where matter <= ${top};
    insert into obligation (matter, part, rule, number, clause, label, basis, by_step, owed_by, from_on, target_on, target_period, target_working,
                            limit_on, limit_period, limit_working, aim_on, aim_period, aim_working, state, settled_at, settled_number, moved, chased_on, sequence)
      select ${id('matter')}, part, rule, number, clause, label, basis, by_step, owed_by, from_on, target_on, target_period, target_working,
             limit_on, limit_period, limit_working, aim_on, aim_period, aim_working, state, settled_at, settled_number, moved, chased_on, sequence from obligation where matter <= ${top};
    insert into notice (post, matter, number, part, kind, at, read_at, mail, attempts, next_attempt_at, failure)
      select post, ${id('matter')}, number, part, kind, ${later('at')}, read_at, mail, attempts, next_attempt_at, failure from notice where matter <= ${top};`
}
