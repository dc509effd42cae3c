-- Who a transaction is stands in settings of its own (0001), which `become` writes. Nothing inside a query writes them: not
-- even where something that somebody typed should ever become part of one. And the role that serves does not read what its
-- other connections are asking, nor how many rows there are of what it may not see. Only a superuser may say so; without one
-- row security holds all the same, against every query that is ours.
revoke execute on function pg_catalog.set_config(text, text, boolean) from public;
grant execute on function pg_catalog.set_config(text, text, boolean) to concordat_owner;

revoke execute on function pg_catalog.pg_stat_get_activity(integer) from public;
revoke select on pg_catalog.pg_stat_activity from public;
revoke select on pg_catalog.pg_stat_all_tables, pg_catalog.pg_stat_user_tables, pg_catalog.pg_stat_xact_all_tables,
  pg_catalog.pg_stat_xact_user_tables, pg_catalog.pg_stat_all_indexes, pg_catalog.pg_stat_user_indexes,
  pg_catalog.pg_statio_all_tables, pg_catalog.pg_statio_user_tables, pg_catalog.pg_statio_all_indexes,
  pg_catalog.pg_statio_user_indexes from public;
