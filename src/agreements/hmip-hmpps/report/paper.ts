import { formatDay, type Day } from '../../../calendar/day.ts'
import type { Answers, Entry, Matter } from '../../../engine/matter.ts'
import type { Edition, Written } from '../../../engine/procedure.ts'
import type { World } from '../../../engine/world.ts'
import { facts, heading, list, paragraph, table, type Block } from '../../../letters/blocks.ts'
import { draftParts, drafts } from './parts.ts'
import { contentsIn, inspectionEnded, plannedDay, textNames, testsOf, type Contents } from './reading.ts'
import { itemKinds, scores, tests, type Test } from './words.ts'

/** The report itself, whole, from what its entries hold: for a Word document, and to compare one edition with another. */

const testOf: Readonly<Partial<Record<(typeof textNames)[number], Test>>> = {
  onSafety: 'safety',
  onRespect: 'respect',
  onActivity: 'activity',
  onRelease: 'release',
}

/** With the day until which it is under embargo, where that is known. */
export function reportBlocks(contents: Contents, matter: Matter, world: World, embargo?: Day): readonly Block[] {
  const names = testsOf({ matter, world })
  const ended = inspectionEnded(matter)
  const titles: Readonly<Record<(typeof textNames)[number], string>> = {
    introduction: 'Introduction and summary',
    onLeadership: 'Leadership',
    onSafety: names.safety,
    onRespect: names.respect,
    onActivity: names.activity,
    onRelease: names.release,
  }
  const scored = tests.filter(test => contents.scores[test] !== undefined)
  const score = (test: Test) => scores[contents.scores[test] as keyof typeof scores] ?? ''
  const said = (name: (typeof textNames)[number]) => {
    const words = contents.texts[name]
    const test = testOf[name]
    return words === undefined
      ? []
      : [
          heading(titles[name]),
          ...(test && contents.scores[test] !== undefined ? [facts({ Score: score(test) })] : []),
          paragraph(words),
        ]
  }
  return [
    facts({
      ...(matter.place === undefined ? {} : { Place: world.directory.findPlace(matter.place)?.name ?? '' }),
      ...(ended ? { 'Inspection ended': formatDay(ended) } : {}),
      ...(embargo ? { 'To be published on': formatDay(embargo) } : {}),
    }),
    ...said('introduction'),
    ...(scored.length > 0
      ? [
          heading('Outcomes for prisoners'),
          table(
            ['Healthy-prison test', 'Score'],
            scored.map(test => [names[test], score(test)]),
          ),
        ]
      : []),
    ...itemBlocks(contents),
    ...textNames.filter(name => name !== 'introduction').flatMap(said),
    ...(contents.practice.length > 0
      ? [heading('Notable positive practice'), list(contents.practice.map(one => one.text))]
      : []),
  ]
}

const itemBlocks = ({ items }: Contents): readonly Block[] =>
  (['priority', 'key', 'recommendation'] as const).flatMap(kind => {
    const some = items.filter(item => item.kind === kind)
    return some.length === 0
      ? []
      : [heading(`${itemKinds[kind]}s`), ...some.map(item => paragraph(`${item.number}. ${item.text}`))]
  })

const working = ['write', 'judge', 'list-items', 'note-practice']

interface Version {
  readonly entry: Entry
  readonly answers: Answers
  readonly label: string
  readonly part: string
}

/** Each time any of it was kept, with all the rest as it stood then; and each copy that went out. */
function versions(matter: Matter): readonly Version[] {
  let kept: Answers = {}
  let number = 0
  const found: Version[] = []
  for (const entry of matter.entries) {
    const sent = drafts.find(one => one.step === entry.step)
    if (working.includes(entry.step)) {
      // What the step asks and was left empty is empty now.
      kept = { ...without(kept, entry.step), ...entry.answers }
      number += 1
      found.push({ entry, answers: kept, label: `Working draft, version ${number}`, part: 'working' })
    } else if (sent && matter.parts.has(sent.part))
      found.push({ entry, answers: entry.answers, label: `${capital(sent.which)} as it was sent`, part: sent.part })
    else if (entry.step === 'finalise')
      found.push({ entry, answers: entry.answers, label: 'The final text', part: 'final' })
    else if (entry.step === 'publish')
      found.push({ entry, answers: entry.answers, label: 'The report as published', part: 'published' })
  }
  return found
}

const fieldsOfStep: Readonly<Record<string, readonly string[]>> = {
  write: textNames,
  judge: tests,
  'list-items': ['items'],
  'note-practice': ['practice'],
}
const without = (answers: Answers, step: string): Answers =>
  Object.fromEntries(Object.entries(answers).filter(([name]) => !fieldsOfStep[step]?.includes(name)))

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1)

export const written: Written = {
  label: 'The report',
  clause: 'HH-26',
  parts: ['working', ...draftParts, 'final', 'published'],
  editions: (matter, world) => {
    const ended = inspectionEnded(matter)
    return versions(matter).map(({ entry, answers, label, part }, at): Edition => ({
      name: String(at + 1),
      label,
      part,
      at: entry.at,
      by: `${entry.by.name}, ${entry.by.title}`,
      blocks: reportBlocks(
        contentsIn(answers, ended),
        matter,
        world,
        part === 'final' ? plannedDay(matter) : undefined,
      ),
    }))
  },
}
