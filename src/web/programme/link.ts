import type { Programme } from '../../engine/programme.ts'
import { html, type Html } from '../html.ts'
import { paths } from '../paths.ts'

/** The way to the programme, for whoever plans by it: to everybody else nothing says that there is one. */
export const programmeLink = ({ title }: Programme): Html =>
  html`<p class="govuk-body">What is planned, and how great the risk is: <a class="govuk-link" href="${paths.programme()}">${title.charAt(0).toLowerCase()}${title.slice(1)}</a>.</p>`
