import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import {
  handlingNote,
  highest,
  lowers,
  markingInWords,
  official,
  readMarking,
  sensitive,
  type Marking,
} from './marking.ts'

const release: Marking = { classification: 'OFFICIAL', handling: ['FOR PUBLIC RELEASE'] }
const personal: Marking = {
  classification: 'OFFICIAL-SENSITIVE',
  descriptors: ['PERSONAL DATA'],
  handling: ['RECIPIENTS ONLY'],
}

describe('A marking is read from words', () => {
  const understood: [string, Marking][] = [
    ['OFFICIAL', official],
    ['official', official],
    ['OFFICIAL-SENSITIVE', sensitive],
    ['Official Sensitive', sensitive],
    ['OFFICIAL – SENSITIVE', sensitive],
    ['OFFICIAL:SENSITIVE', sensitive],
    ['OFFICIAL-SENSITIVE – PERSONAL DATA – RECIPIENTS ONLY', personal],
    ['Official-Sensitive [Personal data], recipients only', personal],
    ['OFFICIAL - FOR PUBLIC RELEASE', release],
    ['OFFICIAL, PPO USE ONLY', { classification: 'OFFICIAL', handling: ['PPO USE ONLY'] }],
    ['OFFICIAL-SENSITIVE: HR/MANAGEMENT', { classification: 'OFFICIAL-SENSITIVE', descriptors: ['HR/MANAGEMENT'] }],
  ]
  for (const [words, marking] of understood)
    it(words, () => assert.deepEqual(readMarking(words), { refused: false, marking }))

  it('and reads the same once it has been put in words', () => {
    for (const [, marking] of understood)
      assert.deepEqual(readMarking(markingInWords(marking)), { refused: false, marking })
  })
})

describe('A marking is refused', () => {
  for (const [words, why] of [
    ['RESTRICTED', /RESTRICTED was withdrawn on 2 April 2014\. Ask the owner/],
    ['Confidential', /CONFIDENTIAL was withdrawn/],
    ['PROTECT – PERSONAL', /PROTECT was withdrawn/],
    ['OFFICIAL-SENSITIVE – CONFIDENTIAL', /CONFIDENTIAL was withdrawn/],
    ['NOT PROTECTIVELY MARKED', /was withdrawn/],
    ['SECRET', /cannot be held here.*MoJ Security/],
    ['TOP SECRET', /cannot be held here/],
    ['OFFICIAL – SECRET', /cannot be held here/],
    ['', /Choose a marking/],
    ['INTERNAL', /begins with OFFICIAL/],
    ['OFFICIALLY SENSITIVE', /not an instruction|begins with OFFICIAL/],
    ['OFFICIAL – BURN AFTER READING', /BURN AFTER READING is not an instruction/],
    ['OFFICIAL-SENSITIVE – FOR PUBLIC RELEASE', /not for public release/],
  ] as const)
    it(words || 'nothing at all', () => {
      const read = readMarking(words)
      assert.match(read.refused ? read.words : 'it was understood', why)
    })
})

describe('A whole is marked by its parts', () => {
  it('with the stricter classification and every instruction of any', () => {
    assert.deepEqual(highest([official, personal, { classification: 'OFFICIAL', handling: ['EMBARGOED'] }]), {
      classification: 'OFFICIAL-SENSITIVE',
      handling: ['RECIPIENTS ONLY', 'EMBARGOED'],
      descriptors: ['PERSONAL DATA'],
    })
    assert.deepEqual(highest([]), official)
  })

  it('for public release only when all of it is', () => {
    assert.deepEqual(highest([release, release]), release)
    assert.deepEqual(highest([release, official]), official)
    assert.deepEqual(highest([release, personal]), personal)
  })
})

describe('A recipient may not lower a marking', () => {
  for (const [what, from, to, lower] of [
    ['the same', personal, personal, false],
    ['more strictly', official, personal, false],
    ['another instruction', sensitive, { ...sensitive, handling: ['EMBARGOED'] }, false],
    ['no longer sensitive', sensitive, official, true],
    ['without an instruction', personal, { ...personal, handling: [] }, true],
    ['without a descriptor', personal, sensitive, true],
    ['for release', official, release, true],
    ['no longer for release', release, official, false],
  ] as const)
    it(`${what}: ${lower ? 'lowered' : 'not lowered'}`, () => assert.equal(lowers(from, to), lower))
})

it('what a marking asks of whoever holds the paper is said in sentences', () => {
  assert.deepEqual(handlingNote(official), ['Lock it away when it is not in use.'])
  assert.deepEqual(handlingNote(release), ['This may be published.'])
  assert.deepEqual(
    handlingNote({ classification: 'OFFICIAL-SENSITIVE', handling: ['RECIPIENTS ONLY', 'PPO USE ONLY'] }),
    [
      'This is for the people it is addressed to and nobody else: do not pass it on.',
      'This is for use inside PPO only.',
      'Share this only with people who need it for the purpose it was given for.',
      'Lock it away when it is not in use.',
    ],
  )
})
