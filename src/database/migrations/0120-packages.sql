-- Sealed packages from other installations: opened and checked, and waiting for whoever opened them to accept their terms. A
-- package is its own post's alone until then; its words are forgotten as it is brought in, and it comes in once.

set search_path = concordat, public;

create table package (
  id uuid primary key default gen_random_uuid(),
  post int not null references post,
  person int not null references person,
  at timestamptz not null,
  -- SHA-256 of its manifest, by which the same one is known again.
  digest bytea not null check (length(digest) = 32),
  sender text not null,
  -- Its own number, and the id of the key that signed it: what is told of it later is told under these.
  number uuid not null,
  key text not null,
  -- What the item in it is called where it comes from.
  item text not null default '',
  -- What it says; none once it was brought in.
  manifest text,
  -- Its files, in the manifest's order: taken in as any upload is, and loose until the item attaches them.
  files uuid[] not null,
  reference text
);
-- Not unique but for each post, for a key must not tell that another's row is there: the program brings in one at a time.
create unique index package_comes_in_once on package (post, digest) where reference is not null;
create index package_by_digest on package (digest);
create index package_by_number on package (number);
create index package_by_item on package (item, key) where reference is not null;

-- Packages that their originator took back: none of them comes in any more.
create table package_recalled (
  number uuid not null,
  key text not null,
  at timestamptz not null,
  primary key (number, key)
);

alter table package_recalled enable row level security;
alter table package_recalled force row level security;
create policy kept_by_owner on package_recalled to concordat_owner using (current_user <> 'concordat_serve') with check (current_user <> 'concordat_serve');

alter table package enable row level security;
alter table package force row level security;
create policy kept_by_owner on package to concordat_owner using (current_user <> 'concordat_serve') with check (current_user <> 'concordat_serve');

grant select, insert, delete, update (manifest, files, reference) on package to concordat_serve;
create policy own on package for all to concordat_serve
  using (post = (select my_post()) and cardinality((select my_readers())) > 0)
  with check (post = (select my_post()) and person = (select my_person()));

-- What a package was brought in as, by whomever: whoever asks holds the package itself.
create function package_came_as(p_digest bytea) returns text
language sql stable security definer set search_path = concordat, pg_temp as $$
  select reference from package where digest = p_digest and reference is not null and cardinality(my_readers()) > 0
$$;

-- What the package of this number was brought in as: whoever asks holds what its sender signed about it.
create function package_numbered(p_number uuid, p_key text) returns text
language sql stable security definer set search_path = concordat, pg_temp as $$
  select reference from package where number = p_number and key = p_key and reference is not null and cardinality(my_readers()) > 0 limit 1
$$;

-- What earlier packages of the same item were brought in as, of those that the reader sees any of: what an item is called where
-- it comes from may be guessed.
create function packages_of_item(p_item text, p_key text) returns setof text
language sql stable security definer set search_path = concordat, pg_temp as $$
  select p.reference from package p join matter m on m.reference = p.reference
   where p.item = p_item and p.key = p_key
     and exists (select from disclosure d where d.matter = m.id and d.reader = any (my_readers())
                   and d.ended_at is null and (d.until is null or d.until > my_now()))
   order by p.at desc
$$;

-- Its originator took it back: whoever still had it waiting has it no more, and it comes in no more.
create function recall_package(p_number uuid, p_key text) returns void
language sql security definer set search_path = concordat, pg_temp as $$
  insert into package_recalled select p_number, p_key, my_now() where cardinality(my_readers()) > 0 on conflict do nothing;
  delete from package where number = p_number and key = p_key and reference is null and cardinality(my_readers()) > 0;
$$;

create function package_is_recalled(p_number uuid, p_key text) returns boolean
language sql stable security definer set search_path = concordat, pg_temp as $$
  select exists (select from package_recalled where number = p_number and key = p_key)
$$;

-- Packages that nobody brought in are not kept.
create function drop_packages(p_before timestamptz) returns int
language sql security definer set search_path = concordat, pg_temp as $$
  select only_the_program();
  with dropped as (delete from package where at < p_before and reference is null returning 1) select count(*)::int from dropped
$$;

revoke all on function package_came_as(bytea), package_numbered(uuid, text), packages_of_item(text, text), recall_package(uuid, text), package_is_recalled(uuid, text), drop_packages(timestamptz) from public;
grant execute on function package_came_as(bytea), package_numbered(uuid, text), packages_of_item(text, text), recall_package(uuid, text), package_is_recalled(uuid, text), drop_packages(timestamptz) to concordat_serve;
