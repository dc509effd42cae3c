import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from '../../src/database/sql.ts'
import { findMatter } from '../../src/desk/matter.ts'
import { list } from '../../src/desk/list.ts'
import { scene, sharing, type Scene, type Shared } from './scene.ts'
import { siteOver, type Site } from './site.ts'

/**
 * Whether something is there and hidden, or is not there, must not show in how long an answer takes. Both are asked
 * for in turns, in an order that changes, so that whatever else the machine does falls on both alike.
 */
const long = process.env.CONCORDAT_TEST_LONG === '1'
const pairs = long ? 3000 : 40
const tries = 3

interface Compared {
  /** Welch's t of the two means, once the slowest twentieth is left out. */
  readonly t: number
  /** Between the two medians, in ms. */
  readonly gap: number
  readonly median: number
}

async function compare(hidden: () => Promise<unknown>, absent: () => Promise<unknown>): Promise<Compared> {
  const took = async (work: () => Promise<unknown>) => {
    const from = process.hrtime.bigint()
    await work()
    return Number(process.hrtime.bigint() - from) / 1e6
  }
  for (let warm = 0; warm < 20; warm++) {
    await hidden()
    await absent()
  }
  const times: [number[], number[]] = [[], []]
  for (let pair = 0; pair < pairs; pair++) {
    const order = pair % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const)
    for (const which of order) times[which].push(await took(which === 0 ? hidden : absent))
  }
  const [one, other] = times.map(all => all.toSorted((a, b) => a - b).slice(0, Math.floor(all.length * 0.95))) as [
    number[],
    number[],
  ]
  const median = (all: number[]) => all[Math.floor(all.length / 2)] ?? 0
  const mean = (all: number[]) => all.reduce((sum, each) => sum + each, 0) / all.length
  const variance = (all: number[]) => all.reduce((sum, each) => sum + (each - mean(all)) ** 2, 0) / (all.length - 1)
  return {
    t: (mean(one) - mean(other)) / Math.sqrt(variance(one) / one.length + variance(other) / other.length),
    gap: Math.abs(median(one) - median(other)),
    median: median(other),
  }
}

/** The short form only shows that nothing is grossly slower; the long one is as strict as the goal. */
const told = ({ t, gap, median }: Compared) =>
  long ? Math.abs(t) >= 4.5 && gap >= Math.max(0.02, median * 0.02) : gap >= Math.max(1, median * 0.25)

describe('how long it takes tells nothing of what is hidden', () => {
  let world: Scene
  let shared: Shared
  let site: Site
  const governor = 'hmpps.ashmoor.governor'
  const absent = 'SAN-2026-0000000'
  const chair = 'imb.ashmoor.chair'

  before(async () => {
    world = await scene('timing')
    shared = await sharing(world)
    site = await siteOver(world)
  })
  after(async () => {
    await site.close()
    await world.database.drop()
  })

  const doors: readonly [what: string, ask: (which: 'hidden' | 'absent') => Promise<unknown>][] = [
    [
      'a matter, in the database',
      which => world.as(governor, desk => findMatter(desk, which === 'hidden' ? world.secret : absent)),
    ],
    ['the page of a matter', which => site.page(governor, `/matters/${which === 'hidden' ? world.secret : absent}`)],
    ['a matter by the API', which => site.api(governor, `/matters/${which === 'hidden' ? world.secret : absent}`)],
    [
      'a step on a matter',
      which =>
        site.api(governor, `/matters/${which === 'hidden' ? world.secret : absent}/steps/report-back`, {
          json: { answers: {} },
          headers: { 'if-match': '"1.1.1"' },
        }),
    ],
    [
      'holding a matter',
      which =>
        world.as(governor, desk =>
          desk.transaction.all(sql`select hold(${which === 'hidden' ? world.secret : absent})`),
        ),
    ],
    [
      'an item offered to another board',
      which => site.page(chair, `/matters/${which === 'hidden' ? shared.offered : 'INF-2026-000000'}`),
    ],
    [
      'accepting what is offered to another board',
      which =>
        site.api(chair, `/matters/${which === 'hidden' ? shared.offered : 'INF-2026-000000'}/steps/accept`, {
          json: { answers: {} },
          headers: { 'if-match': '"1.1.1"' },
        }),
    ],
    [
      'an urgent concern that the prison is not told of',
      which => site.page(governor, `/matters/${which === 'hidden' ? shared.urgent : 'URG-2026-000000'}`),
    ],
    [
      'a search',
      which =>
        world.as(governor, desk =>
          list(desk, { q: which === 'hidden' ? 'canarysecretsummary' : 'canaryxxxxxxsummary' }),
        ),
    ],
    [
      'a file',
      which =>
        site.page(
          governor,
          `/documents/${which === 'hidden' ? world.attached : '00000000-0000-4000-8000-000000000000'}`,
        ),
    ],
    [
      'signing in with a token',
      which =>
        site.app.inject({
          url: '/api/v1/me',
          headers: {
            host: 'localhost:3000',
            authorization: `Bearer con_${(which === 'hidden' ? 'a' : 'b').repeat(43)}`,
          },
        }),
    ],
  ]

  for (const [what, ask] of doors)
    it(`of ${what}`, async t => {
      let failed = 0
      for (let attempt = 0; attempt < tries && failed <= attempt; attempt++) {
        const compared = await compare(
          () => ask('hidden'),
          () => ask('absent'),
        )
        t.diagnostic(
          `t ${compared.t.toFixed(1)}, gap ${(compared.gap * 1000).toFixed(0)} µs of ${compared.median.toFixed(2)} ms`,
        )
        if (!told(compared)) break
        failed++
      }
      assert.ok(failed < 2, 'it takes longer, or less long, when it is there')
    })

  it('of a difference that there is: a search that finds is told from one that does not', async () => {
    const slower = await compare(
      () => world.as('imb.ashmoor.chair', desk => findMatter(desk, world.referred)),
      () => world.as('imb.ashmoor.chair', desk => findMatter(desk, absent)),
    )
    assert.ok(told(slower), 'the measure sees nothing at all')
  })
})
