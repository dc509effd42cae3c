import type { Settings } from '../config.ts'
import type { House } from '../desk/desk.ts'
import type { Files } from '../desk/documents.ts'
import type { Log } from '../log.ts'
import type { Limits } from './limits.ts'
import type { Sealer } from './sealed.ts'
import type { Sessions } from './sessions.ts'
import type { IdentityProvider } from './sign-in/identity.ts'

/** All that pages have besides the person's own desk, made once at start. It holds no one's state. */
export interface Site {
  readonly house: House
  readonly settings: Settings
  readonly files: Files
  readonly sessions: Sessions
  readonly identity: IdentityProvider
  readonly sealer: Sealer
  readonly limits: Limits
  readonly log: Log
  /** False once the server is stopping. */
  readonly serving: () => boolean
}
