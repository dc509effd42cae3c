/**
 * Who holds what at each place, for the models that are written from the clauses: by the names of their posts, and from
 * nothing that the code under test knows.
 */

export const places: Readonly<Record<string, string>> = {
  ZAI: 'ashmoor',
  ZBI: 'brackley-hill',
  ZCI: 'calder-mount',
  ZDI: 'dunscar',
  ZEI: 'eastholme',
  ZFI: 'fenwick-house',
  ZGI: 'greyfriars',
}

/** SP-8: a board belongs to one establishment; a secure training centre has none (decision 8). */
export const boardAt = (place: unknown): readonly string[] => {
  const name = places[String(place)]
  return name === undefined || name === 'greyfriars' ? [] : [`imb.${name}.chair`, `imb.${name}.member`]
}

/** The board of one of its posts. */
export const boardOf = (post: string): readonly string[] => {
  const board = post.slice(0, post.lastIndexOf('.'))
  return [`${board}.chair`, `${board}.member`]
}

/** A post at the prison. */
export const atPrison = (place: unknown, post: string): string => `hmpps.${places[String(place)]}.${post}`
