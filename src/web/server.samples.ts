import { z } from 'zod'
import { NotFound } from '../engine/directory.ts'
import { saveDraft } from './drafts/drafts.ts'
import type { Path } from './paths.ts'
import { anyForm, get, post, view } from './route.ts'

// Addresses for the server's own test, each of which goes wrong in one way but the first two, which need their query.

const made = (pattern: string) => Object.assign(() => pattern, { pattern }) as unknown as Path

const gone = () => {
  throw Object.assign(new Error('connect ECONNREFUSED canary'), { code: 'ECONNREFUSED' })
}

const needed = z.object({ which: z.string() })

export const goingWrong = [
  get(made('/test/which'), { access: 'in a post', reads: 'nothing', query: needed }, ({ query: { which } }) =>
    view({ title: which, content: `This is ${which}` }),
  ),
  post(
    made('/test/which'),
    { access: 'in a post', reads: 'nothing', query: needed, form: z.object({}) },
    ({ query: { which } }) => view({ title: which, content: `Sent to ${which}` }),
  ),
  get(made('/test/away'), { access: 'in a post', reads: 'nothing' }, gone),
  post(made('/test/away'), { access: 'in a post', reads: 'nothing', form: anyForm }, gone),
  get(made('/test/fault'), { access: 'in a post', reads: 'nothing' }, () => {
    throw new Error('canary')
  }),
  post(made('/test/half'), { access: 'in a post', reads: 'nothing', form: anyForm }, async ({ desk }) => {
    await saveDraft(desk, '/half', {})
    throw new NotFound('page')
  }),
]
