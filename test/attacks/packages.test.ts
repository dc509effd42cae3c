import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { dayOf } from '../../src/calendar/day.ts'
import { openFiles } from '../../src/desk/documents.ts'
import { open } from '../../src/desk/packages.ts'
import type { Directory, Unit } from '../../src/engine/directory.ts'
import { findOwnKeys, trust } from '../../src/interchange/installation.ts'
import { ownKeys, type OwnKeys, type Trusted } from '../../src/interchange/keys.ts'
import { check, type Checked } from '../../src/interchange/package.ts'
import { testHouse, type TestHouse } from '../house.ts'
import { singing, type Canary } from './canary.ts'
import { folderUntilTheEnd } from './folder.ts'
import { siteOver, type Site } from './site.ts'
import { everythingSelected, readableTables, type Readable } from './tables.ts'
import { canariesOf, faultsIn, hearing, told, type Heard } from './walk.ts'
import { randomWorld, type RandomWorld } from './world.ts'

/**
 * Sealed packages of a small world in which bodies share information: as every post, the page on which each is made, the file
 * unsealed, and at another installation the list of those that wait, their page, and every table.
 */

const long = process.env.CONCORDAT_TEST_LONG === '1'
const seeds = long ? [601, 603, 604, 605, 606] : [604]
/** Not for long: what has ended is not exported any more. */
const size = { matters: 14, steps: 16, procedures: ['information-hmip', 'information-ppo'] }

/** What travels: what it is about, its terms, and what it says. */
const travels = new Set(['cover', 'terms', 'item'])
/** The most that is brought in elsewhere, of each world. */
const mostBrought = long ? 6 : 2

interface Packed {
  readonly reference: string
  readonly post: string
  readonly bytes: Buffer
  readonly opened: Checked
}

for (const seed of seeds)
  describe(`sealed packages show nothing to anyone whom the clauses do not let hear it, in world ${seed}`, () => {
    let world: RandomWorld
    let site: Site
    let elsewhere: TestHouse
    let there: Site
    let boards: OwnKeys
    let here: Trusted
    const heardBy = new Map<string, Heard>()
    const packages: Packed[] = []

    before(async () => {
      world = await randomWorld(seed, size)
      site = await siteOver(world, {
        files: world.files,
        env: { CONCORDAT_PACKAGE_KEYS: folderUntilTheEnd('packages-here') },
      })
      elsewhere = await testHouse(`packages elsewhere ${seed}`)
      there = await siteOver(elsewhere, { env: { CONCORDAT_PACKAGE_KEYS: folderUntilTheEnd('packages-there') } })
      elsewhere.setNow(world.house.now())
      const keys = findOwnKeys(there.settings) as OwnKeys
      boards = ownKeys('https://boards.example', keys.signing, keys.sealing)
      trust(site.settings, { ...boards.card, bodies: ['HMIP', 'IMB', 'PPO'] })
      here = { ...(findOwnKeys(site.settings) as OwnKeys).card, bodies: ['HMIP', 'IMB', 'PPO'] }

      for (const post of world.posts) {
        const { heard, listen } = hearing(canariesOf(world))
        heardBy.set(post, heard)
        for (const reference of world.references) {
          const address = `/matters/${reference}/steps/hand-over`
          const page = await site.page(post, address)
          listen(page.body.toString(), `the page of a package of ${reference}`)
          const made = await site.page(post, address, { to: boards.card.signing })
          if (!String(made.headers['content-disposition']).includes('.concordat')) {
            listen(made.body.toString(), `what is said of a package of ${reference}`)
            continue
          }
          const opened = await check(made.body, boards, [here], dayOf(world.house.now()))
          assert.ok('manifest' in opened, `${reference}, exported by ${post}, does not hold`)
          listen(inside(opened), `a package of ${reference}`)
          packages.push({ reference, post, bytes: made.body, opened })
        }
        listen((await site.page(post, '/packages')).body.toString(), 'the list of packages')
      }
    })
    after(async () => {
      await Promise.all([site.close(), there.close()])
      await world.database.drop()
      await elsewhere.database.drop()
    })

    const inside = ({ manifest, files }: Checked) =>
      [JSON.stringify(manifest, undefined, 2), ...files.map(({ name, bytes }) => `${name}\n${bytes.toString()}`)].join(
        '\n',
      )
    /** Canaries that sit in these parts of a matter. */
    const sitting = (reference: string, parts: (part: string) => boolean): ReadonlySet<Canary> =>
      new Set(world.perches.filter(one => one.reference === reference && parts(one.part)).map(one => one.canary))

    it('on the page it is made on, in its file and on the list, as every post', () => {
      assert.ok(packages.length >= 3, `It proves little: ${packages.length} packages were made`)
      for (const [post, heard] of heardBy) {
        const { leaks } = faultsIn(world, post, heard)
        assert.equal(leaks.length, 0, told(world, { leaks, silences: [] }))
      }
    })

    it('from any other matter, or from any part but those that travel; and all that was shared is in it', () => {
      for (const { reference, opened } of packages) {
        const sung = new Set(singing(inside(opened), canariesOf(world)))
        const may = sitting(reference, part => travels.has(part))
        for (const canary of sung) assert.ok(may.has(canary), `${reference} carries ${canary.forms[0]}`)
        const written = world.perches.filter(
          ({ canary, step, question, ...one }) =>
            one.reference === reference && step === 'share' && question === 'words' && !world.struck.has(canary),
        )
        assert.ok(
          written.every(one => sung.has(one.canary)),
          `${reference} does not say what was shared`,
        )
      }
    })

    it('in its sealed bytes, to whoever has no key', () => {
      for (const { reference, bytes } of packages)
        assert.deepEqual(singing(bytes.toString('latin1'), canariesOf(world)), [], reference)
    })

    it('at another installation, while it waits and when it was brought in', async () => {
      const tables = await readableTables(elsewhere.database.owner)
      const directory = elsewhere.house.directory()
      const postsOf = (unit: string) => directory.posts({ unit }).map(one => one.key)
      const able = packages.filter(one => wayIn(one).for(directory).length > 0)
      const brought = [...new Map(able.map(one => [one.reference, one])).values()].slice(0, mostBrought)
      assert.ok(brought.length > 0, 'Nothing could be brought in')
      const files = await openFiles(there.settings)
      for (const one of brought) {
        const { reference, bytes } = one
        const { opener, chosen, for: recipients } = wayIn(one)
        const sealed = sitting(reference, part => part === 'item')
        const shown = sitting(reference, part => part === 'cover' || part === 'terms')
        const all = [...new Set([...sealed, ...shown])]
        const took = await open(elsewhere.house, { post: opener }, files, { bytes, own: boards, trusted: [here] })
        assert.ok('id' in took, JSON.stringify(took))

        const waits = `/packages/${took.id}`
        for (const post of world.posts) {
          const pages = await read(there, post, ['/packages', waits, `/search?q=${reference}`])
          if (post === opener) {
            for (const canary of singing(pages, all)) assert.ok(!sealed.has(canary), `${post} reads what is sealed`)
            assert.ok(singing(pages, [...shown]).length > 0, 'It shows nothing of what it is: it proves little')
          } else {
            assert.deepEqual(singing(pages, all), [], `${post}, on a page`)
            assert.deepEqual(singing(await selected(elsewhere, post, tables), all), [], `${post}, in a table`)
          }
        }

        const accepted = await there.page(opener, waits, { act: 'in', accept: 'yes', ...chosen })
        const came = String(accepted.headers.location).split('/').at(-1)?.split('?')[0] ?? ''
        assert.match(came, /^[A-Z]{3}-\d{4}-\d+$/, accepted.body.toString())
        // Those who accepted its terms have it; whoever it is for is offered it, and sees what comes; nobody else hears of it.
        const have = postsOf(directory.post(opener).unit)
        const offered = recipients(directory).flatMap(postsOf)
        for (const post of world.posts) {
          if (have.includes(post)) continue
          const pages = await read(there, post, ['/packages', waits, `/matters/${came}`, '/matters'])
          const heard = singing(`${pages}\n${await selected(elsewhere, post, tables)}`, all)
          if (!offered.includes(post)) assert.deepEqual(heard, [], `${post} knows what came in`)
          for (const canary of heard) assert.ok(!sealed.has(canary), `${post} has what they have not accepted`)
        }
      }
    })
  })

/** Who brings it in there, and for whom: the secretariat for a board; for a scrutiny body, one unit of it for another. */
function wayIn({ opened: { manifest } }: Packed): {
  readonly opener: string
  readonly chosen: Record<string, string>
  for(directory: Directory): readonly string[]
} {
  const { originator, place, sharing } = manifest.item
  const keys = (units: readonly Unit[]) => units.map(one => one.key)
  if (originator !== 'IMB')
    return {
      opener: 'imb.secretariat',
      chosen: { 'q-route': 'board' },
      for: directory => keys(directory.units({ kind: 'board', place: place.code })),
    }
  const [body, opener, desk] =
    sharing === 'information-hmip'
      ? (['HMIP', 'hmip.coordinator', 'intelligence'] as const)
      : (['PPO', 'ppo.deputy', 'casework'] as const)
  return {
    opener,
    chosen: { 'q-route': 'direct', 'q-desk': desk },
    for: directory => keys(directory.units({ body }).filter(one => one.kind === desk)),
  }
}

const read = async (site: Site, post: string, addresses: readonly string[]) =>
  (await Promise.all(addresses.map(async address => (await site.page(post, address)).body.toString()))).join('\n')

const selected = async (house: TestHouse, post: string, tables: readonly Readable[]) =>
  [...(await house.as(post, desk => everythingSelected(desk.transaction, tables))).values()].flat().join('\n')
