import type { Story } from './matters.ts'

/**
 * A thematic review in the field, complaints about conduct both ways, what governors made of their inspections and stakeholders
 * of the year, and what has arisen from the agreement itself.
 */

const leader = 'hmip.team-leader'

const thematic: Story = {
  of: 'thematic-review',
  called: 'thematic review',
  acts: [
    [
      60,
      'hmip.chief',
      'start',
      () => ({
        subject: 'Learning to read in prison',
        why: 'Two thirds of those who answered the year’s consultation asked for it.',
        chief: 'chief',
      }),
    ],
    [
      45,
      leader,
      'tell-service',
      () => ({
        title: 'Learning to read in prison',
        scope:
          'How those who cannot read are found and taught, in four prisons, with classes watched and people heard.',
        lead: 'Education and employment group',
      }),
    ],
    [
      40,
      leader,
      'set-stages',
      on => ({ draftBy: on(-30), checkBy: on(-51), publishBy: on(-72), planBy: on(-160), because: 'Four prisons' }),
    ],
    [
      38,
      leader,
      'approach',
      on => ({
        visits: [
          { place: 'ZAI', first: on(12), last: on(11) },
          { place: 'ZBI', first: on(-9), last: on(-10) },
        ],
        wants:
          'A room with a door, two classes to watch, and six people who are learning to read and will speak with us.',
      }),
    ],
    [
      5,
      leader,
      'discuss-findings',
      () => ({ emerging: 'Nobody asks people on arrival whether they can read. Those who can’t hide it for months.' }),
    ],
  ],
}

const agreed: Story = {
  of: 'thematic-visit',
  goesOn: { at: 'ZAI' },
  acts: [
    [
      30,
      'hmpps.ashmoor.governor',
      'answer',
      () => ({ access: 'agreed', contact: 'The head of learning, 01632 960 140' }),
    ],
    [10, leader, 'record-visit', on => ({ ended: on(11), thanks: 'Thank you for the room, and for the biscuits.' })],
  ],
}

const aboutAnInspector: Story = {
  of: 'conduct-complaint',
  acts: [
    [
      9,
      'hmpps.brackley-hill.governor',
      'raise',
      () => ({
        place: 'ZBI',
        about: 'inspector',
        inspectors: 'team-leader',
        line: 'How a class was broken into',
        what: 'Two inspectors walked into a class and spoke over the teacher for a quarter of an hour.',
        formal: false,
      }),
    ],
    [8, leader, 'take-up', () => ({ words: 'I was not there; I ask both of them today.' })],
  ],
}

const byInspectors: Story = {
  of: 'conduct-complaint',
  acts: [
    [
      14,
      leader,
      'raise',
      () => ({
        place: 'ZEI',
        about: 'place',
        places: 'governor',
        line: 'How a boy was spoken to for talking with us',
        what: 'An officer called across the landing to a boy who was talking with us, and asked him what he was telling the visitors.',
        formal: false,
      }),
    ],
    [13, 'hmpps.eastholme.governor', 'take-up', () => ({ words: 'I have the names of those on duty.' })],
    [
      9,
      'hmpps.eastholme.governor',
      'answer',
      () => ({
        outcome: 'part',
        words:
          'It was said, and it should not have been. I have spoken with the officer and with the landing. I do not find that it was meant to stop him.',
      }),
    ],
  ],
}

type Marks = readonly [clear: string, courteous: string, fair: string, useful: string, burden: string]

const said = ([clear, courteous, fair, useful, burden]: Marks, more: Readonly<Record<string, string>> = {}) => ({
  clear,
  courteous,
  fair,
  useful,
  burden,
  ...more,
})

/** What a governor made of an inspection, who was asked as it ended. */
const lately: Story = {
  of: 'feedback',
  goesOn: { at: 'ZEI' },
  acts: [
    [
      6,
      'hmpps.eastholme.governor',
      'answer',
      () =>
        said(['4', '5', '4', '4', '2'], {
          best: 'The debrief was plain, and nothing in it came as a surprise.',
          better: 'We gave the same staffing figures three times, to three people.',
        }),
    ],
  ],
}

const asked = (place: string, post: string, invitedAgo: number, marks: Marks): Story => ({
  of: 'feedback',
  acts: [
    [invitedAgo, 'hmip.coordinator', 'invite', () => ({ occasion: 'inspection', place })],
    [invitedAgo - 8, post, 'answer', () => said(marks)],
  ],
})

/** All of it on one day, so that it is of one business year whenever the practice world begins. */
const survey: Story = {
  of: 'stakeholder-survey',
  recurs: true,
  acts: [
    [30, 'clock', 'fall-due', () => ({})],
    [
      30,
      'hmip.coordinator',
      'send',
      () => ({
        whom: ['hmpps.scrutiny', 'imb.secretariat-office', 'ppo.lead', 'hmpps.headquarters'],
        words: 'What should we go on with, and what should we do otherwise?',
      }),
    ],
  ],
}

const answersSurvey = (post: string, daysAgo: number, marks: Marks): Story => ({
  of: 'feedback',
  goesOn: {},
  acts: [[daysAgo, post, 'answer', () => said(marks)]],
})

const review: Story = {
  of: 'service-review',
  recurs: true,
  acts: [
    [25, 'clock', 'fall-due', () => ({})],
    [
      25,
      'hmpps.siu',
      'raise-issue',
      () => ({
        clause: '27',
        issue: 'Three weeks for the check of facts are short where they hold Christmas and New Year.',
        change: 'To count fifteen working days alone, and leave out the weeks.',
      }),
    ],
  ],
}

export const reviewStories: readonly Story[] = [
  thematic,
  agreed,
  aboutAnInspector,
  byInspectors,
  lately,
  asked('ZCI', 'hmpps.calder-mount.governor', 120, ['3', '4', '4', '5', '3']),
  asked('ZDI', 'hmpps.dunscar.governor', 60, ['2', '4', '2', '3', '2']),
  asked('ZFI', 'hmpps.fenwick-house.governor', 75, ['5', '5', '4', '4', '4']),
  asked('ZBI', 'hmpps.brackley-hill.governor', 70, ['4', '3', '3', '4', '1']),
  survey,
  answersSurvey('hmpps.siu', 20, ['4', '4', '3', '4', '2']),
  answersSurvey('imb.secretariat', 18, ['5', '5', '5', '4', '4']),
  answersSurvey('ppo.deputy', 15, ['4', '5', '4', '5', '5']),
  review,
]
