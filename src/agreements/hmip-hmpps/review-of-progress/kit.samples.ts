import { given, holder, places, type Case, type Taken } from '../../../../test/kit.ts'
import { reviewOfProgress } from './review-of-progress.ts'

/** Whoever has to do with a review of progress, and one that has come so far, for the tests beside. */

export const coordinator = holder('hmip.coordinator')
export const leader = holder('hmip.team-leader')
export const deputy = holder('hmip.deputy')
export const governor = holder('hmpps.ashmoor.governor')
export const siu = holder('hmpps.siu')
export const chair = holder('imb.ashmoor.chair')
export const unit = 'hmip.inspection'

export const items = [
  { number: '1', kind: 'priority', text: 'Men spend too long in their cells.' },
  { number: '2', kind: 'priority', text: 'Force is not overseen.' },
  { number: '4', kind: 'key', text: 'Complaints are answered late.' },
]

/** The inspection ended on Friday 9 May 2025: eight months later is 9 January 2026, twelve 9 May 2026. */
export const begun = {
  place: places.ashmoor,
  ended: '2025-05-09',
  reasons: ['scores', 'leadership'],
  because: 'Safety has fallen twice; the last plan came to little.',
  items,
}
export const considered: Taken = [coordinator, 'candidate', begun]

export const visit = { first: '2026-01-13', last: '2026-01-15', length: '2.5', team: '4' }

/** Everything is on Monday 5 January 2026 unless it says otherwise. */
export const candidate = (): Case => given(reviewOfProgress, considered)
export const chosen = (): Case => candidate().and([leader, 'choose', { likely: '2026-01-13' }])
export const announced = (): Case =>
  chosen().and([leader, 'select-items', { selected: ['1', '4'] }], [leader, 'announce', visit])
export const visiting = (): Case =>
  announced()
    .on('2026-01-13')
    .and([leader, 'begin-visit', { on: '2026-01-13' }])

export const judged = [
  { number: '1', progress: 'insufficient', found: 'Two hours more a day, for one wing.' },
  { number: '4', progress: 'good' },
]

/** The visit ended on Thursday 15 January 2026. */
export const visited = (): Case =>
  visiting()
    .and([leader, 'judge', { judged }])
    .on('2026-01-15')
    .and([leader, 'end-visit', { on: '2026-01-15' }])
export const written = (): Case => visited().and([leader, 'write', { words: 'Some of it has been acted on.' }])
export const published = (): Case => written().on('2026-02-19').and([leader, 'publish'])
