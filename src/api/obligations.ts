import { recordReading } from '../desk/reading.ts'
import { obligations as obligationsOf } from '../desk/work.ts'
import { answer, type Route } from './route.ts'
import { listOf, objectOf, obligationJson, obligationSchema, saying, text } from './shapes.ts'

/** As many as `desk/work.ts` gives at once. */
const page = 100

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
    after: saying(
      { type: 'integer', minimum: 0, maximum: 1_000_000 },
      'How many to pass over: the `after` of the page before.',
    ),
  },
  replies: {
    200: {
      description: `Up to ${page} of them.`,
      schema: objectOf({ obligations: listOf(obligationSchema) }, { after: { type: 'integer' }, next: text }),
    },
  },
  answer: async ({ desk, query }) => {
    const {
      owedBy,
      state,
      after = 0,
    } = query as { owedBy?: string; state?: 'overdue' | 'due' | 'met' | 'missed'; after?: number }
    await recordReading(desk, { kind: 'listed' })
    const found = await obligationsOf(desk, { owedBy: ownKey(owedBy, desk.who), state, after })
    const next = found.length < page ? undefined : after + page
    const address = new URLSearchParams({
      ...(owedBy ? { owedBy } : {}),
      ...(state ? { state } : {}),
      after: String(next),
    })
    return answer({
      obligations: found.map(one => obligationJson(one, desk.world.directory)),
      ...(next === undefined ? {} : { after: next, next: `/api/v1/obligations?${address.toString()}` }),
    })
  },
}

const ownKey = (owedBy: string | undefined, { post, unit }: { post: string; unit: string }) =>
  owedBy === 'me' ? post : owedBy === 'us' ? unit : owedBy
