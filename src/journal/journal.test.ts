import assert from 'node:assert/strict'
import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import { before, describe, it } from 'node:test'
import { testHouse, type TestHouse } from '../../test/house.ts'
import { lettersAgreement } from '../../test/letters.ts'
import { Broken, verifyJournal } from '../../verifier/verify.mjs'
import { exportJournal, findColumnFault } from './export.ts'
import { bindEntries, findHead, headOfTheMinute, type Head } from './head.ts'

const pair = generateKeyPairSync('ed25519')
const key = { id: 'test-key', ...pair, publicPem: pair.publicKey.export({ type: 'spki', format: 'pem' }).toString() }
const publicKey = createPublicKey(key.publicPem)

/** What an attacker who owns the whole database does to it, behind the program's back. */
const attacks: readonly { what: string; sql: string; saved?: boolean }[] = [
  { what: 'edits a content', sql: `update content set body = replace(body, 'kitchen', 'chapel') where matter = 1` },
  {
    what: 'edits a header',
    sql: `update entry set header = replace(header, '"receive"', '"pass"') where matter = 1 and number = 1`,
  },
  {
    what: 'edits a header and its digest',
    sql: `update entry set header = replace(header, '"here"', '"sent"'), digest = sha256(previous || convert_to(replace(header, '"here"', '"sent"'), 'UTF8')) where matter = 1 and number = 1`,
  },
  {
    what: 'deletes an entry in the middle',
    sql: `delete from content where matter = 1 and number = 2; delete from entry where matter = 1 and number = 2`,
  },
  { what: 'deletes a whole matter', sql: `delete from content where matter = 3; delete from entry where matter = 3` },
  {
    what: 'cuts the tail',
    sql: `delete from content where matter = 1 and number = 3; delete from entry where matter = 1 and number = 3`,
  },
  {
    what: 'cuts the tail and its head',
    sql: `delete from bound; delete from head; delete from content where matter = 1 and number = 3; delete from entry where matter = 1 and number = 3`,
    saved: true,
  },
  {
    what: 'cuts the tail and appends another',
    sql: `delete from content where matter = 1 and number = 3;
          update entry set header = replace(header, '"answered"', '"refused"'), digest = sha256(previous || convert_to(replace(header, '"answered"', '"refused"'), 'UTF8')) where matter = 1 and number = 3`,
  },
  {
    what: 'swaps the contents of two matters',
    sql: `update content c set body = o.body, salt = o.salt from content o where c.matter = 1 and o.matter = 2 and c.number = 1 and o.number = 1 and c.part = o.part`,
  },
  {
    what: 'moves an entry to another matter',
    sql: `delete from content where matter = 2; update entry e set header = o.header, previous = o.previous, digest = o.digest from entry o where e.matter = 2 and o.matter = 3 and e.number = o.number`,
  },
  {
    what: 'downgrades the version',
    sql: `update entry set header = replace(header, '"v": 1', '"v": 0'), digest = sha256(previous || convert_to(replace(header, '"v": 1', '"v": 0'), 'UTF8')) where matter = 3`,
  },
  { what: 'signs a head with another key', sql: `update head set signature = decode('00', 'hex') where number = 1` },
]

describe('the journal, seen from outside', () => {
  let letters: TestHouse
  let saved: Head
  const verify = (savedHead?: Head) => verifyJournal(exportJournal(letters.database.owner), { publicKey, savedHead })

  before(async () => {
    letters = await testHouse('journal', { agreements: [lettersAgreement] })
    const { begin, take, done } = letters
    const first = await done(
      begin('imb.ashmoor.chair', 'letter', { where: 'ZAI', about: 'The kitchen', words: 'The kitchen is cold' }),
    )
    await done(take('imb.ashmoor.chair', first, 'pass'))
    await done(take('hmpps.ashmoor.governor', first, 'answer', { words: 'It is warm now' }))
    await done(begin('imb.ashmoor.chair', 'letter', { where: 'ZAI', about: 'The gym', words: 'The gym is closed' }))
    await bindEntries(letters.house.pool, key, letters.house.now())
    await done(begin('imb.dunscar.chair', 'letter', { where: 'ZDI', about: 'The yard', words: 'The yard is wet' }))
    await bindEntries(letters.house.pool, key, letters.house.now())
    saved = (await letters.as('imb.secretariat', desk => findHead(desk.transaction))) as Head
  })

  it('is whole, and every entry is under a signed head', async () => {
    assert.deepEqual(await verify(saved), {
      entries: 5,
      contents: 8,
      struck: 0,
      erased: 0,
      heads: 2,
      uncovered: 0,
      head: { number: 2, digest: saved.digest },
    })
    assert.equal(await findColumnFault(letters.database.owner), undefined)
    for (const change of [`marks = '["made up"]'`, `clears = '["made up"]'`, `stage = 'made up'`]) {
      const tampered = await letters.database.owner.connect()
      try {
        await tampered.query(`begin; update concordat.entry set ${change} where matter = 1 and number = 1`)
        assert.match(String(await findColumnFault(tampered)), /entry 1: its columns differ/, change)
      } finally {
        await tampered.query('rollback')
        tampered.release()
      }
    }
  })

  for (const { what, sql, saved: needsSaved } of attacks)
    it(`is found broken when someone ${what}`, async () => {
      const client = await letters.database.owner.connect()
      try {
        await client.query('begin; set local search_path = concordat, public')
        // Whoever owns the database is not held back by its keys.
        const { rows } = await client.query<{ drop: string }>(`
          select format('alter table %s drop constraint %I', conrelid::regclass, conname) as drop
            from pg_constraint where contype = 'f' and connamespace = 'concordat'::regnamespace`)
        for (const { drop } of rows) await client.query(drop)
        await client.query(sql)
        const one = {
          connect: async () =>
            Object.assign(Object.create(client), {
              release() {},
              query: (text: string) => (/^(begin|commit)/.test(text) ? { rows: [] } : client.query(text)),
            }),
        }
        const check = (savedHead?: Head) => verifyJournal(exportJournal(one as never), { publicKey, savedHead })
        if (needsSaved) await assert.doesNotReject(check(), 'only a head kept outside shows it')
        await assert.rejects(check(saved), (fault: Error) => fault instanceof Broken)
      } finally {
        await client.query('rollback')
        client.release()
      }
    })

  it('still verifies when a content has been erased, and says that it was', async () => {
    const client = await letters.database.owner.connect()
    try {
      await client.query('delete from concordat.content where matter = 2')
    } finally {
      client.release()
    }
    const found = await verify(saved)
    assert.equal(found.erased, 2)
    assert.equal(found.entries, 5)
  })

  it('has a head for each minute, whether or not anything was done, and is whole all the same', async () => {
    const before = await letters.as('imb.secretariat', desk => findHead(desk.transaction))
    assert.equal(await headOfTheMinute(letters.house.pool, key, letters.house.now()), 0)
    const after = await letters.as('imb.secretariat', desk => findHead(desk.transaction))
    assert.equal(after?.number, (before?.number ?? 0) + 1)
    assert.equal((await verify(saved)).head?.digest, after?.digest)
  })
})
