import { z } from 'zod'
import { ourOwn, paths } from '../paths.ts'
import { get, goTo, post, type Asked } from '../route.ts'
import { postsHeld } from '../sessions.ts'
import { choosePostView } from './view.ts'

const asksWhere = z.object({ to: z.string().max(500).optional().catch(undefined) })

type Askable = Pick<Asked<'signed in', object, unknown, unknown>, 'desk' | 'choosing' | 'site'>

const held = async ({ desk, choosing, site }: Askable) => {
  const person = desk?.who.personId ?? choosing?.personId
  return person === undefined ? [] : postsHeld(site.house, person)
}

export const show = get(paths.posts, { access: 'signed in', reads: 'nothing', query: asksWhere }, async asked =>
  choosePostView({
    posts: await held(asked),
    now: asked.desk?.who.postId,
    to: ourOwn(asked.query.to),
    token: asked.token,
  }),
)

export const choose = post(
  paths.posts,
  {
    access: 'signed in',
    reads: 'nothing',
    form: z.object({
      post: z.coerce.number().int().min(1).max(2_147_483_647).optional().catch(undefined),
      to: z.string().optional(),
    }),
  },
  async asked => {
    const { form, site, caller } = asked
    const to = ourOwn(form.to)
    if (
      form.post !== undefined &&
      caller.secret !== undefined &&
      (await site.sessions.choosePost(caller.secret, form.post, asked.desk?.transaction))
    )
      return goTo(to)
    return choosePostView({
      posts: await held(asked),
      now: asked.desk?.who.postId,
      to,
      token: asked.token,
      missing: true,
    })
  },
)

export const postRoutes = [show, choose]
