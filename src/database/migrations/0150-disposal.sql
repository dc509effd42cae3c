-- Disposal. What was kept its time is destroyed: the answers of the parts that a step disposes of, their files, and whatever was
-- made of them. The chain still verifies, for it holds only their salted digests; the entry that did it says of each content
-- that it is gone, so that one put back is found.
--
-- It is done by whoever holds the matter, in answer to a duty that waits for that very step: nothing goes before its time.

set search_path = concordat, public;

-- Does what an entry disposes of, before the entry is written; returns what its header says of it: each content, by the number
-- of its entry and its part. `e` is the entry as `append` takes it, with `disposes`: the parts.
create function dispose_of(e jsonb) returns jsonb
language plpgsql security definer set search_path = concordat, pg_temp
  set enable_seqscan = off as $$
declare
  v_readers int[] := my_readers();
  v_reference text := e->>'reference';
  v_parts text[] := array(select jsonb_array_elements_text(e->'disposes'));
  v_gone jsonb;
  m record;
begin
  if e ?| '{birth,strikes}' or cardinality(v_parts) = 0 or e->>'part' = any (v_parts)
     or exists (select from jsonb_object_keys(e->'contents') k where k = any (v_parts)) then
    raise exception 'what disposes of parts is said in another, and begins nothing' using errcode = 'invalid_parameter_value';
  end if;

  select t.id into m from matter t where t.reference = v_reference and t.owner = any (v_readers) for update;
  if not found then
    raise exception 'no such matter' using errcode = 'no_data_found';
  end if;
  if not exists (select from obligation o where o.matter = m.id and o.state = 'due' and o.by_step = e->>'step' offset 0) then
    raise exception 'nothing is disposed of before its time is up' using errcode = 'insufficient_privilege';
  end if;
  if exists (select from unnest(v_parts) p where not sees(m.id, p)) then
    raise exception 'nobody disposes of a part they may not see' using errcode = 'insufficient_privilege';
  end if;

  with gone as (delete from content c where c.matter = m.id and c.part = any (v_parts) returning c.number, c.part)
  select coalesce(jsonb_agg(jsonb_build_object('of', g.number, 'part', g.part) order by g.number, g.part), '[]') into v_gone from gone g;

  perform withdraw_file(t.id) from document t where t.matter = m.id and t.part = any (v_parts) and t.state <> 'withdrawn';
  update card k set facts = '{}', words = '' where k.matter = m.id and k.part = any (v_parts);

  -- Other digests of what was said, which no secret keeps; what people were typing about it; and the rows it came from.
  update done t set fingerprint = sha256(uuid_send(gen_random_uuid())) where t.matter = m.id;
  update brought b set key = sha256(uuid_send(gen_random_uuid())) where b.reference = v_reference;
  update import_row t set cells = '{}', problems = '[]', key = sha256(uuid_send(gen_random_uuid())) where t.reference = v_reference;
  delete from draft t
   where starts_with(t.address, '/matters/' || v_reference || '/') or starts_with(t.answers->>'address', '/matters/' || v_reference || '/');
  -- Who read it, when and in which post is kept; the words in which they said why may tell of it.
  update reading t set why = null where t.matter = m.id and t.why is not null;

  perform project(array[m.id]);
  return v_gone;
end $$;

revoke all on function dispose_of(jsonb) from public;
