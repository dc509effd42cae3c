import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import pg from 'pg'
import { as as become, asNobody, type Credential, type Transaction } from '../../src/database/as.ts'
import { sql, type Sql } from '../../src/database/sql.ts'
import { canary, scene, type Scene } from './scene.ts'
import { everythingSelected, readableTables, stateOf, trusted, type Readable } from './tables.ts'

const governor = 'hmpps.ashmoor.governor'
const saferCustody = 'hmpps.ashmoor.safer-custody'

/** Whoever has no part in a matter of the scene: nothing in the database may tell them that there is one. */
const strangers = [
  saferCustody,
  'hmpps.ashmoor.liaison',
  'hmpps.brackley-hill.governor',
  'hmpps.calder-mount.governor',
  'hmpps.siu',
  'hmpps.director-general',
  'imb.calder-mount.chair',
  'imb.brackley-hill.member',
  'imb.secretariat',
  'imb.regional',
  'hmip.press',
  'hmip.intelligence',
  'hmip.coordinator',
  'hmip.chief',
  'ppo.learning',
  'ppo.ombudsman',
  'moj.security',
  'operator',
  'clock',
]

/** An entry as `append` takes it, with nothing in it that anyone may not write. */
const entry = (reference: string, more: Record<string, unknown> = {}) => ({
  reference,
  step: 'forged',
  part: 'referral',
  clauses: ['SP-1'],
  marks: [],
  clears: [],
  contents: { referral: '{}' },
  shares: [],
  recalls: [],
  knownTo: [],
  falls: [],
  settles: [],
  cards: [],
  tells: [],
  changes: [],
  links: [],
  documents: [],
  fingerprint: '00',
  ...more,
})

const share = (part: string, to: string) => ({ part, to, purpose: 'Forged', clause: 'SP-1', conditions: [] })

describe('a person with SQL of their own', () => {
  let world: Scene
  let tables: Readable[]

  before(async () => {
    world = await scene('database_attacks')
    tables = await readableTables(world.database.owner)
  })

  const appending = (...entries: Record<string, unknown>[]) =>
    sql`select * from append(${JSON.stringify(entries)}::jsonb)`

  /** Runs one statement as somebody and tells how it failed; what it did is undone, but for what `then` is shown. */
  async function attempt(
    who: string | Credential,
    statement: Sql,
    then?: (transaction: Transaction) => Promise<void>,
  ): Promise<string> {
    let outcome = 'succeeded'
    const undo = new Error('undone')
    await become(world.house.pool, typeof who === 'string' ? { post: who } : who, world.house.now(), async tx => {
      try {
        await tx.all(statement)
        await then?.(tx)
      } catch (error) {
        if (error instanceof assert.AssertionError) throw error
        outcome = error instanceof pg.DatabaseError ? `${error.code} ${error.message}` : String(error)
      }
      throw undo
    }).catch(error => {
      if (error !== undo) throw error
    })
    return outcome
  }

  const refused = async (who: string | Credential, statement: Sql, how: RegExp) =>
    assert.match(await attempt(who, statement), how)

  const text = (found: Map<string, string[]>) => [...found.values()].flat().join('\n')

  describe('who selects everything there is', () => {
    it('finds no matter, entry, content, duty, notice, file or reading when nothing was disclosed to them', async () => {
      for (const post of strangers) {
        const found = await world.as(post, desk => everythingSelected(desk.transaction, tables))
        assert.equal(/canary|SAN-2026/.exec(text(found))?.[0], undefined, post)
        for (const table of [
          'matter',
          'entry',
          'content',
          'disclosure',
          'obligation',
          'card',
          'docket',
          'tie',
          'notice',
          'document',
          'done',
          'draft',
          'reading',
        ])
          assert.deepEqual(found.get(table), [], `${post} reads ${table}`)
      }
    })

    it('finds, as the manager it was referred to, the referral, what was asked and who it is, and nothing else', async () => {
      const found = text(await world.as(governor, desk => everythingSelected(desk.transaction, tables)))
      for (const part of ['response', 'identity']) assert.ok(found.includes(canary('referred', part)), part)
      for (const part of ['summary', 'account', 'consent', 'assessment'])
        assert.ok(!found.includes(canary('referred', part)), part)
      assert.equal(/canarysecret|canaryescalated|canaryloose/.exec(found)?.[0], undefined)
    })

    it('finds nothing of who the person is, as the lead of another body, until the person agrees', async () => {
      for (const post of ['imb.national-chair', 'ppo.deputy']) {
        const found = text(await world.as(post, desk => everythingSelected(desk.transaction, tables)))
        assert.ok(found.includes(canary('secret', 'summary')), `${post} is told of it`)
        assert.ok(!found.includes(canary('secret', 'identity')), `${post} is not told who it is`)
        assert.ok(!found.includes(canary('secret', 'account')))
      }
    })

    it('finds nothing at all when they are nobody', async () => {
      const found = await asNobody(world.house.pool, tx => everythingSelected(tx, tables))
      assert.deepEqual(
        [...found].filter(([, rows]) => rows.length > 0).map(([table]) => table),
        [],
      )
    })

    it('finds nothing of any matter when their training has lapsed', async () => {
      const { owner } = world.database
      await owner.query(
        `insert into concordat.requirement (name, bodies, label, clause) values ('attacked', '{IMB}', 'To have been attacked', 'SP-23j')`,
      )
      const found = text(await world.as('imb.ashmoor.member', desk => everythingSelected(desk.transaction, tables)))
      await owner.query(`delete from concordat.requirement where name = 'attacked'`)
      assert.equal(/canary|SAN-2026/.exec(found), null)
    })

    it('is told no number from which hidden entries could be counted', async () => {
      for (const [table, column] of [
        ['matter', 'length'],
        ['matter', 'tip'],
        ['disclosure', 'number'],
        ['disclosure', 'known_to'],
        ['obligation', 'number'],
        ['card', 'stage_number'],
        ['notice', 'number'],
        ['document', 'number'],
      ])
        await refused(governor, trusted(`select ${column} from ${table}`), /^42501/)
    })

    it('is told by an entry neither to whom else its matter is disclosed nor what it is chained to', async () => {
      for (const post of [governor, 'hmip.deputy'])
        for (const column of ['header', 'previous', 'digest', '*'])
          await refused(post, trusted(`select ${column} from entry`), /^42501/)
      const { rows } = await world.database.owner.query<{ id: string }>('select id from concordat.matter')
      const links = async (post: string) => {
        const found = await world.as(post, desk =>
          desk.transaction.all<{ part: string; contents: object }>(
            sql`select l.part, l.contents from unnest(${rows.map(row => row.id)}::bigint[]) m(id), trail_of(m.id) l`,
          ),
        )
        return [...new Set(found.flatMap(({ part, contents }) => [part, ...Object.keys(contents)]))].sort()
      }
      assert.deepEqual(await links(governor), ['referral', 'response'])
      assert.deepEqual(await links('hmip.press'), [])
    })
  })

  describe('who calls what the program calls', () => {
    const digest = Buffer.alloc(32, 1)
    const now = new Date('2026-03-02T09:00:00Z')

    it('stays who they are: nobody becomes somebody else half way', async () => {
      const [chair] = (
        await world.database.owner.query<{ post: number; person: number }>(
          `select p.id as post, t.person from concordat.post p join concordat.term t on t.post = p.id where p.key = 'imb.ashmoor.chair'`,
        )
      ).rows
      assert.ok(chair)
      await refused(governor, sql`select become(${chair.post}, ${chair.person}, ${now})`, /^42501/)
      await refused(governor, sql`select become_by_session(${digest}, ${now}, interval '30 minutes')`, /^succeeded/)
      await world.as('imb.ashmoor.chair', desk =>
        desk.transaction.all(sql`select make_token(${digest}, 'a test', ${new Date('2026-04-01')})`),
      )
      await refused(governor, sql`select become_by_token(${digest}, ${now})`, /^42501/)
    })

    it('does not write who they are from inside a query', async () => {
      for (const statement of [
        `select set_config('concordat.readers', '{1,2,3,4,5}', true)`,
        `select set_config('concordat.person', '', true), set_config('concordat.post', '', true)`,
        `select * from matter order by (select set_config('concordat.readers', '{1,2,3}', true))`,
        `update pg_settings set setting = '{1,2,3}' where name = 'concordat.readers'`,
        `select query_to_xml('select set_config(''concordat.readers'', ''{1,2,3}'', true)', true, true, '')`,
        `select query_to_xml('set local concordat.readers = ''{1,2,3}''', true, true, '')`,
      ])
        await refused(governor, trusted(statement), /^(42501|0A000)/)
    })

    it('does nothing that only the program does', async () => {
      const statements: Record<string, Sql> = {
        holder: sql`select * from holder('imb.ashmoor.chair', ${now})`,
        begin_session: sql`select begin_session(${digest}, 1, null, ${now}, ${now}, null, null)`,
        find_person: sql`select find_person('clock')`,
        recognise: sql`select recognise('somebody', 'priya.raman@example.org', true)`,
        end_provider_sessions: sql`select end_provider_sessions('any', ${now})`,
        end_sessions_of: sql`select end_sessions_of('any', ${now})`,
        entries_to_bind: sql`select * from entries_to_bind(1000)`,
        last_head: sql`select * from last_head()`,
        add_head: sql`select add_head(1, ${now}, '{}', ${digest}, 'key', '{}'::bigint[], '{}'::int[])`,
        refresh_lapsed: sql`select refresh_lapsed('2020-01-01'::timestamptz)`,
        tell_of_dues: sql`select tell_of_dues(${now}, '2030-01-01'::date)`,
        mail_to_send: sql`select * from mail_to_send(${now}, true, 1000)`,
        mail_done: sql`select mail_done(1, '{1,2,3}'::bigint[], 'sent', null, ${now}, null)`,
        keep_mail: sql`select keep_mail('k', ${now}, 'priya.raman@example.org', 's', 'b')`,
        due_dates: sql`select due_dates(${digest}, ${now})`,
        drop_mail_nobody_may_see: sql`select drop_mail_nobody_may_see(${now})`,
        duties_to_recount: sql`select * from duties_to_recount(0, 1000)`,
        duties_recounted: sql`select duties_recounted('[{"id":1,"limit_on":"2030-01-01"}]'::jsonb)`,
        drop_loose_documents: sql`select drop_loose_documents(${now})`,
        drop_old_drafts: sql`select drop_old_drafts(${now})`,
        end_sessions_ahead: sql`select end_sessions_ahead(${now})`,
        stray_files: sql`select stray_files('{}'::uuid[])`,
        sweep_file: sql`select sweep_file('11111111-2222-4333-8444-555555555555')`,
        asked_again: sql`select asked_again('{1,2,3}'::bigint[], true, ${now})`,
        unasked_now: sql`select unasked_now()`,
        spend: sql`select * from spend(array[${digest}]::bytea[], '{1}'::int[])`,
        load_holidays: sql`select load_holidays('{}'::jsonb)`,
        project: sql`select project('{1,2,3}'::bigint[])`,
        apply_change: sql`select apply_change('{}'::jsonb)`,
        append_as_reader: sql`select append_as_reader('[]'::jsonb)`,
        person_called: sql`select person_called('clock')`,
      }
      const there = new Set(
        (
          await world.database.owner.query<{ name: string }>(
            `select proname as name from pg_proc where pronamespace = 'concordat'::regnamespace`,
          )
        ).rows.map(row => row.name),
      )
      for (const [name, statement] of Object.entries(statements)) {
        if (!there.has(name)) continue
        for (const post of [governor, 'hmip.deputy']) assert.match(await attempt(post, statement), /^42501/, name)
      }
    })

    it('makes no session for the clock, whoever the provider says has signed in', async () => {
      const undo = new Error('undone')
      await asNobody(world.house.pool, async tx => {
        await tx.all(
          sql`select begin_session(${digest}, (select person from holder('clock', ${now})), null, ${now}, ${new Date('2026-03-03')}, null, null)`,
        )
        const { me } = await tx.one<{ me: unknown }>(
          sql`select become_by_session(${digest}, ${now}, interval '30 minutes') as me`,
        )
        assert.equal(me, null)
        throw undo
      }).catch(error => assert.equal(error, undo))
    })

    it('is told the same of a matter that is hidden and of one that is not there', async () => {
      for (const reference of [world.secret, 'SAN-2026-000000'])
        await attempt(governor, sql`select hold(${reference}) as id`, async tx => {
          const { id } = await tx.one<{ id: unknown }>(sql`select hold(${reference}) as id`)
          assert.equal(id, null)
        })
      const hidden = await attempt(governor, appending(entry(world.secret)))
      const absent = await attempt(governor, appending(entry('SAN-2026-000000')))
      assert.equal(hidden, absent)
      assert.match(hidden, /^P0002 no such matter$/)
    })

    it('does not wait for a matter that they may not see', async () => {
      const client = await world.database.owner.connect()
      try {
        await client.query('begin')
        await client.query(`select from concordat.matter where reference = $1 for update`, [world.secret])
        const asked = Date.now()
        await attempt(governor, appending(entry(world.secret)))
        await attempt(governor, sql`select hold(${world.secret})`)
        assert.ok(Date.now() - asked < 1000, 'it waited')
      } finally {
        await client.query('rollback')
        client.release()
      }
    })
  })

  describe('who writes the journal with words of their own', () => {
    it('writes to no matter and no part that they do not see', async () => {
      for (const part of ['summary', 'identity', 'account', 'papers'].filter(part => part !== 'identity'))
        await refused(
          governor,
          appending(entry(world.referred, { part, contents: { [part]: '{}' } })),
          /^42501 nobody writes to a part they may not see/,
        )
      await refused(
        governor,
        appending(entry(world.referred, { part: 'summary' })),
        /^42501 nobody writes to a part they may not see: summary/,
      )
      await refused(
        governor,
        appending(
          entry(world.referred, { cards: [{ part: 'summary', facts: { line: 'forged' }, marks: [], words: '' }] }),
        ),
        /^42501 nobody writes to a part they may not see: summary/,
      )
    })

    it('turns no stage and no fact of a part that they do not see into words', async () => {
      for (const turn of [
        { was: 'referred', is: 'Words of one’s own' },
        { column: 'consent', was: 'given', is: '{"forged":true}' },
      ])
        await refused(
          governor,
          appending({ ...entry(world.referred, { part: 'referral' }), turns: [turn] }),
          /^22023 one name turns into another, not into words/,
        )
    })

    it('discloses no part that they do not see, to themselves or to anyone', async () => {
      for (const part of ['summary', 'account', 'assessment', 'observations'])
        await refused(
          governor,
          appending(entry(world.referred, { part, contents: { [part]: '{}' }, shares: [share(part, governor)] })),
          /^42501 a part can be disclosed only by someone who may see it/,
        )
      await refused(
        'imb.national-chair',
        appending(
          entry(world.secret, {
            part: 'summary',
            contents: { summary: '{}' },
            shares: [share('identity', 'imb.national-chair')],
          }),
        ),
        /^42501/,
      )
    })

    it('recalls no part that they do not see', async () => {
      await refused(
        governor,
        appending(entry(world.referred, { recalls: [{ part: 'summary', from: 'hmip.lead', clause: 'SP-1' }] })),
        /^42501 a part can be recalled only by someone who may see it/,
      )
    })

    it('does not pass off a hidden matter as one that is being born', async () => {
      const birth = { procedure: 'sanction-allegation', version: '2021', place: 'ZAI' }
      for (const owner of ['nobody.at.all', 'imb.ashmoor', 'hmpps.ashmoor'])
        for (const reference of [world.secret, world.referred]) {
          const outcome = await attempt(
            governor,
            appending(
              entry(reference, {
                birth: { ...birth, owner },
                part: 'identity',
                contents: { identity: '{}' },
                shares: [share('identity', governor), share('account', governor), share('summary', governor)],
              }),
            ),
            async tx => {
              const found = text(await everythingSelected(tx, tables))
              assert.ok(!found.includes(canary('secret', 'identity')), `${owner} ${reference}`)
              assert.fail(`it was taken for a birth: ${owner} ${reference}`)
            },
          )
          assert.match(outcome, /^(P0002 no such matter|23505 )/)
        }
    })

    it('begins nothing that another body would own', async () => {
      for (const owner of ['imb.ashmoor', 'hmip.lead', 'operation', 'clock'])
        await refused(
          governor,
          appending(
            entry('SAN-2026-999999', {
              birth: { procedure: 'sanction-allegation', version: '2021', place: 'ZAI', owner },
              shares: [share('referral', governor)],
            }),
          ),
          /^P0002 no such matter/,
        )
    })

    it('says one thing of two matters in one breath only where they see both', async () => {
      await refused(governor, appending(entry(world.referred), entry(world.secret)), /^P0002/)
      await refused(governor, appending(entry(world.referred), entry(world.referred)), /^P0002/)
    })

    it('ties no matter to one that they do not see', async () => {
      const tied = async (reference: string) => {
        let ties: unknown[] = []
        await attempt(governor, appending(entry(world.referred, { links: [reference] })), async tx => {
          ties = await tx.all(sql`select * from tie`)
        })
        return ties
      }
      assert.deepEqual(await tied(world.secret), [])
      assert.deepEqual(await tied('SAN-2026-000000'), [])
    })

    it('attaches nobody else’s file, nor one that is attached, and is told the same of both', async () => {
      const attach = (id: string) => appending(entry(world.referred, { documents: [{ id, part: 'referral' }] }))
      const outcomes = await Promise.all(
        [world.loose, world.attached, '00000000-0000-4000-8000-000000000000'].map(id => attempt(governor, attach(id))),
      )
      assert.equal(new Set(outcomes).size, 1)
      assert.match(outcomes[0] ?? '', /^23503 a file to be attached is not there/)
      await refused(
        'imb.ashmoor.chair',
        appending(entry(world.referred, { documents: [{ id: world.loose, part: 'papers' }] })),
        /^42501 nobody writes to a part they may not see/,
      )
    })

    it('changes nobody’s post, standing or settings without an entry, or without being allowed to', async () => {
      const begins = (post: string) => ({
        kind: 'term begins',
        post,
        person: { name: 'A. Mole', email: 'mole@example.org' },
        from: '2026-01-01',
      })
      await refused(
        governor,
        appending(entry(world.referred, { changes: [begins('hmpps.ashmoor.liaison')] })),
        /^42501/,
      )
      for (const post of ['imb.ashmoor.chair', 'hmpps.ashmoor.governor', 'operator', 'clock'])
        await refused(
          'hmip.deputy',
          appending(entry(world.secret, { part: 'summary', contents: { summary: '{}' }, changes: [begins(post)] })),
          /^42501 only a body/,
        )
      const [priya] = (
        await world.database.owner.query<{ id: number }>(`select id from concordat.person where name = 'Priya Raman'`)
      ).rows
      await refused(
        governor,
        appending(
          entry(world.referred, {
            changes: [
              {
                kind: 'standing',
                person: priya?.id,
                requirement: 'sanctions',
                on: '2026-01-01',
                until: '2030-01-01',
              },
            ],
          }),
        ),
        /^42501 standing is recorded by/,
      )
      await refused(
        governor,
        appending(
          entry(world.referred, {
            changes: [{ kind: 'setting', setting: 'sanctions-consent-hmip', body: 'HMIP', period: 'P99D' }],
          }),
        ),
        /^42501 a body sets its own/,
      )
      await refused(
        'hmip.deputy',
        appending(entry(world.secret, { part: 'summary', contents: {}, changes: [begins('hmip.press')] })),
        /^22023 an entry says nothing/,
      )
    })
  })

  describe('who writes to tables', () => {
    const digest = Buffer.alloc(32, 2)

    it('changes and deletes nothing of the journal, the register or the readings', async () => {
      for (const table of [
        'entry',
        'content',
        'disclosure',
        'matter',
        'obligation',
        'card',
        'docket',
        'tie',
        'reading',
        'head',
        'bound',
        'unbound',
        'term',
        'post',
        'unit',
        'place',
        'standing',
        'requirement',
        'setting',
        'session',
        'token',
        'bank_holidays',
        'delivery',
        'kept_mail',
      ]) {
        await refused(governor, trusted(`delete from ${table}`), /^42501/)
        await refused(governor, trusted(`truncate ${table}`), /^42501/)
        await refused(governor, trusted(`lock table ${table} in access exclusive mode`), /^42501/)
        await refused(governor, trusted(`insert into ${table} default values`), /^42501/)
        await refused(governor, trusted(`create index on ${table} ((1))`), /^42501/)
        await refused(governor, trusted(`alter table ${table} disable row level security`), /^42501/)
      }
      for (const statement of [
        `update entry set step = 'other'`,
        `update disclosure set ended_at = null`,
        `update obligation set state = 'met'`,
        `update document set part = 'referral'`,
        `update reading set why = 'other'`,
        `update person set name = 'other'`,
        `update notice set kind = 'came'`,
        `update session set post = 1`,
        `create table here (a int)`,
        `create temporary table disclosure (a int)`,
        `create function concordat.f() returns int language sql as 'select 1'`,
        `set role concordat_owner`,
        `set session authorization concordat_owner`,
        `alter role concordat_serve bypassrls`,
        `copy (select 1) to program 'true'`,
        `copy entry to '/tmp/entry'`,
        `select pg_read_file('/etc/hostname')`,
        `select lo_import('/etc/hostname')`,
      ])
        assert.notEqual(await attempt(governor, trusted(statement)), 'succeeded', statement)
      // Asking for no row security stops the query; it does not lift it.
      await refused(governor, trusted(`set local row_security = off`), /^succeeded/)
      await attempt(governor, trusted(`set local row_security = off`), async tx => {
        await assert.rejects(tx.all(sql`select id from matter`), /row-level security/)
      })
    })

    it('writes a reading for nobody else, at no other time, and of no matter that they do not see', async () => {
      const reading = (post: Sql, at: Sql, matter: Sql) =>
        sql`insert into reading (at, post, person, kind, matter) values (${at}, ${post}, my_person(), 'opened', ${matter})`
      const { rows } = await world.database.owner.query<{ id: string; reference: string }>(
        'select id, reference from concordat.matter',
      )
      const of = (reference: string) => sql`${rows.find(row => row.reference === reference)?.id}::bigint`
      const mine = sql`my_post()`
      const now = sql`my_now()`
      assert.equal(await attempt(governor, reading(mine, now, of(world.referred))), 'succeeded')
      const hidden = await attempt(governor, reading(mine, now, of(world.secret)))
      const absent = await attempt(governor, reading(mine, now, sql`987654321::bigint`))
      assert.match(hidden, /^42501/)
      assert.equal(hidden, absent)
      await refused(governor, reading(sql`my_post() + 1`, now, sql`null`), /^42501/)
      await refused(governor, reading(mine, sql`my_now() - interval '1 day'`, sql`null`), /^42501/)
    })

    it('writes drafts, views and uploads as nobody but themselves', async () => {
      await refused(
        governor,
        sql`insert into draft (person, address, answers, saved_at) values (1 + my_person(), '/x', '{}', now())`,
        /^42501/,
      )
      await refused(
        governor,
        sql`insert into saved_view (post, name, query, body, made_at) values (my_post(), 'x', '', 'IMB', now())`,
        /^42501/,
      )
      await refused(
        governor,
        sql`insert into document (id, name, kind, size, sha256, wrapped_key, key_id, uploaded_at, uploaded_by)
            values (gen_random_uuid(), 'x', 'txt', 1, ${digest}, ${digest}, 'k', now(), my_post() + 1)`,
        /^42501/,
      )
      await refused(governor, sql`update person set notices = 'daily' where id <> my_person()`, /^succeeded/)
      const { rows } = await world.database.owner.query(`select from concordat.person where notices = 'daily'`)
      assert.equal(rows.length, 0)
    })
  })

  describe('who looks beside the tables', () => {
    it('reads no statistics of rows that they may not see', async () => {
      await world.database.owner.query('analyze')
      for (const view of ['pg_stats', 'pg_stats_ext', 'pg_stats_ext_exprs'])
        await attempt(governor, sql`select`, async tx => {
          const rows = await tx.all<{ row: string; tablename: string }>(
            trusted(`select s::text as row from ${view} s where schemaname = 'concordat'`),
          )
          assert.deepEqual(rows, [], view)
        })
      for (const statement of [
        `select * from pg_statistic`,
        `select * from pg_stat_activity`,
        `select * from pg_stat_get_activity(null)`,
        `select * from pg_stat_user_tables`,
        `select * from pg_authid`,
        `select * from pg_hba_file_rules`,
        `select last_value from matter_id_seq`,
        `select nextval('matter_id_seq')`,
        `select currval('matter_id_seq')`,
        `select * from pgrowlocks('matter')`,
        `select pg_current_logfile()`,
      ])
        assert.notEqual(await attempt(governor, trusted(statement)), 'succeeded', statement)
      await attempt(governor, sql`select`, async tx => {
        const rows = await tx.all<{ value: unknown }>(
          trusted(`select last_value as value from pg_sequences where schemaname = 'concordat'`),
        )
        assert.ok(rows.every(row => row.value === null))
      })
    })

    it('makes no error tell what a hidden row holds', async () => {
      // A function that is not leakproof never meets a row before the policy has passed it.
      for (const statement of [
        `select body::int from content`,
        `select 1 from content where body::int = 1`,
        `select 1 from matter where 1 / (id - id) = 1`,
        `select step from entry where marks ->> 0 = 'x' and (marks ->> 0)::int / 0 = 1`,
        `select 1 from docket where (facts ->> 'line')::int = 1`,
        `select 1 from docket where words::text::int = 1`,
      ])
        for (const post of [saferCustody, 'operator'])
          assert.equal(await attempt(post, trusted(statement)), 'succeeded', statement)
    })

    it('makes no key or conflict tell that a hidden row is there', async () => {
      const twice = async (statement: Sql) => attempt(saferCustody, statement)
      // The keys of tables that may be written to begin with the writer, or are drawn by the program.
      assert.equal(
        await twice(
          sql`insert into draft (person, address, answers, saved_at) values (my_person(), '/x', '{}', now()) on conflict do nothing`,
        ),
        'succeeded',
      )
      await refused(
        saferCustody,
        sql`insert into document (id, name, kind, size, sha256, wrapped_key, key_id, uploaded_at, uploaded_by)
            values (${world.attached}, 'x', 'txt', 1, '', '', 'k', now(), my_post()) on conflict (id) do update set name = document.name returning name`,
        /^42501/,
      )
      const { rows } = await world.database.owner.query<{ table: string; columns: string[] }>(`
        select c.relname as table, array(select a.attname::text from unnest(i.indkey) k join pg_attribute a on a.attrelid = c.oid and a.attnum = k) as columns
          from pg_index i join pg_class c on c.oid = i.indrelid
         where c.relnamespace = 'concordat'::regnamespace and i.indisunique and has_any_column_privilege('concordat_serve', c.oid, 'INSERT')`)
      // An import's number is drawn at random and its rows are its post's own.
      const owners = ['person', 'post', 'unit', 'import']
      for (const { table, columns } of rows)
        assert.ok(
          owners.includes(columns[0] ?? '') || columns.join() === 'id',
          `${table} (${columns.join()}) would tell a writer that somebody else’s row is there`,
        )
    })

    it('has no key that points from what they write to what they may not see', async () => {
      const { rows } = await world.database.owner.query<{ finding: string }>(`
        select format('%s → %s', c.conrelid::regclass, c.confrelid::regclass) as finding
          from pg_constraint c
         where c.contype = 'f' and c.connamespace = 'concordat'::regnamespace
           and exists (select from unnest(c.conkey) k where has_column_privilege('concordat_serve', c.conrelid, k, 'INSERT'))
           and c.confrelid::regclass::text not in ('concordat.person', 'concordat.post', 'concordat.unit', 'concordat.import')`)
      assert.deepEqual(rows, [])
    })

    it('learns nothing of a hidden row from a plan', async () => {
      const plan = async (reference: string) => {
        let lines: string[] = []
        await attempt(saferCustody, sql`select`, async tx => {
          const rows = await tx.all<{ 'QUERY PLAN': string }>(
            trusted(`explain select id from matter where reference = '${reference}'`),
          )
          lines = rows.map(row => row['QUERY PLAN'].replaceAll(reference, '?'))
        })
        return lines
      }
      assert.deepEqual(await plan(world.secret), await plan('SAN-2026-000000'))
    })
  })

  it('has changed nothing by all that', async () => {
    const before = await stateOf(world.database.owner)
    for (const post of [governor, ...strangers])
      for (const statement of [
        appending(entry(world.secret)),
        appending(entry(world.referred, { part: 'summary', contents: { summary: '{}' } })),
        sql`select mail_done(1, '{1,2,3,4,5,6,7,8}'::bigint[], 'sent', null, now(), null)`,
      ])
        if (post !== 'clock') await attempt(post, statement)
    assert.deepEqual(await stateOf(world.database.owner), before)
  })
})
