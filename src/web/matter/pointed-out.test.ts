import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { testSite, type Visitor } from '../../../test/site.ts'
import { openRecurring } from '../../clock/recur.ts'
import { list } from '../../desk/list.ts'

describe('PH-4: what may tell who somebody is, pointed out where whoever writes or releases it reads it', async () => {
  const site = await testSite('pointed-out', { start: '2026-03-02T09:00:00Z' })
  await openRecurring(site.house)
  const rows = await site.as('ppo.deputy', async desk => (await list(desk, { procedure: 'weekly-summary' })).rows)
  const reference = rows[0]?.reference ?? assert.fail('no week')
  const writer = await site.signIn('ppo.investigator')
  const text = 'A man, A1234BC, said that the showers are cold.'
  const marks = (page: { html: string }) =>
    [...page.html.matchAll(/<mark class="([^"]*)"[^>]*>([^<]*)</g)].map(([, how = '', words]) => ({
      words,
      released: how.includes('released'),
    }))

  const on = (step: string) => `/matters/${reference}/steps/${step}`
  const fill = async (who: Visitor, step: string, fields: Record<string, string>, button = 'check') =>
    who.send(await who.read(on(step)), fields, { action: on(step), button })

  it('marks it on the page that checks what was written', async () => {
    const check = await fill(writer, 'add-entry', { 'q-place': 'Ashmoor', 'q-text': text })
    assert.equal(check.status, 200, check.words)
    assert.deepEqual(marks(check), [{ words: 'A1234BC', released: false }])
    assert.match(check.words, /One place is pointed out: remove or release it/)
  })

  it('marks it on the form, when something is refused or is to be changed', async () => {
    const refused = await fill(writer, 'add-entry', { 'q-place': '', 'q-text': text })
    assert.match(refused.words, /Choose the establishment/)
    assert.deepEqual(marks(refused), [{ words: 'A1234BC', released: false }])
    const check = await fill(writer, 'add-entry', { 'q-place': 'Ashmoor', 'q-text': text })
    const changing = await writer.send(check, {}, { action: on('add-entry'), button: 'change' })
    assert.deepEqual(marks(changing), [{ words: 'A1234BC', released: false }])
    await writer.send(check, {}, { action: on('add-entry'), button: 'confirm' })
  })

  it('marks it in the entries of the week, and in the summary that can’t be sent', async () => {
    assert.deepEqual(marks(await writer.read(`/matters/${reference}`)), [{ words: 'A1234BC', released: false }])
    const deputy = await site.signIn('ppo.deputy')
    assert.deepEqual(marks(await deputy.read(`/matters/${reference}`)), [{ words: 'A1234BC', released: false }])
    const refused = await fill(deputy, 'send', {})
    assert.match(refused.words, /may tell who somebody is/)
    assert.deepEqual(marks(refused), [{ words: 'A1234BC', released: false }])
  })

  it('draws what a second person released as released, with who and why; and shows the reader of the summary no marks', async () => {
    const deputy = await site.signIn('ppo.deputy')
    const form = await deputy.read(on('release'))
    const which = /name="q-which"[^>]*value="([^"]+)"/.exec(form.html)?.[1] ?? assert.fail(form.words)
    await site.done(site.take('ppo.deputy', reference, 'release', { which, because: 'It is the number of a form.' }))
    const page = await deputy.read(`/matters/${reference}`)
    assert.deepEqual(marks(page), [{ words: 'A1234BC', released: true }])
    assert.match(page.words, /Released by [A-Z][\w ]+: It is the number of a form/)
    const check = await fill(deputy, 'send', {})
    assert.deepEqual(marks(check), [{ words: 'A1234BC', released: true }])
    await deputy.send(check, {}, { action: on('send'), button: 'confirm' })
    const reader = await site.signIn('hmip.intelligence')
    const sent = await reader.read(`/matters/${reference}`)
    assert.match(sent.words, /A1234BC/)
    assert.deepEqual(marks(sent), [])
  })
})
