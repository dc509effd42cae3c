import { readFileSync } from 'node:fs'
import type { Holidays } from './holidays.ts'
import { HolidaysUnreadable, readHolidays } from './holidays.ts'

const shipped = new URL('../../data/bank-holidays.json', import.meta.url)

/**
 * The bank holidays in a file of GOV.UK's shape: the one that ships with Concordat unless another is named.
 * Throws HolidaysUnreadable when there is no such file, it is not JSON, or it can't be relied on.
 */
export const loadHolidays = (file: string | URL = shipped): Holidays => readHolidays(parsed(file))

const parsed = (file: string | URL): unknown => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new HolidaysUnreadable([`${String(file)} can't be read: ${(error as Error).message}`])
  }
}
