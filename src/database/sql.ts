/**
 * The one way a statement is written: a tagged template whose values always travel as parameters. A fragment made by `sql`
 * may stand in another; nothing else becomes SQL.
 */
export interface Sql {
  readonly strings: readonly string[]
  readonly values: readonly unknown[]
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

/** Nothing: for a clause that is sometimes there. */
export const nothing = sql``

/** Fragments joined by a fixed separator. */
export const joined = (fragments: readonly Sql[], by: Sql): Sql =>
  fragments.reduce((all, one, index) => (index === 0 ? one : sql`${all}${by}${one}`), nothing)

/** Text and parameters, as the driver takes them. */
export const statement = ({ strings, values }: Sql): { text: string; values: unknown[] } => ({
  text: strings.reduce((text, next, index) => `${text}$${index}${next}`),
  values: [...values],
})
