import { setTimeout as pause } from 'node:timers/promises'
import { connect, owningPool } from '../../src/database/connect.ts'

// A program that writes as fast as it can and says what was acknowledged. Run with the var folder and a first number.
const [folder, first] = process.argv.slice(2)
if (!folder || !first) throw new Error('writer.ts <var folder> <first number>')

const database = await connect({ var: folder, sole: true, log: sentence => console.error(sentence) })
const pool = owningPool(database.servers.owner!, { max: 8 })
await pool.query('create table if not exists kept (n bigint not null, half int not null, primary key (n, half))')

// Whoever started us holds the other end: when they are gone, so are we.
process.stdin.resume().once('close', () => process.exit())

let next = Number(first)
let stopping = false

/** Two rows in one transaction: either half alone would be a fault. */
async function write() {
  const n = next++
  const client = await pool.connect()
  try {
    await client.query('begin')
    await client.query('insert into kept values ($1, 1)', [n])
    await client.query('insert into kept values ($1, 2)', [n])
    await client.query('commit')
    process.stdout.write(`${n}\n`)
    client.release()
  } catch (error) {
    client.release(true)
    throw error
  }
}

const writers = Array.from({ length: 8 }, async () => {
  while (!stopping) await write().catch(() => pause(20))
})

process.once('SIGTERM', () => {
  stopping = true
  void Promise.all(writers)
    .then(() => pool.end())
    .then(() => database.stop())
    .then(() => process.exit())
})
