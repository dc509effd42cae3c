#!/usr/bin/env node
// Checks a Concordat journal from outside. It shares no code with the server and needs nothing but Node 20.12 or later.
//
//   node verify.mjs journal.txt [--head saved-head.json] [--key public-key.pem]
//   concordat journal | node verify.mjs - --head saved-head.json
//
// The format is in docs/journal.md. It says nothing that the journal holds: only whether it is whole, and where it is not.
import { createHash, createPublicKey, hash, verify as verifySignature } from 'node:crypto'
import { createReadStream, readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'

/** What is wrong, and with which entry or head; `at` is where in the journal it stands. */
export class Broken extends Error {
  constructor(what, at) {
    super(`${at}: ${what}`)
    this.what = what
    this.at = at
  }
}

let room = Buffer.allocUnsafeSlow(1 << 16)

/** The digest, in hexadecimal, of bytes that are given so and of the words after them. */
function sha256(hexadecimal, words = '') {
  const most = hexadecimal.length / 2 + words.length * 3
  if (most > room.length) room = Buffer.allocUnsafeSlow(most * 2)
  const length = room.write(hexadecimal, 0, 'hex')
  return hash('sha256', room.subarray(0, length + room.write(words, length)), 'hex')
}
const hexadecimal = /^(?:[0-9a-f]{2})*$/

/**
 * The entries that a head covers, met in any order: of each the 32 bytes of its digest, of the first and the last where they
 * stand. Most heads cover few or none, and some thousands: each takes as much room as that.
 */
class Covered {
  first
  last
  #digests

  take(position, digest, at) {
    this.#digests ??= new Map()
    this.#digests.set(position, Buffer.from(digest, 'hex').toString('latin1'))
    if (!this.first || position < this.first.position) this.first = { position, at }
    if (!this.last || position > this.last.position) this.last = { position, at }
  }

  /** The first place at which there is none; undefined when none is missing. */
  firstGone() {
    if (!this.#digests || this.#digests.size === this.last.position) return undefined
    for (let position = 1; ; position++) if (!this.#digests.has(position)) return position
  }

  /** The digest of all of them in their order, none being gone. */
  root() {
    const all = createHash('sha256')
    for (let position = 1; position <= (this.last?.position ?? 0); position++)
      all.update(this.#digests.get(position), 'latin1')
    return all.digest('hex')
  }
}

/** The same words, apart from the text that they were cut out of: kept as they are, they would keep all of it. */
const copied = words => Buffer.from(words).toString()

/**
 * Reads lines and checks them: every content against its salted digest, every entry against the one before, every head
 * against the entries it covers and the head before, and its signature. Returns the counts and the last head.
 * Throws `Broken`, naming the first entry or head that does not hold.
 */
export async function verifyJournal(chunks, { savedHead, publicKey } = {}) {
  const seen = { entries: 0, contents: 0, struck: 0, erased: 0, heads: 0, uncovered: 0 }
  const heads = []
  const covered = []
  let entry
  let first = true
  // Of the matter being read: contents that are as they were said, contents that are not, and what later entries say was left
  // of a content when words had been struck out of it.
  let asSaid = new Set()
  let changed = new Map()
  let left = new Map()
  // And those that later entries say were disposed of.
  let gone = new Set()

  const finishEntry = () => {
    if (!entry) return
    if (entry.left > 0) seen.erased += entry.left
    entry = undefined
  }

  /** A content is as it was said, or, once words were struck out of it, as the last entry that did so says it was left. */
  const finishMatter = () => {
    finishEntry()
    for (const [content, { part, digest, at }] of changed)
      if (left.get(content) !== digest) throw new Broken(`its content (${part}) was changed`, at)
    for (const content of left.keys())
      if (asSaid.has(content))
        throw new Broken(`words that were struck out of ${content} are there again`, last.reference)
    for (const content of gone)
      if (asSaid.has(content) || changed.has(content))
        throw new Broken(`what was disposed of, ${content}, is there again`, last.reference)
    seen.struck += changed.size
    asSaid = new Set()
    changed = new Map()
    left = new Map()
    gone = new Set()
  }

  const takeHead = fields => {
    const [, number, previous, digest, signature, keyId, header] = fields
    const at = `head ${number}`
    if (fields.length !== 7) throw new Broken('its line has not seven fields', at)
    if (Number(number) !== heads.length + 1) throw new Broken(`head ${heads.length + 1} is missing`, at)
    if (previous !== (heads.at(-1)?.digest ?? '')) throw new Broken('it does not follow the head before it', at)
    if (!hexadecimal.test(previous) || sha256(previous, header) !== digest)
      throw new Broken('its digest is not of what it says', at)
    const said = JSON.parse(header)
    // The method is fixed by the version: a header that names another is not one of ours.
    if (said.v !== 1 || said.number !== Number(number) || said.key !== keyId || !/^[0-9a-f]{64}$/.test(said.root))
      throw new Broken('it is not a head of version 1', at)
    if (publicKey && !verifySignature(null, Buffer.from(digest, 'hex'), publicKey, Buffer.from(signature, 'base64')))
      throw new Broken('its signature is not by the given key', at)
    heads.push({ digest: copied(digest), root: said.root })
    covered.push(new Covered())
    seen.heads++
  }

  const takeEntry = (line, fields) => {
    finishEntry()
    const [, called, number, head, position, previous, digest] = fields
    const reference = called === last.reference ? last.reference : copied(called)
    // The header is the rest of the line: JSON, which has no tab in it.
    const header = fields[7]
    const at = `${reference} entry ${number}`
    if (fields.length !== 8) throw new Broken('its line has not eight fields', at)
    const before = last.reference === reference ? last : undefined
    if (!before && finished.has(reference)) throw new Broken('its entries do not stand together', at)
    if (!before && last.reference) {
      finishMatter()
      finished.add(last.reference)
    }
    if (Number(number) !== (before?.number ?? 0) + 1)
      throw new Broken(`entry ${(before?.number ?? 0) + 1} of ${reference} is missing`, at)
    if (previous !== (before?.digest ?? '')) throw new Broken('it does not follow the entry before it', at)
    if (sha256(previous, header) !== digest) throw new Broken('its digest is not of what it says', at)
    if (
      !header.includes(`"reference": "${reference}"`) ||
      !header.includes(`"number": ${number},`) ||
      !header.includes('"v": 1,')
    )
      throw new Broken('its header is of another entry, or of another version', at)
    last = { reference, number: Number(number), digest }
    if (head === '') seen.uncovered++
    else {
      const list = covered[Number(head) - 1]
      if (!list) throw new Broken(`it says that head ${head} covers it, and there is none`, at)
      if (!/^[1-9]\d{0,8}$/.test(position)) throw new Broken('it says no place under the head that covers it', at)
      list.take(Number(position), digest, at)
    }
    const contents = header.indexOf('"contents": {')
    const promised = contents < 0 ? '' : header.slice(contents + 12, header.indexOf('}', contents) + 1)
    if (header.includes('"strikes": [{'))
      for (const { of, part, digest: leaving } of JSON.parse(header).strikes) {
        if (!(of < Number(number))) throw new Broken('it strikes words out of what was not said yet', at)
        if (leaving) left.set(`entry ${of} (${part})`, leaving)
      }
    if (header.includes('"disposes": [{'))
      for (const { of, part } of JSON.parse(header).disposes) {
        if (!(of < Number(number))) throw new Broken('it disposes of what was not said yet', at)
        gone.add(`entry ${of} (${part})`)
      }
    entry = { at, number, promised, left: promised.split('": "').length - 1 }
    seen.entries++
  }

  const takeContent = fields => {
    const [, part, salt, body] = fields
    if (!entry || fields.length !== 4)
      throw new Broken('a content stands without its entry', entry?.at ?? 'the beginning')
    const digest = sha256(salt, body)
    const content = `entry ${entry.number} (${part})`
    if (entry.promised.includes(`"${part}": "${digest}"`)) asSaid.add(content)
    else if (entry.promised.includes(`"${part}": "`) && !changed.has(content))
      changed.set(content, { part, digest, at: entry.at })
    else throw new Broken(`its content (${part}) was changed`, entry.at)
    entry.left--
    if (entry.left < 0) throw new Broken('it has more contents than it was made with', entry.at)
    seen.contents++
  }

  let last = {}
  const finished = new Set()
  const takeLine = line => {
    if (first) {
      if (line !== 'concordat journal 1') throw new Broken('this is not a journal of version 1', 'the beginning')
      first = false
      return
    }
    if (line === '') return
    const fields = line.split('\t')
    if (fields[0] === 'C') takeContent(fields)
    else if (fields[0] === 'E') takeEntry(line, fields)
    else if (fields[0] === 'H') takeHead(fields)
    else throw new Broken('a line is neither a head, an entry nor a content', entry?.at ?? 'the beginning')
  }

  let rest = ''
  for await (const chunk of chunks) {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) takeLine(line)
  }
  if (rest) takeLine(rest)
  if (first) throw new Broken('it is empty', 'the beginning')
  finishMatter()

  for (const [index, list] of covered.entries()) {
    const at = `head ${index + 1}`
    const gone = list.firstGone()
    if (gone) throw new Broken(`an entry it covers (the ${gone}th) is gone`, at)
    if (list.root() !== heads[index].root)
      throw new Broken(
        list.first
          ? `the entries it covers, from ${list.first.at} to ${list.last.at}, are not those it was made over`
          : 'the entries it covers are gone',
        at,
      )
  }
  checkSavedHead(heads, savedHead)
  return { ...seen, head: heads.length ? { number: heads.length, digest: heads.at(-1).digest } : undefined }
}

/** A head that was kept outside must still be where it was: else the journal was cut, rewritten or rolled back since. */
function checkSavedHead(heads, saved) {
  if (!saved) return
  const at = `head ${saved.number}`
  if (saved.number > heads.length)
    throw new Broken(
      `the saved head is newer than the journal, which ends at head ${heads.length}: it was cut or rolled back`,
      at,
    )
  if (heads[saved.number - 1].digest !== saved.digest)
    throw new Broken('the journal has another head there than the saved one: history was rewritten', at)
}

async function main(args) {
  const option = name => {
    const at = args.indexOf(name)
    return at < 0 ? undefined : args.splice(at, 2)[1]
  }
  const headFile = option('--head')
  const keyFile = option('--key')
  const [file] = args
  if (!file) {
    console.error('Usage: node verify.mjs <journal.txt | -> [--head saved-head.json] [--key public-key.pem]')
    return 2
  }
  const chunks = (file === '-' ? process.stdin : createReadStream(file)).setEncoding('utf8')
  try {
    const found = await verifyJournal(chunks, {
      savedHead: headFile && JSON.parse(readFileSync(headFile, 'utf8')),
      publicKey: keyFile && createPublicKey(readFileSync(keyFile)),
    })
    console.log(
      `The journal is whole: ${found.entries} entries, ${found.contents} contents (words struck out of ${found.struck}, ${found.erased} erased on disposal), ${found.heads} ${found.heads === 1 ? 'head' : 'heads'}; ${found.uncovered} entries are not under a head yet.`,
    )
    return 0
  } catch (error) {
    if (!(error instanceof Broken)) throw error
    console.error(`The journal is broken at ${error.message}`)
    return 1
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
  process.exitCode = await main(process.argv.slice(2))
