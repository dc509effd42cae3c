/** Words for fixed answers that more than one file speaks of: questions, columns and packages share them. */

export const kinds = {
  correspondence: 'A letter or a message that somebody sent',
  intelligence: 'Intelligence',
  concern: 'A concern about an establishment',
}

export const topics = {
  safety: 'Safety',
  violence: 'Violence or use of force',
  'self-harm': 'Self-harm or a death',
  health: 'Health care',
  regime: 'Regime and time out of cell',
  conditions: 'Living conditions',
  complaints: 'Complaints',
  equality: 'Equality and fair treatment',
  staff: 'Staff conduct',
  release: 'Preparing for release',
  other: 'Something else',
}

/** What may come of it (HI-9e, PI-13f). */
export const outcomes = {
  acted: 'Acted on',
  watching: 'Being watched',
  unfounded: 'Looked into, nothing found',
  'not-ours': 'Not for us',
}
