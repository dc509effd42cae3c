/**
 * Text that a spreadsheet would take for a formula gets an apostrophe in front, which makes it text. Text that already
 * has apostrophes before such a beginning gets one more, so that taking one away always gives back what was there.
 */
const actsIfOpened = /^'*[\uFEFF\p{Cc}\s]*[=+\-@|%＝＋－＠]/u
const wasNeutralised = /^'+[\uFEFF\p{Cc}\s]*[=+\-@|%＝＋－＠]/u

/** The text, harmless in a spreadsheet. */
export const neutralised = (text: string): string => (actsIfOpened.test(text) ? `'${text}` : text)

/** The text as it was before it was made harmless. */
export const restored = (text: string): string => (wasNeutralised.test(text) ? text.slice(1) : text)
