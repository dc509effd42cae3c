import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { allegation } from '../src/agreements/sanctions-protocol/allegation.ts'
import {
  agreed,
  answer,
  assistant,
  deputy,
  directorGeneral,
  governor,
  groupDirector,
  higher,
  inspector,
  investigator,
  letter,
  member,
  nationalChair,
  officer,
  qualifies,
  told,
} from '../src/agreements/sanctions-protocol/allegation/allegation.samples.ts'
import { list } from '../src/desk/list.ts'
import { findMatter, type Viewed } from '../src/desk/matter.ts'
import { work } from '../src/desk/work.ts'
import { testHouse, type TestHouse } from './house.ts'
import { custodySuite, everyone, given, holder, places, type Case, type Duty, type Taken } from './kit.ts'

/** The case that the agreements' tests are told in keeps what the database keeps: each story is taken in both, and compared. */

const chief = holder('hmip.chief')
const otherBoard = holder('imb.brackley-hill.chair')

const stories: Readonly<Record<string, readonly Taken[]>> = {
  'from a board to a report with recommendations': [
    [member, 'receive', letter],
    [officer, 'log'],
    [member, 'ask-consent', agreed],
    [member, 'assess', qualifies],
    [member, 'monitor', { what: ['person', 'establishment'] }],
    [member, 'observe', { about: 'person', seenOn: '2026-01-05', seen: 'Alone.', risk: 'same' }],
    [member, 'refer', { to: governor.post, request: 'Please find out why.' }],
    [governor, 'report-back', answer],
    [member, 'assign-board', { ask: 'Please speak to them.' }],
    [member, 'enquire', { enquiredOn: '2026-01-05', kind: 'person', learned: 'The same.' }],
    [member, 'brief', { findings: 'None.', suggests: ['investigate'], because: 'It may go on.' }],
    [assistant, 'decide', { investigate: 'yes', reasons: 'It is serious.' }],
    [assistant, 'open-investigation', { scope: 'Why.' }],
    [investigator, 'note', { note: 'The book was rewritten.' }],
    [
      investigator,
      'conclude',
      {
        finding: 'evidence',
        kinds: ['relocation'],
        involvement: ['permitted'],
        conclusion: 'So it was.',
        explainedBy: 'IMB',
      },
    ],
    [
      investigator,
      'issue-report',
      { to: governor.post, report: 'So it was.', recommendations: [{ recommendation: 'Move them back.' }] },
    ],
    [
      governor,
      'answer-recommendation',
      { which: '1', response: 'accepted', action: 'Done.', done: 'yes', evidence: 'The record.' },
    ],
    [member, 'explain-outcome', told],
    [member, 'person-moved', { movedTo: places['brackley-hill'], movedOn: '2026-01-05', sanction: 'no' }],
    [otherBoard, 'observe-elsewhere', { seenOn: '2026-01-05', seen: 'Well.', risk: 'none' }],
    [otherBoard, 'person-moved', { movedTo: places.ashmoor, movedOn: '2026-01-05', sanction: 'no' }],
    [member, 'end-monitoring', { what: ['person', 'establishment'], reasons: 'No more risk.' }],
    [member, 'update', { news: 'All is well.' }],
    [member, 'close', { outcome: 'evidence', reasons: 'As concluded.' }],
    [member, 'reopen', { reasons: 'It has happened again.' }],
  ],
  'from an inspector, without consent, to a senior level': [
    [inspector, 'receive', { ...letter, implicated: 'yes' }],
    [inspector, 'ask-consent', { consent: 'refused', askedOn: '2026-01-05', askedBy: 'An inspector', how: 'person' }],
    [officer, 'assess', { ...qualifies, implicated: 'yes' }],
    [officer, 'monitor', { what: ['establishment'] }],
    [
      officer,
      'refer-without-consent',
      { risk: 'Tonight', reason: 'No time', authoriser: chief.post, to: groupDirector.post, request: 'Please act.' },
    ],
    [chief, 'confirm-authority', { authorised: 'yes' }],
    [groupDirector, 'report-back', answer],
    [officer, 'escalate', { ...higher, because: 'unsatisfactory', to: directorGeneral.post }],
    [directorGeneral, 'answer-escalation', answer],
    [officer, 'assign-board', { ask: 'Please see that they are safe.' }],
    [member, 'enquire', { enquiredOn: '2026-01-05', kind: 'saw', learned: 'They are safe.' }],
  ],
  'from the ombudsman, with consent taken back': [
    [investigator, 'receive', letter],
    [investigator, 'ask-consent', agreed],
    [investigator, 'assess', qualifies],
    [investigator, 'refer', { to: governor.post, request: 'Please find out why.' }],
    [governor, 'report-back', answer],
    [
      investigator,
      'escalate',
      { ...higher, because: 'unsatisfactory', to: groupDirector.post, showManager: 'yes', whyShow: 'Asked.' },
    ],
    [investigator, 'escalate', { ...higher, because: 'serious', to: directorGeneral.post }],
    [investigator, 'assign-board', { ask: 'Please speak to them.' }],
    [member, 'monitor', { what: ['person', 'establishment'] }],
    // Whom else it was put to, the board that hears of it does not know.
    [member, 'withdraw-consent', { withdrawnOn: '2026-01-05', toldBy: 'A member' }],
    [deputy, 'decide', { investigate: 'no', reasons: 'They do not wish it.', explainedBy: 'PPO' }],
    [investigator, 'explain-outcome', told],
  ],
  'from an inspector, who hears that consent is taken back': [
    [inspector, 'receive', letter],
    [inspector, 'ask-consent', agreed],
    [officer, 'assess', qualifies],
    [officer, 'refer', { to: governor.post, request: 'Please find out why.' }],
    [inspector, 'withdraw-consent', { withdrawnOn: '2026-01-05', toldBy: 'An inspector' }],
  ],
  'a member of staff': [
    [inspector, 'receive', { place: places.ashmoor, affected: 'staff', came: 'call', receivedOn: '2026-01-05' }],
  ],
  'what does not qualify': [
    [nationalChair, 'receive', letter],
    [nationalChair, 'assess', { qualifies: 'no', reasons: 'No staff had to do with it.' }],
    [nationalChair, 'explain-outcome', told],
    [nationalChair, 'close', { outcome: 'not-a-sanction', reasons: 'See above.' }],
  ],
}

const posts = everyone.posts({}).filter(post => {
  const { kind, place } = everyone.unit(post.unit)
  return kind !== 'clock' && place !== custodySuite
})

describe('the case of the tests keeps what the database keeps', () => {
  let house: TestHouse
  before(async () => {
    house = await testHouse('case', { start: '2026-01-05T09:00:00Z' })
  })
  after(async () => {
    await house.database.drop()
  })

  for (const [name, story] of Object.entries(stories))
    it(name, async () => {
      const reference = await taken(story)
      const asTold = given(allegation, ...story)
      for (const post of posts) {
        const seen = await house.as(post.key, desk => findMatter(desk, reference))
        assert.deepEqual(fromDatabase(seen), fromCase(asTold, post.key), post.key)
      }
      for (const me of [officer, governor]) {
        const { rows } = await house.as(me.post, desk => list(desk, { procedure: allegation.name, most: 100 }))
        const listed = rows.find(row => row.reference === reference)
        const seen = asTold.existsFor(me) ? [asTold.stageFor(me), plain(asTold.factsFor(me))] : undefined
        assert.deepEqual(listed && [listed.stage ?? '', plain(listed.facts)], seen, `the list of ${me.title}`)
      }
    })

  it('the clock calls for the sharing of the log and for the leads’ meeting, whose decisions fall to a body each', async () => {
    await house.done(house.begin('clock', 'log-share', { month: '2026-01' }))
    const meeting = await house.done(house.begin('clock', 'leads-meeting', { half: '2026-H1' }))
    const minutes = {
      heldOn: '2026-01-05',
      attendees: ['HMIP', 'IMB', 'PPO'].map(body => ({ name: 'A. Lead', body })),
      lessons: [{ lesson: 'Moves follow letters.' }],
      decisions: [
        { decision: 'Write to every board.', body: 'IMB', by: '2026-03-31' },
        { decision: 'Look at transfers.', body: 'PPO', by: '2026-04-30' },
      ],
    }
    await house.done(house.take(officer.post, meeting, 'hold', minutes))
    for (const [post, decision] of [
      [nationalChair.post, 'Write to every board.'],
      [deputy.post, 'Look at transfers.'],
    ] as const) {
      const owed = await house.as(post, desk => work(desk))
      const mine = owed.owed.filter(one => one.rule === 'do')
      assert.equal(mine.length, 1)
      const seen = await house.as(post, desk => findMatter(desk, mine[0]?.reference ?? ''))
      assert.equal(seen?.facts.decision, decision)
    }
  })

  it('an earlier log is brought in, as open or as closed as it was', () => {
    const typed = { heardOn: '2024-03-01', place: places.ashmoor, line: 'Lost a job', receivedBy: 'IMB' }
    const bring = (more: object) =>
      given({ ...allegation, begins: 'bring-in' }, [officer, 'bring-in', { ...typed, ...more }])
    assert.deepEqual([bring({}).stageFor(officer), bring({}).duty('consult')?.state], ['received', 'due'])
    const over = bring({ outcome: 'unfounded', endedOn: '2024-06-01' })
    assert.deepEqual([over.stageFor(officer), over.owed, over.factsFor(officer).outcome], ['closed', [], 'unfounded'])
    // Nobody was “not asked yet” of whom the earlier log says nothing and whose case is over.
    const told = (one: Case) => [one.factsFor(officer).consent, one.factsFor(officer).override]
    assert.deepEqual(told(bring({})), ['not yet', 'no'])
    assert.deepEqual(told(over), [undefined, undefined])
    assert.deepEqual(told(bring({ outcome: 'unfounded', consent: 'given', override: false })), ['given', 'no'])
  })

  async function taken([first, ...rest]: readonly Taken[]): Promise<string> {
    assert.ok(first)
    const reference = await house.done(house.begin(first[0].post, allegation.name, { ...first[2] }))
    for (const [me, step, typed] of rest) await house.done(house.take(me.post, reference, step, { ...typed }))
    return reference
  }
})

const sorted = (values: Iterable<string>) => [...values].toSorted()

const fromDatabase = (seen: Viewed | undefined) =>
  seen && {
    parts: sorted(seen.matter.parts),
    entries: seen.matter.entries.map(({ step, answers }) => ({ step, answers })),
    stage: seen.matter.stage,
    milestones: sorted(seen.matter.milestones.keys()),
    facts: plain(seen.facts),
    open: sorted(seen.steps.filter(step => !step.closed).map(step => step.name)),
    duties: sorted(
      seen.obligations.map(
        one => `${one.rule} ${one.due} ${one.state === 'due' || one.state === 'overdue' ? 'due' : settled(one.state)}`,
      ),
    ),
  }

function fromCase(asTold: Case, post: string) {
  const me = holder(post)
  if (!asTold.existsFor(me)) return undefined
  const matter = asTold.seenBy(me)
  return {
    parts: sorted(matter.parts),
    entries: matter.entries.map(({ step, answers }) => ({ step, answers })),
    stage: matter.stage,
    milestones: sorted(matter.milestones.keys()),
    facts: plain(asTold.factsFor(me)),
    open: sorted(
      Object.entries(allegation.steps)
        .filter(
          ([name, step]) =>
            name !== allegation.begins &&
            name !== allegation.brings?.step &&
            step.by.covers(me, matter, asTold.world) &&
            !asTold.closed(me, name),
        )
        .map(([name]) => name),
    ),
    duties: sorted(
      asTold.state.duties
        .filter(duty => matter.parts.has(allegation.rules[duty.rule]?.part ?? ''))
        .map((duty: Duty) => `${duty.rule} ${duty.due} ${duty.state}`),
    ),
  }
}

const settled = (state: string) => (state === 'met late' ? 'met' : state)
/** Facts as they come back from JSON. */
const plain = (facts: Readonly<Record<string, unknown>>): unknown =>
  JSON.parse(JSON.stringify(Object.fromEntries(Object.entries(facts).toSorted(([a], [b]) => (a < b ? -1 : 1)))))
