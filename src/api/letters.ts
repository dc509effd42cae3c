import type { Desk } from '../desk/desk.ts'
import { letter, lettersFor, print, recipientInWords, type Draft } from '../desk/letters.ts'
import { findMatter, type Viewed } from '../desk/matter.ts'
import { recordReading } from '../desk/reading.ts'
import { servedHeaders } from '../documents/name.ts'
import { problem } from './problem.ts'
import { answer, denied, no, type Answer, type Route } from './route.ts'
import {
  anything,
  clauseIdSchema,
  listOf,
  markingJson,
  markingSchema,
  objectOf,
  referenceSchema,
  saying,
  text,
  versionSchema,
} from './shapes.ts'

/** The letters that clauses call for: which can be written now, in their words, and on paper. */

const notThere = { 404: { description: 'There is no such matter, or no such letter of it now, that you may see.' } }

const params = { reference: referenceSchema, letter: text }

export const letters: Route = {
  method: 'GET',
  path: '/matters/:reference/letters',
  name: 'letters',
  summary: 'The letters that you can write about a matter now',
  access: 'in a post',
  reads: ['opened'],
  params: { reference: referenceSchema },
  replies: {
    200: {
      description: 'In the order in which they come up.',
      schema: objectOf({
        reference: referenceSchema,
        letters: listOf(
          objectOf({
            letter: text,
            label: text,
            to: saying(text, 'Whom it is to, in words.'),
            clause: saying(clauseIdSchema, 'The clause that calls for it.'),
            href: text,
          }),
        ),
      }),
    },
    404: { description: 'There is no such matter that you may see.' },
  },
  answer: async ({ desk, params: { reference = '' } }) => {
    const viewed = await findMatter(desk, reference)
    if (!viewed) return denied(desk, `letters ${reference}`)
    await opened(desk, viewed)
    return answer({
      reference,
      letters: lettersFor(desk, viewed).map(one => ({
        letter: one.id,
        label: one.label,
        to: recipientInWords(one),
        clause: one.clause,
        href: `/api/v1/matters/${reference}/letters/${one.id}`,
      })),
    })
  },
}

export const letterPreview: Route = {
  method: 'GET',
  path: '/matters/:reference/letters/:letter',
  name: 'letter',
  summary: 'A letter in its words, made from the matter as you see it',
  access: 'in a post',
  reads: ['opened'],
  params,
  replies: {
    200: {
      description: 'What the paper would say now.',
      schema: objectOf({
        reference: referenceSchema,
        version: versionSchema,
        letter: text,
        title: text,
        marking: markingSchema,
        blocks: listOf(
          saying(
            { type: 'object', properties: { is: text }, required: ['is'], additionalProperties: anything },
            'A piece of it, by what it is.',
          ),
        ),
        href: saying(text, 'Where it is given as a Word document.'),
      }),
    },
    ...notThere,
    422: { description: 'It cannot be sent as it stands; the problem says why.' },
  },
  answer: async ({ desk, params: { reference = '', letter: id = '' } }) =>
    withDraft(desk, reference, id, async (viewed, draft) => {
      await opened(desk, viewed)
      const { issued, marking } = draft
      if (issued.refused) return refused(issued)
      return answer({
        reference,
        version: viewed.version,
        letter: id,
        title: issued.title,
        marking: markingJson(marking),
        blocks: issued.blocks,
        href: `/api/v1/matters/${reference}/letters/${id}/document`,
      })
    }),
}

const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

export const letterDocument: Route = {
  method: 'GET',
  path: '/matters/:reference/letters/:letter/document',
  name: 'letterDocument',
  summary: 'A letter on paper, as a Word document',
  about: 'That it was printed, by whom and when is recorded with the matter.',
  access: 'in a post',
  reads: ['printed'],
  params,
  replies: {
    200: { description: 'Marked on every page.', type: word },
    ...notThere,
    422: { description: 'It cannot be sent as it stands; the problem says why.' },
  },
  answer: async ({ desk, params: { reference = '', letter: id = '' } }) =>
    withDraft(desk, reference, id, async (viewed, draft) => {
      if (draft.issued.refused) return refused(draft.issued)
      const { name, bytes } = await print(desk, viewed, draft)
      return { status: 200, body: bytes, headers: servedHeaders(name, word) }
    }),
}

async function withDraft(
  desk: Desk,
  reference: string,
  id: string,
  work: (viewed: Viewed, draft: Draft) => Promise<Answer>,
): Promise<Answer> {
  const viewed = await findMatter(desk, reference)
  if (!viewed || !lettersFor(desk, viewed).some(one => one.id === id)) return denied(desk, `letter ${reference} ${id}`)
  return work(viewed, letter(desk, viewed, id))
}

const refused = ({ words, clause, next }: Extract<Draft['issued'], { refused: true }>): Answer =>
  no(problem('refused', words, { problems: [{ words, clause, next }] }))

const opened = (desk: Desk, { matter }: Viewed) =>
  recordReading(desk, { kind: 'opened', matter: matter.id, parts: [...matter.parts] })
