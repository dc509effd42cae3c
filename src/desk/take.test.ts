import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { testHouse, type TestHouse } from '../../test/house.ts'
import { lettersAgreement } from '../../test/letters.ts'
import type { Desk } from './desk.ts'
import { list } from './list.ts'
import { findMatter, matter } from './matter.ts'
import { begin, take } from './take.ts'
import { work } from './work.ts'

describe('taking a step at one’s desk', () => {
  let letters: TestHouse
  const as = <T>(post: string, work: (desk: Desk) => Promise<T>) => letters.as(post, work)
  before(async () => {
    letters = await testHouse('desk', { agreements: [lettersAgreement] })
  })

  it('is born private, is disclosed by a step, falls due, and comes back answered', async () => {
    const begun = await as('imb.ashmoor.chair', desk =>
      begin(
        desk,
        'letter',
        { where: 'ZAI', about: 'The kitchen', words: 'A canary sang in the kitchen' },
        { key: 'k1' },
      ),
    )
    assert.ok(!begun.refused, JSON.stringify(begun))
    const { reference } = begun
    assert.match(reference, /^LET-2026-\d{4}$/)

    const again = await as('imb.ashmoor.chair', desk =>
      begin(
        desk,
        'letter',
        { where: 'ZAI', about: 'The kitchen', words: 'A canary sang in the kitchen' },
        { key: 'k1' },
      ),
    )
    assert.ok(!again.refused && again.reference === reference, 'a double click happens once')

    for (const stranger of ['imb.brackley-hill.chair', 'hmpps.ashmoor.governor', 'hmip.deputy', 'operator'])
      assert.equal(await as(stranger, desk => findMatter(desk, reference)), undefined, stranger)

    const view = await as('imb.ashmoor.member', desk => matter(desk, reference))
    assert.equal(view.matter.stage, 'here')
    assert.equal(view.marking.classification, 'OFFICIAL-SENSITIVE')

    const passed = await as('imb.ashmoor.chair', desk => take(desk, reference, 'pass', {}, { version: view.version }))
    assert.ok(!passed.refused, JSON.stringify(passed))

    const seen = await as('hmpps.ashmoor.governor', desk => matter(desk, reference))
    assert.deepEqual([...seen.matter.parts], ['envelope'])
    assert.ok(!JSON.stringify(seen.matter.entries).includes('canary'), 'the letter itself stays with the board')
    assert.equal(seen.marking.classification, 'OFFICIAL')
    assert.equal(seen.obligations[0]?.due, '2026-03-16')
    assert.equal(await as('hmpps.ashmoor.safer-custody', desk => findMatter(desk, reference)), undefined)

    const waiting = await as('hmpps.ashmoor.governor', desk => work(desk))
    assert.equal(waiting.owed.length, 1)
    assert.equal(waiting.came.length, 1)
    const awaited = await as('imb.ashmoor.member', desk => work(desk))
    assert.equal(awaited.awaited.length, 1)

    const stale = await as('hmpps.ashmoor.governor', desk =>
      take(desk, reference, 'answer', { words: 'It is clean now' }, { version: '0.0.0' }),
    )
    assert.ok(stale.refused && stale.since)
    const answered = await as('hmpps.ashmoor.governor', desk =>
      take(desk, reference, 'answer', { words: 'It is clean now' }),
    )
    assert.ok(!answered.refused, JSON.stringify(answered))
    const done = await as('imb.ashmoor.chair', desk => matter(desk, reference))
    assert.equal(done.obligations[0]?.state, 'met')
    assert.equal(done.matter.stage, 'answered')
  })

  it('lists and finds only what is disclosed', async () => {
    await as('imb.ashmoor.chair', desk =>
      begin(desk, 'letter', { where: 'ZAI', about: 'The gym', words: 'Swallows nest in the gymnasium' }),
    )
    const own = await as('imb.ashmoor.chair', desk => list(desk, { q: 'swallow' }))
    assert.equal(own.rows.length, 1)
    assert.equal(own.rows[0]?.facts.about, 'The gym')
    assert.deepEqual((await as('imb.brackley-hill.chair', desk => list(desk, { q: 'swallow' }))).rows, [])
    assert.deepEqual((await as('hmpps.ashmoor.governor', desk => list(desk, { q: 'canary' }))).rows, [])
    assert.equal((await as('hmpps.ashmoor.governor', desk => list(desk))).rows.length, 1)
  })

  it('refuses in words, all at once, and writes nothing', async () => {
    const outcome = await as('hmip.deputy', desk => begin(desk, 'letter', { where: 'nowhere', about: '' }))
    assert.ok(outcome.refused)
    assert.deepEqual(
      outcome.problems.map(problem => problem.field),
      ['where', 'about', 'words'],
    )
    assert.deepEqual((await as('hmip.deputy', desk => list(desk))).rows, [])
    const denied = await as('hmpps.ashmoor.governor', desk =>
      begin(desk, 'letter', { where: 'ZAI', about: 'x', words: 'y' }),
    )
    assert.ok(denied.refused && denied.problems[0]?.words.includes('This step is for'))
  })
})
