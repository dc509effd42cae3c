import assert from 'node:assert/strict'
import { createHmac, randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { IncomingMessage } from 'node:http'
import type { AddressInfo, Server } from 'node:net'
import { after, beforeEach, describe, it } from 'node:test'
import { SMTPServer } from 'smtp-server'
import type { SMTPServerOptions } from 'smtp-server'
import { nextTry, notifyMailer, openMailer, reasons, smtpMailer, waits } from './send.ts'
import type { Outgoing } from './send.ts'

const signIn = 'https://concordat.example/'
const to = 'chair@ashmoor.example'
const outgoing = (change: Partial<Outgoing> = {}): Outgoing => ({
  key: randomUUID(),
  to,
  notice: { kind: 'at once', count: 2, signIn },
  ...change,
})

const notAnAddress = [
  '',
  'nobody',
  'a@b,c@d',
  'a@b;c@d',
  'A <a@b.example>',
  'a@b.example\r\nBcc: c@d.example',
  'a@b.example c@d.example',
  '"a@b" <c@d.example>',
]

describe('By mail server', async () => {
  type Received = { to: string[]; from: string; raw: string; secure: boolean }
  const received: Received[] = []
  beforeEach(() => void (received.length = 0))

  // What the server says to a recipient is in the recipient's name: busy-450@… is told 450.
  const listen = async (options: SMTPServerOptions, host = '127.0.0.1') => {
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onRcptTo: ({ address }, _session, done) => {
        const [, code] = /-(\d{3})@/.exec(address) ?? []
        done(code === undefined ? null : Object.assign(new Error(`No, ${address}`), { responseCode: Number(code) }))
      },
      onData: (stream, { envelope, secure }, done) => {
        let raw = ''
        stream.on('data', (part: Buffer) => (raw += part.toString()))
        stream.on('end', () => {
          received.push({
            to: envelope.rcptTo.map(({ address }) => address),
            from: envelope.mailFrom ? envelope.mailFrom.address : '',
            raw,
            secure,
          })
          done()
        })
      },
      ...options,
    })
    server.on('error', () => {})
    const inner = server.listen(0, host) as unknown as Server
    await new Promise(resolve => inner.once('listening', resolve))
    after(() => new Promise<void>(resolve => server.close(() => resolve())))
    return (inner.address() as AddressInfo).port
  }

  const port = await listen({})
  const from = 'no-reply@concordat.example'
  const mailer = smtpMailer({ by: 'smtp', url: `smtp://127.0.0.1:${port}`, from })

  it('one message goes to one person, in plain text, and says only that something waits', async () => {
    const message = outgoing()
    const sent = await mailer.send(message)
    assert.deepEqual(sent, { sent: true, receipt: `<${message.key}@concordat.example>` })

    const [{ raw, ...envelope } = { raw: '' }] = received
    assert.deepEqual(envelope, { to: [to], from, secure: false })
    const [head = '', ...rest] = raw.split('\r\n\r\n')
    const headers = head
      .toLowerCase()
      .split('\r\n')
      .map(line => line.split(':')[0])
    assert.deepEqual(
      new Set(headers),
      new Set([
        'auto-submitted',
        'x-auto-response-suppress',
        'from',
        'to',
        'subject',
        'message-id',
        'date',
        'mime-version',
        'content-type',
        'content-transfer-encoding',
      ]),
    )
    assert.match(head, /^Subject: OFFICIAL: Something is waiting for you in Concordat\r$/m)
    assert.match(head, /^To: chair@ashmoor\.example\r$/m)
    assert.match(head, /^Content-Type: text\/plain; charset=utf-8\r?$/m)
    assert.match(head, /^Auto-Submitted: auto-generated\r?$/m)
    assert.match(rest.join('\n'), /2 things are waiting for you in Concordat\.[^]*https:\/\/concordat\.example\//)
  })

  it('the same message tried again keeps its name', async () => {
    const message = outgoing()
    assert.deepEqual(await mailer.send(message), await mailer.send(message))
  })

  it('nothing goes to what is not one address', async () => {
    for (const address of notAnAddress)
      assert.deepEqual(
        await mailer.send(outgoing({ to: address })),
        { sent: false, because: 'bad-address', waitSeconds: undefined },
        address,
      )
    assert.equal(received.length, 0)
  })

  it('a server that is busy is tried again; an address or message it refuses is not', async () => {
    for (const [code, because] of [
      [421, 'busy'],
      [450, 'busy'],
      [452, 'busy'],
      [530, 'our-settings'],
      [550, 'address-refused'],
      [553, 'address-refused'],
      [554, 'message-refused'],
    ] as const) {
      const sent = await mailer.send(outgoing({ to: `someone-${code}@ashmoor.example` }))
      assert.ok(!sent.sent)
      assert.equal(sent.because, because, String(code))
      assert.equal(nextTry(1, sent) === undefined, reasons[because].final)
    }
    assert.equal(received.length, 0)
  })

  it('a server that is not there is tried again', async () => {
    const closed = createServer().listen(0, '127.0.0.1')
    await new Promise(resolve => closed.once('listening', resolve))
    const { port: nobody } = closed.address() as AddressInfo
    await new Promise(resolve => closed.close(resolve))
    const sent = await smtpMailer({ by: 'smtp', url: `smtp://127.0.0.1:${nobody}`, from }).send(outgoing())
    assert.deepEqual(sent, { sent: false, because: 'out-of-reach', waitSeconds: undefined })
  })

  it('a password it does not know is for an operator to mend, and the message is kept', async () => {
    const locked = await listen({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: (_auth, _session, done) => done(new Error('No')),
    })
    const sent = await smtpMailer({ by: 'smtp', url: `smtp://us:hunter%202@127.0.0.1:${locked}`, from }).send(
      outgoing(),
    )
    assert.deepEqual(sent, { sent: false, because: 'our-settings', waitSeconds: undefined })
  })

  it('can be asked whether it would take messages, and is sent none', async () => {
    const closed = createServer().listen(0, '127.0.0.1')
    await new Promise(resolve => closed.once('listening', resolve))
    const { port: nobody } = closed.address() as AddressInfo
    await new Promise(resolve => closed.close(resolve))
    assert.equal(await mailer.check?.(), undefined)
    const gone = smtpMailer({ by: 'smtp', url: `smtp://127.0.0.1:${nobody}`, from })
    assert.equal(await gone.check?.(), 'out-of-reach')
    assert.equal(received.length, 0)
  })

  it('nothing goes in the clear to another machine, or to one whose certificate is not good', async () => {
    const clear = await listen({}, '127.0.0.2')
    const selfSigned = await listen({ disabledCommands: [] }, '127.0.0.3')
    for (const url of [`smtp://127.0.0.2:${clear}`, `smtp://127.0.0.3:${selfSigned}`]) {
      const sent = await smtpMailer({ by: 'smtp', url, from }).send(outgoing())
      assert.equal(sent.sent, false, url)
    }
    assert.equal(received.length, 0)
  })
})

describe('By GOV.UK Notify', async () => {
  const service = randomUUID()
  const secret = randomUUID()
  const template = randomUUID()
  const requests: { path: string; body: Record<string, unknown>; authorization: string }[] = []
  let answer: { status: number; body: unknown } = { status: 201, body: {} }
  beforeEach(() => void (requests.length = 0))

  const read = async (request: IncomingMessage) => {
    let text = ''
    for await (const part of request) text += String(part)
    return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>)
  }
  const server = createServer(async (request, response) => {
    requests.push({
      path: String(request.url),
      body: await read(request),
      authorization: String(request.headers.authorization),
    })
    response
      .writeHead(answer.status, { 'content-type': 'application/json', location: 'http://127.0.0.1:1/' })
      .end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body))
  }).listen(0, '127.0.0.1')
  await new Promise(resolve => server.once('listening', resolve))
  after(() => server.close())

  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const mailer = notifyMailer({ by: 'notify', key: `concordat-${service}-${secret}`, template, url })
  const says = (status: number, kind = '') => ({
    status,
    body: { status_code: status, errors: [{ error: kind, message: `about ${to}` }] },
  })

  it('one message goes to one person with our words for its template', async () => {
    answer = { status: 201, body: { id: 'b1b5c0de' } }
    const message = outgoing()
    assert.deepEqual(await mailer.send(message), { sent: true, receipt: 'b1b5c0de' })

    const [{ path, body, authorization } = assert.fail()] = requests
    assert.equal(path, '/v2/notifications/email')
    const { personalisation, ...rest } = body as { personalisation: { subject: string; body: string } }
    assert.deepEqual(rest, { template_id: template, email_address: to, reference: message.key })
    assert.deepEqual(Object.keys(personalisation), ['subject', 'body'])
    assert.equal(personalisation.subject, 'OFFICIAL: Something is waiting for you in Concordat')

    const [head = '', claims = '', signature] = authorization.replace('Bearer ', '').split('.')
    assert.equal(createHmac('sha256', secret).update(`${head}.${claims}`).digest('base64url'), signature)
    assert.equal((JSON.parse(Buffer.from(claims, 'base64url').toString()) as { iss: string }).iss, service)
  })

  it('too many for now, a service that is busy or of no sense is tried again; an address it refuses is not', async () => {
    const cases = [
      [says(429, 'RateLimitError'), 'too-many', 60],
      [says(429, 'TooManyRequestsError'), 'too-many', 6 * 3600],
      [says(500), 'busy', 60],
      [says(503), 'busy', 60],
      [{ status: 502, body: '<html>' }, 'busy', 60],
      [says(403, 'AuthError'), 'our-settings', 60],
      [says(400, 'BadRequestError'), 'our-settings', 60],
      [says(400, 'ValidationError'), 'address-refused', undefined],
      [says(413), 'message-refused', undefined],
      [{ status: 302, body: {} }, 'out-of-reach', 60],
      [{ status: 201, body: 'not json' }, 'out-of-reach', 60],
    ] as const
    for (const [reply, because, wait] of cases) {
      answer = reply
      const sent = await mailer.send(outgoing())
      assert.ok(!sent.sent, because)
      assert.equal(sent.because, because, JSON.stringify(reply))
      assert.equal(nextTry(1, sent), wait, JSON.stringify(reply))
    }
  })

  it('it can be asked whether it would take messages, before there are any', async () => {
    const holding = { type: 'email', subject: '((subject))', body: '((body))' }
    for (const [reply, unfit] of [
      [{ status: 200, body: holding }, undefined],
      [{ status: 200, body: { ...holding, type: 'sms' } }, 'template-lacks-words'],
      [{ status: 200, body: { ...holding, body: 'Something waits' } }, 'template-lacks-words'],
      [says(404, 'NoResultFound'), 'no-template'],
      [says(403, 'AuthError'), 'our-settings'],
      [says(500), 'busy'],
    ] as const) {
      answer = reply
      assert.equal(await mailer.check?.(), unfit, JSON.stringify(reply))
    }
    assert.equal(requests[0]?.path, `/v2/template/${template}`)
  })

  it('it can be asked whether a message arrived', async () => {
    for (const [status, delivery] of [
      ['delivered', 'delivered'],
      ['sending', 'on its way'],
      ['permanent-failure', 'bounced'],
      ['temporary-failure', 'bounced'],
      ['technical-failure', 'bounced'],
    ] as const) {
      answer = { status: 200, body: { id: 'b1b5c0de', status } }
      assert.equal(await mailer.delivery?.('b1b5c0de'), delivery)
    }
    assert.equal(requests[0]?.path, '/v2/notifications/b1b5c0de')
  })

  it('nothing goes to what is not one address', async () => {
    for (const address of notAnAddress) assert.equal((await mailer.send(outgoing({ to: address }))).sent, false)
    assert.equal(requests.length, 0)
  })
})

describe('In practice', () => {
  it('messages are kept in the outbox and go nowhere', async () => {
    const kept: { to: string; key: string; subject: string }[] = []
    const mailer = openMailer({ by: 'outbox' }, { keep: async message => void kept.push(message) })
    const [first, second] = [outgoing(), outgoing({ to: 'deputy@ppo.example' })]
    assert.deepEqual(await mailer.send(first), { sent: true, receipt: first.key })
    await mailer.send(second)
    assert.equal((await mailer.send(outgoing({ to: 'nobody' }))).sent, false)
    assert.deepEqual(
      kept.map(message => [message.to, message.key, message.subject]),
      [first, second].map(({ to, key }) => [to, key, 'OFFICIAL: Something is waiting for you in Concordat']),
    )
  })
})

describe('A message that did not go', () => {
  it('is tried seven times over about seventeen hours, further and further apart', () => {
    const tries = [1, 2, 3, 4, 5, 6, 7].map(tries => nextTry(tries, { sent: false, because: 'busy' }))
    assert.deepEqual(tries, [...waits, undefined])
    assert.ok(waits.every((wait, at) => at === 0 || wait > (waits[at - 1] ?? 0)))
    assert.equal(Math.round(waits.reduce((a, b) => a + b) / 3600), 17)
  })

  it('waits as long as it is told, and no longer than a day', () => {
    assert.equal(nextTry(1, { sent: false, because: 'too-many', waitSeconds: 7200 }), 7200)
    assert.equal(nextTry(5, { sent: false, because: 'too-many', waitSeconds: 60 }), 4 * 3600)
    assert.equal(nextTry(1, { sent: false, because: 'too-many', waitSeconds: 1e9 }), 86_400)
  })
})
