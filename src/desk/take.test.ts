import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { calendar } from '../calendar/calendar.ts'
import { day } from '../calendar/day.ts'
import { loadHolidays } from '../calendar/load.ts'
import { workingDays } from '../calendar/period.ts'
import { duty } from '../engine/clause.ts'
import { library } from '../engine/library.ts'
import { after as afterMilestone, step, type Procedure } from '../engine/procedure.ts'
import { paragraph, place, text } from '../engine/question.ts'
import { audience, here, of, owner, owning } from '../engine/who.ts'
import { registerOf } from '../register/standing.ts'
import { freshDatabase, type TestDatabase } from '../../test/database.ts'
import { at, type Desk, type House } from './desk.ts'
import { list } from './list.ts'
import { findMatter, matter } from './matter.ts'
import { install, readRegister, seat } from './register.ts'
import { begin, take } from './take.ts'
import { work } from './work.ts'

const governor = audience('the governor', ({ matter, world }) => world.directory.posts({ kind: 'governor', place: matter.place }).map(post => post.key))

const letter: Procedure = {
  name: 'letter',
  prefix: 'LET',
  title: 'Letters',
  one: 'a letter',
  parts: {
    envelope: { label: 'The envelope', marking: { classification: 'OFFICIAL' } },
    inside: { label: 'The letter', marking: { classification: 'OFFICIAL-SENSITIVE' } },
  },
  stages: { here: 'Received', sent: 'Passed on', answered: 'Answered' },
  columns: { from: { label: 'From', part: 'inside' }, about: { label: 'About', part: 'envelope' } },
  heads: ['about'],
  begins: 'receive',
  owner: ({ me }) => me.unit,
  rules: {
    answer: { clause: 'SP-1', label: 'Answer the letter', owedBy: governor, part: 'envelope', from: ['passed on'], until: ['answered'], basis: 'our default', dates: () => ({ limit: workingDays(10) }), by: 'answer' },
  },
  steps: {
    receive: step({
      clauses: ['SP-1'],
      label: 'Take down a letter',
      by: of('HMIP', 'IMB', 'PPO'),
      part: 'envelope',
      to: 'here',
      asks: {
        where: place('Where is it about?', 'Choose the place'),
        about: text('What is it about?', 'Say what it is about'),
        words: paragraph('What does it say?', 'Copy the letter', { part: 'inside' }),
      },
      sets: ({ answers }) => ({ about: answers.about, from: answers.words.slice(0, 20) }),
      says: () => 'took down a letter',
    }),
    pass: step({
      clauses: ['SP-1'],
      label: 'Pass the envelope on',
      by: owning,
      part: 'envelope',
      asks: {},
      marks: 'passed on',
      to: 'sent',
      discloses: [{ part: 'envelope', to: governor, purpose: 'To answer it', clause: 'SP-1' }],
      tells: [governor],
      says: () => 'passed the envelope on',
    }),
    answer: step({
      clauses: ['SP-1'],
      label: 'Answer',
      by: here,
      open: [afterMilestone('passed on', 'It has not been passed on')],
      part: 'envelope',
      asks: { words: paragraph('Your answer', 'Write an answer') },
      marks: 'answered',
      to: 'answered',
      tells: [owner],
      says: () => 'answered',
    }),
  },
}

const lettersAgreement = {
  id: 'letters',
  title: 'Letters',
  short: 'letters',
  parties: ['HMIP'] as const,
  source: 'made for this test',
  versions: [
    { name: '2026', signatories: [], clauses: [duty('SP-1', { para: '1', by: 'all', text: 'Letters are answered' })], procedures: [letter] },
  ] as const,
}

describe('taking a step at one’s desk', () => {
  let database: TestDatabase
  let house: House
  const now = () => new Date('2026-03-02T09:00:00Z')
  const as = <T>(post: string, work: (desk: Desk) => Promise<T>) => at(house, { post }, work)

  before(async () => {
    database = await freshDatabase('desk')
    const laws = library([lettersAgreement])
    const places = [
      { code: 'ZAI', name: 'Ashmoor', kind: 'prison', invented: true },
      { code: 'ZBI', name: 'Brackley Hill', kind: 'prison', invented: true },
    ] as const
    const register = registerOf(places, one => one.name.toLowerCase().replaceAll(' ', '-'))
    await install(database.owner, register, laws, day('2026-03-02'))
    await seat(
      database.owner,
      register.posts.map(post => ({ subject: post.key, name: `Holder of ${post.key}`, email: `${post.key}@example.org`, posts: [post.key], from: day('2025-01-01') })),
    )
    const known = await readRegister(database.serve, laws, now())
    const holidays = loadHolidays()
    house = {
      pool: database.serve,
      library: laws,
      calendar: () => calendar(holidays),
      directory: () => known.directory,
      period: known.period,
      now,
      secret: Buffer.alloc(32, 7),
      changed: async () => {},
    }
  })
  after(() => database.drop())

  it('is born private, is disclosed by a step, falls due, and comes back answered', async () => {
    const begun = await as('imb.ashmoor.chair', desk => begin(desk, 'letter', { where: 'ZAI', about: 'The kitchen', words: 'A canary sang in the kitchen' }, { key: 'k1' }))
    assert.ok(!begun.refused, JSON.stringify(begun))
    const { reference } = begun
    assert.match(reference, /^LET-2026-\d{4}$/)

    const again = await as('imb.ashmoor.chair', desk => begin(desk, 'letter', { where: 'ZAI', about: 'The kitchen', words: 'A canary sang in the kitchen' }, { key: 'k1' }))
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

    const stale = await as('hmpps.ashmoor.governor', desk => take(desk, reference, 'answer', { words: 'It is clean now' }, { version: '0.0.0' }))
    assert.ok(stale.refused && stale.since)
    const answered = await as('hmpps.ashmoor.governor', desk => take(desk, reference, 'answer', { words: 'It is clean now' }))
    assert.ok(!answered.refused, JSON.stringify(answered))
    const done = await as('imb.ashmoor.chair', desk => matter(desk, reference))
    assert.equal(done.obligations[0]?.state, 'met')
    assert.equal(done.matter.stage, 'answered')
  })

  it('lists and finds only what is disclosed', async () => {
    await as('imb.ashmoor.chair', desk => begin(desk, 'letter', { where: 'ZAI', about: 'The gym', words: 'Swallows nest in the gymnasium' }))
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
    const denied = await as('hmpps.ashmoor.governor', desk => begin(desk, 'letter', { where: 'ZAI', about: 'x', words: 'y' }))
    assert.ok(denied.refused && denied.problems[0]?.words.includes('This step is for'))
  })
})
