import { worldAt } from '../src/desk/desk.ts'
import { matter } from '../src/desk/matter.ts'
import type { Making } from '../src/engine/decide.ts'
import { append } from '../src/journal/append.ts'
import type { TestHouse } from './house.ts'

/** What is asked of the journal though no step would. */
export type Forged = Partial<
  Pick<Making, 'accepts' | 'declines' | 'directs' | 'shares' | 'recalls' | 'disposes' | 'turns'>
> & {
  /** What the entry claims to be: an `accept`, in the `slip`. */
  readonly step?: string
  readonly part?: string
}

/**
 * Writes an entry, in the slip of a matter whose terms are accepted by a step `accept` or where it says, as this post, past
 * every rule of the program: what stands against it is the database alone, which throws.
 */
export const forge = (
  { house, as }: TestHouse,
  post: string,
  reference: string,
  { step = 'accept', part = 'slip', ...forged }: Forged,
): Promise<void> =>
  as(post, async desk => {
    const { procedure } = await matter(desk, reference)
    const entry = {
      step,
      part,
      at: desk.world.now,
      by: desk.me,
      answers: {},
      marks: [],
      clears: [],
    }
    const making: Making = {
      step,
      clauses: procedure.steps[step]?.clauses ?? [],
      entry,
      contents: { [part]: {} },
      facts: {},
      shares: [],
      recalls: [],
      accepts: [],
      declines: [],
      directs: [],
      disposes: [],
      falls: [],
      follows: [],
      settles: [],
      recounts: [],
      turns: [],
      also: [],
      tells: [],
      changes: [],
      opens: [],
      links: [],
      says: '',
      ...forged,
    }
    await append({ ...desk, world: worldAt(house, desk.world.now) }, [{ reference, making, procedure, knownTo: [] }])
  })
