-- Lets a text search use its index under row-level security: `@@` tells nothing of a row it does not return. Only a
-- superuser may say so; without one the search is right all the same, and slower.
alter function pg_catalog.ts_match_vq(tsvector, tsquery) leakproof;
