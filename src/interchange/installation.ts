import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Settings } from '../config.ts'
import { sealingKey, signingKey, type WhenMissing } from '../web/sign-in/secrets.ts'
import { findTrusted, idOf, ownKeys, type OwnKeys, type Trusted } from './keys.ts'

/**
 * The keys of this installation and the cards of those it trusts, in one folder: `signing.pem`, `sealing.pem`, and under
 * `trusted` a file for each. They are kept beside the database and not in it, so that nobody who can write to the database can
 * make this installation trust another.
 */

type Known = Pick<Settings, 'packageKeys' | 'publicUrl' | 'keys'>

const filesIn = (folder: string) => ({ signing: join(folder, 'signing.pem'), sealing: join(folder, 'sealing.pem') })

/** This installation's keys; nothing where none were made, which practice does by itself. Throws when they can’t be used. */
export function findOwnKeys({ packageKeys, publicUrl, keys }: Known): OwnKeys | undefined {
  const { signing, sealing } = filesIn(packageKeys)
  if (keys.whenMissing === 'stop' && !existsSync(signing) && !existsSync(sealing)) return undefined
  return opened(packageKeys, publicUrl, keys.whenMissing)
}

/** Makes this installation's keys where there are none, and gives them. */
export const makeOwnKeys = ({ packageKeys, publicUrl }: Known): OwnKeys => opened(packageKeys, publicUrl, 'create')

function opened(folder: string, name: string, whenMissing: WhenMissing): OwnKeys {
  const { signing, sealing } = filesIn(folder)
  return ownKeys(name, signingKey(signing, whenMissing).privateKey, sealingKey(sealing, whenMissing))
}

const trustedIn = (folder: string) => join(folder, 'trusted')

/** The installations that are trusted here, by name, and the files that say nothing of use. */
export function trustedInstallations({ packageKeys }: Pick<Settings, 'packageKeys'>): {
  readonly trusted: readonly Trusted[]
  readonly unreadable: readonly string[]
} {
  const folder = trustedIn(packageKeys)
  const names = existsSync(folder) ? readdirSync(folder).filter(name => name.endsWith('.json')) : []
  const found = names.map(name => ({ name, card: findTrusted(readFileSync(join(folder, name), 'utf8')) }))
  return {
    trusted: found.flatMap(({ card }) => card ?? []).sort((a, b) => a.name.localeCompare(b.name)),
    unreadable: found.filter(({ card }) => !card).map(({ name }) => join(folder, name)),
  }
}

/** Trusts an installation from now on, in place of what was known of the same signing key before. */
export function trust({ packageKeys }: Pick<Settings, 'packageKeys'>, card: Trusted): string {
  const folder = trustedIn(packageKeys)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const file = join(folder, `${idOf(card.signing)}.json`)
  writeFileSync(file, `${JSON.stringify(card, undefined, 2)}\n`, { mode: 0o600 })
  return file
}
