import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { backUp } from '../backup/backup.ts'
import { backupKey, makeBackupKey } from '../backup/key.ts'
import type { Settings } from '../config.ts'
import { connect } from '../database/connect.ts'
import { openStore } from '../desk/documents.ts'
import { CannotBeDone, Misused, type Command } from './command.ts'

export const backup: Command = {
  name: 'backup',
  about: 'Writes everything that is kept into one sealed file, while the server runs',
  takes: '<file> --key <backup.key>',
  options: { key: 'text', 'new-key': 'text' },
  words: { least: 0, most: 1 },
  help: [
    'Writes every row and every document, as one instant had them, into a file sealed with the backup key. Nobody waits for it.',
    'The keys of the house are not in it: keep copies of them apart, or the documents in the backup can never be opened.',
    '',
    '  --key <file>      the key to seal it with. Keep a copy of that key elsewhere too: without it a backup is noise',
    '  --new-key <file>  makes such a key, and no backup',
  ].join('\n'),
  async run({ words: [file], options, settings, say, remark }) {
    const newKey = options['new-key']
    if (typeof newKey === 'string') {
      if (file !== undefined) throw new Misused('--new-key makes a key and no backup: give no file with it.')
      makeBackupKey(newKey)
      say(`Made ${newKey}. Keep a copy of it where neither this machine nor the backups are.`)
      return
    }
    if (file === undefined || typeof options.key !== 'string') throw new Misused('backup needs a file and --key')
    if (existsSync(file)) throw new CannotBeDone(`There is a file called ${file} already. Nothing was written.`)
    const key = await backupKey(options.key)
    const chosen = settings()
    const { manifest, files, missing } = await made(chosen, file, key)
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
    say(
      `Backed up ${rows} rows of ${manifest.tables.length} tables and ${files} documents, as they were at ${manifest.at}.`,
    )
    say(manifest.head ? `Its head is number ${manifest.head.number}, ${manifest.head.digest}.` : 'It has no head yet.')
    remark(keysAreApart(chosen))
    for (const id of missing) remark(`The document ${id} is not where files are kept: the backup lacks it.`)
    return missing.length === 0 ? 0 : 1
  },
}

async function made(settings: Settings, file: string, key: Awaited<ReturnType<typeof backupKey>>) {
  const { varFolder, database, files } = settings
  if (database.url === undefined && !existsSync(join(varFolder, 'postgres')))
    throw new CannotBeDone(`There is no Concordat in ${varFolder} yet: CONCORDAT_VAR names the folder where it is.`)
  const { servers, stop } = await connect({
    var: varFolder,
    databaseUrl: database.url,
    databaseOwnerUrl: database.ownerUrl,
  })
  try {
    const owner = servers.superuser ?? servers.owner
    if (!owner)
      throw new CannotBeDone('This needs the role that owns the database: set DATABASE_OWNER_URL for it, here alone.')
    return await backUp({ database: owner, store: await openStore(files), key, file })
  } finally {
    await stop()
  }
}

/** What no backup holds, and where it is. */
export const keysAreApart = ({ keys }: Pick<Settings, 'keys'>): string =>
  `Keys are not in a backup. Keep copies of ${[keys.masterFile, keys.journalFile, keys.referencesFile].join(', ')} apart from it: without the first, no document opens.`
