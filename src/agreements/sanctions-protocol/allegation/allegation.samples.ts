import { holder, places, type Taken } from '../../../../test/kit.ts'

/** Who has to do with an allegation at Ashmoor, what each of them types, and how far it has come, for the tests beside. */

// Who is who
export const member = holder('imb.ashmoor.member', 'A. Member')
export const chair = holder('imb.ashmoor.chair')
export const otherBoard = holder('imb.brackley-hill.member')
export const officer = holder('hmip.sanctions-officer')
export const inspector = holder('hmip.team-leader')
export const nationalChair = holder('imb.national-chair')
export const deputy = holder('ppo.deputy')
export const assistant = holder('ppo.assistant')
export const investigator = holder('ppo.investigator')
export const governor = holder('hmpps.ashmoor.governor')
export const saferCustody = holder('hmpps.ashmoor.safer-custody')
export const groupDirector = holder('hmpps.group-director')
export const directorGeneral = holder('hmpps.director-general')

export const leads = ['hmip.lead', 'imb.national-chair', 'ppo.deputy']
export const board = 'imb.ashmoor'

// What is typed
export const letter = {
  place: places.ashmoor,
  affected: 'detained',
  contacted: ['IMB'],
  came: 'application',
  receivedOn: '2026-01-05',
  line: 'Moved off the wing after writing to the board',
  claimed: ['relocation'],
  name: 'Jordan Canary',
  number: 'a1234bc',
  account: 'They say Officer X moved them the day after their letter.',
}
export const agreed = {
  consent: 'given',
  covers: ['everything'],
  askedOn: '2026-01-05',
  askedBy: 'A member',
  how: 'person',
}
export const refused = { consent: 'refused', askedOn: '2026-01-05', askedBy: 'A member', how: 'person' }
export const qualifies = {
  qualifies: 'yes',
  kinds: ['relocation'],
  deed: 'act',
  involvement: ['carried-out'],
  implicated: 'no',
  reasons: 'The move followed the letter by a day and no other reason was given.',
}
export const toGovernor = { to: governor.post, request: 'Please find out why Jordan Canary was moved.' }
export const higher = {
  because: 'serious',
  reasons: 'It is very serious.',
  to: groupDirector.post,
  request: 'Please look into it.',
}
export const emergency = {
  risk: 'Threatened by staff; on the wing tonight',
  reason: 'They cannot be reached before then',
  authoriser: nationalChair.post,
  to: governor.post,
  request: 'Please keep them safe tonight.',
}
export const answer = {
  done: 'Staff were asked.',
  found: 'The move was ordered for another reason.',
  safe: 'They are back on the wing.',
}
export const unwell = {
  qualifies: 'no',
  reasons: 'Nothing here was done by staff.',
}
export const enquiry = { enquiredOn: '2026-01-05', kind: 'person', learned: 'They told us the same again.' }
export const briefing = {
  findings: 'The record gives no reason.',
  suggests: ['investigate'],
  because: 'Only an investigation can tell.',
}
export const told = { toldOn: '2026-01-05', how: 'person', toldBy: 'A member' }

export const received: Taken = [member, 'receive', letter]
export const consented: Taken[] = [received, [member, 'ask-consent', agreed]]
export const assessed: Taken[] = [...consented, [member, 'assess', qualifies]]
export const briefed: Taken[] = [
  ...assessed,
  [member, 'assign-board', { ask: 'Please speak to them.' }],
  [member, 'enquire', enquiry],
  [member, 'brief', briefing],
]
export const investigating: Taken[] = [
  ...briefed,
  [deputy, 'decide', { investigate: 'yes', reasons: 'It is serious and the record is silent.' }],
  [deputy, 'open-investigation', { scope: 'Why the move was made.' }],
]
