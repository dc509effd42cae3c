import { hash } from 'node:crypto'

/**
 * The one way a statement is written: a tagged template whose values always travel as parameters. A fragment made by `sql`
 * may stand in another; nothing else becomes SQL.
 */
export interface Sql {
  readonly strings: readonly string[]
  readonly values: readonly unknown[]
  /** What it is planned under, once on each connection; absent: it is planned each time. */
  readonly name?: string
}

const isSql = (value: unknown): value is Sql => typeof value === 'object' && value !== null && made.has(value)
const made = new WeakSet<object>()

export function sql(strings: TemplateStringsArray, ...given: readonly unknown[]): Sql {
  const texts: string[] = [strings[0] ?? '']
  const values: unknown[] = []
  given.forEach((value, index) => {
    const after = strings[index + 1] ?? ''
    if (isSql(value)) {
      texts[texts.length - 1] += value.strings[0] ?? ''
      texts.push(...value.strings.slice(1))
      values.push(...value.values)
      texts[texts.length - 1] += after
    } else {
      values.push(value)
      texts.push(after)
    }
  })
  const statement: Sql = { strings: texts, values }
  made.add(statement)
  return statement
}

/**
 * The same, planned once on each connection and not each time it is asked: prepared('furniture')`select …`. For a statement
 * that every page or step asks, always in the same words, and that finds what it wants by a key, so that one plan is right for
 * all values. A name belongs to one text: the driver refuses it for another.
 */
export const prepared =
  (name: string) =>
  (strings: TemplateStringsArray, ...given: readonly unknown[]): Sql => {
    const named: Sql = { ...sql(strings, ...given), name }
    made.add(named)
    return named
  }

/**
 * The same for a statement that is put together: each text that comes of it is planned under a name of its own. For few texts,
 * since each connection keeps the plan of every one.
 */
export function plannedOnce(name: string, query: Sql): Sql {
  const named: Sql = { ...query, name: `${name} ${hash('sha256', query.strings.join('$'), 'base64url').slice(0, 16)}` }
  made.add(named)
  return named
}

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
