import { scrutinyBodyNames } from '../../bodies.ts'
import type { Procedure } from '../../engine/procedure.ts'
import { atMostOne, owner, together } from '../../engine/who.ts'
import { assess } from './allegation/assessment.ts'
import { bringIn } from './allegation/earlier.ts'
import { askConsent, consents, withdrawConsent } from './allegation/consent.ts'
import { close, explainOutcome, reopen, update } from './allegation/course.ts'
import { assignBoard, boardHere, brief, enquire } from './allegation/enquiries.ts'
import {
  answerRecommendation,
  conclude,
  decide,
  issueReport,
  note,
  openInvestigation,
} from './allegation/investigation.ts'
import { endMonitoring, monitor, observe, observeElsewhere, personMoved, watched } from './allegation/monitoring.ts'
import { obligations } from './allegation/obligations.ts'
import { parts } from './allegation/parts.ts'
import { boardNow } from './allegation/reading.ts'
import { affected, log, receive, ways } from './allegation/receiving.ts'
import {
  answerEscalation,
  confirmAuthority,
  escalate,
  escalationReasons,
  refer,
  referWithoutConsent,
  reportBack,
} from './allegation/referral.ts'
import { conclusions, outcomes, suggestions } from './allegation/words.ts'
import { letters } from './letters.ts'
import { deeds, involvements, sanctionKinds } from './sanction.ts'
import { handlingUnit, leads, receiverOf } from './who.ts'

/**
 * An alleged sanction, from the first word of it to the last: someone may be suffering for having spoken to those who
 * watch over places of detention. It reads in the protocol's order; each step is in the file of its paragraph.
 */

const yesNo = { yes: 'Yes', no: 'No' }
const takenBack = 'Taken back with their consent'

const whoeverTookItDown = atMostOne('whoever took it down', ({ matter }) => receiverOf(matter))
const boardOfPerson = atMostOne('the board where the person is', ({ matter, world }) => boardNow(matter, world))

export const allegation: Procedure = {
  name: 'sanction-allegation',
  prefix: 'SAN',
  title: 'Alleged sanctions',
  one: 'an alleged sanction',
  parts,
  stages: {
    received: 'Received',
    signposted: 'Directed to a whistleblowing policy',
    assessed: 'Assessed as a sanction',
    'not-a-sanction': 'Does not qualify',
    'taken-back': 'Taken back with their consent: nothing is asked for now',
    referred: 'Referred to a manager',
    escalated: 'Taken to a senior level',
    enquiries: 'Enquiries are being made',
    briefed: 'Waiting for the ombudsman to decide',
    declined: 'Not to be investigated',
    'to-investigate': 'To be investigated',
    investigating: 'Being investigated',
    concluded: 'Concluded',
    reported: 'Reported on',
    reopened: 'Reopened',
    closed: 'Closed',
  },
  asides: ['taken-back'],
  columns: {
    line: { label: 'What is alleged', part: 'summary' },
    received: { label: 'Heard of on', part: 'summary', is: 'day' },
    receivedBy: { label: 'Received by', part: 'summary', values: scrutinyBodyNames },
    contacted: { label: 'Body spoken to', part: 'summary', values: scrutinyBodyNames },
    came: { label: 'How it came', part: 'summary', values: ways },
    affected: { label: 'Who was affected', part: 'summary', values: affected },
    claimed: { label: 'Kinds alleged', part: 'summary', values: sanctionKinds },
    implicated: { label: 'Manager said to be involved', part: 'summary', values: yesNo },
    logged: {
      label: 'In the log',
      part: 'summary',
      values: { yes: 'Logged', no: 'Not yet logged', signposted: 'Not logged: a member of staff' },
    },
    person: { label: 'Person', part: 'identity' },
    number: { label: 'Prison number', part: 'identity' },
    consent: { label: 'Consent', part: 'consent', values: { ...consents, withdrawn: 'They took it back' } },
    qualifies: { label: 'Qualifies as a sanction', part: 'assessment', values: yesNo },
    kinds: { label: 'Kinds assessed', part: 'assessment', values: sanctionKinds },
    deed: { label: 'Act or omission', part: 'assessment', values: deeds },
    involvement: { label: 'How staff were involved', part: 'assessment', values: involvements },
    referral: {
      label: 'Referral',
      part: 'referral',
      values: { referred: 'Referred', answered: 'Answered', 'taken-back': takenBack },
    },
    addressee: { label: 'Referred to', part: 'referral', is: 'post' },
    override: { label: 'Referred without consent', part: 'referral', values: yesNo },
    authoriser: { label: 'Authorised by', part: 'referral', is: 'post' },
    authorised: { label: 'Authority confirmed', part: 'summary', values: yesNo },
    escalation: {
      label: 'Senior level',
      part: 'escalation',
      values: { escalated: 'Taken to a senior level', answered: 'Answered', 'taken-back': takenBack },
    },
    escalatedTo: { label: 'Taken to', part: 'escalation', is: 'post' },
    escalatedBecause: { label: 'Why a senior level', part: 'escalation', values: escalationReasons },
    suggested: { label: 'Suggested in the briefing', part: 'briefing', values: suggestions },
    investigated: { label: 'To be investigated', part: 'decision', values: yesNo },
    finding: {
      label: 'Conclusion',
      part: 'conclusion',
      values: conclusions,
    },
    found: { label: 'Kinds found', part: 'conclusion', values: sanctionKinds },
    reportTo: { label: 'Report to', part: 'report', is: 'post' },
    recommendations: { label: 'Recommendations', part: 'report', is: 'number' },
    answered: { label: 'Recommendations answered', part: 'report', is: 'number' },
    accepted: { label: 'Recommendations accepted', part: 'report', is: 'number' },
    done: { label: 'Recommendations carried out', part: 'report', is: 'number' },
    watched: { label: 'Watched', part: 'monitoring', values: watched },
    moved: { label: 'Moved to', part: 'monitoring', is: 'place' },
    outcome: { label: 'Outcome', part: 'outcome', values: outcomes },
    explained: { label: 'Person told the outcome', part: 'outcome', values: yesNo },
    earlier: { label: 'From an earlier log', part: 'course', values: yesNo },
  },
  heads: ['line'],
  atPlace: {
    under: 'concerns',
    on: ['received'],
    leavesOut: ['signposted', 'not-a-sanction', 'declined', 'concluded', 'reported', 'closed'],
  },
  alike: [['number'], ['person', 'place']],
  begins: 'receive',
  owner: handlingUnit,
  keepsTold: together(owner, leads, whoeverTookItDown, boardHere, boardOfPerson),
  openBetween: leads,
  log: {
    title: 'The sanctions log',
    keptBy: ['HMIP', 'IMB', 'PPO'],
    shows: ['line', 'receivedBy', 'consent', 'logged', 'override', 'outcome'],
    narrowsBy: [
      'logged',
      'receivedBy',
      'contacted',
      'kinds',
      'claimed',
      'deed',
      'involvement',
      'consent',
      'override',
      'referral',
      'escalation',
      'investigated',
      'finding',
      'outcome',
      'explained',
      'came',
      'implicated',
      'watched',
      'affected',
    ],
    counts: [
      'kinds',
      'found',
      'deed',
      'involvement',
      'contacted',
      'receivedBy',
      'came',
      'consent',
      'override',
      'referral',
      'escalation',
      'escalatedBecause',
      'investigated',
      'finding',
      'outcome',
    ],
    divides: 'receivedBy',
    times: {
      'consent asked': 'To asking the person',
      assessed: 'To being assessed',
      logged: 'To being logged',
      referred: 'To being referred',
      answered: 'To an answer',
      briefed: 'To the briefing',
      decided: 'To the ombudsman’s decision',
      concluded: 'To the conclusion',
      'outcome explained': 'To the person being told',
      closed: 'To being closed',
    },
    leavesOut: ['signposted'],
  },
  letters,
  brings: { step: 'bring-in', marks: 'brought in', began: 'heardOn' },
  rules: obligations,
  turns: [
    // A manager who has answered has answered; what the others were asked is asked no more (SP-23b).
    {
      on: 'name recalled',
      stages: { referred: 'taken-back', escalated: 'taken-back', enquiries: 'taken-back' },
      facts: { referral: { referred: 'taken-back' }, escalation: { escalated: 'taken-back' } },
    },
    { on: 'stopped watching the person', facts: { watched: { person: null } } },
  ],

  steps: {
    // 1 to 4: what is a sanction, and to whom the protocol applies; flow 1: an allegation is received
    receive,
    log,
    'bring-in': bringIn,

    // 23: by the person's consent, once its nature is established
    'ask-consent': askConsent,
    'withdraw-consent': withdrawConsent,
    assess,

    // 23: refer it, or take it higher; they report back
    refer,
    'refer-without-consent': referWithoutConsent,
    'confirm-authority': confirmAuthority,
    'report-back': reportBack,
    escalate,
    'answer-escalation': answerEscalation,

    // 25, flow 4 and 5: the board watches, makes first enquiries and sends a briefing
    'assign-board': assignBoard,
    enquire,
    brief,
    monitor,
    observe,
    'observe-elsewhere': observeElsewhere,
    'end-monitoring': endMonitoring,
    'person-moved': personMoved,

    // 26, flow 6 and 8 to 11: the ombudsman decides, investigates, concludes and reports
    decide,
    'open-investigation': openInvestigation,
    note,
    conclude,
    'issue-report': issueReport,
    'answer-recommendation': answerRecommendation,

    // Flow 7 and 10: the person is told; 23: the others are kept up to date
    'explain-outcome': explainOutcome,
    update,
    close,
    reopen,
  },
}
