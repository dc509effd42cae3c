import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { lettersAgreement } from '../../../test/letters.ts'
import { formOn, testSite } from '../../../test/site.ts'
import { reassurance } from '../../agreements/sanctions-protocol/reassurance.ts'
import { unpack } from '../../documents/archive.ts'
import type { Agreement } from '../../engine/agreement.ts'
import { facts, heading, list, numbered, paragraph, quote, signature, table } from '../../letters/blocks.ts'
import type { Letter } from '../../letters/letter.ts'

const answer: Letter = {
  id: 'answer',
  label: 'Answer to whoever wrote',
  to: 'detained person',
  clause: 'SP-1',
  title: () => 'Your letter',
  blocks: ({ matter }) => [
    paragraph(`You wrote: ${String(matter.entries[0]?.answers.words)}`),
    heading('What we did', 2),
    list(['We read it.', '<b>We passed it on.</b>']),
    reassurance,
    signature('A. Chair', 'Board chair'),
  ],
}
const bare: Letter = { ...answer, id: 'bare', label: 'A letter without comfort', blocks: () => [paragraph('Dear you')] }
const paper: Letter = {
  id: 'paper',
  label: 'A note for the others',
  to: 'bodies',
  clause: 'SP-1',
  marking: { classification: 'OFFICIAL-SENSITIVE', handling: ['RECIPIENTS ONLY'] },
  offered: ({ matter }) => matter.milestones.has('passed on'),
  title: () => 'A letter that came',
  blocks: () => [
    facts({ About: 'The kitchen' }),
    numbered(['One', 'Two']),
    quote('It is cold', 'the writer'),
    table(['When', 'What'], [['Today', 'Read']]),
  ],
}

const [version] = lettersAgreement.versions
const [procedure] = version.procedures
const agreement: Agreement = {
  ...lettersAgreement,
  parties: ['HMIP', 'IMB', 'PPO'],
  versions: [{ ...version, procedures: [{ ...procedure!, letters: { answer, bare, paper } }] }],
}

/** All the words of a Word document, its headers and footers with them. */
async function textOf(bytes: Buffer): Promise<string> {
  const parts: string[] = []
  await unpack(bytes, part => {
    if (/^word\/(document|header\d*|footer\d*)\.xml$/.test(part.name)) parts.push(part.bytes.toString('utf8'))
    return undefined
  })
  return parts.join(' ').replaceAll(/<[^>]*>/g, '')
}

describe('Letters from a matter', async () => {
  const site = await testSite('letter pages', { agreements: [agreement] })
  const reference = await site.done(
    site.begin('imb.ashmoor.chair', 'letter', { where: 'ZAI', about: 'The kitchen', words: 'The kitchen is cold' }),
  )
  const chair = await site.signIn('imb.ashmoor.chair')
  const address = (letter: string) => `/matters/${reference}/letters/${letter}`

  it('those that are open now stand on the matter’s page, and no others', async () => {
    const page = await chair.read(`/matters/${reference}`)
    assert.match(page.words, /Letters and papers Answer to whoever wrote/)
    assert.doesNotMatch(page.words, /A note for the others/)
    assert.equal((await chair.read(address('paper'))).status, 404)
    assert.equal((await chair.read(address('nothing'))).status, 404)
  })

  it('a letter is shown as it will be: to whom, with its marking, its clause, and all its words escaped', async () => {
    const page = await chair.read(address('answer'))
    assert.equal(page.status, 200)
    assert.match(page.words, /To The person concerned/)
    assert.match(page.words, /Letters are answered/)
    assert.match(page.words, /OFFICIAL-SENSITIVE/)
    assert.match(page.words, /You wrote: The kitchen is cold/)
    for (const sentence of reassurance.sentences)
      assert.ok(page.words.includes(sentence.replaceAll('’', '’')), sentence)
    assert.match(page.html, /&lt;b&gt;We passed it on\.&lt;\/b&gt;/)
    assert.doesNotMatch(page.words, /Lock it away/, 'the person is not told how to handle their own letter')
  })

  it('a button makes the document, marked, and records that it was printed and which letter it was', async () => {
    const page = await chair.read(address('answer'))
    const form = formOn(page, address('answer'))
    const sent = await chair.ask(address('answer'), { method: 'POST', body: new URLSearchParams(form.hidden) })
    assert.equal(sent.status, 200)
    assert.equal(
      sent.headers.get('content-disposition'),
      `attachment; filename="${reference}-answer.docx"; filename*=UTF-8''${reference}-answer.docx`,
    )
    const words = await textOf(Buffer.from(await sent.arrayBuffer()))
    assert.match(words, /OFFICIAL-SENSITIVE/)
    assert.match(words, /The kitchen is cold/)
    assert.ok(words.includes(reassurance.heading))
    assert.match(words, /Made from Concordat by .+, Board chair, Ashmoor on 2 March 2026 at 09:00/)
    const told = await chair.read(`/matters/${reference}/seen`)
    assert.match(told.words, /Put on paper Answer to whoever wrote/)
  })

  it('SP-23a: a letter to the person without the reassurance is refused, with the clause and what to do', async () => {
    const page = await chair.read(address('bare'))
    assert.equal(page.status, 422)
    assert.match(
      page.words,
      /does not say that the person may speak to us freely and should not suffer for it, so it cannot be sent/,
    )
    assert.match(page.words, /Put the reassurance into the letter where the agreement defines it/)
    assert.doesNotMatch(page.words, /Make the Word document/)
    const { hidden } = formOn(await chair.read(address('answer')), address('answer'))
    const forced = await chair.ask(address('bare'), { method: 'POST', body: new URLSearchParams(hidden) })
    assert.equal(forced.status, 422)
    assert.doesNotMatch(await forced.text(), /wordprocessingml/)
    const told = await chair.read(`/matters/${reference}/seen`)
    assert.doesNotMatch(told.words, /A letter without comfort/)
  })

  it('a letter is made as it was read: when something changed since, it is shown again instead', async () => {
    const page = await chair.read(address('answer'))
    await site.done(site.take('imb.ashmoor.chair', reference, 'pass'))
    const again = await chair.send(page, {}, { action: address('answer') })
    assert.equal(again.status, 409)
    assert.match(again.words, /Something changed on this matter since you read the letter/)
  })

  it('a paper for those who handle it says how, and shows lists, quotations and tables', async () => {
    const page = await chair.read(address('paper'))
    assert.equal(page.status, 200)
    assert.match(page.words, /OFFICIAL-SENSITIVE – RECIPIENTS ONLY/)
    assert.match(page.words, /do not pass it on\. .*Lock it away when it is not in use/)
    assert.match(page.html, /<ol class="govuk-list govuk-list--number"><li>One<\/li>/)
    assert.match(page.words, /It is cold – the writer/)
  })

  it('nobody writes in the name of an agreement they are not party to, though they see the matter', async () => {
    const governor = await site.signIn('hmpps.ashmoor.governor')
    const page = await governor.read(`/matters/${reference}`)
    assert.equal(page.status, 200)
    assert.doesNotMatch(page.words, /Letters and papers/)
    assert.equal((await governor.read(address('answer'))).status, 404)
  })

  it('and whoever does not see the matter finds nothing there', async () => {
    const stranger = await site.signIn('imb.dunscar.chair')
    const missing = await stranger.read('/matters/LET-2026-0000/letters/answer')
    const hidden = await stranger.read(address('answer'))
    assert.equal(hidden.status, 404)
    assert.equal(hidden.words.replaceAll(reference, ''), missing.words.replaceAll('LET-2026-0000', ''))
  })
})
