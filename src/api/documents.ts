import type { FastifyRequest } from 'fastify'
import { findDocument, upload } from '../desk/documents.ts'
import { kinds } from '../documents/kinds.ts'
import { servedHeaders } from '../documents/name.ts'
import type { Refused } from '../documents/refused.ts'
import { problem, SaysNo, type ProblemKind } from './problem.ts'
import { denied, no, type Route } from './route.ts'
import { flag, listOf, objectOf, saying, text, whole } from './shapes.ts'

const id = { type: 'string', format: 'uuid' } as const

export const sendDocument: Route = {
  method: 'POST',
  path: '/documents',
  name: 'sendDocument',
  summary: 'Take a file in, to be attached by a step',
  about:
    'One file, as multipart/form-data. Only you may see it until a step attaches it by its id; what no step attaches is removed after a day.',
  access: 'in a post',
  reads: 'nothing',
  body: { file: true },
  replies: {
    201: {
      description: 'It was looked through and kept, sealed.',
      schema: objectOf({
        id,
        name: saying(text, 'Its name as it is kept.'),
        kind: { type: 'string', enum: Object.keys(kinds) },
        size: whole,
        sha256: saying(text, 'Of the bytes as they are kept: a picture is made anew, and an author’s name taken out.'),
        carries: listOf(text, 'What it carries that its reader may not see.'),
        scanned: saying(flag, 'Whether a virus scanner looked at it: practice may have none.'),
      }),
      headers: { Location: 'Where it is.' },
    },
    413: { description: 'It is too large.' },
    422: { description: 'It is not a file that is taken in: the problem says why and what to do.' },
  },
  answerApart: async ({ house, files }, credential, request) => {
    const outcome = await upload(house, credential, files, await oneFile(request, files.most))
    if ('refused' in outcome) return refused(outcome)
    return { status: 201, body: outcome, headers: { location: `/api/v1/documents/${outcome.id}` } }
  },
}

/** The one file of a form with parts; anything else in it is not what was asked for. */
async function oneFile(request: FastifyRequest, most: number): Promise<{ name: string; bytes: Buffer }> {
  if (!request.isMultipart())
    throw new SaysNo(problem('not-this-kind', 'Send the file as multipart/form-data, in one part with a filename.'))
  const sent = await filesIn(request, most).catch((fault: unknown) => {
    // What the reader of forms throws quotes what was sent, and is of the sender's making.
    throw new SaysNo(
      problem(isTooMuch(fault) ? 'too-large' : 'not-understood', 'This form with a file could not be read.'),
    )
  })
  const [file, another] = sent
  if (file && !another) return file
  const words = sent.length ? 'More than one file was sent' : 'No file was sent'
  throw new SaysNo(problem('not-understood', 'Send exactly one file.', { problems: [{ words }] }))
}

async function filesIn(request: FastifyRequest, most: number): Promise<{ name: string; bytes: Buffer }[]> {
  const found: { name: string; bytes: Buffer }[] = []
  const limits = { files: 2, fields: 5, fieldSize: 1000, fileSize: most + 1, parts: 7, headerPairs: 20 }
  for await (const part of request.parts({ limits })) {
    if (part.type === 'field') continue
    found.push({ name: part.filename ?? '', bytes: await part.toBuffer() })
  }
  return found
}

const isTooMuch = (fault: unknown) => fault instanceof Error && 'statusCode' in fault && fault.statusCode === 413

const kindsOfNo: Readonly<Partial<Record<Refused['code'], ProblemKind>>> = {
  'too big': 'too-large',
  'not scanned': 'not-now',
}

const refused = ({ refused: words, code }: Refused) =>
  no(problem(kindsOfNo[code] ?? 'refused', words, { problems: [{ field: 'file', words }] }))

export const document: Route = {
  method: 'GET',
  path: '/documents/:id',
  name: 'document',
  summary: 'A file’s bytes',
  access: 'in a post',
  reads: ['opened'],
  params: { id },
  replies: {
    200: { description: 'As it is kept, to be saved and not shown in place.', type: 'application/octet-stream' },
    404: { description: 'There is no such file that you may see.' },
  },
  answer: async ({ kit, desk, params: { id: wanted = '' } }) => {
    const found = await findDocument(desk, kit.files, wanted)
    if (!found) return denied(desk, `document ${wanted}`)
    return {
      status: 200,
      body: found.bytes,
      headers: { ...servedHeaders(found.name, found.type), 'content-length': String(found.size) },
    }
  },
}
