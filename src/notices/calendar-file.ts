import { ICalCalendar, ICalCalendarMethod, ICalEventBusyStatus, ICalEventClass, ICalEventStatus } from 'ical-generator'
import { findDay } from '../calendar/day.ts'

/**
 * A thing that falls due, as a calendar may know it. `uid` is a random UUID that stays with it for life; `sequence`
 * rises whenever its day changes or it is cancelled, so that a calendar replaces the one it has.
 */
export type Due = { uid: string; due: string; sequence: number; cancelled: boolean }

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/**
 * An iCalendar file (RFC 5545) of whole days. It says that something is due and nothing about what, for calendars are
 * shared and synchronised; a thing no longer shown to its reader is sent again as cancelled. `signIn` is where to look.
 */
export function calendarFile(things: readonly Due[], signIn: string, now: Date): string {
  const calendar = new ICalCalendar({
    name: 'Concordat',
    prodId: { company: 'concordat', product: 'obligations', language: 'EN' },
    method: ICalCalendarMethod.PUBLISH,
  })
  for (const { uid, due, sequence, cancelled } of things) {
    if (!uuid.test(uid)) throw new Error('A calendar entry is known by a UUID: anything else may say what it is about.')
    if (findDay(due) === undefined) throw new Error('A calendar entry is due on a day, as YYYY-MM-DD.')
    // A whole day in London is a date without a zone; this library reads days rightly only when given as midnight UTC.
    const start = new Date(`${due}T00:00:00Z`)
    calendar.createEvent({
      id: `${uid}@concordat`,
      sequence,
      stamp: now,
      start,
      end: new Date(start.getTime() + 86_400_000),
      allDay: true,
      summary: 'Concordat: something is due',
      description: `Sign in to see what: ${signIn}`,
      class: ICalEventClass.PRIVATE,
      busystatus: ICalEventBusyStatus.FREE,
      status: cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    })
  }
  return `${calendar.toString()}\r\n`
}
