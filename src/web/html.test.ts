import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { attributes, classes, escape, html, isHtml, isolated, joined, kept, trusted, writtenOn } from './html.ts'
import type { Content } from './html.ts'

const shows = (markup: unknown, expected: string) => assert.equal(String(markup), expected)

describe('markup', () => {
  it('escapes a plain string, wherever it came from', () =>
    shows(
      html`<p>${`<script>alert("1")</script> & 'more'`}</p>`,
      '<p>&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;more&#39;</p>',
    ))

  it('does not take text that looks escaped for markup', () => shows(html`${'&lt;b&gt;'}`, '&amp;lt;b&amp;gt;'))

  it('lets markup stand inside markup without a mark', () =>
    shows(html`<ul>${['a', '<b>'].map(item => html`<li>${item}</li>`)}</ul>`, '<ul><li>a</li><li>&lt;b&gt;</li></ul>'))

  it('shows nothing for null, undefined and false, and shows nought', () =>
    shows(html`[${null}${undefined}${false}${0}]`, '[0]'))

  it('refuses to show an object, so that nobody reads [object Object]', () =>
    assert.throws(() => html`${{ toString: () => '<b>' } as unknown as Content}`, /cannot show/))

  it('is not fooled by an object dressed as markup', () => {
    const dressed = JSON.parse('{"markup":"<b>","#markup":"<b>"}') as Content
    assert.equal(isHtml(dressed), false)
    assert.throws(() => html`${dressed}`, TypeError)
  })

  it('takes raw markup only by name', () => shows(html`<p>${trusted('<b>so</b>')}</p>`, '<p><b>so</b></p>'))

  it('closes up the indentation of a template', () =>
    shows(
      html`<p>
          a</p>`,
      '<p>\na</p>',
    ))

  it('leaves white space alone in a text box', () =>
    shows(html`<textarea>\n   ${'a'}</textarea>`, '<textarea>\n   a</textarea>'))

  it('keeps white space that somebody typed', () => shows(html`<p>${'a\n   b'}</p>`, '<p>a\n   b</p>'))
})

describe('where a hole may be', () => {
  const hostile = 'x onmouseover=alert(1)'

  it('is not in an attribute without quotes', () => assert.throws(() => html`<a title=${hostile}>`, /double quotes/))

  it('is not in an attribute with single quotes', () =>
    assert.throws(() => html`<a title='${hostile}'>`, /double quotes/))

  it('takes no text where attributes go', () => assert.throws(() => html`<a ${hostile}>`, /attributes/))

  it('takes attributes where attributes go', () =>
    shows(html`<a${attributes({ title: hostile })}>`, `<a title="${hostile}">`))

  it('takes only a name for a tag', () => {
    shows(html`<h${2}>a</h${2}>`, '<h2>a</h2>')
    assert.throws(() => html`<h${hostile}>`, /part of a tag/)
  })

  it('is not in a script, a style, a comment, a handler or an inline style', () => {
    assert.throws(() => html`<script>${'alert(1)'}</script>`, /script/)
    assert.throws(() => html`<style>${'a{}'}</style>`, /style/)
    assert.throws(() => html`<!-- ${'a'} -->`, /comment/)
    assert.throws(() => html`<a onclick="${'alert(1)'}">`, /attribute/)
    assert.throws(() => html`<a style="${'color:red'}">`, /attribute/)
  })

  it('may follow a script that is closed', () =>
    shows(html`<script src="${'/a.js'}"></script><p>${'a'}</p>`, '<script src="/a.js"></script><p>a</p>'))

  it('does not let markup break out of an attribute value', () =>
    assert.throws(() => html`<a title="${html`<b class="c">`}">`, /inside an attribute/))

  it('keeps a quote inside the attribute it was given to', () =>
    shows(html`<a title="${'" onclick="alert(1)'}">`, '<a title="&quot; onclick=&quot;alert(1)">'))
})

describe('an address', () => {
  const bad = [
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' \t\njavascript:alert(1)',
    'java\tscript:alert(1)',
    '\u0001javascript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:x',
  ]
  for (const address of bad)
    it(`that can run script leads nowhere: ${JSON.stringify(address)}`, () => {
      shows(html`<a href="${address}">a</a>`, '<a href="#">a</a>')
      shows(html`<a${attributes({ href: address })}>a</a>`, '<a href="#">a</a>')
    })

  const good = ['/matters/SAN-2026-0042', '#field', '?sort=due', 'https://example.org/a', 'mailto:a@example.org', '']
  for (const address of good)
    it(`that cannot is kept: ${JSON.stringify(address)}`, () =>
      shows(html`<a href="${address}">`, `<a href="${address}">`))

  it('with a colon further on is within the site', () =>
    shows(html`<a href="${'/search?q=javascript:a'}">`, '<a href="/search?q=javascript:a">'))

  it('is escaped', () => shows(html`<a href="${'/a?b=1&c="'}">`, '<a href="/a?b=1&amp;c=&quot;">'))
})

describe('attributes', () => {
  it('leave out what is false, null or undefined, and show only the name of what is true', () =>
    shows(
      attributes({ id: 'a', hidden: true, title: null, lang: undefined, disabled: false, rows: 0, alt: '' }),
      ' id="a" hidden rows="0" alt=""',
    ))

  it('are escaped', () => shows(attributes({ title: `"'<>&` }), ' title="&quot;&#39;&lt;&gt;&amp;"'))

  it('have real names, and are no handlers', () => {
    for (const name of ['a b', '"><script>', 'onclick', 'OnClick', 'style', 'srcdoc', ''])
      assert.throws(() => attributes({ [name]: 'c' }), TypeError)
  })
})

it('joins what shows something', () => shows(joined(['a', null, '<', false], ', '), 'a, &lt;'))

it('puts classes together', () => assert.equal(classes('a', false, undefined, 'b'), 'a b'))

it('says in words where words were struck out', () =>
  shows(
    isolated('to Ŵyn ▮▮▮'),
    '<bdi>to Ŵyn <span aria-hidden="true">▮▮▮</span><span class="govuk-visually-hidden">(words struck out)</span></bdi>',
  ))

it('keeps typed text from turning its surroundings', () => shows(isolated('\u202eevil<'), '<bdi>\u202eevil&lt;</bdi>'))

it('leaves a long text as it is where nothing needs escaping', () => {
  const text = 'a'.repeat(10_000)
  assert.equal(escape(text), text)
})

it('sends what is kept the same as what is made anew, wherever it stands', () => {
  const panel = html`<p>${'Lle’r <carchar>'} – 1</p>`
  const page = (inner: typeof panel) =>
    html`<h1>${'Ŵ'}</h1>${inner}<div>${html`<b>${inner}</b>`}</div>${[inner, 'x']}${joined([inner, inner], ', ')}é`
  const expected = String(page(panel))
  shows(page(kept(panel)), expected)
  const sheet = Buffer.alloc(4096)
  for (const inner of [kept(panel), panel])
    assert.equal(sheet.toString('utf8', 0, writtenOn(sheet, page(inner))), expected)
  assert.equal(
    writtenOn(Buffer.alloc(100), html`${kept(panel)}${'’<'.repeat(100)}`),
    undefined,
    'longer than its sheet',
  )
  assert.throws(() => html`<p class="${kept(panel)}">`, /inside an attribute/)
})

it('inserts raw markup only in files that were looked at for it', () => {
  // The practice provider: a style sheet that is a constant of its own.
  const lookedAt = [join('web', 'sign-in', 'practice-provider.ts')]
  const source = join(import.meta.dirname, '..')
  const using = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.ts') && !file.endsWith('.test.ts') && file !== join('web', 'html.ts'))
    .filter(file => /\btrusted\b[\s\S]*?from '[^']*html\.ts'/.test(readFileSync(join(source, file), 'utf8')))
  assert.deepEqual(using, lookedAt)
})
