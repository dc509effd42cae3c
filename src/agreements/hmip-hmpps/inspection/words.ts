import { partners } from '../programme/partners.ts'

/** What the fixed answers of an inspection are called. */

export const kinds = {
  full: 'Full inspection',
  short: 'Short inspection',
  'follow-up': 'Follow-up inspection',
} as const
export type InspectionKind = keyof typeof kinds

/** Where those who inspect come from: the inspectorate, a partner that inspects with it (HH-1, HH-7), or the service (HH-21). */
export const homes = {
  hmip: 'HM Inspectorate of Prisons',
  loan: 'The prison service, on loan',
  ...partners,
} as const
export type Home = keyof typeof homes

export const roles = {
  lead: 'Team leader',
  inspector: 'Inspector',
  specialist: 'Specialist inspector',
  researcher: 'Researcher',
  partner: 'Partner inspector',
} as const
export type Role = keyof typeof roles

export const attendance = {
  governor: 'The governor, or whoever runs the place',
  manager: 'A manager there',
  region: 'A regional manager',
  board: 'The chair of the monitoring board',
  other: 'Somebody else',
} as const
