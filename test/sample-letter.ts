/** The answers that share a letter with a board through the National Chair: sealed for the Chair, for everyone at the board. */
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
