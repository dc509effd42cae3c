import { dayOf, formatDay } from '../../calendar/day.ts'
import { findLength, lengthInWords, periodCode, type Length } from '../../calendar/period.ts'
import type { KindOfRecord } from '../../engine/agreement.ts'
import type { ClauseId } from '../../engine/clause.ts'
import type { Rule } from '../../engine/deadline.ts'
import { settingOf } from '../../engine/kept.ts'
import type { Answers, Matter } from '../../engine/matter.ts'
import { step, type Procedure, type TableRow } from '../../engine/procedure.ts'
import { day, optional, text, type Question } from '../../engine/question.ts'
import { audience, owner, taker, whoever, type Audience } from '../../engine/who.ts'
import type { Taking } from '../../engine/world.ts'
import { bodies, type Body } from '../../bodies.ts'
import { official } from '../../letters/marking.ts'
import { appointing } from '../house/people.ts'
import { byTheClock, keysOf } from '../who.ts'

/**
 * A body’s schedule of retention: for each kind of record, how long it is kept and from when that is counted. The paper gives
 * no figures, and neither do we (decision 12): the clock opens the schedule with every kind in it and no period at all, and
 * each that has none stands in it as a gap until the body sets it. Whenever one is set, the schedule is a version further;
 * what it said before, and who said so, stays in its history. What is held already is kept by the schedule as it is now.
 */

/** A period as it is typed and told: '6 years'. Ours are counted in days, weeks, months or years, not in working days. */
const findKept = (typed: string): Length | undefined => {
  const found = findLength(typed)
  return found && ['D', 'W', 'M', 'Y'].includes(found.unit) && found.count > 0 && found.count <= longest
    ? found
    : undefined
}
const longest = 1000

const keptFor = (label: string, more: Partial<Question<string>>): Question<string | undefined> =>
  optional({
    ...text(label, ''),
    brief: true,
    example: () => '6 years',
    schema: () => ({ type: 'string', pattern: '^\\d{1,4} (day|week|month|year)s?$', examples: ['6 years'] }),
    understand: raw => {
      const typed = typeof raw === 'string' ? raw.trim() : ''
      const found = findKept(typed)
      if (typed !== '' && !found)
        return {
          wrong: `“${typed.slice(0, 30)}” will not do: write a number up to ${longest} and days, weeks, months or years, like 6 years`,
        }
      return { answer: found ? lengthInWords(found) : '' }
    },
    ...more,
  })

interface Period {
  readonly kind: string
  readonly length: Length
  readonly since?: string
  readonly laidDown?: string
}

/** The periods that one entry set. */
const setIn = (answers: Answers, kinds: readonly string[]): readonly Period[] =>
  kinds.flatMap(kind => {
    const length = findKept(String(answers[kind] ?? ''))
    const { since, laidDown } = answers as { since?: string; laidDown?: string }
    return length ? [{ kind, length, since, laidDown }] : []
  })

/** Every time a period was set, in order: each is a version of the schedule. */
const set = ({ entries }: Pick<Matter, 'entries'>, kinds: readonly string[]) =>
  entries
    .filter(entry => entry.step === 'set-periods')
    .flatMap(({ at, by, answers }) => setIn(answers, kinds).map(period => ({ at, by, period })))
    .map((one, at) => ({ ...one, version: at + 1 }))

/** So many kinds are told by name in the history; of more, how many they were. */
const named = 3

export interface Schedule {
  /** 'service-retention' */
  readonly name: string
  readonly prefix: string
  readonly body: Body
  readonly clause: ClauseId
  readonly records: Readonly<Record<string, KindOfRecord>>
  /** Who holds such records, beside the office that sets the periods. */
  readonly holders: Audience
  /** How long the body has to set them. */
  readonly dates: Rule['dates']
}

export function scheduleOf({ name, prefix, body, clause, records, holders, dates }: Schedule): Procedure {
  const kinds = Object.entries(records)
  const names = Object.keys(records)
  const newest = (matter: Pick<Matter, 'entries'>) => new Map(set(matter, names).map(one => [one.period.kind, one]))
  const gaps = (matter: Pick<Matter, 'entries'>) => {
    const known = newest(matter)
    return names.filter(kind => !known.has(kind))
  }
  const leavesNoGap = ({ matter, answers }: Pick<Taking, 'matter' | 'answers'>) =>
    gaps(matter).every(kind => answers[kind])
  const { short } = bodies[body]
  const setters = audience(`those who appoint to the posts of ${short}`, ({ world }) =>
    keysOf(world.directory.posts({ body }).filter(one => one.appoints)),
  )
  const whoseSchedule = whoever(
    setters.words,
    (me, matter, world) => me.body === body && appointing.covers(me, matter, world),
  )
  return {
    name,
    prefix,
    title: `Schedule of retention: ${short}`,
    one: 'a schedule of retention',
    parts: { schedule: { label: 'The schedule', marking: official, searched: true } },
    stages: { gaps: 'With gaps', whole: 'Every kind has a period' },
    columns: {
      whose: { label: 'Whose', part: 'schedule' },
      version: { label: 'Version', part: 'schedule', is: 'number' },
      gaps: { label: 'Kinds with no period', part: 'schedule', is: 'number' },
    },
    heads: ['whose'],
    log: { shows: ['version', 'gaps'] },
    begins: 'open',
    owner: ({ world }) => keysOf(world.directory.units({ body, kind: 'lead office' }))[0] ?? '',
    // One for ever: the clock opens it once.
    recurs: { key: () => 'schedule', answers: () => ({}) },
    rules: {
      'set periods': {
        clause,
        label: 'Set how long each kind of record is kept',
        owedBy: setters,
        part: 'schedule',
        from: ['opened'],
        until: ['whole'],
        dates,
        basis: 'our default',
        by: 'set-periods',
      },
    },
    tables: {
      kinds: {
        label: 'How long each kind is kept',
        part: 'schedule',
        columns: {
          kind: { label: 'Kind of record' },
          period: { label: 'Kept for' },
          counted: { label: 'Counted from' },
          since: { label: 'In the schedule since', is: 'day' },
          laidDown: { label: 'Laid down in' },
          version: { label: 'Version', is: 'number' },
          by: { label: 'Set by' },
        },
        rows: matter => {
          const known = newest(matter)
          return kinds.map(([kind, { label, counted }]): TableRow => {
            const found = known.get(kind)
            if (!found) return { kind: label, period: 'No period is set: a gap', counted }
            const { period, version, by, at } = found
            return {
              kind: label,
              period: lengthInWords(period.length),
              counted,
              since: period.since ?? dayOf(at),
              laidDown: period.laidDown,
              version,
              by: `${by.name}, ${by.title}, on ${formatDay(dayOf(at))}`,
            }
          })
        },
        empty: 'There is no kind of record in it.',
      },
    },
    steps: {
      open: step({
        clauses: [clause],
        label: 'Open the schedule of retention',
        by: byTheClock,
        part: 'schedule',
        asks: {},
        marks: 'opened',
        to: 'gaps',
        discloses: [
          { part: 'schedule', to: taker, purpose: 'To keep the time', clause },
          { part: 'schedule', to: holders, purpose: 'They hold such records', clause },
        ],
        tells: [owner],
        sets: () => ({ whose: `What ${short} keeps, and for how long`, version: 0, gaps: kinds.length }),
        says: () => 'opened the schedule: no kind of record has a period yet',
      }),

      'set-periods': step({
        clauses: [clause],
        label: 'Set how long records are kept',
        about:
          'One kind, several or all of them: what you leave empty stays as it is. It holds for what is held already too. Nothing is destroyed by itself: once its time is up, whoever holds it is asked to.',
        by: whoseSchedule,
        adds: true,
        part: 'schedule',
        asks: {
          others: keptFor('Every kind that has no period yet', {
            hint: 'Say it like 6 years, 18 months or 90 days. What you say of a kind below goes before it.',
          }),
          ...Object.fromEntries(
            kinds.map(([kind, { label, counted }]) => [
              kind,
              periodOf(label, counted, matter => newest(matter).get(kind)?.period.length),
            ]),
          ),
          since: optional(
            day('Since when does your schedule say so?', '', {
              heading: 'Of all that you set here',
              notAfterToday: true,
              hint: 'Leave it empty for today.',
            }),
          ),
          laidDown: optional(
            text('Where is it laid down?', '', { example: 'Records retention and disposal schedule, 4.2' }),
          ),
        },
        refuse: ({ answers }) =>
          setIn(answers, names).length === 0
            ? {
                words: answers.others ? 'Every kind has a period already' : 'No period is given',
                next: 'Say of at least one kind how long it is kept.',
              }
            : undefined,
        marks: { whole: leavesNoGap },
        to: { whole: leavesNoGap },
        sets: ({ matter }: Pick<Taking, 'matter'>) => ({
          version: set(matter, names).length,
          gaps: gaps(matter).length,
        }),
        changes: ({ answers }) =>
          setIn(answers, names).map(({ kind, length }) => ({
            kind: 'setting' as const,
            setting: settingOf(kind),
            body,
            period: periodCode(length),
          })),
        says: ({ answers }) => {
          const now = setIn(answers, names)
          return now.length > named
            ? `set how long ${now.length} kinds of record are kept`
            : `set ${now
                .map(
                  ({ kind, length }) =>
                    `that “${records[kind]?.label ?? ''}” is kept for ${lengthInWords(length)} from ${records[kind]?.counted ?? ''}`,
                )
                .join('; and ')}`
        },
      }),
    },
  }
}

/** How long one kind is kept: as it is said of it, or else as it is said of every kind that has no period. */
function periodOf(
  label: string,
  counted: string,
  now: (matter: Pick<Matter, 'entries'>) => Length | undefined,
): Question<string | undefined> {
  const own = keptFor(label, {
    hint: `Counted from ${counted}`,
    stands: ({ matter }) => {
      const period = now(matter)
      return period ? `Now kept for ${lengthInWords(period)}` : 'No period is set'
    },
  })
  return {
    ...own,
    understand: (raw, taking) =>
      own.understand(raw || (now(taking.matter) ? undefined : taking.answers.others), taking),
  }
}
