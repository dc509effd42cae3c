import assert from 'node:assert/strict'
import { describe } from 'node:test'
import { months, years } from '../../calendar/period.ts'
import { given, holder, it, places, type Taken } from '../../../test/kit.ts'
import type { Agreement } from '../../engine/agreement.ts'
import { hmipHmpps } from '../hmip-hmpps/agreement.ts'
import { conduct } from '../hmip-hmpps/conduct.ts'
import { informationRequest } from '../hmip-hmpps/information-request.ts'
import { arrived, ended, planned } from '../hmip-hmpps/inspection/kit.samples.ts'
import { inspection } from '../hmip-hmpps/inspection/inspection.ts'
import { records, schedule } from '../hmip-hmpps/retention.ts'
import { urgentConcern } from '../hmip-hmpps/urgent-concern.ts'

const coordinator = holder('hmip.coordinator')
const deputy = holder('hmip.deputy')
const siu = holder('hmpps.siu')
const clock = holder('clock')

const asked: readonly Taken[] = [
  [
    coordinator,
    'ask',
    {
      place: places.ashmoor,
      about: 'Moves of Jordan Canary',
      what: 'Where they were held, and when.',
      why: 'An inspection.',
      sensitive: 'no',
    },
  ],
  [siu, 'answer', { answer: 'On B wing throughout.', whole: 'whole' }],
]
/** Closed on 5 January 2026. */
const over = given(informationRequest, ...asked).and([coordinator, 'close'])
const twoYears = over.keeping({ 'case-information': months(24) })
const up = twoYears.on('2028-01-06').and([clock, 'time-is-up'])
const inSecret = given(inspection, planned)

describe('HH-15: the inspectorate’s own schedule says how long what the service gives it is kept', () => {
  const opened = given(schedule, [clock, 'open'])
  const rows = (one: typeof opened) => schedule.tables?.kinds?.rows(one.seenBy(coordinator), one.world) ?? []
  const others = Object.keys(records).filter(kind => kind !== 'case-information' && kind !== 'urgent-concerns')
  const period = (kind: string, length: string) => [deputy, 'set-periods', { [kind]: length }] as const

  it('for every kind of record that an inspection makes, and each that is held is of one of them', () => {
    const { procedures } = hmipHmpps.versions[0] as Agreement['versions'][number]
    const kinds = procedures.flatMap(({ kept }) => kept?.kind ?? [])
    assert.deepEqual([...new Set(kinds)].toSorted(), Object.keys(records).toSorted())
    assert.deepEqual(
      procedures.filter(({ kept }) => !kept).map(({ name }) => name),
      // Its own settings; the year’s programme and its weights; and what is the service’s to keep.
      ['inspection-programme', 'new-establishment', 'inspectorate-retention', 'contact', 'service-defaults'],
    )
  })

  it('with no figure of ours: each kind without a period is a gap, owed by those who can close it', () => {
    assert.deepEqual(
      rows(opened).map(row => row.period),
      Object.keys(records).map(() => 'No period is set: a gap'),
    )
    assert.deepEqual([opened.factsFor(deputy).gaps, opened.stageFor(deputy)], [Object.keys(records).length, 'gaps'])
    assert.deepEqual(
      opened.owed.map(({ owedBy, due }) => [owedBy, due]),
      [['hmip.deputy', '2026-02-02']],
    )
  })

  it('each period with who set it, from when it is counted, and the version it made', () => {
    const first = opened.and(period('case-information', '2 years'))
    assert.equal(first.owed.length, 1)
    assert.deepEqual(first.last.changes, [
      { kind: 'setting', setting: 'kept-case-information', body: 'HMIP', period: 'P2Y' },
    ])
    const whole = first
      .and(period('urgent-concerns', '6 years'))
      .on('2026-03-02')
      .and(period('case-information', '30 months'))
      .and([deputy, 'set-periods', { others: '1 year' }])
    assert.deepEqual(
      [whole.factsFor(deputy).gaps, whole.factsFor(deputy).version, whole.owed],
      [0, 3 + others.length, []],
    )
    assert.deepEqual(rows(whole)[0], {
      kind: 'Information about cases that the prison service supplied',
      period: '30 months',
      counted: 'the day the request was closed or withdrawn',
      since: '2026-03-02',
      laidDown: undefined,
      version: 3,
      by: 'Deputy Chief Inspector of Prisons, Deputy Chief Inspector of Prisons, on 2 March 2026',
    })
    assert.equal(whole.stageFor(coordinator), 'whole')
    whole.when(deputy, 'set-periods', { others: '1 year' }).refused('HH-15', 'Every kind has a period already')
  })

  it('of several kinds at once: what is left empty stays, and each faulty figure is told where it stands', () => {
    const set = (answers: Readonly<Record<string, unknown>>) =>
      opened.and(period('case-information', '2 years')).when(deputy, 'set-periods', answers)
    const both = set({ 'urgent-concerns': '18 Months', conduct: '90 days', laidDown: '4.2' }).then()
    assert.deepEqual(
      rows(both)
        .map(row => [row.period, row.version, row.laidDown])
        .filter(([, version]) => version),
      [
        ['2 years', 1, undefined],
        ['18 months', 2, '4.2'],
        ['90 days', 3, '4.2'],
      ],
    )
    const faulty = { inspections: '5 working days', reports: '0 years', conduct: '6', feedback: '1001 days' }
    for (const [kind, typed] of Object.entries(faulty))
      assert.equal(
        set({ programme: '6 years', [kind]: typed }).refused(
          'HH-15',
          `“${typed}” will not do: write a number up to 1000 and days, weeks, months or years, like 6 years`,
        ).field,
        kind,
      )
    set({ laidDown: '4.2' }).refused('HH-15', 'No period is given')
  })

  it('is set by those who appoint to the inspectorate’s posts, and seen by nobody outside it', () => {
    for (const who of [coordinator, holder('hmip.chief'), holder('imb.secretariat'), siu])
      opened.when(who, 'set-periods', { 'case-information': '2 years' }).refused('HH-15')
    for (const who of [siu, holder('imb.secretariat'), holder('hmip.press')]) assert.ok(!opened.existsFor(who))
    opened.when(deputy, 'set-periods', { anything: '2 years' }).refused(undefined, 'This step has no such question')
  })
})

describe('HH-15: it is kept to the end of its last day, and no longer unless somebody says why', () => {
  it('nothing comes up while no period is set, or before it is over', () => {
    over.on('2040-01-05').when(clock, 'time-is-up').refused('HH-15', 'No period is set for records of this kind')
    given(informationRequest, ...asked)
      .keeping({ 'case-information': months(24) })
      .on('2040-01-05')
      .when(clock, 'time-is-up')
      .refused('HH-15', 'It is not over')
  })

  it('nor on its last day, but on the day after', () => {
    twoYears.on('2028-01-05').when(clock, 'time-is-up').refused('HH-15', 'It is kept until the end of its last day')
    twoYears.on('2028-01-05').when(coordinator, 'dispose', { elsewhere: 'none' }).refused('HH-15', 'Its time is not up')
    assert.equal(
      up.last.says,
      'noted that its time is up: by the schedule it is kept for 24 months, and it was kept to the end of 5 January 2028',
    )
    assert.deepEqual(
      [up.owed.map(({ owedBy, due }) => [owedBy, due]), up.told],
      [[['hmip.inspection', '2028-02-03']], ['hmip.inspection']],
    )
    up.when(clock, 'time-is-up').refused('HH-15', 'That has been said')
  })

  it('by the schedule as it is when its time is looked at', () => {
    const longer = twoYears.keeping({ 'case-information': years(6) })
    longer.on('2028-01-06').when(clock, 'time-is-up').refused('HH-15')
    longer.on('2032-01-06').and([clock, 'time-is-up'])
  })

  it('and when it is disposed of: not before its time by a schedule that has become longer since it came up', () => {
    const dispose = [coordinator, 'dispose', { elsewhere: 'none' }] as const
    const longer = up.keeping({ 'case-information': years(6) })
    longer
      .on('2032-01-05')
      .when(...dispose)
      .refused('HH-15', /By the schedule as it is now it is kept longer/)
    assert.deepEqual(longer.on('2032-01-06').and([...dispose]).owed, [])
    longer.and([
      coordinator,
      'keep-longer',
      { keepBecause: 'law', keepWords: 'The schedule.', keepUntil: '2032-01-05' },
    ])
  })

  it('kept longer for a reason, it comes up again the day after the day they gave', () => {
    const hold = { keepBecause: 'inquiry', keepWords: 'The inquiry asked for that year.', keepUntil: '2029-06-30' }
    up.when(siu, 'keep-longer', hold).refused('HH-15')
    up.when(coordinator, 'keep-longer', { ...hold, keepWords: '' }).refused('HH-15', 'Say what it is')
    const held = up.and([coordinator, 'keep-longer', hold])
    assert.deepEqual([held.owed, held.factsFor(coordinator).retention], [[], 'longer'])
    held.when(coordinator, 'dispose', { elsewhere: 'none' }).refused('HH-15', 'Its time is not up')
    held.on('2029-06-30').when(clock, 'time-is-up').refused('HH-15')
    assert.equal(held.on('2029-07-01').and([clock, 'time-is-up']).owed.length, 1)
  })

  it('disposed of by whoever holds it: what was said is gone for everybody, and what was done stays', () => {
    up.when(siu, 'dispose', { elsewhere: 'none' }).refused('HH-15')
    up.when(coordinator, 'dispose', { elsewhere: 'destroyed' }).refused('HH-15', 'Choose how it was destroyed')
    const paper = { elsewhere: 'destroyed', how: ['paper'], destroyedOn: '2028-01-06', witness: 'Certificate 12' }
    const gone = up.and([coordinator, 'dispose', paper])
    for (const who of [coordinator, siu])
      assert.doesNotMatch(JSON.stringify([gone.seenBy(who), gone.factsFor(who)]), /Canary|B wing|where they were held/i)
    assert.deepEqual(
      gone.seenBy(coordinator).entries.map(entry => entry.step),
      ['ask', 'answer', 'close', 'time-is-up', 'dispose'],
    )
    assert.deepEqual([gone.owed, gone.factsFor(siu).retention], [[], 'disposed'])
    gone.when(clock, 'time-is-up').refused('HH-15', 'It was disposed of')
    gone.when(coordinator, 'dispose', paper).refused('HH-15')
  })

  it('an urgent concern that was withdrawn is kept from the day it was', () => {
    const withdrawn = given(urgentConcern, [
      coordinator,
      'send',
      {
        place: places.ashmoor,
        who: 'A. Canary',
        danger: ['self'],
        concern: 'They spoke of ending their life.',
        named: 'no',
        to: 'safer-custody',
        receivedOn: '2026-01-05',
        wrote: 'family',
      },
    ])
      .and([coordinator, 'withdraw', { reason: 'Sent twice.' }])
      .keeping({ 'urgent-concerns': months(1) })
    withdrawn.on('2026-02-05').when(clock, 'time-is-up').refused('HH-15')
    const gone = withdrawn.on('2026-02-06').and([clock, 'time-is-up'], [coordinator, 'dispose', { elsewhere: 'none' }])
    assert.doesNotMatch(JSON.stringify([gone.seenBy(coordinator), gone.factsFor(coordinator)]), /Canary|twice/)
  })
})

describe('HH-15: what a court or an inquiry asks for is held ahead of its time', () => {
  const letter = { holdBecause: 'inquiry', holdWords: 'The inquiry’s letter of 2 March.' }
  const held = twoYears.on('2026-03-03').and([coordinator, 'hold', letter])

  it('with the reason, by whoever holds it, once it is over', () => {
    twoYears.when(siu, 'hold', letter).refused('HH-15')
    twoYears.when(coordinator, 'hold', { ...letter, holdWords: '' }).refused('HH-15', 'Say what asks for it')
    given(informationRequest, ...asked)
      .when(coordinator, 'hold', letter)
      .refused('HH-15', /not over/)
    assert.equal(held.factsFor(coordinator).retention, 'held')
    held.when(coordinator, 'hold', letter).refused('HH-15', 'It is on hold')
  })

  it('does not come up, and is not disposed of, until the hold is lifted; then on the same day', () => {
    const later = held.on('2031-01-06')
    later.when(clock, 'time-is-up').refused('HH-15', /on hold/)
    later.when(coordinator, 'dispose', { elsewhere: 'none' }).refused('HH-15', /on hold/)
    later.when(coordinator, 'lift-hold').refused('HH-15', 'Say why nobody needs it any more')
    const lifted = later.and([coordinator, 'lift-hold', { liftBecause: 'The inquiry has reported.' }])
    assert.deepEqual(lifted.and([clock, 'time-is-up']).owed.length, 1)
  })

  it('takes back what had come up already', () => {
    const taken = up.and([coordinator, 'hold', letter])
    assert.deepEqual([taken.owed, taken.duty('dispose')?.state], [[], 'fell away'])
    taken.when(coordinator, 'dispose', { elsewhere: 'none' }).refused('HH-15', /on hold/)
    taken.when(coordinator, 'keep-longer').refused('HH-15', /on hold/)
  })
})

describe('HH-15: what an inspection leaves is kept by the schedule too', () => {
  const leader = holder('hmip.team-leader')
  const governor = holder('hmpps.ashmoor.governor')
  const sixMonths = { inspections: months(6), conduct: months(6) }

  it('from its last day, of which the clock hears then, and of nothing else', () => {
    assert.ok(!arrived().existsFor(clock))
    const over = ended().keeping(sixMonths)
    assert.deepEqual(over.partsOf(clock), ['keeping'])
    assert.deepEqual(over.factsFor(clock), { overOn: '2026-01-16' })
    over.on('2026-07-16').when(clock, 'time-is-up').refused('HH-15', 'It is kept until the end of its last day')
    const gone = over.on('2026-07-17').and([clock, 'time-is-up'], [leader, 'dispose', { elsewhere: 'none' }])
    for (const who of [leader, governor, deputy]) {
      const seen = gone.seenBy(who)
      assert.doesNotMatch(JSON.stringify([seen, gone.factsFor(who)]), /Kinsella|Violence is too high/, who.post)
      assert.equal(seen.entries.at(-1)?.step, 'dispose', `${who.post} reads what became of it`)
    }
  })

  it('and a plan that was given up in secret is told to nobody, the clock not excepted: its planners say so by hand', () => {
    const given = inSecret.and([leader, 'cancel', { because: 'Another place comes first.' }]).keeping(sixMonths)
    assert.ok(!given.existsFor(clock))
    given
      .on('2026-07-05')
      .when(leader, 'time-is-up')
      .refused('HH-15', /last day/)
    const gone = given.on('2026-07-06').and([leader, 'time-is-up'], [leader, 'dispose', { elsewhere: 'none' }])
    assert.doesNotMatch(JSON.stringify(gone.seenBy(leader)), /Strand/)
    assert.ok(!gone.existsFor(governor) && !gone.existsFor(clock))
  })

  it('security information is seen by those named for it: nobody else disposes of the whole', () => {
    const named = arrived().and([leader, 'open-sources', { reader: 'hmip.chief', because: 'An escape.' }])
    const up = named
      .and([leader, 'end', { ended: '2026-01-12' }])
      .keeping(sixMonths)
      .on('2026-07-13')
      .and([clock, 'time-is-up'])
    up.when(leader, 'dispose', { elsewhere: 'none' }).refused('HH-15', /a part of it that you may not see/)
  })

  it('a complaint about conduct is looked after by whoever made it, not by their office', () => {
    const complaint = {
      place: places.ashmoor,
      about: 'inspector',
      inspectors: 'team-leader',
      line: 'How a cell was looked into',
      what: 'Canary went in without a word.',
      formal: false,
    }
    const answered = given(conduct, [governor, 'raise', complaint])
      .and([leader, 'answer', { outcome: 'part', words: 'Canary will knock.' }])
      .keeping(sixMonths)
      .on('2026-07-06')
      .and([clock, 'time-is-up'])
    assert.deepEqual(
      answered.owed.map(duty => duty.owedBy),
      [governor.post],
    )
    answered.when(leader, 'dispose', { elsewhere: 'none' }).refused('HH-15')
    const gone = answered.and([governor, 'dispose', { elsewhere: 'none' }])
    for (const who of [governor, leader]) assert.doesNotMatch(JSON.stringify(gone.seenBy(who)), /Canary/)
  })
})
