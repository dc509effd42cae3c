import { NotFound } from '../engine/directory.ts'
import { saveDraft } from './drafts/drafts.ts'
import type { Path } from './paths.ts'
import { anyForm, get, post } from './route.ts'

// Addresses for the server's own test, each of which goes wrong in one way.

const made = (pattern: string) => Object.assign(() => pattern, { pattern }) as unknown as Path

const gone = () => {
  throw Object.assign(new Error('connect ECONNREFUSED canary'), { code: 'ECONNREFUSED' })
}

export const goingWrong = [
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
