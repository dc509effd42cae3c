import { testHouse } from '../../../../test/house.ts'
import { chase } from '../../../clock/chase.ts'
import { among } from '../../../desk/among.ts'
import { markingOf } from '../../../desk/columns.ts'
import { elsewhere } from '../../../desk/elsewhere.ts'
import { letter, lettersFor, print } from '../../../desk/letters.ts'
import { list } from '../../../desk/list.ts'
import { findMatter, matter } from '../../../desk/matter.ts'
import { previewTake } from '../../../desk/preview.ts'
import { obligations, work } from '../../../desk/work.ts'
import { sql } from '../../../database/sql.ts'
import { matterView } from '../../../web/matter/view.ts'
import type { Step } from '../../../engine/procedure.ts'
import { asText } from '../../../letters/blocks.ts'
import { partnerWish } from '../programme/partner-wish.ts'
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

/** What several matters do in one act, kept in the database under its own rules. */

const post = 'hmip.coordinator'
const governor = 'hmpps.ashmoor.governor'
const inDate = { vetting: '2026-05-15', identification: '2027-01-01', training: '2027-01-01' }
const plan = {
  place: 'ZAI',
  kind: 'full',
  first: '2026-05-11',
  last: '2026-05-15',
  announced: false,
  coordinator: 'Helen Strand, 020 7946 0100',
}

describe('an inspection beside its team, its board and its report', async () => {
  const tests = await testHouse('inspection', { start: '2026-03-02T09:00:00Z' })
  const { done, begin, take, as, setNow } = tests
  const now = (instant: string) => setNow(instant)

  const planned = async () => {
    now('2026-03-02T09:00:00Z')
    return done(begin(post, 'inspection', plan))
  }
  let names = 0
  const enrolled = () => done(begin(post, 'inspector', { name: `Ann Carver ${++names}`, home: 'hmip', ...inDate }))
  const member = (person: string, name = `Ann Carver ${names}`) => ({ person, name, as: 'inspector' })
  const arrived = async () => {
    const reference = await planned()
    now('2026-05-11T08:40:00Z')
    await done(take(post, reference, 'notify'))
    await done(take(post, reference, 'begin', { arrivedOn: '2026-05-11', keys: 'once' }))
    return reference
  }
  const debriefed = async () => {
    const reference = await arrived()
    now('2026-05-15T15:00:00Z')
    const attendees = [{ name: 'Robert Kinsella', as: 'governor' }]
    await done(
      take(post, reference, 'debrief', { debriefOn: '2026-05-15', attendees, safety: '2', judgements: 'Too violent.' }),
    )
    return reference
  }
  const ties = async (reference: string) => (await as(post, desk => matter(desk, reference))).ties

  it('deploys somebody here and there in one act, or neither, and says whose papers are in the way (HH-12)', async () => {
    const [reference, person] = [await planned(), await enrolled()]
    await done(take(post, reference, 'deploy', member(person)))
    assert.ok((await ties(person)).includes(reference))
    const later = { first: '2026-05-11', last: '2026-05-16', announced: false }
    const refused = await take(post, reference, 'plan-anew', later)
    assert.deepEqual(refused.refused && refused.problems.map(({ words, clause }) => ({ words, clause })), [
      {
        words: `${person}: Ann Carver ${names} can’t be deployed for days up to 16 May 2026: vetting runs out on 15 May 2026`,
        clause: 'HH-12',
      },
    ])
    const { matter: kept } = await as(post, desk => matter(desk, reference))
    assert.deepEqual(
      kept.entries.map(entry => entry.step),
      ['plan', 'deploy'],
    )
    await done(take(post, person, 'renew', { what: ['vetting'], vetting: '2026-05-16' }))
    await done(take(post, reference, 'plan-anew', later))
  })

  it('puts them on the team by the name they are registered under, and refuses another (HH-12)', async () => {
    const [reference, person] = [await planned(), await enrolled()]
    const registered = `Ann Carver ${names}`
    const other = await take(post, reference, 'deploy', { ...member(person), name: 'Somebody Else' })
    assert.deepEqual(other.refused && other.problems.map(({ field, words, clause }) => [field, words, clause]), [
      ['name', `Leave this out: “Their name” is worked out, and comes to ${registered}`, 'HH-12'],
    ])
    await done(take(post, reference, 'deploy', { ...member(person), name: registered }))
    const { matter: now } = await as(post, desk => matter(desk, reference))
    assert.deepEqual(
      now.entries.map(one => one.answers.name),
      [undefined, registered],
    )
    const nobody = await take(post, reference, 'deploy', { person: ['TEA-2020-0009'], as: 'inspector' })
    assert.match(JSON.stringify(nobody), /"field":"person","words":"There is nobody of the reference TEA-2020-0009/)
  })

  it('takes in a partner’s wish while it is to come, and not once it is over (HH-7)', async () => {
    const [to, gone] = [await planned(), await planned()]
    await done(take('hmip.chief', gone, 'cancel', { because: 'Flooding' }))
    const wish = await done(begin(post, 'partner-wish', { partner: 'cqc', line: 'Health care in the spring' }))
    const refused = await take(post, wish, 'join', { inspection: [gone] })
    assert.match(JSON.stringify(refused), new RegExp(`${gone}: It was cancelled: join the wish to one that is planned`))
    await done(take(post, wish, 'join', { inspection: [to] }))
    assert.ok((await ties(to)).includes(wish))
  })

  it('keeps somebody from two places at once, and frees them when one is given up', async () => {
    const [one, other, person] = [await planned(), await planned(), await enrolled()]
    await done(take(post, one, 'deploy', member(person)))
    const refused = await take(post, other, 'deploy', member(person))
    assert.match(JSON.stringify(refused), new RegExp(`is at another inspection, ${one}`))
    await done(take('hmip.chief', one, 'cancel', { because: 'Flooding' }))
    await done(take(post, other, 'deploy', member(person)))
  })

  it('is found by nobody else while it is secret: not by place, word, reference, count, duty or notice (HH-6b)', async () => {
    const [reference, person] = [await planned(), await enrolled()]
    await done(take(post, reference, 'deploy', member(person)))
    await done(take(post, person, 'renew', { what: ['vetting'], vetting: '2026-12-31' }))
    const announced = { first: '2026-11-02', last: '2026-11-06', announced: true }
    await done(take(post, reference, 'plan-anew', announced))
    now('2026-05-04T09:00:00Z')
    for (const who of [
      governor,
      'hmpps.siu',
      'imb.ashmoor.chair',
      'imb.secretariat',
      'hmip.press',
      'hmip.sanctions-officer',
      'clock',
    ]) {
      for (const secret of [reference, person])
        assert.equal(await as(who, desk => findMatter(desk, secret)), undefined, who)
      const found = await as(who, async desk => [
        ...(await list(desk, { place: 'ZAI', procedure: 'inspection' })).rows,
        ...(await list(desk, { q: reference })).rows,
        ...(await list(desk, { q: 'Carver' })).rows,
        ...(await list(desk, { q: 'Helen Strand' })).rows,
      ])
      assert.deepEqual(found, [], who)
      const told = await as(who, async desk => JSON.stringify([await work(desk), await obligations(desk, {})]))
      assert.doesNotMatch(told, new RegExp(reference), who)
    }
    const owed = await as(post, async desk => JSON.stringify(await obligations(desk, {})))
    assert.match(owed, new RegExp(reference), 'the planners are told that they owe the notice')
  })

  it('a reference that is guessed is answered like one that there is not', async () => {
    const reference = await planned()
    const missing = 'INS-2026-0000' === reference ? 'INS-2026-0001' : 'INS-2026-0000'
    const share = (about: string) =>
      begin('imb.ashmoor.chair', 'inspection-update', { place: 'ZAI', inspection: [about], began: '2026-05-11' })
    const words = async (about: string) => JSON.stringify(await share(about)).replaceAll(about, '…')
    assert.equal(await words(reference), await words(missing))
  })

  it('opens the board’s part as the boards are told, and keeps its reference; no other way opens one (HI-8b)', async () => {
    const reference = await planned()
    const update = { place: 'ZAI', inspection: [reference], began: '2026-05-11' }
    assert.match(JSON.stringify(await begin(post, 'inspection-update', update)), /told first, and has not been yet/)
    now('2026-05-11T08:40:00Z')
    await done(take(post, reference, 'notify'))
    assert.match(
      JSON.stringify(await begin(post, 'inspection-update', update)),
      /kept by itself, as the boards are told/,
    )
    // Whoever acts is told before it is done who will read what is begun elsewhere.
    const [begun] = await as(post, async desk => {
      const { decision } = previewTake(desk, await matter(desk, reference), 'tell-board', {})
      return decision.refused ? [] : elsewhere(desk, reference, decision.making)
    })
    assert.deepEqual(begun, {
      references: [],
      what: 'a board’s part in an inspection',
      readers: ['hmip.chief', 'hmip.deputy', 'imb.ashmoor', 'imb.secretariat-office', 'timekeeping'],
    })
    await done(take(post, reference, 'tell-board'))
    const [part = ''] = (await ties(reference)).filter(one => one.startsWith('UPD-'))
    assert.ok(await as('imb.ashmoor.chair', desk => findMatter(desk, part)))
    assert.equal(await as('imb.ashmoor.chair', desk => findMatter(desk, reference)), undefined)
    assert.equal(await as(governor, desk => findMatter(desk, part)), undefined)

    await done(take(post, reference, 'move', { first: '2026-05-12', last: '2026-05-15', because: 'Snow' }))
    const moved = await as('imb.ashmoor.chair', desk => matter(desk, part))
    assert.equal(moved.facts.began, '2026-05-12')
    await done(take(post, reference, 'call-off', { because: 'Snow' }))
    const off = await as('imb.ashmoor.chair', desk => matter(desk, part))
    assert.ok(off.matter.milestones.has('called off'))
  })

  it('begins its report as it ends (HH-26)', async () => {
    const reference = await debriefed()
    await done(take(post, reference, 'end', { ended: '2026-05-15' }))
    const [report = ''] = (await ties(reference)).filter(one => one.startsWith('RPT-'))
    const begun = await as(post, desk => matter(desk, report))
    assert.equal(begun.facts.inspected, '2026-05-15')
    assert.equal(await as(governor, desk => findMatter(desk, report)), undefined)
  })

  it('knows what was given at an earlier inspection of the place, for those alone who plan, and that they read of it (HH-17)', async () => {
    const earlier = await arrived()
    await done(take(post, earlier, 'ask-for', { what: 'Complaints log' }))
    await done(take(governor, earlier, 'provide', { which: '1', where: 'In your room' }))
    const next = await planned()
    const beside = (who: string) => as(who, async desk => (await findMatter(desk, next))?.matter.beside)
    assert.deepEqual(
      (await beside(post))?.map(one => [one.reference, one.rows.map(row => row.what)]),
      [[earlier, ['Complaints log']]],
    )
    await done(take(post, next, 'use-earlier', { which: '1' }))
    const { rows } = await tests.database.owner.query<{ count: number }>(
      `select count(*)::int as count from concordat.reading r join concordat.matter m on m.id = r.matter where m.reference = $1 and r.kind = 'opened'`,
      [earlier],
    )
    assert.ok((rows[0]?.count ?? 0) > 0)
    now('2026-05-11T09:00:00Z')
    await done(take(post, next, 'notify'))
    assert.equal(await beside(governor), undefined)
  })

  it('takes access that nobody answers for to the centre and then to the Director General, by the hour (HH-8)', async () => {
    const reference = await arrived()
    const refused = { to: 'place', on: '2026-05-11', at: '09:10 to 10:00', happened: 'The unit stayed shut.' }
    await done(take(post, reference, 'log-access', refused))
    const sees = async (who: string) => {
      const view = await as(who, desk => findMatter(desk, reference))
      return view ? [...view.matter.parts].toSorted().join(' ') : ''
    }
    now('2026-05-11T22:30:00Z')
    await chase(tests.house)
    assert.equal(await sees('hmpps.siu'), 'visit', 'the day has half an hour to go in London')
    now('2026-05-11T23:00:00Z')
    await chase(tests.house)
    assert.equal(await sees('hmpps.siu'), 'course visit')
    assert.equal(await sees('hmpps.director-general'), '')
    now('2026-05-12T00:00:00Z')
    await chase(tests.house)
    assert.equal(await sees('hmpps.director-general'), 'course')
    await done(take('hmpps.director-general', reference, 'take-up'))
    assert.equal(await sees('hmpps.director-general'), 'access course')
    await done(take('hmpps.director-general', reference, 'answer-access', { given: true, answer: 'It is open.' }))
    assert.equal(await sees('clock'), 'course')
  })

  it('offers those that are not over where a partner names no place, to join their wish to one (HH-7)', async () => {
    const [over, first, second] = [await planned(), await planned(), await planned()]
    await done(take(post, over, 'cancel', { because: 'Another is more pressing.' }))
    const offers = async (of: object) => {
      const wish = await done(begin(post, 'partner-wish', { partner: 'ofsted', line: 'To look at education', ...of }))
      return as(post, async desk => {
        const { matter: wished } = await matter(desk, wish)
        return [...((await among(desk, partnerWish.steps.join as Step, wished)).get('inspection') ?? [])]
      })
    }
    const anywhere = await offers({})
    for (const reference of [first, second])
      assert.match(anywhere.find(one => one.value === reference)?.text ?? '', /Ashmoor.*First day 11 May 2026/)
    assert.equal(
      anywhere.some(one => one.value === over),
      false,
    )
    const there = await offers({ place: 'ZAI' })
    assert.ok(there.length > 0 && there.every(one => one.hint?.startsWith('First day')), JSON.stringify(there))
    assert.deepEqual(await offers({ place: 'ZBI' }), anywhere, 'none is there')
  })

  it('takes a refused thematic visit higher in the same way, while another place is asked by its review (HH-8, HH-42)', async () => {
    now('2026-05-11T09:00:00Z')
    const review = await done(begin(post, 'thematic-review', { subject: 'Work', why: 'Asked for', chief: 'chief' }))
    await done(take(post, review, 'tell-service', { title: 'Work', scope: 'Workshops' }))
    const visits = [{ place: 'ZAI', first: '2026-06-01', last: '2026-06-02' }]
    await done(take(post, review, 'approach', { visits, wants: 'A room' }))
    const asked = async () => (await as(post, desk => matter(desk, review))).ties
    const [visit = ''] = await asked()
    await done(take(governor, visit, 'answer', { access: 'not', why: 'Too few staff' }))
    await done(take(post, visit, 'log-access', { to: 'visit', on: '2026-05-11', happened: 'He will not have us.' }))
    const another = { instead: 'ZBI', firstThere: '2026-06-08', lastThere: '2026-06-09', wanted: 'A room' }
    await done(take(post, visit, 'choose-another', another))
    const [next = ''] = (await asked()).filter(one => one !== visit)
    assert.equal((await as(post, desk => matter(desk, next))).matter.place, 'ZBI')
    assert.equal(await as(governor, desk => findMatter(desk, next)), undefined)
    assert.ok(await as('hmpps.brackley-hill.governor', desk => findMatter(desk, next)))
    now('2026-05-11T23:00:00Z')
    await chase(tests.house)
    const parts = async (who: string) => [...((await as(who, desk => findMatter(desk, visit)))?.matter.parts ?? [])]
    assert.deepEqual([await parts('hmpps.siu'), await parts('hmpps.director-general')], [['course'], []])
    await done(take('hmpps.siu', visit, 'take-up'))
    await done(take('hmpps.siu', visit, 'answer-access', { given: true, answer: 'They may come.' }))
    assert.equal((await as('hmpps.siu', desk => matter(desk, visit))).facts.accessAt, 'Access at Ashmoor')
  })

  it('says on its page that it is secret, to those who plan alone and until the place has been told (HH-6b)', async () => {
    const page = (reference: string) =>
      as(post, async desk =>
        String(matterView(desk, await matter(desk, reference), { opened: [], tied: [] }).page.content),
      )
    const secret = await planned()
    assert.match(await page(secret), new RegExp(`nobody but those who plan .* can’t name ${secret}`, 's'))
    await done(take('hmip.chief', secret, 'cancel', { because: 'Flooding' }))
    assert.match(await page(secret), /The establishment has not been told of it/, 'given up in secret, it stays one')
    assert.doesNotMatch(await page(await arrived()), /The establishment has not been told of it/)
  })

  it('marks as its plan whatever names one that is secret, and as a visit once the place has been told (HH-6b)', async () => {
    const secret = await planned()
    const told = await arrived()
    const markingOfList = (reference: string) =>
      as(post, async desk => {
        const { rows } = await list(desk, { q: reference })
        assert.equal(rows.length, 1)
        return markingOf(desk.house.library, rows).classification
      })
    assert.deepEqual([await markingOfList(secret), await markingOfList(told)], ['OFFICIAL-SENSITIVE', 'OFFICIAL'])
  })

  it('tells first what has become possible last, and apart what is done by itself', async () => {
    const reference = await arrived()
    const page = await as(post, async desk =>
      String(matterView(desk, await matter(desk, reference), { opened: [], tied: [] }).page.content),
    )
    const [todo = '', byItself = ''] = page.split('What is done by itself, as a rule (1)')
    const inOrder = [
      'Note what you told the governor as you went',
      'Ask the establishment for something',
      'Name a visitor',
    ]
    const at = inOrder.map(label => todo.indexOf(`>${label}</a>`))
    assert.ok(at.every(one => one > 0) && at.join() === at.toSorted((a, b) => a - b).join(), at.join())
    assert.ok(byItself.includes('>Take in a partner’s wish to inspect</a>'))
    for (const label of ['Take in a partner’s wish to inspect', 'End the debrief note: the report is published'])
      assert.ok(!todo.includes(label), label)
  })

  it('does not let the debrief note be quoted, until the report has taken its place (HH-20c)', async () => {
    const reference = await debriefed()
    await done(take(post, reference, 'end', { ended: '2026-05-15' }))
    const concern = {
      place: 'ZAI',
      about: 'Staff',
      what: `As ${reference} says, there is too much violence.`,
      why: 'To know more',
      sensitive: false,
    }
    const asked = await done(begin(post, 'information-request', concern))
    assert.ok(asked, 'whoever wrote it may name it')
    const answer = { answer: `The note ${reference} is wrong.`, whole: 'whole' }
    await done(take(governor, reference, 'share-note', { reader: 'hmpps.siu', because: 'Answers for us' }))
    const refused = await take('hmpps.siu', asked, 'answer', answer)
    assert.match(JSON.stringify(refused), /neither published nor quoted.*which place and which days/)
    const page = (who: string) =>
      as(who, async desk =>
        String(matterView(desk, await matter(desk, reference), { opened: [], tied: [] }).page.content),
      )
    assert.match(await page('hmpps.siu'), /neither published nor quoted\.<\/b> What you write elsewhere can’t name/)
    assert.doesNotMatch(await page(post), /What you write elsewhere/)
    await done(take(post, reference, 'supersede-note'))
    await done(take('hmpps.siu', asked, 'answer', answer))
  })

  it('the debrief note is OFFICIAL, and says nothing that is not in it, whatever else its writer sees (HH-20a)', async () => {
    const reference = await debriefed()
    await as(post, async desk => {
      const viewed = await matter(desk, reference)
      assert.equal(viewed.marking.classification, 'OFFICIAL-SENSITIVE')
      const draft = letter(desk, viewed, 'debrief-note')
      assert.deepEqual(draft.marking, { classification: 'OFFICIAL', handling: ['RECIPIENTS ONLY'] })
      assert.ok(!draft.issued.refused)
      const words = asText(draft.issued.blocks)
      assert.match(words, /Too violent\./)
      assert.match(words, /Not sufficiently good \(2\)/)
      assert.match(words, /provisional/)
      assert.doesNotMatch(words, /020 7946/)
      const made = await print(desk, viewed, draft)
      assert.equal(made.name, `${reference}-debrief-note.docx`)
      const [read] = await desk.transaction.all<{ parts: string[] }>(
        sql`select parts from reading where matter = ${viewed.matter.id} and kind = 'printed'`,
      )
      assert.deepEqual(read?.parts, ['note'])
    })
    const offered = await as(governor, async desk => lettersFor(desk, await matter(desk, reference)))
    assert.deepEqual(offered, [])
  })

  it('the instructions can be made before anyone is told, and name the team (HH-18)', async () => {
    const [reference, person] = [await planned(), await enrolled()]
    await done(take(post, reference, 'deploy', member(person)))
    await as(post, async desk => {
      const draft = letter(desk, await matter(desk, reference), 'instructions')
      assert.deepEqual(draft.marking, { classification: 'OFFICIAL-SENSITIVE' })
      assert.ok(!draft.issued.refused)
      assert.match(asText(draft.issued.blocks), new RegExp(`Ann Carver ${names}`))
      assert.match(asText(draft.issued.blocks), /11 May 2026 to 15 May 2026/)
    })
  })

  it('is given up, or called off, whatever was done by hand to those on its team and to the board’s part (HH-6b)', async () => {
    const [secret, person] = [await planned(), await enrolled()]
    await done(take(post, secret, 'deploy', member(person)))
    await done(take(post, person, 'be-released', { inspection: [secret] }))
    await done(take(post, secret, 'cancel', { because: 'Flooding' }))
    const known = await arrived()
    await done(take(post, known, 'tell-board'))
    const update = (await ties(known)).find(one => one.startsWith('UPD-')) ?? ''
    await done(take(post, update, 'call-off', {}))
    const moved = { first: '2026-05-11', last: '2026-05-18', because: 'Snow' }
    await done(take(post, known, 'move', moved))
    await done(take(post, known, 'call-off', { because: 'Flooding' }))
  })
})
