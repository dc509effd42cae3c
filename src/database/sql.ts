import { hash } from 'node:crypto'

/**
 * The one way a statement is written: a tagged template whose values always travel as parameters. A fragment made by `sql`
 * may stand in another; nothing else becomes SQL.
 */
export interface Sql {
  readonly strings: readonly string[]
  readonly values: readonly unknown[]
  /** What it is planned under, once on each connection; absent: it is planned each time. */
  readonly name?: string | undefined
}

/** Made here alone, whatever something from outside looks like. */
class Made implements Sql {
  readonly strings: readonly string[]
  readonly values: readonly unknown[]
  readonly name: string | undefined

  constructor(strings: readonly string[], values: readonly unknown[], name?: string) {
    this.strings = strings
    this.values = values
    this.name = name
  }
}

export function sql(strings: TemplateStringsArray, ...given: readonly unknown[]): Sql {
  const texts: string[] = [strings[0] ?? '']
  const values: unknown[] = []
  for (const [index, value] of given.entries()) {
    const after = strings[index + 1] ?? ''
    if (value instanceof Made) {
      texts[texts.length - 1] += value.strings[0] ?? ''
      for (let at = 1; at < value.strings.length; at++) texts.push(value.strings[at] as string)
      values.push(...value.values)
      texts[texts.length - 1] += after
    } else {
      values.push(value)
      texts.push(after)
    }
  }
  return new Made(texts, values)
}

/**
 * The same, planned once on each connection and not each time it is asked: prepared('furniture')`select …`. For a statement
 * that every page or step asks, always in the same words, and that finds what it wants by a key, so that one plan is right for
 * all values. A name belongs to one text: the driver refuses it for another.
 */
export const prepared =
  (name: string) =>
  (strings: TemplateStringsArray, ...given: readonly unknown[]): Sql => {
    const { strings: texts, values } = sql(strings, ...given)
    return new Made(texts, values, name)
  }

/**
 * The same for a statement that is put together: each text that comes of it is planned under a name of its own. For few texts,
 * since each connection keeps the plan of every one.
 */
export const plannedOnce = (name: string, { strings, values }: Sql): Sql => {
  const text = strings.join('$')
  const digest = digests.get(text) ?? hash('sha256', text, 'base64url').slice(0, 16)
  digests.set(text, digest)
  return new Made(strings, values, `${name} ${digest}`)
}

const digests = new Map<string, string>()

/** Nothing: for a clause that is sometimes there. */
export const nothing = sql``

/** Fragments joined by a fixed separator. */
export const joined = (fragments: readonly Sql[], by: Sql): Sql =>
  fragments.reduce((all, one, index) => (index === 0 ? one : sql`${all}${by}${one}`), nothing)

/** Text and parameters, as the driver takes them. */
export const statement = ({ strings, values, name }: Sql): { text: string; values: unknown[]; name?: string } => ({
  text: strings.reduce((text, next, index) => `${text}$${index}${next}`),
  values: [...values],
  ...(name !== undefined && { name }),
})
