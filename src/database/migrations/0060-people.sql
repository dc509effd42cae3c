-- People and their posts: changes to the register name a person by their number, and addresses are told to those who gave them.

set search_path = concordat, public;

-- The addresses of those who hold, held or will hold a post of one's body: for whoever appoints to its posts, and nobody else.
create function addresses_of_my_people() returns table (person int, email text)
language sql stable security definer set search_path = concordat, pg_temp as $$
  select distinct n.id, n.email
    from term t join post p on p.id = t.post join unit u on u.id = p.unit join person n on n.id = t.person
   where u.body = my_body() and cardinality(my_readers()) > 0
     and exists (select from post me where me.id = my_post() and me.appoints)
$$;

revoke all on function addresses_of_my_people() from public;
grant execute on function addresses_of_my_people() to concordat_serve;
