-- What can do harm that nobody undoes is asked only of somebody who has just proved who they are (A-25): a session that was
-- stolen, or left open on a desk, has no such proof. Whoever proves it again gets a new session, so that the proof is never
-- also a thief's.

set search_path = concordat, public;

alter table session add column proved_at timestamptz;
comment on column session.proved_at is 'When they last proved to the identity provider who they are; null where it did not say';

-- As before, with when they proved who they are.
drop function begin_session(bytea, int, int, timestamptz, timestamptz, text, text);
create function begin_session(
  p_digest bytea, p_person int, p_post int, p_now timestamptz, p_ends timestamptz, p_provider text, p_agent text, p_proved timestamptz default null)
returns void language sql security definer set search_path = concordat, pg_temp as $$
  select only_the_program();
  insert into session (digest, person, post, began_at, seen_at, ends_at, provider_session, agent, proved_at)
  select p_digest, p_person, p_post, p_now, p_now, p_ends, p_provider, left(p_agent, 200), least(p_proved, p_now)
   where not exists (select from term t join post p on p.id = t.post where t.person = p_person and p.kind = 'clock')
$$;

-- As before, and tells it.
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
  return me || jsonb_build_object('seenAt', s.seen_at, 'endsAt', s.ends_at, 'provedAt', s.proved_at);
end $$;

revoke all on function begin_session(bytea, int, int, timestamptz, timestamptz, text, text, timestamptz) from public;
grant execute on function begin_session(bytea, int, int, timestamptz, timestamptz, text, text, timestamptz) to concordat_serve;
