import { existsSync, readFileSync, statSync } from 'node:fs'
import { bodies, scrutinyBodies, type ScrutinyBody } from '../bodies.ts'
import { dayOf } from '../calendar/day.ts'
import { clockBeside } from '../house.ts'
import { mostSealed } from '../interchange/envelope.ts'
import { findOwnKeys, makeOwnKeys, trust, trustedInstallations } from '../interchange/installation.ts'
import { bodiesInWords, findCard, fingerprintOf, type Card } from '../interchange/keys.ts'
import { check, type Checked, type Noticed } from '../interchange/package.ts'
import { CannotBeDone, Misused, type Command, type Given } from './command.ts'

export const packages: Command = {
  name: 'package',
  about: 'Sealed packages: this installation’s keys, whom it trusts, and what is in a package',
  takes: 'keys [--new] | trust <card> --for <bodies> --fingerprint <digits> | check <file>',
  options: { new: 'flag', for: 'text', fingerprint: 'text' },
  words: { least: 1, most: 2 },
  help: [
    'An item with its terms goes from one installation of Concordat to another as a sealed package (docs/interchange.md).',
    '',
    '  keys                 prints this installation’s card: its public keys, for others to trust. Secret keys are never printed',
    '    --new              makes the keys first, where there are none',
    '  trust <card>         trusts another installation, from its card',
    '    --for <bodies>     the bodies that it may speak for, with commas: HMIP, IMB, PPO',
    '    --fingerprint <…>  as its people told it to you in another way than they sent the card: by telephone, or in person',
    '  check <file>         opens a package for this installation and says whether it holds, without bringing it in: seal,',
    '                       archive, format, signature, digests and terms. Needs no network and no database. Ends with 1 when',
    '                       it does not hold, and says why. What the item says is not printed',
  ].join('\n'),
  run(given) {
    const [what, file] = given.words
    if (what === 'keys' && file === undefined) return printKeys(given)
    if (what === 'trust' && file !== undefined) return trustCard(given, file)
    if (what === 'check' && file !== undefined) return checkFile(given, file)
    throw new Misused(`package needs ${packages.takes}`)
  },
}

const keysMissing = 'This installation has no keys for packages. Make them with: concordat package keys --new'

function printKeys({ options, settings, say, remark }: Given): void {
  const known = settings()
  const own = options.new ? makeOwnKeys(known) : findOwnKeys(known)
  if (!own) throw new CannotBeDone(keysMissing)
  say(JSON.stringify(own.card, undefined, 2))
  remark(`Its fingerprint: ${fingerprintOf(own.card)}`)
  const { trusted, unreadable } = trustedInstallations(known)
  for (const one of trusted) remark(`Trusted: ${one.name} for ${bodiesInWords(one)} (${fingerprintOf(one)})`)
  for (const file of unreadable) remark(`Not a trusted card, and passed over: ${file}`)
}

function trustCard({ options, settings, say }: Given, file: string): void {
  const card = cardIn(file)
  const spoken = bodiesIn(options.for)
  const fingerprint = fingerprintOf(card)
  if (digits(options.fingerprint) !== digits(fingerprint))
    throw new CannotBeDone(
      options.fingerprint === undefined
        ? `The fingerprint of this card is ${fingerprint}. Ask the people of ${card.name} to read theirs to you, in another way than they sent the card, and give it with --fingerprint.`
        : `The fingerprint of this card is another: ${fingerprint}. Nothing was changed. It may not be theirs: do not use it.`,
    )
  const own = findOwnKeys(settings())
  if (own && own.card.signing === card.signing) throw new CannotBeDone('This is our own card.')
  const trusted = { ...card, bodies: spoken }
  const kept = trust(settings(), trusted)
  say(
    `${card.name} is trusted from now on for ${bodiesInWords(trusted)}: ${kept}. Remove that file to trust it no more.`,
  )
}

const digits = (fingerprint: string | boolean | undefined): string =>
  String(fingerprint ?? '')
    .replaceAll(/\s/g, '')
    .toLowerCase()

function cardIn(file: string): Card {
  const card = existsSync(file) ? findCard(readFileSync(file, 'utf8')) : undefined
  if (!card) throw new CannotBeDone(`${file} is not a card: it should be what “concordat package keys” printed there.`)
  return card
}

function bodiesIn(given: string | boolean | undefined): readonly ScrutinyBody[] {
  const names = String(given ?? '')
    .split(',')
    .map(name => name.trim().toUpperCase())
  const found = scrutinyBodies.filter(body => names.includes(body))
  if (found.length === 0 || found.length < new Set(names).size)
    throw new Misused(`--for names bodies with commas: ${scrutinyBodies.join(', ')}`)
  return found
}

async function checkFile({ settings, say }: Given, file: string): Promise<number> {
  const known = settings()
  const own = findOwnKeys(known)
  if (!own) throw new CannotBeDone(keysMissing)
  const { trusted } = trustedInstallations(known)
  const outcome = await check(bytesOf(file), own, trusted, dayOf(clockBeside(known)()))
  if ('fault' in outcome) {
    say(`It does not hold (${outcome.fault.code}): ${outcome.fault.words}`)
    return 1
  }
  for (const line of 'notice' in outcome ? toldInWords(outcome) : inWords(outcome)) say(line)
  return 0
}

function bytesOf(file: string): Buffer {
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) throw new CannotBeDone(`There is no file called ${file}.`)
  // One byte more than there may be is enough to know that it is too big.
  return statSync(file).size > mostSealed + 1 ? Buffer.alloc(mostSealed + 1) : readFileSync(file)
}

const toldInWords = ({ notice: { about, says, made, from, package: number }, sender, files }: Noticed): string[] => [
  `It holds: the package ${number}, signed by ${sender.name} (key ${from.key}), trusted for ${bodiesInWords(sender)}.`,
  `Made on ${made.at} by ${made.title}, ${made.unit} (${made.post}).`,
  `About ${about.reference} of ${bodies[about.originator].name}, which went in the package ${about.package}: ${
    says.what === 'recalled'
      ? 'it was taken back.'
      : says.what === 'terms'
        ? 'its terms as they are now.'
        : says.what === 'addition'
          ? `what was added to it, number ${says.number}, with ${files.length === 0 ? 'no files' : files.map(({ name }) => name).join(', ')}.`
          : `what came of it: ${says.outcome.words.toLowerCase()}.`
  }`,
]

const inWords = ({ manifest: { item, contract, made, from, package: number }, sender, files }: Checked): string[] => [
  `It holds: the package ${number}, signed by ${sender.name} (key ${from.key}), trusted for ${bodiesInWords(sender)}.`,
  `Made on ${made.at} by ${made.title}, ${made.unit} (${made.post}).`,
  `${item.reference}, ${item.kind.words.toLowerCase()}, of ${bodies[item.originator].name}, about ${[item.place, ...(item.alsoAt ?? [])].map(({ name, code }) => `${name} (${code})`).join(', ')}. Marked ${item.marking}.`,
  'Its terms:',
  `  For: ${contract.purpose}`,
  ...contract.words.map(words => `  ${words}`),
  files.length === 0 ? 'No files.' : 'Its files:',
  ...files.map(({ name, bytes }, at) => `  ${at + 1}. ${name}, ${bytes.length.toLocaleString('en-GB')} bytes`),
]
