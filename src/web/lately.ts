/**
 * Makes a thing once and gives it again as long as the same is asked for: pages say the same days, the same times and the same
 * links over and over. What it is made of is all in its key, and nothing else is. After so many it begins anew.
 */
export function lately<K extends string | number, Given extends readonly unknown[], V>(
  most: number,
  keyOf: (...given: Given) => K,
  make: (...given: Given) => V,
): (...given: Given) => V {
  const made = new Map<K, V>()
  return (...given) => {
    const key = keyOf(...given)
    const found = made.get(key)
    if (found !== undefined) return found
    if (made.size >= most) made.clear()
    const one = make(...given)
    made.set(key, one)
    return one
  }
}
