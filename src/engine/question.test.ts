import assert from 'node:assert/strict'
import { it } from 'node:test'
import type { Post } from './directory.ts'
import { day } from '../calendar/day.ts'
import {
  day as dayAsked,
  optional,
  paragraph,
  posts,
  references,
  rowForEach,
  rows,
  text,
  understandOne,
  worked,
} from './question.ts'
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

it('takes references of the kind it asks for, and says which that is in its hint, its refusal and its schema', () => {
  const of = { prefix: 'ACP', what: 'action plan' }
  const one = references('The plan', { of, one: true, missing: 'Name it', hint: 'It is on the report.' })
  const some = references('Plans', { of })
  const answers = (question: typeof one, typed: unknown) => question.understand(typed, {} as Taking)
  assert.deepEqual(answers(one, ' acp-2026-0042 '), { answer: ['ACP-2026-0042'] })
  assert.deepEqual(answers(some, 'ACP-2026-0042, ACP-2026-0043'), { answer: ['ACP-2026-0042', 'ACP-2026-0043'] })
  for (const typed of ['RPT-2026-0042', 'ACP-2026-0042 ACP-2026-0043', 'the plan'])
    assert.deepEqual(answers(one, typed), { wrong: 'Give the reference of one action plan, which begins with ACP-' })
  assert.deepEqual(answers(some, 'ACP-2026-0042; RPT-2026-0042'), {
    wrong: '“RPT-2026-0042” is not the reference of an action plan, which begins with ACP-',
  })
  assert.equal(one.hint, 'A reference like ACP-2026-0042. It is on the report.')
  const [ofOne, ofSome] = [one, some].map(question => question.schema({} as Taking))
  assert.deepEqual(ofOne, { ...ofSome, maxItems: 1 })
  assert.deepEqual(ofSome?.items, { type: 'string', pattern: '^ACP-\\d{4}-\\d{4,}$' })
})

it('offers posts once the answers above it say which these are, and takes their keys or their titles', () => {
  const there = [
    { key: 'north.chair', title: 'Chair', held: true },
    { key: 'north.member', title: 'Member', held: false },
  ] as unknown as readonly Post[]
  const awaits = 'Say where it goes first'
  const question = posts('Who?', 'Choose who', awaits, ({ answers }) => (answers.where === 'north' ? there : []))
  const before = { answers: {} } as Taking
  const after = { answers: { where: 'north' } } as unknown as Taking
  const offered = (taking: Taking) => question.options?.(taking).map(one => [one.value, one.hint])
  assert.deepEqual(offered(before), [])
  assert.deepEqual(offered(after), [
    ['north.chair', undefined],
    ['north.member', 'Nobody holds this post today'],
  ])
  for (const typed of [[], ['north.chair']]) assert.deepEqual(question.understand(typed, before), { wrong: awaits })
  assert.deepEqual(question.understand(['north.chair', 'MEMBER', 'Chair'], after), {
    answer: ['north.chair', 'north.member'],
  })
  assert.deepEqual(question.understand(['north.chair', 'south.chair'], after), {
    wrong: 'Choose from these: Chair; Member',
  })
  const [open, listed] = [before, after].map(taking => question.schema(taking).items)
  assert.deepEqual([open, listed], [{ type: 'string' }, { type: 'string', enum: ['north.chair', 'north.member'] }])
})

it('works an answer out: none is needed, the same is taken, and another is refused with what it comes to', () => {
  const taking = { world: { today: day('2026-03-02') } } as unknown as Taking
  const on = worked(({ world }) => world.today, dayAsked('Published on', 'The day could not be told'))
  const got = (question: Parameters<typeof understandOne>[0], sent: unknown) =>
    understandOne(question, sent, taking, {})
  for (const sent of [undefined, '', '2026-03-02', '2.3.2026', { day: '2', month: '3', year: '2026' }])
    assert.deepEqual(got(on, sent), { answer: '2026-03-02' })
  for (const sent of ['2026-03-03', 'soon', { day: '40', month: '3', year: '2026' }])
    assert.deepEqual(got(on, sent), {
      wrong: 'Leave this out: “Published on” is worked out, and comes to 2 March 2026',
    })
  const none = optional(worked(() => '', text('Title', '')))
  assert.deepEqual(got(none, undefined), { answer: undefined })
  assert.deepEqual(got(none, 'A title'), { wrong: 'Leave this out: “Title” is worked out, and comes to nothing' })
  const long = worked(() => 'Of many words. '.repeat(20), paragraph('Words', ''))
  assert.deepEqual(got(long, 'Other words'), {
    wrong: 'Leave this out: “Words” is worked out, and comes to something else',
  })
  const asked = { ...on, asked: () => false }
  assert.deepEqual(got(asked, '2026-03-03'), { answer: undefined })
  assert.deepEqual(got({ ...on, worked: () => undefined }, '2026-03-03'), { wrong: 'The day could not be told' })
})

it('says what is wrong with a row by what it is about, and where it stands among those that were sent', () => {
  const asks = { number: text('Number', 'Give its number'), words: text('Words', 'Give its words') }
  const named = rows('Items', 'Give one', asks, {
    numberedBy: 'number',
    called: 'Item',
    ...rowForEach('items wait', () => ['1', '2', '3']),
  })
  const sent = [{ number: '1', words: '' }, { number: '2', words: 'Two' }, {}, { number: '3' }, { words: 'Whose?' }]
  assert.deepEqual(named.filled?.(sent), [1, 4], 'one that is left as it began says nothing')
  assert.deepEqual(named.understand(sent, {} as Taking), {
    wrong: 'Row 5: Give its number',
    field: '4-number',
    also: [],
  })
  const plain = rows('Items', 'Give one', asks, { numberedBy: 'number', called: 'Item' })
  assert.deepEqual(plain.understand(sent, {} as Taking), {
    wrong: 'Item 1: Give its words',
    field: '0-words',
    also: [
      { wrong: 'Item 3: Give its words', field: '3-words' },
      { wrong: 'Row 5: Give its number', field: '4-number' },
    ],
  })
})

it('begins a form with as many rows as have room, and says so where there are more', () => {
  const some = (count: number) => {
    const { startsWith, stands } = rowForEach('items wait', () => Array.from({ length: count }, (_, at) => `${at + 1}`))
    return [startsWith({ matter: {} } as Taking)?.length, stands({ matter: {} } as Taking)]
  }
  assert.deepEqual(some(12), [12, undefined])
  assert.deepEqual(some(13), [12, '13 items wait: these are the first 12'])
})
