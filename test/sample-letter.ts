/** The answers that share a letter with a board, sealed and on the strictest terms: through the National Chair, for everyone there. */
export const letter = {
  kind: 'correspondence',
  place: 'ZAI',
  topics: ['staff'],
  about: 'A letter about the night staff on one wing',
  route: 'national',
  words: 'A canary sang of the night staff',
  personal: true,
  marking: 'sensitive',
  readers: 'unit',
  relayReads: false,
  purpose: 'So that the board can look at the wing at night.',
  uses: ['monitoring'],
  onward: 'no',
  quoting: false,
  later: false,
}
