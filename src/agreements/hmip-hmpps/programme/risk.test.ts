import assert from 'node:assert/strict'
import { describe } from 'node:test'
import { it, worldOn } from '../../../../test/kit.ts'
import { day } from '../../../calendar/day.ts'
import { due } from '../../../calendar/due.ts'
import { holdsAt, type Known, type Seen } from '../../../engine/programme.ts'
import { realPlaces } from '../../../register/places.ts'
import { programme } from './programme.ts'
import { elapsed, factors, risk, type FactorName } from './risk.ts'

const today = day('2026-01-05')
const prison = { code: 'ZAI', name: 'Ashmoor', kind: 'prison', invented: true } as const

const seen = (facts: Seen['facts'], stage?: string): Seen => ({
  reference: 'RPT-2024-0001',
  stage,
  facts,
})

/** What is known of Ashmoor: nothing but this. */
const known = (more: Partial<Known> = {}): Known => ({ place: prison, facts: {}, counts: {}, ...more })

const inspectedOn = (on: string): Partial<Known> => {
  const holds = holdsAt(programme, 'prison') ?? assert.fail()
  return {
    last: { day: day(on), reference: 'RPT-2024-0001' },
    holds,
    latest: due(day(on), holds.period, worldOn(today).calendar).day,
  }
}

const ours = Object.fromEntries(Object.entries(factors).map(([name, { usual }]) => [name, usual]))

const reasonFor = (factor: FactorName, more: Partial<Known>, on = today) => {
  const found = risk(known(more), ours, on).reasons.find(one => one.factor === factor) ?? assert.fail()
  return [found.points, found.because] as const
}

describe('HH-6c: the risk at a place gives its reasons', () => {
  it('they are all that it comes to', () => {
    const made = risk(known({ ...inspectedOn('2023-03-05'), counts: { sanctions: 2 } }), ours, today)
    assert.equal(
      made.points,
      made.reasons.reduce((sum, one) => sum + one.points, 0),
    )
    assert.equal(made.most, 100)
    assert.deepEqual(
      made.reasons.map(one => one.factor),
      Object.keys(factors),
    )
  })

  it('time: by how much of what is allowed has gone, all of it on the latest day and ever after', () => {
    assert.deepEqual(reasonFor('time', inspectedOn('2026-01-05')), [0, 'Less than a month since 5 January 2026'])
    assert.deepEqual(reasonFor('time', inspectedOn('2023-07-05')), [15, '2 years and 6 months since 5 July 2023'])
    assert.deepEqual(reasonFor('time', inspectedOn('2021-01-05')), [30, '5 years since 5 January 2021'])
    assert.deepEqual(reasonFor('time', inspectedOn('2021-01-04')), [
      30,
      '5 years since 4 January 2021, past the latest date allowed',
    ])
  })

  it('time: where the last inspection is not recorded, nothing is made up', () =>
    assert.deepEqual(reasonFor('time', {}), [0, 'When it was last inspected is not recorded here']))

  it('scores: the worst weigh all, the best nothing, and what is no score is left out', () => {
    const scored = (safety: unknown, respect: unknown, activity: unknown, release: unknown) =>
      reasonFor('scores', { facts: { reports: [seen({ safety, respect, activity, release })] } })
    assert.equal(scored(1, 1, 1, 1)[0], 30)
    assert.equal(scored(4, 4, 4, 4)[0], 0)
    assert.deepEqual(scored('1', '2', '3', '4'), [
      15,
      'Last scores, from 1 (poor) to 4 (good): Safety 1, respect 2, purposeful activity 3, preparation for release 4',
    ])
    assert.deepEqual(scored(0, 5, null, ''), [0, 'No scores are recorded here'])
    assert.deepEqual(scored(2, undefined, 7, undefined), [20, 'Last scores, from 1 (poor) to 4 (good): Safety 2'])
  })

  it('scores: of the newest report that has any', () => {
    const reports = [seen({ ended: '2025-01-01' }), seen({ safety: 1 }), seen({ safety: 4 })]
    assert.equal(reasonFor('scores', { facts: { reports } })[0], 30)
  })

  it('intelligence and sanctions: by how many there are, up to so many', () => {
    assert.deepEqual(reasonFor('intelligence', { counts: { intelligence: 1 } }), [
      2,
      '1 item of information or urgent concern in the last year',
    ])
    assert.equal(reasonFor('intelligence', { counts: { intelligence: 5 } })[0], 10)
    assert.equal(reasonFor('intelligence', { counts: { intelligence: 50 } })[0], 10)
    assert.deepEqual(reasonFor('sanctions', {}), [0, 'No allegation of a sanction in the last year'])
    assert.deepEqual(reasonFor('sanctions', { counts: { sanctions: 3 } }), [
      10,
      '3 allegations of sanctions in the last year',
    ])
  })

  it('an Urgent Notification in force weighs all, one that is over nothing (HH-36)', () => {
    const urgent = (stage?: string) => reasonFor('urgent', { facts: { urgent: [seen({}, stage)] } })
    assert.deepEqual(urgent('sent'), [10, '1 Urgent Notification in force'])
    for (const stage of ['preparing', 'ended']) assert.deepEqual(urgent(stage), [0, 'No Urgent Notification in force'])
    assert.deepEqual(reasonFor('urgent', {}), [0, 'No Urgent Notification in force'])
  })

  it('a review of progress: by what was found of each item', () => {
    const review = (facts: Seen['facts']) => reasonFor('reviews', { facts: { reviews: [seen(facts)] } })
    assert.deepEqual(review({ none: 4, insufficient: 0, reasonable: 0, good: 0 }), [
      5,
      'Last review of progress: 4 of 4 with insufficient progress or none',
    ])
    assert.equal(review({ good: 6 })[0], 0)
    assert.equal(review({})[1], 'No review of progress is recorded here')
  })

  it('leadership: as those who plan judged it', () => {
    assert.deepEqual(reasonFor('leadership', { facts: { leadership: [seen({ level: '1', judged: '2025-06-01' })] } }), [
      5,
      'Leadership: of serious concern, as judged on 1 June 2025',
    ])
    assert.deepEqual(reasonFor('leadership', {}), [0, 'Leadership has not been judged'])
  })
})

describe('HH-6c: weights are the inspectorate’s', () => {
  it('a weight is the most that a factor comes to, and nought leaves it out', () => {
    const more = known({ ...inspectedOn('2021-01-05'), counts: { sanctions: 3 } })
    const made = risk(more, { ...ours, time: 60, sanctions: 0 }, today)
    assert.equal(made.most, 120)
    assert.deepEqual(
      made.reasons.filter(one => one.points > 0).map(one => [one.factor, one.points]),
      [['time', 60]],
    )
    assert.equal(risk(more, Object.fromEntries(Object.keys(ours).map(name => [name, 0])), today).points, 0)
  })
})

describe('bands of risk', () => {
  const found = { ...inspectedOn('2026-01-05'), facts: { reports: [seen({ safety: 4 })] } }
  const banded = (share: number) => {
    const weights = { ...Object.fromEntries(Object.keys(ours).map(name => [name, 0])), sanctions: 12, intelligence: 20 }
    return risk(known({ ...found, counts: { intelligence: share } }), weights, today)
  }

  it('are high from half of all the points, medium from a quarter', () => {
    assert.deepEqual([banded(4).points, banded(4).most, banded(4).band], [16, 32, 'high'])
    assert.deepEqual([banded(3).points, banded(3).band], [12, 'medium'])
    assert.deepEqual([banded(2).points, banded(2).band], [8, 'medium'])
    assert.deepEqual([banded(1).points, banded(1).band], [4, 'low'])
  })

  it('a place of which too little is recorded is never called low', () => {
    assert.equal(risk(known(), ours, today).band, 'unknown')
    assert.equal(risk(known(inspectedOn('2026-01-05')), ours, today).band, 'unknown', 'what was found is not recorded')
    assert.equal(risk(known(found), ours, today).band, 'low')
    assert.equal(
      risk(known({ counts: { sanctions: 9, intelligence: 9 }, facts: { urgent: [seen({}, 'sent')] } }), ours, today)
        .band,
      'medium',
    )
  })
})

describe('HH-6a: how long an inspection holds', () => {
  it('five years for adults; three for a young offender institution or a secure training centre', () => {
    assert.deepEqual(
      (['prison', 'yoi', 'stc'] as const).map(kind => holdsAt(programme, kind)?.period),
      [
        { count: 5, unit: 'Y' },
        { count: 3, unit: 'Y' },
        { count: 3, unit: 'Y' },
      ],
    )
  })

  it('Feltham’s children have three years, and its young adults five, whatever the register calls the two', () => {
    const kindOf = (code: string) => realPlaces().find(one => one.code === code)?.kind
    assert.deepEqual(['FYI', 'FMI', 'WYI', 'BSI', 'STC3'].map(kindOf), ['yoi', 'prison', 'yoi', 'prison', 'stc'])
  })

  it('the agreement sets no date for places that the prison service does not run, and says so', () => {
    for (const kind of ['irc', 'sthf', 'other'] as const) {
      assert.equal(holdsAt(programme, kind)?.onlyMeasured, true)
      assert.match(holdsAt(programme, kind)?.because ?? '', /no date is set/)
    }
  })
})

describe('time in words', () => {
  it('is whole years and months', () =>
    assert.deepEqual(
      [elapsed(day('2025-12-06'), today), elapsed(day('2025-12-05'), today), elapsed(day('2020-01-05'), today)],
      ['Less than a month', '1 month', '6 years'],
    ))
})
