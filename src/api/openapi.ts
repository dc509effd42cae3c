import type { InForce, Library } from '../engine/library.ts'
import type { Step } from '../engine/procedure.ts'
import type { Day } from '../calendar/day.ts'
import { answersSchemaForAnyone } from './answers.ts'
import { problemKinds, problemSchema } from './problem.ts'
import type { Route } from './route.ts'
import type { Schema } from './schema.ts'

/** An OpenAPI 3.1 document, as JSON. */
export type OpenApi = Readonly<Record<string, unknown>>

/**
 * The OpenAPI document, made from the routes and the agreements' definitions. It is the same for everyone: what only some
 * may choose is left open here, and told by `/procedures` and by each matter.
 */
export function openApi(routes: readonly Route[], library: Library, today: Day): OpenApi {
  const inForce = library.inForce(today)
  return {
    openapi: '3.1.0',
    info: {
      title: 'Concordat',
      version: '1',
      description: [
        'The same desk as the pages, in JSON: what you may do and see here is what you may do and see there.',
        'A token belongs to a post. What you may not see is not found, whatever it is and whether or not it is there.',
        'GET /procedures tells every step, its questions and the JSON Schema of its answers for you, with examples that work.',
      ].join('\n\n'),
    },
    servers: [{ url: '/api/v1' }],
    security: [{ token: [] }],
    paths: paths(routes, inForce),
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer', description: 'A token of a post.' } },
      schemas: { Problem: problemSchema, ...answerSchemas(inForce) },
    },
  }
}

const inBraces = (path: string) => path.replaceAll(/:(\w+)/g, '{$1}')

function paths(routes: readonly Route[], inForce: readonly InForce[]) {
  return Object.fromEntries(
    [...Map.groupBy(routes, route => inBraces(route.path))].map(([path, here]) => [
      path,
      Object.fromEntries(here.map(route => [route.method.toLowerCase(), operation(route, inForce)])),
    ]),
  )
}

function operation(route: Route, inForce: readonly InForce[]) {
  return {
    operationId: route.name,
    summary: route.summary,
    ...(route.about ? { description: route.about } : {}),
    ...(route.access === 'anyone' ? { security: [] } : {}),
    ...parametersOf(route, inForce),
    ...(route.body ? { requestBody: { required: true, content: bodyOf(route, inForce) } } : {}),
    responses: Object.fromEntries([
      ...Object.entries(route.replies).map(([status, reply]) => [status, responseOf(Number(status), reply)]),
      ['default', responseOf(500, { description: 'It says no, or something went wrong, and why.' })],
    ]),
  }
}

function parametersOf({ params = {}, query = {}, headers = {} }: Route, inForce: readonly InForce[]) {
  const parameters = [
    ...Object.entries(params).map(([name, schema]) => ({
      name,
      in: 'path',
      required: true,
      ...parted(name === 'step' ? { ...schema, enum: stepNames(inForce) } : schema),
    })),
    ...Object.entries(query).map(([name, schema]) => ({
      name,
      in: 'query',
      ...(schema.type === 'object' ? { style: 'deepObject', explode: true } : {}),
      ...parted(schema),
    })),
    ...Object.entries(headers).map(([name, { needed, ...schema }]) => ({
      name,
      in: 'header',
      ...(needed ? { required: true } : {}),
      ...parted(schema),
    })),
  ]
  return parameters.length ? { parameters } : {}
}

/** A parameter's description stands beside its schema rather than in it. */
const parted = ({ description, ...schema }: Schema) => ({ ...(description ? { description } : {}), schema })

const stepNames = (inForce: readonly InForce[]) => [
  ...new Set(
    inForce.flatMap(({ procedure }) => Object.keys(procedure.steps).filter(name => name !== procedure.begins)),
  ),
]

function responseOf(
  status: number,
  { description, schema, headers, type = 'application/json' }: Route['replies'][number],
) {
  const content =
    status >= 400
      ? { 'application/problem+json': { schema: ref('Problem') } }
      : type === 'application/json'
        ? { [type]: { schema: schema ?? {} } }
        : { [type]: { schema: type.startsWith('text/') ? { type: 'string' } : { type: 'string', format: 'binary' } } }
  return {
    description,
    ...(headers
      ? {
          headers: Object.fromEntries(
            Object.entries(headers).map(([name, words]) => [name, { description: words, schema: { type: 'string' } }]),
          ),
        }
      : {}),
    content,
  }
}

const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` })

function bodyOf(route: Route, inForce: readonly InForce[]) {
  if (route.body && 'file' in route.body)
    return {
      'multipart/form-data': {
        schema: { type: 'object', properties: { file: { type: 'string', format: 'binary' } }, required: ['file'] },
      },
    }
  return { 'application/json': { schema: publishedBody(route, inForce) } }
}

/** What a request may hold, said more closely than it is enforced at the door: by procedure, and by step. */
function publishedBody(route: Route, inForce: readonly InForce[]): Schema {
  const body = route.body && 'json' in route.body ? route.body.json : {}
  if (route.name === 'beginMatter')
    return {
      oneOf: inForce.map(({ procedure }) => ({
        ...body,
        title: procedure.title,
        properties: {
          procedure: { const: procedure.name },
          answers: ref(schemaName(procedure.name, procedure.begins)),
        },
      })),
    }
  if (route.name === 'takeStep')
    return {
      ...body,
      properties: {
        answers: {
          anyOf: inForce.flatMap(({ procedure }) =>
            Object.keys(procedure.steps)
              .filter(name => name !== procedure.begins)
              .map(name => ref(schemaName(procedure.name, name))),
          ),
        },
      },
    }
  return body
}

const schemaName = (procedure: string, step: string) => `${procedure}.${step}`

const answerSchemas = (inForce: readonly InForce[]): Record<string, Schema> =>
  Object.fromEntries(
    inForce.flatMap(({ procedure }) =>
      Object.entries(procedure.steps).map(([name, step]: [string, Step]) => [
        schemaName(procedure.name, name),
        answersSchemaForAnyone(step),
      ]),
    ),
  )

/** The kinds of no, for the documentation page. */
export const kindsOfNo = problemKinds
