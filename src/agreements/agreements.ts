import type { Agreement } from '../engine/agreement.ts'
import { hmipHmpps } from './hmip-hmpps/agreement.ts'
import { hmipImb } from './hmip-imb/agreement.ts'
import { ppoHmip } from './ppo-hmip/agreement.ts'
import { ppoImb } from './ppo-imb/agreement.ts'
import { sanctionsProtocol } from './sanctions-protocol/agreement.ts'

/** Every agreement that Concordat runs. To add one, write its folder and name it here. */
export const agreements: readonly Agreement[] = [sanctionsProtocol, hmipImb, ppoImb, hmipHmpps, ppoHmip]
