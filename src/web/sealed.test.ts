import assert from 'node:assert/strict'
import { it } from 'node:test'
import { sealer } from './sealed.ts'

it('What is sealed opens for its own purpose and holder, and for nothing else', () => {
  const { seal, open } = sealer(Buffer.alloc(32, 7))
  const sealed = seal('said', 'one', { words: 'Done' })
  assert.deepEqual(open('said', 'one', sealed), { words: 'Done' })
  assert.equal(open('said', 'two', sealed), undefined)
  assert.equal(open('coming', 'one', sealed), undefined)
  assert.equal(open('said', 'one', `${sealed.slice(0, -2)}AA`), undefined)
  assert.equal(open('said', 'one', undefined), undefined)
  assert.equal(open('said', 'one', 'rubbish'), undefined)
  assert.equal(sealer(Buffer.alloc(32, 8)).open('said', 'one', sealed), undefined)
  assert.doesNotMatch(sealed, /Done/)
})
