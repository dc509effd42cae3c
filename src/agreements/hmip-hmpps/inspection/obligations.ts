import { addDays, formatDay } from '../../../calendar/day.ts'
import { before as backwards, days, followingWeek, months } from '../../../calendar/period.ts'
import type { Rule } from '../../../engine/deadline.ts'
import { has } from '../../../engine/matter.ts'
import { owner } from '../../../engine/who.ts'
import { boardsAt } from '../../hmip-imb/who.ts'
import { within } from '../settings.ts'
import { accessRules } from '../access.ts'
import { ended, firstDay, isAnnounced, lastDay, notifiedOn, wantedBy } from './reading.ts'
import { establishment, governor } from './who.ts'

/** What falls due in an inspection. Until the establishment is told there is one duty at most, and the planners alone see it. */

const off = ['cancelled']

export const obligations: Readonly<Record<string, Rule>> = {
  announce: {
    clause: 'HH-6b',
    label: 'Tell the establishment of an announced inspection',
    owedBy: owner,
    part: 'plan',
    from: ['planned as announced'],
    until: ['notified'],
    fallsAway: [...off, 'planned as unannounced'],
    starts: ({ matter }) => firstDay(matter),
    dates: () => ({ limit: backwards(months(6)) }),
    basis: 'the agreement',
    by: 'notify',
  },
  'tell the board': {
    clause: 'HI-8b',
    label: 'Tell the monitoring boards of the inspection',
    owedBy: owner,
    part: 'board',
    from: ['notified'],
    until: ['board told'],
    fallsAway: off,
    when: ({ matter, world }) => boardsAt(world, matter.place).length > 0,
    dates: within('inspection-board-hmip'),
    basis: 'our default',
    by: 'tell-board',
  },
  instructions: {
    clause: 'HH-18',
    label: 'Give the establishment your instructions on the visit',
    owedBy: owner,
    part: 'visit',
    from: ['notified'],
    until: ['instructions given'],
    fallsAway: off,
    starts: ({ matter }) => notifiedOn(matter),
    dates: ({ matter }) => {
      const first = firstDay(matter)
      if (!first || !isAnnounced(matter)) return { limit: days(0) }
      const before = addDays(first, -1)
      return { limit: { day: before, working: `The day before the inspection begins, on ${formatDay(first)}.` } }
    },
    recounted: { on: ['moved'], because: () => 'the days of the visit were moved' },
    basis: 'the agreement',
    by: 'give-instructions',
  },
  liaison: {
    clause: 'HH-18',
    label: 'Name a liaison officer and a room for the inspection',
    owedBy: governor,
    part: 'visit',
    from: ['notified'],
    until: ['liaison named'],
    fallsAway: off,
    dates: within('service-liaison-hmpps'),
    basis: 'our default',
    by: 'name-liaison',
  },
  'what was asked for': {
    clause: 'HH-17',
    label: 'Give the inspectors what they asked for by a day',
    owedBy: establishment,
    part: 'visit',
    from: ['asked for by a day', 'given, and more is wanted'],
    until: ['nothing more is wanted'],
    fallsAway: [...off, 'ended'],
    dates: ({ matter }) => {
      const on = wantedBy(matter)
      return { limit: on && { day: on, working: 'The soonest day that was named for what is still to be given' } }
    },
    basis: 'agreed',
    by: 'provide',
  },
  debrief: {
    clause: 'HH-19',
    label: 'Hold the formal debrief',
    owedBy: owner,
    part: 'visit',
    from: ['began'],
    until: ['debriefed'],
    fallsAway: off,
    starts: ({ matter }) => lastDay(matter),
    dates: () => ({ limit: days(0) }),
    recounted: { on: ['moved'], because: () => 'the days of the visit were moved' },
    basis: 'the agreement',
    by: 'debrief',
  },
  end: {
    clause: 'HH-26',
    label: 'Record the last day of the inspection',
    owedBy: owner,
    part: 'visit',
    from: ['began'],
    until: ['ended'],
    fallsAway: off,
    starts: ({ matter }) => lastDay(matter),
    dates: () => ({ limit: days(1) }),
    recounted: { on: ['moved'], because: () => 'the days of the visit were moved' },
    basis: 'our default',
    by: 'end',
  },
  'note to headquarters': {
    clause: 'HH-20b',
    label: 'Send the debrief note to the service’s headquarters',
    owedBy: owner,
    part: 'note',
    from: ['ended'],
    until: ['note at headquarters'],
    fallsAway: ['note superseded'],
    starts: ({ matter }) => ended(matter),
    dates: () => ({ limit: followingWeek }),
    basis: 'the agreement',
    by: 'send-note',
  },
  // A delay that is told of in passing is answered by nobody.
  'keys late': {
    clause: 'HH-8',
    label: 'Record that keys were late, so that it is answered',
    owedBy: owner,
    part: 'access',
    from: ['keys late'],
    until: ['access refused'],
    when: ({ matter }) => !has(matter, 'access refused'),
    dates: () => ({ limit: days(0) }),
    basis: 'our default',
    by: 'log-access',
  },
  ...accessRules,
}
