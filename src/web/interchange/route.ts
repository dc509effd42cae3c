import { z } from 'zod'
import { servedHeaders } from '../../documents/name.ts'
import {
  bringIn,
  coming,
  handingOver,
  handOver,
  mayBringIn,
  open,
  putAside,
  telling,
  tellThem,
  waiting,
  waitingPackage,
  type Waiting,
} from '../../desk/packages.ts'
import type { Desk } from '../../desk/desk.ts'
import { matter } from '../../desk/matter.ts'
import { recordReading } from '../../desk/reading.ts'
import type { Problem } from '../../engine/decide.ts'
import { NotFound } from '../../engine/directory.ts'
import { wordKey } from '../../engine/procedure.ts'
import { mostSealed } from '../../interchange/envelope.ts'
import { findOwnKeys, trustedInstallations } from '../../interchange/installation.ts'
import { answersIn } from '../step/answers.ts'
import { one } from '../forms.ts'
import { paths } from '../paths.ts'
import { anyForm, get, give, goTo, post } from '../route.ts'
import type { Site } from '../site.ts'
import { idOf } from '../../interchange/keys.ts'
import { bringInView, cannotView, exportView, packageView, wordTitle, wordView } from './view.ts'

/** Who may be sent a package, and what is missing where nobody can be. */
function installations({ settings }: Site) {
  const own = findOwnKeys(settings)
  const { trusted } = trustedInstallations(settings)
  return { own, trusted: trusted.filter(one => one.signing !== own?.card.signing) }
}

/** To which installation an item is to go, and what will go. */
export const ask = get(
  paths.handOver,
  { access: 'in a post', reads: 'opened' },
  async ({ desk, params, site, token }) => {
    const viewed = await matter(desk, params.reference)
    await recordReading(desk, { kind: 'opened', matter: viewed.matter.id, parts: [...viewed.matter.parts] })
    const leaving = handingOver(desk, viewed)
    if (!leaving) throw new NotFound('page')
    if (leaving.closed) return cannotView(viewed, leaving.closed.words)
    return exportView({ desk, viewed, token, travels: leaving.travels, ...installations(site) })
  },
)

/** Gives the package, with the record of who took it out and for whom. */
export const exportItem = post(
  paths.handOver,
  {
    access: 'in a post',
    reads: 'exported',
    form: z.object({ to: z.string().max(100).default('') }),
    fresh: () => 'export this as a sealed package',
  },
  async ({ desk, params, form, site, token }) => {
    const viewed = await matter(desk, params.reference)
    const leaving = handingOver(desk, viewed)
    if (!leaving) throw new NotFound('page')
    const known = installations(site)
    const to = known.trusted.find(installation => installation.signing === form.to)
    const again = async (text: string) => {
      await recordReading(desk, { kind: 'opened', matter: viewed.matter.id, parts: [...viewed.matter.parts] })
      return exportView({ desk, viewed, token, travels: leaving.travels, ...known, errors: [{ text, href: '#to' }] })
    }
    if (leaving.closed) return cannotView(viewed, leaving.closed.words, { status: 422 })
    if (!to || !known.own) return again('Choose the installation it is for')
    const made = await handOver(desk, site.files, viewed, { own: known.own, to })
    if (made.refused) return again(made.words)
    return give(made.bytes, servedHeaders(made.name, 'application/octet-stream'))
  },
)

/** What there is to tell another installation, and which. */
export const askWord = get(
  paths.sendWord,
  { access: 'in a post', reads: 'opened' },
  async ({ desk, params, site, token }) => {
    const viewed = await matter(desk, params.reference)
    const told = telling(desk, viewed)
    if (!told) throw new NotFound('page')
    await recordReading(desk, { kind: 'opened', matter: viewed.matter.id, parts: [...viewed.matter.parts] })
    if (told.closed) return cannotView(viewed, told.closed.words, { title: wordTitle })
    return wordView({ viewed, token, words: told.words, ...installations(site) })
  },
)

/** Gives the package that tells it, with the record of who told whom. */
export const exportWord = post(
  paths.sendWord,
  {
    access: 'in a post',
    reads: 'exported',
    form: z.object({ word: z.string().max(100).default('') }),
    fresh: () => 'tell another installation in a sealed package',
  },
  async ({ desk, params, form, site, token }) => {
    const viewed = await matter(desk, params.reference)
    const told = telling(desk, viewed)
    if (!told) throw new NotFound('page')
    if (told.closed) return cannotView(viewed, told.closed.words, { title: wordTitle, status: 422 })
    const known = installations(site)
    const word = told.words.find(one => wordKey(one) === form.word)
    const to = word && known.trusted.find(installation => idOf(installation.signing) === word.key)
    const again = async (text: string) => {
      await recordReading(desk, { kind: 'opened', matter: viewed.matter.id, parts: [...viewed.matter.parts] })
      return wordView({ viewed, token, words: told.words, ...known, errors: [{ text, href: '#word' }] })
    }
    if (!word) return again('Choose whom to tell')
    if (!to || !known.own)
      return again('That installation is not trusted here any more, so nothing can be sealed for it')
    const made = await tellThem(desk, site.files, viewed, { own: known.own, to, word, step: told.step })
    if (made.refused) return again(made.words)
    return give(made.bytes, servedHeaders(made.name, 'application/octet-stream'))
  },
)

/** Where a package is brought in, and those that wait. */
export const choose = get(paths.packages, { access: 'in a post', reads: 'nothing' }, async ({ desk, site, token }) => {
  if (!mayBringIn(desk)) throw new NotFound('page')
  return bringInView({ token, waiting: await waiting(desk), ...installations(site) })
})

/** Opens a package and checks it; nothing of it comes in yet. */
export const check = post(
  paths.packages,
  {
    access: 'in a post',
    reads: 'nothing',
    form: anyForm,
    showsAgain: true,
    files: {
      most: mostSealed,
      async take(site, credential, { bytes }) {
        const { own, trusted } = installations(site)
        if (!own) return { refused: noKeys }
        return open(site.house, credential, site.files, { bytes, own, trusted })
      },
    },
  },
  async ({ desk, taken: [sent], site, token, unproven }) => {
    if (!mayBringIn(desk)) throw new NotFound('page')
    if (!unproven && sent && 'id' in sent) return goTo(paths.package({ id: sent.id }))
    // What a package tells was done as it was opened. From a page that was open for too long no file is read at all.
    if (sent && 'says' in sent)
      return goTo(
        sent.reference === undefined ? paths.packages() : paths.matter({ reference: sent.reference }),
        `From the package: ${sent.says}`,
      )
    const wrong = unproven
      ? 'The page was open for too long. Choose the file again'
      : sent && 'refused' in sent
        ? sent.refused
        : 'Choose a package'
    return bringInView({
      token,
      waiting: await waiting(desk),
      ...installations(site),
      errors: [{ text: wrong, href: '#file' }],
    })
  },
)

const noKeys = 'This installation has no keys for packages. Whoever runs it makes them: concordat package keys --new'

const shown = (desk: Desk, waits: Waiting, more: Partial<Parameters<typeof packageView>[0]> = {}) =>
  packageView({ waits, would: coming(desk, waits), own: desk, raw: {}, problems: [], ...more })

/** What a package is, who signed it and on what terms: all but what it says. */
export const show = get(paths.package, { access: 'in a post', reads: 'nothing' }, async ({ desk, params, token }) =>
  shown(desk, await waitingPackage(desk, params.id), { token }),
)

/** Accepts the terms and brings it in, or puts it aside. */
export const act = post(
  paths.package,
  { access: 'in a post', reads: 'nothing', form: anyForm },
  async ({ desk, params, form, token }) => {
    const waits = await waitingPackage(desk, params.id)
    if (one(form, 'act') === 'aside') {
      await putAside(desk, waits)
      return goTo(paths.packages(), 'The package was put aside. Nothing of it is kept')
    }
    const would = coming(desk, waits)
    if ('hindrance' in would) return shown(desk, waits, { token })
    const raw = answersIn(
      Object.fromEntries(
        would.travels.asks.flatMap(name => (would.step.asks[name] ? [[name, would.step.asks[name]]] : [])),
      ),
      form,
    )
    const again = (problems: readonly Problem[]) => shown(desk, waits, { token, raw, problems })
    if (one(form, 'accept') !== 'yes') return again([{ field: 'accept', words: 'Accept its terms, or put it aside' }])
    const taken = await bringIn(desk, waits, raw)
    if ('hindrance' in taken) return again([{ words: taken.hindrance }])
    if (taken.refused) return again(taken.problems)
    return goTo(paths.matter({ reference: taken.reference }), 'It was brought in on its terms')
  },
)

export const interchangeRoutes = [ask, exportItem, askWord, exportWord, choose, check, show, act]
