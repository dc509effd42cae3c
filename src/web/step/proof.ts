import { sharesIn, type Making } from '../../engine/decide.ts'
import type { Directory } from '../../engine/directory.ts'
import type { Matter, Me } from '../../engine/matter.ts'
import type { World } from '../../engine/world.ts'

/**
 * Whether a step does what nobody undoes, so that it asks for a proof of identity afresh: it discloses something to
 * those who run a prison that is not the taker’s own, at once or once its terms are accepted, it changes who holds a post, or
 * it destroys what was said. Everything else goes on without.
 */
export const asksForProof = (matter: Matter, making: Making, me: Me, world: World): boolean =>
  sharesIn(making, matter).some(
    ({ part, to }) => isPrison(world.directory, to, me) && !seesAlready(matter, part, to, world.now),
  ) ||
  making.disposes.length > 0 ||
  making.changes.some(({ kind }) => kind === 'term begins' || kind === 'term ends')

function isPrison(directory: Directory, key: string, me: Me): boolean {
  const reader = directory.reader(key)
  const unit = directory.unit('title' in reader ? reader.unit : reader.key)
  return unit.kind === 'establishment' && unit.key !== me.unit
}

const seesAlready = (matter: Matter, part: string, to: string, now: Date): boolean =>
  matter.disclosures.some(one => one.part === part && one.to === to && !one.ended && (!one.until || one.until > now))
