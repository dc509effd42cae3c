-- An import goes on though the process that was at it has died, and no sheet is kept for ever.

set search_path = concordat, public;

-- Imports under way that nobody has moved on since then, for people who hold their post still.
create function imports_standing(p_before timestamptz, p_now timestamptz) returns table (id uuid, post int, person int)
language sql stable security definer set search_path = concordat, pg_temp as $$
  select only_the_program();
  select i.id, i.post, i.person from import i
   where i.state in ('checking', 'going') and i.touched_at < p_before
     and exists (select from term t where t.post = i.post and t.person = i.person
                   and t.from_on <= london_day(p_now) and (t.until_on is null or t.until_on >= london_day(p_now)))
   order by i.touched_at limit 5
$$;

create function drop_imports(p_before timestamptz) returns int
language sql security definer set search_path = concordat, pg_temp as $$
  select only_the_program();
  with dropped as (delete from import where made_at < p_before returning 1) select count(*)::int from dropped
$$;

revoke all on function imports_standing(timestamptz, timestamptz), drop_imports(timestamptz) from public;
grant execute on function imports_standing(timestamptz, timestamptz), drop_imports(timestamptz) to concordat_serve;
