import assert from 'node:assert/strict'
import { agreements } from '../../src/agreements/agreements.ts'
import { day } from '../../src/calendar/day.ts'
import { library } from '../../src/engine/library.ts'
import { practicePeople } from '../../src/practice/people.ts'
import { inventedPlaces, practiceKey } from '../../src/practice/places.ts'
import { registerOf } from '../../src/register/standing.ts'
import { everyone } from '../kit.ts'

/** The day on which all of the journeys begin: a Monday. */
export const today = day('2026-03-02')
export const morning = `${today}T09:00:00Z`

const people = practicePeople(registerOf(inventedPlaces, practiceKey), library(agreements), today)

/** Whoever holds a post in the practice world, by name, with the post's title as pages say it. */
export function holderOf(post: string): { readonly name: string; readonly title: string; readonly posts: number } {
  const holder = people.find(one => one.posts.includes(post)) ?? assert.fail(`Nobody holds ${post}`)
  return { name: holder.name, title: everyone.post(post).title, posts: holder.posts.length }
}
