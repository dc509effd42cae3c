/** Words for fixed answers that more than one file speaks of: questions, columns and letters share them. */

/** What may be suggested in the briefing, whoever made the enquiries (SP-F5, decision 8). */
export const suggestions = {
  investigate: 'The ombudsman investigates',
  refer: 'A manager of the establishment looks into it',
  escalate: 'It goes to a senior level',
  watch: 'How they are treated goes on being watched',
  settled: 'It has been put right',
  nothing: 'Nothing more',
} as const

/** What the ombudsman may conclude (SP-F10, SP-F11). */
export const conclusions = {
  unfounded: 'The allegation is unfounded',
  evidence: 'There is evidence of a sanction',
} as const

/** How an allegation may end. */
export const outcomes = {
  'not-a-sanction': 'Does not qualify as a sanction',
  settled: 'Put right by the establishment or the service',
  'not-investigated': 'Not investigated by the ombudsman',
  unfounded: 'Unfounded',
  evidence: 'Evidence of a sanction',
  'no-consent': 'The person did not agree to go further',
  other: 'Something else',
} as const
