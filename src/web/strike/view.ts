import type { Receipt } from '../../desk/reading.ts'
import { chosen, type Strikeable } from '../../desk/strike.ts'
import { reasons } from '../../engine/strike.ts'
import { backLink } from '../components/back-link.ts'
import { button } from '../components/button.ts'
import { checkboxes } from '../components/checkboxes.ts'
import { fileUpload } from '../components/file-upload.ts'
import { insetText } from '../components/inset-text.ts'
import { radios } from '../components/radios.ts'
import { summaryList } from '../components/summary-list.ts'
import { textarea } from '../components/textarea.ts'
import { warningText } from '../components/warning-text.ts'
import { carried, hidden } from '../forms.ts'
import { html, isolated, marked, type Html } from '../html.ts'
import { paths } from '../paths.ts'
import { view, type View } from '../route.ts'
import { readingWords } from '../seen/view.ts'
import { instantElement } from '../times.ts'
import { capital } from '../words.ts'
import type { Looked, OnForm, Striking } from './route.ts'

const addressOf = ({ viewed, place }: Striking): string =>
  `${paths.strike({ reference: viewed.matter.reference })}${place === undefined ? '' : `?entry=${place}`}`

const around = ({ viewed }: Striking, title: string) => ({
  title: `${title} – ${viewed.matter.reference}`,
  section: 'matters' as const,
  marking: viewed.marking,
  before: backLink({
    href: paths.matter({ reference: viewed.matter.reference }),
    text: `Back to ${viewed.matter.reference}`,
  }),
})

const heading = ({ viewed }: Striking, words: string): Html =>
  html`<h1 class="govuk-heading-l"><span class="govuk-caption-l">${viewed.matter.reference}</span> ${words}</h1>`

/** The text with a place for the words: what goes, where, and why. */
export function formView(striking: Striking, onForm: OnForm): View {
  const { offered, place, token } = striking
  const within = chosen(offered, place)
  const wrong = (field: string) => onForm.problems.find(problem => problem.field === field)?.words
  const files = (onForm.everywhere && place === undefined ? offered : within).flatMap(one => one.files)
  return view({
    ...around(striking, 'Strike words out'),
    errors: onForm.problems.map(({ field, words, next }) => ({
      text: next === undefined ? words : html`${words}. ${next}`,
      href: field === undefined ? undefined : `#${field}`,
    })),
    content: html`${heading(striking, 'Strike words out')}
      <p class="govuk-body">Has somebody’s name, or something else that could hurt, been written where others can read it? Strike it out. It goes at once and for good: from the record, from lists and searches, from drafts, and from every export and letter made from now on. A mark stands in its place. The history says who struck out how much, when and why, and never what it was.</p>
      <form method="post" action="${addressOf(striking)}" enctype="multipart/form-data" novalidate>
        ${hidden(token)}${carried({ _key: onForm.key, _version: onForm.version })}
        ${textsOf(striking, within)}
        ${textarea({
          name: 'words',
          label: { text: 'Which words?', classes: 'govuk-label--m' },
          hint: {
            text: 'Copy a name or a few words on each line, just as they stand. Capitals and spaces make no difference. If a name is written in two ways, write both.',
          },
          value: onForm.words,
          rows: 3,
          spellcheck: false,
          autocomplete: 'off',
          errorMessage: wrong('words') === undefined ? undefined : { text: wrong('words') },
        })}
        ${
          place !== undefined &&
          radios({
            name: 'where',
            value: onForm.everywhere ? 'everywhere' : 'here',
            fieldset: { legend: { text: 'Where?', classes: 'govuk-fieldset__legend--m' } },
            items: [
              { value: 'everywhere', text: 'Everywhere in this matter that is yours to strike' },
              { value: 'here', text: 'In this entry alone' },
            ],
          })
        }
        ${files.length > 0 && filesOf(files, onForm, wrong('withdraw'))}
        ${radios({
          name: 'why',
          value: onForm.why,
          fieldset: { legend: { text: 'Why?', classes: 'govuk-fieldset__legend--m' } },
          errorMessage: wrong('why') === undefined ? undefined : { text: wrong('why') },
          items: Object.entries(reasons).map(([value, words]) => ({ value, text: capital(words) })),
        })}
        ${button({ text: 'See what would change', name: '_go', value: 'check', preventDoubleClick: true })}
      </form>`,
  })
}

const textsOf = ({ viewed }: Striking, within: readonly Strikeable[]): Html =>
  summaryList({
    card: { title: { text: 'What is written', headingLevel: 2 } },
    rows: within
      .filter(one => one.texts.length > 0)
      .map(one => ({
        key: html`${one.label}<br><span class="govuk-hint">${viewed.procedure.parts[one.part]?.label ?? one.part}${one.at && html`, ${instantElement(one.at)}`}</span>`,
        value: { text: html`${one.texts.map(text => html`<p class="govuk-body app-answer">${marked(text)}</p>`)}` },
      })),
  })

const filesOf = (files: Strikeable['files'], onForm: OnForm, wrong: string | undefined): Html =>
  checkboxes({
    name: 'withdraw',
    values: onForm.withdraw.map(file => file.id),
    fieldset: { legend: { text: 'Withdraw a file?', classes: 'govuk-fieldset__legend--m' } },
    hint: {
      text: 'Words cannot be struck out inside a file. The whole file is withdrawn for good; if there is a copy without the words, it takes its place.',
    },
    errorMessage: wrong === undefined ? undefined : { text: wrong },
    items: files.map(file => {
      const copy = onForm.withdraw.find(one => one.id === file.id)?.copy
      return {
        value: file.id,
        text: isolated(file.name),
        conditional: {
          text: html`${copy !== undefined && html`<input type="hidden" name="copied-${file.id}" value="${copy}"><p class="govuk-body">A copy was sent. Send another only to replace it.</p>`}
            ${fileUpload({ name: `copy-${file.id}`, label: { text: 'A copy without the words, if there is one' } })}`,
        },
      }
    }),
  })

/** What would change, before it does; and who may have a copy already. */
export function checkView(striking: Striking, onForm: OnForm, { found, files, copies }: Looked): View {
  const { token, viewed } = striking
  const places = found.previews.reduce((sum, one) => sum + one.places, 0)
  return view({
    ...around(striking, 'Check what is struck out'),
    content: html`${heading(striking, 'Check what is struck out')}
      ${
        places > 0 &&
        html`<p class="govuk-body">${places === 1 ? 'In one place' : `In ${places} places`}. This is how it will read:</p>
          ${summaryList({
            rows: found.previews.map(({ of, changes }) => ({
              key: html`${of.label}<br><span class="govuk-hint">${viewed.procedure.parts[of.part]?.label ?? of.part}${of.at && html`, ${instantElement(of.at)}`}</span>`,
              value: {
                text: html`${changes.map(change => html`<p class="govuk-body app-answer">${marked(change.is)}</p>`)}`,
              },
            })),
          })}`
      }
      ${
        found.inside.length > 0 &&
        insetText({
          text: html`Longer words that have these inside them stay as they are: ${found.inside.map((word, at) => html`${at > 0 && ', '}${isolated(word)}`)}. If they should go too, go back and write them on lines of their own.`,
        })
      }
      ${
        files.length > 0 &&
        html`<p class="govuk-body">Withdrawn for good:</p><ul class="govuk-list govuk-list--bullet">${files.map(
          file =>
            html`<li>${isolated(file.name)}${onForm.withdraw.some(one => one.id === file.id && one.copy !== undefined) && ': a copy takes its place'}</li>`,
        )}</ul>`
      }
      ${copiesOf(copies, 'They may have a copy on paper or on a disk, which nothing here reaches. Once you have struck it out, ask them to destroy theirs:')}
      ${warningText({ text: 'This cannot be undone. Nobody, not even whoever runs the system, can bring the words back.' })}
      <form method="post" action="${addressOf(striking)}" enctype="multipart/form-data">
        ${hidden(token)}${carried({
          _key: onForm.key,
          _version: onForm.version,
          words: onForm.words,
          where: onForm.everywhere ? 'everywhere' : 'here',
          why: onForm.why,
          withdraw: onForm.withdraw.map(file => file.id),
          ...Object.fromEntries(
            onForm.withdraw.flatMap(({ id, copy }) => (copy === undefined ? [] : [[`copied-${id}`, copy]])),
          ),
        })}
        <div class="govuk-button-group">
          ${button({ text: 'Strike it out for good', name: '_go', value: 'confirm', classes: 'govuk-button--warning', preventDoubleClick: true })}
          ${button({ text: 'Go back', name: '_go', value: 'back', classes: 'govuk-button--secondary' })}
        </div>
      </form>`,
  })
}

/** It is done: what the history says of it, and whom to ask for their copies. */
export function doneView(striking: Striking, says: string, copies: readonly Receipt[]): View {
  const { reference } = striking.viewed.matter
  return view({
    ...around(striking, 'Struck out'),
    content: html`${heading(striking, 'It is struck out')}
      <p class="govuk-body">You ${says || 'struck it out'}. Lists, searches and what is made from now on hold it no more. It was struck out of lists that had been kept with it too, such as a month’s share of the log.</p>
      ${copiesOf(copies, 'Ask whoever may have a copy to destroy it, and to use one made now:')}
      <p class="govuk-body">Backups keep it until they are destroyed in their turn. If that is too long, tell whoever runs the system.</p>
      <p class="govuk-body"><a class="govuk-link" href="${paths.matter({ reference })}">Back to ${reference}</a></p>`,
  })
}

const copiesOf = (copies: readonly Receipt[], words: string): Html =>
  copies.length === 0
    ? html`<p class="govuk-body">As far as you may know, nobody else has opened, exported or printed it.</p>`
    : html`<p class="govuk-body">${words}</p><ul class="govuk-list govuk-list--bullet">${copies.map(
        one =>
          html`<li><strong>${one.title}</strong>: ${readingWords[one.kind].toLowerCase()} ${instantElement(one.at)}${one.why && html` (${isolated(one.why)})`}</li>`,
      )}</ul>`
