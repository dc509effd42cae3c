import assert from 'node:assert/strict'
import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import { before, describe, it } from 'node:test'
import { testHouse, type TestHouse } from '../../test/house.ts'
import { lettersAgreement } from '../../test/letters.ts'
import { Broken, verifyJournal } from '../../verifier/verify.mjs'
import { asNobody } from '../database/as.ts'
import { sql } from '../database/sql.ts'
import { mark } from '../engine/strike.ts'
import { exportJournal } from '../journal/export.ts'
import { bindEntries, findHead, type Head } from '../journal/head.ts'
import { history } from './history.ts'
import { count, list } from './list.ts'
import { matter } from './matter.ts'
import { preview, strike, strikeable, whoHasIt, type Asked } from './strike.ts'
import type { Given } from './take.ts'
import { recordReading } from './reading.ts'

const chair = 'imb.ashmoor.chair'
const governor = 'hmpps.ashmoor.governor'
const pair = generateKeyPairSync('ed25519')
const key = { id: 'test-key', ...pair, publicPem: pair.publicKey.export({ type: 'spki', format: 'pem' }).toString() }
const publicKey = createPublicKey(key.publicPem)

describe('Striking words out (A-22)', () => {
  let house: TestHouse
  before(async () => {
    house = await testHouse('strike', { agreements: [lettersAgreement] })
  })

  const letter = async (about: string, words: string): Promise<string> => {
    const reference = await house.done(house.begin(chair, 'letter', { where: 'ZAI', about, words }))
    await house.done(house.take(chair, reference, 'pass'))
    return reference
  }
  const struck = (post: string, reference: string, asked: Partial<Asked>, given?: Given) =>
    house.as(post, desk => strike(desk, reference, { words: [], why: 'name', withdraw: [], ...asked }, given))
  const said = (post: string, reference: string) =>
    house.as(post, async desk =>
      (await matter(desk, reference)).matter.entries.map(one => JSON.stringify(one.answers)).join(' '),
    )
  const told = (post: string, reference: string) =>
    house.as(post, async desk => history(await matter(desk, reference), desk.world).map(one => one.says))

  it('puts the mark where they stood, and says who struck how much out of what and why, never what', async () => {
    const reference = await letter('About Wexcombe', 'I am Wexcombe. Signed, WEXCOMBE')
    const taken = await struck(chair, reference, { words: ['Wexcombe'] })
    assert.ok(!taken.refused, JSON.stringify(taken))
    assert.match(await said(chair, reference), new RegExp(`I am ${mark}\\. Signed, ${mark}.*About ${mark}`))
    assert.doesNotMatch(await said(chair, reference), /wexcombe/i)
    assert.deepEqual((await told(chair, reference)).slice(2), [
      'struck words out in 1 place (Take down a letter), because of somebody’s name',
      'struck words out in 2 places (Take down a letter), because of somebody’s name',
    ])
    assert.deepEqual(
      (await told(governor, reference)).slice(2),
      ['struck words out in 1 place (Take down a letter), because of somebody’s name'],
      'the readers of a part are told of what was struck out of it alone',
    )
  })

  it('finds them however they are spaced or in capitals, as words of their own, and says where they stand inside others', async () => {
    const reference = await letter('One', 'ann  lee and Ann\nLee, Ann Lee’s and Annual')
    await house.as(chair, async desk => {
      const all = await strikeable(desk, await matter(desk, reference))
      const found = await preview(desk, all, ['Ann Lee', 'Ann'])
      assert.deepEqual(
        found.previews.flatMap(one => one.changes),
        [{ was: 'ann  lee and Ann\nLee, Ann Lee’s and Annual', is: `${mark} and ${mark}, ${mark}’s and Annual` }],
      )
      assert.equal(found.previews[0]?.places, 3)
      assert.deepEqual(found.inside, ['Annual'])
      const odd = await preview(desk, all, ['a.+', '(lee', 'Smith-Jones', 'and/or', '[x]{2}^$|\\'])
      assert.deepEqual(odd.previews, [], 'signs mean themselves')
    })
  })

  it('leaves nothing to find in lists and searches, for anyone, and the rest as it was', async () => {
    const reference = await letter('Yard of Quillfeather', 'Quillfeather was in the yard, and Quillfeathers are many')
    const find = (post: string, q: string) => house.as(post, desk => count(desk, { q }))
    assert.equal((await find(chair, 'Quillfeather')).count, 1)
    assert.equal((await find(governor, 'Quillfeather')).count, 1)
    await struck(chair, reference, { words: ['Quillfeather', 'Quillfeathers'] })
    assert.equal((await find(chair, 'Quillfeather')).count, 0)
    assert.equal((await find(governor, 'Quillfeather')).count, 0)
    assert.equal((await find(chair, 'yard')).count, 1)
    const rows = await house.as(chair, desk => list(desk, { procedure: 'letter', q: reference }))
    assert.deepEqual(rows.rows[0]?.facts, { about: `Yard of ${mark}`, from: `${mark} was in the yard,` })
  })

  it('cuts a fact that ended in the middle of a name again from what is left', async () => {
    const reference = await letter('Two', 'The man was Bartholomew Finch')
    const rows = () => house.as(chair, desk => list(desk, { procedure: 'letter', q: reference }))
    assert.equal((await rows()).rows[0]?.facts.from, 'The man was Bartholo')
    await struck(chair, reference, { words: ['Bartholomew'] })
    assert.equal((await rows()).rows[0]?.facts.from, `The man was ${mark} Finc`)
  })

  it('leaves a fact that is said elsewhere too, by whoever may not be struck', async () => {
    const reference = await letter('Yard of Ravensworth', 'Ravensworth')
    await house.done(house.take(governor, reference, 'answer', { words: 'Yard of Ravensworth, and more' }))
    await house.done(struck(governor, reference, { words: ['Ravensworth'] }))
    const rows = await house.as(chair, desk => list(desk, { procedure: 'letter', q: reference }))
    assert.deepEqual(rows.rows[0]?.facts, { about: 'Yard of Ravensworth', from: 'Ravensworth' })
    assert.equal((await house.as(chair, desk => count(desk, { q: 'Ravensworth' }))).count, 1)
  })

  it('can be of one entry alone, and is then of no other', async () => {
    const reference = await letter('Three', 'By Thorncastle')
    await house.done(house.take(governor, reference, 'answer', { words: 'To Thorncastle' }))
    await house.done(struck(chair, reference, { words: ['Thorncastle'], place: 3 }))
    assert.match(await said(chair, reference), new RegExp(`By Thorncastle.*To ${mark}`))
    await house.done(struck(chair, reference, { words: ['Thorncastle'] }))
    assert.doesNotMatch(await said(chair, reference), /Thorncastle/)
  })

  it('is for whoever holds the matter and for the body that said it, and for no other reader', async () => {
    const reference = await letter('About Merriwether', 'Four')
    await house.done(house.take(governor, reference, 'answer', { words: 'Mr Merriwether, we see' }))
    const theirs = await house.as(governor, async desk => strikeable(desk, await matter(desk, reference)))
    assert.deepEqual(
      theirs.map(one => one.place),
      [3],
      'the governor may strike out of their own answer alone',
    )
    await house.done(struck(governor, reference, { words: ['Merriwether'] }))
    assert.match(await said(governor, reference), new RegExp(`About Merriwether.*Mr ${mark}`))
    const refused = await struck(governor, reference, { words: ['Merriwether'] })
    assert.ok(refused.refused && refused.problems[0]?.field === 'words')
    for (const stranger of ['imb.brackley-hill.chair', 'hmpps.dunscar.governor', 'operator'])
      await assert.rejects(struck(stranger, reference, { words: ['Merriwether'] }), /matter of that reference/)
  })

  it('happens once in two tabs, and stops when the matter has changed since it was looked at', async () => {
    const reference = await letter('Five', 'Dunwoody and Featherstone')
    const version = await house.as(chair, async desk => (await matter(desk, reference)).version)
    const once = await struck(chair, reference, { words: ['Dunwoody'] }, { key: 'tab', version })
    assert.deepEqual(await struck(chair, reference, { words: ['Dunwoody'] }, { key: 'tab', version }), once)
    const other = await struck(chair, reference, { words: ['Featherstone'] }, { key: 'tab', version })
    assert.ok(other.refused && /used before/.test(other.problems[0]?.words ?? ''))
    const late = await struck(chair, reference, { words: ['Featherstone'] }, { key: 'other-tab', version })
    assert.deepEqual(late.refused && late.since?.map(one => one.step), ['strike-out'])
    assert.match(await said(chair, reference), new RegExp(`${mark} and Featherstone`))
  })

  it('tells who may have a copy of it', async () => {
    const reference = await letter('Six', 'Six')
    await house.as(governor, async desk => {
      const { matter: opened } = await matter(desk, reference)
      await recordReading(desk, { kind: 'printed', matter: opened.id, parts: ['envelope'] })
    })
    const has = (parts: string[]) =>
      house.as(chair, async desk =>
        (await whoHasIt(desk, await matter(desk, reference), parts)).map(one => `${one.title} ${one.kind}`),
      )
    assert.deepEqual(await has(['envelope']), ['Governor, Ashmoor printed'])
    assert.deepEqual(await has(['inside']), [])
  })

  describe('the database refuses', () => {
    let reference: string
    before(async () => {
      reference = await letter('Seven', 'He did not hit me. Pemberton')
      await house.done(house.take(governor, reference, 'answer', { words: 'Pemberton is well' }))
    })
    const appended = (post: string, given: object, part = 'inside', contents: object = { [part]: '{}' }) =>
      house.as(post, desk =>
        desk.transaction.all(
          sql`select * from append(${JSON.stringify([
            {
              reference,
              step: 'strike-out',
              part,
              clauses: [],
              marks: [],
              clears: [],
              contents,
              ...Object.fromEntries(
                ['shares', 'recalls', 'falls', 'settles', 'cards', 'tells', 'changes', 'links', 'documents'].map(
                  name => [name, []],
                ),
              ),
              strikes: given,
            },
          ])}::jsonb)`,
        ),
      )
    const out = (words: string[], of: number, fields = ['words']) => ({ words, columns: [], entries: [{ of, fields }] })
    const all = async () =>
      (
        await house.database.owner.query<{ body: string }>(
          'select number, part, body, salt from concordat.content order by 1, 2',
        )
      ).rows

    it('what is not its writer’s to strike, and what they may not see', async () => {
      const was = await all()
      await assert.rejects(appended(governor, out(['Seven'], 1, ['about']), 'envelope'), /by whoever holds the matter/)
      await assert.rejects(appended(governor, out(['Pemberton'], 1)), /no such matter/)
      await assert.rejects(appended('imb.dunscar.chair', out(['Pemberton'], 1)), /no such matter/)
      await assert.rejects(appended(chair, out(['Pemberton'], 9)), /no such entry/)
      assert.deepEqual(await all(), was)
    })

    it('to put anything but the mark there, or to call something else striking out', async () => {
      const was = await all()
      // There is nowhere to hand in the new words; whatever else is handed in is passed over, and nothing to strike is no strike.
      await assert.rejects(
        appended(chair, {
          ...out(['Quite other'], 1),
          body: '{"words":"He hit me"}',
          is: 'He hit me',
          entries: [{ of: 1, fields: ['words'], body: '{"words":"He hit me"}' }],
        }),
        /nothing to strike/,
      )
      await assert.rejects(appended(chair, out([], 1)), /nothing to strike/)
      await assert.rejects(
        appended(chair, { words: ['Pemberton'], entries: [], columns: ['about'], search: 'anything' }),
        /nothing to strike/,
      )
      await assert.rejects(appended(chair, out(['.'], 1)), /a few words/)
      await assert.rejects(appended(chair, out([mark], 1)), /a few words/)
      await assert.rejects(appended(chair, out(['x'.repeat(201)], 1)), /a few words/)
      await assert.rejects(
        appended(chair, out(['Pemberton'], 1), 'inside', { inside: '{}', envelope: '{}' }),
        /does nothing else/,
      )
      assert.deepEqual(await all(), was)
      await assert.rejects(
        house.as(chair, ({ transaction }) =>
          transaction.all(sql`update content set body = 'He hit me' where number = 1`),
        ),
        /permission denied/,
      )
    })

    it('to be called past `append`', async () => {
      for (const call of [
        sql`select strike_out('{}')`,
        sql`select withdraw_file(gen_random_uuid())`,
        sql`select append_as_reader('[]')`,
      ])
        await assert.rejects(
          house.as(chair, ({ transaction }) => transaction.all(call)),
          /permission denied/,
        )
      await assert.rejects(
        house.as(chair, ({ transaction }) => transaction.all(sql`select drop_withdrawn_documents()`)),
        /only the program/,
      )
    })

    it('to strike a word that changes what was said without its being seen', async () => {
      await appended(chair, out(['not'], 1))
      assert.match(await said(chair, reference), new RegExp(`He did ${mark} hit me`))
    })
  })

  describe('the journal', () => {
    let saved: Head
    let reference: string
    let was: { salt: Buffer; body: string } | undefined
    const verify = (savedHead: Head = saved) =>
      verifyJournal(exportJournal(house.database.owner), { publicKey, savedHead })
    const head = () => house.as(chair, async desk => (await findHead(desk.transaction)) as Head)

    before(async () => {
      reference = await letter('Eight', 'Hollingberry said so, and Abernathy')
      await bindEntries(house.house.pool, key, house.house.now())
      saved = await head()
    })

    it('is whole afterwards, and against a head that was saved before', async () => {
      const { struck: before_ } = await verify()
      const { rows } = await house.database.owner.query<{ salt: Buffer; body: string }>(
        `select salt, body from concordat.content where matter = (select id from concordat.matter where reference = $1) and number = 1 and part = 'inside'`,
        [reference],
      )
      was = rows[0]
      await house.done(struck(chair, reference, { words: ['Hollingberry'] }))
      await house.done(struck(chair, reference, { words: ['Abernathy'] }))
      await bindEntries(house.house.pool, key, house.house.now())
      assert.equal((await verify()).struck, before_ + 1)
      let text = ''
      for await (const lines of exportJournal(house.database.owner)) text += lines
      assert.doesNotMatch(text, /Hollingberry|Abernathy/)
    })

    it('is broken when what is left is changed without an entry that says so, or what was there is put back', async () => {
      const client = await house.database.owner.connect()
      const tampered = async (statement: string) => {
        await client.query('begin; set local search_path = concordat, public')
        try {
          await client.query(statement)
          // Read within the transaction that is taken back.
          const pool = {
            connect: async () => ({
              query: (text: string) => (/^(begin|commit)/.test(text) ? { rows: [] } : client.query(text)),
              release: () => {},
            }),
          }
          return await verifyJournal(exportJournal(pool as unknown as Parameters<typeof exportJournal>[0]), {
            publicKey,
            savedHead: saved,
          })
        } finally {
          await client.query('rollback')
        }
      }
      const here = `matter = (select id from matter where reference = '${reference}') and number = 1 and part = 'inside'`
      try {
        assert.ok(await tampered('select 1'))
        await assert.rejects(
          tampered(`update content set body = replace(body, 'said so', 'lied') where ${here}`),
          (fault: unknown) => fault instanceof Broken && fault.at === `${reference} entry 1`,
        )
        await assert.rejects(tampered(`update content set salt = '\\x00' where ${here}`), Broken)
        await assert.rejects(
          tampered(`update content set salt = '\\x${was?.salt.toString('hex')}', body = '${was?.body}' where ${here}`),
          /are there again/,
        )
        await assert.rejects(
          tampered(`update entry set header = replace(header, '"times": 1', '"times": 2') where step = 'strike-out'`),
          Broken,
        )
      } finally {
        client.release()
      }
    })

    it('keeps nothing by which what was struck out could be found by trying', async () => {
      const guessed = JSON.stringify({ words: 'Hollingberry said so, and Abernathy' })
      const { rows } = await house.database.owner.query<{ found: boolean }>(
        `select position(encode(sha256(c.salt || convert_to($1, 'UTF8')), 'hex') in e.header) > 0 as found
           from concordat.content c join concordat.entry e on e.matter = c.matter and e.number = c.number join concordat.matter m on m.id = c.matter
          where m.reference = $2 and c.number = 1 and c.part = 'inside'`,
        [guessed, reference],
      )
      assert.deepEqual(rows, [{ found: false }])
    })
  })

  it('leaves no digest of what was sent, nor of the words themselves', async () => {
    const sent = { where: 'ZAI', about: 'Nine', words: 'Cholmondeley' }
    const reference = await house.done(house.begin(chair, 'letter', sent, { key: 'nine' }))
    const digests = async () =>
      (await house.database.owner.query<{ fingerprint: Buffer }>(`select fingerprint from concordat.done`)).rows.map(
        one => one.fingerprint.toString('hex'),
      )
    const was = await digests()
    await house.done(struck(chair, reference, { words: ['Cholmondeley'] }, { key: 'ten' }))
    assert.equal(
      (await digests()).some(one => was.includes(one) && was.indexOf(one) === was.length - 1),
      false,
    )
    assert.equal(
      (await house.begin(chair, 'letter', sent, { key: 'nine' })).refused,
      true,
      'the same key is told apart from now on',
    )
  })

  it('is not offered as a step, and changes nothing that a rule asks of a matter', async () => {
    const reference = await letter('Ten', 'By Fortescue')
    const view = () => house.as(chair, desk => matter(desk, reference))
    const was = await view()
    await house.done(struck(chair, reference, { words: ['Fortescue'] }))
    const is = await view()
    assert.deepEqual(
      is.steps.map(one => [one.name, one.closed]),
      was.steps.map(one => [one.name, one.closed]),
    )
    assert.deepEqual([...is.matter.milestones], [...was.matter.milestones])
    assert.equal(is.matter.stage, was.matter.stage)
    const asStep = await house.take(chair, reference, 'strike-out', {})
    assert.ok(asStep.refused)
  })

  it('asks nothing of the program’s own transactions', async () => {
    const dropped = await asNobody(house.house.pool, transaction =>
      transaction.all(sql`select drop_withdrawn_documents()`),
    )
    assert.deepEqual(dropped, [])
  })
})
