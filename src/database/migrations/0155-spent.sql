-- What was spent of a limit in its minute, by all programs that serve together: guessing at one after another gains nothing. It is
-- worth nothing when the minute is over, so it is not logged, nor backed up; and it holds digests, not whose address it was.

set search_path = concordat, public;

create unlogged table spent (
  key bytea primary key check (length(key) = 32),
  count int not null,
  until timestamptz not null
);
create index spent_until on spent (until);

alter table spent enable row level security;
alter table spent force row level security;
create policy kept_by_owner on spent to concordat_owner using (current_user <> 'concordat_serve') with check (current_user <> 'concordat_serve');

-- Adds to each of these what was spent, and tells what that comes to and for how many seconds. Time is the database's own,
-- whatever the practice clock says; a minute that ends further ahead than a minute was begun by a clock that was put back since.
-- In one order, so that two programs never wait for each other; and a few that are over are forgotten on the way.
create function spend(p_keys bytea[], p_counts int[]) returns table (key bytea, count int, seconds int)
language plpgsql security definer set search_path = concordat, pg_temp as $$
#variable_conflict use_column
declare v_now timestamptz := clock_timestamp();
begin
  perform only_the_program();
  delete from spent s where s.key in (select o.key from spent o where o.until <= v_now order by o.until limit 20 for update skip locked);
  return query
    insert into spent as s (key, count, until)
    select t.key, t.count, v_now + interval '1 minute' from unnest(p_keys, p_counts) t(key, count) order by t.key
    on conflict (key) do update
       set count = case when s.until > v_now and s.until <= excluded.until then s.count else 0 end + excluded.count,
           until = case when s.until > v_now and s.until <= excluded.until then s.until else excluded.until end
    returning s.key, s.count, ceil(extract(epoch from s.until - v_now))::int;
end $$;

revoke all on function spend(bytea[], int[]) from public;
grant execute on function spend(bytea[], int[]) to concordat_serve;
