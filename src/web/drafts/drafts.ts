import { sql } from '../../database/sql.ts'
import type { Desk } from '../../desk/desk.ts'
import { NotOpened } from '../../journal/cipher.ts'
import { one, tokenField, type Form } from '../forms.ts'
import { ourOwn } from '../paths.ts'
import { keepLateDraft } from '../sessions.ts'
import type { Site } from '../site.ts'
import { asKept, asTyped } from './sealed.ts'

/** What somebody was typing on a page, by the page's address. It is theirs alone, and gone once the step is taken. */
export interface Draft {
  readonly form: Form
  readonly savedAt: Date
}

/** One that is kept and can't be read now: whoever wrote it is told so, and the page it is of is as it would be without. */
export interface Unread {
  readonly unread: NotOpened
  readonly savedAt: Date
}

/** Without the token, which is the session's, and the button that was pressed. */
const worthKeeping = (form: Form): Form =>
  Object.fromEntries(Object.entries(form).filter(([name]) => ![tokenField, '_go', '_address', '_shown'].includes(name)))

/** Where the form is that a draft was sent of; nowhere, where drafts are kept of none. */
export function draftAddress(form: Form): string | undefined {
  const address = ourOwn(one(form, '_address'))
  return /^\/(begin|matters)\//.test(address) && one(form, '_go') !== 'discard' ? address : undefined
}

export function saveDraft(desk: Desk, given: string, form: Form): Promise<unknown> {
  const address = given.slice(0, 500)
  const answers = JSON.stringify(asKept(desk.house, address, worthKeeping(form)))
  return desk.transaction.all(sql`
    insert into draft (person, address, answers, saved_at) values (${desk.who.personId}, ${address}, ${answers}, ${desk.world.now})
    on conflict (person, address) do update set answers = excluded.answers, saved_at = excluded.saved_at`)
}

export async function findDraft(desk: Desk, address: string): Promise<Draft | Unread | undefined> {
  const found = await desk.transaction.find<{ answers: unknown; saved_at: Date }>(
    sql`select answers, saved_at from draft where person = ${desk.who.personId} and address = ${address}`,
  )
  if (!found) return undefined
  const { answers, saved_at: savedAt } = found
  try {
    return { form: asTyped(desk.house, address, answers), savedAt }
  } catch (fault) {
    if (fault instanceof NotOpened) return { unread: fault, savedAt }
    throw fault
  }
}

export const dropDraft = (desk: Desk, address: string): Promise<unknown> =>
  desk.transaction.all(sql`delete from draft where person = ${desk.who.personId} and address = ${address}`)

/** Keeps what was sent by somebody whose session had just run out. */
export function keepLate({ house }: Pick<Site, 'house'>, secret: string, given: string, form: Form): Promise<boolean> {
  const address = given.slice(0, 500)
  return keepLateDraft(house, secret, address, asKept(house, address, worthKeeping(form)))
}

export interface DraftWaiting {
  readonly address: string
  readonly savedAt: Date
  readonly reference?: string
  readonly step: string
}

/** Drafts of this person that can still be gone on with: one of a matter they may no longer see is not told of. */
export async function draftsWaiting(desk: Desk): Promise<DraftWaiting[]> {
  const rows = await desk.transaction.all<{
    address: string
    saved_at: Date
    procedure: string | null
    version: string | null
    reference: string | null
  }>(sql`
    select d.address, d.saved_at, m.procedure, m.version, m.reference
      from draft d left join matter m on m.reference = substring(d.address from '^/matters/([^/]+)/steps/[^/]+$')
     where d.person = ${desk.who.personId} order by d.saved_at desc limit 50`)
  return rows.flatMap(({ address, saved_at: savedAt, ...row }) => {
    const name = address.split('/').at(-1) ?? ''
    if (row.reference !== null && row.procedure !== null && row.version !== null) {
      const step = desk.house.library.procedure(row.procedure, row.version).steps[name]
      return step ? [{ address, savedAt, reference: row.reference, step: step.label }] : []
    }
    const begun = address.startsWith('/begin/')
      ? desk.house.library.findProcedure(name, desk.world.today)?.procedure
      : undefined
    const step = begun?.steps[begun.begins]
    return step ? [{ address, savedAt, step: step.label }] : []
  })
}
