import { months, years } from '../../../calendar/period.ts'
import type { Programme } from '../../../engine/programme.ts'
import { bands, factors, risk, tests } from './risk.ts'
import { planners } from './who.ts'
import { weightColumn } from './year.ts'

/**
 * The programme of inspections (HH-6a, HH-6c): which procedures say when a place was last inspected, what is planned there and
 * what raises its risk. A place of which the register says that it is a young offender institution or a secure training centre
 * is counted as one for children; every other prison as one for adults. Places that the prison service does not run stand
 * beside them without a latest date, since the agreement sets none for them.
 */
export const programme: Programme = {
  title: 'Programme of inspections',
  about:
    'Every place in the register, when it was last inspected, by when it must be again, and how great the risk is. Only those who plan inspections see this.',
  clause: 'HH-6a',
  seenBy: planners,
  inspected: [
    { procedure: 'report', day: 'ended' },
    { procedure: 'inspection', day: 'ended' },
    // A report that is being written on an inspection that is not kept here.
    { procedure: 'report', day: 'inspected' },
  ],
  plans: [
    {
      procedure: 'inspection',
      inspects: true,
      from: 'first',
      until: 'last',
      kind: 'kind',
      over: ['ended'],
    },
    {
      procedure: 'review-of-progress',
      inspects: false,
      from: 'planned',
      until: 'until',
      over: ['reporting', 'published', 'not chosen', 'called off'],
    },
    { procedure: 'scrutiny-visit', inspects: false, from: 'on', over: ['ended', 'over'] },
  ],
  holds: [
    { kinds: ['yoi', 'stc'], period: years(3), because: 'three years, as a place for children in the register' },
    { kinds: ['prison'], period: years(5), because: 'five years, as a place for adults' },
    {
      kinds: ['irc', 'sthf', 'other'],
      period: years(5),
      because: 'no date is set by this agreement; its risk is measured by five years',
      onlyMeasured: true,
    },
  ],
  reads: {
    reports: { procedure: 'report', columns: ['ended', ...Object.keys(tests)] },
    urgent: { procedure: 'urgent-notification', columns: [] },
    reviews: { procedure: 'review-of-progress', columns: ['none', 'insufficient', 'reasonable', 'good'] },
    leadership: { procedure: 'leadership', columns: ['level', 'judged'] },
  },
  counts: {
    intelligence: { procedures: ['information-hmip', 'serious-issue', 'urgent-concern'], within: months(12) },
    sanctions: {
      procedures: ['sanction-allegation'],
      within: months(12),
      leavesOut: { stages: ['signposted'], facts: { qualifies: ['no'] } },
    },
  },
  factors,
  weights: { procedure: 'inspection-programme', step: 'set-weights', column: weightColumn },
  bands,
  risk,
  begins: ['leadership', 'partner-wish', 'memorandum'],
}
