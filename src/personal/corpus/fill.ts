import type { Kind } from '../finding.ts'
import { croLetter, isNhsNumber, pncLetter } from '../numbers.ts'
import type { Chance } from './chance.ts'
import { marked } from './labelled.ts'

/** Whose names a set of texts is filled with. */
export interface Cast {
  readonly forenames: readonly string[]
  readonly surnames: readonly string[]
  /** People the system knows. */
  readonly known: readonly string[]
  /** Establishments the system knows, without 'HMP'. */
  readonly places: readonly string[]
  readonly streets: readonly string[]
  readonly towns: readonly string[]
  readonly wings: readonly string[]
}

type Fill = (chance: Chance, cast: Cast) => string

const say =
  (kind: Kind, fill: Fill): Fill =>
  (chance, cast) =>
    marked(kind, fill(chance, cast))

const months = 'January February March April May June July August September October November December'.split(' ')
const two = (value: number) => String(value).padStart(2, '0')

const longAgo: Fill = chance => {
  const [day, month, year] = [1 + chance.below(28), chance.below(12), 1948 + chance.below(58)]
  return chance.one([
    `${day} ${months[month]} ${year}`,
    `${two(day)}/${two(month + 1)}/${year}`,
    `${two(day)}.${two(month + 1)}.${year}`,
    `${day}/${month + 1}/${year}`,
    `${year}-${two(month + 1)}-${two(day)}`,
    `${day} ${months[month]!.slice(0, 3)} ${year}`,
    `${months[month]} ${day}, ${year}`,
  ])
}

const prisonNumber: Fill = chance => {
  const [first, figures, last] = [chance.letter('ABCDEFG'), chance.digits(4), chance.letter() + chance.letter()]
  return chance.one([
    `${first}${figures}${last}`,
    `${first}${figures}${last}`,
    `${first}${figures}${last}`.toLowerCase(),
    `${first}${figures} ${last}`,
    `${first}${figures}-${last}`,
    `${first} 3${figures.slice(1)} ${last}`,
  ])
}

const nhs = (chance: Chance): string => {
  for (;;) {
    const digits = `${chance.one(['4', '6', '7', '9'])}${chance.digits(9)}`
    if (isNhsNumber(digits)) return digits
  }
}

const postcode: Fill = chance =>
  `${chance.one(['LS', 'M', 'B', 'SE', 'NG', 'CF', 'HU', 'E'])}${1 + chance.below(19)}${chance.one([' ', ' ', ''])}${chance.below(10)}${chance.letter('ABDEFGHJLNPQRSTUWXYZ')}${chance.letter('ABDEFGHJLNPQRSTUWXYZ')}`

const full: Fill = (chance, cast) => `${chance.one(cast.forenames)} ${chance.one(cast.surnames)}`
const title = (chance: Chance) => chance.one(['Mr', 'Mr', 'Ms', 'Mrs', 'Miss', 'Dr', 'Mr.'])

const knownParts = (chance: Chance, cast: Cast) => {
  const name = chance.one(cast.known)
  const at = name.indexOf(' ')
  return { name, forename: name.slice(0, at), surname: name.slice(at + 1) }
}

const lookAlike: Record<string, string> = { a: 'а', e: 'е', o: 'о', c: 'с', p: 'р', x: 'х' }

/** What a slot such as {prison number} in a template is filled with. */
export const fills: Readonly<Record<string, Fill>> = {
  // Personal.
  'prison number': say('prison number', prisonNumber),
  pnc: say('PNC number', chance => {
    const [year, serial] = [String(1980 + chance.below(45)), chance.digits(6).replace(/^0/, '1')]
    const letter = pncLetter(year, serial)
    return chance.one([
      `${year}/${serial.padStart(7, '0')}${letter}`,
      `${year.slice(2)}/${serial}${letter}`,
      `${year}/${serial}${letter}`,
    ])
  }),
  cro: say('CRO number', chance => {
    const [year, serial] = [two(chance.below(100)), String(1000 + chance.below(900_000))]
    return `${serial}/${year}${croLetter(serial, year)}`
  }),
  'home office': say('Home Office reference', chance =>
    chance.one([
      `${chance.letter()}${chance.digits(7)}`,
      `${chance.digits(4)}-${chance.digits(4)}-${chance.digits(4)}-${chance.digits(4)}`,
    ]),
  ),
  nhs: say('NHS number', chance => {
    const digits = nhs(chance)
    return chance.one([
      digits,
      `${digits.slice(0, 3)} ${digits.slice(3, 6)} ${digits.slice(6)}`,
      `${digits.slice(0, 3)}-${digits.slice(3, 6)}-${digits.slice(6)}`,
    ])
  }),
  insurance: say('National Insurance number', chance => {
    const letters = chance.one(['AB', 'JK', 'NX', 'PW', 'SR'])
    const [a, b, c, end] = [chance.digits(2), chance.digits(2), chance.digits(2), chance.one(['A', 'B', 'C', 'D'])]
    return chance.one([`${letters}${a}${b}${c}${end}`, `${letters} ${a} ${b} ${c} ${end}`])
  }),
  crn: say('probation number', chance => `${chance.letter('ADEX')}${chance.digits(6)}`),
  birth: say('date of birth', longAgo),
  'birth year': say('date of birth', chance => String(1950 + chance.below(55))),
  'late birth': say(
    'date of birth',
    chance => `${two(1 + chance.below(28))}/${two(1 + chance.below(12))}/${two(6 + chance.below(4))}`,
  ),
  phone: say('phone number', chance =>
    chance.one([
      `07${chance.digits(3)} ${chance.digits(6)}`,
      `07${chance.digits(9)}`,
      `+44 7${chance.digits(3)} ${chance.digits(6)}`,
      `0${chance.one(['113', '161', '121', '115'])} ${chance.digits(3)} ${chance.digits(4)}`,
      `020 ${chance.digits(4)} ${chance.digits(4)}`,
      `(01${2 + chance.below(7)}${chance.digits(2)}) ${chance.digits(6)}`,
      `07${chance.digits(3)}-${chance.digits(3)}-${chance.digits(3)}`,
      `+44 (0)7${chance.digits(3)} ${chance.digits(6)}`,
    ]),
  ),
  mail: say('e-mail address', (chance, cast) => {
    const [first, last] = [chance.one(cast.forenames), chance.one(cast.surnames)].map(name =>
      name
        .normalize('NFKD')
        .toLowerCase()
        .replaceAll(/[^a-z]/g, ''),
    )
    const host = chance.one(['mail.example', 'example.org', 'post.example.co.uk', 'example.com'])
    return chance.one([
      `${first}.${last}@${host}`,
      `${first}${chance.digits(2)}@${host}`,
      `${first![0]}_${last}@${host}`,
      `${first}.${last} (at) ${host}`,
    ])
  }),
  address: say('postal address', (chance, cast) => {
    const street = `${1 + chance.below(180)}${chance.one(['', '', '', 'a', 'b'])} ${chance.one(cast.streets)}`
    return chance.one([
      street,
      `${street}, ${chance.one(cast.towns)}`.split(',')[0]!,
      `${street}, ${chance.one(cast.towns)}, ${postcode(chance, cast)}`,
      `Flat ${1 + chance.below(20)}, ${street}`,
      `${street}, ${chance.one(cast.towns)} ${postcode(chance, cast)}`,
    ])
  }),
  postcode: say('postal address', postcode),
  cell: say('cell location', chance => {
    const [wing, landing, cell] = [chance.letter('ABCDEFGH'), 1 + chance.below(5), 1 + chance.below(48)]
    return chance.one([
      `${wing}${landing}-${two(cell)}`,
      `${wing}-${landing}-${cell}`,
      `${wing}${landing}/${two(cell)}`,
      `cell ${cell} on ${wing} wing`,
      `${wing}-${landing}-0${two(cell)}`,
      `cell ${cell}`,
    ])
  }),
  name: say('name', full),
  'titled name': say('name', (chance, cast) =>
    chance.one([
      `${title(chance)} ${chance.one(cast.surnames)}`,
      `${title(chance)} ${chance.letter('ABCDEFGHJKLMNPRSTW')} ${chance.one(cast.surnames)}`,
      `Officer ${chance.one(cast.surnames)}`,
      `${title(chance)} ${full(chance, cast)}`,
      `SO ${chance.one(cast.surnames)}`,
    ]),
  ),
  'small name': say(
    'name',
    (chance, cast) => `${chance.one(['mr', 'mrs', 'ms'])} ${chance.one(cast.surnames).toLowerCase()}`,
  ),
  'turned name': say('name', (chance, cast) => {
    const [first, last] = [chance.one(cast.forenames), chance.one(cast.surnames)]
    return chance.one([`${last.toUpperCase()}, ${first}`, `${last}, ${first}`, `${last.toUpperCase()} ${first}`])
  }),
  'initialled name': say(
    'name',
    (chance, cast) => `${chance.letter('ABCDEFGHJKLMNPRSTW')}. ${chance.one(cast.surnames)}`,
  ),
  forename: say('name', (chance, cast) => chance.one(cast.forenames)),
  surname: say('name', (chance, cast) => chance.one(cast.surnames)),
  known: say('known name', (chance, cast) => {
    const { name, forename, surname } = knownParts(chance, cast)
    return chance.one([
      name,
      name,
      name.toUpperCase(),
      `${surname.toUpperCase()}, ${forename}`,
      `${surname}, ${forename}`,
      `${forename[0]}. ${surname}`,
      `${forename[0]} ${surname}`,
      `${chance.one(['Mr', 'Ms', 'Governor', 'Officer'])} ${surname}`,
      name.toLowerCase(),
    ])
  }),
  'disguised known': say('known name', (chance, cast) => {
    const { name, forename, surname } = knownParts(chance, cast)
    const at = 1 + chance.below(name.length - 2)
    return chance.one([
      Array.from(name, letter => lookAlike[letter] ?? letter).join(''),
      `${name.slice(0, at)}\u200b${name.slice(at)}`,
      `${forename}\u00a0${surname}`,
      `${forename}\n${surname}`,
      `${forename}-${surname}`,
      name.normalize('NFD'),
      name.normalize('NFKD').replaceAll(/\p{Mn}/gu, ''),
      `${name.slice(0, at)}\u00ad${name.slice(at)}`,
    ])
  }),

  // Not personal.
  place: (chance, cast) => chance.one(['HMP ', 'HMP ', '', '']) + chance.one(cast.places),
  wing: (chance, cast) =>
    chance.one([
      `${chance.letter('ABCDEFGH')} wing`,
      `${chance.letter('ABCDEFGH')} Wing`,
      `${chance.one(cast.wings)} Unit`,
      `${chance.one(cast.wings)} House`,
      `Houseblock ${1 + chance.below(5)}`,
    ]),
  count: chance => String(2 + chance.below(60)),
  percent: chance => `${1 + chance.below(98)}${chance.one(['%', ' per cent'])}`,
  month: chance => chance.one(months),
  recent: chance => {
    const [day, month] = [1 + chance.below(28), chance.below(12)]
    return chance.one([
      `${day} ${months[month]} 2026`,
      `${two(day)}/${two(month + 1)}/2026`,
      `${day} ${months[month]}`,
      `${day} ${months[month]} 2025`,
      `${two(day)}.${two(month + 1)}.26`,
    ])
  },
  year: chance => chance.one(['2024-25', '2025/26', '2023–24', '2022/23']),
  psi: chance => chance.one(['PSI 2011-34', 'PSI 64/2011', 'PSO 4750', 'PSI 30/2013', 'PSI 04/2018']),
  rule: chance => chance.one(['Rule 39', 'Rule 45', 'Prison Rule 53(4)', 'Rule 47', 'YOI Rule 49']),
  hotline: chance => chance.one(['116 123', '0300 123 1234', '0800 800 4444', '0808 808 1234', '0345 000 5555']),
  body: chance =>
    chance.one([
      'the Samaritans',
      'Shannon Trust',
      'the Prison Reform Trust',
      'the Howard League',
      'NHS England',
      'Serco',
      'Nacro',
      'Ofsted',
      'the Care Quality Commission',
      'St Giles Trust',
      'Practice Plus Group',
      'the Forward Trust',
    ]),
  statute: chance =>
    chance.one([
      'the Prison Act 1952',
      'the Human Rights Act 1998',
      'the Equality Act 2010',
      'the Mental Health Act',
      'the Data Protection Act 2018',
      'the Mandela Rules',
    ]),
  complaint: chance =>
    chance.one([
      `COMP ${chance.digits(5)}`,
      `D/${chance.digits(4)}`,
      `ref. ${chance.digits(4)}/26`,
      `PPO-${chance.digits(5)}`,
    ]),
  job: chance =>
    chance.one([
      'The Governor',
      'The Deputy Governor',
      'The Head of Safety',
      'The Director',
      'A custodial manager',
      'The Lead Nurse',
      'The Managing Chaplain',
      'The Imam',
    ]),
}

/** Fills a template's slots: '{job} told us' and the like. */
export const filled = (template: string, chance: Chance, cast: Cast): string =>
  template.replaceAll(/\{([a-z ]+)\}/g, (_, slot: string) => {
    const fill = fills[slot]
    if (!fill) throw new Error(`No slot is called ${slot}`)
    return fill(chance, cast)
  })

/** Templates that belong together, and whose names fill them. */
export interface Bank {
  readonly cast: Cast
  readonly headings: readonly string[]
  /** Sentences without anything personal. */
  readonly plain: readonly string[]
  readonly personal: readonly string[]
}

/** Marked texts of a heading and a few sentences: three in five of them with something personal. */
export function texts(given: Bank, count: number, chance: Chance): string[] {
  // Each template with something personal is used as often as every other.
  let turn = 0
  return Array.from({ length: count }, (_, number) => {
    const sentences = Array.from({ length: 5 + chance.below(5) }, () => chance.one(given.plain))
    if (number % 5 < 3)
      for (let more = 1 + chance.below(3); more > 0; more--)
        sentences.splice(chance.below(sentences.length + 1), 0, given.personal[turn++ % given.personal.length]!)
    const gap = chance.one([' ', ' ', '\n', '\n\n', '\n- '])
    return filled(`${chance.one(given.headings)}\n\n${sentences.join(gap)}`, chance, given.cast)
  })
}
