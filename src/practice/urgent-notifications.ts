import type { Story } from './matters.ts'

/** Two Urgent Notifications, one answered and in force, one whose answer is owed; and reviews of progress at three stages. */

const answered: Story = {
  of: 'urgent-notification',
  acts: [
    [
      145,
      'hmip.team-leader',
      'prepare',
      on => ({
        place: 'ZCI',
        ended: on(146),
        line: 'Violence, drugs, and too few staff who know how to run a prison',
        why: 'More than half of the men told us that they felt unsafe. There were two deaths in a month.',
      }),
    ],
    [
      141,
      'hmip.deputy',
      'send',
      on => ({
        letter:
          'I am writing to put to you my grave concern about Calder Mount, where an unannounced inspection ended last week.\n\nViolence has doubled since we were last there. Drugs are to be had on every wing. Most officers have been in the service for less than a year, and many told us that they were afraid.\n\nNobody whom we met could tell us how this was to change. It cannot wait for our report.',
        on: on(141),
      }),
    ],
    [140, 'moj.secretary-of-state', 'receive', on => ({ on: on(140) })],
    [139, 'hmip.press', 'publish', on => ({ on: on(139) })],
    [
      138,
      'hmip.team-leader',
      'open-plan',
      () => ({
        concerns: [
          { text: 'Violence has doubled, and nobody is charged with reducing it.' },
          { text: 'Drugs are to be had on every wing.' },
          { text: 'Officers who are new are left without anyone to learn from.' },
        ],
      }),
    ],
    [
      120,
      'moj.secretary-of-state',
      'respond',
      on => ({
        on: on(120),
        immediate:
          'Forty experienced officers from other prisons have been there since Monday. One wing is closed until it can be run safely. A body scanner is in use.',
      }),
    ],
    [
      113,
      'moj.secretary-of-state',
      'respond',
      on => ({
        on: on(113),
        longer:
          'A governor with a record of turning prisons round takes over next month and stays for three years. The prison holds a hundred fewer men until a second inspection.',
      }),
    ],
  ],
}

const owed: Story = {
  of: 'urgent-notification',
  acts: [
    [
      12,
      'hmip.coordinator',
      'prepare',
      on => ({
        place: 'ZEI',
        ended: on(13),
        line: 'Boys kept alone for twenty-two hours a day, and hardly any schooling',
        partners: ['ofsted', 'cqc'],
      }),
    ],
    [
      10,
      'hmip.chief',
      'send',
      on => ({
        letter:
          'Together with Ofsted and the Care Quality Commission I put to you our concern about the children held at Eastholme.\n\nMost are in their cells, alone, for all but two hours of the day. Fewer than a third of lessons take place.',
        on: on(10),
      }),
    ],
    [9, 'hmip.press', 'publish', on => ({ on: on(9) })],
    [8, 'moj.secretary-of-state', 'receive', on => ({ on: on(10) })],
  ],
}

const considered: Story = {
  of: 'review-of-progress',
  acts: [
    [
      6,
      'hmip.coordinator',
      'candidate',
      on => ({
        place: 'ZDI',
        ended: on(150),
        reasons: ['scores', 'leadership'],
        because: 'Safety has fallen at two inspections, and the third governor in three years has just left.',
        items: [
          { number: '1', kind: 'priority', text: 'Force is used too often, and nobody looks at why.' },
          { number: '2', kind: 'priority', text: 'Men wait for months for a dentist.' },
          { number: '3', kind: 'key', text: 'Complaints are answered late, or not at all.' },
        ],
      }),
    ],
  ],
}

const announced: Story = {
  of: 'review-of-progress',
  acts: [
    [
      60,
      'hmip.team-leader',
      'candidate',
      on => ({
        place: 'ZBI',
        ended: on(246),
        reasons: ['risk'],
        because:
          'Two serious assaults on staff since the report, and no action plan that we have seen for the separation unit.',
        items: [
          {
            number: '1',
            kind: 'priority',
            text: 'Men in the separation unit have nothing to do and nobody to talk to.',
          },
          { number: '2', kind: 'priority', text: 'There is no plan for those who arrive with debts.' },
          { number: '5', kind: 'key', text: 'Few men work at anything that would help them find a job.' },
        ],
      }),
    ],
    [55, 'hmip.deputy', 'choose', on => ({ likely: on(-14) })],
    [30, 'hmip.team-leader', 'select-items', () => ({ selected: ['1', '2'] })],
    [
      20,
      'hmip.team-leader',
      'announce',
      on => ({ first: on(-14), last: on(-16), length: '2.5', team: '5', note: 'We begin on the separation unit.' }),
    ],
  ],
}

const reviewed: Story = {
  of: 'review-of-progress',
  acts: [
    [
      120,
      'hmip.coordinator',
      'candidate',
      on => ({
        place: 'ZAI',
        ended: on(330),
        reasons: ['scores'],
        because: 'Purposeful activity was poor at three inspections running.',
        items: [
          { number: '1', kind: 'priority', text: 'Most men are locked in their cells during the working day.' },
          { number: '2', kind: 'priority', text: 'The library is open for four hours a week.' },
          { number: '4', kind: 'key', text: 'Men who cannot read are not taught.' },
        ],
      }),
    ],
    [110, 'hmip.deputy', 'choose', on => ({ likely: on(62) })],
    [100, 'hmip.team-leader', 'select-items', () => ({ selected: ['1', '2', '4'] })],
    [90, 'hmip.team-leader', 'announce', on => ({ first: on(62), last: on(60), length: '2.5', team: '4' })],
    [62, 'hmip.team-leader', 'begin-visit', on => ({ on: on(62) })],
    [
      60,
      'hmip.team-leader',
      'judge',
      () => ({
        judged: [
          { number: '1', progress: 'insufficient', found: 'Two wings are unlocked for work; three are not.' },
          { number: '2', progress: 'good', found: 'It is open every day, and full.' },
          { number: '4', progress: 'reasonable', found: 'Thirty men teach sixty others. There is no room for more.' },
        ],
      }),
    ],
    [60, 'hmip.team-leader', 'end-visit', on => ({ on: on(60) })],
    [
      50,
      'hmip.team-leader',
      'write',
      () => ({
        words:
          'The library and the teaching of reading show what can be done here. Most men are still locked up for most of the working day, which was our first concern.',
      }),
    ],
    [35, 'hmip.deputy', 'publish', () => ({})],
  ],
}

export const urgentNotificationStories: readonly Story[] = [answered, owed, considered, announced, reviewed]
