import type { Act, Story } from './matters.ts'

/** Reports at every stage on their way to publication: one late in being written, one whose check is late, one published. */

const leader = 'hmip.team-leader'
const siu = 'hmpps.siu'

const begins = (daysAgo: number, place: string): Act => [
  daysAgo - 2,
  'hmip.coordinator',
  'start',
  on => ({ place, ended: on(daysAgo), kind: 'Full inspection' }),
]

const concerns = [
  { kind: 'priority', text: 'People spend too long locked in their cells, and have too little to do.' },
  { kind: 'priority', text: 'Health care has too few nurses for the number of people with long-term conditions.' },
  { kind: 'priority', text: 'The use of force is not overseen well enough.' },
  { kind: 'key', text: 'Complaints are often answered late, and some of the answers are curt.' },
  { kind: 'key', text: 'Public protection arrangements do not begin early enough before release.' },
]

const first = {
  introduction:
    'We found a prison that was safer than at our last visit. Leaders knew their prison well, and most staff wanted to do better.\n\nToo many people still had too little to do.',
  onLeadership: 'The governor was visible. Plans were sensible, but too few of them had been finished.',
  onSafety: 'Violence had fallen by a fifth in a year. Reception was calm and decent.',
  onRespect: 'Most cells were clean. Complaints were answered late.',
}

const written = (daysAgo: number): readonly Act[] => [
  [daysAgo, leader, 'write', () => first],
  [daysAgo, leader, 'judge', () => ({ safety: '3', respect: '3', activity: '1', release: '2' })],
  [daysAgo - 1, leader, 'list-items', () => ({ items: concerns })],
  [
    daysAgo - 1,
    leader,
    'note-practice',
    () => ({ practice: [{ text: 'Men who had learnt to read taught others on the wings every evening.' }] }),
  ],
  [
    daysAgo - 3,
    leader,
    'write',
    () => ({
      ...first,
      onActivity: 'Too few people were in education, work or training, and those who were often arrived late.',
      onRelease: 'Most people were released to somewhere to live, but planning began too late.',
    }),
  ],
]

const points = [
  {
    passage: 'Safety: “Violence had fallen by a fifth in a year.”',
    wrong: 'It had fallen by a quarter.',
    evidence: 'The safety figures for the twelve months to the inspection.',
    is: 'fact',
  },
  {
    passage: 'Purposeful activity: “Too few people were in education, work or training”.',
    wrong: 'We think that enough were.',
    evidence: 'The regime of the week of the inspection.',
    is: 'judgement',
  },
]

const checked = (daysAgo: number): readonly Act[] => [
  [daysAgo, siu, 'raise-points', () => ({ points, whole: 'all' })],
  [daysAgo, siu, 'content-with-date', () => ({ content: 'yes' })],
]

const answered = (daysAgo: number): Act => [
  daysAgo,
  leader,
  'answer-points',
  () => ({
    answers: [
      { point: '1', answer: 'accepted', words: 'The report now says a quarter.' },
      { point: '2', answer: 'judgement', words: 'Whether there is enough to do is for the inspectorate to judge.' },
    ],
  }),
]

const ready = (daysAgo: number, publishedIn: number): readonly Act[] => [
  [
    daysAgo,
    leader,
    'write',
    () => ({
      ...first,
      onSafety: 'Violence had fallen by a quarter in a year. Reception was calm and decent.',
      onActivity: 'Too few people were in education, work or training, and those who were often arrived late.',
      onRelease: 'Most people were released to somewhere to live, but planning began too late.',
    }),
  ],
  [daysAgo, leader, 'finalise', () => ({})],
  [daysAgo, leader, 'set-publication', on => ({ on: on(publishedIn) })],
]

const notice: (daysAgo: number) => readonly Act[] = daysAgo => [
  [
    daysAgo,
    'hmip.press',
    'draft-press-notice',
    () => ({
      title: 'Safer, but still too little to do',
      notice:
        'Inspectors found a prison where violence had fallen, but where too many people spent their days locked up.',
    }),
  ],
  [
    daysAgo - 1,
    'hmpps.chief-executive',
    'give-quote',
    () => ({
      gives: 'yes',
      quote: 'I am grateful to the staff who have made this prison safer. There is more to do, and we are doing it.',
    }),
  ],
]

const reports: readonly (readonly Act[])[] = [
  // Being written, in good time
  [begins(20, 'ZAI'), ...written(9)],
  // Being written, and late
  [begins(75, 'ZBI'), ...written(30)],
  // With the prison service, in its time, after its clock had stood still for a while
  [
    begins(66, 'ZDI'),
    ...written(43),
    [38, leader, 'pause', on => ({ until: on(31), because: 'A trial was under way' })],
    [8, leader, 'send-draft', () => ({ remark: 'We would be glad to hear from you early about the safety figures.' })],
    [3, siu, 'raise-points', () => ({ points: points.slice(0, 1), whole: 'more' })],
  ],
  // With the prison service, and late
  [begins(90, 'ZEI'), ...written(60), [36, leader, 'send-draft', () => ({})]],
  // Points to be answered
  [begins(80, 'ZFI'), ...written(50), [27, leader, 'send-draft', () => ({})], ...checked(6)],
  // Being made ready
  [
    begins(92, 'ZGI'),
    ...written(62),
    [40, leader, 'send-draft', () => ({})],
    ...checked(20),
    answered(9),
    ...ready(5, -9),
    ...notice(2),
  ],
  // Published
  [
    begins(128, 'ZCI'),
    ...written(100),
    [76, leader, 'send-draft', () => ({})],
    ...checked(57),
    answered(46),
    ...ready(44, 33),
    ...notice(42),
    [33, leader, 'publish', () => ({})],
  ],
]

export const reportStories: readonly Story[] = reports.map(acts => ({ of: 'report', acts }))
