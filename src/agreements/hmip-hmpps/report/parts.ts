import type { Part } from '../../../engine/procedure.ts'
import { official, sensitive, type Marking } from '../../../letters/marking.ts'

const embargoed: Marking = { ...sensitive, handling: ['EMBARGOED'] }

/** What a draft that is sent out is called, and the part it is in: each has one of its own, so that an old one can be closed. */
export const drafts = [
  { part: 'draft', step: 'send-draft', which: 'the draft' },
  { part: 'second draft', step: 'send-second-draft', which: 'the second draft' },
  { part: 'third draft', step: 'send-third-draft', which: 'the third draft' },
] as const
export const draftParts = drafts.map(one => one.part)

/** The parts of a report: what each holds decides who may ever read it. */
export const parts = {
  course: { label: 'Its course', marking: official },
  working: { label: 'The working draft', marking: embargoed, searched: true },
  draft: { label: 'The draft as it was sent', marking: embargoed },
  'second draft': { label: 'The second draft as it was sent', marking: embargoed },
  'third draft': { label: 'The third draft as it was sent', marking: embargoed },
  check: { label: 'The check of its facts', marking: sensitive, searched: true },
  // Those who have a text or a notice ahead know for how long it is under embargo, and nothing else of its course.
  day: { label: 'The day of publication', marking: official },
  press: { label: 'The press notice', marking: { ...official, handling: ['EMBARGOED'] } },
  final: { label: 'The report, until it is published', marking: embargoed },
  published: {
    label: 'The report as published',
    marking: { ...official, handling: ['FOR PUBLIC RELEASE'] },
    searched: true,
  },
} as const satisfies Readonly<Record<string, Part>>
