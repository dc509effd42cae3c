import { history, givenAnswers } from '../../src/desk/history.ts'
import { findDocument } from '../../src/desk/documents.ts'
import type { Desk } from '../../src/desk/desk.ts'
import { count, every, list } from '../../src/desk/list.ts'
import { findMatter } from '../../src/desk/matter.ts'
import { receipts } from '../../src/desk/reading.ts'
import { trail } from '../../src/desk/trail.ts'
import { obligations, work } from '../../src/desk/work.ts'
import { listener, type Canary } from './canary.ts'
import { sight, type Sight } from './oracle.ts'
import { everythingSelected, type Readable } from './tables.ts'
import type { Perch, RandomWorld } from './world.ts'

/** Where each canary was heard, by its number. */
export type Heard = Map<number, Set<string>>

export const hearing = (canaries: readonly Canary[]) => {
  const heard: Heard = new Map()
  const lines = new Set<string>()
  const singingIn = listener(canaries)
  return {
    heard,
    /** Lines that were listened to before, such as what stands round every page, are not listened to again. */
    listen(text: string, where: string) {
      const news = text.split('\n').filter(line => !lines.has(line))
      for (const line of news) lines.add(line)
      for (const canary of singingIn(news.join('\n'))) {
        const places = heard.get(canary.id) ?? new Set()
        places.add(where)
        heard.set(canary.id, places)
      }
    },
  }
}

/** Everything that can be said in JSON, with what JSON leaves out. */
const inWords = (value: unknown): string =>
  JSON.stringify(value, (_key, held: unknown) =>
    held instanceof Map ? [...held] : held instanceof Set ? [...held] : typeof held === 'bigint' ? String(held) : held,
  )

/** What a post hears when it selects everything that the serving role may select. */
export async function hearBySql(world: RandomWorld, post: string, tables: readonly Readable[]): Promise<Heard> {
  const { heard, listen } = hearing(canariesOf(world))
  const found = await world.as(post, desk => everythingSelected(desk.transaction, tables))
  for (const [table, rows] of found) {
    const text = rows.join('\n')
    // What the journal chains says until when each disclosure holds. No door gives it out; the table does, to its entry's readers.
    listen(table === 'entry' ? text.replaceAll(/""until"": ""[^"]*""/g, '') : text, `table ${table}`)
  }
  return heard
}

/** What a post hears from every door of the desk: matters, files, lists, counts, searches, work, duties, receipts. */
export async function hearAtDesk(world: RandomWorld, post: string): Promise<Heard> {
  const canaries = canariesOf(world)
  const { heard, listen } = hearing(canaries)
  await world.as(post, async desk => {
    for (const reference of world.references) {
      const view = await findMatter(desk, reference)
      if (!view) continue
      listen(inWords(view), `matter ${reference}`)
      listen(inWords([history(view, desk.world), givenAnswers(view, desk.world)]), `history ${reference}`)
      listen(inWords(await trail(desk, view.matter.id)), `trail ${reference}`)
      listen(inWords(await receipts(desk, view.matter.id)), `receipts ${reference}`)
    }
    listen(inWords(await list(desk, { most: 1000 })), 'list')
    for await (const row of every(desk, {})) listen(inWords(row), 'export')
    listen(inWords(await work(desk)), 'work')
    listen(inWords(await obligations(desk, {})), 'obligations')
    await search(desk, canaries, listen)
  })
  for (const { id } of world.documents) {
    const opened = await world.as(post, async desk => {
      const file = await findDocument(desk, world.files, id)
      return file && `${file.name}\n${Buffer.concat(await file.bytes.toArray()).toString()}`
    })
    if (opened !== undefined) listen(opened, `file ${id}`)
  }
  return heard
}

/** A search that finds anything tells that the word is there, whatever its rows say. */
async function search(desk: Desk, canaries: readonly Canary[], listen: (text: string, where: string) => void) {
  const words = canaries.filter(canary => canary.kind === 'words')
  // All of them at once: when nothing is found, none of them is.
  const asked = (some: readonly Canary[]) => some.map(canary => canary.stem ?? canary.forms[0]).join(' or ')
  const look = async (some: readonly Canary[]): Promise<void> => {
    if (some.length === 0) return
    const { count: found } = await count(desk, { q: asked(some) })
    if (found === 0) return
    if (some.length === 1) {
      listen(some[0]?.forms[0] ?? '', 'search')
      return
    }
    const half = Math.ceil(some.length / 2)
    await look(some.slice(0, half))
    await look(some.slice(half))
  }
  await look(words)
}

export const canariesOf = (world: RandomWorld): Canary[] => [
  ...new Set([...world.perches.map(perch => perch.canary), ...world.loose.map(loose => loose.canary)]),
]

/** What the oracle says of a canary wherever it sits: the widest sight of any of its places. */
export function sightOf(world: RandomWorld, canary: Canary, post: string): Sight {
  const sights = [
    ...world.loose.filter(one => one.canary === canary).map((one): Sight => (one.post === post ? 'may' : 'no')),
    ...world.perches.filter(one => one.canary === canary).map(one => sightOfPerch(world, one, post)),
  ]
  return sights.includes('must') ? 'must' : sights.includes('may') ? 'may' : 'no'
}

export function sightOfPerch(world: RandomWorld, perch: Perch, post: string): Sight {
  if (perch.vain || world.struck.has(perch.canary)) return 'no'
  const happened = world.happenings.filter(one => one.reference === perch.reference)
  return sight(happened, happened.indexOf(perch.of), perch.question, post, world.house.now())
}

export interface Faults {
  readonly leaks: readonly Fault[]
  readonly silences: readonly Fault[]
}

export interface Fault {
  readonly canary: Canary
  readonly post: string
  readonly where: readonly string[]
}

/** Said nowhere but in parts that are encrypted: whoever may read it does so at a door, and nobody in a table. */
const isSealed = (world: RandomWorld, canary: Canary): boolean => {
  const perches = world.perches.filter(one => one.canary === canary)
  return perches.length > 0 && perches.every(one => one.sealed)
}

/** What was heard that may not be, and what must be heard and was not. In the tables are no bytes of files. */
export function faultsIn(world: RandomWorld, post: string, heard: Heard, at: 'tables' | 'doors' = 'doors'): Faults {
  const all = canariesOf(world).map(canary => ({
    canary,
    post,
    where: [...(heard.get(canary.id) ?? [])],
    allowed: at === 'tables' && isSealed(world, canary) ? ('no' as const) : sightOf(world, canary, post),
  }))
  const deaf = ({ canary }: { canary: Canary }) => at === 'tables' && canary.kind === 'file'
  return {
    leaks: all.filter(one => one.where.length > 0 && one.allowed === 'no'),
    silences: all.filter(one => one.where.length === 0 && one.allowed === 'must' && !deaf(one)),
  }
}

/** Faults in sentences, the first few whole. */
export const told = (world: RandomWorld, { leaks, silences }: Faults, most = 3): string =>
  [
    ...leaks.slice(0, most).map(one => `${one.post} HEARS ${tell(world, one.canary)} in ${one.where.join(', ')}`),
    ...silences.slice(0, most).map(one => `${one.post} DOES NOT HEAR ${tell(world, one.canary)}`),
    ...(leaks.length + silences.length > 2 * most
      ? [`and more: ${leaks.length} leaks, ${silences.length} silences`]
      : []),
  ].join('\n')

/** A canary by where it sits, and what had happened there, so that a failure can be read without running it again. */
export function tell(world: RandomWorld, canary: Canary): string {
  const perch = world.perches.find(one => one.canary === canary)
  if (!perch) return `a file that was attached to nothing (${canary.forms[0]})`
  const happened = world.happenings.filter(one => one.reference === perch.reference)
  const at = happened.indexOf(perch.of)
  const story = happened.map(
    (one, index) => `${index === at ? '**' : ''}${one.step} by ${one.post}${index === at ? '**' : ''}`,
  )
  return `${perch.step}.${perch.question} (${perch.part}, ${canary.kind} ${canary.forms[0]}) of ${perch.reference} [${story.join('; ')}]`
}
