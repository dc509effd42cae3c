import { findDocument } from '../../desk/documents.ts'
import { readingsIn, recordReading } from '../../desk/reading.ts'
import { servedHeaders } from '../../documents/name.ts'
import { NotFound } from '../../engine/directory.ts'
import { paths } from '../paths.ts'
import { get, give } from '../route.ts'

/** A file, for whoever may see the part it belongs to; a loose one, for whoever uploaded it. Always saved, never shown in place. */
export const fetchFile = get(
  paths.document,
  { access: 'in a post', reads: 'opened' },
  async ({ desk, params, site }) => {
    const file = await findDocument(desk, site.files, params.id)
    if (!file) throw new NotFound('document')
    if (!readingsIn(desk).has('opened')) await recordReading(desk, { kind: 'opened', secret: file.id })
    return give(file.bytes, { ...servedHeaders(file.name, file.type), 'content-length': String(file.size) })
  },
)

export const documentRoutes = [fetchFile]
