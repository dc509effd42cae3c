import { randomUUID } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { sql } from '../database/sql.ts'
import { unpack } from '../documents/archive.ts'
import { rewrite } from '../documents/rewrite.ts'
import { masterOf, openStream, sealStream } from '../documents/seal.ts'
import type { Desk } from './desk.ts'
import { contextOf, type Files } from './documents.ts'

/**
 * Lists that were frozen with words of a matter in them, such as a month's share of the log. When words are struck out of the
 * matter, they are struck out of its row as well, and of nothing else: what was shared, on which day, stays what it was.
 */

/** A frozen list, and what opens it for as long as it is there. */
export interface Frozen {
  readonly id: string
  readonly wrapped_key: Buffer
}

/** To be asked before anything is struck out: afterwards nothing opens them. */
export const listsWith = (desk: Desk, reference: string): Promise<Frozen[]> =>
  desk.transaction.all<Frozen>(sql`select id, wrapped_key from lists_with(${reference})`)

/** Makes anew those that were withdrawn because words were struck out. `change` says what a row's texts become. */
export async function remake(
  desk: Desk,
  files: Files,
  lists: readonly Frozen[],
  reference: string,
  change: (texts: readonly string[]) => Promise<readonly string[]>,
): Promise<void> {
  if (lists.length === 0) return
  const there = await desk.transaction.all<{ id: string }>(sql`select id from lists_with(${reference})`)
  for (const { id, wrapped_key: key } of lists.filter(list => !there.some(one => one.id === list.id))) {
    const next = await kept(files, { id, key }, bytes => withoutWords(bytes, reference, change)).catch(() => undefined)
    // One that can't be made anew, because the store is away, say, stays withdrawn: the words go all the same.
    if (!next) continue
    const { sha256, size } = next.facts
    await desk.transaction.all(
      sql`select replace_list(${id}, ${next.id}, ${size}, ${Buffer.from(sha256, 'hex')}, ${Buffer.from(next.wrappedKey)}, ${masterOf(next.wrappedKey)})`,
    )
  }
}

/** A sealed file as `change` makes it, sealed and kept under an id of its own. */
async function kept(
  files: Files,
  { id, key }: { id: string; key: Buffer },
  change: (bytes: Buffer) => Promise<Buffer>,
) {
  const was = await buffer(openStream(files.masters, await files.store.get(id), key.toString(), contextOf(id)))
  const next = randomUUID()
  const { sealed, wrappedKey, facts } = sealStream(files.masters, [await change(was)], contextOf(next))
  await files.store.put(next, sealed)
  return { id: next, wrappedKey, facts: facts() }
}

const strings = 'xl/sharedStrings.xml'
const sheet = 'xl/worksheets/sheet1.xml'
const item = /<si>([\s\S]*?)<\/si>/g

/** A workbook of ours with the texts of one matter's row changed. Each text is kept once in it, wherever it stands. */
async function withoutWords(
  workbook: Buffer,
  reference: string,
  change: (texts: readonly string[]) => Promise<readonly string[]>,
): Promise<Buffer> {
  const parts = new Map<string, string>()
  const refused = await unpack(workbook, ({ name, bytes }) => {
    if (name === strings || name === sheet) parts.set(name, bytes.toString())
    return undefined
  })
  if (refused) throw new Error('A list that the program made cannot be read')
  const part = (name: string) => parts.get(name) ?? ''
  const texts = [...part(strings).matchAll(item)].map(([, inside = '']) => plain(inside))
  const row = [...part(sheet).matchAll(/<row\b[\s\S]*?<\/row>/g)]
    .map(([cells]) => [...cells.matchAll(/t="s"[^>]*><v>(\d+)<\/v>/g)].map(([, at]) => texts[Number(at)] ?? ''))
    .find(cells => cells.includes(reference))
  if (!row) throw new Error(`A list that holds ${reference} has no row of it`)
  const became = await change(row)
  const changed = new Map(row.flatMap((text, at) => (became[at] === text ? [] : [[text, became[at] ?? '']])))
  const rewritten = await rewrite(workbook, [
    [
      /^xl\/sharedStrings\.xml$/,
      xml =>
        xml.replaceAll(item, (whole, inside: string) => {
          const now = changed.get(plain(inside))
          return now === undefined ? whole : `<si><t xml:space="preserve">${escaped(now)}</t></si>`
        }),
    ],
  ])
  if (!rewritten) throw new Error('A list that the program made cannot be written')
  return rewritten
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

const plain = (inside: string): string =>
  [...inside.matchAll(/<t\b[^>]*>([\s\S]*?)<\/t>/g)]
    .map(([, text = '']) => text)
    .join('')
    .replaceAll(/&(\w+);/g, (whole, name: string) => named[name] ?? whole)

const escaped = (text: string): string =>
  text.replaceAll(/[&<>]/g, sign => ({ '&': '&amp;', '<': '&lt;' })[sign] ?? '&gt;')
