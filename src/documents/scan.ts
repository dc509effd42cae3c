import { createConnection, type Socket } from 'node:net'
import { pipeline } from 'node:stream/promises'

/** What the virus scanner said of a file. Anything but `clean` and `not scanned` keeps a file from being taken in. */
export type Verdict =
  | { verdict: 'clean' }
  | { verdict: 'infected'; name: string }
  | { verdict: 'too large' }
  | { verdict: 'unavailable'; why: string }
  | { verdict: 'not scanned' }

/** Where ClamAV's daemon listens: a host and port, or a Unix socket. */
export type Scanner = { host: string; port: number } | { path: string }

const patience = 60_000
const chunkSize = 64 * 1024
/** No scanner is set to take less than this. */
const least = 1_000_000
/** The standard test file: every scanner finds it, and it does no harm. */
export const eicar = 'X5O!P%@AP[4\\PZX54(P^)7CC)7}$' + 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'

/**
 * Asks ClamAV about a file, by its INSTREAM command. Never throws: a scanner that can't be reached, or answers what we
 * don't know, is `unavailable`. Without a scanner only the standard test file is found, and the rest is `not scanned`.
 */
export async function scan(bytes: Buffer, scanner: Scanner | undefined, within = patience): Promise<Verdict> {
  if (isTestFile(bytes)) return { verdict: 'infected', name: 'EICAR test file' }
  if (!scanner) return { verdict: 'not scanned' }
  try {
    return understood(await ask(scanner, 'INSTREAM', within, framed(bytes)))
  } catch (problem) {
    // Its word that the file is too large is lost where it hangs up while it is still being sent; so it is asked whether it is there.
    if (hungUp(problem) && bytes.length > least && (await scannerAnswers(scanner))) return { verdict: 'too large' }
    return { verdict: 'unavailable', why: problem instanceof Error ? problem.message : String(problem) }
  }
}

const hungUp = (problem: unknown) =>
  problem instanceof Error && 'code' in problem && (problem.code === 'EPIPE' || problem.code === 'ECONNRESET')

/** Whether the scanner answers, for the health page. */
export async function scannerAnswers(scanner: Scanner, within = 5_000): Promise<boolean> {
  return (await ask(scanner, 'PING', within).catch(() => '')) === 'PONG'
}

/** The standard says the test file is those 68 characters, and then nothing but white space. */
const isTestFile = (bytes: Buffer) => bytes.length <= 128 && bytes.toString('latin1').trimEnd() === eicar

function understood(answer: string): Verdict {
  if (answer === 'stream: OK') return { verdict: 'clean' }
  const name = /^stream: (.+) FOUND$/.exec(answer)?.[1]
  if (name) return { verdict: 'infected', name }
  if (answer.startsWith('INSTREAM size limit exceeded')) return { verdict: 'too large' }
  return {
    verdict: 'unavailable',
    why: answer ? `The scanner answered: ${answer.slice(0, 200)}` : 'The scanner gave no answer',
  }
}

/** Each chunk is preceded by its length; a length of nothing ends the file. */
function* framed(bytes: Buffer): Iterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += chunkSize) {
    const chunk = bytes.subarray(at, at + chunkSize)
    yield lengthOf(chunk.length)
    yield chunk
  }
  yield lengthOf(0)
}

function lengthOf(size: number): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(size)
  return length
}

async function ask(
  scanner: Scanner,
  command: string,
  within: number,
  payload: Iterable<Uint8Array> = [],
): Promise<string> {
  const socket = createConnection(scanner).on('error', () => undefined)
  const timer = setTimeout(
    () => socket.destroy(new Error(`The scanner took more than ${within / 1000} seconds`)),
    within,
  )
  try {
    const answer = reply(socket)
    const sent = pipeline(request(command, payload), socket, { end: false })
    // A scanner that hangs up early (a file too large for it) may already have said why.
    return await Promise.race([answer, sent.then(() => answer)])
  } finally {
    clearTimeout(timer)
    socket.destroy()
  }
}

function* request(command: string, payload: Iterable<Uint8Array>): Iterable<Uint8Array> {
  yield Buffer.from(`z${command}\0`)
  yield* payload
}

async function reply(socket: Socket): Promise<string> {
  let answer = ''
  for await (const chunk of socket) {
    answer += String(chunk)
    if (answer.includes('\0') || answer.length > 4096) break
  }
  return answer.split('\0', 1)[0]!.trim()
}
