import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { testHouse } from '../../test/house.ts'
import { lettersAgreement } from '../../test/letters.ts'
import { at, type Desk } from '../desk/desk.ts'
import { recordReading, type ReadingKind } from '../desk/reading.ts'
import { servingPool } from './connect.ts'
import { sql } from './sql.ts'

const post = 'hmip.deputy'

describe('a transaction whose statements are under way together', async () => {
  const letters = await testHouse('together', { agreements: [lettersAgreement] })
  const pool = servingPool(letters.database.servers.serve, { max: 1 })
  after(() => pool.end())

  const asked = <T>(work: (desk: Desk) => Promise<T>): Promise<T> => at({ ...letters.house, pool }, { post }, work)
  const recorded = async () =>
    (await letters.database.owner.query<{ count: number }>('select count(*)::int as count from concordat.reading'))
      .rows[0]?.count
  const known = ({ transaction }: Desk) =>
    transaction.one<{ title: string }>(sql`select title from post where key = ${post}`)
  const failing = ({ transaction }: Desk) => transaction.one<{ n: number }>(sql`select 1 / ${0}::int as n`)

  it('gives each its own answer, in whatever order they are waited for', async () => {
    const numbers = await asked(({ transaction }) =>
      Promise.all([3, 1, 2].map(n => transaction.one<{ n: number }>(sql`select ${n}::int as n, pg_sleep(${n / 100})`))),
    )
    assert.deepEqual(
      numbers.map(({ n }) => n),
      [3, 1, 2],
    )
  })

  it('saves nothing when one of them fails, whichever it is, and tells of that one', async () => {
    const before = await recorded()
    const listed = (desk: Desk) => recordReading(desk, { kind: 'listed' })
    for (const together of [
      [listed, failing],
      [failing, listed],
    ])
      await assert.rejects(
        asked(desk => Promise.all(together.map(one => one(desk)))),
        /division by zero/,
      )
    assert.equal(await recorded(), before)
    assert.ok((await asked(known)).title, 'and the connection is as good as new')
  })

  it('is not saved without what is answered along with the commit', async () => {
    const before = await recorded()
    await assert.rejects(
      asked(async desk => {
        await recordReading(desk, { kind: 'listed' })
        desk.transaction.last(failing(desk))
        return 'done'
      }),
      /division by zero/,
    )
    assert.equal(await recorded(), before)

    const title = await asked(async desk => {
      await recordReading(desk, { kind: 'listed' })
      const last = known(desk)
      desk.transaction.last(last)
      return { last }
    })
    assert.ok((await title.last).title, 'read as the person whose transaction it was')
    assert.equal(await recorded(), (before ?? 0) + 1)
  })

  it('is undone when the work fails after all, whatever was still under way', async () => {
    const before = await recorded()
    await assert.rejects(
      asked(async desk => {
        await recordReading(desk, { kind: 'listed' })
        desk.transaction.last(failing(desk))
        throw new Error('thought better of it')
      }),
      /thought better of it/,
    )
    assert.equal(await recorded(), before)
    assert.equal(pool.totalCount, 1)
  })

  it('shows nothing of what was read where its reading can’t be recorded, though nobody waits for that by itself', async () => {
    const glimpsed = { kind: 'glimpsed' as ReadingKind }
    for (const shown of [known, () => 'what was read'])
      await assert.rejects(
        asked(async desk => {
          await recordReading(desk, glimpsed)
          return shown(desk)
        }),
        /reading_kind_check/,
      )
  })

  it('leaves nobody behind on the connection for the next', async () => {
    await asked(known)
    const { rows } = await pool.query<{ nobody: boolean }>('select concordat.my_person() is null as nobody')
    assert.equal(rows[0]?.nobody, true)
  })
})
