import { weekOf } from '../calendar/day.ts'
import type { Story } from './matters.ts'

/** Information on its way between the bodies and the boards: waiting with a relay, offered, answered, taken back. */

const terms = {
  personal: true,
  marking: 'sensitive',
  readers: 'unit',
  uses: ['monitoring'],
  onward: 'no',
  quoting: false,
  later: false,
}

const waiting: Story = {
  of: 'information-hmip',
  acts: [
    [
      4,
      'hmip.coordinator',
      'share',
      () => ({
        ...terms,
        kind: 'correspondence',
        place: 'ZBI',
        topics: ['regime', 'staff'],
        about: 'A letter about evenings on one wing',
        route: 'national',
        relayReads: false,
        words:
          'A man on B wing writes that they are locked up at four on most days, and that nobody will say why. He asks that the board look at the log of when doors are opened.',
        purpose: 'So that the board can look at the wing in the evening.',
      }),
    ],
  ],
}

const answered: Story = {
  of: 'information-hmip',
  acts: [
    [
      30,
      'hmip.intelligence',
      'share',
      () => ({
        ...terms,
        kind: 'intelligence',
        place: 'ZAI',
        topics: ['health'],
        about: 'Medicines given out late',
        route: 'secretariat',
        relayReads: true,
        words:
          'Three letters in a month say that evening medicines come after nine, and that people are asleep by then and go without.',
        purpose: 'So that the board can watch the evening round.',
        quoting: true,
      }),
    ],
    [29, 'imb.secretariat', 'forward', () => ({ condition: 'Speak to the head of health care before you raise it' })],
    [28, 'imb.ashmoor.chair', 'accept', () => ({})],
    [
      12,
      'imb.ashmoor.chair',
      'tell-outcome',
      () => ({
        outcome: 'acted',
        told: 'Two members watched four evening rounds. Two were after nine, for want of an officer to unlock. Raised with the governor, who has moved an officer; we look again next month.',
      }),
    ],
  ],
}

const concern: Story = {
  of: 'information-ppo',
  acts: [
    [
      6,
      'imb.dunscar.chair',
      'share',
      on => ({
        ...terms,
        kind: 'concern',
        place: 'ZDI',
        topics: ['complaints'],
        about: 'Complaint forms that do not come back',
        route: 'direct',
        desk: 'casework',
        personal: false,
        words:
          'Of eleven complaints that we followed this month, four were never answered, and the numbers of two are not in the log.',
        purpose: 'To show you a pattern, should you see it too.',
        uses: ['investigation', 'background'],
        until: on(-180),
      }),
    ],
  ],
}

const summary: Story = {
  of: 'weekly-summary',
  acts: [
    [9, 'ppo.deputy', 'begin-week', on => ({ week: weekOf(on(9)).from })],
    [
      8,
      'ppo.investigator',
      'add-entry',
      () => ({
        place: 'ZCI',
        text: 'Several complaints say that showers on two wings have run cold since the boiler was changed. The establishment says that parts are awaited.',
      }),
    ],
    [
      7,
      'ppo.deputy',
      'add-entry',
      () => ({ place: 'ZEI', text: 'More complaints than usual about time out of cell at weekends.' }),
    ],
    [6, 'ppo.deputy', 'send', () => ({})],
    [5, 'hmip.intelligence', 'use', () => ({ purpose: 'visit', place: 'ZCI' })],
  ],
}

export const sharingStories: readonly Story[] = [waiting, answered, concern, summary]
