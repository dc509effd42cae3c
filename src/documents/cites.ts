import { spellOut } from './xml.ts'

const aReference = /\b[A-Z]{3}-\d{4}-\d{4,12}\b/gi
/** Of a file that lists thousands of matters, so many are known to be named. */
const most = 1000

/** What office programs make of a hyphen as somebody types, and what they put in a word to break it. */
const otherHyphens = /[\u2010-\u2013\u2212]/g
const softHyphens = /\u00ad/g

/** References of matters that stand in words, each once, in capitals: whatever hyphens they were typed with. */
export const referencesIn = (words: string): string[] => {
  const found = words.replace(softHyphens, '').replace(otherHyphens, '-').match(aReference)
  return [...new Set(found?.map(one => one.toUpperCase()))].slice(0, most)
}

const hyphenElement = /<(?:[^\s<>/:]+:)?noBreakHyphen\s*\/>/g
const between = /<\/?(?:[^\s<>/:]+:)?(?:p|h|si|is|c|tc|tab|br|line-break)(?=[\s/>])[^<>]*>/g
const elements = /<[^<>]*>/g

/** The same in a part of an office document, where a word may stand in several pieces, each with its own looks. */
export const referencesInXml = (xml: string): string[] =>
  referencesIn(spellOut(xml.replace(hyphenElement, '-').replace(between, ' ').replace(elements, '')))
