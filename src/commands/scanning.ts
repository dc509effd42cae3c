import { eicar, scan, type Scanner } from '../documents/scan.ts'
import { pack } from '../interchange/archive.ts'

/**
 * Whether the virus scanner looks at the largest file to its end. It passes what it leaves unread as clean, and says nothing of
 * it: so it is shown an archive of that size that holds nothing but the standard test file, at its very end.
 */
export async function howItScans(scanner: Scanner, largest: number): Promise<{ well: boolean; words: string }> {
  const no = (words: string) => ({ well: false, words })
  const known = await scan(archiveWith(), scanner)
  if (known.verdict === 'clean')
    return no(
      'It does not find the standard test file in an archive: its signatures are not there (run freshclam), or ScanArchive of clamd is off.',
    )
  if (known.verdict !== 'infected') return no(`It does not look at a small archive: ${JSON.stringify(known)}`)

  const empty = await scan(Buffer.alloc(largest), scanner)
  if (empty.verdict === 'too large' || isLimit(empty))
    return no(
      `It takes no file of ${largest} bytes, and Concordat does: set StreamMaxLength and MaxFileSize of clamd to that at least, and MaxScanSize to three times that.`,
    )
  if (empty.verdict !== 'clean') return no(`It does not pass a file with nothing in it: ${JSON.stringify(empty)}`)

  const ended = await scan(archiveWith(largest), scanner)
  if (ended.verdict === 'clean')
    return no(
      `It passes a file of ${largest} bytes as clean and has not looked at the end of it, where the standard test file was: set MaxFileSize of clamd to that at least, MaxScanSize to three times that, and AlertExceedsMax to yes.`,
    )
  if (ended.verdict !== 'infected') return no(`It does not look at the largest file: ${JSON.stringify(ended)}`)
  return {
    well: true,
    words: isLimit(ended)
      ? 'takes the largest file, and refuses an archive that it cannot look at whole'
      : 'looks at the largest file to its end',
  }
}

/** Told to say so (AlertExceedsMax), it finds that there is more than it looks at. */
const isLimit = (said: Awaited<ReturnType<typeof scan>>): boolean =>
  said.verdict === 'infected' && said.name.startsWith('Heuristics.Limits.Exceeded')

/** The standard test file in an archive, the last in it; of exactly so many bytes, where that is said. */
function archiveWith(size?: number): Buffer {
  const test = ['files/2', Buffer.from(eicar, 'latin1')] as const
  const of = (filler: number) => pack(new Map([['files/1', Buffer.alloc(filler)], test]))
  return size === undefined ? pack(new Map([test])) : of(size - of(0).length)
}
