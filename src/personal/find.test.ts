import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { day } from '../calendar/day.ts'
import { findPersonal } from './find.ts'
import type { Kind, Known } from './finding.ts'
import { croLetter, isNhsNumber, pncLetter } from './numbers.ts'

const known: Known = {
  people: [
    'Dame Ruth Ashdown',
    'Noor Haddad',
    'Robert Kinsella',
    'Siobhán O’Brien',
    'Jan van der Berg',
    'Zoë Smith-Jones',
    'Rose May',
    'Lunn, Patricia',
  ],
  places: ['HMP Ashmoor', 'HMP Brackley Hill', 'HMP Preston', 'HMYOI Stafford', 'HMP Thessaly Wick'],
  today: day('2026-11-20'),
}

/** What was found, as 'kind: words'. */
const found = (text: string): string[] => findPersonal(text, known).map(({ kind, words }) => `${kind}: ${words}`)

function finds(kind: Kind, words: string, text = `It says ${words} there.`): void {
  void it(`finds ${JSON.stringify(words)}`, () =>
    assert.ok(found(text).includes(`${kind}: ${words}`), String(found(text))))
}

function passes(text: string): void {
  void it(`passes over ${JSON.stringify(text)}`, () => assert.deepEqual(found(text), []))
}

describe('PH-4: numbers that stand for one person', () => {
  for (const number of ['A1234BC', 'a1234bc', 'A1234 BC', 'A 3234 BC', 'A1234-BC', 'A 3234BC', 'A1O34BC', 'А1234ВС'])
    finds('prison number', number)
  for (const text of ['A 2019 UK survey of A1234 in Kent', 'Rooms A1 to B2 and form F2052SH2', 'a 2020 in review'])
    passes(text)

  for (const number of ['2012/394773H', '12/394773H', '99/123456X', '20/9N', '1999/1234567B', '2012/0394773A'])
    finds('PNC number', number)
  finds('PNC number', '12/3947731', 'The PNC number is 12/3947731.')
  for (const number of ['29906/12J', 'SF39/123456A']) finds('CRO number', number)
  for (const text of ['In 2023/24 and 23/24', 'PSI 64/2011', 'ref. 1234/26', 'Complaints 12/394773A']) passes(text)

  for (const number of ['A1234567', '1212-0012-3412-3412', '1212 0012 3412 3412', 'B 7654321'])
    finds('Home Office reference', number)
  finds('Home Office reference', '12/3456/7', 'Home Office reference: 12/3456/7')

  for (const number of ['9434765919', '943 476 5919', '943-476-5919']) finds('NHS number', number)
  finds('NHS number', '943 476 5910', 'The NHS number given was 943 476 5910.')
  for (const text of ['Invoice 9434765910 was paid', 'NHS England paid 1,250,000 pounds']) passes(text)

  finds('National Insurance number', 'AB 12 34 56 C')
  finds('probation number', 'X123456')

  it('knows the check letters of police and court numbers', () => {
    assert.equal(pncLetter('2012', '394773'), 'H')
    assert.equal(pncLetter('99', '123456'), 'X')
    assert.equal(pncLetter('20', '9'), 'N')
    assert.equal(croLetter('29906', '12'), 'J')
  })

  it('knows the check digit of an NHS number', () => {
    assert.ok(isNhsNumber('9434765919'))
    assert.ok(!isNhsNumber('9434765918'))
    assert.ok(!isNhsNumber('943476591'))
  })
})

describe('PH-4: dates of birth', () => {
  for (const date of [
    '12 March 1985',
    '12th of March 1985',
    '12/03/1985',
    '12.03.85',
    '1985-03-12',
    'March 12, 1985',
    '12 Mar 1985',
  ])
    finds('date of birth', date)
  finds('date of birth', '03/04/2009', 'DOB 03/04/2009')
  finds('date of birth', '3 April 2010', 'She was born on 3 April 2010.')
  finds('date of birth', '03.04.10', 'D.O.B. 03.04.10')
  finds('date of birth', '4.5.08', 'One of them (b. 4.5.08) is a boy.')
  finds('date of birth', '1985', 'born in 1985')
  finds('date of birth', '20 November 2012', 'The passport (20 November 2012) gives his birthday.')
  for (const text of [
    'The inspection of 4 May 2025',
    'Published on 4 May 2009',
    'the Prison Act 1952',
    'In force since 1 April 1999',
    'Aged 18 to 21',
    'See section 1.2.10',
    'On 12/03/26 and 5 June',
  ])
    passes(text)

  it('takes a full date for a birthday from the eleventh year back, and not within ten', () => {
    assert.deepEqual(found('It was 20 November 2016.'), [])
    assert.deepEqual(found('It was 20 November 2015.'), ['date of birth: 20 November 2015'])
  })
})

describe('PH-4: ways of reaching somebody', () => {
  for (const number of [
    '07700 900123',
    '07700900123',
    '020 7946 0123',
    '0113 496 0123',
    '07700-900-123',
    '01632 960123',
    '07700\n900456',
  ])
    finds('phone number', number)
  it('finds +44 (0)20 7946 0123', () => assert.equal(found('Ring +44 (0)20 7946 0123.').length, 1))
  it('finds a foreign number after a plus sign', () => assert.equal(found('Ring +353 1 234 5678.').length, 1))
  // Freephone, 03 and 09 numbers belong to organisations, and anyone may ring them.
  for (const text of [
    'Samaritans: 116 123',
    'Ring 0300 123 1234 or 0808 800 4444',
    'Ring 999 or 111',
    '1,250,000 pounds',
  ])
    passes(text)

  for (const address of [
    'a.b@mail.example',
    'x_y+z@example.co.uk',
    'a.b (at) mail.example',
    'ann [at] example dot org',
    'ann dot lee at example dot com',
  ])
    finds('e-mail address', address)
  passes('@ home and two @ 50p')

  for (const address of [
    '12 Acacia Avenue',
    'Flat 3, 12a Acacia Avenue',
    '12 acacia avenue',
    'LS1 4AP',
    'SW1A1AA',
    '12 Acacia Avenue, Leeds, LS1 4AP',
    'PO Box 123',
  ])
    finds('postal address', address)
  finds('postal address', 'Acacia Avenue', 'She lives on Acacia Avenue.')
  for (const text of [
    'B1 2nd floor',
    'C1 2hr unlock',
    '12 men on the road',
    'Two Court users',
    '3 Rose Wing prisoners',
  ])
    passes(text)
})

describe('PH-4: where somebody sleeps', () => {
  for (const cell of [
    'A1-23',
    'B-3-12',
    'C2/14',
    'A1–23',
    'cell 4 on C wing',
    'cell 12',
    'C wing cell 4',
    'HB2-1-014',
    'C4-05R',
    'E2 07',
    'Cell: 14',
    'cell B 2 14',
    'pad 14',
    'block 3, 2-11',
  ])
    finds('cell location', cell)
  for (const text of [
    'Rose Wing, C wing and landing A3',
    'Two men to a cell 22 hours a day',
    'PSI 2011-34',
    'Q1-26 and Q4',
    'cell 101 forms',
    'A4-sized paper',
    'COVID-19',
    'Houseblock 3 held 10-12 prisoners',
    'On wing 3, 10-12 prisoners waited',
    'Two to a cell: 22 hours a day',
    'A notepad 2 feet wide',
  ])
    passes(text)
})

describe('PH-4: names the system knows', () => {
  for (const name of [
    'Noor Haddad',
    'NOOR HADDAD',
    'noor haddad',
    'HADDAD, Noor',
    'Haddad Noor',
    'N. Haddad',
    'N Haddad',
    'Mr Haddad',
    'Governor Kinsella',
    'Kinsella',
    'Dame Ruth Ashdown',
    'Ruth M. Ashdown',
    'Mr O’Brien',
    'Siobhan O Brien',
    "Siobhán O'Brien",
    'Jan van der Berg',
    'Mr Berg',
    'Zoe Smith Jones',
    'Zoë Smith-Jones',
    'Patricia Lunn',
    'Rose May',
  ])
    finds('known name', name)

  it('takes the whole of a name of two joined by a hyphen', () => {
    assert.deepEqual(found('It was Noor Haddad-Osei.'), ['known name: Noor Haddad-Osei'])
    assert.deepEqual(found('It was Osei-Haddad again.'), ['known name: Osei-Haddad'])
  })
  it('leaves out the possessive', () => assert.deepEqual(found('It is Noor Haddad’s.'), ['known name: Noor Haddad']))

  const disguises: [string, string][] = [
    ['letters of another script', 'Nооr Наddаd'],
    ['a zero-width space', 'No\u200bor Had\u200bdad'],
    ['a soft hyphen', 'Noor Had\u00addad'],
    ['combining marks', 'Nóór Hàddàd'.normalize('NFD')],
    ['wide letters', 'Ｎｏｏｒ Ｈａｄｄａｄ'],
    ['mathematical letters', '𝐍𝐨𝐨𝐫 𝐇𝐚𝐝𝐝𝐚𝐝'],
    ['a blank that does not break', 'Noor\u00a0Haddad'],
    ['a line’s end', 'Noor\nHaddad'],
    ['a hyphen', 'Noor-Haddad'],
    ['a low line', 'Noor_Haddad'],
  ]
  for (const [how, name] of disguises) finds('known name', name, `Somebody, ${name}, signed (${how}).`)

  it('points out the words as they stand in the text, with all that was hidden in them', () => {
    const text = 'By N\u200bo\u0301or Haddad.'
    const [finding] = findPersonal(text, known)
    assert.equal(text.slice(finding!.from, finding!.to), 'N\u200bo\u0301or Haddad')
  })

  for (const text of [
    'Rose Wing opened in May',
    'may rose sales rise',
    'HMP Ashmoor and Brackley Hill',
    'It was said that Thessaly Wick was full.',
    'We told Ashmoor so.',
    'Preston prisoners said so',
  ])
    passes(text)
})

describe('PH-4: what looks like a name', () => {
  for (const name of [
    'Mr Okonjo',
    'Mrs Winter',
    'Dr J. Grant',
    'Officer Threlfall',
    'Darren Threlfall',
    'Xhevdet Brzezicki',
    'Threlfall, Darren',
    'THRELFALL, Xhevdet',
    'Mark Evans',
    'J. Threlfall',
    'Darren',
    'Darren Preston',
    'mr threlfall',
    'Ms al-Sayed',
    'Muhammad al-Rashid bin Yusuf',
  ])
    finds('name', name)
  finds('name', 'Xhevdet', 'We spoke to Xhevdet about it.')
  finds('name', 'cellmate Xhevdet', 'His cellmate Xhevdet saw it.')
  finds('name', 'Jack', 'Jack was hit.')
  finds('name', 'Threlfall', 'Threlfall said that it was cold.')
  for (const text of [
    'The Governor told us so, and Governors agreed.',
    'Grant funding ended in May; Mark schemes followed.',
    'The Howard League and St Giles Trust wrote.',
    'Mr A and Ms B, prisoner X and Officer Y.',
    'The Lord Chancellor and the Secretary of State replied.',
    '# Health and Wellbeing',
    'Purposeful Activity and Time out of Cell',
    'Rule 39 and the Human Rights Act',
    'Nelson House, Drake Unit and Elizabeth Wing',
    'Ramadan, Friday prayers and Polish speakers',
  ])
    passes(text)
})

describe('a finding', () => {
  it('says in a sentence what was noticed', () => {
    for (const { why } of findPersonal('Mr Okonjo, A1234BC, LS1 4AP, cell 4, Noor Haddad', known))
      assert.match(why, /^[A-Z].*\.$/)
  })

  const idsIn = (text: string) => findPersonal(text, known).map(({ id }) => id)

  it('keeps its id while other words are edited, and however its own are spaced and written', () => {
    const [id] = idsIn('Darren Threlfall said so.')
    assert.deepEqual(idsIn('This week, as last, DARREN  Threlfall’s letter came.'), [id])
  })

  it('gives the same words a new id each time they are written again', () => {
    const ids = idsIn('Mr Okonjo wrote. Then Mr Okonjo rang, and Mr Okonjo came.')
    assert.equal(new Set(ids).size, 3)
    assert.deepEqual(idsIn('Mr Okonjo wrote. Then Mr Okonjo rang.'), ids.slice(0, 2))
  })

  it('has an id that tells nothing of the words', () => {
    for (const id of idsIn('Darren Threlfall, A1234BC')) assert.match(id, /^[0-9a-f]{20}-1$/)
  })
})

describe('reading any text at all', () => {
  const word = fc.constantFrom(
    ...'Mr Darren A1234BC cell 12 / - born @ dot é LS1 4AP Acacia Avenue 07700 900123 O’Brien Noor Haddad ﷺ ß 😀 May 1985'.split(
      ' ',
    ),
    '\n',
    '\n\n',
    '\u0301',
    '\u200b',
    '\ud800',
    ', ',
    '. ',
    "'s",
  )
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(word).map(all => all.join(' ')),
    fc.array(word).map(all => all.join('')),
  )

  it('gives findings in order, apart, with the words that stand there and ids of their own', () => {
    fc.assert(
      fc.property(text, given => {
        const findings = findPersonal(given, known)
        let at = 0
        for (const { from, to, words } of findings) {
          assert.ok(from >= at && to > from && to <= given.length)
          assert.equal(words, given.slice(from, to))
          at = to
        }
        assert.equal(new Set(findings.map(({ id }) => id)).size, findings.length)
      }),
      { numRuns: 500 },
    )
  })

  // Were the time to grow with the square of the length, or worse, these would take hours.
  const hostile: Record<string, string> = {
    'one long word': 'a',
    'nothing but @': '@',
    'addresses without an end': 'a.',
    'digits without an end': '0',
    'digits apart': '0 ',
    'a date that goes on': '1/1/',
    'titles without a name': 'Mr ',
    'names that go on': 'Aa-',
    'initials without an end': 'J. ',
    apostrophes: "a'",
    'marks on one letter': '\u0301',
    'characters that become many': '\ufdfa',
    'half characters': '\ud800',
    'lines without words': '\n',
    'numbers of streets': '1 The Of ',
    'one known surname': 'Haddad ',
    'words that end like others': 'Xxxxing ',
  }
  for (const [what, piece] of Object.entries(hostile))
    it(`comes to an end with ${what}`, () => {
      findPersonal(piece.repeat(Math.ceil(150_000 / piece.length)), known)
    })
})
