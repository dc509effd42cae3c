import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type pg from 'pg'
import type { Settings } from '../config.ts'
import { connect, owningPool } from '../database/connect.ts'
import { CannotBeDone } from './command.ts'

/** Does this as the role that owns the database, beside the program that serves. Throws in words when it cannot be reached. */
export async function asOwner<T>(settings: Settings, work: (owner: pg.Pool) => Promise<T>): Promise<T> {
  const { varFolder, database } = settings
  if (database.url === undefined && !existsSync(join(varFolder, 'postgres')))
    throw new CannotBeDone(`There is no Concordat in ${varFolder} yet: CONCORDAT_VAR names the folder where it is.`)
  const { servers, stop } = await connect({
    var: varFolder,
    databaseUrl: database.url,
    databaseOwnerUrl: database.ownerUrl,
  })
  try {
    if (!servers.owner)
      throw new CannotBeDone('This needs the role that owns the database: set DATABASE_OWNER_URL for it, here alone.')
    const owner = owningPool(servers.owner)
    try {
      return await work(owner)
    } finally {
      await owner.end()
    }
  } finally {
    await stop()
  }
}
