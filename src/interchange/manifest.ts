import { z } from 'zod'
import { scrutinyBodies } from '../bodies.ts'
import { findDay } from '../calendar/day.ts'
import { safeName } from '../documents/name.ts'
import { PackageFault } from './fault.ts'

/** What a package says of the item in it, or of one that went before. Words that are not known are refused: they might be terms that nobody here would keep. */

export const manifestFormat = 'concordat item 1'
export const noticeFormat = 'concordat notice 1'

/** Nothing that no database holds and no page shows: a null, half a character. */
const words = (longest: number) =>
  z
    .string()
    .min(1)
    .max(longest)
    .refine(text => text.isWellFormed() && !text.includes('\0'))
const line = (longest: number) => words(longest).regex(/^[^\n\r]*$/)
const key = z.string().regex(/^[a-z0-9][a-z0-9.-]{0,99}$/)
const named = z.strictObject({ value: key, words: line(200) })
const instant = z.iso.datetime()
const day = z.string().refine(text => findDay(text) === text)
const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
/** A name that is as safe to show and to keep as it stands: no path, nothing invisible, nothing a disk trips over. */
const safe = z.string().refine(name => name !== '' && safeName(name) === name)

const unit = z.strictObject({ key, name: line(200) })
const atPlace = z.strictObject({ code: line(20), name: line(200) })

const itemShape = z.strictObject({
  /** The procedure it is shared under, and the version of its agreement. */
  sharing: key,
  agreement: line(100),
  reference: line(40),
  begun: instant,
  /** The body whose information it is. That never changes. */
  originator: z.enum(scrutinyBodies),
  kind: named,
  place: atPlace,
  /** Other places that it concerns. */
  alsoAt: z.array(atPlace).min(1).max(50).optional(),
  topics: z.array(named).max(30),
  marking: line(100),
  personal: z.boolean(),
  about: line(200),
  text: words(20_000),
})

const contractShape = z.strictObject({
  purpose: words(20_000),
  uses: z.array(named).max(30),
  readers: z.enum(['unit', 'head', 'named']),
  onward: z.enum(['no', 'named', 'ask']),
  onwardTo: unit.optional(),
  quoting: z.boolean(),
  until: day.optional(),
  later: z.boolean(),
  /** The same in sentences, for a person. The terms above are what holds. */
  words: z.array(line(2000)).max(30),
})

const fileShape = z.strictObject({
  entry: z.string().regex(/^files\/[1-9]\d{0,2}$/),
  name: safe,
  kind: key,
  size: z.int().min(0).max(60_000_000),
  sha256,
})

const anyShape = {
  package: z.uuid(),
  made: z.strictObject({ at: instant, post: key, title: line(200), unit: line(200), body: z.enum(scrutinyBodies) }),
  /** The installation it comes from, and the id of the key it is signed with. */
  from: z.strictObject({ name: line(200), key: z.string().regex(/^[0-9a-f]{16}$/) }),
  /** The installation it is for, and all of the key it is sealed with: sealed anew for somebody else, it would not hold. */
  to: z.strictObject({ name: line(200), key: z.string().regex(/^[A-Za-z0-9_-]{43}$/) }),
}

const shape = z.strictObject({
  format: z.literal(manifestFormat),
  ...anyShape,
  item: itemShape,
  contract: contractShape,
  files: z.array(fileShape).max(50),
})

/** What is told of an item that went in an earlier package. */
const noticeShape = z.strictObject({
  format: z.literal(noticeFormat),
  ...anyShape,
  about: z.strictObject({
    /** The number of the package that it went in. */
    package: z.uuid(),
    /** What it is called where it comes from. */
    reference: line(40),
    originator: z.enum(scrutinyBodies),
  }),
  says: z.discriminatedUnion('what', [
    z.strictObject({ what: z.literal('recalled') }),
    /** The terms as they were when it was made: of several, those of the one made last hold. */
    z.strictObject({
      what: z.literal('terms'),
      purpose: words(20_000),
      uses: z.array(named).max(30),
      onward: z.enum(['no', 'named', 'ask']),
      onwardTo: unit.optional(),
      quoting: z.boolean(),
      until: day.optional(),
      later: z.boolean(),
    }),
    /** What its originator added to it, in their order. Its files go with it. */
    z.strictObject({ what: z.literal('addition'), number: z.int().min(1).max(10_000), text: words(20_000) }),
    z.strictObject({ what: z.literal('outcome'), outcome: named, text: words(20_000) }),
  ]),
  files: z.array(fileShape).max(50).optional(),
})

export type Manifest = z.infer<typeof shape>
export type Notice = z.infer<typeof noticeShape>
export type Told = Notice['says']
export type Item = Manifest['item']
export type Terms = Manifest['contract']

/** The markings that are in use. */
export const markings: readonly string[] = ['OFFICIAL', 'OFFICIAL-SENSITIVE']

/** The manifest from its bytes. Throws `PackageFault`. */
export function manifestIn(bytes: Buffer): Manifest {
  const data = understood(shape, manifestFormat, parsed(bytes))
  const { contract, files, item, made } = data
  toldToWhom(contract)
  eachOnce(files)
  if (item.originator !== made.body)
    throw new PackageFault('not the originator', 'This package was not made by the body whose information it is.')
  if (!markings.includes(item.marking))
    throw new PackageFault(
      'withdrawn marking',
      `It is marked ${item.marking.slice(0, 60)}, which was withdrawn. Ask whoever owns it to mark it afresh, OFFICIAL or OFFICIAL-SENSITIVE.`,
    )
  return data
}

function toldToWhom({ onward, onwardTo }: Pick<Terms, 'onward' | 'onwardTo'>): void {
  if ((onward === 'named') !== (onwardTo !== undefined))
    throw new PackageFault('manifest', 'Its terms do not say to whom it may be passed on.')
}

function eachOnce(files: Manifest['files']): void {
  const twice = files.find(
    (file, at) => files.findIndex(one => one.entry === file.entry || one.name === file.name) < at,
  )
  if (twice) throw new PackageFault('name twice', `This package names the file “${twice.name}” twice.`)
}

/** The notice from its bytes. Throws `PackageFault`. */
export function noticeIn(bytes: Buffer): Notice {
  const data = understood(noticeShape, noticeFormat, parsed(bytes))
  if (data.says.what !== 'outcome' && data.about.originator !== data.made.body)
    throw new PackageFault('not the originator', 'This package was not made by the body whose information it is about.')
  if (data.says.what === 'terms') toldToWhom(data.says)
  if (data.files && data.says.what !== 'addition')
    throw new PackageFault('manifest', 'Files go with what was added, and this package adds nothing.')
  eachOnce(data.files ?? [])
  return data
}

/** Whether these are the bytes of a notice, not of an item; what is neither is read as an item, and refused. */
export const isNotice = (bytes: Buffer): boolean => formatOf(parsed(bytes)) === noticeFormat

const formatOf = (said: unknown): unknown => (said as { format?: unknown } | null)?.format

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw new PackageFault('manifest', 'What this package says of itself can’t be read: it is not JSON in UTF-8.')
  }
}

function understood<T>(as: z.ZodType<T>, known: string, said: unknown): T {
  const format = formatOf(said)
  if (format !== known)
    throw new PackageFault(
      'unknown version',
      `What is in this package is of a version that is not known here (“${String(format).slice(0, 40)}”; we know “${manifestFormat}” and “${noticeFormat}”). Bring this installation up to date.`,
    )
  const got = as.safeParse(said)
  if (got.success) return got.data
  const [issue] = got.error.issues
  const where = [...(issue?.path ?? []), ...(issue?.code === 'unrecognized_keys' ? issue.keys : [])].join('.')
  throw new PackageFault(
    'manifest',
    `What this package says of itself is not as it should be${where && `, at ${where.slice(0, 100)}`}${
      /^files\.\d+\.name$/.test(where) ? ': a file’s name has a path or something invisible in it' : ''
    }.`,
  )
}
