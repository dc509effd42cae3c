import { recordReading } from '../desk/reading.ts'
import { findDay } from '../calendar/day.ts'
import { dutiesOnPage, obligations as obligationsOf, type DutyPageEnd, type WantedDuties } from '../desk/work.ts'
import { answer, type Route } from './route.ts'
import { listOf, objectOf, obligationJson, obligationSchema, saying, text } from './shapes.ts'

export const obligations: Route = {
  method: 'GET',
  path: '/obligations',
  name: 'obligations',
  summary: 'Duties fallen due, the soonest first',
  about: 'Those of the parts that you may see, whoever owes them.',
  access: 'in a post',
  reads: ['listed'],
  query: {
    owedBy: saying(
      { type: 'string', minLength: 1, maxLength: 200 },
      'The key of the unit or post that owes it; `me` for your own post, `us` for your unit.',
    ),
    state: saying(
      { type: 'string', enum: ['overdue', 'due', 'met', 'missed'] },
      '`due` is what is owed and not yet overdue.',
    ),
    establishment: saying(
      { type: 'string', minLength: 1, maxLength: 200 },
      'A code that GET /establishments lists: duties on matters about that place.',
    ),
    after: saying(
      { type: 'string', maxLength: 100, pattern: '^[A-Za-z0-9_\\-]+$' },
      'Where the last page ended: its `after`.',
    ),
  },
  replies: {
    200: {
      description: `Up to ${dutiesOnPage} of them.`,
      schema: objectOf({ obligations: listOf(obligationSchema) }, { after: text, next: text }),
    },
  },
  answer: async ({ desk, query }) => {
    const { owedBy, state, establishment, after } = query as Omit<WantedDuties, 'after' | 'place'> & {
      establishment?: string
      after?: string
    }
    await recordReading(desk, { kind: 'listed' })
    const { rows, after: end } = await obligationsOf(desk, {
      owedBy: ownKey(owedBy, desk.who),
      state,
      place: establishment,
      after: after === undefined ? undefined : readCursor(after),
    })
    const next = end && {
      ...(owedBy ? { owedBy } : {}),
      ...(state ? { state } : {}),
      ...(establishment ? { establishment } : {}),
      after: writeCursor(end),
    }
    return answer({
      obligations: rows.map(one => obligationJson(one, desk.world.directory)),
      ...(next ? { after: next.after, next: `/api/v1/obligations?${new URLSearchParams(next).toString()}` } : {}),
    })
  },
}

const ownKey = (owedBy: string | undefined, { post, unit }: { post: string; unit: string }) =>
  owedBy === 'me' ? post : owedBy === 'us' ? unit : owedBy

const writeCursor = ({ due, reference, shown }: DutyPageEnd) =>
  Buffer.from(`${due} ${reference} ${shown}`).toString('base64url')

/** A cursor from elsewhere begins the list again rather than failing. */
function readCursor(cursor: string): DutyPageEnd | undefined {
  const [, day = '', reference = '', shown] =
    /^(\d{4}-\d\d-\d\d) ([A-Z]{3}-\d{4}-\d{4,12}) (\d{1,6})$/.exec(Buffer.from(cursor, 'base64url').toString('utf8')) ??
    []
  const due = findDay(day)
  return due && { due, reference, shown: Number(shown) }
}
