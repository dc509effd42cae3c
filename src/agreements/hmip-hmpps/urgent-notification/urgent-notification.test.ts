import assert from 'node:assert/strict'
import { describe } from 'node:test'
import { everyone, given, holder, it, places, worldOn, type Case, type Taken } from '../../../../test/kit.ts'
import { asText } from '../../../letters/blocks.ts'
import { issue } from '../../../letters/letter.ts'
import { tablesOf } from '../../../engine/table.ts'
import { notificationLetter } from './letters.ts'
import { urgentNotification } from './urgent-notification.ts'

const chief = holder('hmip.chief')
const deputy = holder('hmip.deputy')
const leader = holder('hmip.team-leader')
const press = holder('hmip.press')
const office = holder('moj.secretary-of-state', 'Avery Quillfeather')
const governor = holder('hmpps.ashmoor.governor')
const siu = holder('hmpps.siu')
const chair = holder('imb.ashmoor.chair')
const unit = 'hmip.inspection'

/** The inspection ended on Friday 2 January 2026; what follows is from Monday the 5th. */
const begun = {
  place: places.ashmoor,
  ended: '2026-01-02',
  line: 'Violence, and nobody in charge of it',
  partners: ['ofsted', 'other'],
  otherPartner: 'Children’s Commissioner',
  why: 'A man named in the notes of the night visit.',
}
const letter = { letter: 'I am writing to invoke the Urgent Notification process.', on: '2026-01-05' }
const prepared = () => given(urgentNotification, [leader, 'prepare', begun])
const sent = () => prepared().and([deputy, 'send', letter])
const received = () => sent().and([office, 'receive', { on: '2026-01-05' }])
const whole = { immediate: 'Fifty more staff from today.', longer: 'A new governor and a new regime.' }
const everybody = [
  unit,
  'hmip.chief',
  'hmip.deputy',
  'hmip.press-office',
  'moj.secretary-of-state',
  'hmpps.ashmoor.governor',
  'hmpps.group-director',
  'hmpps.director-general',
  'hmpps.chief-executive',
  'hmpps.scrutiny',
  'imb.ashmoor',
  'imb.national',
  'imb.secretariat-office',
  'ppo.deputy',
  'ppo.learning-lessons',
]
const dates = (matter: Case, me = leader) =>
  tablesOf(urgentNotification, matter.seenBy(me), matter.world)[0]?.rows.map(row => [row.what, row.on]) ?? []

describe('HH-34: a grave concern is put straight to the Secretary of State', () => {
  it('by the Chief Inspector or the deputy, and by nobody else', () => {
    for (const me of [leader, press, office, governor]) prepared().when(me, 'send', letter).refused('HH-34')
    for (const me of [chief, deputy]) prepared().when(me, 'send', letter).then({ stage: 'sent' })
  })

  it('is the inspectorate’s alone until it is sent, and is given up without a trace', () => {
    assert.deepEqual(prepared().shown('notification'), ['hmip.chief', 'hmip.deputy', unit])
    for (const me of [office, governor, siu, chair, press]) {
      assert.equal(prepared().existsFor(me), false)
      assert.equal(
        prepared()
          .and([leader, 'give-up', { because: 'x' }])
          .existsFor(me),
        false,
      )
    }
    const not = prepared().when(leader, 'give-up', { because: 'x' }).then({ stage: 'ended' })
    assert.equal(not.duty('send')?.state, 'fell away')
    not.when(deputy, 'send', letter).refused('HH-34', 'It was decided not to send it')
  })

  it('is public from the minute it is sent, but for how it came about', () => {
    const after = prepared()
      .when(deputy, 'send', letter)
      .then({ shown: { notification: everybody, response: everybody, own: ['hmip.chief', 'hmip.deputy', unit] } })
    assert.deepEqual(after.told.toSorted(), everybody.filter(one => one !== 'hmip.deputy').toSorted())
    for (const me of [office, governor, siu, chair]) {
      assert.doesNotMatch(JSON.stringify(after.seenBy(me)), /night visit/)
      assert.match(JSON.stringify(after.seenBy(me)), /invoke the Urgent Notification process/)
    }
    assert.equal(after.existsFor(holder('imb.dunscar.chair')), false)
    assert.equal(after.existsFor(holder('hmpps.dunscar.governor')), false)
  })

  it('within seven days of the inspection is the inspectorate’s practice, and is said to be that', () => {
    const { practice, duty } = {
      practice: prepared().last.falls.find(one => one.rule === 'send'),
      duty: prepared().duty('send'),
    }
    assert.deepEqual([duty?.from, duty?.due, practice?.basis], ['2026-01-02', '2026-01-09', 'our default'])
    assert.match(practice?.label ?? '', /practice/)
    const warned = (on: string) => {
      const { matter, world } = { matter: prepared().seenBy(deputy), world: worldOn('2026-02-01') }
      return urgentNotification.steps.send?.warn?.({ matter, me: deputy, world, answers: { ...letter, on } })
    }
    assert.equal(warned('2026-01-09'), undefined)
    assert.match(warned('2026-01-10') ?? '', /practice.*by 9 January 2026.*you may go on/)
    prepared()
      .on('2026-01-10')
      .when(deputy, 'send', { ...letter, on: '2026-01-10' })
      .then()
  })

  it('not before the inspection ended', () => {
    prepared()
      .when(deputy, 'send', { ...letter, on: '2026-01-01' })
      .refused('HH-34', /before the inspection ended/)
    prepared()
      .when(deputy, 'send', { ...letter, on: '2026-01-02' })
      .then()
    prepared()
      .when(deputy, 'send', { ...letter, on: '2026-01-06' })
      .refused('HH-34', /today or in the past/)
  })

  it('is a letter to the office, whoever holds it, with those who send it too, and nothing of how it came about', () => {
    const on = sent()
    const view = { matter: on.seenBy(leader), me: leader, world: on.world, answers: {} }
    assert.equal(notificationLetter.offered?.(view), true)
    assert.equal(notificationLetter.offered?.({ ...view, matter: prepared().seenBy(leader) }), false)
    const issued = issue(notificationLetter, view)
    assert.ok(!issued.refused)
    const words = asText(issued.blocks)
    assert.match(words, /To: Secretary of State for Justice/)
    assert.match(words, /Together with: Ofsted; Children’s Commissioner/)
    assert.match(words, /invoke the Urgent Notification process/)
    assert.doesNotMatch(words, /Quillfeather|night visit/)
    assert.deepEqual(notificationLetter.from, ['notification'])
  })

  it('several may stand at one place, and a joint one names its partners', () => {
    assert.deepEqual(sent().factsFor(chair).partners, ['ofsted', 'other'])
    assert.equal(urgentNotification.alike, undefined)
    given(urgentNotification, [leader, 'prepare', { ...begun, partners: [], otherPartner: '' }])
      .when(deputy, 'send', letter)
      .then()
    given(urgentNotification)
      .when(leader, 'prepare', { ...begun, otherPartner: '' })
      .refused('HH-34', 'Say what it is called')
  })
})

describe('HH-35: it is answered in public within 28 calendar days from its receipt', () => {
  it('counted from the day it was received, with the day counted from publication beside it', () => {
    const on = received()
      .on('2026-01-07')
      .and([press, 'publish', { on: '2026-01-07' }])
    const [answer] = on.last.recounts
    assert.deepEqual([answer?.from, answer?.limit?.day, answer?.aim?.day], ['2026-01-05', '2026-02-02', '2026-02-04'])
    assert.deepEqual(on.duty('answer'), {
      rule: 'answer',
      owedBy: 'moj.secretary-of-state',
      from: '2026-01-05',
      due: '2026-02-02',
      state: 'due',
    })
    assert.deepEqual(dates(on), [
      ['The inspection ended', '2026-01-02'],
      ['To be sent by, in the inspectorate’s practice', '2026-01-09'],
      ['Sent', '2026-01-05'],
      ['Received', '2026-01-05'],
      ['Published', '2026-01-07'],
      ['To be answered by, counted from its receipt', '2026-02-02'],
      ['The same, counted from its publication', '2026-02-04'],
    ])
  })

  it('counts calendar days: a bank holiday moves nothing', () => {
    // Good Friday and Easter Monday are 3 and 6 April 2026.
    const on = prepared()
      .on('2026-03-20')
      .and([deputy, 'send', { ...letter, on: '2026-03-20' }], [office, 'receive', { on: '2026-03-20' }])
    assert.equal(on.duty('answer')?.due, '2026-04-17')
  })

  it('runs from publication alone while nobody has said when it was received', () => {
    const on = sent().and([press, 'publish', { on: '2026-01-05' }])
    const [answer] = on.last.falls
    assert.deepEqual([answer?.limit, answer?.aim?.day], [undefined, '2026-02-02'])
    assert.equal(on.owed.filter(one => one.rule === 'answer').length, 1)
    const then = on.on('2026-01-07').and([office, 'receive', { on: '2026-01-06' }])
    assert.equal(then.owed.filter(one => one.rule === 'answer').length, 1)
    assert.deepEqual([then.duty('answer')?.from, then.duty('answer')?.due], ['2026-01-06', '2026-02-03'])
  })

  it('is the office’s duty, which everyone who has the notification sees', () => {
    assert.equal(urgentNotification.rules.answer?.part, 'notification')
    assert.deepEqual(
      received().owed.map(one => one.owedBy),
      ['moj.secretary-of-state'],
    )
  })

  it('the day of receipt is the office’s to say, or the inspectorate’s when it is told; the office puts it right', () => {
    for (const me of [governor, siu, chair, press]) sent().when(me, 'receive', { on: '2026-01-05' }).refused('HH-35')
    const told = sent()
      .on('2026-01-08')
      .and([leader, 'receive', { on: '2026-01-05' }])
    const right = told.when(office, 'receive', { on: '2026-01-07' }).then()
    assert.equal(right.duty('answer')?.due, '2026-02-04')
    assert.equal(right.factsFor(chair).answerBy, '2026-02-04')
    right.when(leader, 'receive', { on: '2026-01-05' }).refused('HH-35', /office has said/)
  })

  it('a wrong day of publication is put right by saying it again, and what is counted from it with it', () => {
    const wrong = received()
      .on('2026-01-09')
      .and([press, 'publish', { on: '2026-01-06' }])
    const right = wrong.and([press, 'publish', { on: '2026-01-07' }])
    assert.deepEqual(
      dates(right).filter(([what]) => /ublish|publication/.test(String(what))),
      [
        ['Published', '2026-01-07'],
        ['The same, counted from its publication', '2026-02-04'],
      ],
    )
    assert.deepEqual(
      right.last.recounts.map(({ limit, aim }) => [limit?.day, aim?.day]),
      [['2026-02-02', '2026-02-04']],
    )
    assert.equal(right.factsFor(chair).published, '2026-01-07')
  })

  it('dates out of order are refused in plain words', () => {
    for (const step of ['receive', 'publish'])
      sent()
        .when(deputy, step, { on: '2026-01-04' })
        .refused(undefined, /before it was sent, which was on 5 January 2026/)
    prepared().when(leader, 'receive', { on: '2026-01-05' }).refused('HH-34', 'It has not been sent yet')
    sent()
      .when(office, 'respond', { on: '2026-01-05', ...whole })
      .refused('HH-35', /when it was received|which day it was received/)
    received()
      .when(office, 'respond', { on: '2026-01-04', ...whole })
      .refused('HH-35', /before it was received, which was on 5 January 2026/)
    received()
      .on('2026-01-20')
      .and([office, 'respond', { on: '2026-01-10', immediate: 'x' }])
      .when(office, 'receive', { on: '2026-01-11' })
      .refused('HH-35', /answered before that, on 10 January 2026/)
  })

  it('on the 28th day it is in time, on the day after it is late', () => {
    for (const [on, kept] of [
      ['2026-02-02', 'yes'],
      ['2026-02-03', 'no'],
    ] as const) {
      const answered = received()
        .on(on)
        .when(office, 'respond', { on, ...whole })
        .then({ stage: 'answered' })
      assert.deepEqual([answered.factsFor(chair).answered, answered.factsFor(chair).kept], [on, kept])
      assert.equal(answered.duty('answer')?.state, 'met')
    }
  })

  it('has two parts, and is answered once both are given: what is done at once, and in the longer run', () => {
    const first = received()
      .on('2026-01-20')
      .when(office, 'respond', { on: '2026-01-20', immediate: whole.immediate })
      .then({ stage: 'sent', says: 'answered it in public: what is done at once' })
    assert.equal(first.duty('answer')?.state, 'due')
    assert.equal(first.factsFor(chair).kept, undefined)
    const late = first.on('2026-02-03').when(office, 'respond', { on: '2026-02-03', longer: whole.longer })
    assert.equal(late.then({ stage: 'answered' }).factsFor(chair).kept, 'no')
    late
      .then()
      .when(office, 'respond', { on: '2026-02-03', ...whole })
      .refused('HH-35', /both parts/)
    received().when(office, 'respond', { on: '2026-01-05' }).refused('HH-35', 'There is no answer here yet')
  })

  it('everyone reads the answer, and only the office or the inspectorate writes it down', () => {
    const answered = received().and([office, 'respond', { on: '2026-01-05', ...whole }])
    assert.deepEqual(answered.shown('response'), everybody.toSorted())
    assert.match(JSON.stringify(answered.seenBy(chair)), /Fifty more staff/)
    for (const me of [siu, governor, chair, press])
      received()
        .when(me, 'respond', { on: '2026-01-05', ...whole })
        .refused('HH-35')
  })
})

describe('HH-36: it is in force until the place is inspected again', () => {
  const again = { on: '2026-06-05' }
  const inForce = (matter: Case) => !['preparing', 'ended'].includes(matter.stageFor(leader))

  it('answered or not, until the inspectorate says so', () => {
    assert.ok(inForce(received()))
    const answered = received().and([office, 'respond', { on: '2026-01-05', ...whole }])
    assert.ok(inForce(answered))
    for (const me of [governor, siu, office])
      answered.on('2026-06-08').when(me, 'inspected-again', again).refused('HH-36')
    const over = answered.on('2026-06-08').when(leader, 'inspected-again', again).then({ stage: 'ended' })
    assert.equal(over.factsFor(chair).again, '2026-06-05')
    over.when(leader, 'inspected-again', again).refused('HH-36', 'It is no longer in force')
  })

  it('by an inspection that came after the one that led to it', () => {
    sent()
      .when(leader, 'inspected-again', { on: '2026-01-02' })
      .refused('HH-36', /ended on 2 January 2026/)
    sent().when(leader, 'inspected-again', { on: '2026-01-03' }).then({ stage: 'ended' })
    prepared().when(leader, 'inspected-again', again).refused('HH-34')
  })

  it('an answer that is owed is owed all the same, and does not put it in force again', () => {
    const over = received().and([leader, 'end', { because: 'The place has closed.' }])
    assert.equal(over.duty('answer')?.state, 'due')
    over.when(office, 'respond', { on: '2026-01-05', ...whole }).then({ stage: 'ended' })
  })
})

describe('HH-32a: an initial action plan follows the letter, and a full one the report', () => {
  const concerns = [{ text: 'Violence' }, { text: 'No regime' }]

  it('is opened on the concerns of the letter, before there is a report', () => {
    prepared().when(leader, 'open-plan', { concerns }).refused('HH-34')
    const asked = sent().and([leader, 'open-plan', { concerns }])
    assert.deepEqual(asked.last.opens, [
      {
        procedure: 'action-plan',
        answers: {
          place: places.ashmoor,
          report: ['UNO-2026-0001'],
          items: [
            { number: '1', text: 'Violence', kind: 'priority' },
            { number: '2', text: 'No regime', kind: 'priority' },
          ],
        },
      },
    ])
    asked.when(leader, 'open-plan', { concerns }).refused('HH-32a')
    sent().when(siu, 'open-plan', { concerns }).refused('HH-32a')
  })

  it('the full one is named, and nothing else passes for one', () => {
    const named: Taken = [leader, 'name-plan', { plan: 'ACP-2026-0001' }]
    assert.deepEqual(sent().and(named).last.links, ['ACP-2026-0001'])
    sent()
      .when(leader, 'name-plan', { plan: 'RPT-2026-0001' })
      .refused('HH-32a', /begins with ACP-/)
    sent().when(leader, 'name-plan', {}).refused('HH-32a')
  })
})

it('finds whoever it goes to in the register', () => {
  for (const key of everybody) assert.ok(everyone.reader(key))
})
