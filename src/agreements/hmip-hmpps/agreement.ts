import { day } from '../../calendar/day.ts'
import type { Agreement } from '../../engine/agreement.ts'
import { contact } from '../house/contacts.ts'
import { defaultsOf } from '../house/defaults.ts'
import { actionPlan } from './action-plan.ts'
import { annualReview } from './annual-review.ts'
import { clauses } from './clauses.ts'
import { conduct } from './conduct.ts'
import { feedback } from './feedback/feedback.ts'
import { survey } from './feedback/survey.ts'
import { informationRequest } from './information-request.ts'
import { inspection } from './inspection/inspection.ts'
import { inspector } from './inspection/inspector.ts'
import { consultation } from './programme/consultation.ts'
import { leadershipJudgement } from './programme/leadership.ts'
import { memorandum } from './programme/memorandum.ts'
import { newEstablishment } from './programme/new-establishment.ts'
import { partnerWish } from './programme/partner-wish.ts'
import { programme } from './programme/programme.ts'
import { inspectionProgramme } from './programme/year.ts'
import { report } from './report/report.ts'
import { reviewOfProgress } from './review-of-progress/review-of-progress.ts'
import { records, schedule } from './retention.ts'
import { settings } from './settings.ts'
import { thematic } from './thematic/thematic.ts'
import { thematicVisit } from './thematic/visit.ts'
import { urgentConcern } from './urgent-concern.ts'
import { urgentNotification } from './urgent-notification/urgent-notification.ts'

const defaults = defaultsOf({
  name: 'service-defaults',
  prefix: 'HHD',
  short: 'the inspectorate’s agreement with the prison service',
  clause: 'HH-14',
  settings,
})

export const hmipHmpps: Agreement = {
  id: 'hmip-hmpps',
  title: 'HM Inspectorate of Prisons and HM Prison and Probation Service',
  short: 'the agreement between the inspectorate and the prison service',
  parties: ['HMIP', 'HMPPS'],
  source:
    'Memorandum of understanding between HM Inspectorate of Prisons and HM Prison and Probation Service, revised October 2019',
  versions: [
    {
      name: '2019',
      inForce: day('2019-11-04'),
      signatories: [
        { office: 'HM Chief Inspector of Prisons', body: 'HMIP', signed: day('2019-10-30') },
        {
          office: 'Chief Executive Officer, HM Prison and Probation Service',
          body: 'HMPPS',
          signed: day('2019-11-04'),
        },
      ],
      clauses,
      procedures: [
        urgentConcern,
        informationRequest,
        inspection,
        inspector,
        inspectionProgramme,
        consultation,
        leadershipJudgement,
        newEstablishment,
        partnerWish,
        memorandum,
        report,
        actionPlan,
        urgentNotification,
        reviewOfProgress,
        thematic,
        thematicVisit,
        conduct,
        feedback,
        survey,
        annualReview,
        schedule,
        contact,
        defaults,
      ],
      settings,
      records,
      programme,
      firstContacts: [{ clause: 'HH-45', body: 'HMPPS', unit: 'scrutiny' }],
      notes: [
        'It replaces the agreement signed in September 2016, whose text is not to hand.',
        'The inspectorate signed on 30 October 2019 and the prison service on 4 November 2019: it is in force from the later.',
        'The stages of a report are given in days beside weeks: 36, 15, 10 and 8. They fit the weeks only as working days, and are counted so. They make 69 working days, where 14 weeks without a holiday have 70: with two bank holidays between, the stages overrun the aim, and both dates are shown.',
        'A review of progress is reported within 25 days (HH-41): these are counted as working days too.',
        'That an Urgent Notification goes within seven days of an inspection is the inspectorate’s practice, not in the paper.',
        'The paper speaks of recommendations; since May 2022 the inspectorate has reported key concerns instead, some of them priorities. Both kinds exist here.',
        'The chair of the monitoring board may attend the debrief (HH-19); under the agreement between the inspectorate and the monitoring boards a board lets the governor know that it should (HI-9b).',
        'Retention follows the inspectorate’s own schedule (HH-15), where the other agreements follow the originator’s (HI-12p). The paper gives no figures, and there are none until the inspectorate sets them.',
      ],
    },
  ],
}
