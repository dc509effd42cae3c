import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import type { MasterKeys } from '../documents/masters.ts'
import type { Answers } from '../engine/matter.ts'
import type { Procedure } from '../engine/procedure.ts'

/**
 * What is said in a part that is encrypted, as it is kept: sealed by the program before it reaches the database, and opened only
 * once it was read by somebody whom row security let read it. The database never has the key.
 */
export interface Cipher {
  seal(words: string, of: Sealed): string
  /** The words. Throws `NotOpened` where they are not what was sealed for this very place, or their key is not here. */
  open(kept: string, of: Sealed): string
}

/** What is sealed belongs to one place and opens nowhere else. */
export type Sealed =
  /** What an entry says in a part, by the matter's reference and the number of the entry. */
  | { readonly answers: string; readonly part: string; readonly number: number }
  /** What a file is called that is attached to such a part, by its id. */
  | { readonly file: string }
  /** What somebody is typing, by the address it is kept under. */
  | { readonly draft: string }

/** What was sealed cannot be opened. Its message is for whoever wanted to read it, and holds nothing of what it says. */
export class NotOpened extends Error {
  override name = 'NotOpened'
  readonly because: 'key-missing' | 'altered'
  /** The id of the key that it was sealed with, where that is known and not here. */
  readonly key: string | undefined

  constructor(because: NotOpened['because'], key?: string) {
    super(because === 'altered' ? altered : lacking(key))
    this.because = because
    this.key = key
  }
}

const lacking = (id: string | undefined) =>
  `What was said here is encrypted, and the key that opens it ${id === undefined ? '' : `(${id}) `}is not on this machine.`
const altered =
  'What was said here is encrypted, and does not open: it was altered or put in the place of something else, or the key is another than the one it was sealed with.'

const nonceSize = 12
const tagSize = 16
const form = /^\{"sealed":"w1\.([\w-]{1,40})\.([\w-]+)"\}$/

/** Seals with what was drawn from the current master key, and opens with whichever it was; `masters` throws when there is none. */
export function cipher(masters: () => MasterKeys): Cipher {
  // Drawn from each master key once: no file is sealed with it, and what opens words opens no file.
  const drawn = new Map<string, Buffer>()
  const keyOf = (id: string): Buffer | undefined => {
    const known = drawn.get(id)
    if (known) return known
    const master = masters().keys.get(id)
    if (!master) return undefined
    const key = Buffer.from(hkdfSync('sha256', master, '', 'concordat words 1', 32))
    drawn.set(id, key)
    return key
  }

  return {
    seal(words, of) {
      const { current } = masters()
      const nonce = randomBytes(nonceSize)
      const sealing = createCipheriv('aes-256-gcm', keyOf(current)!, nonce).setAAD(bound(of, current))
      const bytes = Buffer.concat([nonce, sealing.update(words, 'utf8'), sealing.final(), sealing.getAuthTag()])
      return `{"sealed":"w1.${current}.${bytes.toString('base64url')}"}`
    },
    open(kept, of) {
      const [, id = '', text = ''] = form.exec(kept) ?? []
      const bytes = Buffer.from(text, 'base64url')
      if (bytes.length < nonceSize + tagSize || bytes.toString('base64url') !== text) throw new NotOpened('altered')
      const key = keyOf(id)
      if (!key) throw new NotOpened('key-missing', id)
      const opening = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceSize), { authTagLength: tagSize })
      opening.setAAD(bound(of, id)).setAuthTag(bytes.subarray(-tagSize))
      const words = opening.update(bytes.subarray(nonceSize, -tagSize))
      try {
        opening.final()
      } catch {
        throw new NotOpened('altered')
      }
      return words.toString('utf8')
    },
  }
}

/** The place as bytes, each part preceded by its length so that no two places read the same. */
function bound(of: Sealed, master: string): Buffer {
  const place =
    'draft' in of
      ? ['draft', of.draft]
      : 'file' in of
        ? ['file', of.file]
        : ['answers', of.answers, of.part, String(of.number)]
  const parts = ['concordat words', master, ...place].map(part => Buffer.from(part, 'utf8'))
  return Buffer.concat(
    parts.flatMap(part => {
      const length = Buffer.alloc(4)
      length.writeUInt32BE(part.length)
      return [length, part]
    }),
  )
}

/** Where a content stands: the matter, the part, and the number of the entry that says it. */
export interface Standing {
  readonly reference: string
  readonly part: string
  readonly number: number
}

const placeOf = ({ reference, part, number }: Standing): Sealed => ({ answers: reference, part, number })

/** The answers of a part as they are kept. */
export const kept = ({ seal }: Cipher, { parts }: Procedure, answers: Answers, where: Standing): string =>
  parts[where.part]?.encrypted ? seal(JSON.stringify(answers), placeOf(where)) : JSON.stringify(answers)

/** The answers of a part, from what is kept of them. In a part that is encrypted, what is not sealed does not pass for something said. */
export const said = (
  { open }: Cipher,
  { parts }: Procedure,
  { body, ...where }: Standing & { readonly body: string },
): Answers => JSON.parse(parts[where.part]?.encrypted ? open(body, placeOf(where)) : body) as Answers

/** A file as it is kept in a part. */
interface Named {
  readonly id: string
  readonly part: string
  readonly name: string
  readonly state: string
}

/** What a file is called that is attached to a part which is encrypted, as it is kept. */
export const keptName = ({ seal }: Cipher, id: string, name: string): string => seal(name, { file: id })

/** What a file of a part is called. One that was withdrawn has no name any more that anybody gave it. */
export const fileName = ({ open }: Cipher, { parts }: Procedure, { id, part, name, state }: Named): string =>
  parts[part]?.encrypted && state !== 'withdrawn' ? open(name, { file: id }) : name
