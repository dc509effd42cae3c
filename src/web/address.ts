/** The longest part of an address between two slashes: no address of ours has a longer one. */
export const longestSegment = 200

/**
 * The address of a request as it is looked up: one that can't be read, or has a part longer than any of ours, is looked up as
 * one that is not there, so that it is answered by us and like every other, page or API, rather than by the framework.
 */
export function readableAddress({ url = '/' }: { readonly url?: string }): string {
  const [path = ''] = url.split(/[?#]/, 1)
  if (path.split('/').every(isReadable)) return url
  return /^\/api(\/|$)/.test(path) ? '/api/v1/unreadable' : '/unreadable'
}

function isReadable(segment: string): boolean {
  try {
    return decodeURIComponent(segment).length <= longestSegment
  } catch {
    return false
  }
}
