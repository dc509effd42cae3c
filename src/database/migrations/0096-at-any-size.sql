-- What every page asks takes no longer in a large house than in a small one.

set search_path = concordat, public;

-- What came and was not read yet: of all that ever came, a little.
create index notice_unread on notice (post, matter) where read_at is null and matter is not null;

-- What others owe on somebody's own matters is told in the order in which it falls due: of all that is owed, the first few.
create index docket_awaited on docket (reader, owner, due_on) where due_on is not null;

-- A count of a list is told from the index alone: with the stages that a log leaves out, with when a row lapses, which the
-- policy asks of each, and with the matter, since one that a post has too is counted there.
drop index docket_newest;
create index docket_newest on docket (reader, procedure, opened_at desc, reference desc) include (matter, stage, fresh_until);
