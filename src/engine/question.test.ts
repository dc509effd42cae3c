import assert from 'node:assert/strict'
import { it } from 'node:test'
import { paragraph } from './question.ts'
import type { Taking } from './world.ts'

it('keeps the words that were typed, without what cannot be seen or turns them about', () => {
  const kept = (typed: string) => paragraph('What happened?', 'Say what happened').understand(typed, {} as Taking)
  for (const [typed, answer] of [
    ['Two lines,\r\none\ttab', 'Two lines,\none\ttab'],
    ['a\u0000b\u0085c\u202Ed\u2066e\uFEFFf\rg', 'abcdefg'],
    ['é – 😀 “quoted”', 'é – 😀 “quoted”'],
  ] as const)
    assert.deepEqual(kept(typed), { answer })
})
