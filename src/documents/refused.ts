/** Why a file was not taken in: a short fixed word for tests, tables and translations. */
export type Why =
  | 'empty'
  | 'too big'
  | 'no ending'
  | 'not accepted'
  | 'mislabelled'
  | 'locked'
  | 'macros'
  | 'scripts'
  | 'fetches'
  | 'carries files'
  | 'two in one'
  | 'unpacks too big'
  | 'formulas'
  | 'infected'
  | 'not scanned'
  | 'damaged'

/** A file that is not taken in: what is wrong with it and how to mend it, in plain words. */
export type Refused = { refused: string; code: Why }

/** Says no to a file. The words end with what the person can do next. */
export const refuse = (code: Why, refused: string): Refused => ({ refused, code })
