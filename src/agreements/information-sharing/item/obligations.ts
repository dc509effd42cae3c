import { workingDays } from '../../../calendar/period.ts'
import type { Dates, Rule } from '../../../engine/deadline.ts'
import { owner } from '../../../engine/who.ts'
import type { Taking } from '../../../engine/world.ts'
import { settingFor, type Default } from '../settings.ts'
import type { Sharing } from '../sharing.ts'
import { relay, type Parties } from './parties.ts'

/** What falls due on the way of what is shared. Every date is ours, and whoever owes it may set its own (decision 7). */
export function obligations(sharing: Sharing, { recipient }: Parties): Readonly<Record<string, Rule>> {
  const { clauses } = sharing
  const within =
    (which: Default) =>
    ({ world }: Taking): Dates => ({ limit: world.period(settingFor(which, sharing)) })
  return {
    relay: {
      clause: clauses.relay,
      label: 'Pass it on to the board, return it or answer it',
      owedBy: relay,
      part: 'slip',
      from: ['waits for the relay'],
      until: ['passed on', 'returned', 'answered by the relay'],
      fallsAway: ['ended'],
      basis: 'our default',
      dates: within('relay'),
      by: 'forward',
    },
    accept: {
      clause: clauses.needToKnow,
      label: 'Accept its terms and open it, or turn it down',
      owedBy: recipient,
      part: 'slip',
      from: ['offered'],
      until: ['accepted', 'declined'],
      fallsAway: ['ended'],
      basis: 'our default',
      dates: within('accept'),
      by: 'accept',
    },
    outcome: {
      clause: clauses.outcome,
      label: 'Follow it up, and say what came of it',
      owedBy: recipient,
      part: 'slip',
      from: ['passed on'],
      until: ['outcome told', 'declined'],
      fallsAway: ['ended'],
      basis: 'our default',
      dates: within('outcome'),
      by: 'tell-outcome',
      chase: { step: 'ask-for-outcome', every: workingDays(4) },
    },
    answer: {
      clause: clauses.needToKnow,
      label: 'Answer what they ask of your information',
      owedBy: owner,
      part: 'dealings',
      from: ['asked'],
      until: ['ask answered'],
      fallsAway: ['ended'],
      basis: 'our default',
      dates: within('answer'),
      by: 'answer-ask',
    },
    question: {
      clause: clauses.needToKnow,
      label: 'Answer a question about your information',
      owedBy: owner,
      part: 'questions',
      from: ['question asked'],
      until: ['question answered'],
      fallsAway: ['ended'],
      basis: 'our default',
      dates: within('answer'),
      by: 'answer-question',
    },
  }
}
