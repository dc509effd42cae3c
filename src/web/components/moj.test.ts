import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Html } from '../html.ts'
import { alert } from './alert.ts'
import { filter } from './filter.ts'
import { listPosition } from './list-position.ts'
import { multiFileUpload } from './multi-file-upload.ts'
import { notificationBadge } from './notification-badge.ts'
import { recordTable } from './record-table.ts'
import { search } from './search.ts'
import { sideNavigation } from './side-navigation.ts'
import { subNavigation } from './sub-navigation.ts'
import { timeline } from './timeline.ts'

const count = (markup: Html, part: string | RegExp) => String(markup).split(part).length - 1

describe('a list of records', () => {
  const drawn = recordTable({
    caption: 'Allegations',
    columns: [
      { text: 'Reference', sortHref: '?sort=reference' },
      { text: 'Stage' },
      { text: 'Due', sorted: 'descending', sortHref: '?sort=due' },
    ],
    rows: [['SAN-2026-0001', '<b>Received</b>', '5 January 2026']],
  })

  it('is ordered by links, and says how it is ordered to those who cannot see it', () => {
    assert.match(
      String(drawn),
      /<th scope="col"[^>]* aria-sort="descending"><a [^>]*href="\?sort=due">Due<span[^>]*aria-hidden="true"> ▼/,
    )
    assert.equal(count(drawn, 'aria-sort='), 1)
    assert.equal(count(drawn, /<button|data-module/), 0)
  })

  it('escapes what the cells hold, and labels each for a narrow screen', () =>
    assert.match(String(drawn), /<td data-label="Stage">&lt;b&gt;Received/))

  it('gives no label to a cell that holds nothing', () => {
    const empty = recordTable({ caption: 'x', columns: [{ text: 'A' }, { text: 'B' }], rows: [['a', '']] })
    assert.doesNotMatch(String(empty), /data-label="B"/)
  })

  it('names each row by its first cell', () => assert.match(String(drawn), /<th scope="row"[^>]*>SAN-2026-0001/))
})

describe('a filter', () => {
  const drawn = filter({
    action: '/matters',
    keep: { sort: 'due', none: undefined },
    selected: {
      clear: { href: '/matters' },
      categories: [{ heading: 'Place', items: [{ text: 'Ashmoor', href: '/matters?stage=a' }] }],
    },
    options: 'questions',
  })

  it('can be applied at the top and at the bottom', () => {
    assert.equal(count(drawn, 'Apply filters'), 2)
    assert.match(String(drawn), /Apply filters[\s\S]*questions[\s\S]*Apply filters/)
  })

  it('is taken off by links that say what they take off', () =>
    assert.match(
      String(drawn),
      /<a class="moj-filter__tag" href="\/matters\?stage=a"><span class="govuk-visually-hidden">Remove this filter: <\/span>Ashmoor/,
    ))

  it('is a form that puts what is shown into the address, and keeps the order', () => {
    assert.match(String(drawn), /<form[^>]* action="\/matters" method="get"/)
    assert.match(String(drawn), /<input type="hidden" name="sort" value="due">/)
    assert.equal(count(drawn, 'name="none"'), 0)
  })
})

it('searches in a plain text box, since the browser’s own clear button cannot be reached by keyboard', () => {
  const drawn = search({ action: '/search', label: 'Find a matter', value: 'a"b' })
  assert.match(String(drawn), /<input[^>]*type="text"[^>]*value="a&quot;b"/)
  assert.match(String(drawn), /<label[^>]*for="search">/)
})

it('sends names by POST where they must not stand in an address', () =>
  assert.match(
    String(search({ action: '/search', label: 'Find a person', method: 'post' })),
    /<form action="\/search" method="post">/,
  ))

describe('files', () => {
  const drawn = multiFileUpload({
    files: [
      { id: '7', fileName: 'a.pdf' },
      { id: '8', fileName: 'b.exe', error: 'this kind isn’t taken' },
    ],
    upload: { name: 'paper', label: 'Add a paper' },
  })

  it('are added one at a time by a button of the form', () =>
    assert.match(String(drawn), /type="file"[\s\S]*<button type="submit" value="yes" name="add-file"/))

  it('are taken off by buttons that name them', () =>
    assert.match(String(drawn), /value="7" name="remove"[^>]*>\s*Remove<span class="govuk-visually-hidden"> a\.pdf/))

  it('say what was wrong with which', () => assert.match(String(drawn), /Error:<\/span> b\.exe: this kind isn’t taken/))
})

it('says how many wait, in words too, and nothing when none do', () => {
  assert.match(
    String(notificationBadge({ count: 3, visuallyHiddenText: 'waiting' })),
    /aria-hidden="true">3<\/span><span class="govuk-visually-hidden"> \(3 waiting\)/,
  )
  assert.match(String(notificationBadge({ count: 120 })), />99\+<[\s\S]*more than 99/)
  assert.equal(String(notificationBadge({ count: 0 })), '')
})

it('shows an alert that says its kind', () => {
  const drawn = String(alert({ kind: 'warning', title: 'Two are <late>', text: 'See them', showTitle: true }))
  assert.match(drawn, /aria-label="warning: Two are &lt;late&gt;"/)
  assert.match(drawn, /<h2 class="moj-alert__heading">Two are &lt;late&gt;<\/h2>/)
})

it('marks where one is in a navigation', () => {
  const items = [
    { text: 'One', href: '/1', active: true },
    { text: 'Two', href: '/2' },
  ]
  assert.equal(count(subNavigation({ label: 'This matter', items }), 'aria-current="page"'), 1)
  assert.match(
    String(subNavigation({ label: 'This matter', items })),
    /<details [^>]*>\s*<summary[^>]*>This matter: <b>One<\/b><\/summary>/,
  )
  const many = Array.from({ length: 15 }, (_, at) => ({ text: `Kind ${at}`, href: '/' }))
  assert.equal(count(subNavigation({ label: 'Kinds', items: many }), 'app-fold-narrow--many'), 1)
  assert.equal(count(subNavigation({ label: 'Kinds', items: many.slice(1) }), 'app-fold-narrow--many'), 0)
  assert.equal(count(sideNavigation({ label: 'Related', sections: [{ items }] }), 'aria-current="page"'), 1)
})

it('keeps a timeline as a list whose length is said', () =>
  assert.match(
    String(timeline({ items: [{ label: 'Received', when: '5 January 2026' }] })),
    /^<ol[\s\S]*<li[\s\S]*<h2/,
  ))

it('says which entries of a list are shown', () => {
  assert.match(
    String(listPosition({ things: 'matters', from: 1, to: 25, of: 61 })),
    /<b>1<\/b> to <b>25<\/b> of <b>61<\/b> matters/,
  )
  assert.equal(String(listPosition({ things: 'matters', from: 1, to: 0 })), '')
})
