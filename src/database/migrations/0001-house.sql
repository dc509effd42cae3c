-- The house: people and places, matters and what is disclosed of them, the journal, duties, notices, and what each reader finds.
--
-- Who sees what is decided here and nowhere else. Every table is under forced row-level security; the serving role owns
-- nothing, cannot bypass it, and may write the journal only through the functions at the end of this file. A transaction
-- is a person: `become` sets who, and every policy asks `my_readers()`: the unit and the post that the person acts for.

create schema concordat;
revoke all on schema public from public;
grant usage on schema concordat to concordat_serve;
set search_path = concordat, public;

-- ── Who is asking ────────────────────────────────────────────────────────────────────────────────────────────────────

-- These have no `set search_path`, and need none: what follows `return` was bound to its meanings when it was made. So they
-- are put in place in whatever asks them, where a function that sets something would be called, and parsed, time after time.
create function my_readers() returns int[] language sql stable parallel safe
return coalesce(nullif(current_setting('concordat.readers', true), ''), '{}')::int[];

create function my_post() returns int language sql stable parallel safe
return nullif(current_setting('concordat.post', true), '')::int;

create function my_person() returns int language sql stable parallel safe
return nullif(current_setting('concordat.person', true), '')::int;

create function my_body() returns text language sql stable parallel safe
return nullif(current_setting('concordat.body', true), '');

-- The time as the program tells it: a practice system has its own clock.
create function my_now() returns timestamptz language sql stable parallel safe
return coalesce(nullif(current_setting('concordat.now', true), '')::timestamptz, now());

-- ── People and places ────────────────────────────────────────────────────────────────────────────────────────────────

create table place (
  code text primary key check (length(code) between 2 and 40),
  name text not null,
  kind text not null,
  region text,
  invented boolean not null default false,
  closed text,
  register jsonb not null default '{}'
);
comment on table place is 'Places where people are held: the real register with its provenance, and the invented world of practice';

-- Units and posts draw their numbers from one sequence, so that a disclosure names either by one number.
create sequence reader_number as int;

create table unit (
  id int primary key default nextval('reader_number'),
  key text not null unique,
  body text not null,
  kind text not null,
  name text not null,
  place text references place
);

create table post (
  id int primary key default nextval('reader_number'),
  key text not null unique,
  unit int not null references unit,
  kind text not null,
  title text not null,
  appoints boolean not null default false
);
create index post_unit on post (unit);

create table person (
  id int primary key generated always as identity,
  subject text not null unique,
  name text not null,
  email text not null,
  notices text not null default 'at once' check (notices in ('at once', 'daily')),
  feed bytea unique
);
comment on column person.subject is 'Who the identity provider says they are';
comment on column person.feed is 'Digest of the secret address of their calendar; null when they have none';

create table term (
  id int primary key generated always as identity,
  post int not null references post,
  person int not null references person,
  from_on date not null,
  until_on date,
  -- One that is ended on the day it begins never was.
  check (until_on is null or until_on >= from_on - 1)
);
create index term_person on term (person);
create index term_post on term (post);

create table standing (
  person int not null references person,
  requirement text not null,
  done_on date not null,
  lapses_on date not null,
  primary key (person, requirement)
);
comment on table standing is 'Training and awareness: access is suspended when one has lapsed (SP-23j, HI-12k)';

create table requirement (
  name text primary key,
  bodies text[] not null,
  label text not null,
  clause text not null
);
comment on table requirement is 'What a person of a body must have done to see anything; written from the agreements at start';

create table setting (
  name text not null,
  body text not null,
  period text not null,
  primary key (name, body)
);

create table bank_holidays (
  loaded_at timestamptz primary key,
  published jsonb not null
);
comment on table bank_holidays is 'Newer files of holidays than the one that ships: the last one loaded counts';

create table session (
  digest bytea primary key,
  person int not null references person,
  post int references post,
  began_at timestamptz not null,
  seen_at timestamptz not null,
  ends_at timestamptz not null,
  ended_at timestamptz,
  provider_session text,
  agent text,
  proved_at timestamptz
);
comment on column session.proved_at is 'When they last proved to the identity provider who they are (A-25); null where it did not say';
create index session_person on session (person);

create table token (
  digest bytea primary key,
  post int not null references post,
  person int not null references person,
  label text not null,
  made_at timestamptz not null,
  ends_at timestamptz not null,
  ended_at timestamptz
);

-- ── Matters and the journal ──────────────────────────────────────────────────────────────────────────────────────────

create table matter (
  id bigint primary key generated always as identity,
  reference text not null unique,
  procedure text not null,
  version text not null,
  place text references place,
  owner int not null references unit,
  opened_at timestamptz not null,
  -- The end of the chain: the next entry is number `length + 1` and chains to `tip`.
  length int not null default 0,
  tip bytea not null default '\x'
);

create table entry (
  matter bigint not null references matter,
  number int not null,
  part text not null,
  step text not null,
  at timestamptz not null,
  post int not null references post,
  person int not null references person,
  marks jsonb not null default '[]',
  clears jsonb not null default '[]',
  -- The stage that it brought its matter to.
  stage text,
  -- The words the digest is taken of: all of that, a digest of each part's content, and to whom it disclosed what. No reader
  -- selects them: whoever may see one part is not told who may see the others.
  header text not null,
  previous bytea not null,
  digest bytea not null,
  primary key (matter, number)
);

-- Content stands apart so that it can be erased on disposal while the chain, which holds only its salted digest, still verifies.
create table content (
  matter bigint not null,
  number int not null,
  part text not null,
  -- The step it was said in, for whoever may see the part and not the entry.
  step text not null,
  salt bytea not null,
  body text not null,
  primary key (matter, number, part),
  foreign key (matter, number) references entry
);

create table disclosure (
  id bigint primary key generated always as identity,
  matter bigint not null,
  part text not null,
  reader int not null,
  owner int not null references unit,
  known_to int[] not null default '{}',
  number int not null,
  clause text not null,
  purpose text not null,
  conditions text[] not null default '{}',
  since timestamptz not null,
  until timestamptz,
  ended_at timestamptz,
  ended_number int,
  foreign key (matter, number) references entry
);
create unique index disclosure_in_force on disclosure (matter, part, reader) where ended_at is null;
create index disclosure_matter on disclosure (matter);

-- A disclosure that waits: its reader sees the terms, and the part opens to them when they accept. One who may only pass it on
-- never sees the part: a relay directs what is sealed for somebody else, on the same terms or narrower ones.
create table offer (
  id bigint primary key generated always as identity,
  matter bigint not null,
  part text not null,
  reader int not null,
  owner int not null references unit,
  known_to int[] not null default '{}',
  number int not null,
  may text not null check (may in ('read', 'pass on', 'read or pass on')),
  clause text not null,
  purpose text not null,
  conditions text[] not null default '{}',
  since timestamptz not null,
  until timestamptz,
  accepted_at timestamptz,
  passed_at timestamptz,
  ended_at timestamptz,
  foreign key (matter, number) references entry
);
create unique index offer_open on offer (matter, part, reader) where ended_at is null;

create table tie (
  matter bigint not null references matter,
  other bigint not null references matter,
  number int not null,
  primary key (matter, other),
  foreign key (matter, number) references entry
);
comment on table tie is 'Matters about the same person or event: shown to whoever sees both';

-- Opening, listing, searching, exporting and being refused are recorded too: who, in which post, when, and what.
create table reading (
  id bigint primary key generated always as identity,
  at timestamptz not null,
  post int not null,
  person int not null,
  kind text not null check (kind in ('opened', 'listed', 'searched', 'exported', 'printed', 'denied')),
  matter bigint,
  parts text[],
  why text,
  digest bytea
);
create index reading_matter on reading (matter, at) where matter is not null;
create index reading_mine on reading (post, matter) where matter is not null;

create table obligation (
  id bigint primary key generated always as identity,
  matter bigint not null,
  part text not null,
  rule text not null,
  number int not null,
  clause text not null,
  label text not null,
  basis text not null,
  by_step text,
  owed_by int not null,
  from_on date not null,
  target_on date, target_period text, target_working text,
  limit_on date, limit_period text, limit_working text,
  aim_on date, aim_period text, aim_working text,
  due_on date generated always as (coalesce(limit_on, target_on, aim_on)) stored,
  state text not null default 'due' check (state in ('due', 'met', 'missed', 'fell away')),
  settled_at timestamptz,
  settled_number int,
  pauses jsonb not null default '[]',
  moved jsonb not null default '[]',
  chased_on date,
  uid uuid not null default gen_random_uuid(),
  sequence int not null default 0,
  foreign key (matter, number) references entry
);
create index obligation_matter on obligation (matter);
create index obligation_owed on obligation (owed_by, due_on) where state = 'due';
create index obligation_due on obligation (due_on) where state = 'due';

-- What lists, filters, charts and search are made of. A card holds what one part contributes; a docket row holds, for one
-- reader, the cards of the parts disclosed to them: so a list can show, count or find nothing its reader may not see. Whoever
-- acts in a post reads for its unit too: where a post has a row, it holds what is disclosed to either, and stands for both.
create table card (
  matter bigint not null references matter,
  part text not null,
  facts jsonb not null default '{}',
  milestones jsonb not null default '{}',
  stage text,
  stage_number int,
  words tsvector not null default '',
  began_at timestamptz,
  primary key (matter, part)
);
comment on column card.began_at is 'When the first entry of the part was made; null while what it holds was said in entries of other parts';

create table docket (
  reader int not null,
  matter bigint not null references matter,
  procedure text not null,
  reference text not null,
  -- The first that this reader may know of it: the first entry they may see, or when they were first told, where that is earlier.
  opened_at timestamptz not null,
  touched_at timestamptz not null,
  place text,
  region text,
  owner int not null,
  stage text,
  due_on date,
  facts jsonb not null default '{}',
  milestones jsonb not null default '{}',
  words tsvector not null default '',
  -- The first instant at which a disclosure it draws on lapses: from then the row is hidden until it is made again.
  fresh_until timestamptz,
  -- Whether a reader has a row of a matter is told from the key alone: it holds what the policy asks of the row.
  primary key (matter, reader) include (fresh_until)
);
create index docket_newest on docket (reader, procedure, opened_at desc, reference desc);
create index docket_all_newest on docket (reader, opened_at desc, reference desc);
create index docket_place on docket (reader, place, opened_at desc, reference desc);
create index docket_stage on docket (reader, procedure, stage, opened_at desc, reference desc);
create index docket_due on docket (reader, due_on) where due_on is not null;
create index docket_reference on docket (reader, reference);
create extension if not exists btree_gin with schema public;
-- The words first: where a word is nowhere, that ends it, before what one reader has is gone through beside what another has.
create index docket_words on docket using gin (words, reader);

-- ── Notices, documents, drafts, repeats ──────────────────────────────────────────────────────────────────────────────

create table notice (
  id bigint primary key generated always as identity,
  post int not null references post,
  matter bigint references matter,
  number int,
  part text,
  kind text not null check (kind in ('came', 'changed', 'due', 'overdue')),
  at timestamptz not null,
  read_at timestamptz,
  mail text not null default 'waiting' check (mail in ('waiting', 'sent', 'failed', 'not needed')),
  attempts int not null default 0,
  next_attempt_at timestamptz,
  failure text
);
create index notice_mine on notice (post, at desc);
create index notice_matter on notice (matter, post);
create index notice_waiting on notice (next_attempt_at) where mail = 'waiting';

create table document (
  id uuid primary key,
  name text not null,
  kind text not null,
  size bigint not null,
  sha256 bytea not null,
  wrapped_key bytea not null,
  key_id text not null,
  state text not null default 'clean' check (state in ('quarantined', 'clean', 'infected')),
  -- References of matters that stand in its words, as far as those can be read: attaching it cites them.
  cites text[] not null default '{}',
  uploaded_at timestamptz not null,
  uploaded_by int not null references post,
  -- Bound by the entry that attached it; until then it is a loose upload that only its uploader sees.
  matter bigint references matter,
  part text,
  number int,
  foreign key (matter, number) references entry
);
create index document_matter on document (matter) where matter is not null;

create table draft (
  person int not null references person,
  address text not null,
  answers jsonb not null,
  saved_at timestamptz not null,
  primary key (person, address)
);
comment on table draft is 'What someone was typing: kept until the step is taken, signed out or not';

create table saved_view (
  -- Drawn, not counted: it stands on its owner's page, where a count would tell of everybody's.
  id uuid primary key default gen_random_uuid(),
  post int not null references post,
  name text not null,
  query text not null,
  shared boolean not null default false,
  body text not null,
  made_at timestamptz not null,
  unique (post, name)
);

-- A step taken twice by a double click, a retry or two tabs happens once: its first outcome is given again.
create table done (
  post int not null references post,
  key text not null,
  fingerprint bytea not null,
  matter bigint not null references matter,
  number int not null,
  at timestamptz not null,
  primary key (post, key)
);

-- ── The running head ─────────────────────────────────────────────────────────────────────────────────────────────────

create table unbound (matter bigint not null, number int not null, primary key (matter, number));
comment on table unbound is 'Entries that no head covers yet: taken up in batches, at most a minute behind';

create table head (
  number int primary key,
  at timestamptz not null,
  previous bytea not null,
  -- What the digest is taken of: number, time, previous head, and a digest over the entries it covers, in order.
  header text not null,
  digest bytea not null,
  signature bytea not null,
  key_id text not null
);

create table bound (
  head int not null references head,
  position int not null,
  matter bigint not null,
  number int not null,
  primary key (head, position),
  unique (matter, number)
);
