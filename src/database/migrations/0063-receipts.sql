-- Who saw a matter, without telling its owner of parts that are kept apart from them: neither that there are any, nor when
-- somebody opened one.

set search_path = concordat, public;

drop policy own on reading;
create policy own on reading for select to concordat_serve using (
  post = (select my_post())
  or (exists (select from matter m where m.id = reading.matter and m.owner = any ((select my_readers())::int[]))
      and not exists (select from unnest(reading.parts) p where not sees(reading.matter, p)))
);

-- For the unit that owns it, everyone's reading of it, as far as it was of parts that they see too; for anyone else who may
-- see the matter, their own post's. The latest first, from an instant on, less those of that instant that were told already.
create function who_saw(p_matter bigint, p_until timestamptz, p_told int, p_most int)
returns table (at timestamptz, kind text, post int, person int, parts text[], why text)
language sql stable security definer set search_path = concordat, pg_temp as $$
  with seen as materialized (
    select array(select distinct d.part from disclosure d
                  where d.matter = p_matter and d.reader = any (my_readers()) and d.ended_at is null and (d.until is null or d.until > my_now())) as parts
  )
  select r.at, r.kind, r.post, r.person,
         array(select p from unnest(r.parts) p where p = any (s.parts)),
         case when r.post = my_post() or r.parts is null or r.parts <@ s.parts then r.why end
    from seen s, reading r
   where cardinality(s.parts) > 0 and r.matter = p_matter and r.at <= p_until
     and (r.post = my_post()
          or exists (select from matter m where m.id = p_matter and m.owner = any (my_readers()))
             and (coalesce(cardinality(r.parts), 0) = 0 or r.parts && s.parts))
   order by r.at desc, r.id desc offset p_told limit p_most
$$;

revoke all on function who_saw(bigint, timestamptz, int, int) from public;
grant execute on function who_saw(bigint, timestamptz, int, int) to concordat_serve;
