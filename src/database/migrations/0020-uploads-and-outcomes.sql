-- What the API and the commands need of the database: whether a file was scanned, uploads nobody attached, the outcome
-- of an act as it was first told, and newer bank holidays.

set search_path = concordat, public;

-- Practice takes files in without a scanner, and says so on each.
alter table document add column scanned boolean not null default true;
grant select (scanned), insert (scanned) on document to concordat_serve;

-- Uploads that no step attached in time: gone from here first, and then, by their ids, from where files are kept.
create function drop_loose_documents(p_before timestamptz) returns setof uuid
language sql security definer set search_path = concordat, pg_temp as
$$
  select only_the_program();
  delete from document where matter is null and uploaded_at < p_before returning id $$;

-- A repeat of an act is told what the act was told: the version it left, though the matter may have moved on since.
alter table done add column version text;
grant update (version) on done to concordat_serve;
create policy own_outcome on done for update to concordat_serve using (post = (select my_post())) with check (post = (select my_post()));

-- An act of one's own that was done with this key, though its matter may be out of one's sight by now.
create function done_before(p_key text) returns table (fingerprint bytea, reference text, version text)
language sql stable security definer set search_path = concordat, pg_temp as $$
  select d.fingerprint, m.reference, d.version from done d join matter m on m.id = d.matter where d.post = my_post() and d.key = p_key
$$;

-- Newer bank holidays are loaded by whoever runs the system, or by its clock.
create function load_holidays(p_published jsonb) returns void
language plpgsql security definer set search_path = concordat, pg_temp as $$
begin
  if not exists (select from post p where p.id = my_post() and p.kind in ('operator', 'clock')) then
    raise exception 'only those who run the system load bank holidays' using errcode = 'insufficient_privilege';
  end if;
  -- By the machine's clock, since the last one loaded counts whatever a practice clock says.
  insert into bank_holidays (loaded_at, published) values (clock_timestamp(), p_published);
end $$;

revoke all on function drop_loose_documents(timestamptz), done_before(text), load_holidays(jsonb) from public;
grant execute on function drop_loose_documents(timestamptz), done_before(text), load_holidays(jsonb) to concordat_serve;
