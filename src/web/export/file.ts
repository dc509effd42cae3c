import { z } from 'zod'
import { formats, mostRows, type Exported, type Format } from '../../desk/export.ts'
import type { Page } from '../../desk/list.ts'
import { markingInWords, type Marking } from '../../letters/marking.ts'
import { backLink } from '../components/back-link.ts'
import { button } from '../components/button.ts'
import type { SummarisedError } from '../components/error-summary.ts'
import { radios } from '../components/radios.ts'
import { summaryList, type SummaryRow } from '../components/summary-list.ts'
import { textarea } from '../components/textarea.ts'
import { hidden } from '../forms.ts'
import { html, type Html } from '../html.ts'
import type { Token } from '../layout.ts'
import { give, view, type View } from '../route.ts'

/** Any list or table that leaves as a file: what is asked of whoever takes it out, what they are told of it first, and the giving of it. */

/** What is sent: the list as its page had it, the kind of file, and why. */
export const sentForFile = z.object({
  query: z.string().max(4000),
  format: z.string().max(10).default(''),
  why: z.string().trim().max(500).default(''),
})
type Sent = z.infer<typeof sentForFile>

/** Whether nothing is missing from what was sent. */
export const isWhole = <F extends string = Format>(
  sent: Sent,
  kinds: Kinds<F> = formats as Kinds<F>,
): sent is Sent & { readonly format: F } => missingFrom(sent, kinds).length === 0

/** The kinds of file there are, each with what it is called. */
export type Kinds<F extends string = string> = Readonly<Record<F, string>>

/** All that is missing from what was sent, as its page tells it. */
export const missingFrom = ({ format, why }: Sent, kinds: Kinds = formats): readonly SummarisedError[] => [
  ...(Object.hasOwn(kinds, format) ? [] : [{ text: 'Choose the kind of file', href: '#format' }]),
  ...(why ? [] : [{ text: 'Say why you are exporting it', href: '#why' }]),
]

/** What every such page is given: how many rows there are, and what was sent before where that was not all. */
export interface Asking {
  readonly token?: Token
  readonly total: Page['total']
  readonly why?: string
  readonly format?: string
  readonly errors?: readonly SummarisedError[]
}

interface Leaving extends Asking {
  readonly title: string
  /** The address of the list. */
  readonly back: string
  /** What the file holds, as a sentence. */
  readonly holds: string
  /** How the list was narrowed. */
  readonly narrowed?: Html | false
  /** What else there is to tell of the file. */
  readonly rows: readonly SummaryRow[]
  readonly marking: Marking
  readonly action: string
  /** The list, as it is sent back. */
  readonly query: string
}

interface FileForm extends Omit<Asking, 'total'> {
  readonly action: string
  /** What was asked for, as it is sent back. */
  readonly query?: string
  /** The kinds of file there are, where they are not those of a list, each with a word on what it is like. */
  readonly kinds?: readonly { readonly value: string; readonly text: string; readonly hint: string }[]
}

const kindsOfList = Object.entries(formats).map(([value, text]) => ({
  value,
  text,
  hint: `At most ${mostRows[value as Format].toLocaleString('en-GB')} rows. ${value === 'xlsx' ? 'Marked on every printed page.' : 'Every row carries its marking.'}`,
}))

/** The page on which a list is asked for as a file. */
export function fileView(leaving: Leaving): View {
  const { title, back, holds, narrowed, total, rows, marking, errors } = leaving
  return view({
    title,
    section: 'matters',
    before: backLink({ text: 'Back to the list', href: back }),
    errors,
    content: html`<h1 class="govuk-heading-l">${title}</h1>
      <p class="govuk-body">${holds} That you took it, when and why is kept.</p>
      ${narrowed}
      ${summaryList({
        rows: [{ key: 'Rows', value: rowsInWords(total) }, ...rows, { key: 'Marking', value: markingInWords(marking) }],
      })}
      ${fileFields(leaving)}`,
  })
}

/** The form itself: the kind of file, and why. */
export function fileFields({ action, query = '', token, why, format, errors, kinds = kindsOfList }: FileForm): Html {
  const wrong = (href: string) => errors?.find(error => error.href === href)?.text as string | undefined
  return html`<form method="post" action="${action}">${hidden(token)}<input type="hidden" name="query" value="${query}">
        ${radios({
          name: 'format',
          fieldset: { legend: { text: 'Kind of file', classes: 'govuk-fieldset__legend--s' } },
          value: format,
          errorMessage: wrong('#format'),
          items: kinds,
        })}
        ${textarea({
          name: 'why',
          id: 'why',
          label: { text: 'Why are you exporting it?', classes: 'govuk-label--s' },
          hint: 'Kept with the record. Without names of people.',
          rows: 2,
          value: why,
          errorMessage: wrong('#why'),
        })}
        ${button({ text: 'Export' })}
      </form>`
}

const rowsInWords = (total: Page['total']): string => {
  const count = total?.count ?? 0
  return `${total?.more ? 'More than ' : ''}${count.toLocaleString('en-GB')} ${count === 1 ? 'row' : 'rows'}`
}

/** Gives the file; no copy of it is kept on the way. */
export const giveFile = ({ bytes, type, name }: Extract<Exported, { refused: false }>) =>
  give(bytes, {
    'content-type': type,
    'content-disposition': `attachment; filename="${name}"`,
    'cache-control': 'no-store',
  })
