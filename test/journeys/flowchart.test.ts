import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, describe, it } from 'node:test'
import { allegation } from '../../src/agreements/sanctions-protocol/allegation.ts'
import { temporaryFolder } from '../folder.ts'
import { browsersAt, type Someone } from './browser.ts'
import { morning, today } from './cast.ts'
import { startProgram } from './program.ts'

/**
 * One allegation through the eleven boxes of the protocol's flowchart, from the first letter to the last duty, each thing
 * done in a browser by whoever would do it; and at every turn, what the others can and cannot see of it.
 */

const { base, said } = await startProgram(morning)
const browsers = await browsersAt(base)
const folder = temporaryFolder('flowchart')

const board = 'imb.brackley-hill.chair'
const member = 'imb.brackley-hill.member'
const officer = 'hmip.sanctions-officer'
const governor = 'hmpps.brackley-hill.governor'
const ombudsman = 'ppo.deputy'
const investigator = 'ppo.investigator'

const line = 'Moved to another wing the morning after his letter'
const name = 'Reuben Ashe'
const number = 'A7720KT'
const account = 'An officer said to him: write to whoever you like, you will do it from C wing.'

/** There was never a matter of this reference. */
const nobodys = 'SAN-2019-4177'

const signedIn = new Map<string, Promise<Someone>>()
/** Whoever holds a post, at the browser they have used all along. */
const as = (post: string): Promise<Someone> => {
  const there = signedIn.get(post) ?? browsers.signIn(post)
  signedIn.set(post, there)
  return there
}

let reference = ''

/** One turn of the story. When one fails, what comes after it is not told. */
let lost = false
const turn = (what: string, happens: () => Promise<void>): void => {
  it(what, async t => {
    if (lost) return t.skip('What comes before it failed')
    lost = true
    await happens()
    lost = false
  })
}

const stepOf = (step: string) => allegation.steps[step] ?? assert.fail(step)

const address = () => `/matters/${reference}`

/** Nothing of it, nowhere: no list, no search, no address typed by hand, nothing that would not be said of any other. */
async function seesNothing(post: string): Promise<void> {
  const someone = await as(post)
  for (const page of ['/', '/matters', '/establishments/ZBI']) {
    assert.equal(await someone.visit(page), 200, page)
    await someone.doesNotSee(reference, line, name, number)
  }
  for (const words of [reference, name, number, line]) {
    await someone.find(words)
    await someone.sees('Nothing was found')
  }
  assert.equal(await someone.visit(`/matters/${nobodys}`), 404)
  const ofNobodys = await someone.words()
  assert.equal(await someone.visit(address()), 404)
  assert.equal(await someone.words(), ofNobodys)
  for (const step of Object.keys(allegation.steps)) {
    const answer = await someone.page.request.get(`${address()}/steps/${step}`)
    assert.equal(answer.status(), 404, step)
  }
}

/** What the page of a matter says to someone, once they have opened it. */
async function opened(post: string): Promise<Someone> {
  const someone = await as(post)
  assert.equal(await someone.visit(address()), 200, `${post} opens ${reference}`)
  return someone
}

describe('An allegation goes through the flowchart, in a browser, by everyone whose part it is', () => {
  before(async () => {
    await as(board)
  })

  turn('1: a letter comes to the board, and its chair takes it down, told first who will see what', async () => {
    const chair = await as(board)
    await chair.startOn(allegation, {
      place: 'ZBI',
      affected: 'detained',
      contacted: ['IMB'],
      came: 'letter',
      receivedOn: today,
      line,
      claimed: ['relocation', 'threats'],
      name,
      number,
      reach: 'On the exercise yard in the morning',
      account,
    })
    await chair.sees(
      'Check before you go on: take down an alleged sanction',
      'Who will be able to see more than before',
    )
    const preview = await chair.words()
    for (const lead of ['Inspectorate: policy office', 'National Chair of the monitoring boards', 'Deputy Ombudsman'])
      assert.ok(preview.includes(lead), `${lead} is told, and the page says so:\n${preview}`)
    assert.match(preview, /Do not try to find out who the person is/)
    // Who the person is and what they say stay with the board: the page says so under each of them.
    assert.match(preview, /Who the person is[\s\S]*Seen by\s+Brackley Hill: monitoring board \(you\)\s+What they say/)
    assert.match(preview, /What they say[\s\S]*Seen by\s+Brackley Hill: monitoring board \(you\)\s+Who will be able/)

    await chair.confirm('receive')
    reference = /SAN-\d{4}-\d+$/.exec(chair.page.url())?.[0] ?? assert.fail(chair.page.url())
    await chair.sees(line, 'Ask the person for their consent', 'Confirm it in the log')
  })

  turn('before it is referred, the governor and everyone else at the prison see that nothing is there', async () => {
    await seesNothing(governor)
  })

  turn('3: the policy officer finds it waiting, knows nobody by name, and confirms it in the log', async () => {
    const priya = await as(officer)
    await priya.visit('/')
    await priya.sees(reference)
    await priya.follow(reference)
    await priya.sees(line, 'Being moved within the establishment')
    await priya.doesNotSee(name, number, account)
    await priya.take(reference, 'log', { remark: 'The second from there this quarter.' })
    const chair = await opened(board)
    await chair.sees('Confirmed it in the log')
    await chair.doesNotSee('Priya Raman')
  })

  turn(
    '4: a member of the board asks the person, and records what they agree to without touching a mouse',
    async () => {
      const frank = await as(member)
      const { asks, label } = stepOf('ask-consent')
      const main = frank.page.getByRole('main')
      const { keyboard } = frank
      await frank.visit(address())
      await keyboard.enter(main.getByRole('link', { name: label, exact: true }).last())

      // Sent with nothing in it, the page says what is wrong, and says it first.
      await keyboard.enter(frank.page.getByRole('button', { name: 'Continue', exact: true }))
      await frank.sees('There is a problem')
      assert.match(await frank.page.title(), /^Error: /)
      const first = main.getByRole('alert').getByRole('link').first()
      await keyboard.reach(first)
      await frank.page.keyboard.press('Enter')
      await keyboard.choose(asks.consent!, 'given')
      await keyboard.tick(asks.covers!, 'everything')
      await keyboard.typeDay(asks.askedOn!, today)
      await keyboard.type(asks.askedBy!, 'The board member on rota')
      await keyboard.choose(asks.how!, 'person')
      await keyboard.enter(frank.page.getByRole('button', { name: 'Continue', exact: true }))
      await frank.sees('Who will be able to see more than before')
      assert.match(await frank.words(), /Inspectorate: policy office[\s\S]*Who the person is/)
      await keyboard.enter(frank.page.getByRole('button', { name: label, exact: true }))
      await frank.sees('They agree')

      // By that consent the other bodies know who it is; the prison knows nothing still.
      await (await opened(officer)).sees(name, number)
      await (await opened(ombudsman)).sees(name)
      assert.equal(await (await as(governor)).visit(address()), 404)
    },
  )

  turn('2: the board finds that it qualifies, and watches over the person while it goes on', async () => {
    const chair = await as(board)
    await chair.take(reference, 'assess', {
      qualifies: true,
      kinds: ['relocation', 'threats'],
      deed: 'act',
      involvement: ['carried-out'],
      implicated: false,
      reasons: 'The move came the morning after, and the words used point to the letter.',
    })
    await chair.take(reference, 'monitor', { what: ['person', 'establishment'], risk: 'A further move.' })
    await (await opened(officer)).sees('Assessed it as a sanction', 'Began the watch over how the person is treated')
  })

  turn('4: the board makes its enquiries, on a telephone’s narrow screen, with what it was handed', async () => {
    const paper = join(folder, 'unit book.txt')
    writeFileSync(paper, 'Moved on 27 February at 08.10. No authority is written down.\n')
    const frank = await browsers.signIn(member, { width: 320 })
    await frank.take(reference, 'enquire', {
      enquiredOn: today,
      kind: 'records',
      learned: 'The unit’s book gives no reason for the move.',
      papers: [paper],
    })
    assert.match(String(await frank.download('unit book.txt')), /No authority is written down/)
    await (await opened(officer)).doesNotSee('unit book.txt', 'gives no reason')
  })

  turn(
    'by that consent it is referred to the governor, who sees what the page before said they would, and no more',
    async () => {
      const request = 'Please find out who ordered the move, and see that he does not suffer for writing.'
      const chair = await as(board)
      await chair.check(reference, 'refer', { to: governor, request })
      await chair.sees('Governor, Brackley Hill will see this', 'What they will see', 'What they will not see')
      const preview = await chair.words()
      const [, will = '', not = ''] =
        /What they will see([\s\S]*)What they will not see([\s\S]*)Why this may be shared/.exec(preview) ?? []
      for (const shown of [name, number, request])
        assert.ok(will.includes(shown), `${shown} is shown before it is sent`)
      assert.ok(!preview.includes(account), 'the account is not sent')
      assert.match(not, /What they say happened/)
      assert.match(not, /Enquiries/)
      assert.match(preview, /Nobody can be made to forget it/)
      assert.equal(await (await as(governor)).visit(address()), 404, 'nothing is sent by looking at it')
      await chair.confirm('refer')

      const claire = await as(governor)
      await claire.visit('/')
      await claire.follow(reference)
      await claire.sees(request, name, 'For you alone: do not pass it on without asking')
      await claire.doesNotSee(account, line, 'The unit’s book', 'unit book.txt')
      const head = await as('hmpps.brackley-hill.safer-custody')
      assert.equal(await head.visit(address()), 404)

      await claire.take(reference, 'report-back', {
        done: 'I asked for the movement order.',
        found: 'A senior officer moved him on his own decision.',
        safe: 'He has been moved back, and I have spoken to the officer.',
      })
      await (await opened(board)).sees('A senior officer moved him on his own decision.', 'Reported back')
      await (await opened(officer)).sees('Reported back')
    },
  )

  turn(
    '5: the board sends a short briefing to the inspectorate and the ombudsman, and nobody at the prison sees it',
    async () => {
      const chair = await as(board)
      const findings = 'The move had no authority, and the governor agrees that it had none.'
      await chair.take(reference, 'brief', {
        findings,
        suggests: ['investigate', 'watch'],
        because: 'Who knew of the letter is not explained.',
      })
      await (await opened(officer)).sees(findings)
      await (await opened(ombudsman)).sees(findings, 'Decide whether to investigate')
      await (await opened(governor)).doesNotSee(findings, 'briefing')
    },
  )

  turn('6 and 7: the ombudsman decides not to investigate, and the board tells the person why', async () => {
    const deputy = await as(ombudsman)
    await deputy.take(reference, 'decide', {
      investigate: false,
      reasons: 'The governor has put it right.',
      explainedBy: 'IMB',
    })
    await deputy.sees('Not to be investigated')
    const chair = await opened(board)
    await chair.sees('Tell the person the outcome')
    await chair.take(reference, 'explain-outcome', {
      toldOn: today,
      how: 'person',
      toldBy: 'The chair',
      response: 'He says it has begun again: his letters are opened.',
    })
    await chair.take(reference, 'update', { news: 'It has begun again: letters to the board are being opened.' })
    await (await opened(ombudsman)).sees('letters to the board are being opened')
    await (await opened(governor)).doesNotSee('letters')
  })

  turn('6 and 8: the ombudsman decides anew to investigate, and its working papers are for nobody else', async () => {
    const deputy = await as(ombudsman)
    await deputy.take(reference, 'decide', { investigate: true, reasons: 'It has begun again.' })
    await deputy.take(reference, 'open-investigation', { scope: 'Who knew of the letter, and who opened those since.' })
    const siobhan = await as(investigator)
    await siobhan.visit('/')
    await siobhan.follow(reference)
    await siobhan.sees(name, account)
    await siobhan.take(reference, 'note', { note: 'The post room’s book was kept by the same officer.' })
    await siobhan.sees('The post room’s book')
    for (const other of [board, officer, 'imb.national-chair', governor])
      await (await opened(other)).doesNotSee('post room', 'Who knew of the letter, and who opened')
    await (await opened(board)).sees('Being investigated')
  })

  turn(
    '9 and 11: it finds evidence, tells the others, and sends the governor a report with recommendations',
    async () => {
      const siobhan = await as(investigator)
      const conclusion = 'He was moved because he had written to the board.'
      await siobhan.take(reference, 'conclude', {
        finding: 'evidence',
        kinds: ['relocation'],
        involvement: ['carried-out'],
        conclusion,
        explainedBy: 'IMB',
      })
      await (await opened(officer)).sees(conclusion)
      await (await opened(board)).sees(conclusion)
      await (await opened(governor)).doesNotSee(conclusion)

      const recommendations = [
        'Apologise to him in writing.',
        'Have letters to the board opened by nobody but the board.',
      ]
      await siobhan.check(reference, 'issue-report', {
        to: governor,
        report: 'The move had no authority and followed from his letter.',
        recommendations: recommendations.map(recommendation => ({ recommendation })),
      })
      await siobhan.sees('Governor, Brackley Hill will see this', ...recommendations)
      await siobhan.confirm('issue-report')
      for (const copied of [governor, officer, 'imb.national-chair', board])
        await (await opened(copied)).sees(...recommendations)
      await (await as(governor)).doesNotSee(conclusion, account, 'post room')
    },
  )

  turn('the governor answers every recommendation and carries it out, and the others see it done', async () => {
    const claire = await as(governor)
    for (const which of ['1', '2'])
      await claire.take(reference, 'answer-recommendation', {
        which,
        response: 'accepted',
        action: 'Done on the day the report came.',
        lead: 'Head of operations',
        actBy: today,
        done: true,
        evidence: 'The order is on the wing’s board.',
      })
    await claire.sees('Nothing is owed now.')
    for (const other of [officer, investigator, board])
      await (await opened(other)).sees('Answered recommendation 2', 'The order is on the wing’s board.')
  })

  turn('the person is told, the watching ends, and it is closed with nothing owed by anyone', async () => {
    const chair = await as(board)
    await chair.check(reference, 'close', { outcome: 'evidence', reasons: 'All is answered.' })
    await chair.sees('There is a problem', /Something is still owed/)
    await chair.take(reference, 'explain-outcome', { toldOn: today, how: 'person', toldBy: 'The chair' })
    await chair.take(reference, 'end-monitoring', {
      what: ['person', 'establishment'],
      reasons: 'He is back on his wing, and says that nobody has spoken to him of it.',
    })
    await chair.take(reference, 'close', { outcome: 'evidence', reasons: 'All is answered, and he knows.' })
    await chair.sees('Closed', 'Nothing is owed now.')
    for (const lead of [officer, ombudsman, 'imb.national-chair'])
      await (await opened(lead)).sees('Closed it: evidence of a sanction', 'Nothing is owed now.')
    for (const anyone of [board, officer, governor, ombudsman, investigator]) {
      const someone = await as(anyone)
      await someone.visit('/')
      const owed = await someone.page.locator('#owed').innerText()
      assert.ok(!owed.includes(reference), `${anyone} owes something still:\n${owed}`)
    }
  })

  turn('10: another is unfounded, and it falls to the ombudsman to tell the person', async () => {
    const siobhan = await as(investigator)
    await siobhan.find('Kept from the dentist')
    reference = /SAN-\d{4}-\d+/.exec(await siobhan.words())?.[0] ?? assert.fail(await siobhan.words())
    await siobhan.take(reference, 'conclude', {
      finding: 'unfounded',
      conclusion: 'The appointments were missed for want of escorts, on every wing alike.',
    })
    await siobhan.sees('Tell the person the outcome', 'Owed by you')
    await (await opened(officer)).sees('The appointments were missed for want of escorts')
    await siobhan.take(reference, 'explain-outcome', { toldOn: today, how: 'letter', toldBy: 'The investigator' })
    await (await opened('imb.calder-mount.chair')).sees('Recorded that the person was told the outcome')
    assert.equal(await (await as('hmpps.calder-mount.governor')).visit(address()), 404)
  })

  it('the program logged no fault of its own on the way', () => {
    assert.doesNotMatch(said(), /"level":"(error|fatal)"/)
  })
})
