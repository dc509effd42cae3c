-- Lets a list narrowed to a place use that index under row-level security: neither what a row holds under a name nor whether that
-- has a word in it is told of a row that is not returned. Without this the list is right all the same, and slower.
alter function pg_catalog.jsonb_object_field(jsonb, text) leakproof;
alter function pg_catalog.jsonb_exists(jsonb, text) leakproof;
