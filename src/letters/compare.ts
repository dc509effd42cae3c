/**
 * What differs between two states of a paper: paragraph by paragraph, and within those that changed word by word. The fewest
 * words are called added or removed (after Myers, 1986); where two passages have too little in common for that to help a
 * reader, the one is removed whole and the other added.
 */

/** A stretch of words that both have, or one of them. Paragraphs end in an empty line. */
export interface Piece {
  readonly is: 'same' | 'added' | 'removed'
  readonly words: string
}

/** Past so many differences in one passage nobody follows them word by word. */
const mostDifferences = 1000

export function differences(before: string, after: string): readonly Piece[] {
  const [old, young] = [paragraphsIn(before), paragraphsIn(after)]
  const pieces: Piece[] = []
  let removed: string[] = []
  let added: string[] = []
  const settle = () => {
    if (removed.length > 0 && added.length > 0)
      pieces.push(...(edits(wordsIn(removed.join('')), wordsIn(added.join(''))) ?? whole(removed, added)))
    else pieces.push(...whole(removed, added))
    removed = []
    added = []
  }
  for (const { is, words } of edits(old, young) ?? whole(old, young)) {
    if (is === 'removed') removed.push(words)
    else if (is === 'added') added.push(words)
    else {
      settle()
      pieces.push({ is, words })
    }
  }
  settle()
  return together(pieces)
}

const whole = (removed: readonly string[], added: readonly string[]): Piece[] => [
  ...removed.map(words => ({ is: 'removed' as const, words })),
  ...added.map(words => ({ is: 'added' as const, words })),
]

const paragraphsIn = (text: string): string[] =>
  text
    .split(/\n{2,}/)
    .map(each => each.trim())
    .filter(Boolean)
    .map(each => `${each}\n\n`)

/** Words with the space or the line's end after them; two that differ in that alone are the same word. */
const wordsIn = (text: string): string[] => text.match(/\S+\s*|\s+/g) ?? []

const alike = (one: string | undefined, other: string | undefined) =>
  one !== undefined &&
  other !== undefined &&
  one.trim() === other.trim() &&
  one.includes('\n\n') === other.includes('\n\n')

/** The shortest way from one list to the other; nothing where it is longer than anybody follows. */
function edits(before: readonly string[], after: readonly string[]): Piece[] | undefined {
  const [n, m] = [before.length, after.length]
  const most = Math.min(n + m, mostDifferences)
  // How far each diagonal has come, from -most to most, and as it was before each further difference: to trace the way back.
  const front = new Int32Array(2 * most + 3)
  const middle = most + 1
  const reached: Int32Array[] = []
  for (let count = 0; count <= most; count++) {
    reached.push(front.slice(middle - count - 1, middle + count + 2))
    for (let diagonal = -count; diagonal <= count; diagonal += 2) {
      const at = middle + diagonal
      const [below, above] = [front[at - 1] ?? 0, front[at + 1] ?? 0]
      let x = isDown(diagonal, count, below, above) ? above : below + 1
      let y = x - diagonal
      while (x < n && y < m && alike(before[x], after[y])) {
        x += 1
        y += 1
      }
      front[at] = x
      if (x >= n && y >= m) return traced(before, after, reached, count)
    }
  }
  return undefined
}

/** Whether the way to a diagonal comes by a word that was added, and not by one that was removed. */
const isDown = (diagonal: number, count: number, below: number, above: number) =>
  diagonal === -count || (diagonal !== count && below < above)

function traced(
  before: readonly string[],
  after: readonly string[],
  reached: readonly Int32Array[],
  differences: number,
): Piece[] {
  const pieces: Piece[] = []
  let [x, y] = [before.length, after.length]
  for (let count = differences; count >= 0; count--) {
    const come = (diagonal: number) => reached[count]?.[diagonal + count + 1] ?? 0
    const diagonal = x - y
    const down = isDown(diagonal, count, come(diagonal - 1), come(diagonal + 1))
    const from = down ? diagonal + 1 : diagonal - 1
    const [fromX, fromY] = count === 0 ? [0, 0] : [come(from), come(from) - from]
    while (x > fromX && y > fromY) {
      x -= 1
      y -= 1
      pieces.push({ is: 'same', words: after[y] ?? '' })
    }
    if (count === 0) break
    if (down) pieces.push({ is: 'added', words: after[(y -= 1)] ?? '' })
    else pieces.push({ is: 'removed', words: before[(x -= 1)] ?? '' })
  }
  return pieces.toReversed()
}

/** Neighbours of one kind as one, and of each run of changes first what was removed. */
function together(pieces: readonly Piece[]): Piece[] {
  const runs: Piece[] = []
  let changes: Piece[] = []
  const settle = () => {
    for (const is of ['removed', 'added'] as const) {
      const words = changes
        .filter(piece => piece.is === is)
        .map(piece => piece.words)
        .join('')
      if (words !== '') runs.push({ is, words })
    }
    changes = []
  }
  for (const piece of pieces) {
    if (piece.is !== 'same') {
      changes.push(piece)
      continue
    }
    settle()
    const last = runs.at(-1)
    if (last?.is === 'same') runs[runs.length - 1] = { is: 'same', words: last.words + piece.words }
    else runs.push(piece)
  }
  settle()
  return runs
}
