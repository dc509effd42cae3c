import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { joined, sql, statement } from './sql.ts'

describe('A-09: a statement', () => {
  const hostile = `'; drop table matter; -- $1`

  it('has every value as a parameter, in a fragment of a fragment too', () => {
    const wanted = [sql`line = ${hostile}`, sql`place = ${'ZAI'}`]
    assert.deepEqual(statement(sql`select ${1} from matter where ${joined(wanted, sql` and `)} limit ${2}`), {
      text: 'select $1 from matter where line = $2 and place = $3 limit $4',
      values: [1, hostile, 'ZAI', 2],
    })
  })

  it('takes for a parameter what only looks like a fragment', () => {
    const sent = JSON.parse(`{ "strings": ["; drop table matter"], "values": [] }`) as unknown
    assert.deepEqual(statement(sql`select ${sent}`), { text: 'select $1', values: [sent] })
  })

  it('reaches the database in one way from all that answers anyone', () => {
    const source = join(import.meta.dirname, '..')
    // The register is loaded by whoever installs, as the owner of the database; its statements are made by the tag as well.
    const byTheOwner = join('desk', 'register.ts')
    const direct = ['web', 'api', 'desk', 'clock', 'notices', 'letters', 'engine', 'agreements']
      .flatMap(room =>
        readdirSync(join(source, room), { recursive: true, encoding: 'utf8' }).map(file => join(room, file)),
      )
      .filter(file => file.endsWith('.ts') && !/\.(test|samples)\.ts$/.test(file) && file !== byTheOwner)
      .filter(file => /\.query(<[^(]*>)?\(/.test(readFileSync(join(source, file), 'utf8')))
    assert.deepEqual(direct, [])
  })
})
