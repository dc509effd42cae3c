import { isDay } from '../calendar/day.ts'

/**
 * JSON Schema as this API speaks it: the keywords below and no others. What is published is what is enforced, by the one
 * function here, so the two cannot drift apart.
 */
export interface Schema {
  readonly type?: 'object' | 'array' | 'string' | 'integer' | 'boolean'
  readonly title?: string
  readonly description?: string
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly format?: 'date' | 'date-time' | 'uuid' | 'email' | 'binary' | 'uri-reference'
  readonly pattern?: string
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly items?: Schema
  readonly contains?: Schema
  readonly minItems?: number
  readonly maxItems?: number
  readonly uniqueItems?: boolean
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean | Schema
  readonly examples?: readonly unknown[]
  readonly allOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly anyOf?: readonly Schema[]
  readonly if?: Schema
  readonly then?: Schema
  readonly not?: Schema
  readonly $ref?: string
}

/** One thing wrong with a value: where, and how to put it right. */
export interface Fault {
  /** The way to it: ['answers', 'others', '0', 'name']; empty for the whole. */
  readonly at: readonly string[]
  readonly words: string
}

/** All that is wrong with a value by its schema; nothing when it fits. `$ref` is not followed: enforce what it stands for. */
export function faultsIn(schema: Schema, value: unknown, at: readonly string[] = []): Fault[] {
  const wrong = (words: string): Fault[] => [{ at, words }]
  if (schema.type && !isOf[schema.type](value)) return wrong(`Send ${typeWords[schema.type]}`)
  return [
    ...faultsOfAny(schema, value, wrong),
    ...(typeof value === 'string' ? faultsOfText(schema, value, wrong) : []),
    ...(typeof value === 'number' ? faultsOfNumber(schema, value, wrong) : []),
    ...(Array.isArray(value) ? faultsOfList(schema, value, at) : []),
    ...(isRecord(value) ? faultsOfObject(schema, value, at) : []),
    ...faultsOfParts(schema, value, at),
  ]
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isOf: Readonly<Record<NonNullable<Schema['type']>, (value: unknown) => boolean>> = {
  object: isRecord,
  array: Array.isArray,
  string: value => typeof value === 'string',
  integer: value => Number.isInteger(value),
  boolean: value => typeof value === 'boolean',
}

const typeWords: Readonly<Record<NonNullable<Schema['type']>, string>> = {
  object: 'an object',
  array: 'a list',
  string: 'text',
  integer: 'a whole number',
  boolean: 'true or false',
}

type Wrong = (words: string) => Fault[]

function faultsOfAny(schema: Schema, value: unknown, wrong: Wrong): Fault[] {
  if (schema.const !== undefined && !alike(schema.const, value)) return wrong(`Send ${JSON.stringify(schema.const)}`)
  if (schema.enum && !schema.enum.some(one => alike(one, value)))
    return wrong(
      schema.enum.length > 12
        ? 'Send one of the values that the schema lists'
        : `Send one of ${schema.enum.map(one => JSON.stringify(one)).join(', ')}`,
    )
  return []
}

/** Characters as a reader counts them, which is how JSON Schema counts: one beyond the first 65,536 is one. */
const lengthOf = (text: string) => Array.from(text).length

function faultsOfText(schema: Schema, text: string, wrong: Wrong): Fault[] {
  const { minLength, maxLength, pattern, format } = schema
  // Counted only when it could matter: no text has more characters than it has units.
  if (maxLength !== undefined && text.length > maxLength && lengthOf(text) > maxLength)
    return wrong(`Send ${maxLength} characters or fewer`)
  if (minLength !== undefined && lengthOf(text) < minLength)
    return wrong(minLength === 1 ? 'Send something, or leave it out' : `Send ${minLength} characters or more`)
  if (pattern !== undefined && !compiled(pattern).test(text)) return wrong(`Send it in the form ${pattern}`)
  const known = format === undefined ? undefined : formats[format]
  if (known && !known.fits(text)) return wrong(`Send ${known.words}`)
  return []
}

const patterns = new Map<string, RegExp>()
function compiled(pattern: string): RegExp {
  const known = patterns.get(pattern) ?? new RegExp(pattern, 'u')
  patterns.set(pattern, known)
  return known
}

/** A format that is not here is a remark, as JSON Schema has it. */
const formats: Readonly<
  Partial<Record<NonNullable<Schema['format']>, { words: string; fits(text: string): boolean }>>
> = {
  date: { words: 'a real date as YYYY-MM-DD', fits: isDay },
  'date-time': {
    words: 'an instant such as 2026-01-05T09:00:00Z',
    fits: text => /^\d{4}-\d\d-\d\dT/.test(text) && !Number.isNaN(Date.parse(text)),
  },
  uuid: { words: 'a UUID', fits: text => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text) },
  email: { words: 'an e-mail address', fits: text => /^[^\s@<>,;"]+@[^\s@<>,;"]+$/.test(text) },
}

function faultsOfNumber({ minimum, maximum }: Schema, number: number, wrong: Wrong): Fault[] {
  if (minimum !== undefined && number < minimum) return wrong(`Send ${minimum} or more`)
  if (maximum !== undefined && number > maximum) return wrong(`Send ${maximum} or less`)
  return []
}

function faultsOfList(schema: Schema, list: readonly unknown[], at: readonly string[]): Fault[] {
  const wrong = (words: string): Fault[] => [{ at, words }]
  const { items, contains, minItems, maxItems, uniqueItems } = schema
  if (minItems !== undefined && list.length < minItems) return wrong(`Send ${minItems} or more`)
  if (maxItems !== undefined && list.length > maxItems) return wrong(`Send ${maxItems} or fewer`)
  if (uniqueItems && new Set(list.map(written)).size < list.length) return wrong('Send each only once')
  if (contains && !list.some(item => faultsIn(contains, item).length === 0))
    return wrong('Something that must be there is not')
  return items ? list.flatMap((item, index) => faultsIn(items, item, [...at, String(index)])) : []
}

function faultsOfObject(schema: Schema, object: Readonly<Record<string, unknown>>, at: readonly string[]): Fault[] {
  const { properties = {}, required = [], additionalProperties } = schema
  const known = (name: string) => (Object.hasOwn(properties, name) ? properties[name] : undefined)
  const missing = required
    .filter(name => !Object.hasOwn(object, name) || object[name] === undefined)
    .map(name => ({ at: [...at, name], words: 'This is needed' }))
  const present = Object.entries(object).flatMap(([name, value]) => {
    if (value === undefined) return []
    const property = known(name) ?? (typeof additionalProperties === 'object' ? additionalProperties : undefined)
    if (property) return faultsIn(property, value, [...at, name])
    return additionalProperties === false
      ? [{ at: [...at, name.slice(0, 60)], words: 'There is no such name here' }]
      : []
  })
  return [...missing, ...present]
}

function faultsOfParts(schema: Schema, value: unknown, at: readonly string[]): Fault[] {
  const fits = (part: Schema) => faultsIn(part, value).length === 0
  const wrong = (words: string): Fault[] => [{ at, words }]
  return [
    ...(schema.allOf ?? []).flatMap(part => faultsIn(part, value, at)),
    ...(schema.if && schema.then && fits(schema.if) ? faultsIn(schema.then, value, at) : []),
    ...(schema.anyOf && !schema.anyOf.some(fits) ? wrong('Send it in one of the forms that the schema lists') : []),
    ...(schema.oneOf && schema.oneOf.filter(fits).length !== 1
      ? wrong('Send it in one of the forms that the schema lists')
      : []),
    ...(schema.not && fits(schema.not) ? wrong('This cannot be sent') : []),
  ]
}

const alike = (one: unknown, other: unknown) => one === other || written(one) === written(other)

/** A value as text that is the same whatever order its names are in. */
const written = (value: unknown): string =>
  JSON.stringify(value, (_name, inner: unknown) =>
    isRecord(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner,
  )
