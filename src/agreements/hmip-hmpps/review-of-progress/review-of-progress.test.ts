import assert from 'node:assert/strict'
import { describe } from 'node:test'
import { months } from '../../../calendar/period.ts'
import { given, holder, it, type Case } from '../../../../test/kit.ts'
import { asText } from '../../../letters/blocks.ts'
import { issue, type Letter } from '../../../letters/letter.ts'
import { tablesOf } from '../../../engine/table.ts'
import type { Me } from '../../../engine/matter.ts'
import {
  announced,
  begun,
  candidate,
  chair,
  chosen,
  coordinator,
  deputy,
  governor,
  items,
  judged,
  leader,
  published,
  siu,
  unit,
  visit,
  visited,
  visiting,
  written,
} from './kit.samples.ts'
import { announcement, reviewReport } from './letters.ts'
import { reviewOfProgress } from './review-of-progress.ts'
import { lengths } from './words.ts'

const everyone = [governor, siu, chair, holder('imb.national-chair'), holder('ppo.deputy'), holder('hmip.press')]
const warned = (matter: Case, step: string, answers: Readonly<Record<string, unknown>>) =>
  reviewOfProgress.steps[step]?.warn?.({ matter: matter.seenBy(leader), me: leader, world: matter.world, answers })
const table = (matter: Case, me: Me, name: string) =>
  tablesOf(reviewOfProgress, matter.seenBy(me), matter.world).find(one => one.name === name)?.rows
const paper = (letter: Letter, matter: Case) => {
  const issued = issue(letter, { matter: matter.seenBy(leader), me: leader, world: matter.world, answers: {} })
  assert.ok(!issued.refused)
  return asText(issued.blocks)
}

describe('HH-37: HMIP chooses the places it reviews, by their scores, their risks and their leaders', () => {
  it('puts a place forward with reasons, which stay its own', () => {
    assert.deepEqual(candidate().shown('candidacy'), ['hmip.chief', 'hmip.deputy', unit])
    for (const me of everyone) assert.equal(candidate().existsFor(me), false)
    given(reviewOfProgress)
      .when(coordinator, 'candidate', { ...begun, reasons: [] })
      .refused('HH-37', 'Choose at least one reason')
    for (const me of [siu, chair]) given(reviewOfProgress).when(me, 'candidate', begun).refused('HH-37')
  })

  it('keeps the numbers of the report, each once', () => {
    given(reviewOfProgress)
      .when(coordinator, 'candidate', { ...begun, items: [items[0], items[0]] })
      .refused('HH-37', 'The number 1 is there twice')
  })

  it('chooses it, or passes it over and may choose it later', () => {
    candidate().when(leader, 'choose', { likely: '2026-01-13' }).then({ stage: 'chosen' })
    const not = candidate().when(leader, 'pass-over', { because: 'Others are worse.' }).then({ stage: 'not chosen' })
    not.when(leader, 'choose', { likely: '2026-01-13' }).then({ stage: 'chosen' })
    chosen().when(leader, 'pass-over', { because: 'x' }).refused('HH-37', 'It has been chosen')
    for (const me of everyone) assert.equal(chosen().existsFor(me), false)
  })

  it('HH-15: is kept from when it was passed over, and not while it was chosen after all', () => {
    const passed = candidate()
      .and([leader, 'pass-over', { because: 'Others are worse.' }])
      .keeping({ 'reviews-of-progress': months(24) })
    passed.on('2030-01-05').when(holder('clock'), 'time-is-up').then({})
    passed
      .and([leader, 'choose', { likely: '2026-01-13' }])
      .on('2030-01-05')
      .when(holder('clock'), 'time-is-up')
      .refused('HH-15', 'It is not over')
  })

  it('selects among the items of the report, and no others', () => {
    candidate()
      .when(leader, 'select-items', { selected: ['1'] })
      .refused('HH-37', 'Choose it for a review first')
    chosen()
      .when(leader, 'select-items', { selected: ['1', '3'] })
      .refused('HH-37', /“3” is not in it/)
    chosen().when(leader, 'select-items', {}).refused('HH-37', 'Choose at least one item')
    assert.equal(chosen().when(leader, 'select-items', { selected: '1\n4' }).then().factsFor(leader).selected, 2)
    assert.deepEqual(
      table(announced(), leader, 'items')?.map(row => [row.number, row.reviewed]),
      [
        ['1', 'yes'],
        ['2', 'no'],
        ['4', 'yes'],
      ],
    )
  })
})

describe('HH-40: as a rule eight to twelve months after the inspection', () => {
  it('shows both days with their arithmetic', () => {
    const rows = table(announced(), leader, 'dates')
    assert.deepEqual(
      rows?.map(row => [row.what, row.on]),
      [
        ['The inspection ended', '2025-05-09'],
        ['Visit from, as a rule', '2026-01-09'],
        ['Visit until, as a rule', '2026-05-09'],
        ['Visit announced from', '2026-01-13'],
        ['Visit announced until', '2026-01-15'],
      ],
    )
    assert.match(String(rows?.[1]?.counted), /8 months/)
    assert.match(String(rows?.[2]?.counted), /12 months/)
  })

  it('outside it there is a warning and nothing in the way: both edges', () => {
    const on = (first: string, last = first) => ({ ...visit, first, last, length: '1.0' as const })
    const rule = /This is (sooner|later) .* from 9 January 2026 to 9 May 2026\./
    assert.equal(warned(chosen(), 'choose', { likely: '2026-01-09' }), undefined)
    assert.equal(warned(chosen(), 'choose', { likely: '2026-05-09' }), undefined)
    assert.match(warned(chosen(), 'choose', { likely: '2026-01-08' }) ?? '', rule)
    assert.match(warned(chosen(), 'choose', { likely: '2026-05-10' }) ?? '', rule)
    const outside = (first: string, last = first) =>
      rule.test(warned(chosen(), 'announce', { ...on(first, last), team: 4 }) ?? '')
    assert.deepEqual(
      [
        outside('2026-01-08', '2026-01-10'),
        outside('2026-01-09'),
        outside('2026-05-09'),
        outside('2026-05-07', '2026-05-10'),
      ],
      [true, false, false, true],
    )
    chosen().when(leader, 'announce', on('2026-01-06')).then({ stage: 'announced' })
  })

  it('a visit is owed within twelve months from the day it is chosen, and called off it is not', () => {
    assert.deepEqual(
      chosen().owed.map(({ rule, owedBy, from, due }) => [rule, owedBy, from, due]),
      [['visit', unit, '2025-05-09', '2026-05-09']],
    )
    assert.equal(visiting().duty('visit')?.state, 'met')
    const off = announced()
      .when(leader, 'call-off', { because: 'The prison is being closed.' })
      .then({ stage: 'called off' })
    assert.equal(off.duty('visit')?.state, 'fell away')
    assert.ok(off.told.includes('hmpps.ashmoor.governor'))
    off.when(leader, 'begin-visit', { on: '2026-01-05' }).refused('HH-37', 'The review was called off')
  })

  it('is chosen for a day after the inspection', () => {
    candidate()
      .when(leader, 'choose', { likely: '2025-05-09' })
      .refused('HH-37', /9 May 2025/)
    candidate().when(leader, 'choose', { likely: '2025-05-10' }).then()
  })

  it('counts by the day of its visit against 15 to 20 in the business year, for those who decide', () => {
    const { log } = reviewOfProgress
    assert.deepEqual([log?.yearly?.least, log?.yearly?.most, log?.yearly?.clause], [15, 20, 'HH-40'])
    const sees = (me: Me) => log?.yearly?.seenBy.covers(me, chosen().seenBy(me), chosen().world)
    assert.deepEqual([leader, deputy, governor, siu, chair].map(sees), [true, true, false, false, false])
    assert.equal(chosen().factsFor(leader).planned, '2026-01-13')
    assert.equal(
      announced()
        .on('2026-01-14')
        .and([leader, 'begin-visit', { on: '2026-01-14' }])
        .factsFor(leader).planned,
      '2026-01-14',
    )
  })
})

describe('HH-41: a review is announced and short', () => {
  it('to the governor and those above, the board and the centre, and to nobody else', () => {
    const on = chosen()
      .when(leader, 'announce', visit)
      .then({
        stage: 'announced',
        shown: {
          course: [
            'hmip.chief',
            'hmip.deputy',
            unit,
            'hmpps.ashmoor.governor',
            'hmpps.group-director',
            'hmpps.scrutiny',
            'imb.ashmoor',
          ],
          candidacy: ['hmip.chief', 'hmip.deputy', unit],
          working: ['hmip.chief', 'hmip.deputy', unit],
          published: ['hmip.chief', 'hmip.deputy', unit],
        },
      })
    for (const me of [governor, siu, chair]) {
      assert.doesNotMatch(JSON.stringify([on.seenBy(me), on.factsFor(me)]), /leadership|Safety has fallen|planned/)
    }
    for (const me of [holder('hmpps.dunscar.governor'), holder('imb.dunscar.chair'), holder('ppo.deputy')])
      assert.equal(on.existsFor(me), false)
  })

  it('four or five inspectors for two and a half days: anything else is pointed out, and may be', () => {
    const say = (more: Readonly<Record<string, unknown>>) =>
      warned(chosen(), 'announce', { ...visit, team: 4, ...more })
    for (const team of [4, 5]) assert.equal(say({ team }), undefined)
    assert.match(say({ team: 3 }) ?? '', /four or five inspectors; this is 3/)
    assert.match(say({ team: 6 }) ?? '', /four or five inspectors; this is 6/)
    assert.deepEqual(Object.values(lengths).slice(0, 4), [
      'One day',
      'A day and a half',
      'Two days',
      'Two and a half days',
    ])
    assert.match(say({ length: '3.0' }) ?? '', /two and a half days; this is three days/)
    chosen()
      .when(leader, 'announce', { ...visit, team: '6', length: '3.0' })
      .then()
  })

  it('days out of order, or too few for it, are refused', () => {
    chosen()
      .when(leader, 'announce', { ...visit, last: '2026-01-12' })
      .refused('HH-41', /last day comes before/)
    chosen()
      .when(leader, 'announce', { ...visit, last: '2026-01-14' })
      .refused('HH-41', /Two and a half days do not fit/)
    chosen()
      .when(leader, 'announce', { ...visit, first: '2026-01-04' })
      .refused('HH-40')
    visiting()
      .when(leader, 'end-visit', { on: '2026-01-12' })
      .refused('HH-41', /before it began, which was on 13 January 2026/)
  })

  it('is not begun unannounced, nor before its items are selected', () => {
    chosen()
      .when(leader, 'begin-visit', { on: '2026-01-05' })
      .refused('HH-41', /announced before it begins/)
    chosen()
      .and([leader, 'announce', visit])
      .when(leader, 'begin-visit', { on: '2026-01-05' })
      .refused('HH-37', /Select the items/)
  })

  it('nor is it said to have begun before the day on which it was announced, whenever that is said', () => {
    const moved = announced()
      .on('2026-01-12')
      .and([leader, 'announce', { ...visit, first: '2026-01-14', last: '2026-01-16' }])
      .on('2026-01-14')
    moved
      .when(leader, 'begin-visit', { on: '2026-01-04' })
      .refused('HH-41', 'The review was announced on 5 January 2026: it can’t have begun before')
    moved.when(leader, 'begin-visit', { on: '2026-01-05' }).then()
  })

  it('can be moved until it has begun', () => {
    const moved = announced().and([leader, 'announce', { ...visit, first: '2026-02-02', last: '2026-02-04' }])
    assert.deepEqual([moved.factsFor(governor).visit, moved.factsFor(leader).planned], ['2026-02-02', '2026-02-02'])
    visiting().when(leader, 'announce', visit).refused('HH-41', 'The visit has begun')
  })

  it('the letter that announces it names what is reviewed, and nothing of why', () => {
    const words = paper(announcement, announced())
    assert.match(words, /13 January 2026/)
    assert.match(words, /4: Complaints are answered late\./)
    assert.doesNotMatch(words, /Force is not overseen|Safety has fallen/)
  })
})

describe('HH-37: each selected item is judged', () => {
  it('not before the visit has begun', () => {
    announced()
      .when(leader, 'judge', { judged })
      .refused('HH-37', /before the visit has begun/)
    visiting().when(leader, 'judge', { judged }).then()
  })

  it('by the inspectorate alone, which keeps it to itself until it is published', () => {
    for (const me of [governor, siu, chair]) {
      visiting().when(me, 'judge', { judged }).refused('HH-37')
      assert.doesNotMatch(JSON.stringify([visited().seenBy(me), visited().factsFor(me)]), /insufficient|Two hours more/)
    }
  })

  it('by one of the four words, each item of those selected once', () => {
    for (const progress of ['none', 'insufficient', 'reasonable', 'good'])
      visiting()
        .when(leader, 'judge', { judged: [{ number: '1', progress }] })
        .then()
    visiting()
      .when(leader, 'judge', { judged: [{ number: '1', progress: 'excellent' }] })
      .refused('HH-37')
    visiting()
      .when(leader, 'judge', { judged: [{ number: '2', progress: 'good' }] })
      .refused('HH-37', /Choose an item that is reviewed/)
    visiting()
      .when(leader, 'judge', { judged: [judged[0], judged[0]] })
      .refused('HH-37', 'Item 1 is there twice')
  })

  it('every one of them before the report, as it was judged last', () => {
    const half = visiting()
      .and([leader, 'judge', { judged: judged.slice(0, 1) }])
      .on('2026-01-15')
      .and([leader, 'end-visit', { on: '2026-01-15' }], [leader, 'write', { words: 'So.' }])
    half.when(leader, 'publish').refused('HH-37', 'Judge every item that is reviewed first')
    const on = half.and(
      [leader, 'judge', { judged: [judged[1], { ...judged[0], progress: 'reasonable' }] }],
      [leader, 'publish'],
    )
    const { none, insufficient, reasonable, good } = on.factsFor(chair)
    assert.deepEqual([none, insufficient, reasonable, good], [0, 0, 1, 1])
  })
})

describe('HH-41: its report comes out within 25 working days of the visit’s end', () => {
  it('counted from the last day of the visit, whenever that is told', () => {
    const late = visiting()
      .on('2026-01-20')
      .and([leader, 'end-visit', { on: '2026-01-15' }])
    assert.deepEqual([late.duty('report')?.from, late.duty('report')?.due], ['2026-01-15', '2026-02-19'])
    // Good Friday and Easter Monday, 3 and 6 April 2026, are passed over.
    const easter = announced()
      .on('2026-03-20')
      .and([leader, 'begin-visit', { on: '2026-03-18' }], [leader, 'end-visit', { on: '2026-03-20' }])
    assert.equal(easter.duty('report')?.due, '2026-04-28')
    assert.equal(published().duty('report')?.state, 'met')
  })

  it('a day that was told wrong is put right by telling it again, until the visit has ended and the report is out', () => {
    const begunWrong = announced()
      .on('2026-01-14')
      .and([leader, 'begin-visit', { on: '2026-01-14' }], [leader, 'begin-visit', { on: '2026-01-13' }])
    assert.equal(begunWrong.factsFor(leader).planned, '2026-01-13')
    const wrong = begunWrong.on('2026-01-20').and([leader, 'end-visit', { on: '2026-01-16' }])
    wrong.when(leader, 'begin-visit', { on: '2026-01-13' }).refused('HH-37', 'The visit has ended')
    const right = wrong.and([leader, 'end-visit', { on: '2026-01-15' }])
    assert.deepEqual(
      right.owed.map(({ rule, from, due }) => [rule, from, due]),
      [['report', '2026-01-15', '2026-02-19']],
    )
    assert.equal(right.last.recounts.length, 1, 'it stays the same duty')
    published()
      .when(leader, 'end-visit', { on: '2026-01-15' })
      .refused('HH-41', /has been published/)
  })

  it('not before the visit has ended, nor without words', () => {
    visiting().when(leader, 'publish').refused('HH-41', 'The visit has not ended')
    visited().when(leader, 'publish').refused('HH-41', 'Write the report first')
    published()
      .when(leader, 'publish')
      .refused('HH-41', /has been published/)
    published()
      .when(leader, 'judge', { judged })
      .refused('HH-37', /has been published/)
  })

  it('goes to whomever a report goes to, with each judgement and the item’s words, and nothing of why it was chosen', () => {
    const on = published()
    for (const me of everyone) {
      assert.ok(on.partsOf(me).includes('published'))
      assert.ok(!on.partsOf(me).includes('working') && !on.partsOf(me).includes('candidacy'))
    }
    assert.deepEqual(table(on, holder('ppo.deputy'), 'published'), [
      {
        number: '1',
        item: 'Men spend too long in their cells.',
        progress: 'insufficient',
        found: 'Two hours more a day, for one wing.',
      },
      { number: '4', item: 'Complaints are answered late.', progress: 'good', found: undefined },
    ])
    assert.ok(!written().partsOf(holder('ppo.deputy')).includes('published'))
    assert.equal(on.existsFor(holder('imb.dunscar.chair')), false)
    assert.match(paper(reviewReport, on), /Insufficient progress/)
  })

  it('leaves what the report asked for as it was', () => {
    assert.deepEqual(
      table(published(), leader, 'items')?.map(row => [row.number, row.kind, row.reviewed]),
      [
        ['1', 'priority', 'yes'],
        ['2', 'priority', 'no'],
        ['4', 'key', 'yes'],
      ],
    )
  })

  it('what was found is taken to the action plan that was named, and to no other', () => {
    assert.deepEqual(published().last.also, [])
    const named = written().when(leader, 'publish', { plan: 'ACP-2026-0001' }).then()
    assert.deepEqual(named.last.also, [
      {
        reference: 'ACP-2026-0001',
        step: 'verify',
        answers: {
          how: 'review',
          judgements: [
            { number: '1', progress: 'insufficient', found: 'Two hours more a day, for one wing.' },
            { number: '4', progress: 'good' },
          ],
        },
      },
    ])
    written()
      .when(leader, 'publish', { plan: 'RPT-2026-0001' })
      .refused('HH-41', /begins with ACP-/)
  })
})
