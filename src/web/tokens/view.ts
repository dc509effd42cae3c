import type { Desk } from '../../desk/desk.ts'
import type { MadeToken, TokenKept } from '../../desk/tokens.ts'
import { backLink } from '../components/back-link.ts'
import { button } from '../components/button.ts'
import { emptyState } from '../components/empty-state.ts'
import { input } from '../components/input.ts'
import { insetText } from '../components/inset-text.ts'
import { radios } from '../components/radios.ts'
import { recordTable } from '../components/record-table.ts'
import { warningText } from '../components/warning-text.ts'
import { hidden } from '../forms.ts'
import { html, isolated, type Html } from '../html.ts'
import type { Token } from '../layout.ts'
import { paths } from '../paths.ts'
import { view, type View } from '../route.ts'
import { instantElement } from '../times.ts'

/** For how many days a token may be made. */
export const lengths = ['1', '30', '90', '365'] as const
type Length = (typeof lengths)[number]

const lengthWords: Readonly<Record<Length, string>> = {
  '1': 'One day',
  '30': '30 days',
  '90': '90 days',
  '365': 'A year',
}

/** How many a post may have at one time. */
export const mostTokens = 20

interface Showing {
  readonly desk: Desk
  readonly tokens: readonly TokenKept[]
  readonly token?: Token
  readonly problems?: readonly { readonly field: 'label' | 'days'; readonly words: string }[]
  readonly typed?: { readonly label: string; readonly days?: Length }
}

export const tokensView = ({ desk, tokens, token, problems = [], typed }: Showing): View => {
  const wrong = (field: string) => problems.find(one => one.field === field)?.words
  return view({
    title: 'Tokens for programs',
    errors: problems.map(({ field, words }) => ({ text: words, href: `#${field}` })),
    before: backLink({ href: paths.you(), text: 'You and your post' }),
    content: html`<h1 class="govuk-heading-l">Tokens for programs</h1>
      <p class="govuk-body">A token lets a program do what you may do as ${desk.who.title}, and see what you may see. All it does is recorded as yours. It ends when you leave the post.</p>
      ${tokens.length === 0 ? emptyState({ heading: 'No program may act in this post', text: 'When you make a token, it stands here until it ends.' }) : table(tokens, token)}
      <h2 class="govuk-heading-m">Make a token</h2>
      <form method="post" action="${paths.tokens()}" novalidate>${hidden(token)}
        ${input({ id: 'label', name: 'label', label: 'What is it for?', hint: 'Such as “Nightly report to our own system”. Put no name or password in it.', value: typed?.label, errorMessage: wrong('label'), autocomplete: 'off', classes: 'app-wide' })}
        ${radios({
          name: 'days',
          value: typed?.days,
          classes: 'govuk-radios--small',
          fieldset: { legend: { text: 'For how long?', classes: 'govuk-fieldset__legend--s' } },
          errorMessage: wrong('days'),
          items: lengths.map(value => ({ value, text: lengthWords[value] })),
        })}
        ${button({ text: 'Make a token', name: '_go', value: 'make', preventDoubleClick: true })}
      </form>
      <p class="govuk-body">How to write a program: <a class="govuk-link" href="/api/v1/docs">the programming interface</a>.</p>`,
  })
}

const table = (tokens: readonly TokenKept[], token: Token | undefined): Html =>
  recordTable({
    caption: `${tokens.length === 1 ? 'One token' : `${tokens.length} tokens`} of this post`,
    columns: [
      { text: 'What it is for' },
      { text: 'Made by' },
      { text: 'Made' },
      { text: 'Ends' },
      { text: 'End it now' },
    ],
    rows: tokens.map(one => [
      isolated(one.label),
      isolated(one.name),
      instantElement(one.madeAt),
      instantElement(one.endsAt),
      html`<form method="post" action="${paths.tokens()}">${hidden(token)}<input type="hidden" name="label" value="${one.label}"><input type="hidden" name="made" value="${one.madeAt.toISOString()}">${button(
        {
          text: html`End<span class="govuk-visually-hidden"> the token “${one.label}”</span>`,
          name: '_go',
          value: 'end',
          classes: 'govuk-button--secondary govuk-!-margin-bottom-0',
        },
      )}</form>`,
    ]),
  })

/** The one time a token is shown. */
export const tokenMadeView = (label: string, { token, endsAt }: MadeToken): View =>
  view({
    title: 'Your new token',
    before: backLink({ href: paths.tokens(), text: 'Tokens for programs' }),
    content: html`<h1 class="govuk-heading-l">Your new token</h1>
      <p class="govuk-body">For: ${isolated(label)}. It ends on ${instantElement(endsAt)}.</p>
      ${insetText({ text: html`<span class="app-secret">${token}</span>` })}
      ${warningText({ text: 'Copy it now: it is not shown again. Whoever has it can act as you.' })}
      <p class="govuk-body">Send it with each request, as <code>Authorization: Bearer</code> and the token. If it may have leaked, end it: it stops at once.</p>
      <p class="govuk-body"><a class="govuk-link" href="${paths.tokens()}">Back to the tokens</a></p>`,
  })
