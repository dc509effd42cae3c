import type { Story } from './matters.ts'

/** The inspectorate's schedule of retention, with one kind set and one left a gap; and a request that has been kept its time. */

const schedule: Story = {
  of: 'inspectorate-retention',
  recurs: true,
  acts: [
    [60, 'clock', 'open', () => ({})],
    [
      52,
      'hmip.deputy',
      'set-periods',
      on => ({
        'case-information': '4 months',
        since: on(52),
        laidDown: 'Records retention and disposal schedule, 4.2 (invented)',
      }),
    ],
  ],
}

/** The clock finds it, by the schedule as it is, when the practice system starts. */
const kept: Story = {
  of: 'information-request',
  acts: [
    [
      146,
      'hmip.coordinator',
      'ask',
      () => ({
        place: 'ZCI',
        about: 'Time out of cell of three people on one wing',
        what: 'The wing’s record of time out of cell for Aaron Pell, Luis Ferreira and Tom Ashby, for one week in spring.',
        why: 'To check what they told us.',
        sensitive: false,
      }),
    ],
    [
      144,
      'hmpps.siu',
      'answer',
      () => ({ answer: 'Five hours a day on average; the sheets are copied.', whole: 'whole' }),
    ],
    [143, 'hmip.coordinator', 'close', () => ({})],
  ],
}

export const retentionStories: readonly Story[] = [schedule, kept]
