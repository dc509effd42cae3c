-- Duties are listed by when they are due, a page at a time, whether they are still owed or not.

set search_path = concordat, public;

create index obligation_in_order on obligation (due_on, id);
