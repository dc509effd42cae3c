-- People and their posts: changes to the register name a person by their number, and addresses are told to those who gave them.

set search_path = concordat, public;

-- As before, and: whoever leaves a post, or whose training is recorded, is named by their number; someone appointed again to a
-- post they hold goes on in it; and what would change nothing is not said to have been done.
create or replace function apply_change(c jsonb) returns void
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

-- The addresses of those who hold, held or will hold a post of one's body: for whoever appoints to its posts, and nobody else.
create function addresses_of_my_people() returns table (person int, email text)
language sql stable security definer set search_path = concordat, pg_temp as $$
  select distinct n.id, n.email
    from term t join post p on p.id = t.post join unit u on u.id = p.unit join person n on n.id = t.person
   where u.body = my_body() and cardinality(my_readers()) > 0
     and exists (select from post me where me.id = my_post() and me.appoints)
$$;

revoke all on function apply_change(jsonb), addresses_of_my_people() from public;
grant execute on function addresses_of_my_people() to concordat_serve;
