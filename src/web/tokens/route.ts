import { z } from 'zod'
import { endToken, makeToken, tokens } from '../../desk/tokens.ts'
import { paths } from '../paths.ts'
import { get, goTo, post } from '../route.ts'
import { lengths, mostTokens, tokenMadeView, tokensView } from './view.ts'

export const show = get(paths.tokens, { access: 'in a post', reads: 'nothing' }, async ({ desk, token }) =>
  tokensView({ desk, tokens: await tokens(desk), token }),
)

const form = z.object({
  _go: z.enum(['make', 'end']).catch('make'),
  label: z.string().trim().max(80).optional().catch(''),
  days: z.enum(lengths).optional().catch(undefined),
  made: z.iso.datetime().optional().catch(undefined),
})

/** Makes a token, which is shown once, or ends one at once. */
export const change = post(
  paths.tokens,
  {
    access: 'in a post',
    reads: 'nothing',
    form,
    // To end one is never put off.
    fresh: ({ _go }) => (_go === 'make' ? 'make a token for a program' : undefined),
  },
  async ({ desk, form: { _go, label = '', days, made }, token }) => {
    if (_go === 'end') {
      const ended = made !== undefined && (await endToken(desk, { label, madeAt: new Date(made) }))
      return goTo(paths.tokens(), ended ? 'That token opens nothing from now on' : 'That token had ended already')
    }
    const kept = await tokens(desk)
    const problems = [
      ...(label === '' ? [{ field: 'label', words: 'Say what the token is for, in a few words' } as const] : []),
      ...(days === undefined ? [{ field: 'days', words: 'Choose for how long' } as const] : []),
      ...(kept.length >= mostTokens
        ? [{ field: 'label', words: 'This post has as many tokens as it may: end one first' } as const]
        : []),
    ]
    if (problems.length > 0 || days === undefined)
      return tokensView({ desk, tokens: kept, token, problems, typed: { label, days } })
    return tokenMadeView(label, await makeToken(desk, label, Number(days)))
  },
)

export const tokenRoutes = [show, change]
