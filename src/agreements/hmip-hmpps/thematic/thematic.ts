import type { Procedure } from '../../../engine/procedure.ts'
import { teams } from '../programme/who.ts'
import { start, stop, tellService } from './beginning.ts'
import { approach, keepVisit } from './fieldwork.ts'
import { answerFindings, discussFindings, recordDiscussion } from './findings.ts'
import { parts } from './parts.ts'
import { handInPlan, planTable } from './plan.ts'
import { answerPoints, checkFacts, publish, sendDraft } from './reporting.ts'
import { obligations, setStages } from './stages.ts'
import { keptAsRecord } from '../retention.ts'

/**
 * A review of one theme across several establishments (HH-42): its subject is the Chief Inspector’s choice, each governor is
 * asked for access directly, in a matter of their own (`thematic-visit`), what emerges is talked over with the prison service
 * while the report can still change, and the stages of a report are fitted to it.
 */
export const thematic: Procedure = keptAsRecord(
  'thematic-reviews',
  {
    ends: { publish: undefined, stop: undefined },
    parts: ['own', 'findings', 'draft', 'check'],
    what: 'what was planned, found and written before the review was published',
  },
  {
    name: 'thematic-review',
    prefix: 'THM',
    title: 'Thematic reviews',
    one: 'a thematic review',
    parts,
    stages: {
      planned: 'Being planned',
      fieldwork: 'In the field',
      discussed: 'Findings talked over',
      checking: 'Its facts are being checked',
      published: 'Published',
      answered: 'Answered with a plan',
      stopped: 'Stopped',
    },
    asides: ['stopped'],
    columns: {
      subject: { label: 'Subject', part: 'own' },
      title: { label: 'Title', part: 'course' },
      lead: { label: 'Policy group that leads', part: 'course' },
      places: { label: 'Establishments', part: 'own', is: 'number' },
      published: { label: 'Published', part: 'published', is: 'day' },
      named: { label: 'Title of the report', part: 'published' },
    },
    heads: ['title', 'named', 'subject'],
    log: { shows: ['title', 'lead', 'published'], narrowsBy: [], counts: [] },
    begins: 'start',
    owner: taking => teams.readers(taking)[0] ?? taking.me.unit,
    rules: obligations,
    tables: { plan: planTable },
    steps: {
      start,
      'tell-service': tellService,
      approach,
      'keep-visit': keepVisit,
      'discuss-findings': discussFindings,
      'answer-findings': answerFindings,
      'record-discussion': recordDiscussion,
      'set-stages': setStages,
      'send-draft': sendDraft,
      'check-facts': checkFacts,
      'answer-points': answerPoints,
      publish,
      'hand-in-plan': handInPlan,
      stop,
    },
  },
)
