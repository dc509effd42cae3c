import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { lettersAgreement } from '../../../test/letters.ts'
import { testSite } from '../../../test/site.ts'
import { sendPost } from '../../clock/post.ts'
import { databaseOutbox } from '../../notices/outbox.ts'
import { openMailer } from '../../notices/send.ts'

describe('The outbox of a practice system', async () => {
  const site = await testSite('outbox', { agreements: [lettersAgreement] })
  const passOn = async () => {
    const reference = await site.done(
      site.begin('imb.ashmoor.chair', 'letter', { where: 'ZAI', about: 'The kitchen', words: 'It is cold' }),
    )
    await site.done(site.take('imb.ashmoor.chair', reference, 'pass'))
    return reference
  }

  it('shows what would have been sent, to whom, and that it holds nothing', async () => {
    const governor = await site.signIn('hmpps.ashmoor.governor')
    const press = await site.signIn('hmip.press')
    assert.match((await governor.read('/outbox')).words, /No messages yet/)
    const reference = await passOn()
    const mailer = openMailer({ by: 'outbox' }, databaseOutbox(site.house))
    await sendPost(site.house.pool, mailer, site.house.now(), site.settings.publicUrl, 'at once')
    const page = await governor.read('/outbox')
    assert.match(
      page.words,
      /One message .*2 March 2026 at 09:00 robert\.kinsella@example\.org OFFICIAL: Something is waiting for you/,
    )
    assert.doesNotMatch(page.words, /out of reach|could not be delivered/, 'that is not for the governor')
    assert.match((await press.read('/outbox')).words, /No messages yet/, 'that somebody was told is theirs to know')
    const all = await (await site.signIn('operator')).read('/outbox')
    assert.match(all.words, /One message .*robert\.kinsella/)
    assert.doesNotMatch(all.words, new RegExp(`${reference}|kitchen|Ashmoor`))
  })

  it('tells whoever appoints, and whoever runs the system, whom messages do not reach', async () => {
    await passOn()
    const refusing = {
      via: 'smtp' as const,
      send: async () => ({ sent: false as const, because: 'bad-address' as const }),
    }
    const said: unknown[] = []
    const { publicUrl } = site.settings
    await sendPost(site.house.pool, refusing, site.house.now(), publicUrl, 'at once', (...one) => said.push(one))
    assert.deepEqual(said, [['message given up', 'bad-address', 1]], 'and whoever reads the log')
    const siu = await site.signIn('hmpps.siu')
    for (const address of ['/outbox', '/people'])
      assert.match(
        (await siu.read(address)).words,
        /Messages that could not be delivered .*Robert Kinsella Governor, Ashmoor The address is not an e-mail address\. 2 March 2026/,
        address,
      )
    assert.match(
      (await (await site.signIn('operator')).read('/outbox')).words,
      /Robert Kinsella Governor, Ashmoor HM Prison and Probation Service/,
    )
    const atWork = /Messages do not reach 1 person: they are not told/
    assert.match((await siu.read('/')).words, atWork)
    const deputy = await site.signIn('hmip.deputy')
    assert.doesNotMatch((await deputy.read('/')).words, atWork)
    assert.match((await deputy.read('/outbox')).words, /Nobody that you look after is out of reach/)
    assert.doesNotMatch((await deputy.read('/people')).words, /could not be delivered/)
  })
})
