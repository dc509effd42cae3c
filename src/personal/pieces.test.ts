import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { day } from '../calendar/day.ts'
import { findPersonal } from './find.ts'
import { piecesOf, unreleased } from './pieces.ts'

const known = { people: ['Noor Haddad'], places: [], today: day('2026-11-20') }

describe('a text with findings pointed out in place (PH-4)', () => {
  it('is cut where they begin and end', () => {
    const text = 'A letter from Noor Haddad about cell 4.'
    assert.deepEqual(
      piecesOf(text, findPersonal(text, known)).map(({ text: words, finding }) => [words, finding?.kind]),
      [
        ['A letter from ', undefined],
        ['Noor Haddad', 'known name'],
        [' about ', undefined],
        ['cell 4', 'cell location'],
        ['.', undefined],
      ],
    )
  })

  it('is whole again when the pieces are put together', () => {
    const word = fc.constantFrom('Noor Haddad', 'Mr Khan', 'cell 4', 'said', '\n', '\u200b', 'A1234BC', 'é', '.')
    fc.assert(
      fc.property(
        fc.array(word).map(words => words.join(' ')),
        text =>
          assert.equal(
            piecesOf(text, findPersonal(text, known))
              .map(piece => piece.text)
              .join(''),
            text,
          ),
      ),
    )
  })

  it('of nothing is nothing', () => assert.deepEqual(piecesOf('', []), []))
})

describe('a release by a second person (PH-4)', () => {
  it('holds while other text is edited, and not for one more mention', () => {
    const before = findPersonal('Noor Haddad was on duty.', known)
    const released = new Set(before.map(({ id }) => id))
    assert.deepEqual(unreleased(before, released), [])
    assert.deepEqual(unreleased(findPersonal('On Sunday night Noor Haddad was on duty.', known), released), [])
    const again = findPersonal('Noor Haddad was on duty. Noor Haddad wrote it down.', known)
    assert.deepEqual(
      unreleased(again, released).map(({ from }) => from),
      [25],
    )
  })

  it('of one finding releases no other', () => {
    const [first] = findPersonal('Noor Haddad and Mr Khan', known)
    const both = findPersonal('Noor Haddad and Mr Khan', known)
    assert.deepEqual(
      unreleased(both, new Set([first!.id])).map(({ words }) => words),
      ['Mr Khan'],
    )
  })
})
