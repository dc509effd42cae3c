import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { randomUUID } from 'node:crypto'
import { startWorker } from '../../src/clock/worker.ts'
import { sql } from '../../src/database/sql.ts'
import { openLog } from '../../src/log.ts'
import { testHouse, type TestHouse } from '../house.ts'
import { random } from '../random.ts'
import { plain, same } from './same.ts'
import { siteOver, type Site } from './site.ts'

/**
 * Two worlds in which the same things happen at the same moments; but in one of them other things happen as well, none of
 * which an onlooker may know of. Whatever the onlooker fetches, they cannot tell which world they are in.
 */

const long = process.env.CONCORDAT_TEST_LONG === '1'

interface World extends TestHouse {
  readonly site: Site
}

const start = new Date('2026-03-02T09:00:00Z')

/** The story, told to its end; of what must stay hidden, as much as `hidden` lets happen. */
async function story(
  name: string,
  hidden: (act: number) => boolean,
): Promise<World & { references: string[]; documents: string[] }> {
  const house = await testHouse(name, { start: start.toISOString() })
  const site = await siteOver(house)
  const { log } = openLog('error', { write: () => {} })
  const worker = startWorker(house.house, site.settings, log, { every: false })
  const { done, begin, take } = house
  let hours = 0
  const references: string[] = []
  const documents: string[] = []
  const later = async (by: number) => {
    hours += by
    house.setNow(new Date(start.getTime() + hours * 3_600_000))
    await worker.tick()
  }
  let acts = 0
  /** Each act has a number of its own in both worlds, whether it happens or not: references are drawn from it. */
  const act = async (secret: boolean, work: (key: string) => Promise<string>): Promise<string> => {
    const number = acts++
    if (secret && !hidden(number)) return ''
    // What hangs on something hidden that did not happen does not happen either.
    return work(`act-${number}`).catch(fault => {
      if (secret) return ''
      throw fault
    })
  }
  const receive = async (secret: boolean, post: string, place: string, words: string) =>
    act(secret, async key => {
      const reference = await done(
        begin(
          post,
          'sanction-allegation',
          {
            place,
            affected: 'detained',
            contacted: ['HMIP'],
            came: 'letter',
            receivedOn: '2026-03-01',
            line: `${words} in one line`,
            name: `${words} Person`,
            account: `${words} was said at length`,
            papers: secret ? [await upload(post, `${words}.txt`)] : [],
          },
          { key },
        ),
      )
      references.push(reference)
      return reference
    })
  const upload = async (post: string, file: string): Promise<string> => {
    const id = randomUUID()
    await house.as(post, desk =>
      desk.transaction.all(sql`
        insert into document (id, name, kind, size, sha256, wrapped_key, key_id, state, uploaded_at, uploaded_by)
        values (${id}, ${file}, 'txt', 10, ${Buffer.alloc(32)}, ${Buffer.from('key')}, 'test', 'clean', ${desk.world.now}, ${desk.who.postId})`),
    )
    documents.push(id)
    return id
  }
  const step = (
    secret: boolean,
    post: string,
    reference: string,
    name: string,
    answers: Record<string, unknown> = {},
  ) => act(secret, key => done(take(post, reference, name, answers, { key })))
  const agreed = { consent: 'given', covers: ['everything'], askedOn: '2026-03-01', askedBy: 'A member', how: 'person' }
  const qualifies = {
    qualifies: true,
    kinds: ['threats'],
    deed: 'act',
    involvement: ['permitted'],
    implicated: false,
    reasons: 'It followed at once',
  }

  await later(1)
  // Before anything that the governor may know of, the inspectorate hears of something at the same prison.
  const secret = await receive(true, 'hmip.team-leader', 'ZAI', 'Blackbird')
  // What the governor is told of later was taken down earlier, too.
  const soon = hidden(acts++)
  if (!soon) await later(1)
  const open = await receive(false, 'imb.ashmoor.chair', 'ZAI', 'Open')
  if (soon) await later(1)
  await step(false, 'imb.ashmoor.chair', open, 'ask-consent', agreed)
  await later(20)
  await step(true, 'hmip.deputy', secret, 'log', { remark: 'Blackbird noted' })
  await step(false, 'imb.ashmoor.chair', open, 'assess', qualifies)
  await later(2)
  await step(true, 'hmip.deputy', open, 'update', { news: 'Something the governor is not told', others: [secret] })
  await step(false, 'imb.ashmoor.chair', open, 'refer', {
    to: 'hmpps.ashmoor.governor',
    request: 'Please look into it',
  })
  await later(30)
  await step(true, 'imb.ashmoor.member', open, 'enquire', {
    enquiredOn: '2026-03-03',
    kind: 'person',
    learned: 'What the governor is not told',
    papers: [],
  })
  await step(true, 'imb.ashmoor.member', open, 'brief', {
    findings: 'Findings',
    suggests: ['escalate'],
    because: 'Reasons',
    papers: [],
  })
  await step(true, 'imb.ashmoor.chair', open, 'monitor', { what: ['person'], risk: 'A risk' })
  await step(false, 'hmpps.ashmoor.governor', open, 'report-back', {
    done: 'Asked',
    found: 'Nothing',
    safe: 'Moved back',
    papers: [],
  })
  await later(5)
  await step(true, 'imb.ashmoor.chair', open, 'escalate', {
    because: 'unsatisfactory',
    reasons: 'Not good enough',
    to: 'hmpps.group-director',
    request: 'Look again',
  })
  await step(true, 'ppo.deputy', open, 'decide', { investigate: true, reasons: 'It is serious' })
  await step(true, 'ppo.deputy', open, 'open-investigation', { scope: 'All of it' })
  await step(true, 'ppo.investigator', open, 'note', { note: 'A working note', papers: [] })
  await later(40)
  const elsewhere = await receive(true, 'ppo.investigator', 'ZBI', 'Nightingale')
  await step(true, 'ppo.investigator', elsewhere, 'ask-consent', agreed)
  await receive(true, 'imb.dunscar.chair', 'ZDI', 'Thrush')
  await receive(true, 'imb.calder-mount.member', 'ZCI', 'Wren')
  await later(3)
  // What people do beside matters is theirs as well.
  if (hidden(acts++))
    for (const post of ['hmip.deputy', 'imb.ashmoor.chair', 'ppo.investigator']) {
      await site.page(post, '/matters')
      await site.page(post, `/matters/${open}`)
      await site.page(post, '/search', { q: 'Blackbird' })
      await site.api(post, '/matters')
      await house.as(post, async ({ transaction }) => {
        await transaction.all(
          sql`insert into saved_view (post, name, query, shared, body, made_at) values (my_post(), 'Secret', 'q=secret', true, my_body(), my_now())`,
        )
        await transaction.all(
          sql`insert into draft (person, address, answers, saved_at) values (my_person(), '/begin/x', '{}', my_now())`,
        )
      })
    }
  await later(24 * 12)
  await worker.stop()
  return { ...house, site, references, documents }
}

const everything = () => true

/** By what chance each secret thing happens in the second world, or not: first all of them; at length, half, drawn anew each time. */
const chances: readonly (readonly [what: string, happens: (act: number) => boolean])[] = [
  ['in one of which all of it happens', everything],
  ...Array.from({ length: long ? 20 : 0 }, (_, at) => {
    const draw = random(at + 1)
    const happens = Array.from({ length: 100 }, () => draw.chance(0.5))
    return [`in one of which half of it happens (by chance ${at + 1})`, (act: number) => happens[act] ?? false] as const
  }),
]

for (const [what, happens] of chances)
  describe(`two worlds that differ only in what an onlooker may not know, ${what}`, () => {
    let quiet: Awaited<ReturnType<typeof story>>
    let loud: Awaited<ReturnType<typeof story>>

    before(async () => {
      quiet = await story('quiet', () => false)
      loud = await story('loud', happens)
    })
    after(async () => {
      for (const { site, database } of [quiet, loud]) {
        await site.close()
        await database.drop()
      }
    })

    for (const onlooker of [
      'hmpps.ashmoor.governor',
      'hmpps.ashmoor.safer-custody',
      'hmpps.brackley-hill.governor',
      'imb.fenwick-house.member',
      'hmip.press',
      'operator',
    ])
      it(`are the same, byte for byte, to ${onlooker}`, async () => {
        // Both are asked for whatever there is in either.
        const { references, documents } = loud
        const named = { references, documents, words: ['Blackbird', 'nightingales', 'told', references[0] ?? ''] }
        await same(onlooker, [quiet, loud], named)
      })

    it('are told apart by whoever may know', async () => {
      const knowing = ['hmip.deputy', 'imb.ashmoor.chair', 'hmpps.group-director']
      const told: string[] = []
      for (const post of knowing) {
        const [one, other] = [await quiet.site.api(post, '/matters'), await loud.site.api(post, '/matters')]
        if (plain(one) !== plain(other)) told.push(post)
      }
      // Of half of it not all of them may be among those who know.
      if (happens === everything) assert.deepEqual(told, knowing)
      else assert.ok(told.length > 0, 'nobody knows of anything that happened')
    })
  })
