import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { reassurance } from '../agreements/sanctions-protocol/reassurance.ts'
import {
  asText,
  facts,
  heading,
  list,
  numbered,
  paragraph,
  quote,
  signature,
  table,
  type MaybeBlock,
} from './blocks.ts'
import { issue, noteFor, type Letter, type Recipient } from './letter.ts'
import { sensitive } from './marking.ts'

const letter = (to: Recipient, blocks: readonly MaybeBlock[]): Letter<{ name: string }> => ({
  id: 'outcome',
  label: 'Letter about the outcome',
  to,
  clause: 'SP-F7',
  title: ({ name }) => `To ${name}`,
  blocks: () => blocks,
})
const view = { name: 'Mr Canary' }
const words = paragraph('We have looked into what you told us.')

describe('SP-23a: a letter to a detained person says that they may speak freely and should not suffer for it', () => {
  it('and is issued when it does', () =>
    assert.deepEqual(issue(letter('detained person', [words, reassurance]), view), {
      refused: false,
      title: 'To Mr Canary',
      blocks: [words, reassurance],
    }))

  for (const [what, blocks] of [
    ['lacks it', [words]],
    ['has it only sometimes, and not this time', [words, false]],
    ['has part of it', [words, { ...reassurance, sentences: reassurance.sentences.slice(1) }]],
    ['has other words in its place', [words, { ...reassurance, sentences: ['Trust us.', 'It is fine.', 'Really.'] }]],
    ['has it under another heading', [words, { ...reassurance, heading: 'Small print' }]],
    ['has its words in a plain paragraph', [words, paragraph(reassurance.sentences.join('\n\n'))]],
    ['has nothing in it', []],
  ] as const)
    it(`and cannot be issued when it ${what}`, () => {
      const issued = issue(letter('detained person', blocks), view)
      assert.ok(issued.refused)
      assert.equal(issued.clause, 'SP-23a')
      assert.match(issued.words, /“Letter about the outcome” does not say that the person may speak to us freely/)
    })

  it('while a letter to others need not', () => {
    for (const to of ['senior manager', 'senior levels', 'bodies', 'someone acting for them'] as const)
      assert.equal(issue(letter(to, [words]), view).refused, false)
  })

  it('in short sentences that need no explaining', () => {
    const sentences = reassurance.sentences.flatMap(each => each.split(/(?<=\.) /))
    for (const sentence of sentences) assert.ok(sentence.split(' ').length <= 30, sentence)
    const said = [reassurance.heading, ...reassurance.sentences].join(' ')
    assert.doesNotMatch(said, /sanction|prejudice|detainee|herein|pursuant/i)
    for (const name of ['Inspectorate', 'Monitoring Board', 'Ombudsman']) assert.match(said, new RegExp(name))
    assert.match(said, /at any time/)
  })
})

it('a letter to a detained person is theirs, so it does not tell them how to handle it', () => {
  assert.deepEqual(noteFor({ to: 'detained person' }, sensitive), [])
  assert.ok(noteFor({ to: 'senior manager' }, sensitive).length)
})

it('what says nothing this time is left out', () =>
  assert.deepEqual(issue(letter('bodies', [words, undefined, false, words]), view), {
    refused: false,
    title: 'To Mr Canary',
    blocks: [words, words],
  }))

describe('A letter as plain text', () => {
  it('says all that the document says', () =>
    assert.equal(
      asText([
        heading('What we found'),
        paragraph('One.\n\nTwo,\nin two lines.'),
        list(['this', 'that']),
        numbered(['first', 'second']),
        facts({ Date: '5 January 2026' }),
        table(
          ['Day', 'What'],
          [
            ['Monday', 'Told'],
            ['Tuesday', 'Moved'],
          ],
        ),
        quote('Nobody said why.', 'Mr Canary'),
        signature('Priya Anand', 'Board chair'),
      ]),
      `What we found

One.

Two,
in two lines.

• this
• that

1. first
2. second

Date: 5 January 2026

Day: Monday
What: Told

Day: Tuesday
What: Moved

“Nobody said why.”
– Mr Canary

Priya Anand
Board chair`,
    ))

  it('keeps out what cannot be seen or turns the reading round', () =>
    assert.equal(asText([paragraph('ab\u0000c\u202Ede\uFEFFf\u001Bg\ud800h\r\ni')]), 'abcdefg\ufffdh\ni'))
})
