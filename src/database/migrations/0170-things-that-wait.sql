-- A message says how many things wait as its reader will find them under their work: a matter once, however much came of it.

set search_path = concordat, public;

drop function mail_to_send(timestamptz, boolean, int);

-- Whom to tell now, and of which notices: as before, with how many things that is.
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

revoke all on function mail_to_send(timestamptz, boolean, int) from public;
grant execute on function mail_to_send(timestamptz, boolean, int) to concordat_serve;
