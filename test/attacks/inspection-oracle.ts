import { allKept, modelOf, oneOf, type Asked, type Said } from './asked.ts'
import { atPrison, boardAt, boardOf } from './offices.ts'
import type { Model, Told } from './oracle.ts'

/**
 * Who may know what of inspections and of what follows from them, decided from the clauses alone, like the rest of the oracle:
 * the agreement of the inspectorate with the service (HH), with the boards (HI), and with the ombudsman (PH). Above all:
 * until the place has been told of it, an inspection is there for its planners and for nobody else (HH-6b).
 */

// ── Who is who, by the names of their posts ──

const teams = ['hmip.coordinator', 'hmip.team-leader']
const heads = ['hmip.chief', 'hmip.deputy']
/** The inspection teams, and the Chief Inspector and the deputy as posts: whoever else sits in their offices plans nothing. */
const planners = [...teams, ...heads]
const press = 'hmip.press'
const nationalChair = 'imb.national-chair'
const secretariat = 'imb.secretariat'
const regional = 'imb.regional'
const learning = 'ppo.learning'
const centre = 'hmpps.siu'
const groupDirector = 'hmpps.group-director'
const directorGeneral = 'hmpps.director-general'
const chiefExecutive = 'hmpps.chief-executive'
const minister = 'moj.secretary-of-state'

/** The centres of the other bodies, by the units they are asked as. */
const asked: Readonly<Record<string, readonly string[]>> = {
  'hmpps.scrutiny': [centre],
  'hmpps.headquarters': [directorGeneral, chiefExecutive],
  'imb.national': [nationalChair],
  'imb.secretariat-office': [secretariat],
  'ppo.lead': ['ppo.deputy'],
  'ppo.ombudsman-office': ['ppo.ombudsman'],
  'moj.ministers': [minister],
}

const managementAt = (place: unknown) => ['governor', 'safer-custody', 'liaison'].map(kind => atPrison(place, kind))

/** Those of the service who read a report as it is published, and those who watch over detention (HH-29, HI-8f). */
const published = (place: unknown): readonly string[] => [
  atPrison(place, 'governor'),
  groupDirector,
  directorGeneral,
  chiefExecutive,
  centre,
  ...boardAt(place),
  nationalChair,
  secretariat,
  'ppo.deputy',
  learning,
]

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : value === undefined ? [] : [value])

// ── What is said in each answer ──

const all = (what: string, ...steps: string[]): Said => Object.fromEntries(steps.map(step => [step, { '*': what }]))

/** HH-8: what happened is for fewer than that something did. */
const refusedAccess: Said = {
  'log-access': { that: 'access course', '*': 'access' },
  'ask-for-access': { '*': 'access course' },
  'take-up': { '*': 'access course' },
  'answer-access': { that: 'access course', '*': 'access' },
  'say-access-given': { that: 'access course', '*': 'access' },
}

const inInspection: Said = {
  ...all(
    'plan',
    'plan',
    'plan-anew',
    'cancel',
    'take-in-wish',
    'give-back-wish',
    'name-visitor',
    'clear-visitor',
    'hold-already',
    'use-earlier',
  ),
  ...all('naming', 'open-sources'),
  ...all(
    'visit',
    'notify',
    'move',
    'call-off',
    'give-instructions',
    'name-liaison',
    'ask-for',
    'provide',
    'begin',
    'end',
  ),
  ...all('board', 'tell-board', 'board-told'),
  ...all('note', 'debrief', 'send-note', 'share-note', 'take-note-back', 'supersede-note'),
  ...all('secure', 'notice-to-governor', 'arrange-viewing'),
  ...refusedAccess,
  // HH-12, HH-13: once it has been told of the visit, the place is told who comes and with what; why and how is the planners’.
  deploy: { '*': 'plan', joins: 'visit' },
  'stand-down': { '*': 'plan', leaves: 'visit' },
  'list-equipment': { '*': 'plan', brings: 'visit' },
  'tell-of-visitor': { '*': 'visit', visitor: 'plan' },
  'bring-visitor': { '*': 'visit', visitor: 'plan' },
  'view-sources': { '*': 'sources' },
  feedback: { '*': 'feedback' },
}
const inReport: Said = {
  ...all('course', 'start', 'take-back', 'go-on-without', 'content-with-date', 'keep-plan', 'pause'),
  ...all('course', 'resume', 'let-go-plan'),
  // For how long it is under embargo, for those who have the final text or the press notice; why it was moved is not for them.
  'set-publication': { that: 'day', '*': 'day', because: 'course' },
  ...all('working', 'write', 'judge', 'list-items', 'note-practice', 'propose-review'),
  'send-draft': { '*': 'draft 0', that: 'course', indicative: 'course', another: 'course' },
  'send-second-draft': { '*': 'draft 1', that: 'course', indicative: 'course', another: 'course' },
  'send-third-draft': { '*': 'draft 2', that: 'course', indicative: 'course', another: 'course' },
  'raise-points': { that: 'course', whole: 'course', '*': 'check' },
  'answer-points': { that: 'course', '*': 'check' },
  finalise: { that: 'course', '*': 'final' },
  ...all('press', 'draft-press-notice', 'give-quote'),
  ...all('published', 'publish', 'record', 'list-earlier-items'),
}
const inUpdate: Said = {
  open: { that: 'course', '*': 'course', inspection: 'inspection' },
  ...all('course', 'change-dates', 'ask-board', 'ask-board-again', 'confirm-told', 'call-off'),
  'tell-concerns': { that: 'course', how: 'course', '*': 'concerns' },
  'meet-chair': { that: 'course', '*': 'course', views: 'concerns' },
  'tell-governor': { '*': 'debrief' },
  'report-published': { '*': 'report' },
}
const inScrutiny: Said = {
  ...all('plan', 'plan', 'plan-anew', 'give-up', 'cite', 'recall-from'),
  ...all('visit', 'tell', 'call-off', 'end'),
  'give-note': { that: 'note', '*': 'note 0' },
  'give-note-2': { that: 'note', '*': 'note 1' },
  'give-note-3': { that: 'note', '*': 'note 2' },
  recall: { that: 'note', '*': 'plan' },
  // HH-20c: who else reads it, and why, is told to no other reader.
  'name-reader': { that: 'note', '*': 'plan' },
}
const inPlan: Said = {
  open: { that: 'course', '*': 'course', items: 'items' },
  published: { that: 'course', '*': 'course', items: 'items' },
  plan: { '*': 'plan' },
  ...all('course', 'put-in-place', 'ask-revision', 'close'),
  assure: { that: 'course', '*': 'plan' },
  'clear-chief-executive': { that: 'course', '*': 'plan', on: 'course' },
  'clear-ministers': { that: 'course', '*': 'plan', on: 'course' },
  'send-back': { that: 'course', '*': 'plan' },
  pass: { that: 'course', '*': 'passed' },
  'hand-in-revised': { that: 'course', '*': 'passed' },
  'report-progress': { '*': 'progress' },
  verify: { '*': 'verified' },
}
const inUrgent: Said = {
  prepare: { that: 'own', '*': 'notification', place: 'own', inspection: 'own', why: 'own' },
  'give-up': { '*': 'own' },
  ...all('notification', 'send', 'receive', 'publish', 'end'),
  'open-plan': { that: 'notification', '*': 'own' },
  'name-plan': { that: 'notification', '*': 'own' },
  'inspected-again': { that: 'notification', '*': 'notification', inspection: 'own' },
  respond: { '*': 'response' },
}
const inReview: Said = {
  candidate: { that: 'candidacy', '*': 'candidacy', ended: 'course', report: 'course', items: 'course' },
  ...all('candidacy', 'choose', 'pass-over'),
  ...all('course', 'select-items', 'announce', 'begin-visit', 'end-visit', 'call-off'),
  ...all('working', 'judge', 'write'),
  publish: { '*': 'published', plan: 'candidacy' },
}
const inConsultation: Said = {
  ask: { that: 'course', '*': 'course', on: 'request', words: 'request', link: 'request', programme: 'own' },
  'ask-again': { '*': 'course' },
  answer: { that: 'course', '*': 'answer' },
  'tell-outcome': { that: 'course', '*': 'answer' },
  withdraw: { that: 'course', '*': 'own' },
}
const inConcern: Said = {
  raise: { that: 'course', '*': 'course', line: 'concern', concern: 'concern', papers: 'concern' },
  'discuss-regional': { that: 'course', '*': 'course', said: 'with the region' },
  'skip-regional': { '*': 'course' },
  'take-to-national': { that: 'course', '*': 'with the National Chair' },
  'discuss-national': { that: 'course', '*': 'course', said: 'with the National Chair' },
  'skip-national': { '*': 'course' },
  'take-to-inspectorate': { that: 'course', '*': 'with the inspectorate' },
  'discuss-inspectorate': { that: 'course', '*': 'course', said: 'with the inspectorate' },
  answer: { that: 'course', '*': 'course', answer: 'with the inspectorate' },
  close: { '*': 'course' },
}

const inThematicVisit: Said = {
  ...all('visit', 'ask', 'answer', 'ask-again', 'settle-days', 'record-visit', 'give-up'),
  // Which place is asked instead is not for the one that refused.
  'choose-another': { that: 'visit', '*': 'own' },
  ...refusedAccess,
}
const inThematic: Said = {
  ...all('own', 'start', 'approach'),
  ...all('course', 'tell-service', 'set-stages'),
  stop: { that: 'course', '*': 'own' },
  ...all('findings', 'discuss-findings', 'answer-findings', 'record-discussion'),
  'send-draft': { that: 'course', '*': 'draft' },
  ...all('draft', 'check-facts', 'answer-points'),
  publish: { '*': 'published' },
  'hand-in-plan': { '*': 'plan' },
}

const said: Record<string, Said> = {
  inspection: inInspection,
  inspector: all('person', 'enrol', 'renew', 'extend-loan', 'add-former', 'be-deployed', 'be-released', 'leave'),
  report: inReport,
  'inspection-update': inUpdate,
  'scrutiny-visit': inScrutiny,
  'action-plan': inPlan,
  'urgent-notification': inUrgent,
  'review-of-progress': inReview,
  'inspection-programme': {
    'open-year': { '*': 'year' },
    ...all('plans', 'consult', 'count-in', 'record-outcome', 'set-weights'),
  },
  consultation: inConsultation,
  leadership: all('judgement', 'judge', 'judge-anew'),
  'new-establishment': all('notice', 'tell', 'give-notice', 'acknowledge', 'move-opening', 'opened', 'give-up'),
  'partner-wish': all('wish', 'record', 'join', 'turn-down', 'give-up', 'take-up-again'),
  memorandum: all('memorandum', 'record', 'look-again', 'end'),
  'monitoring-theme': all('theme', 'take-up', 'look', 'share', 'stop-sharing', 'close'),
  'report-concern': inConcern,
  'conduct-complaint': all('complaint', 'raise', 'add-to', 'take-up', 'take-higher', 'answer', 'withdraw'),
  feedback: all('feedback', 'invite', 'answer', 'decline'),
  'stakeholder-survey': { 'fall-due': { '*': 'year' }, ...all('findings', 'send', 'learn') },
  'thematic-review': inThematic,
  'thematic-visit': inThematicVisit,
  'service-review': { 'fall-due': { '*': 'year' }, ...all('review', 'raise-issue', 'record-review') },
  'inspectorate-retention': all('schedule', 'open', 'set-periods'),
}

/** HH-15: procedures whose matters are kept by the inspectorate’s schedule, each as a part of its own. */
const keptAlone = [
  'inspection',
  'inspector',
  'report',
  'action-plan',
  'urgent-notification',
  'review-of-progress',
  'leadership',
  'partner-wish',
  'memorandum',
  'stakeholder-survey',
  'thematic-review',
  'thematic-visit',
]
/** Those whose course tells it, which the clock sees. */
const keptInCourse = ['consultation', 'conduct-complaint', 'feedback', 'service-review']
for (const procedure of [...keptAlone, ...keptInCourse]) said[procedure] = { ...said[procedure], ...allKept('keeping') }

/** One question for each thing that a step says. */
export const questionsOf = (procedure: string, step: string): readonly string[] | undefined =>
  said[procedure] && Object.keys(said[procedure][step] ?? {})

const model = modelOf(said)
const forThose = (...posts: readonly string[]): Model => model(({ post }) => oneOf(posts.includes(post)))

// ── The inspection (HH-6b, HH-8, HH-11, HH-12, HH-13, HH-18 to HH-20) ──

/** HH-8: the governor on the day; then a level each time nobody has answered, who read what happened once they take it up. */
function readsAccess({
  what,
  happened,
  post,
  governor,
}: Pick<Asked, 'what' | 'happened' | 'post'> & { governor: string }) {
  const levels = [centre, directorGeneral]
  let asked = 0
  let reached = 0
  let unanswered = 0
  for (const { step } of happened) {
    if (step === 'log-access') unanswered++
    if (step === 'ask-for-access') reached = Math.max(reached, ++asked)
    // Each refusal has an answer of its own, and the levels begin anew once all have one.
    if (step === 'answer-access' && --unanswered === 0) asked = 0
  }
  return what === 'access course'
    ? post === governor || levels.slice(0, reached).includes(post)
    : post === governor || happened.some(one => one.step === 'take-up' && one.post === post)
}

const inspection = model(({ what, happened, post, place, count, last }) => {
  const governor = atPrison(place, 'governor')
  const sourceReaders = happened.filter(one => one.step === 'open-sources').map(one => one.answers.reader)
  // HH-11: in confidence, for those alone who are named, planners or not; of covert sources the governor is told.
  if (what === 'sources') return oneOf(sourceReaders.includes(post))
  if (what === 'secure')
    return oneOf(sourceReaders.includes(post) || (post === governor && count('notice-to-governor') > 0))
  if (planners.includes(post)) return 'must'
  if (what === 'naming') return oneOf(sourceReaders.includes(post))
  // HH-6b: for whoever plans none, there is nothing before the place has been told; and never a word of how it was planned.
  if (count('notify') === 0 || what === 'plan' || what === 'board') return 'no'
  if (what === 'visit') return oneOf([governor, atPrison(place, 'liaison'), centre, groupDirector].includes(post))
  if (what === 'feedback') return oneOf(post === governor)
  if (what === 'note') {
    // HH-20: until the report is published; then for nobody outside.
    if (last('supersede-note') >= 0 || count('debrief') === 0) return 'no'
    const named = happened.filter(
      (one, at) =>
        one.step === 'share-note' &&
        !happened.slice(at).some(later => later.step === 'take-note-back' && later.answers.from === one.answers.reader),
    )
    const isNamed = named.some(one => one.answers.reader === post)
    return oneOf(post === governor || (post === directorGeneral && count('send-note') > 0) || isNamed)
  }
  return oneOf(readsAccess({ what, happened, post, governor }))
})

// ── Its report (HH-26 to HH-30) ──

const day = 86_400_000
const drafts = ['send-draft', 'send-second-draft', 'send-third-draft']

const report = model(({ what, happened, post, now, place, count }) => {
  if (planners.includes(post)) return 'must'
  const sent = count(...drafts) > 0
  const forPress = count('set-publication', 'finalise') > 0
  if (what === 'course') return oneOf((post === centre && sent) || (post === press && forPress))
  if (what === 'check') return oneOf(post === centre && sent)
  if (what === 'press')
    return oneOf((post === press && forPress) || (post === chiefExecutive && count('draft-press-notice') > 0))
  if (what === 'final') return oneOf([press, minister].includes(post))
  if (what === 'day')
    return oneOf(
      [press, centre].includes(post) ||
        (post === minister && count('finalise') > 0) ||
        (post === chiefExecutive && count('draft-press-notice') > 0),
    )
  if (what === 'published') {
    const now = count('publish') > 0 && [press, minister].includes(post)
    return oneOf(now || published(place).includes(post))
  }
  if (!what.startsWith('draft')) return 'no'
  // HH-26, O3: the unit that checks it, one version at a time, and only while it is being checked.
  if (post !== centre) return 'no'
  const mine = happened.findIndex(one => one.step === drafts[Number(what.slice(-1))])
  const since = happened.slice(mine + 1)
  const taken = (...steps: string[]) => since.some(one => steps.includes(one.step))
  const allPoints = since.some(one => one.step === 'raise-points' && one.answers.whole === 'all')
  if (taken('take-back', 'go-on-without', 'publish', ...drafts) || (allPoints && taken('content-with-date')))
    return 'no'
  const { another, indicative } = (happened[mine] as Told).answers
  const closes = Date.parse(String(another ?? indicative)) + day
  return now.getTime() < closes - 0.1 * day ? 'must' : now.getTime() > closes + 0.1 * day ? 'no' : 'may'
})

// ── The board’s part (HI-6b, HI-8b to HI-9b) ──

const update = model(({ what, post, place }) => {
  if (teams.includes(post)) return 'must'
  const board = boardAt(place).includes(post)
  // Of which inspection it is nobody but the planners knows: not by its reference either.
  if (what === 'inspection') return oneOf(heads.includes(post))
  if (what === 'course') return oneOf(board || heads.includes(post) || post === secretariat)
  if (what === 'report') return oneOf(board || [...heads, secretariat, nationalChair].includes(post))
  // HI-9a: the board tells the team; nobody at the prison, and not the secretariat either.
  if (heads.includes(post)) return 'may'
  return oneOf(board || (what === 'debrief' && post === atPrison(place, 'governor')))
})

// ── Scrutiny visits (PH-7a, PH-7b) ──

const notes = ['give-note', 'give-note-2', 'give-note-3']

const scrutiny = model(({ what, happened, post, place, count }) => {
  if (planners.includes(post)) return 'must'
  if (count('tell') === 0 || what === 'plan') return 'no'
  const governor = atPrison(place, 'governor')
  if (what === 'visit') return oneOf(post === governor)
  // HH-20c: of what was superseded nobody outside reads a word.
  if (what !== 'note' && what !== `note ${count(...notes) - 1}`) return 'no'
  const readers = new Set<unknown>()
  for (const { step, answers } of happened) {
    if (notes.includes(step)) for (const one of [governor, learning]) readers.add(one)
    if (step === 'name-reader') readers.add(answers.reader)
    if (step === 'recall') readers.clear()
    if (step === 'recall-from') {
      readers.delete(answers.from)
      // Whoever reads it as a unit is taken off as one.
      if (answers.from === 'ppo.learning-lessons') readers.delete(learning)
    }
  }
  return oneOf(readers.has(post))
})

// ── Action plans (HH-32, HH-33): the service’s own until it is passed on ──

const actionPlan = model(({ what, happened, post, place, count, last }) => {
  const makers = [...managementAt(place), groupDirector, centre]
  const passedOn = count('pass', 'hand-in-revised') > 0
  // HH-32b: the office that clears it sees it from when it comes to it, until it is sent back or passed on.
  const toOffice = post === chiefExecutive ? 'assure' : 'clear-chief-executive'
  const office = post === chiefExecutive || post === minister
  const came = office && count(toOffice) > 0
  if (what === 'plan') {
    if (makers.includes(post)) return 'must'
    if (!came || last('pass') > last(toOffice)) return 'no'
    if (last('send-back') < last(toOffice)) return 'must'
    return post === chiefExecutive ? 'may' : 'no'
  }
  if (what === 'progress') return oneOf(makers.includes(post) || (planners.includes(post) && passedOn))
  if ([...planners, ...makers].includes(post)) return 'must'
  if (what === 'verified' || !came) return 'no'
  return happened.length > 0 ? 'must' : 'no'
})

// ── Urgent Notifications (HH-34 to HH-36) and reviews of progress (HH-37 to HH-41) ──

const urgent = model(({ what, post, place, count }) => {
  if (planners.includes(post)) return 'must'
  if (count('send') === 0 || what === 'own') return 'no'
  return oneOf([...published(place), minister, press].includes(post))
})

const review = model(({ what, post, place, count }) => {
  if (planners.includes(post)) return 'must'
  const announcedTo = [atPrison(place, 'governor'), groupDirector, centre, ...boardAt(place)]
  if (what === 'course') return oneOf(count('announce') > 0 && announcedTo.includes(post))
  return oneOf(what === 'published' && [...published(place), minister, press].includes(post))
})

// ── Programme (HH-5 to HH-7, HH-10) ──

const ofPlanners = model(({ what, post }) =>
  post === 'clock' && what === 'year' ? 'may' : oneOf(planners.includes(post)),
)

const consultation = model(({ what, post, first, count }) => {
  if (planners.includes(post)) return 'must'
  // HH-5: each its own question and its own answer.
  const theirs = (asked[String(first.answers.consultee)] ?? []).includes(post)
  return oneOf(theirs && what !== 'own' && count('withdraw') === 0)
})

// ── Themes, and concerns about reports (HI-9c, HI-9d) ──

const theme = model(({ happened, post, first, last }) => {
  if (boardOf(first.post).includes(post)) return 'must'
  const shownTo = happened
    .slice(last('stop-sharing') + 1)
    .flatMap(one => (one.step === 'share' ? list(one.answers.to) : []))
  return oneOf(
    (post === regional && shownTo.includes('regional')) || (teams.includes(post) && shownTo.includes('inspectorate')),
  )
})

const concern = model(({ what, post, first, count }) => {
  if (boardOf(first.post).includes(post)) return 'must'
  const [toNational, toInspectorate] = [count('take-to-national') > 0, count('take-to-inspectorate') > 0]
  const reached =
    post === regional || (post === nationalChair && toNational) || (teams.includes(post) && toInspectorate)
  if (what === 'course' || what === 'concern') return oneOf(reached)
  // What is said at each level is between the board and that level.
  if (what === 'with the region') return oneOf(post === regional)
  if (what === 'with the National Chair') return oneOf(post === nationalChair && toNational)
  return oneOf(teams.includes(post) && toInspectorate)
})

// ── Conduct, both ways (HH-22, HH-23): between whoever complains and whoever deals with it, and not their offices ──

const ofKind = (kind: unknown, place: unknown): string =>
  ({ 'team-leader': 'hmip.team-leader', deputy: 'hmip.deputy', chief: 'hmip.chief' })[String(kind)] ??
  (kind === 'governor' ? atPrison(place, 'governor') : kind === 'group-director' ? groupDirector : directorGeneral)

const conduct = model(({ happened, post, first, place }) => {
  if (post === first.post) return 'must'
  let now = ''
  let handedOn = false
  for (const { step, answers, post: taker } of happened) {
    if (step !== 'raise' && step !== 'take-higher') continue
    if (step === 'take-higher') handedOn = taker === post && now === post
    now = ofKind(answers.higher ?? answers.inspectors ?? answers.places, place)
  }
  return now === post ? 'must' : handedOn ? 'may' : 'no'
})

// ── Feedback, surveys and reviews (HH-24, HH-46) ──

const feedback = model(({ post, first }) => {
  const { occasion, place, whom } = first.answers
  const theirs = occasion === 'inspection' ? [atPrison(place, 'governor')] : (asked[String(whom)] ?? [])
  return oneOf(planners.includes(post) || theirs.includes(post))
})

const serviceReview = model(({ what, post }) => {
  // The lead office keeps it; both leads hold it.
  if (['hmip.deputy', 'hmip.sanctions-officer', centre].includes(post)) return 'must'
  return post === 'clock' && what === 'year' ? 'may' : 'no'
})

// ── Thematic reviews (HH-42 to HH-44): the service hears of one when it is told, and reads a draft only while it checks it ──

const thematic = model(({ what, post, place, count }) => {
  if (planners.includes(post)) return 'must'
  if (what === 'own') return 'no'
  if (what === 'published') return oneOf([...published(place), minister, press].includes(post))
  if (post !== centre || count('tell-service') === 0) return 'no'
  if (what === 'course' || what === 'plan') return 'must'
  if (count('publish') > 0) return 'no'
  return oneOf(count(what === 'findings' ? 'discuss-findings' : 'send-draft') > 0)
})

const thematicVisit = model(({ what, happened, post, place, count }) => {
  if (planners.includes(post)) return 'must'
  const governor = atPrison(place, 'governor')
  if (what === 'visit') return oneOf(post === governor)
  if (what === 'own' || count('log-access') === 0) return 'no'
  return oneOf(readsAccess({ what, happened, post, governor }))
})

/** How long something is kept is for those it belongs to; the clock keeps the time, and once it is gone whoever saw it is told. */
const keepingAlone = model(({ post, count }) =>
  planners.includes(post) ? 'must' : post === 'clock' || count('dispose') > 0 ? 'may' : 'no',
)
const asKept =
  (procedure: string, others: Model): Model =>
  (happened, which, question, post, now) => {
    const { step } = happened[which] as Told
    if (!Object.hasOwn(allKept(''), step)) return others(happened, which, question, post, now)
    if (keptAlone.includes(procedure)) return keepingAlone(happened, which, question, post, now)
    return post === 'clock' ? 'may' : others(happened, which, question, post, now)
  }

const models: Readonly<Record<string, Model>> = {
  inspection,
  inspector: forThose(...planners),
  report,
  'inspection-update': update,
  'scrutiny-visit': scrutiny,
  'action-plan': actionPlan,
  'urgent-notification': urgent,
  'review-of-progress': review,
  'inspection-programme': ofPlanners,
  consultation,
  leadership: ofPlanners,
  // HH-10: between the service’s centre and those who plan.
  'new-establishment': forThose(...planners, centre),
  'partner-wish': ofPlanners,
  memorandum: ofPlanners,
  'monitoring-theme': theme,
  'report-concern': concern,
  'conduct-complaint': conduct,
  feedback,
  'stakeholder-survey': ofPlanners,
  'thematic-review': thematic,
  'thematic-visit': thematicVisit,
  'service-review': serviceReview,
  // HH-15: the office that sets it, and those who hold such records.
  'inspectorate-retention': model(({ post }) =>
    post === 'clock'
      ? 'may'
      : oneOf(['hmip.deputy', 'hmip.sanctions-officer', 'hmip.coordinator', 'hmip.team-leader'].includes(post)),
  ),
}

export const inspections: Readonly<Record<string, Model>> = Object.fromEntries(
  Object.entries(models).map(([procedure, one]) => [procedure, asKept(procedure, one)]),
)

// ── What one step may carry on from another ──

/** Where the words of an answer may come to stand beside where they were typed: `procedure.step.question`, or all of a step. */
const carriedOn: readonly (readonly [from: readonly string[], to: readonly string[]])[] = [
  // HH-15: one length for every kind that has none is each kind's own, in the same entry.
  [['inspectorate-retention.set-periods'], ['inspectorate-retention.set-periods']],
  // The place is told what is true on the day: who coordinates it, who comes, and what they bring.
  [['inspection.plan.coordinator', 'inspection.plan-anew.coordinator'], ['inspection.notify.coordinatedBy']],
  [
    ['inspection.plan.first', 'inspection.plan.last', 'inspection.plan-anew.first', 'inspection.plan-anew.last'],
    ['inspection.plan', 'inspection.plan-anew', 'inspection.notify', 'inspection-update.open.began'],
  ],
  [['inspection.plan', 'inspection.plan-anew'], ['inspector.be-deployed']],
  // HH-17: what is given is called as it was asked for; those who plan take over what was given at an earlier inspection.
  [['inspection.ask-for.what'], ['inspection.provide.given', 'inspection.use-earlier.what']],
  [['inspection.move.first', 'inspection.move.because'], ['inspection-update.change-dates']],
  [['inspection.move'], ['inspector.be-deployed']],
  [
    ['inspector.enrol.name', 'inspection.deploy.name'],
    ['inspection.deploy.name', 'inspection.deploy.joins', 'inspection.stand-down.leaves', 'inspection.notify'],
  ],
  [['inspector.enrol.name', 'inspection.deploy'], ['inspector.be-deployed']],
  [['inspection.list-equipment.else'], ['inspection.list-equipment.brings', 'inspection.notify']],
  [
    ['inspection.name-visitor.name', 'inspection.name-visitor.from'],
    [
      'inspection.notify',
      'inspection.clear-visitor.signed',
      'inspection.tell-of-visitor.coming',
      'inspection.bring-visitor.came',
    ],
  ],
  [['inspection.end.ended'], ['report.start.ended']],
  // What is sent, settled and published is what was written.
  [
    ['report.write', 'report.judge', 'report.list-items', 'report.note-practice'],
    ['report.send-draft', 'report.send-second-draft', 'report.send-third-draft', 'report.finalise', 'report.publish'],
  ],
  [['report.start'], ['report.finalise.ended', 'report.publish.ended', 'report.publish.kind']],
  [
    ['report.list-items.items'],
    ['action-plan.open.items', 'action-plan.published.items', 'review-of-progress.candidate.items'],
  ],
  [['report.start.ended'], ['review-of-progress.candidate.ended']],
  [['report.propose-review'], ['review-of-progress.candidate']],
  [['action-plan.plan.plan'], ['action-plan.pass.passed', 'action-plan.hand-in-revised.passed']],
  // Items are named by their numbers.
  [
    ['report.list-items.items', 'action-plan.open.items', 'review-of-progress.candidate.items'],
    ['action-plan.plan', 'action-plan.pass', 'action-plan.hand-in-revised', 'action-plan.report-progress'],
  ],
  [
    ['report.list-items.items', 'action-plan.open.items', 'review-of-progress.candidate.items'],
    ['action-plan.verify', 'review-of-progress.select-items', 'review-of-progress.judge', 'review-of-progress.publish'],
  ],
  [['review-of-progress.judge.judged'], ['review-of-progress.publish.items', 'action-plan.verify.judgements']],
  [['review-of-progress.write.words'], ['review-of-progress.publish.words']],
  [
    ['review-of-progress.candidate.ended', 'review-of-progress.begin-visit.on', 'review-of-progress.end-visit.on'],
    ['review-of-progress.publish'],
  ],
  [['report.start.ended'], ['review-of-progress.publish.ended']],
  [['urgent-notification.open-plan.concerns'], ['action-plan.open.items']],
  [['inspection-programme.consult'], ['consultation.ask']],
  [['inspection-programme.record-outcome.outcome'], ['consultation.tell-outcome.outcome']],
  [['stakeholder-survey.send'], ['feedback.invite']],
  [['thematic-review.tell-service.title'], ['thematic-visit.ask.title', 'thematic-review.publish.title']],
  [['thematic-review.approach'], ['thematic-visit.ask']],
  [['thematic-visit.choose-another'], ['thematic-review.approach', 'thematic-visit.ask']],
]

const within = (place: string, wider: string) => place === wider || place.startsWith(`${wider}.`)

/** Whether what was typed in one answer may come to stand in another: `procedure.step.question`. */
export const mayCarry = (from: string, to: string): boolean =>
  from === to ||
  carriedOn.some(([origins, ends]) => origins.some(one => within(from, one)) && ends.some(one => within(to, one)))

/**
 * References that are told with what hangs on them, to whoever may know that it is there: a plan is on a report, a visit for a
 * review, a board’s theme or concern from a report that is public. No other answer names a matter to somebody who may not know
 * of it.
 */
export const toldWithIt: readonly string[] = [
  'action-plan.open.report',
  'thematic-visit.ask.review',
  'monitoring-theme.take-up.report',
  'report-concern.raise.report',
]
