import { step } from '../../../engine/procedure.ts'
import { choice, paragraph } from '../../../engine/question.ts'
import { anyOf, audience, owner, type Audience } from '../../../engine/who.ts'
import type { Taking } from '../../../engine/world.ts'
import { byTheClock } from '../../who.ts'
import type { Sharing } from '../sharing.ts'
import { holding, nationalChair, regional, relay, type Parties } from './parties.ts'
import { routeOf } from './routes.ts'
import { accepted, sentToThem, standing } from './standing.ts'
import { outcomes } from './words.ts'

/** The board follows it up and says what came of it; where it does not, it is asked (HI-9e, PI-13f). */

export const tellOutcome = ({ clauses }: Sharing, { receiving }: Parties) =>
  step({
    clauses: [clauses.outcome],
    label: 'Say what came of it',
    by: anyOf(receiving, holding),
    open: [standing, accepted, sentToThem('Whoever it was sent to says what came of it: tell them what you found')],
    part: 'slip',
    adds: true,
    asks: {
      outcome: choice('What came of it?', 'Choose what came of it', outcomes, { part: 'outcome' }),
      told: paragraph('Tell them', 'Say what you did, and what you found', { part: 'outcome' }),
    },
    marks: 'outcome told',
    to: 'told',
    discloses: [
      {
        part: ['slip', 'cover', 'outcome'],
        to: nationalChair,
        purpose: 'To know what boards do with what is passed to them',
        clause: clauses.outcome,
        when: taking => routeOf(taking)?.to === 'board',
      },
    ],
    tells: [owner, relay, nationalChair],
    sets: ({ answers }) => ({ came: answers.outcome }),
    says: () => 'said what came of it',
  })

/** Whether it was asked for so often before. */
const asked =
  (times: number) =>
  ({ matter }: Taking): boolean =>
    matter.entries.filter(entry => entry.step === 'ask-for-outcome').length > times

const theSecondTime = asked(1)
const theThirdTime = asked(2)

const only = (when: (taking: Taking) => boolean, to: Audience, words: string): Audience =>
  audience(words, taking => (when(taking) ? to.readers(taking) : []))

/** Those who answer for a board are told that it waits, and see no more of it than that. */
export const askForOutcome = ({ clauses }: Sharing, { recipient }: Parties) =>
  step({
    clauses: [clauses.outcome],
    label: 'Ask what came of it',
    by: byTheClock,
    part: 'slip',
    asks: {},
    discloses: [
      {
        part: 'slip',
        to: regional,
        purpose: 'To see that it is answered',
        clause: clauses.outcome,
        when: theSecondTime,
      },
      {
        part: 'slip',
        to: nationalChair,
        purpose: 'To see that it is answered',
        clause: clauses.outcome,
        when: theThirdTime,
      },
    ],
    tells: [
      recipient,
      only(theSecondTime, regional, 'the regional representatives, the second time'),
      only(theThirdTime, nationalChair, 'the National Chair, the third time'),
    ],
    says: () => 'asked what came of it',
  })
