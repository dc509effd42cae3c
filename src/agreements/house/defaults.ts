import { days, months, periodCode, periodInWords, weeks, workingDays, type Length } from '../../calendar/period.ts'
import type { Setting } from '../../engine/agreement.ts'
import type { ClauseId } from '../../engine/clause.ts'
import { step, type Procedure } from '../../engine/procedure.ts'
import { choice, number, oneOf, optional, text } from '../../engine/question.ts'
import { whoever } from '../../engine/who.ts'
import { official } from '../../letters/marking.ts'
import { appointing } from './people.ts'

/**
 * How a body sets for itself a time that an agreement leaves open (decision 7). The default of ours stands until it does;
 * what has fallen due already keeps its date.
 */

const units = { workingDays: 'Working days', days: 'Days', weeks: 'Weeks', months: 'Months' } as const

const lengths: Readonly<Record<keyof typeof units, (count: number) => Length>> = { workingDays, days, weeks, months }

const lengthOf = ({ count, unit }: { count: number; unit: keyof typeof units }): Length => lengths[unit](count)

export const defaultsOf = (agreement: {
  /** 'sanctions-defaults' */
  readonly name: string
  readonly prefix: string
  /** The agreement in a sentence: 'the sanctions protocol'. */
  readonly short: string
  /** The clause that leaves the times open. */
  readonly clause: ClauseId
  readonly settings: Readonly<Record<string, Setting>>
}): Procedure => ({
  name: agreement.name,
  prefix: agreement.prefix,
  title: `Times set under ${agreement.short}`,
  one: `a time set under ${agreement.short}`,
  parts: { setting: { label: 'Time set', marking: official } },
  stages: { set: 'Set' },
  columns: {
    what: { label: 'What for', part: 'setting' },
    period: { label: 'How long', part: 'setting' },
  },
  heads: ['what'],
  begins: 'set-time',
  owner: ({ me }) => me.unit,
  rules: {},
  steps: {
    'set-time': step({
      clauses: [agreement.clause],
      label: `Set a time under ${agreement.short}`,
      about: `Where ${agreement.short} names no time, your body may set its own. It holds for what falls due from now on.`,
      by: whoever(
        appointing.words,
        (me, matter, world) =>
          appointing.covers(me, matter, world) &&
          Object.values(agreement.settings).some(setting => setting.body === me.body),
      ),
      part: 'setting',
      asks: {
        setting: {
          ...oneOf('Which time?', 'Choose which time', ({ me, world }) =>
            Object.entries(agreement.settings)
              .filter(([, setting]) => setting.body === me.body)
              .map(([value, setting]) => ({
                value,
                text: setting.label,
                hint: `Now ${periodInWords(world.period(value))}`,
              })),
          ),
          show: (answer: unknown) => agreement.settings[String(answer)]?.label ?? '',
        },
        count: number('How many?', 'Say how many', { least: 1, most: 365 }),
        unit: choice('Of what?', 'Choose of what', units),
        because: optional(text('Why?', '')),
      },
      marks: 'set',
      to: 'set',
      sets: ({ answers }) => ({
        what: agreement.settings[answers.setting]?.label,
        period: periodInWords(lengthOf(answers)),
      }),
      changes: ({ answers, me }) => [
        {
          kind: 'setting',
          setting: answers.setting,
          body: me.body,
          period: periodCode(lengthOf(answers)),
        },
      ],
      says: ({ answers }) => `set a time: ${periodInWords(lengthOf(answers as Parameters<typeof lengthOf>[0]))}`,
    }),
  },
})
