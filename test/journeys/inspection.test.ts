import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { actionPlan } from '../../src/agreements/hmip-hmpps/action-plan.ts'
import { inspection } from '../../src/agreements/hmip-hmpps/inspection/inspection.ts'
import { report } from '../../src/agreements/hmip-hmpps/report/report.ts'
import { thematic } from '../../src/agreements/hmip-hmpps/thematic/thematic.ts'
import { mountApi } from '../../src/api/api.ts'
import { day, formatDay } from '../../src/calendar/day.ts'
import { list } from '../../src/desk/list.ts'
import { matter } from '../../src/desk/matter.ts'
import { makeToken } from '../../src/desk/tokens.ts'
import type { Procedure } from '../../src/engine/procedure.ts'
import type { Questions } from '../../src/engine/question.ts'
import { testSite, type Read, type Visitor } from '../site.ts'
import { browsersAt, type Manner, type Someone } from './browser.ts'
import { morning } from './cast.ts'

/**
 * An unannounced inspection from its plan, which nobody else may know of, to what was found of its action plan a year later:
 * in a browser by the posts whose part it is, days moved on between. What each of them has to have seen is looked at where it
 * stands; what only has to have been done first is done at the desk.
 */

const site = await testSite('journeys_inspection', { start: morning, more: mountApi })
const browsers = await browsersAt(site.base)

const coordinator = 'hmip.coordinator'
const leader = 'hmip.team-leader'
const press = 'hmip.press'
const chiefInspector = 'hmip.chief'
const governor = 'hmpps.ashmoor.governor'
const liaison = 'hmpps.ashmoor.liaison'
const saferCustody = 'hmpps.ashmoor.safer-custody'
const siu = 'hmpps.siu'
const director = 'hmpps.director-general'
const executive = 'hmpps.chief-executive'
const minister = 'moj.secretary-of-state'
const board = 'imb.ashmoor.chair'
const secretariat = 'imb.secretariat'

/** A governor’s screen is a telephone as often as not, and a board’s computer is old. */
const manners: Readonly<Record<string, Manner>> = { [governor]: { width: 375 }, [board]: { scripts: false } }

const signedIn = new Map<string, Promise<Someone>>()
const as = (post: string): Promise<Someone> => {
  const there = signedIn.get(post) ?? browsers.signIn(post, manners[post])
  signedIn.set(post, there)
  return there
}
const readers = new Map<string, Promise<Visitor>>()
/** The same, with nobody at a screen: for what is told or not told, wherever it is asked for. */
const asking = async (post: string, address: string): Promise<Read> => {
  const there = readers.get(post) ?? site.signIn(post)
  readers.set(post, there)
  return (await there).read(address)
}
const opened = async (post: string, reference: string): Promise<Someone> => {
  const someone = await as(post)
  assert.equal(await someone.visit(`/matters/${reference}`), 200, `${post} opens ${reference}`)
  return someone
}
/** A matter as a post is shown it, and what is written in it; nothing where it is not there for them. */
const shown = async (post: string, reference: string): Promise<string> => {
  const pages = await Promise.all(['', '/editions'].map(tail => asking(post, `/matters/${reference}${tail}`)))
  assert.ok(
    pages.every(({ status }) => status === 200 || status === 404),
    `${post} at ${reference}`,
  )
  return pages.flatMap(({ status, words }) => (status === 200 ? [words] : [])).join('\n')
}
const isThere = async (post: string, reference: string): Promise<boolean> => (await shown(post, reference)) !== ''
/** Days later: everyone has been signed out meanwhile. */
const onThe = (on: string) => {
  site.setNow(`${on}T09:00:00Z`)
  signedIn.clear()
  readers.clear()
}

/** Done beforehand, by the same post and the same rules, and not looked at. */
const take = (post: string, reference: string, step: string, answers: Record<string, unknown> = {}) =>
  site.done(site.take(post, reference, step, answers))
/** What a matter is tied to: the one whose reference begins so. */
const tied = async (reference: string, prefix: string): Promise<string> => {
  const { ties } = await site.as(leader, desk => matter(desk, reference))
  return ties.find(one => one.startsWith(prefix)) ?? assert.fail(`${reference} is tied to no ${prefix}`)
}

const asksOf = ({ steps }: Procedure, step: string): Questions => steps[step]?.asks ?? assert.fail(step)
const labelOf = ({ steps }: Procedure, step: string): string => steps[step]?.label ?? assert.fail(step)

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

const reason = 'The lapwings have left the exercise yard.'
const member = 'Ngozi Adeyemi'
const first = '2026-03-09'
const last = '2026-03-13'

/** Every address at which something of an inspection could be told; and what is said at its own is said of none. */
const pages = [
  '/',
  '/timetables',
  '/timetables/kept',
  '/you/calendar',
  '/you/calendar.ics',
  '/programme',
  '/programme/calendar',
  '/establishments',
  '/establishments/ZAI',
  '/matters',
  '/matters/analysis',
  '/matters?procedure=all',
  '/matters?procedure=inspection',
  '/matters?procedure=inspector',
  '/matters?place=ZAI',
]
const tails = ['', '/steps/notify', '/steps/name-liaison', '/tables/team', '/seen', '/still.json']

async function hearsNothing(post: string, reference: string, gone: readonly string[]): Promise<void> {
  const { token } = await site.as(post, desk => makeToken(desk, 'To look', 1))
  const byProgram = async (address: string) => {
    const answer = await fetch(`${site.base}/api/v1${address}`, { headers: { authorization: `Bearer ${token}` } })
    const html = await answer.text()
    return { status: answer.status, html, words: html, url: address }
  }
  const answers = await Promise.all([
    ...pages.map(address => asking(post, address)),
    ...['/matters', '/matters?procedure=inspection', '/me'].map(byProgram),
  ])
  for (const { html, url } of answers)
    for (const one of gone) assert.ok(!html.includes(one), `${post} is told “${one}” by ${url}`)
  const search = await asking(post, '/search')
  for (const one of gone) {
    const found = await (await readers.get(post))!.send(search, { q: one }, { action: '/search' })
    assert.match(found.words, /Nothing was found/, `${post} finds “${one}”`)
  }
  const said = async (one: string) => {
    const all = await Promise.all([
      ...tails.map(tail => asking(post, `/matters/${one}${tail}`)),
      byProgram(`/matters/${one}`),
    ])
    return all.map(({ status, words }) => ({ status, words: words.replaceAll(one, '') }))
  }
  const its = await said(reference)
  assert.ok(
    its.every(({ status }) => status === 404),
    post,
  )
  assert.deepEqual(its, await said('INS-2019-4177'), post)
}

describe('HH-6b: an unannounced inspection is planned where nobody else can tell', () => {
  let reference = ''
  let note = ''
  let update = ''
  let draft = ''
  let plan = ''
  let persons: readonly string[] = []

  turn('its coordinator plans it, without touching a mouse, and is told who will see it', async () => {
    const papers = { identification: '2027-06-30', training: '2027-06-30', home: 'hmip' }
    persons = [
      await site.done(site.begin(coordinator, 'inspector', { ...papers, name: member, vetting: '2027-06-30' })),
      await site.done(
        site.begin(coordinator, 'inspector', { ...papers, name: 'Rhys Calloway', vetting: '2026-03-12' }),
      ),
    ]
    const helen = await as(coordinator)
    const { keyboard, page } = helen
    const asks = asksOf(inspection, 'plan')
    await keyboard.enter(page.getByRole('button', { name: labelOf(inspection, 'plan'), exact: true }))
    await keyboard.reach(page.getByRole('main').getByRole('combobox', { name: asks.place!.label }))
    await page.keyboard.type('Ashmoor')
    await keyboard.choose(asks.kind!, 'full')
    await keyboard.typeDay(asks.first!, first)
    await keyboard.typeDay(asks.last!, last)
    await keyboard.choose(asks.announced!, false as never)
    await keyboard.type(asks.coordinator!, 'Helen Strand, 020 7946 0100')
    await keyboard.type({ ...asks.because! }, reason)
    await keyboard.enter(page.getByRole('button', { name: 'Continue', exact: true }))
    await helen.sees('Check before you go on', 'Chief Inspector')
    await helen.doesNotSee('Governor, Ashmoor', 'Board chair, Ashmoor')
    await keyboard.enter(page.getByRole('button', { name: labelOf(inspection, 'plan'), exact: true }))
    reference = /INS-\d{4}-\d+$/.exec(page.url())?.[0] ?? assert.fail(await helen.words())
  })

  turn('HH-12: somebody whose vetting runs out before the last day is refused, and another goes', async () => {
    const helen = await as(coordinator)
    await helen.check(reference, 'deploy', { person: persons[1], as: 'inspector' })
    await helen.sees(/Rhys Calloway can’t be deployed for days up to 13 March 2026: vetting runs out on 12 March 2026/)
    await take(coordinator, reference, 'deploy', { person: persons[0], as: 'lead' })
    assert.match(await shown(leader, reference), /Ngozi Adeyemi/)
    assert.doesNotMatch(await shown(leader, reference), /Rhys Calloway/)
  })

  turn('HI-8b: neither the place nor its board can be told yet, and nothing tells them', async () => {
    const helen = await as(coordinator)
    await helen.check(reference, 'notify')
    await helen.sees(/It is unannounced: the establishment is told on arrival, on 9 March 2026/)
    const early = await site.take(coordinator, reference, 'tell-board')
    assert.ok(early.refused && /The establishment is told first/.test(early.problems[0]?.words ?? ''))
    const gone = [reference, reason, member, formatDay(day(last)), ...persons]
    for (const post of [governor, liaison, siu, 'hmpps.group-director', board, secretariat, press, 'ppo.deputy'])
      await hearsNothing(post, reference, gone)
  })

  turn('it is told as the team arrives, the board after it, and each sees its own part', async () => {
    onThe(first)
    const helen = await as(coordinator)
    await take(leader, reference, 'list-equipment', { cameras: 2, recorders: 0, laptops: 6, phones: true })
    await helen.take(reference, 'notify', { words: 'We are at the gate.' })
    await hearsNothing(board, reference, [reference, reason, member])

    const claire = await as(governor)
    await claire.visit('/')
    await claire.follow(reference)
    await claire.sees('We are at the gate.', '9 March 2026', /Ngozi Adeyemi, Team leader/i)
    await claire.doesNotSee(reason, ...persons)

    await take(coordinator, reference, 'tell-board')
    update = await tied(reference, 'UPD-')
    await take(secretariat, update, 'ask-board', { ask: 'How have weekends been?' })
    assert.ok(!(await isThere(governor, update)))
  })

  turn(
    'HI-9a: the board says what concerns it at a browser without scripts; nobody at the prison reads it',
    async () => {
      const beatrice = await as(board)
      await beatrice.visit('/')
      await beatrice.follow(update)
      await beatrice.sees('How have weekends been?')
      await beatrice.doesNotSee(reference, member)
      const concern = 'Nobody is out of his cell on a Sunday.'
      await beatrice.take(update, 'tell-concerns', { how: 'here', concerns: concern })
      onThe('2026-03-10')
      await take(leader, update, 'meet-chair', { who: 'chair', on: '2026-03-10', views: 'Sundays, and the dentist.' })
      await take(board, update, 'tell-governor', { how: 'now', who: 'The chair' })
      const leads = await opened(leader, update)
      await leads.sees(concern, 'Sundays, and the dentist.')
      const claire = await opened(governor, update)
      await claire.sees(/the board should be at the debrief/)
      await claire.doesNotSee(concern, 'dentist', 'weekends')
    },
  )

  turn('HH-8: access that was refused is written down, and the governor answers for it the same day', async () => {
    await take(coordinator, reference, 'give-instructions', { instructions: 'A room for six that locks.' })
    await take(liaison, reference, 'name-liaison', { liaison: 'Alan Birch, extension 214', room: 'Boardroom' })
    await take(leader, reference, 'begin', { arrivedOn: first, at: '08:40', keys: 'once' })
    await take(leader, reference, 'log-access', {
      to: 'record',
      on: '2026-03-10',
      at: '09:10 to 11:00',
      happened: 'The segregation log was not handed over.',
    })
    const claire = await as(governor)
    await claire.visit('/')
    await claire.sees(/Answer for access that was refused or delayed/)
    await claire.take(reference, 'answer-access', { given: true, answer: 'The key was with the night staff.' })
    assert.match(await shown(leader, reference), /The key was with the night staff\./)
  })

  turn('HH-19, HH-20: the debrief ends it, and its note goes to the governor and to whom they name', async () => {
    onThe(last)
    note = 'Safety has slipped: a bittern booms in the note.'
    await take(leader, reference, 'feedback', { saidOn: last, to: 'The governor', said: 'The wings are clean.' })
    const leads = await as(leader)
    await leads.check(reference, 'debrief', {
      debriefOn: last,
      where: 'Boardroom',
      attendees: [
        { name: 'Claire Dunmore', as: 'governor' },
        { name: 'Beatrice Nwosu', as: 'board' },
      ],
      safety: '2',
      respect: '3',
      activity: '1',
      release: '3',
      judgements: note,
    })
    await leads.sees(/Governor, Ashmoor/, /Neither publish it nor quote it/)
    await leads.confirm('debrief')

    const claire = await opened(governor, reference)
    await claire.sees(note, /provisional/)
    await claire.take(reference, 'share-note', { reader: saferCustody, because: 'She answers for the safety actions.' })
    await (await opened(saferCustody, reference)).sees(note, /Named by Governor, Ashmoor/)
    for (const post of ['hmpps.brackley-hill.governor', board, director, press])
      assert.ok(!(await isThere(post, reference)), post)
    assert.ok(!(await shown(siu, reference)).includes(note), 'the visit is theirs, and the note is not')

    await take(coordinator, reference, 'end', { ended: last })
    draft = await tied(reference, 'RPT-')
    onThe('2026-03-16')
    await take(coordinator, reference, 'send-note')
    assert.ok((await shown(director, reference)).includes(note))
  })

  turn('HH-26: its draft goes to the Scrutiny and Intelligence Unit alone, with a likely date', async () => {
    onThe('2026-05-01')
    await take(leader, draft, 'write', {
      introduction: 'Ashmoor was inspected in March.',
      onSafety: 'Violence had risen by a quarter.',
    })
    await take(leader, draft, 'judge', { safety: '2', respect: '3', activity: '1', release: '3' })
    await take(leader, draft, 'list-items', {
      items: [
        { kind: 'priority', text: 'Men spend too long in their cells.' },
        { kind: 'priority', text: 'Violence is not looked into.' },
        { kind: 'key', text: 'The dentist does not come.' },
      ],
    })
    const leads = await as(leader)
    await leads.check(draft, 'send-draft')
    await leads.sees('Check before you go on', /Scrutiny and Intelligence Unit/, '19 June 2026')
    await leads.confirm('send-draft')
    const unit = await as(siu)
    await unit.visit('/')
    await unit.follow(draft)
    await unit.sees('26 May 2026')
    await unit.follow(/^Read it whole/)
    await unit.sees('Violence had risen by a quarter.')
    await take(siu, draft, 'raise-points', {
      points: [{ passage: 'Safety: “by a quarter”', wrong: 'It was a fifth', evidence: 'The safety data', is: 'fact' }],
      whole: 'more',
    })
    for (const post of [governor, board, executive, minister, press]) assert.ok(!(await isThere(post, draft)), post)
  })

  turn(
    'HH-27: the check is late, and the report goes on without it from the day after, not on the last day',
    async () => {
      onThe('2026-05-26')
      const early = await asking(leader, `/matters/${draft}/steps/go-on-without`)
      assert.match(early.words, /you can go on without it from 27 May 2026 on/)
      onThe('2026-05-27')
      const waited = await as(leader)
      await waited.take(draft, 'go-on-without', { because: 'We publish on 9 June.' })
      await waited.sees(/without the check/)
      assert.doesNotMatch(await shown(siu, draft), /Violence had risen/)
      await take(leader, draft, 'answer-points', {
        answers: [{ point: '1', answer: 'accepted', words: 'It now says a fifth.' }],
      })
      await take(leader, draft, 'write', {
        introduction: 'Ashmoor was inspected in March.',
        onSafety: 'Violence had risen by a fifth.',
      })
      await take(leader, draft, 'finalise')
      await take(leader, draft, 'set-publication', { on: '2026-06-09' })
      assert.match(await shown(siu, draft), /It now says a fifth\./)
    },
  )

  turn('HH-30: the press notice is drafted, and the chief executive gives words and reads nothing else', async () => {
    onThe('2026-06-02')
    assert.match(await shown(press, draft), /Violence had risen by a fifth\./)
    await take(press, draft, 'draft-press-notice', {
      title: 'A prison that stays in its cells',
      notice: 'Inspectors found men locked up on Sundays.',
      quoteBy: '2026-06-05',
    })
    const chief = await as(executive)
    await chief.visit('/')
    await chief.follow(draft)
    await chief.sees('Inspectors found men locked up on Sundays.')
    await chief.doesNotSee('Violence had risen', 'Men spend too long', 'bittern')
    await chief.take(draft, 'give-quote', { gives: 'yes', quote: 'We have opened the yard on Sundays.' })
  })

  turn('HH-29: it is published to everyone in one minute; the note ends, and an action plan begins', async () => {
    onThe('2026-06-09')
    const leads = await as(leader)
    await leads.check(draft, 'publish')
    await leads.sees('Governor, Ashmoor will see this', 'Ashmoor: monitoring board')
    await leads.confirm('publish')
    plan = await tied(draft, 'ACP-')
    for (const post of [governor, board, secretariat, minister, 'ppo.deputy']) {
      const words = await shown(post, draft)
      assert.match(words, /Violence had risen by a fifth\./, post)
      assert.match(words, /Men spend too long in their cells\./, post)
      assert.doesNotMatch(words, /by a quarter|We publish on 9 June/, post)
    }
    assert.ok(!(await shown(governor, reference)).includes(note))
    assert.ok(!(await isThere(saferCustody, reference)))
    assert.ok(!(await isThere(director, reference)))
    await (await opened(board, update)).sees(draft)
    await (await as(board)).follow(draft)
    await (await as(board)).sees('Men spend too long in their cells.')
  })

  turn('HH-32a: the governor answers each item, with the reason where it is not wholly agreed', async () => {
    const claire = await as(governor)
    await claire.visit('/')
    await claire.follow(plan)
    await claire.sees('9 September 2026', 'The dentist does not come.')
    await claire.fillIn(plan, 'plan', {})
    // A row for each item stands there already.
    const row = claire.page.getByRole('main').getByRole('group', { name: '3: The dentist does not come.', exact: true })
    const asks = asksOf(actionPlan, 'plan').plan?.row ?? {}
    await claire.answer(asks, { response: 'partly' }, row)
    await claire.press('Continue')
    await claire.sees('There is a problem', /Item 3 is not wholly agreed and no reason is given/)
    await claire.answer(
      asks,
      {
        reason: 'The health service finds the dentist.',
        action: 'Ask the health service every month.',
        owner: 'Head of health care',
        target: '2026-09-01',
      },
      row,
    )
    await claire.press('Continue')
    await claire.confirm('plan')
    const action = { response: 'agreed', owner: 'Head of operations', target: '2026-10-01' }
    await take(governor, plan, 'plan', {
      plan: [
        { ...action, number: '1', action: 'Open the yard on Sundays.' },
        { ...action, number: '2', action: 'Look into every fight within a week.' },
      ],
    })
    await claire.take(plan, 'put-in-place')
    assert.doesNotMatch(await shown(leader, plan), /Open the yard/)
  })

  turn('HH-32b: it is assured, cleared by the chief executive and by ministers, and passed on', async () => {
    onThe('2026-07-01')
    assert.ok(!(await isThere(executive, plan)))
    await take(siu, plan, 'assure')
    assert.match(await shown(executive, plan), /Open the yard on Sundays\./)
    assert.ok(!(await isThere(minister, plan)))
    await take(executive, plan, 'clear-chief-executive')
    const office = await as(minister)
    await office.visit('/')
    await office.follow(plan)
    await office.sees('Open the yard on Sundays.')
    await office.take(plan, 'clear-ministers')
    assert.doesNotMatch(await shown(leader, plan), /Open the yard/)
    await take(siu, plan, 'pass')
    await (await opened(leader, plan)).sees('Open the yard on Sundays.', 'The health service finds the dentist.')
  })

  turn(
    'HH-37: a review of progress judges the items, and its judgements reach the plan as it is published',
    async () => {
      onThe('2026-11-30')
      // What everyone at the inspectorate and the boards has to renew each year has run out meanwhile.
      for (const post of [leader, board, chiefInspector]) {
        await site.done(site.begin(post, 'protocol-awareness', { read: true }))
        await site.done(site.begin(post, 'information-training', { course: 'Foundation', passedOn: '2026-11-02' }))
      }
      await take(governor, plan, 'report-progress', {
        reported: [
          { number: '1', progress: 'done', note: 'The yard is open.' },
          { number: '2', progress: 'in progress' },
          { number: '3', progress: 'not started' },
        ],
      })
      await take(leader, draft, 'propose-review', { reasons: ['scores'], because: 'Safety has fallen.' })
      const review = await tied(draft, 'IRP-')
      await take(leader, review, 'choose', { likely: '2026-11-30' })
      await take(leader, review, 'select-items', { selected: ['1', '2'] })
      await take(leader, review, 'announce', { first: '2026-11-30', last: '2026-12-02', length: '2.5', team: 4 })
      await take(leader, review, 'begin-visit', { on: '2026-11-30' })
      onThe('2026-12-02')
      await take(leader, review, 'judge', {
        judged: [
          { number: '1', progress: 'insufficient', found: 'The yard is open every other Sunday.' },
          { number: '2', progress: 'good' },
        ],
      })
      await take(leader, review, 'end-visit', { on: '2026-12-02' })
      await take(leader, review, 'write', { words: 'Some of it has been acted on.' })
      assert.doesNotMatch(await shown(governor, plan), /every other Sunday|Insufficient progress/)
      await take(leader, review, 'publish')
      assert.match(await shown(board, review), /Some of it has been acted on\. .*Insufficient progress/)
    },
  )

  turn('HH-33: what the prison reports and what was seen stand side by side, and the gap is drawn', async () => {
    for (const post of [governor, leader]) {
      const someone = await as(post)
      await someone.visit(`/matters/${plan}/tables/progress`)
      await someone.sees(/stands? higher in “Achieved \(reported\)”/, 'Insufficient progress')
      const words = (await someone.words()).replaceAll(/\s+/g, ' ')
      assert.match(words, /Done .*Insufficient progress .*In whole .*In part/)
      assert.equal(await someone.page.locator('svg.app-chart__drawing').count(), 1)
    }
    // Nobody’s word stands in the other’s place.
    const { matter: known } = await site.as(governor, desk => matter(desk, plan))
    assert.deepEqual(
      known.entries.filter(one => ['report-progress', 'verify'].includes(one.step)).map(one => [one.step, one.by.body]),
      [
        ['report-progress', 'HMPPS'],
        ['verify', 'HMIP'],
      ],
    )
  })
})

it('no page of a whole inspection weighs more than a slow line carries', async () => {
  const reader = await site.signIn(leader)
  const matters = await site.as(leader, desk => list(desk, {}))
  for (const { reference } of matters.rows)
    for (const address of ['', '?whole=yes', '/seen'].map(of => `/matters/${reference}${of}`)) {
      const { html } = await reader.read(address)
      assert.ok(Buffer.byteLength(html) < 60_000, `${address}: ${Buffer.byteLength(html)} bytes`)
    }
})

describe('HH-42: a thematic review, whose access, findings and stages are agreed as it goes', () => {
  let reference = ''
  let visit = ''

  turn('begins as the Chief Inspector’s choice, and is the prison service’s once they are told', async () => {
    const chief = await as(chiefInspector)
    reference = await chief.begin(thematic, { subject: 'Sundays', why: 'Every board writes of them.', chief: 'chief' })
    assert.ok(!(await isThere(siu, reference)))
    await take(leader, reference, 'tell-service', { title: 'Sundays in prison', scope: 'Regimes at weekends' })
    await take(leader, reference, 'approach', {
      visits: [{ place: 'ZAI', first: '2026-12-14', last: '2026-12-15' }],
      wants: 'The regime of four Sundays.',
    })
    visit = await tied(reference, 'THV-')
  })

  turn('the governor is asked for access and agrees to it', async () => {
    const claire = await as(governor)
    await claire.visit('/')
    await claire.follow(visit)
    await claire.sees('The regime of four Sundays.')
    assert.ok(!(await isThere(governor, reference)))
    await claire.take(visit, 'answer', { access: 'agreed', contact: 'Alan Birch, extension 214' })
  })

  turn('what emerges is talked over before the report, and its stages are its own', async () => {
    onThe('2026-12-16')
    await take(leader, visit, 'record-visit', { ended: '2026-12-15' })
    await take(leader, reference, 'discuss-findings', { emerging: 'Half of all men stay in bed.' })
    await take(siu, reference, 'answer-findings', { answer: 'Staff are short on Sundays.' })
    await take(leader, reference, 'record-discussion', { on: '2026-12-16', who: 'The unit, which agreed.' })
    await take(leader, reference, 'set-stages', {
      draftBy: '2027-01-29',
      checkBy: '2027-02-12',
      publishBy: '2027-03-02',
      planBy: '2027-06-02',
    })
    await (await opened(leader, reference)).sees('29 January 2027', 'Staff are short on Sundays.')
  })

  turn('its facts are checked, it is published to everyone, and the service answers it with a plan', async () => {
    const draft = fileURLToPath(new URL('../../docs/picture.png', import.meta.url))
    await (await as(leader)).take(reference, 'send-draft', { papers: [draft], words: 'The draft, by wings.' })
    await take(siu, reference, 'check-facts', {
      points: [{ passage: 'Page 4', wrong: 'Three of five wings are unlocked.', evidence: 'The regime of December.' }],
    })
    await take(leader, reference, 'answer-points', { answers: '1. Accepted.' })
    await (
      await as(leader)
    ).take(reference, 'publish', {
      link: 'https://www.example.org/sundays',
      recommendations: [{ text: 'Unlock everybody for six hours on Sundays.' }],
    })
    // The draft closes to whoever checked it, and the report is everybody’s whom it concerns.
    await (await opened(siu, reference)).doesNotSee('The draft, by wings.')
    await take(siu, reference, 'hand-in-plan', {
      items: [{ number: 1, response: 'part', reason: 'Staff come in April.', action: 'Four hours until then.' }],
    })
    const there = await opened(minister, reference)
    await there.sees('Unlock everybody for six hours on Sundays.')
    await there.doesNotSee('Staff are short on Sundays.', 'Half of all men stay in bed.', 'Three of five wings')
    await (await opened(leader, reference)).sees('Partly agreed', 'Four hours until then.')
  })
})

describe('HH-29: the timetable of an inspection that ended on 8 April 2022', () => {
  it('shows that the targets overrun the 14 weeks, by how much, and why', async () => {
    const then = await testSite('journeys_inspection_2022', { start: '2022-04-11T09:00:00Z' })
    const reference = await then.done(
      then.begin(leader, report.name, { place: 'ZBI', ended: '2022-04-08', kind: 'Full inspection' }),
    )
    const leads = await (await browsersAt(then.base)).signIn(leader)
    await leads.visit(`/matters/${reference}`)
    await leads.sees('Its timetable')
    const words = (await leads.words()).replaceAll(/\s+/g, ' ')
    for (const said of [
      'with a target of 6 June 2022 and a limit of 3 June 2022. Its working days run longer than its weeks, for bank holidays fall among them.',
      'The aim will be missed unless time is made up: 15 July 2022.',
      'The targets, 36, 15, 10 and 8, make 69 working days: until 21 July 2022.',
      'is 15 July 2022: 65 working days, for 5 bank holidays fall in that time: 15 April (Good Friday), 18 April (Easter Monday), 2 May',
      'So the targets overrun the aim by 4 working days, which is 6 days.',
    ])
      assert.ok(words.includes(said), `${said}\n\n${words}`)
  })
})

it('every page of these was looked at', () => assert.ok(browsers.looked() > 60))
