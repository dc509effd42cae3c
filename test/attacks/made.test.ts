import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { openRecurring } from '../../src/clock/recur.ts'
import { scene, type Scene } from './scene.ts'
import { siteOver, type Site } from './site.ts'
import { textsIn } from './unpack.ts'

/**
 * A file that the program makes is a copy, and cannot be recalled from its readers with what it was made of. So it holds
 * only what all of them may see for good: a frozen log names nobody, whatever whoever shares it sees besides (SP-24b).
 */
describe('a file that the program makes for the leads', () => {
  let world: Scene
  let site: Site
  let files: { id: string; name: string }[]

  before(async () => {
    world = await scene('made')
    site = await siteOver(world)
    await openRecurring(world.house)
    const { rows } = await world.database.owner.query<{ reference: string; procedure: string }>(
      `select reference, procedure from concordat.matter where procedure in ('log-share', 'leads-meeting')`,
    )
    assert.equal(rows.length, 2)
    for (const { reference, procedure } of rows) {
      const [step, answers] =
        procedure === 'log-share' ? ['share', {}] : ['call', { on: '2026-03-20', items: [{ item: 'What we learnt' }] }]
      const { headers } = await site.api('hmip.sanctions-officer', `/matters/${reference}`)
      const taken = await site.api('hmip.sanctions-officer', `/matters/${reference}/steps/${String(step)}`, {
        json: { answers },
        headers: { 'if-match': String(headers.etag) },
      })
      assert.equal(taken.status, 200, taken.body.toString())
    }
    files = (
      await world.database.owner.query<{ id: string; name: string }>(
        `select id, name from concordat.document where made is not null and matter is not null order by name`,
      )
    ).rows
    assert.equal(files.length, 2)
  })
  after(async () => {
    await site.close()
    await world.database.drop()
  })

  it('says what is alleged and names nobody, though its maker and its readers were told who it is', async () => {
    for (const lead of ['hmip.sanctions-officer', 'imb.national-chair', 'ppo.deputy'])
      for (const { id, name } of files) {
        const file = await site.page(lead, `/documents/${id}`)
        assert.equal(file.status, 200, `${lead} ${name}`)
        const sung = new Set(
          textsIn(file.body)
            .join('\n')
            .match(/canary[a-z]+/g),
        )
        for (const canary of sung) assert.match(canary, /summary$/, `${name} holds ${canary}`)
        if (name.endsWith('.xlsx')) assert.equal(sung.size, 3, `${name} lacks a matter: ${[...sung].join()}`)
      }
  })

  it('is nobody else’s', async () => {
    for (const post of [
      'hmpps.ashmoor.governor',
      'imb.ashmoor.chair',
      'ppo.assistant',
      'hmip.press',
      'operator',
      'clock',
    ])
      for (const { id } of files) {
        if (post !== 'clock') assert.equal((await site.page(post, `/documents/${id}`)).status, 404, post)
        assert.equal((await site.api(post, `/documents/${id}`)).status, 404, post)
      }
  })
})
