-- Files that the program makes itself (a frozen list, a pack for a meeting) are known for what they are: which matter, step and
-- question they were made for, how much is in them, and on which day. Nobody can upload one.

set search_path = concordat, public;

alter table document add column made jsonb;
grant select (made), insert (made) on document to concordat_serve;
