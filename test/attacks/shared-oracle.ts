import { allKept, modelOf, oneOf, type Said } from './asked.ts'
import { atPrison, boardAt } from './offices.ts'
import type { Model, Sight, Told } from './oracle.ts'

/**
 * Who may know what of the information that bodies share, decided from the clauses alone, like the rest of the oracle: the
 * agreements of the inspectorate and the ombudsman with the boards (HI, PI), with the service (HH) and with each other (PH).
 */

// ── Who is who, by the names of their posts ──

const nationalChair = 'imb.national-chair'
const secretariat = 'imb.secretariat'
const regional = 'imb.regional'
const casework = ['ppo.assistant', 'ppo.investigator']
const centre = 'hmpps.siu'

/** Units that are named in an answer, by their keys. A board is a unit too. */
const units: Readonly<Record<string, readonly string[]>> = {
  'hmip.lead': ['hmip.deputy', 'hmip.sanctions-officer'],
  'hmip.inspection': ['hmip.coordinator', 'hmip.team-leader'],
  'hmip.chief-inspector': ['hmip.chief'],
  'hmip.press-office': ['hmip.press'],
  'hmip.intelligence-unit': ['hmip.intelligence'],
  'imb.national': [nationalChair],
  'imb.secretariat-office': [secretariat],
  'imb.regions': [regional],
  'ppo.ombudsman-office': ['ppo.ombudsman'],
  'ppo.lead': ['ppo.deputy'],
  'ppo.casework': casework,
  'ppo.learning-lessons': ['ppo.learning'],
}
const unitNamed = (key: unknown): readonly string[] => units[String(key)] ?? [`${key}.chair`, `${key}.member`]
const unitOf = (post: string): readonly string[] =>
  Object.values(units).find(posts => posts.includes(post)) ??
  (post.startsWith('imb.') ? unitNamed(post.slice(0, post.lastIndexOf('.'))) : [post])

const desks: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  hmip: { intelligence: 'hmip.intelligence-unit', inspection: 'hmip.inspection', 'lead office': 'hmip.lead' },
  ppo: { casework: 'ppo.casework', learning: 'ppo.learning-lessons', 'lead office': 'ppo.lead' },
}

const yes = (value: unknown) => value === true || value === 'yes'
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : value === undefined ? [] : [value])

// ── What is said in each answer ──

const inItem: Said = {
  share: {
    that: 'slip',
    '*': 'terms',
    kind: 'cover',
    place: 'cover',
    topics: 'cover',
    about: 'cover',
    route: 'cover',
    desk: 'cover',
    words: 'item',
    papers: 'item',
    fromPackage: 'kept',
    fromKey: 'kept',
  },
  'open-to-pass-on': { that: 'slip' },
  forward: { that: 'slip', '*': 'terms' },
  return: { that: 'slip', '*': 'relay' },
  'answer-instead': { that: 'slip', '*': 'relay' },
  accept: { that: 'slip' },
  decline: { that: 'slip', '*': 'declining' },
  'tell-outcome': { that: 'slip', '*': 'outcome' },
  'ask-for-outcome': { that: 'slip' },
  add: { '*': 'later' },
  'change-terms': { '*': 'terms' },
  'change-readers': { '*': 'terms' },
  recall: { that: 'slip', '*': 'kept' },
  ask: { '*': 'dealings' },
  'answer-ask': { '*': 'dealings' },
  question: { '*': 'questions' },
  'answer-question': { '*': 'questions' },
  'pass-on': { that: 'slip', '*': 'dealings' },
  'send-abroad': { '*': 'uses' },
  cite: { '*': 'uses' },
  'name-reader': { '*': 'dealings' },
  close: { that: 'slip' },
  'hand-over': { '*': 'kept' },
  'send-word': { '*': 'kept' },
  'outcome-came': { '*': 'kept' },
}
const inWeek: Said = {
  'begin-week': { '*': 'week' },
  'add-entry': { '*': 'entries', text: 'gathered' },
  'change-entry': { '*': 'entries', text: 'gathered' },
  'leave-out': { '*': 'entries' },
  release: { '*': 'entries' },
  send: { that: 'summary', summary: 'summary' },
  recall: { '*': 'summary' },
  'name-reader': { '*': 'uses' },
  use: { '*': 'uses' },
  quote: { '*': 'uses' },
}
/** HH-15: whoever sees its course is told that its time is up, and what became of it. */
const kept = allKept('course')
const inConcern: Said = {
  send: {
    that: 'course',
    place: 'course',
    to: 'course',
    '*': 'concern',
    receivedOn: 'source',
    wrote: 'source',
    writer: 'source',
    reach: 'source',
    said: 'source',
    papers: 'source',
  },
  add: { '*': 'concern' },
  'send-to-centre': { that: 'course', '*': 'concern' },
  'ask-again': { that: 'course' },
  acknowledge: { that: 'course', '*': 'response' },
  'take-up': { that: 'course' },
  act: { '*': 'response' },
  close: { that: 'course', '*': 'response' },
  withdraw: { that: 'course', '*': 'source' },
  ...kept,
}
const inRequest: Said = {
  ask: { that: 'course', place: 'course', '*': 'request', by: 'day' },
  'agree-day': { that: 'course', '*': 'request', by: 'day' },
  answer: { that: 'course', '*': 'answer' },
  'cannot-supply': { that: 'course', '*': 'answer' },
  close: { that: 'course', '*': 'answer' },
  withdraw: { that: 'course', '*': 'answer' },
  'ask-again': { that: 'course' },
  'ask-again-as-agreed': { that: 'course' },
  ...kept,
}
const inAlert: Said = {
  raise: { that: 'course', place: 'course', to: 'course', '*': 'alert' },
  acknowledge: { that: 'course', '*': 'reply' },
  'ask-board-again': { that: 'course' },
  'ask-national-chair-again': { that: 'course' },
  'take-up': { that: 'course' },
  reply: { '*': 'reply' },
  close: { that: 'course', '*': 'reply' },
  withdraw: { that: 'course' },
}
const inPublication: Said = {
  announce: { '*': 'publication' },
  'pass-on': { '*': 'publication', to: 'passing', boards: 'passing' },
  keep: { '*': 'publication' },
  'mark-read': { '*': 'readings' },
  correct: { '*': 'publication' },
}
const inMissing: Said = {
  report: { '*': 'report', whose: 'death' },
  'follow-up': { '*': 'report' },
  'confirm-back': { '*': 'report' },
}
const reach = { '*': 'contact', email: 'reach', telephone: 'reach', address: 'reach' }
const inContact: Said = {
  'give-chair': reach,
  'change-chair': reach,
  'confirm-chair': { '*': 'contact' },
  'say-changed': { '*': 'contact' },
  'give-contact': reach,
  'change-contact': reach,
  'confirm-contact': { '*': 'contact' },
}

const inRound: Said = { 'fall-due': { '*': 'round' }, complete: { '*': 'round' } }

const said: Readonly<Record<string, Said>> = {
  'information-hmip': inItem,
  'information-ppo': inItem,
  'weekly-summary': inWeek,
  'urgent-concern': inConcern,
  'information-request': inRequest,
  'serious-issue': inAlert,
  publication: inPublication,
  'missing-notice': inMissing,
  'board-contacts': inContact,
  contact: inContact,
  'contact-round': inRound,
}

/** One question for each thing that a step says. */
export const questionsOf = (procedure: string, step: string): readonly string[] | undefined =>
  said[procedure] && Object.keys(said[procedure][step] ?? {})

const model = modelOf(said)

// ── Items under a contract (HI-6c to HI-9e, HI-12, PI-13, PI-14e) ──

const item = (body: 'hmip' | 'ppo') =>
  model(({ what, happened, post, now, first, count }) => {
    const { route, place, desk } = first.answers
    // The originator never changes, and sees all that becomes of what is theirs.
    if (unitOf(first.post).includes(post)) return 'must'
    if (what === 'kept') return 'no'
    // HI-7c, HI-8g, PI-13e, PI-14e: by the National Chair or the secretariat; from a board directly or by the secretariat.
    const relay =
      route === 'national' ? [nationalChair] : route === 'secretariat' || route === 'relayed' ? [secretariat] : []
    const toBoard = route !== 'direct' && route !== 'relayed'
    const meant = toBoard ? boardAt(place) : unitNamed(desks[body]?.[String(desk)])
    const reached = relay.length === 0 || count('forward') > 0
    const passed = happened.filter(one => one.step === 'pass-on').map(one => unitNamed(one.answers.to))
    const holders = [...relay, ...(reached ? meant : []), ...passed.flat()]
    const outcomes = toBoard && count('tell-outcome') > 0
    if (what === 'slip') {
      if (holders.includes(post)) return 'must'
      // HI-9e: the outcome reaches the National Chair; one that does not come is taken to the region, then to the Chair.
      if (post === nationalChair) return oneOf(outcomes || count('ask-for-outcome') > 2)
      return oneOf(post === regional && count('ask-for-outcome') > 1)
    }
    // Recalled at once everywhere: the recipient keeps only the fact that something was shared and recalled.
    if (count('recall') > 0) return 'no'
    const over = count('return', 'answer-instead', 'decline', 'close') > 0
    const sight: Sight = over ? 'may' : 'must'
    if (what === 'relay') return oneOf(relay.includes(post))
    if (what === 'cover') return holders.includes(post) ? sight : outcomes && post === nationalChair ? 'may' : 'no'
    if (what === 'terms') return holders.includes(post) ? sight : 'no'
    if (what === 'declining') return holders.includes(post) ? 'may' : 'no'
    if (what === 'outcome' && outcomes && post === nationalChair) return 'must'
    if (['outcome', 'dealings', 'uses'].includes(what)) return reached && meant.includes(post) ? 'must' : 'no'

    // HI-12c, HI-12l: who may read it is as its originator said it last, and whoever may since then accepts for themselves.
    const lastSaid = happened.findLastIndex(one => one.answers.readers !== undefined)
    const { readers, readerPosts } = happened[lastSaid]?.answers ?? first.answers
    const since = happened.slice(lastSaid)
    const accepted = (among: readonly Told[]) => (group: readonly string[]) =>
      among.some(one => one.step === 'accept' && group.includes(one.post)) && group.includes(post)
    // Only the one at its head, where the terms say so; who that is of two, the clauses leave open. Or those who were chosen.
    const allowed = (unit: readonly string[]) => {
      if (readers === 'unit') return unit
      const chosen = readers === 'posts' ? unit.filter(one => list(readerPosts).includes(one)) : []
      const head = chosen.length > 0 ? chosen : unit.filter(one => !/member$|sanctions-officer$/.test(one))
      return head.length > 1 ? head.filter(one => one === post) : head
    }
    const earlier = happened.slice(0, lastSaid)
    // HI-12l: what is asked by whoever it was merely passed on to is between its originator and those there who may read it. Of two
    // that it was passed on to, neither may know what the other asked.
    if (what === 'questions') {
      const asking = allowed(passed[0] ?? [])
      const turnedDown = happened.some(one => one.step === 'decline' && asking.includes(one.post))
      if (accepted(since)(asking)) return turnedDown ? 'may' : 'must'
      return asking.includes(post) && accepted(earlier)(passed[0] ?? []) ? 'may' : 'no'
    }

    // What it says: to those whom its terms let read it, once one of them accepted them, until the day they give.
    const untils = happened.flatMap(one => (one.answers.until === undefined ? [] : [one]))
    const owners = happened.findLast(
      one => one.step !== 'forward' && (one.answers.until ?? one.answers.endless) !== undefined,
    )
    const relays = untils.find(one => one.step === 'forward')
    const day = 86_400_000
    const isOver = (until: unknown) => until !== undefined && now.getTime() > Date.parse(String(until)) + 1.1 * day
    if (!yes(owners?.answers.endless) && isOver(owners?.answers.until)) return 'no'
    // Sealed for the relay, unless its terms let it read what it passes on, and never what is added later. That whoever has it
    // next has it for less long, as the relay said, binds them.
    const readOnItsWay = yes(first.answers.relayReads) && count('open-to-pass-on') > 0 && count('return') === 0
    const asRelay: Sight = what === 'item' && relay.includes(post) && readOnItsWay ? 'may' : 'no'
    if (isOver(relays?.answers.until)) return asRelay
    const ranOut = untils.some(one => now.getTime() > Date.parse(String(one.answers.until)) + 0.8 * day)
    const opened: Sight = ranOut ? 'may' : 'must'
    const later = happened.findLast(one => one.answers.later !== undefined)
    if (what === 'later' && !yes(later?.answers.later)) return 'no'
    const units = [...passed, ...(reached ? [meant] : [])]
    if (units.map(allowed).some(accepted(since))) return opened
    // Whoever had it before and still may read it keeps it; or accepts anew, where it had been opened for all of their unit.
    if (units.some(unit => allowed(unit).includes(post) && accepted(earlier)(unit))) return 'may'
    // Where its terms let whoever opened it, they name each colleague who needs it.
    if (since.some(one => one.step === 'name-reader' && one.answers.reader === post)) return opened
    return asRelay
  })

// ── The ombudsman’s weekly summary (PH-1 to PH-6) ──

/** Where each entry that is in the summary was written as it now reads: what was changed or left out is not. */
function inSummary(happened: readonly Told[]): ReadonlySet<Told> {
  const entries: (Told | undefined)[] = []
  for (const one of happened) {
    if (one.step === 'send') break
    const at = Number(one.answers.which) - 1
    if (one.step === 'add-entry') entries.push(one)
    if (one.step === 'change-entry') entries[at] = one
    if (one.step === 'leave-out') entries[at] = undefined
  }
  return new Set(entries.filter(one => one !== undefined))
}

const weekly = model(({ what, happened, which, post, count }) => {
  // PH-5: the ombudsman’s always.
  if (post === 'ppo.deputy' || casework.includes(post)) return 'must'
  // PH-3, PH-6: the inspectorate’s intelligence unit, and those it names.
  const named = happened.some(one => one.step === 'name-reader' && one.answers.reader === post)
  if (count('send') === 0 || !(post === 'hmip.intelligence' || named)) return 'no'
  if (what === 'week') return 'must'
  if (count('recall') > 0) return 'no'
  if (what === 'gathered') return oneOf(inSummary(happened).has(happened[which] as Told))
  return oneOf(what === 'summary' || what === 'uses')
})

// ── Urgent concerns, and requests for information (HH-25, HH-14) ──

const concern = model(({ what, happened, post, first, count }) => {
  if (unitOf(first.post).includes(post)) return 'must'
  if (what === 'source') return 'no'
  const { place } = first.answers
  const governor = atPrison(place, 'governor')
  const prison = [governor, atPrison(place, 'safer-custody')]
  const moved = happened.findLastIndex(one => one.step === 'send-to-centre')
  const toCentre = moved >= 0 || first.answers.to === 'centre'
  // Sent past the prison, or taken from it: nobody there knows of it.
  if (toCentre && prison.includes(post)) return 'no'
  const sentTo = toCentre ? centre : atPrison(place, String(first.answers.to))
  // Hour by hour, a level each: the governor, the centre and the director of the group, the director general.
  const levels = [...(toCentre ? [] : [[governor]]), [centre, 'hmpps.group-director'], ['hmpps.director-general']]
  const asked = happened.slice(moved + 1).filter(one => one.step === 'ask-again').length
  const before = moved < 0 ? 0 : happened.slice(0, moved).filter(one => one.step === 'ask-again').length
  const reached = levels.slice(0, asked).flat().includes(post)
  const once = [[governor], [centre, 'hmpps.group-director'], ['hmpps.director-general']].slice(0, before).flat()
  if (what === 'course') return post === sentTo || reached ? 'must' : once.includes(post) ? 'may' : 'no'
  if (count('withdraw') > 0) return 'no'
  const tookUp = happened.some(one => one.step === 'take-up' && one.post === post)
  return oneOf(post === sentTo || tookUp)
})

const request = model(({ what, post, first, count }) => {
  if (unitOf(first.post).includes(post)) return 'must'
  if (post !== centre || count('withdraw') === 0) return oneOf(post === centre)
  // The service keeps that something was asked, and when it was due.
  return what === 'day' ? 'may' : oneOf(what !== 'request')
})

// ── Alerts to something serious (HI-8e) ──

const alert = model(({ what, happened, post, first, count }) => {
  if (unitOf(first.post).includes(post)) return 'must'
  const to = list(first.answers.to)
  const board = to.includes('board') ? boardAt(first.answers.place) : []
  const alerted = [...board, ...(to.includes('national-chair') || board.length === 0 ? [nationalChair] : [])]
  const asked = count('ask-board-again')
  const reached = (post === regional && asked > 1) || (post === nationalChair && asked > 2)
  if (what === 'course') return oneOf(alerted.includes(post) || reached)
  if (count('withdraw') > 0) return 'no'
  return oneOf(alerted.includes(post) || happened.some(one => one.step === 'take-up' && one.post === post))
})

// ── Publications and missing notices (PI-13c, PI-13g, PI-13h, PI-13l, PI-14f) ──

const publication = model(({ what, happened, post, first }) => {
  if (unitOf(first.post).includes(post)) return 'must'
  const staff = [secretariat, nationalChair]
  if (first.post.startsWith('imb.'))
    return oneOf(what !== 'passing' && [...casework, 'ppo.deputy', 'ppo.learning', ...staff].includes(post))
  if (staff.includes(post)) return 'must'
  const passed = happened
    .filter(one => one.step === 'pass-on')
    .some(({ answers: { to, boards } }) => {
      if (to === 'all') return /^imb\.[a-z-]+\.(chair|member)$/.test(post)
      if (to === 'there') return boardAt(first.answers.place).includes(post)
      return list(boards).some(row => unitOf(String((row as { board: unknown }).board)).includes(post))
    })
  return oneOf(passed && what !== 'passing')
})

const missing = model(({ what, post, first }) => {
  if (unitOf(first.post).includes(post) || casework.includes(post)) return 'must'
  return oneOf(what === 'report' && post === 'ppo.deputy')
})

// ── How posts are reached (HI-7a, PI-13b, HH-45) ──

const bodyOf = (post: string) => post.split('.')[0] ?? post
const scrutiny = ['hmip', 'imb', 'ppo']

/** The directory gives a contact to the bodies that have an agreement that asks for it; the matter is whoever’s it concerns. */
const boardContact = model(({ what, post, first }) => {
  const concerned = [
    ...['hmip.lead', 'hmip.inspection', 'ppo.lead', 'ppo.casework', 'imb.national'].flatMap(unitNamed),
    ...boardAt(first.answers.board),
  ]
  if (unitOf(first.post).includes(post) || concerned.includes(post)) return 'must'
  return what === 'reach' && scrutiny.includes(bodyOf(post)) ? 'may' : 'no'
})

const ownContact = model(({ what, post, first }) => {
  if (unitOf(first.post).includes(post)) return 'must'
  const own = bodyOf(first.post)
  const given = own === 'hmpps' ? ['hmip'] : own === 'hmip' ? ['imb', 'ppo', 'hmpps'] : scrutiny
  return what === 'reach' && [own, ...given].includes(bodyOf(post)) ? 'may' : 'no'
})

/** PI-13b: each year the secretariat gives the ombudsman the contacts of all chairs. */
const round = model(({ post, count }) =>
  oneOf(post === secretariat || (count('complete') > 0 && ['ppo.deputy', ...casework].includes(post))),
)

export const shared: Readonly<Record<string, Model>> = {
  'information-hmip': item('hmip'),
  'information-ppo': item('ppo'),
  'weekly-summary': weekly,
  'urgent-concern': concern,
  'information-request': request,
  'serious-issue': alert,
  publication,
  'missing-notice': missing,
  'board-contacts': boardContact,
  contact: ownContact,
  'contact-round': round,
}
