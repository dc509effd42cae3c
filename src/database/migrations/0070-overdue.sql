-- Whoever owes a duty is told shortly before its day, on the first day it is overdue, and every four days until it is done;
-- once it is overdue, so is the unit that owns the matter: a report-back that does not come is theirs to take further (SP-23g).

set search_path = concordat, public;

create or replace function tell_of_dues(p_now timestamptz, p_soon date) returns int
language sql security definer set search_path = concordat, pg_temp as $$
  select only_the_program();
  with today as (select london_day(p_now) as day), chased as (
    update obligation o set chased_on = today.day
      from today
     where o.state = 'due' and o.due_on <= p_soon
       and (o.chased_on is null or o.due_on < today.day and (o.chased_on <= o.due_on or o.chased_on <= today.day - 4))
    returning o.matter, o.number, o.part, o.owed_by, o.due_on < today.day as overdue
  ), told as (
    insert into notice (post, matter, number, part, kind, at, mail, next_attempt_at)
    select distinct q.id, o.matter, o.number, o.part, case when o.overdue then 'overdue' else 'due' end, p_now, 'waiting', p_now
      from chased o join matter m on m.id = o.matter join post q on q.id = o.owed_by or q.unit = o.owed_by or (o.overdue and q.unit = m.owner)
     where exists (select from disclosure d where d.matter = o.matter and d.part = o.part and d.reader in (q.id, q.unit)
                     and d.ended_at is null and (d.until is null or d.until > p_now))
    returning 1)
  select count(*)::int from told
$$;
