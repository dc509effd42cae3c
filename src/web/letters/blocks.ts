import { cleaned, paragraphsOf, type Block } from '../../letters/blocks.ts'
import { html, type Html } from '../html.ts'

/** A letter's pieces as a page shows them: the same words, in the same order, as the document holds. */
export function blocksOf(blocks: readonly Block[]): Html {
  // A page's headings go down one level at a time, whichever level a letter begins with.
  const chapters = blocks.some(block => block.is === 'heading' && block.level === 1)
  return html`${blocks.map(block => shown(block, chapters))}`
}

/** The lines of a paragraph, each where it was broken. */
const lines = (broken: readonly string[]): Html =>
  html`${broken.map((line, at) => html`${at > 0 && html`<br>`}${line}`)}`

const paragraphs = (text: string): Html[] =>
  paragraphsOf(text).map(broken => html`<p class="govuk-body">${lines(broken)}</p>`)

/** Several paragraphs within one item or cell. */
const within = (text: string): Html[] =>
  paragraphsOf(text).map((broken, at) => html`${at > 0 && html`<br><br>`}${lines(broken)}`)

function shown(block: Block, chapters: boolean): Html {
  switch (block.is) {
    case 'heading':
      return block.level === 1
        ? html`<h3 class="govuk-heading-m">${cleaned(block.text)}</h3>`
        : html`<h${chapters ? 4 : 3} class="govuk-heading-s">${cleaned(block.text)}</h${chapters ? 4 : 3}>`
    case 'paragraph':
      return html`${paragraphs(block.text)}`
    case 'list':
      return block.numbered
        ? html`<ol class="govuk-list govuk-list--number">${block.items.map(item => html`<li>${within(item)}</li>`)}</ol>`
        : html`<ul class="govuk-list govuk-list--bullet">${block.items.map(item => html`<li>${within(item)}</li>`)}</ul>`
    case 'facts':
      return html`<dl class="app-facts">${block.rows.map(
        ([label, value]) => html`<div><dt>${cleaned(label)}</dt> <dd>${within(value)}</dd></div>`,
      )}</dl>`
    case 'table':
      return tableOf(block.columns, block.rows)
    case 'quote':
      return html`<blockquote class="govuk-inset-text app-letter__quote">${paragraphs(block.text)}${
        block.from !== undefined && html`<p class="govuk-body">– ${cleaned(block.from)}</p>`
      }</blockquote>`
    case 'reassurance':
      return html`<div class="app-letter__reassurance"><h3 class="govuk-heading-m">${cleaned(block.heading)}</h3>${block.sentences.map(
        sentence => html`<p class="govuk-body">${cleaned(sentence)}</p>`,
      )}</div>`
    case 'signature':
      return html`<p class="govuk-body app-letter__signature"><strong>${cleaned(block.name)}</strong><br>${cleaned(block.office)}</p>`
  }
}

const tableOf = (columns: readonly string[], rows: readonly (readonly string[])[]): Html =>
  html`<table class="govuk-table"><thead class="govuk-table__head"><tr class="govuk-table__row">${columns.map(
    label => html`<th scope="col" class="govuk-table__header">${cleaned(label)}</th>`,
  )}</tr></thead><tbody class="govuk-table__body">${rows.map(
    row =>
      html`<tr class="govuk-table__row">${columns.map((_label, at) => html`<td class="govuk-table__cell">${within(row[at] ?? '')}</td>`)}</tr>`,
  )}</tbody></table>`
