import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { describe, it } from 'node:test'
import { trusted } from '../html.ts'
import type { Html } from '../html.ts'
import { accordion } from './accordion.ts'
import { backLink } from './back-link.ts'
import { breadcrumbs } from './breadcrumbs.ts'
import { button } from './button.ts'
import { characterCount } from './character-count.ts'
import { checkboxes } from './checkboxes.ts'
import { dateInput } from './date-input.ts'
import { details } from './details.ts'
import { errorMessage } from './error-message.ts'
import { errorSummary } from './error-summary.ts'
import { feedback } from './feedback.ts'
import { fieldset } from './fieldset.ts'
import { fileUpload } from './file-upload.ts'
import { footer } from './footer.ts'
import { genericHeader } from './generic-header.ts'
import { hint } from './hint.ts'
import { input } from './input.ts'
import { insetText } from './inset-text.ts'
import { label } from './label.ts'
import { languageNavigation } from './language-navigation.ts'
import { notificationBanner } from './notification-banner.ts'
import { pagination } from './pagination.ts'
import { panel } from './panel.ts'
import { phaseBanner } from './phase-banner.ts'
import { radios } from './radios.ts'
import { select } from './select.ts'
import { serviceNavigation } from './service-navigation.ts'
import { skipLink } from './skip-link.ts'
import { summaryList } from './summary-list.ts'
import { table } from './table.ts'
import { tabs } from './tabs.ts'
import { tag } from './tag.ts'
import { taskList } from './task-list.ts'
import { textarea } from './textarea.ts'
import { warningText } from './warning-text.ts'

type Fixture = { readonly name: string; readonly options: object; readonly html: string }

const components = {
  accordion,
  'back-link': backLink,
  breadcrumbs,
  button,
  'character-count': characterCount,
  checkboxes,
  'date-input': dateInput,
  details,
  'error-message': errorMessage,
  'error-summary': errorSummary,
  feedback,
  fieldset,
  'file-upload': fileUpload,
  footer,
  'generic-header': genericHeader,
  hint,
  input,
  'inset-text': insetText,
  label,
  'language-navigation': languageNavigation,
  'notification-banner': notificationBanner,
  pagination,
  panel,
  'phase-banner': phaseBanner,
  radios,
  select,
  'service-navigation': serviceNavigation,
  'skip-link': skipLink,
  'summary-list': summaryList,
  table,
  tabs,
  tag,
  'task-list': taskList,
  textarea,
  'warning-text': warningText,
}

/** GOV.UK takes `text` or `html`; ours take `text`, and know markup by its type. */
const ours = (given: unknown): unknown => {
  if (Array.isArray(given)) return given.map(ours)
  if (typeof given !== 'object' || given === null) return given
  const said: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(given)) if (!/^html$|Html$/.test(key)) said[key] = ours(value)
  for (const [key, value] of Object.entries(given))
    if (/^html$|Html$/.test(key) && typeof value === 'string' && value !== '')
      said[key.replace(/^html$/, 'text').replace(/Html$/, 'Text')] = trusted(value)
  if ('slots' in said) said['slots'] = markedUp(said['slots'] as Record<string, unknown>)
  return said
}

/** The slots of the service navigation are markup always. */
const markedUp = (slots: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(slots).map(([key, slot]) => [key, typeof slot === 'string' ? trusted(slot) : slot]))

/** White space aside. */
const bare = (markup: string) =>
  markup
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ ?(<|\/?>) ?/g, '$1')
    .trim()

/** The crown, the licence's mark and its wording by default, and the Crown copyright, which only gov.uk may show. */
const withoutCrown = (markup: string) =>
  markup
    .replace(/<svg[^>]*govuk-footer__crown[\s\S]*?<\/svg>/, '')
    .replace(/<svg[^>]*govuk-footer__licence-logo[\s\S]*?<\/svg>/, '')
    .replace(/<span class="govuk-footer__licence-description">\s*All content[\s\S]*?<\/span>/, '')
    .replace(/<div class="govuk-footer__meta-item">[\s\S]*?<\/a>\s*<\/div>/, '')

const root = dirname(createRequire(import.meta.url).resolve('govuk-frontend/package.json'))

const fixturesOf = (component: string): readonly Fixture[] =>
  JSON.parse(readFileSync(join(root, 'dist/govuk/components', component, 'fixtures.json'), 'utf8')).fixtures

for (const [name, component] of Object.entries(components))
  describe(`${name} is as in the GOV.UK Design System`, () => {
    for (const fixture of fixturesOf(name))
      it(fixture.name, () => {
        const drawn = (component as (options: never) => Html)(ours(fixture.options) as never)
        assert.equal(bare(String(drawn)), bare(name === 'footer' ? withoutCrown(fixture.html) : fixture.html))
      })
  })
