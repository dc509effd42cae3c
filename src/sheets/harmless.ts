import { apart } from '../documents/apart.ts'
import { decode } from '../documents/text.ts'
import { parseCsv, quoted } from './csv.ts'
import { neutralised } from './neutral.ts'
import { usualLimits } from './read.ts'

const bounds = { seconds: 30, megabytes: 768 }

/** A short file is made harmless where it is, since a thread takes longer to begin. */
const short = 256 * 1024

/**
 * A CSV file with every cell that would act as a formula made text. An earlier log has such cells, typed years ago and meant
 * as words: nothing that acts is kept, and `read` gives the words back as they stood. Undefined when it cannot be read as CSV.
 */
export async function harmless(bytes: Uint8Array): Promise<Uint8Array | undefined> {
  if (bytes.byteLength <= short) return harmlessNow(bytes)
  return apart<Uint8Array | undefined>(new URL(import.meta.url), 'harmlessNow', [bytes], bounds).catch(() => undefined)
}

/** The same at once. A file with more than is read of any sheet keeps one row more than that, so that it is told. */
export function harmlessNow(bytes: Uint8Array): Uint8Array | undefined {
  const { rows, columns } = usualLimits
  const parsed = parseCsv(decode(bytes).text, { rows, cells: rows * columns })
  if (parsed.unclosed !== undefined) return undefined
  const lines = parsed.rows.map(cells => cells.map(cell => quoted(neutralised(cell))).join(','))
  return Buffer.from(lines.join('\r\n'))
}
