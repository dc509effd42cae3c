import { resolve } from 'node:path'

/** A kind of value: what the manual calls it, and how to read it from text. `read` gives undefined for what it can't be. */
type Kind<T> = { is: string; read: (text: string) => T | undefined; secret?: true }

type Setting<T = unknown> = {
  env: string
  kind: Kind<T>
  /** What it means, in one line. */
  doc: string
  /** Its value when it isn't set. */
  default?: T
  /** In words, what happens when it isn't set and there is no default. */
  unset?: string
  production?: 'needed' | 'refused'
  /** Setting it shows that this isn't practice, so that a forgotten CONCORDAT_MODE can't open the practice door. */
  looksLikeProduction?: true
}

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const

const text: Kind<string> = { is: 'text', read: given => given }
const secret: Kind<string> = { is: 'secret', read: given => given, secret: true }
const path: Kind<string> = { is: 'path', read: given => given }
const list: Kind<string[]> = {
  is: 'list, with commas',
  read: given =>
    given
      .split(',')
      .map(one => one.trim())
      .filter(one => one !== ''),
}
const onOff: Kind<boolean> = {
  is: '`on` or `off`',
  read: given => (given === 'on' ? true : given === 'off' ? false : undefined),
}
const emailAddress: Kind<string> = {
  is: 'e-mail address',
  read: given => (/^[^\s@<>,;"]+@[^\s@<>,;"]+$/.test(given) ? given : undefined),
}
const instant: Kind<Date> = {
  is: 'instant, such as `2026-01-05T09:00:00Z`',
  read: given => {
    const date = new Date(given)
    return /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(given) && !Number.isNaN(date.getTime())
      ? date
      : undefined
  },
}
const hostAndPort: Kind<{ host: string; port: number }> = {
  is: '`host:port`',
  read: given => {
    const [, host, port] = /^(\[[0-9a-f:]+\]|[\w.-]+):(\d{1,5})$/i.exec(given) ?? []
    return host && Number(port) <= 65535 ? { host: host.replace(/^\[|\]$/g, ''), port: Number(port) } : undefined
  },
}
const wholeNumber = (least: number, most: number): Kind<number> => ({
  is: `whole number, ${least} to ${most}`,
  read: given =>
    /^\d{1,15}$/.test(given) && Number(given) >= least && Number(given) <= most ? Number(given) : undefined,
})
const oneOf = <const Choice extends string>(...choices: Choice[]): Kind<Choice> => ({
  is: choices.map(choice => `\`${choice}\``).join(' or '),
  read: given => choices.find(choice => choice === given),
})
const secretOf = (least: number): Kind<string> => ({
  is: `secret, ${least} characters or more`,
  read: given => (given.length >= least ? given : undefined),
  secret: true,
})
const webAddress = (...schemes: string[]): Kind<string> => ({
  is: `address, ${schemes.join('// or ')}//`,
  read: given => (schemes.includes(URL.parse(given)?.protocol ?? '') ? given.replace(/\/+$/, '') : undefined),
})
const secretAddress = (...schemes: string[]): Kind<string> => ({
  is: `address, ${schemes.join('// or ')}//; it holds a password`,
  read: given => (schemes.includes(URL.parse(given)?.protocol ?? '') ? given : undefined),
  secret: true,
})

/** Every setting there is. The manual in docs/settings.md is made from this table. */
const table = {
  mode: {
    env: 'CONCORDAT_MODE',
    kind: oneOf('practice', 'production'),
    doc: 'Practice is an invented world where anyone signs in as anyone; production refuses every part of it.',
    unset: 'practice, unless something else that is set looks like production',
  },
  port: {
    env: 'PORT',
    kind: wholeNumber(0, 65535),
    default: 3000,
    doc: 'The port to listen on; 0 takes any free one.',
  },
  host: {
    env: 'CONCORDAT_HOST',
    kind: text,
    default: 'localhost',
    doc: 'The address to listen on; behind a load balancer usually `::`.',
  },
  publicUrl: {
    env: 'CONCORDAT_PUBLIC_URL',
    kind: webAddress('http:', 'https:'),
    doc: 'The address people type, without a path: https in production. Messages and sign-in lead back to it.',
    unset: '`http://localhost:PORT`',
    production: 'needed',
  },
  trustProxy: {
    env: 'CONCORDAT_TRUST_PROXY',
    kind: list,
    default: [],
    doc: 'The proxies, as addresses or ranges, whose word about who is calling is believed.',
  },
  varFolder: {
    env: 'CONCORDAT_VAR',
    kind: path,
    default: './var',
    doc: 'The folder for what this machine keeps: the embedded database, and files and keys unless they are set elsewhere.',
  },
  clock: {
    env: 'CONCORDAT_CLOCK',
    kind: instant,
    doc: 'The instant at which the practice clock starts.',
    unset: 'now',
    production: 'refused',
  },
  worker: {
    env: 'CONCORDAT_WORKER',
    kind: onOff,
    default: true,
    doc: 'Whether this process also does the work that falls due: obligations, messages, disposal.',
  },

  databaseUrl: {
    env: 'DATABASE_URL',
    kind: secretAddress('postgres:', 'postgresql:'),
    doc: 'PostgreSQL 15 or later, as the role that pages and API use: it owns nothing and cannot pass row security.',
    unset: 'an embedded PostgreSQL in the var folder',
    production: 'needed',
  },
  databaseOwnerUrl: {
    env: 'DATABASE_OWNER_URL',
    kind: secretAddress('postgres:', 'postgresql:'),
    doc: 'The same database as the role that owns the tables: for migrations only, so leave it out where pages are served.',
    unset: '`DATABASE_URL` does both, where it may',
  },

  idleMinutes: {
    env: 'CONCORDAT_SESSION_IDLE_MINUTES',
    kind: wholeNumber(6, 60),
    default: 30,
    doc: 'Minutes without a request after which someone is signed out.',
  },
  warningMinutes: {
    env: 'CONCORDAT_SESSION_WARNING_MINUTES',
    kind: wholeNumber(5, 30),
    default: 5,
    doc: 'Minutes of warning before that, in which one click stays signed in.',
  },
  proofMinutes: {
    env: 'CONCORDAT_PROOF_MINUTES',
    kind: wholeNumber(1, 60),
    default: 10,
    doc: 'Minutes after which someone proves again who they are before they export, make a token, change who holds a post or disclose to a prison.',
  },
  sessionHours: {
    env: 'CONCORDAT_SESSION_HOURS',
    kind: wholeNumber(1, 12),
    default: 12,
    doc: 'Hours after which someone signs in again whatever they did.',
  },

  oidcIssuer: {
    env: 'CONCORDAT_OIDC_ISSUER',
    kind: webAddress('http:', 'https:'),
    doc: 'The OpenID Connect provider that says who someone is: its issuer address, https in production.',
    unset: 'the practice provider',
    production: 'needed',
    looksLikeProduction: true,
  },
  oidcClientId: {
    env: 'CONCORDAT_OIDC_CLIENT_ID',
    kind: text,
    doc: 'The name under which the provider knows Concordat.',
    production: 'needed',
    looksLikeProduction: true,
  },
  oidcClientSecret: {
    env: 'CONCORDAT_OIDC_CLIENT_SECRET',
    kind: secret,
    doc: 'The secret the provider gave for that name.',
    production: 'needed',
    looksLikeProduction: true,
  },
  oidcRedirect: {
    env: 'CONCORDAT_OIDC_REDIRECT',
    kind: webAddress('http:', 'https:'),
    doc: 'Where the provider sends people back to; register exactly this with it.',
    unset: 'the public address, then `/sign-in/callback`',
  },
  secondFactor: {
    env: 'CONCORDAT_OIDC_SECOND_FACTOR',
    kind: oneOf('checked', 'provider'),
    default: 'checked',
    doc: 'Whether Concordat checks by the two settings below that a second factor was used, or leaves that to the provider.',
  },
  oidcAcr: {
    env: 'CONCORDAT_OIDC_ACR',
    kind: list,
    default: [],
    doc: 'Levels of assurance (`acr`) of which a sign-in must have one. Ask for one that needs no phone.',
  },
  oidcAmr: {
    env: 'CONCORDAT_OIDC_AMR',
    kind: list,
    default: [],
    doc: 'Methods (`amr`, such as `mfa,hwk,otp`) of which a sign-in must have used one.',
  },

  smtpUrl: {
    env: 'CONCORDAT_SMTP_URL',
    kind: secretAddress('smtp:', 'smtps:'),
    doc: 'The mail server, always reached over TLS unless it is on this machine. Set this or Notify.',
    unset: 'practice keeps messages in its outbox page',
    looksLikeProduction: true,
  },
  smtpFrom: {
    env: 'CONCORDAT_SMTP_FROM',
    kind: emailAddress,
    doc: 'The address that messages come from.',
  },
  notifyKey: {
    env: 'CONCORDAT_NOTIFY_KEY',
    kind: secretOf(73),
    doc: 'A GOV.UK Notify API key. Set this or a mail server.',
    unset: 'practice keeps messages in its outbox page',
    looksLikeProduction: true,
  },
  notifyTemplate: {
    env: 'CONCORDAT_NOTIFY_TEMPLATE',
    kind: text,
    doc: 'The Notify template: its subject is `((subject))` and its message `((body))`.',
  },
  notifyUrl: {
    env: 'CONCORDAT_NOTIFY_URL',
    kind: webAddress('http:', 'https:'),
    default: 'https://api.notifications.service.gov.uk',
    doc: 'Where Notify is.',
  },

  clamav: {
    env: 'CONCORDAT_CLAMAV',
    kind: hostAndPort,
    doc: 'The ClamAV daemon that scans every file before anyone can open it.',
    unset: 'practice takes files unscanned, and says so on each',
    production: 'needed',
  },
  maxUploadBytes: {
    env: 'CONCORDAT_MAX_UPLOAD_BYTES',
    kind: wholeNumber(1024, 26_214_400),
    default: 26_214_400,
    doc: 'The largest file that is taken in, in bytes.',
  },
  looseFileHours: {
    env: 'CONCORDAT_LOOSE_FILE_HOURS',
    kind: wholeNumber(1, 720),
    default: 24,
    doc: 'Hours after which a file that was uploaded and attached to nothing is removed.',
  },
  strayFileHours: {
    env: 'CONCORDAT_STRAY_FILE_HOURS',
    kind: wholeNumber(1, 720),
    default: 24,
    doc: 'Hours after which a sealed file that nothing in the database knows of, left by a program that was killed, is removed.',
  },
  draftDays: {
    env: 'CONCORDAT_DRAFT_DAYS',
    kind: wholeNumber(1, 365),
    default: 30,
    doc: 'Days after which what somebody typed and never sent is forgotten, counted from when they last typed.',
  },
  filesFolder: {
    env: 'CONCORDAT_FILES',
    kind: path,
    doc: 'The folder where sealed files are kept, when there is no S3 bucket.',
    unset: '`files` in the var folder',
  },
  s3Bucket: {
    env: 'CONCORDAT_S3_BUCKET',
    kind: text,
    doc: 'The S3 bucket where sealed files are kept, when they are not in a folder.',
    unset: 'files are kept in a folder',
    looksLikeProduction: true,
  },
  s3Endpoint: {
    env: 'CONCORDAT_S3_ENDPOINT',
    kind: webAddress('http:', 'https:'),
    doc: 'Where S3 is, for a store that is not Amazon’s.',
    unset: 'Amazon’s own for the region',
  },
  s3Region: { env: 'CONCORDAT_S3_REGION', kind: text, default: 'eu-west-2', doc: 'The region of the bucket.' },
  s3Key: {
    env: 'CONCORDAT_S3_KEY',
    kind: text,
    doc: 'The access key id for the bucket.',
    unset: 'the role this machine has',
  },
  s3Secret: {
    env: 'CONCORDAT_S3_SECRET',
    kind: secret,
    doc: 'The secret that goes with that id.',
    unset: 'the role this machine has',
  },

  masterKeyFile: {
    env: 'CONCORDAT_MASTER_KEY_FILE',
    kind: path,
    doc: 'The file with the key that seals stored files and fields. Without it they cannot be opened: keep a copy apart.',
    unset: 'practice makes `keys/master.key` in the var folder',
    production: 'needed',
  },
  journalKeyFile: {
    env: 'CONCORDAT_JOURNAL_KEY_FILE',
    kind: path,
    doc: 'The file with the key that signs the journal’s head.',
    unset: 'practice makes `keys/journal.pem` in the var folder',
    production: 'needed',
  },
  packageKeys: {
    env: 'CONCORDAT_PACKAGE_KEYS',
    kind: path,
    doc: 'The folder with the keys that sealed packages are signed and opened with, and the installations that are trusted (`concordat package`).',
    unset: '`keys/packages` in the var folder',
  },
  referencesKeyFile: {
    env: 'CONCORDAT_REFERENCES_KEY_FILE',
    kind: path,
    doc: 'The file with the key that draws references and seals small cookies: the same for every program that serves.',
    unset: 'practice makes `keys/references.key` in the var folder',
    production: 'needed',
  },

  logLevel: {
    env: 'CONCORDAT_LOG_LEVEL',
    kind: oneOf(...logLevels),
    default: 'info',
    doc: 'How much goes into the log. No level logs personal data.',
  },
  metricsToken: {
    env: 'CONCORDAT_METRICS_TOKEN',
    kind: secretOf(32),
    doc: 'The bearer token that reads the metrics.',
    unset: 'there are no metrics',
  },
  requestsPerMinute: {
    env: 'CONCORDAT_REQUESTS_PER_MINUTE',
    kind: wholeNumber(10, 1_000_000),
    doc: 'Requests a minute from one person, one token, or one address nobody has signed in from.',
    unset: '600; in practice 100000',
  },
  signInsPerMinute: {
    env: 'CONCORDAT_SIGN_INS_PER_MINUTE',
    kind: wholeNumber(1, 1_000_000),
    doc: 'Failed sign-ins and unknown tokens a minute from one address. Nobody else is locked out by them.',
    unset: '20; in practice 1000',
  },
} satisfies Record<string, Setting>

type Table = typeof table
type ValueOf<S> = S extends { kind: Kind<infer T> } ? (S extends { default: unknown } ? T : T | undefined) : never
type Values = { [Name in keyof Table]: ValueOf<Table[Name]> }

/** The settings, checked: what the rest of the house is started with. Paths are absolute. */
export type Settings = {
  mode: 'practice' | 'production'
  /** When the practice clock starts; undefined means the machine's own clock. */
  clock: Date | undefined
  port: number
  host: string
  /** Scheme, host and port: no path, no slash at the end. */
  publicUrl: string
  /** Whether people set CONCORDAT_PUBLIC_URL; if not, practice answers at any loopback name. */
  publicUrlIsGiven: boolean
  trustProxy: string[]
  varFolder: string
  worker: boolean
  database: { url: string | undefined; ownerUrl: string | undefined }
  sessions: { idleMinutes: number; warningMinutes: number; proofMinutes: number; hours: number }
  signIn:
    | { by: 'practice' }
    | {
        by: 'oidc'
        issuer: string
        clientId: string
        clientSecret: string
        redirect: string
        acr: string[]
        amr: string[]
      }
  mail:
    | { by: 'outbox' }
    | { by: 'smtp'; url: string; from: string }
    | { by: 'notify'; key: string; template: string; url: string }
  scanner: { host: string; port: number } | undefined
  maxUploadBytes: number
  files:
    | { in: 'folder'; folder: string }
    | { in: 's3'; bucket: string; endpoint?: string; region: string; key?: string; secret?: string }
  keys: { masterFile: string; journalFile: string; referencesFile: string; whenMissing: 'create' | 'stop' }
  /** Where the keys of sealed packages are kept, and whom this installation trusts. */
  packageKeys: string
  /** How old what nobody finished may grow before the clock sweeps it away. */
  sweep: { looseFileHours: number; strayFileHours: number; draftDays: number }
  logLevel: (typeof logLevels)[number]
  metricsToken: string | undefined
  limits: { requestsPerMinute: number; signInsPerMinute: number }
}

/** Everything that is wrong with the settings, at once. */
export class WrongSettings extends Error {
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(
      `These settings are wrong:\n${problems.map(problem => `- ${problem}`).join('\n')}\nEach is explained in docs/settings.md.`,
    )
    this.name = 'WrongSettings'
    this.problems = problems
  }
}

type Environment = Record<string, string | undefined>

/** The settings from the environment, or `WrongSettings` with all that is wrong. Relative paths start at `folder`. */
export function settings(env: Environment = process.env, folder = process.cwd()): Settings {
  const problems = unknownNames(env)
  const values = readAll(env, problems)
  const mode = values.mode ?? 'practice'

  const suspects = values.mode === undefined ? looksLikeProduction(env) : []
  if (suspects.length > 0) {
    problems.push(
      `CONCORDAT_MODE is not set, and ${suspects.join(', ')} ${suspects.length === 1 ? 'looks' : 'look'} like production. ` +
        `Set CONCORDAT_MODE to production or practice.`,
    )
  } else {
    problems.push(...(mode === 'production' ? againstProduction(values, env) : againstPractice(values)))
  }
  problems.push(...againstEachOther(values))

  if (problems.length > 0) throw new WrongSettings(problems)
  return assemble(values, mode, folder)
}

const rows = Object.entries(table) as [keyof Table, Setting][]
const isSet = (env: Environment, name: string) => (env[name] ?? '').trim() !== ''

function unknownNames(env: Environment) {
  const known = rows.map(([, setting]) => setting.env)
  return Object.keys(env)
    .filter(name => name.startsWith('CONCORDAT_') && !name.startsWith('CONCORDAT_TEST_') && !known.includes(name))
    .map(name => {
      const [nearest] = known.toSorted((a, b) => editsBetween(name, a) - editsBetween(name, b))
      const suggestion = nearest !== undefined && editsBetween(name, nearest) <= 5 ? ` Did you mean ${nearest}?` : ''
      return `${name} is not a setting.${suggestion}`
    })
}

function readAll(env: Environment, problems: string[]): Values {
  const values: Partial<Record<keyof Table, unknown>> = {}
  for (const [name, setting] of rows) {
    if (!isSet(env, setting.env)) {
      values[name] = setting.default
      continue
    }
    const given = (env[setting.env] ?? '').trim()
    values[name] = setting.kind.read(given)
    if (values[name] === undefined) {
      const shown = setting.kind.secret ? 'What is set' : `"${given.slice(0, 60)}"`
      problems.push(`${setting.env} should be: ${setting.kind.is.replaceAll('`', '')}. ${shown} is not.`)
      values[name] = setting.default
    }
  }
  // Each value was read by the kind its own row names.
  return values as Values
}

/** Names, as people set them, of settings that nobody gives a practice system by accident. */
function looksLikeProduction(env: Environment) {
  const suspects = rows.filter(([, row]) => row.looksLikeProduction && isSet(env, row.env)).map(([, row]) => row.env)
  if (env['CONCORDAT_PUBLIC_URL']?.trim().startsWith('https:')) suspects.push('CONCORDAT_PUBLIC_URL')
  if (env['NODE_ENV'] === 'production') suspects.push('NODE_ENV')
  return suspects
}

function againstProduction(values: Values, env: Environment) {
  const problems: string[] = []
  for (const [, setting] of rows) {
    if (setting.production === 'needed' && !isSet(env, setting.env))
      problems.push(`${setting.env} is needed in production: ${setting.doc}`)
    if (setting.production === 'refused' && isSet(env, setting.env))
      problems.push(`${setting.env} is for practice only.`)
  }
  if (values.publicUrl?.startsWith('http:'))
    problems.push('CONCORDAT_PUBLIC_URL must begin with https:// in production.')
  if (values.oidcIssuer?.startsWith('http:'))
    problems.push('CONCORDAT_OIDC_ISSUER must begin with https:// in production.')
  if (values.notifyUrl.startsWith('http:'))
    problems.push('CONCORDAT_NOTIFY_URL must begin with https:// in production.')
  if (values.s3Endpoint?.startsWith('http:'))
    problems.push('CONCORDAT_S3_ENDPOINT must begin with https:// in production.')
  if (values.smtpUrl === undefined && values.notifyKey === undefined)
    problems.push(
      'CONCORDAT_SMTP_URL or CONCORDAT_NOTIFY_KEY is needed in production: without one nobody is told anything.',
    )
  if (values.secondFactor === 'checked' && values.oidcAcr.length === 0 && values.oidcAmr.length === 0)
    problems.push(
      'CONCORDAT_OIDC_ACR or CONCORDAT_OIDC_AMR is needed in production, to check that a second factor was used. ' +
        'If the provider lets nobody through without one, set CONCORDAT_OIDC_SECOND_FACTOR to provider.',
    )
  return problems
}

/** Practice sends nothing off this machine: its people are invented, but their addresses might be somebody's. */
function againstPractice(values: Values) {
  const problems: string[] = []
  if (values.smtpUrl !== undefined && !isLoopback(values.smtpUrl))
    problems.push('CONCORDAT_SMTP_URL must be on this machine (localhost) in practice.')
  if (values.notifyKey !== undefined && !isLoopback(values.notifyUrl))
    problems.push('CONCORDAT_NOTIFY_URL must be on this machine (localhost) in practice.')
  return problems
}

function againstEachOther(values: Values) {
  const problems: string[] = []
  const together = (names: string, ...given: unknown[]) => {
    const count = given.filter(value => value !== undefined).length
    if (count > 0 && count < given.length) problems.push(`${names} go together: set all of them or none.`)
  }
  together(
    'CONCORDAT_OIDC_ISSUER, _CLIENT_ID and _CLIENT_SECRET',
    values.oidcIssuer,
    values.oidcClientId,
    values.oidcClientSecret,
  )
  together('CONCORDAT_SMTP_URL and CONCORDAT_SMTP_FROM', values.smtpUrl, values.smtpFrom)
  together('CONCORDAT_NOTIFY_KEY and CONCORDAT_NOTIFY_TEMPLATE', values.notifyKey, values.notifyTemplate)
  together('CONCORDAT_S3_KEY and CONCORDAT_S3_SECRET', values.s3Key, values.s3Secret)

  if (values.smtpUrl !== undefined && values.notifyKey !== undefined)
    problems.push('CONCORDAT_SMTP_URL and CONCORDAT_NOTIFY_KEY are both set: choose one.')
  if (values.s3Bucket !== undefined && values.filesFolder !== undefined)
    problems.push('CONCORDAT_S3_BUCKET and CONCORDAT_FILES are both set: choose one.')
  if (values.warningMinutes >= values.idleMinutes)
    problems.push('CONCORDAT_SESSION_WARNING_MINUTES must be less than CONCORDAT_SESSION_IDLE_MINUTES.')
  if (values.publicUrl !== undefined && new URL(values.publicUrl).origin !== values.publicUrl)
    problems.push('CONCORDAT_PUBLIC_URL must be an address without a path, such as https://concordat.example.')
  if (
    values.oidcRedirect !== undefined &&
    values.publicUrl !== undefined &&
    new URL(values.oidcRedirect).origin !== values.publicUrl
  )
    problems.push('CONCORDAT_OIDC_REDIRECT must be at CONCORDAT_PUBLIC_URL.')
  return problems
}

function assemble(values: Values, mode: 'practice' | 'production', folder: string): Settings {
  const varFolder = resolve(folder, values.varFolder)
  const publicUrl = values.publicUrl ?? `http://localhost:${values.port}`
  const practice = mode === 'practice'
  return {
    mode,
    clock: values.clock,
    port: values.port,
    host: values.host,
    publicUrl,
    publicUrlIsGiven: values.publicUrl !== undefined,
    trustProxy: values.trustProxy,
    varFolder,
    worker: values.worker,
    database: { url: values.databaseUrl, ownerUrl: values.databaseOwnerUrl },
    sessions: {
      idleMinutes: values.idleMinutes,
      warningMinutes: values.warningMinutes,
      proofMinutes: values.proofMinutes,
      hours: values.sessionHours,
    },
    signIn: signInFrom(values, publicUrl),
    mail: mailFrom(values),
    scanner: values.clamav,
    maxUploadBytes: values.maxUploadBytes,
    files:
      values.s3Bucket === undefined
        ? { in: 'folder', folder: resolve(folder, values.filesFolder ?? resolve(varFolder, 'files')) }
        : {
            in: 's3',
            bucket: values.s3Bucket,
            endpoint: values.s3Endpoint,
            region: values.s3Region,
            key: values.s3Key,
            secret: values.s3Secret,
          },
    keys: {
      masterFile: resolve(folder, values.masterKeyFile ?? resolve(varFolder, 'keys/master.key')),
      journalFile: resolve(folder, values.journalKeyFile ?? resolve(varFolder, 'keys/journal.pem')),
      referencesFile: resolve(folder, values.referencesKeyFile ?? resolve(varFolder, 'keys/references.key')),
      whenMissing: practice ? 'create' : 'stop',
    },
    packageKeys: resolve(folder, values.packageKeys ?? resolve(varFolder, 'keys/packages')),
    sweep: {
      looseFileHours: values.looseFileHours,
      strayFileHours: values.strayFileHours,
      draftDays: values.draftDays,
    },
    logLevel: values.logLevel,
    metricsToken: values.metricsToken,
    limits: {
      requestsPerMinute: values.requestsPerMinute ?? (practice ? 100_000 : 600),
      signInsPerMinute: values.signInsPerMinute ?? (practice ? 1000 : 20),
    },
  }
}

function signInFrom(values: Values, publicUrl: string): Settings['signIn'] {
  const { oidcIssuer: issuer, oidcClientId: clientId, oidcClientSecret: clientSecret } = values
  if (issuer === undefined || clientId === undefined || clientSecret === undefined) return { by: 'practice' }

  const redirect = values.oidcRedirect ?? `${publicUrl}/sign-in/callback`
  const checked = values.secondFactor === 'checked'
  const [acr, amr] = checked ? [values.oidcAcr, values.oidcAmr] : [[], []]
  return { by: 'oidc', issuer, clientId, clientSecret, redirect, acr, amr }
}

function mailFrom(values: Values): Settings['mail'] {
  const { smtpUrl, smtpFrom, notifyKey, notifyTemplate, notifyUrl } = values
  if (smtpUrl !== undefined && smtpFrom !== undefined) return { by: 'smtp', url: smtpUrl, from: smtpFrom }
  if (notifyKey !== undefined && notifyTemplate !== undefined)
    return { by: 'notify', key: notifyKey, template: notifyTemplate, url: notifyUrl }
  return { by: 'outbox' }
}

/** Whether an address names this very machine. */
export const isLoopback = (address: string) =>
  ['localhost', '127.0.0.1', '[::1]', '::1'].includes(URL.parse(address)?.hostname ?? '')

/** How many letters to add, drop or change to turn one word into the other. */
function editsBetween(a: string, b: string) {
  let above = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (const [row, letter] of Array.from(a).entries()) {
    const line = [row + 1]
    for (const [column, other] of Array.from(b).entries()) {
      const changed = (above[column] ?? 0) + (letter === other ? 0 : 1)
      line.push(Math.min(changed, (above[column + 1] ?? 0) + 1, (line[column] ?? 0) + 1))
    }
    above = line
  }
  return above[b.length] ?? 0
}

const sections: [string, keyof Table][] = [
  ['The service', 'mode'],
  ['The database', 'databaseUrl'],
  ['Sessions', 'idleMinutes'],
  ['Signing in', 'oidcIssuer'],
  ['Messages', 'smtpUrl'],
  ['Files', 'clamav'],
  ['Keys', 'masterKeyFile'],
  ['Logs and limits', 'logLevel'],
]

/** The manual of the settings, in Markdown: docs/settings.md is exactly this. */
export function describeSettings() {
  const lines = [
    '# Settings',
    '',
    'Concordat is set by environment variables. None is needed for practice. All are checked at start, together; a name that',
    'begins with `CONCORDAT_` and is not in this list stops it (`CONCORDAT_TEST_` belongs to the tests). An empty value counts',
    'as not set.',
    '',
    'This page is made from the table in `src/config.ts`: change it there, then run `node src/config.ts > docs/settings.md`.',
    '',
    'Key files belong to the account that runs Concordat and to nobody else (`chmod 600`). Practice makes its own. For',
    'production, make them once, and keep copies apart from the backups of the database:',
    '',
    '```sh',
    'umask 077',
    'openssl genpkey -algorithm ed25519 -out journal.pem',
    'openssl rand -base64 32 > master.key',
    'openssl rand -base64 32 > references.key',
    '```',
    '',
    '<!-- prettier-ignore-start -->',
  ]
  for (const [name, setting] of rows) {
    const section = sections.find(([, first]) => first === name)
    if (section)
      lines.push(
        '',
        `## ${section[0]}`,
        '',
        '| Setting | Kind | When not set | Production | What it is |',
        '| --- | --- | --- | --- | --- |',
      )
    lines.push(
      `| \`${setting.env}\` | ${setting.kind.is} | ${whenNotSet(setting)} | ${setting.production ?? ''} | ${setting.doc} |`,
    )
  }
  return [...lines, '', '<!-- prettier-ignore-end -->', ''].join('\n')
}

function whenNotSet({ default: value, unset }: Setting) {
  if (value === undefined) return unset ?? ''
  if (Array.isArray(value)) return value.length === 0 ? 'none' : `\`${value.join(',')}\``
  if (typeof value === 'boolean') return value ? '`on`' : '`off`'
  return `\`${String(value)}\``
}

if (import.meta.main) process.stdout.write(describeSettings())
