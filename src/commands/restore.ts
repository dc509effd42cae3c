import { existsSync } from 'node:fs'
import { backupKey } from '../backup/key.ts'
import { restore as putBack, type Restored } from '../backup/restore.ts'
import type { Settings } from '../config.ts'
import { connect, owningPool, type Servers } from '../database/connect.ts'
import { openStore } from '../desk/documents.ts'
import { masterKeys } from '../documents/masters.ts'
import { keysAreApart } from './backup.ts'
import { CannotBeDone, Misused, type Command, type Given } from './command.ts'
import { findOwnKey, readSavedHead, tellWhetherWhole } from './verify.ts'

export const restore: Command = {
  name: 'restore',
  about: 'Puts a backup back into an empty database',
  takes: '<file> --key <backup.key> [--head <saved.json>] [--older-is-right]',
  options: { key: 'text', head: 'text', 'older-is-right': 'flag' },
  words: { least: 1, most: 1 },
  help: [
    'Reads the backup to its end first; then puts all of it back, or nothing: every row, every document. Then it checks the',
    'journal. It works on a database without matters, with no server running on it. Everyone is signed out.',
    '',
    '  --key <file>      the key it was sealed with',
    '  --head <file>     a head that was kept elsewhere: a backup that ends before it is refused',
    '  --older-is-right  restores it all the same',
  ].join('\n'),
  async run({ words: [file = ''], options, settings, say, remark }) {
    if (typeof options.key !== 'string') throw new Misused('restore needs --key')
    if (!existsSync(file)) throw new CannotBeDone(`There is no file called ${file}.`)
    const key = await backupKey(options.key)
    const savedHead = readSavedHead(options.head)
    const chosen = settings()
    const { database, varFolder, files } = chosen
    const { servers, stop } = await connect({
      var: varFolder,
      databaseUrl: database.url,
      databaseOwnerUrl: database.ownerUrl,
      sole: true,
    })
    try {
      const store = await openStore(files)
      const olderIsRight = options['older-is-right'] === true
      const restored = await putBack({ file, key, servers, store, savedHead, olderIsRight })
      tell(restored, say)
      await tellOfKeys(chosen, restored, remark)
      const behind = savedHead !== undefined && (restored.manifest.head?.number ?? 0) < savedHead.number
      if (behind) remark(`It ends before the saved head ${savedHead.number}: what was written since is gone.`)
      return (await whole(chosen, servers, behind ? undefined : savedHead, { say, remark })) ? 0 : 1
    } finally {
      await stop()
    }
  },
}

function tell({ manifest, files, missing }: Restored, say: Given['say']): void {
  const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
  say(
    `Restored ${rows} rows of ${manifest.tables.length} tables and ${files} documents, as they were at ${manifest.at}.`,
  )
  for (const id of missing) say(`The document ${id} was not where files are kept when the backup was made.`)
  say('Everyone is signed out. Tokens that were ended since then are in force again: end them anew.')
}

/** Whether what is sealed, documents and words, can be opened here. */
async function tellOfKeys(settings: Settings, { masters }: Restored, remark: Given['remark']): Promise<void> {
  const { masterFile } = settings.keys
  const here = existsSync(masterFile) ? (await masterKeys({ file: masterFile })).keys : new Map<string, Buffer>()
  const lacking = masters.filter(id => !here.has(id))
  if (lacking.length > 0)
    remark(`What is sealed cannot be opened yet: put the master key ${lacking.join(', ')} back into ${masterFile}.`)
  remark(keysAreApart(settings))
}

async function whole(
  settings: Settings,
  { owner }: Servers,
  savedHead: ReturnType<typeof readSavedHead>,
  told: Pick<Given, 'say' | 'remark'>,
): Promise<boolean> {
  if (!owner) throw new CannotBeDone('This needs the role that owns the database: set DATABASE_OWNER_URL.')
  const pool = owningPool(owner)
  try {
    return await tellWhetherWhole(pool, { savedHead, publicKey: findOwnKey(settings) }, told)
  } finally {
    await pool.end()
  }
}
