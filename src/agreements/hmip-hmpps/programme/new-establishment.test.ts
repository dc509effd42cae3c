import assert from 'node:assert/strict'
import { describe } from 'node:test'
import { given, holder, it, type Taken } from '../../../../test/kit.ts'
import { newEstablishment } from './new-establishment.ts'

const siu = holder('hmpps.siu')
const coordinator = holder('hmip.coordinator')
const fairholme = { name: 'Fairholme', kind: 'prison', where: 'Exampleton' }
const told = (opens: string): Taken => [siu, 'tell', { ...fairholme, opens }]
const noticed = (opens: string) => given(newEstablishment, told(opens))

// Everything here begins on Monday 5 January 2026.

describe('HH-10: notice of a new establishment before it operates', () => {
  it('given on the day before it opens is in time', () => {
    const one = noticed('2026-01-06')
    assert.equal(one.factsFor(coordinator).notice, 'in-time')
    assert.equal(one.seenBy(coordinator).milestones.has('breached'), false)
    assert.equal(one.last.says, 'gave notice of Fairholme, which opens on 6 January 2026')
  })

  it('given on the very day it opens is a breach, and said to be one', () => {
    const one = noticed('2026-01-05')
    assert.equal(one.factsFor(coordinator).notice, 'late')
    assert.equal(one.seenBy(siu).milestones.has('breached'), true)
    assert.match(one.last.says, /a breach of what was agreed/)
  })

  it('reaches those who plan inspections, who acknowledge it within a time of ours', () => {
    const one = noticed('2026-06-01')
    assert.deepEqual(one.shown('notice'), ['hmip.chief', 'hmip.deputy', 'hmip.inspection', 'hmpps.scrutiny'])
    assert.deepEqual([one.duty('acknowledge')?.owedBy, one.duty('acknowledge')?.due], ['hmip.inspection', '2026-01-12'])
    const acknowledged = one.when(coordinator, 'acknowledge').then({ stage: 'acknowledged', tells: ['hmpps.scrutiny'] })
    assert.equal(acknowledged.duty('acknowledge')?.state, 'met')
    acknowledged.when(coordinator, 'acknowledge').refused('HH-10', 'It has been acknowledged')
  })

  it('nobody else sees it: no governor, no board, nobody else at the inspectorate', () => {
    for (const post of ['hmpps.ashmoor.governor', 'hmpps.group-director', 'imb.national-chair', 'hmip.press'])
      assert.equal(noticed('2026-06-01').existsFor(holder(post)), false, post)
  })
})

describe('HH-10: when it opens', () => {
  it('on the day after notice was given, all is well', () => {
    const open = noticed('2026-06-01')
      .on('2026-01-20')
      .when(siu, 'opened', { openedOn: '2026-01-06' })
      .then({ stage: 'open' })
    assert.deepEqual([open.factsFor(siu).notice, open.factsFor(siu).opens], ['in-time', '2026-01-06'])
  })

  it('on the day notice was given, it is a breach after all', () => {
    const open = noticed('2026-06-01').on('2026-01-20').when(coordinator, 'opened', { openedOn: '2026-01-05' }).then()
    assert.equal(open.factsFor(siu).notice, 'late')
    assert.match(open.last.says, /a breach of what was agreed/)
  })

  it('its day can be moved while it is closed: to a day after today', () => {
    const one = noticed('2026-06-01')
    one.when(siu, 'move-opening', { opens: '2026-01-05' }).refused('HH-10', 'Give a day after today')
    assert.equal(one.and([siu, 'move-opening', { opens: '2026-01-06' }]).factsFor(coordinator).opens, '2026-01-06')
    one.when(coordinator, 'move-opening', { opens: '2026-09-01' }).refused('HH-10')
  })

  it('acknowledged late, an open place stays open', () =>
    noticed('2026-01-06')
      .on('2026-01-08')
      .and([siu, 'opened', { openedOn: '2026-01-06' }])
      .when(coordinator, 'acknowledge')
      .then({ stage: 'open' }))

  it('it may come to nothing', () => {
    const none = noticed('2026-06-01').when(siu, 'give-up').then({ stage: 'given-up' })
    assert.equal(none.duty('acknowledge')?.state, 'fell away')
    none.when(siu, 'opened', { openedOn: '2026-01-05' }).refused('HH-10', /not to be opened/)
  })
})

describe('HH-10: one that is found open without notice', () => {
  const found: Taken = [coordinator, 'tell', { ...fairholme, opens: '2026-01-05' }]

  it('is recorded by the inspectorate: a breach, and the prison service sees it', () => {
    const one = given(newEstablishment)
      .when(...found)
      .then({ stage: 'found', tells: ['hmip.chief', 'hmip.deputy', 'hmpps.scrutiny'] })
    assert.equal(one.factsFor(siu).notice, 'none')
    assert.match(one.last.says, /was found open without notice: a breach/)
  })

  it('notice of it was owed by the day before it opened', () => {
    const one = given(newEstablishment, found)
    assert.deepEqual([one.duty('notice')?.owedBy, one.duty('notice')?.due], ['hmpps.scrutiny', '2026-01-04'])
  })

  it('it is open already: one that opens tomorrow can still be noticed', () => {
    given(newEstablishment)
      .when(coordinator, 'tell', { ...fairholme, opens: '2026-01-06' })
      .refused('HH-10', /has not opened yet/)
  })

  it('the notice that comes then meets the duty, and it stays a breach', () => {
    const late = given(newEstablishment, found)
      .when(siu, 'give-notice', { opens: '2026-01-02', why: 'It was overlooked.' })
      .then()
    assert.equal(late.duty('notice')?.state, 'met')
    assert.equal(late.factsFor(coordinator).notice, 'none')
    late.when(coordinator, 'acknowledge').then({ tells: ['hmpps.scrutiny'] })
  })

  it('being open, it is not given up, opened again or put off', () => {
    const late = given(newEstablishment, found)
      .when(siu, 'give-notice', { opens: '2026-01-02', why: 'It was overlooked.' })
      .then({ stage: 'open' })
    late.when(siu, 'give-up').refused('HH-10', 'It is open')
    late.when(siu, 'opened', { openedOn: '2026-01-02' }).refused('HH-10', 'It is open')
    late.when(siu, 'move-opening', { opens: '2026-06-01' }).refused('HH-10', 'It is open')
  })

  it('can’t be acknowledged before there is a notice', () => {
    given(newEstablishment, found)
      .when(coordinator, 'acknowledge')
      .refused('HH-10', /given no notice/)
  })

  it('nobody else of the service may tell of one', () => {
    given(newEstablishment)
      .when(holder('hmpps.ashmoor.governor'), 'tell', { ...fairholme, opens: '2026-06-01' })
      .refused('HH-10')
  })
})
