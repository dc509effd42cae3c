import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { newBrowser, signInAs } from '../../../test/sign-in-as.ts'
import { testSite, visitor, type Read, type Visitor } from '../../../test/site.ts'
import { lettersAgreement } from '../../../test/letters.ts'
import { agreements } from '../../agreements/agreements.ts'
import { NotSignedIn } from '../../database/as.ts'
import { sql } from '../../database/sql.ts'
import { at } from '../../desk/desk.ts'
import { people } from '../../desk/people.ts'
import { digestOf } from '../sign-in/secrets.ts'

const member = 'imb.ashmoor.member'

describe('People and their posts', async () => {
  const all = [
    ...agreements,
    { ...lettersAgreement, versions: [{ ...lettersAgreement.versions[0], clauses: [] }] as const },
  ]
  const site = await testSite('people', { agreements: all })
  const secretariat = await site.signIn('imb.secretariat')

  /** The number and name of whoever holds a post, as the database knows them. */
  const holderOf = async (post: string) => {
    const { rows } = await site.database.owner.query<{ id: number; name: string }>(
      `select n.id, n.name from concordat.term t join concordat.post p on p.id = t.post join concordat.person n on n.id = t.person where p.key = $1 and t.until_on is null`,
      [post],
    )
    return rows[0] as { id: number; name: string }
  }

  /** What comes of a button of the page that opens this procedure's first form with these fields. */
  const pressed = async (who: Visitor, page: Read, procedure: string, fields: Record<string, string>, go: string) => {
    const token = /name="_csrf" value="([^"]*)"/.exec(page.html)?.[1] ?? ''
    const body = new URLSearchParams([['_csrf', token], ...Object.entries(fields), ['_go', go]])
    const answer = await who.go(`/begin/${procedure}`, { method: 'POST', body })
    const html = await answer.text()
    return {
      status: answer.status,
      url: answer.url,
      html,
      headers: answer.headers,
      words: html.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' '),
    }
  }

  it('whoever appoints sees the posts of their body alone, with addresses and standing', async () => {
    const page = await secretariat.read('/people')
    assert.equal(page.status, 200)
    assert.match(page.words, /Board chair, Ashmoor .*Beatrice Nwosu beatrice\.nwosu @example\.org/)
    assert.match(page.words, /Information training In date done \d+ \w+ 2025, holds until/)
    assert.doesNotMatch(page.words, /Governor|Investigator|hmpps|Priya Raman/)
    assert.match(page.words, /This is you/)
  })

  it('everyone else of the body sees who holds what, no addresses, and the standing of their own unit', async () => {
    const chair = await site.signIn('imb.dunscar.chair')
    const page = await chair.read('/people')
    assert.match(page.words, /Beatrice Nwosu/)
    assert.doesNotMatch(page.words, /example\.org|Appoint someone|>End</)
    const posts = await site.as('imb.dunscar.chair', people)
    for (const post of posts)
      for (const hold of post.holds) {
        assert.equal(hold.address, undefined)
        assert.equal(hold.standing !== undefined, post.unit === 'imb.dunscar', post.key)
      }
  })

  it('the database gives addresses to whoever appoints in the same body, and to nobody else', async () => {
    const addresses = (post: string) =>
      site.as(post, async ({ transaction }) =>
        (await transaction.all<{ email: string }>(sql`select email from addresses_of_my_people()`)).map(
          row => row.email,
        ),
      )
    assert.ok((await addresses('hmip.deputy')).includes('priya.raman@example.org'))
    assert.ok(!(await addresses('hmip.deputy')).includes('beatrice.nwosu@example.org'))
    for (const post of ['hmip.sanctions-officer', 'imb.ashmoor.chair', 'operator', 'clock', 'ppo.ombudsman'])
      assert.deepEqual(await addresses(post), [], post)
  })

  it('posts are narrowed to one unit, to those nobody holds, or to people with something to renew', async () => {
    const unit = await secretariat.read('/people?unit=imb.ashmoor')
    assert.match(unit.words, /2 posts/)
    const nobody = await secretariat.read('/people?show=nobody')
    assert.match(nobody.words, /No post is like that|Nobody/)
    assert.match((await secretariat.read('/people?show=other&page=0')).words, /posts/)
    const { id } = await holderOf('imb.calder-mount.chair')
    await site.database.owner.query(`update concordat.standing set lapses_on = '2026-03-01' where person = $1`, [id])
    const renew = await secretariat.read('/people?show=renew')
    assert.match(renew.words, /Gwen Parfitt .*Lapsed: sees nothing/)
    await site.database.owner.query(`update concordat.standing set lapses_on = '2026-03-20' where person = $1`, [id])
    assert.match((await secretariat.read('/people?show=renew')).words, /Gwen Parfitt .*Due again soon/)
    await site.database.owner.query(
      `delete from concordat.standing where person = $1 and requirement = 'information training'`,
      [id],
    )
    assert.match((await secretariat.read('/people?show=renew')).words, /Gwen Parfitt .*Not done yet: sees nothing/)
    await site.database.owner.query(`update concordat.standing set lapses_on = '2026-12-01' where person = $1`, [id])
    await site.database.owner.query(
      `insert into concordat.standing select $1, 'information training', '2026-01-01', '2026-12-31'`,
      [id],
    )
  })

  it('appointing someone says what it lets them see, and lets them in from that day', async () => {
    const page = await secretariat.read('/people')
    const form = await pressed(secretariat, page, 'appointment', { 'q-post': member }, 'fill')
    assert.match(form.html, /<option value="imb\.ashmoor\.member" selected>/)
    const typed = {
      'q-post': member,
      'q-name': 'Rowan Ash',
      'q-email': 'Rowan.Ash@Example.org',
      'q-from-day': '2',
      'q-from-month': '3',
      'q-from-year': '2026',
    }
    const check = await pressed(secretariat, form, 'appointment', typed, 'check')
    assert.match(
      check.words,
      /What this changes From 2 March 2026 , Rowan Ash sees what the Board member, Ashmoor sees, once they have confirmed .* Of the matters that you see, that is none\./,
    )
    assert.match(check.words, /Only matters that you may see too are counted/)
    assert.doesNotMatch((await secretariat.read('/people')).words, /Rowan Ash/, 'nothing has happened yet')
    const done = await secretariat.send(
      { ...check, words: '' },
      {},
      { action: '/begin/appointment', button: 'confirm' },
    )
    assert.match(done.words, /You appointed Rowan Ash as Board member, Ashmoor/)
    assert.match(
      (await secretariat.read('/people?unit=imb.ashmoor')).words,
      /Rowan Ash rowan\.ash @example\.org 2 March 2026 .*Not done yet: sees nothing/,
    )
  })

  it('appointed again to the same post, they go on in it, once', async () => {
    await site.done(
      site.begin('imb.secretariat', 'appointment', {
        post: member,
        name: 'Rowan Ash',
        email: 'rowan.ash@example.org',
        from: '2026-03-02',
        until: '2026-12-31',
      }),
    )
    const { rows } = await site.database.owner.query(
      `select until_on from concordat.term t join concordat.person n on n.id = t.person where n.name = 'Rowan Ash'`,
    )
    assert.deepEqual(rows, [{ until_on: '2026-12-31' }])
  })

  it('ending a hold of a post ends its sessions and tokens at once, and nothing else of theirs', async () => {
    const frank = await holderOf(member)
    assert.equal(frank.name, 'Frank Tolley')
    const [here, elsewhere] = [await site.signIn(member), await site.signIn('imb.brackley-hill.member')]
    const made = await here.send(
      await here.read('/you/tokens'),
      { label: 'A report', days: '30' },
      { action: '/you/tokens', button: 'make' },
    )
    const token = /con_[\w-]{43}/.exec(made.html)?.[0] as string
    assert.ok(token)
    assert.equal((await here.read('/people')).status, 200)

    const page = await secretariat.read('/people?unit=imb.ashmoor')
    const check = await pressed(secretariat, page, 'departure', { 'q-hold': `${member} ${frank.id}` }, 'check')
    assert.match(check.words, /Frank Tolley, Board member, Ashmoor/)
    assert.match(
      check.words,
      /They no longer see what the Board member, Ashmoor sees\. .* They are signed out of that post at once/,
    )
    assert.equal((await here.read('/people')).status, 200, 'nothing has happened yet')
    await secretariat.send({ ...check, words: '' }, {}, { action: '/begin/departure', button: 'confirm' })

    const out = await here.read('/people')
    assert.equal(out.status, 401)
    assert.match(out.words, /You have been signed out/)
    assert.equal((await elsewhere.read('/people')).status, 200, 'his other post is his still')
    await assert.rejects(
      at(site.house, { token: digestOf(token) }, async () => {}),
      NotSignedIn,
    )
    const again = visitor(await signInAs(site.base, 'frank.tolley@example.org', newBrowser(site.base)))
    const choosing = await again.read('/post')
    assert.doesNotMatch(choosing.words, /Board member, Ashmoor/)
  })

  it('nobody ends the hold of someone of another body, or of a post that they do not hold', async () => {
    const priya = await holderOf('hmip.sanctions-officer')
    for (const hold of [
      `hmip.sanctions-officer ${priya.id}`,
      `imb.dunscar.chair ${priya.id}`,
      'imb.dunscar.chair',
      'clock 1',
    ]) {
      const outcome = await site.begin('imb.secretariat', 'departure', { hold })
      assert.ok(outcome.refused)
      assert.deepEqual(
        outcome.problems.map(problem => problem.words),
        ['Choose who leaves'],
      )
    }
    const outcome = await site.begin('imb.dunscar.chair', 'departure', { hold: 'x' })
    assert.ok(outcome.refused)
  })

  it('someone whose training has lapsed sees the page that says so, and no people', async () => {
    const { id } = await holderOf('imb.eastholme.chair')
    const chair = await site.signIn('imb.eastholme.chair')
    await site.database.owner.query(`update concordat.standing set lapses_on = '2026-03-01' where person = $1`, [id])
    const page = await chair.read('/people')
    assert.equal(page.status, 403)
    assert.match(page.words, /Your access is suspended for now/)
    assert.doesNotMatch(page.words, /Beatrice|Gwen/)
  })
})
