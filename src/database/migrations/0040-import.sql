-- Bringing in an earlier log: the sheet as it was read, what each of its rows would become, and how far it has got. It is its
-- own post's alone; the rows' words are emptied as they are brought in.

set search_path = concordat, public;

create table import (
  id uuid primary key default gen_random_uuid(),
  post int not null references post,
  person int not null references person,
  procedure text not null,
  name text not null,
  state text not null check (state in ('matching', 'checking', 'ready', 'going', 'done')),
  -- The labels above the sheet's columns, in its order, and what of the sheet was left aside, in sentences.
  labels text[] not null,
  notices text[] not null default '{}',
  -- Question → position of the column that answers it; question → word in the sheet → the answer it stands for.
  columns jsonb not null default '{}',
  words jsonb not null default '{}',
  rows int not null,
  made_at timestamptz not null,
  touched_at timestamptz not null,
  finished_at timestamptz
);
create index import_post on import (post, made_at desc);

create table import_row (
  import uuid not null references import on delete cascade,
  line int not null,
  cells jsonb not null,
  -- What the row is known by, whatever file it comes in.
  key bytea not null,
  state text not null default 'waiting' check (state in ('waiting', 'fit', 'faulty', 'repeated', 'brought')),
  problems jsonb not null default '[]',
  reference text,
  primary key (import, line)
);
create index import_row_state on import_row (import, state, line);

-- Rows that were brought in before by the same unit: the same row again, in whatever file, is passed over.
create table brought (
  unit int not null references unit,
  procedure text not null,
  key bytea not null,
  reference text not null,
  at timestamptz not null,
  primary key (unit, procedure, key)
);

do $$
declare t text;
begin
  foreach t in array array['import', 'import_row', 'brought'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy kept_by_owner on %I to concordat_owner using (current_user <> ''concordat_serve'') with check (current_user <> ''concordat_serve'')', t);
  end loop;
end $$;

grant select, insert, delete, update (state, columns, words, touched_at, finished_at) on import to concordat_serve;
create policy own on import for all to concordat_serve
  using (post = (select my_post()) and cardinality((select my_readers())) > 0)
  with check (post = (select my_post()) and person = (select my_person()));

grant select, insert, update (cells, state, problems, reference) on import_row to concordat_serve;
create policy own on import_row for all to concordat_serve
  using (exists (select from import i where i.id = import_row.import and i.post = (select my_post())))
  with check (exists (select from import i where i.id = import_row.import and i.post = (select my_post())));

grant select, insert on brought to concordat_serve;
create policy own on brought for select to concordat_serve using (unit = any ((select my_readers())::int[]));
create policy own_new on brought for insert to concordat_serve with check (unit = any ((select my_readers())::int[]));
