-- How posts are reached at work (HI-7a, PI-13b, HH-45): given by the body that owns the post, changed by its steps alone, and seen
-- by the bodies for which it was given. Nobody's own address is here: what a person signs in with is granted to no one.

set search_path = concordat, public;

create table contact (
  post int primary key references post,
  -- The bodies whose people may see it, the post's own among them.
  known_to text[] not null,
  email text,
  telephone text,
  address text,
  confirmed_on date not null,
  -- Since when those in the post's own unit say that it has changed: until it is given or confirmed anew.
  doubted_on date,
  check (num_nonnulls(email, telephone, address) > 0)
);
alter table contact enable row level security;
alter table contact force row level security;
create policy kept_by_owner on contact to concordat_owner using (current_user <> 'concordat_serve') with check (current_user <> 'concordat_serve');

grant select on contact to concordat_serve;
-- Whoever is suspended reads for no unit, and so sees none.
create policy given_to_my_body on contact for select to concordat_serve using (
  exists (select from unit u where u.id = any ((select my_readers())::int[]) and u.body = any (contact.known_to))
);

-- A change to a contact, or, where it says none, that what is kept is still right. Each body keeps its own: whoever appoints to
-- its posts, and the secretariat for the boards it serves. That one has changed is said by whoever works beside the post.
create function change_contact(c jsonb) returns void
language plpgsql security definer set search_path = concordat, pg_temp as $$
declare
  v_post int;
begin
  if c ? 'doubted' then
    update contact set doubted_on = london_day(my_now())
     where post = (select p.id from post p join post me on me.unit = p.unit where p.key = c->>'post' and me.id = my_post()) and cardinality(my_readers()) > 0;
    if not found then
      raise exception 'a unit says of its own posts that their contacts have changed' using errcode = 'insufficient_privilege';
    end if;
    return;
  end if;
  select p.id into v_post
    from post p join unit u on u.id = p.unit
   where p.key = c->>'post' and u.body = my_body() and cardinality(my_readers()) > 0
     and exists (select from post me join unit mine on mine.id = me.unit where me.id = my_post() and (me.appoints or mine.kind = 'secretariat'));
  if not found then
    raise exception 'a body keeps the contacts of its own posts' using errcode = 'insufficient_privilege';
  end if;
  if c ? 'reach' then
    insert into contact (post, known_to, email, telephone, address, confirmed_on)
    select v_post, array(select jsonb_array_elements_text(c->'knownTo') union select my_body()),
           c->'reach'->>'email', c->'reach'->>'telephone', c->'reach'->>'address', london_day(my_now())
    on conflict (post) do update
       set known_to = excluded.known_to, email = excluded.email, telephone = excluded.telephone, address = excluded.address,
           confirmed_on = excluded.confirmed_on, doubted_on = null;
  else
    update contact set confirmed_on = london_day(my_now()), doubted_on = null where post = v_post;
    if not found then
      raise exception 'there is no contact of this post to confirm' using errcode = 'no_data_found';
    end if;
  end if;
end $$;

-- When each was last confirmed, since when it is doubted, and who may know of it, for rules that warn before something is sent there: never how they are reached.
create function contacts_confirmed() returns table (post int, known_to text[], confirmed_on date, doubted_on date)
language sql stable security definer set search_path = concordat, pg_temp as $$
  select only_the_program();
  select c.post, c.known_to, c.confirmed_on, c.doubted_on from contact c
$$;

revoke all on function change_contact(jsonb), contacts_confirmed() from public;
grant execute on function contacts_confirmed() to concordat_serve;
