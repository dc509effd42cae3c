import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { lettersAgreement } from '../../../test/letters.ts'
import { testSite } from '../../../test/site.ts'
import { sql } from '../../database/sql.ts'

describe('Who saw a matter', async () => {
  const chair = 'imb.ashmoor.chair'
  const governor = 'hmpps.ashmoor.governor'
  const site = await testSite('who saw', { agreements: [lettersAgreement] })
  const reference = await site.done(
    site.begin(chair, 'letter', { where: 'ZAI', about: 'The yard', words: 'It is wet' }),
  )
  await site.done(site.take(chair, reference, 'pass'))
  await (await site.signIn(governor)).read(`/matters/${reference}`)

  it('its owner is told of everyone: to whom it went, who opened it, by post for other bodies', async () => {
    const beatrice = await site.signIn(chair)
    const page = await beatrice.read(`/matters/${reference}/seen`)
    assert.match(page.words, /To whom it was disclosed .*Governor, Ashmoor The envelope To answer it \(SP-1\)/)
    assert.match(page.words, /Governor, Ashmoor HM Prison and Probation Service Opened The envelope/)
    assert.doesNotMatch(page.words, /Robert Kinsella/)
    const matter = await beatrice.read(`/matters/${reference}`)
    assert.match(matter.words, /All of it, and to whom it was sent/)
  })

  it('anyone else is told of their own share and their own post', async () => {
    const robert = await site.signIn(governor)
    const page = await robert.read(`/matters/${reference}/seen`)
    assert.match(page.words, /What you were sent, and what your post opened/)
    assert.match(page.words, /Robert Kinsella Governor, Ashmoor Opened The envelope/)
    assert.doesNotMatch(page.words, /Beatrice|Board chair/)
    const stranger = await site.signIn('hmpps.dunscar.governor')
    assert.equal((await stranger.read(`/matters/${reference}/seen`)).status, 404)
  })

  it('of a part kept from the owner neither is told: who has it, nor who opened it', async () => {
    const { database } = site
    await database.owner.query(`
      update concordat.disclosure set ended_at = '2026-03-02T09:00:00Z'
       where part = 'inside' and matter = (select id from concordat.matter where reference = '${reference}');
      insert into concordat.reading (at, post, person, kind, matter, parts, why)
      select '2026-03-02T09:00:00Z', p.id, t.person, 'printed', m.id, parts, why
        from concordat.post p join concordat.term t on t.post = p.id, concordat.matter m,
             (values ('{inside}'::text[], 'Secret paper'), ('{inside,envelope}', 'Mixed paper')) v(parts, why)
       where p.key = '${governor}' and m.reference = '${reference}';
      insert into concordat.disclosure (matter, part, reader, owner, known_to, number, clause, purpose, conditions, since)
      select m.id, 'inside', p.id, m.owner, '{}', 1, 'SP-1', 'Kept apart', '{}', '2026-03-02T09:00:00Z'
        from concordat.post p, concordat.matter m where p.key = '${governor}' and m.reference = '${reference}'`)
    const beatrice = await site.signIn(chair)
    const page = await beatrice.read(`/matters/${reference}/seen`)
    assert.doesNotMatch(page.words, /Secret paper|Mixed paper|Kept apart/)
    assert.doesNotMatch((await beatrice.read(`/matters/${reference}`)).words, /Kept apart/)
    assert.equal(page.words.split('Put on paper').length - 1, 1, 'the one that was of a part they see as well')
    const rows = await site.as(chair, ({ transaction }) =>
      transaction.all(sql`select parts from reading where 'inside' = any (parts) and post <> my_post()`),
    )
    assert.deepEqual(rows, [], 'nor by the table itself')
    const shares = await site.as(chair, ({ transaction }) =>
      transaction.all(sql`select reader from disclosure where purpose = 'Kept apart'`),
    )
    assert.deepEqual(shares, [], 'nor by the table of disclosures')
  })

  it('all of it comes as a spreadsheet, marked, and that is recorded too', async () => {
    const beatrice = await site.signIn(chair)
    const file = await beatrice.send(
      await beatrice.read(`/matters/${reference}/seen`),
      {},
      { action: `/matters/${reference}/seen.csv` },
    )
    assert.match(
      file.headers.get('content-disposition') ?? '',
      new RegExp(`attachment; filename="${reference}-who-saw-it\\.csv"`),
    )
    assert.match(file.html, /^\ufeff?When,What they did,Office,Body/)
    assert.match(file.html, /"?Governor, Ashmoor"?,HM Prison and Probation Service,,The envelope/)
    assert.match(file.html, /OFFICIAL/)
    assert.match((await beatrice.read(`/matters/${reference}/seen`)).words, /Exported Who saw it/)
  })

  it('a long one comes in pages, each reading once, though looking makes more', async () => {
    const beatrice = await site.signIn(chair)
    await site.database.owner.query(`
      insert into concordat.reading (at, post, person, kind, matter, parts, why)
      select '2026-03-01T09:00:00Z'::timestamptz - (n / 3) * interval '1 minute', p.id, t.person, 'opened', m.id, '{envelope}', 'reading ' || n || '.'
        from generate_series(1, 250) n, concordat.post p join concordat.term t on t.post = p.id, concordat.matter m
       where p.key = '${governor}' and m.reference = '${reference}'`)
    const found: string[] = []
    for (let address: string | undefined = `/matters/${reference}/seen`; address;) {
      const page = await beatrice.read(address)
      found.push(...[...page.words.matchAll(/reading (\d+)\./g)].map(([, n]) => n as string))
      address = /href="([^"]*\?from=[^"]*)"/.exec(page.html)?.[1]?.replaceAll('&amp;', '&')
    }
    assert.equal(found.length, 250)
    assert.equal(new Set(found).size, 250)
    assert.equal((await beatrice.read(`/matters/${reference}/seen?from=nonsense`)).status, 200)
  })
})
