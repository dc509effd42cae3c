import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { mountApi } from '../../src/api/api.ts'
import { makeToken } from '../../src/desk/tokens.ts'
import { heldIn, tablesIn } from '../../src/backup/tables.ts'
import { testSite } from '../site.ts'

const chair = 'imb.ashmoor.chair'
const line = 'Moved off the wing after writing to the board'
const answers = {
  place: 'ZAI',
  affected: 'detained',
  contacted: ['IMB'],
  came: 'application',
  receivedOn: '2026-03-01',
  line,
  name: 'Jan Canary',
  account: 'He was told that the letter was the reason.',
}
const typed = {
  'q-place': 'ZAI',
  'q-affected': 'detained',
  'q-contacted': 'IMB',
  'q-came': 'application',
  'q-receivedOn-day': '1',
  'q-receivedOn-month': '3',
  'q-receivedOn-year': '2026',
  'q-line': line,
  'q-name': 'Jan Canary',
  'q-account': 'He was told that the letter was the reason.',
}

const site = await testSite('refused journal', { more: mountApi })
const visitor = await site.signIn(chair)
const token = await site.as(chair, async desk => (await makeToken(desk, 'test', 30)).token)

/** Why PostgreSQL may be unable to write a row: by its own code. */
const troubles = { 'the disk is full': '53100', 'the disk fails': '58030', 'the server is stopping': '57P01' }

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
      body: JSON.stringify({ procedure: 'sanction-allegation', answers }),
    })
  /** Lets no entry be written, for this reason, while something is done. */
  const refusing = async (code: string, work: () => Promise<void>) => {
    await site.database.owner.query(`
      set search_path = concordat, public;
      create function refuse_entry() returns trigger language plpgsql as
        $$ begin raise exception 'no entry is written' using errcode = '${code}'; end $$;
      create trigger refuse_entry before insert on entry for each row execute function refuse_entry()`)
    try {
      await work()
    } finally {
      await site.database.owner.query('drop function concordat.refuse_entry() cascade')
    }
  }

  for (const [why, code] of Object.entries(troubles))
    it(`changes nothing when ${why}, says so in plain words, and is done when it is sent again`, async () => {
      const before = await held()
      await refusing(code, async () => {
        const told = await send(code)
        assert.equal(told.status, 503)
        assert.equal(told.headers.get('retry-after'), '30')
        assert.match(await told.text(), /This cannot be done just now, and nothing was changed.*Try again in a minute/)

        const page = await visitor.read('/begin/sanction-allegation')
        const checking = await visitor.send(page, typed, { action: '/begin/sanction-allegation', button: 'check' })
        assert.equal(checking.status, 200)
        const unsaved = await visitor.send(checking, {}, { action: '/begin/sanction-allegation', button: 'confirm' })
        assert.equal(unsaved.status, 503)
        assert.match(unsaved.words, /This was not saved/)
        assert.ok(unsaved.words.includes(line), 'what was typed is on the page')
      })
      assert.deepEqual(await held(), before)
      assert.equal((await send(code)).status, 201)
    })

  it('changes nothing either when the journal refuses for a reason nobody foresaw', async () => {
    const before = await held()
    await refusing('P0001', async () => {
      const told = await send('unforeseen')
      assert.equal(told.status, 500)
      assert.match(await told.text(), /Nothing was changed/)
    })
    assert.deepEqual(await held(), before)
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
