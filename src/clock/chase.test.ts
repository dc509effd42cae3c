import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { testHouse, type TestHouse } from '../../test/house.ts'
import { sealedAgreement } from '../../test/sealed.ts'
import { day } from '../calendar/day.ts'
import { matter } from '../desk/matter.ts'
import { nextChase } from '../engine/deadline.ts'
import type { Agreement } from '../engine/agreement.ts'
import { lastAnswer } from '../engine/matter.ts'
import type { Procedure } from '../engine/procedure.ts'
import { audience } from '../engine/who.ts'
import { workingDays } from '../calendar/period.ts'
import { chase } from './chase.ts'

/** The sealed letters, with some of them changed. */
const lettersWith = (change: (letter: Procedure) => Procedure): Agreement => {
  const [version] = sealedAgreement.versions
  return { ...sealedAgreement, versions: [{ ...version, procedures: version.procedures.map(change) }] }
}

describe('asking again for what is late', () => {
  let letters: TestHouse
  let reference: string
  before(async () => {
    letters = await testHouse('chase', { agreements: [sealedAgreement] })
    const sent = { where: 'ZAI', about: 'The kitchen', words: 'It is cold' }
    reference = await letters.done(letters.begin('hmip.coordinator', 'sealed-letter', sent))
    // On Monday 2 March 2026, so due on Wednesday 4 March.
    await letters.done(letters.take('imb.secretariat', reference, 'forward'))
  })
  const at = (instant: string) => {
    letters.setNow(instant)
    return chase(letters.house)
  }
  const told = (post: string) =>
    letters.as(post, async desk =>
      (await matter(desk, reference)).matter.entries.filter(one => one.step === 'ask-again'),
    )

  it('waits for the whole of the day it is due', async () => {
    assert.equal(await at('2026-03-04T23:59:59Z'), 0)
  })

  it('asks as the day after begins, once, by a step in the history', async () => {
    assert.equal(await at('2026-03-05T00:00:00Z'), 1)
    assert.equal(await at('2026-03-05T12:00:00Z'), 0)
    assert.deepEqual(
      (await told('imb.ashmoor.chair')).map(one => one.by.title),
      ['The clock'],
    )
  })

  it('asks again each four working days, and once only for a time when nobody was there to ask', async () => {
    assert.equal(await at('2026-03-10T23:59:59Z'), 0)
    assert.equal(await at('2026-03-11T00:00:00Z'), 1)
    assert.equal(await at('2026-04-20T09:00:00Z'), 1)
    assert.equal(await at('2026-04-20T09:01:00Z'), 0)
  })

  it('asks once though several programs do', async () => {
    letters.setNow('2026-04-27T09:00:00Z')
    const asked = await Promise.all([chase(letters.house), chase(letters.house), chase(letters.house)])
    assert.ok(asked.every(one => one <= 1))
    assert.equal((await told('imb.ashmoor.chair')).length, 4)
  })

  it('leaves off once it is done', async () => {
    await letters.done(letters.take('imb.secretariat', reference, 'forward')).catch(() => undefined)
    letters.setNow('2026-03-06T09:00:00Z')
    await letters.done(letters.take('imb.ashmoor.chair', reference, 'accept'))
    assert.equal(await at('2026-06-01T09:00:00Z'), 0)
  })

  it('can go hour by hour', () => {
    const calendar = letters.house.calendar()
    const how = { step: 'ask-again', every: { hours: 1 } }
    assert.equal(nextChase(how, day('2026-03-28'), undefined, calendar).toISOString(), '2026-03-29T00:00:00.000Z')
    const asked = new Date('2026-03-29T00:00:00Z')
    assert.equal(nextChase(how, day('2026-03-28'), asked, calendar).toISOString(), '2026-03-29T01:00:00.000Z')
  })
})

describe('asking again for several things that are late', () => {
  const passedOn = async (house: TestHouse, about: string) => {
    const sent = { where: 'ZAI', about, words: 'It is cold' }
    const reference = await house.done(house.begin('hmip.coordinator', 'sealed-letter', sent))
    await house.done(house.take('imb.secretariat', reference, 'forward'))
    return reference
  }
  const askings = (house: TestHouse, reference: string) =>
    house.as('imb.ashmoor.chair', async desk =>
      (await matter(desk, reference)).matter.entries
        .filter(one => one.by.title === 'The clock')
        .map(one => `${one.step} ${one.at.toISOString().slice(0, 10)}`),
    )

  it('asks for the others where one can’t be asked for, and then fails, so that it is told of', async () => {
    // Whoever is told has left the register, for one of three.
    const missing = audience('whoever answers for the stairs', ({ matter: letter, world }) =>
      lastAnswer(letter, 'about') === 'The stairs' ? [world.directory.unit('nobody').key] : [],
    )
    const house = await testHouse('chase-others', {
      agreements: [
        lettersWith(letter => {
          const asking = letter.steps['ask-again'] ?? assert.fail()
          return {
            ...letter,
            steps: { ...letter.steps, 'ask-again': { ...asking, tells: [...(asking.tells ?? []), missing] } },
          }
        }),
      ],
    })
    const [kitchen, stairs, yard] = [
      await passedOn(house, 'The kitchen'),
      await passedOn(house, 'The stairs'),
      await passedOn(house, 'The yard'),
    ]
    house.setNow('2026-03-05T00:00:00Z')
    await assert.rejects(chase(house.house), (fault: AggregateError) => {
      assert.equal(fault.errors.length, 1)
      assert.match(String(fault.cause), /nobody/)
      return true
    })
    assert.deepEqual(await askings(house, kitchen), ['ask-again 2026-03-05'])
    assert.deepEqual(await askings(house, stairs), [])
    assert.deepEqual(await askings(house, yard), ['ask-again 2026-03-05'])
  })

  it('asks once though several owe it, and tells whoever answers for the matter, once, where it may not ask', async () => {
    const both = audience('the board and the secretariat', ({ matter: letter, world }) => [
      ...world.directory.units({ kind: 'board', place: letter.place }).map(unit => unit.key),
      ...world.directory.units({ kind: 'secretariat' }).map(unit => unit.key),
    ])
    let shut = false
    const house = await testHouse('chase-refused', {
      agreements: [
        lettersWith(letter => ({
          ...letter,
          rules: { open: { ...(letter.rules.open ?? assert.fail()), owedBy: both } },
          steps: {
            ...letter.steps,
            'ask-again': {
              ...(letter.steps['ask-again'] ?? assert.fail()),
              open: [{ holds: () => !shut, otherwise: 'It is shut', clause: 'SP-1' }],
            },
          },
        })),
      ],
    })
    const reference = await passedOn(house, 'The kitchen')
    const refused: number[] = []
    const asked = async (instant: string) => {
      house.setNow(instant)
      return chase(house.house, count => refused.push(count))
    }
    const unasked = (post: string) =>
      house.as(post, async desk =>
        (await matter(desk, reference)).obligations.map(one => one.unaskedSince?.toISOString()),
      )
    const notices = async () =>
      (
        await house.database.owner.query<{ key: string }>(
          `select p.key from concordat.notice n join concordat.post p on p.id = n.post where n.kind = 'overdue' order by 1`,
        )
      ).rows.map(row => row.key)
    assert.equal(await asked('2026-03-05T00:00:00Z'), 1)
    assert.deepEqual(await askings(house, reference), ['ask-again 2026-03-05'])
    assert.deepEqual(await notices(), [])
    shut = true
    for (const again of [0, 1]) assert.equal(await asked(`2026-03-11T00:0${again}:00Z`), 0)
    assert.deepEqual(refused, [2])
    const told = await notices()
    assert.deepEqual([...new Set(told)], told)
    assert.ok(told.includes('hmip.coordinator') && told.every(post => post.startsWith('hmip.')), told.join())
    assert.deepEqual(await unasked('hmip.coordinator'), ['2026-03-11T00:00:00.000Z', '2026-03-11T00:00:00.000Z'])
    assert.deepEqual(await unasked('imb.ashmoor.chair'), [undefined, undefined])
    shut = false
    assert.equal(await asked('2026-03-11T00:02:00Z'), 1)
    assert.deepEqual(await unasked('hmip.coordinator'), [undefined, undefined])
  })

  it('counts for each duty from when that one was asked for, whatever else of the same matter was', async () => {
    const house = await testHouse('chase-each', {
      agreements: [
        lettersWith(letter => {
          const open = letter.rules.open ?? assert.fail()
          const dates = () => ({ limit: workingDays(3) })
          return {
            ...letter,
            rules: {
              ...letter.rules,
              reply: { ...open, dates, label: 'Reply', chase: { step: 'ask-for-reply', every: workingDays(4) } },
            },
            steps: { ...letter.steps, 'ask-for-reply': letter.steps['ask-again'] ?? assert.fail() },
          }
        }),
      ],
    })
    // Passed on on Monday 2 March 2026: to be opened by Wednesday, and replied to by Thursday.
    const reference = await passedOn(house, 'The kitchen')
    for (const day of ['2026-03-05', '2026-03-06', '2026-03-11', '2026-03-12']) {
      house.setNow(`${day}T00:00:00Z`)
      assert.equal(await chase(house.house), 1, day)
    }
    assert.deepEqual(await askings(house, reference), [
      'ask-again 2026-03-05',
      'ask-for-reply 2026-03-06',
      'ask-again 2026-03-11',
      'ask-for-reply 2026-03-12',
    ])
  })
})
