import type { PostKind } from '../../bodies.ts'
import type { ClauseId } from '../../engine/clause.ts'
import type { Rule } from '../../engine/deadline.ts'
import type { Matter } from '../../engine/matter.ts'
import { before, provided, step, type Procedure, type Share, type Step } from '../../engine/procedure.ts'
import { choice, oneOf, onlyIf, optional, paragraph, place, text, yesOrNo } from '../../engine/question.ts'
import { allOf, anyOf, audience, called, inPost, of, whoever, type Audience } from '../../engine/who.ts'
import type { Taking } from '../../engine/world.ts'
import { official, personal } from '../../letters/marking.ts'
import { postsAbove, postsThere } from './who.ts'
import { keysOf, theClock } from '../who.ts'
import { complaintsAboutConduct } from './retention.ts'

/**
 * Complaints about conduct, both ways. One about an inspector goes to the team leader, or to the deputy or the Chief Inspector
 * (HH-22); one by inspectors about staff or prisoners goes to the governor, or above them if need be (HH-23). It is between
 * whoever makes it and whoever deals with it: not even their own offices see it, for it may be about somebody there.
 */

const ways = {
  inspector: 'Somebody of the inspection team',
  place: 'Staff, or a prisoner’s behaviour',
} as const
type Way = keyof typeof ways

/** Whom it is put to, the first of the line first. */
const inspectorsLine = {
  'team-leader': 'The inspection team leader',
  deputy: 'The Deputy Chief Inspector',
  chief: 'The Chief Inspector',
} as const satisfies Partial<Record<PostKind, string>>
const placesLine = {
  governor: 'The governor',
  'group-director': 'The prison group director',
  'director-general': 'The Director General, Prisons',
} as const satisfies Partial<Record<PostKind, string>>
const lines: Readonly<Record<Way, Readonly<Partial<Record<PostKind, string>>>>> = {
  inspector: inspectorsLine,
  place: placesLine,
}

const clauseOf = { inspector: 'HH-22', place: 'HH-23' } as const satisfies Readonly<Record<Way, ClauseId>>

const raised = (matter: Matter) => matter.entries.find(one => one.step === 'raise')
const wayOf = (matter: Matter): Way => (raised(matter)?.answers.about === 'place' ? 'place' : 'inspector')

/** The kinds of post it was put to, one after the other. */
const wentTo = (matter: Matter): readonly PostKind[] =>
  matter.entries.flatMap(({ answers }) => (answers.inspectors ?? answers.places ?? answers.higher ?? []) as PostKind)

/** Both ways are taken by the same steps: each under the clause of the way that it goes, once that is known. */
const bothWays = {
  clauses: ['HH-22', 'HH-23'],
  under: ({ matter, answers: { about } }) =>
    clauseOf[about as Way] ?? (raised(matter) ? clauseOf[wayOf(matter)] : undefined),
} as const satisfies Pick<Step, 'clauses' | 'under'>

type Where = Pick<Taking, 'matter' | 'world'>

const postsOf = (where: Where, way: Way, kind: PostKind): readonly string[] => {
  if (way === 'inspector') return keysOf(where.world.directory.posts({ body: 'HMIP', kind }))
  return kind === 'governor' ? postsThere(where, kind) : postsAbove(where.world, kind)
}

/** The posts of each that it was put to, one after the other. */
const wentToPosts = (where: Where): readonly (readonly string[])[] =>
  wentTo(where.matter).map(kind => postsOf(where, wayOf(where.matter), kind))

const dealingNow = (where: Where): readonly string[] => wentToPosts(where).at(-1) ?? []

const dealing = audience('whoever deals with it', dealingNow)
const whoeverDeals = whoever('whoever deals with it', (me, matter, world) =>
  dealingNow({ matter, world }).includes(me.post),
)
const dealtBefore = (where: Where): readonly string[] =>
  wentToPosts(where)
    .flat()
    .filter(key => !dealingNow(where).includes(key))

const takenFrom = audience('whoever it is taken from', where => dealtBefore(where).filter(key => key !== where.me.post))
/** Whoever takes it higher of themselves knows what they handed on; of what is found from then on they read nothing. */
const handingOn = audience('whoever hands it on', where => dealtBefore(where).filter(key => key === where.me.post))

const complainant = audience('whoever made it', ({ matter }) =>
  [raised(matter)?.by.post].filter(post => post !== undefined),
)
const whoeverMadeIt = whoever('whoever made it', (me, matter) => raised(matter)?.by.post === me.post)

/** Those who come after whoever has it. */
const above = (matter: Matter): readonly (readonly [string, string])[] => {
  const line = Object.entries(lines[wayOf(matter)])
  return line.slice(line.findIndex(([kind]) => kind === wentTo(matter).at(-1)) + 1)
}

const complaining = called(
  'an inspector, or the management of a prison and those above it',
  anyOf(
    allOf(of('HMIP'), inPost('coordinator', 'team-leader', 'deputy', 'chief')),
    allOf(of('HMPPS'), inPost('governor', 'safer-custody', 'liaison', 'group-director', 'director-general', 'siu')),
  ),
)

/** The two alone have it, so whoever made it looks after it, and not their whole office (HH-15). */
const keeps = complaintsAboutConduct({ owedBy: complainant, by: whoeverMadeIt })

const open = [before('answered', 'It has been answered'), before('withdrawn', 'It was withdrawn')]

const outcomes = {
  upheld: 'Upheld',
  part: 'Upheld in part',
  not: 'Not upheld',
  process: 'Taken into the inspectorate’s own complaints process',
} as const

const parts = ['course', 'complaint', 'answer'] as const
const conditions = ['For you alone: not for whoever it is about, unless you need their side of it']

/** The clause of the way that it goes: of each pair one holds. */
const underItsClause = (['inspector', 'place'] as const).map(way => ({
  clause: clauseOf[way],
  when: ({ matter, answers }: Pick<Taking, 'matter' | 'answers'>) => (answers.about ?? wayOf(matter)) === way,
}))
const between = (to: Audience, purpose: string): readonly Share[] =>
  underItsClause.map(under => ({ part: parts, to, purpose, conditions, ...under }))

const answering = {
  owedBy: dealing,
  part: 'course',
  until: ['answered'],
  fallsAway: ['withdrawn'],
  basis: 'our default',
  by: 'answer',
} as const satisfies Partial<Rule>

export const conduct: Procedure = {
  name: 'conduct-complaint',
  prefix: 'CDT',
  title: 'Complaints about conduct',
  one: 'a complaint about conduct',
  parts: {
    course: { label: 'Its course', marking: official, apart: true },
    complaint: { label: 'The complaint', marking: personal, apart: true },
    answer: { label: 'What came of it', marking: personal, apart: true },
  },
  stages: { raised: 'Put to them', taken: 'Being looked into', answered: 'Answered', withdrawn: 'Withdrawn' },
  asides: ['withdrawn'],
  columns: {
    about: { label: 'About', part: 'course', values: ways },
    formal: { label: 'Formal', part: 'course', values: { yes: 'Yes', no: 'No' } },
    line: { label: 'In a line', part: 'complaint' },
    outcome: { label: 'Outcome', part: 'course', values: outcomes },
    ...keeps.columns,
  },
  heads: ['line', 'about'],
  log: {
    shows: ['about', 'formal', 'outcome'],
    narrowsBy: ['about', 'formal', 'outcome'],
    counts: ['about', 'formal', 'outcome'],
  },
  begins: 'raise',
  seldom: true,
  owner: ({ me }) => me.unit,
  kept: keeps.kept,
  rules: {
    answer: {
      ...answering,
      clause: 'HH-22',
      label: 'Answer a complaint about an inspector',
      from: ['put about an inspector', 'taken higher'],
      when: ({ matter }) => wayOf(matter) === 'inspector',
      dates: ({ world }) => ({ limit: world.period('conduct-answer-hmip') }),
    },
    'answer inspectors': {
      ...answering,
      clause: 'HH-23',
      label: 'Answer the inspectors’ complaint',
      from: ['put by inspectors', 'taken higher'],
      when: ({ matter }) => wayOf(matter) === 'place',
      dates: ({ world }) => ({ limit: world.period('conduct-answer-hmpps') }),
    },
    ...keeps.rules,
  },
  steps: {
    raise: step({
      ...bothWays,
      label: 'Complain about conduct',
      about:
        'About an inspector, or by inspectors about staff or a prisoner’s behaviour. Only you and whoever you put it to see it.',
      by: complaining,
      part: 'course',
      asks: {
        place: place('Where was it?', 'Choose the place'),
        about: {
          ...oneOf('Whom is it about?', 'Choose whom it is about', ({ me }) =>
            Object.entries(ways)
              .filter(([way]) => me.body === 'HMIP' || way === 'inspector')
              .map(([value, text]) => ({ value, text })),
          ),
          show: (way: unknown) => ways[way as Way] ?? '',
        },
        inspectors: onlyIf(
          'about',
          'inspector',
          choice('Whom do you put it to?', 'Choose whom you put it to', inspectorsLine, {
            clause: 'HH-22',
            hint: 'The team leader, unless it is about them or too grave for that.',
          }),
        ),
        places: onlyIf(
          'about',
          'place',
          choice('Whom do you put it to?', 'Choose whom you put it to', placesLine, {
            clause: 'HH-23',
            hint: 'The governor, unless it has to go higher.',
          }),
        ),
        line: text('In one line, without a name, what is it about?', 'Say in one line what it is about', {
          part: 'complaint',
          example: 'How an officer spoke to somebody on the wing',
        }),
        whom: optional(text('Who is it about, if you know?', '', { part: 'complaint' })),
        what: paragraph('What happened?', 'Say what happened', { part: 'complaint' }),
        whose: optional(
          text('Whose complaint is it, if it is not your own?', '', {
            part: 'complaint',
            hint: 'When somebody else complained to you.',
          }),
        ),
        formal: yesOrNo('Is it formal?', 'Say whether it is formal', {
          hint: 'A formal complaint about an inspector goes through the inspectorate’s own complaints process.',
          usual: 'no',
        }),
      },
      refuse: ({ answers, matter, me, world }) => {
        const [field, kind] =
          answers.about === 'place'
            ? (['places', answers.places] as const)
            : (['inspectors', answers.inspectors] as const)
        const posts = kind ? postsOf({ matter, world }, answers.about as Way, kind) : []
        return posts.includes(me.post)
          ? { field, words: 'You can’t deal with a complaint of your own', next: 'Put it to somebody else.' }
          : undefined
      },
      marks: {
        'put about an inspector': ({ answers }) => answers.about === 'inspector',
        'put by inspectors': ({ answers }) => answers.about === 'place',
      },
      to: 'raised',
      discloses: [
        ...between(complainant, 'It is theirs'),
        ...between(dealing, 'To deal with it'),
        { part: 'course', to: theClock, purpose: 'To keep the time; without what it says', clause: 'HH-15' },
      ],
      tells: [dealing],
      sets: ({ answers }) => ({ about: answers.about, formal: answers.formal ? 'yes' : 'no', line: answers.line }),
      says: () => 'made a complaint',
    }),

    'add-to': step({
      ...bothWays,
      label: 'Add to it',
      by: whoeverMadeIt,
      open,
      adds: true,
      part: 'complaint',
      asks: { more: paragraph('What do you add?', 'Write what you add') },
      tells: [dealing],
      says: () => 'added to it',
    }),

    'take-up': step({
      ...bothWays,
      label: 'Say that you are looking into it',
      by: whoeverDeals,
      open: [...open, before('taken up', 'That has been said')],
      part: 'course',
      asks: { words: optional(paragraph('Anything to say to whoever made it?', '', { part: 'answer' })) },
      marks: 'taken up',
      to: 'taken',
      tells: [complainant],
      says: () => 'began to look into it',
    }),

    'take-higher': step({
      ...bothWays,
      label: 'Take it higher',
      about:
        'Whoever it is taken from no longer sees it. If you deal with it and hand it on, you keep what you handed on, and read nothing of what comes of it.',
      by: called('whoever made it, or whoever deals with it', anyOf(whoeverMadeIt, whoeverDeals)),
      open: [
        ...open,
        provided(({ matter }) => above(matter).length > 0, 'Under this agreement it goes no higher than where it is'),
      ],
      part: 'course',
      asks: {
        higher: {
          ...oneOf('To whom?', 'Choose to whom', ({ matter }) =>
            above(matter).map(([value, text]) => ({ value, text })),
          ),
          show: (kind: unknown) => lines.inspector[kind as PostKind] ?? lines.place[kind as PostKind] ?? '',
        },
        because: paragraph('Why?', 'Say why', { part: 'complaint' }),
      },
      refuse: ({ answers, matter, me, world }) => {
        const by = raised(matter)?.by.post ?? ''
        return postsOf({ matter, world }, wayOf(matter), answers.higher as PostKind).includes(by)
          ? {
              field: 'higher',
              words: `${by === me.post ? 'You' : 'They made it, and'} can’t deal with a complaint of ${by === me.post ? 'your' : 'their'} own`,
              next: 'Put it to somebody else.',
            }
          : undefined
      },
      marks: 'taken higher',
      clears: 'taken up',
      to: 'raised',
      discloses: between(dealing, 'To deal with it'),
      recalls: underItsClause.flatMap(under => [
        { part: parts, from: takenFrom, ...under },
        { part: 'answer', from: handingOn, ...under },
      ]),
      tells: [dealing, complainant],
      says: () => 'took it higher',
    }),

    answer: step({
      ...bothWays,
      label: 'Answer it',
      answers: 'raise',
      by: whoeverDeals,
      open,
      part: 'course',
      asks: {
        outcome: {
          ...oneOf('What came of it?', 'Choose what came of it', ({ matter }) =>
            Object.entries(outcomes)
              .filter(([value]) => value !== 'process' || wayOf(matter) === 'inspector')
              .map(([value, text]) => ({ value, text })),
          ),
          show: (value: unknown) => outcomes[value as keyof typeof outcomes] ?? '',
        },
        reference: onlyIf(
          'outcome',
          'process',
          text('What is its reference in that process?', 'Give its reference', { part: 'answer' }),
        ),
        words: paragraph('What did you find, and what is done?', 'Say what you found and what is done', {
          part: 'answer',
          hint: 'Whoever made it reads this.',
        }),
      },
      marks: 'answered',
      to: 'answered',
      tells: [complainant],
      sets: ({ answers }) => ({ outcome: answers.outcome }),
      says: () => 'answered it',
    }),

    withdraw: step({
      ...bothWays,
      label: 'Withdraw it',
      by: whoeverMadeIt,
      open,
      part: 'course',
      asks: { because: optional(text('Why?', '', { part: 'complaint' })) },
      marks: 'withdrawn',
      to: 'withdrawn',
      tells: [dealing],
      says: () => 'withdrew it',
    }),

    // Once it is over (HH-15)
    ...keeps.steps,
  },
}
