import { createPublicKey, type KeyObject } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import type pg from 'pg'
import { Broken, verifyJournal } from '../../verifier/verify.mjs'
import type { Settings } from '../config.ts'
import { exportJournal, findColumnFault } from '../journal/export.ts'
import { signingKey } from '../web/sign-in/secrets.ts'
import { CannotBeDone, type Command, type Given } from './command.ts'
import { asOwner } from './owning.ts'

/** A head of the journal that somebody kept: as the API tells it, or as the page of the journal's head gives it out. */
export interface SavedHead {
  readonly number: number
  readonly digest: string
}

export const verify: Command = {
  name: 'verify',
  about: 'Checks that the journal is whole, and names the first entry that is not',
  takes: '[--head <saved.json>] [--key <public-key.pem>]',
  options: { head: 'text', key: 'text' },
  help: [
    'Reads the whole journal and checks every digest, chain and head, and that the rows say what their digested words say.',
    'Ends with 1 when anything does not hold, and names the first entry or head that does not. Changes nothing.',
    '',
    '  --head <file>  a head that was kept elsewhere: only this shows that the end of the journal was not cut or rolled back',
    '  --key <file>   the key that heads are signed with, in PEM; this installation’s own unless said',
  ].join('\n'),
  async run({ options, settings, say, remark }) {
    const savedHead = readSavedHead(options.head)
    const publicKey = readPublicKey(options.key) ?? findOwnKey(settings())
    return asOwner(settings(), async owner => {
      const whole = await tellWhetherWhole(owner, { savedHead, publicKey }, { say, remark })
      if (!savedHead) remark('No saved head was given, so nothing here shows whether the end of the journal was cut.')
      return whole ? 0 : 1
    })
  },
}

/** Checks the journal and says what was found. False when it is broken. */
export async function tellWhetherWhole(
  owner: pg.Pool,
  by: { readonly savedHead?: SavedHead; readonly publicKey?: KeyObject },
  { say, remark }: Pick<Given, 'say' | 'remark'>,
): Promise<boolean> {
  try {
    const { entries, contents, struck, erased, heads, uncovered, head } = await verifyJournal(exportJournal(owner), by)
    const fault = await findColumnFault(owner)
    if (fault) {
      say(`The journal is broken at ${fault}`)
      return false
    }
    say(
      `The journal is whole: ${entries} entries, ${contents} contents (words struck out of ${struck}, ${erased} erased on disposal), ${heads} ${heads === 1 ? 'head' : 'heads'}; ` +
        `${uncovered} entries are not under a head yet.`,
    )
    say(head ? `Its head is number ${head.number}, ${head.digest}.` : 'It has no head yet.')
    if (!by.publicKey)
      remark('The signatures were not checked, for the signing key is not here (verify --key gives one).')
    return true
  } catch (fault) {
    if (!(fault instanceof Broken)) throw fault
    say(`The journal is broken at ${fault.message}`)
    return false
  }
}

/** A head kept outside, from its file. */
export function readSavedHead(file: string | boolean | undefined): SavedHead | undefined {
  if (typeof file !== 'string') return undefined
  const said = parsed(file)
  if (!Number.isSafeInteger(said?.number) || !/^[0-9a-f]{64}$/.test(String(said?.digest)))
    throw new CannotBeDone(`${file} is not a head: it should be what /api/v1/journal/head answers.`)
  return { number: Number(said?.number), digest: String(said?.digest) }
}

function parsed(file: string): { number?: unknown; digest?: unknown } | null {
  let text
  try {
    text = readFileSync(file, 'utf8')
  } catch (fault) {
    throw new CannotBeDone(`${file} can’t be read: ${fault instanceof Error ? fault.message : String(fault)}`)
  }
  try {
    return JSON.parse(text) as { number?: unknown; digest?: unknown }
  } catch {
    return null
  }
}

/** Reads a public key in PEM; of a file with a private key, the public half. */
function readPublicKey(file: string | boolean | undefined): KeyObject | undefined {
  if (typeof file !== 'string') return undefined
  try {
    return createPublicKey(readFileSync(file))
  } catch {
    throw new CannotBeDone(`${file} holds no key in PEM that can be read.`)
  }
}

/** The public half of this installation's own signing key, when it is here. */
export const findOwnKey = ({ keys }: Pick<Settings, 'keys'>): KeyObject | undefined =>
  existsSync(keys.journalFile) ? signingKey(keys.journalFile, 'stop').publicKey : undefined
