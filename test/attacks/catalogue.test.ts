import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import pg from 'pg'
import { freshDatabase, type TestDatabase } from '../database.ts'
import { findingsIn } from './catalogue.ts'

describe('the catalogue of the database', () => {
  let database: TestDatabase
  let superuser: pg.Client

  before(async () => {
    database = await freshDatabase('catalogue')
    superuser = new pg.Client(database.servers.superuser)
    await superuser.connect()
  })
  after(async () => {
    await superuser.end()
    await database.drop()
  })

  it('has no hole in it', async () => {
    assert.deepEqual(await findingsIn(superuser), [])
  })

  it('refuses the serving role as a server for the wrong reasons too: what the program checks at start agrees', async () => {
    const { refuseUnsafeRole } = await import('../../src/database/connect.ts')
    await refuseUnsafeRole(database.serve)
  })

  /** Each breach is made, found by a sentence that names it, and undone. */
  const breaches: readonly (readonly [breach: string, statements: string, finding: RegExp])[] = [
    ['a new table without row security', `create table concordat.loose (words text)`, /^loose has no row security$/],
    [
      'a table whose owner is let past',
      `alter table concordat.content no force row level security`,
      /^content does not force row security/,
    ],
    [
      'row security turned off',
      `alter table concordat.entry disable row level security`,
      /^entry has no row security$/,
    ],
    [
      'a grant without a policy',
      `grant select on concordat.bound to concordat_serve`,
      /^bound may be reached by SELECT without a policy/,
    ],
    [
      'a policy for a verb that is not granted',
      `create policy odd on concordat.entry for delete to concordat_serve using (number = (select concordat.my_post()))`,
      /^entry has the policy odd for a verb that is not granted$/,
    ],
    [
      'a policy that is true',
      `create policy open on concordat.content for select to concordat_serve using (true)`,
      /^content has the policy open, which does not ask who is acting$/,
    ],
    [
      'a policy that is as good as true',
      `create policy open on concordat.content for select to concordat_serve using (length(body) >= 0)`,
      /^content has the policy open, which does not ask who is acting$/,
    ],
    [
      'a check that is true',
      `create policy open on concordat.document for insert to concordat_serve with check (true)`,
      /^document has the policy open, which does not ask/,
    ],
    [
      'a policy for everyone',
      `create policy open on concordat.content for select using (number = (select concordat.my_post()))`,
      /^content has the policy open for everyone$/,
    ],
    [
      'an owner’s policy that anyone passes',
      `alter policy kept_by_owner on concordat.content to concordat_owner using (true)`,
      /^content lets its owner past for more/,
    ],
    [
      'a view that reads as its owner',
      `create view concordat.everything as select * from concordat.content`,
      /^the view everything reads as its owner$/,
    ],
    [
      'a materialised view',
      `create materialized view concordat.everything as select 1 as one`,
      /^everything is a copy that row security does not cover$/,
    ],
    [
      'a function anyone may call',
      `create function concordat.door() returns int language sql security definer set search_path = concordat, pg_temp as 'select 1'; alter function concordat.door() owner to concordat_owner`,
      /^the function concordat.door\(\) may be executed by anyone$/,
    ],
    [
      'a function that can be led astray',
      `create function concordat.door() returns int language sql security definer as 'select 1'; revoke all on function concordat.door() from public; alter function concordat.door() owner to concordat_owner`,
      /^the function concordat.door\(\) does not pin its search path$/,
    ],
    [
      'a function owned by somebody else',
      `create function concordat.door() returns int language sql security definer set search_path = concordat, pg_temp as 'select 1'; revoke all on function concordat.door() from public`,
      /^the function concordat.door\(\) is owned by concordat_superuser$/,
    ],
    [
      'a function that makes up statements',
      `create function concordat.door() returns int language plpgsql security definer set search_path = concordat, pg_temp as 'begin execute ''select 1''; return 1; end'; revoke all on function concordat.door() from public; alter function concordat.door() owner to concordat_owner`,
      /^the function concordat.door\(\) makes up statements/,
    ],
    [
      'a function that calls itself leakproof',
      `alter function concordat.my_post() leakproof`,
      /^the function concordat.my_post\(\) calls itself leakproof$/,
    ],
    [
      'a trigger',
      `create function concordat.aside() returns trigger language plpgsql set search_path = '' as 'begin return new; end'; create trigger aside before insert on concordat.draft for each row execute function concordat.aside()`,
      /^the trigger aside on concordat.draft acts where nobody looks/,
    ],
    [
      'a rule',
      `create rule aside as on insert to concordat.draft do also nothing`,
      /^the rule aside on draft rewrites what is asked$/,
    ],
    ['a superuser who serves', `alter role concordat_serve superuser`, /^the serving role is a superuser$/],
    [
      'a role that bypasses row security',
      `alter role concordat_serve bypassrls`,
      /^the serving role bypasses row security$/,
    ],
    ['a role that makes roles', `alter role concordat_serve createrole`, /^the serving role may make roles$/],
    ['a role that makes databases', `alter role concordat_serve createdb`, /^the serving role may make databases$/],
    ['a role that may replicate', `alter role concordat_serve replication`, /^the serving role may replicate$/],
    [
      'a role that may become the owner',
      `grant concordat_owner to concordat_serve`,
      /^the serving role is a member of concordat_owner$/,
    ],
    [
      'a role that may read everything',
      `grant pg_read_all_data to concordat_serve`,
      /^the serving role is a member of pg_read_all_data$/,
    ],
    [
      'a role that owns a table',
      `grant create on schema concordat to concordat_serve; alter table concordat.draft owner to concordat_serve`,
      /^the serving role owns table concordat.draft$/,
    ],
    [
      'a role that may make things',
      `grant create on schema concordat to concordat_serve`,
      /^the serving role may make things in concordat$/,
    ],
    [
      'a role that may make temporary tables',
      `do $$ begin execute format('grant temporary on database %I to concordat_serve', current_database()); end $$`,
      /^the serving role may make temporary$/,
    ],
    [
      'a sequence that tells how many there are',
      `grant select on sequence concordat.matter_id_seq to concordat_serve`,
      /^the serving role may draw from the sequence concordat.matter_id_seq$/,
    ],
    [
      'grants on what is made later',
      `alter default privileges for role concordat_owner in schema concordat grant select on tables to concordat_serve`,
      /^what is made later is granted to concordat_serve$/,
    ],
    ...['entry', 'content', 'disclosure', 'reading', 'head', 'bound', 'matter', 'obligation'].flatMap(
      table =>
        [
          [
            `a ${table} that may be rewritten`,
            `grant update on concordat.${table} to concordat_serve`,
            new RegExp(`^the serving role may update into or over ${table}$`),
          ],
          [
            `a ${table} that may be deleted`,
            `grant delete on concordat.${table} to concordat_serve`,
            new RegExp(`^the serving role may delete ${table}$`),
          ],
          [
            `a ${table} that may be emptied`,
            `grant truncate on concordat.${table} to concordat_serve`,
            new RegExp(`^the serving role may truncate ${table}$`),
          ],
        ] as const,
    ),
    [
      'an entry written past the journal',
      `grant insert on concordat.entry to concordat_serve`,
      /^the serving role may insert into or over entry$/,
    ],
    [
      'one column too many',
      `grant update (mail) on concordat.notice to concordat_serve`,
      /^the serving role may change notice.mail$/,
    ],
    ...['person.email', 'person.subject', 'session.digest', 'token.digest', 'content.salt'].map(column => {
      const [table = '', name = ''] = column.split('.')
      return [
        `${column} granted`,
        `grant select (${name}) on concordat.${table} to concordat_serve`,
        new RegExp(`^the serving role may read ${column}$`),
      ] as const
    }),
    ['a grant to everyone', `grant select on concordat.place to public`, /^everyone may select place$/],
    [
      'a table that is not the program’s',
      `grant select on concordat.unbound to concordat_serve`,
      /^the serving role may reach unbound$/,
    ],
  ]

  for (const [breach, statements, finding] of breaches)
    it(`finds ${breach}`, async () => {
      await superuser.query('begin')
      try {
        await superuser.query(statements)
        const findings = await findingsIn(superuser)
        assert.ok(
          findings.some(one => finding.test(one)),
          `looked for ${finding} in:\n${findings.join('\n')}`,
        )
      } finally {
        await superuser.query('rollback')
      }
    })
})
