import assert from 'node:assert/strict'
import { describe } from 'node:test'
import { given, holder, it, places, type Case, type Taken } from '../../../test/kit.ts'
import type { Me } from '../../engine/matter.ts'
import { asText } from '../../letters/blocks.ts'
import { issue } from '../../letters/letter.ts'
import { allegation } from './allegation.ts'
import { letters } from './letters.ts'
import { reassurance } from './reassurance.ts'

const member = holder('imb.ashmoor.member')
const deputy = holder('ppo.deputy')
const investigator = holder('ppo.investigator')
const officer = holder('hmip.sanctions-officer')
const governor = holder('hmpps.ashmoor.governor')
const groupDirector = holder('hmpps.group-director')

const received: Taken = [
  member,
  'receive',
  {
    place: places.ashmoor,
    affected: 'detained',
    contacted: ['IMB'],
    came: 'letter',
    receivedOn: '2026-01-05',
    line: 'Lost a job after writing to the board',
    name: 'Jordan Canary',
    account: 'They say Officer X told them why.',
  },
]
const agreed: Taken = [
  member,
  'ask-consent',
  { consent: 'given', covers: ['everything'], askedOn: '2026-01-05', askedBy: 'A member', how: 'person' },
]
const assessed: Taken = [
  member,
  'assess',
  {
    qualifies: 'yes',
    kinds: ['loss-of-employment'],
    deed: 'act',
    involvement: ['carried-out'],
    implicated: 'no',
    reasons: 'It followed the letter.',
  },
]
const enquired: Taken[] = [
  [member, 'enquire', { enquiredOn: '2026-01-05', kind: 'person', learned: 'The same again.' }],
  [member, 'brief', { findings: 'No reason was kept.', suggests: ['investigate', 'watch'], because: 'It may go on.' }],
]
const opened: Taken[] = [
  [deputy, 'decide', { investigate: 'yes', reasons: 'It is serious.' }],
  [deputy, 'open-investigation', { scope: 'Why the job was lost.' }],
]
const base: Taken[] = [received, agreed, assessed]

const offered = (matter: Case, me: Me) =>
  Object.values(letters)
    .filter(letter => letter.offered?.(viewOf(matter, me)) ?? true)
    .map(letter => letter.id)

const viewOf = (matter: Case, me: Me) => ({ matter: matter.seenBy(me), me, answers: {}, world: matter.world })

function written(matter: Case, me: Me, id: string): string {
  const letter = letters[id]
  assert.ok(letter)
  const issued = issue(letter, viewOf(matter, me))
  assert.ok(!issued.refused, issued.refused ? issued.words : '')
  return `${issued.title}\n\n${asText(issued.blocks)}`
}

describe('SP-23a: every letter to a detained person says that they may speak freely', () => {
  const matter = given(allegation, ...base, ...enquired)
  const theirs = Object.values(letters).filter(letter => letter.to === 'detained person')

  it('there are five', () => assert.equal(theirs.length, 5))

  for (const letter of theirs)
    it(`${letter.label}`, () => {
      const text = written(matter, member, letter.id)
      for (const sentence of reassurance.sentences) assert.ok(text.includes(sentence))
      assert.match(text, /^[^\n]+\n\nDear Jordan Canary,/)
      assert.match(text, /Board member, Ashmoor, Independent Monitoring Boards$/)
    })

  it('and none repeats what they told us, or who is said to have done it', () => {
    for (const letter of theirs) assert.doesNotMatch(written(matter, member, letter.id), /Officer X/)
  })

  it('nobody is offered one who may not know who the person is', () =>
    assert.deepEqual(offered(given(allegation, received), officer), []))
})

describe('SP-23b: the letter that says we have heard from them says who has been told by then', () => {
  const referral = { to: governor.post, request: 'Please look into it.' }
  const letter = (...more: Taken[]) => written(given(allegation, ...more), member, 'acknowledgement')
  const nobody = /Unless you agree, we do not tell anyone who works where you are held/

  it('nobody, at first', () => {
    const first = letter(received, assessed)
    assert.match(first, /We would like to talk to you about what you want us to do\. You choose who is told/)
    assert.match(letter(...base), /You have told us what you agree to\. You choose who is told/)
    assert.match(first, nobody)
  })

  it('a manager, once it is referred as they agreed, and those above once it is taken there', () => {
    const referred = letter(...base, [member, 'refer', referral])
    assert.match(referred, /We have told a senior manager there who you are, as you had agreed\./)
    assert.match(referred, /Unless you agree, we tell nobody else/)
    assert.doesNotMatch(referred, nobody)
    const above = letter(
      ...base,
      [member, 'refer', referral],
      [
        member,
        'escalate',
        { because: 'serious', reasons: 'x', to: groupDirector.post, request: 'Please look into it.' },
      ],
    )
    assert.match(above, /We have told a senior manager there and someone senior above the place where you are held/)
  })

  it('a manager told without their agreement, and why', () => {
    const without = letter(received, [
      member,
      'refer-without-consent',
      { risk: 'Threats tonight', reason: 'No time', authoriser: 'imb.national-chair', ...referral },
    ])
    assert.match(without, /We did that without your agreement, because it seemed that somebody was in serious danger\./)
    assert.doesNotMatch(without, /You choose who is told/)
    assert.doesNotMatch(without, nobody)
  })
})

describe('a letter is offered once there is something to write', () => {
  it('the acknowledgement at once', () =>
    assert.deepEqual(offered(given(allegation, received), member), ['acknowledgement']))

  it('SP-23c: why it does not qualify, once that is assessed', () => {
    const not = given(allegation, received, [
      member,
      'assess',
      { qualifies: 'no', reasons: 'No staff had to do with it.' },
    ])
    assert.deepEqual(offered(not, member), ['acknowledgement', 'not-a-sanction'])
    assert.match(written(not, member, 'not-a-sanction'), /No staff had to do with it\./)
  })

  it('SP-F7: why there is no investigation, once the ombudsman declined', () => {
    const declined = given(allegation, ...base, ...enquired, [
      deputy,
      'decide',
      { investigate: 'no', reasons: 'It has been put right.', explainedBy: 'IMB' },
    ])
    assert.ok(offered(declined, member).includes('not-investigated'))
    assert.match(written(declined, member, 'not-investigated'), /decided not to investigate.*It has been put right\./s)
  })

  it('SP-F10: that it was unfounded, by the ombudsman', () => {
    const unfounded = given(allegation, ...base, ...enquired, ...opened, [
      investigator,
      'conclude',
      { finding: 'unfounded', conclusion: 'The kitchen was closing.' },
    ])
    assert.ok(offered(unfounded, investigator).includes('unfounded'))
    const text = written(unfounded, investigator, 'unfounded')
    assert.match(text, /Investigator, Prisons and Probation Ombudsman$/)
    assert.doesNotMatch(text, /kitchen/)
  })
})

describe('SP-23d and SP-23e: what a manager is asked', () => {
  const referred = given(allegation, ...base, [member, 'refer', { to: governor.post, request: 'Please find out why.' }])

  it('with whom it is about, what is asked and by when', () => {
    const text = written(referred, member, 'referral')
    assert.match(text, /To: Governor, Ashmoor/)
    assert.match(text, /About the treatment of: Jordan Canary/)
    assert.match(text, /Please report back by: 19 January 2026/)
    assert.match(text, /Please find out why\./)
    assert.match(text, /This is for you alone/)
    assert.doesNotMatch(text, /Officer X/)
  })

  it('the senior level is told that the establishment was not', () => {
    const above = given(allegation, ...base, [
      member,
      'escalate',
      { because: 'serious', reasons: 'It is.', to: groupDirector.post, request: 'Please look into it.' },
    ])
    assert.match(written(above, member, 'escalation'), /managers of the establishment have not been told/)
    assert.equal(offered(above, member).includes('referral'), false)
  })

  it('SP-23f: without consent, it says so and gives the risk', () => {
    const urgent = given(allegation, received, [
      member,
      'refer-without-consent',
      {
        risk: 'Threatened on the wing',
        reason: 'It is tonight',
        authoriser: 'imb.national-chair',
        to: governor.post,
        request: 'Please move them.',
      },
    ])
    assert.match(written(urgent, member, 'referral'), /has not consented to this.*Threatened on the wing/s)
  })

  it('the manager who was asked may print it, and only what they were told is in it', () => {
    const text = written(referred, governor, 'referral')
    assert.match(text, /Please find out why\./)
    assert.doesNotMatch(text, /Lost a job|Officer X/)
  })
})

describe('SP-F5: the briefing', () => {
  it('is short, and says what was found and is suggested', () => {
    const text = written(given(allegation, ...base, ...enquired), deputy, 'briefing')
    assert.match(text, /From: Board member, Ashmoor, Independent Monitoring Boards/)
    assert.match(
      text,
      /No reason was kept\..*• The ombudsman investigates\n• How they are treated goes on being watched.*It may go on\./s,
    )
  })
})

describe('SP-F11: the report', () => {
  const issued = given(
    allegation,
    ...base,
    ...enquired,
    ...opened,
    [
      investigator,
      'conclude',
      {
        finding: 'evidence',
        kinds: ['loss-of-employment'],
        involvement: ['carried-out'],
        conclusion: 'No other reason was given.',
        explainedBy: 'PPO',
      },
    ],
    [
      investigator,
      'issue-report',
      {
        to: governor.post,
        report: 'The job was lost because of the letter.',
        recommendations: [{ recommendation: 'Give the job back.' }, { recommendation: 'Train the staff.' }],
        answerBy: '2026-02-02',
      },
    ],
  )

  for (const who of [investigator, governor, officer])
    it(`is the same for ${who.post}`, () => {
      const text = written(issued, who, 'report')
      assert.match(text, /1\. Give the job back\.\n2\. Train the staff\./)
      assert.match(text, /Please answer by: 2 February 2026/)
      assert.match(text, /Copies: HM Inspectorate of Prisons; Independent Monitoring Boards/)
    })
})
