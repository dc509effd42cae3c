import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { testHouse } from '../../test/house.ts'
import { visitsAgreement } from '../../test/visits.ts'
import { recountDuties, takeInHolidays } from './holidays.ts'
import { matter } from './matter.ts'

describe('a duty’s dates', async () => {
  const visits = await testHouse('recounted', { agreements: [visitsAgreement], start: '2026-03-02T09:00:00Z' })
  const { done, take, as } = visits
  const post = 'hmip.coordinator'
  const ended = (on: string) => done(visits.begin(post, 'visit', { where: 'ZAI', on, why: 'The kitchen' }))
  const duty = async (reference: string) => {
    const { obligations } = await as(post, desk => matter(desk, reference))
    assert.equal(obligations.length, 1, 'it stays the same duty')
    return obligations[0] as (typeof obligations)[0]
  }

  it('are counted from the day that the step tells, not from the day it was written down', async () => {
    const { from, target, limit } = await duty(await ended('2026-02-27'))
    assert.deepEqual([from, target?.day, limit?.day], ['2026-02-27', '2026-03-04', '2026-03-06'])
  })

  it('move while it is owed when what they are counted from is mended, and it is told why', async () => {
    const reference = await ended('2026-02-27')
    await done(take(post, reference, 'end-anew', { on: '2026-03-01', because: 'It went on over Sunday' }))
    const { from, limit, moved } = await duty(reference)
    assert.deepEqual([from, limit?.day], ['2026-03-01', '2026-03-08'])
    assert.deepEqual(
      moved.map(({ was, because }) => ({ was, because })),
      [{ was: '2026-03-06', because: ['It went on over Sunday'] }],
    )
  })

  it('are put off by as long as the clock was stopped, which their arithmetic tells', async () => {
    const reference = await ended('2026-02-27')
    await done(take(post, reference, 'stop', { until: '2026-03-04', because: 'Waiting for the police' }))
    const { target, limit } = await duty(reference)
    assert.deepEqual([target?.day, limit?.day], ['2026-03-06', '2026-03-08'])
    assert.match(target?.working ?? '', /adding the 2 working days paused from 2 March until 4 March/)
  })

  it('stay as they were once it is met', async () => {
    const reference = await ended('2026-02-27')
    await done(take(post, reference, 'write'))
    await done(take(post, reference, 'end-anew', { on: '2026-03-01', because: 'It went on over Sunday' }))
    const { limit, state } = await duty(reference)
    assert.deepEqual([limit?.day, state], ['2026-03-06', 'met'])
  })

  it('keep what the clock stood still when a bank holiday is proclaimed', async () => {
    const reference = await ended('2026-02-27')
    await done(take(post, reference, 'stop', { until: '2026-03-04', because: 'Waiting for the police' }))
    const published = JSON.parse(readFileSync(new URL('../../data/bank-holidays.json', import.meta.url), 'utf8')) as {
      'england-and-wales': {
        division: string
        events: { title: string; date: string; notes: string; bunting: boolean }[]
      }
    }
    const { division, events } = published['england-and-wales']
    const with5March = [...events, { title: 'A day of thanks', date: '2026-03-05', notes: '', bunting: false }]
    const newer = { 'england-and-wales': { division, events: with5March.sort((a, b) => (a.date < b.date ? -1 : 1)) } }
    const { moved: told } = await recountDuties(visits.house, await takeInHolidays(visits.house, newer))
    assert.ok(
      told.some(one => one.was === '2026-03-06' && one.is === '2026-03-09') && told.every(one => one.was !== one.is),
      'the date that moved is told, not the limit that stayed',
    )
    const { target, limit, moved } = await duty(reference)
    assert.deepEqual([target?.day, limit?.day], ['2026-03-09', '2026-03-08'], 'weeks pass over no holidays')
    assert.deepEqual([moved.at(-1)?.of, moved.at(-1)?.was], ['target', '2026-03-06'])
    assert.match(target?.working ?? '', /paused/)
  })
})
