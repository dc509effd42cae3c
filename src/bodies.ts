/** The bodies that sign agreements, and the kinds of unit and post they are made of. People are never named here. */

export const bodies = {
  HMIP: { name: 'HM Inspectorate of Prisons', short: 'the inspectorate' },
  IMB: { name: 'Independent Monitoring Boards', short: 'the monitoring boards' },
  PPO: { name: 'Prisons and Probation Ombudsman', short: 'the ombudsman' },
  HMPPS: { name: 'HM Prison and Probation Service', short: 'the prison service' },
  MOJ: { name: 'Ministry of Justice', short: 'the ministry' },
  CONCORDAT: { name: 'Concordat', short: 'this system' },
} as const

export type Body = keyof typeof bodies

/** The three bodies that a detained person may speak to in confidence. */
export const scrutinyBodies = ['HMIP', 'IMB', 'PPO'] as const satisfies readonly Body[]
export type ScrutinyBody = (typeof scrutinyBodies)[number]

/** What each is called, where one of them is to be chosen. */
export const scrutinyBodyNames: Readonly<Record<ScrutinyBody, string>> = {
  HMIP: bodies.HMIP.name,
  IMB: bodies.IMB.name,
  PPO: bodies.PPO.name,
}

/** Units: what kind of part of a body this is. A board and an establishment belong to one place; the others serve all. */
export const unitKinds = {
  'lead office': 'The office of the body’s lead on an agreement',
  inspection: 'Inspection teams',
  'chief inspector': 'The Chief Inspector’s office',
  press: 'Press office',
  intelligence: 'Intelligence unit',
  national: 'The national chair',
  secretariat: 'The secretariat',
  regional: 'Regional representatives',
  board: 'The monitoring board of one establishment',
  ombudsman: 'The Ombudsman’s office',
  casework: 'Investigations',
  learning: 'Learning lessons',
  scrutiny: 'Scrutiny and Intelligence Unit',
  headquarters: 'Headquarters',
  group: 'Prison groups',
  establishment: 'The management of one establishment',
  ministers: 'Ministers',
  security: 'Security',
  operation: 'Those who run the system',
  clock: 'The clock of the system',
} as const

export type UnitKind = keyof typeof unitKinds

/** Posts: the named offices that hold rights. A title is what people call it. */
export const postKinds = {
  'sanctions-officer': 'Policy officer for the sanctions protocol',
  deputy: 'Deputy',
  coordinator: 'Inspection coordinator',
  'team-leader': 'Inspection team leader',
  chief: 'HM Chief Inspector of Prisons',
  press: 'Press officer',
  intelligence: 'Intelligence analyst',
  'national-chair': 'National Chair of the monitoring boards',
  secretariat: 'Secretariat of the monitoring boards',
  regional: 'Regional representative',
  chair: 'Board chair',
  member: 'Board member',
  ombudsman: 'Prisons and Probation Ombudsman',
  assistant: 'Assistant Ombudsman',
  investigator: 'Investigator',
  learning: 'Learning lessons lead',
  siu: 'Scrutiny and Intelligence Unit',
  'chief-executive': 'Chief Executive of the prison service',
  'director-general': 'Director General, Prisons',
  'group-director': 'Prison group director',
  governor: 'Governor',
  'safer-custody': 'Head of safer custody',
  liaison: 'Liaison officer',
  'secretary-of-state': 'Secretary of State for Justice',
  security: 'Security team',
  operator: 'Operator of the system',
  clock: 'The clock',
} as const

export type PostKind = keyof typeof postKinds

/** Kinds of place where people are held. `allegations`: whether the sanctions protocol covers it (SP-3). */
export const placeKinds = {
  prison: 'Prison',
  yoi: 'Young offender institution',
  stc: 'Secure training centre',
  irc: 'Immigration removal centre',
  sthf: 'Short-term holding facility',
  other: 'Another kind of place',
} as const

export type PlaceKind = keyof typeof placeKinds
