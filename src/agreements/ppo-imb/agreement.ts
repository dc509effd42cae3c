import { day } from '../../calendar/day.ts'
import type { Agreement } from '../../engine/agreement.ts'
import { defaultsOf } from '../house/defaults.ts'
import { information } from '../information-sharing/item.ts'
import { settingsOf } from '../information-sharing/settings.ts'
import type { Sharing } from '../information-sharing/sharing.ts'
import { clauses } from './clauses.ts'
import { contactRound } from './contact-round.ts'
import { missingNotice, missingSettings } from './missing-notice.ts'
import { publication, publicationSettings } from './publications.ts'

/** The terms on handling information are those of the agreement between HMIP and the IMB, word for word (PI-20). */
const sharing: Sharing = {
  name: 'information-ppo',
  prefix: 'INP',
  usualWay: 'secretariat',
  body: 'PPO',
  clauses: {
    toBoards: 'PI-14e',
    relay: 'PI-13e',
    fromBoards: 'PI-13a',
    bySecretariat: 'PI-13a',
    outcome: 'PI-13f',
    purpose: 'PI-20',
    needToKnow: 'PI-20',
    abroad: 'PI-20',
    marking: 'PI-20',
    secure: 'PI-20',
  },
}

const settings = { ...settingsOf(sharing), ...publicationSettings, ...missingSettings }

const defaults = defaultsOf({
  name: 'ppo-imb-defaults',
  prefix: 'PID',
  short: 'the ombudsman’s agreement with the monitoring boards',
  clause: 'PI-13h',
  settings,
})

export const ppoImb: Agreement = {
  id: 'ppo-imb',
  title: 'The Prisons and Probation Ombudsman and the Independent Monitoring Boards',
  short: 'the agreement between the ombudsman and the monitoring boards',
  parties: ['PPO', 'IMB'],
  source:
    'Memorandum of understanding between the Prisons and Probation Ombudsman and the National Chair of the Independent Monitoring Boards on behalf of the boards in England and Wales, 12 January 2024',
  versions: [
    {
      name: '2024',
      inForce: day('2024-01-12'),
      signatories: [
        { office: 'Prisons and Probation Ombudsman', body: 'PPO', signed: day('2024-01-12') },
        {
          office: 'National Chair of the Independent Monitoring Boards, on behalf of the boards',
          body: 'IMB',
          signed: day('2024-01-12'),
        },
      ],
      clauses,
      procedures: [information(sharing), publication, missingNotice, contactRound, defaults],
      settings,
      notes: [
        'The paper does not say when it takes effect: it is held to be in force from the later signature, and both are of the same day.',
        'It numbers paragraphs 17 to 19 twice. The second set, on sharing information, is cited here as IS 17-19; its terms are those of the agreement between the inspectorate and the monitoring boards and are written once (HI-12a to HI-12p).',
        'It names no paper that it replaces.',
        'It cites the sanctions protocol as published in 2014; a copy of it was published again in 2021.',
        'What the inspectorate sends for a board goes by way of the national chair (HI-8g); what the ombudsman sends goes to the boards’ national staff (PI-14e).',
      ],
    },
  ],
}
