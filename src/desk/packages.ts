import { buffer } from 'node:stream/consumers'
import type { ScrutinyBody } from '../bodies.ts'
import { dayOf } from '../calendar/day.ts'
import { asNobody, type Credential } from '../database/as.ts'
import { sql } from '../database/sql.ts'
import { closed, type Problem } from '../engine/decide.ts'
import { NotFound } from '../engine/directory.ts'
import type { InForce } from '../engine/library.ts'
import type { Procedure, Step, Travelling, Word } from '../engine/procedure.ts'
import type { Parcel } from '../engine/world.ts'
import { PackageFault, type Fault } from '../interchange/fault.ts'
import { idOf, type OwnKeys, type Trusted } from '../interchange/keys.ts'
import { manifestIn, type Manifest } from '../interchange/manifest.ts'
import { check, tell, write, type Enclosed, type Noticed } from '../interchange/package.ts'
import { at, type Desk, type House } from './desk.ts'
import { findDocument, upload, type Files } from './documents.ts'
import { findMatter, type Viewed } from './matter.ts'
import { unborn } from './preview.ts'
import { recordReading } from './reading.ts'
import { begin, take, type Taken } from './take.ts'

/**
 * Items that go to another installation, and come in from one. What goes is packed, recorded and given in one act. What comes
 * is checked and its files are taken in first; it waits, unread, for whoever opened it to accept its terms, and comes in once.
 */

/** The desk, for an act with a package: what the program vouches for of it goes with every rule. */
const withParcel = (desk: Desk, parcel: Parcel): Desk => ({ ...desk, world: { ...desk.world, parcel } })

// ── Going out ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** The step by which a matter leaves, and why it is closed to this person; nothing for what never leaves. */
export function handingOver(
  desk: Desk,
  { procedure, matter }: Viewed,
): { travels: Travelling; step: Step; closed?: Problem } | undefined {
  const { travels } = procedure
  const step = travels && procedure.steps[travels.step]
  return travels && step && { travels, step, closed: closed(step, matter, desk.me, desk.world) }
}

export type HandedOver =
  | { readonly refused: false; readonly bytes: Buffer; readonly name: string }
  | { readonly refused: true; readonly words: string }

/** Packs a matter for another installation, and records who took it out, for whom, in the same transaction. */
export async function handOver(
  desk: Desk,
  files: Files,
  viewed: Viewed,
  { own, to }: { readonly own: OwnKeys; readonly to: Trusted },
): Promise<HandedOver> {
  const { matter, procedure, version } = viewed
  const leaving = handingOver(desk, viewed)
  if (!leaving) throw new NotFound('package of this')
  const no = (words: string): HandedOver => ({ refused: true, words })
  if (leaving.closed) return no(leaving.closed.words)
  const packed = leaving.travels.packed(matter, desk.world)
  if (!packed) return no('You do not see all of it, so it can’t be exported')
  if (packed.terms.until !== undefined && packed.terms.until < desk.world.today)
    return no('Its terms have run out. Give it a later day first')
  const number = crypto.randomUUID()
  const enclosed = await enclosedOf(desk, files, viewed, packed.files)
  if (!enclosed) return no(fileGone)
  const made = packedOrWhy(() =>
    write(
      {
        number,
        to,
        item: {
          sharing: procedure.name,
          agreement: matter.version,
          reference: matter.reference,
          begun: matter.openedAt.toISOString(),
          ...packed.item,
        },
        terms: packed.terms,
        files: enclosed,
        made: {
          at: desk.world.now.toISOString(),
          post: desk.me.post,
          title: desk.me.title,
          unit: desk.world.directory.unit(desk.me.unit).name,
          body: packed.item.originator,
        },
      },
      own,
    ),
  )
  if ('words' in made) return no(made.words)
  const parcel = { installation: to.name, number, key: idOf(to.signing) }
  const taken = await take(withParcel(desk, parcel), matter.reference, leaving.travels.step, {}, { version })
  if (taken.refused) return no(taken.problems.map(problem => problem.words).join('. '))
  await recordReading(desk, {
    kind: 'exported',
    matter: matter.id,
    parts: [...matter.parts],
    why: `Sealed package ${number} for ${to.name}`,
  })
  return { refused: false, bytes: made.bytes, name: `${matter.reference}.concordat` }
}

const fileGone = 'One of its files can’t be opened any more'

/** The documents as they go into a package; nothing when one of them can't be had. */
async function enclosedOf(
  desk: Desk,
  files: Files,
  viewed: Viewed,
  ids: readonly string[],
): Promise<readonly Enclosed[] | undefined> {
  const enclosed: Enclosed[] = []
  for (const id of ids) {
    const document = await findDocument(desk, files, id)
    const attached = viewed.documents.find(one => one.id === id)
    if (!document || !attached) return undefined
    enclosed.push({ name: document.name, kind: attached.kind, bytes: await buffer(document.bytes) })
  }
  return enclosed
}

function packedOrWhy(make: () => Buffer): { bytes: Buffer } | Fault {
  try {
    return { bytes: make() }
  } catch (fault) {
    if (fault instanceof PackageFault) return fault
    throw fault
  }
}

/** The step by which something is told elsewhere, what there is to tell, and why it is closed to this person. */
export function telling(
  desk: Desk,
  { procedure, matter }: Viewed,
): { step: string; words: readonly Word[]; closed?: Problem } | undefined {
  const { tells } = procedure.travels ?? {}
  const step = tells && procedure.steps[tells.step]
  if (!tells || !step) return undefined
  const shut = closed(step, matter, desk.me, desk.world)
  return { step: tells.step, words: shut ? [] : tells.waits(matter, desk.world), closed: shut }
}

/** Makes the package that tells it, and records who told whom in the same transaction. */
export async function tellThem(
  desk: Desk,
  files: Files,
  viewed: Viewed,
  { own, to, word, step }: { readonly own: OwnKeys; readonly to: Trusted; readonly word: Word; readonly step: string },
): Promise<HandedOver> {
  const { matter, version } = viewed
  const number = crypto.randomUUID()
  const enclosed = await enclosedOf(desk, files, viewed, word.files ?? [])
  if (!enclosed) return { refused: true, words: fileGone }
  const made = packedOrWhy(() =>
    tell(
      {
        number,
        to,
        files: enclosed,
        about: { package: word.package, ...word.about },
        says: word.says,
        made: {
          at: desk.world.now.toISOString(),
          post: desk.me.post,
          title: desk.me.title,
          unit: desk.world.directory.unit(desk.me.unit).name,
          body: desk.me.body as ScrutinyBody,
        },
      },
      own,
    ),
  )
  if ('words' in made) return { refused: true, words: made.words }
  const parcel = { installation: to.name, number, key: idOf(to.signing), about: word.package, told: word.says }
  const taken = await take(withParcel(desk, parcel), matter.reference, step, {}, { version })
  if (taken.refused) return { refused: true, words: taken.problems.map(problem => problem.words).join('. ') }
  await recordReading(desk, {
    kind: 'exported',
    matter: matter.id,
    parts: [...matter.parts],
    why: `Sealed package ${number} for ${to.name}`,
  })
  return { refused: false, bytes: made.bytes, name: `${matter.reference}-${word.says.what}.concordat` }
}

// ── Coming in ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Whether this post may begin anything that can come in from elsewhere. */
export const mayBringIn = (desk: Desk): boolean =>
  desk.who.lapsed.length === 0 &&
  desk.house.library.inForce(desk.world.today).some(one => {
    const first = one.procedure.steps[one.procedure.begins]
    return (
      one.procedure.travels !== undefined &&
      first !== undefined &&
      !closed(first, unborn(desk, one), desk.me, desk.world)
    )
  })

/** A package that was opened and holds, and waits for whoever opened it. */
export interface Waiting {
  readonly id: string
  readonly at: Date
  readonly sender: string
  readonly manifest: Manifest
  readonly files: readonly string[]
  readonly digest: Buffer
}

/** The most that one post may leave waiting. */
const mostWaiting = 20

/**
 * Opens a package for whoever the credential belongs to, checks all of it, takes its files in as any upload is, and keeps it
 * waiting. Where anything is wrong it says what, and keeps nothing. It takes its time, so it holds no transaction.
 */
export async function open(
  house: House,
  credential: Credential,
  files: Files,
  { bytes, own, trusted }: { readonly bytes: Buffer; readonly own: OwnKeys; readonly trusted: readonly Trusted[] },
): Promise<{ readonly id: string } | { readonly refused: string } | Heeded> {
  // Nobody's package is opened for somebody who could not bring it in.
  if (!(await at(house, credential, async desk => mayBringIn(desk)))) throw new NotFound('page')
  const outcome = await check(bytes, own, trusted, dayOf(house.now()))
  if ('fault' in outcome) return { refused: outcome.fault.words }
  if ('notice' in outcome) {
    const came = await takenIn(house, credential, files, outcome.files)
    return 'refused' in came ? came : at(house, credential, desk => heed(desk, outcome, came.ids))
  }
  const { manifest, sender, digest } = outcome
  const why = await at(house, credential, desk => whyNotOpened(desk, outcome))
  if (why !== undefined) return { refused: why }
  const came = await takenIn(house, credential, files, outcome.files)
  if ('refused' in came) return came
  return at(house, credential, async desk => {
    await desk.transaction.all(sql`delete from package where digest = ${digest} and reference is null`)
    return desk.transaction.one<{ id: string }>(sql`
      insert into package (post, person, at, digest, sender, number, key, item, manifest, files)
      values (${desk.who.postId}, ${desk.who.personId}, ${desk.world.now}, ${digest}, ${sender.name}, ${manifest.package}, ${manifest.from.key},
              ${manifest.item.reference}, ${JSON.stringify(manifest)}, ${came.ids}::uuid[])
      returning id`)
  })
}

/** Takes the files of a package in, as any upload is; none of them where one won't do. */
async function takenIn(
  house: House,
  credential: Credential,
  files: Files,
  enclosed: readonly Enclosed[],
): Promise<{ readonly ids: readonly string[] } | { readonly refused: string }> {
  const ids: string[] = []
  for (const { name, bytes } of enclosed) {
    const received = await upload(house, credential, files, { name, bytes })
    if ('refused' in received)
      return {
        refused: `The file “${name}” in this package can’t be taken in, so nothing of it was. ${received.refused}`,
      }
    ids.push(received.id)
  }
  return { ids }
}

/** What a package did that tells something of an item that went before: on which item here, if it is here, in words. */
export interface Heeded {
  readonly reference?: string
  readonly says: string
}

/**
 * Does what a package says of an item that came, or went, in an earlier one: at once, and once. Its seal, signature and sender
 * were checked; that it is about that very package, and from whoever the other end was, the procedure says. The page that it came
 * on proved itself before the file was read; a proof of identity is asked for where something is told to a prison or destroyed
 * (A-25), and none of these steps does that.
 */
async function heed(
  desk: Desk,
  { notice, sender }: Noticed,
  documents: readonly string[],
): Promise<Heeded | { readonly refused: string }> {
  const { about, says, from } = notice
  const cameBack = says.what === 'outcome'
  const reference = cameBack ? about.reference : await numbered(desk, about.package, from.key)
  if (says.what === 'recalled')
    await desk.transaction.all(sql`select recall_package(${about.package}::uuid, ${from.key})`)
  if (reference === null)
    return says.what === 'recalled'
      ? { says: 'It was taken back before it was brought in. It can’t be brought in any more' }
      : { refused: 'The package that it is about was not brought in here. Ask the sender for that one first.' }
  const found = await findMatter(desk, reference)
  const travels = found?.procedure.travels
  if (!found || !travels)
    return {
      refused: cameBack
        ? `It tells what came of ${reference}, which your office did not share. Whoever shared it brings this in.`
        : 'It is about something that another unit brought in here. That unit brings this in too: ask the secretariat, or whoever you have it from, at once.',
    }
  const parcel: Parcel = {
    installation: sender.name,
    number: notice.package,
    key: from.key,
    about: about.package,
    told: says,
    toldAt: notice.made.at,
  }
  const here = withParcel(desk, parcel)
  const does = travels.tells.takes(parcel, { matter: found.matter, me: here.me, world: here.world }, documents)
  if (typeof does === 'string') return { reference, says: does }
  const taken = await take(here, reference, does.step, does.answers)
  return taken.refused
    ? { refused: `${taken.problems.map(problem => problem.words).join('. ')}.` }
    : { reference, says: does.says ?? taken.says }
}

const numbered = async (desk: Desk, number: string, key: string): Promise<string | null> =>
  (
    await desk.transaction.one<{ reference: string | null }>(
      sql`select package_numbered(${number}::uuid, ${key}) as reference`,
    )
  ).reference

const isRecalled = async (desk: Desk, { package: number, from }: Manifest): Promise<boolean> =>
  (
    await desk.transaction.one<{ recalled: boolean }>(
      sql`select package_is_recalled(${number}::uuid, ${from.key}) as recalled`,
    )
  ).recalled

/**
 * Where an earlier package of the same item came in, as far as this person sees it: it is one thing, which what is told of it
 * keeps as it is where it comes from. Another unit, which does not see that, may bring it in for itself.
 */
async function cameEarlier(desk: Desk, { item, from }: Manifest): Promise<string | undefined> {
  const earlier = await desk.transaction.all<{ reference: string }>(
    sql`select reference from packages_of_item(${item.reference}, ${from.key}) p(reference)`,
  )
  for (const { reference } of earlier) {
    const found = await findMatter(desk, reference)
    if (found?.procedure.travels && !found.procedure.travels.isOver(found.matter))
      return `It is here already, as ${reference}, from an earlier package. Ask the sender to tell what changed since in a package of its own, by “Tell the other installation”, and bring that in.`
  }
  return undefined
}

const takenBack = 'Its originator took it back, so it can’t be brought in.'

async function whyNotOpened(
  desk: Desk,
  { digest, manifest }: { readonly digest: Buffer; readonly manifest: Manifest },
): Promise<string | undefined> {
  const came = await findCame(desk, digest)
  if (came) return came
  if (await isRecalled(desk, manifest)) return takenBack
  const earlier = await cameEarlier(desk, manifest)
  if (earlier) return earlier
  const { count } = await desk.transaction.one<{ count: number }>(
    sql`select count(*)::int as count from package where reference is null`,
  )
  return count < mostWaiting
    ? undefined
    : `${mostWaiting} packages that you opened wait already. Bring them in or put them aside first.`
}

/** What is said of a package that was brought in before: as what, where this person may see that. */
async function findCame(desk: Desk, digest: Buffer): Promise<string | undefined> {
  const { reference } = await desk.transaction.one<{ reference: string | null }>(
    sql`select package_came_as(${digest}) as reference`,
  )
  if (reference === null) return undefined
  const visible = await desk.transaction.find(sql`select from matter where reference = ${reference}`)
  return visible
    ? `This package was brought in before, as ${reference}. Nothing was done again.`
    : 'This package was brought in before, by another unit. Nothing was done again.'
}

interface Row {
  readonly id: string
  readonly at: Date
  readonly sender: string
  readonly manifest: string
  readonly files: string[]
  readonly digest: Buffer
}

const waitingOf = ({ manifest, ...row }: Row): Waiting => ({ ...row, manifest: manifestIn(Buffer.from(manifest)) })

/** This post's packages that wait, newest first. */
export const waiting = async (desk: Desk): Promise<Waiting[]> =>
  (
    await desk.transaction.all<Row>(
      sql`select id, at, sender, manifest, files, digest from package where reference is null order by at desc, id`,
    )
  ).map(waitingOf)

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** A package of this post's that waits; not found where there is none, or it was brought in. */
export async function waitingPackage(desk: Desk, id: string): Promise<Waiting> {
  const row = uuid.test(id)
    ? await desk.transaction.find<Row>(
        sql`select id, at, sender, manifest, files, digest from package where id = ${id} and reference is null`,
      )
    : undefined
  if (!row) throw new NotFound('package that waits')
  return waitingOf(row)
}

/** What a package would become here, for this person; or why it can’t come in, in plain words. */
export interface Coming {
  readonly desk: Desk
  readonly inForce: InForce
  readonly travels: Travelling
  readonly step: Step
  readonly answers: Readonly<Record<string, unknown>>
}

export function coming(desk: Desk, { manifest, sender }: Waiting): Coming | { readonly hindrance: string } {
  const { item, contract } = manifest
  const inForce = desk.house.library.findProcedure(item.sharing, desk.world.today)
  const procedure: Procedure | undefined = inForce?.procedure
  const step = procedure?.steps[procedure.begins]
  if (!inForce || !procedure?.travels || !step)
    return { hindrance: 'It was shared under an agreement that is not in force at this installation.' }
  const parcel: Parcel = {
    installation: sender,
    number: manifest.package,
    originator: item.originator,
    reference: item.reference,
    key: manifest.from.key,
  }
  const here = withParcel(desk, parcel)
  const matter = unborn(here, inForce)
  const shut = closed(step, matter, here.me, here.world)
  if (shut) return { hindrance: `${shut.words}.` }
  const place = desk.world.directory.findPlace(item.place.code)
  if (!place || place.closed)
    return {
      hindrance: place
        ? `${place.name}, which it is about, has closed. Ask the sender where the people are now.`
        : `It is about ${item.place.name} (${item.place.code}), which is not a place known here.`,
    }
  if (contract.until !== undefined && contract.until < desk.world.today)
    return { hindrance: 'Its terms have run out since it was opened, so it can’t be brought in.' }
  const asked = step.asks[procedure.travels.asks[0] ?? '']
  if (asked?.options?.({ matter, me: here.me, answers: {}, world: here.world }).length === 0)
    return {
      hindrance:
        'Your post has nobody to hand it on to. Another post must bring it in: the secretariat or the National Chair for the boards, any office of the body it is for.',
    }
  return {
    desk: here,
    inForce,
    travels: procedure.travels,
    step,
    answers: procedure.travels.answers({ item, terms: contract }, here),
  }
}

/** Brings a package in, on its terms: an item here whose originator is the sender. The same package comes in once. */
export async function bringIn(
  desk: Desk,
  waits: Waiting,
  answered: Readonly<Record<string, unknown>>,
): Promise<Taken | { readonly hindrance: string }> {
  await desk.transaction.all(
    sql`select pg_advisory_xact_lock(hashtextextended(${`package of ${waits.manifest.item.reference} ${waits.manifest.from.key}`}, 0))`,
  )
  const came = await findCame(desk, waits.digest)
  if (came) return { hindrance: came }
  if (await isRecalled(desk, waits.manifest)) return { hindrance: takenBack }
  const earlier = await cameEarlier(desk, waits.manifest)
  if (earlier) return { hindrance: earlier }
  const would = coming(desk, waits)
  if ('hindrance' in would) return would
  const { inForce, travels, step, answers } = would
  const files = Object.entries(step.asks).find(([, question]) => question.kind === 'documents')?.[0]
  const taken = await begin(
    would.desk,
    inForce.procedure.name,
    {
      ...answers,
      ...Object.fromEntries(travels.asks.map(name => [name, answered[name]])),
      ...(files !== undefined && waits.files.length > 0 && { [files]: waits.files }),
    },
    { key: `package-${waits.digest.toString('hex')}` },
  )
  if (taken.refused) return taken
  await desk.transaction.all(
    sql`update package set reference = ${taken.reference}, manifest = null, files = '{}' where id = ${waits.id}`,
  )
  return taken
}

/** Puts a package aside: nothing of it is kept. */
export const putAside = (desk: Desk, { id }: Waiting): Promise<unknown> =>
  desk.transaction.all(sql`delete from package where id = ${id} and reference is null`)

/** Forgets packages that nobody brought in by this instant, and tells how many. */
export const dropPackages = async (house: House, before: Date): Promise<number> =>
  (
    await asNobody(house.pool, transaction =>
      transaction.one<{ dropped: number }>(sql`select drop_packages(${before}) as dropped`),
    )
  ).dropped
