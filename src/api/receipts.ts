import { findMatter } from '../desk/matter.ts'
import { recordReading } from '../desk/reading.ts'
import { seen, type After } from '../desk/receipts.ts'
import { answer, denied, type Route } from './route.ts'
import { bodySchema, instant, listOf, objectOf, referenceSchema, saying, text } from './shapes.ts'

const usual = 100

/** Where a page ended, and back. */
const written = ({ at, shown }: After) => `${at.toISOString()}~${shown}`
const read = (after = ''): After | undefined => {
  const [at = '', shown = '0'] = after.split('~')
  const instant = new Date(at)
  return Number.isNaN(instant.getTime()) ? undefined : { at: instant, shown: Number(shown) }
}

export const receipts: Route = {
  method: 'GET',
  path: '/matters/:reference/seen',
  name: 'seen',
  summary: 'Who saw a matter, the latest first',
  about:
    'For the unit that owns it, everyone’s reading of parts that they see too; for anyone else, their own post’s. A name is told of your own body alone.',
  access: 'in a post',
  reads: ['opened'],
  params: { reference: referenceSchema },
  query: {
    after: saying(
      { type: 'string', pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z~[0-9]{1,6}$' },
      'Where the last page ended: its `after`.',
    ),
    most: saying({ type: 'integer', minimum: 1, maximum: 500 }, `How many to a page; ${usual} unless said.`),
  },
  replies: {
    200: {
      description: 'A page of them.',
      schema: objectOf(
        {
          reference: referenceSchema,
          seen: listOf(
            objectOf(
              {
                at: instant,
                did: { type: 'string', enum: ['opened', 'listed', 'searched', 'exported', 'printed', 'denied'] },
                office: text,
                body: bodySchema,
                parts: listOf(text, 'Of those that you see too.'),
              },
              { name: text, why: saying(text, 'Why, or which paper.') },
            ),
          ),
        },
        { after: saying(text, 'Absent on the last page.') },
      ),
    },
    404: { description: 'There is no such matter that you may see.' },
  },
  answer: async ({ desk, params: { reference = '' }, query }) => {
    const viewed = await findMatter(desk, reference)
    if (!viewed) return denied(desk, `seen ${reference}`)
    const { after: from, most = usual } = query as { after?: string; most?: number }
    const page = await seen(desk, viewed.matter.id, { after: read(from), most })
    await recordReading(desk, { kind: 'opened', matter: viewed.matter.id, parts: [], why: 'Who saw it' })
    return answer({
      reference,
      seen: page.seen.map(({ at, kind, title, body, name, parts, why }) => ({
        at: at.toISOString(),
        did: kind,
        office: title,
        body,
        parts,
        ...(body === desk.me.body ? { name } : {}),
        why,
      })),
      after: page.after && written(page.after),
    })
  },
}
