import type { Place } from '../engine/directory.ts'

/** The invented places of the practice world, which are those of the tests. No real register has codes that begin with Z. */
export const inventedPlaces: readonly Place[] = [
  { code: 'ZAI', name: 'Ashmoor', kind: 'prison', region: 'Northern practice group', invented: true },
  { code: 'ZBI', name: 'Brackley Hill', kind: 'prison', region: 'Northern practice group', invented: true },
  { code: 'ZCI', name: 'Calder Mount', kind: 'prison', region: 'Northern practice group', invented: true },
  { code: 'ZDI', name: 'Dunscar', kind: 'prison', region: 'Southern practice group', invented: true },
  { code: 'ZEI', name: 'Eastholme', kind: 'yoi', region: 'Southern practice group', invented: true },
  { code: 'ZFI', name: 'Fenwick House', kind: 'irc', region: 'Southern practice group', invented: true },
  { code: 'ZGI', name: 'Greyfriars', kind: 'stc', region: 'Southern practice group', invented: true },
]

/** With one more, of which nothing is told but that it was last inspected too long ago: what is overdue can be seen. */
export const practicePlaces: readonly Place[] = [
  ...inventedPlaces,
  { code: 'ZHI', name: 'Hollowmere', kind: 'prison', region: 'Northern practice group', invented: true },
]

/** The word an invented place's units and posts are named by: 'brackley-hill'. */
export const practiceKey = (place: Place): string =>
  place.invented ? place.name.toLowerCase().replaceAll(' ', '-') : place.code.toLowerCase()
