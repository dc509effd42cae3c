import { workingDays } from '../../calendar/period.ts'
import type { Setting } from '../../engine/agreement.ts'
import { warnOfStale } from '../../engine/contact.ts'
import type { Matter } from '../../engine/matter.ts'
import { before, provided, step, type Procedure, type Refusal } from '../../engine/procedure.ts'
import {
  choice,
  choices,
  day,
  documents,
  onlyIf,
  optional,
  paragraph,
  place,
  post,
  rows,
  text,
  type Question,
} from '../../engine/question.ts'
import { allOf, anyOf, audience, called, inUnit, of, owner, owning, together, whoever } from '../../engine/who.ts'
import type { Taking } from '../../engine/world.ts'
import { official } from '../../letters/marking.ts'
import { keysOf } from '../who.ts'

/**
 * What one body publishes and the other should know of: boards’ annual reports go to the ombudsman (PI-13c); what the ombudsman
 * publishes goes to the boards’ staff (PI-14f), who pass it to the boards that should have its lessons in mind (PI-13g). What is
 * announced here is published already: it is no secret from anyone, and yet each hears only of what is announced to them.
 */

const kinds = {
  'annual-report': 'An annual report',
  bulletin: 'A bulletin of lessons',
  investigation: 'A report of an investigation',
  other: 'Something else that was published',
}

const topics = {
  deaths: 'Deaths in custody',
  'self-harm': 'Self-harm',
  violence: 'Violence and use of force',
  health: 'Health care',
  conditions: 'Living conditions',
  complaints: 'Complaints and how they are dealt with',
  property: 'Property',
  families: 'Families and visits',
  equality: 'Equality and fair treatment',
  release: 'Release and resettlement',
  other: 'Something else',
}

/** Those at the ombudsman’s who use what boards publish: investigators (PI-14h), learning lessons, and the lead. */
const ombudsman = audience('the ombudsman’s investigators, learning lessons and lead', ({ world: { directory } }) =>
  (['casework', 'learning', 'lead office'] as const).flatMap(kind => keysOf(directory.units({ body: 'PPO', kind }))),
)
/** IMB staff: the secretariat, and the National Chair’s office. */
const boardsStaff = audience('the boards’ secretariat and the National Chair', ({ world: { directory } }) =>
  (['secretariat', 'national'] as const).flatMap(kind => keysOf(directory.units({ body: 'IMB', kind }))),
)
const secretariat = audience('the boards’ secretariat', ({ world: { directory } }) =>
  keysOf(directory.units({ body: 'IMB', kind: 'secretariat' })),
)
/** Of the ombudsman’s, those told at once: learning lessons, and who leads the investigators. The rest find it in the list. */
const toldAtOmbudsman = audience('learning lessons and Assistant Ombudsmen', ({ world: { directory } }) => [
  ...keysOf(directory.units({ body: 'PPO', kind: 'learning' })),
  ...keysOf(directory.posts({ body: 'PPO', kind: 'assistant' })),
])
/** The boards it is passed to: the one where it is about, every one, or those that were chosen. */
const chosenBoards = audience('the boards it is passed to', ({ matter, answers, world: { directory } }) => {
  const boards = directory.units({ body: 'IMB', kind: 'board' })
  if (answers.to === 'all') return keysOf(boards)
  if (answers.to === 'there')
    return matter.place === undefined ? [] : keysOf(boards.filter(one => one.place === matter.place))
  if (answers.to !== 'some') return []
  const chairs = ((answers.boards ?? []) as readonly { board: string }[]).map(one => one.board)
  return [...new Set(chairs.flatMap(chair => directory.findPost(chair)?.unit ?? []))]
})
/** Everyone it has been announced to. */
const everyoneElse = audience('everyone it was announced to', ({ matter }) => [
  ...new Set(matter.disclosures.filter(one => !one.ended && one.to !== matter.owner).map(one => one.to)),
])

const announcers = called(
  'a monitoring board, the boards’ secretariat or National Chair, or the ombudsman’s lead, investigators or learning lessons',
  anyOf(
    allOf(of('IMB'), inUnit('board', 'secretariat', 'national')),
    allOf(of('PPO'), inUnit('lead office', 'casework', 'learning')),
  ),
)
const isFrom = ({ matter, world }: Pick<Taking, 'matter' | 'world'>, body: 'IMB' | 'PPO') =>
  world.directory.unit(matter.owner).body === body

const readers = whoever(
  'those it was announced to',
  (me, matter) => me.unit !== matter.owner && matter.parts.has('readings'),
)
const atSecretariat = called('the boards’ secretariat', allOf(of('IMB'), inUnit('secretariat')))

const passWithin = 'publications-pass-on-imb'

export const publicationSettings: Readonly<Record<string, Setting>> = {
  [passWithin]: {
    label: 'Pass what the ombudsman published to the boards it concerns within (the monitoring boards)',
    period: workingDays(5),
    body: 'IMB',
  },
}

const longest = 500

/** The address of a page that anyone can read: https, and nobody’s password in it. */
const addressOf = (typed: string): URL | undefined => {
  if (typed.length > longest || !URL.canParse(typed)) return undefined
  const address = new URL(typed)
  return address.protocol === 'https:' && !address.username && !address.password && address.hostname.includes('.')
    ? address
    : undefined
}

/** Where something stands on the web. It is shown as text, its host first, and nobody is sent there by a slip of the finger. */
const link = (label: string, missing: string): Question<string> => ({
  ...text(label, missing, { hint: 'It begins with https://' }),
  example: () => 'https://www.example.org/annual-report',
  schema: () => ({
    type: 'string',
    pattern: '^https://',
    maxLength: longest,
    examples: ['https://www.example.org/annual-report'],
  }),
  understand: raw => {
    const typed = typeof raw === 'string' ? raw.trim() : ''
    if (typed === '') return { answer: '' }
    const address = addressOf(typed)
    return address
      ? { answer: address.href }
      : { wrong: `Give an address that begins with https:// and names a site, in ${longest} characters or fewer` }
  },
  show: answer => {
    const address = addressOf(String(answer))
    return address ? `On ${address.hostname}: ${address.href}` : ''
  },
})

const where = {
  as: choice('Is it on the web, or is it a file?', 'Choose whether it is on the web or a file', {
    link: 'It is on the web',
    file: 'It is a file',
  }),
  link: onlyIf('as', 'link', link('Its address', 'Give its address')),
  file: { ...onlyIf('as', 'file', documents('The file')), missing: 'Attach the file' },
}

const whereInWords = (answers: { readonly as: string; readonly link?: string }): string =>
  answers.as === 'file' ? 'A file' : (addressOf(answers.link ?? '')?.hostname ?? '')

const boardToChoose = post('Board', 'Choose the board', ({ world }) =>
  world.directory.posts({ body: 'IMB', kind: 'chair' }),
)

/** One board is asked for its own place alone: it reports on no other. */
const itsPlace = place('Which establishment does it concern?', '')
const concerning: Question<string | undefined> = {
  ...optional(itsPlace),
  hint: 'Leave it out if it is about no one place.',
  options: taking => {
    const all = itsPlace.options?.(taking) ?? []
    const own = taking.world.directory.unit(taking.me.unit).place
    return own === undefined ? all : all.filter(option => option.value === own)
  },
}

const readAlready = (matter: Matter, unit: string): boolean =>
  matter.entries.some(entry => entry.step === 'mark-read' && entry.by.unit === unit)

const chooseThem = 'Choose the boards'

const fromOmbudsman = provided(({ matter, world }) => isFrom({ matter, world }, 'PPO'), 'It is the boards’ own')

export const publication: Procedure = {
  name: 'publication',
  prefix: 'PUB',
  title: 'Publications',
  one: 'a publication',
  parts: {
    publication: { label: 'What was published', marking: official, searched: true },
    passing: { label: 'Passing it to boards', marking: official },
    readings: { label: 'Who has read it', marking: official },
  },
  stages: { announced: 'Announced' },
  columns: {
    title: { label: 'Title', part: 'publication' },
    kind: { label: 'Kind', part: 'publication', values: kinds },
    topics: { label: 'About', part: 'publication', values: topics },
    on: { label: 'Published on', part: 'publication', is: 'day' },
    where: { label: 'Where it is', part: 'publication' },
  },
  heads: ['title'],
  begins: 'announce',
  owner: ({ me }) => me.unit,
  openBetween: together(owner, boardsStaff),
  log: { shows: ['title', 'kind', 'on'], narrowsBy: ['kind', 'topics'], counts: ['kind', 'topics'] },
  rules: {
    'pass on': {
      clause: 'PI-14f',
      label: 'Pass it to the boards it concerns, or say that none need it',
      owedBy: secretariat,
      part: 'passing',
      from: ['announced by the ombudsman'],
      until: ['passed on', 'kept'],
      dates: ({ world }) => ({ limit: world.period(passWithin) }),
      basis: 'our default',
      by: 'pass-on',
    },
  },
  steps: {
    announce: step({
      clauses: ['PI-13c', 'PI-14f'],
      label: 'Announce something that was published',
      about:
        'Boards’ annual reports go to the ombudsman; what the ombudsman publishes goes to the boards’ secretariat, who pass it on.',
      by: announcers,
      part: 'publication',
      asks: {
        title: text('What is it called?', 'Give its title', { example: 'Annual report of the board, 2024 to 2025' }),
        kind: choice('What is it?', 'Choose what it is', kinds),
        on: day('When was it published?', 'Give the day it was published', { notAfterToday: true }),
        ...where,
        place: concerning,
        topics: optional(choices('What is it about?', '', topics)),
        remark: optional(paragraph('What should its readers look for?', '', { hint: 'Without names.' })),
      },
      marks: {
        'announced by the boards': taking => isFrom(taking, 'IMB'),
        'announced by the ombudsman': taking => isFrom(taking, 'PPO'),
      },
      to: 'announced',
      discloses: [
        {
          part: ['publication', 'readings'],
          to: ombudsman,
          purpose: 'To know what boards report',
          clause: 'PI-13c',
          when: taking => isFrom(taking, 'IMB'),
        },
        {
          part: ['publication', 'readings'],
          to: boardsStaff,
          purpose: 'To know what boards report',
          clause: 'PI-13c',
          when: taking => isFrom(taking, 'IMB'),
        },
        {
          part: ['publication', 'passing', 'readings'],
          to: boardsStaff,
          purpose: 'To pass it to the boards it concerns',
          clause: 'PI-14f',
          when: taking => isFrom(taking, 'PPO'),
        },
      ],
      tells: [
        audience(toldAtOmbudsman.words, taking => (isFrom(taking, 'IMB') ? toldAtOmbudsman.readers(taking) : [])),
        audience(secretariat.words, taking => (isFrom(taking, 'PPO') ? secretariat.readers(taking) : [])),
      ],
      sets: ({ answers }) => ({
        title: answers.title,
        kind: answers.kind,
        topics: answers.topics,
        on: answers.on,
        where: whereInWords(answers),
      }),
      says: ({ answers }) => `announced “${String(answers.title)}”`,
    }),

    'pass-on': step({
      clauses: ['PI-14f', 'PI-13g'],
      label: 'Pass it to boards',
      about: 'So that they keep what it teaches in mind when they monitor. It can be passed to more of them later.',
      by: atSecretariat,
      open: [fromOmbudsman],
      part: 'publication',
      asks: {
        to: choice(
          'To which boards?',
          chooseThem,
          {
            there: 'The board where it is about',
            all: 'Every board',
            some: 'Boards that I choose',
          },
          { part: 'passing' },
        ),
        boards: {
          ...onlyIf(
            'to',
            'some',
            rows('Which boards', chooseThem, { board: boardToChoose }, { most: 200, part: 'passing' }),
          ),
          missing: chooseThem,
        },
        remark: optional(paragraph('What do you want to say to them?', '')),
      },
      refuse: ({ matter, answers, world }): Refusal | undefined =>
        answers.to === 'there' && world.directory.units({ kind: 'board', place: matter.place ?? '-' }).length === 0
          ? { field: 'to', words: 'It is about no place that has a board', next: 'Choose the boards yourself.' }
          : undefined,
      adds: true,
      marks: 'passed on',
      discloses: [
        {
          part: ['publication', 'readings'],
          to: chosenBoards,
          purpose: 'To keep its lessons in mind when monitoring',
          clause: 'PI-13g',
        },
      ],
      tells: [chosenBoards],
      warn: warnOfStale(chosenBoards),
      says: () => 'passed it to boards',
    }),

    keep: step({
      clauses: ['PI-14f'],
      label: 'Say that no board needs it',
      by: atSecretariat,
      open: [fromOmbudsman, before('passed on', 'It has been passed to boards'), before('kept', 'It was said already')],
      part: 'publication',
      asks: { because: optional(text('Why not?', '')) },
      marks: 'kept',
      says: () => 'said that no board needs it',
    }),

    'mark-read': step({
      clauses: ['PI-13g', 'PI-13c', 'PI-14f'],
      label: 'Say that you have read it',
      about: 'Whoever announced it sees that it was read. One of each office is enough.',
      by: readers,
      open: [provided(({ matter, me }) => !readAlready(matter, me.unit), 'Your office has read it')],
      part: 'readings',
      asks: {
        remark: optional(
          paragraph('What will you do with it?', '', { hint: 'Everyone it was announced to sees this.' }),
        ),
      },
      adds: true,
      says: () => 'read it',
    }),

    correct: step({
      clauses: ['PI-13c', 'PI-14f'],
      label: 'Correct where it is',
      about: 'When its address has changed, or a newer file takes its place. Everyone it was announced to is told.',
      by: called('whoever announced it', owning),
      part: 'publication',
      asks: { ...where, because: text('What changed?', 'Say what changed') },
      adds: true,
      tells: [everyoneElse],
      sets: ({ answers }) => ({ where: whereInWords(answers) }),
      says: () => 'corrected where it is',
    }),
  },
}
