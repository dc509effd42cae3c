import { html, type Html } from '../web/html.ts'
import { page } from '../web/layout.ts'
import { paths } from '../web/paths.ts'
import { problemKinds } from './problem.ts'
import type { Route } from './route.ts'
import type { Schema } from './schema.ts'

/** The documentation as a page: made from the same routes as the OpenAPI document, and in need of no script. */
export const docsPage = (routes: readonly Route[]): Html =>
  page({
    title: 'Programming interface',
    marking: 'OFFICIAL',
    content: html`<h1 class="govuk-heading-l">Programming interface</h1>
      <p class="govuk-body">The same desk as the pages, in JSON: what you may do and see here is what you may do and see there, and it is journalled alike. Every address below stands under <code>/api/v1</code>. The same is told, for programs, by <a class="govuk-link" href="/api/v1/openapi.json">the OpenAPI document</a>.</p>
      <h2 class="govuk-heading-m">Tokens</h2>
      <p class="govuk-body">Send <code>Authorization: Bearer</code> and a token. A token belongs to a post and to the person who holds it, and ends when they leave it. Make one on <a class="govuk-link" href="${paths.tokens()}">Tokens for programs</a>, or where Concordat runs with <code>npm run --silent concordat -- token hmip.deputy</code>, naming the post.</p>
      <h2 class="govuk-heading-m">Writing a client</h2>
      <p class="govuk-body"><code>GET /procedures</code> tells every step, who may take it, and the JSON Schema of its answers for you, with an example that works. <code>GET /matters/{reference}</code> tells the steps that are open to you on that matter, with what may be chosen there.</p>
      <p class="govuk-body">Send an <code>Idempotency-Key</code> of your own with whatever you might have to send again: it happens once. Send <code>If-Match</code> with the version you read when you take a step: if something changed since, nothing happens and you are told what did.</p>
      <h2 class="govuk-heading-m">Addresses</h2>
      ${routes.map(described)}
      <h2 class="govuk-heading-m">When it says no</h2>
      <p class="govuk-body">Every no is <code>application/problem+json</code>, with what is in the way, the clause that says so and what to do next. What you may not see and what is not there are answered alike.</p>
      <table class="govuk-table"><caption class="govuk-table__caption govuk-visually-hidden">Kinds of no</caption>
        <thead class="govuk-table__head"><tr class="govuk-table__row"><th scope="col" class="govuk-table__header">Status</th><th scope="col" class="govuk-table__header">Kind</th><th scope="col" class="govuk-table__header">What it says</th></tr></thead>
        <tbody class="govuk-table__body">${problemKinds.map(({ kind, status, title }) => html`<tr class="govuk-table__row" id="${kind}"><td class="govuk-table__cell">${status}</td><td class="govuk-table__cell"><code>${kind}</code></td><td class="govuk-table__cell">${title}</td></tr>`)}</tbody>
      </table>`,
  })

const described = (route: Route): Html =>
  html`<section class="app-api" id="${route.name}">
    <h3 class="govuk-heading-s"><code>${route.method} ${route.path.replaceAll(/:(\w+)/g, '{$1}')}</code></h3>
    <p class="govuk-body">${route.summary}.${route.about && html` ${route.about}`}</p>
    ${takes(route)}
  </section>`

function takes({ query = {}, headers = {} }: Route): Html | undefined {
  const all = [...Object.entries(query), ...Object.entries(headers)]
  if (all.length === 0) return undefined
  return html`<ul class="govuk-list govuk-list--bullet">${all.map(([name, schema]) => html`<li><code>${name}</code>${wordsOf(schema)}</li>`)}</ul>`
}

const wordsOf = ({ description, enum: values }: Schema) =>
  [description && `: ${description}`, values && values.length <= 12 && ` (${values.join(', ')})`]
    .filter(Boolean)
    .join('')
