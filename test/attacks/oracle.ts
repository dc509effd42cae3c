/**
 * Who may know what, decided from the clauses alone. It imports nothing of the program: it reads the steps that were taken
 * and what was typed in them, as anyone could who held the papers, and says for each answer which posts must be able to see
 * it, which may, and which may not. Where the papers leave room (a board may or may not be shown the assessment), a post may
 * but need not. O1 to O9 are the rules of the assurance goals; SP the sanctions protocol; decisions are those of the design.
 * Shared information has its own part of it (shared-oracle.ts), and so have inspections (inspection-oracle.ts).
 */

import { inspections, questionsOf as inspectionQuestions } from './inspection-oracle.ts'
import { atPrison, boardAt, boardOf, places } from './offices.ts'
import { questionsOf as sharedQuestions, shared } from './shared-oracle.ts'

export interface Told {
  readonly reference: string
  readonly procedure: string
  readonly step: string
  readonly post: string
  readonly answers: Readonly<Record<string, unknown>>
}

export type Sight = 'must' | 'may' | 'no'

/** Whether this post may see this answer, given everything that has happened to its matter, in order. */
export function sight(happened: readonly Told[], which: number, question: string, post: string, now: Date): Sight {
  const one = happened[which]
  if (!one) throw new RangeError('There is no such happening')
  const rules = models[one.procedure]
  if (!rules) throw new Error(`The oracle has not read the clauses of ${one.procedure}`)
  return rules(happened, which, question, post, now)
}

/** Whether anything at all of the matter may be known to this post: its reference, its place, that it exists. */
export function existence(happened: readonly Told[], post: string, now: Date): Sight {
  const each = happened.flatMap((one, which) =>
    questionsOf(one.procedure, one.step).map(question => sight(happened, which, question, post, now)),
  )
  return each.includes('must') ? 'must' : each.includes('may') ? 'may' : 'no'
}

export type Model = (happened: readonly Told[], which: number, question: string, post: string, now: Date) => Sight

// ── Who is who, by the names of their posts ──

/** SP-27: the Deputy Chief Inspector with the policy officer beside them, the National Chair, the Deputy Ombudsman. */
const inspectorate = ['hmip.deputy', 'hmip.sanctions-officer']
const nationalChair = 'imb.national-chair'
const deputyOmbudsman = 'ppo.deputy'
const leads = [...inspectorate, nationalChair, deputyOmbudsman]
/** PPO investigators work as one. */
const casework = ['ppo.assistant', 'ppo.investigator']

const isBoard = (post: string) => /^imb\.[a-z-]+\.(chair|member)$/.test(post)

/** A matter is born private to whoever handles it: a board its own, investigators theirs, anyone else their body's lead. */
function handlers(taker: string): readonly string[] {
  if (isBoard(taker)) return boardOf(taker)
  if (casework.includes(taker)) return casework
  const body = taker.split('.')[0]
  return body === 'hmip' ? inspectorate : body === 'imb' ? [nationalChair] : [deputyOmbudsman]
}

// ── What is said in each answer ──

/** What the clauses tell apart: each is told to some and not to others. */
type Matter =
  /** What is alleged, where and how it came, without a name (decision 6). */
  | 'gist'
  /** Who the person is. */
  | 'who'
  /** What they say happened. */
  | 'story'
  | 'consent'
  | 'assessment'
  | 'referral'
  /** What the manager it was referred to is asked, and answers. */
  | 'with the manager'
  | 'escalation'
  | 'with the senior level'
  | 'enquiries'
  | 'briefing'
  | 'decision'
  /** The ombudsman's own (SP-F8). */
  | 'working papers'
  | 'conclusion'
  | 'report'
  | 'watch'
  /** What the board of the establishment saw, and what the board of another place did, where the person was moved to. */
  | 'observations'
  | 'seen elsewhere'
  | 'outcome'
  | 'course'

const said: Readonly<Record<string, Readonly<Record<string, Matter>>>> = {
  receive: {
    '*': 'gist',
    name: 'who',
    number: 'who',
    otherNumbers: 'who',
    // SP-1: whoever spoke on their behalf may be made to suffer for it too, so is no business of a manager's.
    others: 'story',
    reach: 'story',
    account: 'story',
    papers: 'story',
  },
  log: { '*': 'course' },
  'ask-consent': { '*': 'consent' },
  'withdraw-consent': { '*': 'consent' },
  assess: { '*': 'assessment' },
  refer: { '*': 'referral', request: 'with the manager' },
  'refer-without-consent': { '*': 'referral', request: 'with the manager' },
  // SP-23f: shown in the log.
  'confirm-authority': { '*': 'gist' },
  'report-back': { '*': 'with the manager' },
  escalate: { '*': 'escalation', request: 'with the senior level' },
  'answer-escalation': { '*': 'with the senior level' },
  'assign-board': { '*': 'enquiries' },
  enquire: { '*': 'enquiries' },
  brief: { '*': 'briefing' },
  monitor: { '*': 'watch' },
  observe: { '*': 'observations' },
  'observe-elsewhere': { '*': 'seen elsewhere' },
  'end-monitoring': { '*': 'watch' },
  'person-moved': { '*': 'watch' },
  decide: { '*': 'decision' },
  'open-investigation': { '*': 'working papers' },
  note: { '*': 'working papers' },
  conclude: { '*': 'conclusion' },
  'issue-report': { '*': 'report' },
  'answer-recommendation': { '*': 'report' },
  'explain-outcome': { '*': 'outcome', response: 'story', papers: 'story' },
  update: { '*': 'course', more: 'story', papers: 'story' },
  close: { '*': 'course' },
  reopen: { '*': 'course' },
}

const matterOf = (step: string, question: string): Matter => {
  const found = said[step]?.[question] ?? said[step]?.['*']
  if (!found) throw new Error(`The oracle has not read the clauses of the step ${step}`)
  return found
}

/** What the leads of the three bodies are told at once and kept told of (SP-23h, SP-23i): nothing in it says who it is. */
const toldToLeads: readonly Matter[] = [
  'gist',
  'consent',
  'assessment',
  'referral',
  'escalation',
  'decision',
  'watch',
  'outcome',
  'course',
]

// ── The sanctions protocol ──

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : value === undefined ? [] : [value])
const yes = (value: unknown) => value === true || value === 'yes'

function allegation(happened: readonly Told[], which: number, question: string, post: string): Sight {
  const one = happened[which] as Told
  const what = matterOf(one.step, question)
  const first = happened[0] as Told
  const taker = first.post
  const handling = handlers(taker)
  const place = first.answers.place
  const taken = (...steps: string[]) => happened.filter(each => steps.includes(each.step))
  const isTaken = (...steps: string[]) => taken(...steps).length > 0

  // SP-4: of a member of staff nothing is passed on, and no sanction is logged.
  if (first.answers.affected === 'staff') return handling.includes(post) || post === taker ? 'must' : 'no'

  // The clock gives a matter to its handlers; whoever took it down keeps sight of what they wrote and may speak to the person.
  if (what !== 'working papers' && what !== 'conclusion' && what !== 'report' && handling.includes(post)) return 'must'
  const told = (matters: readonly Matter[]) => matters.includes(what)
  if (post === taker && told(['gist', 'who', 'story', 'consent', 'course'])) return 'must'

  // SP-23b, decision 6: by the person's consent as it stands; SP-23f: or by a recorded override.
  const consent = happened.findLast(
    each => each.step === 'withdraw-consent' || (each.step === 'ask-consent' && each.answers.consent === 'given'),
  )
  const covers = consent?.step === 'ask-consent' ? list(consent.answers.covers) : []
  const agreed = (to: string) => covers.includes('everything') || covers.includes(to)
  const overridden = isTaken('refer-without-consent')
  const mayKnow = (to: string) => overridden || agreed(to)
  /** Whoever else was told loses it then; whether they are told anew once it is given again is left to the handlers. */
  const withdrawn = isTaken('withdraw-consent')

  // SP-F8 to SP-F11: the ombudsman's investigation.
  const investigating = isTaken('open-investigation')
  const atOmbudsman = [...casework, deputyOmbudsman]
  if (what === 'working papers') return atOmbudsman.includes(post) ? 'must' : 'no'
  if (what === 'conclusion') {
    if ([...atOmbudsman, ...leads, ...handling].includes(post)) return 'must'
    const asked = happened.findIndex(each => each.step === 'assign-board')
    return asked >= 0 && boardAt(place).includes(post) ? (asked < which ? 'must' : 'may') : 'no'
  }
  if (what === 'report') {
    if ([...atOmbudsman, ...leads, ...handling].includes(post)) return 'must'
    if (taken('issue-report').at(-1)?.answers.to === post) return 'must'
    return isTaken('assign-board') && boardAt(place).includes(post) ? 'may' : 'no'
  }

  let best: Sight = 'no'
  const allow = (sight: Sight) => {
    if (sight === 'must' || best === 'no') best = sight
  }

  // SP-23b, SP-23c: whoever took it down and speaks with the person may know whether it qualifies.
  if (post === taker && told(['assessment'])) allow('may')
  // SP-23f: and must know that an override stands, whatever becomes of the consent.
  if (post === taker && told(['referral']) && overridden) allow('may')
  // SP-23h, SP-23i, SP-27: the leads, at once and without identity; who it is, once the person agrees or it is overridden.
  if (leads.includes(post)) {
    if (told(toldToLeads)) allow('must')
    // Withdrawing recalls it; what was agreed to again is told again by the very step that records it.
    if (told(['who', 'story'])) allow(mayKnow('bodies') ? 'must' : 'no')
    // Whoever took it down may record the consent without seeing what was asked, answered and observed: it is for those who
    // handle it to show that, when they ask, or record consent themselves.
    const agreedAt = consent ? happened.indexOf(consent) : 0
    const lastTaken = happened.findLastIndex(each => each.step === 'withdraw-consent')
    const toldSince = happened.findIndex(
      ({ step, answers: { consent: said, covers: to } }, at) =>
        at > lastTaken &&
        step === 'ask-consent' &&
        said === 'given' &&
        ['everything', 'bodies'].some(each => list(to).includes(each)),
    )
    const shownBy = (...steps: string[]) =>
      overridden ||
      happened.some((each, at) => at >= toldSince && handling.includes(each.post) && steps.includes(each.step))
    if (told(['with the manager'])) allow(!mayKnow('bodies') ? 'no' : shownBy('ask-consent', 'refer') ? 'must' : 'may')
    if (told(['with the senior level']))
      allow(!mayKnow('bodies') ? 'no' : shownBy('ask-consent', 'escalate') ? 'must' : 'may')
    const couldShow = happened.some(
      (each, at) =>
        at >= agreedAt && handling.includes(each.post) && ['ask-consent', 'monitor', 'observe'].includes(each.step),
    )
    if (told(['observations', 'seen elsewhere']) && mayKnow('bodies')) allow(overridden || couldShow ? 'must' : 'may')
  }
  // SP-F5: the briefing goes to the inspectorate and the ombudsman, and is recalled with the person's consent.
  const sentSince = which > happened.findLastIndex(each => each.step === 'withdraw-consent')
  if (what === 'briefing' && (sentSince || overridden || agreed('bodies'))) {
    if ([...inspectorate, deputyOmbudsman].includes(post)) allow(withdrawn ? 'may' : 'must')
    if (post === nationalChair || casework.includes(post)) allow('may')
  }
  // SP-F5, SP-F6: whoever may decide at the ombudsman's, once there is a briefing.
  if (post === 'ppo.assistant' && isTaken('brief')) {
    if (told(['gist', 'decision', 'course'])) allow('must')
    if (told(['consent', 'assessment', 'watch', 'outcome'])) allow('may')
    if (what === 'referral' && overridden) allow('may')
    if (told(['who', 'story']) && mayKnow('bodies')) allow('may')
  }
  if (casework.includes(post) && investigating) {
    if (told(toldToLeads)) allow(what === 'referral' || what === 'escalation' ? 'may' : 'must')
    // O7: the investigators need to know who it is; when consent is taken back they lose it with everyone else.
    if (told(['who', 'story']) && (!withdrawn || mayKnow('bodies'))) allow(withdrawn ? 'may' : 'must')
  }

  // SP-23f: whoever is named as having authorised it sees what they are said to have authorised.
  const override = taken('refer-without-consent').at(-1)
  if (override?.answers.authoriser === post && told(['gist', 'referral'])) allow(one.step === 'refer' ? 'may' : 'must')

  // SP-23b: of what was asked by a consent that was taken back nothing is left but that it was asked; an override stands.
  const takenBack = happened.findLastIndex(
    (each, at) =>
      each.step === 'withdraw-consent' &&
      happened.slice(0, at).every(earlier => earlier.step !== 'refer-without-consent'),
  )

  // SP-23d, SP-23f: one named manager sees what is asked of them, what they answer, and who it is; nobody else there does.
  // SP-23e, O1: what comes after another was asked in their place, or in spite of them, is not theirs.
  const referrals = taken('refer', 'refer-without-consent')
  const referral = referrals.at(-1)
  const implicated = happened.findLast(each => each.answers.implicated !== undefined)?.answers.implicated
  const involved = yes(implicated) && post.startsWith(`hmpps.${places[String(place)]}.`)
  // Found to be involved, and then not to be: whether they are asked again is left to those who handle it.
  const involvedSince = (asked: Told | undefined) =>
    happened.some((each, at) => at > happened.findLastIndex(one => one === asked) && yes(each.answers.implicated))
  const wasInvolved = involvedSince(referral)
  if (involved) {
    // O1: if the managers there are implicated, never; nor any more, once they are found to be.
  } else if (referral?.answers.to === post) {
    const stands = takenBack < happened.lastIndexOf(referral)
    const latest = which >= happened.lastIndexOf(referral) && !wasInvolved
    if (told(stands ? ['referral', 'with the manager'] : ['referral'])) allow(latest ? 'must' : 'may')
    if (what === 'who' && stands && (overridden || !withdrawn || agreed('establishment') || agreed('service')))
      allow(withdrawn || wasInvolved ? 'may' : 'must')
  } else if (referrals.some(each => each.answers.to === post) && told(['referral', 'with the manager'])) {
    const theirs = happened.findLastIndex(each => referrals.includes(each) && each.answers.to === post)
    const next = happened.findIndex((each, at) => at > theirs && referrals.includes(each))
    if (which < next && (what === 'referral' || takenBack < theirs)) allow('may')
  }

  // SP-23e: one named senior post; the establishment's own managers do not see it unless that was chosen.
  const escalations = taken('escalate')
  const escalation = escalations.at(-1)
  if (escalation?.answers.to === post) {
    const latest = happened.lastIndexOf(escalation)
    const stands = takenBack < latest
    if (told(stands ? ['escalation', 'with the senior level'] : ['escalation'])) allow(which >= latest ? 'must' : 'may')
    if (what === 'who' && stands && (!withdrawn || overridden || agreed('service'))) allow(withdrawn ? 'may' : 'must')
  }
  // The choice is made anew each time; a part is shown whole, so what led up to it is shown with it.
  const shown = escalation && yes(escalation.answers.showManager)
  if (shown && !involved && post === atPrison(place, 'governor') && what === 'escalation')
    allow(one === escalation && !involvedSince(escalation) ? 'must' : 'may')

  // SP-F4, SP-25: the board of the establishment, once asked, or once somebody watches.
  const asked = isTaken('assign-board')
  if (boardAt(place).includes(post)) {
    if (asked) {
      if (told(['gist', 'watch', 'enquiries', 'briefing', 'observations', 'course'])) allow('must')
      if (told(['consent', 'assessment', 'decision', 'outcome'])) allow('may')
      if (told(['who', 'story']) && mayKnow('board')) allow(withdrawn ? 'may' : 'must')
      // SP-25, SP-23f: a board that watches over someone at immediate serious risk may be told of the risk.
      if (what === 'referral' && overridden) allow('may')
    }
    if (isTaken('monitor') && told(['gist', 'watch', 'observations', 'course'])) allow('must')
    // SP-25: one that is asked to watch over the person while they are there, and may know who that is, has to; until they have gone.
    const gone = taken('person-moved').at(-1)
    const there = gone === undefined || gone.answers.movedTo === place
    const asking = happened.findLastIndex(
      (each, at) => each.step === 'monitor' && list(each.answers.what).includes('person') && knewBy(at),
    )
    if (asking >= 0 && there && mayKnow('board')) {
      if (told(['who', 'story']))
        allow(gone === undefined && !withdrawn && handling.includes((happened[asking] as Told).post) ? 'must' : 'may')
      if (what === 'seen elsewhere' || (what === 'referral' && overridden)) allow('may')
    }
    // SP-23b: it reads there that the consent it was told by is taken back.
    if (asking >= 0 && what === 'consent') allow('may')
  }
  // Decision 9: the matter follows the person; the new board may know who it is only as the old one might.
  const moves = taken('person-moved')
  for (const move of moves) {
    if (!boardAt(move.answers.movedTo).includes(post)) continue
    const at = happened.indexOf(move)
    const next = happened.findIndex((each, which) => which > at && each.step === 'person-moved')
    const here = next < 0
    const knewAtOnce = knewBy(at)
    // Whoever agrees only later agrees that the board where they are by then be told.
    const knewBeforeLeaving = (here ? happened : happened.slice(0, next)).some(
      (_, which) => which >= at && knewBy(which),
    )
    if (!knewBeforeLeaving) continue
    // Whoever does not handle it may record the move without knowing that the new board may be told who it is.
    const must = here && knewAtOnce && handling.includes(move.post)
    if (told(['gist'])) allow(must ? 'must' : 'may')
    // SP-25, O7: it is told how it goes on for as long as it watches over the person; who recorded a move sees what they wrote.
    if (here && told(['watch', 'course']) && mayKnow('board')) allow(must && !withdrawn ? 'must' : 'may')
    // SP-25: the board of the place it is about, aware of it by then, may go on watching how people there are treated.
    if (move.answers.movedTo === place && told(['watch', 'observations', 'course'])) allow('may')
    const leaving = happened[next]
    if (what === 'watch' && leaving === moves.at(-1) && leaving && boardOf(post).includes(leaving.post)) allow('may')
    // O7: a board that they have left has no need to know, as soon as somebody records it who can take it back.
    if (!here && (what === 'seen elsewhere' || handling.includes((happened[next] as Told).post))) continue
    // SP-25, SP-23b: each board has what it saw itself. What another saw of the person goes on with them by their consent, as it
    // stands, or by the override: to the board that watches over them now, and to no other.
    if (what === 'seen elsewhere' && boardOf(post).includes(one.post)) allow(must && !withdrawn ? 'must' : 'may')
    else if (what === 'seen elsewhere' && here && mayKnow('board')) allow('may')
    if (told(['consent']) || (what === 'referral' && overridden)) allow('may')
    if (told(['who', 'story']) && mayKnow('board')) allow(must && !withdrawn ? 'must' : 'may')
  }
  function knewBy(at: number): boolean {
    const until = happened.slice(0, at + 1)
    const then = until.findLast(
      each => each.step === 'withdraw-consent' || (each.step === 'ask-consent' && each.answers.consent === 'given'),
    )
    const agreedThen = then?.step === 'ask-consent' ? list(then.answers.covers) : []
    return (
      until.some(each => each.step === 'refer-without-consent') ||
      agreedThen.includes('everything') ||
      agreedThen.includes('board')
    )
  }
  return best
}

/**
 * SP-F7, SP-F10, decision 10: the one body that owes it to the person to tell them the outcome, while somebody does: the one that
 * was named, the ombudsman of what is unfounded, and whoever received it of what does not qualify. SP-23b: of one that may not know
 * who they are, or may no more, whoever received it does.
 */
export function tellsThem(happened: readonly Told[]): string | undefined {
  const [first] = happened
  const bodyOfPost = (post = '') => (post.split('.')[0] ?? '').toUpperCase()
  const receiving = bodyOfPost(first?.post)
  let owing: string | undefined
  let consented: readonly unknown[] = []
  let asked = false
  let qualifies: boolean | undefined
  let overridden = false
  const agreed = (to: string) => overridden || consented.includes('everything') || consented.includes(to)
  const knows = (body: string) => body === receiving || agreed('bodies') || (body === 'IMB' && asked && agreed('board'))
  for (const { step, answers } of happened) {
    if (step === 'ask-consent' && answers.consent === 'given') consented = list(answers.covers)
    if (step === 'refer-without-consent') overridden = true
    if (step === 'assign-board') asked = true
    if (step === 'withdraw-consent') {
      consented = []
      if (owing && !overridden) owing = receiving
    }
    if (step === 'assess') {
      if (!yes(answers.qualifies)) owing = receiving
      else if (qualifies === false) owing = undefined
      qualifies = yes(answers.qualifies)
    }
    if (step === 'decide') owing = yes(answers.investigate) ? undefined : String(answers.explainedBy)
    if (step === 'conclude') {
      const named = answers.finding === 'unfounded' ? 'PPO' : String(answers.explainedBy)
      owing = knows(named) ? named : receiving
    }
    if (step === 'explain-outcome' || step === 'close') owing = undefined
  }
  return owing
}

// ── What comes round: sharing the log (SP-24b), the leads' meetings and what they decide (SP-21, SP-27) ──

const logShare: Model = (happened, which, _question, post) => {
  const { step } = happened[which] as Told
  if (inspectorate.includes(post)) return 'must'
  // SP-24b, O2: with the organisational leads of the other two, and with nobody else.
  if (leads.includes(post)) return happened.some(each => each.step === 'share') ? 'must' : 'no'
  return post === 'clock' && step === 'fall-due' ? 'may' : 'no'
}

const amongLeads: Model = (happened, which, _question, post) => {
  if (leads.includes(post)) return 'must'
  return post === 'clock' && happened[which]?.step === 'fall-due' ? 'may' : 'no'
}

const models: Readonly<Record<string, Model>> = {
  'sanction-allegation': allegation,
  'log-share': logShare,
  'leads-meeting': amongLeads,
  'leads-decision': amongLeads,
  ...shared,
  ...inspections,
}

/** One question for each thing that a step says. */
const questionsOf = (procedure: string, step: string): readonly string[] =>
  procedure === 'sanction-allegation'
    ? Object.keys(said[step] ?? { '*': 'course' })
    : (sharedQuestions(procedure, step) ?? inspectionQuestions(procedure, step) ?? ['*'])

/** The procedures whose clauses the oracle has read. */
export const read: readonly string[] = Object.keys(models)
