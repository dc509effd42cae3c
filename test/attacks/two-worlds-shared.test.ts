import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { sql } from '../../src/database/sql.ts'
import { letter } from '../sample-letter.ts'
import { plain, same } from './same.ts'
import type { Answer } from './site.ts'
import { telling, type World } from './telling.ts'

/**
 * Two worlds in which bodies share the same things at the same moments; but what is sealed, what was taken back, what was
 * taken out, and what is somebody else's differs. Whoever may not know it cannot tell which world they are in.
 */

const long = process.env.CONCORDAT_TEST_LONG === '1'

interface Shared extends World {
  readonly documents: readonly string[]
}

/** The same letter for everyone who sees only that it comes: what it says, and what is done with it unseen, hangs on the world. */
const { words: _, ...slip } = { ...letter, about: 'A letter about one wing' }

async function story(name: string, loud: boolean): Promise<Shared> {
  const { house, later, begin, take, only, told } = await telling(name, loud)
  const documents: string[] = []
  const file = async (post: string) => {
    const id = randomUUID()
    await house.as(post, desk =>
      desk.transaction.all(sql`
        insert into document (id, name, kind, size, sha256, wrapped_key, key_id, state, uploaded_at, uploaded_by)
        values (${id}, 'Nightjar.txt', 'txt', 10, ${Buffer.alloc(32)}, ${Buffer.from('key')}, 'test', 'clean', ${desk.world.now}, ${desk.who.postId})`),
    )
    documents.push(id)
    return id
  }

  await later(1)
  // Sealed for the National Chair, who passes it on unread.
  await begin('sealed', 'hmip.coordinator', 'information-hmip', {
    ...slip,
    words: loud ? 'A nightjar was heard, and this is far longer than what it says elsewhere.' : 'Short.',
    ...(loud ? { papers: [await file('hmip.coordinator')] } : {}),
  })
  await only(() => take('sealed', 'hmip.team-leader', 'add', { addition: 'And a second nightjar' }), 1)
  await later(3)
  await take('sealed', 'imb.national-chair', 'forward')
  await take('sealed', 'imb.ashmoor.chair', 'accept')
  await only(() => take('sealed', 'imb.ashmoor.chair', 'cite', { in: 'A nightjar report', how: 'background' }), 1)
  await only(() => take('sealed', 'imb.ashmoor.chair', 'ask', { want: 'more', because: 'A nightjar again' }), 1)
  await later(2)

  // Taken back: its recipient and its relay keep the fact, and nothing of what it said or on what terms.
  await begin('recalled', 'hmip.coordinator', 'information-hmip', {
    ...slip,
    place: 'ZBI',
    route: 'secretariat',
    words: 'Something else',
    ...(loud
      ? {
          kind: 'intelligence',
          topics: ['safety', 'health'],
          about: 'Of nightjars',
          personal: false,
          marking: 'official',
          words: 'A nightjar',
          readers: 'head',
          relayReads: true,
          purpose: 'To count nightjars.',
          uses: ['casework', 'background'],
          onward: 'named',
          onwardTo: 'imb.calder-mount',
          quoting: true,
          until: '2026-05-05',
          later: true,
        }
      : {}),
  })
  await take(
    'recalled',
    'imb.secretariat',
    'forward',
    loud ? { until: '2026-04-04', condition: 'Only by day, for nightjars', keepIn: true } : {},
  )
  await later(1)
  await take('recalled', 'imb.brackley-hill.chair', 'accept')
  await later(1)
  await take('recalled', 'hmip.coordinator', 'recall', loud ? { reason: 'It was no nightjar' } : {})
  await later(1)

  // Another board’s: nobody but those it was meant for knows that it came.
  await only(async () => {
    const direct = { route: 'direct', desk: 'inspection', relayReads: undefined }
    await begin('elsewhere', 'imb.calder-mount.chair', 'information-hmip', {
      ...slip,
      ...direct,
      words: 'A nightjar',
    })
    await take('elsewhere', 'hmip.coordinator', 'accept')
    await take('elsewhere', 'hmip.coordinator', 'tell-outcome', { outcome: 'acted', told: 'We saw a nightjar' })
  }, 3)

  // The ombudsman’s week: what was changed or left out before it was sent is not the inspectorate’s to know of.
  await begin('week', 'ppo.deputy', 'weekly-summary', { week: '2026-03-02' })
  const cold = 'The showers are cold again.'
  await take('week', 'ppo.investigator', 'add-entry', {
    place: 'ZBI',
    text: loud ? `${cold} So says A1234BC.` : `${cold} B2345CD.`,
  })
  await take('week', 'ppo.assistant', 'change-entry', { which: '1', text: cold })
  await only(async () => {
    await take('week', 'ppo.investigator', 'add-entry', { place: 'ZDI', text: 'A nightjar at night.' })
    await take('week', 'ppo.investigator', 'leave-out', { which: '2' })
  }, 2)
  await later(1)
  await take('week', 'ppo.deputy', 'send')
  await take('week', 'hmip.intelligence', 'name-reader', { reader: 'hmip.chief', because: 'Plans the visit' })

  // Who wrote, and what else they said, stays with the inspectorate; what goes past the prison is nothing to the prison.
  const danger = { who: 'A man on B wing', danger: ['self'], concern: 'He had bad news.', named: false }
  await begin('urgent', 'hmip.coordinator', 'urgent-concern', {
    place: 'ZAI',
    ...danger,
    to: 'governor',
    receivedOn: loud ? '2026-03-01' : '2026-02-28',
    wrote: loud ? 'family' : 'prisoner',
    ...(loud ? { writer: 'Nina Nightjar', said: 'Much else', papers: [await file('hmip.coordinator')] } : {}),
  })
  await later(5)
  await take('urgent', 'hmpps.ashmoor.governor', 'acknowledge')
  await only(async () => {
    await begin('past', 'hmip.coordinator', 'urgent-concern', {
      place: 'ZAI',
      ...danger,
      concern: 'A nightjar',
      named: true,
      to: 'centre',
      reason: 'The governor is said to be the danger',
      receivedOn: '2026-03-01',
      wrote: 'person',
    })
  }, 1)
  await later(30)
  return { ...(await told()), documents }
}

describe('two worlds in which what is shared differs only where an onlooker may not see it', () => {
  let one: Shared
  let other: Shared

  before(async () => {
    one = await story('shared quietly', false)
    other = await story('shared loudly', true)
  })
  after(async () => {
    for (const world of [one, other]) await world?.site.close()
  })

  for (const [onlooker, what] of [
    ['imb.national-chair', 'what is sealed for a board, passed on by'],
    ['imb.brackley-hill.chair', 'what was taken back from, and another board’s item to,'],
    ['imb.secretariat', 'what was taken back from a relay,'],
    ['hmip.intelligence', 'what was taken out of the weekly summary, to'],
    ['hmpps.ashmoor.governor', 'who wrote of an urgent concern, to'],
    ...(long
      ? ([
          ['imb.brackley-hill.member', 'what was taken back from the board of'],
          ['hmip.chief', 'what was taken out of the weekly summary, to whom the unit named,'],
        ] as const)
      : []),
  ] as const)
    it(`are the same, byte for byte: ${what} ${onlooker}`, async () => {
      await same(onlooker, [one, other], {
        references: Object.values(other.references),
        documents: other.documents,
        words: ['nightjars', 'A1234BC', 'Nina'],
      })
    })

  it('are told apart by whoever may know', async () => {
    for (const [post, known] of [
      ['imb.ashmoor.chair', 'sealed'],
      ['hmip.coordinator', 'recalled'],
      ['ppo.deputy', 'week'],
      ['hmip.coordinator', 'urgent'],
    ] as const) {
      const [was, is] = await Promise.all(
        [one, other].map(({ site, references }) => site.api(post, `/matters/${references[known]}`)),
      )
      assert.equal(was?.status, 200)
      assert.notEqual(plain(was as Answer), plain(is as Answer), `${post} ${known}`)
    }
  })
})
