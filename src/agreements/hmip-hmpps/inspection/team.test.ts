import { given, it, places, type Case, type Taken } from '../../../../test/kit.ts'
import assert from 'node:assert/strict'
import { describe } from 'node:test'
import { inspection } from './inspection.ts'
import { inspector } from './inspector.ts'
import {
  ann,
  arrived,
  bea,
  coordinator,
  deputy,
  governor,
  leader,
  notified,
  outsiders,
  planned,
  planners,
} from './kit.samples.ts'

/** In date in everything until Friday 16 January 2026. */
const inDate = { vetting: '2026-01-16', identification: '2026-01-16', training: '2026-01-16' }
const enrolled: Taken = [coordinator, 'enrol', { name: 'Ann Carver', home: 'hmip', ...inDate }]
const visit = {
  inspection: ['INS-2026-0001'],
  place: places.ashmoor,
  name: 'Ann Carver',
  from: '2026-01-12',
  until: '2026-01-16',
}
const loan = {
  name: 'Ann Carver',
  home: 'loan',
  vetting: '2030-01-01',
  identification: '2030-01-01',
  training: '2030-01-01',
  loanFrom: '2025-06-02',
  loanUntil: '2026-06-01',
  terms: 'She answers to the team leader alone.',
  former: [{ at: places.ashmoor, servedUntil: '2024-01-11' }],
}
const lent: Taken = [coordinator, 'enrol', loan]
const onLoan = visit
const deployed = (matter: Case, more: object = {}) => matter.when(coordinator, 'be-deployed', { ...visit, ...more })

describe('HH-12: nobody is deployed unless everything of theirs is in date on the last day they are there', () => {
  it('in date on the last day, they are; out of date on that day, they are not', () => {
    const matter = given(inspector, enrolled)
    deployed(matter).then()
    deployed(matter, { until: '2026-01-17' }).refused(
      'HH-12',
      'Ann Carver can’t be deployed for days up to 17 January 2026: vetting runs out on 16 January 2026; photographic identification runs out on 16 January 2026; security training runs out on 16 January 2026',
    )
  })

  for (const [paper, words] of [
    ['vetting', /vetting runs out on 15 January 2026$/],
    ['identification', /photographic identification runs out on 15 January 2026$/],
    ['training', /security training runs out on 15 January 2026$/],
  ] as const)
    it(`${paper} that ends a day sooner is in the way, until it is renewed`, () => {
      const matter = given(inspector, [
        coordinator,
        'enrol',
        { name: 'Ann Carver', home: 'hmip', ...inDate, [paper]: '2026-01-15' },
      ])
      deployed(matter).refused('HH-12', words)
      deployed(matter, { until: '2026-01-15' }).then()
      deployed(matter.and([leader, 'renew', { what: [paper], [paper]: '2026-01-16' }])).then()
    })

  it('what was never recorded is in the way too', () =>
    deployed(given(inspector, [coordinator, 'enrol', { name: 'Ann Carver', home: 'hmip' }])).refused(
      'HH-12',
      /no vetting is recorded; no photographic identification is recorded; no security training is recorded/,
    ))

  it('a partner is asked for the same', () => {
    const matter = given(inspector, [
      coordinator,
      'enrol',
      { name: 'Bea Ofori', home: 'ofsted', vetting: '2030-01-01' },
    ])
    deployed(matter, { name: 'Bea Ofori' }).refused('HH-12', /no security training is recorded/)
  })

  it('nobody is at two inspections at once', () => {
    const matter = given(inspector, [coordinator, 'enrol', { ...loan, home: 'hmip', former: [] }]).and([
      coordinator,
      'be-deployed',
      visit,
    ])
    const other = { inspection: ['INS-2026-0002'], place: places.dunscar }
    deployed(matter, { ...other, from: '2026-01-16', until: '2026-01-20' }).refused(
      'HH-12',
      /at another inspection, INS-2026-0001, from 12 January 2026 to 16 January 2026/,
    )
    deployed(matter, { ...other, from: '2026-01-17', until: '2026-01-20' }).then()
    deployed(matter, { ...other, from: '2026-01-08', until: '2026-01-12' }).refused('HH-12', /at another inspection/)
    deployed(matter, { ...other, from: '2026-01-08', until: '2026-01-11' }).then()
    deployed(matter, { from: '2026-01-13' }).then()
    const free = matter.and([coordinator, 'be-released', { inspection: ['INS-2026-0001'] }])
    deployed(free, { ...other, from: '2026-01-16', until: '2026-01-20' }).then()
  })

  it('a reference of somebody else is found out by the name', () =>
    deployed(given(inspector, enrolled), { name: 'Bea Ofori' }).refused(
      'HH-12',
      /This reference is Ann Carver’s, and not Bea Ofori’s/,
    ))

  it('what is withdrawn while they are on a team is pointed out, and a team that may stay is not', () => {
    const matter = given(inspector, enrolled).and([coordinator, 'be-deployed', visit])
    const warned = (vetting: string, today = '2026-01-05') =>
      inspector.steps.renew?.warn?.({
        matter: matter.seenBy(leader),
        me: leader,
        answers: { what: ['vetting'], vetting },
        world: matter.on(today).world,
      })
    assert.match(warned('2026-01-15') ?? '', /on the team of INS-2026-0001 until 16 January 2026: take them off it/)
    assert.equal(warned('2026-01-16'), undefined)
    assert.equal(warned('2026-01-15', '2026-01-17'), undefined, 'the visit is over')
  })

  it('whoever is on a team to come does not leave the register', () => {
    const matter = given(inspector, enrolled).and([coordinator, 'be-deployed', visit])
    matter.when(coordinator, 'leave').refused('HH-12', /on the team of INS-2026-0001 until 16 January 2026/)
    const gone = matter.on('2026-01-17').and([coordinator, 'leave'])
    deployed(gone, { from: '2026-02-02', until: '2026-02-03' }).refused('HH-12', 'They are deployed no more')
  })

  it('the register is for those who plan inspections alone', () => {
    const matter = given(inspector, enrolled).and([coordinator, 'be-deployed', visit])
    assert.deepEqual(matter.shown('person'), planners.toSorted())
    for (const who of outsiders) {
      assert.equal(matter.existsFor(who), false, who.post)
      given(inspector).when(who, 'enrol', { name: 'Ann Carver', home: 'hmip' }).refused('HH-12')
    }
  })
})

describe('HH-21: a manager on loan is kept off places where they served, and inspects while the loan lasts', () => {
  const matter = given(inspector, lent)

  it('for two years unless the inspectorate sets otherwise: on the last day of them still, and the day after no more', () => {
    const served = (until: string) =>
      given(inspector, [coordinator, 'enrol', { ...loan, former: [{ at: places.ashmoor, servedUntil: until }] }])
    deployed(served('2024-01-11'), onLoan).then()
    deployed(served('2024-01-12'), onLoan).refused(
      'HH-21',
      'Ann Carver served at Ashmoor until 12 January 2024, and is kept off it until 12 January 2026',
    )
  })

  it('another place is open to them, and what is added later counts too', () => {
    deployed(matter, { ...onLoan, place: places.dunscar }).then()
    const more = matter.and([leader, 'add-former', { at: places.dunscar, servedUntil: '2025-05-01' }])
    deployed(more, { ...onLoan, place: places.dunscar }).refused('HH-21', /served at Dunscar until 1 May 2025/)
  })

  it('a team that they are on already is pointed out where they served at that place', () => {
    const warned = (at: string | undefined, servedUntil: string) => {
      const on = matter.and([coordinator, 'be-deployed', { ...onLoan, place: places.dunscar }])
      const taking = { matter: on.seenBy(leader), me: leader, world: on.world }
      return inspector.steps['add-former']?.warn?.({ ...taking, answers: { at, servedUntil } })
    }
    assert.match(warned(places.dunscar, '2025-05-01') ?? '', /on the team of INS-2026-0001/)
    assert.equal(warned(places.dunscar, '2023-01-01'), undefined)
    assert.equal(warned(places['brackley-hill'], '2025-05-01'), undefined)
  })

  it('not before the loan begins', () => {
    const early = given(inspector, [coordinator, 'enrol', { ...loan, loanFrom: '2026-01-13', former: [] }])
    deployed(early, onLoan).refused(
      'HH-21',
      'Ann Carver is on loan from 13 January 2026, which is after the first day, 12 January 2026',
    )
    deployed(early, { ...onLoan, from: '2026-01-13' }).then()
  })

  it('not beyond the last day of the loan, until it is extended', () => {
    deployed(matter, { ...onLoan, from: '2026-05-29', until: '2026-06-01' }).then()
    const beyond = { ...onLoan, from: '2026-05-29', until: '2026-06-02' }
    deployed(matter, beyond).refused(
      'HH-21',
      'Ann Carver is on loan until 1 June 2026, which is before the last day, 2 June 2026',
    )
    deployed(matter.and([leader, 'extend-loan', { loanUntil: '2026-12-01', agreed: true }]), beyond).then()
  })

  it('it is lengthened only to a later day, and on terms that protect their independence', () => {
    matter
      .when(leader, 'extend-loan', { loanUntil: '2026-06-01', agreed: true })
      .refused('HH-21', /lasts until 1 June 2026 already/)
    matter
      .when(leader, 'extend-loan', { loanUntil: '2026-06-02', agreed: false })
      .refused('HH-21', /terms that protect/)
    matter.when(leader, 'extend-loan', { loanUntil: '2026-06-02', agreed: true }).then()
    given(inspector, enrolled)
      .when(leader, 'extend-loan', { loanUntil: '2026-12-01', agreed: true })
      .refused('HH-21', 'They are not on loan')
  })

  it('a loan has terms and an end from the first, in order', () => {
    const enrol = (more: object) => given(inspector).when(coordinator, 'enrol', { ...loan, ...more })
    enrol({ terms: '' }).refused('HH-21', 'Say on what terms')
    enrol({ loanUntil: '' }).refused('HH-21', 'Give the last day of the loan')
    enrol({ loanUntil: '2025-06-01' }).refused('HH-21', 'The loan ends before it begins')
  })

  it('the end of a loan is a duty of the inspectorate', () => {
    assert.equal(matter.duty('end of the loan')?.due, '2026-06-01')
    const longer = matter.and([leader, 'extend-loan', { loanUntil: '2026-12-01', agreed: true }])
    assert.equal(longer.duty('end of the loan')?.due, '2026-12-01')
  })
})

describe('HH-12: the inspection deploys them where they are registered, in the same act', () => {
  const matter = given(inspection, planned)
  const act = { reference: 'TEA-2026-0001', step: 'be-deployed', answers: visit }

  it('with its place and its days, or their own within it', () => {
    assert.deepEqual(matter.and([coordinator, 'deploy', ann]).last.also, [act])
    assert.deepEqual(
      matter.and([coordinator, 'deploy', { ...ann, from: '2026-01-13', until: '2026-01-14' }]).last.also,
      [{ ...act, answers: { ...visit, from: '2026-01-13', until: '2026-01-14' } }],
    )
  })

  it('not on days outside the visit, and only somebody from the register', () => {
    const deploy = (more: object) => matter.when(coordinator, 'deploy', { ...ann, ...more })
    deploy({ from: '2026-01-11' }).refused('HH-12', /11 January 2026 is outside the visit/)
    deploy({ until: '2026-01-17' }).refused('HH-12', /17 January 2026 is outside the visit/)
    deploy({ from: '2026-01-14', until: '2026-01-13' }).refused('HH-12', 'Their last day comes before their first')
    deploy({ person: 'SAN-2026-0001' }).refused('HH-12', /reference of one person who may be deployed/)
    deploy({ person: 'TEA-2026-0001 TEA-2026-0002' }).refused('HH-12', /reference of one person who may be deployed/)
    deploy({ person: '' }).refused('HH-12', 'Choose who, or give their reference')
    // Their name is what the register has under that reference: nobody types it.
    assert.equal(deploy({ name: '' }).refused('HH-12', /nobody of the reference TEA-2026-0001/).field, 'person')
  })

  it('when its days move everyone is deployed anew, so that whoever is out of date is in the way', () => {
    const team = matter.and(
      [coordinator, 'deploy', ann],
      [coordinator, 'deploy', { ...bea, from: '2026-01-13', until: '2026-01-13' }],
    )
    const moved = team.and([leader, 'plan-anew', { first: '2026-01-13', last: '2026-01-19', announced: false }])
    const other = { ...visit, name: 'Bea Ofori', from: '2026-01-13' }
    assert.deepEqual(moved.last.also, [
      { ...act, answers: { ...visit, from: '2026-01-13', until: '2026-01-19' } },
      { reference: 'TEA-2026-0002', step: 'be-deployed', answers: { ...other, until: '2026-01-13' } },
    ])
    const elsewhen = team.and([leader, 'plan-anew', { first: '2026-02-02', last: '2026-02-06', announced: false }])
    assert.deepEqual(
      elsewhen.last.also.map(({ answers }) => [answers.from, answers.until]),
      [
        ['2026-02-02', '2026-02-06'],
        ['2026-02-02', '2026-02-06'],
      ],
    )
  })

  it('as the establishment is told everyone is deployed anew too: what was withdrawn since is in the way', () =>
    assert.deepEqual(matter.and([coordinator, 'deploy', ann]).on('2026-01-12').and([coordinator, 'notify']).last.also, [
      act,
    ]))

  it('whoever is taken off, or whose inspection is given up, is free again', () => {
    const team = matter.and([coordinator, 'deploy', ann], [coordinator, 'deploy', bea])
    const free = (reference: string) => ({
      reference,
      step: 'be-released',
      answers: { inspection: ['INS-2026-0001'] },
      ifOpen: true,
    })
    assert.deepEqual(team.and([deputy, 'cancel', { because: 'Flooding' }]).last.also, [
      free('TEA-2026-0001'),
      free('TEA-2026-0002'),
    ])
    const off = team.and([leader, 'stand-down', { who: 'TEA-2026-0001' }])
    assert.deepEqual(off.last.also, [free('TEA-2026-0001')])
    assert.deepEqual(off.and([deputy, 'cancel', { because: 'Flooding' }]).last.also, [free('TEA-2026-0002')])
  })

  it('the establishment sees who joins or leaves once it has been told, by name and never by reference', () => {
    const matter = notified().and([coordinator, 'deploy', bea])
    const contents = matter.last.contents
    assert.deepEqual(contents.visit, { joins: 'Bea Ofori, partner inspector (Ofsted)' })
    assert.equal(matter.partsOf(governor).includes('plan'), false)
    const left = matter.and([coordinator, 'stand-down', { who: 'TEA-2026-0002', because: 'Ill' }])
    assert.deepEqual(left.last.contents.visit, { leaves: 'Bea Ofori' })
  })
})

describe('HH-12: what the team brings', () => {
  const list = (more: object) =>
    given(inspection, planned).when(leader, 'list-equipment', {
      cameras: 2,
      recorders: 1,
      laptops: 8,
      phones: true,
      ...more,
    })

  it('cameras, recorders and laptops; everyone knows that mobile phones stay outside', () => {
    list({}).then()
    list({ phones: false }).refused('HH-12', 'Everyone must know that mobile phones stay outside')
  })

  for (const words of ['Two mobile phones', 'a smartphone', 'iPhone', 'mobiles'])
    it(`no mobile phones: not as “${words}” either`, () =>
      list({ else: words }).refused('HH-12', 'Mobile phones are not brought in'))

  it('what is agreed on site is told to the establishment', () =>
    assert.deepEqual(
      arrived().and([leader, 'list-equipment', { cameras: 1, recorders: 0, laptops: 0, phones: true, else: 'A tape' }])
        .last.contents.visit,
      { brings: '1 camera\nA tape\nNo mobile phones' },
    ))
})
