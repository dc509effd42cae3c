import { bodies, type Body } from '../../bodies.ts'
import { button } from '../components/button.ts'
import { radios } from '../components/radios.ts'
import { hidden } from '../forms.ts'
import { html } from '../html.ts'
import type { Token } from '../layout.ts'
import { paths } from '../paths.ts'
import { view, type View } from '../route.ts'
import type { HeldPost } from '../sessions.ts'

interface Choosing {
  readonly posts: readonly HeldPost[]
  /** The post they act in now. */
  readonly now?: number
  readonly to: string
  readonly token?: Token
  readonly missing?: boolean
}

/** In which of their posts somebody acts: what they see and may do is that post's, and no other's. */
export function choosePostView({ posts, now, to, token, missing }: Choosing): View {
  if (posts.length === 0) return noPost(token)
  const wrong = 'Choose the post you are acting in'
  return view({
    title: 'Choose a post',
    errors: missing ? [{ text: wrong, href: '#post' }] : [],
    content: html`<form method="post" action="${paths.posts()}" novalidate>${hidden(token)}<input type="hidden" name="to" value="${to}">
      ${radios({
        name: 'post',
        value: now,
        fieldset: {
          legend: { text: 'Which post are you acting in?', classes: 'govuk-fieldset__legend--l', isPageHeading: true },
        },
        hint: 'You see what this post may see. You can change it at any time.',
        errorMessage: missing && wrong,
        items: posts.map(post => ({
          value: post.id,
          text: post.title,
          hint: `${post.unit}, ${bodies[post.body as Body]?.name ?? post.body}`,
        })),
      })}
      ${button({ text: 'Go on' })}</form>
      ${leaving(token)}`,
  })
}

const noPost = (token: Token | undefined): View =>
  view({
    status: 403,
    title: 'You hold no post today',
    content: html`<h1 class="govuk-heading-l">You hold no post today</h1>
      <p class="govuk-body">Your term may have ended, or not begun yet. Ask whoever looks after your body’s posts.</p>
      ${leaving(token)}
      <p class="govuk-body"><a class="govuk-link" href="${paths.help()}">Help, and whom to ask</a></p>`,
  })

const leaving = (token: Token | undefined) =>
  html`<form method="post" action="${paths.signOut()}">${hidden(token)}${button({ text: 'Sign out', classes: 'govuk-button--secondary' })}</form>`
