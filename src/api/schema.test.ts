import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import fc from 'fast-check'
import { faultsIn, type Schema } from './schema.ts'

const ajv = new Ajv2020({ strict: false, allErrors: false })
addFormats.default(ajv)

const word = fc.constantFrom('a', 'b', 'place', 'yes', 'ZAI', '2026-03-02', '2026-02-30', '', '👩‍🚀', 'ab cd')
const leaf: fc.Arbitrary<Schema> = fc.oneof(
  fc.record(
    { type: fc.constant('string' as const), minLength: fc.nat(3), maxLength: fc.integer({ min: 1, max: 5 }) },
    { requiredKeys: ['type'] },
  ),
  fc.record({ type: fc.constant('string' as const), enum: fc.uniqueArray(word, { minLength: 1, maxLength: 4 }) }),
  fc.record({ type: fc.constant('string' as const), pattern: fc.constantFrom('^[A-Z]{3}$', '\\d', '^$') }),
  fc.record({ type: fc.constant('string' as const), format: fc.constantFrom('date' as const, 'uuid' as const) }),
  fc.record({
    type: fc.constant('integer' as const),
    minimum: fc.integer({ min: -3, max: 3 }),
    maximum: fc.integer({ min: 0, max: 9 }),
  }),
  fc.record({ type: fc.constant('boolean' as const) }),
  fc.record({ const: word }),
  fc.constant({}),
)

const { schema } = fc.letrec<{ schema: Schema }>(tie => ({
  schema: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.record(
      { type: fc.constant('array' as const), items: tie('schema'), maxItems: fc.nat(3), uniqueItems: fc.boolean() },
      { requiredKeys: ['type', 'items'] },
    ),
    fc.record({ contains: tie('schema') }),
    fc.record(
      {
        type: fc.constant('object' as const),
        properties: fc.dictionary(fc.constantFrom('a', 'b', 'place'), tie('schema'), {
          maxKeys: 3,
          noNullPrototype: true,
        }),
        required: fc.uniqueArray(fc.constantFrom('a', 'b', 'place'), { maxLength: 2 }),
        additionalProperties: fc.oneof(fc.boolean(), tie('schema')),
      },
      { requiredKeys: ['type'] },
    ),
    fc.record({ allOf: fc.array(tie('schema'), { minLength: 1, maxLength: 2 }) }),
    fc.record({ oneOf: fc.array(tie('schema'), { minLength: 1, maxLength: 2 }) }),
    fc.record({ anyOf: fc.array(tie('schema'), { minLength: 1, maxLength: 2 }) }),
    fc.record({ if: tie('schema'), then: tie('schema') }),
    fc.record({ not: tie('schema') }),
  ),
}))

const { value } = fc.letrec(tie => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    word,
    fc.string({ maxLength: 6, unit: 'grapheme' }),
    fc.integer({ min: -5, max: 10 }),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'place', 'constructor', 'length'), tie('value'), {
      maxKeys: 4,
      noNullPrototype: true,
    }),
  ),
}))

describe('a schema is enforced as JSON Schema means it', () => {
  it('and takes and refuses what an independent validator takes and refuses', () =>
    fc.assert(
      fc.property(schema, value, (one, given) => {
        const independent = ajv.compile(one)(given)
        assert.equal(faultsIn(one, given).length === 0, independent, JSON.stringify({ one, given }))
      }),
      { numRuns: process.env['CONCORDAT_TEST_LONG'] === '1' ? 50_000 : 1_000 },
    ))

  it('telling where it is wrong and how to put it right', () => {
    const rows: Schema = {
      type: 'object',
      properties: { others: { type: 'array', items: { type: 'object', required: ['name'] } } },
    }
    assert.deepEqual(faultsIn(rows, { others: [{ name: 'x' }, {}] }), [
      { at: ['others', '1', 'name'], words: 'This is needed' },
    ])
    assert.deepEqual(faultsIn({ type: 'string' }, 5), [{ at: [], words: 'Send text' }])
    assert.deepEqual(faultsIn({ enum: ['a', 'b'] }, 'c'), [{ at: [], words: 'Send one of "a", "b"' }])
  })
})
