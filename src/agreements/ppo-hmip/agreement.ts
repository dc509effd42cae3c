import { day } from '../../calendar/day.ts'
import type { Agreement } from '../../engine/agreement.ts'
import { clauses } from './clauses.ts'
import { scrutinyVisit } from './scrutiny-visit.ts'
import { weeklySummary } from './weekly-summary.ts'

export const ppoHmip: Agreement = {
  id: 'ppo-hmip',
  title: 'The Prisons and Probation Ombudsman and HM Inspectorate of Prisons: sharing data',
  short: 'the agreement between the ombudsman and the inspectorate',
  parties: ['PPO', 'HMIP'],
  source:
    'Memorandum of understanding on data sharing for the COVID-19 response between the Prisons and Probation Ombudsman and HM Inspectorate of Prisons, April 2020',
  versions: [
    {
      name: '2020',
      inForce: day('2020-04-27'),
      signatories: [
        { office: 'Deputy Chief Inspector', body: 'HMIP', signed: day('2020-04-23') },
        { office: 'Deputy Ombudsman', body: 'PPO', signed: day('2020-04-27') },
      ],
      clauses,
      procedures: [weeklySummary, scrutinyVisit],
      notes: [
        'The inspectorate signed on 23 April 2020 and the ombudsman on 27 April 2020: it is in force from the later.',
        'It was made for the first months of the pandemic and names no day on which it ends.',
        'No personal data may pass under it (PH-4), while the agreements of both bodies with the monitoring boards allow it under controls: so what is sent is checked by the agreement it is sent under.',
        'It names no paper that it replaces.',
      ],
    },
  ],
}
