import assert from 'node:assert/strict'
import { describe } from 'node:test'
import { given, holder, it, places, type Taken } from '../../../test/kit.ts'
import { monitoringTheme } from './monitoring-theme.ts'

const chair = holder('imb.ashmoor.chair')
const member = holder('imb.ashmoor.member')
const leader = holder('hmip.team-leader')
const regional = holder('imb.regional')
const board = 'imb.ashmoor'
const others = [
  'hmpps.ashmoor.governor',
  'hmpps.siu',
  'imb.dunscar.chair',
  'imb.national-chair',
  'imb.secretariat',
  'hmip.deputy',
  'ppo.deputy',
].map(post => holder(post))

const theme = {
  place: places.ashmoor,
  report: ['RPT-2026-0007'],
  line: 'Evening medicines are given out late',
  look: 'The evening round on two wings.',
  again: '2026-02-02',
}
const tookUp: Taken = [chair, 'take-up', theme]
const seen = { on: '2026-01-05', seen: 'Two rounds ended after nine.', now: 'same', again: '2026-03-02' }
const looked: Taken = [member, 'look', seen]
const showed = (...to: string[]): Taken => [chair, 'share', { to }]

describe('HI-9c: a board takes up what a report found as a theme for its own monitoring', () => {
  it('for its own establishment, from one report', () => {
    given(monitoringTheme)
      .when(...tookUp)
      .then({ stage: 'open', says: 'took up a concern from a report' })
    for (const report of [[], ['INS-2026-0001'], ['RPT-2026-0001', 'RPT-2026-0002']])
      given(monitoringTheme)
        .when(chair, 'take-up', { ...theme, report })
        .refused('HI-9c')
    given(monitoringTheme)
      .when(chair, 'take-up', { ...theme, place: places.dunscar })
      .refused('HI-9c', 'A board monitors its own establishment')
    for (const who of [leader, regional, ...others.slice(0, 2)])
      given(monitoringTheme).when(who, 'take-up', theme).refused('HI-9c')
  })

  it('it is tied to the report, and nobody but the board knows of it', () => {
    const matter = given(monitoringTheme, tookUp)
    assert.deepEqual(matter.last.links, ['RPT-2026-0007'])
    assert.deepEqual([matter.shown('theme'), matter.told], [[board], []])
    for (const who of [leader, regional, ...others]) assert.equal(matter.existsFor(who), false, who.title)
  })

  it('it looks again on the day it chose, today or later', () => {
    assert.deepEqual(
      given(monitoringTheme, tookUp).owed.map(({ rule, owedBy, due }) => [rule, owedBy, due]),
      [['look again', board, '2026-02-02']],
    )
    given(monitoringTheme)
      .when(chair, 'take-up', { ...theme, again: '2026-01-04' })
      .refused('HI-9c', /today or later/)
    given(monitoringTheme)
      .when(chair, 'take-up', { ...theme, again: '2026-01-05' })
      .then()
  })

  it('every look is kept, and sets the next', () => {
    const matter = given(monitoringTheme, tookUp, looked)
    assert.deepEqual([matter.owed.length, matter.duty('look again')?.due], [1, '2026-03-02'])
    assert.deepEqual([matter.factsFor(chair).now, matter.factsFor(chair).again], ['same', '2026-03-02'])
    const twice = matter.on('2026-03-02').and([chair, 'look', { ...seen, now: 'better', again: '2026-06-01' }])
    assert.equal(twice.seenBy(member).entries.filter(({ step }) => step === 'look').length, 2)
    assert.equal(twice.factsFor(chair).now, 'better')
    matter.when(chair, 'look', { ...seen, on: '2026-01-06' }).refused('HI-9c', /today or in the past/)
    matter.when(holder('imb.dunscar.chair'), 'look', seen).refused('HI-9c')
  })

  it('it is closed with what was found, and nothing is owed any more', () => {
    const matter = given(monitoringTheme, tookUp, looked)
    matter.when(chair, 'close', { now: 'better' }).refused('HI-9c', 'Say what you found')
    const closed = matter.when(chair, 'close', { now: 'better', found: 'Mended.' }).then({ stage: 'closed' })
    assert.deepEqual([closed.owed, closed.factsFor(chair).now], [[], 'better'])
    closed.when(member, 'look', seen).refused('HI-9c', 'It is closed')
  })
})

describe('HI-9c, HI-6c: a board may show its theme to the inspectors, or to the regional representative', () => {
  it('to those alone, with all that it adds', () => {
    const matter = given(monitoringTheme, tookUp, showed('inspectorate'))
    assert.deepEqual(matter.shown('theme'), ['hmip.inspection', board])
    assert.deepEqual(matter.told, ['hmip.inspection'])
    assert.match(JSON.stringify(matter.and(looked).seenBy(leader)), /after nine/)
    for (const who of [regional, ...others]) assert.equal(matter.existsFor(who), false, who.title)
    assert.deepEqual(given(monitoringTheme, tookUp, showed('inspectorate', 'regional')).shown('theme'), [
      'hmip.inspection',
      board,
      regional.post,
    ])
  })

  it('they change nothing in it', () => {
    const matter = given(monitoringTheme, tookUp, showed('inspectorate', 'regional'))
    for (const who of [leader, regional])
      for (const [step, answers] of [
        ['look', seen],
        ['share', { to: ['regional'] }],
        ['close', { now: 'same', found: 'x' }],
      ] as const)
        matter.when(who, step, answers).refused('HI-9c')
  })

  it('until it stops showing it', () => {
    const matter = given(monitoringTheme, tookUp)
    matter.when(chair, 'stop-sharing').refused('HI-9c', 'Nobody else sees it')
    const stopped = matter.and(showed('inspectorate', 'regional')).when(member, 'stop-sharing').then()
    assert.deepEqual(stopped.shown('theme'), [board])
    assert.equal(stopped.existsFor(leader), false)
  })
})
