import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { testHouse, type TestHouse } from '../../test/house.ts'
import { settings } from '../config.ts'
import { at } from '../desk/desk.ts'
import { CannotBeDone, Misused, understood } from './command.ts'
import { seat } from './seat.ts'

describe('the first person of a body', () => {
  let test: TestHouse
  const said: string[] = []
  const run = (...args: string[]) => {
    const { owner, serve } = test.database.servers
    const address = ({ host, user, database }: typeof owner) =>
      `postgres://${user}@localhost/${database}?host=${host}&port=5432`
    return seat.run({
      ...understood(seat, args),
      settings: () => settings({ DATABASE_URL: address(serve), DATABASE_OWNER_URL: address(owner) }, '/tmp'),
      say: line => void said.push(line),
      remark: () => {},
    })
  }
  const emptied = (post: string) =>
    test.database.owner.query(
      `update concordat.term set until_on = from_on where post = (select id from concordat.post where key = $1)`,
      [post],
    )

  before(async () => {
    // The commands go by the machine's own time, so the house does too.
    test = await testHouse('seat', { start: new Date().toISOString() })
  })

  it('is put in a post that nobody holds, and can then appoint', async () => {
    await emptied('ppo.deputy')
    await run('ppo.deputy', 'New.Deputy@example.org', 'Nell', 'Deputy')
    assert.match(said.at(-1) ?? '', /^Nell Deputy holds the post Deputy Ombudsman from today/)
    const name = await at(test.house, { post: 'ppo.deputy' }, async desk => desk.who.name)
    assert.equal(name, 'Nell Deputy')
    await assert.rejects(
      async () => run('ppo.learning', 'a@example.org', 'A. Body'),
      /Somebody of that body can appoint already/,
    )
  })

  it('is not put there twice, nor where the page does it, nor in a post that is not there', async () => {
    await assert.rejects(async () => run('hmip.press', 'a@example.org', 'A. Body'), CannotBeDone)
    await assert.rejects(async () => run('operator', 'a@example.org', 'A. Body'), /Somebody holds the post/)
    await assert.rejects(async () => run('clock', 'a@example.org', 'A. Body'), /The clock is the system itself/)
    await assert.rejects(async () => run('hmip.nobody', 'a@example.org', 'A. Body'), /There is no post called/)
    await assert.rejects(async () => run('operator', 'nonsense', 'A. Body'), Misused)
    await assert.rejects(async () => run('operator', 'a@example.org'), Misused)
  })

  it('leaves it again by the same door, where the body appoints nobody', async () => {
    await run('--end', 'operator', 'sam.whitlow@example.org')
    await assert.rejects(at(test.house, { post: 'operator' }, async () => {}))
    await assert.rejects(async () => run('--end', 'operator', 'sam.whitlow@example.org'), /does not hold the post/)
    await run('operator', 'sam.whitlow@example.org', 'Sam Whitlow')
    await at(test.house, { post: 'operator' }, async desk => assert.equal(desk.who.name, 'Sam Whitlow'))
  })
})
