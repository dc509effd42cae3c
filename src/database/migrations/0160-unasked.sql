-- Duties that are late and that the clock could not ask for again, since the step by which it asks was refused: so that whoever
-- answers for the matter asks for them instead. Nobody else is told, for why it was refused may lie in what they do not see.

set search_path = concordat, public;

create table unasked (
  obligation bigint primary key references obligation,
  owner int not null references unit,
  since timestamptz not null
);

alter table unasked enable row level security;
alter table unasked force row level security;
create policy kept_by_owner on unasked to concordat_owner using (current_user <> 'concordat_serve') with check (current_user <> 'concordat_serve');

grant select on unasked to concordat_serve;
create policy owned on unasked for select to concordat_serve using (
  owner = any ((select my_readers())::int[]) and exists (select from obligation o where o.id = unasked.obligation)
);

-- What came of asking for these again; tells for how many it is newly refused. The owner's posts hear of each of those once.
create function asked_again(p_obligations bigint[], p_refused boolean, p_now timestamptz) returns int
language plpgsql security definer set search_path = concordat, pg_temp as $$
declare v_new bigint[];
begin
  perform only_the_program();
  if not p_refused then
    delete from unasked u where u.obligation = any (p_obligations);
    return 0;
  end if;
  with kept as (
    insert into unasked (obligation, owner, since)
    select o.id, m.owner, p_now from obligation o join matter m on m.id = o.matter where o.id = any (p_obligations) and o.state = 'due'
    on conflict do nothing returning obligation)
  select array_agg(obligation) into v_new from kept;
  insert into notice (post, matter, number, part, kind, at, mail, next_attempt_at)
  select distinct on (q.id, o.matter) q.id, o.matter, o.number, o.part, 'overdue', p_now, 'waiting', p_now
    from obligation o join matter m on m.id = o.matter join post q on q.unit = m.owner
   where o.id = any (v_new)
     and exists (select from disclosure d where d.matter = o.matter and d.part = o.part and d.reader in (q.id, q.unit)
                   and d.ended_at is null and (d.until is null or d.until > p_now));
  return coalesce(cardinality(v_new), 0);
end $$;

-- For the operator: how many there are now, and nothing of which.
create function unasked_now() returns int
language sql stable security definer set search_path = concordat, pg_temp as $$
  select only_the_program();
  select count(*)::int from unasked u join obligation o on o.id = u.obligation where o.state = 'due'
$$;

revoke all on function asked_again(bigint[], boolean, timestamptz), unasked_now() from public;
grant execute on function asked_again(bigint[], boolean, timestamptz), unasked_now() to concordat_serve;
