import { draftAddress, dropDraft, saveDraft } from './drafts.ts'
import { one } from '../forms.ts'
import { paths, ourOwn } from '../paths.ts'
import { anyForm, give, goTo, post } from '../route.ts'
import { goingOn } from '../sessions.ts'

/** Kept every few seconds while somebody types, where scripts run; without scripts a draft is kept whenever a form is sent. */
export const keep = post(
  paths.drafts,
  { access: 'in a post, suspended or not', reads: 'nothing', form: anyForm, drafts: 'of another address' },
  async ({ desk, site, form }) => {
    if (one(form, '_go') === 'discard') {
      const address = ourOwn(one(form, '_address'))
      await dropDraft(desk, address)
      return goTo(address, 'The draft was thrown away')
    }
    const address = draftAddress(form)
    if (address !== undefined) await saveDraft(desk, address, form)
    // Whoever types is not away: the page must not say that they are signed out.
    return give('', goingOn(site.sessions, desk), { status: 204 })
  },
)

export const draftRoutes = [keep]
