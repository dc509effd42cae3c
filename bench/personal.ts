import { day } from '../src/calendar/day.ts'
import { findPersonal } from '../src/personal/find.ts'
import { generated, generatedKnown } from '../src/personal/corpus/generate.ts'
import { chance } from './chance.ts'
import { median, milliseconds, type Bench } from './measure.ts'

const megabyte = 1_000_000
const most = 150

/** The personal-data check on a text of 1 MB, where the system knows five thousand people. */
export const personalBench: Bench = {
  name: 'personal',
  at: 'first size',
  run({ brief }) {
    const { one } = chance(1)
    const text = generated(brief ? 300 : 12_000, 3)
      .map(each => each.text)
      .join('\n\n')
      .slice(0, megabyte)
    const names = generatedKnown.people.map(name => name.split(' '))
    const people = Array.from(
      { length: 5_000 },
      () => `${one(names)[0]} ${one(names).at(-1)}${one(['by', 'son', 'ey', 'ham'])}`,
    )
    const known = {
      people: [...generatedKnown.people, ...people],
      places: generatedKnown.places,
      today: day('2026-11-20'),
    }
    const times: number[] = []
    for (let round = 0; round < (brief ? 3 : 15); round++) {
      const before = process.cpuUsage()
      findPersonal(text, known)
      const { user, system } = process.cpuUsage(before)
      times.push((user + system) / 1000)
    }
    // The first readings lay out the names and warm the program up.
    const took = median(times.slice(brief ? 0 : 5))
    return Promise.resolve([
      {
        what: 'personal-data check of 1 MB, 5,000 people known',
        against: 'nothing',
        ours: `${milliseconds(took)} of one processor`,
        target: `≤ ${most} ms`,
        met: took <= most,
      },
    ])
  },
}
