import { bodies } from '../../bodies.ts'
import { workingDays } from '../../calendar/period.ts'
import type { Setting } from '../../engine/agreement.ts'
import type { Sharing } from './sharing.ts'

/** The agreements set no times for what is shared. These are ours, and the body named may set its own (decision 7). */
const defaults = {
  relay: { label: 'Pass on or return what waits with a relay within', period: workingDays(2) },
  accept: { label: 'Accept or decline what is offered within', period: workingDays(5) },
  outcome: { label: 'Tell what came of what was passed on within', period: workingDays(20) },
  answer: { label: 'Answer a request about information of ours within', period: workingDays(5) },
} as const

export type Default = keyof typeof defaults

/** The name of a default under one agreement: 'information-inf-relay'. */
export const settingFor = (name: Default, { prefix }: Sharing): string => `information-${prefix.toLowerCase()}-${name}`

/** The boards set these for themselves; by when its own information is answered for is the scrutiny body’s to set. */
export const settingsOf = (sharing: Sharing): Readonly<Record<string, Setting>> =>
  Object.fromEntries(
    Object.entries(defaults).map(([name, { label, period }]): [string, Setting] => {
      const body = name === 'answer' ? sharing.body : 'IMB'
      return [settingFor(name as Default, sharing), { label: `${label} (${bodies[body].short})`, period, body }]
    }),
  )
