import assert from 'node:assert/strict'
import { before, describe, it as test } from 'node:test'
import { testHouse, type TestHouse } from '../../../test/house.ts'
import { given, holder, it, places, type Taken } from '../../../test/kit.ts'
import { chase } from '../../clock/chase.ts'
import { list } from '../../desk/list.ts'
import { findMatter, matter } from '../../desk/matter.ts'
import { answers, concerns, points, texts } from '../hmip-hmpps/report/kit.samples.ts'
import { inspectionUpdate } from './inspection-update.ts'

const coordinator = holder('hmip.coordinator')
const leader = holder('hmip.team-leader')
const deputy = holder('hmip.deputy')
const secretariat = holder('imb.secretariat')
const chair = holder('imb.ashmoor.chair')
const member = holder('imb.ashmoor.member')
const governor = holder('hmpps.ashmoor.governor')
const nationalChair = holder('imb.national-chair')
const clock = holder('clock')
const [unit, board, office] = ['hmip.inspection', 'imb.ashmoor', 'imb.secretariat-office']

/** Monday 5 January 2026. */
const inspection = { place: places.ashmoor, inspection: ['INS-2026-0042'], began: '2026-01-05' }
const opened: Taken = [coordinator, 'open', inspection]
const openedWith = (more: object) => given(inspectionUpdate, [coordinator, 'open', { ...inspection, ...more }])
const written = { how: 'here', concerns: 'Nobody answers cell bells at night.' }
const wrote: Taken = [member, 'tell-concerns', written]
const met: Taken = [leader, 'meet-chair', { who: 'chair', on: '2026-01-06', views: 'Staff are stretched on C wing.' }]
const published: Taken = [leader, 'report-published', { report: ['RPT-2026-0007'], published: '2026-04-20' }]

describe('HI-8b: the boards are told of an inspection, and only from the inspection itself', () => {
  it('the secretariat and the board there, and nobody beside them', () => {
    const matter = given(inspectionUpdate)
      .when(...opened)
      .then({ stage: 'open', says: 'told the board and the secretariat of the inspection of Ashmoor' })
    assert.deepEqual(matter.shown('course'), [deputy.post, 'hmip.chief', unit, board, office, 'timekeeping'].toSorted())
    assert.deepEqual(matter.told, [board, office])
    for (const post of ['hmpps.ashmoor.governor', 'hmpps.siu', 'imb.dunscar.chair', 'imb.regional', 'ppo.deputy'])
      assert.equal(matter.existsFor(holder(post)), false, post)
    assert.equal(matter.existsFor(nationalChair), false)
  })

  it('it begins with the reference of one inspection, which no board can give', () => {
    for (const references of [[], ['SAN-2026-0001'], ['INS-2026-0001', 'INS-2026-0002']])
      given(inspectionUpdate)
        .when(coordinator, 'open', { ...inspection, inspection: references })
        .refused('HI-8b')
    for (const who of [chair, secretariat, governor, holder('hmip.press')])
      given(inspectionUpdate).when(who, 'open', inspection).refused('HI-8b')
  })

  it('and asks the inspection, in the same act, whether the establishment has been told', () =>
    assert.deepEqual(given(inspectionUpdate, opened).last.also, [
      { reference: 'INS-2026-0042', step: 'board-told', answers: { update: [''] } },
    ]))

  it('the board does not learn the inspection’s own reference, nor when it was planned', () => {
    const matter = given(inspectionUpdate, opened)
    assert.match(JSON.stringify(matter.seenBy(coordinator)), /INS-2026-0042/)
    for (const who of [chair, secretariat, clock])
      assert.doesNotMatch(JSON.stringify([matter.seenBy(who), matter.factsFor(who)]), /INS-/)
  })

  it('the deputy can tell them too, and what was told stays theirs whose inspection it is', () => {
    const matter = given(inspectionUpdate, [deputy, 'open', inspection])
    assert.equal(matter.state.owner, unit)
    assert.match(JSON.stringify(matter.seenBy(leader)), /INS-2026-0042/)
  })

  it('days that stand in the wrong order are refused', () => {
    for (const [field, day] of [
      ['meeting', '2026-01-04'],
      ['debrief', '2026-01-02'],
    ] as const)
      given(inspectionUpdate)
        .when(coordinator, 'open', { ...inspection, [field]: day })
        .refused('HI-8b', /the inspection begins on 5 January 2026/)
    openedWith({ meeting: '2026-01-05', debrief: '2026-01-05' })
  })

  it('a place without a board: the secretariat alone, and nothing is owed by or to a board', () => {
    const matter = given(inspectionUpdate)
      .when(coordinator, 'open', { ...inspection, place: places.greyfriars })
      .then({
        says: 'told the secretariat alone of the inspection: Greyfriars has no monitoring board (secure training centre)',
        tells: [office],
      })
    assert.deepEqual(matter.owed, [])
    assert.equal(matter.factsFor(secretariat).concerns, 'none')
    matter.when(secretariat, 'ask-board').refused('HI-6b', 'There is no monitoring board at this place')
    matter.when(leader, 'meet-chair', met[2]).refused('HI-8d')
    const report = matter.on('2026-04-20').and(published)
    assert.deepEqual(report.told, ['imb.national', office])
  })
})

describe('HI-6b: the secretariat asks the board, and the board’s answer reaches the inspectors', () => {
  it('within a working day', () => {
    const matter = given(inspectionUpdate, opened)
    assert.deepEqual([matter.duty('ask the board')?.owedBy, matter.duty('ask the board')?.due], [office, '2026-01-06'])
    const asked = matter.when(secretariat, 'ask-board', { ask: 'Night visits' }).then({ tells: [unit, board] })
    assert.equal(asked.duty('ask the board')?.state, 'met')
    for (const who of [chair, coordinator, nationalChair]) matter.when(who, 'ask-board').refused('HI-6b')
  })

  it('a board that answers first need not be asked', () =>
    assert.equal(given(inspectionUpdate, opened, wrote).duty('ask the board')?.state, 'met'))

  it('any member answers in writing; the inspectors read it, and neither the place nor the secretariat', () => {
    const matter = given(inspectionUpdate, opened)
      .when(...wrote)
      .then({ stage: 'told', tells: [unit, office] })
    assert.match(JSON.stringify(matter.seenBy(leader)), /cell bells/)
    for (const who of [secretariat, clock, deputy, governor, holder('imb.dunscar.chair')])
      assert.doesNotMatch(JSON.stringify([matter.seenBy(who), matter.factsFor(who)]), /cell bells/)
  })

  it('or in person: nothing is met by saying so', () => {
    const matter = given(inspectionUpdate, opened, [chair, 'tell-concerns', { how: 'meeting' }])
    assert.equal(matter.duty('concerns told')?.state, 'due')
    assert.equal(matter.factsFor(coordinator).concerns, 'meeting')
    assert.equal(matter.on('2026-01-06').and(met).duty('concerns told')?.state, 'met')
    matter.when(holder('imb.dunscar.chair'), 'tell-concerns', written).refused('HI-9a')
  })

  it('in writing it says something', () =>
    given(inspectionUpdate, opened)
      .when(chair, 'tell-concerns', { how: 'here' })
      .refused('HI-9a', 'Say what concerns the board'))
})

describe('HI-9a: the board’s concerns are due at the first meeting', () => {
  const due = (more: object = {}) => openedWith(more).duty('concerns told')?.due
  it('on the day agreed for it', () => assert.equal(due({ meeting: '2026-01-05' }), '2026-01-05'))
  it('else by the second day of the inspection', () => assert.equal(due(), '2026-01-06'))
  it('the second day of one that begins on a Friday is the Monday', () =>
    assert.equal(due({ began: '2026-01-09' }), '2026-01-12'))
  it('a board told late has its time from the day it was told', () => {
    assert.equal(due({ began: '2025-12-01' }), '2026-01-06')
    assert.equal(due({ began: '2026-02-02' }), '2026-02-03')
  })

  it('is counted again when the meeting is agreed, and the board is told', () => {
    const agreed = given(inspectionUpdate, opened)
      .when(coordinator, 'change-dates', { meeting: '2026-01-07', because: 'The chair is away on Tuesday' })
      .then({ tells: [board, office] })
    assert.deepEqual(
      [agreed.duty('concerns told')?.due, agreed.duty('meet the chair')?.due],
      ['2026-01-07', '2026-01-06'],
    )
  })

  it('what was agreed for a day before the inspection now begins is to be agreed anew', () => {
    const moved = openedWith({ meeting: '2026-01-06', debrief: '2026-01-16' })
      .when(leader, 'change-dates', { began: '2026-01-12', because: 'The team is delayed' })
      .then()
    assert.deepEqual(
      ['concerns told', 'meet the chair', 'liaison officer', 'tell the governor'].map(rule => moved.duty(rule)?.due),
      ['2026-01-13', '2026-01-13', '2026-01-12', '2026-01-15'],
    )
    assert.equal(moved.factsFor(chair).began, '2026-01-12')
  })

  it('a meeting after the second day is pointed out, and a change of nothing is refused', () => {
    const matter = given(inspectionUpdate, opened)
    const warned = (meeting: string) =>
      inspectionUpdate.steps['change-dates']?.warn?.({
        matter: matter.seenBy(leader),
        me: leader,
        answers: { meeting, because: 'x' },
        world: matter.world,
      })
    assert.match(warned('2026-01-07') ?? '', /second day, 6 January 2026/)
    assert.equal(warned('2026-01-06'), undefined)
    matter.when(leader, 'change-dates', { because: 'x' }).refused('HI-8b', 'Give at least one day that changes')
    matter
      .when(leader, 'change-dates', { began: '2026-01-12', debrief: '2026-01-09', because: 'x' })
      .refused('HI-8b', /begins on 12 January 2026/)
  })

  it('the clock asks again once it is late, and reads nothing', () => {
    const late = given(inspectionUpdate, opened).on('2026-01-07')
    assert.deepEqual(late.and([clock, 'ask-board-again']).told, [unit, board, office])
    late.and(wrote).when(clock, 'ask-board-again').refused('HI-9a', 'The board has said what concerns it')
    const { chase } = inspectionUpdate.rules['concerns told'] ?? {}
    assert.deepEqual(chase, { step: 'ask-board-again', every: { count: 1, unit: 'W' } })
  })
})

describe('HI-8c: the coordinator confirms that the liaison officer has told the board', () => {
  const told = { officer: 'Alan Birch', whom: 'The chair', on: '2026-01-05', at: '8:40' }
  it('on the first day, with name and time', () => {
    const matter = given(inspectionUpdate, opened)
    assert.deepEqual(
      [matter.duty('liaison officer')?.owedBy, matter.duty('liaison officer')?.due],
      [coordinator.post, '2026-01-05'],
    )
    const confirmed = matter.when(coordinator, 'confirm-told', told).then({ tells: [board, office] })
    assert.equal(confirmed.duty('liaison officer')?.state, 'met')
    const { answers } = confirmed.seenBy(chair).entries.at(-1) ?? {}
    assert.deepEqual([answers?.officer, answers?.at], ['Alan Birch', '8:40'])
  })
  it('by a coordinator alone', () => {
    for (const who of [leader, deputy, chair])
      given(inspectionUpdate, opened).when(who, 'confirm-told', told).refused('HI-8c')
  })
  it('a time that is none, and a day to come, are refused', () => {
    const matter = given(inspectionUpdate, opened)
    matter.when(coordinator, 'confirm-told', { ...told, at: '25:00' }).refused('HI-8c', /24 hours/)
    matter.when(coordinator, 'confirm-told', { ...told, on: '2026-01-06' }).refused('HI-8c', /today or in the past/)
  })
})

describe('HI-8d: the inspectors meet the chair or vice chair by the second day', () => {
  it('the inspection teams owe it, two working days reckoned with the first', () => {
    const due = (began: string) => openedWith({ began }).duty('meet the chair')
    assert.deepEqual([due('2026-01-05')?.owedBy, due('2026-01-05')?.due], [unit, '2026-01-06'])
    assert.equal(due('2026-01-09')?.due, '2026-01-12')
    assert.equal(due('2025-12-01')?.due, '2025-12-02', 'it is not put off by telling the board late')
  })

  it('what the board says is recorded, and the board reads it and can add to it', () => {
    const matter = given(inspectionUpdate, opened)
      .on('2026-01-06')
      .when(...met)
      .then({ stage: 'met' })
    assert.deepEqual([matter.duty('meet the chair')?.state, matter.duty('concerns told')?.state], ['met', 'met'])
    assert.match(JSON.stringify(matter.seenBy(member)), /stretched on C wing/)
    for (const who of [secretariat, governor, clock])
      assert.doesNotMatch(JSON.stringify(matter.seenBy(who)), /stretched/)
    assert.equal(matter.and(wrote).stageFor(chair), 'met')
  })

  it('nobody met before the inspection began', () => {
    const matter = given(inspectionUpdate, opened).on('2026-01-06')
    matter.when(leader, 'meet-chair', { ...met[2], on: '2026-01-04' }).refused('HI-8d', /begins on 5 January 2026/)
    matter.when(leader, 'meet-chair', { ...met[2], on: '2026-01-05' }).then()
    matter.when(chair, 'meet-chair', met[2]).refused('HI-8d')
  })
})

describe('HI-9b: the board tells the governor that it should be at the debrief', () => {
  const now: Taken = [chair, 'tell-governor', { how: 'now', who: 'The chair' }]
  const due = (more: object = {}) => openedWith(more).duty('tell the governor')
  it('by the working day before the debrief, or within three working days while its day is not settled', () => {
    assert.deepEqual([due()?.owedBy, due()?.due], [board, '2026-01-08'])
    assert.equal(due({ debrief: '2026-01-16' })?.due, '2026-01-15')
    assert.equal(due({ debrief: '2026-01-12' })?.due, '2026-01-09')
    assert.equal(due({ debrief: '2026-01-05' })?.due, '2026-01-05')
  })

  it('the governor sees that notice and its day, and nothing else', () => {
    const matter = given(inspectionUpdate, opened, wrote)
      .when(...now)
      .then({ tells: [unit, governor.post], says: 'told the governor that the board should be at the debrief' })
    assert.equal(matter.duty('tell the governor')?.state, 'met')
    assert.deepEqual(matter.partsOf(governor), ['debrief'])
    assert.deepEqual(
      matter.seenBy(governor).entries.map(({ step, answers }) => [step, answers]),
      [['tell-governor', now[2]]],
    )
    assert.deepEqual(matter.factsFor(governor), { notice: 'The board at the debrief at Ashmoor' })
    for (const post of ['hmpps.ashmoor.liaison', 'hmpps.dunscar.governor', 'hmpps.siu', 'imb.secretariat'])
      assert.equal(matter.partsOf(holder(post)).includes('debrief'), false, post)
  })

  it('or records the day on which it told them', () => {
    const matter = given(inspectionUpdate, opened).on('2026-01-06')
    matter.when(member, 'tell-governor', { how: 'before' }).refused('HI-9b', 'Give the day the governor was told')
    matter.when(member, 'tell-governor', { how: 'before', on: '2026-01-05' }).then()
    matter.when(leader, 'tell-governor', { how: 'now' }).refused('HI-9b')
    matter.and(now).when(chair, 'tell-governor', { how: 'now' }).refused('HI-9b', 'The governor has been told')
  })
})

describe('HI-8f: the report goes to the board and the national unit as it is published', () => {
  const done = given(inspectionUpdate, opened, wrote).on('2026-04-20')
  it('by publishing it', () => {
    const matter = done.when(...published).then({ stage: 'over', tells: [board, 'imb.national', office] })
    assert.deepEqual(matter.last.links, ['RPT-2026-0007'])
    for (const who of [chair, secretariat, nationalChair])
      assert.equal(matter.factsFor(who).published, '2026-04-20', who.title)
    assert.equal(matter.existsFor(governor), false)
  })

  it('the National Chair learns of nothing before, and then of the report alone', () => {
    assert.equal(done.existsFor(nationalChair), false)
    assert.deepEqual(done.and(published).partsOf(nationalChair), ['report'])
  })

  it('whoever may publish a report may take it: the deputy, whose the rest is not', () => {
    done.when(deputy, 'report-published', published[2]).then()
    done.when(chair, 'report-published', published[2]).refused('HI-8f')
  })

  it('then nothing of the inspection is owed any more; sent by hand before, it does not keep the report from being published', () => {
    const matter = given(inspectionUpdate, opened).on('2026-04-20').and(published)
    assert.deepEqual(matter.owed, [])
    matter.when(...published).then({ stage: 'over' })
    given(inspectionUpdate, opened, [leader, 'call-off'])
      .on('2026-04-20')
      .when(...published)
      .then()
    matter.when(chair, 'tell-concerns', written).refused('HI-9a')
  })
})

describe('HI-8b: an inspection that is called off after the board was told', () => {
  it('the board and the secretariat are told, and owe nothing', () => {
    const matter = given(inspectionUpdate, opened)
      .when(leader, 'call-off')
      .then({ stage: 'over', tells: [board, office] })
    assert.deepEqual(matter.owed, [])
    matter.when(chair, 'tell-concerns', written).refused('HI-9a', 'The inspection was called off')
    matter.when(clock, 'ask-board-again').refused('HI-9a')
  })
})

describe('the board’s part of an inspection in the house', () => {
  let house: TestHouse
  before(async () => {
    house = await testHouse('inspection-update', { start: '2026-03-02T09:00:00Z' })
  })
  const coordinates = 'hmip.coordinator'
  const plan = (announced = false) =>
    house.done(
      house.begin(coordinates, 'inspection', {
        place: places.ashmoor,
        kind: 'full',
        first: '2026-03-02',
        last: '2026-03-13',
        announced,
        coordinator: 'Helen Strand, 020 7946 0100',
      }),
    )
  const tell = async (reference: string) => {
    await house.done(house.take(coordinates, reference, 'notify'))
    await house.done(house.take(coordinates, reference, 'tell-board'))
    return partOf(reference)
  }
  const partOf = async (reference: string) =>
    (await house.as(coordinates, desk => matter(desk, reference))).ties.find(one => one.startsWith('UPD-')) ??
    assert.fail('the board has no part in it')
  const sees = async (post: string, reference: string) =>
    (await house.as(post, desk => findMatter(desk, reference))) !== undefined
  const refused = async (taken: ReturnType<TestHouse['take']>) => {
    const outcome = await taken
    assert.ok(outcome.refused)
    return outcome.problems.map(one => `${one.words} ${one.clause ?? ''}`).join('; ')
  }

  test('HI-8b: it cannot come before the establishment’s own notice, from the inspection or past it', async () => {
    const secret = await plan()
    assert.match(await refused(house.take(coordinates, secret, 'tell-board')), /told first.* HI-8b/)
    const past = { place: places.ashmoor, inspection: [secret], began: '2026-03-02' }
    assert.match(await refused(house.begin(coordinates, 'inspection-update', past)), /told first.* HI-8b/)
    const none = { ...past, inspection: ['INS-2026-0000'] }
    assert.match(await refused(house.begin(coordinates, 'inspection-update', none)), /There is no INS-2026-0000/)
    for (const post of ['imb.ashmoor.chair', 'imb.secretariat'])
      assert.deepEqual((await house.as(post, desk => list(desk, { procedure: 'inspection-update' }))).rows, [], post)

    await house.done(house.take(coordinates, secret, 'notify'))
    assert.match(await refused(house.begin(coordinates, 'inspection-update', past)), /as the boards are told/)
    await house.done(house.take(coordinates, secret, 'tell-board'))
    assert.match(await refused(house.begin(coordinates, 'inspection-update', past)), /The boards have been told/)
  })

  test('HI-8b: the board sees its part, and the inspection itself no more than before', async () => {
    const reference = await plan()
    const update = await tell(reference)
    for (const post of ['imb.ashmoor.chair', 'imb.secretariat']) {
      assert.ok(await sees(post, update), post)
      assert.equal(await sees(post, reference), false, post)
      const view = await house.as(post, desk => matter(desk, update))
      assert.deepEqual(view.ties, [], post)
      assert.doesNotMatch(JSON.stringify([view.matter.entries, view.matter.fragments, view.facts]), /INS-/)
    }
    for (const post of ['hmpps.ashmoor.governor', 'imb.dunscar.chair', 'imb.national-chair', 'hmpps.siu'])
      assert.equal(await sees(post, update), false, post)
  })

  test('moving the inspection moves the board’s dates, and calling it off ends its part', async () => {
    const reference = await plan()
    const update = await tell(reference)
    const due = async () =>
      (await house.as('imb.ashmoor.chair', desk => matter(desk, update))).obligations.find(
        one => one.clause === 'HI-9a',
      )
    assert.equal((await due())?.due, '2026-03-03')
    const later = { first: '2026-03-09', last: '2026-03-20', because: 'Snow' }
    await house.done(house.take(coordinates, reference, 'move', later))
    assert.equal((await due())?.due, '2026-03-10')
    await house.done(house.take(coordinates, reference, 'call-off', { because: 'Snow' }))
    assert.equal((await due())?.state, 'fell away')
  })

  test('HI-9b: the governor sees the notice, and no word of what the board says', async () => {
    const update = await tell(await plan())
    await house.done(house.take('imb.ashmoor.member', update, 'tell-concerns', written))
    await house.done(house.take('imb.ashmoor.chair', update, 'tell-governor', { how: 'now' }))
    const { matter: seen, obligations, facts } = await house.as('hmpps.ashmoor.governor', desk => matter(desk, update))
    assert.deepEqual([...seen.parts], ['debrief'])
    assert.deepEqual([obligations, Object.keys(facts)], [[], ['notice']])
    assert.doesNotMatch(JSON.stringify([seen.entries, seen.fragments]), /cell bells|2026-03-02"/)
  })

  test('HI-9a: the clock asks a board that has not answered, the day after, and then each week', async () => {
    const update = await tell(await plan())
    const asked = async () =>
      (await house.as('imb.ashmoor.chair', desk => matter(desk, update))).matter.entries.filter(
        one => one.step === 'ask-board-again',
      ).length
    const at = async (instant: string) => {
      house.setNow(instant)
      await chase(house.house)
      return asked()
    }
    assert.equal(await at('2026-03-03T23:59:59Z'), 0)
    assert.equal(await at('2026-03-04T00:00:00Z'), 1)
    assert.equal(await at('2026-03-10T23:59:59Z'), 1)
    assert.equal(await at('2026-03-11T00:00:00Z'), 2)
    await house.done(house.take('imb.ashmoor.chair', update, 'tell-concerns', written))
    assert.equal(await at('2026-03-18T00:00:00Z'), 2)
    house.setNow('2026-03-02T09:00:00Z')
  })

  test('HI-8f, HI-9c, HI-9d: publishing the report ends its part, and the board takes the report from there', async () => {
    const reference = await plan()
    const update = await tell(reference)
    const take = (post: string, of: string, step: string, typed: Record<string, unknown> = {}) =>
      house.done(house.take(post, of, step, typed))
    await take(coordinates, reference, 'begin', { arrivedOn: '2026-03-02', keys: 'once' })
    house.setNow('2026-03-13T16:00:00Z')
    await take(coordinates, reference, 'end', { ended: '2026-03-13' })
    const { ties } = await house.as(coordinates, desk => matter(desk, reference))
    const report = ties.find(one => one.startsWith('RPT-')) ?? assert.fail('no report')

    const chair = 'imb.ashmoor.chair'
    const theme = { place: places.ashmoor, report: [report], line: 'Cell bells', look: 'Nights.', again: '2026-05-01' }
    const concern = { place: places.ashmoor, report: [report], line: 'Segregation', concern: 'It is left out.' }
    for (const [procedure, typed] of [
      ['monitoring-theme', theme],
      ['report-concern', concern],
    ] as const)
      assert.match(await refused(house.begin(chair, procedure, typed)), /There is no RPT-/, procedure)

    for (const [post, step, typed] of [
      ['hmip.team-leader', 'write', texts],
      ['hmip.team-leader', 'judge', { safety: '3', respect: '2', activity: '1', release: '3' }],
      ['hmip.team-leader', 'list-items', { items: concerns }],
      ['hmip.team-leader', 'send-draft', {}],
      ['hmpps.siu', 'raise-points', { points, whole: 'all' }],
      ['hmpps.siu', 'content-with-date', { content: 'yes' }],
      ['hmip.team-leader', 'answer-points', { answers }],
      ['hmip.team-leader', 'finalise', {}],
      ['hmip.team-leader', 'set-publication', { on: '2026-03-13' }],
      ['hmip.press', 'draft-press-notice', { title: 'A safer prison', notice: 'Inspectors found a safer prison.' }],
    ] as const)
      await take(post, report, step, typed)
    assert.equal(await sees('imb.national-chair', update), false)
    await take('hmip.deputy', report, 'publish')

    for (const post of [chair, 'imb.secretariat', 'imb.national-chair']) {
      const { facts, ties: tied } = await house.as(post, desk => matter(desk, update))
      assert.deepEqual([facts.published, tied], ['2026-03-13', [report]], post)
    }
    assert.equal(await sees('hmpps.ashmoor.governor', update), false)
    const taken = await house.done(house.begin(chair, 'monitoring-theme', theme))
    const raised = await house.done(house.begin(chair, 'report-concern', concern))
    for (const post of ['hmip.team-leader', 'imb.national-chair', 'hmpps.ashmoor.governor'])
      assert.deepEqual([await sees(post, taken), await sees(post, raised)], [false, false], post)
    assert.match(await refused(house.begin('imb.dunscar.chair', 'report-concern', concern)), /own establishment/)
  })
})
