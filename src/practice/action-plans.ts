import type { Story } from './matters.ts'

/** Action plans: one that was passed on, reported on and looked at; one that is being checked. */

const lookedAt: Story = {
  of: 'action-plan',
  acts: [
    [
      148,
      'hmip.team-leader',
      'open',
      on => ({
        place: 'ZBI',
        published: on(148),
        items: [
          {
            number: '1',
            text: 'Violence between prisoners had risen by half in a year, and leaders did not know why.',
            kind: 'priority',
          },
          {
            number: '2',
            text: 'Most men were locked in their cells for 22 hours a day. Too few were in education or work.',
            kind: 'priority',
          },
          {
            number: '3',
            text: 'Men in the separation unit did not see a doctor or a manager every day.',
            kind: 'priority',
          },
          {
            number: '4',
            text: 'Many cells designed for one held two, with a toilet that was not screened.',
            kind: 'key',
          },
          { number: '5', text: 'Complaints were answered late, and often not to the point.', kind: 'key' },
          { number: '6', text: 'Men who did not speak English had no help to understand the rules.', kind: 'key' },
        ],
      }),
    ],
    [
      110,
      'hmpps.brackley-hill.liaison',
      'plan',
      on => ({
        plan: [
          {
            number: '1',
            response: 'agreed',
            action: 'Every incident is looked into within two days, and what is found is discussed each week.',
            owner: 'Head of safety',
            target: on(120),
          },
          {
            number: '1',
            action: 'A survey of each wing, with what men say put on its board.',
            owner: 'Head of residence',
            target: on(60),
          },
          {
            number: '2',
            response: 'partly',
            reason: 'Two workshops stay closed until their roofs are replaced, for which there is no date yet.',
            action: 'A new timetable, with part-time work and education on every wing.',
            owner: 'Head of reducing reoffending',
            target: on(90),
          },
          {
            number: '3',
            response: 'agreed',
            action: 'The daily visits are entered in one book, which the governor signs each week.',
            owner: 'Head of operations',
            target: on(100),
          },
          {
            number: '4',
            response: 'not',
            reason: 'The number of places is set nationally and cannot be reduced here at present.',
          },
          {
            number: '5',
            response: 'agreed',
            action: 'A manager reads one answer in ten before it is sent.',
            owner: 'Head of business assurance',
            target: on(100),
          },
          {
            number: '6',
            response: 'agreed',
            action: 'The rules in the eight languages most spoken, and a telephone interpreter on every wing.',
            owner: 'Equality manager',
            target: on(80),
          },
        ],
      }),
    ],
    [106, 'hmpps.brackley-hill.governor', 'put-in-place', () => ({})],
    [92, 'hmpps.siu', 'assure', () => ({ remark: 'Item 2 has been gone through with the estates team.' })],
    [80, 'hmpps.chief-executive', 'clear-chief-executive', () => ({})],
    [70, 'moj.secretary-of-state', 'clear-ministers', () => ({})],
    [66, 'hmpps.siu', 'pass', () => ({})],
    [
      30,
      'hmpps.brackley-hill.governor',
      'report-progress',
      () => ({
        reported: [
          { number: '1', progress: 'done', note: 'The weekly meeting has been held since the spring.' },
          { number: '2', progress: 'in progress', note: 'The new timetable runs on three wings of five.' },
          { number: '3', progress: 'done' },
          { number: '5', progress: 'done', note: 'Late answers are down from 40 to 12 a month.' },
          { number: '6', progress: 'in progress' },
        ],
      }),
    ],
    [
      12,
      'hmip.team-leader',
      'verify',
      () => ({
        how: 'review',
        judgements: [
          {
            number: '1',
            progress: 'reasonable',
            found: 'Incidents are looked into promptly. Violence had begun to fall, though not on every wing.',
          },
          {
            number: '2',
            progress: 'insufficient',
            found: 'The timetable was not kept to. On one wing half of the men were locked up in the working day.',
          },
          { number: '3', progress: 'good', found: 'Every visit in the past two months was recorded, and took place.' },
          {
            number: '5',
            progress: 'none',
            found: 'Answers came sooner, and were no better. Nobody could show us one that had been sent back.',
          },
        ],
      }),
    ],
  ],
}

const beingChecked: Story = {
  of: 'action-plan',
  acts: [
    [
      52,
      'hmip.coordinator',
      'open',
      on => ({
        place: 'ZDI',
        published: on(52),
        items: [
          { number: '1', text: 'Too many men took their own lives or harmed themselves.', kind: 'priority' },
          { number: '2', text: 'The health centre had no dentist for eight months.', kind: 'priority' },
          { number: '3', text: 'New arrivals spent their first night in dirty cells.', kind: 'key' },
        ],
      }),
    ],
    [
      9,
      'hmpps.dunscar.governor',
      'plan',
      on => ({
        plan: [
          {
            number: '1',
            response: 'agreed',
            action: 'Every support plan is checked by a second manager in its first week.',
            owner: 'Head of safety',
            target: on(-30),
          },
          {
            number: '2',
            response: 'partly',
            reason: 'The contract is let by the health service, which expects to fill it by the summer.',
            action: 'A visiting dentist two days a week until then.',
            owner: 'Head of healthcare',
            target: on(-14),
          },
          {
            number: '3',
            response: 'agreed',
            action: 'A cleaning party for the first-night cells, and a list that is signed before each is used.',
            owner: 'Head of residence',
            target: on(2),
          },
        ],
      }),
    ],
    [6, 'hmpps.dunscar.governor', 'put-in-place', () => ({})],
  ],
}

export const actionPlanStories: readonly Story[] = [lookedAt, beingChecked]
