-- A duty may take the place of another that is owed. Whoever takes the step that brings this about need not see that it is: when somebody
-- takes back their consent, the body that was to tell them the outcome may not know any more who they are, and whoever hears of it may
-- not know which body that was. So the journal finds out, and tells nobody who does not see the duty.

set search_path = concordat, public;

-- The entry as it is to be written: of the duties that take the place of others, those whose other is owed; of the same rule,
-- those owed by somebody else. Its matter is held by whoever is about to write to it.
create function in_their_place(e jsonb) returns jsonb
language sql stable security definer set search_path = concordat, pg_temp as $$
  select (e - 'follows') || jsonb_build_object('falls', e->'falls' || falls, 'settles', e->'settles' || settles)
    from (
      select coalesce(jsonb_agg(f), '[]') as falls,
             coalesce(jsonb_agg(jsonb_build_object('rule', f->'of', 'how', 'fell away')), '[]') as settles
        from jsonb_array_elements(e->'follows') f
       where exists (
         select from matter m join obligation o on o.matter = m.id
          where m.reference = e->>'reference' and o.rule = f->>'of' and o.state = 'due'
            and (o.rule <> f->>'rule'
                 or not exists (select from unit u where u.id = o.owed_by and u.key = f->>'owedBy')
                    and not exists (select from post q where q.id = o.owed_by and q.key = f->>'owedBy')))
    ) following
$$;
revoke all on function in_their_place(jsonb) from public;

create or replace function append(p jsonb) returns table (i int, matter bigint, number int)
language plpgsql security definer set search_path = concordat, pg_temp as $$
declare v_readers text := current_setting('concordat.readers', true);
begin
  if cardinality(my_readers()) > 0 then
    if jsonb_path_exists(p, '$[*].strikes') then
      p := (select jsonb_agg(case when x ? 'strikes' then jsonb_set(x, '{strikes}', strike_out(x)) else x end order by n)
              from jsonb_array_elements(p) with ordinality t(x, n));
    end if;
    if jsonb_path_exists(p, '$[*].disposes') then
      p := (select jsonb_agg(case when x ? 'disposes' then jsonb_set(x, '{disposes}', dispose_of(x)) else x end order by n)
              from jsonb_array_elements(p) with ordinality t(x, n));
    end if;
    if jsonb_path_exists(p, '$[*].follows') then
      p := (select jsonb_agg(case when x ? 'follows' then in_their_place(x) else x end order by n)
              from jsonb_array_elements(p) with ordinality t(x, n));
    end if;
    return query select * from append_as_reader(p);
    return;
  end if;
  if my_post() is null or exists (
    select from jsonb_array_elements(p) e
     where not e ? 'birth' or not exists (
       select from requirement r
        where r.mended_by = e->'birth'->>'procedure' and my_body() = any (r.bodies)
          and not exists (
            select from standing s where s.person = my_person() and s.requirement = r.name
              and s.done_on <= london_day(my_now()) and s.lapses_on >= london_day(my_now())))) then
    raise exception 'nobody who may act is acting' using errcode = 'insufficient_privilege';
  end if;
  perform set_config('concordat.readers', (select array[p.unit, p.id]::text from post p where p.id = my_post()), true);
  return query select * from append_as_reader(p);
  perform set_config('concordat.readers', coalesce(v_readers, '{}'), true);
end $$;
