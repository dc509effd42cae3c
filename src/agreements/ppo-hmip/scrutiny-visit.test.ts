import assert from 'node:assert/strict'
import { before, describe, it as test } from 'node:test'
import { testHouse, type TestHouse } from '../../../test/house.ts'
import { given, holder, it, places, type Taken } from '../../../test/kit.ts'
import { list } from '../../desk/list.ts'
import { findMatter, matter } from '../../desk/matter.ts'
import { unquotedFor } from '../../engine/procedure.ts'
import { agreements } from '../agreements.ts'
import { matterView } from '../../web/matter/view.ts'
import { scrutinyVisit } from './scrutiny-visit.ts'

const leader = holder('hmip.team-leader')
const coordinator = holder('hmip.coordinator')
const deputy = holder('hmip.deputy')
const governor = holder('hmpps.ashmoor.governor')
const lessons = holder('ppo.learning')
const safer = holder('hmpps.ashmoor.safer-custody')
const unit = 'hmip.inspection'
const learning = 'ppo.learning-lessons'
const outside = [
  'hmpps.ashmoor.governor',
  'hmpps.ashmoor.liaison',
  'hmpps.siu',
  'imb.ashmoor.chair',
  'imb.national-chair',
  'ppo.deputy',
  'ppo.learning',
  'hmip.press',
  'hmip.intelligence',
  'hmip.sanctions-officer',
].map(post => holder(post))

const visit = { place: places.ashmoor, on: '2026-01-05', because: 'Showers run cold on two wings.', drawn: false }
const planned: Taken = [leader, 'plan', visit]
const arrived: Taken = [leader, 'tell', { words: 'We are at the gate.' }]
const ended: Taken = [leader, 'end', { ended: '2026-01-07' }]
const gave: Taken = [coordinator, 'give-note', { note: 'Showers were cold.' }]
const begun = given(scrutinyVisit, planned, arrived)
const over = begun.on('2026-01-08').and(ended)
const noted = over.and(gave)

describe('PH-7, HH-6b: a scrutiny visit is planned in secret', () => {
  it('by those who plan inspections, and by nobody else', () => {
    for (const who of [leader, coordinator, deputy, holder('hmip.chief')])
      assert.equal(given(scrutinyVisit, [who, 'plan', visit]).state.owner, unit)
    for (const who of outside) given(scrutinyVisit).when(who, 'plan', visit).refused('PH-7a')
  })

  it('it is there for the planners alone, however often it is moved, until the establishment is told', () => {
    for (const secret of [
      given(scrutinyVisit, planned),
      given(scrutinyVisit, planned, [leader, 'plan-anew', { on: '2026-01-12' }]),
      given(scrutinyVisit, planned, [leader, 'give-up']),
    ]) {
      for (const who of outside) assert.equal(secret.existsFor(who), false, who.title)
      assert.deepEqual([secret.told, secret.owed], [[], []])
    }
  })

  it('one that is given up stays a secret', () =>
    given(scrutinyVisit, planned, [leader, 'give-up'])
      .when(...arrived)
      .refused('HH-6b', 'It was given up'))

  it('the establishment is told on arrival and no sooner', () => {
    const tomorrow: Taken = [leader, 'plan', { ...visit, on: '2026-01-06' }]
    given(scrutinyVisit, tomorrow)
      .when(...arrived)
      .refused('HH-6b', 'The establishment is told on arrival, on 6 January 2026')
    given(scrutinyVisit, tomorrow).on('2026-01-06').and(arrived)
    given(scrutinyVisit)
      .when(leader, 'plan', { ...visit, on: '2026-01-04' })
      .refused('PH-7a', /has passed/)
  })

  it('and then the governor learns of the visit, and of nothing in its plan', () => {
    const matter = given(scrutinyVisit, planned)
      .when(...arrived)
      .then({ stage: 'on-site', tells: [governor.post] })
    assert.deepEqual(matter.shown('visit'), [deputy.post, 'hmip.chief', unit, governor.post].toSorted())
    assert.doesNotMatch(JSON.stringify([matter.seenBy(governor), matter.factsFor(governor)]), /Showers|2026-01-05"/)
    for (const who of outside.slice(1)) assert.equal(matter.existsFor(who), false, who.title)
  })

  it('one that is called off then is told so, and owes no note', () => {
    const off = begun.when(leader, 'call-off').then({ stage: 'over', tells: [governor.post] })
    assert.deepEqual(off.owed, [])
    off.when(...ended).refused('PH-7a', 'It was called off')
  })
})

describe('PH-7a: the governor has a short debrief note in the week after the visit', () => {
  const due = (last: string) =>
    begun
      .on(last)
      .and([leader, 'end', { ended: last }])
      .duty('debrief note')
  it('by that week’s last working day, however the week of the visit ended', () => {
    assert.deepEqual([due('2026-01-07')?.owedBy, due('2026-01-07')?.due], [unit, '2026-01-16'])
    assert.equal(due('2026-01-09')?.due, '2026-01-16')
    assert.equal(due('2026-01-11')?.due, '2026-01-16', 'a Sunday is still of the week before')
    assert.equal(due('2026-01-12')?.due, '2026-01-23')
    assert.equal(due('2026-03-25')?.due, '2026-04-02', 'Good Friday is no working day')
  })

  it('counted from the day the visit ended, not from the day that was recorded', () =>
    assert.equal(begun.on('2026-01-14').and(ended).duty('debrief note')?.due, '2026-01-16'))

  it('and anew when that day was wrong', () => {
    const matter = over.on('2026-01-13').and([leader, 'end', { ended: '2026-01-12' }])
    assert.deepEqual([matter.owed.length, matter.duty('debrief note')?.due], [1, '2026-01-23'])
  })

  it('it ended neither before the establishment was told nor after today', () => {
    begun.when(leader, 'end', { ended: '2026-01-04' }).refused('PH-7a', /told on 5 January 2026/)
    begun.when(leader, 'end', { ended: '2026-01-06' }).refused('PH-7a', /today or in the past/)
    given(scrutinyVisit, planned)
      .when(...ended)
      .refused('HH-6b')
    begun.when(...gave).refused('PH-7a', 'The visit has not ended yet')
  })

  it('it goes to the governor and the learning lessons team in one act, and to nobody else', () => {
    const matter = over.when(...gave).then({ stage: 'over', tells: [governor.post, learning] })
    assert.deepEqual(matter.shown('visit-note'), [deputy.post, 'hmip.chief', unit, governor.post, learning].toSorted())
    assert.equal(matter.duty('debrief note')?.state, 'met')
    for (const who of outside.filter(one => ![governor.post, lessons.post].includes(one.post)))
      assert.equal(matter.existsFor(who), false, who.title)
    matter.when(...gave).refused('PH-7a', /to change it, give it anew/)
    matter
      .when(coordinator, 'give-note-3', { note: 'x' })
      .refused('PH-7a', 'Its versions are given one after the other')
  })
})

describe('PH-7b, HH-20c: custody of the note', () => {
  const conditionsOf = (matter: typeof noted, key: string) =>
    matter.state.disclosures.find(one => one.part === 'visit-note' && one.to === key && !one.ended)?.conditions ?? []

  it('nobody has it on easier terms than either agreement asks', () => {
    for (const key of [governor.post, learning]) {
      const conditions = conditionsOf(noted, key).join('; ')
      for (const term of [/published/, /quoted/, /passed on/, /named by the inspectorate, with a reason/])
        assert.match(conditions, term, key)
    }
    assert.match(conditionsOf(noted, learning).join('; '), /ombudsman’s own use/)
  })

  it('the ombudsman sees the note, and nothing of the visit beside it', () => {
    assert.deepEqual(noted.partsOf(lessons), ['visit-note', 'note-1'])
    assert.doesNotMatch(JSON.stringify(noted.seenBy(lessons)), /Showers run|at the gate/)
  })

  it('a further reader is named by the inspection teams, with a reason', () => {
    const name = (reader: string): Taken => [leader, 'name-reader', { reader, because: 'Answers for hot water' }]
    noted.when(leader, 'name-reader', { reader: safer.post }).refused('HH-20c', 'Say why')
    const matter = noted.when(...name(safer.post)).then({ tells: [safer.post] })
    assert.ok(matter.shown('visit-note').includes(safer.post))
    assert.ok(conditionsOf(matter, safer.post).every(condition => !condition.includes('hot water')))
    assert.ok(conditionsOf(noted.and(name('ppo.deputy')), 'ppo.deputy').some(one => /own use/.test(one)))
    for (const who of [governor, lessons, deputy])
      noted.when(who, ...(name(safer.post).slice(1) as [string, Record<string, unknown>])).refused('HH-20c')
    for (const post of ['imb.ashmoor.chair', 'hmpps.dunscar.governor', 'moj.secretary-of-state', lessons.post])
      noted.when(...name(post)).refused('HH-20c', 'Choose who may read it')
  })

  it('others who have it are not told whom else it names, and why', () => {
    const matter = noted.and([leader, 'name-reader', { reader: safer.post, because: 'Answers for hot water' }])
    for (const who of [governor, lessons, safer])
      assert.deepEqual(matter.seenBy(who).entries.at(-1)?.answers, {}, who.title)
  })

  it('it is taken back from one, or from everyone and then given anew', () => {
    const some = noted.and([leader, 'recall-from', { from: learning }])
    assert.deepEqual([some.existsFor(lessons), some.stageFor(leader)], [false, 'over'])
    assert.ok(some.shown('visit-note').includes(governor.post))
    const all = noted.when(leader, 'recall', { why: 'The wrong wing' }).then({ stage: 'ended' })
    assert.deepEqual(all.shown('visit-note'), [deputy.post, 'hmip.chief', unit].toSorted())
    assert.deepEqual(all.partsOf(governor), ['visit'])
    assert.deepEqual(
      all.owed.map(({ rule, owedBy, due }) => [rule, owedBy, due]),
      [['debrief note anew', unit, '2026-01-16']],
    )
    all.when(leader, 'recall').refused('HH-20c', /Nobody outside/)
    all.when(...gave).refused('PH-7a', /give it anew/)
    const anew = all.and([coordinator, 'give-note-2', { note: 'Showers were warm.' }])
    assert.deepEqual(anew.owed, [])
    for (const who of [governor, lessons]) {
      assert.match(JSON.stringify(anew.seenBy(who)), /were warm/)
      assert.doesNotMatch(JSON.stringify(anew.seenBy(who)), /were cold|The wrong wing/)
    }
    for (const step of ['recall', 'recall-from']) noted.when(governor, step, { from: learning }).refused('HH-20c')
    assert.equal(some.seenBy(governor).entries.length, noted.seenBy(governor).entries.length, 'nobody else is told')
  })

  it('given anew, everyone who has it reads the version in force and no other, and that the one before is superseded', () => {
    const named: Taken = [leader, 'name-reader', { reader: safer.post, because: 'Answers for hot water' }]
    const second: Taken = [coordinator, 'give-note-2', { note: 'Showers were warm.' }]
    const matter = noted
      .and(named)
      .when(...second)
      .then({ tells: [governor.post, learning, safer.post] })
    for (const who of [governor, lessons, safer]) {
      const seen = matter.seenBy(who)
      assert.match(JSON.stringify(seen), /were warm/, who.title)
      assert.doesNotMatch(JSON.stringify(seen), /were cold/, who.title)
    }
    assert.match(matter.last.says, /the one before is superseded/)
    const given = matter.last.shares.filter(one => one.part === 'note-2').map(({ to }) => to)
    assert.deepEqual(given, [unit, 'hmip.chief', deputy.post, governor.post, learning, safer.post], 'each once')
    assert.match(JSON.stringify(matter.seenBy(leader)), /were cold.*were warm/, 'those who wrote it keep both')
    const later = matter.and([leader, 'name-reader', { reader: 'ppo.deputy', because: 'Asked for it' }])
    assert.deepEqual(later.partsOf(holder('ppo.deputy')), ['visit-note', 'note-2'])
    const third = later.and([coordinator, 'give-note-3', { note: 'Showers were hot.' }])
    assert.deepEqual(third.partsOf(holder('ppo.deputy')), ['visit-note', 'note-3'])
    assert.ok(conditionsOf(third, 'ppo.deputy').some(one => /own use/.test(one)))
    for (const step of ['give-note', 'give-note-2', 'give-note-3'])
      third.when(coordinator, step, { note: 'x' }).refused('PH-7a')
    const back = third.and([leader, 'recall'])
    for (const who of [governor, lessons, safer])
      assert.doesNotMatch(JSON.stringify(back.seenBy(who)), /were (warm|hot)/)
  })

  it('it is given anew as often as it must be, each version to its own readers, until a dozen were', () => {
    let matter = noted
    for (let at = 2; at <= 12; at++) {
      matter = matter.and([coordinator, `give-note-${at}`, { note: `Version ${at} of it.` }])
      for (const who of [governor, lessons]) {
        assert.deepEqual(
          matter.partsOf(who).filter(part => part.startsWith('note-')),
          [`note-${at}`],
          who.title,
        )
        assert.deepEqual(JSON.stringify(matter.seenBy(who)).match(/Version \d+/g), [`Version ${at}`], who.title)
      }
    }
    assert.equal(matter.partsOf(deputy).filter(part => part.startsWith('note-')).length, 12, 'who wrote it keeps each')
    for (const step of ['give-note', 'give-note-12'])
      matter.when(coordinator, step, { note: 'x' }).refused('PH-7a', /^It has been given 12 times, .* in another way$/)
    assert.deepEqual(matter.and([leader, 'recall']).owed, [], 'it can’t be owed where it can’t be given')
  })

  it('it is not quoted by whoever has it: a rule that they read with it, and nothing that they could do', () => {
    const boundBy = (matter: typeof noted, who: typeof governor) =>
      unquotedFor(scrutinyVisit, matter.seenBy(who), who, matter.world)?.clause
    for (const who of [governor, lessons]) {
      assert.equal(boundBy(noted, who), 'HH-20c', who.title)
      assert.equal(boundBy(noted.and([leader, 'recall']), who), undefined, who.title)
    }
    assert.deepEqual([boundBy(noted, leader), boundBy(over, governor)], [undefined, undefined])
    for (const { steps } of agreements.flatMap(one => one.versions.flatMap(version => version.procedures)))
      assert.deepEqual(
        Object.values(steps).flatMap(({ label }) => (/^quote /i.test(label) ? [label] : [])),
        [],
      )
  })
})

describe('PH-1: each weekly summary that it drew on says so', () => {
  it('is owed once the establishment has been told, where the summaries helped to choose it', () => {
    const drew = given(scrutinyVisit, [leader, 'plan', { ...visit, drawn: true }])
    assert.deepEqual(drew.owed, [])
    const due = drew.and(arrived).duty('record summaries')
    assert.deepEqual([due?.owedBy, due?.due], [unit, '2026-01-12'])
    assert.equal(begun.duty('record summaries'), undefined)
    const cited = drew.and(arrived, [leader, 'cite', { summaries: ['WKS-2026-0001'], purpose: 'visit' }])
    assert.equal(cited.duty('record summaries')?.state, 'met')
    assert.deepEqual(cited.last.also, [
      { reference: 'WKS-2026-0001', step: 'use', answers: { purpose: 'visit', place: places.ashmoor } },
    ])
  })

  it('never while the visit is secret, and of nothing but summaries', () => {
    const cite = { summaries: ['WKS-2026-0001'], purpose: 'visit' }
    given(scrutinyVisit, planned).when(leader, 'cite', cite).refused('HH-6b')
    begun.when(leader, 'cite', { ...cite, summaries: ['WKS-2026-0001', 'INF-2026-0001'] }).refused('PH-1')
  })
})

describe('a scrutiny visit in the house', () => {
  let house: TestHouse
  let summary: string
  before(async () => {
    house = await testHouse('scrutiny-visit', { start: '2026-03-02T09:00:00Z' })
    summary = await house.done(house.begin('ppo.deputy', 'weekly-summary', { week: '2026-02-23' }))
    await house.done(house.take('ppo.deputy', summary, 'add-entry', { place: places.ashmoor, text: 'Cold showers.' }))
    await house.done(house.take('ppo.deputy', summary, 'send'))
  })
  const plan = (on = '2026-03-02') =>
    house.done(
      house.begin('hmip.team-leader', 'scrutiny-visit', { ...visit, on, drawn: true, because: 'The boiler fails' }),
    )
  const seen = async (post: string, reference: string) =>
    JSON.stringify((await house.as(post, desk => findMatter(desk, reference))) ?? 'nothing')
  const cite = (reference: string) =>
    house.take('hmip.team-leader', reference, 'cite', { summaries: [summary], purpose: 'visit' })

  test('HH-6b: no list, no count and no search tells of it before the establishment knows', async () => {
    const reference = await plan('2026-03-09')
    const listed = (post: string) =>
      house.as(post, async desk =>
        [
          await list(desk, { procedure: 'scrutiny-visit' }),
          await list(desk, { q: 'boiler' }),
          await list(desk, { q: reference }),
        ].map(({ rows }) => rows.length),
      )
    assert.deepEqual(await listed('hmip.coordinator'), [1, 1, 1])
    for (const who of outside) {
      assert.equal(await seen(who.post, reference), '"nothing"', who.title)
      assert.deepEqual(await listed(who.post), [0, 0, 0], who.title)
    }
  })

  test('PH-1, PH-6: a planner who may read the summary records its use, which the ombudsman sees', async () => {
    const reference = await plan()
    await house.done(house.take('hmip.team-leader', reference, 'tell'))
    const hidden = await cite(reference)
    assert.match(JSON.stringify(hidden), /There is no WKS-.* that you may see/)
    const named = { reader: 'hmip.team-leader', because: 'Plans the visit' }
    await house.done(house.take('hmip.intelligence', summary, 'name-reader', named))
    await house.done(cite(reference))
    const { matter: shown } = await house.as('ppo.deputy', desk => matter(desk, summary))
    assert.deepEqual(shown.entries.at(-1)?.answers, { purpose: 'visit', place: places.ashmoor })
  })

  test('PH-6: the note itself names no summary', async () => {
    const reference = await plan()
    await house.done(house.take('hmip.team-leader', reference, 'tell'))
    await house.done(house.take('hmip.team-leader', reference, 'end', { ended: '2026-03-02' }))
    const taken = await house.take('hmip.team-leader', reference, 'give-note', { note: `As ${summary} says.` })
    assert.match(JSON.stringify(taken), /never quoted and never passed on/)
  })

  test('HH-20c: whoever reads the version in force reads no other, and is offered one way to give it anew', async () => {
    const reference = await plan()
    await house.done(house.take('hmip.team-leader', reference, 'tell'))
    await house.done(house.take('hmip.team-leader', reference, 'end', { ended: '2026-03-02' }))
    for (const at of ['', '-2', '-3'])
      await house.done(house.take('hmip.team-leader', reference, `give-note${at}`, { note: `Cold showers${at}.` }))
    for (const who of [governor.post, 'ppo.learning']) assert.match(await seen(who, reference), /showers-3\./, who)
    for (const who of [governor.post, 'ppo.learning', 'ppo.deputy', 'hmip.press'])
      assert.doesNotMatch(await seen(who, reference), /showers(-2)?\./, who)
    for (const who of ['hmip.coordinator', 'hmip.chief']) assert.match(await seen(who, reference), /showers\./, who)
    const page = await house.as('hmip.coordinator', async desk =>
      String(matterView(desk, await matter(desk, reference), { opened: [], tied: [] }).page.content),
    )
    assert.equal(page.split('Give the debrief note anew').length, 2, 'it stands among what can be done, once')
    await house.done(house.take('hmip.coordinator', reference, 'recall', { why: 'The wrong wing' }))
    assert.doesNotMatch(await seen(governor.post, reference), /showers/)
  })

  test('PH-7b, HH-20c: whoever has the note names it nowhere', async () => {
    const reference = await plan()
    await house.done(house.take('hmip.team-leader', reference, 'tell'))
    await house.done(house.take('hmip.team-leader', reference, 'end', { ended: '2026-03-02' }))
    await house.done(house.take('hmip.team-leader', reference, 'give-note', { note: 'Showers were cold.' }))
    const bulletin = {
      kind: 'bulletin',
      title: `Lessons, after ${reference}`,
      on: '2026-03-01',
      as: 'link',
      link: 'https://example.org/lessons',
      topics: ['conditions'],
    }
    const taken = await house.begin('ppo.learning', 'publication', bulletin)
    assert.match(JSON.stringify(taken), /neither quoted nor passed on/)
  })
})
