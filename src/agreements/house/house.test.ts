import assert from 'node:assert/strict'
import { describe } from 'node:test'
import { everyone, given, holder, it } from '../../../test/kit.ts'
import { agreements } from '../agreements.ts'
import { appointment, departure } from './people.ts'
import { awareness, training, trainingOfOthers } from './standing.ts'

const member = holder('imb.ashmoor.member', 'A. Member')
const secretariat = holder('imb.secretariat')
const deputyChief = holder('hmip.deputy')
const governor = holder('hmpps.ashmoor.governor')

const numberOf = (post: string) => everyone.post(post).holders?.[0]?.person
const holdOf = (post: string) => `${post} ${numberOf(post)}`

describe('SP-23j: everyone in the three bodies knows the protocol', () => {
  const confirmed = given(awareness, [member, 'confirm', { read: 'yes' }])

  it('each confirms it for themselves, and it holds for a year', () =>
    assert.deepEqual(confirmed.last.changes, [
      { kind: 'standing', requirement: 'protocol awareness', on: '2026-01-05', until: '2027-01-04' },
    ]))

  it('the body’s own lead keeps the register, and no other body sees it', () => {
    assert.equal(confirmed.state.owner, 'imb.national')
    assert.deepEqual(confirmed.factsFor(holder('imb.national-chair')).name, 'A. Member')
    for (const who of [holder('hmip.deputy'), holder('ppo.deputy')]) assert.equal(confirmed.existsFor(who), false)
  })

  it('not without having read it', () => {
    given(awareness)
      .when(member, 'confirm', { read: 'no' })
      .refused('SP-23j', /once you have read it/)
    given(awareness).when(member, 'confirm').refused('SP-23j')
  })

  it('it is not asked of the service', () =>
    given(awareness).when(governor, 'confirm', { read: 'yes' }).refused('SP-23j'))
})

describe('HI-12k: whoever handles what is shared is trained, and again each year', () => {
  const certificate = { course: 'Information assurance', passedOn: '2025-06-02' }

  it('each records their own, from the date on the certificate', () =>
    assert.deepEqual(given(training, [member, 'record-training', certificate]).last.changes, [
      { kind: 'standing', requirement: 'information training', on: '2025-06-02', until: '2026-06-01' },
    ]))

  it('one that was passed just under a year ago holds, and one just over does not', () => {
    given(training)
      .when(member, 'record-training', { ...certificate, passedOn: '2025-01-06' })
      .then()
    given(training)
      .when(member, 'record-training', { ...certificate, passedOn: '2025-01-05' })
      .refused('HI-12k', /more than a year ago/)
    given(training)
      .when(member, 'record-training', { ...certificate, passedOn: '2026-01-06' })
      .refused('HI-12k')
  })

  it('whoever appoints to a body’s posts may record it for others, and nobody else', () => {
    const forOther = { ...certificate, hold: holdOf('imb.ashmoor.member') }
    assert.deepEqual(given(trainingOfOthers, [secretariat, 'record-for', forOther]).last.changes, [
      {
        kind: 'standing',
        person: numberOf('imb.ashmoor.member'),
        requirement: 'information training',
        on: '2025-06-02',
        until: '2026-06-01',
      },
    ])
    given(trainingOfOthers).when(member, 'record-for', forOther).refused('HI-12k')
  })
})

describe('each body appoints to its own posts', () => {
  const beginner = { post: 'imb.ashmoor.member', name: 'B. Member', email: 'b.member@example.org', from: '2026-02-02' }

  it('from a day, and until another if that is known', () => {
    assert.deepEqual(given(appointment, [secretariat, 'appoint', beginner]).last.changes, [
      {
        kind: 'term begins',
        post: 'imb.ashmoor.member',
        person: { name: 'B. Member', email: 'b.member@example.org' },
        from: '2026-02-02',
        until: undefined,
      },
    ])
    given(appointment)
      .when(secretariat, 'appoint', { ...beginner, until: '2026-02-01' })
      .refused('SP-27', /cannot be before/)
  })

  it('not to another body’s, and not by someone who does not appoint', () => {
    given(appointment).when(deputyChief, 'appoint', beginner).refused('SP-27', 'Choose the post')
    given(appointment)
      .when(member, 'appoint', beginner)
      .refused('SP-27', /those who appoint/)
  })

  it('with an e-mail address that looks like one', () =>
    given(appointment)
      .when(secretariat, 'appoint', { ...beginner, email: 'b.member' })
      .refused('SP-27', /like a\.person@example\.org/))

  it('and ends them: whoever holds one of its own posts, chosen from those who do', () => {
    assert.deepEqual(given(departure, [secretariat, 'end-post', { hold: holdOf(beginner.post) }]).last.changes, [
      { kind: 'term ends', post: beginner.post, person: numberOf(beginner.post) },
    ])
    for (const other of ['hmip.press', 'hmpps.ashmoor.governor'])
      given(departure)
        .when(secretariat, 'end-post', { hold: holdOf(other) })
        .refused('SP-27', 'Choose who leaves')
    given(departure)
      .when(member, 'end-post', { hold: holdOf(beginner.post) })
      .refused('SP-27', /those who appoint/)
  })

  it('but nobody ends their own hold of the post they act in, or a body could be left with no one to appoint', () =>
    given(departure)
      .when(secretariat, 'end-post', { hold: holdOf('imb.secretariat') })
      .refused('SP-27', /your own time/))
})

describe('a body may set for itself a time that the agreement leaves open (decision 7)', () => {
  const defaults = agreements
    .flatMap(one => one.versions.flatMap(version => version.procedures))
    .find(one => one.name === 'sanctions-defaults')
  assert.ok(defaults)
  const setting = 'sanctions-report-back-imb'

  it('its own, for what falls due from then on', () => {
    const set = given(defaults, [secretariat, 'set-time', { setting, count: '15', unit: 'workingDays' }])
    assert.deepEqual(set.last.changes, [{ kind: 'setting', setting, body: 'IMB', period: 'P15WD' }])
    assert.equal(set.last.says, 'set a time: 15 working days')
  })

  it('and no other body’s', () =>
    given(defaults)
      .when(deputyChief, 'set-time', { setting, count: '15', unit: 'workingDays' })
      .refused('SP-23g', 'Choose which time'))

  it('by whoever appoints to its posts', () =>
    given(defaults)
      .when(member, 'set-time', { setting, count: '15', unit: 'workingDays' })
      .refused('SP-23g', /those who appoint/))
})
