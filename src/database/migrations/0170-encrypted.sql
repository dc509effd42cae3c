-- Parts whose words are encrypted before they come here. They are bound to the matter, the part and the number of the entry in
-- which they are said, so that they open nowhere else: whoever is about to write has to know that number beforehand.

set search_path = concordat, public;

-- The number that the next entry of each of these matters will have, for whoever may write to this part of it. It tells no more
-- than `append` tells them once they have written. The matters are held until the transaction ends, in the order in which
-- `append` holds them, so that it is still the number by then.
create function numbers_to_come(p_references text[], p_parts text[]) returns table (reference text, number int)
language plpgsql security definer set search_path = concordat, pg_temp
  set enable_seqscan = off as $$
#variable_conflict use_column
declare
  v_readers int[] := my_readers();
begin
  return query
    select t.reference, t.length + 1 from matter t
     where t.reference = any (p_references)
       and exists (select from unnest(p_references, p_parts) w(reference, part) join disclosure d on d.matter = t.id and d.part = w.part
                    where w.reference = t.reference and d.reader = any (v_readers) and d.ended_at is null and (d.until is null or d.until > my_now()) offset 0)
     order by t.id for update of t;
end $$;
revoke all on function numbers_to_come(text[], text[]) from public;
grant execute on function numbers_to_come(text[], text[]) to concordat_serve;
