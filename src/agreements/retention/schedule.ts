import { dayOf, formatDay } from '../../calendar/day.ts'
import { days, lengthInWords, months, periodCode, weeks, years, type Length } from '../../calendar/period.ts'
import type { KindOfRecord } from '../../engine/agreement.ts'
import type { ClauseId } from '../../engine/clause.ts'
import type { Rule } from '../../engine/deadline.ts'
import { settingOf } from '../../engine/kept.ts'
import type { Matter } from '../../engine/matter.ts'
import { step, type Procedure, type TableRow } from '../../engine/procedure.ts'
import { choice, day, number, oneOf, optional, text } from '../../engine/question.ts'
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

const units = { days: 'Days', weeks: 'Weeks', months: 'Months', years: 'Years' } as const
const lengths: Readonly<Record<keyof typeof units, (count: number) => Length>> = { days, weeks, months, years }

interface Period {
  readonly kind: string
  readonly count: number
  readonly unit: keyof typeof units
  readonly since?: string
  readonly laidDown?: string
}

const lengthOf = ({ count, unit }: Pick<Period, 'count' | 'unit'>): Length => lengths[unit](count)

/** Every time a period was set, in order: each is a version of the schedule. */
const set = ({ entries }: Pick<Matter, 'entries'>) =>
  entries
    .filter(entry => entry.step === 'set-period')
    .map((entry, at) => ({ version: at + 1, at: entry.at, by: entry.by, period: entry.answers as unknown as Period }))

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
  const gaps = (matter: Pick<Matter, 'entries'>) => {
    const known = new Set(set(matter).map(one => one.period.kind))
    return kinds.filter(([kind]) => !known.has(kind))
  }
  const leavesNoGap = ({ matter, answers }: Pick<Taking<{ kind: string }>, 'matter' | 'answers'>) =>
    gaps(matter).every(([kind]) => kind === answers.kind)
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
        by: 'set-period',
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
          const newest = new Map(set(matter).map(one => [one.period.kind, one]))
          return kinds.map(([kind, { label, counted }]): TableRow => {
            const found = newest.get(kind)
            if (!found) return { kind: label, period: 'No period is set: a gap', counted }
            const { period, version, by, at } = found
            return {
              kind: label,
              period: lengthInWords(lengthOf(period)),
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

      'set-period': step({
        clauses: [clause],
        label: 'Set how long a kind of record is kept',
        about:
          'It holds for what is held already too. Nothing is destroyed by itself: once its time is up, whoever holds it is asked to.',
        by: whoseSchedule,
        adds: true,
        part: 'schedule',
        asks: {
          kind: {
            ...oneOf('Which kind of record?', 'Choose which kind of record', ({ world }) =>
              kinds.map(([value, { label, counted }]) => {
                const now = world.kept(value)
                const period = now ? `Now kept for ${lengthInWords(now)}` : 'No period is set'
                return { value, text: label, hint: `${period}. Counted from ${counted}.` }
              }),
            ),
            show: (answer: unknown) => records[String(answer)]?.label ?? '',
          },
          count: number('How many?', 'Say how many', { least: 1, most: 1000 }),
          unit: choice('Of what?', 'Choose of what', units),
          since: optional(
            day('Since when does your schedule say so?', '', {
              notAfterToday: true,
              hint: 'Leave it empty for today.',
            }),
          ),
          laidDown: optional(
            text('Where is it laid down?', '', { example: 'Records retention and disposal schedule, 4.2' }),
          ),
        },
        marks: { whole: leavesNoGap },
        to: { whole: leavesNoGap },
        sets: ({ matter }: Pick<Taking, 'matter'>) => ({
          version: set(matter).length,
          gaps: gaps(matter).length,
        }),
        changes: ({ answers }) => [
          { kind: 'setting', setting: settingOf(answers.kind), body, period: periodCode(lengthOf(answers)) },
        ],
        says: ({ answers }) =>
          `set that “${records[String(answers.kind)]?.label ?? ''}” is kept for ${lengthInWords(lengthOf(answers as Period))} from ${records[String(answers.kind)]?.counted ?? ''}`,
      }),
    },
  }
}
