import assert from 'node:assert/strict'
import { describe } from 'node:test'
import { given, holder, it, places, type Case, type Taken } from '../../../test/kit.ts'
import type { Me } from '../../engine/matter.ts'
import { cellInWords, compared, tablesOf } from '../../engine/table.ts'
import { actionPlan } from './action-plan.ts'

const leader = holder('hmip.team-leader')
const chief = holder('hmip.chief')
const governor = holder('hmpps.ashmoor.governor')
const liaison = holder('hmpps.ashmoor.liaison')
const director = holder('hmpps.group-director')
const siu = holder('hmpps.siu')
const executive = holder('hmpps.chief-executive')
const minister = holder('moj.secretary-of-state')

const inspectors = 'hmip.inspection'
const theChief = 'hmip.chief'
const theDeputy = 'hmip.deputy'
const making = ['hmpps.ashmoor', 'hmpps.group-director', 'hmpps.scrutiny']

const items = [
  { number: '1', text: 'Violence was rising and nobody knew why.', kind: 'priority' },
  { number: '2', text: 'Too few men were out of their cells in the day.', kind: 'priority' },
  { number: '3', text: 'The library was shut.', kind: 'key' },
]
const toOpen = { place: places.ashmoor, published: '2026-01-05', items }
const opened: Taken = [leader, 'open', toOpen]
const unpublished: Taken = [leader, 'open', { place: places.ashmoor, items }]

const action = { action: 'Weekly meeting on violence', owner: 'Head of safety', target: '2026-03-02' }
const whole = [
  { number: '1', response: 'agreed', ...action },
  { number: '1', action: 'Survey of the wings', owner: 'Head of residence', target: '2026-04-01' },
  { number: '2', response: 'partly', reason: 'Staff are too few until the summer.', ...action },
  { number: '3', response: 'not', reason: 'It reopened on 2 January.' },
]
const written: Taken = [liaison, 'plan', { plan: whole }]
const inPlace: readonly Taken[] = [opened, written, [governor, 'put-in-place']]
const cleared: readonly Taken[] = [
  ...inPlace,
  [siu, 'assure'],
  [executive, 'clear-chief-executive'],
  [minister, 'clear-ministers'],
]
const passed: readonly Taken[] = [...cleared, [siu, 'pass']]

const table = (matter: Case, me: Me, name: string) =>
  tablesOf(actionPlan, matter.seenBy(me), matter.world).find(one => one.name === name)
const rows = (matter: Case, me: Me, name: string) => table(matter, me, name)?.rows ?? []
/** What somebody reads in a table: its columns as they see them, and their cells in words. */
const read = (matter: Case, me: Me, name: string, ...columns: readonly string[]) =>
  rows(matter, me, name).map(row =>
    columns.map(column => {
      const shown = table(matter, me, name)?.table.columns[column]
      return shown ? cellInWords(shown, row[column]) : 'not shown'
    }),
  )

describe('HH-32a: a plan is opened for what a report asks', () => {
  it('by the inspection teams, the deputy or the Chief Inspector, and nobody else', () => {
    for (const post of ['hmip.team-leader', 'hmip.coordinator', 'hmip.deputy', 'hmip.chief'])
      given(actionPlan, [holder(post), 'open', toOpen])
    for (const post of ['hmip.press', 'hmpps.siu', 'hmpps.ashmoor.governor', 'imb.ashmoor.chair', 'ppo.deputy'])
      given(actionPlan).when(holder(post), 'open', toOpen).refused('HH-32a')
  })

  it('the plan and the progress are the prison service’s from the first; not the inspectorate’s', () => {
    const shown = {
      course: [inspectors, theChief, theDeputy, ...making],
      items: [inspectors, theChief, theDeputy, ...making],
      plan: making,
      progress: making,
      passed: [inspectors, theChief, theDeputy, ...making],
      verified: [inspectors, theChief, theDeputy, ...making],
    }
    given(actionPlan).when(leader, 'open', toOpen).then({ stage: 'making', shown, tells: making })
  })

  it('nobody else sees anything of it', () => {
    const matter = given(actionPlan, ...inPlace)
    for (const post of [
      'imb.ashmoor.chair',
      'imb.national-chair',
      'ppo.deputy',
      'hmip.press',
      'hmpps.brackley-hill.governor',
      'hmpps.director-general',
      'hmpps.chief-executive',
      'moj.secretary-of-state',
    ])
      assert.equal(matter.existsFor(holder(post)), false, post)
  })

  it('each item keeps its own number of the report', () => {
    given(actionPlan)
      .when(leader, 'open', { ...toOpen, items: [...items, { ...items[0], number: '3' }] })
      .refused('HH-32a', 'The number 3 is there twice')
    given(actionPlan)
      .when(leader, 'open', { ...toOpen, items: [] })
      .refused('HH-32a', 'Give at least one item')
    assert.deepEqual(
      rows(given(actionPlan, opened), governor, 'plan').map(row => row.number),
      ['1', '2', '3'],
    )
  })
})

describe('HH-32a, HH-32b: three months and six months from publication', () => {
  const due = (published: string, on: string) => {
    const matter = given(actionPlan)
      .on(on)
      .and([leader, 'open', { ...toOpen, published }])
    return [matter.duty('in place')?.due, matter.duty('pass')?.due]
  }

  it('are owed by the governor and by the centre', () => {
    assert.deepEqual(
      given(actionPlan, opened).owed.map(({ rule, owedBy, due: by }) => [rule, owedBy, by]),
      [
        ['in place', 'hmpps.ashmoor.governor', '2026-04-05'],
        ['pass', 'hmpps.scrutiny', '2026-07-05'],
      ],
    )
  })

  it('end on the same day of the month, or on its last day', () => {
    assert.deepEqual(due('2025-11-30', '2026-01-05'), ['2026-02-28', '2026-05-30'])
    assert.deepEqual(due('2023-11-30', '2026-01-05'), ['2024-02-29', '2024-05-30'])
    assert.deepEqual(due('2025-08-31', '2026-01-05'), ['2025-11-30', '2026-02-28'])
    assert.deepEqual(due('2025-03-31', '2026-01-05'), ['2025-06-30', '2025-09-30'])
  })

  it('are counted from the day that was told, not from the day it was written down', () => {
    assert.deepEqual(due('2026-01-05', '2026-02-20'), ['2026-04-05', '2026-07-05'])
    given(actionPlan)
      .when(leader, 'open', { ...toOpen, published: '2026-01-06' })
      .refused('HH-32a', /today or in the past/)
  })

  it('are met by the plan in place, and by the plan passed', () => {
    const placed = given(actionPlan, ...inPlace)
    assert.deepEqual([placed.duty('in place')?.state, placed.duty('pass')?.state], ['met', 'due'])
    assert.equal(given(actionPlan, ...passed).duty('pass')?.state, 'met')
  })

  it('a plan may come before publication: nothing is owed until then', () => {
    const early = given(actionPlan, unpublished)
    assert.deepEqual(early.owed, [])
    const later = early.on('2026-01-31').and([leader, 'published', { published: '2026-01-30' }])
    assert.deepEqual(
      later.owed.map(({ rule, due: by }) => [rule, by]),
      [
        ['in place', '2026-04-30'],
        ['pass', '2026-07-30'],
      ],
    )
  })

  it('the day is put right by saying it again, and what is owed by it is counted again', () => {
    const wrong = given(actionPlan, unpublished).and([leader, 'published', { published: '2025-01-05' }])
    assert.equal(wrong.duty('in place')?.due, '2025-04-05')
    const right = wrong.and([leader, 'published', { published: '2026-01-05' }])
    assert.deepEqual(
      right.owed.map(({ rule, due: by }) => [rule, by]),
      [
        ['in place', '2026-04-05'],
        ['pass', '2026-07-05'],
      ],
    )
    assert.deepEqual(right.last.falls, [], 'it stays the same duty')
    assert.deepEqual(
      right.last.recounts.map(({ because }) => because),
      Array(2).fill('the report was published on 5 January 2026'),
    )
  })

  it('one that was in place before publication is not owed afterwards; passing it on still is', () => {
    const early = given(actionPlan, unpublished, written, [governor, 'put-in-place'])
    const later = early.and([leader, 'published', { published: '2026-01-05' }])
    assert.deepEqual(
      later.owed.map(duty => duty.rule),
      ['pass'],
    )
  })

  it('what the report asks may change between its draft and its publication', () => {
    const changed = [items[0], { number: '4', text: 'The gym was shut.', kind: 'key' }]
    const later = given(actionPlan, unpublished, written).and([
      leader,
      'published',
      { published: '2026-01-05', items: changed },
    ])
    assert.deepEqual(read(later, governor, 'plan', 'number', 'response'), [
      ['1', 'Agreed'],
      ['1', ''],
      ['4', ''],
    ])
    later.when(governor, 'put-in-place').refused('HH-32a', /^Item 4 has no response yet/)
  })

  describe('a report may number its items anew as it is published', () => {
    const [violence, out, library] = items as [object, object, object]
    /** The first is new, the last has gone, and the two that stay have changed places. */
    const anew = [
      { number: '1', text: 'Nobody had been vaccinated.', kind: 'priority' },
      { ...out, number: '2', text: 'Too few men were out of  their cells in the day. ' },
      { ...violence, number: '3' },
    ]
    const publishes = (...given: readonly object[]): Taken => [
      leader,
      'published',
      { published: '2026-01-05', ...(given.length > 0 && { items: given }) },
    ]
    const before = (...then: readonly Taken[]) => given(actionPlan, unpublished, written, ...then)

    it('what was written of an item stays with its words, and a new one has nothing', () => {
      const later = before(publishes(...anew))
      assert.deepEqual(read(later, governor, 'plan', 'number', 'response', 'action'), [
        ['1', '', ''],
        ['2', 'Partly agreed', 'Weekly meeting on violence'],
        ['3', 'Agreed', 'Weekly meeting on violence'],
        ['3', '', 'Survey of the wings'],
      ])
      later.when(governor, 'put-in-place').refused('HH-32a', /^Item 1 has no response yet/)
    })

    it('so does what was reported and what was passed on, for those who see nothing else', () => {
      const passedOn = before([governor, 'put-in-place'], ...cleared.slice(inPlace.length), [siu, 'pass'])
      const said = passedOn.and([liaison, 'report-progress', { reported: [{ number: '1', progress: 'done' }] }])
      const later = said.and(publishes(...anew))
      for (const me of [leader, governor]) {
        assert.deepEqual(read(later, me, 'progress', 'number', 'response', 'reported'), [
          ['1', '', ''],
          ['2', 'Partly agreed', ''],
          ['3', 'Agreed', 'Done'],
        ])
        assert.deepEqual(read(later, me, 'passed', 'number', 'action').slice(0, 3), [
          ['1', ''],
          ['2', 'Weekly meeting on violence'],
          ['3', 'Weekly meeting on violence'],
        ])
      }
    })

    it('an item that is only put in other words keeps what was written under its number', () => {
      const later = before(publishes(violence, { ...out, text: 'Men were locked up all day.' }, library))
      assert.deepEqual(read(later, governor, 'plan', 'response').flat(), ['Agreed', '', 'Partly agreed', 'Not agreed'])
    })

    it('one that was on its way goes back to be made for these, owes its three months, and is none of ministers’', () => {
      for (const upTo of [inPlace.length, cleared.length, passed.length]) {
        const way = before(...passed.slice(inPlace.length - 1, upTo))
        const later = way.when(leader, 'published', publishes(...anew)[2]).then({ stage: 'making' })
        assert.deepEqual(
          later.owed.map(({ rule, due: by }) => [rule, by]),
          [
            ['in place', '2026-04-05'],
            ['pass', '2026-07-05'],
          ],
        )
        for (const me of [executive, minister]) assert.ok(!later.partsOf(me).includes('plan'))
        assert.equal(later.state.facts.passed || '', '')
        const filled = later.and([governor, 'plan', { plan: [{ number: '1', response: 'agreed', ...action }] }])
        filled.and([governor, 'put-in-place'], [siu, 'assure'])
      }
    })

    it('one whose items stay as they were goes on where it is', () => {
      const later = before([governor, 'put-in-place'], publishes(...items))
      assert.equal(later.seenBy(leader).stage, 'checking')
      assert.deepEqual(
        later.owed.map(({ rule }) => rule),
        ['pass'],
      )
    })
  })
})

describe('HH-32a: the establishment answers each item', () => {
  const write = (...plan: readonly object[]) => given(actionPlan, opened).when(liaison, 'plan', { plan })

  it('agreed, partly or not; with a reason where not wholly', () => {
    write({ number: '1', response: 'agreed', ...action }).then()
    for (const response of ['partly', 'not'])
      write({ number: '1', response }).refused('HH-32a', 'Item 1 is not wholly agreed and no reason is given')
    write({ number: '1', response: 'not', reason: 'It is done.' }).then()
    write({ number: '1', ...action }).refused('HH-32a', 'Item 1 has no response')
  })

  it('with an owner and a target date for each action', () => {
    const { owner: _owner, ...noOwner } = action
    const { target: _target, ...noDate } = action
    write({ number: '1', response: 'agreed', ...noOwner }).refused('HH-32a', /has no owner/)
    write({ number: '1', response: 'agreed', ...noDate }).refused('HH-32a', /has no target date/)
    write({ number: '1', response: 'agreed', owner: 'Head of safety' }).refused('HH-32a', /no action/)
  })

  it('the same item has one response, whatever the number of its actions', () => {
    write({ number: '1', response: 'agreed', ...action }, { number: '1', response: 'not', reason: 'No.' }).refused(
      'HH-32a',
      'Item 1 is “Agreed” in one row and “Not agreed” in another',
    )
    const matter = write({ number: '1', response: 'agreed', ...action }, { number: '1', ...action }).then()
    assert.equal(rows(matter, governor, 'plan').filter(row => row.number === '1').length, 2)
  })

  it('with all that is wrong told at once, each at its row', () => {
    const plan = write({ number: '1', response: 'partly', action: 'Train' }, { number: '2', target: '2027-01-05' })
    const faults = [
      ['plan-0-reason', /^Item 1 is not wholly agreed/],
      ['plan-0-owner', /^The action on item 1 has no owner/],
      ['plan-0-target', /^The action on item 1 has no target date/],
      ['plan-1-response', /^Item 2 has no response/],
      ['plan-1-action', /^Item 2 has an owner or a date and no action/],
    ] as const
    for (const [field, words] of faults) assert.equal(plan.refused('HH-32a', words).field, field)
  })

  it('an item of another report is none of it', () =>
    write({ number: '9', response: 'agreed', ...action }).refused('HH-32a', /Choose an item of the report/))

  it('item by item: what is written of one leaves the others as they stand', () => {
    const matter = given(actionPlan, opened, written, [
      governor,
      'plan',
      { plan: [{ number: '3', response: 'agreed', ...action }] },
    ])
    assert.deepEqual(read(matter, siu, 'plan', 'number', 'response', 'owner', 'target'), [
      ['1', 'Agreed', 'Head of safety', '2 March 2026'],
      ['1', '', 'Head of residence', '1 April 2026'],
      ['2', 'Partly agreed', 'Head of safety', '2 March 2026'],
      ['3', 'Agreed', 'Head of safety', '2 March 2026'],
    ])
  })

  it('by those who manage it, and nobody else', () => {
    for (const post of ['hmpps.ashmoor.governor', 'hmpps.ashmoor.liaison', 'hmpps.ashmoor.safer-custody'])
      given(actionPlan, opened, [holder(post), 'plan', { plan: whole }])
    for (const me of [siu, director, leader, holder('hmpps.brackley-hill.governor')])
      given(actionPlan, opened).when(me, 'plan', { plan: whole }).refused('HH-32a')
  })

  it('on a form with a row for each item that has no response yet; one that is left empty waits', () => {
    const begins = (matter: Case) => {
      const asks = actionPlan.steps.plan?.asks.plan
      return asks?.startsWith?.({ matter: matter.seenBy(liaison), me: liaison, answers: {}, world: matter.world })
    }
    const none = given(actionPlan, opened)
    assert.deepEqual(begins(none), ['1', '2', '3'])
    const second = [{ number: '1' }, { number: '2', response: 'not', reason: 'No.' }, { number: '3' }]
    assert.deepEqual(begins(none.and([liaison, 'plan', { plan: second }])), ['1', '3'])
    const fault = none.when(liaison, 'plan', { plan: [{ number: '1' }, { number: '2', response: 'not' }] })
    assert.equal(
      fault.refused('HH-32a', 'Item 2 is not wholly agreed and no reason is given').field,
      'plan-1-reason',
      'where it stands there',
    )
    const unsaid = none.when(liaison, 'plan', { plan: [{ number: '1' }, { number: '2', response: 'perhaps' }] })
    assert.equal(unsaid.refused('HH-32a', /^Item 2: /).field, 'plan-1-response')
  })

  it('is put in place once it is whole', () => {
    const none = given(actionPlan, opened)
    none.when(governor, 'put-in-place').refused('HH-32a', /^Items 1, 2 and 3 have no response yet\. Write the rest/)
    const part = none.and([governor, 'plan', { plan: [{ number: '2', response: 'agreed' }, ...whole.slice(3)] }])
    part.when(governor, 'put-in-place').refused('HH-32a', /^Item 1 has no response yet/)
    part
      .and([governor, 'plan', { plan: whole.slice(0, 1) }])
      .when(governor, 'put-in-place')
      .refused('HH-32a', /^Item 2 has no action yet/)
    given(actionPlan, opened, written)
      .when(governor, 'put-in-place')
      .then({ stage: 'checking', tells: making.filter(key => key !== 'hmpps.ashmoor') })
  })
})

describe('HH-32b: it is checked, cleared and passed on, each stage by its office', () => {
  it('one after the other, and none before its time', () => {
    const inTurn = [
      [siu, 'assure', 'chief executive'],
      [executive, 'clear-chief-executive', 'ministers'],
      [minister, 'clear-ministers', 'cleared'],
      [siu, 'pass', 'passed'],
    ] as const
    let matter = given(actionPlan, opened, written)
    for (const [me, step] of inTurn) {
      assert.ok(matter.closed(siu, step) ?? matter.closed(me, step), step)
    }
    matter = matter.and([governor, 'put-in-place'])
    for (const [at, [me, step, stage]] of inTurn.entries()) {
      for (const [, later] of inTurn.slice(at + 1)) matter.when(siu, later).refused('HH-32b')
      matter = matter.when(me, step).then({ stage })
      matter.when(siu, step).refused('HH-32b')
    }
  })

  it('the Chief Executive and ministers see it when it comes to them, and neither progress nor what was found', () => {
    const checked = given(actionPlan, ...inPlace)
    assert.equal(checked.existsFor(executive), false)
    const assured = checked.and([siu, 'assure'])
    assert.deepEqual(assured.partsOf(executive).toSorted(), ['course', 'items', 'passed', 'plan'])
    assert.equal(assured.existsFor(minister), false)
    assert.equal(assured.existsFor(holder('hmpps.director-general')), false)
    const before = assured.and([executive, 'clear-chief-executive'])
    assert.deepEqual(before.partsOf(minister).toSorted(), ['course', 'items', 'passed', 'plan'])
  })

  it('they read it as it was passed on, and nothing that is made of it afterwards', () => {
    const after = given(actionPlan, ...passed)
    for (const me of [executive, minister])
      assert.deepEqual(after.partsOf(me).toSorted(), ['course', 'items', 'passed'])
    const back = given(actionPlan, ...cleared, [siu, 'send-back', { why: 'It is thin.' }])
    assert.ok(!back.partsOf(minister).includes('plan'))
    const again = back.and(written, [governor, 'put-in-place'], [siu, 'assure'], [executive, 'clear-chief-executive'])
    assert.ok(again.partsOf(minister).includes('plan'))
  })

  it('the centre may write down that an office cleared it; nobody else may', () => {
    const assured = given(actionPlan, ...inPlace, [siu, 'assure'])
    assured.and([siu, 'clear-chief-executive'], [siu, 'clear-ministers'])
    for (const me of [governor, director, leader, chief]) assured.when(me, 'clear-chief-executive').refused('HH-32b')
    assured.and([siu, 'clear-chief-executive']).when(executive, 'clear-ministers').refused('HH-32b')
  })

  it('is not changed while it is with them; sent back, it is, and goes the whole way again', () => {
    for (const upTo of [inPlace.length, inPlace.length + 1, inPlace.length + 2, cleared.length]) {
      const matter = given(actionPlan, ...cleared.slice(0, upTo))
      matter.when(governor, 'plan', { plan: whole }).refused('HH-32b', /ask for it to be sent back/)
      matter.when(governor, 'send-back', { why: 'It is thin.' }).refused('HH-32b')
      const back = matter.when(siu, 'send-back', { why: 'Item 2 is thin.' }).then({ stage: 'making' })
      back.and([governor, 'plan', { plan: whole }], [governor, 'put-in-place'], [siu, 'assure'])
      back.when(siu, 'assure').refused('HH-32b')
    }
    given(actionPlan, ...passed)
      .when(siu, 'send-back', { why: 'Late.' })
      .refused('HH-32b')
  })

  it('sent back, the months run on as they were', () => {
    const back = given(actionPlan, ...inPlace, [siu, 'send-back', { why: 'It is thin.' }])
    assert.deepEqual([back.duty('in place')?.state, back.duty('pass')?.due], ['met', '2026-07-05'])
  })

  it('the inspectorate reads no word of the plan until it is passed, and then as it was cleared', () => {
    const before = given(actionPlan, ...cleared)
    for (const me of [leader, chief]) {
      assert.doesNotMatch(JSON.stringify([before.seenBy(me), before.factsFor(me)]), /Weekly meeting|Head of safety/)
      assert.equal(table(before, me, 'plan'), undefined)
      assert.deepEqual(rows(before, me, 'passed'), [])
    }
    const after = before.when(siu, 'pass').then({ tells: ['hmip.inspection', 'hmpps.ashmoor.governor'] })
    for (const me of [leader, chief]) {
      assert.equal(table(after, me, 'plan'), undefined, 'what is made of it next is theirs again')
      assert.deepEqual(read(after, me, 'passed', 'number', 'response', 'action'), [
        ['1', 'Agreed', 'Weekly meeting on violence'],
        ['1', '', 'Survey of the wings'],
        ['2', 'Partly agreed', 'Weekly meeting on violence'],
        ['3', 'Not agreed', ''],
      ])
    }
    const changed = after.and([governor, 'plan', { plan: [{ number: '3', response: 'agreed', ...action }] }])
    assert.deepEqual(read(changed, leader, 'passed', 'number', 'response').at(-1), ['3', 'Not agreed'])
    assert.doesNotMatch(JSON.stringify(changed.seenBy(leader).entries.map(entry => entry.step)), /"plan"/)
  })

  it('nobody types what is passed on', () => {
    const before = given(actionPlan, ...cleared)
    before
      .when(siu, 'pass', { passed: [{ number: '1', response: 'not', reason: 'No' }] })
      .refused('HH-32b', /“The plan as it is passed on” is worked out, and comes to something else/)
    const matter = before.when(siu, 'pass', {}).then()
    assert.equal(read(matter, leader, 'passed', 'response')[0]?.[0], 'Agreed')
  })

  it('an office may have cleared it on a day before that is written down, and never before it came to it', () => {
    const assured = given(actionPlan, ...inPlace)
      .on('2026-02-02')
      .and([siu, 'assure'])
      .on('2026-02-09')
    const day = (on: string) => ({ on })
    assured
      .when(siu, 'clear-chief-executive', day('2026-02-01'))
      .refused('HH-32b', 'It can’t have been cleared before its quality was assured, which was on 2 February 2026')
    assured.when(siu, 'clear-chief-executive', day('2026-02-10')).refused('HH-32b', /today or in the past/)
    const cleared = assured.and([siu, 'clear-chief-executive', day('2026-02-05')])
    cleared
      .when(siu, 'clear-ministers', day('2026-02-04'))
      .refused('HH-32b', /before the Chief Executive cleared it, which was on 5 February 2026/)
    assert.deepEqual(
      read(cleared.and([minister, 'clear-ministers']), leader, 'stages', 'done')
        .flat()
        .slice(3, 5),
      ['5 February 2026', '9 February 2026'],
    )
  })

  it('each stage has its day and who wrote it down, for all who see its course', () => {
    const matter = given(actionPlan, ...inPlace)
      .on('2026-02-02')
      .and([siu, 'assure'])
    for (const me of [leader, governor])
      assert.deepEqual(read(matter, me, 'stages', 'stage', 'due', 'done', 'by').slice(0, 4), [
        ['Report published', '', '5 January 2026', 'Inspection team leader'],
        ['In place at the establishment', '5 April 2026', '5 January 2026', 'Governor, Ashmoor'],
        ['Quality assured by the Scrutiny and Intelligence Unit', '', '2 February 2026', siu.title],
        ['Cleared by the Chief Executive', '', '', ''],
      ])
  })
})

const finds = (...judgements: readonly object[]): Taken => [leader, 'verify', { how: 'review', judgements }]

describe('HH-33: progress as it is reported and as it was found are two, and never merge', () => {
  const says = (...reported: readonly object[]): Taken => [liaison, 'report-progress', { reported }]
  const all = ['number', 'reported', 'verified', 'asReported', 'asVerified'] as const

  it('the prison reports and the inspectorate verifies; neither does the other’s', () => {
    const matter = given(actionPlan, ...passed)
    for (const me of [siu, director, executive, leader, chief, holder('hmpps.brackley-hill.governor')])
      matter.when(me, 'report-progress', { reported: [{ number: '1', progress: 'done' }] }).refused('HH-33')
    for (const me of [governor, siu, director, executive, minister, holder('imb.ashmoor.chair')])
      matter.when(me, 'verify', { how: 'review', judgements: [{ number: '1', progress: 'good' }] }).refused('HH-37')
  })

  it('what one says leaves what the other said as it was', () => {
    const said = given(
      actionPlan,
      ...passed,
      says({ number: '1', progress: 'done' }, { number: '2', progress: 'in progress' }),
    )
    assert.deepEqual(read(said, leader, 'progress', ...all), [
      ['1', 'Done', '', 'In whole', ''],
      ['2', 'In progress', '', 'In part', ''],
      ['3', '', '', '', ''],
    ])
    const found = said.and(finds({ number: '1', progress: 'insufficient' }, { number: '3', progress: 'good' }))
    assert.deepEqual(read(found, leader, 'progress', ...all), [
      ['1', 'Done', 'Insufficient progress', 'In whole', 'In part'],
      ['2', 'In progress', '', 'In part', ''],
      ['3', '', 'Good progress', '', 'In whole'],
    ])
    const again = found.and(says({ number: '1', progress: 'not started' }, { number: '3', progress: 'not started' }))
    assert.deepEqual(read(again, leader, 'progress', 'verified').flat(), ['Insufficient progress', '', 'Good progress'])
    assert.deepEqual([again.state.facts.done, again.state.facts.good], [0, 1])
  })

  it('each form begins with a row for each item that is not at its best, and tells what was said of it last', () => {
    const matter = given(
      actionPlan,
      ...passed,
      says({ number: '1', progress: 'done' }, { number: '2', progress: 'in progress' }),
      finds({ number: '1', progress: 'none' }, { number: '3', progress: 'good' }),
    )
    const begins = (me: Me, step: string, question: string) => {
      const taking = { matter: matter.seenBy(me), me, answers: {}, world: matter.world }
      const asks = actionPlan.steps[step]?.asks[question]
      const hints = asks?.row?.number?.options?.(taking).map(({ hint }) => hint)
      return [asks?.startsWith?.(taking), hints]
    }
    assert.deepEqual(begins(liaison, 'report-progress', 'reported'), [
      ['2', '3'],
      ['Last reported: done', 'Last reported: in progress', undefined],
    ])
    assert.deepEqual(begins(leader, 'verify', 'judgements'), [
      ['1', '2'],
      ['Last found: no meaningful progress', undefined, 'Last found: good progress'],
    ])
  })

  it('the gap between them is counted', () => {
    const matter = given(
      actionPlan,
      ...passed,
      says(
        { number: '1', progress: 'done' },
        { number: '2', progress: 'done' },
        { number: '3', progress: 'not started' },
      ),
      finds(
        { number: '1', progress: 'none' },
        { number: '2', progress: 'good' },
        { number: '3', progress: 'reasonable' },
      ),
    )
    const { table: drawn, rows: of } = table(matter, leader, 'progress') ?? assert.fail()
    const gap = compared(drawn, of)
    assert.deepEqual([gap?.higher, gap?.lower, gap?.alike], [1, 1, 1])
  })

  it('the inspectorate sees what is reported once the plan is passed; until then that column is not there for it', () => {
    const before = given(actionPlan, ...cleared, says({ number: '1', progress: 'done' }))
    assert.equal(read(before, leader, 'progress', 'reported')[0]?.[0], 'not shown')
    assert.equal(table(before, leader, 'progress')?.table.compares, undefined)
    assert.equal(before.factsFor(leader).done, undefined)
    assert.equal(read(before, governor, 'progress', 'reported')[0]?.[0], 'Done')
    const after = before.and([siu, 'pass'])
    assert.equal(read(after, leader, 'progress', 'reported')[0]?.[0], 'Done')
  })

  it('nothing is reported before the plan is in place, nor verified before the report is published', () => {
    given(actionPlan, opened, written)
      .when(liaison, 'report-progress', { reported: [{ number: '1', progress: 'done' }] })
      .refused('HH-33')
    given(actionPlan, unpublished, written)
      .when(leader, 'verify', { how: 'review', judgements: [{ number: '1', progress: 'good' }] })
      .refused('HH-37')
    given(actionPlan, opened, finds({ number: '1', progress: 'good' }))
  })

  it('an item is judged once in one act', () =>
    given(actionPlan, ...passed)
      .when(leader, 'verify', {
        how: 'review',
        judgements: [
          { number: '1', progress: 'good' },
          { number: '1', progress: 'none' },
        ],
      })
      .refused('HH-37', 'Item 1 is there twice'))
})

describe('HH-33: it is kept current, and asked for as revised at the next inspection', () => {
  const asked: readonly Taken[] = [...passed, [leader, 'ask-revision']]

  it('by the inspectorate; the governor owes it by our default in ten working days', () => {
    const matter = given(actionPlan, ...passed)
      .when(leader, 'ask-revision')
      .then({ tells: ['hmpps.ashmoor.governor', 'hmpps.scrutiny'] })
    assert.deepEqual(
      matter.owed.map(({ rule, owedBy, due }) => [rule, owedBy, due]),
      [['revise', 'hmpps.ashmoor.governor', '2026-01-19']],
    )
    for (const me of [governor, siu])
      given(actionPlan, ...passed)
        .when(me, 'ask-revision')
        .refused('HH-33')
    given(actionPlan, unpublished).when(leader, 'ask-revision').refused('HH-33')
    const ofNotification = given(actionPlan, unpublished, written, [governor, 'put-in-place'])
    ofNotification.when(leader, 'ask-revision').then()
  })

  it('is handed in as it then stands, and may be asked for again', () => {
    const matter = given(actionPlan, ...asked, [
      governor,
      'plan',
      { plan: [{ number: '3', response: 'agreed', ...action }] },
    ])
    assert.equal(read(matter, leader, 'passed', 'response').at(-1)?.[0], 'Not agreed')
    const handed = matter.when(governor, 'hand-in-revised').then({ tells: ['hmip.inspection', 'hmpps.scrutiny'] })
    assert.equal(read(handed, leader, 'passed', 'response').at(-1)?.[0], 'Agreed')
    assert.deepEqual(handed.owed, [])
    handed.when(governor, 'hand-in-revised').refused('HH-33', 'It has been handed in')
    const again = handed.and([leader, 'ask-revision'])
    assert.equal(again.owed.length, 1)
    again.and([siu, 'hand-in-revised'])
    given(actionPlan, ...passed)
      .when(governor, 'hand-in-revised')
      .refused('HH-33', 'It has not been asked for')
  })

  it('does not go round those who are clearing it; what they pass on is what was asked for', () => {
    const matter = given(actionPlan, ...cleared, [leader, 'ask-revision'])
    matter.when(governor, 'hand-in-revised').refused('HH-32b')
    assert.equal(matter.and([siu, 'pass']).duty('revise')?.state, 'met')
  })

  it('one that was never passed on is handed in whole, and the inspectorate sees its progress from then on', () => {
    const matter = given(actionPlan, opened, [leader, 'ask-revision'])
    matter.when(governor, 'hand-in-revised').refused('HH-33', /have no response yet/)
    const handed = matter.and(written, [governor, 'hand-in-revised'])
    assert.ok(handed.partsOf(leader).includes('progress'))
    assert.equal(handed.duty('pass')?.state, 'due')
  })

  it('ends when the plan on a later report takes its place: nothing is owed, and nothing is written any more', () => {
    const ended = given(actionPlan, ...inPlace)
      .when(leader, 'close', { because: 'A new report is out.' })
      .then({ stage: 'closed' })
    assert.deepEqual(ended.owed, [])
    for (const step of ['plan', 'report-progress'])
      ended.when(governor, step, { plan: whole, reported: [{ number: '1', progress: 'done' }] }).refused()
    ended.when(siu, 'pass').refused('HH-32b', 'This plan has ended')
  })

  it('what a review finds of it is kept all the same: the report of that review does not wait for ever', () => {
    const ended = given(actionPlan, ...passed, [leader, 'close', { because: 'A new report is out.' }])
    const found = ended.and(finds({ number: '2', progress: 'good' }))
    assert.deepEqual(read(found, governor, 'progress', 'verified').flat(), ['', 'Good progress', ''])
  })

  it('one that ends before its report is out is let go by the report, and by no other matter', () => {
    const closing: Taken = [leader, 'close', { because: 'It was opened by mistake.' }]
    const early = given(actionPlan, [leader, 'open', { place: places.ashmoor, items, report: ['RPT-2026-0003'] }])
    const { reference } = early.seenBy(leader)
    assert.deepEqual(early.and(closing).last.also, [
      { reference: 'RPT-2026-0003', step: 'let-go-plan', answers: { left: [reference] } },
    ])
    const out = early.and([leader, 'published', { published: '2026-01-05' }])
    assert.deepEqual(out.and(closing).last.also, [])
    const notified = given(actionPlan, [leader, 'open', { place: places.ashmoor, items, report: ['UNO-2026-0001'] }])
    assert.deepEqual(notified.and(closing).last.also, [])
  })
})
