-- Who sees what. A policy for each table and verb the serving role has; what has no policy does not exist for it.
-- The owner's own policies serve the functions of 0003, which say for themselves whom they act for.
-- They let past whoever is not the serving role, rather than whoever is the owner, because the planner takes an equality it
-- knows nothing of to hold for one row in two hundred, and would read whole tables to find what an index has.

set search_path = concordat, public;

do $$
declare t regclass;
begin
  for t in select c.oid::regclass from pg_class c where c.relnamespace = 'concordat'::regnamespace and c.relkind = 'r' loop
    execute format('alter table %s enable row level security', t);
    execute format('alter table %s force row level security', t);
    execute format('create policy kept_by_owner on %s to concordat_owner using (current_user <> ''concordat_serve'') with check (current_user <> ''concordat_serve'')', t);
  end loop;
end $$;

-- The register of people and places: to anyone who is signed in. Addresses and subjects are not granted at all.
grant select on place, unit, post, term, requirement, setting, bank_holidays to concordat_serve;
grant select (id, name, notices) on person to concordat_serve;
grant update (notices) on person to concordat_serve;

create policy signed_in on place for select to concordat_serve using ((select my_person()) is not null);
create policy signed_in on unit for select to concordat_serve using ((select my_person()) is not null);
create policy signed_in on post for select to concordat_serve using ((select my_person()) is not null);
create policy signed_in on term for select to concordat_serve using ((select my_person()) is not null);
create policy signed_in on requirement for select to concordat_serve using ((select my_person()) is not null);
create policy signed_in on bank_holidays for select to concordat_serve using ((select my_person()) is not null);
create policy signed_in on setting for select to concordat_serve using ((select my_person()) is not null);
create policy signed_in on person for select to concordat_serve using ((select my_person()) is not null);
create policy oneself on person for update to concordat_serve using (id = (select my_person())) with check (id = (select my_person()));

-- The awareness register is each body's own.
grant select on standing to concordat_serve;
create policy own_body on standing for select to concordat_serve using (
  person = (select my_person())
  or exists (
    select from term t join post p on p.id = t.post join unit u on u.id = p.unit
    where t.person = standing.person and u.body = (select my_body())
  )
);

grant select (person, post, began_at, seen_at, ends_at, ended_at, agent) on session to concordat_serve;
create policy own on session for select to concordat_serve using (person = (select my_person()));

grant select (post, person, label, made_at, ends_at, ended_at) on token to concordat_serve;
create policy own on token for select to concordat_serve using (post = (select my_post()));

create function sees(p_matter bigint, p_part text) returns boolean
language sql stable security definer set search_path = concordat, pg_temp as $$
  select exists (select from disclosure d where d.matter = p_matter and d.part = p_part and d.reader = any (my_readers())
                   and d.ended_at is null and (d.until is null or d.until > my_now()))
$$;

-- A part is seen through a disclosure in force to one's unit or post. Each policy asks the same question, in the same words.
-- `offset 0` has each row ask about its own matter, by index, where the planner would read all that is disclosed to somebody to
-- answer for a few rows: it can't know that many see a great deal and most a little.
-- What counts entries (a matter's length, the number of an entry that one may not see) is granted to nobody: it tells how much
-- is hidden, and when more of it comes.
grant select (id, matter, part, reader, owner, clause, purpose, conditions, since, until, ended_at) on disclosure to concordat_serve;
-- Of one that was taken back its reader keeps nothing, not even until when it would have held: its terms went with it. The unit that
-- owns the matter knows who sees what it sees itself: of a part that is kept apart from it, not even that somebody has it.
create policy known on disclosure for select to concordat_serve using (
  (reader = any ((select my_readers())::int[]) and ended_at is null)
  or owner = any ((select my_readers())::int[]) and sees(matter, part) or known_to && (select my_readers())
);

-- An offer is known like the disclosure that it may become; it opens nothing by itself.
grant select (id, matter, part, reader, owner, may, clause, purpose, conditions, since, until, accepted_at, passed_at, ended_at) on offer to concordat_serve;
create policy known on offer for select to concordat_serve using (
  (reader = any ((select my_readers())::int[]) and ended_at is null)
  or owner = any ((select my_readers())::int[]) and sees(matter, part) or known_to && (select my_readers())
);

-- When it began is in the docket, as each reader may know it: it may have been long before anyone was told (HH-6b).
grant select (id, reference, procedure, version, place, owner) on matter to concordat_serve;
create policy disclosed on matter for select to concordat_serve using (
  exists (
    select from disclosure d
    where d.matter = matter.id and d.reader = any ((select my_readers())::int[])
      and d.ended_at is null and (d.until is null or d.until > (select my_now()))
    offset 0
  )
);

grant select (matter, number, part, step, at, post, person, marks, clears, stage) on entry to concordat_serve;
create policy disclosed on entry for select to concordat_serve using (
  exists (
    select from disclosure d
    where d.matter = entry.matter and d.part = entry.part and d.reader = any ((select my_readers())::int[])
      and d.ended_at is null and (d.until is null or d.until > (select my_now()))
    offset 0
  )
);

grant select (matter, number, part, step, body) on content to concordat_serve;
create policy disclosed on content for select to concordat_serve using (
  exists (
    select from disclosure d
    where d.matter = content.matter and d.part = content.part and d.reader = any ((select my_readers())::int[])
      and d.ended_at is null and (d.until is null or d.until > (select my_now()))
    offset 0
  )
);

grant select (id, matter, part, rule, clause, label, basis, by_step, owed_by, from_on, target_on, target_period, target_working,
  limit_on, limit_period, limit_working, aim_on, aim_period, aim_working, due_on, state, settled_at, moved, uid, sequence) on obligation to concordat_serve;
create policy disclosed on obligation for select to concordat_serve using (
  exists (
    select from disclosure d
    where d.matter = obligation.matter and d.part = obligation.part and d.reader = any ((select my_readers())::int[])
      and d.ended_at is null and (d.until is null or d.until > (select my_now()))
    offset 0
  )
);

grant select (matter, part, facts, milestones, stage, words, began_at) on card to concordat_serve;
create policy disclosed on card for select to concordat_serve using (
  exists (
    select from disclosure d
    where d.matter = card.matter and d.part = card.part and d.reader = any ((select my_readers())::int[])
      and d.ended_at is null and (d.until is null or d.until > (select my_now()))
    offset 0
  )
);

grant select on docket to concordat_serve;
create policy own on docket for select to concordat_serve using (
  reader = any ((select my_readers())::int[]) and (fresh_until is null or fresh_until > (select my_now()))
);

grant select (matter, other) on tie to concordat_serve;
create policy both_seen on tie for select to concordat_serve using (
  exists (select from matter m where m.id = tie.matter) and exists (select from matter m where m.id = tie.other)
);

-- Who read what: one's own reading, and the reading of what one's unit owns.
grant select (id, at, post, person, kind, matter, parts, why) on reading to concordat_serve;
grant insert (at, post, person, kind, matter, parts, why, digest) on reading to concordat_serve;
create policy own on reading for select to concordat_serve using (
  post = (select my_post())
  or exists (select from matter m where m.id = reading.matter and m.owner = any ((select my_readers())::int[]))
);
create policy as_oneself on reading for insert to concordat_serve with check (
  post = (select my_post()) and person = (select my_person()) and at = (select my_now())
  and (matter is null or exists (select from matter m where m.id = reading.matter))
);

grant select (id, post, matter, part, kind, at, read_at) on notice to concordat_serve;
grant update (read_at) on notice to concordat_serve;
create policy own on notice for select to concordat_serve using (
  post = (select my_post())
  and (
    matter is null
    or exists (
      select from disclosure d
      where d.matter = notice.matter and d.part = notice.part and d.reader = any ((select my_readers())::int[])
        and d.ended_at is null and (d.until is null or d.until > (select my_now()))
      offset 0
    )
  )
);
create policy own_read on notice for update to concordat_serve
  using (
    post = (select my_post())
    and (
      matter is null
      or exists (
        select from disclosure d
        where d.matter = notice.matter and d.part = notice.part and d.reader = any ((select my_readers())::int[])
          and d.ended_at is null and (d.until is null or d.until > (select my_now()))
        offset 0
      )
    )
  )
  with check (post = (select my_post()));

grant select (id, name, kind, size, sha256, wrapped_key, key_id, state, cites, uploaded_at, uploaded_by, matter, part) on document to concordat_serve;
grant insert (id, name, kind, size, sha256, wrapped_key, key_id, state, cites, uploaded_at, uploaded_by) on document to concordat_serve;
create policy disclosed on document for select to concordat_serve using (
  (matter is null and uploaded_by = (select my_post()))
  or exists (
    select from disclosure d
    where d.matter = document.matter and d.part = document.part and d.reader = any ((select my_readers())::int[])
      and d.ended_at is null and (d.until is null or d.until > (select my_now()))
    offset 0
  )
);
create policy loose on document for insert to concordat_serve with check (matter is null and uploaded_by = (select my_post()));

grant select, insert, update, delete on draft to concordat_serve;
create policy own on draft for all to concordat_serve using (person = (select my_person())) with check (person = (select my_person()));

grant select, insert, update, delete on saved_view to concordat_serve;
create policy own on saved_view for all to concordat_serve
  using (post = (select my_post())) with check (post = (select my_post()) and body = (select my_body()));
create policy shared_in_body on saved_view for select to concordat_serve using (shared and body = (select my_body()));

grant select on done to concordat_serve;
create policy own on done for select to concordat_serve using (post = (select my_post()));

grant select on head to concordat_serve;
create policy signed_in on head for select to concordat_serve using ((select my_person()) is not null);

grant execute on function my_readers(), my_post(), my_person(), my_body(), my_now() to concordat_serve;
