-- The only way the journal is written, and the few things that no person may read but the program must know.
-- Each function runs as the owner, so each one checks for itself who is acting and what they may do.

set search_path = concordat, public;

-- ── Becoming a person ────────────────────────────────────────────────────────────────────────────────────────────────

create function london_day(at timestamptz) returns date language sql immutable parallel safe
return (at at time zone 'Europe/London')::date;

-- What the program does for nobody in particular (signing in, the post, the clock, the running head) is done in a transaction
-- that is nobody, or that is the clock: never in somebody's own, where one slip would hand them what only the program may know.
create function only_the_program() returns void
language plpgsql stable security definer set search_path = concordat, pg_temp as $$
begin
  if my_person() is not null and not exists (select from post p where p.id = my_post() and p.kind = 'clock') then
    raise exception 'only the program does this, and not on behalf of anyone' using errcode = 'insufficient_privilege';
  end if;
end $$;

-- Makes the rest of the transaction the work of this person in this post, and of no other. Someone whose training or awareness
-- has lapsed becomes themselves with nothing to read: they can mend that, and see nothing until they have (SP-23j, HI-12k).
create function become(p_post int, p_person int, p_now timestamptz) returns jsonb
language plpgsql security definer set search_path = concordat, pg_temp as $$
declare
  who record;
  lapsed jsonb;
  seen record;
begin
  if my_person() is not null then
    raise exception 'a transaction is one person''s, from beginning to end' using errcode = 'insufficient_privilege';
  end if;
  select p.id as post, p.key, p.kind, p.title, p.appoints, u.id as unit, u.key as unit_key, u.body, n.name, n.id as person
    into who
    from post p join unit u on u.id = p.unit, person n
   where p.id = p_post and n.id = p_person
     and exists (
       select from term t where t.post = p.id and t.person = n.id
         and t.from_on <= london_day(p_now) and (t.until_on is null or t.until_on >= london_day(p_now))
     );
  if not found then return null; end if;

  select coalesce(jsonb_agg(jsonb_build_object('name', r.name, 'label', r.label, 'clause', r.clause) order by r.name), '[]') into lapsed
    from requirement r
   where who.body = any (r.bodies)
     and not exists (
       select from standing s where s.person = who.person and s.requirement = r.name
         and s.done_on <= london_day(p_now) and s.lapses_on >= london_day(p_now)
     );

  perform set_config('concordat.post', who.post::text, true),
          set_config('concordat.person', who.person::text, true),
          set_config('concordat.body', who.body, true),
          set_config('concordat.now', p_now::text, true),
          set_config('concordat.readers',
            case when lapsed = '[]' then array[who.unit, who.post]::text else '{}' end, true);

  -- What they see anything of, from one procedure to the next along an index, however many matters there are.
  with recursive each(reader, procedure) as (
    select r, (select min(d.procedure) from docket d where d.reader = r and (d.fresh_until is null or d.fresh_until > p_now)) from unnest(my_readers()) r
    union all
    select e.reader, (select min(d.procedure) from docket d where d.reader = e.reader and d.procedure > e.procedure and (d.fresh_until is null or d.fresh_until > p_now))
      from each e where e.procedure is not null
  )
  select coalesce(jsonb_agg(distinct e.procedure), '[]') as procedures, coalesce(bool_or(e.reader = who.post), false) as by_post
    into seen from each e where e.procedure is not null;

  return jsonb_build_object(
    'postId', who.post, 'post', who.key, 'kind', who.kind, 'title', who.title, 'appoints', who.appoints,
    'unitId', who.unit, 'unit', who.unit_key, 'body', who.body, 'personId', who.person, 'name', who.name, 'lapsed', lapsed,
    'seen', seen.procedures, 'seenByPost', seen.by_post);
end $$;

-- What can do harm that nobody undoes is asked only of somebody who has just proved who they are (A-25): a session that was
-- stolen, or left open on a desk, has no such proof.
create function begin_session(
  p_digest bytea, p_person int, p_post int, p_now timestamptz, p_ends timestamptz, p_provider text, p_agent text, p_proved timestamptz default null)
returns void language sql security definer set search_path = concordat, pg_temp as $$
  select only_the_program();
  -- Nobody signs in as the clock, whatever their provider calls them.
  insert into session (digest, person, post, began_at, seen_at, ends_at, provider_session, agent, proved_at)
  select p_digest, p_person, p_post, p_now, p_now, p_ends, p_provider, left(p_agent, 200), least(p_proved, p_now)
   where not exists (select from term t join post p on p.id = t.post where t.person = p_person and p.kind = 'clock')
$$;

create function choose_post(p_digest bytea, p_post int, p_now timestamptz) returns boolean
language sql security definer set search_path = concordat, pg_temp as $$
  with chosen as (
    update session s set post = p_post
     where s.digest = p_digest and s.ended_at is null and s.ends_at > p_now
       and exists (select from term t where t.post = p_post and t.person = s.person
                     and t.from_on <= london_day(p_now) and (t.until_on is null or t.until_on >= london_day(p_now)))
    returning 1)
  select exists (select from chosen)
$$;

-- The person a session belongs to, and, where they have chosen a post they still hold, that person in that post.
-- Two requests of one session never wait for each other: whichever finds the row held by the other leaves the time as the other
-- writes it.
create function become_by_session(p_digest bytea, p_now timestamptz, p_idle interval) returns jsonb
language plpgsql security definer set search_path = concordat, pg_temp as $$
declare
  s session;
  me jsonb;
begin
  select * into s from session where digest = p_digest;
  if not found then return null; end if;
  if s.ended_at is not null or s.ends_at <= p_now then return jsonb_build_object('ended', true); end if;
  if s.seen_at + p_idle <= p_now then return jsonb_build_object('idle', true, 'personId', s.person); end if;
  if s.seen_at < p_now - interval '20 seconds' then
    update session set seen_at = p_now where digest = (select h.digest from session h where h.digest = p_digest for update skip locked);
  end if;
  if s.post is not null then me := become(s.post, s.person, p_now); end if;
  if me is null then
    return (select jsonb_build_object('personId', n.id, 'name', n.name, 'choose', true) from person n where n.id = s.person);
  end if;
  return me || jsonb_build_object('seenAt', s.seen_at, 'endsAt', s.ends_at, 'provedAt', s.proved_at);
end $$;

create function become_by_token(p_digest bytea, p_now timestamptz) returns jsonb
language plpgsql security definer set search_path = concordat, pg_temp as $$
declare t token;
begin
  select * into t from token where digest = p_digest and ended_at is null and ends_at > p_now;
  if not found then return null; end if;
  return become(t.post, t.person, p_now);
end $$;

-- The posts a person holds today: for the page on which they choose one, before they are anyone.
create function posts_held(p_person int, p_now timestamptz) returns table (id int, key text, title text, unit_name text, body text)
language sql stable security definer set search_path = concordat, pg_temp as $$
  select distinct p.id, p.key, p.title, u.name, u.body from term t join post p on p.id = t.post join unit u on u.id = p.unit
   where t.person = p_person and t.from_on <= london_day(p_now) and (t.until_on is null or t.until_on >= london_day(p_now))
   order by 1
$$;

-- Who holds a post today: for commands and the clock, which act in a post without a session.
create function holder(p_post text, p_now timestamptz) returns table (post int, person int)
language sql stable security definer set search_path = concordat, pg_temp as $$
  select only_the_program();
  select p.id, t.person from post p join term t on t.post = p.id
   where p.key = p_post and t.from_on <= london_day(p_now) and (t.until_on is null or t.until_on >= london_day(p_now))
   order by t.from_on desc, t.id desc limit 1
$$;

create function find_person(p_subject text) returns int language sql stable security definer set search_path = concordat, pg_temp as
$$
  select only_the_program();
  select id from person where subject = p_subject $$;

create function end_session(p_digest bytea, p_now timestamptz) returns void
language sql security definer set search_path = concordat, pg_temp as
$$ update session set ended_at = p_now where digest = p_digest and ended_at is null $$;

create function end_my_other_sessions(p_keep bytea, p_now timestamptz) returns int
language sql security definer set search_path = concordat, pg_temp as $$
  with ended as (update session set ended_at = p_now where person = my_person() and ended_at is null and digest <> p_keep returning 1)
  select count(*)::int from ended
$$;

create function end_provider_sessions(p_provider text, p_now timestamptz) returns void
language sql security definer set search_path = concordat, pg_temp as
$$
  select only_the_program();
  update session set ended_at = p_now where provider_session = p_provider and ended_at is null $$;

create function make_token(p_digest bytea, p_label text, p_ends timestamptz) returns void
language plpgsql security definer set search_path = concordat, pg_temp as $$
begin
  if my_post() is null then raise exception 'nobody is acting' using errcode = 'insufficient_privilege'; end if;
  insert into token (digest, post, person, label, made_at, ends_at) values (p_digest, my_post(), my_person(), left(p_label, 80), my_now(), p_ends);
end $$;

create function end_token(p_label text, p_made timestamptz) returns boolean
language sql security definer set search_path = concordat, pg_temp as $$
  with ended as (
    update token set ended_at = my_now()
     where post = my_post() and label = p_label and date_trunc('milliseconds', made_at) = date_trunc('milliseconds', p_made) and ended_at is null
    returning 1)
  select exists (select from ended)
$$;

-- ── Taking a step ────────────────────────────────────────────────────────────────────────────────────────────────────

-- Holds the matter still for whoever may see any of it, until the transaction ends; nothing for anyone else. It is looked for
-- among the caller's own rows first: what is hidden is then not found in the same time as what is not there.
create function hold(p_reference text) returns bigint
language plpgsql security definer set search_path = concordat, pg_temp as $$
declare v_readers int[] := my_readers();
begin
  return (
    select m.id from matter m
     where m.id = (select k.matter from docket k where k.reader = any (v_readers) and k.reference = p_reference limit 1)
       and exists (select from disclosure d where d.matter = m.id and d.reader = any (v_readers)
                     and d.ended_at is null and (d.until is null or d.until > my_now()) offset 0)
       for update of m);
end $$;

-- Whether a drawn reference is still free. References are drawn, not counted, so this says nothing of how many there are.
create function reference_is_free(p_reference text) returns boolean
language sql stable security definer set search_path = concordat, pg_temp as
$$ select not exists (select from matter where reference = p_reference) $$;

create aggregate words_together (tsvector) (sfunc = tsvector_concat, stype = tsvector, initcond = '');
create aggregate facts_together (jsonb) (sfunc = jsonb_concat, stype = jsonb, initcond = '{}');

-- Makes the rows that readers find: for each reader of each matter, the cards of the parts disclosed to them, together; for a
-- post, with those disclosed to its unit. To each it began with the first that they may know of it.
create function project(p_matters bigint[]) returns void
language plpgsql security definer set search_path = concordat, pg_temp
  -- All that these touch they find by a key, a few rows at a time, however large the tables have grown since they were planned.
  set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set plan_cache_mode = force_generic_plan as $$
declare v_now timestamptz := my_now();
begin
  with told as (
    select d.matter, d.reader, d.part, d.since, d.until from disclosure d
     where d.matter = any (p_matters) and d.ended_at is null and (d.until is null or d.until > v_now)
  ), seen as materialized (
    select d.matter, d.reader, min(d.until) as fresh_until, array_agg(d.part) as parts, least(min(d.since), min(c.began_at)) as opened_at,
           facts_together(c.facts) as facts, facts_together(c.milestones) as milestones, words_together(c.words) as words,
           (array_agg(c.stage order by c.stage_number desc nulls last))[1] as stage
      from (
        select t.matter, t.reader, t.part, t.since, t.until from told t
        union
        select t.matter, t.reader, d.part, d.since, d.until
          from told t
         -- Each of them finds its own, for of many the planner might look through all that were told for each disclosure.
         cross join lateral (select q.unit from post q where q.id = t.reader offset 0) q
         cross join lateral (select d.part, d.since, d.until from disclosure d
                              where d.matter = t.matter and d.reader = q.unit and d.ended_at is null and (d.until is null or d.until > v_now) offset 0) d
      ) d left join card c on c.matter = d.matter and c.part = d.part
     group by d.matter, d.reader
  )
  insert into docket as k (reader, matter, procedure, reference, opened_at, touched_at, place, region, owner, stage, due_on, facts, milestones, words, fresh_until)
  select s.reader, m.id, m.procedure, m.reference, s.opened_at, v_now, m.place, p.region, m.owner, s.stage,
         (select min(o.due_on) from (select o.due_on from obligation o where o.matter = m.id and o.state = 'due' and o.part = any (s.parts) offset 0) o),
         s.facts, s.milestones, s.words || to_tsvector('simple', m.reference || ' ' || coalesce(p.name, '')), s.fresh_until
    from seen s join matter m on m.id = s.matter left join place p on p.code = m.place
  on conflict (reader, matter) do update
     set opened_at = excluded.opened_at, stage = excluded.stage, due_on = excluded.due_on, facts = excluded.facts,
         milestones = excluded.milestones, words = excluded.words, fresh_until = excluded.fresh_until,
         touched_at = case when (k.stage, k.due_on, k.facts, k.milestones, k.words) is distinct from
                                (excluded.stage, excluded.due_on, excluded.facts, excluded.milestones, excluded.words)
                           then excluded.touched_at else k.touched_at end
   -- A row that would be as it was is not written: each one written is written to every index of the table.
   where (k.opened_at, k.stage, k.due_on, k.facts, k.milestones, k.words, k.fresh_until) is distinct from
         (excluded.opened_at, excluded.stage, excluded.due_on, excluded.facts, excluded.milestones, excluded.words, excluded.fresh_until);

  -- Whoever may see none of it any more finds none of it.
  if exists (select from disclosure d where d.matter = any (p_matters) and (d.ended_at is not null or d.until <= v_now)) then
    delete from docket k
     where k.matter = any (p_matters)
       and not exists (select from disclosure d where d.matter = k.matter and d.reader = k.reader
                         and d.ended_at is null and (d.until is null or d.until > v_now));
  end if;
end $$;
revoke all on function project(bigint[]) from public;

-- What becomes of offers. Whoever accepts one has the part disclosed on exactly the terms it was offered on; whoever declines
-- one ends it; and whoever may pass one on directs it to somebody else: for no longer, and under every condition it carries.
create function settle_offers(p_matter bigint, p_number int, p_known int[], e jsonb) returns void
language plpgsql security definer set search_path = concordat, pg_temp as $$
declare
  v_readers int[] := my_readers();
  v_now timestamptz := my_now();
  v_accepted bigint[];
  v_found int;
begin
  if e->'accepts' <> '[]' then
    with accepted as (
      update offer o set accepted_at = v_now
       where o.matter = p_matter and o.reader = any (v_readers) and o.may <> 'pass on' and o.accepted_at is null
         and o.ended_at is null and (o.until is null or o.until > v_now)
         and o.part in (select jsonb_array_elements_text(e->'accepts'))
      returning o.id
    )
    select array_agg(id) into v_accepted from accepted;
    if v_accepted is null then
      raise exception 'nothing is offered that could be accepted' using errcode = 'insufficient_privilege';
    end if;
    -- Offered again to somebody who has it, or who had it until its time ran out, it is theirs on these terms from now on.
    update disclosure d set ended_at = least(v_now, d.until), ended_number = p_number
      from offer a
     where a.id = any (v_accepted) and d.matter = a.matter and d.part = a.part and d.reader = a.reader and d.ended_at is null;
    insert into disclosure (matter, part, reader, owner, known_to, number, clause, purpose, conditions, since, until)
    select a.matter, a.part, a.reader, a.owner, a.known_to, p_number, a.clause, a.purpose, a.conditions, v_now, a.until
      from offer a where a.id = any (v_accepted);
  end if;

  if e->'declines' <> '[]' then
    update offer o set ended_at = v_now
     where o.matter = p_matter and o.reader = any (v_readers) and o.ended_at is null
       and case o.may when 'read or pass on' then o.passed_at else o.accepted_at end is null
       and o.part in (select jsonb_array_elements_text(e->'declines'));
  end if;

  if e->'directs' <> '[]' then
    with passed as (
      update offer o set passed_at = v_now
        from jsonb_to_recordset(e->'directs') s(part text)
       where o.matter = p_matter and o.part = s.part and o.reader = any (v_readers) and o.may <> 'read'
         and o.passed_at is null and o.ended_at is null and (o.until is null or o.until > v_now)
      returning o.*
    )
    insert into offer (matter, part, reader, owner, known_to, number, may, clause, purpose, conditions, since, until)
    select p.matter, p.part, r.id, p.owner, p_known, p_number, 'read', s.clause, p.purpose,
           p.conditions || coalesce(s.conditions, '{}'), v_now, least(p.until, s.until)
      from passed p
      join jsonb_to_recordset(e->'directs') s(part text, "to" text, clause text, conditions text[], until timestamptz) on s.part = p.part,
           lateral (select u.id from unit u where u.key = s."to" union all select q.id from post q where q.key = s."to") r
    on conflict do nothing;
    get diagnostics v_found = row_count;
    if v_found <> jsonb_array_length(e->'directs') then
      raise exception 'nothing is offered that could be passed on so' using errcode = 'insufficient_privilege';
    end if;
  end if;
end $$;
revoke all on function settle_offers(bigint, int, int[], jsonb) from public;

-- Writes entries with all they bring: what they disclose and recall, what falls due and is settled, whom they tell, what
-- lists and search will find. All of it or none. `p` is an array: one entry for each of one or more different matters.
-- Two things keep it as quick in a large house as in a small one. What is looked up by comes out of the JSON as columns, since
-- under row security no index is used for a comparison with an expression that might tell of what it meets. And `offset 0`
-- has each question of sight asked of its own few rows, where the planner might otherwise make one scan of them all.
create function append_as_reader(p jsonb) returns table (i int, matter bigint, number int)
language plpgsql security definer set search_path = concordat, pg_temp
  -- All that these touch they find by a key, a few rows at a time, however large the tables have grown since they were planned.
  set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare
  v_me record;
  v_readers int[] := my_readers();
  v_person int := my_person();
  v_now timestamptz := my_now();
  v_matters bigint[] := '{}';
  v_found int;
  v_projects boolean := false;
  v_wrong text;
  -- The entry being written, the matter it is for, and which readers may know whom that is disclosed to.
  e jsonb;
  v_birth boolean;
  m record;
  v_known int[];
  v_turn record;
begin
  select q.id, q.key, q.kind into v_me from post q where q.id = my_post();
  if not found or cardinality(v_readers) = 0 then
    raise exception 'nobody who may act is acting' using errcode = 'insufficient_privilege';
  end if;

  -- A matter is born private to a unit of the body that begins it; the clock may begin one for any. One that was kept
  -- elsewhere until now began when its birth says, never later than now.
  if jsonb_path_exists(p, '$[*].birth') then
    insert into matter (reference, procedure, version, place, owner, opened_at)
    select x->>'reference', x->'birth'->>'procedure', x->'birth'->>'version', x->'birth'->>'place', u.id, least(v_now, (x->'birth'->>'openedAt')::timestamptz)
      from jsonb_array_elements(p) x join unit u on u.key = x->'birth'->>'owner'
     where x ? 'birth' and (u.body = my_body() or v_me.kind = 'clock');
    get diagnostics v_found = row_count;
    -- What claims to be a birth and is not one must not pass for it: a birth is asked less below.
    if v_found <> (select count(*) from jsonb_array_elements(p) x where x ? 'birth') then
      raise exception 'no such matter' using errcode = 'no_data_found';
    end if;
  else
    v_found := 0;
  end if;

  -- Locked in one order, so that two writers never wait for each other; and nobody waits for what they may not see.
  if v_found < jsonb_array_length(p) then
    perform 1 from matter t
      where t.reference = any (array(select x->>'reference' from jsonb_array_elements(p) x where not x ? 'birth'))
        and exists (select from disclosure d where d.matter = t.id and d.reader = any (v_readers) and d.ended_at is null and (d.until is null or d.until > v_now) offset 0)
      order by t.id for update;
  end if;

  for e in select x from jsonb_array_elements(p) x loop
    v_birth := e ? 'birth';

    -- Whoever writes may see what they write to, asked again now that it is held; each entry is for a matter of its own.
    select t.id, t.reference, t.owner, t.length + 1 as number, t.tip, case when v_birth then t.opened_at else v_now end as at into m
      from (select e->>'reference' as reference offset 0) r join matter t on t.reference = r.reference
     where v_birth or exists (select from disclosure d where d.matter = t.id and d.reader = any (v_readers)
                                and d.ended_at is null and (d.until is null or d.until > v_now) offset 0);
    if not found or m.id = any (v_matters) then
      raise exception 'no such matter' using errcode = 'no_data_found';
    end if;
    v_matters := v_matters || m.id;

    if not v_birth and e->'shares' <> '[]' then
      select string_agg(s.part, ', ') into v_wrong
        from jsonb_to_recordset(e->'shares') s(part text)
       where not exists (select from disclosure d where d.matter = m.id and d.part = s.part and d.reader = any (v_readers)
                           and d.ended_at is null and (d.until is null or d.until > v_now) offset 0)
         and exists (select from disclosure d where d.matter = m.id and d.part = s.part offset 0);
      if v_wrong is not null then
        raise exception 'a part can be disclosed only by someone who may see it: %', v_wrong using errcode = 'insufficient_privilege';
      end if;
    end if;

    -- Who is named loses what whoever takes it back sees. From everybody but its owner it may be taken back unseen: when somebody
    -- takes back their consent, whoever hears of it need not know who had been told.
    if e->'recalls' <> '[]' then
      select string_agg(s.part, ', ') into v_wrong
        from jsonb_to_recordset(e->'recalls') s(part text, "allBut" text[])
       where s."allBut" is null and not exists (select from disclosure d where d.matter = m.id and d.part = s.part and d.reader = any (v_readers)
                           and d.ended_at is null and (d.until is null or d.until > v_now) offset 0);
      if v_wrong is not null then
        raise exception 'a part can be recalled only by someone who may see it: %', v_wrong using errcode = 'insufficient_privilege';
      end if;
    end if;

    -- The contents, each salted; then the header, which holds only their digests; then the chain, and the queue for a head.
    if coalesce(e->'contents', '{}') = '{}' then
      raise exception 'an entry says nothing' using errcode = 'invalid_parameter_value';
    end if;
    with held as materialized (
      select c.key as part, c.value as body, s.salt, sha256(s.salt || convert_to(c.value, 'UTF8')) as digest
        from jsonb_each_text(e->'contents') c, lateral (select uuid_send(gen_random_uuid()) as salt where c.key is not null) s
    ), said as materialized (
      select (jsonb_build_object(
               'v', 1, 'reference', m.reference, 'number', m.number, 'at', to_char(v_now at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
               'post', v_me.key, 'person', v_person, 'step', e->'step', 'part', e->'part', 'clauses', e->'clauses',
               'marks', e->'marks', 'clears', e->'clears', 'to', e->'to', 'birth', e->'birth', 'shares', e->'shares', 'recalls', e->'recalls',
               'contents', (select jsonb_object_agg(h.part, encode(h.digest, 'hex')) from held h)
             ) || case when e ? 'strikes' then jsonb_build_object('strikes', e->'strikes') else '{}' end
               || case when e ? 'disposes' then jsonb_build_object('disposes', e->'disposes') else '{}' end
               || case when e ?| '{accepts,declines,directs}'
                    then jsonb_build_object('accepts', e->'accepts', 'declines', e->'declines', 'directs', e->'directs') else '{}' end)::text as header
    ), written as (
      insert into entry (matter, number, part, step, at, post, person, marks, clears, stage, header, previous, digest)
      select m.id, m.number, e->>'part', e->>'step', v_now, v_me.id, v_person, coalesce(e->'marks', '[]'), coalesce(e->'clears', '[]'), e->>'to', s.header, m.tip, sha256(m.tip || convert_to(s.header, 'UTF8')) from said s
      returning digest
    ), kept as (
      insert into content (matter, number, part, step, salt, body)
      select m.id, m.number, h.part, e->>'step', h.salt, h.body from held h
    ), queued as (
      insert into unbound (matter, number) values (m.id, m.number)
    )
    update matter t set length = m.number, tip = w.digest from written w where t.id = m.id;

    -- Disclosures end, then begin.
    if e->'recalls' <> '[]' then
      update disclosure d set ended_at = v_now, ended_number = m.number
        from jsonb_to_recordset(e->'recalls') s(part text, "from" text),
             lateral (select u.id from unit u where u.key = s."from" union all select q.id from post q where q.key = s."from") r
       where d.matter = m.id and d.part = s.part and d.reader = r.id and d.ended_at is null;
      update offer o set ended_at = v_now
        from jsonb_to_recordset(e->'recalls') s(part text, "from" text),
             lateral (select u.id from unit u where u.key = s."from" union all select q.id from post q where q.key = s."from") r
       where o.matter = m.id and o.part = s.part and o.reader = r.id and o.ended_at is null;
      if jsonb_path_exists(e, '$.recalls[*].allBut') then
        update disclosure d set ended_at = v_now, ended_number = m.number
          from jsonb_to_recordset(e->'recalls') s(part text, "allBut" text[])
         where s."allBut" is not null and d.matter = m.id and d.part = s.part and d.ended_at is null and d.reader <> d.owner
           and not exists (select from unit u where u.id = d.reader and u.key = any (s."allBut"))
           and not exists (select from post q where q.id = d.reader and q.key = any (s."allBut"));
        update offer o set ended_at = v_now
          from jsonb_to_recordset(e->'recalls') s(part text, "allBut" text[])
         where s."allBut" is not null and o.matter = m.id and o.part = s.part and o.ended_at is null and o.reader <> o.owner
           and not exists (select from unit u where u.id = o.reader and u.key = any (s."allBut"))
           and not exists (select from post q where q.id = o.reader and q.key = any (s."allBut"));
      end if;
    end if;
    if e->'shares' <> '[]' or e->'directs' <> '[]' then
      v_known := array(select k.id from jsonb_array_elements_text(e->'knownTo') x,
                       lateral (select u.id from unit u where u.key = x union all select q.id from post q where q.key = x) k);
    end if;
    if e->'shares' <> '[]' then
      if not v_birth then
        -- One that ran out was never ended by an entry, and would stand in the way of its being disclosed again.
        update disclosure d set ended_at = d.until
          from jsonb_to_recordset(e->'shares') s(part text)
         where d.matter = m.id and d.part = s.part and d.ended_at is null and d.until <= v_now;
      end if;
      insert into disclosure (matter, part, reader, owner, known_to, number, clause, purpose, conditions, since, until)
      select m.id, s.part, r.id, m.owner, v_known, m.number, s.clause, s.purpose, coalesce(s.conditions, '{}'), v_now, s.until
        from jsonb_to_recordset(e->'shares') s(part text, "to" text, clause text, purpose text, conditions text[], until timestamptz, may text),
             lateral (select u.id from unit u where u.key = s."to" union all select q.id from post q where q.key = s."to") r
       where s.may is null
      on conflict (matter, part, reader) where ended_at is null do nothing;
      -- One that waits for its terms to be accepted takes the place of one made before.
      if jsonb_path_exists(e, '$.shares[*].may') then
        update offer o set ended_at = v_now
          from jsonb_to_recordset(e->'shares') s(part text, "to" text, may text),
               lateral (select u.id from unit u where u.key = s."to" union all select q.id from post q where q.key = s."to") r
         where s.may is not null and o.matter = m.id and o.part = s.part and o.reader = r.id and o.ended_at is null;
        insert into offer (matter, part, reader, owner, known_to, number, may, clause, purpose, conditions, since, until)
        select m.id, s.part, r.id, m.owner, v_known, m.number, s.may, s.clause, s.purpose, coalesce(s.conditions, '{}'), v_now, s.until
          from jsonb_to_recordset(e->'shares') s(part text, "to" text, clause text, purpose text, conditions text[], until timestamptz, may text),
               lateral (select u.id from unit u where u.key = s."to" union all select q.id from post q where q.key = s."to") r
         where s.may is not null
        on conflict do nothing;
      end if;
    end if;

    if e->'accepts' <> '[]' or e->'declines' <> '[]' or e->'directs' <> '[]' then
      perform settle_offers(m.id, m.number, v_known, e);
    end if;

    -- Whatever is written, the entry itself, its contents, its facts and its files, is written to a part the writer sees; what
    -- begins a matter may also say how its other parts stand at first.
    select string_agg(distinct w.part, ', ') into v_wrong
      from (
        select e->>'part' as part
        union all select c.key from jsonb_each(e->'contents') c
        union all select k.part from jsonb_to_recordset(e->'cards') k(part text) where not v_birth
        union all select k.part from jsonb_to_recordset(e->'documents') k(part text)
        offset 0
      ) w
     where not exists (select from disclosure d where d.matter = m.id and d.part = w.part and d.reader = any (v_readers)
                         and d.ended_at is null and (d.until is null or d.until > v_now) offset 0);
    if v_wrong is not null then
      raise exception 'nobody writes to a part they may not see: %', v_wrong using errcode = 'insufficient_privilege';
    end if;

    -- Duties: settled first, then those that fall due; one that begins anew takes the place of the one before.
    if e->'settles' <> '[]' then
      update obligation o
         set state = case when s.how = 'met' then 'met' when o.due_on < london_day(v_now) then 'missed' else 'fell away' end,
             settled_at = v_now, settled_number = m.number, sequence = o.sequence + 1
        from jsonb_to_recordset(e->'settles') s(rule text, how text)
       where o.matter = m.id and o.rule = s.rule and o.state = 'due';
    end if;
    if e->'falls' <> '[]' then
      update obligation o set state = 'fell away', settled_at = v_now, settled_number = m.number, sequence = o.sequence + 1
        from jsonb_to_recordset(e->'falls') f(rule text)
       where o.matter = m.id and o.rule = f.rule and o.state = 'due';
      insert into obligation (matter, part, rule, number, clause, label, basis, by_step, owed_by, from_on,
                              target_on, target_period, target_working, limit_on, limit_period, limit_working, aim_on, aim_period, aim_working, pauses)
      select m.id, f.part, f.rule, m.number, f.clause, f.label, f.basis, f."by", r.id, f."from",
             (f.target->>'day')::date, f.target->>'period', f.target->>'working',
             (f."limit"->>'day')::date, f."limit"->>'period', f."limit"->>'working',
             (f.aim->>'day')::date, f.aim->>'period', f.aim->>'working', f.pauses
        from jsonb_to_recordset(e->'falls') f(part text, rule text, clause text, label text, basis text, "by" text, "owedBy" text, "from" date, target jsonb, "limit" jsonb, aim jsonb, pauses jsonb),
             lateral (select u.id from unit u where u.key = f."owedBy" union all select q.id from post q where q.key = f."owedBy") r;
    end if;

    -- A duty that is counted again stays the same one; only a day that moved is told.
    if e->'recounts' <> '[]' then
      update obligation o
         set from_on = f."from",
             target_on = (f.target->>'day')::date, target_period = f.target->>'period', target_working = f.target->>'working',
             limit_on = (f."limit"->>'day')::date, limit_period = f."limit"->>'period', limit_working = f."limit"->>'working',
             aim_on = (f.aim->>'day')::date, aim_period = f.aim->>'period', aim_working = f.aim->>'working',
             pauses = f.pauses, sequence = o.sequence + 1,
             moved = case when o.due_on = coalesce((f."limit"->>'day')::date, (f.target->>'day')::date, (f.aim->>'day')::date) then o.moved
                          else o.moved || jsonb_build_object('at', v_now, 'was', o.due_on, 'because', jsonb_build_array(f.because)) end
        from jsonb_to_recordset(e->'recounts') f(rule text, "from" date, target jsonb, "limit" jsonb, aim jsonb, pauses jsonb, because text)
       where o.matter = m.id and o.rule = f.rule and o.state = 'due';
    end if;

    -- What is no longer so, in whatever part it stands: a name in the place of another, never words. It is told to nobody but those
    -- who see that part.
    if e ? 'turns' then
      for v_turn in select * from jsonb_to_recordset(e->'turns') t("column" text, was text, "is" text) loop
        if v_turn.was !~ '^[a-z][a-z -]{0,59}$' or v_turn."is" !~ '^[a-z][a-z -]{0,59}$' then
          raise exception 'one name turns into another, not into words' using errcode = 'invalid_parameter_value';
        end if;
        update card c set stage = v_turn."is"
         where v_turn."column" is null and v_turn."is" is not null and c.matter = m.id and c.stage = v_turn.was;
        update card c
           set facts = c.facts || jsonb_build_object(v_turn."column", case jsonb_typeof(c.facts->v_turn."column")
                 when 'array' then (select coalesce(jsonb_agg(case when x = v_turn.was then v_turn."is" else x end)
                                                      filter (where x <> v_turn.was or v_turn."is" is not null), '[]')
                                      from jsonb_array_elements_text(c.facts->v_turn."column") x)
                 else to_jsonb(v_turn."is") end)
         where c.matter = m.id and c.facts->v_turn."column" ? v_turn.was;
      end loop;
    end if;

    -- What lists, filters, charts and search are made of: milestones that are cleared go first.
    if e->'cards' <> '[]' then
      if not v_birth and e->'clears' <> '[]' then
        update card c set milestones = c.milestones - k.clears
          from jsonb_to_recordset(e->'cards') k(part text, clears text[])
         where k.clears <> '{}' and c.matter = m.id and c.part = k.part;
      end if;
      insert into card as c (matter, part, facts, milestones, stage, stage_number, words, began_at)
      select m.id, k->>'part', k->'facts',
             coalesce((select jsonb_object_agg(x, to_char(v_now at time zone 'Europe/London', 'YYYY-MM-DD')) from jsonb_array_elements_text(k->'marks') x), '{}'),
             k->>'to', case when k ? 'to' then m.number end,
             strip(to_tsvector('english', k->>'words') || to_tsvector('simple', k->>'words')),
             case when k->'part' = e->'part' then m.at end
        from jsonb_array_elements(e->'cards') k
      on conflict (matter, part) do update
         set facts = c.facts || excluded.facts, milestones = c.milestones || excluded.milestones,
             stage = coalesce(excluded.stage, c.stage), stage_number = coalesce(excluded.stage_number, c.stage_number),
             words = case when excluded.words = '' then c.words else c.words || excluded.words end,
             began_at = coalesce(c.began_at, excluded.began_at);
    end if;
    -- An entry that lists say nothing of begins its part all the same.
    if not e->'cards' @> jsonb_build_array(jsonb_build_object('part', e->'part')) then
      insert into card as c (matter, part, began_at)
      select m.id, w.part, m.at from (select e->>'part' as part offset 0) w
       -- Asked first, for a conflict locks the row that it meets, which is a write.
       where not exists (select from card k where k.matter = m.id and k.part = w.part and k.began_at is not null offset 0)
      on conflict (matter, part) do update set began_at = excluded.began_at where c.began_at is null;
    end if;

    if e->'links' <> '[]' then
      insert into tie (matter, other, number)
      select m.id, o.id, m.number
        from jsonb_array_elements_text(e->'links') x join matter o on o.reference = x
       where o.id <> m.id
         and exists (select from disclosure d where d.matter = o.id and d.reader = any (v_readers) and d.ended_at is null and (d.until is null or d.until > v_now) offset 0)
      on conflict do nothing;
    end if;

    -- Files that were only uploaded are bound to the matter and part that they are for, where they may be called something else.
    if e->'documents' <> '[]' then
      update document t set matter = m.id, part = d.part, number = m.number, name = coalesce(d.name, t.name)
        from jsonb_to_recordset(e->'documents') d(id uuid, part text, name text)
       where t.id = d.id and t.matter is null and t.uploaded_by = v_me.id;
      get diagnostics v_found = row_count;
      if v_found <> jsonb_array_length(e->'documents') then
        raise exception 'a file to be attached is not there' using errcode = 'foreign_key_violation';
      end if;
    end if;

    -- Only posts that can now see the entry's part are told of it.
    if e->'tells' <> '[]' then
      insert into notice (post, matter, number, part, kind, at, mail, next_attempt_at)
      select distinct q.id, m.id, m.number, e->>'part',
             case when exists (select from notice o where o.post = q.id and o.matter = m.id offset 0) then 'changed' else 'came' end, v_now, 'waiting', v_now
        from jsonb_array_elements_text(e->'tells') x,
             lateral (select q.id, q.unit from post q where q.key = x
                      union all select q.id, q.unit from unit u join post q on q.unit = u.id where u.key = x) q,
             (select e->>'part' as part offset 0) w
       where q.id <> v_me.id
         and exists (select from disclosure d where d.matter = m.id and d.part = w.part and d.reader in (q.id, q.unit)
                       and d.ended_at is null and (d.until is null or d.until > v_now) offset 0);
    end if;

    if e->>'key' is not null then
      insert into done (post, key, fingerprint, matter, number, at)
      values (v_me.id, e->>'key', decode(e->>'fingerprint', 'hex'), m.id, m.number, v_now);
    end if;

    v_projects := v_projects or v_birth or coalesce(e->'shares' <> '[]' or e->'recalls' <> '[]' or e->'settles' <> '[]' or e->'falls' <> '[]' or e->'recounts' <> '[]' or e->'cards' <> '[]' or e ? 'turns' or e->'accepts' <> '[]', false);
    i := cardinality(v_matters);
    matter := m.id;
    number := m.number;
    return next;
  end loop;

  if v_projects then
    perform project(v_matters);
  end if;
  if jsonb_path_exists(p, '$[*].changes[*]') then
    perform apply_change(c) from jsonb_array_elements(p) x, jsonb_array_elements(x->'changes') c;
  end if;
end $$;

-- A change to the register of people. Administrators appoint to their own body's posts; people record their own standing. Whoever
-- leaves a post, or whose training is recorded, is named by their number; someone appointed again to a post they hold goes on in
-- it; and what would change nothing is not said to have been done.
create function apply_change(c jsonb) returns void
language plpgsql security definer set search_path = concordat, pg_temp as $$
declare
  v_body text := my_body();
  v_today date := london_day(my_now());
  v_appoints boolean := (select appoints from post where id = my_post());
  v_person int;
  v_post post;
begin
  case c->>'kind'
  when 'term begins', 'term ends' then
    select p.* into v_post from post p join unit u on u.id = p.unit where p.key = c->>'post' and u.body = v_body;
    if not found or not v_appoints then
      raise exception 'only a body’s own administrators change who holds its posts' using errcode = 'insufficient_privilege';
    end if;
    if c->>'kind' = 'term begins' then
      v_person := person_called(c->'person'->>'email');
      if v_person is null then
        insert into person (subject, name, email) values (lower(c->'person'->>'email'), c->'person'->>'name', lower(c->'person'->>'email'))
        returning id into v_person;
      end if;
      update term set until_on = (c->>'until')::date
       where post = v_post.id and person = v_person and from_on <= (c->>'from')::date and (until_on is null or until_on >= (c->>'from')::date);
      if not found then
        insert into term (post, person, from_on, until_on) values (v_post.id, v_person, (c->>'from')::date, (c->>'until')::date);
      end if;
    else
      v_person := (c->>'person')::int;
      update term set until_on = greatest(from_on, v_today) - 1
       where post = v_post.id and person = v_person and (until_on is null or until_on >= v_today);
      if not found then
        raise exception 'whoever is to leave this post does not hold it' using errcode = 'no_data_found';
      end if;
      update session set ended_at = my_now() where person = v_person and post = v_post.id and ended_at is null;
      update token set ended_at = my_now() where person = v_person and post = v_post.id and ended_at is null;
    end if;
  when 'standing' then
    v_person := coalesce((c->>'person')::int, my_person());
    if v_person is distinct from my_person() and not (v_appoints and exists (
         select from term t join post p on p.id = t.post join unit u on u.id = p.unit where t.person = v_person and u.body = v_body)) then
      raise exception 'standing is recorded by the person or their own body' using errcode = 'insufficient_privilege';
    end if;
    insert into standing (person, requirement, done_on, lapses_on) values (v_person, c->>'requirement', (c->>'on')::date, (c->>'until')::date)
    on conflict (person, requirement) do update set done_on = excluded.done_on, lapses_on = excluded.lapses_on;
  when 'setting' then
    if not v_appoints or c->>'body' <> v_body then
      raise exception 'a body sets its own defaults' using errcode = 'insufficient_privilege';
    end if;
    insert into setting (name, body, period) values (c->>'setting', v_body, c->>'period')
    on conflict (name, body) do update set period = excluded.period;
  when 'contact' then
    perform change_contact(c);
  end case;
end $$;
revoke all on function apply_change(jsonb), append_as_reader(jsonb) from public;

-- The links of a matter's chain that the caller may see, each with the digests of those of its contents that they may.
create function trail_of(p_matter bigint) returns table (step text, part text, at timestamptz, digest bytea, contents jsonb)
language sql stable security definer set search_path = concordat, pg_temp as $$
  select e.step, e.part, e.at, e.digest,
         coalesce((select jsonb_object_agg(c.key, c.value) from jsonb_each(e.header::jsonb -> 'contents') c where sees(p_matter, c.key)), '{}')
    from entry e where e.matter = p_matter and sees(p_matter, e.part) order by e.number
$$;

-- ── The running head ─────────────────────────────────────────────────────────────────────────────────────────────────

-- The entries no head covers yet, oldest first, held until the head that covers them is written.
create function entries_to_bind(p_most int) returns table (matter bigint, number int, digest bytea)
language sql security definer set search_path = concordat, pg_temp as $$
  select only_the_program();
  select e.matter, e.number, e.digest
    from (select u.matter, u.number from unbound u order by u.matter, u.number limit p_most for update skip locked) u
    join entry e on e.matter = u.matter and e.number = u.number
   order by e.matter, e.number
$$;

create function last_head() returns table (number int, digest bytea)
language sql stable security definer set search_path = concordat, pg_temp as
$$
  select only_the_program();
  select h.number, h.digest from head h order by h.number desc limit 1 $$;

create function add_head(p_number int, p_now timestamptz, p_header text, p_signature bytea, p_key text, p_matters bigint[], p_numbers int[]) returns void
language plpgsql security definer set search_path = concordat, pg_temp as $$
declare v_previous bytea;
begin
  perform only_the_program();
  perform pg_advisory_xact_lock(hashtext('concordat.head'));
  select h.digest into v_previous from head h order by h.number desc limit 1;
  insert into head (number, at, previous, header, digest, signature, key_id)
  values (p_number, p_now, coalesce(v_previous, '\x'), p_header, sha256(coalesce(v_previous, '\x') || convert_to(p_header, 'UTF8')), p_signature, p_key);
  insert into bound (head, position, matter, number)
  select p_number, t.n, t.m, t.k from unnest(p_matters, p_numbers) with ordinality t(m, k, n);
  delete from unbound u using unnest(p_matters, p_numbers) t(m, k) where u.matter = t.m and u.number = t.k;
end $$;

-- ── The clock and the post ───────────────────────────────────────────────────────────────────────────────────────────

-- Rows that draw on a disclosure that has lapsed are made again without it.
create function refresh_lapsed(p_now timestamptz) returns int
language plpgsql security definer set search_path = concordat, pg_temp as $$
declare v bigint[];
begin
  perform only_the_program();
  perform set_config('concordat.now', p_now::text, true);
  v := array(select distinct matter from docket where fresh_until <= p_now limit 5000);
  if cardinality(v) > 0 then perform project(v); end if;
  return cardinality(v);
end $$;

-- Tells whoever owes a duty that it is due within two working days (the caller says the day) or overdue; once for each day told.
create function tell_of_dues(p_now timestamptz, p_soon date) returns int
language sql security definer set search_path = concordat, pg_temp as $$
  select only_the_program();
  with today as (select london_day(p_now) as day), chased as (
    update obligation o set chased_on = (select day from today)
     where o.state = 'due' and o.due_on <= p_soon
       and (o.chased_on is null or (o.due_on < (select day from today) and o.chased_on < (select day from today) - 3))
    returning o.*
  ), told as (
    insert into notice (post, matter, number, part, kind, at, mail, next_attempt_at)
    select distinct q.id, o.matter, o.number, o.part, case when o.due_on < (select day from today) then 'overdue' else 'due' end, p_now, 'waiting', p_now
      from chased o join post q on q.id = o.owed_by or q.unit = o.owed_by
     where exists (select from disclosure d where d.matter = o.matter and d.part = o.part and d.reader in (q.id, q.unit)
                     and d.ended_at is null and (d.until is null or d.until > p_now))
    returning 1)
  select count(*)::int from told
$$;

-- Messages to send: one for each person with something waiting, to whoever holds the post now and may see it now.
create function mail_to_send(p_now timestamptz, p_daily boolean, p_most int) returns table (person int, email text, notices bigint[])
language sql security definer set search_path = concordat, pg_temp as $$
  select only_the_program();
  with taken as (
    select n.id, n.post, n.matter, n.part from notice n
     where n.mail = 'waiting' and n.next_attempt_at <= p_now order by n.next_attempt_at limit p_most for update skip locked
  )
  select t.person, x.email, array_agg(n.id order by n.id)
    from taken n join post q on q.id = n.post join term t on t.post = n.post join person x on x.id = t.person
   where t.from_on <= london_day(p_now) and (t.until_on is null or t.until_on >= london_day(p_now))
     and (x.notices = 'at once' or p_daily)
     and (n.matter is null or exists (select from disclosure d where d.matter = n.matter and d.part = n.part and d.reader in (q.id, q.unit)
                                        and d.ended_at is null and (d.until is null or d.until > p_now)))
   group by 1, 2
$$;

create function mail_done(p_notices bigint[], p_state text, p_failure text, p_next timestamptz) returns void
language sql security definer set search_path = concordat, pg_temp as $$
  select only_the_program();
  update notice set mail = p_state, failure = left(p_failure, 200), attempts = attempts + 1, next_attempt_at = p_next where id = any (p_notices)
$$;

create function mail_attempts(p_notices bigint[]) returns int
language sql stable security definer set search_path = concordat, pg_temp as
$$
  select only_the_program();
  select coalesce(max(attempts), 0) from notice where id = any (p_notices) $$;

-- Notices nobody may see any more, or that nobody holds the post to read, need no message.
create function drop_mail_nobody_may_see(p_now timestamptz) returns int
language sql security definer set search_path = concordat, pg_temp as $$
  select only_the_program();
  with dropped as (
    update notice n set mail = 'not needed'
      from post q
     where n.mail = 'waiting' and n.next_attempt_at <= p_now and q.id = n.post
       and (n.matter is not null and not exists (select from disclosure d where d.matter = n.matter and d.part = n.part and d.reader in (q.id, q.unit)
                                                   and d.ended_at is null and (d.until is null or d.until > p_now))
            or not exists (select from term t where t.post = n.post and t.from_on <= london_day(p_now) and (t.until_on is null or t.until_on >= london_day(p_now))))
    returning 1)
  select count(*)::int from dropped
$$;

-- Open duties with the periods they were counted by, to be counted again when a holiday is proclaimed.
create function duties_to_recount(p_after bigint, p_most int) returns table (id bigint, from_on date, target_on date, target_period text, limit_on date, limit_period text, aim_on date, aim_period text, pauses jsonb)
language sql stable security definer set search_path = concordat, pg_temp as $$
  select only_the_program();
  select id, from_on, target_on, target_period, limit_on, limit_period, aim_on, aim_period, pauses
    from obligation where state = 'due' and id > p_after and coalesce(target_period, limit_period, aim_period) is not null order by id limit p_most
$$;

create function duties_recounted(p jsonb) returns int
language plpgsql security definer set search_path = concordat, pg_temp as $$
declare v bigint[];
begin
  perform only_the_program();
  with moved as (
    update obligation o
       set target_on = (r->>'target_on')::date, target_working = coalesce(r->>'target_working', o.target_working),
           limit_on = (r->>'limit_on')::date, limit_working = coalesce(r->>'limit_working', o.limit_working),
           aim_on = (r->>'aim_on')::date, aim_working = coalesce(r->>'aim_working', o.aim_working), sequence = o.sequence + 1,
           moved = o.moved || jsonb_build_object('at', my_now(), 'was', o.due_on, 'because', r->'because')
      from jsonb_array_elements(p) r where o.id = (r->>'id')::bigint and o.state = 'due'
    returning o.matter)
  select array_agg(distinct matter) into v from moved;
  if v is not null then perform project(v); end if;
  return coalesce(cardinality(v), 0);
end $$;

revoke all on all functions in schema concordat from public;
grant execute on function
  my_readers(), my_post(), my_person(), my_body(), my_now(), london_day(timestamptz), sees(bigint, text), trail_of(bigint),
  become(int, int, timestamptz), begin_session(bytea, int, int, timestamptz, timestamptz, text, text, timestamptz), choose_post(bytea, int, timestamptz),
  become_by_session(bytea, timestamptz, interval), become_by_token(bytea, timestamptz), posts_held(int, timestamptz), holder(text, timestamptz), find_person(text),
  end_session(bytea, timestamptz), end_my_other_sessions(bytea, timestamptz), end_provider_sessions(text, timestamptz),
  make_token(bytea, text, timestamptz), end_token(text, timestamptz), hold(text), reference_is_free(text),
  entries_to_bind(int), last_head(), add_head(int, timestamptz, text, bytea, text, bigint[], int[]), refresh_lapsed(timestamptz), tell_of_dues(timestamptz, date),
  mail_to_send(timestamptz, boolean, int), mail_done(bigint[], text, text, timestamptz), mail_attempts(bigint[]), drop_mail_nobody_may_see(timestamptz),
  duties_to_recount(bigint, int), duties_recounted(jsonb)
to concordat_serve;
