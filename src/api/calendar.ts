import { day } from '../calendar/day.ts'
import { due as dueOf, type Due } from '../calendar/due.ts'
import { period as periodOf, periodInWords } from '../calendar/period.ts'
import { problem } from './problem.ts'
import { answer, no, type Route } from './route.ts'
import { dayText, flag, listOf, objectOf, saying, text, whole } from './shapes.ts'

export const due: Route = {
  method: 'GET',
  path: '/calendar/due',
  name: 'calendarDue',
  summary: 'The day on which a period ends, and its working',
  about:
    'Day 0 is the day it runs from. Working days pass over weekends and the bank holidays of England and Wales; weeks are seven days; a month ends on the same day, or the month’s last.',
  access: 'in a post',
  reads: 'nothing',
  query: {
    from: saying({ ...dayText, examples: ['2022-04-08'] }, 'Day 0.'),
    period: saying(
      {
        type: 'string',
        pattern: '^(-?P[0-9]{1,4}(WD|D|W|M|Q|Y)|END-OF-(FOLLOWING-WEEK|MONTH|QUARTER|YEAR|BUSINESS-YEAR))$',
        examples: ['P36WD', 'P8W', 'P3M', 'P28D'],
      },
      'Working days (WD), days, weeks, months, quarters or years; backwards with a minus; or an end.',
    ),
  },
  replies: {
    200: {
      description: 'The day, and how it was reckoned.',
      schema: objectOf(
        {
          from: dayText,
          period: text,
          periodInWords: text,
          date: dayText,
          working: saying(text, 'The arithmetic, as a sentence.'),
          weekends: saying(whole, 'Weekends passed over, whole or in part.'),
          holidays: listOf(objectOf({ day: dayText, title: text }), 'Bank holidays passed over.'),
          known: saying(flag, 'Whether the bank holidays that matter had all been published.'),
        },
        { fallsOn: saying(text, 'The day is not worked: the bank holiday’s title, Saturday or Sunday.') },
      ),
    },
    400: { description: 'The day or the period could not be read, or leads out of the years 1000 to 9999.' },
  },
  answer: ({ desk, query }) => {
    const { from, period } = query as { from?: string; period?: string }
    const missing = [['from', from] as const, ['period', period] as const].filter(([, given]) => given === undefined)
    if (from === undefined || period === undefined)
      return notUnderstood(missing.map(([field]) => ({ field, words: 'This is needed' })))
    const found = findDue(from, period, desk.world.calendar)
    if (!found) return notUnderstood([{ field: 'period', words: 'This leads out of the years 1000 to 9999' }])
    const { working } = found
    return answer({
      from,
      period,
      periodInWords: periodInWords(periodOf(period)),
      date: found.day,
      working: working.sentence,
      weekends: working.weekends,
      holidays: working.holidays,
      known: working.known,
      fallsOn: working.fallsOn,
    })
  },
}

const notUnderstood = (problems: { field: string; words: string }[]) =>
  no(problem('not-understood', 'Something about the address is not right.', { problems }))

function findDue(from: string, period: string, calendar: Parameters<typeof dueOf>[2]): Due | undefined {
  try {
    return dueOf(day(from), periodOf(period), calendar)
  } catch (fault) {
    if (fault instanceof RangeError) return undefined
    throw fault
  }
}
