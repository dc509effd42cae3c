import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { testHouse } from '../../test/house.ts'
import { begun, concerns, texts } from '../agreements/hmip-hmpps/report/kit.samples.ts'
import type { Taken } from './take.ts'

describe('HH-6b: an inspection that is secret is named in nothing that others read', async () => {
  const { begin, done, take, setNow } = await testHouse('secret', { start: '2026-03-02T09:00:00Z' })
  const coordinator = 'hmip.coordinator'
  const plan = { place: 'ZAI', kind: 'full', first: '2026-05-11', last: '2026-05-15', announced: false }
  const secret = await done(begin(coordinator, 'inspection', { ...plan, coordinator: 'Helen Strand' }))
  const visit = await done(
    begin(coordinator, 'scrutiny-visit', { place: 'ZAI', on: '2026-05-11', because: 'Showers', drawn: false }),
  )
  const request = (about: string) => ({
    place: 'ZBI',
    about: 'Staff',
    what: about,
    why: 'To prepare',
    sensitive: false,
  })
  const ask = (about: string, post = coordinator) => begin(post, 'information-request', request(about))
  const isRefused = async (taken: Promise<Taken>, reference = secret) => {
    const outcome = await taken
    assert.ok(outcome.refused, 'it is refused')
    assert.match(
      outcome.problems[0]?.words ?? '',
      new RegExp(`^This names ${reference}\\. The establishment has not been told of it`),
    )
    assert.equal(outcome.problems[0]?.clause, 'HH-6b')
  }

  it('not in a request to the prison service, however it is typed: neither an inspection nor a scrutiny visit', async () => {
    await isRefused(ask(`For ${secret}, please.`))
    await isRefused(ask(`For ${secret.toLowerCase().replace('-', '‑')}, please.`))
    await isRefused(ask(`For\n${secret}\nplease.`))
    await isRefused(ask(`For\t${secret}`))
    await isRefused(ask(`For ${visit}.`), visit)
    await done(ask('For one that is to come.'))
  })

  it('not later either, nor through what an act does or begins elsewhere', async () => {
    const year = await done(begin('clock', 'inspection-programme', { year: '2025' }))
    const consult = (words: string) =>
      take(coordinator, year, 'consult', { whom: ['hmpps.scrutiny'], by: '2026-03-20', on: ['plans'], words })
    await isRefused(consult(`As in ${secret}.`))
    await done(consult('What should come sooner?'))
    await isRefused(take(coordinator, year, 'record-outcome', { outcome: `So ${secret} stays.`, changed: 'no' }))
    await done(take(coordinator, year, 'record-outcome', { outcome: 'Nothing changes.', changed: 'no' }))
  })

  it('nor in what was written where those alone read who plan, once somebody else is to read it', async () => {
    const leader = 'hmip.team-leader'
    const written = async (because: string) => {
      const report = await done(begin(leader, 'report', begun))
      for (const [step, typed] of [
        ['write', texts],
        ['judge', { safety: '3', respect: '2', activity: '1', release: '3' }],
        ['list-items', { items: concerns }],
        ['pause', { until: '2026-03-09', because }],
        ['resume', {}],
      ] as const)
        await done(take(leader, report, step, typed))
      return take(leader, report, 'send-draft')
    }
    const early = await written(`Its team is on ${secret}.`)
    assert.ok(early.refused)
    assert.match(early.problems[0]?.words ?? '', new RegExp(`^What was written before, .* names ${secret}\\.`))
    assert.equal(early.problems[0]?.next, 'Strike its reference out first.')
    await done(written('Its team is ill.'))
  })

  it('but where those alone read who plan, for that is how they plan', async () => {
    await done(begin(coordinator, 'leadership', { place: 'ZAI', level: '2', because: `Seen for ${secret}.` }))
    await done(begin(coordinator, 'partner-wish', { partner: 'cqc', line: `To come to ${secret}` }))
  })

  it('whoever knows of none is told of none: to them it is a reference like any other', async () => {
    const complaint = {
      place: 'ZAI',
      about: 'inspector',
      inspectors: 'team-leader',
      what: 'It was loud.',
      formal: false,
    }
    for (const named of [secret, 'INS-2019-4177'])
      await done(begin('hmpps.ashmoor.governor', 'conduct-complaint', { ...complaint, line: `Of ${named}` }))
  })

  it('until the establishment has been told of it', async () => {
    setNow('2026-05-11T08:40:00Z')
    await done(take(coordinator, secret, 'notify'))
    await done(ask(`For ${secret}, please.`))
    await isRefused(ask(`For ${visit}.`), visit)
  })
})
