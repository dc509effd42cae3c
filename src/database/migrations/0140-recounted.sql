-- However many duties are owed, they are counted again in short turns that hold up nobody who reads, and a writer only while
-- the turn that their matter is in lasts.

set search_path = concordat, public;

-- What is read here is not changed by anyone else until it has been written again: their matters are held first, in the one
-- order in which every writer holds them.
drop function duties_to_recount(bigint, int);
create function duties_to_recount(p_after bigint, p_most int) returns table (id bigint, from_on date, target_on date, target_period text, limit_on date, limit_period text, aim_on date, aim_period text, pauses jsonb)
language plpgsql volatile security definer set search_path = concordat, pg_temp
  set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
#variable_conflict use_column
declare v_ids bigint[];
begin
  perform only_the_program();
  v_ids := array(select id from obligation
                  where state = 'due' and id > p_after and coalesce(target_period, limit_period, aim_period) is not null order by id limit p_most);
  perform 1 from matter m where m.id in (select o.matter from obligation o where o.id = any (v_ids)) order by m.id for no key update;
  -- Whatever was settled until they were held is given too, and left as it is when it is written.
  return query select id, from_on, target_on, target_period, limit_on, limit_period, aim_on, aim_period, pauses
                 from obligation where id = any (v_ids) order by id;
end $$;
create index obligation_to_recount on obligation (id) where state = 'due';

-- Of what lists show, a holiday moves the day that is due and nothing else: no card is read for it.
create or replace function duties_recounted(p jsonb) returns int
language plpgsql security definer set search_path = concordat, pg_temp
  set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set plan_cache_mode = force_generic_plan as $$
declare
  v bigint[];
  v_now timestamptz := my_now();
begin
  perform only_the_program();
  with moved as (
    update obligation o
       set target_on = r.target_on, target_working = coalesce(r.target_working, o.target_working),
           limit_on = r.limit_on, limit_working = coalesce(r.limit_working, o.limit_working),
           aim_on = r.aim_on, aim_working = coalesce(r.aim_working, o.aim_working), sequence = o.sequence + 1,
           moved = o.moved || jsonb_build_object('at', v_now, 'was', o.due_on, 'because', r.because)
      from jsonb_to_recordset(p) r(id bigint, target_on date, target_working text, limit_on date, limit_working text, aim_on date, aim_working text, because jsonb)
     where o.id = r.id and o.state = 'due'
    returning o.matter)
  select array_agg(distinct matter) into v from moved;
  if v is not null then
    update docket k set due_on = s.due_on, touched_at = v_now
      from (select d.matter, d.reader, min(o.due_on) as due_on
              from disclosure d join obligation o on o.matter = d.matter and o.part = d.part and o.state = 'due'
             where d.matter = any (v) and d.ended_at is null and (d.until is null or d.until > v_now)
             group by d.matter, d.reader) s
     where k.matter = s.matter and k.reader = s.reader and k.due_on is distinct from s.due_on;
  end if;
  return coalesce(cardinality(v), 0);
end $$;

revoke all on function duties_to_recount(bigint, int), duties_recounted(jsonb) from public;
grant execute on function duties_to_recount(bigint, int), duties_recounted(jsonb) to concordat_serve;
