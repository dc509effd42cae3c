import { dueDay } from '../../../calendar/due.ts'
import { findDay, formatDay, type Day } from '../../../calendar/day.ts'
import { lastAnswer, type Answers, type Matter } from '../../../engine/matter.ts'
import { before, provided, step, type Condition, type Procedure, type Refusal } from '../../../engine/procedure.ts'
import {
  choice,
  choices,
  day,
  documents,
  onlyIf,
  optional,
  paragraph,
  place,
  references,
  rows,
  text,
  yesOrNo,
} from '../../../engine/question.ts'
import { owner } from '../../../engine/who.ts'
import type { Taking, World } from '../../../engine/world.ts'
import { personal } from '../../../letters/marking.ts'
import type { settings } from '../settings.ts'
import { heads, planners, teamsOf } from './who.ts'
import { homes } from './words.ts'
import { keptAsRecord } from '../retention.ts'

/**
 * Those who may be deployed on an inspection: inspectors, partners who inspect with them, and managers on loan from the
 * prison service (HH-12, HH-21). What is in date of theirs is recorded here once; an inspection deploys them by taking a step
 * here, and is refused where they may not go. Nobody outside sees who is deployed, where or when (HH-6b).
 */

const formerly: keyof typeof settings = 'inspection-former-hmip'

const papers = {
  vetting: 'Vetting',
  identification: 'Photographic identification',
  training: 'Security training',
} as const
type Paper = keyof typeof papers

const dayIn = (matter: Matter, name: string): Day | undefined => findDay(String(lastAnswer(matter, name) ?? ''))

/** Where somebody is deployed, by the inspection’s reference. */
interface Deployment {
  readonly inspection: string
  readonly place: string
  readonly from: Day
  readonly until: Day
}

function deployments(matter: Matter): readonly Deployment[] {
  const found = new Map<string, Deployment>()
  for (const { step, answers } of matter.entries) {
    const [inspection] = (answers.inspection ?? []) as readonly string[]
    const [from, last] = [findDay(String(answers.from ?? '')), findDay(String(answers.until ?? ''))]
    if (inspection === undefined) continue
    if (step === 'be-released') found.delete(inspection)
    if (step === 'be-deployed' && from && last)
      found.set(inspection, { inspection, place: String(answers.place), from, until: last })
  }
  return [...found.values()]
}

interface Service {
  readonly at: string
  readonly until: Day
}

/** The establishments where they served, and until when. */
const served = (matter: Matter): readonly Service[] =>
  matter.entries.flatMap(({ step, answers }) => {
    const rows =
      step === 'enrol' ? ((answers.former ?? []) as readonly Answers[]) : step === 'add-former' ? [answers] : []
    return rows.flatMap(row => {
      const last = findDay(String(row.servedUntil ?? ''))
      return typeof row.at === 'string' && last ? [{ at: row.at, until: last }] : []
    })
  })

const nameOf = (matter: Matter): string => String(lastAnswer(matter, 'name') ?? '')
const enrolledName = (matter: Matter): string =>
  String(matter.entries.find(entry => entry.step === 'enrol')?.answers.name ?? nameOf(matter))
const plainly = (name: unknown) => String(name).trim().toLowerCase().replaceAll(/\s+/g, ' ')

/** Everything of theirs that is not in date on this day, in words; nothing when they may go (HH-12). */
export function notInDate(matter: Matter, on: Day): string | undefined {
  const wrong = Object.entries(papers).flatMap(([name, label]) => {
    const last = dayIn(matter, name)
    if (!last) return [`no ${label.toLowerCase()} is recorded`]
    return last < on ? [`${label.toLowerCase()} runs out on ${formatDay(last)}`] : []
  })
  return wrong.length > 0 ? wrong.join('; ') : undefined
}

/** The last day on which somebody is kept off a place where they served until this day. */
const keptOffUntil = (servedUntil: Day, { calendar, period }: World): Day =>
  dueDay(servedUntil, period(formerly), calendar)

/** A team they are on and may not be by what is recorded now: it stands in the way as the establishment is told. */
const inTheWayOf = (matter: Matter, { today }: World, holds: (one: Deployment) => boolean): string | undefined => {
  const team = deployments(matter).find(one => one.until >= today && !holds(one))
  return (
    team &&
    `They are on the team of ${team.inspection} until ${formatDay(team.until)}: take them off it. Until then the establishment can’t be told of it.`
  )
}

function mayNotGo({ answers, matter, world }: Taking<Going>): Refusal | undefined {
  const { from, until: last, place: at } = answers
  const who = enrolledName(matter)
  if (plainly(answers.name) !== plainly(who))
    return { words: `This reference is ${who}’s, and not ${answers.name}’s`, next: 'Check the reference and the name.' }
  if (last < from) return { words: 'The last day comes before the first', next: 'Give a later last day.' }
  const lacking = notInDate(matter, last)
  if (lacking)
    return {
      words: `${who} can’t be deployed for days up to ${formatDay(last)}: ${lacking}`,
      clause: 'HH-12',
      next: 'Record what was renewed first, or choose somebody else.',
    }
  return (
    onLoan(who, answers, matter) ?? formerPlace(who, at, { from, matter, world }) ?? elsewhere(who, answers, matter)
  )
}

function onLoan(who: string, { from, until: last }: Going, matter: Matter): Refusal | undefined {
  const [lentFrom, loan] = [dayIn(matter, 'loanFrom'), dayIn(matter, 'loanUntil')]
  if (lentFrom && from < lentFrom)
    return {
      words: `${who} is on loan from ${formatDay(lentFrom)}, which is after the first day, ${formatDay(from)}`,
      clause: 'HH-21',
      next: 'Deploy them from that day on.',
    }
  return loan && loan < last
    ? {
        words: `${who} is on loan until ${formatDay(loan)}, which is before the last day, ${formatDay(last)}`,
        clause: 'HH-21',
        next: 'Extend the loan first.',
      }
    : undefined
}

function formerPlace(
  who: string,
  at: string,
  { from, matter, world }: Pick<Taking, 'matter' | 'world'> & { from: Day },
): Refusal | undefined {
  const there = served(matter).find(one => one.at === at && from <= keptOffUntil(one.until, world))
  return there
    ? {
        words: `${who} served at ${world.directory.place(at).name} until ${formatDay(there.until)}, and is kept off it until ${formatDay(keptOffUntil(there.until, world))}`,
        clause: 'HH-21',
        next: 'Choose somebody who did not serve there.',
      }
    : undefined
}

function elsewhere(who: string, { inspection, from, until: last }: Going, matter: Matter): Refusal | undefined {
  const other = deployments(matter).find(
    one => one.inspection !== inspection[0] && one.from <= last && from <= one.until,
  )
  return other
    ? {
        words: `${who} is at another inspection, ${other.inspection}, from ${formatDay(other.from)} to ${formatDay(other.until)}`,
        next: 'Choose somebody else, or other days.',
      }
    : undefined
}

interface Going {
  readonly inspection: readonly string[]
  readonly place: string
  readonly name: string
  readonly from: Day
  readonly until: Day
}

const still: readonly Condition[] = [before('left', 'They are deployed no more')]
const lent = provided(({ matter }) => dayIn(matter, 'loanUntil') !== undefined, 'They are not on loan', 'HH-21')

const untilDay = (paper: Paper) => optional(day(`${papers[paper]}: in date until when?`, '', { clause: 'HH-12' }))

export const inspector: Procedure = keptAsRecord(
  'inspectors',
  {
    ends: { leave: undefined },
    parts: ['person'],
    what: 'who it was, and what was in date',
    gone: { enrol: 'registered somebody' },
  },
  {
    name: 'inspector',
    prefix: 'TEA',
    title: 'Those who may be deployed on inspections',
    one: 'somebody who may be deployed',
    counted: ['person who may be deployed', 'people who may be deployed'],
    parts: { person: { label: 'Who they are, and what is in date', marking: personal, searched: true } },
    stages: { ready: 'On the register', left: 'Deployed no more' },
    columns: {
      name: { label: 'Name', part: 'person' },
      home: { label: 'From', part: 'person', values: homes },
      vetting: { label: 'Vetted until', part: 'person', is: 'day' },
      identification: { label: 'Identification until', part: 'person', is: 'day' },
      training: { label: 'Trained until', part: 'person', is: 'day' },
      loanUntil: { label: 'On loan until', part: 'person', is: 'day' },
    },
    heads: ['name'],
    alike: [['name', 'home']],
    log: {
      title: 'Those who may be deployed',
      shows: ['home', 'vetting', 'identification', 'training', 'loanUntil'],
      narrowsBy: ['home'],
      counts: ['home'],
      leavesOut: ['left'],
    },
    begins: 'enrol',
    owner: ({ me, world }) => (teamsOf(world).includes(me.unit) ? me.unit : (teamsOf(world)[0] ?? me.unit)),
    rules: {
      'end of the loan': {
        clause: 'HH-21',
        label: 'Extend a loan, or let it end',
        owedBy: owner,
        part: 'person',
        from: ['lent', 'loan extended'],
        until: ['left'],
        dates: ({ matter }) => ({ limit: dayIn(matter, 'loanUntil') }),
        basis: 'agreed',
        by: 'extend-loan',
      },
    },
    steps: {
      enrol: step({
        clauses: ['HH-12', 'HH-21'],
        label: 'Register somebody who may be deployed',
        about:
          'Inspectors, partners who inspect with you, and managers on loan. Those who plan inspections alone see this.',
        by: planners,
        part: 'person',
        asks: {
          name: text('Their name', 'Give their name'),
          home: choice('Where are they from?', 'Choose where they are from', homes),
          vetting: untilDay('vetting'),
          identification: untilDay('identification'),
          training: untilDay('training'),
          loanFrom: onlyIf('home', 'loan', day('From when are they on loan?', 'Give the first day of the loan')),
          loanUntil: onlyIf('home', 'loan', day('Until when?', 'Give the last day of the loan', { clause: 'HH-21' })),
          terms: onlyIf(
            'home',
            'loan',
            paragraph('On what terms, so that their independence is protected?', 'Say on what terms', {
              clause: 'HH-21',
            }),
          ),
          former: rows(
            'Where they served before',
            '',
            {
              at: place('Place', 'Choose the place'),
              servedUntil: day('Until when?', 'Give the last day they served there', { notAfterToday: true }),
            },
            { hint: 'For anyone who worked for the prison service. They are kept off these places for a time.' },
          ),
          papers: documents('Papers'),
        },
        refuse: ({ answers }) =>
          answers.loanFrom && answers.loanUntil && answers.loanUntil < answers.loanFrom
            ? {
                field: 'loanUntil',
                words: 'The loan ends before it begins',
                clause: 'HH-21',
                next: 'Give a last day that is later than the first.',
              }
            : undefined,
        marks: { enrolled: () => true, lent: ({ answers }) => answers.home === 'loan' },
        to: 'ready',
        discloses: [
          { part: 'person', to: heads, purpose: 'They plan inspections, and answer for them', clause: 'HH-12' },
        ],
        sets: ({ answers: { name, home, vetting, identification, training, loanUntil } }) => ({
          name,
          home,
          vetting,
          identification,
          training,
          loanUntil,
        }),
        says: ({ answers }) => `registered ${String(answers.name)}`,
      }),

      renew: step({
        clauses: ['HH-12'],
        label: 'Record what was renewed',
        about: 'Or what was withdrawn: give the last day on which it held.',
        by: planners,
        open: still,
        adds: true,
        part: 'person',
        asks: {
          what: choices('What was renewed?', 'Choose what was renewed', papers),
          vetting: onlyIf('what', 'vetting', day('Vetting: in date until when?', 'Give the last day')),
          identification: onlyIf(
            'what',
            'identification',
            day('Photographic identification: in date until when?', 'Give the last day'),
          ),
          training: onlyIf('what', 'training', day('Security training: in date until when?', 'Give the last day')),
        },
        warn: ({ answers: { vetting, identification, training }, matter, world }) =>
          inTheWayOf(matter, world, ({ until: last }) =>
            [vetting, identification, training].every(on => on === undefined || last <= on),
          ),
        sets: ({ answers: { vetting, identification, training } }) => ({ vetting, identification, training }),
        says: () => 'recorded what was renewed',
      }),

      'extend-loan': step({
        clauses: ['HH-21'],
        label: 'Extend the loan',
        by: planners,
        open: [...still, lent],
        part: 'person',
        asks: {
          loanUntil: day('Until when?', 'Give the new last day'),
          agreed: yesOrNo(
            'Do the terms that protect their independence still hold?',
            'Say whether the terms still hold',
            { clause: 'HH-21' },
          ),
        },
        refuse: ({ answers, matter }) => {
          const now = dayIn(matter, 'loanUntil')
          if (now && answers.loanUntil <= now)
            return {
              field: 'loanUntil',
              words: `The loan lasts until ${formatDay(now)} already`,
              next: 'Give a later day.',
            }
          return answers.agreed
            ? undefined
            : {
                field: 'agreed',
                words: 'A loan goes on only under terms that protect their independence',
                next: 'Agree the terms with the prison service first.',
              }
        },
        marks: 'loan extended',
        sets: ({ answers }) => ({ loanUntil: answers.loanUntil }),
        says: () => 'extended the loan',
      }),

      'add-former': step({
        clauses: ['HH-21'],
        label: 'Add where they served',
        by: planners,
        open: still,
        adds: true,
        part: 'person',
        asks: {
          at: place('At which place?', 'Choose the place'),
          servedUntil: day('Until when?', 'Give the last day they served there', { notAfterToday: true }),
        },
        warn: ({ answers: { at, servedUntil }, matter, world }) =>
          inTheWayOf(
            matter,
            world,
            ({ place: there, from }) => there !== at || from > keptOffUntil(servedUntil, world),
          ),
        says: () => 'added where they served',
      }),

      'be-deployed': step({
        clauses: ['HH-12', 'HH-21'],
        label: 'Deploy them',
        about: 'Put them on the team from the inspection itself: this is then recorded here for you.',
        by: planners,
        open: still,
        adds: true,
        part: 'person',
        asks: {
          inspection: references('Of which inspection?', {
            of: { prefix: 'INS', what: 'inspection' },
            one: true,
            missing: 'Give the inspection’s reference',
          }),
          place: place('At which place?', 'Choose the place'),
          name: text('Their name', 'Give their name'),
          from: day('From when?', 'Give the first day'),
          until: day('Until when?', 'Give the last day'),
        },
        refuse: mayNotGo,
        links: ({ answers }) => answers.inspection,
        says: () => 'deployed them',
      }),

      'be-released': step({
        clauses: ['HH-12'],
        label: 'Take them off a team',
        about: 'Take them off the team from the inspection itself: this is then recorded here for you.',
        by: planners,
        open: [provided(({ matter }) => deployments(matter).length > 0, 'They are on no team')],
        adds: true,
        part: 'person',
        asks: {
          inspection: references('Of which inspection?', {
            of: { prefix: 'INS', what: 'inspection' },
            one: true,
            missing: 'Give the inspection’s reference',
          }),
        },
        says: () => 'took them off a team',
      }),

      leave: step({
        clauses: ['HH-12'],
        label: 'Say that they are deployed no more',
        by: planners,
        open: still,
        part: 'person',
        asks: { because: optional(text('Why?', '')) },
        refuse: ({ matter, world }) => {
          const coming = deployments(matter).find(one => one.until >= world.today)
          return coming
            ? {
                words: `They are on the team of ${coming.inspection} until ${formatDay(coming.until)}`,
                next: 'Take them off that team first.',
              }
            : undefined
        },
        marks: 'left',
        to: 'left',
        says: () => 'said that they are deployed no more',
      }),
    },
  },
)
