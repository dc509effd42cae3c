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

/** Whether nothing could be saved for want of a database or a disk, rather than for a fault of ours: it may be tried again. */
export function isTrouble(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? String(error.code) : ''
  if (states.test(code) || codes.includes(code) || sentences.test(error.message)) return true
  if (error instanceof AggregateError) return error.errors.some(isTrouble)
  return error.cause !== undefined && isTrouble(error.cause)
}
