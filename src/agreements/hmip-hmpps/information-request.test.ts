import assert from 'node:assert/strict'
import { describe } from 'node:test'
import { given, holder, it, places, type Taken } from '../../../test/kit.ts'
import { informationRequest } from './information-request.ts'

const coordinator = holder('hmip.coordinator')
const siu = holder('hmpps.siu')
const clock = holder('clock')
const unit = 'hmip.inspection'
const centre = 'hmpps.scrutiny'

const asking = {
  place: places.ashmoor,
  about: 'Moves of one person since March',
  what: 'Where Jordan Canary was held, and when.',
  why: 'An inspection.',
  sensitive: 'no',
}
const whole = { answer: 'On B wing throughout.', whole: 'whole' }
const asked: Taken = [coordinator, 'ask', asking]

describe('HH-14: the inspectorate asks the prison service’s centre for information about a case', () => {
  it('by whoever handles its correspondence, and nobody else', () => {
    for (const post of ['hmip.sanctions-officer', 'hmip.team-leader', 'hmip.intelligence', 'hmip.deputy'])
      given(informationRequest, [holder(post), 'ask', asking])
    for (const post of ['hmip.press', 'imb.ashmoor.chair', 'ppo.investigator', 'hmpps.siu'])
      given(informationRequest).when(holder(post), 'ask', asking).refused('HH-14')
  })

  it('says what it asks, why, and whether the answer is sensitive', () => {
    for (const [field, words] of Object.entries({
      what: 'Say what you ask for',
      why: 'Say what it is for',
      sensitive: 'Say whether the answer will be sensitive',
    }))
      given(informationRequest)
        .when(coordinator, 'ask', { ...asking, [field]: '' })
        .refused('HH-14', words)
  })

  it('and what looks like a name in the one line that lists show is pointed out', () => {
    const warned = (about: string) => {
      const { world } = given(informationRequest)
      const matter = given(informationRequest, asked).seenBy(coordinator)
      return informationRequest.steps.ask?.warn?.({ matter, me: coordinator, answers: { ...asking, about }, world })
    }
    assert.match(warned('Moves of Jordan Canary, A1234BC') ?? '', /“A1234BC”.* the one line about it is not encrypted/)
    assert.equal(warned(asking.about), undefined)
  })

  it('only the unit that asks and the centre see it', () => {
    const matter = given(informationRequest, asked)
    for (const part of ['request', 'question', 'answer']) assert.deepEqual(matter.shown(part), [unit, centre])
    for (const post of ['hmpps.ashmoor.governor', 'hmpps.director-general', 'hmip.deputy', 'imb.national-chair'])
      assert.equal(matter.existsFor(holder(post)), false)
  })

  it('the clock sees that there is a duty and nothing of what is asked', () => {
    const matter = given(informationRequest, asked)
    assert.deepEqual(matter.partsOf(clock), ['course'])
    assert.doesNotMatch(JSON.stringify([matter.seenBy(clock), matter.factsFor(clock)]), /Canary|Moves|inspection\./)
  })

  it('the centre is told once more that it is sensitive', () => {
    const conditions = (sensitive: string) =>
      given(informationRequest, [coordinator, 'ask', { ...asking, sensitive }])
        .seenBy(siu)
        .disclosures.flatMap(one => one.conditions)
    assert.ok(conditions('yes').some(words => words.startsWith('It is sensitive')))
    assert.ok(!conditions('no').some(words => words.startsWith('It is sensitive')))
  })
})

describe('HH-14: it is answered by a day', () => {
  it('by our default in ten working days, owed by the centre', () => {
    const { owed } = given(informationRequest, asked)
    assert.deepEqual(
      owed.map(({ rule, owedBy, due }) => [rule, owedBy, due]),
      [['answer', centre, '2026-01-19']],
    )
  })

  it('or by the day that was agreed', () => {
    const { owed } = given(informationRequest, [coordinator, 'ask', { ...asking, by: '2026-01-08' }])
    assert.deepEqual(
      owed.map(({ rule, due }) => [rule, due]),
      [['answer by the day agreed', '2026-01-08']],
    )
    given(informationRequest)
      .when(coordinator, 'ask', { ...asking, by: '2026-01-04' })
      .refused('HH-14', /today or later/)
    given(informationRequest, [coordinator, 'ask', { ...asking, by: '2026-01-05' }])
  })

  it('another day can be agreed, which takes the place of the one before', () => {
    const matter = given(informationRequest, asked).and([coordinator, 'agree-day', { by: '2026-02-02' }])
    const again = matter.and([coordinator, 'agree-day', { by: '2026-03-02' }])
    for (const [one, due] of [
      [matter, '2026-02-02'],
      [again, '2026-03-02'],
    ] as const)
      assert.deepEqual(
        one.owed.map(duty => [duty.rule, duty.due]),
        [['answer by the day agreed', due]],
      )
    again.when(siu, 'agree-day', { by: '2027-01-04' }).refused('HH-14')
  })

  it('the clock asks again, and both are told', () => {
    given(informationRequest, asked)
      .on('2026-01-20')
      .when(clock, 'ask-again')
      .then({ tells: [unit, centre] })
    const answered = given(informationRequest, asked, [siu, 'answer', whole])
    answered.when(clock, 'ask-again').refused('HH-14', 'It has been answered in full')
  })
})

describe('HH-14: the centre answers in the system', () => {
  it('in words, with files, or both', () => {
    const matter = given(informationRequest, asked)
    matter.when(siu, 'answer', { whole: 'whole' }).refused('HH-14', 'There is no answer here yet')
    const file = '0a9c6f4e-0000-4000-8000-000000000000'
    matter.when(siu, 'answer', { whole: 'whole', papers: [file] }).then({ stage: 'answered' })
    const answered = matter.when(siu, 'answer', whole).then({ stage: 'answered', tells: [unit] })
    assert.deepEqual(answered.owed, [])
    assert.match(JSON.stringify(answered.seenBy(coordinator)), /On B wing/)
  })

  it('what is sensitive can be said in words: they are encrypted as files are, but for one line without a name', () => {
    const matter = given(informationRequest, [coordinator, 'ask', { ...asking, sensitive: 'yes' }])
    const { last } = matter.when(siu, 'answer', whole).then({ stage: 'answered' })
    const { parts } = informationRequest
    const open = ({ contents }: typeof last) =>
      Object.entries(contents).flatMap(([part, answers]) => (parts[part]?.encrypted ? [] : Object.keys(answers)))
    assert.deepEqual([matter.last, last].map(open), [['place', 'about', 'sensitive'], ['whole']])
    for (const column of Object.values(informationRequest.columns)) assert.ok(!parts[column.part]?.encrypted)
  })

  it('nobody else answers', () => {
    for (const post of ['hmip.coordinator', 'hmpps.ashmoor.governor', 'hmpps.director-general'])
      given(informationRequest, asked).when(holder(post), 'answer', whole).refused('HH-14')
  })

  it('a part at a time, and owes the rest until it comes', () => {
    const first = { answer: 'Until May.', whole: 'part' }
    given(informationRequest, asked).when(siu, 'answer', first).refused('HH-14', 'Say what is still to come, and when')
    const part = given(informationRequest, asked)
      .when(siu, 'answer', { ...first, rest: 'From June, next week.' })
      .then({ stage: 'asked' })
    assert.deepEqual([part.duty('answer')?.state, part.factsFor(coordinator).answered], ['due', 'part'])
    const all = part.when(siu, 'answer', whole).then({ stage: 'answered' })
    assert.equal(all.duty('answer')?.state, 'met')
    assert.match(JSON.stringify(all.seenBy(coordinator)), /Until May.*On B wing/)
    all.when(siu, 'answer', whole).refused('HH-14', 'It has been answered in full')
  })

  it('or says that it can’t be supplied, with a reason', () => {
    const matter = given(informationRequest, asked)
    matter.when(siu, 'cannot-supply', { why: 'law' }).refused('HH-14', 'Give your reason')
    const not = matter
      .when(siu, 'cannot-supply', { why: 'not held', reason: 'The contractor has it.' })
      .then({ stage: 'answered' })
    assert.deepEqual([not.duty('answer')?.state, not.factsFor(coordinator).answered], ['met', 'not supplied'])
    not.when(coordinator, 'close').then({ stage: 'closed' })
  })

  it('is closed by whoever asked, once there is an answer', () => {
    given(informationRequest, asked)
      .when(coordinator, 'close')
      .refused('HH-14', /withdraw it/)
    given(informationRequest, asked, [siu, 'answer', whole]).when(coordinator, 'close').then({ stage: 'closed' })
  })

  it('a request that is withdrawn is owed no more, and its words are gone from the centre', () => {
    const matter = given(informationRequest, asked).when(coordinator, 'withdraw').then({ stage: 'closed' })
    assert.equal(matter.duty('answer')?.state, 'fell away')
    for (const part of ['request', 'question']) assert.deepEqual(matter.shown(part), [unit])
    assert.doesNotMatch(JSON.stringify([matter.seenBy(siu), matter.factsFor(siu)]), /Canary|Moves/)
    assert.equal(matter.factsFor(siu).ended, 'withdrawn')
    matter.when(siu, 'answer', whole).refused('HH-14', 'It was withdrawn')
  })
})
