import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { worldOn } from '../../../test/kit.ts'
import { agreements } from '../../agreements/agreements.ts'
import type { Problem } from '../../engine/decide.ts'
import { library } from '../../engine/library.ts'
import { unopened, type Answers } from '../../engine/matter.ts'
import { choice, day, optional, paragraph, place, places, yesOrNo, type Questions } from '../../engine/question.ts'
import { answersIn } from './answers.ts'
import { questionFields } from './questions.ts'

const world = worldOn('2026-01-05')
const me = { post: 'ppo.deputy', title: '', unit: 'ppo.lead', body: 'PPO', name: '' } as const
const matter = unopened({ id: 1, reference: '', procedure: '', version: '', owner: 'ppo.lead', openedAt: world.now })

const drawn = (asks: Questions, raw: Answers = {}, problems: readonly Problem[] = []): string =>
  questionFields(asks, {
    taking: { matter, me, answers: {}, world },
    raw,
    problems,
    library: library(agreements),
    loose: [],
    mostBytes: 1_000_000,
  }).join('')

const asked = (when: (answers: Answers) => boolean) => ({ ...paragraph('Why not?', 'Say why not'), asked: when })

describe('A question that several answers of another bring up', () => {
  const accepted = choice('Is it accepted?', 'Choose', { wholly: 'Wholly', partly: 'Partly', no: 'Not at all' })

  it('tells the page which they are, so that a script shows it only then', () =>
    assert.match(
      drawn({ accepted, why: asked(answers => answers.accepted === 'partly' || answers.accepted === 'no') }),
      /data-asked-by="q-accepted" data-asked-when="\[&quot;partly&quot;,&quot;no&quot;\]">[\s\S]*Why not\?/,
    ))

  it('is understood as its question understands its answers', () =>
    assert.match(
      drawn({ done: yesOrNo('Is it done?', 'Say'), why: asked(answers => answers.done === false) }),
      /data-asked-by="q-done" data-asked-when="\[&quot;no&quot;\]"/,
    ))

  it('stands open until one is chosen, where it would be missed', () =>
    assert.match(
      drawn({ accepted, why: asked(answers => answers.accepted !== 'wholly') }),
      /data-asked-when="\[&quot;&quot;,&quot;partly&quot;,&quot;no&quot;\]"/,
    ))

  it('stands open where nothing else decides whether it is asked', () =>
    assert.doesNotMatch(drawn({ accepted, why: asked(() => true) }), /data-asked-by/))
})

describe('A question for several places', () => {
  const asks = { others: places('Which others?') }
  const taking = { matter, me, answers: {}, world }
  const understood = (typed: unknown) => asks.others.understand(typed, taking)

  it('has a box for each that was given, by its name, and more for others, all with one list of names', () => {
    const page = drawn(asks, { others: ['ZAI', 'nowhere'] })
    const name = world.directory.place('ZAI').name
    assert.deepEqual(
      [...page.matchAll(/<input[^>]* name="q-others"[^>]*>/g)].map(([box]) => /value="([^"]*)"/.exec(box)?.[1] ?? ''),
      [name, 'nowhere', '', ''],
    )
    assert.match(page, /Which others\? \(optional\)/)
    const [list, ...more] = [
      ...drawn({ one: place('Which?', 'Choose it'), ...asks }).matchAll(/<datalist id="([^"]+)"/g),
    ]
    assert.equal(more.length, 0, 'one for the question before it too')
    assert.deepEqual(new Set(page.match(/list="[^"]+"/g)), new Set(['list="q-others-suggestions"']))
    assert.equal(list?.[1], 'q-one-suggestions')
  })

  it('takes names and codes, one to a box or parted by semicolons, each once', () => {
    const given = answersIn(asks, { 'q-others': ['zbi; ZAI', '', world.directory.place('ZAI').name] }).others
    assert.deepEqual(understood(given), { answer: ['ZBI', 'ZAI'] })
    assert.deepEqual(understood(''), { answer: [] })
    assert.deepEqual(understood(undefined), { answer: [] })
  })

  it('takes no place that there is not', () =>
    assert.deepEqual(understood(['ZAI', 'Nowhere']), {
      wrong: 'Choose a place from the list; “Nowhere” is not in it',
    }))
})

describe('Questions that most leave as they are', () => {
  const asks = {
    use: choice('For what?', 'Choose', { one: 'One', other: 'Other' }),
    onward: choice(
      'Onward?',
      'Choose',
      { no: 'No', yes: 'Yes' },
      { usual: 'no', fold: 'The strictest. See or change' },
    ),
    until: optional(day('Until when?', '')),
    last: choice('Last?', 'Choose', { no: 'No' }, { heading: 'Another' }),
  }
  const fold = /<details class="govuk-details app-fold"( open)?>[\s\S]*?<\/details>/

  it('are folded away until the next heading, under words that say what is usual', () => {
    const [folded = '', open] = fold.exec(drawn(asks, { onward: 'no' })) ?? []
    assert.equal(open, undefined)
    assert.match(folded, /The strictest\. See or change[\s\S]*Onward\?[\s\S]*Until when\?/)
    assert.doesNotMatch(folded, /For what\?|Last\?/)
  })

  it('stand open where one was answered otherwise, or is wrong', () => {
    for (const raw of [{ onward: 'yes' }, { onward: 'no', until: { day: '1', month: '', year: '' } }])
      assert.ok(fold.exec(drawn(asks, raw))?.[1], JSON.stringify(raw))
    assert.ok(fold.exec(drawn(asks, {}, [{ field: 'until', words: 'Give a date' }]))?.[1])
  })
})
