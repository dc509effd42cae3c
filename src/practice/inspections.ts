import type { Act, Story } from './matters.ts'

/** Inspections: one that only its planners know of, one announced, one on site today, one that ended with its debrief note. */

const coordinator = 'hmip.coordinator'
const leader = 'hmip.team-leader'

const onTheRegister = (
  called: string,
  name: string,
  more: (on: (daysAgo: number) => string) => Readonly<Record<string, unknown>> = () => ({}),
): Story => ({
  of: 'inspector',
  called,
  acts: [
    [
      120,
      coordinator,
      'enrol',
      on => ({
        name,
        home: 'hmip',
        vetting: on(-500),
        identification: on(-300),
        training: on(-180),
        ...more(on),
      }),
    ],
  ],
})

const register: readonly Story[] = [
  onTheRegister('lead', 'Morag Tennant'),
  onTheRegister('second', 'Desmond Aquino'),
  onTheRegister('education', 'Philippa Rowe', () => ({ home: 'ofsted' })),
  onTheRegister('health', 'Samir Bakshi', () => ({ home: 'cqc' })),
  // Security training runs out before long: nobody can deploy her beyond that day.
  onTheRegister('training', 'Glenda Moss', on => ({ training: on(-20) })),
  onTheRegister('lent', 'Victor Sandhurst', on => ({
    home: 'loan',
    loanFrom: on(190),
    loanUntil: on(-175),
    terms: 'He answers to the team leader alone, and takes no instruction from the prison service while he is with us.',
    former: [{ at: 'ZDI', servedUntil: on(200) }],
  })),
]

const deploys = (daysAgo: number, called: string, as: string, partner?: string): Act => [
  daysAgo,
  coordinator,
  'deploy',
  (_, of) => ({ person: of(called), as, ...(partner && { partner }) }),
]

const brings: Act[2] = 'list-equipment'
const equipment = () => ({ cameras: 2, recorders: 0, laptops: 9, phones: true })

const secret: Story = {
  of: 'inspection',
  acts: [
    [
      25,
      coordinator,
      'plan',
      on => ({
        place: 'ZDI',
        kind: 'full',
        first: on(-30),
        last: on(-40),
        announced: false,
        coordinator: 'Helen Strand, 020 7946 0100',
        partners: ['ofsted', 'cqc'],
        because: 'Letters about segregation have doubled since the spring, and the last inspection is four years ago.',
      }),
    ],
    deploys(24, 'lead', 'lead'),
    deploys(24, 'education', 'partner', 'ofsted'),
    [12, leader, 'hold-already', () => ({ what: 'Use of force, monthly data for this year' })],
    [
      10,
      'hmip.deputy',
      'plan-anew',
      on => ({
        first: on(-37),
        last: on(-47),
        announced: false,
        because: 'The health inspectors can’t come before then.',
      }),
    ],
  ],
}

const announced: Story = {
  of: 'inspection',
  acts: [
    [
      40,
      coordinator,
      'plan',
      on => ({
        place: 'ZFI',
        kind: 'full',
        first: on(-160),
        last: on(-171),
        announced: true,
        coordinator: 'Helen Strand, 020 7946 0100',
        because: 'The centre takes in people of a new kind in the spring.',
      }),
    ],
    [
      30,
      coordinator,
      'notify',
      () => ({ words: 'You asked for time to make rooms free: we hope that this gives it.' }),
    ],
    [
      29,
      'hmpps.fenwick-house.governor',
      'name-liaison',
      () => ({ liaison: 'Keith Lowe, extension 131', room: 'The training room in the visits block' }),
    ],
    [29, coordinator, 'tell-board', () => ({})],
  ],
}

const onSite: Story = {
  of: 'inspection',
  acts: [
    [
      70,
      coordinator,
      'plan',
      on => ({
        place: 'ZCI',
        kind: 'full',
        first: on(1),
        last: on(-7),
        announced: false,
        coordinator: 'Helen Strand, 020 7946 0100',
        partners: ['cqc'],
      }),
    ],
    deploys(50, 'second', 'lead'),
    deploys(50, 'health', 'partner', 'cqc'),
    [20, leader, brings, equipment],
    [
      15,
      leader,
      'name-visitor',
      () => ({
        name: 'Dr Ines Calloway',
        from: 'A university department of criminology',
        media: false,
        purpose: 'To see how inspectors use what prisoners tell them',
      }),
    ],
    [14, leader, 'clear-visitor', on => ({ visitor: '1', signedOn: on(14) })],
    [1, coordinator, 'notify', () => ({ words: 'We are at the gate.' })],
    [
      1,
      leader,
      'give-instructions',
      () => ({ instructions: 'A room for ten that locks, with sockets. Keys for everyone on the list.' }),
    ],
    [1, leader, 'begin', on => ({ arrivedOn: on(1), at: '08:40', keys: 'late' })],
    [1, coordinator, 'tell-board', () => ({})],
    [
      1,
      'hmpps.calder-mount.liaison',
      'name-liaison',
      () => ({
        liaison: 'Joyce Pike, extension 214',
        room: 'The old library, first floor',
        debriefAt: 'The chapel, with the senior team and the group director',
      }),
    ],
    [
      1,
      leader,
      'log-access',
      on => ({
        to: 'keys',
        on: on(1),
        at: '08:40 to 09:25',
        happened: 'Keys for three inspectors had not been drawn, and they waited at the gate.',
      }),
    ],
    [
      1,
      'hmpps.calder-mount.governor',
      'answer-access',
      () => ({
        given: true,
        answer: 'The gate had yesterday’s list. The duty manager drew the keys as soon as he was told.',
      }),
    ],
    [1, leader, 'ask-for', on => ({ what: 'Complaints log, January to June', by: on(0) })],
    [1, leader, 'ask-for', on => ({ what: 'Minutes of the safety meeting, last three', by: on(0) })],
    [0, 'hmpps.calder-mount.liaison', 'provide', () => ({ which: '1', where: 'On the table in your room' })],
    [0, leader, 'tell-of-visitor', () => ({ visitor: '1' })],
    [
      0,
      leader,
      'feedback',
      on => ({
        saidOn: on(0),
        to: 'The governor, at the morning meeting',
        said: 'Cells on the ground floor of B wing are cold. Most people we met were unlocked for less than three hours.',
      }),
    ],
  ],
}

const noted: Story = {
  of: 'inspection',
  acts: [
    [
      80,
      coordinator,
      'plan',
      on => ({
        place: 'ZEI',
        kind: 'full',
        first: on(22),
        last: on(13),
        announced: false,
        coordinator: 'Helen Strand, 020 7946 0100',
      }),
    ],
    deploys(60, 'lead', 'lead'),
    [40, leader, brings, equipment],
    [22, coordinator, 'notify', () => ({})],
    [22, leader, 'give-instructions', () => ({ instructions: 'A room for six that locks.' })],
    [22, leader, 'begin', on => ({ arrivedOn: on(22), at: '09:05', keys: 'once' })],
    [22, 'hmpps.eastholme.governor', 'name-liaison', () => ({ liaison: 'Imran Eames, extension 20', room: 'Room 4' })],
    [
      13,
      leader,
      'debrief',
      on => ({
        debriefOn: on(13),
        where: 'The governor’s meeting room',
        attendees: [
          { name: 'Daniel Osei', as: 'governor' },
          { name: 'Adaeze Obi', as: 'region' },
          { name: 'Rosalind Quaye', as: 'board' },
        ],
        safety: '2',
        respect: '3',
        activity: '1',
        release: '3',
        judgements:
          'Too many children spend too long alone in their rooms. Violence has fallen, and staff know those in their care well. Education reaches too few of them, too late in the day.',
      }),
    ],
    [13, coordinator, 'end', on => ({ ended: on(13) })],
    [8, coordinator, 'send-note', () => ({})],
    [
      7,
      'hmpps.eastholme.governor',
      'share-note',
      () => ({ reader: 'hmpps.eastholme.safer-custody', because: 'Leads on violence, and must act on it this week' }),
    ],
  ],
}

export const inspectionStories: readonly Story[] = [...register, secret, announced, onSite, noted]
