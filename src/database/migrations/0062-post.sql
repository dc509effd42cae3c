-- Messages, one person at a time: two people may hold one post, of whom one is told at once and one daily, and one can be
-- reached and one cannot.

set search_path = concordat, public;

create table delivery (
  notice bigint not null references notice,
  person int not null references person,
  state text not null check (state in ('waiting', 'sent', 'failed')),
  attempts int not null,
  next_attempt_at timestamptz,
  failure text,
  at timestamptz not null,
  primary key (notice, person)
);
create index delivery_person on delivery (person, at);
comment on table delivery is 'What became of telling one person of one notice; a notice itself waits until that is settled for all who hold its post';
alter table delivery enable row level security, force row level security;
create policy kept_by_owner on delivery to concordat_owner using (current_user <> 'concordat_serve') with check (current_user <> 'concordat_serve');

alter table notice drop column attempts, drop column failure;

drop function mail_to_send(timestamptz, boolean, int);
drop function mail_done(bigint[], text, text, timestamptz);
drop function mail_attempts(bigint[]);

-- Whom to tell now, and of which notices: whoever holds the post now, may see it now, and wants to be told in this way. Each
-- is held until the transaction ends, so that no other process tells them too. `things` is how many things that is, as its reader will
-- find them under their work: a matter once, however much came of it.
create function mail_to_send(p_now timestamptz, p_daily boolean, p_most int)
returns table (person int, email text, notices bigint[], attempts int, things int)
language sql security definer set search_path = concordat, pg_temp as $$
  select only_the_program();
  with wanted as materialized (
    select distinct t.person, n.id as notice, coalesce(n.matter, -n.id) as thing, coalesce(d.attempts, 0) as attempts
      from notice n join post q on q.id = n.post join term t on t.post = n.post join person x on x.id = t.person
      left join delivery d on d.notice = n.id and d.person = t.person
     where n.mail = 'waiting' and n.next_attempt_at <= p_now
       and (d.notice is null or d.state = 'waiting' and d.next_attempt_at <= p_now)
       and t.from_on <= london_day(p_now) and (t.until_on is null or t.until_on >= london_day(p_now))
       and case when p_daily
             -- A summary comes once a day, whichever process sends it and however often it is started.
             then x.notices = 'daily' and not exists (select from delivery y where y.person = x.id and y.state = 'sent' and london_day(y.at) = london_day(p_now))
             else x.notices = 'at once' end
       and (n.matter is null or exists (select from disclosure s where s.matter = n.matter and s.part = n.part and s.reader in (q.id, q.unit)
                                          and s.ended_at is null and (s.until is null or s.until > p_now)))
  ), held as materialized (
    select x.id, x.email from person x where x.id in (select w.person from wanted w) order by x.id limit p_most for no key update skip locked
  )
  select h.id, h.email, array_agg(w.notice order by w.notice), max(w.attempts), count(distinct w.thing)::int
    from held h join wanted w on w.person = h.id
   group by 1, 2
$$;

-- What came of it. A notice is settled once it is for everyone who holds its post.
create function mail_done(p_person int, p_notices bigint[], p_state text, p_failure text, p_now timestamptz, p_next timestamptz) returns void
language sql security definer set search_path = concordat, pg_temp as $$
  select only_the_program();
  insert into delivery as d (notice, person, state, attempts, next_attempt_at, failure, at)
  select n, p_person, p_state, 1, p_next, p_failure, p_now from unnest(p_notices) n
  on conflict (notice, person) do update
     set state = excluded.state, attempts = d.attempts + 1, next_attempt_at = excluded.next_attempt_at, failure = excluded.failure, at = excluded.at;
  update notice n set mail = case when exists (select from delivery d where d.notice = n.id and d.state = 'sent') then 'sent' else 'failed' end
   where n.id = any (p_notices) and n.mail = 'waiting'
     and not exists (
       select from term t
        where t.post = n.post and t.from_on <= london_day(p_now) and (t.until_on is null or t.until_on >= london_day(p_now))
          and not exists (select from delivery d where d.notice = n.id and d.person = t.person and d.state <> 'waiting'))
$$;

-- As before, and: what has been read already needs no message.
create or replace function drop_mail_nobody_may_see(p_now timestamptz) returns int
language sql security definer set search_path = concordat, pg_temp as $$
  select only_the_program();
  with dropped as (
    update notice n set mail = 'not needed'
      from post q
     where n.mail = 'waiting' and n.next_attempt_at <= p_now and q.id = n.post
       and (n.read_at is not null
            or n.matter is not null and not exists (select from disclosure d where d.matter = n.matter and d.part = n.part and d.reader in (q.id, q.unit)
                                                      and d.ended_at is null and (d.until is null or d.until > p_now))
            or not exists (select from term t where t.post = n.post and t.from_on <= london_day(p_now) and (t.until_on is null or t.until_on >= london_day(p_now))))
    returning 1)
  select count(*)::int from dropped
$$;

-- Who could not be told lately that something waits, why, and on which day it was last tried: for whoever appoints to the posts
-- of their body, and for whoever runs the system. Not how often, and nothing of what it was about.
create function messages_not_delivered(p_since timestamptz) returns table (person int, name text, post text, body text, failure text, last_on date)
language sql stable security definer set search_path = concordat, pg_temp as $$
  select x.id, x.name, q.title, u.body, (array_agg(d.failure order by d.at desc))[1], max(london_day(d.at))
    from post me, delivery d join notice n on n.id = d.notice join post q on q.id = n.post join unit u on u.id = q.unit join person x on x.id = d.person
   where me.id = my_post() and cardinality(my_readers()) > 0 and d.state = 'failed' and d.at >= p_since
     and (me.kind = 'operator' or me.appoints and u.body = my_body())
     and not exists (select from delivery later where later.person = d.person and later.state = 'sent' and later.at > d.at)
     and exists (select from term t where t.post = q.id and t.person = x.id
                   and t.from_on <= london_day(my_now()) and (t.until_on is null or t.until_on >= london_day(my_now())))
   group by x.id, x.name, q.title, u.body
   order by x.name, q.title
$$;

-- ── Practice ─────────────────────────────────────────────────────────────────────────────────────────────────────────

-- A practice system sends nothing: its messages are kept here, for the page that shows them. A system without an invented
-- world is not a practice system, and keeps none.
create table kept_mail (
  id bigint primary key generated always as identity,
  key text not null,
  at timestamptz not null,
  address text not null,
  subject text not null,
  body text not null
);
alter table kept_mail enable row level security, force row level security;
create policy kept_by_owner on kept_mail to concordat_owner using (current_user <> 'concordat_serve') with check (current_user <> 'concordat_serve');

create function keep_mail(p_key text, p_at timestamptz, p_address text, p_subject text, p_body text) returns void
language plpgsql security definer set search_path = concordat, pg_temp as $$
begin
  perform only_the_program();
  if not exists (select from place where invented) then
    raise exception 'only practice keeps messages instead of sending them' using errcode = 'insufficient_privilege';
  end if;
  insert into kept_mail (key, at, address, subject, body) values (p_key, p_at, p_address, p_subject, p_body);
  delete from kept_mail where id <= (select max(id) from kept_mail) - 500;
end $$;

-- Each is shown to whom it went; to whoever runs the system, all. That others were told something, and when, would tell
-- anyone else that something had happened.
create function kept_messages() returns table (key text, at timestamptz, address text, subject text, body text)
language sql stable security definer set search_path = concordat, pg_temp as $$
  select k.key, k.at, k.address, k.subject, k.body from kept_mail k
   where (k.address = (select n.email from person n where n.id = my_person())
          or exists (select from post p where p.id = my_post() and p.kind = 'operator'))
     and exists (select from place where invented)
   order by k.id desc
$$;

revoke all on function
  mail_to_send(timestamptz, boolean, int), mail_done(int, bigint[], text, text, timestamptz, timestamptz), drop_mail_nobody_may_see(timestamptz),
  messages_not_delivered(timestamptz), keep_mail(text, timestamptz, text, text, text), kept_messages()
from public;
grant execute on function
  mail_to_send(timestamptz, boolean, int), mail_done(int, bigint[], text, text, timestamptz, timestamptz), drop_mail_nobody_may_see(timestamptz),
  messages_not_delivered(timestamptz), keep_mail(text, timestamptz, text, text, text), kept_messages()
to concordat_serve;
