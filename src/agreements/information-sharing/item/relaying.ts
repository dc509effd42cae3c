import { formatDay } from '../../../calendar/day.ts'
import type { ClauseId } from '../../../engine/clause.ts'
import { warnOfStale } from '../../../engine/contact.ts'
import { step, type Refusal } from '../../../engine/procedure.ts'
import { paragraph } from '../../../engine/question.ts'
import { owner } from '../../../engine/who.ts'
import type { Taking } from '../../../engine/world.ts'
import { contractOf, narrowingQuestions, ownersContract } from '../contract.ts'
import type { Sharing } from '../sharing.ts'
import { relay, relaying, type Parties } from './parties.ts'
import { answered, cover, sealed, toAnswer, toFollow } from './parts.ts'
import { nobodyReads } from './routes.ts'
import { notPassedOn, standing } from './standing.ts'
import { endOfTerms } from './terms.ts'

/** Whoever it goes through passes it on, unread unless its terms let them read it; or sends it back (HI-7c, PI-13e). */

export const openToPassOn = ({ clauses }: Sharing) =>
  step({
    clauses: [clauses.relay, clauses.needToKnow],
    label: 'Accept its terms and read it before it is passed on',
    by: relaying,
    // Once it is on its way nobody needs to read it here (HI-12e).
    open: [standing, notPassedOn],
    part: 'slip',
    asks: {},
    accepts: ['item'],
    tells: [owner],
    says: () => 'accepted its terms, to pass it on',
  })

export const forward = ({ clauses }: Sharing, { recipient, readers }: Parties) =>
  step({
    clauses: [clauses.relay],
    label: 'Pass it on',
    about: 'You pass it on under its terms. You may narrow them; you can’t widen them.',
    by: relaying,
    open: [standing, notPassedOn],
    part: 'slip',
    asks: narrowingQuestions,
    refuse: taking =>
      longer(taking, clauses.relay) ??
      // Whoever may read it there may have left since it was shared.
      nobodyReads(taking, readers.readers(taking), {
        next: 'Pass it on once somebody does, or return it, so that its originator can let others there read it.',
      }),
    warn: warnOfStale(recipient),
    marks: ['passed on', 'offered'],
    to: 'sent',
    discloses: [
      { part: 'slip', to: recipient, purpose: 'To know that it was shared', clause: clauses.relay },
      { part: cover, to: recipient, purpose: 'To know what comes, and on what terms', clause: clauses.relay },
      { part: answered, to: recipient, purpose: toAnswer, clause: clauses.outcome },
      { part: answered, to: owner, purpose: toFollow, clause: clauses.outcome },
    ],
    directs: [{ part: sealed, to: readers, clause: clauses.relay, until: endOfTerms }],
    tells: [recipient, owner],
    sets: taking => ({
      until: contractOf(taking.matter)?.until,
      board: recipient
        .readers(taking)
        .map(key => taking.world.directory.unit(key).name)
        .join('; '),
    }),
    says: () => 'passed it on',
  })

/** A relay may narrow the terms and never widen them. */
function longer({ matter, answers }: Taking, clause: ClauseId): Refusal | undefined {
  const until = ownersContract(matter)?.until
  return until !== undefined && answers.until !== undefined && (answers.until as string) > until
    ? {
        field: 'until',
        words: `Its originator lets it be had until ${formatDay(until)}, and no longer`,
        clause,
        next: 'Give a sooner day, or leave it out.',
      }
    : undefined
}

export const sendBack = ({ clauses }: Sharing) =>
  step({
    clauses: [clauses.relay],
    label: 'Return it',
    by: relaying,
    open: [standing, notPassedOn],
    part: 'slip',
    asks: { reason: paragraph('Why do you return it?', 'Say why you return it', { part: 'relayed' }) },
    declines: sealed,
    // Whoever read it before it is returned has no more need of it (HI-12e).
    recalls: [
      { part: 'item', from: relay, clause: clauses.needToKnow, when: ({ matter }) => matter.parts.has('item') },
    ],
    marks: ['returned', 'ended'],
    to: 'returned',
    tells: [owner],
    says: () => 'returned it',
  })

export const answerInstead = ({ clauses }: Sharing) =>
  step({
    clauses: [clauses.relay],
    label: 'Answer it yourself',
    about: 'When you can answer it, and no board need see it.',
    by: relaying,
    open: [standing, notPassedOn],
    part: 'slip',
    asks: { reply: paragraph('Your answer', 'Write your answer', { part: 'relayed' }) },
    declines: sealed,
    marks: ['answered by the relay', 'ended'],
    to: 'answered',
    tells: [owner],
    says: () => 'answered it',
  })
