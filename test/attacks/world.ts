import { join } from 'node:path'
import { dayOf } from '../../src/calendar/day.ts'
import { chase } from '../../src/clock/chase.ts'
import { openRecurring } from '../../src/clock/recur.ts'
import { worldAt } from '../../src/desk/desk.ts'
import { openFiles, upload, type Files } from '../../src/desk/documents.ts'
import { findMatter } from '../../src/desk/matter.ts'
import { strike } from '../../src/desk/strike.ts'
import type { Taken } from '../../src/desk/take.ts'
import { unopened } from '../../src/engine/matter.ts'
import type { Procedure, Step } from '../../src/engine/procedure.ts'
import { partOf } from '../../src/engine/procedure.ts'
import type { Taking } from '../../src/engine/world.ts'
import { answersTo, type Source } from '../answers.ts'
import { testHouse, type TestHouse } from '../house.ts'
import { random, type Random } from '../random.ts'
import { aviary, listener, type Aviary, type Canary } from './canary.ts'
import { folderUntilTheEnd } from './folder.ts'
import { endings, referred, tellOfInspections, type Fixed } from './inspecting.ts'
import { mayCarry } from './inspection-oracle.ts'
import { readersOf, type Readers } from './readers.ts'

/** A step that somebody took, as whoever watched over their shoulder would tell it. */
export interface Happening {
  readonly reference: string
  readonly procedure: string
  readonly step: string
  readonly post: string
  readonly at: Date
  /** What was typed, as it was typed. */
  readonly answers: Readonly<Record<string, unknown>>
}

/** Where a canary sits: in the answer to a question of a step on a matter. `part` is where the definition says it belongs. */
export interface Perch {
  readonly canary: Canary
  /** The step that was taken. */
  readonly of: Happening
  readonly reference: string
  readonly step: string
  /** The question; for a row's field, the question of the rows. */
  readonly question: string
  readonly part: string
  /** Typed in the place of what the program works out by itself: it is kept by nobody. */
  readonly vain: boolean
  /** Said in a part that is encrypted: no table tells of it. */
  readonly sealed: boolean
}

/** A file that was uploaded and attached to nothing: its uploader's alone. */
export interface Loose {
  readonly canary: Canary
  readonly post: string
}

export interface RandomWorld extends TestHouse {
  readonly seed: number
  readonly files: Files
  /** Where this machine keeps the files. */
  readonly folder: string
  readonly readers: Readers
  readonly posts: readonly string[]
  readonly happenings: readonly Happening[]
  readonly perches: readonly Perch[]
  readonly loose: readonly Loose[]
  readonly references: readonly string[]
  readonly documents: readonly { id: string; reference?: string; post: string }[]
  /** What was struck out since: nobody may meet it any more. */
  readonly struck: ReadonlySet<Canary>
  /** What came to stand where the clauses carry nothing like it, in sentences. */
  readonly strays: readonly string[]
  /** Takes down what the clock did since it was last listened to. */
  heedClock(): Promise<void>
}

export interface Size {
  readonly matters: number
  readonly steps: number
  /** Procedures to begin matters of; each as often as another. */
  readonly procedures?: readonly string[]
  /** How often the clock asks again for what is late, and words are struck out, between one step and the next. */
  readonly meanwhile?: number
  /** Whether inspections are told of first: one step of theirs takes another elsewhere, and carries words to it. */
  readonly inspects?: boolean
  /** Called after each step that was taken, with the world as it is then. */
  readonly each?: (
    sofar: Pick<RandomWorld, 'as' | 'posts' | 'happenings' | 'perches'>,
    taken: Happening,
  ) => Promise<void>
}

const hour = 3_600_000

const leaning: Readonly<Record<string, readonly [answer: string, often: number]>> = {
  affected: ['detained', 0.85],
  consent: ['given', 0.75],
  covers: ['everything', 0.4],
  qualifies: ['yes', 0.85],
  implicated: ['no', 0.5],
  investigate: ['yes', 0.5],
  finding: ['evidence', 0.4],
  onward: ['named', 0.4],
  want: ['pass', 0.5],
  agreed: ['yes', 0.8],
  relayReads: ['no', 0.7],
  named: ['no', 0.7],
}

/** Answers that are asked for in a form of their own. */
const forms: Readonly<Record<string, (draw: Random) => string>> = {
  email: draw => `${draw.letters(12)}@example.org`,
  telephone: draw => `01632 9${10_000 + draw.below(90_000)}`,
  number: draw => `${draw.one(['A', 'B', 'C'])}${1000 + draw.below(9000)}${draw.letters(2).toUpperCase()}`,
}

/** All that bodies share beside the sanctions protocol, and how they reach each other. */
export const shared = [
  'information-hmip',
  'information-ppo',
  'weekly-summary',
  'urgent-concern',
  'information-hmip',
  'serious-issue',
  'information-ppo',
  'publication',
  'information-hmip',
  'information-request',
  'missing-notice',
  'information-ppo',
  'board-contacts',
  'contact',
] as const

/** Steps after which little more can happen: were they taken as often as others, most would end before they began. */
const ending = new Set<string>(
  ['recall', 'close', 'withdraw', 'return', 'answer-instead', 'cannot-supply', 'send-to-centre'].concat(endings),
)

/**
 * A world that is the same for the same seed: matters begun and steps taken by posts chosen at random among those to whom
 * they are open, through the desk like everything else, with a canary in every answer that can hold one.
 */
export async function randomWorld(seed: number, size: Size): Promise<RandomWorld> {
  const house = await testHouse(`world ${seed}`)
  const folder = folderUntilTheEnd(`world-${seed}`)
  const files = await openFiles({
    files: { in: 'folder', folder: join(folder, 'files') },
    keys: {
      masterFile: join(folder, 'master.key'),
      journalFile: join(folder, 'journal.pem'),
      referencesFile: join(folder, 'references.key'),
      whenMissing: 'create',
    },
    scanner: undefined,
    maxUploadBytes: 1_000_000,
  })
  const draw = random(seed)
  const start = house.house.now()
  // A walk may take months: nobody's training lapses in it.
  await house.database.owner.query(`update concordat.standing set lapses_on = '2030-01-01'`)
  const walk = new Walk(house, files, draw, aviary(draw, start.toISOString()), start)
  await walk.go(seed, size)
  return {
    ...house,
    seed,
    files,
    folder: join(folder, 'files'),
    readers: await readersOf(house.database.owner),
    posts: walk.posts,
    happenings: walk.happenings,
    perches: walk.perches,
    loose: walk.loose,
    references: walk.references,
    documents: walk.documents,
    struck: walk.struck,
    strays: walk.strays,
    heedClock: () => walk.heedClock(),
  }
}

class Walk {
  readonly house: TestHouse
  readonly files: Files
  readonly draw: Random
  readonly birds: Aviary
  readonly posts: readonly string[]
  readonly happenings: Happening[] = []
  readonly perches: Perch[] = []
  readonly loose: Loose[] = []
  readonly references: string[] = []
  readonly documents: { id: string; reference?: string; post: string }[] = []
  readonly struck = new Set<Canary>()
  readonly strays: string[] = []
  /** Where each canary was typed: `procedure.step.question`. */
  readonly origins = new Map<Canary, string>()
  /** Files by their numbers, and entries that were listened to. */
  readonly held = new Map<string, readonly Canary[]>()
  readonly heard = new Set<string>()
  inspects = false
  heeded = 0
  meanwhile = 0
  now: Date
  acts = 0
  each: Size['each']

  constructor(house: TestHouse, files: Files, draw: Random, birds: Aviary, start: Date) {
    this.house = house
    this.files = files
    this.draw = draw
    this.birds = birds
    this.now = start
    this.posts = house.house
      .directory()
      .posts({})
      .filter(post => post.held && post.kind !== 'clock')
      .map(post => post.key)
      .sort()
  }

  async go(seed: number, { matters, steps, procedures, meanwhile = 0, each, inspects = false }: Size) {
    this.each = each
    this.meanwhile = meanwhile
    this.inspects = inspects
    const begun = procedures ?? ['sanction-allegation']
    if (inspects) await this.tellOfInspections(seed)
    const told = this.references.length
    const before = this.happenings.length
    // Each in turn, if it is begun at all, so that few matters are of many kinds.
    for (let tries = 0; this.references.length - told < matters && tries < matters * 20; tries++)
      await this.begin(procedures ? begun[(this.references.length - told) % begun.length]! : this.draw.one(begun), seed)
    for (let tries = 0; this.happenings.length - before < matters + steps && tries < steps * 6; tries++) {
      await this.step(seed)
      if (meanwhile === 0 || !this.draw.chance(meanwhile)) continue
      if (this.draw.chance(0.5)) await this.late()
      else await this.strikeOut()
    }
  }

  async tellOfInspections(seed: number) {
    const act = async (
      work: () => Promise<{ refused: true; words: string } | { refused: false; reference: string }>,
    ) => {
      let words = ''
      for (let tries = 0; tries < 12; tries++) {
        const outcome = await work()
        if (!outcome.refused) {
          this.later()
          return outcome.reference
        }
        words = outcome.words
      }
      throw new Error(words)
    }
    const pen = (kept: { question: string; canary: Canary }[]) => ({
      words: (question: string) => {
        const { canary, text } = this.birds.words(200)
        kept.push({ question, canary })
        return text
      },
      ahead: (question: string) => {
        const { canary, day } = this.birds.day(false)
        kept.push({ question, canary })
        return day
      },
      day: (later = 0) => dayOf(new Date(this.now.getTime() + later * 24 * hour)),
    })
    /** What is fixed takes the place of what was made up. */
    const settle = (made: Awaited<ReturnType<Walk['answers']>>, fixed: Fixed | undefined) => {
      const written: { question: string; canary: Canary }[] = []
      const settled = Object.entries(fixed?.(pen(written)) ?? {})
      const raw = Object.fromEntries(
        Object.entries({ ...made.raw, ...Object.fromEntries(settled) }).filter(([, given]) => given !== undefined),
      )
      const loose = made.kept.filter(({ question }) => !settled.some(([name]) => name === question))
      return { ...made, raw, kept: [...loose, ...written] }
    }
    const told = (what: string, outcome: Taken) =>
      outcome.refused
        ? ({
            refused: true,
            words: `${what}: ${outcome.problems.map(one => `${one.field ?? ''} ${one.words}`).join('; ')}`,
          } as const)
        : outcome
    await tellOfInspections({
      draw: this.draw,
      newest: prefix => {
        const found = this.references.findLast(one => one.startsWith(`${prefix}-`))
        if (found === undefined) throw new Error(`There is no ${prefix} yet`)
        return found
      },
      recur: async () => {
        await openRecurring(this.house.house)
        await this.heedClock()
        this.later()
      },
      begin: (post, name, fixed) =>
        act(async () => {
          const { procedure, taking } = await this.unbegun(post, name)
          const made = settle(await this.answers(post, procedure, procedure.begins, taking), fixed)
          const taken = await this.house.begin(post, name, made.raw, { key: `world-${seed}-${this.acts++}` })
          if (!taken.refused) {
            this.references.push(taken.reference)
            await this.keep(taken.reference, name, procedure.begins, post, made)
          }
          return told(`${post} begins ${name}`, taken)
        }),
      take: async (post, reference, step, fixed) => {
        await act(async () => {
          const view = await this.house.as(post, async desk => {
            const found = await findMatter(desk, reference)
            return found && { ...found, me: desk.me, world: desk.world }
          })
          if (!view) throw new Error(`${post} does not see ${reference}`)
          const made = settle(await this.answers(post, view.procedure, step, view), fixed)
          const taken = await this.house.take(post, reference, step, made.raw, { key: `world-${seed}-${this.acts++}` })
          if (!taken.refused) await this.keep(reference, view.procedure.name, step, post, made)
          return told(`${post} takes ${step} on ${reference} ${JSON.stringify(made.raw)}`, taken)
        })
      },
    })
  }

  /** Days go by, and the clock asks again for what is late. */
  async late() {
    this.now = new Date(this.now.getTime() + this.draw.one([1, 2, 30, 200]) * hour)
    this.house.setNow(this.now)
    for (let times = this.draw.one([1, 3]); times > 0; times--) {
      await chase(this.house.house)
      this.later()
    }
    await this.heedClock()
  }

  async heedClock() {
    const { rows } = await this.house.database.owner.query<{
      reference: string
      procedure: string
      step: string
      number: number
      at: Date
    }>(
      `select m.reference, m.procedure, e.step, e.number, e.at from concordat.entry e join concordat.matter m on m.id = e.matter
         join concordat.post p on p.id = e.post where p.kind = 'clock' order by e.at, m.id, e.number`,
    )
    for (const { reference, procedure, step, at } of rows.slice(this.heeded)) {
      this.happenings.push({ reference, procedure, step, post: 'clock', at, answers: {} })
      if (!this.references.includes(reference)) this.references.push(reference)
    }
    this.heeded = rows.length
  }

  /** Whoever holds a matter strikes out what somebody typed in it. */
  async strikeOut() {
    // What was carried elsewhere stays there: it is struck out where it stands alone.
    const alone = (one: Perch) => this.perches.every(other => other.canary !== one.canary || other.of === one.of)
    const perches = this.perches.filter(
      one => one.canary.kind === 'words' && !this.struck.has(one.canary) && alone(one),
    )
    if (perches.length === 0) return
    const { canary, reference } = this.draw.one(perches)
    const { rows } = await this.house.database.owner.query<{ key: string }>(
      `select p.key from concordat.matter m join concordat.post p on p.unit = m.owner where m.reference = $1 order by 1`,
      [reference],
    )
    const post = this.draw.one(rows.map(row => row.key))
    // Of a complaint about conduct nobody is shown anything for sitting in an office.
    if (!(await this.house.as(post, desk => findMatter(desk, reference)))) return
    const [token = '', ...rest] = canary.forms
    const taken = await this.house.as(post, desk =>
      strike(desk, reference, { words: [`${token}ed`, ...rest], why: 'other', withdraw: [] }),
    )
    // What was typed in vain stands nowhere, and can't be struck out either.
    if (!taken.refused) this.struck.add(canary)
    this.later()
  }

  /** Some time passes before anyone does anything again. */
  later() {
    this.now = new Date(this.now.getTime() + Math.ceil(this.draw.next() * 20) * hour)
    this.house.setNow(this.now)
  }

  async begin(name: string, seed: number) {
    const { procedure } = this.found(name)
    const able = this.whoMay(procedure, procedure.steps[procedure.begins] as Step)
    if (able.length === 0) throw new Error(`Nobody may begin ${name}`)
    const post = this.draw.one(able)
    const { taking } = await this.unbegun(post, name)
    const made = await this.answers(post, procedure, procedure.begins, taking)
    const taken = await this.house.begin(post, name, made.raw, { key: `world-${seed}-${this.acts++}` })
    if (taken.refused) return
    this.references.push(taken.reference)
    await this.keep(taken.reference, name, procedure.begins, post, made)
    this.later()
  }

  found(name: string) {
    const found = this.house.house.library.findProcedure(name, dayOf(this.now))
    if (!found) throw new Error(`There is no procedure ${name}`)
    return found
  }

  /** What somebody sees who is about to begin a matter. */
  async unbegun(post: string, name: string) {
    const { procedure, version } = this.found(name)
    const taking = await this.house.as(post, async ({ me, world }) => ({
      me,
      world,
      matter: unopened({
        id: 0,
        reference: '',
        procedure: name,
        version: version.name,
        owner: me.unit,
        openedAt: world.now,
      }),
    }))
    return { procedure, taking }
  }

  whoMay(procedure: Procedure, step: Step): string[] {
    const { directory } = this.house.house
    const world = worldAt(this.house.house, this.now)
    return this.posts.filter(key => {
      const post = directory().post(key)
      const unit = directory().unit(post.unit)
      const me = { post: key, title: post.title, unit: unit.key, body: unit.body, name: key }
      const matter = unopened({
        id: 0,
        reference: '',
        procedure: procedure.name,
        version: '',
        owner: unit.key,
        openedAt: this.now,
      })
      return step.by.covers(me, matter, world)
    })
  }

  /** One step on one matter, by one of those to whom it is open: rather one that was seldom taken. */
  async step(seed: number) {
    const reference = this.draw.one(this.references)
    const { rows } = await this.house.database.owner.query<{ key: string; owns: boolean }>(
      `select p.key, bool_or(p.unit = m.owner) as owns from concordat.disclosure d join concordat.matter m on m.id = d.matter
         join concordat.post p on d.reader in (p.id, p.unit)
        where m.reference = $1 and d.ended_at is null group by 1 order by 1`,
      [reference],
    )
    const before = this.happenings.filter(one => one.reference === reference).map(one => one.step)
    const often = (name: string) => before.filter(one => one === name).length
    // Those who handle it have most to do; the others come in now and then.
    const owning = this.draw.shuffled(rows.filter(row => row.owns).map(row => row.key))
    const others = this.draw.shuffled(rows.filter(row => !row.owns).map(row => row.key))
    const asked = this.draw.chance(0.55) ? [...owning, ...others] : [...others, ...owning]
    for (const post of asked.slice(0, 4)) {
      if (!this.posts.includes(post)) continue
      const seen = await this.house.as(post, async desk => {
        const view = await findMatter(desk, reference)
        return view && { ...view, me: desk.me, world: desk.world }
      })
      const open = (seen?.steps.filter(one => one.closed === undefined).map(one => one.name) ?? []).filter(
        name => !this.meanwhile || !ending.has(name) || this.draw.chance(0.15),
      )
      const least = Math.min(...open.map(often))
      // What has been done twice already is left, most of the time, for something that has not.
      if (!seen || open.length === 0 || (least > 1 && this.draw.chance(0.9))) continue
      const name = this.draw.one(open.filter(one => often(one) === least || this.draw.chance(0.15)))
      for (let tries = 0; tries < 3; tries++) {
        const made = await this.answers(post, seen.procedure, name, seen)
        const outcome = await this.house.take(post, reference, name, made.raw, { key: `world-${seed}-${this.acts++}` })
        if (outcome.refused) continue
        await this.keep(reference, seen.procedure.name, name, post, made)
        this.later()
        return
      }
    }
  }

  /** Answers to a step as this post would give them, and the canaries that are in them. */
  async answers(post: string, procedure: Procedure, name: string, taking: Omit<Taking, 'answers'>) {
    const step = procedure.steps[name] as Step
    const kept: { question: string; canary: Canary }[] = []
    const uploaded: { id: string; canaries: Canary[]; question: string }[] = []
    const perch = (question: string, canary: Canary) => {
      kept.push({ question: question.split('.')[0] ?? question, canary })
    }
    const source: Source = {
      text: (question, { kind }) => {
        const form = forms[question]
        if (form) {
          const given = form(this.draw)
          perch(question, this.birds.code(given))
          return given
        }
        if (procedure.name === 'weekly-summary' && question === 'text') {
          const { canary, text } = this.birds.plain()
          perch(question, canary)
          if (this.draw.chance(0.6)) return `The showers ${text} again`
          const number = forms.number!(this.draw)
          perch(question, this.birds.code(number))
          return `The showers ${text} for ${number}`
        }
        const { canary, text } = this.birds.words(kind === 'text' ? 200 : 20_000)
        perch(question, canary)
        return text
      },
      address: question => {
        const given = `https://www.example.org/${this.draw.letters(12)}`
        perch(question, this.birds.code(given))
        return given
      },
      days: question => {
        const soon = new Date(this.now.getTime() + (1 + this.draw.below(20)) * 24 * hour)
        // Some of what is shared runs out while the walk goes on.
        if (question === 'until' && this.draw.chance(0.5)) return [soon.toISOString().slice(0, 10)]
        const past = this.birds.day(true)
        const future = this.birds.day(false)
        const remembering = (one: typeof past) => {
          perch(question, one.canary)
          return one.day
        }
        // Asked in turn: the one that the question takes is the one that was read last.
        return {
          *[Symbol.iterator]() {
            yield past.day
            yield future.day
          },
          find: (takes: (day: string) => boolean) =>
            takes(past.day) ? remembering(past) : takes(future.day) ? remembering(future) : undefined,
        } as unknown as readonly string[]
      },
      documents: async (question, { missing }) => {
        if (!missing && !this.draw.chance(0.5)) return []
        const file = this.birds.file()
        const got = await upload(this.house.house, { post }, this.files, {
          name: file.fileName,
          bytes: Buffer.from(file.text),
        })
        if (!('id' in got)) throw new Error(`A file was not taken in: ${JSON.stringify(got)}`)
        uploaded.push({ id: got.id, canaries: [file.name, file.content], question })
        return [got.id]
      },
      references: question => {
        const known = this.references.filter(one => one.startsWith(`${referred[question]}-`))
        return known.length > 0 ? [this.draw.one(known)] : undefined
      },
      // Left to chance alone, most allegations would come to nothing and little would be disclosed.
      choose: (question, values) => {
        // To whom it may be passed on was said in its terms, or agreed to since.
        if (name === 'pass-on' && question === 'to') {
          const said = this.happenings
            .filter(one => one.reference === taking.matter.reference)
            .map(({ answers }) => String(answers.passTo ?? answers.onwardTo))
            .findLast(key => values.includes(key))
          if (said !== undefined) return said
        }
        const [likely, often = 0] = leaning[question] ?? []
        return likely !== undefined && values.includes(likely) && this.draw.chance(often)
          ? step.asks[question]?.kind === 'choices'
            ? [likely]
            : likely
          : undefined
      },
      // A time of the day tells of nobody.
      coded: (question, _of, given) => {
        if (!/^\d\d?:\d\d$/.test(given)) perch(question, this.birds.code(given))
      },
    }
    return { raw: await answersTo(step, taking, this.draw, source), kept, uploaded }
  }

  async keep(
    reference: string,
    procedure: string,
    step: string,
    post: string,
    made: Awaited<ReturnType<Walk['answers']>>,
  ) {
    const of: Happening = { reference, procedure, step, post, at: this.now, answers: made.raw }
    if (this.inspects) {
      const typed = `${procedure}.${step}`
      for (const { question, canary } of made.kept) this.origins.set(canary, `${typed}.${question}`)
      for (const { id, canaries, question } of made.uploaded) {
        this.documents.push({ id, reference, post })
        this.held.set(id, canaries)
        for (const canary of canaries) this.origins.set(canary, `${typed}.${question}`)
      }
      await this.hear(of)
      return
    }
    this.happenings.push(of)
    const definition = this.house.house.library.inForce(dayOf(this.now)).find(one => one.procedure.name === procedure)
    const asked = definition?.procedure.steps[step] as Step
    const at = (question: string) => {
      const definitionOf = asked.asks[question]
      if (!definitionOf) throw new Error(`${step} does not ask ${question}`)
      return {
        of,
        reference,
        step,
        question,
        part: partOf(asked, definitionOf),
        vain: definitionOf.worked !== undefined,
        sealed: definition?.procedure.parts[partOf(asked, definitionOf)]?.encrypted === true,
      }
    }
    for (const { question, canary } of made.kept) this.perches.push({ canary, ...at(question) })
    for (const { id, canaries, question } of made.uploaded) {
      this.documents.push({ id, reference, post })
      for (const canary of canaries) this.perches.push({ canary, ...at(question) })
    }
    await this.each?.({ ...this.house, posts: this.posts, happenings: this.happenings, perches: this.perches }, of)
  }

  /**
   * Takes down what this act wrote, wherever it wrote: the steps it took with it, the matters it opened, what it worked out.
   * A canary that stands where the clauses carry nothing like it has strayed.
   */
  async hear(act: Happening) {
    const { rows } = await this.house.database.owner.query<{
      reference: string
      procedure: string
      step: string
      post: string
      number: number
      bodies: string[]
    }>(
      `select m.reference, m.procedure, e.step, e.number, p.key as post,
              coalesce(array_agg(c.body order by c.part) filter (where c.body is not null), '{}') as bodies
         from concordat.entry e join concordat.matter m on m.id = e.matter join concordat.post p on p.id = e.post
         left join concordat.content c on c.matter = e.matter and c.number = e.number
        where p.kind <> 'clock' and e.at >= $1 group by 1, 2, 3, 4, 5, m.id order by m.id, e.number`,
      [this.now],
    )
    const singingIn = listener([...this.origins.keys()])
    for (const { reference, procedure, step, post, number, bodies } of rows) {
      if (this.heard.has(`${reference} ${number}`)) continue
      this.heard.add(`${reference} ${number}`)
      if (!this.references.includes(reference)) this.references.push(reference)
      const written = Object.assign({}, ...bodies.map(body => JSON.parse(body) as object)) as Record<string, unknown>
      const typed = reference === act.reference && step === act.step ? act.answers : {}
      const of: Happening = { reference, procedure, step, post, at: this.now, answers: { ...typed, ...written } }
      this.happenings.push(of)
      const definition = this.found(procedure).procedure.steps[step] as Step
      for (const [question, answer] of Object.entries(written)) {
        const asked = definition.asks[question]
        if (!asked) throw new Error(`${step} does not ask ${question}`)
        const files = asked.kind === 'documents' ? (answer as string[]).flatMap(id => this.held.get(id) ?? []) : []
        const sung = [...singingIn(JSON.stringify(answer).replaceAll('\\n', '\n')), ...files]
        for (const canary of sung) {
          const [from, to] = [this.origins.get(canary) ?? '', `${procedure}.${step}.${question}`]
          if (!mayCarry(from, to)) {
            const sentence = `what was typed in ${from} stands in ${to}`
            if (!this.strays.includes(sentence)) this.strays.push(sentence)
            continue
          }
          const at = { of, reference, step, question, part: partOf(definition, asked) }
          this.perches.push({ canary, ...at, vain: false, sealed: false })
        }
      }
    }
    await this.each?.({ ...this.house, posts: this.posts, happenings: this.happenings, perches: this.perches }, act)
  }
}
