import type { Readable } from 'node:stream'
import type { Source } from './seal.ts'

/**
 * Where sealed files are kept. It sees only sealed bytes under random ids: no name, no matter, no key.
 * Removing doesn't overwrite: on today's disks and in object stores overwriting reaches neither earlier copies nor
 * snapshots. What destroys a file is destroying its wrapped key, which is the only thing that opens its bytes.
 */
export type Store = {
  /** Keeps all of a file or none of it, and returns once it would survive a loss of power. Throws `NotSaved`. */
  put(id: string, sealed: Source): Promise<void>
  /** The sealed bytes of a file. Throws `NotKept` when there is none. */
  get(id: string): Promise<Readable>
  /** Removes a file; removing what is not there is done already. */
  remove(id: string): Promise<void>
  /** All files kept, in no order: what the sweep compares with the rows that should be there. */
  kept(): AsyncIterable<Kept>
}

/** A file in the store, and when it was put there by the clock of the store's own machine. */
export type Kept = { id: string; at: Date }

/** A file could not be kept, and nothing of it was: the disk is full, or the store can't be reached. */
export class NotSaved extends Error {
  override name = 'NotSaved'
  readonly full: boolean

  constructor(why: { full: boolean; cause: unknown }) {
    super(
      why.full
        ? 'The file was not saved: there is no room left to keep it. Nothing was changed. Tell whoever runs Concordat, and try again later.'
        : 'The file was not saved: the place where files are kept cannot be reached. Nothing was changed. Try again in a few minutes.',
      { cause: why.cause },
    )
    this.full = why.full
  }
}

/** A file is not in the store. */
export class NotKept extends Error {
  override name = 'NotKept'
}

/** Ids are ours, random and plain (a UUID does), so that none can name a path. */
export function safeId(id: string): string {
  if (!/^[0-9a-z][0-9a-z-]{7,63}$/.test(id))
    throw new Error('A file id is 8 to 64 lower-case letters, digits and hyphens')
  return id
}
