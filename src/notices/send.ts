import { createTransport } from 'nodemailer'
import { NotifyClient } from 'notifications-node-client'
import { isLoopback } from '../config.ts'
import type { Settings } from '../config.ts'
import { wording } from './wording.ts'
import type { Notice } from './wording.ts'

/** One message to one person. The key is the same at every try, so that whoever gets it twice can tell; it is a UUID. */
export type Outgoing = { key: string; to: string; notice: Notice }

/** Why a message did not go. Codes of ours, fit for the log. */
export type WhyNot = keyof typeof reasons

/** What became of a message. `receipt` is the name under which whoever took it knows it. */
export type Sent = { sent: true; receipt: string } | { sent: false; because: WhyNot; waitSeconds?: number }

/** What the service that took a message says has become of it since. */
export type Delivery = 'delivered' | 'on its way' | 'bounced'

/** A way for messages to leave. `send` never throws for what the other end does. */
export type Mailer = {
  via: Settings['mail']['by']
  send: (outgoing: Outgoing) => Promise<Sent>
  /** Only where the service can be asked; elsewhere a bounce comes back to the sending address. */
  delivery?: (receipt: string) => Promise<Delivery>
  /** Whether the service would take messages, without sending one: undefined when it would. Absent where there is none to ask. */
  check?: () => Promise<Unfit | undefined>
}

/** Why a mail service would take no messages; or what is wrong with the template that they are put in. */
export type Unfit = WhyNot | 'no-template' | 'template-lacks-words'

/** What can go wrong, and whether trying the same message again could help. */
export const reasons = {
  'bad-address': { final: true, says: 'The address is not an e-mail address.' },
  'address-refused': { final: true, says: 'The mail service does not take messages for this address.' },
  'message-refused': { final: true, says: 'The mail service refused the message.' },
  'too-many': { final: false, says: 'The mail service takes no more messages for now.' },
  busy: { final: false, says: 'The mail service could not take the message just then.' },
  'out-of-reach': { final: false, says: 'The mail service could not be reached.' },
  'our-settings': {
    final: false,
    says: 'The mail service does not accept Concordat: an operator must look at the settings.',
  },
} as const satisfies Record<string, { final: boolean; says: string }>

/** Seconds to wait before the second try, the third, and so on: seven tries over about 17 hours, then it is given up. */
export const waits = [60, 5 * 60, 15 * 60, 60 * 60, 4 * 60 * 60, 12 * 60 * 60] as const

/** Seconds until a message is tried again after `tries` tries, or undefined when it is given up and the team is told. */
export function nextTry(tries: number, outcome: Sent & { sent: false }): number | undefined {
  const wait = waits[tries - 1]
  if (reasons[outcome.because].final || wait === undefined) return undefined
  return Math.max(wait, Math.min(outcome.waitSeconds ?? 0, 24 * 60 * 60))
}

/** The way messages leave, by the settings. Practice keeps them in the outbox instead. */
export function openMailer(mail: Settings['mail'], outbox: Outbox): Mailer {
  switch (mail.by) {
    case 'smtp':
      return smtpMailer(mail)
    case 'notify':
      return notifyMailer(mail)
    case 'outbox':
      return outboxMailer(outbox)
  }
}

const timeLimitMs = 15_000
const oneAddress = /^[^\s@<>,;:"()[\]\\]{1,64}@[A-Za-z0-9.-]{1,255}$/
const bounced = (because: WhyNot, waitSeconds?: number): Sent => ({ sent: false, because, waitSeconds })

// ---- practice ----

/** A message kept instead of sent. */
export type Kept = { key: string; to: string; subject: string; body: string; at: Date }

/** Where practice keeps its messages: the outbox page shows them. */
export type Outbox = { keep: (message: Omit<Kept, 'at'>) => Promise<void> }

function outboxMailer(outbox: Outbox): Mailer {
  const send = async ({ key, to, notice }: Outgoing): Promise<Sent> => {
    if (!oneAddress.test(to)) return bounced('bad-address')
    await outbox.keep({ key, to, ...wording(notice) })
    return { sent: true, receipt: key }
  }
  return { via: 'outbox', send }
}

// ---- a mail server ----

/** Over TLS always, unless the server is this machine; nothing in the address can weaken that. */
export function smtpMailer({ url, from }: Settings['mail'] & { by: 'smtp' }): Mailer {
  const { protocol, hostname, port, username, password } = new URL(url)
  const secure = protocol === 'smtps:'
  const transport = createTransport({
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port) || (secure ? 465 : 587),
    secure,
    requireTLS: !isLoopback(url),
    ignoreTLS: isLoopback(url),
    tls: { minVersion: 'TLSv1.2' },
    auth: username === '' ? undefined : { user: decodeURIComponent(username), pass: decodeURIComponent(password) },
    connectionTimeout: timeLimitMs,
    greetingTimeout: timeLimitMs,
    socketTimeout: timeLimitMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  })

  const send = async ({ key, to, notice }: Outgoing): Promise<Sent> => {
    if (!oneAddress.test(to)) return bounced('bad-address')
    const { subject, body } = wording(notice)
    const messageId = `<${key}@${from.slice(from.indexOf('@') + 1)}>`
    try {
      await transport.sendMail({
        envelope: { from, to: [to] },
        from: { name: 'Concordat', address: from },
        to: { name: '', address: to },
        subject,
        text: body,
        messageId,
        headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
      })
      return { sent: true, receipt: messageId }
    } catch (error) {
      return bounced(smtpReason(error))
    }
  }

  const check = async () => {
    try {
      await transport.verify()
      return undefined
    } catch (error) {
      return smtpReason(error)
    }
  }
  return { via: 'smtp', send, check }
}

// RFC 5321 section 4.2.1: 4yz may succeed later, 5yz will not. The rest names who has to mend what.
const smtpReplies: { from: number; to: number; because: WhyNot }[] = [
  { from: 400, to: 499, because: 'busy' },
  { from: 530, to: 538, because: 'our-settings' },
  { from: 550, to: 551, because: 'address-refused' },
  { from: 553, to: 553, because: 'address-refused' },
  { from: 500, to: 599, because: 'message-refused' },
]

function smtpReason(error: unknown): WhyNot {
  const { code, responseCode } = error as { code?: unknown; responseCode?: unknown }
  const reply = smtpReplies.find(
    ({ from, to }) => typeof responseCode === 'number' && responseCode >= from && responseCode <= to,
  )
  if (reply) return reply.because
  return code === 'EAUTH' || code === 'ETLS' ? 'our-settings' : 'out-of-reach'
}

// ---- GOV.UK Notify ----

/** Notify's template holds `((subject))` and `((body))` and no words of its own, so a message reads the same however it goes. */
export function notifyMailer({ key: apiKey, template, url }: Settings['mail'] & { by: 'notify' }): Mailer {
  const notify = new NotifyClient(url, apiKey)
  // Notify's own client waits for ever and obeys proxy variables; this one does neither. Its type wants all of axios.
  notify.setClient(boundedFetch as unknown as Parameters<typeof notify.setClient>[0])

  const send = async ({ key, to, notice }: Outgoing): Promise<Sent> => {
    if (!oneAddress.test(to)) return bounced('bad-address')
    try {
      const { data } = (await notify.sendEmail(template, to, {
        personalisation: wording(notice),
        reference: key,
      })) as NotifyAnswer
      // Whatever says yes without an id is not Notify, but something that stands before it.
      return typeof data.id === 'string' ? { sent: true, receipt: data.id } : bounced('out-of-reach')
    } catch (error) {
      return notifyReason(error)
    }
  }

  const delivery = async (receipt: string): Promise<Delivery> => {
    const { data } = (await notify.getNotificationById(receipt)) as NotifyAnswer
    if (data.status === 'delivered') return 'delivered'
    return data.status?.endsWith('failure') ? 'bounced' : 'on its way'
  }

  const check = async (): Promise<Unfit | undefined> => {
    try {
      const { data } = (await notify.getTemplateById(template)) as unknown as NotifyTemplate
      const holds = data.type === 'email' && data.subject?.includes('((subject))') && data.body?.includes('((body))')
      return holds ? undefined : 'template-lacks-words'
    } catch (error) {
      if (error instanceof NotifyRefused && error.status === 404) return 'no-template'
      const why = notifyReason(error)
      return why.sent ? undefined : why.because
    }
  }
  return { via: 'notify', send, delivery, check }
}

type NotifyAnswer = { data: { id?: unknown; status?: string; errors?: { error?: string }[] } }
type NotifyTemplate = { data: { type?: string; subject?: string; body?: string } }
type NotifyRequest = { method: string; url: string; data?: unknown; headers: Record<string, string> }

class NotifyRefused extends Error {
  readonly status: number
  readonly kinds: string[]

  constructor(status: number, kinds: string[]) {
    super(`Notify answered ${status}`)
    this.name = 'NotifyRefused'
    this.status = status
    this.kinds = kinds
  }
}

async function boundedFetch({ method, url, data, headers }: NotifyRequest): Promise<NotifyAnswer> {
  const answer = await fetch(url, {
    method,
    headers: { ...headers, 'content-type': 'application/json' },
    body: data === undefined ? undefined : JSON.stringify(data),
    redirect: 'error',
    signal: AbortSignal.timeout(timeLimitMs),
  })
  const content = (await answer.json().catch(() => ({}))) as NotifyAnswer['data']
  if (!answer.ok) throw new NotifyRefused(answer.status, content.errors?.map(({ error }) => String(error)) ?? [])
  return { data: content }
}

// https://docs.notifications.service.gov.uk/rest-api.html, "Send an email: error codes". TooManyRequestsError is the
// day's allowance, which starts again at midnight; RateLimitError is the minute's.
const notifyReplies: { status: number; kind?: string; because: WhyNot; waitSeconds?: number }[] = [
  { status: 400, kind: 'ValidationError', because: 'address-refused' },
  { status: 400, because: 'our-settings' },
  { status: 403, because: 'our-settings' },
  { status: 404, because: 'our-settings' },
  { status: 429, kind: 'TooManyRequestsError', because: 'too-many', waitSeconds: 6 * 60 * 60 },
  { status: 429, because: 'too-many', waitSeconds: 60 },
]

function notifyReason(error: unknown): Sent {
  if (!(error instanceof NotifyRefused)) return bounced('out-of-reach')
  if (error.status >= 500) return bounced('busy')
  const reply = notifyReplies.find(
    ({ status, kind }) => status === error.status && (kind === undefined || error.kinds.includes(kind)),
  )
  return bounced(reply?.because ?? 'message-refused', reply?.waitSeconds)
}
