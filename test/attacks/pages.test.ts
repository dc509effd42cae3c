import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { routes as apiRoutes } from '../../src/api/api.ts'
import { startWorker } from '../../src/clock/worker.ts'
import { sql } from '../../src/database/sql.ts'
import { openLog } from '../../src/log.ts'
import { pages } from '../../src/web/pages.ts'
import { crawl, inSearches, left } from './crawl.ts'
import { inspecting } from './inspecting.ts'
import { toldWithIt } from './inspection-oracle.ts'
import { existence } from './oracle.ts'
import { siteOver, type Site } from './site.ts'
import { textsIn } from './unpack.ts'
import { singing } from './canary.ts'
import { canariesOf, faultsIn, hearing, sightOf, tell, told } from './walk.ts'
import { randomWorld, shared, type RandomWorld, type Size } from './world.ts'

const long = process.env.CONCORDAT_TEST_LONG === '1'
const size = { matters: 5, steps: 45 }
/** Of what bodies share beside the sanctions protocol. */
const sharing: Size = { matters: shared.length, steps: 100, procedures: shared, meanwhile: 0.3 }
const counted = (from: number, most: number) => Array.from({ length: long ? 10 : most }, (_, at) => from + at)
/** Of inspections, planned in secret and told of. */
const inspected: Size = { matters: 0, steps: long ? 20 : 0, procedures: inspecting, meanwhile: 0.2, inspects: true }
const worlds = (): readonly { seed: number; of: Size; to: readonly Looker[] }[] => [
  ...counted(long ? 1 : 48, 1).map(seed => ({ seed, of: size, to: lookers })),
  ...counted(334, 1).map(seed => ({ seed, of: sharing, to: long ? [...atEnds, ...lookers] : atEnds })),
  ...counted(404, 1).map(seed => ({ seed, of: inspected, to: long ? [...inspectedOnes, ...lookers] : inspectedOnes })),
]

const without = (searched: string | undefined, text: string) =>
  (searched?.split(' or ') ?? []).reduce((rest, word) => rest.replaceAll(word, ''), text)

/** Addresses of the server’s own table of routes, pages and API together, that were not asked for with anything. */
const unasked = (addresses: readonly string[]): string[] =>
  [
    ...pages.filter(route => route.method === 'GET' && !left.has(route.pattern)).map(route => route.pattern),
    ...apiRoutes.filter(route => route.method === 'GET').map(route => `/api/v1${route.path}`),
  ].filter(pattern => {
    const written = new RegExp(`^GET ${pattern.replaceAll('.', '\\.').replaceAll(/:\w+/g, '[^/]+')}([?#].*)?$`)
    return !addresses.some(address => written.test(address))
  })

const filesUnder = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))

const existsFor = (world: RandomWorld, reference: string, post: string) =>
  existence(
    world.happenings.filter(one => one.reference === reference),
    post,
    world.house.now(),
  )

/** Whether the reference is told to this post with something that hangs on it. */
const isTold = (world: RandomWorld, reference: string, post: string): boolean =>
  world.happenings.some(
    ({ procedure, step, answers, reference: of }) =>
      Object.entries(answers).some(
        ([question, given]) =>
          toldWithIt.includes(`${procedure}.${step}.${question}`) && Array.isArray(given) && given.includes(reference),
      ) && existsFor(world, of, post) !== 'no',
  )

interface Looker {
  readonly words: string
  find(world: RandomWorld): string | undefined
}

function takerOf(step: string, pattern: RegExp) {
  return (world: RandomWorld) => world.happenings.find(one => one.step === step && pattern.test(one.post))?.post
}

const addressed = (pattern: RegExp) => (world: RandomWorld) =>
  world.happenings.map(one => String(one.answers.to)).find(key => pattern.test(key))

/** Who may be somebody to whom something was offered, and who passes it on: where shared information comes to an end. */
const atEnds: readonly Looker[] = [
  { words: 'the relay at the secretariat', find: () => 'imb.secretariat' },
  { words: 'a board that opened what it was offered', find: takerOf('accept', /^imb\./) },
  { words: 'the prison service’s centre', find: () => 'hmpps.siu' },
  ...(long
    ? [
        { words: 'the National Chair', find: () => 'imb.national-chair' },
        { words: 'the inspectorate’s intelligence unit', find: () => 'hmip.intelligence' },
      ]
    : []),
]

/** Whoever would give much to know when the inspectors come, and what they write. */
const inspectedOnes: readonly Looker[] = [
  { words: 'the governor of a place that is inspected', find: () => 'hmpps.ashmoor.governor' },
  { words: 'the unit that checks the facts of its report', find: () => 'hmpps.siu' },
  ...(long
    ? [
        'imb.ashmoor.chair',
        'hmpps.ashmoor.liaison',
        'hmpps.director-general',
        'hmpps.chief-executive',
        'moj.secretary-of-state',
      ].map(post => ({ words: post, find: () => post }))
    : []),
]

const lookers: readonly Looker[] = [
  { words: 'the policy officer who keeps the log', find: () => 'hmip.sanctions-officer' },
  { words: 'a manager of an establishment that something was referred to', find: addressed(/^hmpps\.[a-z-]+\./) },
  { words: 'a board’s member', find: () => 'imb.ashmoor.member' },
  { words: 'the press officer', find: () => 'hmip.press' },
  { words: 'whoever runs the system', find: () => 'operator' },
  ...(long
    ? [
        { words: 'a senior post that something was taken to', find: addressed(/director/) },
        { words: 'the ombudsman’s investigator', find: () => 'ppo.investigator' },
      ]
    : []),
  ...(long
    ? [
        'hmip.chief',
        'hmip.coordinator',
        'imb.national-chair',
        'imb.secretariat',
        'imb.regional',
        'ppo.deputy',
        'ppo.assistant',
        'ppo.learning',
        'hmpps.siu',
        'moj.security',
        'hmpps.ashmoor.governor',
        'hmpps.brackley-hill.safer-custody',
        'imb.dunscar.chair',
      ].map(post => ({ words: post, find: () => post }))
    : []),
]

describe('nothing leaks from a page, an export, a letter, a feed or the API', () => {
  for (const { seed, of, to } of worlds())
    describe(`in world ${seed}`, () => {
      let world: RandomWorld
      let site: Site
      let mailed: string

      before(async () => {
        world = await randomWorld(seed, of)
        site = await siteOver(world, { files: world.files })
        await world.as('imb.secretariat', desk =>
          desk.transaction.all(
            sql`insert into import (post, person, procedure, name, state, labels, rows, made_at, touched_at)
                values (my_post(), my_person(), 'sanction-allegation', 'An earlier log', 'matching', '{}', 1, my_now(), my_now())`,
          ),
        )
        // The clock ticks: duties fall due and are told of, messages are sent, heads are made.
        world.setNow(new Date(world.house.now().getTime() + 20 * 86_400_000))
        const { log } = openLog('error', { write: () => {} })
        const worker = startWorker(world.house, site.settings, log, { every: false })
        await worker.tick()
        await worker.stop()
        await world.heedClock()
        const { rows } = await world.database.owner.query<{ words: string }>(
          `select string_agg(k::text, E'\\n') as words from concordat.kept_mail k`,
        )
        mailed = rows[0]?.words ?? ''
      })
      after(async () => {
        await site.close()
        await world.database.drop()
      })

      for (const look of to)
        it(`to ${look.words}`, async () => {
          const post = look.find(world)
          if (post === undefined) return
          const canaries = canariesOf(world)
          const hidden = canaries.filter(canary => sightOf(world, canary, post) === 'no')
          const unknown = world.references.filter(
            reference => existsFor(world, reference, post) === 'no' && !isTold(world, reference, post),
          )
          const { answers } = await crawl(site, world, post, {
            references: world.references,
            documents: world.documents.map(one => one.id),
            words: inSearches(hidden.flatMap(canary => canary.stem ?? [])),
          })
          const { heard, listen } = hearing(canaries)
          for (const { address, status, headers, body, searched } of answers) {
            assert.ok(status < 500, `${address} is ${status}`)
            const text = [JSON.stringify(headers), ...textsIn(body)].join('\n')
            // A page may repeat what somebody searched for, to them.
            listen(without(searched, text), address)
            const named = unknown.find(reference => text.includes(reference))
            assert.equal(named, undefined, `${address} names a matter that ${post} may not know of`)
            // What is searched for here is all hidden: nothing is found, whatever its rows would say.
            if (searched !== undefined)
              assert.equal(/[A-Z]{3}-\d{4}-\d{4}/.exec(text)?.[0], undefined, `${address} finds something for ${post}`)
          }
          assert.deepEqual(unasked(answers.map(answer => answer.address)), [], 'addresses that nobody asked for')
          const faults = faultsIn(world, post, heard)
          assert.equal(faults.leaks.length, 0, told(world, faults))
          assert.equal(faults.silences.length, 0, told(world, faults))
          assert.ok(answers.length > 150)
        })

      it('and it would be heard: all that owners read, were it disclosed to the press officer; and something, without row security', async () => {
        const { owner: admin } = world.database
        const canaries = canariesOf(world)
        const pagesTo = async (postOf: (reference: string) => string | undefined) => {
          const { heard, listen } = hearing(canaries)
          for (const reference of world.references) {
            const post = postOf(reference)
            if (post === undefined) continue
            for (const answer of [
              await site.page(post, `/matters/${reference}`),
              await site.api(post, `/matters/${reference}`),
            ])
              listen(textsIn(answer.body).join('\n'), answer.address)
          }
          return heard
        }
        const { rows: owners } = await admin.query<{ reference: string; key: string }>(
          `select m.reference, p.key from concordat.matter m join concordat.post p on p.unit = m.owner order by 1, 2`,
        )
        const byOwners = await pagesTo(
          reference => owners.find(one => one.reference === reference && world.posts.includes(one.key))?.key,
        )
        const hidden = canaries.filter(one => byOwners.has(one.id) && sightOf(world, one, 'hmip.press') === 'no')
        assert.ok(hidden.length > world.references.length, 'owners read little')

        const { rows: disclosed } = await admin.query<{ id: number }>(
          `insert into concordat.disclosure (matter, part, reader, owner, known_to, number, clause, purpose, conditions, since)
           select distinct on (d.matter, d.part) d.matter, d.part, p.id, d.owner, '{}'::int[], d.number, d.clause, 'To listen', '{}'::text[], d.since
             from concordat.disclosure d join concordat.post p on p.key = 'hmip.press' order by d.matter, d.part, d.id
           on conflict do nothing returning id`,
        )
        try {
          const heard = await pagesTo(() => 'hmip.press')
          const missed = hidden.filter(one => !heard.has(one.id)).map(one => tell(world, one))
          assert.deepEqual(missed, [], 'what owners read is not heard when it is disclosed to somebody else')
        } finally {
          await admin.query('delete from concordat.disclosure where id = any ($1)', [disclosed.map(one => one.id)])
        }

        const { rows } = await admin.query<{ table: string }>(
          `select relname as table from pg_class where relnamespace = 'concordat'::regnamespace and relkind = 'r' and relrowsecurity`,
        )
        for (const table of ['matter', 'entry', 'content', 'card', 'disclosure', 'docket', 'document', 'obligation'])
          assert.ok(rows.some(row => row.table === table))
        const each = (verb: 'disable' | 'enable') =>
          admin.query(rows.map(({ table }) => `alter table concordat."${table}" ${verb} row level security`).join(';'))
        await each('disable')
        try {
          // How much hangs on what was said where: pages show the answers of parts that are disclosed, whatever the database lets by.
          const heard = await pagesTo(() => 'hmip.press')
          assert.ok(faultsIn(world, 'hmip.press', heard).leaks.length > 0)
        } finally {
          await each('enable')
        }
      })

      it('in a message, whoever it goes to', () => {
        assert.ok(mailed.length > 0, 'no message was sent')
        assert.deepEqual(singing(mailed, canariesOf(world)), [])
        for (const reference of world.references) assert.ok(!mailed.includes(reference))
        for (const place of world.house.directory().places) assert.ok(!mailed.includes(place.name), place.name)
      })

      it('in the log', () => {
        assert.deepEqual(singing(site.logged(), canariesOf(world)), [])
        for (const reference of world.references) assert.ok(!site.logged().includes(reference))
      })

      it('in the folder where files are kept', () => {
        const kept = filesUnder(world.folder).map(file => readFileSync(file).toString('latin1'))
        assert.ok(kept.length >= world.documents.length)
        assert.deepEqual(singing(kept.join('\n'), canariesOf(world)), [])
      })
    })
})
