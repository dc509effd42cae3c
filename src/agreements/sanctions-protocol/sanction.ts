/** What counts as a sanction (SP-2): the one list behind every question, filter and chart. Several kinds may apply. */

export const sanctionKinds = {
  entitlements: 'Taking away basics: food, water, health care or exercise',
  contact: 'Limits on contact with the outside world, such as visits or calls',
  isolation: 'Isolation',
  humiliation: 'Humiliation',
  'physical-abuse': 'Physical abuse',
  'verbal-abuse': 'Verbal abuse',
  'psychological-abuse': 'Psychological abuse',
  threats: 'Threats of any of these',
  recategorisation: 'Being given a higher security category',
  'loss-of-employment': 'Losing a job',
  relocation: 'Being moved within the establishment',
  transfer: 'Being moved to another establishment',
  other: 'Something else',
} as const

export type SanctionKind = keyof typeof sanctionKinds

/** Whether something was done or withheld. */
export const deeds = {
  act: 'Something that was done',
  omission: 'Something that was not done',
  both: 'Both',
} as const

/** How staff had to do with it. */
export const involvements = {
  'carried-out': 'Staff did it',
  permitted: 'Staff allowed it',
  tolerated: 'Staff knew and did nothing',
} as const
