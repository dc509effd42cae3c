import { given, holder, it, places } from '../../../../test/kit.ts'
import assert from 'node:assert/strict'
import { describe } from 'node:test'
import { unquotedFor } from '../../../engine/procedure.ts'
import { custody } from './debrief.ts'
import { inspection } from './inspection.ts'
import {
  arrived,
  chair,
  coordinator,
  debriefed,
  directorGeneral,
  ended,
  governor,
  groupDirector,
  leader,
  liaison,
  notified,
  planned,
  planners,
  saferCustody,
  siu,
  spoken,
  unannounced,
} from './kit.samples.ts'

const asked = (matter: ReturnType<typeof arrived>, step: string, answers: object) =>
  inspection.steps[step]?.warn?.({
    matter: matter.seenBy(leader),
    me: leader,
    answers: answers as never,
    world: matter.world,
  })
const conditionsOf = (matter: ReturnType<typeof arrived>, who: string) =>
  matter.state.disclosures.findLast(one => one.part === 'note' && one.to === who)?.conditions

describe('HH-19: informal feedback as it goes, and a formal debrief on the last day', () => {
  it('what the governor was told is noted, and the governor alone of the place reads it', () => {
    const matter = arrived().and([
      leader,
      'feedback',
      { saidOn: '2026-01-12', to: 'The governor', said: 'Cells are cold.' },
    ])
    assert.deepEqual(matter.shown('feedback'), [...planners, governor.post].toSorted())
    matter
      .when(leader, 'feedback', { saidOn: '2026-01-11', to: 'Her', said: 'x' })
      .refused('HH-19', 'The team arrived on 12 January 2026')
    notified()
      .when(leader, 'feedback', { saidOn: '2026-01-12', to: 'Her', said: 'x' })
      .refused('HH-19', 'The team has not arrived yet')
  })

  it('the debrief is owed on the last day', () => {
    const due = arrived().duty('debrief')
    assert.deepEqual([due?.due, due?.owedBy], ['2026-01-16', 'hmip.inspection'])
    assert.equal(debriefed().duty('debrief')?.state, 'met')
  })

  it('held on another day it is pointed out; on the last it is not', () => {
    const matter = arrived().on('2026-01-16')
    assert.match(
      asked(matter, 'debrief', { ...spoken, debriefOn: '2026-01-15' }) ?? '',
      /held on the last day, 16 January 2026/,
    )
    assert.equal(asked(matter, 'debrief', spoken), undefined)
    const early = arrived().on('2026-01-15')
    const endsEarly = { ended: '2026-01-15' }
    assert.match(asked(early, 'end', endsEarly) ?? '', /was to be 16 January 2026.*counted from 15 January 2026/)
    assert.equal(
      asked(early.and([coordinator, 'end', endsEarly]), 'debrief', { ...spoken, debriefOn: '2026-01-15' }),
      undefined,
    )
    assert.match(
      asked(matter, 'debrief', { ...spoken, attendees: [{ name: 'A. Birch', as: 'manager' }] }) ?? '',
      /the note goes to the governor all the same/,
    )
  })

  it('each test stands under the name that the note will give it', () => {
    const told = (place: string, test: string) => {
      const matter = given(inspection, [coordinator, 'plan', { ...unannounced, place }])
      return inspection.steps.debrief?.asks[test]?.stands?.({
        matter: matter.seenBy(leader),
        me: leader,
        answers: {},
        world: matter.world,
      })
    }
    assert.equal(told(places.eastholme, 'respect'), 'The note calls it “Care”')
    assert.equal(told(places.ashmoor, 'respect'), undefined)
  })

  it('it needs somebody who was there, a day that has come, and happens once', () => {
    const matter = arrived().on('2026-01-15')
    matter
      .when(leader, 'debrief', { ...spoken, debriefOn: '2026-01-15', attendees: [] })
      .refused('HH-19', /who was there/)
    matter.when(leader, 'debrief', spoken).refused('HH-19', /today or in the past/)
    matter.when(leader, 'debrief', { ...spoken, debriefOn: '2026-01-11' }).refused('HH-19', /arrived on 12 January/)
    matter
      .when(leader, 'debrief', { ...spoken, debriefOn: '2026-01-12', safety: '5' })
      .refused('HH-19', /^Choose one of these: .*Good/)
    debriefed().when(leader, 'debrief', spoken).refused('HH-19', 'The debrief has been recorded')
    notified().on('2026-01-16').when(leader, 'debrief', spoken).refused('HH-19', 'The team has not arrived yet')
  })
})

describe('HH-20a: the governor has the note at the debrief', () => {
  it('in the same act, on terms; nobody else outside has it', () => {
    const matter = debriefed()
    assert.deepEqual(matter.shown('note'), [...planners, governor.post].toSorted())
    assert.deepEqual(matter.told, [governor.post])
    assert.deepEqual(conditionsOf(matter, governor.post), custody)
    for (const who of [liaison, siu, groupDirector, directorGeneral, chair])
      assert.equal(matter.partsOf(who).includes('note'), false, who.post)
  })
})

describe('HH-20b: headquarters has it in the week after', () => {
  it('by the last working day of the week after the last day, whenever that was written down', () => {
    const matter = ended()
    const due = matter.duty('note to headquarters')
    assert.deepEqual([due?.from, due?.due, due?.owedBy], ['2026-01-16', '2026-01-23', 'hmip.inspection'])
    const late = debriefed()
      .on('2026-01-20')
      .and([coordinator, 'end', { ended: '2026-01-16' }])
    assert.equal(late.duty('note to headquarters')?.due, '2026-01-23')
  })

  it('an inspection that ends on a Sunday or a Monday has the Friday after each', () => {
    const ends = (last: string) =>
      arrived()
        .and([leader, 'move', { first: '2026-01-12', last, because: 'Snow' }])
        .on(last)
        .and([coordinator, 'end', { ended: last }])
        .duty('note to headquarters')?.due
    assert.equal(ends('2026-01-18'), '2026-01-23')
    assert.equal(ends('2026-01-19'), '2026-01-30')
  })

  it('by way of the Director General alone, on the same terms, and not before it ended', () => {
    debriefed()
      .when(coordinator, 'send-note')
      .refused('HH-20b', 'The inspection has not ended yet: the note goes in the week after')
    const sent = ended().on('2026-01-19').and([coordinator, 'send-note'])
    assert.deepEqual(sent.shown('note'), [...planners, governor.post, directorGeneral.post].toSorted())
    assert.deepEqual(conditionsOf(sent, directorGeneral.post), custody)
    assert.equal(sent.duty('note to headquarters')?.state, 'met')
    assert.equal(sent.existsFor(holder('hmpps.chief-executive')), false)
    sent.when(coordinator, 'send-note').refused('HH-20b', 'It has been sent')
  })

  it('there is no note to send where there was no debrief', () => {
    const matter = arrived()
      .on('2026-01-16')
      .and([coordinator, 'end', { ended: '2026-01-16' }])
    matter.when(coordinator, 'send-note').refused('HH-20a', 'There has been no debrief yet')
  })
})

describe('HH-20c: every further reader of the note is named with a reason, and it ends with publication', () => {
  const share = (reader: string, because = 'Runs the safety team') => ['share-note', { reader, because }] as const
  const matter = ended()

  it('the governor and the Director General name whom they need, and the inspectorate sees it', () => {
    const shared = matter.and([governor, ...share(saferCustody.post)])
    assert.deepEqual(shared.told, ['hmip.inspection', saferCustody.post])
    assert.equal(shared.partsOf(saferCustody).includes('note'), true)
    assert.match(shared.last.says, /named Head of safer custody, Ashmoor as a reader/)
    matter.on('2026-01-19').and([coordinator, 'send-note'], [directorGeneral, ...share('hmpps.siu')])
    matter.when(governor, ...share(saferCustody.post, '')).refused('HH-20c', 'Say why their work calls for it')
  })

  it('nobody has it on easier terms than whoever named them', () => {
    const shared = matter.and([governor, ...share(saferCustody.post)])
    const terms = conditionsOf(shared, saferCustody.post) ?? []
    for (const one of custody) assert.ok(terms.includes(one), one)
    assert.ok(terms.includes('Do not pass it on to anyone'))
    assert.ok(terms.some(one => one.startsWith('Named by')))
    // What is typed stands in the note’s part alone, where it can be struck out: terms can’t be.
    assert.ok(terms.every(one => !one.includes('Runs the safety team')))
  })

  it('those they name pass it on to nobody', () =>
    matter
      .and([governor, ...share(saferCustody.post)])
      .when(saferCustody, ...share(liaison.post))
      .refused('HH-20c'))

  it('it goes to one post at a time: not to a unit, another place, a board or somebody who was named', () => {
    for (const who of [
      'hmpps.ashmoor',
      'hmpps.scrutiny',
      'hmpps.dunscar.governor',
      chair.post,
      'ppo.learning',
      directorGeneral.post,
      governor.post,
      'nobody',
    ])
      matter.when(governor, ...share(who)).refused('HH-20c', /the note goes to nobody else/)
    matter
      .and([governor, ...share(saferCustody.post)])
      .when(governor, ...share(saferCustody.post))
      .refused('HH-20c')
  })

  it('what was named by mistake is taken back at once, by whoever named them or by the inspectorate', () => {
    const shared = matter.and([governor, ...share(saferCustody.post)], [leader, ...share(chair.post)])
    const back = (from: string) => ['take-note-back', { from }] as const
    const taken = shared.and([governor, ...back(saferCustody.post)])
    assert.equal(taken.existsFor(saferCustody), false)
    assert.equal(taken.partsOf(chair).includes('note'), true)
    assert.deepEqual(taken.told, ['hmip.inspection'])
    assert.match(taken.last.says, /took the note back from Head of safer custody, Ashmoor/)
    assert.equal(shared.and([leader, ...back(saferCustody.post)]).existsFor(saferCustody), false)
    // And named again, if it was that which was the mistake.
    assert.equal(
      taken
        .and([governor, ...share(saferCustody.post)])
        .partsOf(saferCustody)
        .includes('note'),
      true,
    )
  })

  it('nobody takes it from whoever somebody else named, or from those to whom the agreement gives it', () => {
    const sent = matter.on('2026-01-19').and([coordinator, 'send-note'], [leader, ...share(chair.post)])
    const takes = (who: typeof governor, from: string) => sent.when(who, 'take-note-back', { from })
    takes(governor, chair.post).refused('HH-20c', 'Nobody whom you named has the note')
    for (const one of [governor, directorGeneral]) takes(leader, one.post).refused('HH-20c', 'Choose from whom')
    for (const who of [chair, siu, liaison]) takes(who, chair.post).refused('HH-20c')
    matter.when(leader, 'take-note-back', { from: chair.post }).refused('HH-20c', 'Nobody who was named has the note')
    sent
      .and([leader, 'supersede-note'])
      .when(leader, 'take-note-back', { from: chair.post })
      .refused('HH-20c', /superseded/)
  })

  it('whoever has not got it names nobody', () => {
    for (const who of [siu, liaison, groupDirector, chair])
      matter.when(who, ...share(saferCustody.post)).refused('HH-20c')
    arrived()
      .when(leader, ...share(saferCustody.post))
      .refused('HH-20a', 'There has been no debrief yet')
  })

  it('the inspectorate may name the board’s chair or the ombudsman’s learning unit, under the stricter of both agreements', () => {
    const shared = matter.and([leader, ...share(chair.post, 'Attended the debrief')])
    const terms = conditionsOf(shared, chair.post) ?? []
    for (const one of [
      ...custody,
      'Do not pass it on to anyone',
      'Use it only for what it was shared for, and keep no copy',
    ])
      assert.ok(terms.includes(one), one)
    assert.deepEqual(shared.partsOf(chair), ['note'])
    matter.when(leader, ...share('imb.dunscar.chair')).refused('HH-20c')
  })

  it('it is never quoted by whoever has it, whoever that is', () => {
    const shared = matter.and([leader, ...share(chair.post)])
    const bound = [governor, chair, leader, liaison].map(who =>
      unquotedFor(inspection, shared.seenBy(who), who, shared.world),
    )
    assert.deepEqual(
      bound.map(one => one?.clause),
      ['HH-20c', 'HH-20c', undefined, undefined],
    )
    assert.match(bound[0]?.words ?? '', /neither published nor quoted/)
  })

  it('publishing ends it for everyone outside, whoever they had it from', () => {
    const shared = matter
      .on('2026-01-19')
      .and([coordinator, 'send-note'], [governor, ...share(saferCustody.post)], [leader, ...share(chair.post)])
      .and([leader, 'supersede-note'])
    assert.deepEqual(shared.shown('note'), planners.toSorted())
    assert.equal(shared.existsFor(chair), false)
    shared.when(leader, ...share('ppo.learning')).refused('HH-20c', /the note is superseded/)
    shared.when(coordinator, 'send-note').refused('HH-20c', /superseded/)
  })

  it('by the chief or the deputy too, and also where there was no note: publishing never waits for it', () => {
    for (const post of ['hmip.chief', 'hmip.deputy']) {
      assert.match(String(asked(ended(), 'supersede-note', {})), /only for a report that is public already/)
      const matter = ended().and([governor, ...share(saferCustody.post)], [holder(post), 'supersede-note'])
      assert.deepEqual(matter.shown('note'), planners.toSorted(), post)
      matter.and([leader, 'supersede-note'])
    }
    arrived()
      .on('2026-01-16')
      .and([coordinator, 'end', { ended: '2026-01-16' }], [leader, 'supersede-note'])
    arrived().when(leader, 'supersede-note').refused('HH-20c', 'The inspection has not ended yet')
  })

  it('and with it the duty to send it to headquarters', () =>
    assert.equal(ended().and([leader, 'supersede-note']).duty('note to headquarters')?.state, 'fell away'))
})

describe('HH-26: the inspection ends, and its report begins', () => {
  it('with its place, its reference, its last day and its kind', () =>
    assert.deepEqual(ended().last.opens.slice(0, 1), [
      {
        procedure: 'report',
        answers: {
          place: places.ashmoor,
          inspection: ['INS-2026-0001'],
          ended: '2026-01-16',
          kind: 'Full inspection',
        },
      },
    ]))

  it('HH-24: and the governor is asked how it went', () =>
    assert.deepEqual(ended().last.opens.slice(1), [
      {
        procedure: 'feedback',
        answers: { occasion: 'inspection', place: places.ashmoor, inspection: ['INS-2026-0001'] },
      },
    ]))

  it('its last day is told to everyone who was told of it', () => {
    assert.equal(ended().factsFor(governor).ended, '2026-01-16')
    assert.equal(ended().stageFor(siu), 'ended')
  })

  it('not before the team arrived, not before the debrief, and not on a day to come', () => {
    const end = (matter: ReturnType<typeof arrived>, day: string) => matter.when(coordinator, 'end', { ended: day })
    end(arrived(), '2026-01-11').refused('HH-26', 'It began on 12 January 2026: it can’t have ended before')
    end(arrived(), '2026-01-12').then()
    end(arrived(), '2026-01-13').refused('HH-26', /today or in the past/)
    end(debriefed(), '2026-01-15').refused('HH-26', 'The debrief was on 16 January 2026: it can’t have ended before')
  })

  it('not before its time, and not twice', () => {
    const day = { ended: '2026-01-12' }
    given(inspection, planned).on('2026-01-12').when(coordinator, 'end', day).refused('HH-6b')
    notified().when(coordinator, 'end', day).refused('HH-26', 'The team has not arrived yet')
    ended().when(coordinator, 'end', { ended: '2026-01-16' }).refused('HH-26', 'The inspection has ended')
    for (const who of [governor, siu, chair]) arrived().when(who, 'end', day).refused('HH-26')
  })

  it('a debrief written down later is not after the last day', () => {
    const matter = arrived()
      .on('2026-01-16')
      .and([coordinator, 'end', { ended: '2026-01-15' }])
    matter.when(leader, 'debrief', spoken).refused('HH-19', 'The inspection ended on 15 January 2026')
    matter.when(leader, 'debrief', { ...spoken, debriefOn: '2026-01-15' }).then()
  })
})
