import type { Story } from './matters.ts'

/** A thematic review in the field, a complaint about conduct both ways, and what a governor made of an inspection. */

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

export const reviewStories: readonly Story[] = [thematic, agreed, aboutAnInspector]
