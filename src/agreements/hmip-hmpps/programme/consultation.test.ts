import assert from 'node:assert/strict'
import { describe, it as database } from 'node:test'
import { given, holder, it, type Taken } from '../../../../test/kit.ts'
import { testHouse } from '../../../../test/house.ts'
import { openRecurring } from '../../../clock/recur.ts'
import { chase } from '../../../clock/chase.ts'
import { list } from '../../../desk/list.ts'
import { matter } from '../../../desk/matter.ts'
import { consultation } from './consultation.ts'

const coordinator = holder('hmip.coordinator')
const siu = holder('hmpps.siu')
const clock = holder('clock')
const chair = holder('imb.national-chair')

const asked: Taken = [
  coordinator,
  'ask',
  {
    consultee: 'hmpps.scrutiny',
    year: 'April 2025 to March 2026',
    by: '2026-01-30',
    on: ['plans'],
    words: 'Which kinds of establishment should be inspected sooner?',
    programme: ['PRG-2026-0001'],
  },
]
const answered: Taken = [siu, 'answer', { answer: 'More of the women’s prisons.' }]

describe('HH-5: what one consultee is asked', () => {
  it('they see their own question and answer, and nothing of the programme it is part of', () => {
    const one = given(consultation, asked)
    assert.deepEqual(one.partsOf(siu), ['course', 'request', 'answer'])
    assert.equal(one.seenBy(siu).entries[0]?.answers.programme, undefined)
    assert.equal(one.seenBy(coordinator).entries[0]?.answers.programme !== undefined, true)
  })

  it('nobody else who might be asked knows of it; the clock does not see what is asked', () => {
    const one = given(consultation, asked)
    for (const who of [chair, holder('ppo.deputy'), holder('hmpps.ashmoor.governor'), holder('hmip.sanctions-officer')])
      assert.equal(one.existsFor(who), false, who.title)
    assert.deepEqual(one.partsOf(clock), ['course'])
  })

  it('they owe an answer by the day that was asked for, and not after the outcome is told', () => {
    const one = given(consultation, asked)
    assert.deepEqual([one.duty('answer')?.owedBy, one.duty('answer')?.due], ['hmpps.scrutiny', '2026-01-30'])
    assert.equal(one.and(answered).duty('answer')?.state, 'met')
    const told = one.and([coordinator, 'tell-outcome', { outcome: 'Noted.' }])
    assert.equal(told.duty('answer')?.state, 'fell away')
    told.when(...answered).refused('HH-5', /outcome has been told/)
  })

  it('all they can do is answer: they can’t stop an inspection, withdraw the question or tell of an outcome', () => {
    const one = given(consultation, asked)
    assert.deepEqual(
      Object.keys(consultation.steps).filter(name => one.closed(siu, name) === undefined),
      ['answer'],
    )
  })

  it('they are asked again by the clock until they answer, and not once they have', () => {
    given(consultation, asked)
      .on('2026-01-31')
      .when(clock, 'ask-again')
      .then({ tells: ['hmip.inspection', 'hmpps.scrutiny'] })
    given(consultation, asked, answered).on('2026-01-31').when(clock, 'ask-again').refused('HH-5', 'They have answered')
  })

  it('a place that is named in what they read is pointed out before they read it (HH-6b)', () => {
    const one = given(consultation, asked)
    const warned = (step: string, answers: object) =>
      consultation.steps[step]?.warn?.({
        matter: one.seenBy(coordinator),
        me: coordinator,
        answers: answers as never,
        world: one.world,
      })
    assert.match(
      warned('ask', { words: 'Should Dunscar’s wait? Or Calder Mount, in June?' }) ?? '',
      /^It names Calder Mount, Dunscar\. Go on only if/,
    )
    assert.match(warned('tell-outcome', { outcome: 'Dunscar first.' }) ?? '', /^It names Dunscar\./)
    for (const words of ['More of the women’s prisons.', 'Dunscarred', 'The calder of a mount'])
      assert.equal(warned('ask', { words }), undefined, words)
  })

  it('withdrawn, they see nothing of it', () => {
    const gone = given(consultation, asked, [coordinator, 'withdraw', { reason: 'Sent to the wrong office.' }])
    assert.equal(gone.existsFor(siu), false)
    assert.equal(gone.duty('answer')?.state, 'fell away')
  })

  it('it tells the programme that it is part of', () => {
    const [told] = given(consultation, asked).last.also
    assert.deepEqual([told?.reference, told?.step, told?.answers.whom], ['PRG-2026-0001', 'count-in', 'hmpps.scrutiny'])
  })
})

describe('HH-5: a consultation from its question to its outcome', async () => {
  const { house, as, take, done, setNow } = await testHouse('consultation', { start: '2026-04-01T09:00:00Z' })

  const mine = async (post: string, procedure: string) =>
    (await as(post, desk => list(desk, { procedure }))).rows.map(row => row.reference)

  database(
    'each is asked apart, chased after the day, and told the outcome; nobody sees another’s answer',
    async () => {
      await openRecurring(house)
      await openRecurring(house)
      const programmes = await mine('hmip.coordinator', 'inspection-programme')
      assert.equal(programmes.length, 1, 'one for the year')
      const [programme = ''] = programmes
      await done(
        take('hmip.coordinator', programme, 'consult', {
          whom: ['hmpps.scrutiny', 'imb.national'],
          by: '2026-04-30',
          on: ['plans', 'framework'],
          words: 'What should be inspected sooner?',
        }),
      )
      const [service = ''] = await mine('hmpps.siu', 'consultation')
      const [boards = ''] = await mine('imb.national-chair', 'consultation')
      assert.notEqual(service, boards)
      assert.equal((await mine('hmip.coordinator', 'consultation')).length, 2)
      await assert.rejects(as('hmpps.siu', desk => matter(desk, boards)))
      await assert.rejects(as('hmpps.siu', desk => matter(desk, programme)))

      await done(take('imb.national-chair', boards, 'answer', { answer: 'The boards ask for winter visits.' }))
      setNow('2026-05-01T08:00:00Z')
      await chase(house)
      const chased = await as('hmpps.siu', desk => matter(desk, service))
      assert.equal(chased.matter.entries.filter(entry => entry.step === 'ask-again').length, 1)

      const outcome = 'Two asked for more in winter. It is so planned.'
      await done(take('hmip.chief', programme, 'record-outcome', { outcome, changed: 'no' }))
      for (const [post, reference] of [
        ['hmpps.siu', service],
        ['imb.national-chair', boards],
      ] as const) {
        const seen = await as(post, desk => matter(desk, reference))
        assert.equal(seen.matter.stage, 'told')
        assert.match(JSON.stringify(seen.matter.entries.map(entry => entry.answers)), /more in winter/)
      }
      const theirs = await as('hmpps.siu', desk => matter(desk, service))
      assert.doesNotMatch(JSON.stringify([theirs.matter, theirs.facts, theirs.ties]), /winter visits|PRG-|imb/i)
    },
  )
})

describe('HH-5: the outcome of a consultation of which a part was withdrawn', async () => {
  const { house, as, take, done } = await testHouse('withdrawn', { start: '2026-04-01T09:00:00Z' })
  const mine = async (post: string, procedure: string) =>
    (await as(post, desk => list(desk, { procedure }))).rows[0]?.reference ?? ''

  database('is recorded all the same, and the others are told it', async () => {
    await openRecurring(house)
    const programme = await mine('hmip.coordinator', 'inspection-programme')
    const asked = { by: '2026-04-30', on: ['plans'], words: 'What should be inspected sooner?' }
    await done(take('hmip.coordinator', programme, 'consult', { ...asked, whom: ['hmpps.scrutiny', 'imb.national'] }))
    const service = await mine('hmpps.siu', 'consultation')
    const boards = await mine('imb.national-chair', 'consultation')
    await done(take('hmip.coordinator', service, 'withdraw', { reason: 'Sent to the wrong office.' }))
    await done(take('hmip.chief', programme, 'record-outcome', { outcome: 'Nothing was asked for.', changed: 'no' }))
    const stage = async (reference: string) =>
      (await as('hmip.coordinator', desk => matter(desk, reference))).matter.stage
    assert.deepEqual([await stage(service), await stage(boards)], ['withdrawn', 'told'])
  })
})
