-- What concerns other places too is found under each of them. Their codes are the fact `alsoAt`, which is on the row of whoever may
-- see the part it belongs to and on nobody else's: there are few such rows, and this holds no others.

set search_path = concordat;

create index docket_also_at on docket using gin (reader, (facts -> 'alsoAt')) where facts ? 'alsoAt';
