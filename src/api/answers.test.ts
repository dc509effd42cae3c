import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { holder, worldOn } from '../../test/kit.ts'
import { agreements } from '../agreements/agreements.ts'
import { monitoringTheme } from '../agreements/hmip-imb/monitoring-theme.ts'
import { library } from '../engine/library.ts'
import {
  choice,
  choices,
  day,
  onlyIf,
  optional,
  paragraph,
  text,
  worked,
  yesOrNo,
  type Questions,
} from '../engine/question.ts'
import { answersSchema, answersSchemaForAnyone, unbegun, whenAsked } from './answers.ts'
import { faultsIn, type Schema } from './schema.ts'

const why = paragraph('Why?', 'Say why')

describe('when a question is asked is found out from its rule', () => {
  const asks: Questions = {
    agrees: yesOrNo('Do they agree?', 'Say whether they agree'),
    said: choice('What did they say?', 'Choose', { yes: 'Yes', no: 'No', later: 'Not now' }),
    kinds: choices('Which kinds?', 'Choose', { threats: 'Threats', isolation: 'Isolation' }),
    words: text('In a word?', 'Say it'),
    always: why,
    ifNot: onlyIf('agrees', false, why),
    unlessYes: { ...why, asked: ({ said }) => said !== 'yes' },
    ifThreats: { ...why, asked: ({ kinds }) => Array.isArray(kinds) && kinds.includes('threats') },
    ofTwo: { ...why, asked: ({ agrees, said }) => agrees === true && said === 'no' },
    ofEither: { ...why, asked: ({ agrees, said }) => agrees === true || said === 'no' },
    ofWords: { ...why, asked: ({ words }) => words === 'canary' },
  }
  const expected = {
    always: 'always',
    ifNot: { question: 'agrees', answers: [false], unless: false },
    unlessYes: { question: 'said', answers: ['yes'], unless: true },
    ifThreats: { question: 'kinds', answers: [['threats']], unless: false },
    ofTwo: 'by a rule',
    ofEither: 'by a rule',
    ofWords: 'by a rule',
  }
  for (const [name, asked] of Object.entries(expected)) it(name, () => assert.deepEqual(whenAsked(asks, name), asked))

  it('and is told in the schema: what is asked is needed, and what is not is passed over', () => {
    const schema = answersSchemaForAnyone({
      label: 'Ask',
      part: 'p',
      asks: { agrees: asks['agrees']!, ifNot: asks['ifNot']!, ofTwo: asks['ofTwo']!, more: optional(why) },
      clauses: ['SP-1'],
      by: { words: 'anyone', covers: () => true },
      says: () => '',
    })
    assert.deepEqual(schema.required, ['agrees'])
    const fits = (answers: object) => faultsIn(schema, answers).length === 0
    assert.ok(fits({ agrees: true }))
    assert.ok(!fits({ agrees: false }))
    assert.ok(fits({ agrees: false, ifNot: 'Because' }))
    assert.ok(fits({ agrees: true, ifNot: 'Passed over' }))
    assert.match(
      schema.properties?.['ifNot']?.description ?? '',
      /Asked only if agrees is false; otherwise it is passed over/,
    )
  })
})

describe('a reference of which one is likely meant', () => {
  const me = holder('imb.ashmoor.chair')
  const world = worldOn('2026-01-05')
  const step = monitoringTheme.steps[monitoringTheme.begins] ?? assert.fail()
  const taking = { matter: unbegun(monitoringTheme, '', me, world), me, world, answers: {} }

  it('is told with where those are, at the place that is meant, and as one of its kind', () => {
    const { report } = answersSchema(step, taking).properties ?? {}
    assert.match(report?.description ?? '', /Likely one that GET \/matters\?procedure=report&establishment=ZAI lists\./)
    assert.deepEqual([report?.items?.pattern, report?.maxItems], ['^RPT-\\d{4}-\\d{4,}$', 1])
    assert.match(
      answersSchemaForAnyone(step).properties?.report?.description ?? '',
      /GET \/matters\?procedure=report lists/,
    )
  })
})

describe('what is worked out', () => {
  const me = holder('hmip.coordinator')
  const world = worldOn('2026-01-05')
  const taking = { matter: unbegun(monitoringTheme, '', me, world), me, world, answers: {} }
  const step = {
    label: 'Send',
    part: 'p',
    asks: {
      who: text('Who?', 'Say who'),
      on: worked(({ world }) => world.today, day('Sent on', 'The day could not be told')),
      to: worked(({ answers }) => `To ${String(answers.who)}`, text('To', '')),
    },
    clauses: ['SP-1'],
    by: { words: 'anyone', covers: () => true },
    says: () => '',
  } as const

  it('is needed from nobody, and its only example is what it comes to: none where that hangs on an answer', () => {
    for (const schema of [answersSchema(step, taking), answersSchemaForAnyone(step)]) {
      assert.deepEqual(schema.required, ['who'])
      for (const name of ['on', 'to']) assert.match(schema.properties?.[name]?.description ?? '', /leave it out/)
      assert.deepEqual(schema.properties?.['to']?.examples, [])
    }
    assert.deepEqual(answersSchema(step, taking).properties?.['on']?.examples, ['2026-01-05'])
    assert.deepEqual(answersSchemaForAnyone(step).properties?.['on']?.examples, [])
  })
})

describe('every step of every agreement', () => {
  const steps = library(agreements).agreements.flatMap(agreement =>
    agreement.versions.flatMap(version =>
      version.procedures.flatMap(procedure =>
        Object.entries(procedure.steps).map(([name, step]) => ({ name: `${procedure.name} ${name}`, step })),
      ),
    ),
  )

  it('has a schema made of the keywords that are enforced, and of no others', () => {
    const keywords = new Set(
      'type title description enum const format pattern minLength maxLength minimum maximum items contains minItems maxItems uniqueItems properties required additionalProperties examples allOf oneOf anyOf if then not'.split(
        ' ',
      ),
    )
    const formats = new Set(['date', 'date-time', 'uuid', 'email'])
    const strange = (schema: Schema, at: string): string[] =>
      Object.entries(schema).flatMap(([keyword, value]) => {
        if (!keywords.has(keyword)) return [`${at}: ${keyword}`]
        if (keyword === 'format' && !formats.has(String(value))) return [`${at}: format ${String(value)}`]
        if (keyword === 'pattern') new RegExp(String(value), 'u')
        if (keyword === 'properties')
          return Object.entries(value as Record<string, Schema>).flatMap(([name, one]) => strange(one, `${at}.${name}`))
        return ['items', 'contains', 'if', 'then', 'not'].includes(keyword)
          ? strange(value as Schema, `${at}.${keyword}`)
          : []
      })
    assert.deepEqual(
      steps.flatMap(({ name, step }) => strange(answersSchemaForAnyone(step), name)),
      [],
    )
  })
})
