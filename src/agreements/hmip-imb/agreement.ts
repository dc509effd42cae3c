import { day } from '../../calendar/day.ts'
import type { Agreement } from '../../engine/agreement.ts'
import { defaultsOf } from '../house/defaults.ts'
import { informationTraining, training, trainingOfOthers, trainingRequirement } from '../house/standing.ts'
import { information } from '../information-sharing/item.ts'
import { settingsOf } from '../information-sharing/settings.ts'
import type { Sharing } from '../information-sharing/sharing.ts'
import { seriousIssue } from './alert.ts'
import { clauses } from './clauses.ts'
import { boardContacts, contactSettings } from './contacts.ts'
import { inspectionUpdate, updateSettings } from './inspection-update.ts'
import { monitoringTheme } from './monitoring-theme.ts'
import { concernSettings, reportConcern } from './report-concern.ts'

const sharing: Sharing = {
  name: 'information-hmip',
  prefix: 'INF',
  usualWay: 'national',
  body: 'HMIP',
  clauses: {
    toBoards: 'HI-8g',
    relay: 'HI-7c',
    fromBoards: 'HI-6c',
    bySecretariat: 'HI-7b',
    outcome: 'HI-9e',
    purpose: 'HI-12c',
    needToKnow: 'HI-12l',
    abroad: 'HI-12n',
    marking: 'HI-12e',
    secure: 'HI-12h',
  },
}

const settings = { ...settingsOf(sharing), ...contactSettings, ...updateSettings, ...concernSettings }

const defaults = defaultsOf({
  name: 'hmip-imb-defaults',
  prefix: 'HID',
  short: 'the inspectorate’s agreement with the monitoring boards',
  clause: 'HI-7a',
  settings,
})

export const hmipImb: Agreement = {
  id: 'hmip-imb',
  title: 'HM Inspectorate of Prisons and the Independent Monitoring Boards',
  short: 'the agreement between the inspectorate and the monitoring boards',
  parties: ['HMIP', 'IMB'],
  source:
    'Memorandum of understanding between HM Inspectorate of Prisons and the Management Board of the Independent Monitoring Boards on behalf of the boards in England and Wales, 29 August 2023',
  versions: [
    {
      name: '2023',
      inForce: day('2023-08-29'),
      signatories: [
        { office: 'HM Chief Inspector of Prisons', body: 'HMIP', signed: day('2023-08-29') },
        {
          office: 'National Chair of the Independent Monitoring Boards, on behalf of the boards',
          body: 'IMB',
          signed: day('2023-08-29'),
        },
      ],
      clauses,
      procedures: [
        seriousIssue,
        training,
        trainingOfOthers,
        information(sharing),
        boardContacts,
        inspectionUpdate,
        monitoringTheme,
        reportConcern,
        defaults,
      ],
      settings,
      requirements: { [informationTraining]: trainingRequirement },
      notes: [
        'It takes effect when both have signed, which they did on the same day.',
        'It sets no cycle for confirming the contact details of chairs; the agreement between the ombudsman and the monitoring boards says yearly (PI-13b), and one confirmation serves both.',
        'It names no paper that it replaces.',
        'It cites the sanctions protocol as published in 2014; a copy of it was published again in 2021.',
        'Under it a board lets the governor know that it should attend the debrief (HI-9b); the agreement between the inspectorate and the prison service says only that the chair may (HH-19).',
      ],
    },
  ],
}
