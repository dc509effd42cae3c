import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { z } from 'zod'
import { formOn, testSite, visitor } from '../../test/site.ts'
import { newBrowser } from '../../test/sign-in-as.ts'
import { limits } from './limits.ts'
import { goingWrong } from './server.samples.ts'
import { paths, type Path } from './paths.ts'
import { practicePath } from './sign-in/practice-provider.ts'
import { get, post, view } from './route.ts'
import { html } from './html.ts'

const made = (pattern: string) => Object.assign(() => pattern, { pattern }) as unknown as Path

describe('Every route declares itself (A-04)', () => {
  it('and the server does not start when one says nothing', async () => {
    await assert.rejects(
      testSite('bare', { more: app => void app.get('/bare', async () => 'anything') }),
      /do not declare themselves:\n {2}GET \/bare declares nothing/,
    )
  })

  it('nor when one leaves out who may ask, what it takes or what it records, and tells of all at once', async () => {
    const half = {
      ...get(made('/half'), { access: 'in a post', reads: 'nothing' }, () => view({ title: '', content: '' })),
    }
    const { access: _, ...without } = half.declared
    await assert.rejects(
      testSite('half', {
        more: app => {
          app.get('/half', { config: { declared: without as never } }, async () => '')
          app.post('/whole', { config: { declared: half.declared } }, async () => '')
        },
      }),
      /GET \/half does not say who may ask for it \(access\)\n(.*\n)*.*POST \/whole does not say what it takes \(form\)/,
    )
  })

  it('nor shows a page that did not record its reading', async () => {
    const unrecorded = get(made('/unrecorded'), { access: 'in a post', reads: 'opened' }, () =>
      view({ title: 'Secret', content: html`<p>canary</p>` }),
    )
    const site = await testSite('unrecorded', { routes: [unrecorded] })
    const chair = await site.signIn('imb.ashmoor.chair')
    const page = await chair.read('/unrecorded')
    assert.equal(page.status, 500)
    assert.doesNotMatch(page.html, /canary/)
    assert.match(page.words, /Something went wrong here It was not your doing/)
  })
})

describe('The server', async () => {
  const site = await testSite('kernel', { env: { CONCORDAT_METRICS_TOKEN: 'm'.repeat(40) }, routes: goingWrong })
  const chair = await site.signIn('imb.ashmoor.chair')
  const reference = await site.done(
    site.begin('imb.brackley-hill.chair', 'sanction-allegation', {
      place: 'ZBI',
      affected: 'detained',
      contacted: ['IMB'],
      came: 'letter',
      receivedOn: '2026-03-01',
      line: 'A canary was moved',
      account: 'A canary sang',
    }),
  )

  it('asks for what a page needs in its address there, and not of a form as well', async () => {
    const page = await chair.read('/test/which?which=one')
    assert.equal(page.status, 200)
    assert.match(page.words, /This is one/)
    assert.equal((await chair.read('/test/which')).status, 404)
    const body = () => new URLSearchParams(formOn(page, '/sign-out').hidden)
    const sent = await chair.ask('/test/which?which=two', { method: 'POST', body: body() })
    assert.match(await sent.text(), /Sent to two/)
    assert.equal((await chair.ask('/test/which', { method: 'POST', body: body() })).status, 404)
  })

  it('shows one page for what is hidden and what is not there, byte for byte (A-06)', async () => {
    const plain = (page: string) => page.replaceAll(/nonce="\w+"/g, '')
    const hidden = await chair.read(`/matters/${reference}`)
    const others = [
      '/matters/SAN-2026-0000',
      `/matters/${reference}/steps/assess`,
      '/matters/x%00',
      '/nowhere/at/all',
      `/documents/${'0'.repeat(8)}-0000-0000-0000-${'0'.repeat(12)}`,
    ]
    assert.equal(hidden.status, 404)
    for (const address of others) {
      const absent = await chair.read(address)
      assert.equal(absent.status, 404, address)
      assert.equal(plain(absent.html), plain(hidden.html), address)
    }
    assert.match(hidden.words, /You cannot see this page, or it does not exist/)
  })

  it('records that somebody was refused, without the address', async () => {
    await chair.read(`/matters/${reference}`)
    const { rows } = await site.database.owner.query<{ kind: string; digest: Buffer | null; matter: number | null }>(
      `select kind, digest, matter from concordat.reading where kind = 'denied' order by id desc limit 1`,
    )
    assert.equal(rows[0]?.matter, null)
    assert.equal(rows[0]?.digest?.length, 32)
  })

  it('answers 405 and says which methods there are', async () => {
    for (const method of ['DELETE', 'PUT', 'PATCH']) {
      const answer = await chair.ask('/help', { method })
      assert.equal(answer.status, 405, method)
      assert.equal(answer.headers.get('allow'), 'GET, HEAD')
      await answer.body?.cancel()
    }
    const page = await chair.ask(`/matters/${reference}`, { method: 'POST' })
    assert.equal(page.status, 405)
    await page.body?.cancel()
  })

  it('sends the headers that keep a page to itself on every answer (A-27)', async () => {
    const provider = `${practicePath}/.well-known/openid-configuration`
    for (const address of ['/', '/help', '/nowhere', `/matters/${reference}`, '/health', '/sign-in', provider]) {
      const answer = await chair.ask(address)
      const policy = answer.headers.get('content-security-policy') ?? ''
      assert.match(policy, /default-src 'none'/, address)
      assert.match(policy, /frame-ancestors 'none'/)
      assert.match(policy, /base-uri 'none'/)
      assert.doesNotMatch(policy, /unsafe/)
      assert.equal(answer.headers.get('cross-origin-opener-policy'), 'same-origin')
      assert.equal(answer.headers.get('cross-origin-resource-policy'), 'same-origin')
      assert.equal(answer.headers.get('referrer-policy'), 'no-referrer')
      assert.equal(answer.headers.get('x-content-type-options'), 'nosniff')
      assert.equal(answer.headers.get('cache-control'), 'no-store')
      assert.equal(answer.headers.get('strict-transport-security'), null)
      await answer.body?.cancel()
    }
  })

  it('lets scripts and styles be kept for ever, under addresses that change with them', async () => {
    const home = await chair.read('/')
    const style = /<link rel="stylesheet" href="([^"]+)"/.exec(home.html)?.[1] ?? ''
    const answer = await chair.ask(style, { headers: { 'accept-encoding': 'br' } })
    assert.equal(answer.status, 200)
    assert.match(answer.headers.get('cache-control') ?? '', /immutable/)
    await answer.body?.cancel()
  })

  it('shows a form again, with all that was typed, when it did not come from this session', async () => {
    const form = await chair.read('/begin/sanction-allegation')
    const again = await chair.send(
      form,
      { _csrf: 'x'.repeat(43), 'q-line': 'Moved off the wing', 'q-account': 'Two\nlines & <b>' },
      { action: '/begin/sanction-allegation', button: 'check' },
    )
    assert.equal(again.status, 403)
    assert.match(again.words, /Send this again/)
    assert.match(again.html, /<title>Error: /)
    const fields = new Map(formOn(again, '/begin/sanction-allegation').hidden)
    assert.equal(fields.get('q-line'), 'Moved off the wing')
    assert.equal(fields.get('q-account'), 'Two\nlines & <b>')
    const sent = await chair.send(again, {}, { action: '/begin/sanction-allegation', button: 'later' })
    assert.match(sent.words, /What you wrote is kept/)
  })

  it('refuses a form of another site, whatever it carries', async () => {
    const sessions = await chair.read('/sessions')
    const [token] = formOn(sessions, '/sign-out').hidden
    const answer = await chair.ask('/sign-out', {
      method: 'POST',
      headers: { 'sec-fetch-site': 'cross-site' },
      body: new URLSearchParams([token ?? ['', '']]),
    })
    assert.equal(answer.status, 403)
    await answer.body?.cancel()
    assert.equal((await chair.read('/sessions')).status, 200)
  })

  it('gives back what was typed when it was too much, and says so', async () => {
    const form = await chair.read('/begin/sanction-allegation')
    const [token] = formOn(form, '/begin/sanction-allegation').hidden
    const long = await chair.ask('/begin/sanction-allegation', {
      method: 'POST',
      body: new URLSearchParams([token ?? ['', ''], ['q-account', 'a'.repeat(2_100_000)]]),
    })
    assert.equal(long.status, 413)
    assert.ok((await long.text()).includes('a'.repeat(2_000_000)))
    const longer = await chair.ask('/begin/sanction-allegation', {
      method: 'POST',
      body: new URLSearchParams([['q-account', 'a'.repeat(5_000_000)]]),
    })
    assert.equal(longer.status, 413)
    assert.match(await longer.text(), /Go back in your browser: what you typed is still there/)
  })

  it('takes no other kind of body', async () => {
    for (const type of ['application/json', 'text/xml', 'application/x-www-form-urlencoded;charset=\u00e9\u00e9', '']) {
      const answer = await chair.ask('/search', {
        method: 'POST',
        headers: type ? { 'content-type': type } : {},
        body: Buffer.from('{}'),
      })
      assert.ok([403, 415].includes(answer.status), `${type}: ${answer.status}`)
      await answer.body?.cancel()
    }
  })

  it('withstands what nobody types', async () => {
    const token = formOn(await chair.read('/search'), '/search').hidden
    for (const q of ['\0', 'a\0b', '\ud800', "'; drop table entry; --", '%', '"', '& | !', 'a'.repeat(500), '\u202E']) {
      const answer = await chair.ask('/search', { method: 'POST', body: new URLSearchParams([...token, ['q', q]]) })
      assert.ok(answer.status < 500, JSON.stringify(q))
      await answer.body?.cancel()
    }
    for (const address of [
      '/post?to=%00',
      '/matters?q=%00&place=%00',
      '/matters/%E0%A4%A',
      '/%ff',
      `/matters/${'a'.repeat(3000)}`,
      '/matters/__proto__/steps/constructor',
      '/begin/__proto__',
    ])
      assert.ok((await chair.read(address)).status < 500, address)
  })

  it('answers an address that nobody could read, or longer than any of ours, like one that is not there', async () => {
    const plain = (page: string) => page.replaceAll(/nonce="\w+"/g, '')
    const absent = plain((await chair.read('/nowhere/at/all')).html)
    for (const address of [
      '/%zz',
      '/%ff?q=1',
      '/matters/%E0%A4%A',
      `/matters/${'a'.repeat(201)}`,
      `/nowhere/${'a'.repeat(5000)}`,
      `/assets/${'%41'.repeat(201)}/x`,
    ]) {
      const page = await chair.read(address)
      assert.equal(page.status, 404, address)
      assert.equal(plain(page.html), absent, address)
    }
    assert.equal((await chair.read('/search?to=%zz')).status, 200, 'a query is read as far as it can be')
  })

  it('answers only to its own name', async () => {
    const answer = await site.app.inject({ method: 'GET', url: '/', headers: { host: 'evil.example' } })
    assert.equal(answer.statusCode, 421)
    const health = await site.app.inject({ method: 'GET', url: '/health', headers: { host: '10.0.0.7' } })
    assert.equal(health.statusCode, 200)
  })

  it('is healthy and ready, and gives its numbers only for the token', async () => {
    assert.equal(await (await fetch(`${site.base}/health`)).text(), 'ok\n')
    assert.equal(await (await fetch(`${site.base}/ready`)).text(), 'ready\n')
    assert.equal((await fetch(`${site.base}/metrics`)).status, 404)
    const numbers = await fetch(`${site.base}/metrics`, { headers: { authorization: `Bearer ${'m'.repeat(40)}` } })
    const text = await numbers.text()
    assert.match(text, /concordat_requests_total\{method="GET",route="\/matters\/:reference",status="404"\} \d/)
    assert.doesNotMatch(text, new RegExp(reference))
  })

  it('says neither names, references nor addresses in its log', async () => {
    await chair.read(`/matters/${reference}`)
    const log = site.logged()
    assert.match(log, /"route":"\/matters\/:reference"/)
    for (const secret of [reference, 'canary', 'Nwosu', 'Beatrice', 'example.org'])
      assert.ok(!log.includes(secret), secret)
  })

  it('says that nothing was saved, with what was typed, when the database is away; and that a fault was ours', async () => {
    const away = await chair.ask('/test/away')
    assert.equal(away.status, 503)
    assert.match(await away.text(), /not available for the moment/)
    const page = await chair.read('/begin/sanction-allegation')
    const unsaved = await chair.send(
      { ...page, html: page.html.replaceAll('/begin/sanction-allegation', '/test/away') },
      { 'q-line': 'Not lost' },
      { action: '/test/away' },
    )
    assert.equal(unsaved.status, 503)
    assert.match(unsaved.words, /This was not saved.*does nothing twice.*What you typed.*Line Not lost Send it again/)
    assert.equal(new Map(formOn(unsaved, '/test/away').hidden).get('q-line'), 'Not lost')
    const fault = await chair.read('/test/fault')
    assert.equal(fault.status, 500)
    assert.doesNotMatch(fault.html, /canary/)
  })

  it('writes nothing of a form whose page turned out not to be there', async () => {
    const home = await chair.read('/')
    const answer = await chair.send(
      { ...home, html: home.html.replaceAll('/sign-out', '/test/half') },
      {},
      { action: '/test/half' },
    )
    assert.equal(answer.status, 404)
    const { rows } = await site.database.owner.query(`select from concordat.draft where address = '/half'`)
    assert.equal(rows.length, 0)
  })
})

describe('Limits', () => {
  it('hold one person back and nobody else', async () => {
    const site = await testSite('limits', { limits: limits({ requestsPerMinute: 15, signInsPerMinute: 5 }) })
    const chair = await site.signIn('imb.ashmoor.chair')
    let last = 0
    for (let i = 0; i < 20; i++) {
      const answer = await chair.ask('/sessions')
      last = answer.status
      if (last === 429) assert.match(answer.headers.get('retry-after') ?? '', /^\d+$/)
      await answer.body?.cancel()
    }
    assert.equal(last, 429)
    const other = visitor(newBrowser(site.base))
    await other.ask('/health')
    assert.equal(
      (await site.app.inject({ url: paths.help(), remoteAddress: '10.1.1.1', headers: { host: 'localhost' } }))
        .statusCode,
      200,
    )
  })
})

it('posts without a form schema are a type error, and one with fields that are not asked for takes only its own', () => {
  const route = post(
    made('/x'),
    { access: 'in a post', reads: 'nothing', form: z.object({ name: z.string() }) },
    ({ form }) => view({ title: form.name, content: '' }),
  )
  assert.deepEqual(route.declared.form?.parse({ name: 'a', admin: 'yes' }), { name: 'a' })
})
