import type { Story } from './matters.ts'

/** Urgent concerns, an alert and requests for information: one of each kind settled, one that waits. */

const feared: Story = {
  of: 'urgent-concern',
  acts: [
    [
      3,
      'hmip.coordinator',
      'send',
      on => ({
        place: 'ZAI',
        who: 'Callum Rudd, C wing',
        danger: ['self', 'others'],
        concern:
          'He is said to be in debt to others on the wing, has stopped coming out for meals, and has spoken of ending his life. Please see him today.',
        named: false,
        to: 'safer-custody',
        receivedOn: on(3),
        wrote: 'family',
        writer: 'Maureen Haddow',
        reach: 'By letter only: he does not know that she wrote',
        said: 'She says that a cousin who cleans on the wing told her. She is afraid of what happens to the cousin if it comes out.',
      }),
    ],
    [
      3,
      'hmpps.ashmoor.safer-custody',
      'acknowledge',
      () => ({ first: 'A member of my team is going to see him now.' }),
    ],
    [
      2,
      'hmpps.ashmoor.safer-custody',
      'act',
      () => ({
        done: 'Seen within the hour and again last night. He agreed to move to another wing, has a support plan, and is checked twice an hour.',
        safe: 'yes',
      }),
    ],
  ],
}

const unheard: Story = {
  of: 'urgent-concern',
  acts: [
    [
      1,
      'hmip.team-leader',
      'send',
      on => ({
        place: 'ZDI',
        who: 'A man called Petrus in the cell by the servery, A wing',
        danger: ['health'],
        concern: 'He is said to have had no insulin since Sunday, and to be drowsy.',
        named: false,
        to: 'safer-custody',
        receivedOn: on(1),
        wrote: 'prisoner',
        said: 'The letter is not signed. It says that three applications were torn up.',
      }),
    ],
  ],
}

const bells: Story = {
  of: 'serious-issue',
  acts: [
    [
      1,
      'hmip.intelligence',
      'raise',
      () => ({
        place: 'ZCI',
        to: ['board', 'national-chair'],
        line: 'Cell bells go unanswered at night',
        from: 'intelligence',
        issue:
          'Letters from three wings in one week say that bells ring for more than half an hour at night, and that the panel in the centre office is switched off.',
        ask: 'Please look at the bell record of the past fortnight, and tell us what you find.',
      }),
    ],
    [1, 'imb.calder-mount.chair', 'acknowledge', () => ({})],
    [
      0,
      'imb.calder-mount.chair',
      'reply',
      () => ({ doing: 'Two of us go in this evening without notice, and will read the record while we are there.' }),
    ],
  ],
}

const moves: Story = {
  of: 'information-request',
  acts: [
    [
      16,
      'hmip.team-leader',
      'ask',
      () => ({
        place: 'ZBI',
        about: 'Uses of force in the separation unit',
        what: 'The record of each use of force in the separation unit over the past six months, with the statements of the staff concerned.',
        why: 'To choose which of them we look into.',
        sensitive: false,
      }),
    ],
    [
      6,
      'hmpps.siu',
      'answer',
      () => ({
        answer: 'There were 31. The list with dates and outcomes is below; the statements are being copied.',
        whole: 'part',
        rest: 'The statements, within two weeks.',
      }),
    ],
  ],
}

const sentence: Story = {
  of: 'information-request',
  acts: [
    [
      4,
      'hmip.coordinator',
      'ask',
      () => ({
        place: 'ZEI',
        about: 'Where one young man was held since the spring',
        what: 'The dates and places of every move of Kieran Doyle, A9014JM, since 1 March.',
        why: 'He has written to us about them, and we want to answer him rightly.',
        sensitive: false,
      }),
    ],
  ],
}

export const urgentStories: readonly Story[] = [feared, unheard, bells, moves, sentence]
