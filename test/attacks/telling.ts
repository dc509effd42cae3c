import { startWorker } from '../../src/clock/worker.ts'
import type { Agreement } from '../../src/engine/agreement.ts'
import { openLog } from '../../src/log.ts'
import { testHouse, type TestHouse } from '../house.ts'
import { siteOver, type Site } from './site.ts'

/** A world in which a story was told, with the references of what began in it. */
export interface World extends TestHouse {
  readonly site: Site
  /** By the name that the story has for each. */
  readonly references: Readonly<Record<string, string>>
}

type Answers = Readonly<Record<string, unknown>>

/**
 * Tells one story in one of two worlds. Each act has a number of its own in both, whether it happens or not: references are
 * drawn from it, so that what happens in one world alone moves nothing of what happens in both.
 */
export interface Telling {
  readonly house: TestHouse
  readonly site: Site
  readonly references: Record<string, string>
  /** So many hours later; the clock does what is due by then. */
  later(hours: number): Promise<void>
  begin(known: string, post: string, procedure: string, answers: Answers): Promise<void>
  take(known: string, post: string, step: string, answers?: Answers): Promise<string>
  /** What happens in the loud world alone: so many acts. */
  only(work: () => Promise<unknown>, acts: number): Promise<void>
  /** The end of the story, and the world it made. */
  told(): Promise<World>
}

/** When each story begins. */
export const start = Date.parse('2026-03-02T09:00:00Z')

export async function telling(name: string, loud: boolean, agreements?: readonly Agreement[]): Promise<Telling> {
  const house = await testHouse(name, { start: new Date(start).toISOString(), agreements })
  const site = await siteOver(house)
  const { log } = openLog('error', { write: () => {} })
  const worker = startWorker(house.house, site.settings, log, { every: false })
  const references: Record<string, string> = {}
  let passed = 0
  let act = 0
  return {
    house,
    site,
    references,
    async later(hours) {
      passed += hours
      house.setNow(new Date(start + passed * 3_600_000))
      await worker.tick()
    },
    async begin(known, post, procedure, answers) {
      references[known] = await house.done(house.begin(post, procedure, answers, { key: `act-${act++}` }))
    },
    take: (known, post, step, answers = {}) =>
      house.done(house.take(post, references[known] ?? '', step, answers, { key: `act-${act++}` })),
    async only(work, acts) {
      const from = act
      if (loud) await work()
      act = from + acts
    },
    async told() {
      await worker.stop()
      return { ...house, site, references }
    },
  }
}
