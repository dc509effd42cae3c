import { listColumns, markingOfColumns, usualColumns } from '../../desk/columns.ts'
import type { Desk } from '../../desk/desk.ts'
import type { Procedure } from '../../engine/procedure.ts'
import { inForce } from '../log/filter.ts'
import { queryString, type Listing } from '../log/query.ts'
import { titleOf } from '../log/view.ts'
import { paths } from '../paths.ts'
import type { View } from '../route.ts'
import { fileView, type Asking } from './file.ts'

interface AskingForList extends Asking {
  readonly desk: Desk
  readonly procedure: Procedure
  readonly listing: Listing
}

export function exportView({ desk, procedure, listing, ...asking }: AskingForList): View {
  const query = queryString(listing, { procedure: procedure.name })
  const shows = listing.shows ?? usualColumns(procedure)
  return fileView({
    ...asking,
    title: `Export ${titleOf(desk, procedure).toLowerCase()}`,
    back: `${paths.matters()}?${query}`,
    holds: 'The file holds what the list shows: its rows, its columns, and nothing else.',
    narrowed: inForce({ desk, procedure, listing, action: paths.exports() }),
    rows: [
      {
        key: 'Columns',
        value: listColumns(desk.house.library, procedure, shows)
          .map(column => column.label)
          .join(', '),
      },
    ],
    marking: markingOfColumns(procedure, shows),
    action: paths.exports(),
    query,
  })
}
