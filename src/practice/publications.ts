import type { Story } from './matters.ts'

/** Contacts that were given, things that were published, and posters and notices that board members missed. */
export const publicationStories: readonly Story[] = [
  {
    of: 'board-contacts',
    acts: [
      [
        120,
        'imb.secretariat',
        'give-chair',
        () => ({ board: 'ZAI', email: 'ashmoor.board@example.org', telephone: '01632 960 011' }),
      ],
      [
        12,
        'imb.ashmoor.chair',
        'say-changed',
        () => ({ what: 'The telephone in the board’s office has a new number.' }),
      ],
      [
        10,
        'imb.secretariat',
        'change-chair',
        () => ({ email: 'ashmoor.board@example.org', telephone: '01632 960 012' }),
      ],
    ],
  },
  {
    of: 'board-contacts',
    acts: [
      [
        95,
        'imb.secretariat',
        'give-chair',
        () => ({
          board: 'ZDI',
          email: 'dunscar.board@example.org',
          address: 'The Monitoring Board, Dunscar, Example Road, Exampleton EX1 1EX',
        }),
      ],
      [4, 'imb.dunscar.chair', 'say-changed', () => ({ what: 'We no longer use the postal address.' })],
    ],
  },
  {
    of: 'contact',
    acts: [
      [
        80,
        'hmpps.siu',
        'give-contact',
        () => ({ post: 'hmpps.siu', email: 'scrutiny@example.org', telephone: '01632 960 040' }),
      ],
    ],
  },
  {
    of: 'contact',
    acts: [
      [
        70,
        'hmip.deputy',
        'give-contact',
        () => ({ post: 'hmip.coordinator', email: 'coordination@example.org', telephone: '01632 960 021' }),
      ],
    ],
  },
  {
    of: 'contact',
    acts: [
      [
        65,
        'ppo.deputy',
        'give-contact',
        () => ({ post: 'ppo.assistant', email: 'assistants@example.org', telephone: '01632 960 031' }),
      ],
    ],
  },
  {
    of: 'publication',
    acts: [
      [
        26,
        'imb.ashmoor.chair',
        'announce',
        on => ({
          title: 'Annual report of the board at Ashmoor',
          kind: 'annual-report',
          on: on(27),
          as: 'link',
          link: 'https://reports.example.org/boards/ashmoor-annual-report.pdf',
          place: 'ZAI',
          topics: ['conditions', 'health'],
        }),
      ],
      [22, 'ppo.investigator', 'mark-read', () => ({})],
    ],
  },
  {
    of: 'publication',
    acts: [
      [
        13,
        'ppo.learning',
        'announce',
        on => ({
          title: 'Learning lessons: the first two weeks in custody',
          kind: 'bulletin',
          on: on(13),
          as: 'link',
          link: 'https://reports.example.org/lessons/first-two-weeks.pdf',
          topics: ['deaths', 'self-harm'],
          remark: 'What families told staff on the first night, and where it was written down.',
        }),
      ],
      [
        9,
        'imb.secretariat',
        'pass-on',
        () => ({ to: 'all', remark: 'Please look at the first-night landing on your next visit.' }),
      ],
      [
        7,
        'imb.dunscar.chair',
        'mark-read',
        () => ({ remark: 'We will look at first-night records on our next visit.' }),
      ],
    ],
  },
  {
    of: 'publication',
    acts: [
      [
        2,
        'ppo.learning',
        'announce',
        on => ({
          title: 'Report on complaints about lost property at Calder Mount',
          kind: 'investigation',
          on: on(2),
          as: 'link',
          link: 'https://reports.example.org/complaints/calder-mount-property.pdf',
          place: 'ZCI',
          topics: ['property', 'complaints'],
        }),
      ],
    ],
  },
  {
    of: 'missing-notice',
    acts: [
      [
        18,
        'imb.calder-mount.member',
        'report',
        on => ({ place: 'ZCI', what: 'posters', where: 'Notice boards on C and D wings', since: on(18) }),
      ],
    ],
  },
  {
    of: 'missing-notice',
    acts: [
      [
        7,
        'imb.dunscar.member',
        'report',
        () => ({
          place: 'ZDI',
          what: 'death',
          whose: 'The death on the health-care wing',
          where: 'Visitors’ centre and the gate',
        }),
      ],
      [6, 'ppo.investigator', 'follow-up', on => ({ did: 'asked', on: on(6), who: 'The liaison officer' })],
      [1, 'ppo.investigator', 'follow-up', () => ({ did: 'replaced', remark: 'New notices were sent.' })],
    ],
  },
]
