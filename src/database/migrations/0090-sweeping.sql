-- What nobody finished is swept away once it is old enough: drafts, loose uploads, and sealed files that a killed program left
-- with no row. And no part of the clock's work is so long that it cannot be done within a statement's time.

set search_path = concordat, public;

create or replace function refresh_lapsed(p_now timestamptz) returns int
language plpgsql security definer set search_path = concordat, pg_temp as $$
declare v bigint[];
begin
  perform only_the_program();
  perform set_config('concordat.now', p_now::text, true);
  v := array(select distinct matter from docket where fresh_until <= p_now limit 500);
  if cardinality(v) > 0 then perform project(v); end if;
  return cardinality(v);
end $$;

-- One that is being attached just now is held by whoever attaches it: passed over, and looked at again next time.
create or replace function drop_loose_documents(p_before timestamptz) returns setof uuid
language sql security definer set search_path = concordat, pg_temp as
$$
  select only_the_program();
  delete from document
   where id in (select id from document where matter is null and uploaded_at < p_before order by uploaded_at limit 500 for update skip locked)
  returning id $$;

create function drop_old_drafts(p_before timestamptz) returns int
language sql security definer set search_path = concordat, pg_temp as $$
  select only_the_program();
  with dropped as (delete from draft where saved_at < p_before returning 1) select count(*)::int from dropped
$$;

-- A session last seen later than now, by more than clocks may differ, is of a clock that was put back: it would outlive its time.
create function end_sessions_ahead(p_now timestamptz) returns int
language sql security definer set search_path = concordat, pg_temp as $$
  select only_the_program();
  with ended as (
    update session set ended_at = p_now where ended_at is null and seen_at > p_now + interval '5 minutes' returning 1)
  select count(*)::int from ended
$$;

create table swept_file (id uuid primary key);
comment on table swept_file is 'Sealed files that no row knew of, removed: no row may come to know one of them afterwards';
alter table swept_file enable row level security, force row level security;
create policy kept_by_owner on swept_file to concordat_owner using (current_user <> 'concordat_serve') with check (current_user <> 'concordat_serve');

-- Of these files in the store, those that nothing here knows of.
create function stray_files(p_ids uuid[]) returns setof uuid
language sql security definer set search_path = concordat, pg_temp as $$
  select only_the_program();
  select i from unnest(p_ids) i where not exists (select from document d where d.id = i)
$$;

-- Whether this file may be removed from the store: from then on it can't be written down any more. Whoever is writing it down at
-- this very moment, however late, comes first or is refused.
create function sweep_file(p_id uuid) returns boolean
language plpgsql security definer set search_path = concordat, pg_temp as $$
begin
  perform only_the_program();
  perform pg_advisory_xact_lock(hashtextextended(p_id::text, 90));
  if exists (select from document where id = p_id) then return false; end if;
  insert into swept_file values (p_id) on conflict do nothing;
  return true;
end $$;

-- A restore passes row security by, and would have the owner do so too, who may not.
create function refuse_swept_file() returns trigger
language plpgsql security definer set search_path = concordat, pg_temp set row_security = on as $$
begin
  perform pg_advisory_xact_lock(hashtextextended(new.id::text, 90));
  if exists (select from swept_file where id = new.id) then
    raise exception 'this file was swept away before it was written down' using errcode = 'foreign_key_violation';
  end if;
  return new;
end $$;
create trigger not_swept before insert on document for each row execute function refuse_swept_file();

revoke all on function drop_old_drafts(timestamptz), end_sessions_ahead(timestamptz), stray_files(uuid[]), sweep_file(uuid), refuse_swept_file() from public;
grant execute on function drop_old_drafts(timestamptz), end_sessions_ahead(timestamptz), stray_files(uuid[]), sweep_file(uuid) to concordat_serve;
