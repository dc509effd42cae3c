import { chance } from './chance.ts'
import { texts } from './fill.ts'
import { firstBank } from './first-bank.ts'
import { labelled, type Labelled } from './labelled.ts'
import { secondBank } from './second-bank.ts'
import { thirdBank } from './third-bank.ts'

const banks = [firstBank, secondBank, thirdBank]

/** As many invented texts as wanted, the same for the same seed, of the templates that the check was tuned on. */
export function generated(count: number, seed = 1): Labelled[] {
  const draws = chance(seed)
  return banks.flatMap((bank, index) => texts(bank, Math.floor((count + index) / banks.length), draws)).map(labelled)
}

/** What the system knows where these texts are read. */
export const generatedKnown = {
  people: banks.flatMap(bank => bank.cast.known),
  places: banks.flatMap(bank => bank.cast.places).map(name => `HMP ${name}`),
}
