import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { mountApi } from '../../src/api/api.ts'
import { makeToken } from '../../src/desk/tokens.ts'
import { heldIn, tablesIn } from '../../src/backup/tables.ts'
import { testSite } from '../site.ts'
import { allegation, typedAllegation } from './allegation.ts'

const chair = 'imb.ashmoor.chair'
const { line } = allegation

const site = await testSite('refused journal', { more: mountApi })
const visitor = await site.signIn(chair)
const token = await site.as(chair, async desk => (await makeToken(desk, 'test', 30)).token)

/** Why PostgreSQL may be unable to write a row: by its own code. */
const troubles = { 'the disk is full': '53100', 'the disk fails': '58030', 'the server is stopping': '57P01' }

/** What it may refuse for, though no rule of ours is meant to be broken here. */
const unforeseen = { 'when the journal refuses': 'P0001', 'when a right is missing': '42501' }

describe('A-12: an act whose entry cannot be written', () => {
  const held = async () => {
    const client = await site.database.owner.connect()
    try {
      const tables = (await tablesIn(client)).filter(table => !['session', 'draft', 'reading'].includes(table.name))
      const found = []
      for (const table of tables) found.push([table.name, await heldIn(client, table)])
      return found
    } finally {
      client.release()
    }
  }
  const send = (key: string) =>
    fetch(`${site.base}/api/v1/matters`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': key },
      body: JSON.stringify({ procedure: 'sanction-allegation', answers: allegation }),
    })
  /** Lets no entry be written, but does this instead, while something is done. */
  const refusing = async (instead: string, work: () => Promise<void>) => {
    await site.database.owner.query(`
      set search_path = concordat, public;
      create function refuse_entry() returns trigger language plpgsql as
        $$ begin ${instead}; return null; end $$;
      create trigger refuse_entry before insert on entry for each row execute function refuse_entry()`)
    try {
      await work()
    } finally {
      await site.database.owner.query('drop function concordat.refuse_entry() cascade')
    }
  }

  /** Sends it by the page, and tells what came of that. */
  const typeIt = async () => {
    const page = await visitor.read('/begin/sanction-allegation')
    const checking = await visitor.send(page, typedAllegation, {
      action: '/begin/sanction-allegation',
      button: 'check',
    })
    assert.equal(checking.status, 200)
    return visitor.send(checking, {}, { action: '/begin/sanction-allegation', button: 'confirm' })
  }

  for (const [why, code] of Object.entries(troubles))
    it(`changes nothing when ${why}, says so in plain words, and is done when it is sent again`, async () => {
      const before = await held()
      await refusing(`raise exception 'no entry is written' using errcode = '${code}'`, async () => {
        const told = await send(code)
        assert.equal(told.status, 503)
        assert.equal(told.headers.get('retry-after'), '30')
        assert.match(await told.text(), /This cannot be done just now, and nothing was changed.*Try again in a minute/)

        const unsaved = await typeIt()
        assert.equal(unsaved.status, 503)
        assert.match(unsaved.words, /This was not saved/)
        assert.ok(unsaved.words.includes(line), 'what was typed is on the page')
      })
      assert.deepEqual(await held(), before)
      assert.equal((await send(code)).status, 201)
    })

  for (const [why, code] of Object.entries(unforeseen))
    it(`changes nothing either ${why}, which nobody foresaw, and gives a number to tell`, async () => {
      const before = await held()
      await refusing(`raise exception 'Jan Canary is in no message' using errcode = '${code}'`, async () => {
        const told = await send(code)
        assert.equal(told.status, 503)
        assert.match(told.headers.get('content-type') ?? '', /problem\+json/)
        const said = await told.text()
        const [, number] = /nothing was changed.*give them this number: ([0-9a-f]{16})/.exec(said) ?? []
        assert.ok(number, said)
        const logged = site
          .logged()
          .split('\n')
          .find(one => one.includes(number) && one.includes('"fault"'))
        assert.match(logged ?? '', new RegExp(`"code":"${code}"`))

        const unsaved = await typeIt()
        assert.equal(unsaved.status, 503)
        assert.match(unsaved.words, /This was not saved.*nothing was changed.*give them this number/s)
        assert.ok(unsaved.words.includes(line), 'what was typed is on the page')
      })
      assert.ok(!site.logged().includes('Jan Canary'))
      assert.deepEqual(await held(), before)
      assert.equal((await send(code)).status, 201)
    })

  it('changes nothing when the connection is lost in the middle', async () => {
    const before = await held()
    await refusing('perform pg_terminate_backend(pg_backend_pid())', async () => {
      const told = await send('cut-off')
      assert.equal(told.status, 503)
      assert.match(await told.text(), /nothing was changed/)
      const unsaved = await typeIt()
      assert.equal(unsaved.status, 503)
      assert.match(unsaved.words, /This was not saved/)
      assert.ok(unsaved.words.includes(line), 'what was typed is on the page')
    })
    assert.deepEqual(await held(), before)
    assert.equal((await send('cut-off')).status, 201)
  })

  it('changes nothing when reading cannot be recorded: what cannot be journalled is not shown', async () => {
    const begun = (await (await send('to be read')).json()) as { reference: string }
    await site.database.owner.query(`
      set search_path = concordat, public;
      create function refuse_reading() returns trigger language plpgsql as
        $$ begin raise exception 'no reading is recorded' using errcode = '53100'; end $$;
      create trigger refuse_reading before insert on reading for each row execute function refuse_reading()`)
    try {
      const page = await visitor.read(`/matters/${begun.reference}`)
      assert.equal(page.status, 503)
      assert.ok(!page.html.includes(line))
    } finally {
      await site.database.owner.query('drop function concordat.refuse_reading() cascade')
    }
  })
})
