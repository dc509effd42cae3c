import type { FastifyRequest } from 'fastify'
import { formOf, tokenField, type Form } from './forms.ts'

/** A file as it was sent, not yet looked at. */
export interface SentFile {
  readonly field: string
  readonly name: string
  readonly bytes: Buffer
}

export interface Parts {
  readonly form: Form
  readonly files: readonly SentFile[]
  readonly proven: boolean
  /** Something typed was longer than is taken, and was cut. */
  readonly tooLarge: boolean
}

/** A file that fills in the rows of a question is read and goes no further. */
export const isSheet = (field: string): boolean => field.endsWith('-sheet')

/** The most that all fields of a form with files may come to, in characters. */
const mostTypedInParts = 2_000_000

/**
 * Reads a form that carries files. Its first field is the token: until that has proved itself and whoever sent it is known,
 * no file is read into memory. What was typed is read in any case, so that it can be kept. `most` is a file's size in bytes;
 * one byte more is kept of a larger one, so that it is refused in words.
 */
export async function readParts(
  request: FastifyRequest,
  most: number,
  check: (token: string) => Promise<{ proven: boolean; known: boolean }>,
): Promise<Parts> {
  const pairs: [string, string][] = []
  const files: SentFile[] = []
  let checked: { proven: boolean; known: boolean } | undefined
  let tooLarge = false
  // As many fields as two hundred rows of a question have; what is typed in all of them together is bounded besides.
  const limits = { files: 5, fields: 2500, fieldSize: 500_000, fileSize: most + 1, parts: 2505 }
  let typed = 0
  for await (const part of partsOf(request, limits)) {
    checked ??=
      part.type === 'field' && part.fieldname === tokenField
        ? await check(String(part.value))
        : { proven: false, known: false }
    if (part.type === 'field') {
      const value = String(part.value)
      typed += part.fieldname.length + value.length
      tooLarge ||= part.valueTruncated || typed > mostTypedInParts
      if (typed <= mostTypedInParts) pairs.push([part.fieldname, value])
    } else if (!checked.known || !part.filename) part.file.resume()
    else files.push({ field: part.fieldname, name: part.filename, bytes: await allOf(part.file).catch(malformed) })
  }
  return { form: formOf(pairs), files, proven: checked?.proven ?? false, tooLarge }
}

async function* partsOf(
  request: FastifyRequest,
  limits: NonNullable<Parameters<FastifyRequest['parts']>[0]>['limits'],
) {
  try {
    yield* request.parts({ limits })
  } catch (fault) {
    malformed(fault)
  }
}

/** A form that breaks off or makes no sense is its sender's mistake, whatever the reader of it throws. */
function malformed(fault: unknown): never {
  if (!(fault instanceof Error) || 'statusCode' in fault || 'code' in fault) throw fault
  throw Object.assign(new Error('The form could not be read', { cause: fault }), { statusCode: 400 })
}

async function allOf(file: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of file) chunks.push(chunk)
  return Buffer.concat(chunks)
}
