import { findPersonal } from '../personal/find.ts'
import type { World } from '../engine/world.ts'

/**
 * The words in these texts that may tell who somebody is, each once, as a warning names them; empty where there are none. Nobody
 * is stopped by it: some words only look as though they did.
 */
export function tellingWords(
  texts: readonly unknown[],
  { directory, today }: World,
  people: readonly string[] = [],
): string {
  const places = directory.places.map(one => one.name)
  const found = texts.flatMap(text => findPersonal(String(text ?? ''), { people, places, today }))
  return [...new Set(found.map(({ words }) => `“${words}”`))].join(', ')
}
