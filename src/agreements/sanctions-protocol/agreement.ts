import type { Agreement } from '../../engine/agreement.ts'
import { defaultsOf } from '../house/defaults.ts'
import { appointment, departure } from '../house/people.ts'
import { awareness, awarenessRequirement, protocolAwareness } from '../house/standing.ts'
import { allegation } from './allegation.ts'
import { clauses } from './clauses.ts'
import { leadsDecision } from './leads-decision.ts'
import { leadsMeeting } from './leads-meeting.ts'
import { logShare } from './log-share.ts'
import { settings } from './settings.ts'

const defaults = defaultsOf({
  name: 'sanctions-defaults',
  prefix: 'SPD',
  short: 'the sanctions protocol',
  clause: 'SP-23g',
  settings,
})

export const sanctionsProtocol: Agreement = {
  id: 'sanctions-protocol',
  title: 'Protocol on sanctions against people who speak to those who watch over detention',
  short: 'the sanctions protocol',
  parties: ['HMIP', 'IMB', 'PPO'],
  source:
    'Protocol between HM Inspectorate of Prisons, the Independent Monitoring Boards and the Prisons and Probation Ombudsman on sanctions for communicating with them; the paper carries no date',
  versions: [
    {
      name: 'first',
      signatories: [
        { office: 'HM Inspectorate of Prisons', body: 'HMIP' },
        { office: 'National Council of the Independent Monitoring Boards', body: 'IMB' },
        { office: 'Prisons and Probation Ombudsman', body: 'PPO' },
      ],
      clauses,
      procedures: [allegation, logShare, leadsMeeting, leadsDecision, awareness, appointment, departure, defaults],
      settings,
      requirements: { [protocolAwareness]: awarenessRequirement },
      notes: [
        'It sets no time limits but one: the leads meet every six months. The dates shown here are our own defaults, which each body may set for itself.',
        'Its paragraph 23 puts an allegation to the establishment’s senior manager; its flowchart puts it to the board for first enquiries. It does not say which comes first: here each may, side by side.',
        'It covers secure training centres, which have no monitoring board: there the body that received the allegation makes the enquiries.',
        'It names the National Council of the Independent Monitoring Boards and its chair. Since November 2018 the boards have had a National Chair and a Management Board: the National Chair is taken to be the lead.',
        'It names the Deputy Ombudsman for learning lessons and strategic support: the Deputy Ombudsman is taken to be the lead, whatever the title is now.',
        'Its flowchart tells the other two bodies of the conclusion before either outcome: they are told of both.',
        'A later version is known to add the Lay Observers and court and escort custody. Its text was not to hand; parties and kinds of place belong to a version, so that it can be added beside this one.',
      ],
    },
  ],
}
