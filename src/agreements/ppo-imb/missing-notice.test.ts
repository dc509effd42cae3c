import assert from 'node:assert/strict'
import { describe } from 'node:test'
import { given, holder, it, places, type Taken } from '../../../test/kit.ts'
import { missingNotice } from './missing-notice.ts'

const member = holder('imb.ashmoor.member')
const chair = holder('imb.ashmoor.chair')
const investigator = holder('ppo.investigator')
const deputy = holder('ppo.deputy')

const posters = { place: places.ashmoor, what: 'posters', where: 'Notice boards on B wing', since: '2026-01-02' }
const death = { place: places.ashmoor, what: 'death', where: 'Gate and visits hall', whose: 'Mr Invented' }
const seen: Taken = [member, 'report', posters]
const seenOfDeath: Taken = [member, 'report', death]
const did = (what: string, more: object = {}): Taken => [investigator, 'follow-up', { did: what, ...more }]
const asked = did('asked', { on: '2026-01-05', who: 'The governor' })
const looked = (back: 'yes' | 'no'): Taken => [chair, 'confirm-back', { back, seenOn: '2026-01-05' }]

describe('PI-13h: a board says that posters or leaflets about the ombudsman are missing', () => {
  it('in one short form, to the ombudsman’s investigators', () =>
    given(missingNotice)
      .when(...seen)
      .then({
        stage: 'missing',
        shown: { report: ['imb.ashmoor', 'ppo.casework', 'ppo.deputy'], death: ['imb.ashmoor'] },
        tells: ['ppo.casework'],
        says: 'said that posters or leaflets are missing',
      }))

  it('and a list says what is missing as well as where', () => {
    const [head = ''] = missingNotice.heads
    const about = (taken: Taken) => given(missingNotice, taken).factsFor(deputy)[head]
    assert.equal(about(seen), 'Posters or leaflets: Notice boards on B wing')
    assert.equal(about(seenOfDeath), 'Notice of a death: Gate and visits hall')
  })

  it('which asks for no more than three things', () =>
    assert.deepEqual(
      Object.values(missingNotice.steps.report?.asks ?? {})
        .filter(question => question.missing)
        .map(question => question.label),
      ['Where?', 'What is missing?', 'Where in the establishment?'],
    ))

  it('of its own establishment', () =>
    given(missingNotice)
      .when(member, 'report', { ...posters, place: places.dunscar })
      .refused('PI-13h', 'A board says so of its own establishment'))

  it('nobody at the establishment is told, nor anyone else', () => {
    for (const post of [
      'hmpps.ashmoor.governor',
      'hmpps.ashmoor.liaison',
      'hmpps.siu',
      'imb.dunscar.chair',
      'hmip.coordinator',
      'imb.secretariat',
    ])
      for (const history of [seen, seenOfDeath])
        assert.equal(given(missingNotice, history).existsFor(holder(post)), false, post)
  })

  it('it is a board’s to say', () => {
    for (const post of ['imb.secretariat', 'ppo.investigator', 'hmpps.ashmoor.governor'])
      given(missingNotice).when(holder(post), 'report', posters).refused('PI-13h')
  })
})

describe('PI-13l: or the notice that a death is being investigated', () => {
  it('whose death is for the investigators and the board alone', () => {
    const said = given(missingNotice)
      .when(...seenOfDeath)
      .then({ shown: { death: ['imb.ashmoor', 'ppo.casework'] }, says: 'said that the notice of a death is missing' })
    assert.equal(said.seenBy(investigator).entries[0]?.answers.whose, 'Mr Invented')
    assert.equal(said.seenBy(deputy).entries[0]?.answers.whose, undefined)
    assert.doesNotMatch(JSON.stringify([said.state.facts, said.last.says]), /Invented/)
  })

  it('is sought sooner than a poster', () => {
    assert.equal(given(missingNotice, seenOfDeath).duty('follow up death notice')?.due, '2026-01-08')
    assert.equal(given(missingNotice, seen).duty('follow up posters')?.due, '2026-01-19')
    assert.equal(given(missingNotice, seen).duty('follow up death notice'), undefined)
    assert.equal(given(missingNotice, seenOfDeath).duty('follow up posters'), undefined)
  })
})

describe('the ombudsman follows it up', () => {
  it('asked the establishment: then it is to say what came of it', () => {
    const followed = given(missingNotice, seen, asked)
    assert.deepEqual(
      followed.owed.map(duty => [duty.rule, duty.owedBy, duty.due]),
      [['say what came of it', 'ppo.casework', '2026-01-26']],
    )
    assert.equal(followed.stageFor(chair), 'asked')
    given(missingNotice, seen)
      .when(investigator, 'follow-up', { did: 'asked' })
      .refused('PI-13h', 'Give the day it was asked')
  })

  it('put up again: then the board looks', () => {
    const replaced = given(missingNotice, seen, asked)
      .when(...did('replaced'))
      .then({ stage: 'replaced', tells: ['imb.ashmoor'] })
    assert.deepEqual(
      replaced.owed.map(duty => [duty.rule, duty.owedBy, duty.due]),
      [['look', 'imb.ashmoor', '2026-02-02']],
    )
  })

  it('or nothing, with a reason: then nobody owes anything', () => {
    given(missingNotice, seen)
      .when(investigator, 'follow-up', { did: 'none' })
      .refused('PI-13h', 'Say why nothing will be done')
    const closed = given(missingNotice, seen)
      .when(...did('none', { because: 'The wing has closed.' }))
      .then({ stage: 'ended' })
    assert.deepEqual([closed.owed, closed.factsFor(chair).end], [[], 'none'])
  })

  it('nobody else does', () => {
    for (const who of [member, holder('ppo.learning'), holder('hmpps.ashmoor.governor')])
      given(missingNotice, seen).when(who, 'follow-up', { did: 'replaced' }).refused('PI-13h')
  })
})

describe('the board says whether they are back', () => {
  it('back: it is done, and nobody owes anything', () => {
    const back = given(missingNotice, seen, did('replaced'))
      .when(...looked('yes'))
      .then({ stage: 'ended', tells: ['ppo.casework'] })
    assert.deepEqual([back.owed, back.duty('look')?.state, back.factsFor(deputy).end], [[], 'met', 'back'])
    back.when(...did('replaced')).refused('PI-13h', 'They are back')
  })

  it('still missing: the ombudsman is to follow it up again, in the same time', () => {
    const still = given(missingNotice, seenOfDeath, did('replaced'))
      .on('2026-02-02')
      .when(chair, 'confirm-back', { back: 'no', seenOn: '2026-02-01' })
      .then({ stage: 'missing', says: 'saw that they are still missing' })
    assert.deepEqual(
      still.owed.map(duty => [duty.rule, duty.due]),
      [['follow up death notice', '2026-02-05']],
    )
  })

  it('it may see so before anyone has said anything', () => {
    const back = given(missingNotice, seen, looked('yes'))
    assert.deepEqual([back.owed, back.duty('follow up posters')?.state], [[], 'met'])
  })

  it('no one else was there to see', () => {
    for (const who of [investigator, holder('imb.dunscar.chair')])
      given(missingNotice, seen, did('replaced'))
        .when(who, 'confirm-back', { back: 'yes', seenOn: '2026-01-05' })
        .refused('PI-13h')
  })
})
