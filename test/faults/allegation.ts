/** An allegation as a program sends it. */
export const allegation = {
  place: 'ZAI',
  affected: 'detained',
  contacted: ['IMB'],
  came: 'application',
  receivedOn: '2026-03-01',
  line: 'Moved off the wing after writing to the board',
  name: 'Jan Canary',
  account: 'He was told that the letter was the reason.',
}

/** The same as it is typed on the page. */
export const typedAllegation = {
  'q-place': allegation.place,
  'q-affected': allegation.affected,
  'q-contacted': 'IMB',
  'q-came': allegation.came,
  'q-receivedOn-day': '1',
  'q-receivedOn-month': '3',
  'q-receivedOn-year': '2026',
  'q-line': allegation.line,
  'q-name': allegation.name,
  'q-account': allegation.account,
}
