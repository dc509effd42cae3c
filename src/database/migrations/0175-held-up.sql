-- Why messages wait to be tried again, for whoever runs the system: a key that is not accepted is mended today, not once they were given
-- up. Not how many there are, nor for whom: that would tell how much is going on.

set search_path = concordat, public;

create function messages_held_up() returns table (failure text, last_at timestamptz)
language sql stable security definer set search_path = concordat, pg_temp as $$
  select d.failure, max(d.at)
    from post me, delivery d join notice n on n.id = d.notice
   where me.id = my_post() and me.kind = 'operator' and cardinality(my_readers()) > 0
     and d.state = 'waiting' and d.failure is not null and n.mail = 'waiting'
   group by 1 order by 1
$$;
revoke all on function messages_held_up() from public;
grant execute on function messages_held_up() to concordat_serve;
