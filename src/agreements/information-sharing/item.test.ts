import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { before, beforeEach, describe, it } from 'node:test'
import { testHouse, type TestHouse } from '../../../test/house.ts'
import { letter } from '../../../test/sample-letter.ts'
import { chase } from '../../clock/chase.ts'
import { settings } from '../../config.ts'
import { openFiles, upload } from '../../desk/documents.ts'
import { list } from '../../desk/list.ts'
import { findMatter, matter } from '../../desk/matter.ts'
import { contractOf } from './contract.ts'
import { asShared } from './item/marking.ts'
import { newFolder } from '../../../test/folder.ts'

describe('information that bodies share with the boards', () => {
  let house: TestHouse
  let reference = ''
  before(async () => {
    house = await testHouse('information')
  })
  beforeEach(() => house.setNow('2026-03-02T09:00:00Z'))

  const share = async (post: string, more: object = {}, procedure = 'information-hmip') => {
    reference = await house.done(house.begin(post, procedure, { ...letter, ...more }))
    return reference
  }
  const take = (post: string, step: string, answers: Record<string, unknown> = {}) =>
    house.done(house.take(post, reference, step, answers))
  const no = async (post: string, step: string, answers: Record<string, unknown> = {}) => {
    const taken = await house.take(post, reference, step, answers)
    assert.ok(taken.refused, `${step} was not refused`)
    return taken.problems.map(one => one.words).join('; ')
  }
  const seen = (post: string) => house.as(post, desk => findMatter(desk, reference))
  const sings = async (post: string) => JSON.stringify((await seen(post)) ?? '').includes('canary')
  const lists = (post: string, q = 'night') =>
    house.as(post, async desk => (await list(desk, { q })).rows.some(row => row.reference === reference))
  const warned = (post: string, step: string, answers: Record<string, unknown>) =>
    house.as(post, async desk => {
      const found = await matter(desk, reference)
      return String(found.procedure.steps[step]?.warn?.({ ...desk, matter: found.matter, answers: answers as never }))
    })
  const open = (post: string) =>
    house.as(post, async desk =>
      (await matter(desk, reference)).steps.flatMap(({ name, closed }) => (closed ? [] : [name])).sort(),
    )

  it('HI-8g: goes from the inspectorate to the National Chair’s queue, sealed, and not straight to the board', async () => {
    await share('hmip.coordinator')
    assert.ok(await lists('imb.national-chair'))
    assert.equal(await sings('imb.national-chair'), false)
    for (const post of ['imb.ashmoor.chair', 'imb.secretariat', 'hmip.deputy', 'hmpps.ashmoor.governor', 'ppo.deputy'])
      assert.equal(await seen(post), undefined, post)
    assert.deepEqual(await open('imb.national-chair'), ['answer-instead', 'forward', 'return'])
  })

  it('HI-7c: is passed on unread to the one board, which opens it by accepting its terms (HI-12l)', async () => {
    await share('hmip.coordinator')
    await take('imb.national-chair', 'forward')
    const offered = await house.as('imb.ashmoor.chair', desk => matter(desk, reference))
    assert.ok(offered.matter.parts.has('terms'))
    assert.equal(await sings('imb.ashmoor.chair'), false)
    assert.deepEqual(await open('imb.ashmoor.chair'), ['accept', 'decline'])
    await take('imb.ashmoor.chair', 'accept')
    assert.ok(await sings('imb.ashmoor.member'))
    assert.equal(await sings('imb.national-chair'), false)
    assert.equal(await seen('imb.brackley-hill.chair'), undefined)
  })

  it('HI-12e: is marked as its sharer said, and as strictly as it can be for whoever does not see what they said', async () => {
    const descriptors = async (post: string) => (await seen(post))?.marking.descriptors ?? []
    await share('hmip.coordinator', { personal: false, marking: 'official' })
    await take('imb.national-chair', 'forward')
    await take('imb.ashmoor.chair', 'accept')
    for (const post of ['hmip.coordinator', 'imb.ashmoor.chair']) assert.deepEqual(await descriptors(post), [], post)
    const warning = 'may tell who somebody is, and you say that it holds nothing personal'
    assert.match(await warned('hmip.coordinator', 'add', { addition: 'Mr David Pocock, A1234BC' }), new RegExp(warning))
    await share('hmip.coordinator')
    await take('imb.national-chair', 'forward')
    await take('imb.ashmoor.chair', 'accept')
    for (const post of ['hmip.coordinator', 'imb.ashmoor.chair'])
      assert.deepEqual(await descriptors(post), ['PERSONAL DATA'], post)
    assert.equal(await warned('hmip.coordinator', 'add', { addition: 'Mr David Pocock, A1234BC' }), 'undefined')
    const unseen = await house.as('hmip.coordinator', async desk => (await matter(desk, reference)).matter)
    assert.equal(asShared({ ...unseen, entries: [], fragments: [] }), undefined)
  })

  it('HI-12l: opens to the chair alone when only the head may read it', async () => {
    await share('hmip.coordinator', { readers: 'head' })
    await take('imb.national-chair', 'forward')
    assert.deepEqual(await open('imb.ashmoor.member'), [])
    await take('imb.ashmoor.chair', 'accept')
    assert.ok(await sings('imb.ashmoor.chair'))
    assert.equal(await sings('imb.ashmoor.member'), false)
  })

  it('HI-12l: opens to the chair, and to those whom the chair names, when its terms say so', async () => {
    await share('hmip.coordinator', { readers: 'named' })
    await take('imb.national-chair', 'forward')
    await take('imb.ashmoor.chair', 'accept')
    assert.equal(await sings('imb.ashmoor.member'), false)
    await take('imb.ashmoor.chair', 'name-reader', { reader: 'imb.ashmoor.member', because: 'Visits that wing' })
    assert.ok(await sings('imb.ashmoor.member'))
    assert.match(
      await no('imb.ashmoor.member', 'name-reader', { reader: 'imb.ashmoor.chair', because: 'x' }),
      /head of the unit/,
      'whoever was named names nobody',
    )
    assert.match(
      await no('imb.ashmoor.chair', 'name-reader', { reader: 'imb.brackley-hill.chair', because: 'x' }),
      /Choose who/,
    )
    await take('hmip.coordinator', 'recall')
    assert.equal(await sings('imb.ashmoor.member'), false)

    await share('hmip.coordinator', { readers: 'head' })
    await take('imb.national-chair', 'forward')
    await take('imb.ashmoor.chair', 'accept')
    const named = { reader: 'imb.ashmoor.member', because: 'Visits that wing' }
    assert.match(await no('imb.ashmoor.chair', 'name-reader', named), /do not let you name/)
  })

  it('HI-9e: the outcome reaches the National Chair and the originator', async () => {
    await share('hmip.coordinator', { route: 'secretariat' })
    await take('imb.secretariat', 'forward')
    const owed = (await house.as('imb.ashmoor.chair', desk => matter(desk, reference))).obligations
    assert.deepEqual(
      owed.map(one => [one.rule, one.due, one.state]),
      [
        ['relay', '2026-03-04', 'met'],
        ['accept', '2026-03-09', 'due'],
        ['outcome', '2026-03-30', 'due'],
      ],
    )
    await take('imb.ashmoor.chair', 'accept')
    await take('imb.ashmoor.chair', 'tell-outcome', { outcome: 'acted', told: 'We went at night; a kestrel flew' })
    for (const post of ['imb.national-chair', 'hmip.coordinator', 'hmip.team-leader'])
      assert.match(JSON.stringify(await seen(post)), /kestrel/, post)
    assert.equal(await sings('imb.national-chair'), false)
    assert.doesNotMatch(JSON.stringify(await seen('imb.secretariat')), /kestrel/)
  })

  it('HI-9e: an outcome that does not come is asked for, of more people each time', async () => {
    await share('hmip.coordinator', { route: 'secretariat' })
    await take('imb.secretariat', 'forward')
    await take('imb.ashmoor.chair', 'accept')
    const asks = async (instant: string) => {
      house.setNow(instant)
      await chase(house.house)
      return Promise.all(['imb.regional', 'imb.national-chair'].map(async post => (await seen(post)) !== undefined))
    }
    assert.deepEqual(await asks('2026-03-30T22:59:00Z'), [false, false], 'due that day')
    assert.deepEqual(await asks('2026-03-30T23:00:00Z'), [false, false], 'the day after has begun in London: the board')
    // Four working days on, over Good Friday and Easter Monday: Wednesday 8 April.
    assert.deepEqual(await asks('2026-04-07T22:59:00Z'), [false, false])
    assert.deepEqual(await asks('2026-04-07T23:00:00Z'), [true, false])
    assert.deepEqual(await asks('2026-04-14T23:00:00Z'), [true, true])
    for (const post of ['imb.regional', 'imb.national-chair']) {
      assert.equal(await sings(post), false)
      assert.doesNotMatch(JSON.stringify(await seen(post)), /night staff/)
    }
  })

  it('HI-6c, PI-13a: a board tells the inspectorate or the ombudsman of a concern, straight or through the secretariat', async () => {
    for (const [procedure, desk, reads] of [
      ['information-hmip', 'inspection', 'hmip.coordinator'],
      ['information-ppo', 'casework', 'ppo.investigator'],
    ] as const) {
      await share('imb.ashmoor.chair', { route: 'direct', desk, relayReads: undefined }, procedure)
      await take(reads, 'accept')
      assert.ok(await sings(reads))
      await share('imb.ashmoor.chair', { route: 'relayed', desk }, procedure)
      assert.equal(await seen(reads), undefined)
      await take('imb.secretariat', 'forward')
      await take(reads, 'accept')
      assert.ok(await sings(reads))
      assert.equal(await sings('imb.secretariat'), false)
    }
  })

  it('HI-7b: the secretariat passes on to the inspectorate what reached it', async () => {
    await share('imb.secretariat', { route: 'direct', desk: 'intelligence', relayReads: undefined })
    await take('hmip.intelligence', 'accept')
    assert.ok(await sings('hmip.intelligence'))
    assert.equal(await seen('hmip.coordinator'), undefined)
  })

  it('a relay returns it with a reason, or answers it, and then it opens to nobody', async () => {
    await share('hmip.coordinator')
    await take('imb.national-chair', 'return', { reason: 'The board has no members this month' })
    assert.match(JSON.stringify(await seen('hmip.coordinator')), /no members/)
    assert.match(await no('imb.national-chair', 'forward'), /taken back, returned/)
    await share('hmip.coordinator')
    await take('imb.national-chair', 'answer-instead', { reply: 'It was settled last week' })
    assert.match(JSON.stringify(await seen('hmip.coordinator')), /settled/)
    assert.equal(await seen('imb.ashmoor.chair'), undefined)
  })

  it('a relay that has passed it on neither returns it nor answers it', async () => {
    await share('hmip.coordinator')
    await take('imb.national-chair', 'forward')
    for (const [step, answers] of [
      ['return', { reason: 'The board has no members this month' }],
      ['answer-instead', { reply: 'It was settled last week' }],
    ] as const)
      assert.match(await no('imb.national-chair', step, answers), /It was passed on/)
  })

  it('a relay that may read it does not pass it on to anyone else', async () => {
    await share('hmip.coordinator', { relayReads: true, onward: 'named', onwardTo: 'imb.brackley-hill' })
    await take('imb.national-chair', 'open-to-pass-on')
    assert.match(await no('imb.national-chair', 'pass-on', { to: 'imb.brackley-hill' }), /Whoever it was sent to/)
  })

  it('HI-12e: a relay that may read it reads it before it passes it on, and not once it has', async () => {
    await share('hmip.coordinator', { relayReads: true })
    assert.ok((await open('imb.national-chair')).includes('open-to-pass-on'))
    await take('imb.national-chair', 'forward')
    assert.match(await no('imb.national-chair', 'open-to-pass-on'), /It was passed on/)
    assert.equal(await sings('imb.national-chair'), false)
  })

  it('HI-7c: a relay that has read it may still answer it itself, or return it, and reads no more of what it returned', async () => {
    const readByRelay = async () => {
      await share('hmip.coordinator', { relayReads: true })
      await take('imb.national-chair', 'open-to-pass-on')
      assert.equal(await sings('imb.national-chair'), true)
    }
    await readByRelay()
    await take('imb.national-chair', 'answer-instead', { reply: 'It was settled last week' })
    assert.match(await no('imb.national-chair', 'forward'), /taken back, returned or closed/)
    await readByRelay()
    await take('imb.national-chair', 'return', { reason: 'The board has no members this month' })
    assert.equal(await sings('imb.national-chair'), false)
    assert.match(await no('imb.national-chair', 'forward'), /taken back, returned or closed/)
  })

  it('a relay may narrow the terms and never widen them', async () => {
    await share('hmip.coordinator', { until: '2026-04-30', quoting: true })
    assert.match(await no('imb.national-chair', 'forward', { until: '2026-05-01' }), /no longer/)
    await take('imb.national-chair', 'forward', {
      until: '2026-04-15',
      unquoted: true,
      condition: 'Speak to me before you raise it',
    })
    await take('imb.ashmoor.chair', 'accept')
    const { matter: view } = await house.as('imb.ashmoor.chair', desk => matter(desk, reference))
    const held = view.disclosures.find(one => one.part === 'item')
    assert.equal(held?.until?.toISOString(), '2026-04-15T22:59:59.999Z')
    assert.equal(contractOf(view)?.quoting, false)
    assert.match(JSON.stringify(view.entries), /Speak to me before you raise it/)
    assert.match(await no('imb.ashmoor.chair', 'cite', { in: 'A report', how: 'quoted' }), /not to be quoted/)
    const why = '(set by whoever passed it on: stricter than its originator’s terms, so it holds)'
    const inWords = () =>
      house.as('imb.ashmoor.chair', async desk => {
        const found = await matter(desk, reference)
        return found.procedure.lends?.terms?.inWords(found.matter, desk.world)
      })
    const [purpose, only, onward, quoting, until, condition] = (await inWords()) ?? []
    assert.deepEqual(
      [purpose, only, onward, quoting, until, condition],
      [
        `Shared for: ${letter.purpose}`,
        'Only for: To guide monitoring',
        'Not to be passed on',
        `Not to be quoted ${why}`,
        `To be had until the end of 15 April 2026 ${why}`,
        'On condition: Speak to me before you raise it',
      ],
      'which of the two holds, and why',
    )
    await take('imb.ashmoor.chair', 'ask', { want: 'quote', because: 'For our annual report' })
    await take('hmip.coordinator', 'answer-ask', { agreed: true, answer: 'You may' })
    assert.equal((await inWords())?.at(-1), 'Its originator agreed when asked: it may be quoted')
    house.setNow('2026-04-15T22:59:00Z')
    assert.ok(await sings('imb.ashmoor.chair'))
    house.setNow('2026-04-15T23:00:00Z')
    assert.equal(await sings('imb.ashmoor.chair'), false)
  })

  it('HI-12c: is taken back at once, and all that stays is that it was', async () => {
    await share('hmip.coordinator')
    await take('imb.national-chair', 'forward')
    await take('imb.ashmoor.chair', 'accept')
    await take('hmip.coordinator', 'recall', { reason: 'It named the wrong wing: a wren' })
    for (const post of ['imb.ashmoor.chair', 'imb.ashmoor.member', 'imb.national-chair']) {
      const left = JSON.stringify((await seen(post))?.matter) + JSON.stringify((await seen(post))?.facts)
      assert.doesNotMatch(left, /canary|night|wren|look at the wing/, post)
      assert.match(left, /Something shared by/, post)
      assert.equal(await lists(post), false, post)
      assert.deepEqual(await open(post), [], post)
    }
    assert.match(JSON.stringify(await seen('hmip.team-leader')), /wren/)
  })

  it('HI-12c: is taken back at any time: while it waits with the relay, and after it was closed', async () => {
    await share('hmip.coordinator')
    await take('hmip.coordinator', 'recall')
    assert.deepEqual(await open('imb.national-chair'), [])
    await share('hmip.coordinator')
    await take('imb.national-chair', 'forward')
    await take('imb.ashmoor.chair', 'accept')
    await take('hmip.coordinator', 'close')
    assert.ok(await sings('imb.ashmoor.chair'), 'closing it takes it from nobody')
    await take('hmip.coordinator', 'recall')
    assert.equal(await sings('imb.ashmoor.chair'), false)
    assert.match(await no('hmip.coordinator', 'recall'), /taken back/)
  })

  it('what is added later goes with it only if its originator said so', async () => {
    await share('hmip.coordinator')
    await take('imb.national-chair', 'forward')
    await take('imb.ashmoor.chair', 'accept')
    await take('hmip.coordinator', 'add', { addition: 'And a heron' })
    const heron = async () => JSON.stringify(await seen('imb.ashmoor.chair')).includes('heron')
    assert.equal(await heron(), false)
    await take('hmip.coordinator', 'change-terms', { later: true })
    assert.equal(await heron(), true)
    await take('hmip.coordinator', 'change-terms', { until: '2026-03-20' })
    house.setNow('2026-03-21T09:00:00Z')
    assert.equal(await heron(), false)
    assert.equal(await sings('imb.ashmoor.chair'), false)
    await take('hmip.coordinator', 'change-terms', { quoting: true })
    assert.equal(await sings('imb.ashmoor.chair'), false, 'its time is over, whatever else changes')
    await take('hmip.coordinator', 'change-terms', { until: '2026-03-31' })
    assert.equal(await heron(), true, 'given longer, whoever had it until its time ran out has it again')
  })

  it('terms that change before it is opened are the ones it opens on', async () => {
    await share('hmip.coordinator', { quoting: true })
    await take('hmip.coordinator', 'change-terms', { quoting: false, until: '2026-03-31' })
    await take('imb.national-chair', 'forward')
    await take('hmip.coordinator', 'change-terms', { until: '2026-03-30' })
    await take('imb.ashmoor.chair', 'accept')
    const { matter: view } = await house.as('imb.ashmoor.chair', desk => matter(desk, reference))
    const held = view.disclosures.find(one => one.part === 'item')
    assert.equal(contractOf(view)?.quoting, false)
    assert.equal(held?.until?.toISOString(), '2026-03-30T22:59:59.999Z')
  })

  it('is passed on beyond its terms only once its originator has agreed', async () => {
    await share('hmip.coordinator')
    await take('imb.national-chair', 'forward')
    await take('imb.ashmoor.chair', 'accept')
    assert.match(await no('imb.ashmoor.chair', 'pass-on', { to: 'imb.brackley-hill' }), /do not let you/)
    await take('imb.ashmoor.chair', 'ask', { want: 'pass', passTo: 'imb.brackley-hill', because: 'He moved there' })
    assert.match(await no('imb.ashmoor.chair', 'pass-on', { to: 'imb.brackley-hill' }), /do not let you/)
    await take('hmip.coordinator', 'answer-ask', { agreed: true, answer: 'Yes' })
    assert.match(await no('imb.ashmoor.chair', 'pass-on', { to: 'imb.calder-mount' }), /do not let you/)
    assert.match(await warned('imb.ashmoor.chair', 'pass-on', { to: 'imb.brackley-hill' }), /No contact has been given/)
    await take('imb.ashmoor.chair', 'pass-on', { to: 'imb.brackley-hill' })
    assert.equal(await sings('imb.brackley-hill.chair'), false)
    await take('imb.brackley-hill.chair', 'accept')
    assert.ok(await sings('imb.brackley-hill.chair'))
    // It was not sent to them: what came of it, and who else has it, is for the board that it was sent to.
    const outcome = { outcome: 'acted', told: 'We went' }
    assert.match(await no('imb.brackley-hill.chair', 'tell-outcome', outcome), /Whoever it was sent to/)
    assert.match(await no('imb.brackley-hill.chair', 'pass-on', { to: 'imb.dunscar' }), /Whoever it was sent to/)
    for (const step of ['ask', 'cite', 'send-abroad'])
      assert.match(await no('imb.brackley-hill.chair', step), /^Whoever it was sent to .*tell them/)
    await take('hmip.coordinator', 'recall')
    assert.equal(await sings('imb.brackley-hill.chair'), false)
  })

  it('HI-12l: whoever it was passed on to asks its originator, and nobody else sees what they ask', async () => {
    const lag = async (post: string) => JSON.stringify((await seen(post)) ?? '').match(/heron|egret/g)?.length ?? 0
    await share('hmip.coordinator', { onward: 'named', onwardTo: 'imb.brackley-hill', relayReads: true })
    await take('imb.national-chair', 'open-to-pass-on')
    await take('imb.national-chair', 'forward')
    await take('imb.ashmoor.chair', 'accept')
    await take('imb.ashmoor.chair', 'pass-on', { to: 'imb.brackley-hill' })
    assert.equal((await seen('imb.brackley-hill.chair'))?.matter.parts.has('questions'), false, 'sealed like the rest')
    assert.match(await no('imb.brackley-hill.chair', 'question', { question: 'Which heron?' }), /This step is for/)
    await take('imb.brackley-hill.chair', 'accept')
    await take('imb.brackley-hill.member', 'question', { question: 'Which heron?' })
    assert.match(await no('imb.brackley-hill.chair', 'question', { question: 'And when?' }), /waits for/)
    const { obligations } = await house.as('hmip.coordinator', desk => matter(desk, reference))
    assert.equal(obligations.find(one => one.rule === 'question')?.state, 'due')
    await take('hmip.coordinator', 'answer-question', { reply: 'Not a heron: an egret' })
    for (const post of ['hmip.coordinator', 'imb.brackley-hill.chair', 'imb.brackley-hill.member'])
      assert.equal(await lag(post), 3, post)

    // It was sent to the board that passed it on, through the Chair who read it; another unit has it since.
    await take('hmip.coordinator', 'change-terms', { onward: 'named', onwardTo: 'imb.dunscar' })
    await take('imb.ashmoor.chair', 'pass-on', { to: 'imb.dunscar' })
    await take('imb.dunscar.chair', 'accept')
    assert.ok(await sings('imb.dunscar.chair'))
    for (const post of ['imb.ashmoor.chair', 'imb.national-chair', 'imb.dunscar.chair', 'hmpps.ashmoor.governor']) {
      assert.equal(await lag(post), 0, post)
      const { steps, obligations: owed } = (await seen(post)) ?? { steps: [], obligations: [] }
      assert.ok(!steps.some(({ name }) => name.includes('question')), `${post} may not even ask`)
      assert.ok(!owed.some(one => one.rule === 'question'), `${post} is not told that something was asked`)
    }
    assert.match(await no('imb.ashmoor.chair', 'answer-question', { reply: 'An egret' }), /This step is for/)
    assert.match(await no('imb.dunscar.chair', 'question', { question: 'Which?' }), /This step is for/)

    // Whoever it was sent to has no part in it, however its readers are named.
    const before = reference
    await share('imb.ashmoor.chair', { route: 'direct', desk: 'lead office', relayReads: undefined, readers: 'head' })
    await take('imb.ashmoor.chair', 'change-readers', { readers: 'unit' })
    await take('hmip.sanctions-officer', 'accept')
    assert.equal((await seen('hmip.sanctions-officer'))?.matter.parts.has('questions'), false)
    reference = before

    // Fewer there may read it; and then nobody but its originator has any of it.
    await take('hmip.coordinator', 'change-readers', { readers: 'head' })
    assert.equal(await lag('imb.brackley-hill.member'), 0)
    for (const post of ['imb.brackley-hill.chair', 'imb.dunscar.chair']) await take(post, 'accept')
    assert.equal(await lag('imb.brackley-hill.chair'), 3)
    assert.equal(await lag('imb.dunscar.chair'), 0)
    await take('hmip.coordinator', 'recall')
    assert.deepEqual([await lag('imb.brackley-hill.chair'), await lag('hmip.coordinator')], [0, 3])
  })

  it('HI-12l: is passed on to the head alone where only a head may read it', async () => {
    await share('hmip.coordinator', { readers: 'head' })
    await take('imb.national-chair', 'forward')
    await take('imb.ashmoor.chair', 'accept')
    await take('imb.ashmoor.chair', 'ask', { want: 'pass', passTo: 'imb.brackley-hill', because: 'He moved there' })
    await take('hmip.coordinator', 'answer-ask', { agreed: true, answer: 'Yes' })
    await take('imb.ashmoor.chair', 'pass-on', { to: 'imb.brackley-hill' })
    assert.deepEqual(await open('imb.brackley-hill.member'), [])
    await take('imb.brackley-hill.chair', 'accept')
    assert.ok(await sings('imb.brackley-hill.chair'))
    assert.equal(await sings('imb.brackley-hill.member'), false)
  })

  it('what its originator agreed to when asked, narrower terms take back', async () => {
    await share('hmip.coordinator')
    await take('imb.national-chair', 'forward')
    await take('imb.ashmoor.chair', 'accept')
    const agree = async (asked: Record<string, unknown>) => {
      await take('imb.ashmoor.chair', 'ask', { ...asked, because: 'For our report' })
      const second = { want: 'longer', because: 'We meet in June' }
      assert.match(await no('imb.ashmoor.chair', 'ask', second), /waits for its originator/, 'one answer, one request')
      await take('hmip.coordinator', 'answer-ask', { agreed: true, answer: 'Yes' })
    }
    await agree({ want: 'quote' })
    await take('hmip.coordinator', 'change-terms', { until: '2026-04-30' })
    await take('imb.ashmoor.chair', 'cite', { in: 'Our report', how: 'quoted' })
    await take('hmip.coordinator', 'change-terms', { quoting: false })
    assert.match(await no('imb.ashmoor.chair', 'cite', { in: 'Our report', how: 'quoted' }), /not to be quoted/)
    await agree({ want: 'pass', passTo: 'imb.brackley-hill' })
    await take('hmip.coordinator', 'change-terms', { onward: 'no' })
    assert.match(await no('imb.ashmoor.chair', 'pass-on', { to: 'imb.brackley-hill' }), /do not let you/)
  })

  it('whoever it was merely passed on to turns it down for themselves alone', async () => {
    await share('hmip.coordinator', { onward: 'named', onwardTo: 'imb.brackley-hill' })
    await take('imb.national-chair', 'forward')
    await take('imb.ashmoor.chair', 'accept')
    await take('imb.ashmoor.chair', 'pass-on', { to: 'imb.brackley-hill' })
    await take('imb.brackley-hill.chair', 'decline', { reason: 'He never came here' })
    const { matter: view, obligations } = await house.as('imb.ashmoor.chair', desk => matter(desk, reference))
    assert.deepEqual([view.stage, obligations.find(one => one.rule === 'outcome')?.state], ['open', 'due'])
    await take('imb.ashmoor.chair', 'tell-outcome', { outcome: 'acted', told: 'We went' })
  })

  it('a relay that has read it passes it on under the terms as they are then, and never reads what is added', async () => {
    await share('hmip.coordinator', { relayReads: true, until: '2026-06-30' })
    await take('imb.national-chair', 'open-to-pass-on')
    await take('hmip.coordinator', 'change-terms', { until: '2026-05-29', later: true })
    await take('hmip.coordinator', 'add', { addition: 'And an egret' })
    await take('imb.national-chair', 'forward', { until: '2026-04-15' })
    await take('imb.ashmoor.chair', 'accept')
    await take('hmip.coordinator', 'change-terms', { until: '2026-12-31' })
    const egret = async (post: string) => JSON.stringify(await seen(post)).includes('egret')
    assert.deepEqual([await egret('imb.national-chair'), await egret('imb.ashmoor.chair')], [false, true])
    // The relay’s end is sooner: it is the one that is listed, as it is the one that holds.
    for (const post of ['hmip.coordinator', 'imb.ashmoor.chair'])
      assert.equal((await seen(post))?.facts.until, '2026-04-15', post)
  })

  it('HI-12c: is given longer, or narrower terms, before it is opened and after it was closed', async () => {
    await share('hmip.coordinator', { until: '2026-03-05', quoting: true })
    house.setNow('2026-03-06T09:00:00Z')
    assert.match(await no('imb.national-chair', 'forward'), /Nothing waits/)
    await take('hmip.coordinator', 'change-terms', { until: '2026-03-09' })
    await take('imb.national-chair', 'forward')
    house.setNow('2026-03-10T09:00:00Z')
    assert.match(await no('imb.ashmoor.chair', 'accept'), /Nothing waits/)
    await take('hmip.coordinator', 'change-terms', { endless: true })
    assert.equal((await seen('imb.ashmoor.chair'))?.facts.until ?? 'no end', 'no end')
    await take('imb.ashmoor.chair', 'accept')
    await take('hmip.coordinator', 'close')
    await take('hmip.coordinator', 'change-terms', { until: '2026-03-11' })
    house.setNow('2026-03-12T09:00:00Z')
    assert.equal(await sings('imb.ashmoor.chair'), false)
  })

  const received = {
    place: 'ZAI',
    affected: 'detained',
    contacted: ['IMB'],
    came: 'application',
    receivedOn: '2026-03-02',
    line: 'Moved off the wing after writing to the board',
    claimed: ['relocation'],
    name: 'Jordan Penhale',
  }

  it('can’t be cited in a step elsewhere when it is not to be quoted, and its originator sees where it was', async () => {
    for (const quoting of [false, true]) {
      await share('hmip.coordinator', { quoting })
      await take('imb.national-chair', 'forward')
      await take('imb.ashmoor.chair', 'accept')
      const naming = { ...received, account: `It is as in:\n${reference}.` }
      const taken = await house.begin('imb.ashmoor.chair', 'sanction-allegation', naming)
      const uses = (await house.as('hmip.coordinator', desk => matter(desk, reference))).matter.entries.filter(
        one => one.step === 'cite',
      )
      if (quoting) {
        assert.ok(!taken.refused)
        assert.deepEqual(
          uses.map(one => one.answers),
          [{ in: taken.reference, how: 'quoted' }],
        )
      } else {
        assert.ok(taken.refused)
        assert.match(taken.problems.map(one => one.words).join(), /names INF-.*not to be quoted/)
        assert.deepEqual(uses, [])
      }
      // To those it was not shared with, it is a word like any other.
      const stranger = { ...received, place: 'ZBI', account: `It is as in ${reference}.` }
      await house.done(house.begin('imb.brackley-hill.chair', 'sanction-allegation', stranger))
    }
  })

  it('can’t be cited in a file that a step attaches either (PI-20)', async t => {
    const folder = newFolder('cited')
    t.after(() => rmSync(folder, { recursive: true }))
    const files = await openFiles(settings({ CONCORDAT_VAR: folder }, folder))
    for (const quoting of [false, true]) {
      await share('hmip.coordinator', { quoting })
      await take('imb.national-chair', 'forward')
      await take('imb.ashmoor.chair', 'accept')
      const written = Buffer.from(`Our note, drawn from ${reference}`)
      const sent = await upload(house.house, { post: 'imb.ashmoor.chair' }, files, { name: 'note.txt', bytes: written })
      assert.ok('id' in sent)
      const enclosing = { ...received, account: 'It is in the note.', papers: [sent.id] }
      const taken = await house.begin('imb.ashmoor.chair', 'sanction-allegation', enclosing)
      if (quoting) assert.ok(!taken.refused, JSON.stringify(taken))
      else {
        assert.ok(taken.refused)
        assert.match(taken.problems.map(one => one.words).join(), /“note.txt” names INF-.*not to be quoted/)
      }
    }
  })

  it('HI-12n: goes abroad only with consent in writing on record', async () => {
    await share('hmip.coordinator')
    await take('imb.national-chair', 'forward')
    await take('imb.ashmoor.chair', 'accept')
    const abroad = { country: 'Freedonia', to: 'Their ombudsman' }
    assert.match(await no('imb.ashmoor.chair', 'send-abroad', abroad), /agreed in writing/)
    await take('imb.ashmoor.chair', 'ask', { want: 'abroad', country: 'Freedonia', because: 'He was sent there' })
    assert.match(await no('hmip.coordinator', 'answer-ask', { agreed: true, answer: 'Yes' }), /in writing/)
    await take('hmip.coordinator', 'answer-ask', { agreed: false, answer: 'No' })
    assert.match(await no('imb.ashmoor.chair', 'send-abroad', abroad), /agreed in writing/)
  })

  it('is refused in words when nobody is there to have it, or its marking will not do', async () => {
    const refused = async (more: object) => {
      const taken = await house.begin('hmip.coordinator', 'information-hmip', { ...letter, ...more })
      assert.ok(taken.refused)
      return taken.problems.map(one => `${one.field}: ${one.words}`).join('; ')
    }
    assert.match(await refused({ place: 'ZGI' }), /place: .* has no board/)
    assert.match(await refused({ marking: 'RESTRICTED' }), /marking: .*withdrawn/)
    assert.match(await refused({ marking: 'official' }), /marking: .*OFFICIAL-SENSITIVE/)
    assert.match(await refused({ until: '2026-03-01' }), /until: .*today or later/)
    assert.match(await refused({ route: 'direct', desk: 'inspection' }), /route: /)
  })

  it('HI-12l: is neither shared nor passed on when whoever may read it there is in no post', async () => {
    const until = async (day: string | null) => {
      await house.database.owner.query(
        `update concordat.term t set until_on = $1 from concordat.post p where p.id = t.post and p.key = 'imb.ashmoor.chair'`,
        [day],
      )
      await house.house.changed()
    }
    await share('hmip.coordinator', { readers: 'head' })
    await until('2026-03-01')
    assert.match(await no('imb.national-chair', 'forward'), /Nobody holds the post of whoever may read it there/)
    const taken = await house.begin('hmip.coordinator', 'information-hmip', { ...letter, readers: 'head' })
    assert.ok(taken.refused)
    assert.deepEqual(
      taken.problems.map(one => one.field),
      ['readers'],
    )
    await share('hmip.coordinator', { readers: 'unit' })
    await take('imb.national-chair', 'forward')
    await until(null)
    const onward = { readers: 'head', place: 'ZBI', onward: 'named', onwardTo: 'imb.ashmoor' }
    await share('hmip.coordinator', onward)
    await take('imb.national-chair', 'forward')
    await take('imb.brackley-hill.chair', 'accept')
    await until('2026-03-01')
    assert.match(await no('imb.brackley-hill.chair', 'pass-on', { to: 'imb.ashmoor' }), /Nobody holds the post/)
    await until(null)
  })
})
