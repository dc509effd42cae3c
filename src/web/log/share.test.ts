import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { testSite } from '../../../test/site.ts'
import { openRecurring } from '../../clock/recur.ts'
import { list } from '../../desk/list.ts'

const site = await testSite('share-page', { start: '2026-03-05T09:00:00Z' })

describe('sharing the log, page by page (SP-24b)', () => {
  it('asks for no list: it is made, can be looked at, and goes as it was looked at', async () => {
    await site.done(
      site.begin('imb.ashmoor.chair', 'sanction-allegation', {
        place: 'ZAI',
        affected: 'detained',
        contacted: ['IMB'],
        came: 'application',
        receivedOn: '2026-03-02',
        line: 'Moved off the wing',
        name: 'Morgan Vale',
        account: 'He was told he talked too much.',
      }),
    )
    await openRecurring(site.house)
    const { rows } = await site.as('hmip.sanctions-officer', desk => list(desk, { procedure: 'log-share' }))
    const address = `/matters/${rows[0]?.reference}/steps/share`

    const officer = await site.signIn('hmip.sanctions-officer')
    const form = await officer.read(address)
    assert.match(form.words, /The list is made when you continue, with only what each of these may see/)
    assert.doesNotMatch(form.html, /name="q-count"|name="q-snapshot"|type="file"/)

    const check = await officer.send(form, {}, { action: address, button: 'check' })
    const file = /href="(\/documents\/[0-9a-f-]{36})">Look at it before it goes/.exec(check.html)?.[1]
    assert.ok(file, check.words)
    assert.equal((await officer.ask(file)).status, 200)
    const national = await site.signIn('imb.national-chair')
    assert.equal((await national.ask(file)).status, 404, 'not before it is sent')

    const done = await officer.send(check, {}, { action: address, button: 'confirm' })
    assert.match(done.words, /You shared the log: 1 allegations?/)
    assert.equal((await national.ask(file)).status, 200)

    const received = `/matters/${rows[0]?.reference}/steps/receive-share`
    const deputy = await site.signIn('ppo.deputy')
    const ways = async () =>
      [
        ...(await deputy.read(`/matters/${rows[0]?.reference}`)).html.matchAll(
          /<a class="govuk-link" href="[^"]*receive-share"/g,
        ),
      ].length
    assert.equal(await ways(), 2, 'under what can be done, and under what they owe themselves')
    await site.done(site.take('ppo.deputy', rows[0]?.reference ?? '', 'receive-share', {}))
    assert.equal(await ways(), 0, 'not even what the other lead still owes')
    assert.match((await deputy.read(received)).words, /You have said so already/)
  })
})

describe('the six-monthly meeting, on its page (SP-27)', () => {
  it('is one duty of three leads: told once, with everyone who owes it', async () => {
    await openRecurring(site.house)
    const { rows } = await site.as('hmip.sanctions-officer', desk => list(desk, { procedure: 'leads-meeting' }))
    const officer = await site.signIn('hmip.sanctions-officer')
    const { words } = await officer.read(`/matters/${rows[0]?.reference}`)
    const owed = words.slice(words.lastIndexOf('What is owed'), words.lastIndexOf('What is known'))
    assert.match(owed, /Owed by you; National Chair of the monitoring boards; Deputy Ombudsman Limit/)
    assert.equal(owed.match(/Owed by/g)?.length, 1)
  })
})
