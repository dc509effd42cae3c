-- However many duties are owed, they are counted again in short turns that hold up nobody who reads, and a writer only while
-- the turn that their matter is in lasts.

set search_path = concordat, public;

create index obligation_open on obligation (matter) where state = 'due';

-- The open duties of so many matters, from the one after this. What is read here is changed by nobody else until it has been
-- written again: the matters are held first, in the one order in which every writer holds them.
drop function duties_to_recount(bigint, int);
create function duties_to_recount(p_after bigint, p_most int) returns table (id bigint, matter bigint, from_on date, target_on date, target_period text, limit_on date, limit_period text, aim_on date, aim_period text, pauses jsonb)
language plpgsql volatile security definer set search_path = concordat, pg_temp
  set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
#variable_conflict use_column
declare v_matters bigint[];
begin
  perform only_the_program();
  v_matters := array(select distinct matter from obligation where state = 'due' and matter > p_after order by matter limit p_most);
  perform 1 from matter m where m.id = any (v_matters) order by m.id for no key update;
  -- Those of which nothing is counted are given too: the next turn begins after the last of them.
  return query select id, matter, from_on, target_on, target_period, limit_on, limit_period, aim_on, aim_period, pauses
                 from obligation where matter = any (v_matters) and state = 'due' order by matter, id;
end $$;

-- Of what lists show, a holiday moves the day that is due and nothing else: no card is read for it. What is owed is found
-- before who sees it, for there are far more disclosures than parts under which anything is owed.
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
           moved = o.moved || jsonb_build_object('at', v_now, 'was', r.was, 'of', r.of, 'because', r.because)
      from jsonb_to_recordset(p) r(id bigint, target_on date, target_working text, limit_on date, limit_working text, aim_on date, aim_working text, was date, of text, because jsonb)
     where o.id = r.id and o.state = 'due'
    returning o.matter)
  select array_agg(distinct matter) into v from moved;
  if v is not null then
    with owed as materialized (
      select o.matter, o.part, min(o.due_on) as due_on from obligation o
       where o.matter = any (v) and o.state = 'due' group by o.matter, o.part
    ), told as materialized (
      select d.matter, d.reader, w.due_on from owed w join disclosure d on d.matter = w.matter and d.part = w.part
       where d.ended_at is null and (d.until is null or d.until > v_now)
    ), seen as materialized (
      select t.matter, t.reader, min(t.due_on) as due_on from (
        select matter, reader, due_on from told
        -- A post's row stands for its unit's too.
        union all
        select t.matter, q.id, t.due_on from told t join post q on q.unit = t.reader
      ) t group by t.matter, t.reader
    )
    update docket k set due_on = s.due_on, touched_at = v_now from seen s
     where k.matter = s.matter and k.reader = s.reader and k.due_on is distinct from s.due_on;
  end if;
  return coalesce(cardinality(v), 0);
end $$;

revoke all on function duties_to_recount(bigint, int), duties_recounted(jsonb) from public;
grant execute on function duties_to_recount(bigint, int), duties_recounted(jsonb) to concordat_serve;
