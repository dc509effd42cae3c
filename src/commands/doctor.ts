import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, statfsSync } from 'node:fs'
import { join } from 'node:path'
import { agreements } from '../agreements/agreements.ts'
import { formatDay, addDays, dayOf } from '../calendar/day.ts'
import type { Settings } from '../config.ts'
import { asNobody } from '../database/as.ts'
import { connect, refuseUnsafeRole, servingPool, type Servers } from '../database/connect.ts'
import { migrate } from '../database/migrate.ts'
import { sql } from '../database/sql.ts'
import { openFiles } from '../desk/documents.ts'
import { readRegister } from '../desk/register.ts'
import { scannerAnswers } from '../documents/scan.ts'
import { library } from '../engine/library.ts'
import { notifyMailer, reasons, smtpMailer, type Unfit } from '../notices/send.ts'
import { clockBeside } from '../house.ts'
import { findOwnKeys, trustedInstallations } from '../interchange/installation.ts'
import { idOf } from '../interchange/keys.ts'
import { masterKey, signingKey } from '../web/sign-in/secrets.ts'
import { printed } from './clauses.ts'
import type { Command } from './command.ts'
import { howItScans } from './scanning.ts'

/** One thing looked at: what was found, or what is wrong and how to mend it. */
export interface Finding {
  readonly what: string
  readonly well: boolean
  readonly words: string
}

export const doctor: Command = {
  name: 'doctor',
  about: 'Looks at everything Concordat needs, and says what is wrong',
  takes: '[--json]',
  options: { json: 'flag' },
  help: [
    'Looks at the settings, the database, its roles and migrations, the agreements, the register, the holidays, the keys, the',
    'packages, the files, the scanner, messages, sign-in and the disk. Changes nothing. Ends with 1 when anything is wrong.',
    '',
    '  --json  as JSON',
  ].join('\n'),
  async run({ options, settings, say }) {
    const findings = await examine(settings())
    const wrong = findings.filter(one => !one.well).length
    if (options.json) say(JSON.stringify(findings, null, 2))
    else {
      const longest = Math.max(...findings.map(one => one.what.length))
      for (const { what, well, words } of findings)
        say(`${well ? 'well ' : 'WRONG'}  ${what.padEnd(longest)}  ${words}`)
      say(wrong === 0 ? 'All is well.' : `${wrong} ${wrong === 1 ? 'thing is' : 'things are'} wrong.`)
    }
    return wrong === 0 ? 0 : 1
  },
}

/** Everything there is to look at, each for itself: one thing that is wrong does not hide another. */
export async function examine(settings: Settings): Promise<Finding[]> {
  return [
    await finding('Settings', () => `${settings.mode}; the folder is ${settings.varFolder}`),
    await finding('Node', node),
    await finding('Agreements', definitions),
    ...(await database(settings)),
    await finding('Keys', () => keys(settings)),
    await finding('Packages', () => packages(settings)),
    await finding('Files', () => files(settings)),
    await finding('Scanner', () => scanner(settings)),
    await finding('Messages', () => messages(settings)),
    await finding('Sign-in', () => signIn(settings)),
    await finding('Disk', () => disk(settings)),
  ]
}

class Wrong extends Error {}

async function finding(what: string, look: () => Promise<string> | string): Promise<Finding> {
  try {
    return { what, well: true, words: await look() }
  } catch (fault) {
    return { what, well: false, words: (fault instanceof Error ? fault.message : String(fault)).replaceAll('\n', ' ') }
  }
}

function node(): string {
  const [major = 0] = process.versions.node.split('.').map(Number)
  if (major < 24) throw new Wrong(`Concordat needs Node 24; this is ${process.version}.`)
  return process.version
}

function definitions(): string {
  const clauses = printed()
  const procedures = library(agreements).agreements.flatMap(one => one.versions.flatMap(version => version.procedures))
  return `${agreements.length} agreements, ${procedures.length} procedures; ${clauses.filter(one => one.carried).length} of ${clauses.length} clauses are carried`
}

async function database(settings: Settings): Promise<Finding[]> {
  if (settings.database.url === undefined && !existsSync(join(settings.varFolder, 'postgres')))
    return [{ what: 'Database', well: true, words: 'made when Concordat first starts' }]
  const findings: Finding[] = []
  const connected = await connect({
    var: settings.varFolder,
    databaseUrl: settings.database.url,
    databaseOwnerUrl: settings.database.ownerUrl,
    sole: false,
  }).catch((fault: unknown) => fault)
  if (!(typeof connected === 'object' && connected !== null && 'servers' in connected))
    return [
      await finding('Database', () =>
        Promise.reject(connected instanceof Error ? connected : new Error(String(connected))),
      ),
    ]
  const { servers, stop } = connected as { servers: Servers; stop(): Promise<void> }
  const pool = servingPool(servers.serve, { max: 2, name: 'concordat doctor' })
  try {
    findings.push(await finding('Database', () => reachable(pool)))
    findings.push(
      await finding('Its role', () => refuseUnsafeRole(pool).then(() => 'owns nothing and cannot pass row security')),
    )
    findings.push(await finding('Migrations', () => migrate({ serve: servers.serve }).then(() => 'all applied')))
    findings.push(await finding('Row security', () => rowSecurity(pool)))
    findings.push(await finding('Register', () => register(pool, clockBeside(settings)())))
  } finally {
    await pool.end()
    await stop()
  }
  return findings
}

type Pool = ReturnType<typeof servingPool>

const widestSkew = 5_000

async function reachable(pool: Pool): Promise<string> {
  const sent = Date.now()
  const { version, major, now } = await asNobody(pool, transaction =>
    transaction.one<{ version: string; major: number; now: Date }>(
      sql`select current_setting('server_version') as version, current_setting('server_version_num')::int / 10000 as major, clock_timestamp() as now`,
    ),
  )
  if (major < 15) throw new Wrong(`It is PostgreSQL ${version}; Concordat needs 15 or later.`)
  const skew = Math.abs(now.getTime() - (sent + Date.now()) / 2)
  if (skew > widestSkew)
    throw new Wrong(
      `Its clock and this machine’s are ${Math.round(skew / 1000)} seconds apart: set both by a time server.`,
    )
  return `PostgreSQL ${version}, answers in ${Date.now() - sent} ms`
}

async function rowSecurity(pool: Pool): Promise<string> {
  const tables = await asNobody(pool, transaction =>
    transaction.all<{ name: string; held: boolean }>(sql`
      select relname as name, relrowsecurity and relforcerowsecurity as held from pg_class
       where relnamespace = 'concordat'::regnamespace and relkind in ('r', 'p') order by relname`),
  )
  const open = tables.filter(one => !one.held).map(one => one.name)
  if (open.length) throw new Wrong(`It is not forced on ${open.join(', ')}: whoever changed that, put it back.`)
  return `forced on all ${tables.length} tables`
}

async function register(pool: Pool, now: Date): Promise<string> {
  const { directory, calendar } = await readRegister(pool, library(agreements), now)
  const posts = directory.posts({})
  const empty = posts.filter(one => !one.held).length
  if (calendar.knownUntil < addDays(dayOf(now), 365))
    throw new Wrong(
      `Bank holidays are known only until ${formatDay(calendar.knownUntil)}: load a newer file with the command holidays.`,
    )
  return `${directory.places.length} places, ${posts.length} posts, ${empty} of them held by nobody; holidays known until ${formatDay(calendar.knownUntil)}`
}

function keys({ keys: { masterFile, journalFile, referencesFile, whenMissing } }: Settings): string {
  const missing = [masterFile, journalFile, referencesFile].filter(file => !existsSync(file))
  if (missing.length && whenMissing === 'stop')
    throw new Wrong(`${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} not there.`)
  if (missing.length) return 'made when Concordat first starts'
  const { id } = signingKey(journalFile, 'stop')
  masterKey(referencesFile, 'stop')
  return `readable by their owner alone; the journal is signed with ${id}`
}

/** The keys that sealed packages are signed and opened with, and the installations that are trusted. */
function packages(settings: Settings): string {
  const { trusted, unreadable } = trustedInstallations(settings)
  if (unreadable.length)
    throw new Wrong(`${unreadable.join(' and ')} cannot be read: trust that installation anew, or take the file away.`)
  const among =
    trusted.length === 0 ? 'no other installation is trusted' : `trusted: ${trusted.map(one => one.name).join(', ')}`
  const folder = settings.packageKeys
  const there = ['signing.pem', 'sealing.pem'].filter(name => existsSync(join(folder, name)))
  if (there.length === 0) return `no keys: none are made or opened until there are; ${among}`
  if (there.length === 1)
    throw new Wrong(`Of the keys in ${folder} there is only ${there[0]}: bring the other back from where it is kept.`)
  const own = findOwnKeys({ ...settings, keys: { ...settings.keys, whenMissing: 'stop' } })
  return own ? `signed with ${idOf(own.card.signing)}; ${among}` : among
}

async function files(settings: Settings): Promise<string> {
  if (settings.keys.whenMissing === 'create' && !existsSync(settings.keys.masterFile))
    return 'made when Concordat first starts'
  const { store, masters } = await openFiles(settings)
  const id = randomUUID()
  await store.put(id, [Buffer.from('A file to see whether files are kept')])
  const kept = Buffer.concat(await (await store.get(id)).toArray())
  await store.remove(id)
  if (kept.toString() !== 'A file to see whether files are kept')
    throw new Wrong('A file came back as another than was kept.')
  const where = settings.files.in === 'folder' ? settings.files.folder : `the bucket ${settings.files.bucket}`
  return `kept in ${where}, sealed under ${masters.current}`
}

async function scanner({ scanner: where, mode, maxUploadBytes }: Settings): Promise<string> {
  if (!where) {
    if (mode === 'production') throw new Wrong('No scanner is set: CONCORDAT_CLAMAV is needed.')
    return 'none: practice takes files unscanned, and says so on each'
  }
  if (await scannerAnswers(where)) {
    const { well, words } = await howItScans(where, maxUploadBytes)
    if (!well) throw new Wrong(words)
    return `answers at ${where.host}:${where.port}, and ${words}`
  }
  throw new Wrong(`Nothing answers at ${where.host}:${where.port}: no file can be taken in until it does.`)
}

async function messages({ mail }: Settings): Promise<string> {
  if (mail.by === 'outbox') return 'kept in the practice outbox'
  const by = mail.by === 'smtp' ? `${new URL(mail.url).host}, from ${mail.from}` : `GOV.UK Notify at ${mail.url}`
  const unfit = await (mail.by === 'smtp' ? smtpMailer(mail) : notifyMailer(mail)).check?.()
  if (unfit) throw new Wrong(`To be sent by ${by}: ${unfitWords(unfit)} No message leaves until it is mended.`)
  return `sent by ${by}, which answers`
}

const unfitWords = (unfit: Unfit): string =>
  unfit === 'no-template'
    ? 'it has no template of the name that CONCORDAT_NOTIFY_TEMPLATE gives.'
    : unfit === 'template-lacks-words'
      ? 'the template is not for an e-mail with the subject ((subject)) and the message ((body)).'
      : reasons[unfit].says

async function signIn({ signIn: how }: Settings): Promise<string> {
  if (how.by === 'practice') return 'the practice provider: anyone may be anyone'
  const address = `${how.issuer}/.well-known/openid-configuration`
  const answer = await fetch(address, { signal: AbortSignal.timeout(5_000) }).catch(() => undefined)
  if (!answer?.ok) throw new Wrong(`The provider does not answer at ${address}: nobody can sign in until it does.`)
  return `the provider answers at ${how.issuer}`
}

const leastFree = 1_000_000_000

function disk({ varFolder }: Settings): string {
  mkdirSync(varFolder, { recursive: true, mode: 0o711 })
  const { bavail, bsize } = statfsSync(varFolder)
  const free = bavail * bsize
  if (free < leastFree)
    throw new Wrong(`Only ${Math.floor(free / 1_000_000)} MB are free in ${varFolder}: make room before it is full.`)
  return `${Math.floor(free / 1_000_000_000)} GB free`
}
