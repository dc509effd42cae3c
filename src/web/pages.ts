import { agreementRoutes } from './agreements/route.ts'
import { calendarRoutes } from './calendar/route.ts'
import { analysisRoutes } from './analysis/route.ts'
import { directoryRoutes } from './directory/route.ts'
import { documentRoutes } from './documents/route.ts'
import { draftRoutes } from './drafts/route.ts'
import { establishmentRoutes } from './establishments/route.ts'
import { editionRoutes } from './editions/route.ts'
import { exportRoutes } from './export/route.ts'
import { healthRoutes } from './health/route.ts'
import { helpRoutes } from './help/route.ts'
import { journalRoutes } from './journal/route.ts'
import { letterRoutes } from './letters/route.ts'
import { importRoutes } from './import/route.ts'
import { interchangeRoutes } from './interchange/route.ts'
import { logRoutes } from './log/route.ts'
import { matterRoutes } from './matter/route.ts'
import { sessionRoutes } from './my-sessions/route.ts'
import { outboxRoutes } from './outbox/route.ts'
import { peopleRoutes } from './people/route.ts'
import { postRoutes } from './posts/route.ts'
import { programmeRoutes } from './programme/route.ts'
import type { Route } from './route.ts'
import { searchRoutes } from './search/route.ts'
import { seenRoutes } from './seen/route.ts'
import { sharedRoutes } from './shared/route.ts'
import { signInRoutes } from './sign-in/route.ts'
import { stepRoutes } from './step/route.ts'
import { strikeRoutes } from './strike/route.ts'
import { tableRoutes } from './tables/route.ts'
import { timetableRoutes } from './timetable/route.ts'
import { tokenRoutes } from './tokens/route.ts'
import { workRoutes } from './work/route.ts'
import { youRoutes } from './you/route.ts'

/** Every page there is. How to add one: the top of route.ts. */
export const pages: readonly Route[] = [
  ...workRoutes,
  ...logRoutes,
  ...analysisRoutes,
  ...exportRoutes,
  ...importRoutes,
  ...matterRoutes,
  ...letterRoutes,
  ...tableRoutes,
  ...editionRoutes,
  ...timetableRoutes,
  ...seenRoutes,
  ...sharedRoutes,
  ...strikeRoutes,
  ...stepRoutes,
  ...interchangeRoutes,
  ...draftRoutes,
  ...documentRoutes,
  ...searchRoutes,
  ...signInRoutes,
  ...postRoutes,
  ...sessionRoutes,
  ...establishmentRoutes,
  ...programmeRoutes,
  ...directoryRoutes,
  ...agreementRoutes,
  ...peopleRoutes,
  ...youRoutes,
  ...calendarRoutes,
  ...tokenRoutes,
  ...journalRoutes,
  ...outboxRoutes,
  ...helpRoutes,
  ...healthRoutes,
]
