import { bodies, type Body } from '../../bodies.ts'
import { days, weeks, workingDays, type Period } from '../../calendar/period.ts'
import type { Setting } from '../../engine/agreement.ts'
import type { Dates } from '../../engine/deadline.ts'
import type { Taking } from '../../engine/world.ts'

/**
 * The protocol sets almost no time limits. These are ours, labelled as ours wherever they are shown; each body may set
 * its own (decision 7).
 */
const defaults = {
  consent: { label: 'Ask the person for their consent within', period: workingDays(5), bodies: ['HMIP', 'IMB', 'PPO'] },
  assess: { label: 'Assess an allegation within', period: workingDays(5), bodies: ['HMIP', 'IMB', 'PPO'] },
  log: { label: 'Confirm an allegation in the log within', period: workingDays(1), bodies: ['HMIP'] },
  refer: { label: 'Refer it, once consent is given, within', period: workingDays(2), bodies: ['HMIP', 'IMB', 'PPO'] },
  'report-back': {
    label: 'Ask the establishment to report back within',
    period: workingDays(10),
    bodies: ['HMIP', 'IMB', 'PPO'],
  },
  authority: {
    label: 'Confirm having authorised a referral without consent within',
    period: workingDays(1),
    bodies: ['HMIP', 'IMB', 'PPO'],
  },
  watch: { label: 'Begin to watch over the person within', period: workingDays(2), bodies: ['IMB'] },
  monitoring: { label: 'While watching, look again every', period: days(14), bodies: ['IMB'] },
  'ask-board': {
    label: 'Ask the board to make enquiries, once consent is given, within',
    period: workingDays(2),
    bodies: ['HMIP', 'IMB', 'PPO'],
  },
  enquiries: { label: 'Make initial enquiries within', period: workingDays(10), bodies: ['HMIP', 'IMB', 'PPO'] },
  briefing: {
    label: 'Send the briefing after enquiries within',
    period: workingDays(5),
    bodies: ['HMIP', 'IMB', 'PPO'],
  },
  decision: { label: 'Decide whether to investigate within', period: workingDays(10), bodies: ['PPO'] },
  opening: { label: 'Open an investigation, once decided, within', period: workingDays(5), bodies: ['PPO'] },
  investigation: { label: 'Conclude an investigation within', period: weeks(12), bodies: ['PPO'] },
  report: { label: 'Issue the report after the conclusion within', period: workingDays(20), bodies: ['PPO'] },
  answers: { label: 'Answer recommendations within', period: workingDays(20), bodies: ['HMPPS'] },
  'log-share': { label: 'Share the log, each month, within', period: workingDays(10), bodies: ['HMIP'] },
  'log-receipt': { label: 'Say that the log was received within', period: workingDays(10), bodies: ['IMB', 'PPO'] },
  outcome: {
    label: 'Explain the outcome to the person within',
    period: workingDays(10),
    bodies: ['HMIP', 'IMB', 'PPO'],
  },
} as const satisfies Readonly<Record<string, { label: string; period: Period; bodies: readonly Body[] }>>

export type Default = keyof typeof defaults

/** The name of a default as one body has it: 'sanctions-consent-hmip'. */
export const settingFor = (name: Default, body: Body): string => `sanctions-${name}-${body.toLowerCase()}`

export const settings: Readonly<Record<string, Setting>> = Object.fromEntries(
  Object.entries(defaults).flatMap(([name, one]) =>
    one.bodies.map((body): [string, Setting] => [
      settingFor(name as Default, body),
      { label: `${one.label} (${bodies[body].short})`, period: one.period, body },
    ]),
  ),
)

/** Our default, as the body that owes it or is owed it has set it. */
export const within =
  (name: Default, body: Body | ((taking: Taking) => Body)) =>
  (taking: Taking): Dates => ({
    limit: taking.world.period(settingFor(name, typeof body === 'function' ? body(taking) : body)),
  })
