import { createHash, randomUUID, sign, verify } from 'node:crypto'
import { formatDay, type Day } from '../calendar/day.ts'
import { safeName } from '../documents/name.ts'
import { fileName, manifestName, pack, parts, signatureName } from './archive.ts'
import { mostSealed, seal, unseal } from './envelope.ts'
import { PackageFault, type Fault } from './fault.ts'
import { bodiesInWords, idOf, publicKey, type Card, type OwnKeys, type Trusted } from './keys.ts'
import {
  isNotice,
  manifestFormat,
  manifestIn,
  noticeFormat,
  noticeIn,
  type Item,
  type Manifest,
  type Notice,
  type Terms,
} from './manifest.ts'

/** A file that goes with an item. */
export interface Enclosed {
  readonly name: string
  readonly kind: string
  readonly bytes: Buffer
}

/** An item that is to be packed, by whom and for whom. */
export interface ToPack {
  readonly item: Item
  readonly terms: Terms
  readonly files: readonly Enclosed[]
  readonly made: Manifest['made']
  readonly to: Card
  /** The package's own number: a new one unless it is given. */
  readonly number?: string
}

/** What is to be told of an item that went before, by whom and to whom. */
export interface ToTell {
  readonly about: Notice['about']
  readonly says: Notice['says']
  readonly made: Notice['made']
  readonly to: Card
  /** What goes with something added. */
  readonly files?: readonly Enclosed[]
  readonly number?: string
}

/** A package with an item, which held in everything. */
export interface Checked {
  readonly manifest: Manifest
  readonly sender: Trusted
  readonly files: readonly Enclosed[]
  /** SHA-256 of the manifest's bytes, by which the same package is known again. */
  readonly digest: Buffer
}

/** A package that tells something of an item that went before, and held in everything. */
export interface Noticed {
  readonly notice: Notice
  readonly sender: Trusted
  readonly files: readonly Enclosed[]
}

/** Bound into what is signed, so that no signature of ours on anything else could stand for one of these. */
const signed = (manifest: Buffer) => Buffer.concat([Buffer.from('concordat package 1 manifest\n'), manifest])

/** The archive inside a package: the manifest, its signature and the files. */
export function archiveOf({ item, terms, files, made, to, number = randomUUID() }: ToPack, own: OwnKeys): Buffer {
  const manifest: Manifest = {
    format: manifestFormat,
    package: number,
    made,
    from: { name: own.card.name, key: idOf(own.card.signing) },
    to: { name: to.name, key: to.sealing },
    item,
    contract: terms,
    files: listed(files),
  }
  const said = bytesOf(manifest)
  // What we would not take from others we do not send.
  manifestIn(said)
  return pack(new Map([...signedBy(own, said), ...entriesOf(files)]))
}

/** The files as a manifest lists them. */
const listed = (files: readonly Enclosed[]): Manifest['files'] =>
  namedOnce(files).map(({ name, kind, bytes }, at) => ({
    entry: fileName(at + 1),
    name,
    kind,
    size: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  }))

const entriesOf = (files: readonly Enclosed[]) => files.map(({ bytes }, at) => [fileName(at + 1), bytes] as const)

const bytesOf = (said: object): Buffer => Buffer.from(`${JSON.stringify(said, undefined, 2)}\n`)

function signedBy(own: OwnKeys, said: Buffer): readonly (readonly [string, Buffer])[] {
  const signature = {
    format: 'concordat signature 1',
    key: idOf(own.card.signing),
    signature: sign(null, signed(said), own.signing).toString('base64url'),
  }
  return [
    [manifestName, said],
    [signatureName, bytesOf(signature)],
  ]
}

/** Makes the sealed package that tells something of an item that went before. Throws `PackageFault`. */
export function tell({ about, says, made, to, files = [], number = randomUUID() }: ToTell, own: OwnKeys): Buffer {
  const notice: Notice = {
    format: noticeFormat,
    package: number,
    made,
    from: { name: own.card.name, key: idOf(own.card.signing) },
    to: { name: to.name, key: to.sealing },
    about,
    says,
    ...(files.length > 0 && { files: listed(files) }),
  }
  const said = bytesOf(notice)
  noticeIn(said)
  return sealedFor(to, pack(new Map([...signedBy(own, said), ...entriesOf(files)])))
}

/** Of two files of one name the later gets its number before it: a package names each once. */
const namedOnce = (files: readonly Enclosed[]): readonly Enclosed[] =>
  files.map((file, at) =>
    files.slice(0, at).some(one => one.name === file.name)
      ? { ...file, name: safeName(`${at + 1} ${file.name}`) }
      : file,
  )

/** Makes the sealed package. Throws `PackageFault` when it would be too big, or would not be taken by anyone. */
export const write = (toPack: ToPack, own: OwnKeys): Buffer => sealedFor(toPack.to, archiveOf(toPack, own))

function sealedFor(to: Card, archive: Buffer): Buffer {
  const sealed = seal(archive, to.sealing)
  if (sealed.length > mostSealed)
    throw new PackageFault(
      'too big',
      `With its files the package would be larger than ${mostSealed / 1_000_000} MB. Send the files in another way.`,
    )
  return sealed
}

/**
 * Reads a package from end to end: its seal, its archive, its manifest, who signed it, each file's digest, and whether its terms
 * still run. Gives it whole, or what is wrong with it; never a part of it. Throws only where this program itself is at fault.
 */
export async function check(
  bytes: Buffer,
  own: OwnKeys,
  trusted: readonly Trusted[],
  today: Day,
): Promise<Checked | Noticed | { readonly fault: Fault }> {
  try {
    return await checked(unseal(bytes, own), own, trusted, today)
  } catch (fault) {
    if (fault instanceof PackageFault) return { fault: { code: fault.code, words: fault.words } }
    throw fault
  }
}

async function checked(
  archive: Buffer,
  own: OwnKeys,
  trusted: readonly Trusted[],
  today: Day,
): Promise<Checked | Noticed> {
  const found = await parts(archive)
  const said = found.get(manifestName)
  const signature = found.get(signatureName)
  if (!said || !signature)
    throw new PackageFault(
      'missing',
      `The ${said ? 'signature' : 'manifest'} is missing from this package, so nothing tells ${said ? 'whether it is genuine' : 'what it is'}.`,
    )
  const sender = signer(said, signature, trusted)
  if (isNotice(said)) {
    const notice = noticeIn(said)
    between(notice, sender, own)
    speaksFor(sender, notice.made.body)
    return { notice, sender, files: enclosed(notice.files ?? [], found) }
  }
  const manifest = manifestIn(said)
  between(manifest, sender, own)
  speaksFor(sender, manifest.item.originator)
  if (manifest.contract.until !== undefined && manifest.contract.until < today)
    throw new PackageFault(
      'run out',
      `Its terms let it be had until the end of ${formatDay(manifest.contract.until as Day)}. That is past, so it is not taken in.`,
    )
  return {
    manifest,
    sender,
    files: enclosed(manifest.files, found),
    digest: createHash('sha256').update(said).digest(),
  }
}

/** That it comes from whoever signed it, and was made for us. */
function between({ from, to }: Pick<Manifest, 'from' | 'to'>, sender: Trusted, own: OwnKeys): void {
  if (from.key !== idOf(sender.signing))
    throw new PackageFault(
      'signature',
      'This package says that it comes from another installation than the one that signed it.',
    )
  if (to.key !== own.card.sealing)
    throw new PackageFault('for another', `This package was made for ${to.name}, not for this installation.`)
}

function speaksFor(sender: Trusted, body: Manifest['made']['body']): void {
  if (!sender.bodies.includes(body))
    throw new PackageFault(
      'not the originator',
      `${sender.name} is trusted here for ${bodiesInWords(sender)} alone, and this package is said to be of another body.`,
    )
}

/** Whose signature is on the manifest: nothing in it counts before that is known. */
function signer(manifest: Buffer, bytes: Buffer, trusted: readonly Trusted[]): Trusted {
  const { key, signature } = signatureIn(bytes)
  const sender = trusted.find(one => idOf(one.signing) === key)
  if (!sender)
    throw new PackageFault(
      'unknown sender',
      `This package is signed with the key ${key}, which is not trusted here. Whoever runs this installation can trust it, once the sender has confirmed it in another way.`,
    )
  if (!verify(null, signed(manifest), publicKey('Ed25519', sender.signing), signature))
    throw new PackageFault(
      'signature',
      `The signature does not belong to what this package says: it was changed after ${sender.name} signed it.`,
    )
  return sender
}

function signatureIn(bytes: Buffer): { key: string; signature: Buffer } {
  try {
    const said = JSON.parse(bytes.toString('utf8')) as { format?: unknown; key?: unknown; signature?: unknown }
    if (said.format !== 'concordat signature 1') throw new Error('another format')
    if (!/^[0-9a-f]{16}$/.test(String(said.key)) || !/^[A-Za-z0-9_-]{86}$/.test(String(said.signature)))
      throw new Error('no signature')
    return { key: String(said.key), signature: Buffer.from(String(said.signature), 'base64url') }
  } catch {
    throw new PackageFault(
      'signature',
      'The signature of this package can’t be read, so nothing tells whether it is genuine.',
    )
  }
}

/** The files as the manifest lists them: each there, each as it was, and none besides. */
function enclosed(files: Manifest['files'], found: ReadonlyMap<string, Buffer>): readonly Enclosed[] {
  const listed = new Set([manifestName, signatureName, ...files.map(file => file.entry)])
  const besides = [...found.keys()].find(name => !listed.has(name))
  if (besides !== undefined)
    throw new PackageFault('unexpected name', `This package holds ${besides}, which its manifest does not list.`)
  return files.map(({ entry, name, kind, size, sha256 }) => {
    const bytes = found.get(entry)
    if (!bytes) throw new PackageFault('missing', `The file “${name}” is missing from this package.`)
    if (bytes.length !== size || createHash('sha256').update(bytes).digest('hex') !== sha256)
      throw new PackageFault('file altered', `The file “${name}” is not the one that was signed for: it was changed.`)
    return { name, kind, bytes }
  })
}
