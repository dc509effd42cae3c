import { connect } from 'node:net'

/** What is asked, again and again. */
export interface Asking {
  readonly path: string
  readonly cookie?: string
  /** The encodings it may be sent in; as it is, unless said. */
  readonly encoding?: string
}

/** An answer as it came: its head, in lower case, and its body. */
export interface Answered {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
  /** How many bytes its body had as it was sent. */
  readonly sent: number
}

/**
 * Asks a server so many times over so many connections, each kept open, each with one request under way. It reads no more of
 * an answer than where it ends, so that it costs far less than what it measures. Gives how long each request took, in ms.
 */
export async function load(
  address: string,
  asking: Asking | ((turn: number) => Asking),
  { connections, requests }: { connections: number; requests: number },
): Promise<number[]> {
  const taken: number[] = []
  let next = 0
  const each = typeof asking === 'function' ? asking : () => asking
  await Promise.all(
    Array.from({ length: connections }, async () => {
      const line = await dialled(address)
      try {
        while (next < requests) {
          const bytes = written(address, each(next++))
          const began = performance.now()
          await line.ask(bytes)
          taken.push(performance.now() - began)
        }
      } finally {
        line.close()
      }
    }),
  )
  return taken
}

/** One answer, whole. */
export async function ask(address: string, asking: Asking): Promise<Answered> {
  const answer = await fetch(new URL(asking.path, address), {
    redirect: 'manual',
    headers: {
      'accept-encoding': asking.encoding ?? 'identity',
      ...(asking.cookie !== undefined && { cookie: asking.cookie }),
    },
  })
  const body = Buffer.from(await answer.arrayBuffer())
  return {
    status: answer.status,
    headers: Object.fromEntries(answer.headers),
    body,
    sent: Number(answer.headers.get('content-length') ?? body.length),
  }
}

const written = (address: string, { path, cookie }: Asking) =>
  Buffer.from(
    `GET ${path} HTTP/1.1\r\nhost: ${new URL(address).host}\r\n${cookie ? `cookie: ${cookie}\r\n` : ''}\r\n`,
    'latin1',
  )

interface Line {
  ask(written: Buffer): Promise<void>
  close(): void
}

/** A connection that is asked one thing at a time. */
async function dialled(address: string): Promise<Line> {
  const { port } = new URL(address)
  const socket = connect({ port: Number(port), host: '127.0.0.1', noDelay: true })
  let head: Buffer = Buffer.alloc(0)
  let left = -1
  let waiting: { resolve: () => void; reject: (fault: Error) => void } | undefined
  const failed = (fault: Error) => waiting?.reject(fault)
  socket.on('error', failed)
  socket.on('close', () => failed(new Error('The connection was closed before its answer was there')))
  socket.on('data', (piece: Buffer) => {
    if (left < 0) {
      head = head.length ? Buffer.concat([head, piece]) : piece
      const end = head.indexOf('\r\n\r\n')
      if (end < 0) return
      const said = head.toString('latin1', 0, end)
      const length = /\r\ncontent-length: (\d+)/i.exec(said)?.[1]
      if (!said.startsWith('HTTP/1.1 200') || length === undefined)
        return failed(new Error(`Not what was asked for: ${said.slice(0, 200)}`))
      left = Number(length) - (head.length - end - 4)
      head = Buffer.alloc(0)
    } else left -= piece.length
    if (left > 0) return
    left = -1
    const done = waiting
    waiting = undefined
    done?.resolve()
  })
  await new Promise<void>((resolve, reject) => {
    waiting = { resolve, reject }
    socket.once('connect', resolve)
  })
  return {
    ask: bytes =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject }
        socket.write(bytes)
      }),
    close: () => {
      waiting = undefined
      socket.destroy()
    },
  }
}
