import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { differences } from './compare.ts'

const told = (before: string, after: string) => differences(before, after).map(({ is, words }) => [is, words.trim()])

/** What is said to be the same or removed is the one, and what is the same or added is the other. */
const sides = (before: string, after: string) => {
  const pieces = differences(before, after)
  const side = (not: string) =>
    pieces
      .filter(piece => piece.is !== not)
      .map(piece => piece.words)
      .join('')
      .replaceAll(/\s+/g, ' ')
      .trim()
  return [side('added'), side('removed')]
}
const plain = (text: string) => text.replaceAll(/\s+/g, ' ').trim()

describe('what differs between two states of a paper', () => {
  it('is nothing where they are the same', () => {
    assert.deepEqual(told('One.\n\nTwo.', 'One.\n\nTwo.'), [['same', 'One.\n\nTwo.']])
    assert.deepEqual(differences('', ''), [])
  })

  it('is told word by word', () =>
    assert.deepEqual(told('Violence fell by a fifth since May.', 'Violence fell by a quarter since May.'), [
      ['same', 'Violence fell by a'],
      ['removed', 'fifth'],
      ['added', 'quarter'],
      ['same', 'since May.'],
    ]))

  it('and paragraph by paragraph, where one is added or removed whole', () => {
    assert.deepEqual(told('One.\n\nThree.', 'One.\n\nTwo.\n\nThree.'), [
      ['same', 'One.'],
      ['added', 'Two.'],
      ['same', 'Three.'],
    ])
    assert.deepEqual(told('One.\n\nTwo.', 'Two.'), [
      ['removed', 'One.'],
      ['same', 'Two.'],
    ])
    assert.deepEqual(told('', 'One.'), [['added', 'One.']])
  })

  it('makes each of the two from its own words and those of both, whatever they are', () => {
    // The same texts each time: a generator with a seed of its own.
    let seed = 7
    const draw = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below
    const words = ['cell', 'wing', 'health', 'staff', 'a', 'of']
    const some = () => Array.from({ length: draw(30) }, () => (draw(6) === 0 ? '\n\n' : `${words[draw(6)]} `)).join('')
    for (let round = 0; round < 300; round++) {
      const [one, other] = [some(), some()]
      assert.deepEqual(sides(one, other), [plain(one), plain(other)], JSON.stringify([one, other]))
    }
  })

  it('gives up on words where two passages have too little in common, and loses none', () => {
    const one = Array.from({ length: 3000 }, (_, at) => `a${at}`).join(' ')
    const other = Array.from({ length: 3000 }, (_, at) => `b${at}`).join(' ')
    assert.deepEqual(
      differences(one, other).map(piece => piece.is),
      ['removed', 'added'],
    )
    assert.deepEqual(sides(one, other), [one, other])
  })
})
