import type { Act, Story } from './matters.ts'

/** What boards do in an inspection and after it, and short scrutiny visits: under way, taken up, disputed, one still secret. */

const coordinator = 'hmip.coordinator'
const chair = 'imb.calder-mount.chair'

/** Calder Mount is inspected since yesterday: its chair is still to be met, and the governor to be told of the debrief. */
const underWay: readonly Act[] = [
  [
    1,
    coordinator,
    'confirm-told',
    on => ({ officer: 'Graham Birch', whom: 'The chair, by telephone', on: on(1), at: '09:20' }),
  ],
  [1, 'imb.secretariat', 'ask-board', () => ({ ask: 'Please say how weekends have been since the last report.' })],
  [
    0,
    chair,
    'tell-concerns',
    () => ({
      how: 'here',
      concerns:
        'Two wings are locked up at four on most days for want of staff. Two men in separation have been there for more than six weeks.',
      better: 'Complaints are answered sooner than in the spring.',
    }),
  ],
]

const theme: readonly Act[] = [
  [
    28,
    chair,
    'take-up',
    (on, of) => ({
      place: 'ZCI',
      report: [of('report ZCI')],
      line: 'Too much time locked in cells at weekends',
      look: 'Two weekend visits a month, on two wings each, with the record of when doors were opened.',
      again: on(7),
    }),
  ],
  [
    7,
    chair,
    'look',
    on => ({
      on: on(8),
      seen: 'Doors were opened at nine and closed at half past four on both wings. Last month it was four.',
      now: 'better',
      again: on(-14),
    }),
  ],
]

const concern: readonly Act[] = [
  [
    25,
    chair,
    'raise',
    (_on, of) => ({
      place: 'ZCI',
      report: [of('report ZCI')],
      line: 'The report says little of the separation unit',
      concern: 'We told the team of four men held there for more than two months, and one sentence came of it.',
    }),
  ],
  [
    14,
    'imb.regional',
    'discuss-regional',
    on => ({
      on: on(14),
      said: 'Agreed that the length of stay is the point, and not how the unit is described. To be taken to the National Chair.',
    }),
  ],
  [13, chair, 'take-to-national', () => ({ why: 'The region has seen it in one other report.' })],
]

/** Whoever plans a visit reads the weekly summary only where the intelligence unit names them. */
const named: readonly Act[] = [
  [5, 'hmip.intelligence', 'name-reader', () => ({ reader: coordinator, because: 'Plans the visit to Ashmoor' })],
]

const visit: readonly Act[] = [
  [
    5,
    coordinator,
    'plan',
    on => ({ place: 'ZAI', on: on(4), because: 'Showers are said to run cold on two wings.', drawn: true }),
  ],
  [4, coordinator, 'tell', () => ({ words: 'Two of us are at the gate, for two days.' })],
  [3, coordinator, 'cite', (_on, of) => ({ summaries: [of('weekly-summary')], purpose: 'visit' })],
  [3, coordinator, 'end', on => ({ ended: on(3) })],
  [
    1,
    coordinator,
    'give-note',
    () => ({
      note: 'Showers ran cold on C and D wings at the hours when most people may use them. The boiler’s parts came while we were there.',
    }),
  ],
]

const secret: readonly Act[] = [
  [
    6,
    coordinator,
    'plan',
    on => ({ place: 'ZBI', on: on(-15), because: 'Little time out of cell at weekends.', drawn: false }),
  ],
]

export const boardsPartStories: readonly Story[] = [
  { of: 'inspection-update', goesOn: { at: 'ZCI' }, acts: underWay },
  { of: 'monitoring-theme', acts: theme },
  { of: 'report-concern', acts: concern },
  { of: 'weekly-summary', goesOn: {}, acts: named },
  { of: 'scrutiny-visit', acts: visit },
  { of: 'scrutiny-visit', acts: secret },
]
