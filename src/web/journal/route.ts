import { findHead } from '../../journal/head.ts'
import { servedHeaders } from '../../documents/name.ts'
import { NotFound } from '../../engine/directory.ts'
import { paths } from '../paths.ts'
import { get, give } from '../route.ts'
import { signingKey, type SigningKey } from '../sign-in/secrets.ts'
import type { Site } from '../site.ts'
import { journalView } from './view.ts'

/** The newest head, for every body to keep: it tells nothing of what is in the journal. */
export const show = get(paths.journal, { access: 'in a post', reads: 'nothing' }, async ({ desk, site }) =>
  journalView(await findHead(desk.transaction), findKey(site)?.id),
)

/** The head as a file: what the verifier takes, and the same as the API answers. */
export const headFile = get(paths.journalHead, { access: 'in a post', reads: 'nothing' }, async ({ desk }) => {
  const head = await findHead(desk.transaction)
  if (!head) throw new NotFound('head yet')
  const text = `${JSON.stringify({ ...head, at: head.at.toISOString() }, undefined, 2)}\n`
  return give(text, servedHeaders(`concordat-journal-head-${head.number}.json`, 'application/json'))
})

/** The public half of the key that signs heads, where this process has it. */
export const keyFile = get(paths.journalKey, { access: 'in a post', reads: 'nothing' }, ({ site }) => {
  const key = findKey(site)
  if (!key) throw new NotFound('key here')
  return give(key.publicPem, servedHeaders('concordat-journal-public-key.pem', 'application/x-pem-file'))
})

/** A process that only serves pages need not have the key: then the page says to ask whoever runs the system. */
function findKey({ settings }: Site): SigningKey | undefined {
  try {
    return signingKey(settings.keys.journalFile, 'stop')
  } catch {
    return undefined
  }
}

export const journalRoutes = [show, headFile, keyFile]
