import type { Readable } from 'node:stream'
import { NotKept, NotSaved, safeId, type Store } from './store.ts'

/** A bucket in Amazon S3 or anything that speaks its language. Without keys, the machine's own identity is used. */
export type S3Settings = {
  bucket: string
  region: string
  endpoint?: string | undefined
  prefix?: string | undefined
  accessKeyId?: string | undefined
  secretAccessKey?: string | undefined
}

/** Keeps files in an S3 bucket. Files are sealed before they come here, so the bucket's owner reads nothing. */
export async function s3(settings: S3Settings): Promise<Store> {
  // Loaded only where it is used: it is the heaviest of our parts.
  const { DeleteObjectCommand, GetObjectCommand, ListObjectsCommand, PutObjectCommand, S3Client } =
    await import('@aws-sdk/client-s3')
  const { bucket: Bucket, prefix = '', accessKeyId, secretAccessKey } = settings
  const client = new S3Client({
    region: settings.region,
    maxAttempts: 3,
    // The newer default adds a trailing checksum that older and compatible stores keep as part of the file.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    ...(settings.endpoint ? { endpoint: settings.endpoint, forcePathStyle: true } : {}),
    ...(accessKeyId && secretAccessKey ? { credentials: { accessKeyId, secretAccessKey } } : {}),
  })
  const place = (id: string) => ({ Bucket, Key: `${prefix}${safeId(id)}` })

  return {
    async put(id, sealed) {
      // One request of known length is kept whole or not at all; a file is 25 MB at most.
      const chunks: Uint8Array[] = []
      for await (const chunk of sealed) chunks.push(chunk)
      const Body = Buffer.concat(chunks)
      const kept = { ...place(id), Body, ContentLength: Body.length, ContentType: 'application/octet-stream' }
      await client.send(new PutObjectCommand(kept)).catch((cause: unknown) => {
        throw new NotSaved({ full: /QuotaExceeded|EntityTooLarge|StorageFull/i.test(nameOf(cause)), cause })
      })
    },

    async get(id) {
      const found = await client.send(new GetObjectCommand(place(id))).catch((problem: unknown) => {
        if (/NoSuchKey|NotFound/.test(nameOf(problem))) throw new NotKept('There is no such file', { cause: problem })
        throw problem
      })
      return found.Body as Readable
    },

    async remove(id) {
      await client.send(new DeleteObjectCommand(place(id)))
    },

    async *kept() {
      // The older way of listing, which every store that speaks the language knows: each page begins after the last key.
      for (let Marker = '', more = true; more;) {
        const page = await client.send(new ListObjectsCommand({ Bucket, Prefix: prefix, Marker }))
        const found = page.Contents ?? []
        // One whose time is not told counts as put there now: it is never old.
        for (const { Key, LastModified } of found)
          if (Key !== undefined) yield { id: Key.slice(prefix.length), at: LastModified ?? new Date() }
        Marker = found.at(-1)?.Key ?? ''
        more = page.IsTruncated === true && Marker !== ''
      }
    },
  }
}

const nameOf = (problem: unknown) => (problem instanceof Error ? problem.name : '')
