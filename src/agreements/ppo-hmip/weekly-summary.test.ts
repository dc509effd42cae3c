import assert from 'node:assert/strict'
import { before, beforeEach, describe, it } from 'node:test'
import { testHouse, type TestHouse } from '../../../test/house.ts'
import { openRecurring } from '../../clock/recur.ts'
import { list } from '../../desk/list.ts'
import { findMatter, matter } from '../../desk/matter.ts'

describe('the ombudsman’s weekly summary for the inspectorate', () => {
  let house: TestHouse
  let reference = ''
  let week = 0
  before(async () => {
    house = await testHouse('weekly-summary')
  })
  // Each test has a week of its own, from Monday 2 March 2026.
  beforeEach(async () => {
    house.setNow(new Date(Date.parse('2026-03-02T09:00:00Z') + week++ * 7 * 86_400_000))
    await openRecurring(house.house)
    const rows = await house.as('ppo.deputy', async desk => (await list(desk, { procedure: 'weekly-summary' })).rows)
    reference = rows[0]?.reference ?? assert.fail('no week')
  })

  const take = (post: string, step: string, answers: Record<string, unknown> = {}) =>
    house.done(house.take(post, reference, step, answers))
  const no = async (post: string, step: string, answers: Record<string, unknown> = {}) => {
    const taken = await house.take(post, reference, step, answers)
    assert.ok(taken.refused, `${step} was not refused`)
    return taken.problems.map(one => `${one.words} ${one.clause ?? ''}`).join('; ')
  }
  const seen = async (post: string) => {
    const found = await house.as(post, desk => findMatter(desk, reference))
    return found ? JSON.stringify([found.matter.entries, found.matter.fragments, found.facts]) : undefined
  }
  const words = (post: string) =>
    house.as(post, async desk => {
      const step = (await matter(desk, reference)).steps.find(one => one.name === 'release')
      const view = await matter(desk, reference)
      return (step?.step.asks.which?.options?.({ ...desk, matter: view.matter, answers: {} }) ?? []).map(
        one => one.value,
      )
    })

  it('PH-2: is due by the end of Friday, and late on Saturday', async () => {
    const owed = async () => (await house.as('ppo.deputy', desk => matter(desk, reference))).obligations[0]
    assert.equal((await owed())?.due, '2026-03-06')
    house.setNow('2026-03-06T23:59:00Z')
    assert.equal((await owed())?.state, 'due')
    house.setNow('2026-03-07T00:00:00Z')
    assert.equal((await owed())?.state, 'overdue')
  })

  it('PH-2: is begun for a Monday and for no other day, however the day is written', async () => {
    const begun = (week: unknown) => house.begin('ppo.deputy', 'weekly-summary', { week })
    assert.match(JSON.stringify(await begun('2026-05-13')), /13 May 2026 is not a Monday.*11 May 2026/)
    assert.match(JSON.stringify(await begun('11 May 2026')), /real date/)
    assert.match(JSON.stringify(await begun({ day: '11', month: '5', year: '26' })), /year in four figures/)
    reference = await house.done(begun({ day: '11', month: '5', year: '2026' }))
    assert.match((await seen('ppo.deputy')) ?? '', /Week of 11 May 2026/)
  })

  it('PH-2: is a nil return when nothing was heard', async () => {
    await take('ppo.deputy', 'send')
    assert.match((await seen('hmip.intelligence')) ?? '', /Nil return/)
  })

  it('PH-2: gathers entries through the week and sends them as one, by place', async () => {
    await take('ppo.investigator', 'add-entry', { place: 'ZBI', text: 'Showers are cold.' })
    await take('ppo.deputy', 'add-entry', { place: 'ZAI', text: 'Night staff are few.' })
    assert.equal(await seen('hmip.intelligence'), undefined)
    await take('ppo.deputy', 'send')
    const sent = (await seen('hmip.intelligence')) ?? ''
    assert.match(sent, /Ashmoor\\nNight staff are few\.\\n\\n\\nBrackley Hill\\nShowers are cold/)
    assert.match(await no('ppo.deputy', 'add-entry', { place: 'ZAI', text: 'More' }), /has been sent/)
  })

  it('PH-4: is not sent while it tells who somebody is, and says where', async () => {
    await take('ppo.investigator', 'add-entry', { place: 'ZAI', text: 'A man, A1234BC, said that it is cold.' })
    assert.match(await no('ppo.deputy', 'send'), /“A1234BC”, in what is said of Ashmoor, may tell who somebody is PH-4/)
    await take('ppo.investigator', 'change-entry', { which: '1', text: 'A man said that it is cold.' })
    await take('ppo.deputy', 'send')
    const sent = (await seen('hmip.intelligence')) ?? ''
    assert.match(sent, /A man said that it is cold/)
    assert.doesNotMatch(sent, /A1234BC/, 'what was taken out stays behind')
  })

  it('PH-4: names that the system knows count, whoever’s they are', async () => {
    await take('ppo.investigator', 'add-entry', { place: 'ZAI', text: 'We heard it from Beatrice Nwosu.' })
    assert.match(await no('ppo.deputy', 'send'), /Beatrice Nwosu/)
  })

  it('PH-4: words that tell of nobody are released by somebody who did not write them, with a reason', async () => {
    await take('ppo.investigator', 'add-entry', { place: 'ZAI', text: 'Complaints about the Victoria Cross wing.' })
    await take('ppo.investigator', 'add-entry', { place: 'ZBI', text: 'Ring 0161 496 0123 to hear of it.' })
    const all = await words('ppo.deputy')
    assert.ok(all.length >= 1)
    for (const which of all)
      assert.match(
        await no('ppo.investigator', 'release', { which, because: 'It is a hotline' }),
        /You wrote this yourself/,
      )
    assert.match(await no('ppo.deputy', 'release', { which: all[0] }), /Say why/)
    for (const which of all) await take('ppo.deputy', 'release', { which, because: 'It is a hotline' })
    await take('ppo.deputy', 'send')
    assert.match((await seen('hmip.intelligence')) ?? '', /0161/)
  })

  it('PH-4: whoever wrote the words can’t release them because somebody changed others beside them', async () => {
    await take('ppo.investigator', 'add-entry', { place: 'ZBI', text: 'Ring 0161 496 0123 to heer of it.' })
    await take('ppo.deputy', 'change-entry', { which: '1', text: 'Ring 0161 496 0123 to hear of it.' })
    const [which] = await words('ppo.deputy')
    const release = { which, because: 'It is a hotline' }
    assert.match(await no('ppo.investigator', 'release', release), /You wrote this yourself/)
    await take('ppo.deputy', 'release', release)
    await take('ppo.deputy', 'send')
  })

  it('PH-4: the same words written once more must be released anew', async () => {
    await take('ppo.investigator', 'add-entry', { place: 'ZAI', text: 'Ring 0161 496 0123.' })
    const [which] = await words('ppo.deputy')
    await take('ppo.deputy', 'release', { which, because: 'It is a hotline' })
    await take('ppo.investigator', 'change-entry', { which: '1', text: 'Ring 0161 496 0123, or his 0161 496 0124.' })
    assert.match(await no('ppo.deputy', 'send'), /0124/)
    await take('ppo.investigator', 'leave-out', { which: '1' })
    await take('ppo.deputy', 'send')
  })

  it('PH-3, PH-6: is seen by the intelligence unit and by those it names, and by nobody else', async () => {
    await take('ppo.investigator', 'add-entry', { place: 'ZAI', text: 'A kestrel nests there.' })
    await take('ppo.deputy', 'send')
    for (const post of ['hmip.deputy', 'hmip.coordinator', 'imb.national-chair', 'hmpps.ashmoor.governor', 'hmpps.siu'])
      assert.equal(await seen(post), undefined, post)
    await take('hmip.intelligence', 'name-reader', { reader: 'hmip.team-leader', because: 'Plans the visit' })
    assert.match((await seen('hmip.team-leader')) ?? '', /kestrel/)
    assert.match(await no('hmip.team-leader', 'name-reader', { reader: 'hmip.deputy', because: 'x' }), /intelligence/)
    assert.match(
      await no('hmip.intelligence', 'name-reader', { reader: 'imb.national-chair', because: 'x' }),
      /Choose who/,
    )
  })

  it('PH-1: each use is recorded against it, for its owner to see', async () => {
    await take('ppo.deputy', 'send')
    await take('hmip.intelligence', 'use', { purpose: 'visit', place: 'ZAI' })
    assert.match((await seen('ppo.deputy')) ?? '', /"purpose":"visit"/)
    assert.match(await no('hmip.intelligence', 'use', { purpose: 'report', place: 'ZAI' }), /Choose what for/)
  })

  it('PH-6: is never quoted: whatever names it elsewhere is stopped', async () => {
    await take('ppo.deputy', 'send')
    const item = {
      kind: 'intelligence',
      place: 'ZAI',
      topics: ['safety'],
      about: 'Safety on one wing',
      route: 'national',
      words: `As the ombudsman says in ${reference}.`,
      personal: false,
      marking: 'sensitive',
      readers: 'unit',
      relayReads: false,
      purpose: 'To look into it.',
      uses: ['monitoring'],
      onward: 'no',
      quoting: false,
      later: false,
    }
    const taken = await house.begin('hmip.intelligence', 'information-hmip', item)
    assert.ok(taken.refused)
    assert.match(taken.problems[0]?.words ?? '', /never quoted/)
  })

  it('PH-5: stays the ombudsman’s, who takes it back at once and sends it mended', async () => {
    await take('ppo.investigator', 'add-entry', { place: 'ZAI', text: 'A kestrel nests there.' })
    await take('ppo.deputy', 'send')
    await take('hmip.intelligence', 'name-reader', { reader: 'hmip.team-leader', because: 'Plans the visit' })
    await take('ppo.deputy', 'recall')
    for (const post of ['hmip.intelligence', 'hmip.team-leader'])
      assert.doesNotMatch((await seen(post)) ?? '', /kestrel/, post)
    assert.match(await no('ppo.investigator', 'add-entry', { place: 'ZAI', text: 'A wren' }), /has been sent/)
    reference = await house.done(house.begin('ppo.deputy', 'weekly-summary', { week: '2026-05-11' }))
    await take('ppo.investigator', 'add-entry', { place: 'ZAI', text: 'A wren nests there.' })
    await take('ppo.deputy', 'send')
    assert.match((await seen('hmip.intelligence')) ?? '', /wren/)
    assert.doesNotMatch((await seen('hmip.intelligence')) ?? '', /kestrel/)
  })
})
