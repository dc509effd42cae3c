import assert from 'node:assert/strict'
import { describe } from 'node:test'
import { holder, it } from '../../../../test/kit.ts'
import {
  answered,
  centre,
  checked,
  chiefExecutive,
  governor,
  leader,
  press,
  published,
  ready,
  sent,
  siu,
  texts,
  unit,
} from './kit.samples.ts'
import { plannedDay } from './reading.ts'
import { report } from './report.ts'

const notice = { title: 'A safer prison', notice: 'Inspectors found a safer prison.' }

describe('HH-29: a report is published', () => {
  it('two weeks, or eight working days, after the last answer', () => {
    assert.deepEqual([answered().duty('publish')?.from, answered().duty('publish')?.due], ['2026-02-02', '2026-02-16'])
  })

  it('at no stage before its time', () => {
    checked().when(leader, 'finalise').refused('HH-28')
    checked()
      .when(leader, 'publish')
      .refused('HH-28', /every point is answered/)
    answered().when(leader, 'publish').refused('HH-29', 'Settle the final text first')
    const settled = answered().and([leader, 'finalise'])
    settled.when(leader, 'publish').refused('HH-29', 'Set the day of publication first')
    const set = settled.and([leader, 'set-publication', { on: '2026-02-02' }])
    set.when(leader, 'publish').refused('HH-30', /has not been drafted/)
    set.and([press, 'draft-press-notice', notice]).when(leader, 'publish').then({ stage: 'published' })
  })

  it('on the day that was set and not on the day before', () => {
    ready()
      .on('2026-02-16')
      .when(leader, 'publish')
      .refused('HH-29', /17 February 2026, has not come/)
    ready().on('2026-02-17').when(leader, 'publish').then({ stage: 'published' })
  })

  it('by the inspectorate alone', () => {
    for (const me of [siu, governor, chiefExecutive, press])
      ready().on('2026-02-17').when(me, 'publish').refused('HH-29')
  })

  it('ministers and the press office have the final text ahead, under embargo, and nobody else', () => {
    const matter = ready()
    assert.deepEqual(
      matter.shown('final'),
      ['hmip.chief', 'hmip.deputy', unit, 'hmip.press-office', 'moj.ministers'].toSorted(),
    )
    const minister = holder('moj.secretary-of-state')
    assert.deepEqual(matter.partsOf(minister), ['final', 'day'])
    const [edition] = report.writes?.editions(matter.seenBy(minister), matter.world) ?? []
    assert.match(JSON.stringify([edition?.label, edition?.blocks]), /The final text.*fallen by a fifth/)
    assert.match(
      matter
        .seenBy(minister)
        .disclosures.map(one => one.conditions.join())
        .join(),
      /embargo/,
    )
    for (const me of [siu, governor, chiefExecutive])
      assert.doesNotMatch(JSON.stringify(matter.seenBy(me)), /fallen by a fifth/)
  })

  it('who are told for how long, and when that day is set again', () => {
    const minister = holder('moj.secretary-of-state')
    const until = (matter: typeof moved) => plannedDay(matter.seenBy(minister))
    const moved = ready()
      .when(leader, 'set-publication', { on: '2026-02-24', because: 'An inquest' })
      .then({ tells: ['hmip.chief', 'hmip.deputy', 'hmip.press-office', centre, chiefExecutive.post, 'moj.ministers'] })
    for (const me of [minister, chiefExecutive]) assert.doesNotMatch(JSON.stringify(moved.seenBy(me)), /inquest/)
    assert.deepEqual([until(ready()), until(moved)], ['2026-02-17', '2026-02-24'])
    const [edition] = report.writes?.editions(moved.seenBy(minister), moved.world) ?? []
    assert.match(
      JSON.stringify(edition?.blocks),
      /5 December 2025.*24 February 2026/,
      'with the day the inspection ended',
    )
    const early = answered().and([leader, 'set-publication', { on: '2026-02-17' }])
    assert.ok(!early.existsFor(minister))
    assert.equal(until(early.and([leader, 'finalise'])), '2026-02-17')
    const noticed = early.and([press, 'draft-press-notice', notice])
    const told = noticed.when(leader, 'set-publication', { on: '2026-02-24' }).then().told
    assert.deepEqual([told.includes(chiefExecutive.post), told.includes('moj.ministers')], [true, false])
  })

  it('what was settled is published, whatever is written after', () => {
    const matter = ready()
      .and([leader, 'write', { introduction: 'An afterthought.' }])
      .on('2026-02-17')
      .and([leader, 'publish'])
    assert.match(JSON.stringify(matter.seenBy(governor)), /fallen by a fifth/)
    assert.doesNotMatch(JSON.stringify(matter.seenBy(governor)), /afterthought/)
  })

  it('after which nothing in it changes', () => {
    for (const [step, typed] of [
      ['write', texts],
      ['judge', { safety: '4' }],
      ['finalise', {}],
      ['send-second-draft', {}],
      ['set-publication', { on: '2026-03-03' }],
      ['publish', {}],
      ['pause', { until: '2026-03-03', because: 'x' }],
    ] as const)
      published().when(leader, step, typed).refused()
  })

  it('every duty is met or gone', () => {
    assert.deepEqual(published().owed, [])
    assert.equal(published().duty('publish within the aim')?.state, 'met')
  })
})

describe('HI-8f: the board and its national unit have the report as it is published', () => {
  const readers = [
    'hmip.chief',
    'hmip.deputy',
    unit,
    'hmip.press-office',
    centre,
    'hmpps.ashmoor.governor',
    'hmpps.chief-executive',
    'hmpps.director-general',
    'hmpps.group-director',
    'imb.ashmoor',
    'imb.national',
    'imb.secretariat-office',
    'moj.ministers',
    'ppo.deputy',
    'ppo.learning-lessons',
  ]

  it('with everyone else whom the agreements name, each told of it', () => {
    assert.deepEqual(published().shown('published'), readers.toSorted())
    assert.deepEqual(published().told, readers.filter(key => key !== unit).toSorted())
  })

  it('and nobody before', () => {
    assert.deepEqual(ready().shown('published'), ['hmip.chief', 'hmip.deputy', unit].toSorted())
    for (const post of ['imb.ashmoor.chair', 'imb.national-chair', 'ppo.deputy', 'hmpps.group-director'])
      assert.equal(ready().existsFor(holder(post)), false)
  })

  it('no other board or governor', () => {
    for (const post of ['imb.dunscar.chair', 'hmpps.dunscar.governor', 'imb.regional', 'ppo.investigator'])
      assert.equal(published().existsFor(holder(post)), false)
  })

  it('they have the report, and nothing of how it came about', () => {
    const chair = holder('imb.ashmoor.chair')
    const seen = published().seenBy(chair)
    assert.deepEqual([...seen.parts], ['published'])
    assert.doesNotMatch(JSON.stringify(seen), /by a quarter|It now says|An inquest/)
    assert.equal(published().stageFor(chair), 'published')
    assert.deepEqual(published().factsFor(chair), {
      kind: 'Full inspection',
      ended: '2025-12-05',
      published: '2026-02-17',
      safety: '3',
      respect: '2',
      activity: '1',
      release: '3',
      items: 4,
    })
  })
})

describe('HH-30: a press notice goes before every report', () => {
  const set = (on = '2026-02-17') => sent().and([leader, 'set-publication', { on }])

  it('drafted five working days before publication, by the press office', () => {
    const duty = set().duty('draft the press notice')
    assert.deepEqual([duty?.owedBy, duty?.from, duty?.due], ['hmip.press-office', '2026-02-17', '2026-02-10'])
  })

  it('the day moves with the day of publication', () => {
    const moved = set().and([leader, 'set-publication', { on: '2026-04-08' }])
    // Good Friday and Easter Monday lie between.
    assert.equal(moved.duty('draft the press notice')?.due, '2026-03-30')
    assert.equal(moved.owed.filter(one => one.rule === 'draft the press notice').length, 1)
  })

  it('and is put to the Chief Executive, who sees the notice and nothing else', () => {
    const matter = set().and([press, 'draft-press-notice', notice])
    assert.deepEqual(matter.partsOf(chiefExecutive), ['press', 'day'])
    assert.equal(matter.duty('draft the press notice')?.state, 'met')
    assert.ok(matter.told.includes('hmpps.chief-executive'))
    assert.equal(matter.existsFor(holder('hmpps.director-general')), false)
    assert.match(matter.last.says, /Chief Executive of the prison service for words/)
  })

  it('whose words are recorded, and stand in it', () => {
    const matter = set().and([press, 'draft-press-notice', notice])
    matter.when(chiefExecutive, 'give-quote', { gives: 'yes' }).refused('HH-30', 'Write your words')
    const quoted = matter.and([chiefExecutive, 'give-quote', { gives: 'yes', quote: 'We are proud of the staff.' }])
    const blocks = report.letters?.['press-notice']?.blocks({
      matter: quoted.seenBy(press),
      me: press,
      answers: {},
      world: quoted.world,
    })
    assert.match(JSON.stringify(blocks), /We are proud of the staff/)
    const none = matter.and([chiefExecutive, 'give-quote', { gives: 'no' }])
    assert.match(none.last.says, /gave no words/)
    for (const me of [siu, press, leader]) matter.when(me, 'give-quote', { gives: 'no' }).refused('HH-30')
  })

  it('who owes them by the day that was asked for, and nothing where none was; they fall away as it is published', () => {
    const asked = set().and([press, 'draft-press-notice', { ...notice, quoteBy: '2026-02-13' }])
    const { owedBy, due, state } = asked.duty('give words') ?? {}
    assert.deepEqual([owedBy, due, state], ['hmpps.chief-executive', '2026-02-13', 'due'])
    assert.equal(asked.and([chiefExecutive, 'give-quote', { gives: 'no' }]).duty('give words')?.state, 'met')
    const moved = (on: string) => asked.and([leader, 'set-publication', { on }]).duty('give words')?.due
    assert.deepEqual(
      [moved('2026-02-12'), moved('2026-02-24')],
      ['2026-02-12', '2026-02-13'],
      'never after publication',
    )
    assert.equal(set().and([press, 'draft-press-notice', notice]).duty('give words'), undefined)
  })

  it('without words from the service it is published all the same', () => published())

  it('not without a day, and words are not asked for after it', () => {
    sent().when(leader, 'draft-press-notice', notice).refused('HH-30', 'Set the day of publication first')
    set()
      .when(press, 'draft-press-notice', { ...notice, quoteBy: '2026-02-18' })
      .refused('HH-30', /after the day/)
    set()
      .when(press, 'draft-press-notice', { ...notice, quoteBy: '2026-02-17' })
      .then()
  })
})

describe('HH-29: what stops the clock moves what is open', () => {
  it('by as many days, with the reason, and back when it runs again sooner', () => {
    const stopped = sent()
      .on('2026-01-20')
      .and([leader, 'pause', { until: '2026-01-27', because: 'An inquest' }])
    assert.equal(stopped.duty('check the facts')?.due, '2026-02-09')
    assert.equal(stopped.duty('publish within the aim')?.due, '2026-03-20')
    assert.deepEqual(
      new Set(stopped.last.recounts.map(one => one.because)),
      new Set(['its clock standing still (An inquest)']),
    )
    const again = stopped.on('2026-01-22').and([leader, 'resume'])
    assert.equal(again.duty('check the facts')?.due, '2026-02-04')
    again.when(leader, 'resume').refused('HH-29', 'Its clock is running')
  })

  it('with a day that is to come, and a reason', () => {
    sent()
      .when(leader, 'pause', { until: '2026-01-12', because: 'x' })
      .refused('HH-29', /after today/)
    sent().when(leader, 'pause', { until: '2026-01-13', because: 'x' }).then()
    sent().when(leader, 'pause', { until: '2026-01-13' }).refused('HH-29', 'Say why')
    sent().when(siu, 'pause', { until: '2026-01-13', because: 'x' }).refused('HH-29')
  })
})
