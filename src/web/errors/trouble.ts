import pg from 'pg'
import { OutcomeUnknown } from '../../database/as.ts'
import { NotSaved } from '../../documents/store.ts'

// Of PostgreSQL: connection exceptions, out of memory, disk or connections, shutting down, timeouts, deadlocks and lost races.
const states = /^(08...|53...|57P0.|57014|55P03|40001|40P01|58030|XX00[12])$/
// Of the machine: nobody answers, or there is no room.
const codes = [
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'ENOSPC',
  'EDQUOT',
  'EROFS',
  'EIO',
  'EMFILE',
  'ENFILE',
]
const sentences =
  /^(Connection terminated|Connection ended|timeout exceeded when trying to connect|Client has encountered a connection error|Query read timeout)/

/**
 * What became of what somebody sent, when it was not answered as it should be: nobody can know whether it was saved; nothing
 * was, and it can be in a minute; or nothing was, for the database refused it and nobody foresaw why. Undefined when the fault
 * is in the program.
 */
export type Became = 'not known' | 'not now' | 'refused'

export function becameOf(error: unknown): Became | undefined {
  if (error instanceof OutcomeUnknown) return 'not known'
  if (error instanceof NotSaved || isTrouble(error)) return 'not now'
  return isRefusal(error) ? 'refused' : undefined
}

const isRefusal = (error: unknown): boolean =>
  error instanceof pg.DatabaseError || (error instanceof Error && error.cause !== undefined && isRefusal(error.cause))

/** Whether nothing could be saved for want of a database or a disk, rather than for a fault of ours: it may be tried again. */
export function isTrouble(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? String(error.code) : ''
  if (states.test(code) || codes.includes(code) || sentences.test(error.message)) return true
  if (error instanceof AggregateError) return error.errors.some(isTrouble)
  return error.cause !== undefined && isTrouble(error.cause)
}
