import { z } from 'zod'
import { letter, print } from '../../desk/letters.ts'
import { matter } from '../../desk/matter.ts'
import { recordReading } from '../../desk/reading.ts'
import { servedHeaders } from '../../documents/name.ts'
import { paths } from '../paths.ts'
import { get, give, post } from '../route.ts'
import { letterView } from './view.ts'

/** A letter shows what is in the matter: reading it is opening the matter. */
export const show = get(paths.letter, { access: 'in a post', reads: 'opened' }, async ({ desk, params, token }) => {
  const viewed = await matter(desk, params.reference)
  const draft = letter(desk, viewed, params.letter)
  await recordReading(desk, { kind: 'opened', matter: viewed.matter.id, parts: [...viewed.matter.parts] })
  return letterView({ desk, viewed, draft, token })
})

const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

/** On paper, as it was read: when the matter has changed since, it is shown again instead. */
export const make = post(
  paths.letter,
  { access: 'in a post', reads: 'printed', form: z.object({ version: z.string().max(100) }) },
  async ({ desk, params, form, token }) => {
    const viewed = await matter(desk, params.reference)
    const draft = letter(desk, viewed, params.letter)
    const changed = form.version !== viewed.version
    if (draft.issued.refused || changed) {
      await recordReading(desk, { kind: 'opened', matter: viewed.matter.id, parts: [...viewed.matter.parts] })
      return letterView({ desk, viewed, draft, token, changed })
    }
    const { name, bytes } = await print(desk, viewed, draft)
    return give(bytes, servedHeaders(name, word))
  },
)

export const letterRoutes = [show, make]
