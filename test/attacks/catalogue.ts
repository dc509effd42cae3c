import type pg from 'pg'

/**
 * What would make a hole in the wall, found in the database's own catalogue: each row is a sentence naming one. Nothing here
 * knows what the migrations say; it asks what the server has come to.
 */
export async function findingsIn(client: pg.Pool | pg.Client | pg.PoolClient): Promise<string[]> {
  const findings: string[] = []
  for (const check of checks) {
    const { rows } = await client.query<{ finding: string }>(check)
    findings.push(...rows.map(row => row.finding))
  }
  return findings.sort()
}

/** What the serving role may do to a table beyond reading it. Everything else is written by functions, or never. */
export const mayWrite: Readonly<Record<string, readonly string[]>> = {
  person: ['UPDATE (notices)'],
  notice: ['UPDATE (read_at)'],
  done: ['UPDATE (version)'],
  reading: ['INSERT'],
  document: ['INSERT'],
  draft: ['INSERT', 'UPDATE', 'DELETE'],
  saved_view: ['INSERT', 'UPDATE', 'DELETE'],
  import: [
    'INSERT',
    'DELETE',
    ...['state', 'columns', 'words', 'touched_at', 'finished_at'].map(column => `UPDATE (${column})`),
  ],
  import_row: ['INSERT', ...['cells', 'state', 'problems', 'reference'].map(column => `UPDATE (${column})`)],
  brought: ['INSERT'],
  package: ['INSERT', 'DELETE', ...['manifest', 'files', 'reference'].map(column => `UPDATE (${column})`)],
}

/** Columns the serving role never reads, whoever it is being: addresses, subjects, secrets' digests, and counts of hidden entries. */
export const neverRead: readonly string[] = [
  'person.email',
  'person.subject',
  'person.feed',
  'session.digest',
  'session.provider_session',
  'token.digest',
  'content.salt',
]

/** Tables the serving role has no business with at all. */
export const neverTouched: readonly string[] = ['bound', 'unbound', 'delivery', 'kept_mail']

const ours = `c.relnamespace = 'concordat'::regnamespace`
const quoted = (words: readonly string[]) => words.map(word => `'${word.replaceAll("'", "''")}'`).join(', ')

const writes = Object.entries(mayWrite).flatMap(([table, verbs]) => verbs.map(verb => `${table} ${verb}`))

const checks: readonly string[] = [
  // ── Row security ──
  `select format('%s has no row security', c.relname) as finding from pg_class c where ${ours} and c.relkind in ('r', 'p') and not c.relrowsecurity
   union all
   select format('%s does not force row security on its owner', c.relname) from pg_class c where ${ours} and c.relkind in ('r', 'p') and not c.relforcerowsecurity`,

  // A verb without a policy denies, which is safe; it is also a grant nobody meant.
  `select format('%s may be reached by %s without a policy for it', c.relname, v.verb) as finding
     from pg_class c cross join (values ('SELECT', 'r'), ('INSERT', 'a'), ('UPDATE', 'w'), ('DELETE', 'd')) v(verb, letter)
    where ${ours} and c.relkind in ('r', 'p')
      and case when v.verb = 'DELETE' then has_table_privilege('concordat_serve', c.oid, 'DELETE')
               else has_any_column_privilege('concordat_serve', c.oid, v.verb) end
      and not exists (select from pg_policy p where p.polrelid = c.oid and p.polcmd in (v.letter::"char", '*')
                        and 'concordat_serve'::regrole = any (p.polroles))`,

  `select format('%s has the policy %s for a verb that is not granted', c.relname, p.polname) as finding
     from pg_policy p join pg_class c on c.oid = p.polrelid
    where ${ours} and 'concordat_serve'::regrole = any (p.polroles)
      and not case p.polcmd when 'r' then has_any_column_privilege('concordat_serve', c.oid, 'SELECT')
                            when 'a' then has_any_column_privilege('concordat_serve', c.oid, 'INSERT')
                            when 'w' then has_any_column_privilege('concordat_serve', c.oid, 'UPDATE')
                            when 'd' then has_table_privilege('concordat_serve', c.oid, 'DELETE')
                            else has_any_column_privilege('concordat_serve', c.oid, 'SELECT') end`,

  `select format('%s has the policy %s for everyone', c.relname, p.polname) as finding
     from pg_policy p join pg_class c on c.oid = p.polrelid where ${ours} and 0 = any (p.polroles)`,

  `select format('%s has the policy %s, which does not ask who is acting', c.relname, p.polname) as finding
     from pg_policy p join pg_class c on c.oid = p.polrelid
     cross join lateral (values (pg_get_expr(p.polqual, p.polrelid)), (pg_get_expr(p.polwithcheck, p.polrelid))) e(words)
    where ${ours} and 'concordat_serve'::regrole = any (p.polroles) and e.words is not null
      and (e.words !~ 'my_(readers|post|person|body)\\(\\)' and e.words !~ '\\mmatter\\M' or e.words in ('true', '(true)'))`,

  `select format('%s lets its owner past for more than the functions', c.relname) as finding
     from pg_policy p join pg_class c on c.oid = p.polrelid
    where ${ours} and 'concordat_serve'::regrole <> all (p.polroles) and 0 <> all (p.polroles)
      and (p.polroles <> array['concordat_owner'::regrole::oid]
           or pg_get_expr(p.polqual, p.polrelid) <> '(CURRENT_USER <> ''concordat_serve''::name)'
           or pg_get_expr(p.polwithcheck, p.polrelid) <> '(CURRENT_USER <> ''concordat_serve''::name)')`,

  // ── Views ──
  `select format('the view %s reads as its owner', c.relname) as finding from pg_class c
    where ${ours} and c.relkind = 'v' and not coalesce(c.reloptions @> array['security_invoker=true'] or c.reloptions @> array['security_invoker=on'], false)
   union all
   select format('%s is a copy that row security does not cover', c.relname) from pg_class c where ${ours} and c.relkind in ('m', 'f')`,

  // ── Functions ──
  `select format('the function %s may be executed by anyone', p.oid::regprocedure) as finding from pg_proc p
    where p.pronamespace = 'concordat'::regnamespace and has_function_privilege('public', p.oid, 'execute') and p.prokind <> 'a'
   union all
   select format('the function %s does not pin its search path', p.oid::regprocedure) from pg_proc p
    where p.pronamespace = 'concordat'::regnamespace and p.prokind <> 'a'
      -- What has a body of its own, rather than text to be read when it runs, was bound when it was made.
      and p.prosqlbody is null
      and not exists (select from unnest(p.proconfig) s where s in ('search_path=concordat, pg_temp', 'search_path=""'))
   union all
   select format('the function %s is owned by %s', p.oid::regprocedure, p.proowner::regrole) from pg_proc p
    where p.pronamespace = 'concordat'::regnamespace and p.proowner <> 'concordat_owner'::regrole
   union all
   select format('the function %s calls itself leakproof', p.oid::regprocedure) from pg_proc p
    where p.pronamespace = 'concordat'::regnamespace and p.proleakproof
   union all
   select format('the function %s makes up statements as it runs', p.oid::regprocedure) from pg_proc p
    where p.pronamespace = 'concordat'::regnamespace and p.prosecdef and p.prosrc ~* '\\mexecute\\M'
   union all
   select format('the trigger %s on %s', t.tgname, t.tgrelid::regclass) || ' acts where nobody looks for it' from pg_trigger t join pg_class c on c.oid = t.tgrelid
    where ${ours} and not t.tgisinternal
      -- Looked at: it only ever refuses, a file that was swept away while it was being written down.
      and (t.tgname, t.tgrelid::regclass) <> ('not_swept', 'concordat.document'::regclass)
   union all
   select format('the rule %s on %s', r.rulename, c.relname) || ' rewrites what is asked' from pg_rewrite r join pg_class c on c.oid = r.ev_class
    where ${ours} and c.relkind <> 'v'`,

  // ── The serving role ──
  `with serve as (select * from pg_roles where rolname = 'concordat_serve')
   select 'the serving role ' || fault as finding from serve, lateral (values
     (rolsuper, 'is a superuser'), (rolbypassrls, 'bypasses row security'), (rolcreaterole, 'may make roles'), (rolcreatedb, 'may make databases'),
     (rolreplication, 'may replicate')) f(so, fault) where so
   union all
   select format('the serving role is a member of %s', m.roleid::regrole) from pg_auth_members m where m.member = 'concordat_serve'::regrole
   union all
   select format('the serving role owns %s', pg_describe_object(classid, objid, objsubid)) from pg_shdepend
    where refclassid = 'pg_authid'::regclass and refobjid = 'concordat_serve'::regrole and deptype = 'o'
   union all
   select format('the serving role may make things in %s', nspname) from pg_namespace where has_schema_privilege('concordat_serve', oid, 'create')
   union all
   select 'the serving role may make ' || what from (values ('temporary'), ('create')) w(what)
    where has_database_privilege('concordat_serve', current_database(), what)
   union all
   select format('the serving role may draw from the sequence %s', c.oid::regclass) from pg_class c
    where ${ours} and case when c.relkind = 'S' then has_sequence_privilege('concordat_serve', c.oid, 'usage, select, update') end
   union all
   select format('what is made later is granted to %s', coalesce(nullif(a.grantee, 0)::regrole::text, 'everyone')) from pg_default_acl d, aclexplode(d.defaclacl) a
    where a.grantee <> d.defaclrole and not (a.grantee = 0 and d.defaclobjtype = 'T')`,

  `select format('the serving role may %s %s', lower(verb), c.relname) as finding
     from pg_class c cross join unnest(array['TRUNCATE', 'REFERENCES', 'TRIGGER', 'DELETE']) verb
    where ${ours} and c.relkind in ('r', 'p', 'v') and has_table_privilege('concordat_serve', c.oid, verb)
      and format('%s %s', c.relname, verb) not in (${quoted(writes)})
   union all
   select format('the serving role may %s into or over %s', lower(verb), c.relname)
     from pg_class c cross join unnest(array['INSERT', 'UPDATE']) verb
    where ${ours} and c.relkind in ('r', 'p', 'v') and has_any_column_privilege('concordat_serve', c.oid, verb)
      and not exists (select from unnest(array[${quoted(writes)}]) w where w ^@ format('%s %s', c.relname, verb))
   union all
   select format('the serving role may change %s.%s', c.relname, a.attname)
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where ${ours} and c.relkind in ('r', 'p') and has_column_privilege('concordat_serve', c.oid, a.attnum, 'UPDATE')
      and format('%s UPDATE', c.relname) not in (${quoted(writes)}) and format('%s UPDATE (%s)', c.relname, a.attname) not in (${quoted(writes)})`,

  `select format('the serving role may read %s.%s', c.relname, a.attname) as finding
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where ${ours} and has_column_privilege('concordat_serve', c.oid, a.attnum, 'SELECT') and format('%s.%s', c.relname, a.attname) in (${quoted(neverRead)})
   union all
   select format('the serving role may reach %s', c.relname) from pg_class c
    where ${ours} and c.relname in (${quoted(neverTouched)}) and has_any_column_privilege('concordat_serve', c.oid, 'SELECT, INSERT, UPDATE')
   union all
   select format('everyone may %s %s', lower(x.privilege_type), c.relname) from pg_class c, aclexplode(c.relacl) x where ${ours} and x.grantee = 0`,

  `select format('%s is watched for and is not there', name) as finding from unnest(array[${quoted(neverRead)}]) name
    where not exists (select from pg_attribute a join pg_class c on c.oid = a.attrelid where ${ours} and format('%s.%s', c.relname, a.attname) = name)`,
]
