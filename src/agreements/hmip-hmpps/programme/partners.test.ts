import assert from 'node:assert/strict'
import { describe } from 'node:test'
import { given, holder, it, places, type Case, type Taken } from '../../../../test/kit.ts'
import { months } from '../../../calendar/period.ts'
import { memorandum } from './memorandum.ts'
import { partnerWish } from './partner-wish.ts'

const coordinator = holder('hmip.coordinator')
const clock = holder('clock')
const planners = ['hmip.chief', 'hmip.deputy', 'hmip.inspection']
const outside = [
  'hmpps.siu',
  'hmpps.ashmoor.governor',
  'imb.ashmoor.chair',
  'imb.national-chair',
  'hmip.sanctions-officer',
  'hmip.press',
]

describe('HH-7: a partner’s wish to inspect', () => {
  const wished: Taken = [
    coordinator,
    'record',
    { partner: 'ofsted', line: 'To look at education in two prisons', place: places.ashmoor },
  ]
  const joined: Taken = [coordinator, 'join', { inspection: ['INS-2026-0001'] }]

  it('is the planners’ alone, and so is the inspection it is joined to (HH-6b)', () => {
    const one = given(partnerWish, wished, joined)
    assert.deepEqual([one.shown('wish'), one.shown('answer')], [planners, planners])
    for (const post of outside) assert.equal(one.existsFor(holder(post)), false, post)
    assert.deepEqual(one.last.links, ['INS-2026-0001'])
    assert.deepEqual(
      one.last.contents.answer,
      { inspection: ['INS-2026-0001'] },
      'its reference stands in a part of its own',
    )
    assert.doesNotMatch(one.last.says, /INS-/)
  })

  it('is to be answered within a time of ours', () => {
    const one = given(partnerWish, wished)
    assert.deepEqual([one.duty('answer')?.owedBy, one.duty('answer')?.due], ['hmip.inspection', '2026-02-02'])
    assert.equal(one.and(joined).duty('answer')?.state, 'met')
  })

  it('is joined to one inspection, by its reference', () => {
    for (const inspection of [['SAN-2026-0001'], ['INS-2026-0001', 'INS-2026-0002']])
      given(partnerWish, wished)
        .when(coordinator, 'join', { inspection })
        .refused('HH-7', /reference of one inspection/)
    given(partnerWish, wished).when(coordinator, 'join').refused('HH-7', 'Give the inspection’s reference')
  })

  it('or it is turned down, with the reason', () => {
    given(partnerWish, wished).when(coordinator, 'turn-down', {}).refused('HH-7', 'Say why it is turned down')
    given(partnerWish, wished)
      .when(coordinator, 'turn-down', { reason: 'They go there in spring.' })
      .then({ stage: 'answered' })
      .when(...joined)
      .refused('HH-7', 'It has been answered')
  })

  it('is taken up again when its inspection does not take place', () => {
    const again = given(partnerWish, wished, joined)
      .when(coordinator, 'take-up-again', { reason: 'It was moved.' })
      .then({ stage: 'wished' })
    assert.equal(again.duty('answer')?.state, 'due')
    again.when(...joined).then({ stage: 'answered' })
    given(partnerWish, wished).when(coordinator, 'take-up-again', { reason: 'It was moved.' }).refused('HH-7')
  })

  it('taken up again, it is told to the inspection it was joined to, and to no other', () => {
    const back = (one: Case) => one.and([coordinator, 'take-up-again', { reason: 'It was moved.' }]).last.also
    const told = (reference: string) => [{ reference, step: 'give-back-wish', answers: { wish: ['PIN-2026-0001'] } }]
    const first = given(partnerWish, wished, joined)
    assert.deepEqual(back(first), told('INS-2026-0001'))
    const second = first.and(
      [coordinator, 'take-up-again', { reason: 'It was moved.' }],
      [coordinator, 'join', { inspection: ['INS-2026-0002'] }],
    )
    assert.deepEqual(back(second), told('INS-2026-0002'))
    assert.deepEqual(back(given(partnerWish, wished, [coordinator, 'turn-down', { reason: 'Too soon.' }])), [])
  })

  it('HH-15: does not come up while it goes on, though it was over once', () => {
    const kept = given(partnerWish, wished, joined).keeping({ programme: months(24) })
    kept.on('2030-01-05').when(clock, 'time-is-up').then({})
    const again = kept.and([coordinator, 'take-up-again', { reason: 'It was moved.' }])
    again.on('2030-01-05').when(clock, 'time-is-up').refused('HH-15', 'It is not over')
    again.and(joined).on('2030-01-05').when(clock, 'time-is-up').then({})
  })

  it('HH-15: is not taken up again when its time is up, until it is kept longer; never once it is disposed of', () => {
    const up = given(partnerWish, wished, joined)
      .keeping({ programme: months(24) })
      .on('2030-01-05')
      .and([clock, 'time-is-up'])
    const again: Taken = [coordinator, 'take-up-again', { reason: 'They ask again.' }]
    up.when(...again).refused('HH-15', /^Its time is up: keep it longer first/)
    const longer = { keepBecause: 'work', keepWords: 'They ask again.', keepUntil: '2030-02-05' }
    const open = up.and([coordinator, 'keep-longer', longer], again)
    assert.equal(open.duty('dispose')?.state, 'met')
    const over = open.and(joined).on('2032-01-05')
    over.when(clock, 'time-is-up').refused('HH-15', 'It is kept until the end of its last day')
    over.on('2032-01-06').when(clock, 'time-is-up').then({})
    up.and([coordinator, 'dispose', { elsewhere: 'none' }])
      .when(...again)
      .refused('HH-7', 'It was disposed of')
  })
})

describe('HH-7: memoranda with partners', () => {
  const recorded: Taken = [
    coordinator,
    'record',
    { partner: 'cqc', title: 'Inspecting together', signed: '2024-05-01', reviewBy: '2026-05-01' },
  ]

  it('each is to be looked at again by the day that was set, and then by the next', () => {
    const one = given(memorandum, recorded)
    assert.deepEqual([one.duty('review')?.owedBy, one.duty('review')?.due], ['hmip.inspection', '2026-05-01'])
    const next = one.and([coordinator, 'look-again', { found: 'same', reviewBy: '2028-05-01' }])
    assert.deepEqual(
      next.state.duties.map(({ due, state }) => [due, state]),
      [
        ['2026-05-01', 'met'],
        ['2028-05-01', 'due'],
      ],
    )
    assert.equal(next.factsFor(coordinator).review, '2028-05-01')
  })

  it('the day is after today: tomorrow will do, today will not', () => {
    given(memorandum)
      .when(coordinator, 'record', { ...recorded[2], reviewBy: '2026-01-05' })
      .refused('HH-7', 'Give a day after today')
    given(memorandum)
      .when(coordinator, 'record', { ...recorded[2], reviewBy: '2026-01-06' })
      .then({ stage: 'holds' })
  })

  it('one that no longer holds need not be looked at', () => {
    const ended = given(memorandum, recorded, [coordinator, 'end', { on: '2026-01-05', because: 'Replaced.' }])
    assert.equal(ended.duty('review')?.state, 'fell away')
    ended
      .when(coordinator, 'look-again', { found: 'same', reviewBy: '2028-05-01' })
      .refused('HH-7', 'It no longer holds')
  })

  it('are for those who plan inspections', () => {
    assert.deepEqual(given(memorandum, recorded).shown('memorandum'), planners)
    for (const post of outside) given(memorandum).when(holder(post), 'record', recorded[2]).refused('HH-7')
  })
})
