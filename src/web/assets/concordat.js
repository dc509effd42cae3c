/**
 * Makes pages handier where scripts run; every page works without them. GOV.UK's own components come from the package;
 * the import below is replaced by their code when the asset is built.
 */
import {
  Accordion,
  Button,
  CharacterCount,
  Checkboxes,
  createAll,
  ErrorSummary,
  FileUpload,
  NotificationBanner,
  Radios,
  ServiceNavigation,
  SkipLink,
  Tabs,
} from 'govuk-frontend'

/** aria-expanded is no attribute of a radio button; what it reveals follows it in the page. */
class PlainRadios extends Radios {
  syncConditionalRevealWithInputState(input) {
    super.syncConditionalRevealWithInputState(input)
    input.removeAttribute('aria-expanded')
  }
}

document.body.classList.add('js-enabled', 'govuk-frontend-supported')
for (const component of [
  Accordion,
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  FileUpload,
  NotificationBanner,
  PlainRadios,
  ServiceNavigation,
  SkipLink,
  Tabs,
])
  createAll(component)

const clock = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

/** Paper shows everything: what is closed on screen is opened for the printer and closed again. */
const printInFull = () => {
  let opened = []
  addEventListener('beforeprint', () => {
    opened = [...document.querySelectorAll('details:not([open])')]
    for (const details of opened) details.open = true
  })
  addEventListener('afterprint', () => {
    for (const details of opened) details.open = false
  })
  for (const button of document.querySelectorAll('[data-print]')) {
    button.hidden = false
    button.addEventListener('click', () => print())
  }
}

/** Sends a form's words to the address given, files aside. Each answer tells for how long the session goes on. */
const send = async (address, form) => {
  const words = new URLSearchParams()
  for (const [name, value] of new FormData(form)) if (typeof value === 'string') words.append(name, value)
  // A browser lets no more than 64 kB outlive its page.
  const keepalive = words.toString().length < 60_000
  const answer = await fetch(address, { method: 'POST', body: words, redirect: 'manual', keepalive })
  const seconds = Number(answer.headers.get('session-seconds'))
  if (answer.ok && seconds > 0) dispatchEvent(new CustomEvent('session-goes-on', { detail: seconds }))
  return answer
}

/** Keeps a draft of what is typed, seconds after it is typed, in a form with data-draft="address". */
const keepDrafts = () => {
  for (const form of document.querySelectorAll('form[data-draft]')) {
    const status = document.createElement('p')
    status.className = 'govuk-hint app-draft'
    status.setAttribute('role', 'status')
    form.append(status)
    let waiting
    let leaving = false

    const keep = async () => {
      clearTimeout(waiting)
      waiting = undefined
      try {
        const answer = await send(form.dataset.draft, form)
        if (answer.ok) {
          status.textContent = `Draft kept at ${clock.format(new Date())}`
          return
        }
        const ended = answer.status === 401
        if (!ended && answer.status !== 403) throw new Error(String(answer.status))
        // It is not tried again by itself: nothing changes before they have signed in, or sent it themselves.
        status.textContent = !ended
          ? 'You signed in again since. Press Continue: what you typed comes with you.'
          : answer.headers.get('draft-kept') === 'yes'
            ? `You are signed out. What you typed was kept at ${clock.format(new Date())}: you find it when you have signed in.`
            : 'You are signed out, so this is not kept. Sign in again in another tab, then go on here.'
      } catch {
        status.textContent = 'Your draft could not be kept just now. It will be tried again.'
        waiting ??= setTimeout(keep, 10_000)
      }
    }
    form.addEventListener('input', () => {
      waiting ??= setTimeout(keep, 5_000)
    })
    form.addEventListener('submit', () => {
      leaving = true
      clearTimeout(waiting)
    })
    addEventListener('pagehide', () => {
      if (waiting !== undefined && !leaving) void keep()
    })
  }
}

/** Minutes before the session ends, offers to go on; what is typed stays on the page. */
const warnOfSessionEnd = () => {
  const notice = document.querySelector('[data-session-seconds]')
  const form = notice?.querySelector('form')
  const message = notice?.querySelector('[data-session-message]')
  if (!form || !message) return
  let timers = []

  const say = words => {
    message.textContent = words
    notice.classList.add('app-session--now')
  }
  const startFrom = seconds => {
    for (const timer of timers) clearTimeout(timer)
    notice.classList.remove('app-session--now')
    form.hidden = false
    const warning = Math.max(0, seconds - Number(notice.dataset.sessionWarning))
    const minutes = Math.max(1, Math.round((seconds - warning) / 60))
    timers = [
      setTimeout(
        () => say(`You will be signed out in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.`),
        warning * 1000,
      ),
      setTimeout(() => {
        say('You have been signed out. Keep this page open, sign in again in another tab, then go on here.')
        // There is nothing left to stay in.
        form.hidden = true
      }, seconds * 1000),
    ]
  }
  form.addEventListener('submit', async event => {
    event.preventDefault()
    try {
      const answer = await send(form.action, form)
      if (!answer.ok) throw new Error(String(answer.status))
    } catch {
      say('That did not work. Try again, or sign in again in another tab.')
    }
  })
  addEventListener('session-goes-on', ({ detail }) => startFrom(detail))
  notice.classList.add('app-session--waits')
  startFrom(Number(notice.dataset.sessionSeconds))
}

/** On a narrow screen a filter is folded away, so that the list comes first. */
const foldFilters = () => {
  if (matchMedia('(min-width: 60em)').matches) return
  for (const fold of document.querySelectorAll('details[data-fold-when-narrow]')) fold.open = false
}

/** Shows how far something has got, each second, and goes on when it is over. */
const followProgress = () => {
  const place = document.querySelector('[data-progress]')
  const bar = place?.querySelector('progress')
  const said = place?.querySelector('[data-progress-done]')
  if (!bar || !said) return
  for (const without of document.querySelectorAll('[data-without-script]')) without.hidden = true
  const follow = async () => {
    try {
      const answer = await fetch(place.dataset.progress, { headers: { accept: 'application/json' } })
      if (!answer.ok) throw new Error(String(answer.status))
      const { done, over } = await answer.json()
      bar.value = done
      said.textContent = done.toLocaleString('en-GB')
      if (over) return location.assign(place.dataset.done)
    } catch {
      // Asked again: the page itself says what is wrong when it is next loaded.
    }
    setTimeout(follow, 1000)
  }
  setTimeout(follow, 500)
}

/**
 * Shows a question only while an answer that brings it up is chosen: data-asked-by names the field, data-asked-when its
 * answers, with an empty one where it is asked as long as none is chosen.
 */
const showWhatIsAsked = () => {
  for (const question of document.querySelectorAll('[data-asked-by]')) {
    const { askedBy, askedWhen } = question.dataset
    const form = question.closest('form')
    const when = JSON.parse(askedWhen)
    const show = () => {
      const chosen = new FormData(form).getAll(askedBy)
      question.hidden = !(chosen.length > 0 ? chosen : ['']).some(answer => when.includes(answer))
    }
    form.addEventListener('change', show)
    show()
  }
}

/**
 * What was taken back does not stay in a page that was left open: when its reader comes back to it, a page asks whether all that
 * it shows may still be seen, and leaves itself when it may not, or when its reader is signed out, by an ended post as by idling.
 * Only where they were writing it stays: nothing that was typed is lost. One that the browser kept is asked for again.
 */
const leaveWhatWasTakenBack = () => {
  addEventListener('pageshow', event => {
    if (event.persisted) location.reload()
  })
  const shown = document.querySelector('[data-still]')
  if (!shown) return
  const { still, parts, back } = shown.dataset
  const look = async () => {
    if (document.visibilityState === 'hidden') return
    let seen = []
    try {
      const answer = await fetch(still, { headers: { accept: 'application/json' } })
      if (answer.ok) seen = (await answer.json()).parts
      else if (answer.status !== 404 && (answer.status !== 401 || document.querySelector('[data-draft]'))) return
    } catch {
      // Out of reach: nobody knows, and the next look will tell.
      return
    }
    if (parts.split(' ').every(part => seen.includes(part))) return
    document.getElementById('content').replaceChildren()
    location.replace(back)
  }
  addEventListener('focus', look)
  document.addEventListener('visibilitychange', look)
}

printInFull()
leaveWhatWasTakenBack()
showWhatIsAsked()
followProgress()
keepDrafts()
warnOfSessionEnd()
foldFilters()
