-- The address of one's own calendar: a secret of which only the digest is kept, and which tells nothing but on which days
-- something is due.

set search_path = concordat, public;

alter table person add column feed_made_at timestamptz, add column feed_asked_at timestamptz;
comment on column person.feed_asked_at is 'When their calendar was last asked for, to the hour: so that they can tell whether anyone else does';

create function my_feed() returns table (made_at timestamptz, asked_at timestamptz)
language sql stable security definer set search_path = concordat, pg_temp as
$$ select feed_made_at, feed_asked_at from person where id = my_person() and feed is not null $$;

-- A new address takes the place of the one before, which leads nowhere from then on.
create function make_feed(p_digest bytea) returns void
language plpgsql security definer set search_path = concordat, pg_temp as $$
begin
  update person set feed = p_digest, feed_made_at = my_now(), feed_asked_at = null where id = my_person();
  if not found then raise exception 'nobody is acting' using errcode = 'insufficient_privilege'; end if;
end $$;

create function end_feed() returns void
language sql security definer set search_path = concordat, pg_temp as
$$ update person set feed = null, feed_made_at = null, feed_asked_at = null where id = my_person() $$;

-- The days on which something is due from whoever this address belongs to, in any post that they hold now and may act in now;
-- and, as no longer due, what was until lately. Null when the address is nobody's, or theirs no more.
create function due_dates(p_digest bytea, p_now timestamptz) returns jsonb
language plpgsql security definer set search_path = concordat, pg_temp as $$
declare
  v_person int;
  v_asked timestamptz;
  v_today date := london_day(p_now);
begin
  perform only_the_program();
  select n.id, n.feed_asked_at into v_person, v_asked from person n
   where n.feed = p_digest
     and exists (select from term t where t.person = n.id and t.from_on <= v_today and (t.until_on is null or t.until_on >= v_today));
  if not found then return null; end if;
  if v_asked is distinct from date_trunc('hour', p_now) then
    update person set feed_asked_at = date_trunc('hour', p_now) where id = v_person;
  end if;
  return (
    select coalesce(jsonb_agg(jsonb_build_object('uid', d.uid, 'due', d.due_on, 'sequence', d.sequence, 'cancelled', d.state <> 'due') order by d.due_on, d.uid), '[]')
      from (
        select distinct o.uid, o.due_on, o.sequence, o.state
          from term t join post p on p.id = t.post join unit u on u.id = p.unit join obligation o on o.owed_by in (p.id, p.unit)
         where t.person = v_person and t.from_on <= v_today and (t.until_on is null or t.until_on >= v_today)
           and o.due_on is not null and (o.state = 'due' or o.settled_at > p_now - interval '60 days')
           and exists (select from disclosure d where d.matter = o.matter and d.part = o.part and d.reader in (p.id, p.unit)
                         and d.ended_at is null and (d.until is null or d.until > p_now))
           -- Someone whose access has lapsed sees nothing, and so their calendar is empty (SP-23j, HI-12k).
           and not exists (
             select from requirement r
              where u.body = any (r.bodies)
                and not exists (select from standing s where s.person = v_person and s.requirement = r.name
                                  and s.done_on <= v_today and s.lapses_on >= v_today))
      ) d);
end $$;

revoke all on function my_feed(), make_feed(bytea), end_feed(), due_dates(bytea, timestamptz) from public;
grant execute on function my_feed(), make_feed(bytea), end_feed(), due_dates(bytea, timestamptz) to concordat_serve;
