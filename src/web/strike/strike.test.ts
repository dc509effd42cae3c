import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { formOn, testSite, type Read } from '../../../test/site.ts'
import { sql } from '../../database/sql.ts'
import { upload, openFiles } from '../../desk/documents.ts'
import { removeWithdrawn } from '../../desk/strike.ts'
import { letterAgreement } from '../step/step.samples.ts'

const chair = 'imb.ashmoor.chair'
const governor = 'hmpps.ashmoor.governor'
const letter = {
  where: 'ZAI',
  about: 'About Wexcombe',
  words: 'Wexcombe wrote this. Wexcombes are many',
  kind: 'thanks',
  urgent: false,
  reader: governor,
  points: [{ point: 'That Wexcombe be heard' }, { point: 'That it be quiet' }],
}

describe('Striking words out, page by page (A-22)', async () => {
  const site = await testSite('struck', { agreements: [letterAgreement] })
  const files = await openFiles(site.settings)
  const begun = async (more: object = {}) => {
    const reference = await site.done(site.begin(chair, 'letter', { ...letter, ...more }))
    await site.done(site.take(chair, reference, 'pass'))
    return reference
  }
  const main = ({ words }: Read) => words.slice(words.indexOf('Back to'))

  it('leads from the history to the text, to what it would come to, and to what is left', async () => {
    const reference = await begun()
    const robert = await site.signIn(governor)
    await robert.read(`/matters/${reference}`)
    const beatrice = await site.signIn(chair)
    const page = await beatrice.read(`/matters/${reference}`)
    assert.match(page.words, /Strike words out of entry 1/)
    const form = await beatrice.read(`/matters/${reference}/strike?entry=1`)
    assert.match(main(form), /Wexcombe wrote this.*Which words\?.*Everywhere in this matter.*See what would change/)

    const empty = await beatrice.send(form, { words: '' }, { button: 'check' })
    assert.equal(empty.status, 422)
    assert.match(empty.words, /Write the words to strike out/)
    assert.match(empty.words, /Choose why/)
    const absent = await beatrice.send(form, { words: 'Nobody at all', why: 'name' }, { button: 'check' })
    assert.equal(absent.status, 422)
    assert.match(absent.words, /do not stand in anything here/)

    const check = await beatrice.send(form, { words: 'wexcombe', why: 'name' }, { button: 'check' })
    assert.equal(check.status, 200)
    assert.match(main(check), /In 3 places\. This is how it will read/)
    assert.match(main(check), /▮▮▮ \(words struck out\) wrote this\. Wexcombes are many/)
    assert.match(main(check), /Longer words that have these inside them stay as they are: Wexcombes/)
    assert.match(main(check), /ask them to destroy theirs: Governor, Ashmoor : opened 2 March 2026 at 09:00/)

    const done = await beatrice.send(check, {}, { button: 'confirm' })
    assert.equal(done.status, 200)
    assert.match(main(done), /You struck words out in 2 places|You struck words out in 1 place/)
    assert.match(main(done), /Ask whoever may have a copy to destroy it.*Governor, Ashmoor/)
    const again = await beatrice.send(check, {}, { button: 'confirm' })
    assert.match(main(again), /It is struck out/, 'sent twice, it happens once')

    for (const visitor of [beatrice, robert]) {
      const left = await visitor.read(`/matters/${reference}`)
      assert.doesNotMatch(left.html, /Wexcombe\b/)
      assert.match(left.words, /Struck words out in \d places? \(Take down a letter\), because of somebody’s name/)
      assert.match(
        left.html,
        /<span aria-hidden="true">▮▮▮<\/span><span class="govuk-visually-hidden">\(words struck out\)<\/span>/,
      )
    }
    assert.doesNotMatch((await beatrice.read(`/search?q=Wexcombe`)).html, new RegExp(reference))
    assert.doesNotMatch((await beatrice.read('/matters')).html, /Wexcombe\b/)
    const entries = await site.as(chair, desk =>
      desk.transaction.all(sql`select step from entry where step = 'strike-out'`),
    )
    assert.equal(entries.length, 2, 'one in each part')
  })

  it('goes back with everything that was typed, and keeps no draft of it', async () => {
    const reference = await begun({ about: 'One', words: 'By Thistlewood', points: [{ point: 'None' }] })
    const beatrice = await site.signIn(chair)
    const form = await beatrice.read(`/matters/${reference}/strike?entry=1`)
    const check = await beatrice.send(
      form,
      { words: 'Thistlewood', why: 'speaker', where: 'here' },
      { button: 'check' },
    )
    const back = await beatrice.send(check, {}, { button: 'back' })
    assert.deepEqual(
      formOn(back)
        .hidden.filter(([name]) => ['words', 'why', 'where'].includes(name))
        .sort(([a], [b]) => (a < b ? -1 : 1)),
      [
        ['where', 'here'],
        ['why', 'speaker'],
        ['words', 'Thistlewood'],
      ],
    )
    const { rows } = await site.database.owner.query('select from concordat.draft')
    assert.equal(rows.length, 0)
    const { rows: readings } = await site.database.owner.query<{ why: string }>(
      `select distinct why from concordat.reading where why like 'To strike%'`,
    )
    assert.equal(readings.length, 1, 'that somebody looked for words to strike out is recorded')
  })

  it('is stopped when the matter has changed meanwhile, with nothing lost and nothing done', async () => {
    const reference = await begun({ about: 'Two', words: 'By Ormerod', points: [{ point: 'None' }] })
    const beatrice = await site.signIn(chair)
    const form = await beatrice.read(`/matters/${reference}/strike?entry=1`)
    const check = await beatrice.send(form, { words: 'Ormerod', why: 'name' }, { button: 'check' })
    await site.done(site.take(chair, reference, 'note', { note: 'Ormerod again' }))
    const late = await beatrice.send(check, {}, { button: 'confirm' })
    assert.equal(late.status, 409)
    assert.match(late.words, /This matter changed while you were writing/)
    const second = await beatrice.send(await beatrice.send(late, {}, { button: 'check' }), {}, { button: 'confirm' })
    assert.match(main(second), /It is struck out/)
    assert.doesNotMatch((await beatrice.read(`/matters/${reference}`)).html, /Ormerod/)
  })

  it('is not there for whoever only reads it, and for their own words alone where they wrote some', async () => {
    const reference = await begun({ about: 'Three of Penhallow', words: 'x' })
    const robert = await site.signIn(governor)
    assert.doesNotMatch((await robert.read(`/matters/${reference}`)).words, /Strike words out/)
    for (const address of ['strike', 'strike?entry=1', 'strike?entry=2', 'strike?entry=99'])
      assert.equal((await robert.read(`/matters/${reference}/${address}`)).status, 404, address)
    await site.done(site.take(governor, reference, 'answer', { words: 'Penhallow is well' }))
    assert.match((await robert.read(`/matters/${reference}`)).words, /Strike words out of entry 3/)
    const form = await robert.read(`/matters/${reference}/strike?entry=3`)
    const check = await robert.send(form, { words: 'Penhallow', why: 'name' }, { button: 'check' })
    await robert.send(check, {}, { button: 'confirm' })
    const left = await robert.read(`/matters/${reference}`)
    assert.match(left.words, /Three of Penhallow/)
    assert.doesNotMatch(left.words, /Penhallow is well/)
    const stranger = await site.signIn('imb.brackley-hill.chair')
    assert.equal((await stranger.read(`/matters/${reference}/strike`)).status, 404)
  })

  it('withdraws a whole file, its key and its bytes, and puts a copy in its place', async () => {
    const sent = await upload(site.house, { post: chair }, files, {
      name: 'Letter of Gathercole.txt',
      bytes: Buffer.from('I am Gathercole\n'),
    })
    assert.ok('id' in sent)
    const reference = await begun({ about: 'Four', words: 'Here is the paper', papers: [sent.id] })
    const beatrice = await site.signIn(chair)
    assert.equal((await beatrice.read(`/documents/${sent.id}`)).status, 200)
    const address = `/matters/${reference}/strike?entry=1`
    const form = await beatrice.read(address)
    assert.match(main(form), /Withdraw a file\? .* Letter of Gathercole\.txt A copy without the words/)
    const body = new FormData()
    for (const [name, value] of formOn(form).hidden) body.append(name, value)
    body.set('why', 'name')
    body.set('withdraw', sent.id)
    body.set('_go', 'check')
    body.set(`copy-${sent.id}`, new File(['I am nobody\n'], 'copy.txt'))
    const answer = await beatrice.go(address, { method: 'POST', body })
    const page = {
      status: answer.status,
      url: answer.url,
      html: await answer.text(),
      headers: answer.headers,
      words: '',
    }
    assert.match(page.html, /Letter of Gathercole\.txt<\/bdi>: a copy takes its place/)
    const done = await beatrice.send(page, {}, { button: 'confirm' })
    assert.match(main(done), /You withdrew 1 file \(Take down a letter\)/)

    assert.equal((await beatrice.read(`/documents/${sent.id}`)).status, 404)
    const left = await beatrice.read(`/matters/${reference}`)
    assert.doesNotMatch(left.html, /Gathercole/)
    assert.match(left.words, /withdrawn\.txt \(words were struck out of it: it is no longer kept\)/)
    const [, copy = ''] = /href="\/documents\/([^"]+)"/.exec(left.html) ?? []
    assert.match((await beatrice.read(`/documents/${copy}`)).html, /I am nobody/)
    const { rows } = await site.database.owner.query<{ gone: boolean }>(
      `select wrapped_key = '' and sha256 = '' and size = 0 as gone from concordat.document where id = $1`,
      [sent.id],
    )
    assert.deepEqual(rows, [{ gone: true }])
    assert.ok(await files.store.get(sent.id))
    assert.equal(await removeWithdrawn(site.house, files.store), 1)
    await assert.rejects(files.store.get(sent.id))
    assert.equal(await removeWithdrawn(site.house, files.store), 0)
  })

  it('strikes the name of a file out with the words', async () => {
    const sent = await upload(site.house, { post: chair }, files, {
      name: 'From Babington.txt',
      bytes: Buffer.from('x\n'),
    })
    assert.ok('id' in sent)
    const reference = await begun({ about: 'Five', words: 'Here', papers: [sent.id] })
    const beatrice = await site.signIn(chair)
    const form = await beatrice.read(`/matters/${reference}/strike?entry=1`)
    const check = await beatrice.send(form, { words: 'Babington', why: 'name' }, { button: 'check' })
    assert.match(main(await beatrice.send(check, {}, { button: 'confirm' })), /struck words out in 1 place/)
    const file = await beatrice.go(`/documents/${sent.id}`)
    assert.doesNotMatch(JSON.stringify([...file.headers]), /Babington/)
  })
})
