-- Where information is that was handed over: what one unit owns, what one reader holds of others, and what is offered to them,
-- each in the order in which its list is read.

set search_path = concordat, public;

create index docket_own on docket (reader, owner, procedure, opened_at desc, reference desc);
create index disclosure_held on disclosure (reader, part, since desc, matter desc) where ended_at is null and reader <> owner;
create index offer_waiting on offer (reader, part, since desc, matter desc) where ended_at is null and passed_at is null and accepted_at is null;

-- All that was ever offered of a matter, ended or not: what its page and its owner's list tell.
create index offer_matter on offer (matter);
