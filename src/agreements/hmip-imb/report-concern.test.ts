import assert from 'node:assert/strict'
import { describe } from 'node:test'
import { decide } from '../../engine/decide.ts'
import { directory, type Post } from '../../engine/directory.ts'
import { everyone, given, holder, it, places, type Case, type Taken } from '../../../test/kit.ts'
import { reportConcern } from './report-concern.ts'

const chair = holder('imb.ashmoor.chair')
const regional = holder('imb.regional')
const nationalChair = holder('imb.national-chair')
const leader = holder('hmip.team-leader')
const others = [
  'hmpps.ashmoor.governor',
  'hmpps.siu',
  'imb.dunscar.chair',
  'imb.secretariat',
  'hmip.deputy',
  'ppo.deputy',
].map(post => holder(post))
const board = 'imb.ashmoor'

const concern = {
  place: places.ashmoor,
  report: ['RPT-2026-0007'],
  line: 'It says nothing of the segregation unit',
  concern: 'We told the team of eleven weeks without exercise.',
}
const raised: Taken = [chair, 'raise', concern]
const said = (words: string) => ({ on: '2026-01-05', said: words })
const withRegional: Taken = [regional, 'discuss-regional', said('A quiet word was advised.')]
const toNational: Taken = [chair, 'take-to-national', { why: 'It is the same in two other prisons.' }]
const withNational: Taken = [chair, 'discuss-national', said('Margaret will support it.')]
const toInspectorate: Taken = [chair, 'take-to-inspectorate', {}]
const answered: Taken = [leader, 'answer', { outcome: 'noted', answer: 'We look there first next time.' }]
const all = [raised, withRegional, toNational, withNational, toInspectorate] as const

describe('HI-9d: a board’s concern about a report goes to the regional representative first', () => {
  it('by a board, of its own establishment, about one report', () => {
    const matter = given(reportConcern)
      .when(...raised)
      .then({ stage: 'regional', tells: [regional.post] })
    assert.deepEqual(matter.shown('about-report'), [board, regional.post])
    assert.deepEqual(matter.last.links, ['RPT-2026-0007'])
    for (const who of [nationalChair, leader, ...others]) assert.equal(matter.existsFor(who), false, who.title)
    given(reportConcern)
      .when(chair, 'raise', { ...concern, place: places.dunscar })
      .refused('HI-9d')
    given(reportConcern)
      .when(chair, 'raise', { ...concern, report: ['INS-2026-0001'] })
      .refused('HI-9d')
    for (const who of [regional, nationalChair, leader])
      given(reportConcern).when(who, 'raise', concern).refused('HI-9d')
  })

  it('then to the National Chair, and then to the inspectorate: never out of turn', () => {
    given(reportConcern, raised)
      .when(...toNational)
      .refused('HI-9d', 'It is discussed with the regional representative first')
    given(reportConcern, raised, withRegional)
      .when(...toInspectorate)
      .refused('HI-9d', 'It is discussed with the National Chair first')
    given(reportConcern, raised, withRegional, toNational)
      .when(...toInspectorate)
      .refused('HI-9d', 'It is discussed with the National Chair first')
    given(reportConcern, ...all)
      .when(...toInspectorate)
      .refused('HI-9d', 'It has been taken to the inspectorate')
    assert.equal(given(reportConcern, ...all).stageFor(chair), 'inspectorate')
  })

  it('it is the board that takes it further, and nobody else', () => {
    for (const who of [regional, leader])
      given(reportConcern, raised, withRegional).when(who, 'take-to-national').refused('HI-9d')
  })

  it('either of the two records what was said', () => {
    given(reportConcern, raised)
      .when(chair, 'discuss-regional', said('x'))
      .then({ tells: [regional.post] })
    given(reportConcern, raised)
      .when(regional, 'discuss-regional', said('x'))
      .then({ tells: [board] })
    given(reportConcern, raised).when(nationalChair, 'discuss-regional', said('x')).refused('HI-9d')
    given(reportConcern, raised).when(chair, 'discuss-national', said('x')).refused('HI-9d')
  })
})

describe('HI-9d: what is said at each level is for those two alone', () => {
  const matter = given(reportConcern, ...all, [leader, 'discuss-inspectorate', said('The team leader rang.')])
  const words = (who: typeof chair) => JSON.stringify([matter.seenBy(who), matter.factsFor(who)])
  const parts = {
    'A quiet word': [regional],
    'two other prisons': [nationalChair],
    'will support it': [nationalChair],
    'leader rang': [leader],
  }

  for (const [phrase, readers] of Object.entries(parts))
    it(`“${phrase}…”`, () => {
      assert.match(words(chair), new RegExp(phrase))
      for (const who of [regional, nationalChair, leader])
        assert.equal(words(who).includes(phrase), readers.includes(who), who.title)
    })

  it('all of them read the concern, and nobody else knows that there is one', () => {
    for (const who of [regional, nationalChair, leader]) assert.match(words(who), /eleven weeks/)
    for (const who of others) assert.equal(matter.existsFor(who), false, who.title)
  })
})

describe('HI-9d: each is asked in its time, in ours where the agreement gives none', () => {
  const due = (matter: Case, rule: string) => [
    matter.duty(rule)?.owedBy,
    matter.duty(rule)?.due,
    matter.duty(rule)?.state,
  ]
  it('ten working days for a discussion', () => {
    assert.deepEqual(due(given(reportConcern, raised), 'regional representative discusses'), [
      regional.post,
      '2026-01-19',
      'due',
    ])
    assert.equal(due(given(reportConcern, raised, withRegional), 'regional representative discusses')[2], 'met')
    assert.deepEqual(due(given(reportConcern, raised, withRegional, toNational), 'National Chair discusses'), [
      nationalChair.post,
      '2026-01-19',
      'due',
    ])
  })
  it('twenty for the inspectorate’s answer', () => {
    assert.deepEqual(due(given(reportConcern, ...all), 'answer'), ['hmip.inspection', '2026-02-02', 'due'])
    assert.equal(due(given(reportConcern, ...all, answered), 'answer')[2], 'met')
  })
})

describe('HI-9d: the inspectorate answers, and the board closes it', () => {
  it('the answer is read by the board, and not by those it was taken to before', () => {
    const matter = given(reportConcern, ...all)
      .when(...answered)
      .then({ stage: 'answered', tells: [board] })
    assert.match(JSON.stringify(matter.seenBy(chair)), /first next time/)
    for (const who of [regional, nationalChair]) assert.doesNotMatch(JSON.stringify(matter.seenBy(who)), /first next/)
    given(reportConcern, raised, withRegional)
      .when(...answered)
      .refused('HI-9d')
    matter.when(...answered).refused('HI-9d', 'It has been answered')
  })

  it('at any time; as answered only when it was', () => {
    const closed = given(reportConcern, raised, withRegional)
      .when(chair, 'close', { end: 'settled' })
      .then({ stage: 'closed', tells: [regional.post] })
    assert.deepEqual(closed.owed, [])
    assert.deepEqual(given(reportConcern, raised, [chair, 'close', { end: 'dropped' }]).owed, [])
    given(reportConcern, raised)
      .when(chair, 'close', { end: 'answered' })
      .refused('HI-9d', 'The inspectorate has not answered it')
    given(reportConcern, ...all, answered)
      .when(chair, 'close', { end: 'answered' })
      .then()
    given(reportConcern, raised).when(regional, 'close', { end: 'settled' }).refused('HI-9d')
    closed.when(...toNational).refused('HI-9d', 'It is closed')
  })
})

describe('HI-9d: a level whose post nobody holds is left out, with a reason', () => {
  /** The same world, with this post as it is said to be. */
  const worldWith = (matter: Case, key: string, as: Partial<Post>) => ({
    ...matter.world,
    directory: directory({
      places: everyone.places,
      units: everyone.units({}),
      posts: everyone.posts({}).map(post => (post.key === key ? { ...post, ...as } : post)),
    }),
  })
  const skip = (matter: Case, as: Partial<Post> | undefined) =>
    decide(
      reportConcern,
      matter.seenBy(chair),
      'skip-regional',
      chair,
      { because: 'Vacant until the spring' },
      as ? worldWith(matter, regional.post, as) : matter.world,
    )
  const begun = given(reportConcern, raised)

  it('not while somebody holds it', () => {
    begun.when(chair, 'skip-regional', { because: 'They are slow' }).refused('HI-9d', /Somebody is there/)
    begun.when(chair, 'skip-national', { because: 'x' }).refused('HI-9d', /Somebody is there/)
  })

  it('when nobody does, or nobody but a member of the board itself', () => {
    assert.equal(skip(begun, undefined).refused, true)
    assert.equal(skip(begun, { held: false, holders: [] }).refused, false)
    const [own] = everyone.post(chair.post).holders ?? []
    assert.ok(own)
    assert.equal(skip(begun, { holders: [own] }).refused, false)
    const [another] = everyone.post('imb.dunscar.chair').holders ?? []
    assert.ok(another)
    assert.equal(skip(begun, { holders: [own, another] }).refused, true)
  })

  it('it ends what that post owed, and the next may be taken', () => {
    const decision = skip(begun, { held: false, holders: [] })
    assert.ok(!decision.refused)
    assert.deepEqual(decision.making.settles, [{ rule: 'regional representative discusses', how: 'fell away' }])
    const entry = decision.making.entry
    const then = { ...begun.seenBy(chair), milestones: new Map(entry.marks.map(name => [name, entry.at])) }
    assert.equal(decide(reportConcern, then, 'take-to-national', chair, {}, begun.world).refused, false)
  })

  it('never once it has been discussed there', () =>
    assert.equal(skip(given(reportConcern, raised, withRegional), { held: false, holders: [] }).refused, true))
})
