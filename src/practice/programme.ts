import type { Story } from './matters.ts'

/** What the inspectorate plans by: a year that is being consulted on, judgements of leadership, a new place, partners. */

const coordinator = 'hmip.coordinator'
const siu = 'hmpps.siu'

/** All of it on one day, so that it is of one business year whenever the practice world begins. */
const year: Story = {
  of: 'inspection-programme',
  recurs: true,
  acts: [
    [30, 'clock', 'open-year', () => ({})],
    [
      30,
      coordinator,
      'consult',
      on => ({
        whom: ['hmpps.scrutiny', 'imb.national', 'ppo.lead'],
        by: on(9),
        on: ['plans', 'framework'],
        words:
          'Which kinds of establishment should be inspected sooner in the year ahead? And does the framework still ask the right questions about time out of cell?',
      }),
    ],
    [
      30,
      'hmip.deputy',
      'set-weights',
      () => ({
        scores: '35',
        time: '25',
        because: 'In the last two years, scores told more of what was found than the time since the last inspection.',
      }),
    ],
  ],
}

const answered: Story = {
  of: 'consultation',
  goesOn: {},
  acts: [
    [
      14,
      siu,
      'answer',
      () => ({
        answer:
          'We ask that open prisons be looked at together in one quarter, so that what is learnt can be used in all of them. On the framework: please ask about weekends apart from weekdays.',
      }),
    ],
  ],
}

const judged = (place: string, level: string, because: string): Story => ({
  of: 'leadership',
  acts: [[28, coordinator, 'judge', () => ({ place, level, because })]],
})

const noticed: Story = {
  of: 'new-establishment',
  acts: [
    [
      12,
      siu,
      'tell',
      on => ({
        name: 'Hollin Bank (invented)',
        kind: 'prison',
        where: 'In the northern practice group',
        opens: on(-90),
        holds: 'Six hundred men, in category C.',
      }),
    ],
    [9, coordinator, 'acknowledge', () => ({ remark: 'Thank you. Please say when the first men arrive.' })],
  ],
}

const foundOpen: Story = {
  of: 'new-establishment',
  acts: [
    [
      5,
      'hmip.team-leader',
      'tell',
      on => ({
        name: 'Marle House (invented)',
        kind: 'yoi',
        where: 'In the southern practice group',
        opens: on(20),
        holds: 'Thirty young men moved there for building works elsewhere.',
      }),
    ],
  ],
}

const wish: Story = {
  of: 'partner-wish',
  acts: [
    [
      16,
      coordinator,
      'record',
      () => ({
        partner: 'other',
        other: 'Inspectorate of Kitchens (invented)',
        line: 'To look at kitchens in two prisons before the summer',
        place: 'ZBI',
        wish: 'They would come for one day, under our lead.',
      }),
    ],
  ],
}

const memorandum: Story = {
  of: 'memorandum',
  acts: [
    [
      75,
      coordinator,
      'record',
      on => ({
        partner: 'other',
        other: 'Inspectorate of Kitchens (invented)',
        title: 'Inspecting kitchens together',
        signed: on(220),
        reviewBy: on(-30),
        says: 'They come under our lead, agree their judgements with us, and keep to the agreement with the prison service.',
      }),
    ],
  ],
}

/** Reports that were public before any was kept here, as an earlier log of them is brought in. */
const earlier = (place: string, endedAgo: number, [safety, respect, activity, release]: readonly string[]): Story => ({
  of: 'report',
  called: `earlier report ${place}`,
  brought: true,
  acts: [
    [
      60,
      coordinator,
      'record',
      on => ({
        place,
        ended: on(endedAgo),
        on: on(endedAgo - 120),
        kind: 'Full inspection',
        safety,
        respect,
        activity,
        release,
      }),
    ],
  ],
})

export const programmeStories: readonly Story[] = [
  year,
  answered,
  earlier('ZAI', 1200, ['1', '2', '2', '3']),
  earlier('ZBI', 1650, ['2', '3', '1', '2']),
  earlier('ZDI', 1400, ['3', '3', '2', '3']),
  earlier('ZEI', 900, ['2', '2', '1', '3']),
  earlier('ZGI', 980, ['3', '2', '3', '3']),
  // More than five years ago, and nothing is planned: overdue.
  earlier('ZHI', 1870, ['2', '3', '1', '2']),
  judged('ZAI', '2', 'The third governor in two years; the deputy holds it together.'),
  judged('ZDI', '3', 'Steady, and known to staff. Has yet to show that plans are carried through.'),
  noticed,
  foundOpen,
  wish,
  memorandum,
]
