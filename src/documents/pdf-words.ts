import { referencesIn } from './cites.ts'

/** Longer than any report takes; whoever cites does so on its first hundreds of pages. */
const longest = 10_000
/** A reference that stands on two lines, as a page breaks it, whatever hyphen it was typed with. */
const brokenLine = /([-\u2010-\u2013\u2212])[^\S\n]*\n\s*/g

/**
 * References of matters in the words of a PDF, read as a reader would see them: on its pages, and in what is written on them. None of
 * one whose words can't be read: a scan, a damaged page. It is slow, and reads what may be hostile: called only in a thread that is
 * bounded (`examineApart`).
 */
export async function referencesInPdf(bytes: Uint8Array): Promise<string[]> {
  // Only here: nothing else has any business with PDF's own programs.
  const { getDocumentProxy } = await import('unpdf')
  const until = performance.now() + longest
  const found = new Set<string>()
  try {
    // A copy: what is read is taken over, and the bytes are still to be kept.
    const document = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 })
    try {
      for (let number = 1; number <= document.numPages && performance.now() < until; number++)
        for (const one of referencesIn(await wordsOf(document, number).catch(nothing))) found.add(one)
    } finally {
      await document.loadingTask.destroy()
    }
  } catch {
    // What of it could be read was; whether the file itself will do is for others to say.
  }
  return [...found]
}

/** One page that can't be read is no reason to read no other. */
const nothing = () => ''

type Pdf = Awaited<ReturnType<(typeof import('unpdf'))['getDocumentProxy']>>

async function wordsOf(document: Pdf, number: number): Promise<string> {
  const page = await document.getPage(number)
  const { items } = await page.getTextContent()
  const words = items.map(item => ('str' in item ? `${item.str}${item.hasEOL ? '\n' : ''}` : '')).join('')
  // What stands in a note or a box to fill in is seen on the page, and is no part of its text.
  const beside = ((await page.getAnnotations().catch(() => [])) as readonly Beside[]).flatMap(one => [
    one.contentsObj?.str ?? '',
    ...[one.fieldValue ?? []].flat().map(String),
  ])
  page.cleanup()
  return [words, ...beside].join('\n').replace(brokenLine, '$1')
}

interface Beside {
  readonly contentsObj?: { readonly str?: string }
  readonly fieldValue?: unknown
}
