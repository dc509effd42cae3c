-- Striking words out. Somebody typed a name, or other words that hurt, into what others can read. Whoever holds the matter for
-- its owner, or whose body said it, strikes them out at once and for good: the bytes leave the database, the chain still
-- verifies, and an entry says who struck out how much of what, when and why, and never what it was.
--
-- Nobody can rewrite anything under this name, because nobody hands in the new words. What is handed in is which words go. It
-- is the database that puts the mark in their place, and nothing but the mark, and it is always seen. What is encrypted it can't
-- read: there the program that has the key does the same, and hands in what is left as sealed as it was.

set search_path = concordat, public;

-- What stands in the place of what was struck out: always as long, whatever it was.
create function struck_mark() returns text language sql immutable parallel safe
return '▮▮▮';

-- Words as a pattern: however they are spaced, broken over lines or put in capitals, and as words of their own. A word inside
-- another is left: half a word, with a mark beside it, would tell what the mark hides.
create function struck_pattern(p_words text[]) returns text language sql immutable parallel safe set search_path = concordat, pg_temp as $$
  select '(?<![[:alnum:]])(?:' || string_agg(
           regexp_replace(regexp_replace(regexp_replace(btrim(w, E' \t\r\n'), '([][\\.^$*+?(){}|/-])', '\\\1', 'g'), '\s+', '\\s+', 'g'), '[''’]', '[''’]', 'g'),
           '|' order by length(w) desc, w) || ')(?![[:alnum:]])'
    from unnest(p_words) w
$$;

create function struck(p_text text, p_words text[]) returns text language sql immutable parallel safe set search_path = concordat, pg_temp as $$
  select case when p_words = '{}' then p_text else regexp_replace(p_text, struck_pattern(p_words), struck_mark(), 'gi') end
$$;

-- Answers with the words struck out of those that are free text, named as they are asked ('account', 'points.point'); of all
-- that is text where no names are given. What else there is, such as choices, days and who was asked, stays as it is.
create function struck_answers(p jsonb, p_words text[], p_fields text[] default null, p_within text default '') returns jsonb
language sql immutable parallel safe set search_path = concordat, pg_temp as $$
  select case jsonb_typeof(p)
    when 'string' then case when p_fields is null or p_within = any (p_fields) then to_jsonb(struck(p #>> '{}', p_words)) else p end
    when 'array' then (select coalesce(jsonb_agg(struck_answers(x, p_words, p_fields, p_within) order by n), '[]') from jsonb_array_elements(p) with ordinality t(x, n))
    when 'object' then (
      select coalesce(jsonb_object_agg(k, struck_answers(v, p_words, p_fields, case when p_within = '' then k else p_within || '.' || k end)), '{}')
        from jsonb_each(p) t(k, v))
    else p end
$$;

-- Whether a content, or what somebody was typing, is encrypted: then nobody finds words in it but the program, which has the key.
create function is_sealed(p_body text) returns boolean language sql immutable parallel safe
return p_body ~ '^\{"sealed": ?"w1\.[\w-]+\.[\w-]+"\}$';

create function marks_in(p_text text) returns int language sql immutable parallel safe set search_path = concordat, pg_temp as $$
  select (length(p_text) - length(replace(p_text, struck_mark(), ''))) / length(struck_mark())
$$;

-- The texts of answers, in their order.
create function texts_in(p jsonb) returns text[] language sql immutable parallel safe set search_path = concordat, pg_temp as $$
  select coalesce(array_agg(x #>> '{}' order by n), '{}') from jsonb_path_query(p, 'strict $.** ? (@.type() == "string")') with ordinality t(x, n)
$$;

-- Facts once words were struck out of what they were made from: `p_was` became `p_is`, and `p_said` is all that the matter says
-- now. A fact that is still said is left, and so is one that may be made of the same words where they still stand: nobody
-- strikes more than was theirs to strike. One that is the beginning of what was said may end in the middle of a name, and is
-- cut again, as long, from what that became.
create function struck_facts(p_facts jsonb, p_words text[], p_columns text[], p_was text[], p_is text[], p_said text[]) returns jsonb
language sql immutable parallel safe set search_path = concordat, pg_temp as $$
  select coalesce(jsonb_object_agg(f.key, case
           when f.key <> all (p_columns) or jsonb_typeof(f.value) <> 'string' or x.fact = '' then f.value
           when exists (select from unnest(p_said) t where position(x.fact in t) > 0) then f.value
           else to_jsonb(coalesce(
                  (select case when t.was = x.fact then t.became else left(t.became, length(x.fact)) end
                     from unnest(p_was, p_is) t(was, became) where t.was <> t.became and starts_with(t.was, x.fact) limit 1),
                  case when exists (select from unnest(p_said) t where struck(t, p_words) <> t) then x.fact else struck(x.fact, p_words) end))
           end), '{}')
    from jsonb_each(p_facts) f(key, value), lateral (select f.value #>> '{}' as fact) x
$$;

-- ── Files ────────────────────────────────────────────────────────────────────────────────────────────────────────────

-- A file is withdrawn whole. The key that opens it is destroyed, and with it what it says, wherever else its bytes still are.
alter table document drop constraint document_state_check;
alter table document add constraint document_state_check check (state in ('quarantined', 'clean', 'infected', 'withdrawn'));
-- Whether its sealed bytes are still where files are kept: from there they go a moment later, in a turn of the clock.
alter table document add column kept boolean not null default true;
create index document_made on document (uploaded_at) where made is not null;
create index document_leaving on document (id) where state = 'withdrawn' and kept;

-- The transaction that withdrew it: that one alone may put another in its place.
alter table document add column withdrawn_in xid8;

create function withdraw_file(p_id uuid) returns void
language sql security definer set search_path = concordat, pg_temp as $$
  update document set state = 'withdrawn', withdrawn_in = pg_current_xact_id(), wrapped_key = '\x', sha256 = '\x', size = 0,
                      name = case when made is null then coalesce('withdrawn' || substring(name from '\.[[:alnum:]]{1,10}$'), 'withdrawn') else name end
   where id = p_id
$$;

-- Lists that were frozen with words of this matter in them, for whoever may see it: sealed, so only the program can read them,
-- and it shows them to nobody. It makes each anew without the words, and the one it had is withdrawn.
create function lists_with(p_reference text) returns table (id uuid, wrapped_key bytea)
language sql stable security definer set search_path = concordat, pg_temp as $$
  select t.id, t.wrapped_key from document t
   where t.made is not null and t.state = 'clean' and t.made->'holds' ? p_reference
     and exists (select from matter m join disclosure d on d.matter = m.id
                  where m.reference = p_reference and d.reader = any (my_readers()) and d.ended_at is null and (d.until is null or d.until > my_now()))
$$;

create function replace_list(p_withdrawn uuid, p_id uuid, p_size bigint, p_sha256 bytea, p_wrapped_key bytea, p_key_id text) returns void
language plpgsql security definer set search_path = concordat, pg_temp as $$
begin
  insert into document (id, name, kind, size, sha256, wrapped_key, key_id, state, scanned, uploaded_at, uploaded_by, matter, part, number, made)
  select p_id, t.name, t.kind, p_size, p_sha256, p_wrapped_key, p_key_id, 'clean', t.scanned, t.uploaded_at, t.uploaded_by, t.matter, t.part, t.number, t.made
    from document t where t.id = p_withdrawn and t.made is not null and t.withdrawn_in = pg_current_xact_id();
  if not found then
    raise exception 'only a list from which words were just struck out is made anew' using errcode = 'insufficient_privilege';
  end if;
  update document set withdrawn_in = null where id = p_withdrawn;
end $$;

-- Withdrawn files whose bytes are to go, told once.
create function drop_withdrawn_documents() returns setof uuid
language sql security definer set search_path = concordat, pg_temp as
$$
  select only_the_program();
  update document set kept = false where state = 'withdrawn' and kept returning id $$;

-- ── The act ──────────────────────────────────────────────────────────────────────────────────────────────────────────

-- Does what an entry strikes out, before the entry is written; returns what its header says of it. `e` is the entry as `append`
-- takes it, with `strikes`: the words; the entries by number, each with the names of its answers that are free text; the
-- columns that are free text; what can still be searched for in the part; and the files to withdraw.
create function strike_out(e jsonb) returns jsonb
language plpgsql security definer set search_path = concordat, pg_temp
  set enable_seqscan = off as $$
declare
  v_readers int[] := my_readers();
  v_now timestamptz := my_now();
  v_reference text := e->>'reference';
  v_part text := e->>'part';
  v_words text[] := array(select jsonb_array_elements_text(coalesce(e->'strikes'->'words', '[]')));
  v_columns text[] := array(select jsonb_array_elements_text(coalesce(e->'strikes'->'columns', '[]')));
  v_said jsonb := '[]';
  v_was text[] := '{}';
  v_is text[] := '{}';
  v_still text[];
  v_first timestamptz;
  v_times int;
  v_names int;
  v_found int;
  v_body text;
  v_salt bytea;
  m record;
  s record;
  c record;
begin
  if e ? 'birth' or exists (select from jsonb_object_keys(e->'contents') k where k <> v_part) then
    raise exception 'what strikes words out of a part says so in that part, and does nothing else' using errcode = 'invalid_parameter_value';
  end if;
  if cardinality(v_words) > 20 or exists (
       select from unnest(v_words) w
        where w is null or length(btrim(w, E' \t\r\n')) not between 2 and 200 or w !~ '[[:alnum:]]' or position(left(struck_mark(), 1) in w) > 0) then
    raise exception 'what is to be struck out is a few words' using errcode = 'invalid_parameter_value';
  end if;

  select t.id, t.owner into m
    from matter t
   where t.reference = v_reference
     and exists (select from disclosure d where d.matter = t.id and d.part = v_part and d.reader = any (v_readers)
                   and d.ended_at is null and (d.until is null or d.until > v_now) offset 0)
     for update;
  if not found then
    raise exception 'no such matter' using errcode = 'no_data_found';
  end if;

  -- The answers given in each entry, and the names of the files that came with it.
  for s in select x.of, coalesce(x.fields, '{}') as fields, x.sealed, coalesce(x.times, 0) as times, x.names
             from jsonb_to_recordset(coalesce(e->'strikes'->'entries', '[]')) x(of int, fields text[], sealed text, times int, names jsonb) order by x.of loop
    select n.at, n.post, u.body as said_by, t.body into c
      from content t join entry n on n.matter = t.matter and n.number = t.number join post q on q.id = n.post join unit u on u.id = q.unit
     where t.matter = m.id and t.number = s.of and t.part = v_part;
    if not found then
      raise exception 'no such entry' using errcode = 'no_data_found';
    end if;
    if not (m.owner = any (v_readers) or c.post = my_post() or c.said_by = my_body()) then
      raise exception 'words are struck out by whoever holds the matter, or by the body that said them' using errcode = 'insufficient_privilege';
    end if;
    if s.sealed is not null and not (is_sealed(c.body) and is_sealed(s.sealed) and s.times >= 0) then
      raise exception 'nobody hands in new words' using errcode = 'insufficient_privilege';
    end if;
    if is_sealed(c.body) then
      -- What is left is handed in as sealed as it was: for this entry of this part, or nobody opens it.
      v_body := case when s.times > 0 then coalesce(s.sealed, c.body) else c.body end;
      v_times := case when v_body <> c.body then s.times else 0 end;
    else
      v_body := struck_answers(c.body::jsonb, v_words, s.fields)::text;
      v_times := marks_in(v_body) - marks_in(c.body);
    end if;
    update document t set name = struck(t.name, v_words)
     where t.matter = m.id and t.number = s.of and t.part = v_part and t.state <> 'withdrawn' and not is_sealed(t.name) and struck(t.name, v_words) <> t.name;
    get diagnostics v_names = row_count;
    update document t set name = x.name
      from jsonb_to_recordset(coalesce(s.names, '[]')) x(id uuid, name text)
     where t.id = x.id and t.matter = m.id and t.number = s.of and t.part = v_part and t.state <> 'withdrawn' and is_sealed(t.name) and is_sealed(x.name);
    get diagnostics v_found = row_count;
    v_names := v_names + v_found;
    if v_times + v_names = 0 then
      raise exception 'there is nothing to strike out of this entry' using errcode = 'no_data_found';
    end if;

    -- Its salt goes too: with it, and all the rest of what was said, a name could be found by trying one after another.
    v_salt := uuid_send(gen_random_uuid());
    update content t set body = v_body, salt = v_salt where t.matter = m.id and t.number = s.of and t.part = v_part;
    v_said := v_said || jsonb_build_object('of', s.of, 'part', v_part, 'times', v_times + v_names, 'digest', encode(sha256(v_salt || convert_to(v_body, 'UTF8')), 'hex'));
    if not is_sealed(c.body) then
      v_was := v_was || texts_in(c.body::jsonb);
      v_is := v_is || texts_in(v_body::jsonb);
    end if;
    v_first := least(v_first, c.at);

    -- So do the other digests of what was said, which no secret keeps: of what was sent, and of the row it was brought in from.
    update done t set fingerprint = sha256(uuid_send(gen_random_uuid())),
                      key = case when t.key like 'import-%' then 'import-' || gen_random_uuid() else t.key end
     where t.matter = m.id and t.number = s.of;
    update brought b set key = sha256(uuid_send(gen_random_uuid()))
     where b.reference = v_reference;
  end loop;

  for s in select x.id from jsonb_to_recordset(coalesce(e->'strikes'->'files', '[]')) x(id uuid) loop
    select t.number, n.at, n.post, u.body as said_by into c
      from document t join entry n on n.matter = t.matter and n.number = t.number join post q on q.id = n.post join unit u on u.id = q.unit
     where t.id = s.id and t.matter = m.id and t.part = v_part and t.state <> 'withdrawn';
    if not found then
      raise exception 'no such file' using errcode = 'no_data_found';
    end if;
    if not (m.owner = any (v_readers) or c.post = my_post() or c.said_by = my_body()) then
      raise exception 'a file is withdrawn by whoever holds the matter, or by the body that attached it' using errcode = 'insufficient_privilege';
    end if;
    perform withdraw_file(s.id);
    v_said := v_said || jsonb_build_object('of', c.number, 'part', v_part, 'file', s.id);
  end loop;

  if v_said = '[]' then
    raise exception 'there is nothing to strike out' using errcode = 'no_data_found';
  end if;
  if v_words = '{}' then return v_said; end if;

  -- What lists, filters and search are made of.
  v_still := array(select x from content t, unnest(texts_in(t.body::jsonb)) x where t.matter = m.id and not is_sealed(t.body));
  update card k set facts = struck_facts(k.facts, v_words, v_columns, v_was, v_is, v_still)
   where k.matter = m.id and struck_facts(k.facts, v_words, v_columns, v_was, v_is, v_still) <> k.facts;
  get diagnostics v_found = row_count;
  if e->'strikes' ? 'search' then
    update card k set words = strip(to_tsvector('english', e->'strikes'->>'search') || to_tsvector('simple', e->'strikes'->>'search'))
     where k.matter = m.id and k.part = v_part;
  end if;
  perform project(array[m.id]);

  -- Lists that were frozen with a fact of this matter in them as it was: the program makes them anew at once, or not at all.
  if v_found > 0 then
    perform withdraw_file(t.id) from document t
      where t.made is not null and t.uploaded_at >= v_first and t.state <> 'withdrawn' and t.made->'holds' ? v_reference;
  end if;

  -- How a post is reached, in the directory, where it was said in this matter.
  update contact t
     set email = struck(t.email, v_words), telephone = struck(t.telephone, v_words), address = struck(t.address, v_words)
    from card k join post q on q.key = k.facts->>'post'
   where k.matter = m.id and k.part = v_part and t.post = q.id and array[t.email, t.telephone, t.address] && v_was;

  -- What people were typing about it, or sent and have still to prove themselves for, and why they say they read it: everyone's, where it is struck out for the owner; else
  -- one's own. And rows of earlier logs that it came from or that repeat it.
  -- A draft that is encrypted goes whole: nobody but who wrote it knows whether the words are in it.
  with theirs as (
    select t.person, t.address, is_sealed(t.answers::text) or coalesce(is_sealed((t.answers->'form')::text), false) as sealed from draft t
     where (starts_with(t.address, '/matters/' || v_reference || '/') or starts_with(t.answers->>'address', '/matters/' || v_reference || '/'))
       and (m.owner = any (v_readers) or t.person = my_person())
  ), gone as (
    delete from draft t using theirs x where x.sealed and t.person = x.person and t.address = x.address
  )
  update draft t set answers = struck_answers(t.answers, v_words)
    from theirs x
   where not x.sealed and t.person = x.person and t.address = x.address and struck_answers(t.answers, v_words) <> t.answers;
  update reading t set why = struck(t.why, v_words)
   where t.matter = m.id and t.why is not null and struck(t.why, v_words) <> t.why and (m.owner = any (v_readers) or t.post = my_post());
  update import_row t set cells = struck_answers(t.cells, v_words), problems = struck_answers(t.problems, v_words), key = sha256(uuid_send(gen_random_uuid()))
   where t.reference = v_reference and m.owner = any (v_readers);
  return v_said;
end $$;

revoke all on function
  struck_mark(), struck_pattern(text[]), struck(text, text[]), struck_answers(jsonb, text[], text[], text), is_sealed(text), marks_in(text), texts_in(jsonb),
  struck_facts(jsonb, text[], text[], text[], text[], text[]),
  withdraw_file(uuid), lists_with(text), replace_list(uuid, uuid, bigint, bytea, bytea, text), drop_withdrawn_documents(), strike_out(jsonb)
from public;
grant execute on function
  struck_mark(), struck_pattern(text[]), struck(text, text[]), lists_with(text), replace_list(uuid, uuid, bigint, bytea, bytea, text),
  drop_withdrawn_documents()
to concordat_serve;
