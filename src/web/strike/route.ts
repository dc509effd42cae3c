import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { attachable } from '../../desk/documents.ts'
import type { Desk } from '../../desk/desk.ts'
import { matter, versionOf, type Viewed } from '../../desk/matter.ts'
import type { Receipt } from '../../desk/reading.ts'
import {
  chosen,
  preview,
  recordLooking,
  strike,
  strikeable,
  whoHasIt,
  wordsTyped,
  wrongWords,
  type Asked,
  type Found,
  type Strikeable,
} from '../../desk/strike.ts'
import { NotFound } from '../../engine/directory.ts'
import type { Problem } from '../../engine/decide.ts'
import { reasons, type Reason } from '../../engine/strike.ts'
import { all, one, type Form } from '../forms.ts'
import type { Token } from '../layout.ts'
import { paths } from '../paths.ts'
import { anyForm, get, post, type Received } from '../route.ts'
import type { Site } from '../site.ts'
import { checkView, doneView, formView } from './view.ts'

/** Somebody about to strike words out: of one entry, or of everything in the matter that is theirs to strike. */
export interface Striking {
  readonly desk: Desk
  readonly token?: Token
  readonly viewed: Viewed
  /** What they may strike words out of here. */
  readonly offered: readonly Strikeable[]
  /** The entry they came from, by its place in the history. */
  readonly place?: number
}

/** What was typed and chosen so far. */
export interface OnForm {
  readonly words: string
  readonly everywhere: boolean
  readonly why: string
  readonly withdraw: readonly { readonly id: string; readonly copy?: string }[]
  readonly key: string
  readonly version: string
  readonly problems: readonly Problem[]
}

/** What it would come to. */
export interface Looked {
  readonly found: Found
  readonly files: readonly Strikeable['files'][number][]
  /** Who may have a copy of what would be struck out. */
  readonly copies: readonly Receipt[]
}

const placeIn = z.object({
  entry: z
    .string()
    .regex(/^\d{1,6}$/)
    .optional(),
})

export const show = get(
  paths.strike,
  { access: 'in a post', reads: 'opened', query: placeIn },
  async ({ desk, params, query, token }) => {
    const striking = await begun(desk, token, params.reference, query.entry)
    return formView(striking, {
      words: '',
      everywhere: true,
      why: '',
      withdraw: [],
      key: randomUUID(),
      version: versionOf(striking.viewed.matter),
      problems: [],
    })
  },
)

// What is typed here is what must not be kept: so no draft is made of it, unlike anywhere else.
export const send = post(
  paths.strike,
  { access: 'in a post', reads: 'opened', query: placeIn, form: anyForm, files: true, showsAgain: true },
  async ({ desk, params, query, form, files, unproven, site, token }) => {
    const striking = await begun(desk, token, params.reference, query.entry)
    const onForm = formOf(form, files)
    if (unproven) return { ...formView(striking, { ...onForm, problems: [sendAgain] }), status: 403 }
    const go = one(form, '_go')
    const asked = askedIn(striking, onForm)
    if ('problems' in asked) return formView(striking, { ...onForm, problems: asked.problems })
    if (go === 'confirm') return confirmed(striking, onForm, asked, site)
    if (go === 'back') return formView(striking, onForm)
    const looked = await look(striking, asked)
    if (looked.found.previews.length + looked.files.length === 0)
      return formView(striking, { ...onForm, problems: [{ field: 'words', words: notThere }] })
    return checkView(striking, onForm, looked)
  },
)

export const strikeRoutes = [show, send]

const sendAgain: Problem = {
  words: 'Send this again',
  next: 'This page was opened before you last signed in, so we could not be sure it was from you. Nothing was changed.',
}
const notThere = 'These words do not stand in anything here that you may strike out. Copy them exactly as they stand'

async function begun(
  desk: Desk,
  token: Token | undefined,
  reference: string,
  entry: string | undefined,
): Promise<Striking> {
  const viewed = await matter(desk, reference)
  await recordLooking(desk, viewed)
  const place = entry === undefined ? undefined : Number(entry)
  const offered = await strikeable(desk, viewed)
  if (chosen(offered, place).length === 0) throw new NotFound('entry that you may strike words out of')
  return { desk, token, viewed, offered, place }
}

function formOf(form: Form, files: readonly Received[]): OnForm {
  const problems = files.flatMap(({ name, outcome }) =>
    'refused' in outcome ? [{ field: 'withdraw', words: `${name}: ${outcome.refused}` }] : [],
  )
  const sent = new Map(
    files.flatMap(({ field, outcome }) =>
      'refused' in outcome ? [] : [[field.replace(/^copy-/, ''), outcome.id] as const],
    ),
  )
  return {
    words: one(form, 'words').replaceAll('\r\n', '\n'),
    everywhere: one(form, 'where') !== 'here',
    why: one(form, 'why'),
    withdraw: all(form, 'withdraw').map(id => ({ id, copy: sent.get(id) ?? (one(form, `copied-${id}`) || undefined) })),
    key: one(form, '_key') || randomUUID(),
    version: one(form, '_version'),
    problems,
  }
}

/** What is asked for, or all that is wrong with it. */
function askedIn({ place, offered }: Striking, onForm: OnForm): Asked | { problems: readonly Problem[] } {
  const words = wordsTyped(onForm.words)
  const wrong = wrongWords(words)
  const why = Object.hasOwn(reasons, onForm.why) ? (onForm.why as Reason) : undefined
  const scope = onForm.everywhere ? undefined : place
  const ids = chosen(offered, scope).flatMap(one => one.files.map(file => file.id))
  const problems = [
    ...onForm.problems,
    ...(wrong ? [{ field: 'words', words: wrong }] : []),
    ...(words.length + onForm.withdraw.length === 0
      ? [{ field: 'words', words: 'Write the words to strike out' }]
      : []),
    ...(onForm.withdraw.some(file => !ids.includes(file.id))
      ? [{ field: 'withdraw', words: 'Choose the file again' }]
      : []),
    ...(why ? [] : [{ field: 'why', words: 'Choose why' }]),
  ]
  return why && problems.length === 0 ? { words, place: scope, why, withdraw: onForm.withdraw } : { problems }
}

async function look({ desk, viewed, offered }: Striking, asked: Asked): Promise<Looked> {
  const within = chosen(offered, asked.place)
  const found = await preview(desk, within, asked.words)
  const files = within.flatMap(one => one.files).filter(file => asked.withdraw.some(({ id }) => id === file.id))
  const parts = [...found.previews.map(({ of }) => of.part), ...files.map(file => file.part)]
  return { found, files, copies: await whoHasIt(desk, viewed, parts) }
}

async function confirmed(striking: Striking, onForm: OnForm, asked: Asked, { files }: Site) {
  const { desk, viewed } = striking
  const { copies } = await look(striking, asked)
  const taken = await strike(desk, viewed.matter.reference, asked, {
    key: onForm.key,
    version: onForm.version,
    files,
  })
  if (taken.refused) {
    const there = await attachable(
      desk,
      onForm.withdraw.flatMap(file => file.copy ?? []),
    )
    return {
      ...formView(striking, {
        ...onForm,
        withdraw: onForm.withdraw.map(file => ({ ...file, copy: there.has(file.copy ?? '') ? file.copy : undefined })),
        version: versionOf(viewed.matter),
        problems: taken.problems,
      }),
      status: taken.since ? 409 : 422,
    }
  }
  return doneView(striking, taken.says, copies)
}
