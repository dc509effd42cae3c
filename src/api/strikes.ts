import { matter, versionOf } from '../desk/matter.ts'
import { strike, whoHasIt } from '../desk/strike.ts'
import { NotFound } from '../engine/directory.ts'
import { reasons, type Reason } from '../engine/strike.ts'
import { problem } from './problem.ts'
import { answer, denied, no, type Route } from './route.ts'
import { instant, listOf, objectOf, referenceSchema, saying, text, versionSchema } from './shapes.ts'

/** Strikes words out of a matter, at once and for good, wherever in it they are this person's to strike. */
export const strikeOut: Route = {
  method: 'POST',
  path: '/matters/:reference/strikes',
  name: 'strikeOut',
  summary: 'Strike words out of a matter, for good',
  about:
    'Out of everything that your unit holds in it; else out of what your own body said. A mark stands in their place. Longer words that have them inside stay: name these too. It cannot be undone.',
  access: 'in a post',
  reads: 'nothing',
  params: { reference: referenceSchema },
  headers: {
    'If-Match': {
      type: 'string',
      pattern: '^"?[0-9]+(\\.[0-9]+)*"?$',
      needed: true,
      description: 'The version you read. If anything you may see has changed since, nothing happens.',
      examples: ['"3.0.5.0"'],
    },
    'Idempotency-Key': {
      type: 'string',
      pattern: '^[A-Za-z0-9_.:\\-]{1,200}$',
      description: 'A key of your own for this act. The same act sent again with it happens once.',
      examples: ['5f1d2a9e-8b7c-4d3e-9f10-2a3b4c5d6e7f'],
    },
  },
  body: {
    json: objectOf({
      words: {
        type: 'array',
        minItems: 1,
        maxItems: 20,
        items: { type: 'string', minLength: 2, maxLength: 200, examples: ['Morgan Vale'] },
        description: 'As they stand, but for capitals and spaces.',
      },
      why: { type: 'string', enum: Object.keys(reasons), description: 'It is told to every reader of the part.' },
    }),
  },
  replies: {
    200: {
      description: 'They are struck out.',
      schema: objectOf({
        reference: referenceSchema,
        version: versionSchema,
        says: saying(text, 'The sentence it left in the history, after your name.'),
        opened: listOf(
          objectOf({ at: instant, office: text }),
          'Who may have a copy, as far as you may know: ask them to destroy it.',
        ),
      }),
      headers: { ETag: 'The matter’s version now.' },
    },
    404: { description: 'There is no such matter that you may see.' },
    409: { description: 'It has changed since the version you read. Nothing happened.' },
    422: {
      description: 'Refused, in words: they do not stand in anything here that you may strike out. Nothing happened.',
    },
    428: { description: 'If-Match is missing.' },
  },
  answer: async ({ desk, kit, params: { reference = '' }, headers, body }) => {
    const { words, why } = body as { words: string[]; why: Reason }
    try {
      const viewed = await matter(desk, reference)
      const version = headers['if-match']?.replaceAll('"', '')
      if (version === undefined)
        return no(problem('which-version', 'Send If-Match with the version you read: it is the ETag of the matter.'))
      const opened = await whoHasIt(desk, viewed, [...viewed.matter.parts])
      const asked = { words: [...new Set(words.map(word => word.trim()))], why, withdraw: [] }
      const taken = await strike(desk, reference, asked, {
        key: headers['idempotency-key'],
        version,
        files: kit.files,
      })
      if (taken.refused)
        return taken.since
          ? no(problem('conflict', taken.problems[0]?.words, { version: versionOf(viewed.matter) }))
          : no(problem('refused', taken.problems[0]?.words, { problems: taken.problems }))
      return answer(
        {
          reference,
          version: taken.version,
          says: taken.says,
          opened: opened.map(({ at, title }) => ({ at: at.toISOString(), office: title })),
        },
        { etag: `"${taken.version}"` },
      )
    } catch (fault) {
      if (fault instanceof NotFound) return denied(desk, `strike ${reference}`)
      throw fault
    }
  },
}
