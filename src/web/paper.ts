import type { ServerResponse } from 'node:http'
import { bytesOf, writtenOn, type Html } from './html.ts'

/**
 * Paper that pages are written on, and that is used again. A page is tens of kilobytes beside which the rest of an answer is
 * nothing: with fresh room for each of them the collector goes over all that the server holds a hundred times a minute.
 */
const sheetBytes = 1 << 18
const mostLying = 32
const lying: Buffer[] = []

/**
 * A page as it is sent, on a sheet of its own. The sheet comes back when the system has taken the last byte of this answer, and
 * not before: the next page on it is somebody else's. One whose answer broke off never comes back.
 */
export function onPaper(page: Html, answer: ServerResponse): Buffer {
  const sheet = lying.pop() ?? Buffer.allocUnsafeSlow(sheetBytes)
  const length = writtenOn(sheet, page)
  if (length === undefined) {
    lying.push(sheet)
    return bytesOf(page)
  }
  answer.once('finish', () => {
    if (lying.length < mostLying) lying.push(sheet)
  })
  return sheet.subarray(0, length)
}
