import type { ScrutinyBody } from '../../bodies.ts'
import type { ClauseId } from '../../engine/clause.ts'

/**
 * What an agreement between a scrutiny body and the monitoring boards gives to the terms that such agreements share word for
 * word: its own names, its own clauses, and between whom it is.
 */
export interface Sharing {
  readonly name: string
  readonly prefix: string
  readonly body: Extract<ScrutinyBody, 'HMIP' | 'PPO'>
  /** Through whom the agreement has it send what is for a board: the other way is open too. */
  readonly usualWay: 'national' | 'secretariat'
  readonly clauses: {
    /** The body hands on, through a relay, what a board could act on. */
    readonly toBoards: ClauseId
    /** The relay passes it to the board. */
    readonly relay: ClauseId
    /** Boards tell the body of concerns; the secretariat passes on what reaches it. */
    readonly fromBoards: ClauseId
    readonly bySecretariat: ClauseId
    /** The board follows it up, and says what came of it. */
    readonly outcome: ClauseId
    /** No further than the purpose; only those who need to know; not abroad; by secure means. */
    readonly purpose: ClauseId
    readonly needToKnow: ClauseId
    readonly abroad: ClauseId
    readonly marking: ClauseId
    readonly secure: ClauseId
  }
}
