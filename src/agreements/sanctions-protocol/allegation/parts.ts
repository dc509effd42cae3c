import { official, personal, sensitive, type Marking } from '../../../letters/marking.ts'
import type { Part, Recall, Share } from '../../../engine/procedure.ts'
import { otherLeads } from '../who.ts'

/** The parts of an alleged sanction: each is disclosed as a whole, so what may be told apart is kept apart. */

const investigation: Marking = { ...sensitive, descriptors: ['INVESTIGATION'] }

export const parts = {
  summary: { label: 'Summary, without names', marking: sensitive },
  identity: { label: 'Who the person is', marking: personal },
  account: { label: 'What they say happened, and how to reach them', marking: personal },
  consent: { label: 'What they agreed to', marking: sensitive },
  assessment: { label: 'Assessment', marking: sensitive },
  referral: { label: 'Referral', marking: sensitive },
  response: { label: 'What the manager was asked, and answered', marking: personal },
  escalation: { label: 'Taken to a senior level', marking: sensitive },
  'senior-response': { label: 'What the senior level was asked, and answered', marking: personal },
  enquiries: { label: 'Enquiries', marking: personal },
  briefing: { label: 'Briefing on the enquiries', marking: personal },
  decision: { label: 'The ombudsman’s decision', marking: sensitive },
  papers: { label: 'The ombudsman’s working papers', marking: investigation, apart: true },
  conclusion: { label: 'The ombudsman’s conclusion', marking: investigation, apart: true },
  report: { label: 'Report and recommendations', marking: investigation, apart: true },
  monitoring: { label: 'Watching over the person', marking: sensitive },
  // Each board's own: the one reads nothing of what the other sees, least of all once consent is taken back (SP-23b).
  observations: { label: 'What was seen at the establishment', marking: personal },
  'observations-elsewhere': { label: 'What was seen of the person elsewhere', marking: personal },
  outcome: { label: 'Telling the person the outcome', marking: sensitive },
  course: { label: 'Course of the matter', marking: official },
} as const satisfies Readonly<Record<string, Part>>

/** Told to the three leads at once: nothing in them says who the person is (SP-23h, SP-23i, decision 6). */
export const told = [
  'summary',
  'consent',
  'assessment',
  'referral',
  'escalation',
  'decision',
  'monitoring',
  'outcome',
  'course',
] as const

/** Who the person is and what they say: by consent, or by a recorded override, and to no other body otherwise (SP-23b). */
export const person = ['identity', 'account'] as const

/** What is bound to show who the person is: it goes to the leads only with the person's name. */
export const telling = ['response', 'senior-response', 'observations', 'observations-elsewhere'] as const

/**
 * The leads of the other bodies see the summary from the first, on a condition that holds until they are told who the person
 * is; then the one disclosure takes the place of the other.
 */
export const namelessly = {
  part: 'summary',
  to: otherLeads,
  purpose: 'To know of every alleged sanction, and how it goes on',
  clause: 'SP-23i',
  conditions: ['Do not try to find out who the person is'],
} as const satisfies Share<never>

export const byName = {
  part: namelessly.part,
  to: namelessly.to,
  purpose: namelessly.purpose,
  clause: namelessly.clause,
} as const satisfies Share<never>

export const instead = { part: 'summary', from: otherLeads, clause: 'SP-23i' } as const satisfies Recall<never>
