import { readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { formatDay } from '../calendar/day.ts'
import { HolidaysUnreadable } from '../calendar/holidays.ts'
import { recountDuties, takeInHolidays, type Recounted, type TakenIn } from '../desk/holidays.ts'
import { open } from '../house.ts'
import { CannotBeDone, type Command, type Given } from './command.ts'

/** A server reads the holidays again within this time: what it writes until then is counted by the old ones. */
const untilServersKnow = 6_000

export const holidays: Command = {
  name: 'holidays',
  about: 'Takes a newer file of bank holidays into use, and counts what is owed again',
  takes: '<file>',
  words: { least: 1, most: 1 },
  help: [
    'Reads a file as GOV.UK publishes it at https://www.gov.uk/bank-holidays.json and takes its England and Wales part into use.',
    'Its years take the place of the same years; others stay. Then every open duty is counted again: what moved is told here by',
    'day, and shown with the holiday that moved it to everyone who may see the duty.',
    '',
    '  <file>  the file, saved on this machine',
  ].join('\n'),
  async run({ words: [file = ''], settings, say, remark }) {
    const json = readJson(file)
    const { house, close } = await open(settings(), { beside: true })
    try {
      const taken = await takeInHolidays(house, json)
      for (const line of changesInWords(taken)) say(line)
      tell(await recountDuties(house, taken), say)
      if (taken.proclaimed.length + taken.withdrawn.length === 0) return
      remark('Waiting a few seconds for what was being written meanwhile.')
      await pause(untilServersKnow)
      const late = await recountDuties(house, taken)
      if (late.moved.length) tell(late, say)
    } catch (fault) {
      if (fault instanceof HolidaysUnreadable) throw new CannotBeDone(`${fault.message}\nNothing was changed.`)
      throw fault
    } finally {
      await close()
    }
  },
}

function readJson(file: string): unknown {
  let text
  try {
    text = readFileSync(file, 'utf8')
  } catch (fault) {
    throw new CannotBeDone(`${file} can’t be read: ${fault instanceof Error ? fault.message : String(fault)}`)
  }
  try {
    return JSON.parse(text) as unknown
  } catch {
    throw new CannotBeDone(
      `${file} is not a file of bank holidays as GOV.UK publishes it: it may be a web page, or cut short. Save https://www.gov.uk/bank-holidays.json again.\nNothing was changed.`,
    )
  }
}

/** What a file changed, a line each. */
export function changesInWords({ proclaimed, withdrawn, before, after }: TakenIn): string[] {
  const changes = [
    ...proclaimed.map(({ day, title }) => `New: ${title}, ${formatDay(day)}`),
    ...withdrawn.map(({ day, title }) => `No longer: ${title}, ${formatDay(day)}`),
    ...(after.knownUntil > before.knownUntil ? [`Holidays are now known until ${formatDay(after.knownUntil)}.`] : []),
  ]
  return changes.length ? changes : ['Every bank holiday in this file was known already.']
}

function tell({ counted, moved }: Recounted, say: Given['say']): void {
  const total = moved.reduce((sum, one) => sum + one.count, 0)
  say(`${counted} open ${counted === 1 ? 'duty' : 'duties'} counted again; ${total === 0 ? 'none' : total} moved.`)
  for (const { was, is, because, count } of moved)
    say(`  ${count} from ${formatDay(was)} to ${formatDay(is)}: ${because.join('; ')}`)
}
