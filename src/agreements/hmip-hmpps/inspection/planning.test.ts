import { given, holder, it, places, wordsOf, type Taken } from '../../../../test/kit.ts'
import assert from 'node:assert/strict'
import { describe } from 'node:test'
import { inspection } from './inspection.ts'
import {
  ann,
  announced,
  arrived,
  bea,
  chair,
  chief,
  coordinator,
  deputy,
  governor,
  leader,
  liaison,
  notified,
  outsiders,
  planned,
  planners,
  siu,
  toldOfIt,
  unannounced,
} from './kit.samples.ts'
import { plannersParts } from './parts.ts'

describe('HH-6b: until the establishment is told, an inspection is its planners’ alone', () => {
  it('the inspection teams, the Chief Inspector and the deputy plan it, and see all of the plan', () => {
    const matter = given(inspection)
      .when(...planned)
      .then({ stage: 'planned', says: 'planned an inspection of Ashmoor', tells: [] })
    for (const part of plannersParts) assert.deepEqual(matter.shown(part), planners.toSorted(), part)
    for (const who of [coordinator, leader, chief, deputy]) assert.equal(matter.existsFor(who), true, who.post)
  })

  it('whoever of them plans it, it is the teams’', () => {
    for (const who of [leader, chief, deputy])
      assert.equal(given(inspection, [who, 'plan', unannounced]).state.owner, 'hmip.inspection', who.post)
  })

  it('it does not exist for anyone else, whatever is done to it', () => {
    const matter = given(inspection, planned).and(
      [coordinator, 'deploy', ann],
      [leader, 'list-equipment', { cameras: 2, recorders: 1, laptops: 8, phones: true }],
      [leader, 'name-visitor', { name: 'Pat Lee', from: 'A university', media: false, purpose: 'Research' }],
      [leader, 'hold-already', { what: 'Complaints log' }],
      [deputy, 'plan-anew', { first: '2026-02-09', last: '2026-02-13', announced: false }],
      [coordinator, 'stand-down', { who: 'TEA-2026-0001' }],
      [chief, 'cancel', { because: 'Flooding' }],
    )
    for (const who of outsiders) assert.equal(matter.existsFor(who), false, who.post)
    for (const { making } of matter.state.kept) {
      assert.deepEqual(making.tells, [], making.step)
      assert.ok(
        Object.keys(making.contents).every(part => part === 'plan' || part === 'keeping'),
        making.step,
      )
    }
    assert.deepEqual(matter.shown('keeping'), planners.toSorted())
  })

  it('nobody else may plan one', () => {
    for (const who of outsiders) given(inspection).when(who, 'plan', unannounced).refused('HH-6b')
  })

  it('days out of order, and days gone by, are refused', () => {
    const plan = (days: object) => given(inspection).when(coordinator, 'plan', { ...unannounced, ...days })
    plan({ last: '2026-01-11' }).refused(
      'HH-6b',
      'The last day, 11 January 2026, comes before the first, 12 January 2026',
    )
    plan({ first: '2026-01-12', last: '2026-01-12' }).then()
    plan({ first: '2026-01-04' }).refused('HH-6b', '4 January 2026 has passed')
    plan({ first: '2026-01-05' }).then()
  })

  it('an unannounced one is told on arrival: not the day before, but on the day', () => {
    const matter = given(inspection, planned)
    const refusal = matter
      .on('2026-01-11')
      .when(coordinator, 'notify')
      .refused('HH-6b', 'It is unannounced: the establishment is told on arrival, on 12 January 2026')
    assert.match(refusal.next ?? '', /plan it anew/)
    matter.on('2026-01-12').when(coordinator, 'notify').then({ stage: 'notified', says: 'told the establishment' })
  })

  it('on its last day it may still be told, and the day after no more', () => {
    const matter = given(inspection, planned)
    matter.on('2026-01-16').when(coordinator, 'notify').then()
    matter
      .on('2026-01-17')
      .when(coordinator, 'notify')
      .refused('HH-6b', /have passed: 12 January 2026 to 16 January 2026/)
  })

  it('once told, the visit is for the governor, the liaison officer, the centre and the group director, and no more', () => {
    const matter = notified()
    assert.deepEqual(matter.shown('visit'), [...planners, ...toldOfIt].toSorted())
    assert.deepEqual(matter.told, toldOfIt.toSorted())
    for (const part of plannersParts.filter(part => part !== 'visit'))
      assert.deepEqual(matter.shown(part), planners.toSorted(), part)
    for (const who of [chair, holder('hmpps.dunscar.governor'), holder('hmpps.ashmoor.safer-custody')])
      assert.equal(matter.existsFor(who), false, who.post)
    assert.equal(matter.stageFor(governor), 'notified')
  })

  it('they see nothing of what was planned before: neither other days nor whoever was to come', () => {
    const matter = given(inspection, [coordinator, 'plan', { ...unannounced, first: '2026-01-06', last: '2026-01-09' }])
      .and(
        [coordinator, 'deploy', { ...bea, from: '2026-01-07' }],
        [coordinator, 'stand-down', { who: 'TEA-2026-0002', because: 'Ill' }],
        [coordinator, 'deploy', ann],
        [leader, 'list-equipment', { cameras: 9, recorders: 0, laptops: 1, phones: true }],
        [leader, 'list-equipment', { cameras: 2, recorders: 0, laptops: 8, phones: true }],
        [leader, 'plan-anew', { first: '2026-01-12', last: '2026-01-16', announced: false, because: 'Flooding' }],
      )
      .on('2026-01-12')
      .and([coordinator, 'notify'])
    for (const who of [governor, liaison, siu]) {
      const seen = JSON.stringify([matter.seenBy(who).entries, matter.seenBy(who).fragments, matter.factsFor(who)])
      assert.doesNotMatch(seen, /2026-01-0[6-9]|Bea|Flooding|9 cameras|TEA-/, who.post)
      assert.match(seen, /Ann Carver, team leader/)
      assert.match(seen, /2 cameras\\n8 secure laptops\\nNo mobile phones/)
    }
    assert.deepEqual(matter.factsFor(governor), {
      about: 'Full inspection, Ashmoor',
      kind: 'full',
      first: '2026-01-12',
      last: '2026-01-16',
      announced: 'no',
    })
  })

  it('nobody is told twice, and what is not secret any more is moved or called off openly', () => {
    const matter = notified()
    matter.when(coordinator, 'notify').refused('HH-6b', 'The establishment has been told')
    matter.when(coordinator, 'plan-anew', { ...announced }).refused('HH-6b')
    matter.when(coordinator, 'cancel', { because: 'Flooding' }).refused('HH-6b')
    given(inspection, planned).when(coordinator, 'call-off', { because: 'Flooding' }).refused('HH-6b')
    const off = matter.and([coordinator, 'call-off', { because: 'Flooding' }])
    assert.deepEqual(off.told, toldOfIt.toSorted())
    assert.equal(off.stageFor(governor), 'ended')
    assert.equal(off.factsFor(governor).how, 'cancelled')
    assert.deepEqual(off.owed, [])
  })

  it('moving its days tells everyone who was told; once there, only the last day moves', () => {
    const moved = { first: '2026-01-12', last: '2026-01-19', because: 'Snow' }
    assert.deepEqual(notified().and([leader, 'move', moved]).told, toldOfIt.toSorted())
    const there = arrived().on('2026-01-15')
    there
      .when(leader, 'move', { ...moved, first: '2026-01-13' })
      .refused('HH-6b', /the first day stays 12 January 2026/)
    const later = there.and([leader, 'move', moved])
    assert.equal(later.duty('debrief')?.due, '2026-01-19')
    assert.equal(later.factsFor(governor).last, '2026-01-19')
  })
})

describe('HH-6b: an announced inspection is made known six months ahead', () => {
  const on = (today: string) => given(inspection, [coordinator, 'plan', announced]).on(today)

  it('the duty to tell falls six months before its first day, on the planners alone', () => {
    const matter = on('2026-01-05')
    const due = matter.duty('announce')
    assert.deepEqual([due?.due, due?.owedBy, due?.from], ['2026-03-07', 'hmip.inspection', '2026-09-07'])
    assert.equal(inspection.rules.announce?.part, 'plan')
    assert.equal(matter.existsFor(governor), false)
  })

  it('told on that day it is in time; told a day later whoever tells is warned, and may go on', () => {
    const warned = (today: string) => {
      const matter = on(today)
      return inspection.steps.notify?.warn?.({
        matter: matter.seenBy(coordinator),
        me: coordinator,
        answers: {},
        world: matter.world,
      })
    }
    assert.equal(warned('2026-03-07'), undefined)
    assert.match(
      warned('2026-03-08') ?? '',
      /usually made known six months ahead: for 7 September 2026 that was 7 March 2026/,
    )
    assert.equal(on('2026-03-08').and([coordinator, 'notify']).duty('announce')?.state, 'met')
  })

  it('an unannounced one has no such duty, and planning it anew as one ends the duty', () => {
    assert.equal(given(inspection, planned).duty('announce'), undefined)
    const anew = { first: '2026-09-07', last: '2026-09-11' }
    const secret = on('2026-01-06').and([leader, 'plan-anew', { ...anew, announced: false }])
    assert.equal(secret.duty('announce')?.state, 'fell away')
    const later = { first: '2026-10-05', last: '2026-10-09', announced: true }
    assert.equal(on('2026-01-06').and([leader, 'plan-anew', later]).duty('announce')?.due, '2026-04-05')
    assert.equal(
      on('2026-01-06')
        .and([leader, 'cancel', { because: 'x' }])
        .duty('announce')?.state,
      'fell away',
    )
  })
})

describe('HI-8b: the boards are told once the establishment has been, and never before', () => {
  it('it is refused before, on the day itself too', () => {
    for (const today of ['2026-01-05', '2026-01-12'])
      given(inspection, planned)
        .on(today)
        .when(coordinator, 'tell-board')
        .refused('HI-8b', 'The establishment is told first, and has not been yet')
  })

  it('it opens the board’s part in it, and is done once', () => {
    const matter = notified().and([coordinator, 'tell-board'])
    assert.deepEqual(matter.last.opens, [
      {
        procedure: 'inspection-update',
        answers: {
          place: places.ashmoor,
          inspection: ['INS-2026-0001'],
          began: '2026-01-12',
          debrief: '2026-01-16',
        },
      },
    ])
    const told = matter.and([coordinator, 'board-told', { update: ['UPD-2026-0001'] }])
    told.when(coordinator, 'tell-board').refused('HI-8b', 'The boards have been told')
    told.when(coordinator, 'board-told', { update: ['UPD-2026-0002'] }).refused('HI-8b')
  })

  it('a board’s part opened in any other way is refused', () => {
    const update = { update: ['UPD-2026-0001'] }
    given(inspection, planned)
      .when(coordinator, 'board-told', update)
      .refused('HI-8b', /told first/)
    notified()
      .when(coordinator, 'board-told', update)
      .refused('HI-8b', /kept by itself/)
  })

  it('it is owed by the next working day, and the establishment does not see that', () => {
    const matter = notified()
    assert.equal(matter.duty('tell the board')?.due, '2026-01-13')
    assert.equal(matter.partsOf(governor).includes('board'), false)
    assert.equal(
      matter
        .and([coordinator, 'tell-board'], [coordinator, 'board-told', { update: ['UPD-2026-0001'] }])
        .duty('tell the board')?.state,
      'met',
    )
  })

  it('it is not owed where there is no board', () => {
    const matter = given(inspection, [coordinator, 'plan', { ...unannounced, place: places.greyfriars }])
      .on('2026-01-12')
      .and([coordinator, 'notify'])
    assert.equal(matter.duty('tell the board'), undefined)
  })

  it('the board hears of other days, or that it is off, in its own part', () => {
    const told = notified().and([coordinator, 'tell-board'], [coordinator, 'board-told', { update: ['UPD-2026-0001'] }])
    const moved = told.and([leader, 'move', { first: '2026-01-13', last: '2026-01-16', because: 'Snow' }])
    const there = { reference: 'UPD-2026-0001', ifOpen: true }
    assert.deepEqual(moved.last.also, [
      { ...there, step: 'change-dates', answers: { began: '2026-01-13', debrief: '2026-01-16', because: 'Snow' } },
    ])
    assert.deepEqual(told.and([leader, 'call-off', { because: 'Snow' }]).last.also, [
      { ...there, step: 'call-off', answers: {} },
    ])
  })
})

describe('HH-7: a partner’s wish that was joined to an inspection which does not take place', () => {
  const wish = (step: string): Taken => [coordinator, step, { wish: ['PIN-2026-0001'] }]
  const again = {
    reference: 'PIN-2026-0001',
    step: 'take-up-again',
    answers: { reason: 'The inspection it was joined to does not take place.' },
  }

  it('is taken up again as the inspection is given up, or called off', () => {
    const secret = given(inspection, planned, wish('take-in-wish'))
    assert.deepEqual(secret.and([chief, 'cancel', { because: 'Flooding' }]).last.also, [again])
    const told = secret.on('2026-01-12').and([coordinator, 'notify'])
    assert.deepEqual(told.and([leader, 'call-off', { because: 'Snow' }]).last.also, [again])
  })

  it('and not where it was taken up again before', () => {
    const back = given(inspection, planned, wish('take-in-wish'), wish('give-back-wish'))
    assert.deepEqual(back.and([chief, 'cancel', { because: 'Flooding' }]).last.also, [])
    back.when(...wish('give-back-wish')).refused('HH-7', 'No partner’s wish is joined to it')
  })
})

describe('HH-33: the last action plan is asked for as revised as the establishment is told', () => {
  const there = given(inspection, planned).on('2026-01-12')
  it('by the reference of the plan', () => {
    assert.deepEqual(there.and([coordinator, 'notify', { plans: ['ACP-2025-0007'] }]).last.also, [
      { reference: 'ACP-2025-0007', step: 'ask-revision', answers: {} },
    ])
    assert.deepEqual(there.and([coordinator, 'notify']).last.also, [])
  })
  it('and no other matter', () =>
    there
      .when(coordinator, 'notify', { plans: ['RPT-2025-0007'] })
      .refused('HH-33', 'Give the reference of one action plan, which begins with ACP-'))
})

describe('the words of an inspection are plain', () => {
  it('every question ends as a question or a label, without abbreviations', () => {
    for (const { where, words } of wordsOf(inspection))
      assert.doesNotMatch(words, /\b(HMIP|HMPPS|IMB|SIU|DG|SIRS|CHIS)\b/, where)
  })
})
