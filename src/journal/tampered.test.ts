import assert from 'node:assert/strict'
import { createHash, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import { before, describe, it } from 'node:test'
import { testHouse } from '../../test/house.ts'
import { lettersAgreement } from '../../test/letters.ts'
import { random, type Random } from '../../test/random.ts'
import { Broken, verifyJournal } from '../../verifier/verify.mjs'
import { exportJournal } from './export.ts'
import { bindEntries } from './head.ts'

/**
 * Whoever owns the host may write any journal they like, digests and all: only the key that signs heads is not theirs, nor a
 * head that a body has kept. Whatever they do, and wherever, is found, and the first thing that does not hold is named.
 */

const worlds = process.env.CONCORDAT_TEST_LONG === '1' ? 500 : 50

interface Entry {
  reference: string
  number: number
  head: number
  position: number
  previous: string
  digest: string
  header: string
  contents: { part: string; salt: string; body: string }[]
}

interface Head {
  number: number
  previous: string
  digest: string
  signature: string
  key: string
  header: string
}

interface Journal {
  heads: Head[]
  entries: Entry[]
}

const digestOf = (previous: string, words: string) =>
  createHash('sha256').update(Buffer.from(previous, 'hex')).update(words).digest('hex')

/** What the lines of `docs/journal.md` say. */
function read(lines: readonly string[]): Journal {
  const journal: Journal = { heads: [], entries: [] }
  for (const line of lines) {
    const [kind, ...fields] = line.split('\t') as [string, ...string[]]
    const [one = '', two = '', three = '', four = '', five = '', six = '', seven = ''] = fields
    if (kind === 'H')
      journal.heads.push({ number: +one, previous: two, digest: three, signature: four, key: five, header: six })
    if (kind === 'E')
      journal.entries.push({
        reference: one,
        number: +two,
        head: +three,
        position: +four,
        previous: five,
        digest: six,
        header: seven,
        contents: [],
      })
    if (kind === 'C') journal.entries.at(-1)?.contents.push({ part: one, salt: two, body: three })
  }
  return journal
}

const written = ({ heads, entries }: Journal): string =>
  [
    'concordat journal 1',
    ...heads.map(one => ['H', one.number, one.previous, one.digest, one.signature, one.key, one.header].join('\t')),
    ...entries.flatMap(one => [
      ['E', one.reference, one.number, one.head, one.position, one.previous, one.digest, one.header].join('\t'),
      ...one.contents.map(({ part, salt, body }) => ['C', part, salt, body].join('\t')),
    ]),
    '',
  ].join('\n')

const ofMatter = ({ entries }: Journal, reference: string) => entries.filter(one => one.reference === reference)
const called = ({ reference, number }: Entry) => `${reference} entry ${number}`

/** Numbers and chains the entries of a matter anew, as whoever has the whole database can. */
function rechain(journal: Journal, reference: string): void {
  let previous = ''
  for (const [at, one] of ofMatter(journal, reference).entries()) {
    one.header = one.header.replace(`"number": ${one.number},`, `"number": ${at + 1},`)
    Object.assign(one, { number: at + 1, previous, digest: digestOf(previous, one.header) })
    previous = one.digest
  }
}

/** Makes the heads anew over what there is now, from one of them on, and signs them with a key of the forger's own. */
function rehead(journal: Journal, forger: KeyObject, from = 1): void {
  let previous = journal.heads[from - 2]?.digest ?? ''
  for (const head of journal.heads.slice(from - 1)) {
    const covered = journal.entries
      .filter(one => one.head === head.number)
      .toSorted((a, b) => a.position - b.position)
      .map((one, at) => Object.assign(one, { position: at + 1 }).digest)
    head.header = head.header.replace(/"root":"\w+"/, `"root":"${digestOf(covered.join(''), '')}"`)
    head.previous = previous
    head.digest = digestOf(previous, head.header)
    head.signature = sign(null, Buffer.from(head.digest, 'hex'), forger).toString('base64')
    previous = head.digest
  }
}

const otherwise = (one: Entry) => {
  one.header = one.header.replace('"person": ', '"person": 1')
}

/** What is done, where by chance, and what must be named for it. */
const attacks: Readonly<Record<string, (journal: Journal, draw: Random, forger: KeyObject) => string>> = {
  'edits a content': (journal, draw) => {
    const one = draw.one(journal.entries)
    const content = draw.one(one.contents)
    content.body = content.body.replace('{', '{"and":"more",')
    return called(one)
  },
  'edits an entry': (journal, draw) => {
    const one = draw.one(journal.entries)
    otherwise(one)
    return called(one)
  },
  'edits an entry and its digest': (journal, draw) => {
    const one = draw.one(journal.entries)
    otherwise(one)
    one.digest = digestOf(one.previous, one.header)
    const next = ofMatter(journal, one.reference)[one.number]
    return next ? called(next) : `head ${one.head}`
  },
  'edits an entry and chains its matter anew': (journal, draw) => {
    const one = draw.one(journal.entries)
    otherwise(one)
    rechain(journal, one.reference)
    return `head ${one.head}`
  },
  'edits an entry and makes everything after it anew, with another key': (journal, draw, forger) => {
    const one = draw.one(journal.entries)
    otherwise(one)
    rechain(journal, one.reference)
    rehead(journal, forger, one.head)
    return `head ${one.head}`
  },
  'deletes an entry': (journal, draw) => {
    const one = draw.one(journal.entries)
    const next = ofMatter(journal, one.reference)[one.number]
    journal.entries = journal.entries.filter(other => other !== one)
    return next ? called(next) : `head ${one.head}`
  },
  'deletes an entry and chains its matter anew': (journal, draw) => {
    const one = draw.one(journal.entries)
    journal.entries = journal.entries.filter(other => other !== one)
    rechain(journal, one.reference)
    return `head ${one.head}`
  },
  'deletes a whole matter': (journal, draw) => {
    const { reference, head } = draw.one(journal.entries.filter(one => one.number === 1))
    journal.entries = journal.entries.filter(one => one.reference !== reference)
    return `head ${head}`
  },
  'puts in an entry and chains its matter anew': (journal, draw) => {
    const one = draw.one(journal.entries)
    const put = { ...one, contents: one.contents.map(content => ({ ...content })) }
    journal.entries.splice(journal.entries.indexOf(one) + 1, 0, put)
    rechain(journal, one.reference)
    return `head ${one.head}`
  },
  'puts two entries the other way round': (journal, draw) => {
    const second = draw.one(journal.entries.filter(one => one.number > 1))
    const at = journal.entries.indexOf(second)
    journal.entries.splice(at - 1, 2, second, journal.entries[at - 1] as Entry)
    return called(second)
  },
  'puts in the place of an entry one of another matter': (journal, draw) => {
    const one = draw.one(journal.entries)
    const { header, contents } = draw.one(journal.entries.filter(other => other.reference !== one.reference))
    Object.assign(one, { header, contents, digest: digestOf(one.previous, header) })
    return called(one)
  },
  'swaps what two entries say': (journal, draw) => {
    const parts = ({ contents }: Entry) => contents.map(({ part }) => part).join()
    const one = draw.one(journal.entries)
    const other = draw.one(journal.entries.filter(each => each !== one && parts(each) === parts(one)))
    ;[one.contents, other.contents] = [other.contents, one.contents]
    return called(journal.entries.indexOf(one) < journal.entries.indexOf(other) ? one : other)
  },
  'says that an entry is of another version': (journal, draw) => {
    const one = draw.one(journal.entries)
    one.header = one.header.replace('"v": 1,', '"v": 0,')
    rechain(journal, one.reference)
    return called(one)
  },
  'edits a head': (journal, draw) => {
    const head = draw.one(journal.heads)
    head.header = head.header.replace(/"at":"\d/, '"at":"1')
    return `head ${head.number}`
  },
  'takes a head out': (journal, draw) => {
    const head = draw.one(journal.heads.slice(0, -1))
    journal.heads = journal.heads.filter(one => one !== head)
    return `head ${head.number + 1}`
  },
  'cuts the end off, as an older backup would': (journal, draw) => {
    const last = journal.heads.length
    const left = 1 + draw.below(last - 1)
    journal.heads = journal.heads.slice(0, left)
    journal.entries = journal.entries.filter(one => one.head <= left)
    return `head ${last}`
  },
  'cuts the end off and tells another, with another key': (journal, draw, forger) => {
    const left = 1 + draw.below(journal.heads.length - 1)
    const cut = journal.entries.filter(one => one.head > left)
    for (const one of cut) otherwise(one)
    for (const reference of new Set(cut.map(one => one.reference))) rechain(journal, reference)
    rehead(journal, forger, left + 1)
    return `head ${left + 1}`
  },
  'writes all of it anew, with another key': (journal, _, forger) => {
    for (const one of journal.entries) otherwise(one)
    for (const reference of new Set(journal.entries.map(one => one.reference))) rechain(journal, reference)
    rehead(journal, forger)
    return 'head 1'
  },
}

describe('A-13: a journal that somebody tampered with', () => {
  const pair = generateKeyPairSync('ed25519')
  const publicPem = pair.publicKey.export({ type: 'spki', format: 'pem' }).toString()
  const forger = generateKeyPairSync('ed25519').privateKey
  const publicKey = createPublicKey(publicPem)
  let lines: string[]

  before(async () => {
    const house = await testHouse('tampered', { agreements: [lettersAgreement] })
    const draw = random(7)
    const bind = () => bindEntries(house.house.pool, { id: 'ours', ...pair, publicPem }, house.house.now())
    const letters: { reference: string; next: 'pass' | 'answer' | undefined }[] = []
    for (let act = 0; act < 30; act++) {
      const one = draw.one([...letters.filter(letter => letter.next), undefined])
      if (!one) {
        const said = { where: 'ZAI', about: `Of ${draw.letters(5)}`, words: `They said ${draw.letters(20)}.` }
        letters.push({ reference: await house.done(house.begin('imb.ashmoor.chair', 'letter', said)), next: 'pass' })
      } else if (one.next === 'pass') {
        await house.done(house.take('imb.ashmoor.chair', one.reference, 'pass'))
        one.next = 'answer'
      } else {
        await house.done(house.take('hmpps.ashmoor.governor', one.reference, 'answer', { words: draw.letters(12) }))
        one.next = undefined
      }
      if (draw.chance(0.3)) await bind()
    }
    await bind()
    let text = ''
    for await (const some of exportJournal(house.database.owner)) text += some
    lines = text.split('\n')
  })

  const verified = async (journal: Journal, known: { savedHead: Head; publicKey?: KeyObject }) =>
    verifyJournal([written(journal)], known)
  const last = () => read(lines).heads.at(-1) ?? assert.fail('no head')

  it('is whole before that', async () => {
    const { entries, heads, uncovered } = await verified(read(lines), { savedHead: last(), publicKey })
    assert.deepEqual([entries, uncovered], [30, 0])
    assert.ok(heads > 5)
  })

  for (const [what, attack] of Object.entries(attacks))
    it(`is told by who ${what}, and where (${worlds} places)`, async () => {
      for (let seed = 1; seed <= worlds; seed++) {
        const journal = read(lines)
        const named = attack(journal, random(seed), forger)
        await assert.rejects(
          verified(journal, { savedHead: last(), publicKey }),
          (fault: Error) => fault instanceof Broken && (fault as Broken & { at: string }).at === named,
          `${named}, by chance ${seed}`,
        )
      }
    })

  it('is found though our own key signs a head of another version: none can be weakened', async () => {
    const journal = read(lines)
    const head = journal.heads[2] ?? assert.fail('no head')
    head.header = head.header.replace('"v":1', '"v":0')
    head.digest = digestOf(head.previous, head.header)
    head.signature = sign(null, Buffer.from(head.digest, 'hex'), pair.privateKey).toString('base64')
    await assert.rejects(verified(journal, { savedHead: last(), publicKey }), { what: 'it is not a head of version 1' })
  })

  it('is found by the head that was kept alone, by whoever has not the key', async () => {
    const journal = read(lines)
    attacks['writes all of it anew, with another key']?.(journal, random(1), forger)
    await assert.rejects(verified(journal, { savedHead: last() }), { at: `head ${last().number}` })
  })
})
