import { referencesIn } from './cites.ts'
import { remake } from './images.ts'
import { examineApart, kinds, type Examined } from './kinds.ts'
import { safeName } from './name.ts'
import { namesAuthor } from './office.ts'
import { withoutAuthors } from './properties.ts'
import { refuse, type Refused } from './refused.ts'
import { scan, type Scanner, type Verdict } from './scan.ts'

/** A file fit to be sealed and kept: its safe name, kind, bytes, what it carries unseen, the references in it, and whether it was scanned. */
export type Received = Examined & { name: string; bytes: Buffer; scanned: 'clean' | 'not scanned' }

/**
 * Takes a file in, or says why not: examined by its content, scanned as it came, a picture made anew, an office document
 * without the names of its authors. When a scanner is set and can't answer, nothing is taken in. Of a file that is read as
 * a sheet and given to nobody, cells that would act are made words instead of refused: `asWords` does that.
 */
export async function receive(
  name: string,
  bytes: Buffer,
  scanner: Scanner | undefined,
  asWords?: AsWords,
): Promise<Received | Refused> {
  const examined = await examinedAs(name, bytes, asWords)
  if ('refused' in examined) return examined
  const { kind, carries, cites } = examined

  const said = await scan(bytes, scanner)
  if (said.verdict !== 'clean' && said.verdict !== 'not scanned') return notTaken(said)

  const file = { name: safeName(name), kind, carries, cites, bytes: examined.bytes, scanned: said.verdict }
  if (kind.image) {
    const picture = await remake(bytes, kind.image)
    return 'refused' in picture ? picture : { ...file, bytes: picture.bytes }
  }
  return kind.office ? unsigned(file) : file
}

/** Makes every cell of a CSV file words; undefined when it can't be read as one. */
export type AsWords = (bytes: Buffer) => Promise<Uint8Array | undefined>

/** What the file is, and its bytes as they are to be kept. That its cells act is the last thing a CSV file is refused for. */
async function examinedAs(
  name: string,
  bytes: Buffer,
  asWords: AsWords | undefined,
): Promise<(Examined & { bytes: Buffer }) | Refused> {
  const examined = await examineApart(name, bytes)
  if (!('refused' in examined)) return { ...examined, bytes }
  const words = examined.code === 'formulas' ? await asWords?.(bytes) : undefined
  if (!words) return examined
  const kept = Buffer.from(words)
  return { kind: kinds.csv, carries: [], cites: referencesIn(kept.toString()), bytes: kept }
}

/** An office document as it is kept: without the names its properties give, unless they are under its signature. */
async function unsigned(file: Received): Promise<Received> {
  const bytes = await withoutAuthors(file.bytes)
  if (bytes === file.bytes) return file
  const carries = file.carries.map(each => (each.startsWith(namesAuthor) ? `${namedAuthor}.` : each))
  return { ...file, bytes, carries }
}

const namedAuthor = 'Its properties named who wrote it; the names were taken out'

function notTaken(said: Exclude<Verdict, { verdict: 'clean' | 'not scanned' }>): Refused {
  if (said.verdict === 'infected')
    return refuse(
      'infected',
      `The virus scanner found ${said.name} in this file, so it was not taken in. Tell your IT help desk, and do not open it.`,
    )
  if (said.verdict === 'too large')
    return refuse(
      'too big',
      'The virus scanner takes no file as large as this one, so it was not taken in. Attach it in smaller parts, or tell the people who run Concordat.',
    )
  return refuse(
    'not scanned',
    'The virus scanner is not answering, so no file can be taken in. Nothing was changed. Try again in a few minutes.',
  )
}
