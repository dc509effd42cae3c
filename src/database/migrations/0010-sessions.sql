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

-- As before, but two requests of one session never wait for each other: whichever finds the row held by the other leaves the
-- time as the other writes it.
create or replace function become_by_session(p_digest bytea, p_now timestamptz, p_idle interval) returns jsonb
language plpgsql security definer set search_path = concordat, pg_temp as $$
declare
  s session;
  me jsonb;
begin
  select * into s from session where digest = p_digest;
  if not found then return null; end if;
  if s.ended_at is not null or s.ends_at <= p_now then return jsonb_build_object('ended', true); end if;
  if s.seen_at + p_idle <= p_now then return jsonb_build_object('idle', true, 'personId', s.person); end if;
  if s.seen_at < p_now - interval '20 seconds' then
    update session set seen_at = p_now where digest = (select h.digest from session h where h.digest = p_digest for update skip locked);
  end if;
  if s.post is not null then me := become(s.post, s.person, p_now); end if;
  if me is null then
    return (select jsonb_build_object('personId', n.id, 'name', n.name, 'choose', true) from person n where n.id = s.person);
  end if;
  return me || jsonb_build_object('seenAt', s.seen_at, 'endsAt', s.ends_at);
end $$;

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
alter function append(jsonb) rename to append_as_reader;
revoke all on function append_as_reader(jsonb) from concordat_serve;

create function append(p jsonb) returns table (i int, matter bigint, number int)
language plpgsql security definer set search_path = concordat, pg_temp as $$
declare v_readers text := current_setting('concordat.readers', true);
begin
  if cardinality(my_readers()) > 0 then
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

-- As before, and: standing without a name is that of whoever takes the step; people are found by either of their names.
create or replace function apply_change(c jsonb) returns void
language plpgsql security definer set search_path = concordat, pg_temp as $$
declare
  v_body text := my_body();
  v_appoints boolean := (select appoints from post where id = my_post());
  v_person int;
  v_post post;
begin
  case c->>'kind'
  when 'term begins', 'term ends' then
    select p.* into v_post from post p join unit u on u.id = p.unit where p.key = c->>'post' and u.body = v_body;
    if not found or not v_appoints then
      raise exception 'only a body’s own administrators change who holds its posts' using errcode = 'insufficient_privilege';
    end if;
    if c->>'kind' = 'term begins' then
      v_person := person_called(c->'person'->>'email');
      if v_person is null then
        insert into person (subject, name, email) values (lower(c->'person'->>'email'), c->'person'->>'name', lower(c->'person'->>'email'))
        returning id into v_person;
      end if;
      insert into term (post, person, from_on, until_on) values (v_post.id, v_person, (c->>'from')::date, (c->>'until')::date);
    else
      v_person := person_called(c->>'person');
      update term set until_on = greatest(from_on, london_day(my_now())) - 1
       where post = v_post.id and person = v_person and (until_on is null or until_on >= london_day(my_now()));
      update session set ended_at = my_now() where person = v_person and post = v_post.id and ended_at is null;
      update token set ended_at = my_now() where person = v_person and post = v_post.id and ended_at is null;
    end if;
  when 'standing' then
    v_person := case when c->>'person' is null then my_person() else person_called(c->>'person') end;
    if v_person is distinct from my_person() and not (v_appoints and exists (
         select from term t join post p on p.id = t.post join unit u on u.id = p.unit where t.person = v_person and u.body = v_body)) then
      raise exception 'standing is recorded by the person or their own body' using errcode = 'insufficient_privilege';
    end if;
    insert into standing (person, requirement, done_on, lapses_on) values (v_person, c->>'requirement', (c->>'on')::date, (c->>'until')::date)
    on conflict (person, requirement) do update set done_on = excluded.done_on, lapses_on = excluded.lapses_on;
  when 'setting' then
    if not v_appoints or c->>'body' <> v_body then
      raise exception 'a body sets its own defaults' using errcode = 'insufficient_privilege';
    end if;
    insert into setting (name, body, period) values (c->>'setting', v_body, c->>'period')
    on conflict (name, body) do update set period = excluded.period;
  end case;
end $$;

revoke all on function
  recognise(text, text, boolean), person_called(text), my_sessions(bytea, timestamptz, interval), end_my_session(timestamptz, timestamptz),
  end_sessions_of(text, timestamptz), keep_late_draft(bytea, text, jsonb, timestamptz), append(jsonb), append_as_reader(jsonb), apply_change(jsonb)
from public;
grant execute on function
  recognise(text, text, boolean), my_sessions(bytea, timestamptz, interval), end_my_session(timestamptz, timestamptz),
  end_sessions_of(text, timestamptz), keep_late_draft(bytea, text, jsonb, timestamptz), append(jsonb)
to concordat_serve;
