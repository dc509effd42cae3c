import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { describeSettings, settings, WrongSettings } from './config.ts'
import { mostBytes } from './documents/kinds.ts'

const production = {
  CONCORDAT_MODE: 'production',
  CONCORDAT_PUBLIC_URL: 'https://concordat.example',
  DATABASE_URL: 'postgres://concordat:hunter2@db/concordat',
  CONCORDAT_OIDC_ISSUER: 'https://sign-in.example/tenant',
  CONCORDAT_OIDC_CLIENT_ID: 'concordat',
  CONCORDAT_OIDC_CLIENT_SECRET: 'hunter2',
  CONCORDAT_OIDC_ACR: 'urn:example:mfa',
  CONCORDAT_SMTP_URL: 'smtps://concordat:hunter2@mail.example:465',
  CONCORDAT_SMTP_FROM: 'no-reply@concordat.example',
  CONCORDAT_CLAMAV: '127.0.0.1:3310',
  CONCORDAT_MASTER_KEY_FILE: '/run/secrets/master.key',
  CONCORDAT_JOURNAL_KEY_FILE: '/run/secrets/journal.pem',
  CONCORDAT_REFERENCES_KEY_FILE: '/run/secrets/references.key',
}

const problemsOf = (env: Record<string, string>) => {
  try {
    settings(env, '/srv')
    return []
  } catch (error) {
    assert.ok(error instanceof WrongSettings)
    return error.problems
  }
}

describe('With nothing set', () => {
  const { ...plain } = settings({ PATH: '/bin' }, '/srv')

  it('it is practice, on this machine, with everything in var', () => {
    assert.equal(plain.mode, 'practice')
    assert.equal(plain.publicUrl, 'http://localhost:3000')
    assert.equal(plain.host, 'localhost')
    assert.equal(plain.varFolder, '/srv/var')
    assert.deepEqual(plain.signIn, { by: 'practice' })
    assert.deepEqual(plain.mail, { by: 'outbox' })
    assert.deepEqual(plain.files, { in: 'folder', folder: '/srv/var/files' })
    assert.equal(plain.keys.whenMissing, 'create')
    assert.deepEqual(plain.sessions, { idleMinutes: 30, warningMinutes: 5, proofMinutes: 10, hours: 12 })
    assert.equal(plain.worker, true)
  })

  it('an empty value counts as not set', () => {
    assert.deepEqual(settings({ CONCORDAT_MODE: '', CONCORDAT_SMTP_URL: ' ', PORT: '' }, '/srv'), plain)
  })
})

describe('Practice', () => {
  it('takes its port, folder and clock', () => {
    const ours = settings({ PORT: '4001', CONCORDAT_VAR: '/tmp/v', CONCORDAT_CLOCK: '2026-01-05T09:00:00Z' })
    assert.equal(ours.publicUrl, 'http://localhost:4001')
    assert.equal(ours.varFolder, '/tmp/v')
    assert.equal(ours.clock?.toISOString(), '2026-01-05T09:00:00.000Z')
  })

  it('runs on a PostgreSQL it is given', () => {
    assert.equal(settings({ DATABASE_URL: 'postgres://db/practice' }).mode, 'practice')
  })

  it('is not what you get by forgetting to say so', () => {
    for (const name of [
      'CONCORDAT_OIDC_ISSUER',
      'CONCORDAT_SMTP_URL',
      'CONCORDAT_PUBLIC_URL',
      'CONCORDAT_S3_BUCKET',
    ] as const) {
      const value = name === 'CONCORDAT_S3_BUCKET' ? 'files' : production[name]
      const problems = problemsOf({ [name]: value })
      assert.ok(
        problems.some(problem => problem.startsWith('CONCORDAT_MODE is not set') && problem.includes(name)),
        name,
      )
    }
    assert.equal(problemsOf({ NODE_ENV: 'production' }).length, 1)
  })

  it('sends no mail off this machine', () => {
    const mail = { CONCORDAT_MODE: 'practice', CONCORDAT_SMTP_FROM: 'a@b' }
    assert.match(problemsOf({ ...mail, CONCORDAT_SMTP_URL: 'smtp://mail.example' })[0] ?? '', /on this machine/)
    assert.deepEqual(problemsOf({ ...mail, CONCORDAT_SMTP_URL: 'smtp://127.0.0.1:2525' }), [])
  })
})

describe('Production', () => {
  it('starts when it has all it needs', () => {
    const ours = settings(production, '/srv')
    assert.equal(ours.mode, 'production')
    assert.deepEqual(ours.signIn, {
      by: 'oidc',
      issuer: 'https://sign-in.example/tenant',
      clientId: 'concordat',
      clientSecret: 'hunter2',
      redirect: 'https://concordat.example/sign-in/callback',
      acr: ['urn:example:mfa'],
      amr: [],
    })
    assert.equal(ours.mail.by, 'smtp')
    assert.deepEqual(ours.scanner, { host: '127.0.0.1', port: 3310 })
    assert.equal(ours.keys.whenMissing, 'stop')
    assert.equal(ours.limits.requestsPerMinute, 600)
  })

  it('says everything it needs at once', () => {
    const problems = problemsOf({ CONCORDAT_MODE: 'production' })
    for (const name of Object.keys(production).filter(
      name => name !== 'CONCORDAT_MODE' && name !== 'CONCORDAT_SMTP_FROM',
    ))
      assert.ok(
        problems.some(problem => problem.includes(name)),
        name,
      )
  })

  it('refuses what is for practice, and what goes in the clear', () => {
    const problems = problemsOf({
      ...production,
      CONCORDAT_CLOCK: '2026-01-05T09:00:00Z',
      CONCORDAT_PUBLIC_URL: 'http://concordat.example',
      CONCORDAT_OIDC_ISSUER: 'http://sign-in.example',
      CONCORDAT_S3_BUCKET: 'files',
      CONCORDAT_S3_ENDPOINT: 'http://s3.example',
    })
    assert.deepEqual(problems, [
      'CONCORDAT_CLOCK is for practice only.',
      'CONCORDAT_PUBLIC_URL must begin with https:// in production.',
      'CONCORDAT_OIDC_ISSUER must begin with https:// in production.',
      'CONCORDAT_S3_ENDPOINT must begin with https:// in production.',
    ])
  })

  it('checks a second factor unless the provider is trusted to', () => {
    const unchecked: Record<string, string> = { ...production, CONCORDAT_OIDC_ACR: '' }
    assert.match(problemsOf(unchecked)[0] ?? '', /second factor/)
    assert.deepEqual(problemsOf({ ...unchecked, CONCORDAT_OIDC_AMR: 'mfa' }), [])
    assert.deepEqual(problemsOf({ ...unchecked, CONCORDAT_OIDC_SECOND_FACTOR: 'provider' }), [])
  })
})

describe('What is wrong', () => {
  it('is said all at once, in one message', () => {
    const problems = problemsOf({
      PORT: 'eighty',
      CONCORDAT_WORKER: 'yes',
      CONCORDAT_CLOCK: '2026-01-05',
      CONCORDAT_LOG_LEVEL: 'chatty',
    })
    assert.deepEqual(problems, [
      'PORT should be: whole number, 0 to 65535. "eighty" is not.',
      'CONCORDAT_CLOCK should be: instant, such as 2026-01-05T09:00:00Z. "2026-01-05" is not.',
      'CONCORDAT_WORKER should be: on or off. "yes" is not.',
      'CONCORDAT_LOG_LEVEL should be: fatal or error or warn or info or debug or silent. "chatty" is not.',
    ])
    assert.throws(
      () => settings({ PORT: 'eighty', CONCORDAT_WORKER: 'yes' }),
      /^WrongSettings: These settings are wrong:\n- .*\n- .*\n/,
    )
  })

  it('includes a name nobody knows, with the one that was meant', () => {
    assert.deepEqual(
      problemsOf({ CONCORDAT_CLOK: 'x', CONCORDAT_MASTER_KEYFILE: 'y', CONCORDAT_EVERYTHING_AND_MORE: 'z' }),
      [
        'CONCORDAT_CLOK is not a setting. Did you mean CONCORDAT_CLOCK?',
        'CONCORDAT_MASTER_KEYFILE is not a setting. Did you mean CONCORDAT_MASTER_KEY_FILE?',
        'CONCORDAT_EVERYTHING_AND_MORE is not a setting.',
      ],
    )
  })

  it('leaves the names that belong to the tests alone', () =>
    assert.deepEqual(problemsOf({ CONCORDAT_TEST_SERVER: 'x' }), []))

  it('never quotes a secret', () => {
    const env = {
      DATABASE_URL: 'mysql://hunter2@db',
      CONCORDAT_SMTP_URL: 'hunter2',
      CONCORDAT_METRICS_TOKEN: 'hunter2',
      CONCORDAT_NOTIFY_KEY: 'hunter2',
    }
    const problems = problemsOf({ CONCORDAT_MODE: 'practice', ...env })
    assert.equal(problems.length, 4)
    assert.ok(!problems.join().includes('hunter2'))
  })

  it('includes halves without their other half, and two where one is meant', () => {
    const problems = problemsOf({
      ...production,
      CONCORDAT_OIDC_CLIENT_SECRET: '',
      CONCORDAT_NOTIFY_KEY: 'k'.repeat(80),
      CONCORDAT_S3_BUCKET: 'files',
      CONCORDAT_S3_KEY: 'id',
      CONCORDAT_FILES: '/files',
      CONCORDAT_SESSION_IDLE_MINUTES: '6',
      CONCORDAT_SESSION_WARNING_MINUTES: '6',
    })
    assert.equal(problems.filter(problem => problem.includes('go together')).length, 3)
    assert.equal(problems.filter(problem => problem.includes('choose one')).length, 2)
    assert.ok(problems.some(problem => problem.includes('must be less than')))
  })

  it('includes a public address with a path, and a return to somewhere else', () => {
    assert.match(
      problemsOf({ ...production, CONCORDAT_PUBLIC_URL: 'https://concordat.example/app' })[0] ?? '',
      /without a path/,
    )
    assert.match(
      problemsOf({ ...production, CONCORDAT_OIDC_REDIRECT: 'https://elsewhere.example/cb' })[0] ?? '',
      /must be at/,
    )
  })
})

it('The manual of the settings is the one in docs', () => {
  const kept = readFileSync(new URL('../docs/settings.md', import.meta.url), 'utf8')
  assert.equal(kept, describeSettings(), 'Run: node src/config.ts > docs/settings.md')
})

describe('the largest file', () =>
  it('is what is taken in, no less; and none is promised that would be refused', () => {
    assert.equal(settings({}).maxUploadBytes, mostBytes)
    assert.throws(() => settings({ CONCORDAT_MAX_UPLOAD_BYTES: String(mostBytes + 1) }), WrongSettings)
  }))
