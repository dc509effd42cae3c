import assert from 'node:assert/strict'

/** Somebody's browser as far as a test needs one: it keeps cookies by path and follows redirects, all over HTTP. */
export type Browser = {
  /** Asks for one page, sending the cookies that belong to it and keeping those it gets; follows no redirect. */
  ask: (address: string, init?: RequestInit) => Promise<Response>
  /** Asks, and follows redirects to the end. */
  go: (address: string, init?: RequestInit) => Promise<Response>
  /** The cookies it would send to an address, as `name=value` pairs. */
  cookiesFor: (address: string) => string
}

/** A browser with no cookies, at a server such as `http://127.0.0.1:3000`. */
export function newBrowser(base: string): Browser {
  const cookies = new Map<string, { value: string; path: string }>()

  const cookiesFor = (address: string) => {
    const { pathname } = new URL(address, base)
    const covers = (path: string) => pathname === path || pathname.startsWith(path.endsWith('/') ? path : `${path}/`)
    return [...cookies].flatMap(([name, { value, path }]) => (covers(path) ? `${name}=${value}` : [])).join('; ')
  }

  const keep = (line: string) => {
    const [pair = '', ...parts] = line.split(';')
    const cut = pair.indexOf('=')
    const [name, value] = [pair.slice(0, cut).trim(), pair.slice(cut + 1).trim()]
    const traits = Object.fromEntries(
      parts.map(part => part.trim().split('=')).map(([key = '', of = '']) => [key.toLowerCase(), of]),
    )
    const gone =
      traits['max-age'] === '0' || (traits['expires'] !== undefined && Date.parse(traits['expires']) <= Date.now())
    if (gone) cookies.delete(name)
    else cookies.set(name, { value, path: traits['path'] || '/' })
  }

  const ask = async (address: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers)
    const sent = cookiesFor(address)
    if (sent !== '') headers.set('cookie', sent)
    const answer = await fetch(new URL(address, base), { ...init, headers, redirect: 'manual' })
    answer.headers.getSetCookie().forEach(keep)
    return answer
  }

  const go = async (address: string, init?: RequestInit) => {
    let at = new URL(address, base)
    let answer = await ask(at.href, init)
    for (let hops = 0; answer.status >= 300 && answer.status < 400; hops++) {
      assert.ok(hops < 15, `Redirected without end, last to ${at.href}`)
      at = new URL(answer.headers.get('location') ?? assert.fail('A redirect to nowhere'), at)
      await answer.body?.cancel()
      answer = await ask(at.href)
    }
    Object.defineProperty(answer, 'url', { value: at.href })
    return answer
  }

  return { ask, go, cookiesFor }
}

/** Signs somebody of the practice world in at a running server, the way a person does, and gives their browser back. */
export async function signInAs(
  base: string,
  subject: string,
  browser = newBrowser(base),
  start = '/sign-in',
): Promise<Browser> {
  const choosing = await browser.go(start)
  const page = await choosing.text()
  assert.equal(choosing.status, 200, page)
  assert.ok(page.includes(`name="subject" value="${subject}"`), `${subject} is not on the page at ${choosing.url}`)

  const back = await browser.go(choosing.url, { method: 'POST', body: new URLSearchParams({ subject }) })
  await back.body?.cancel()
  assert.ok(back.ok, `Signing in as ${subject} ended with ${back.status} at ${back.url}`)
  return browser
}
