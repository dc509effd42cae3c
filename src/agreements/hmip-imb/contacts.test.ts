import assert from 'node:assert/strict'
import { describe } from 'node:test'
import { given, holder, it, places, type Taken } from '../../../test/kit.ts'
import { contact } from '../house/contacts.ts'
import { boardContacts } from './contacts.ts'

const secretariat = holder('imb.secretariat')
const chair = holder('imb.ashmoor.chair')
const coordinator = holder('hmip.coordinator')
const assistant = holder('ppo.assistant')

const reach = { email: 'ashmoor.board@example.org', telephone: '01632 960 001' }
const gave: Taken = [secretariat, 'give-chair', { board: places.ashmoor, ...reach }]
const readers = [
  'hmip.inspection',
  'hmip.lead',
  'imb.ashmoor',
  'imb.national',
  'imb.secretariat-office',
  'ppo.casework',
  'ppo.lead',
]

describe('HI-7a: the secretariat keeps how the chairs of boards are reached', () => {
  it('and gives it to the inspectorate, the ombudsman and the board', () =>
    given(boardContacts)
      .when(...gave)
      .then({
        stage: 'given',
        shown: { contact: readers },
        tells: ['hmip.coordinator', 'imb.ashmoor', 'ppo.assistant'],
      }))

  it('it is a change to the directory, for the three bodies and not for the service', () =>
    assert.deepEqual(given(boardContacts, gave).last.changes, [
      {
        kind: 'contact',
        post: 'imb.ashmoor.chair',
        reach: { ...reach, address: undefined },
        knownTo: ['HMIP', 'PPO'],
      },
    ]))

  it('nobody of the service, and no other board, sees anything of it', () => {
    for (const post of ['hmpps.ashmoor.governor', 'hmpps.siu', 'imb.dunscar.chair', 'hmip.press', 'ppo.learning'])
      assert.equal(given(boardContacts, gave).existsFor(holder(post)), false, post)
  })

  it('each change tells an inspection coordinator, an Assistant Ombudsman and the board', () =>
    given(boardContacts, gave)
      .when(secretariat, 'change-chair', { telephone: '01632 960 002' })
      .then({
        tells: ['hmip.coordinator', 'imb.ashmoor', 'ppo.assistant'],
        says: 'changed the contact of the board’s chair',
      }))

  it('what is left out when it is changed is no longer kept', () => {
    const [change] = given(boardContacts, gave, [secretariat, 'change-chair', { telephone: '01632 960 002' }]).last
      .changes
    assert.deepEqual(change?.kind === 'contact' && change.reach, {
      email: undefined,
      telephone: '01632 960 002',
      address: undefined,
    })
  })

  it('it is the secretariat’s to keep: others read it', () => {
    for (const who of [chair, coordinator, assistant, holder('imb.national-chair')]) {
      given(boardContacts)
        .when(who, 'give-chair', { board: places.ashmoor, ...reach })
        .refused('HI-7a')
      given(boardContacts, gave).when(who, 'change-chair', reach).refused('HI-7a')
    }
  })

  it('a contact by which nobody can be reached is refused, and so is one that is mistyped', () => {
    const refused = (answers: object, words: RegExp) =>
      given(boardContacts)
        .when(secretariat, 'give-chair', { board: places.ashmoor, ...answers })
        .refused('HI-7a', words)
    refused({}, /an e-mail address, a telephone number or a postal address/)
    refused({ email: 'ashmoor at example.org' }, /Give an e-mail address/)
    refused({ telephone: 'ring the gate' }, /Give a telephone number/)
    given(boardContacts)
      .when(secretariat, 'give-chair', { board: places.ashmoor, address: 'The Gate Lodge, Ashmoor' })
      .then()
  })

  it('a place without a board has no chair to reach', () =>
    given(boardContacts)
      .when(secretariat, 'give-chair', { board: places.greyfriars, ...reach })
      .refused('HI-7a', /No board/))

  it('the board says that it has changed, and the secretariat brings it up to date within five working days', () => {
    const said = given(boardContacts, gave)
      .when(chair, 'say-changed', { what: 'A new telephone.' })
      .then({
        tells: ['imb.secretariat-office'],
      })
    assert.deepEqual(
      [said.duty('bring up to date')?.due, said.duty('bring up to date')?.owedBy],
      ['2026-01-12', 'imb.secretariat-office'],
    )
    assert.equal(said.and([secretariat, 'change-chair', reach]).duty('bring up to date')?.state, 'met')
    said.when(holder('imb.dunscar.chair'), 'say-changed', { what: 'x' }).refused('HI-7a')
  })
})

describe('PI-13b: every year, for each board, the contact is confirmed', () => {
  it('a year from when it was given', () =>
    assert.deepEqual(
      [given(boardContacts, gave).duty('confirm')?.due, given(boardContacts, gave).owed.length],
      ['2027-01-05', 1],
    ))

  it('confirming it meets the duty, tells both bodies, and begins the next year', () => {
    const later = given(boardContacts, gave).on('2027-01-05')
    const confirmed = later.when(secretariat, 'confirm-chair', { right: 'yes' }).then({
      tells: ['hmip.coordinator', 'imb.ashmoor', 'ppo.assistant'],
    })
    assert.deepEqual(
      confirmed.state.duties.map(duty => [duty.rule, duty.state, duty.due]),
      [
        ['confirm', 'met', '2027-01-05'],
        ['confirm', 'due', '2028-01-05'],
      ],
    )
    assert.deepEqual(confirmed.last.changes, [{ kind: 'contact', post: 'imb.ashmoor.chair' }])
    assert.equal(confirmed.factsFor(assistant).confirmed, '2027-01-05')
  })

  it('a change confirms it too', () =>
    assert.equal(
      given(boardContacts, gave).on('2026-06-01').and([secretariat, 'change-chair', reach]).duty('confirm')?.due,
      '2027-06-01',
    ))

  it('whoever confirms what the board has just said is wrong is told so first, and not once it was changed', () => {
    const changed: Taken = [chair, 'say-changed', { what: 'A new telephone.' }]
    const warns = (...taken: Taken[]) => {
      const now = given(boardContacts, gave, ...taken)
      const { warn } = boardContacts.steps['confirm-chair'] ?? {}
      return warn?.({ matter: now.seenBy(secretariat), me: secretariat, answers: { right: true }, world: now.world })
    }
    assert.match(warns(changed) ?? '', /On 5 January 2026 you were told that it has changed/)
    assert.equal(warns(), undefined)
    assert.equal(warns(changed, [secretariat, 'change-chair', reach]), undefined)
  })

  it('what is wrong is not confirmed', () =>
    given(boardContacts, gave)
      .when(secretariat, 'confirm-chair', { right: 'no' })
      .refused('PI-13b', /cannot be confirmed/))
})

describe('HH-45: each body gives how its own posts are reached, the scrutiny unit of the service among them', () => {
  const siu = holder('hmpps.siu')
  const own: Taken = [siu, 'give-contact', { post: 'hmpps.siu', email: 'siu@example.org' }]

  it('the service’s to the inspectorate alone', () =>
    assert.deepEqual(given(contact, own).last.changes, [
      {
        kind: 'contact',
        post: 'hmpps.siu',
        reach: { email: 'siu@example.org', telephone: undefined, address: undefined },
        knownTo: ['HMIP'],
      },
    ]))

  it('by whoever appoints to its posts, and of no other body', () => {
    given(contact)
      .when(holder('hmpps.ashmoor.governor'), 'give-contact', { post: 'hmpps.siu', email: 'siu@example.org' })
      .refused('HH-45')
    given(contact)
      .when(siu, 'give-contact', { post: 'hmip.deputy', email: 'a@example.org' })
      .refused('HH-45', 'Choose the post')
  })

  it('a board’s chair is not among them: that is kept for each board', () =>
    given(contact)
      .when(secretariat, 'give-contact', { post: 'imb.ashmoor.chair', email: 'a@example.org' })
      .refused('HH-45', 'Choose the post'))

  it('it is changed and confirmed by the body, and seen in the journal by no other', () => {
    const given_ = given(contact, own)
    given_.when(siu, 'change-contact', { telephone: '01632 960 003' }).then()
    assert.deepEqual(given_.and([siu, 'confirm-contact', { right: 'yes' }]).last.changes, [
      { kind: 'contact', post: 'hmpps.siu' },
    ])
    for (const post of ['hmip.deputy', 'hmip.sanctions-officer', 'hmpps.ashmoor.governor'])
      assert.equal(given_.existsFor(holder(post)), false)
  })
})
