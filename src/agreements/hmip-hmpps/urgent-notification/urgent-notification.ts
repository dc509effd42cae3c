import type { Rule } from '../../../engine/deadline.ts'
import { formatDay } from '../../../calendar/day.ts'
import type { Procedure } from '../../../engine/procedure.ts'
import { owner, together } from '../../../engine/who.ts'
import { within } from '../settings.ts'
import { partners } from '../programme/partners.ts'
import { publish, receive, respond } from './answering.ts'
import { end, inspectedAgain, namePlan, openPlan } from './following.ts'
import { letters } from './letters.ts'
import { parts } from './parts.ts'
import { byPublication, inspectionEnded, publishedOn, receivedOn, toAnswer, toldOften } from './reading.ts'
import { giveUp, prepare, send } from './sending.ts'
import { tables } from './tables.ts'
import { heads, office, teams } from './who.ts'
import { keptAsRecord } from '../retention.ts'

/**
 * The answer is owed from the first day that is known to count from. Its limit is counted from the day the office received
 * it; the day counted from publication stands beside it as an aim, and alone while the day of receipt is not known (decision 4).
 */
const answer: Rule = {
  clause: 'HH-35',
  label: 'Answer it in public',
  owedBy: office,
  part: 'notification',
  from: ['received', 'published'],
  until: ['answered'],
  when: ({ matter }) => toldOften(matter) === 1,
  starts: ({ matter }) => receivedOn(matter) ?? publishedOn(matter),
  dates: ({ matter, world }) => {
    const published = byPublication(matter, world)
    return {
      ...(receivedOn(matter) && { limit: toAnswer }),
      ...(published && { aim: { day: published.day, working: published.working.sentence } }),
    }
  },
  recounted: {
    on: ['received', 'published'],
    because: ({ matter }) => {
      const received = receivedOn(matter)
      return received ? `its receipt on ${formatDay(received)}` : 'its publication'
    },
  },
  basis: 'the agreement',
  by: 'respond',
}

/** A grave concern that is put straight to the Secretary of State, and answered in public (HH-34 to HH-36). */
export const urgentNotification: Procedure = keptAsRecord(
  'urgent-notifications',
  {
    ends: { end: undefined, 'inspected-again': undefined, 'give-up': undefined },
    parts: ['own'],
    what: 'how it was prepared; the notification and its answer are public, and stay',
  },
  {
    name: 'urgent-notification',
    prefix: 'UNO',
    title: 'Urgent Notifications',
    one: 'an Urgent Notification',
    parts,
    stages: {
      preparing: 'Being prepared',
      sent: 'Sent, and to be answered',
      answered: 'Answered, and in force',
      ended: 'Ended',
    },
    columns: {
      about: { label: 'About', part: 'notification' },
      inspected: { label: 'Inspection ended', part: 'notification', is: 'day' },
      partners: { label: 'Together with', part: 'notification', values: partners },
      sent: { label: 'Sent', part: 'notification', is: 'day' },
      received: { label: 'Received', part: 'notification', is: 'day' },
      published: { label: 'Published', part: 'notification', is: 'day' },
      answerBy: { label: 'To be answered by', part: 'notification', is: 'day' },
      answered: { label: 'Answered', part: 'response', is: 'day' },
      kept: { label: 'Answered in time', part: 'response', values: { yes: 'In time', no: 'Late' } },
      again: { label: 'Inspected again', part: 'notification', is: 'day' },
    },
    heads: ['about'],
    atPlace: {
      under: 'in force',
      on: ['sent'],
      shows: ['answerBy', 'answered', 'kept'],
      leavesOut: ['preparing', 'ended'],
    },
    log: {
      title: 'Urgent Notifications',
      shows: ['sent', 'answerBy', 'answered', 'kept'],
      narrowsBy: ['kept', 'partners'],
      counts: ['kept', 'partners'],
      times: { sent: 'To being sent', answered: 'To the whole answer', 'inspected again': 'To the next inspection' },
    },
    begins: 'prepare',
    owner: taking => teams.readers(taking)[0] ?? taking.me.unit,
    keepsTold: together(owner, heads),
    letters,
    tables,
    rules: {
      send: {
        clause: 'HH-34',
        label: 'Send the Urgent Notification: in the inspectorate’s practice, within seven days of the inspection',
        owedBy: owner,
        part: 'notification',
        from: ['prepared'],
        until: ['sent'],
        fallsAway: ['given up'],
        starts: ({ matter }) => inspectionEnded(matter),
        dates: within('urgent-notification-hmip'),
        basis: 'our default',
        by: 'send',
      },
      answer,
    },
    steps: {
      // 34: it is prepared, and sent
      prepare,
      send,
      'give-up': giveUp,

      // 35: its dates, and the answer
      receive,
      publish,
      respond,

      // what follows, until the place is inspected again (36)
      'open-plan': openPlan,
      'name-plan': namePlan,
      'inspected-again': inspectedAgain,
      end,
    },
  },
)
