import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type AddressInfo, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { scan, scannerAnswers, type Scanner } from './scan.ts'
import { hasClamd, withClamd } from '../../test/clamd.ts'

const eicar = Buffer.from('X5O!P%@AP[4\\PZX54(P^)7CC)7}$' + 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*')
const bad = Buffer.from('this part of the file is bad')
const servers: Server[] = []
after(() => servers.forEach(server => server.close()))

/** Speaks ClamAV's protocol and answers as told, once it has the whole file. */
async function scannerThat(answers: (file: Buffer) => string | undefined): Promise<Scanner> {
  const server = createServer(socket => {
    let heard: Buffer = Buffer.alloc(0)
    socket.on('error', () => undefined)
    socket.on('data', (chunk: Buffer) => {
      heard = Buffer.concat([heard, chunk])
      const file = fileIn(heard)
      if (!file) return
      const answer = answers(file)
      if (answer === undefined) return
      socket.end(answer)
    })
  }).listen(0, '127.0.0.1')
  servers.push(server)
  await once(server, 'listening')
  return { host: '127.0.0.1', port: (server.address() as AddressInfo).port }
}

function fileIn(heard: Buffer): Buffer | undefined {
  if (heard.toString('latin1', 0, 6) === 'zPING\0') return Buffer.from('PING')
  const command = 'zINSTREAM\0'
  if (heard.toString('latin1', 0, command.length) !== command) return undefined
  const chunks: Buffer[] = []
  for (let at = command.length; at + 4 <= heard.length;) {
    const size = heard.readUInt32BE(at)
    if (size === 0) return Buffer.concat(chunks)
    chunks.push(heard.subarray(at + 4, at + 4 + size))
    at += 4 + size
  }
  return undefined
}

describe('A file is shown to the virus scanner', () => {
  it('which is sent every byte and finds it clean', async () => {
    const file = randomBytes(1_000_000)
    let seen: Buffer = Buffer.alloc(0)
    const scanner = await scannerThat(sent => {
      seen = sent
      return 'stream: OK\0'
    })
    assert.deepEqual(await scan(file, scanner), { verdict: 'clean' })
    assert.ok(seen.equals(file))
  })

  it('which names what it found', async () => {
    const scanner = await scannerThat(sent => (sent.includes(bad) ? 'stream: Win.Test.Bad-1 FOUND\0' : 'stream: OK\0'))
    assert.deepEqual(await scan(bad, scanner), { verdict: 'infected', name: 'Win.Test.Bad-1' })
  })

  for (const [why, answer] of [
    ['says what we do not know', 'stream: perhaps\0'],
    ['hangs up without a word', ''],
    ['forges a clean answer inside a longer one', 'stream: X FOUND stream: OK and more\0'],
  ] as const)
    it(`and counts as unavailable when it ${why}`, async () =>
      assert.equal((await scan(bad, await scannerThat(() => answer))).verdict, 'unavailable'))

  it('which says that a file is too large for it, or hangs up on it and is there all the same', async () => {
    const saying = await scannerThat(() => 'INSTREAM size limit exceeded. ERROR\0')
    assert.deepEqual(await scan(bad, saying), { verdict: 'too large' })
    const server = createServer(socket => {
      socket.on('error', () => {})
      socket.once('data', sent => (String(sent).startsWith('zPING') ? socket.end('PONG\0') : socket.resetAndDestroy()))
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const file = Buffer.alloc(20_000_000, 'a')
    assert.deepEqual(await scan(file, { host: '127.0.0.1', port }), { verdict: 'too large' })
    assert.equal((await scan(bad, { host: '127.0.0.1', port })).verdict, 'unavailable', 'not for its size')
    server.close()
  })

  it('and counts as unavailable when it is silent too long', async () => {
    const said = await scan(bad, await scannerThat(() => undefined), 100)
    assert.deepEqual(said, { verdict: 'unavailable', why: 'The scanner took more than 0.1 seconds' })
  })

  it('and counts as unavailable when nothing listens', async () => {
    const closed = createServer().listen(0)
    const { port } = closed.address() as AddressInfo
    await new Promise(resolve => closed.close(resolve))
    assert.equal((await scan(bad, { host: '127.0.0.1', port })).verdict, 'unavailable')
    assert.equal((await scan(bad, { path: join(tmpdir(), 'no-such-socket') })).verdict, 'unavailable')
    assert.equal(await scannerAnswers({ host: '127.0.0.1', port }), false)
  })

  it('which can be asked whether it is there', async () =>
    assert.equal(await scannerAnswers(await scannerThat(() => 'PONG\0')), true))
})

describe('Without a scanner', () => {
  it('a file is not scanned, and that is what is said', async () =>
    assert.deepEqual(await scan(bad, undefined), { verdict: 'not scanned' }))

  it('the standard test file is found all the same', async () => {
    assert.deepEqual(await scan(eicar, undefined), { verdict: 'infected', name: 'EICAR test file' })
    assert.equal((await scan(Buffer.concat([eicar, Buffer.from('\r\n')]), undefined)).verdict, 'infected')
  })
})

describe('ClamAV itself, where it is installed', async () => {
  it('finds what its signatures name, and passes the rest', async t => {
    if (!hasClamd()) {
      t.skip('clamd is not installed')
      return
    }
    await withClamd({ 'ours.ndb': `Concordat.Test.Bad:0:*:${bad.toString('hex')}` }, [], async scanner => {
      assert.deepEqual(await scan(randomBytes(2_000_000), scanner), { verdict: 'clean' })
      const said = await scan(Buffer.concat([randomBytes(70_000), bad, randomBytes(1_000)]), scanner)
      assert.deepEqual(said, { verdict: 'infected', name: 'Concordat.Test.Bad.UNOFFICIAL' })
    })
  })
})
