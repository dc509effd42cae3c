import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { day } from '../../calendar/day.ts'
import { findPersonal } from '../../personal/find.ts'
import { html } from '../html.ts'
import { pointedOut } from './pointed-out.ts'

const known = { people: ['Noor Haddad'], places: [], today: day('2026-11-20') }
const text = 'A letter from Noor Haddad <b>\nabout cell 4.'
const findings = findPersonal(text, known)
const [name, cell] = findings

describe('what may tell who somebody is, pointed out in place (PH-4)', () => {
  const page = String(pointedOut({ text, findings }))

  it('marks each place, and leads from the list to the place and back', () => {
    for (const id of findings.keys().map(at => at + 1)) {
      assert.match(page, new RegExp(`<mark [^>]*id="pointed-out-${id}"`))
      assert.ok(page.includes(`href="#pointed-out-${id}"`))
      assert.ok(page.includes(`id="pointed-out-${id}-why"`))
      assert.ok(page.includes(`href="#pointed-out-${id}-why"`))
    }
  })

  it('says of each what it is and why, for those who can’t see the mark too', () => {
    assert.ok(page.includes('<span class="govuk-visually-hidden"> cell location</span>'))
    assert.ok(page.includes('The system knows somebody of this name.'))
    assert.ok(page.includes('2 places are pointed out: remove or release each'))
  })

  it('shows the text as it is, and nothing in it as markup', () => {
    const shown = page
      .slice(page.indexOf('dir="auto">') + 11, page.indexOf('</p>'))
      .replaceAll(/<a [^>]*>.*?<\/a>/g, '')
      .replaceAll(/<\/?mark[^>]*>/g, '')
    assert.equal(shown, text.replace('<b>', '&lt;b&gt;'))
  })

  it('shows what was released, and offers something to do only for the rest', () => {
    const some = String(
      pointedOut({
        text,
        findings: [{ ...name!, released: 'Released by Hugo Brandt: a public office.' }, cell!],
        action: ({ id }) => html`<button name="release" value="${id}">Release</button>`,
      }),
    )
    assert.ok(some.includes('Released by Hugo Brandt: a public office.'))
    assert.ok(!some.includes(`value="${name!.id}"`))
    assert.ok(some.includes(`value="${cell!.id}"`))
    assert.ok(some.includes('2 places are pointed out: 1 not yet removed or released'))
  })

  it('keeps the ids of two texts on a page apart', () => {
    assert.ok(String(pointedOut({ text, findings, id: 'second' })).includes('id="second-1"'))
  })

  it('says when there is nothing', () => {
    const none = String(pointedOut({ text: 'All quiet.', findings: [] }))
    assert.ok(none.includes('Nothing is pointed out'))
    assert.ok(!none.includes('<ol'))
  })
})
