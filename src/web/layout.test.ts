import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, it } from 'node:test'
import { html } from './html.ts'
import { earlyScript, page, withAside } from './layout.ts'
import type { Page } from './layout.ts'

const me = {
  name: 'Jane <b>Okafor</b>',
  post: 'Policy officer, HMIP',
  switchPost: '/posts',
  signOut: { action: '/sign-out', token: { name: 'token', value: 'a"b' } },
}
const now = new Date('2026-01-14T09:12:00Z')
const made = (options: Partial<Page> = {}) =>
  String(page({ title: 'Your work', marking: 'OFFICIAL', content: html`<h1>Your work</h1>`, ...options }))

const count = (text: string, part: string) => text.split(part).length - 1

describe('every page', () => {
  it('says its language and its name', () => {
    assert.match(made(), /<html lang="en-GB"/)
    assert.match(made(), /<title>Your work – Concordat<\/title>/)
  })

  it('is marked at the top and at the bottom', () => {
    const sensitive = made({ marking: 'OFFICIAL-SENSITIVE', handling: 'Personal & private' })
    assert.equal(count(sensitive, 'app-marking--sensitive'), 2)
    assert.equal(count(sensitive, 'Personal &amp; private'), 2)
    assert.ok(sensitive.indexOf('app-marking') < sensitive.indexOf('<main'))
    assert.ok(sensitive.lastIndexOf('app-marking') > sensitive.indexOf('</main>'))
    assert.match(sensitive, /<body class="[^"]*app-page--sensitive/)
    assert.match(made(), /<body class="[^"]*app-page--official/)
  })

  it('begins with the way past what repeats', () => {
    assert.match(made(), /<body[^>]*>\s*<script>[^<]*<\/script>\s*<a href="#content" class="govuk-skip-link"/)
    assert.match(made(), /<main [^>]*id="content"/)
  })

  it('has the same support links in the same order', () => {
    const texts = [...made().matchAll(/govuk-footer__link"[^>]*>\s*([^<]*?)\s*</g)].map(match => match[1])
    assert.deepEqual(texts, [
      'Help',
      'Feedback',
      'Accessibility statement',
      'Privacy',
      'Cookies',
      'Status',
      'Change log',
    ])
  })

  it('shows neither the crown nor the name of GOV.UK', () =>
    assert.doesNotMatch(made({ me, now }), /crown|>\s*GOV\.UK/i))

  it('says when it is practice, and only then', () => {
    const words = 'This is a practice system: the people and prisons here are invented.'
    assert.ok(made({ practice: true }).includes(words))
    assert.ok(!made().includes(words))
  })

  it('keeps the size of a page small', () => assert.ok(made({ me, now, practice: true }).length < 6_000))
})

describe('what was wrong', () => {
  const errors = [{ text: 'Say what the risk is', href: '#risk' }]

  it('is in the name of the page and above the content, with a link to its question', () => {
    const text = made({ errors })
    assert.match(text, /<title>Error: Your work/)
    assert.ok(text.indexOf('<a href="#risk">Say what the risk is</a>') < text.indexOf('<h1>'))
  })

  it('is not said when nothing is', () => assert.doesNotMatch(made({ errors: [] }), /Error:|There is a problem/))
})

describe('who is signed in', () => {
  it('is named, with the post, the way to another and the way out', () => {
    const text = made({ me })
    assert.match(text, /<bdi>Jane &lt;b&gt;Okafor&lt;\/b&gt;<\/bdi>/)
    assert.match(text, /Policy officer, HMIP/)
    assert.match(text, /<a class="app-header__link" href="\/posts">Change post<\/a>/)
    assert.match(text, /<form action="\/sign-out" method="post"><input type="hidden" name="token" value="a&quot;b">/)
  })

  it('has the navigation, which says where one is', () => {
    const text = made({ me, section: 'matters', mattersCalled: 'The log' })
    assert.match(
      text,
      /<a class="govuk-service-navigation__link" href="\/matters" aria-current="true">\s*<strong[^>]*>The log/,
    )
    assert.doesNotMatch(made(), /govuk-service-navigation/)
  })

  it('sees how many things wait', () =>
    assert.match(made({ me, waiting: { work: 3 } }), /Your work<span class="moj-notification-badge">/))

  it('is told when the session ends, and can go on without a script', () => {
    const text = made({
      me,
      now,
      session: { endsAt: new Date('2026-01-14T10:02:00Z'), warningMinutes: 10, extend: { action: '/session' } },
    })
    assert.match(text, /data-session-seconds="3000" data-session-warning="600"/)
    assert.match(text, /signed out at 10:02/)
    assert.match(text, /<form action="\/session" method="post" target="_blank">/)
  })
})

it('tells the paper who took it and when, and to lock it away', () => {
  const text = made({ me, now, marking: 'OFFICIAL-SENSITIVE' })
  assert.match(text, /<strong>OFFICIAL-SENSITIVE<\/strong>\. From Concordat, for <bdi>Jane/)
  assert.match(text, /14 January 2026 at 09:12/)
  assert.match(text, /Lock this paper away/)
})

it('puts a plain sentence in a banner as done, and markup as it is', () => {
  assert.match(
    made({ banner: 'Sent to <Ashmoor>' }),
    /govuk-notification-banner--success[\s\S]*Sent to &lt;Ashmoor&gt;/,
  )
  assert.match(made({ banner: html`<p id="own">Mine</p>` }), /<p id="own">Mine<\/p>/)
})

it('has one script in the page, which the policy allows by its digest', () => {
  const scripts = [...made().matchAll(/<script[^>]*>([^<]+)</g)].map(([, script = '']) => script)
  assert.equal(scripts.length, 1)
  assert.equal(earlyScript, `'sha256-${createHash('sha256').update(scripts[0]!).digest('base64')}'`)
})

it('can put what stands beside the content before it, under its heading', () => {
  assert.match(String(withAside('a', 'b')), /<div>a<\/div><div[^>]*>b/)
  assert.match(String(withAside('a', 'b', 'c')), /<div>c<\/div><div[^>]*aside">b<\/div><div>a/)
})
