const longest = 120
const longestEnding = 10
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i

/**
 * A file's name as it is safe to show, keep and serve: no path, no control, invisible or direction-changing characters,
 * nothing a disk or a header trips over, 120 characters at most with its ending kept, and never empty.
 */
export function safeName(name: string): string {
  const last = name.normalize('NFC').toWellFormed().split(/[/\\]/).at(-1) ?? ''
  const plain = last
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\ufffd]/gu, '')
    .replace(/[<>:"|?*;%]/g, '-')
    .replace(/\s+/gu, ' ')
    .replace(/^[. ]+|[. ]+$/g, '')
  const [, stem = plain, ending = ''] = /^(.*[^.])(\.[A-Za-z0-9]{1,10})$/u.exec(plain) ?? []
  const kept = shortened(stem, longest - Math.min(ending.length, longestEnding + 1)).replace(/[. ]+$/, '')
  if (!kept) return `file${ending}`
  return reserved.test(kept) ? `${kept}-file${ending}` : kept + ending
}

/** Cuts between whole characters as a reader counts them, never inside one. */
function shortened(text: string, most: number): string {
  if (text.length <= most) return text
  let kept = ''
  for (const { segment } of new Intl.Segmenter('en').segment(text)) {
    if (kept.length + segment.length > most) break
    kept += segment
  }
  return kept
}

/** The `Content-Disposition` that saves a file under its safe name: in ASCII for old programs, and in full (RFC 5987, RFC 6266). */
export function disposition(name: string): string {
  const safe = safeName(name)
  const ascii = safe
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\x20-\x7e]/gu, '_')
    .replace(/["\\]/g, '-')
  const encoded = encodeURIComponent(safe).replace(
    /['()*!]/g,
    mark => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${ascii || 'file'}"; filename*=UTF-8''${encoded}`
}

/** The headers a file is served with: always saved, never shown in place, never guessed at, never cached, never framed. */
export const servedHeaders = (name: string, type: string): Record<string, string> => ({
  'content-type': type,
  'content-disposition': disposition(name),
  'x-content-type-options': 'nosniff',
  'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'private, no-store',
})
