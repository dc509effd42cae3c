import type { Random } from '../random.ts'

/** All that inspections bring with them, and how often each is begun beside the stories that are told whole. */
export const inspecting = [
  'inspector',
  'inspection',
  'scrutiny-visit',
  'report',
  'urgent-notification',
  'review-of-progress',
  'leadership',
  'partner-wish',
  'memorandum',
  'new-establishment',
] as const

/** Steps after which little more can happen to what they are taken on. */
export const endings = [
  'cancel',
  'call-off',
  'give-up',
  'choose-another',
  'take-back',
  'supersede-note',
  'leave',
  'pass-over',
  'turn-down',
  'stop-sharing',
  'recall-from',
  'take-note-back',
  'end',
  'close',
  'decline',
] as const

/** By what a reference begins that is asked for under this name. */
export const referred: Readonly<Record<string, string>> = {
  person: 'TEA',
  inspection: 'INS',
  update: 'UPD',
  report: 'RPT',
  plan: 'ACP',
  plans: 'ACP',
  left: 'ACP',
  programme: 'PRG',
  consultation: 'CNS',
  summaries: 'WKS',
}

/** What is answered as it is given here, the rest being made up: words that are looked for later come from the pen. */
export interface Pen {
  words(question: string): string
  /** A day far ahead that is looked for later. */
  ahead(question: string): string
  /** Today, or so many days from it, which may be anybody’s. */
  day(later?: number): string
}
export type Fixed = (pen: Pen) => Readonly<Record<string, unknown>>

/** What a story is told with: whatever is refused in it is a fault of the story. */
export interface Teller {
  readonly draw: Random
  begin(post: string, procedure: string, fixed?: Fixed): Promise<string>
  take(post: string, reference: string, step: string, fixed?: Fixed): Promise<void>
  /** The reference that was drawn last of those that begin so. */
  newest(prefix: string): string
  /** A year begins, or a month: what the clock opens is opened. */
  recur(): Promise<void>
}

const [coordinator, leader, chief, deputy] = ['hmip.coordinator', 'hmip.team-leader', 'hmip.chief', 'hmip.deputy']
const siu = 'hmpps.siu'

type Story = AsyncGenerator<void, void>

/** Somebody who may be deployed, and whose papers are in date. */
const enrolled: Fixed = pen => ({
  home: 'hmip',
  vetting: pen.day(1600),
  identification: pen.day(1600),
  training: pen.day(1600),
  former: undefined,
})

/** An unannounced inspection, from the plan to its verified action plan; it may break off anywhere. */
async function* inspectionAt({ begin, take, newest }: Teller, code: string, name: string): Story {
  const governor = `hmpps.${name}.governor`
  const board = `imb.${name}.chair`
  let member = ''
  const person = await begin(coordinator, 'inspector', pen => ({
    ...enrolled(pen),
    name: (member = pen.words('name')),
  }))
  const inspection = await begin(coordinator, 'inspection', pen => ({
    place: code,
    first: pen.day(),
    last: pen.day(80),
    announced: false,
    kind: 'full',
  }))
  const at = (post: string, step: string, fixed?: Fixed) => take(post, inspection, step, fixed)
  yield
  yield at(coordinator, 'deploy', () => ({ person: [person], name: member, from: undefined, until: undefined }))
  yield at(leader, 'list-equipment', () => ({ phones: true }))
  yield at(chief, 'name-visitor')
  yield at(leader, 'clear-visitor', pen => ({ signedOn: pen.day(), pressOn: pen.day(), visitor: '1' }))
  yield at(deputy, 'hold-already')
  yield at(coordinator, 'notify', () => ({ plans: undefined }))
  yield at(coordinator, 'tell-board')
  yield at(coordinator, 'give-instructions')
  yield at(governor, 'name-liaison')
  yield at(coordinator, 'ask-for')
  yield at(`hmpps.${name}.liaison`, 'provide')
  yield at(coordinator, 'tell-of-visitor')
  yield at(leader, 'begin', pen => ({ arrivedOn: pen.day(), keys: 'late' }))
  yield at(leader, 'log-access', pen => ({ on: pen.day() }))
  yield at(governor, 'answer-access')
  yield at(chief, 'open-sources', () => ({ reader: 'hmip.intelligence' }))
  yield at('hmip.intelligence', 'notice-to-governor', pen => ({ on: pen.day() }))
  yield at(governor, 'arrange-viewing')
  yield at('hmip.intelligence', 'view-sources', pen => ({ on: pen.day() }))
  yield at(leader, 'feedback', pen => ({ saidOn: pen.day() }))

  const update = newest('UPD')
  yield take('imb.secretariat', update, 'ask-board')
  yield take(board, update, 'tell-concerns', () => ({ how: 'here' }))
  yield take(coordinator, update, 'confirm-told')
  yield take(leader, update, 'meet-chair', pen => ({ on: pen.day() }))
  yield take(board, update, 'tell-governor', () => ({ how: 'now', on: undefined }))

  yield at(leader, 'debrief', pen => ({ debriefOn: pen.day() }))
  yield at(governor, 'share-note', () => ({ reader: `hmpps.${name}.safer-custody` }))
  yield at(coordinator, 'end', pen => ({ ended: pen.day() }))
  yield at(coordinator, 'send-note')
  yield at(coordinator, 'share-note', () => ({ reader: 'ppo.learning' }))
  yield at(governor, 'take-note-back', () => ({ from: `hmpps.${name}.safer-custody` }))

  const report = newest('RPT')
  const on = (post: string, step: string, fixed?: Fixed) => take(post, report, step, fixed)
  yield on(leader, 'write')
  yield on(leader, 'judge')
  yield on(leader, 'list-items', pen => ({
    items: ['1', '2'].map(number => ({ kind: 'key', number, text: pen.words('items') })),
  }))
  yield on(leader, 'note-practice')
  yield on(coordinator, 'send-draft', () => ({ another: undefined }))
  yield on(coordinator, 'take-back')
  yield on(leader, 'write')
  yield on(coordinator, 'send-second-draft', () => ({ another: undefined }))
  yield on(siu, 'raise-points', () => ({ whole: 'more' }))
  yield on(leader, 'answer-points', pen => ({
    answers: [{ point: '1', answer: 'partly', words: pen.words('answers') }],
  }))
  yield on(siu, 'raise-points', () => ({ whole: 'all', points: undefined }))
  yield on(siu, 'content-with-date', () => ({ content: false, rather: undefined }))
  yield on(leader, 'answer-points', pen => ({
    answers: ['1', '2'].map(point => ({ point, answer: 'accepted', words: pen.words('answers') })),
  })).catch(() => undefined)
  yield on(coordinator, 'set-publication', pen => ({ on: pen.day(1) }))
  yield on(leader, 'finalise')
  yield on('hmip.press', 'draft-press-notice', () => ({ quoteBy: undefined }))
  yield on('hmpps.chief-executive', 'give-quote', () => ({ gives: 'yes' }))
  yield on(coordinator, 'set-publication', pen => ({ on: pen.day() }))
  yield on(coordinator, 'publish')
  yield on(leader, 'propose-review')

  const plan = newest('ACP')
  const to = (post: string, step: string, fixed?: Fixed) => take(post, plan, step, fixed)
  const rows: Fixed = pen => ({
    plan: ['1', '2'].map(number => ({
      number,
      response: 'agreed',
      action: pen.words('plan'),
      owner: 'Head of safety',
      target: pen.day(60),
    })),
  })
  yield to(governor, 'plan', rows)
  yield to(`hmpps.${name}.safer-custody`, 'put-in-place')
  yield to(siu, 'send-back')
  yield to(governor, 'put-in-place')
  yield to(siu, 'assure')
  yield to(governor, 'report-progress', pen => ({
    reported: [{ number: '1', progress: 'done', note: pen.words('reported') }],
  }))
  yield to('hmpps.chief-executive', 'clear-chief-executive')
  yield to('moj.secretary-of-state', 'clear-ministers')
  yield to(siu, 'pass')
  yield to(leader, 'verify', pen => ({
    judgements: [{ number: '2', progress: 'insufficient', found: pen.words('judgements') }],
  }))
  yield to(coordinator, 'ask-revision')
  yield to(governor, 'plan', rows)

  const review = newest('IRP')
  yield take(chief, review, 'choose', pen => ({ likely: pen.day(30) }))
  yield take(leader, review, 'select-items', () => ({ selected: ['1'] }))
  yield take(leader, review, 'announce', pen => ({
    first: pen.day(1),
    last: pen.day(5),
    length: '2.5',
    team: 4,
  }))
  yield take(leader, review, 'begin-visit', pen => ({ on: pen.day() }))
  yield take(leader, review, 'judge', pen => ({
    judged: [{ number: '1', progress: 'good', found: pen.words('judged') }],
  }))
  yield take(leader, review, 'write')
  yield take(leader, review, 'end-visit', pen => ({ on: pen.day() }))
  yield take(leader, review, 'publish', () => ({ plan: [plan] }))

  // The board takes up what the report says, and is not content with some of it.
  const theme = await begin(board, 'monitoring-theme', () => ({ report: [report] }))
  yield take(board, theme, 'look', pen => ({ on: pen.day() }))
  yield take(board, theme, 'share', () => ({ to: ['regional'] }))
  const concern = await begin(board, 'report-concern', () => ({ report: [report] }))
  yield take('imb.regional', concern, 'discuss-regional', pen => ({ on: pen.day() }))
  yield take(board, concern, 'take-to-national')
  yield take('imb.national-chair', concern, 'discuss-national', pen => ({ on: pen.day() }))
  yield take(board, concern, 'take-to-inspectorate')
  yield take(leader, concern, 'answer')
}

/** Unannounced, and far ahead. */
const farAhead: Fixed = pen => {
  const [first, last] = [pen.ahead('first'), pen.ahead('last')].sort()
  return { first, last, announced: false }
}

/** One that stays secret to the end, and one that is given up: whoever comes upon a word of either was never to have. */
async function* secretAt({ begin, take }: Teller, code: string): Story {
  let member = ''
  const person = await begin(chief, 'inspector', pen => ({ ...enrolled(pen), name: (member = pen.words('name')) }))
  const secret = await begin(deputy, 'inspection', pen => ({ ...farAhead(pen), place: code }))
  yield take(coordinator, secret, 'deploy', () => ({
    person: [person],
    name: member,
    from: undefined,
    until: undefined,
  }))
  yield take(coordinator, secret, 'list-equipment', () => ({ phones: true }))
  yield take(coordinator, secret, 'name-visitor')
  yield take(coordinator, secret, 'clear-visitor', () => ({ visitor: '1' }))
  yield take(coordinator, secret, 'hold-already')
  yield take(coordinator, secret, 'plan-anew', farAhead)
  const wish = await begin(coordinator, 'partner-wish', () => ({ place: code }))
  yield take(coordinator, wish, 'join', () => ({ inspection: [secret] }))
  const idle = await begin(coordinator, 'inspection', pen => ({ ...farAhead(pen), place: code }))
  yield take(coordinator, idle, 'cancel')
  yield void (await begin(leader, 'scrutiny-visit', pen => ({ place: code, on: pen.ahead('on') })))
  yield void (await begin(leader, 'leadership', () => ({ place: code })))
  yield void (await begin(leader, 'review-of-progress', () => ({ place: code })))
  yield void (await begin(leader, 'urgent-notification', () => ({ place: code })))
  const report = await begin(leader, 'report', () => ({ place: code, inspection: undefined, update: undefined }))
  yield take(leader, report, 'write')
}

/** A scrutiny visit, and an Urgent Notification. */
async function* visitTo({ begin, take, newest }: Teller, code: string, name: string): Story {
  const visit = await begin(leader, 'scrutiny-visit', pen => ({ place: code, on: pen.day() }))
  yield take(leader, visit, 'tell')
  yield take(leader, visit, 'end', pen => ({ ended: pen.day() }))
  yield take(leader, visit, 'give-note')
  yield take(coordinator, visit, 'name-reader', () => ({ reader: 'ppo.investigator' }))
  yield take(coordinator, visit, 'give-note-2')
  yield take(coordinator, visit, 'recall-from', () => ({ from: 'ppo.investigator' }))

  const notification = await begin(leader, 'urgent-notification', () => ({ place: code }))
  yield take(chief, notification, 'send', pen => ({ on: pen.day() }))
  yield take('moj.secretary-of-state', notification, 'receive', pen => ({ on: pen.day() }))
  yield take('hmip.press', notification, 'publish', pen => ({ on: pen.day() }))
  yield take(leader, notification, 'open-plan')
  yield take('moj.secretary-of-state', notification, 'respond', pen => ({ on: pen.day() }))
  yield take(`hmpps.${name}.governor`, newest('ACP'), 'plan', pen => ({
    plan: [
      { number: '1', response: 'agreed', action: pen.words('plan'), owner: 'Head of safety', target: pen.day(60) },
    ],
  }))
}

/** A year’s programme, whom it is put to, and what is said of it; and complaints about conduct, between two people each. */
async function* yearOf({ begin, take, newest, recur }: Teller, code: string, name: string): Story {
  await recur()
  const programme = newest('PRG')
  yield take(chief, programme, 'set-weights')
  yield take(coordinator, programme, 'consult', pen => ({
    whom: ['hmpps.scrutiny', 'imb.secretariat-office'],
    by: pen.day(30),
  }))
  yield take('imb.secretariat', newest('CNS'), 'answer')
  const own = await begin(deputy, 'consultation', pen => ({ consultee: 'ppo.lead', by: pen.day(40) }))
  yield take('ppo.deputy', own, 'answer')
  yield take(coordinator, own, 'tell-outcome')
  yield take(coordinator, programme, 'record-outcome', () => ({ changed: 'yes' }))
  yield void (await begin(coordinator, 'memorandum', pen => ({ reviewBy: pen.ahead('reviewBy') })))
  const opening = await begin(siu, 'new-establishment', pen => ({ opens: pen.ahead('opens') }))
  yield take(coordinator, opening, 'acknowledge')

  const governor = `hmpps.${name}.governor`
  const ofInspector = await begin(governor, 'conduct-complaint', () => ({
    place: code,
    about: 'inspector',
    inspectors: 'team-leader',
    places: undefined,
  }))
  yield take(leader, ofInspector, 'take-up')
  yield take(governor, ofInspector, 'take-higher', () => ({ higher: 'deputy' }))
  yield take(deputy, ofInspector, 'answer', () => ({ outcome: 'part', reference: undefined }))
  const ofStaff = await begin(leader, 'conduct-complaint', () => ({
    place: code,
    about: 'place',
    places: 'governor',
    inspectors: undefined,
  }))
  yield take(leader, ofStaff, 'add-to')
  const how = await begin(coordinator, 'feedback', () => ({
    occasion: 'inspection',
    place: code,
    inspection: undefined,
    whom: undefined,
    year: undefined,
  }))
  yield take(governor, how, 'answer')
  yield take(coordinator, newest('SVY'), 'send', pen => ({ whom: ['imb.secretariat-office'], by: pen.day(30) }))
  yield take('imb.secretariat', newest('FBK'), 'answer')
  yield take(siu, newest('ARV'), 'raise-issue')
}

/** Two reports: a draft that lies with the service, and one whose check is over and whose draft is closed to it. */
async function* draftsOf({ begin, take }: Teller, code: string): Story {
  for (const checked of [false, true]) {
    const report = await begin(leader, 'report', () => ({ place: code, inspection: undefined, update: undefined }))
    yield take(leader, report, 'write')
    yield take(coordinator, report, 'send-draft', () => ({ another: undefined }))
    if (!checked) continue
    yield take(siu, report, 'raise-points', () => ({ whole: 'all' }))
    yield take(siu, report, 'content-with-date', () => ({ content: true, rather: undefined, because: undefined }))
  }
}

/** Two days ahead, in their order. */
const daysFrom =
  (first: string, last: string): Fixed =>
  pen => {
    let [one, other] = [pen.ahead(first), pen.ahead(last)]
    // Not put in order: each is looked for as what it was drawn for.
    while (other < one) [one, other] = [pen.ahead(first), pen.ahead(last)]
    return { [first]: one, [last]: other }
  }

/** A review of a theme, to which each governor is asked for access apart. */
async function* themeAt({ begin, take, newest }: Teller, code: string, name: string): Story {
  const review = await begin(chief, 'thematic-review')
  const at = (post: string, step: string, fixed?: Fixed) => take(post, review, step, fixed)
  yield at(coordinator, 'tell-service')
  yield at(coordinator, 'approach', pen => {
    const [first, last] = [pen.ahead('visits'), pen.ahead('visits')].sort()
    return { visits: [{ place: code, first, last }] }
  })
  const refusing = `hmpps.${name}.governor`
  const visit = newest('THV')
  yield take(refusing, visit, 'answer', () => ({ access: 'not' }))
  yield take(leader, visit, 'ask-again', daysFrom('first', 'last'))
  yield take(refusing, visit, 'answer', () => ({ access: 'not' }))
  yield take(leader, visit, 'log-access')
  yield take(coordinator, visit, 'choose-another', pen => ({
    instead: 'ZCI',
    ...daysFrom('firstThere', 'lastThere')(pen),
  }))
  yield take(refusing, visit, 'answer-access')
  yield take('hmpps.calder-mount.governor', newest('THV'), 'answer', () => ({ access: 'agreed' }))
  yield at(leader, 'discuss-findings')
  yield at(siu, 'answer-findings')
  yield at(leader, 'record-discussion')
  yield at(coordinator, 'set-stages', pen => ({
    draftBy: pen.day(10),
    checkBy: pen.day(20),
    publishBy: pen.day(30),
    planBy: pen.day(60),
  }))
  yield at(coordinator, 'send-draft')
  yield at(siu, 'check-facts')
  yield at(leader, 'answer-points')
  yield at(coordinator, 'publish')
  yield at(siu, 'hand-in-plan', pen => ({
    items: [{ number: 1, response: 'agreed', action: pen.words('items') }],
  }))
}

/** All stories: the first inspection is told whole, the second breaks off where chance has it. */
export async function tellOfInspections(teller: Teller): Promise<void> {
  const tell = async (story: Story, most = Infinity) => {
    let told = 0
    if (most > 0) for await (const _ of story) if (++told >= most) break
  }
  await tell(secretAt(teller, 'ZAI'))
  await tell(yearOf(teller, 'ZAI', 'ashmoor'))
  await tell(inspectionAt(teller, 'ZAI', 'ashmoor'))
  await tell(inspectionAt(teller, 'ZBI', 'brackley-hill'), 5 + teller.draw.below(70))
  await tell(visitTo(teller, 'ZDI', 'dunscar'))
  await tell(draftsOf(teller, 'ZDI'))
  await tell(themeAt(teller, 'ZBI', 'brackley-hill'), 1 + teller.draw.below(19))
}
