import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { clientsAt } from './client.ts'
import { morning, today } from './cast.ts'

/**
 * The turns an allegation may take, each through the HTTP API with the tokens of those whose part it is: where it stands,
 * what is owed by whom, who sees what of it, for whom it is not there, and what is refused by which clause.
 */

const clients = await clientsAt('journeys_api', morning)
const { begun, done, matter, nothingFor, owed, refused, see, doNotSee } = clients

const allegation = 'sanction-allegation'
const officer = 'hmip.sanctions-officer'
const chair = 'imb.national-chair'
const deputy = 'ppo.deputy'
const investigator = 'ppo.investigator'
const leads = [officer, chair, deputy]

const told = {
  affected: 'detained',
  came: 'letter',
  receivedOn: today,
  line: 'Moved to another wing the morning after his letter',
  name: 'Reuben Ashe',
  number: 'A7720KT',
  account: 'An officer said: write to whoever you like, you will do it from C wing.',
}
const agrees = { consent: 'given', covers: ['everything'], askedOn: today, askedBy: 'A board member', how: 'person' }
const refuses = { consent: 'refused', askedOn: today, askedBy: 'A board member', how: 'person' }
const qualifies = {
  qualifies: true,
  kinds: ['relocation'],
  deed: 'act',
  involvement: ['carried-out'],
  implicated: false,
  reasons: 'It came the morning after.',
}
const answer = { done: 'Asked for the order.', found: 'There was none.', safe: 'He has been moved back.' }

/** One that the board of Ashmoor received, of somebody who agrees to everything, and that qualifies. */
async function agreed(): Promise<string> {
  const reference = await begun('imb.ashmoor.chair', allegation, { ...told, contacted: ['IMB'], place: 'ZAI' })
  await done(
    reference,
    [officer, 'log'],
    ['imb.ashmoor.chair', 'ask-consent', agrees],
    ['imb.ashmoor.chair', 'assess', qualifies],
  )
  return reference
}

/** The same, with the board’s enquiries and its briefing. */
async function briefed(): Promise<string> {
  const reference = await agreed()
  await done(
    reference,
    ['imb.ashmoor.member', 'enquire', { enquiredOn: today, kind: 'person', learned: 'He says the same.' }],
    ['imb.ashmoor.chair', 'brief', { findings: 'There was no order.', suggests: ['investigate'], because: 'So.' }],
  )
  return reference
}

/** The same, being investigated by the ombudsman. */
async function investigated(): Promise<string> {
  const reference = await briefed()
  await done(
    reference,
    [deputy, 'decide', { investigate: true, reasons: 'Nobody can say who moved him.' }],
    [deputy, 'open-investigation', { scope: 'Who moved him, and why then.' }],
  )
  return reference
}

const stageOf = async (reference: string, post = officer): Promise<string> => (await matter(post, reference)).stage.name

describe('An allegation through the API', () => {
  it('consent refused: nobody at the prison is told and no other body learns who it is, and it ends so', async () => {
    const board = 'imb.eastholme.chair'
    const prison = ['hmpps.eastholme.governor', 'hmpps.eastholme.safer-custody', 'hmpps.siu']
    const reference = await begun(board, allegation, { ...told, contacted: ['IMB'], place: 'ZEI' })
    assert.deepEqual(await owed(board, reference), [
      'log: hmip.lead',
      'begin to watch: imb.eastholme',
      'consult: imb.eastholme',
      'assess: imb.eastholme',
    ])
    await done(reference, [officer, 'log'], [board, 'ask-consent', refuses], [board, 'assess', qualifies])
    await refused(reference, [board, 'refer', { to: prison[0], request: 'Look into it.' }], 'SP-23f', /not agreed/)
    await refused(reference, [board, 'escalate'], 'SP-23f', /not agreed/)
    await refused(reference, [board, 'enquire'], 'SP-F4', /not agreed to enquiries/)
    await see(reference, leads, 'summary', 'consent', 'assessment')
    await doNotSee(reference, leads, 'identity', 'account')
    await nothingFor(reference, ...prison, 'imb.ashmoor.chair', 'hmip.coordinator', investigator)

    const closing = { outcome: 'no-consent', reasons: 'He asks that it go no further.' }
    await done(reference, [board, 'monitor', { what: ['establishment'] }])
    await refused(reference, [board, 'close', closing], 'SP-25', /still owed: see how people there/)
    await done(reference, [board, 'end-monitoring', { what: ['establishment'], reasons: 'Nothing was seen.' }])
    await refused(reference, [board, 'close', closing], 'SP-F7', /has not been told the outcome/)
    await done(
      reference,
      [board, 'explain-outcome', { toldOn: today, how: 'person', toldBy: 'The chair' }],
      [board, 'close', closing],
    )
    assert.equal(await stageOf(reference), 'closed')
    for (const post of [board, ...leads]) assert.deepEqual(await owed(post, reference), [])
    await nothingFor(reference, ...prison)
  })

  it('override: an immediate serious risk goes without consent, by a named authoriser who is asked whether they did', async () => {
    const board = 'imb.eastholme.chair'
    const governor = 'hmpps.eastholme.governor'
    const reference = await begun(board, allegation, { ...told, contacted: ['IMB'], place: 'ZEI' })
    await done(reference, [board, 'ask-consent', refuses])
    const urgent = {
      risk: 'He was told that he would not see the morning.',
      reason: 'It is tonight.',
      authoriser: chair,
      to: governor,
      request: 'Keep him safe tonight, and find out who said it.',
    }
    const { problems } = (
      await clients.ask(board, `/matters/${reference}/steps/refer-without-consent`, {
        body: { answers: { to: governor } },
        headers: { 'if-match': (await matter(board, reference)).version },
      })
    ).body
    assert.deepEqual(
      problems.map(({ field, clause }: { field: string; clause: string }) => `${field} ${clause}`),
      ['risk SP-23f', 'reason SP-23f', 'authoriser SP-23f', 'request SP-23f'],
    )
    await refused(
      reference,
      [board, 'refer-without-consent', { ...urgent, authoriser: board }],
      'SP-23f',
      /someone other than you/,
    )
    await nothingFor(reference, governor)
    await done(reference, [board, 'refer-without-consent', urgent])

    assert.equal(await stageOf(reference), 'referred')
    await see(reference, leads, 'identity', 'account', 'referral')
    await see(reference, [governor], 'referral', 'response', 'identity')
    await doNotSee(reference, [governor], 'account', 'summary', 'consent', 'course')
    await nothingFor(reference, 'hmpps.eastholme.safer-custody')
    assert.ok((await owed(chair, reference)).includes(`confirm authority: ${chair}`))
    assert.deepEqual(await owed(governor, reference), [`report back: ${governor}`])
    const log = await clients.ask(officer, '/matters?column[override]=yes&most=200')
    assert.ok(log.body.matters.some((one: { reference: string }) => one.reference === reference))
    assert.equal((await matter(officer, reference)).columns.authoriser, chair)

    await refused(reference, [deputy, 'confirm-authority', { authorised: true }], 'SP-23f', /named as authorising/)
    await done(reference, [chair, 'confirm-authority', { authorised: true }], [governor, 'report-back', answer])
    assert.equal((await matter(officer, reference)).columns.authorised, 'yes')
    assert.deepEqual(await owed(governor, reference), [])
    await see(reference, [board], 'response')
  })

  it('a governor named in the allegation: it goes above them, and nobody at the prison ever hears of it', async () => {
    const prison = ['hmpps.dunscar.governor', 'hmpps.dunscar.safer-custody', 'hmpps.dunscar.liaison']
    const director = 'hmpps.group-director'
    const named = { ...told, contacted: ['HMIP'], place: 'ZDI', implicated: true }
    const reference = await begun(officer, allegation, named)
    await done(reference, [officer, 'ask-consent', agrees], [officer, 'assess', { ...qualifies, implicated: true }])
    const request = 'Find out who ordered it, and keep him safe.'
    await refused(reference, [officer, 'refer', { to: prison[0], request }], 'SP-23e', /manager there is said to be/)
    const higher = { because: 'problematic', reasons: 'The governor is named.', to: director, request }
    await refused(
      reference,
      [officer, 'escalate', { ...higher, showManager: true, whyShow: 'He asked.' }],
      'SP-23e',
      /nobody at the establishment is told/,
    )
    await done(reference, [officer, 'escalate', higher])
    assert.equal(await stageOf(reference), 'escalated')
    await see(reference, [director], 'escalation', 'senior-response', 'identity')
    await doNotSee(reference, [director], 'account', 'summary')
    assert.deepEqual(await owed(director, reference), [`senior level reports back: ${director}`])
    await nothingFor(reference, ...prison, 'hmpps.director-general')
    await done(reference, [director, 'answer-escalation', answer])
    assert.deepEqual(await owed(director, reference), [])
    await see(reference, [chair, deputy], 'senior-response')
    await nothingFor(reference, ...prison)
  })

  it('an unsatisfactory answer, or none by its day: it is taken higher, and the governor sees nothing of that', async () => {
    const governor = 'hmpps.ashmoor.governor'
    const general = 'hmpps.director-general'
    const board = 'imb.ashmoor.chair'
    const higher = {
      because: 'unsatisfactory',
      reasons: 'It says nothing of who ordered it.',
      to: general,
      request: 'Find out who ordered it.',
    }
    const answered = await agreed()
    const unanswered = await agreed()
    for (const reference of [answered, unanswered]) {
      await refused(reference, [board, 'escalate', higher], 'SP-23e', /has not been referred/)
      await done(reference, [board, 'refer', { to: governor, request: 'Find out who ordered it.' }])
      await refused(reference, [board, 'escalate', higher], 'SP-23e', /has not come.*Wait until 17 March 2026/)
    }
    await done(answered, [governor, 'report-back', answer], [board, 'escalate', higher])
    assert.equal(await stageOf(answered), 'escalated')
    assert.deepEqual(await owed(general, answered), [`senior level reports back: ${general}`])
    await doNotSee(answered, [governor], 'escalation', 'senior-response')
    assert.ok(!JSON.stringify(await matter(governor, answered)).includes('nothing of who ordered'))
    await done(answered, [general, 'answer-escalation', answer])
    await see(answered, [board, officer], 'senior-response')

    clients.site.setNow('2026-03-17T09:00:00Z')
    try {
      const overdue = await clients.ask(governor, '/obligations?owedBy=me&state=overdue')
      assert.deepEqual(
        overdue.body.obligations.map((one: { reference: string; due: string }) => `${one.reference} ${one.due}`),
        [`${unanswered} 2026-03-16`],
      )
      await done(unanswered, [board, 'escalate', { ...higher, reasons: 'No answer has come.' }])
      assert.equal(await stageOf(unanswered), 'escalated')
    } finally {
      clients.site.setNow(morning)
    }
  })

  it('not a sanction: it ends with reasons, and the person is told', async () => {
    const board = 'imb.ashmoor.chair'
    const reference = await begun(board, allegation, { ...told, contacted: ['IMB'], place: 'ZAI' })
    await done(reference, [board, 'assess', { qualifies: false, reasons: 'The whole landing was moved that day.' }])
    assert.equal(await stageOf(reference), 'not-a-sanction')
    assert.deepEqual(await owed(board, reference), ['log: hmip.lead', 'explain: imb.ashmoor'])
    await refused(reference, [board, 'refer'], 'SP-23c', /assess whether it qualifies/)
    await refused(reference, [board, 'refer-without-consent'], 'SP-23c', /not a sanction/)
    await nothingFor(reference, 'hmpps.ashmoor.governor')
    await done(reference, [board, 'explain-outcome', { toldOn: today, how: 'letter', toldBy: 'The chair' }])
    const reasons = 'It was the whole landing.'
    await refused(reference, [board, 'close', { outcome: 'evidence', reasons }], 'SP-23c', /does not qualify/)
    await done(reference, [board, 'close', { outcome: 'not-a-sanction', reasons }])
    assert.equal(await stageOf(reference), 'closed')
    assert.deepEqual(await owed(officer, reference), ['log: hmip.lead'])
  })

  it('a member of staff: they are directed to their own policy; nothing is logged, and no other body hears of it', async () => {
    const board = 'imb.ashmoor.chair'
    const reference = await begun(board, allegation, {
      place: 'ZAI',
      affected: 'staff',
      came: 'call',
      receivedOn: today,
    })
    assert.equal(await stageOf(reference, board), 'signposted')
    assert.deepEqual(await owed(board, reference), [])
    for (const step of ['ask-consent', 'assess', 'refer', 'refer-without-consent', 'update'])
      await refused(reference, [board, step], 'SP-4', /directed to their agency/)
    await nothingFor(reference, ...leads, 'hmpps.ashmoor.governor', investigator)
  })

  it('a setting without a board: whoever received it makes the enquiries, and it is said why', async () => {
    const reference = await begun('ppo.assistant', allegation, { ...told, contacted: ['PPO'], place: 'ZGI' })
    await done(reference, [officer, 'log'], [investigator, 'ask-consent', agrees], [investigator, 'assess', qualifies])
    await refused(reference, [investigator, 'assign-board', { ask: 'See him.' }], 'SP-8', /no monitoring board/)
    await refused(reference, [investigator, 'monitor', { what: ['person'] }], 'SP-25', /no monitoring board/)
    assert.ok(!(await owed(investigator, reference)).some(one => one.includes('watch')))
    await done(
      reference,
      [investigator, 'enquire', { enquiredOn: today, kind: 'person', learned: 'He says the same.' }],
      [investigator, 'brief', { findings: 'No order.', suggests: ['investigate'], because: 'So.' }],
    )
    assert.equal(await stageOf(reference), 'briefed')
    await see(reference, [officer, deputy], 'briefing')
    await nothingFor(reference, 'imb.ashmoor.chair', 'imb.eastholme.chair', 'hmpps.greyfriars.governor')
  })

  it('the person moves: the new board watches over them, by their consent, and the old one over the place', async () => {
    const [before, now] = ['imb.ashmoor.chair', 'imb.brackley-hill.chair']
    const moved = { movedTo: 'ZBI', movedOn: today, sanction: 'unknown' }
    const reference = await agreed()
    await done(reference, [before, 'monitor', { what: ['person', 'establishment'] }])
    assert.deepEqual(await owed(before, reference), [
      'refer: imb.ashmoor',
      'enquire unasked: imb.ashmoor',
      'watch the person: imb.ashmoor',
      'watch the establishment: imb.ashmoor',
    ])
    await nothingFor(reference, now)
    await done(reference, [before, 'person-moved', moved])
    await see(reference, [now], 'identity', 'account', 'monitoring', 'observations-elsewhere')
    await doNotSee(reference, [now], 'assessment', 'referral', 'observations')
    assert.deepEqual(await owed(now, reference), [
      'watch the establishment: imb.ashmoor',
      'watch the person where they are: imb.brackley-hill',
    ])
    await nothingFor(reference, 'hmpps.brackley-hill.governor', 'hmpps.ashmoor.governor')
    const look = { seenOn: today, seen: 'He is calm.', risk: 'same' }
    await refused(reference, [before, 'observe', { ...look, about: 'person' }], 'SP-25', /now at Brackley Hill/)
    await refused(
      reference,
      [now, 'observe', { ...look, about: 'establishment' }],
      'SP-25',
      /board of the establishment/,
    )
    await done(reference, [now, 'observe-elsewhere', look], [before, 'observe', { ...look, about: 'establishment' }])
    await refused(reference, [before, 'person-moved', moved], 'SP-25', /where they were already/)

    // Of somebody who has not agreed, the new board is told nothing.
    const silent = await begun(before, allegation, { ...told, contacted: ['IMB'], place: 'ZAI' })
    await done(silent, [before, 'ask-consent', refuses], [before, 'person-moved', moved])
    await nothingFor(silent, now)
  })

  it('the ombudsman declines: the reasons are told, and the body that is named tells the person', async () => {
    const board = 'imb.ashmoor.chair'
    const reference = await briefed()
    assert.ok((await owed(deputy, reference)).includes(`decide: ${deputy}`))
    await refused(reference, [deputy, 'open-investigation', { scope: 'All of it.' }], 'SP-F6', /First decide/)
    await done(reference, [
      'ppo.assistant',
      'decide',
      { investigate: false, reasons: 'It is put right.', explainedBy: 'IMB' },
    ])
    assert.equal(await stageOf(reference), 'declined')
    assert.ok((await owed(board, reference)).includes('explain: imb.ashmoor'))
    await see(reference, [board, officer, chair], 'decision')
    await nothingFor(reference, investigator, 'hmpps.ashmoor.governor')
    await done(reference, [board, 'explain-outcome', { toldOn: today, how: 'person', toldBy: 'The chair' }])
    assert.ok(!(await owed(board, reference)).includes('explain: imb.ashmoor'))
    assert.equal((await matter(officer, reference)).columns.outcome, 'not-investigated')
  })

  it('unfounded: the others are told, the working papers stay, and the ombudsman tells the person', async () => {
    const board = 'imb.ashmoor.chair'
    const reference = await investigated()
    await done(
      reference,
      [investigator, 'note', { note: 'The order was found in the wing office.' }],
      [investigator, 'conclude', { finding: 'unfounded', conclusion: 'The whole wing was moved for the boilers.' }],
    )
    assert.equal(await stageOf(reference), 'concluded')
    await see(reference, [officer, chair, board, deputy], 'conclusion')
    await doNotSee(reference, [officer, chair, board], 'papers')
    await see(reference, [investigator, deputy], 'papers')
    assert.ok((await owed(deputy, reference)).includes(`explain: ${deputy}`))
    await refused(reference, [investigator, 'issue-report'], 'SP-F11', /evidence of a sanction/)
    await nothingFor(reference, 'hmpps.ashmoor.governor')
    await done(reference, [deputy, 'explain-outcome', { toldOn: today, how: 'letter', toldBy: 'The deputy' }])
    assert.ok(!(await owed(deputy, reference)).some(one => one.startsWith('explain')))
    assert.equal((await matter(officer, reference)).columns.outcome, 'unfounded')
  })

  it('proved: the governor gets a report with recommendations, and answers each of them', async () => {
    const board = 'imb.ashmoor.chair'
    const governor = 'hmpps.ashmoor.governor'
    const reference = await investigated()
    await done(reference, [
      investigator,
      'conclude',
      {
        finding: 'evidence',
        kinds: ['relocation'],
        involvement: ['carried-out'],
        conclusion: 'He was moved for his letter.',
        explainedBy: 'IMB',
      },
    ])
    await nothingFor(reference, governor)
    const report = {
      to: governor,
      report: 'He was moved for his letter.',
      recommendations: [{ recommendation: 'Apologise to him.' }, { recommendation: 'Train the wing’s managers.' }],
    }
    await refused(
      reference,
      [investigator, 'issue-report', { ...report, recommendations: [] }],
      'SP-F11',
      /at least one/,
    )
    await done(reference, [investigator, 'issue-report', report])
    assert.equal(await stageOf(reference), 'reported')
    await see(reference, [governor, officer, chair, board], 'report')
    await doNotSee(reference, [governor], 'conclusion', 'account', 'identity', 'papers', 'summary', 'course')
    await nothingFor(reference, 'hmpps.ashmoor.safer-custody')
    assert.deepEqual(await owed(governor, reference), [`answer the recommendations: ${governor}`])

    const accepted = { response: 'accepted', action: 'Written.', actBy: '2026-03-31' }
    await done(reference, [governor, 'answer-recommendation', { which: '1', ...accepted }])
    assert.deepEqual(await owed(governor, reference), [`answer the recommendations: ${governor}`])
    await done(reference, [governor, 'answer-recommendation', { which: '2', ...accepted, actBy: '2026-05-29' }])
    assert.deepEqual(await owed(governor, reference), [`carry out the recommendations: ${governor}`])
    const finished = { ...accepted, done: true, evidence: 'On his record.' }
    await done(
      reference,
      [governor, 'answer-recommendation', { which: '1', ...finished }],
      [governor, 'answer-recommendation', { which: '2', ...finished }],
    )
    assert.deepEqual(await owed(governor, reference), [])
    const { columns } = await matter(officer, reference)
    assert.deepEqual(
      [columns.recommendations, columns.answered, columns.accepted, columns.done, columns.outcome],
      [2, 2, 2, 2, 'evidence'],
    )
    assert.ok((await owed(board, reference)).includes('explain: imb.ashmoor'))
  })
})
