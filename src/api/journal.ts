import { findHead } from '../journal/head.ts'
import { problem } from './problem.ts'
import { answer, no, type Route } from './route.ts'
import { instant, objectOf, saying, text, whole } from './shapes.ts'

const hex = saying({ type: 'string', pattern: '^([0-9a-f]{64})?$' }, 'SHA-256, in hexadecimal.')

export const head: Route = {
  method: 'GET',
  path: '/journal/head',
  name: 'journalHead',
  summary: 'The newest signed head of the journal',
  about:
    'One digest over every entry of every matter so far, at most a minute behind. Keep it: against a journal that was rewritten, cut or rolled back, it no longer checks.',
  access: 'in a post',
  reads: 'nothing',
  replies: {
    200: {
      description: 'It.',
      schema: objectOf({
        number: whole,
        at: instant,
        previous: saying(hex, 'The digest of the head before; empty for the first.'),
        header: saying(text, 'The words the digest is taken of, after the digest of the head before.'),
        digest: hex,
        signature: saying(text, 'Ed25519 over the digest’s bytes, in base64.'),
        key: saying(text, 'Which key signed it: the first 16 hexadecimal digits of the public key’s SHA-256.'),
      }),
    },
    404: { description: 'None has been made yet.' },
  },
  answer: async ({ desk }) => {
    const found = await findHead(desk.transaction)
    if (!found)
      return no(problem('not-found', 'No head has been made yet: the first comes within a minute of the first entry.'))
    return answer({ ...found, at: found.at.toISOString() })
  },
}
