import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import {
  agreed,
  answer,
  assistant,
  briefing,
  deputy,
  directorGeneral,
  emergency,
  enquiry,
  governor,
  groupDirector,
  higher,
  inspector,
  investigator,
  letter,
  member,
  nationalChair,
  officer,
  otherBoard,
  qualifies,
  refused,
  saferCustody,
  told,
  toGovernor,
  unwell,
} from '../../src/agreements/sanctions-protocol/allegation/allegation.samples.ts'
import { allegation } from '../../src/agreements/sanctions-protocol/allegation.ts'
import { owed } from '../../src/engine/owed.ts'
import { partOf } from '../../src/engine/procedure.ts'
import { everyone as personnel, given, holder, places, type Case, type Taken } from '../kit.ts'
import { random, type Random } from '../random.ts'
import { sight, tellsThem, type Told } from './oracle.ts'

/**
 * Consent given, taken back and given again, by whoever may record it, while the person is moved about and everyone does what
 * is open to them (SP-23b, SP-25). Told without a database, so that many stories are told: in each, what is disclosed is what
 * the clauses allow, and after consent is taken back nobody whom it let in reads what is written then.
 */
const long = process.env.CONCORDAT_TEST_LONG === '1'
const stories = long ? 1000 : 60

const thirdBoard = holder('imb.calder-mount.member')
const scrutiny = [officer, inspector, member, otherBoard, thirdBoard, deputy, assistant, investigator, nationalChair]
const service = [governor, saferCustody, groupDirector, directorGeneral]
const everyone = [...scrutiny, ...service]
/** Those who know of it only by the person's consent: but for that it was taken back, they read no more of it. */
const byConsent = [otherBoard, thirdBoard, ...service]

const on = '2026-01-05'
const saw = { seenOn: on, seen: 'x', risk: 'same' }

/** What may be typed in each step; those that the story is about, more than once. */
const typed: Readonly<Record<string, (draw: Random) => Readonly<Record<string, unknown>>>> = {
  'ask-consent': draw => (draw.chance(0.8) ? { ...agreed, covers: draw.one(covers) } : refused),
  'withdraw-consent': () => ({ withdrawnOn: on, toldBy: 'x' }),
  assess: draw => (draw.chance(0.1) ? unwell : { ...qualifies, implicated: draw.chance(0.2) ? 'yes' : 'no' }),
  refer: draw => ({ ...toGovernor, to: draw.one([governor, saferCustody]).post }),
  'refer-without-consent': draw => ({ ...emergency, to: draw.one([governor, groupDirector]).post }),
  'report-back': () => answer,
  escalate: draw => ({
    ...higher,
    to: draw.one([groupDirector, directorGeneral]).post,
    ...(draw.chance(0.5) && { showManager: 'yes', whyShow: 'x' }),
  }),
  'answer-escalation': () => answer,
  'assign-board': () => ({ ask: 'x' }),
  enquire: () => enquiry,
  brief: () => briefing,
  monitor: draw => ({ what: draw.one([['person'], ['establishment'], ['person', 'establishment']]) }),
  observe: draw => ({ ...saw, about: draw.one(['person', 'establishment']) }),
  'observe-elsewhere': () => saw,
  'end-monitoring': () => ({ what: ['person'], reasons: 'x' }),
  'person-moved': draw => ({ movedTo: draw.one(where), movedOn: on, sanction: 'no' }),
  decide: draw => ({
    reasons: 'x',
    ...(draw.chance(0.4) ? { investigate: 'no', explainedBy: draw.one(bodies) } : { investigate: 'yes' }),
  }),
  'open-investigation': () => ({ scope: 'x' }),
  note: () => ({ note: 'x' }),
  conclude: draw => ({
    conclusion: 'x',
    ...(draw.chance(0.3)
      ? { finding: 'unfounded' }
      : { finding: 'evidence', kinds: ['relocation'], involvement: ['permitted'], explainedBy: draw.one(bodies) }),
  }),
  'explain-outcome': () => told,
  update: draw => ({ news: 'x', ...(draw.chance(0.5) && { more: 'x' }) }),
  close: () => ({ outcome: 'other', reasons: 'x', untold: 'x' }),
  reopen: () => ({ reasons: 'x' }),
}
const bodies = ['HMIP', 'IMB', 'PPO']
const covers = [['everything'], ['everything'], ['bodies'], ['board'], ['board', 'establishment'], ['service']]
const where = ['ashmoor', 'brackley-hill', 'calder-mount', 'greyfriars'].map(
  name => places[name as keyof typeof places],
)
const often = ['ask-consent', 'withdraw-consent', 'person-moved', 'observe-elsewhere', 'assess']
const steps = [...Object.keys(typed).filter(name => name !== 'refer-without-consent'), ...often]

describe('SP-23b: consent given, taken back and given again', () => {
  it('lets nobody read what the clauses do not allow them, nor keeps from anyone what they must know', t => {
    let taken = 0
    for (let seed = 1; seed <= stories; seed++) {
      const draw = random(seed)
      const first = draw.one([officer, inspector, member, investigator])
      const place = first !== member && draw.chance(0.1) ? places.greyfriars : places.ashmoor
      const history: Taken[] = [[first, 'receive', { ...letter, place }]]
      let matter = given(allegation, ...history)
      for (let tries = 0; tries < 80 && history.length < 40; tries++) {
        const step = draw.chance(0.02) ? 'refer-without-consent' : draw.one(steps)
        const able = everyone.filter(one => matter.existsFor(one) && !matter.closed(one, step))
        const answers = typed[step]?.(draw) ?? {}
        const who = able.length > 0 ? draw.one(able) : undefined
        const after = who && matter.when(who, step, answers).ifTaken()
        if (!who || !after) continue
        matter = after
        history.push([who, step, answers])
        dutiesAgree(matter, history)
        if (['ask-consent', 'withdraw-consent', 'person-moved', 'refer-without-consent'].includes(step))
          agree(matter, history)
      }
      agree(matter, history)
      taken += history.length
    }
    t.diagnostic(`${taken} steps taken`)
    assert.ok(taken > stories * 20, `only ${taken} steps were taken`)
  })
})

const toldBy = (history: readonly Taken[]): Told[] =>
  history.map(([{ post }, step, answers = {}]) => ({ reference: '', procedure: allegation.name, step, post, answers }))

/**
 * SP-F7: the person is told the outcome by a body that may know who they are; nobody owes anything of which they may not know; and what
 * is owed hangs on what was done, not on how much of it those who did it may see.
 */
function dutiesAgree(matter: Case, history: readonly Taken[]) {
  const story = history.map(([{ post }, step]) => `${step} by ${post}`).join('; ')
  const telling = matter.owed.filter(one => one.rule === 'explain').map(one => bodyOf(one.owedBy))
  assert.deepEqual(telling, [tellsThem(toldBy(history)) ?? []].flat(), `who tells the person after ${story}`)
  const [owner] = personnel.posts({ unit: matter.state.owner })
  assert.ok(owner)
  // An inspector who took it down does not see what was done since by others: what their asking begins anew is owed all the same.
  const isBlind = history[0]?.[0] === inspector
  const compared = (rules: readonly string[]) =>
    [...new Set(rules)].filter(rule => !isBlind || !begunByAsking.includes(rule)).toSorted()
  assert.deepEqual(
    compared(matter.owed.map(one => one.rule)),
    compared(owed(allegation.rules, matter.seenBy(holder(owner.key)), matter.world)),
    `what is owed after ${story}`,
  )
  for (const { rule, owedBy } of matter.owed) {
    const { part = '' } = allegation.rules[rule] ?? {}
    const seeing = matter.shown(part)
    const { unit = owedBy } = personnel.findPost(owedBy) ?? {}
    assert.ok(seeing.includes(owedBy) || seeing.includes(unit), `${owedBy} owes ${rule} and sees no ${part}: ${story}`)
  }
}

const begunByAsking = ['refer', 'enquire unasked', 'ask the board', 'explain that it goes no further']

const bodyOf = (key: string) => personnel.unit(personnel.findPost(key)?.unit ?? key).body

function agree(matter: Case, history: readonly Taken[]) {
  const happened = toldBy(history)
  const story = (at: number) =>
    happened
      .map(
        ({ step, post, answers: { movedTo = '', covers: to = '' } }, which) =>
          `${which === at ? '*' : ''}${step} by ${post} ${String(movedTo)}${String(to)}`,
      )
      .join('; ')
  const last = (wanted: (one: Told) => boolean) => happened.findLastIndex(wanted)
  const takenBack = last(one => one.step === 'withdraw-consent')
  const ended =
    takenBack > last(one => one.answers.consent === 'given') &&
    !happened.some(one => one.step === 'refer-without-consent')
  const seen = new Map(everyone.map(one => [one, new Set(matter.partsOf(one))]))
  for (const [at, one] of happened.entries()) {
    const step = allegation.steps[one.step]
    assert.ok(step)
    const parts = new Set(
      Object.keys(one.answers).flatMap(name => (step.asks[name] ? partOf(step, step.asks[name]) : [])),
    )
    for (const [me, theirs] of seen) {
      for (const part of parts) {
        const question = Object.keys(one.answers).find(
          name => step.asks[name] && partOf(step, step.asks[name]) === part,
        )
        const may = sight(happened, at, question ?? '*', me.post, matter.world.now)
        assert.notEqual(may, theirs.has(part) ? 'no' : 'must', `${me.title} and ${part}: ${story(at)}`)
      }
      if (ended && at > takenBack && step.part !== 'consent' && me.post !== one.post && byConsent.includes(me))
        assert.ok(!theirs.has(step.part), `${me.title} reads on in ${step.part}: ${story(at)}`)
    }
  }
}
