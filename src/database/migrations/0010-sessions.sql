-- Signing in and out, drafts that outlive a session, and the one thing that somebody whose access has lapsed may do.

set search_path = concordat, public;

-- ── Who signs in ─────────────────────────────────────────────────────────────────────────────────────────────────────

-- Someone is appointed by their e-mail address before they have ever signed in. The first time a provider vouches for that
-- address, the person is bound to the provider's own name for them, which never changes; from then on the address is not asked.
create function recognise(p_subject text, p_email text, p_verified boolean) returns int
language plpgsql security definer set search_path = concordat, pg_temp as $$
declare v_person int;
begin
  perform only_the_program();
  select id into v_person from person where subject = p_subject;
  if found then return v_person; end if;
  if not coalesce(p_verified, false) then return null; end if;
  update person set subject = p_subject where subject = lower(p_email) returning id into v_person;
  return v_person;
end $$;

-- A person as steps name them: by what the provider calls them, or by the address they were appointed under.
create function person_called(p_name text) returns int
language sql stable security definer set search_path = concordat, pg_temp as $$
  select id from person where subject = p_name or email = lower(p_name) order by subject = p_name desc, id limit 1
$$;

-- ── Sessions ─────────────────────────────────────────────────────────────────────────────────────────────────────────

create function my_sessions(p_digest bytea, p_now timestamptz, p_idle interval)
returns table (began_at timestamptz, seen_at timestamptz, ends_at timestamptz, agent text, post text, this boolean)
language sql stable security definer set search_path = concordat, pg_temp as $$
  select s.began_at, s.seen_at, s.ends_at, s.agent, p.title, s.digest = p_digest
    from session s left join post p on p.id = s.post
   where s.person = my_person() and s.ended_at is null and s.ends_at > p_now and s.seen_at + p_idle > p_now
   order by s.digest = p_digest desc, s.seen_at desc
$$;

create function end_my_session(p_began timestamptz, p_now timestamptz) returns int
language sql security definer set search_path = concordat, pg_temp as $$
  with ended as (
    update session set ended_at = p_now
     where person = my_person() and date_trunc('milliseconds', began_at) = date_trunc('milliseconds', p_began) and ended_at is null
    returning 1)
  select count(*)::int from ended
$$;

-- All the sessions of someone whom the provider has signed out by name.
create function end_sessions_of(p_subject text, p_now timestamptz) returns void
language sql security definer set search_path = concordat, pg_temp as
$$
  select only_the_program();
  update session s set ended_at = p_now from person n where n.subject = p_subject and s.person = n.id and s.ended_at is null $$;

-- What somebody sent after their time ran out is kept for them as a draft, though they are no longer signed in. A session
-- that was ended on purpose keeps nothing, nor does one that ran out more than a day ago.
create function keep_late_draft(p_digest bytea, p_address text, p_answers jsonb, p_now timestamptz) returns boolean
language plpgsql security definer set search_path = concordat, pg_temp as $$
declare v_person int;
begin
  select person into v_person from session
   where digest = p_digest and ended_at is null and least(ends_at, seen_at + interval '1 hour') > p_now - interval '1 day';
  if not found then return false; end if;
  insert into draft (person, address, answers, saved_at) values (v_person, left(p_address, 500), p_answers, p_now)
  on conflict (person, address) do update set answers = excluded.answers, saved_at = excluded.saved_at;
  return true;
end $$;

-- ── Mending what has lapsed ──────────────────────────────────────────────────────────────────────────────────────────

alter table requirement add column mended_by text;
comment on column requirement.mended_by is 'The procedure by which a person records it for themselves; null where their body records it for them';

-- Someone whose training or awareness has lapsed reads nothing and writes nothing, with one exception: they may begin a
-- procedure that mends what has lapsed for them. While it is written they are their post; then they see nothing again, and
-- their next transaction finds it mended.
-- What an entry strikes out is struck out first (0080), and its header says how much of what, with the digests of what is left.
create function append(p jsonb) returns table (i int, matter bigint, number int)
language plpgsql security definer set search_path = concordat, pg_temp as $$
declare v_readers text := current_setting('concordat.readers', true);
begin
  if cardinality(my_readers()) > 0 then
    if jsonb_path_exists(p, '$[*].strikes') then
      p := (select jsonb_agg(case when x ? 'strikes' then jsonb_set(x, '{strikes}', strike_out(x)) else x end order by n)
              from jsonb_array_elements(p) with ordinality t(x, n));
    end if;
    if jsonb_path_exists(p, '$[*].disposes') then
      p := (select jsonb_agg(case when x ? 'disposes' then jsonb_set(x, '{disposes}', dispose_of(x)) else x end order by n)
              from jsonb_array_elements(p) with ordinality t(x, n));
    end if;
    return query select * from append_as_reader(p);
    return;
  end if;
  if my_post() is null or exists (
    select from jsonb_array_elements(p) e
     where not e ? 'birth' or not exists (
       select from requirement r
        where r.mended_by = e->'birth'->>'procedure' and my_body() = any (r.bodies)
          and not exists (
            select from standing s where s.person = my_person() and s.requirement = r.name
              and s.done_on <= london_day(my_now()) and s.lapses_on >= london_day(my_now())))) then
    raise exception 'nobody who may act is acting' using errcode = 'insufficient_privilege';
  end if;
  perform set_config('concordat.readers', (select array[p.unit, p.id]::text from post p where p.id = my_post()), true);
  return query select * from append_as_reader(p);
  perform set_config('concordat.readers', coalesce(v_readers, '{}'), true);
end $$;

revoke all on function
  recognise(text, text, boolean), person_called(text), my_sessions(bytea, timestamptz, interval), end_my_session(timestamptz, timestamptz),
  end_sessions_of(text, timestamptz), keep_late_draft(bytea, text, jsonb, timestamptz), append(jsonb)
from public;
grant execute on function
  recognise(text, text, boolean), my_sessions(bytea, timestamptz, interval), end_my_session(timestamptz, timestamptz),
  end_sessions_of(text, timestamptz), keep_late_draft(bytea, text, jsonb, timestamptz), append(jsonb)
to concordat_serve;
