import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { after, before, describe, it } from 'node:test'
import { buffer } from 'node:stream/consumers'
import { testHouse, type TestHouse } from '../../test/house.ts'
import { parcelProcedure, parcelsAgreement } from '../../test/parcels.ts'
import { openRecurring } from '../clock/recur.ts'
import { settings as readSettings } from '../config.ts'
import { unpack } from '../documents/archive.ts'
import { read } from '../sheets/read.ts'
import { analysis, analysisOf } from './analysis.ts'
import { findDocument, openFiles, upload, type Files } from './documents.ts'
import { list } from './list.ts'
import { matter } from './matter.ts'
import { newFolder } from '../../test/folder.ts'

const officer = 'hmip.sanctions-officer'
const chair = 'imb.ashmoor.chair'
const investigator = 'ppo.investigator'

describe('the log as it stood, made by the program for the leads (SP-24b, SP-27)', () => {
  let house: TestHouse
  let files: Files
  const folder = newFolder('concordat-snapshot')
  after(() => rmSync(folder, { recursive: true, force: true }))

  const allegation = (place: string, line: string, more: object = {}) => ({
    place,
    affected: 'detained',
    contacted: ['IMB'],
    came: 'application',
    receivedOn: '2026-03-02',
    line,
    claimed: ['threats'],
    name: 'Morgan Vale',
    number: 'A1234BC',
    account: 'He was told he talked too much.',
    ...more,
  })
  const referenceOf = async (procedure: string) =>
    (await house.as(officer, desk => list(desk, { procedure }))).rows[0]?.reference ?? assert.fail(`no ${procedure}`)
  const take = (post: string, reference: string, step: string, answers: object) =>
    house.take(post, reference, step, answers as Record<string, unknown>, { files })
  const fileOf = (post: string, id: string) =>
    house.as(post, async desk => {
      const found = await findDocument(desk, files, id)
      return found && { name: found.name, bytes: await buffer(found.bytes) }
    })

  before(async () => {
    files = await openFiles(readSettings({ CONCORDAT_VAR: folder }, folder))
    house = await testHouse('snapshot', { start: '2026-03-02T09:00:00Z' })
    const first = await house.done(house.begin(chair, 'sanction-allegation', allegation('ZAI', '=Moved off the wing')))
    await house.done(house.begin(officer, 'sanction-allegation', allegation('ZBI', 'Visits cancelled')))
    await house.done(house.begin(investigator, 'sanction-allegation', allegation('ZCI', 'Threatened')))
    // To a member of staff the log is closed: it is seen by nobody else, and is no part of what is shared.
    await house.done(
      house.begin(officer, 'sanction-allegation', {
        place: 'ZDI',
        affected: 'staff',
        came: 'call',
        receivedOn: '2026-03-02',
      }),
    )
    await house.done(house.take(officer, first, 'log', {}))
    await openRecurring(house.house)
    house.setNow('2026-03-05T09:00:00Z')
  })

  it('is frozen when the log is shared, with nothing typed but a remark', async () => {
    const reference = await referenceOf('log-share')
    const taken = await take(officer, reference, 'share', { remark: 'Two more than last month' })
    assert.ok(!taken.refused, JSON.stringify(taken))
    const view = await house.as('ppo.deputy', desk => matter(desk, reference))
    assert.deepEqual([view.facts.asAt, view.facts.count], ['2026-03-05', 3])
    assert.equal(view.documents.length, 1)

    const file = await fileOf('imb.national-chair', view.documents[0]?.id ?? '')
    assert.equal(file?.name, 'the-sanctions-log-2026-03-05.xlsx')
    const sheet = await read(file?.bytes ?? Buffer.alloc(0), 'xlsx')
    assert.ok('rows' in sheet)
    const cells = sheet.rows.flatMap(row => row.cells).map(String)
    for (const said of ['=Moved off the wing', 'Visits cancelled', 'Threatened', 'Ashmoor', 'OFFICIAL-SENSITIVE'])
      assert.ok(cells.includes(said), said)
    assert.doesNotMatch(cells.join(' '), /Vale|A1234BC|talked too much|staff, directed/)
    assert.equal(sheet.rows.length, 2 + 1 + 3)
  })

  it('does not change when the log does, and is nobody else’s', async () => {
    const reference = await referenceOf('log-share')
    const view = await house.as(officer, desk => matter(desk, reference))
    const id = view.documents[0]?.id ?? ''
    const was = await fileOf(officer, id)
    await house.done(house.begin(chair, 'sanction-allegation', allegation('ZAI', 'A new one')))
    assert.deepEqual((await fileOf(officer, id))?.bytes, was?.bytes)
    for (const stranger of [chair, 'hmpps.ashmoor.governor', 'ppo.investigator', 'operator'])
      assert.equal(await fileOf(stranger, id), undefined, stranger)
  })

  it('refuses a file, a number or a day that is sent in its place, each in words, and shares nothing', async () => {
    house.setNow('2026-04-02T09:00:00Z')
    await openRecurring(house.house)
    const { rows } = await house.as(officer, desk => list(desk, { procedure: 'log-share' }))
    const april = rows[0]?.reference ?? ''
    const own = await upload(house.house, { post: officer }, files, {
      name: 'mine.csv',
      bytes: Buffer.from('a,b\n1,2\n'),
    })
    assert.ok('id' in own)
    const refused = await take(officer, april, 'share', { snapshot: [own.id], count: 999, asAt: '2020-01-01' })
    assert.deepEqual(refused.refused && refused.problems.map(({ field, words, clause }) => [field, words, clause]), [
      ['asAt', 'Leave this out: “As it stood on which day?” is worked out, and comes to 2 April 2026', 'SP-24b'],
      ['count', 'Leave this out: “How many allegations are in it?” is worked out, and comes to 4', 'SP-24b'],
      ['snapshot', 'Send nothing for “The list”: it is made anew as this is done', 'SP-24b'],
    ])
    const now = () => house.as(officer, desk => matter(desk, april))
    assert.deepEqual((await now()).documents, [])
    const same = await take(officer, april, 'share', { count: '4', asAt: '2026-04-02' })
    assert.ok(!same.refused, JSON.stringify(same))
    assert.deepEqual([(await now()).facts.count, (await now()).documents.length], [4, 1])
  })

  it('is refused where it cannot be made, and to those whose step it is not', async () => {
    house.setNow('2026-05-05T09:00:00Z')
    await openRecurring(house.house)
    const { rows } = await house.as(officer, desk => list(desk, { procedure: 'log-share' }))
    const may = rows[0]?.reference ?? ''
    const without = await house.take(officer, may, 'share', {})
    assert.ok(without.refused)
    assert.ok(without.problems.some(problem => problem.words === 'Attach the list'))
    await house.done(house.take(officer, may, 'share', {}, { files }))
    const again = await take('ppo.deputy', may, 'share', {})
    assert.ok(again.refused)
  })

  it('makes the pack for the six-monthly meeting, with small numbers protected', async () => {
    const reference = await referenceOf('leads-meeting')
    const taken = await take('imb.national-chair', reference, 'call', {
      on: '2026-06-01',
      items: [{ item: 'What was learnt' }],
    })
    assert.ok(!taken.refused, JSON.stringify(taken))
    const view = await house.as('ppo.deputy', desk => matter(desk, reference))
    const file = await fileOf('ppo.deputy', view.documents[0]?.id ?? '')
    assert.equal(file?.name, 'the-sanctions-log-pack-2026-05-05.docx')
    let text = ''
    await unpack(file?.bytes ?? Buffer.alloc(0), part => {
      if (part.name === 'word/document.xml') text = part.bytes.toString('utf8').replaceAll(/<[^>]+>/g, ' ')
      return undefined
    })
    assert.match(text, /Alleged sanctions, since 5 November 2025/)
    assert.match(text, /fewer than 5/)
    assert.doesNotMatch(text, /Vale|A1234BC/)
  })

  it('counts rows at hand exactly as the database counts them', async () => {
    const parcels = await testHouse('snapshot-parcels', {
      agreements: [parcelsAgreement],
      start: '2026-01-05T09:00:00Z',
    })
    for (let at = 0; at < 8; at++) {
      parcels.setNow(new Date(Date.parse('2026-01-05T09:00:00Z') + at * 9 * 86_400_000))
      const reference = await parcels.done(
        parcels.begin('hmip.deputy', 'parcel', {
          where: at % 2 ? 'ZAI' : 'ZDI',
          receivedOn: '2026-01-05',
          kinds: at % 3 ? ['books', 'food'] : [],
          about: 'A parcel',
        }),
      )
      parcels.setNow(new Date(Date.parse('2026-01-12T09:00:00Z') + at * 9 * 86_400_000))
      if (at % 2) await parcels.done(parcels.take('hmip.deputy', reference, 'pass'))
      if (at % 4 === 1) await parcels.done(parcels.take('hmip.deputy', reference, 'finish', { outcome: 'kept' }))
    }
    const [counted, atHand] = await parcels.as('hmip.deputy', async desk => {
      const { rows } = await list(desk, { procedure: 'parcel', most: 100 })
      return [await analysis(desk, parcelProcedure, {}), analysisOf(desk, parcelProcedure, rows)]
    })
    assert.equal(counted.total, 8)
    assert.deepEqual(atHand, counted)
  })
})
