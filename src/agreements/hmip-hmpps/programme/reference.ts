/** Whether one reference was given, and it is of the kind that begins so. */
export const isOne = (prefix: string, given: readonly string[] | undefined): boolean =>
  given?.length === 1 && given[0]?.startsWith(`${prefix}-`) === true
