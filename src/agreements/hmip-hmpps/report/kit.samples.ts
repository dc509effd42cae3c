import { given, holder, places, type Case, type Taken } from '../../../../test/kit.ts'
import { report } from './report.ts'

/** Whoever has to do with a report, and one that has come so far, for the tests beside. */

export const coordinator = holder('hmip.coordinator')
export const leader = holder('hmip.team-leader')
export const deputy = holder('hmip.deputy')
export const chief = holder('hmip.chief')
export const press = holder('hmip.press')
export const siu = holder('hmpps.siu')
export const chiefExecutive = holder('hmpps.chief-executive')
export const governor = holder('hmpps.ashmoor.governor')
export const unit = 'hmip.inspection'
export const centre = 'hmpps.scrutiny'

/** The inspection ended on Friday 5 December 2025. */
export const begun = { place: places.ashmoor, ended: '2025-12-05', kind: 'Full inspection' }
export const started: Taken = [coordinator, 'start', begun]

export const texts = { introduction: 'Ashmoor was safer than before.', onSafety: 'Violence had fallen by a fifth.' }
export const concerns = [
  { kind: 'priority', text: 'Men spend too long in their cells.' },
  { kind: 'priority', text: 'There are too few staff in health care.' },
  { kind: 'priority', text: 'Force is not overseen.' },
  { kind: 'key', text: 'Complaints are answered late.' },
]
export const writing: readonly Taken[] = [
  [leader, 'write', texts],
  [leader, 'judge', { safety: '3', respect: '2', activity: '1', release: '3' }],
  [leader, 'list-items', { items: concerns }],
  [leader, 'note-practice', { practice: [{ text: 'Men teach one another to read.' }] }],
]
export const points = [
  { passage: 'Page 4: “by a fifth”', wrong: 'It fell by a quarter', evidence: 'The safety data for May', is: 'fact' },
  { passage: 'Page 9: “too long”', wrong: 'We think it is not', evidence: 'The regime', is: 'judgement' },
]
export const answers = [
  { point: '1', answer: 'accepted', words: 'It now says a quarter.' },
  { point: '2', answer: 'judgement', words: 'How long is too long is for us to judge.' },
]

/** Begun on Monday 8 December 2025, and written. */
export const written = (): Case =>
  given(report)
    .on('2025-12-08')
    .and(started, ...writing)

/** Sent on Monday 12 January 2026. */
export const sent = (): Case => written().on('2026-01-12').and([leader, 'send-draft'])

/** Two points raised, and the date answered, on Monday 26 January. */
export const checked = (): Case =>
  sent()
    .on('2026-01-26')
    .and([siu, 'raise-points', { points, whole: 'all' }], [siu, 'content-with-date', { content: 'yes' }])

/** Both answered on Monday 2 February. */
export const answered = (): Case => checked().on('2026-02-02').and([leader, 'answer-points', { answers }])

/** The text settled and the day set: Tuesday 17 February. */
export const ready = (): Case =>
  answered().and(
    [leader, 'finalise'],
    [leader, 'set-publication', { on: '2026-02-17' }],
    [press, 'draft-press-notice', { title: 'A safer prison', notice: 'Inspectors found a safer prison.' }],
  )

/** Published on that day. */
export const published = (): Case => ready().on('2026-02-17').and([leader, 'publish'])
