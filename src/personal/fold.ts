/** A text as it looks to the eye: plain letters, one kind of hyphen and apostrophe, nothing invisible. */
export interface Folded {
  readonly text: string
  /** Where each unit of it stands in the text as given; one more than it is long. */
  readonly origin: Int32Array
}

// Letters of other scripts that look like ours, and ours that Unicode doesn't take apart.
const alike = new Map<number, string>()
const pair = (others: string, ours: string) =>
  Array.from(others).forEach((other, index) => alike.set(other.codePointAt(0)!, ours.split(' ')[index]!))
pair('АВЕКМНОРСТУХІЈЅҮԌԛԜ', 'A B E K M H O P C T Y X I J S Y G q W')
pair('аеорсухіјѕһԁӏԝүɡ', 'a e o p c y x i j s h d l w y g')
pair('ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ', 'A B E Z H I K M N O P T Y X')
pair('αειοκνρτυχγ', 'a e i o k v p t u x y')
pair('ßæœøłđðþıŧħŋĸƒɑɩʟ', 'ss ae oe o l d d th i t h n k f a i l')
pair('ÆŒØŁĐÐÞŦĦŊƏə', 'AE OE O L D D TH T H N E e')
pair('‘’‚‛ʼʹʻ′`´＇ꞌ', "' ' ' ' ' ' ' ' ' ' ' '")
pair('‐‑‒–—―−﹘﹣－⁃', '- - - - - - - - - - -')
pair('“”„«»', '" " " " "')
for (const zero of [0x660, 0x6f0, 0x966])
  for (let digit = 0; digit < 10; digit++) alike.set(zero + digit, String(digit))

const invisible = /\p{Cf}|\p{Mn}|\p{Me}|[\u115f\u1160\u2800\u3164]|\p{Variation_Selector}|[\u{e0000}-\u{e007f}]/u
const blank = /\p{Zs}/u
const line = /[\u0085\u2028\u2029]/u

const folds = new Map<number, string>()

/** What one character outside ASCII is read as: nothing, or one or more plain ones. */
function foldOf(code: number): string {
  const before = folds.get(code)
  if (before !== undefined) return before
  const character = String.fromCodePoint(code)
  let plain = ''
  if (alike.has(code)) plain = alike.get(code)!
  else if (line.test(character)) plain = '\n'
  else if (blank.test(character)) plain = ' '
  else
    for (const part of character.normalize('NFKD')) {
      if (invisible.test(part)) continue
      const inner = part.codePointAt(0)!
      plain += alike.get(inner) ?? (blank.test(part) ? ' ' : inner > 0xffff ? '\ufffc' : part)
    }
  // A text can hold any character there is; what is remembered of them must not grow for ever.
  if (folds.size < 20_000) folds.set(code, plain)
  return plain
}

/** Reads a text as the eye does, and remembers where everything stood. */
export function folded(given: string): Folded {
  const length = given.length
  let units = new Uint16Array(length + 16)
  let origin = new Int32Array(length + 17)
  let count = 0
  for (let at = 0; at < length; at++) {
    const unit = given.charCodeAt(at)
    if (unit < 0x80 && unit !== 0x60) {
      if (count === units.length) [units, origin] = [grown(units, Uint16Array), grown(origin, Int32Array)]
      units[count] = unit
      origin[count++] = at
      continue
    }
    const code = given.codePointAt(at)!
    const plain = foldOf(code)
    for (let index = 0; index < plain.length; index++) {
      if (count === units.length) [units, origin] = [grown(units, Uint16Array), grown(origin, Int32Array)]
      units[count] = plain.charCodeAt(index)
      origin[count++] = at
    }
    if (code > 0xffff) at++
  }
  if (origin.length <= count) origin = grown(origin, Int32Array)
  origin[count] = length
  return { text: new TextDecoder('utf-16le').decode(units.subarray(0, count)), origin }
}

function grown<T extends Uint16Array | Int32Array>(full: T, kind: new (length: number) => T): T {
  const larger = new kind(full.length * 2)
  larger.set(full)
  return larger
}
