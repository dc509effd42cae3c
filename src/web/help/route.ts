import { asNobody } from '../../database/as.ts'
import { sql } from '../../database/sql.ts'
import { paths } from '../paths.ts'
import { get } from '../route.ts'
import { accessibilityView, changesView, cookiesView, feedbackView, helpView, privacyView, statusView } from './view.ts'

/** The same, in the same place, on every page; to be read by anyone, signed in or not (WCAG 3.2.6). */
export const help = get(paths.help, { access: 'anyone', reads: 'nothing' }, ({ desk, site }) =>
  helpView(desk, site.settings),
)
export const feedback = get(paths.feedback, { access: 'anyone', reads: 'nothing' }, () => feedbackView())
export const accessibility = get(paths.accessibility, { access: 'anyone', reads: 'nothing' }, () => accessibilityView())
export const privacy = get(paths.privacy, { access: 'anyone', reads: 'nothing' }, ({ site }) =>
  privacyView(site.settings),
)
export const cookies = get(paths.cookies, { access: 'anyone', reads: 'nothing' }, ({ site }) =>
  cookiesView(site.sessions.cookies),
)
export const changes = get(paths.changes, { access: 'anyone', reads: 'nothing' }, () => changesView())
export const status = get(paths.status, { access: 'anyone', reads: 'nothing' }, async ({ site }) =>
  statusView(
    await asNobody(site.house.pool, transaction => transaction.all(sql`select 1`)).then(
      () => true,
      () => false,
    ),
  ),
)

export const helpRoutes = [help, feedback, accessibility, privacy, cookies, status, changes]
