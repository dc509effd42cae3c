import type { House } from '../../desk/desk.ts'
import type { Form } from '../forms.ts'

/**
 * What somebody is typing of a matter that has a part which is encrypted is encrypted too, whichever step it is of: it is kept
 * before anyone knows what of it belongs to which part.
 */
export const asKept = ({ cipher, library }: House, address: string, form: Form): unknown =>
  isSealed(library, address) ? (JSON.parse(cipher.seal(JSON.stringify(form), { draft: address })) as unknown) : form

/** The same, as it was typed. */
export const asTyped = ({ cipher, library }: House, address: string, kept: unknown): Form =>
  (isSealed(library, address) ? JSON.parse(cipher.open(JSON.stringify(kept), { draft: address })) : kept) as Form

function isSealed({ agreements }: House['library'], address: string): boolean {
  const [, where, name = ''] = address.replace(/\?.*$/, '').split('/')
  return agreements.some(agreement =>
    agreement.versions.some(version =>
      version.procedures.some(
        procedure =>
          (where === 'begin' ? procedure.name === name : procedure.prefix === name.slice(0, 3).toUpperCase()) &&
          Object.values(procedure.parts).some(part => part.encrypted),
      ),
    ),
  )
}
