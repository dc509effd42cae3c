/**
 * Does this for each, in order, and counts for how many it was done. One that fails stops none of the others: the job fails for
 * it when all have had their turn, so that it is told of and tried again.
 */
export async function doneForEach<T>(all: Iterable<T>, work: (one: T) => Promise<boolean>): Promise<number> {
  const faults: unknown[] = []
  let done = 0
  for (const one of all) {
    try {
      if (await work(one)) done++
    } catch (fault) {
      faults.push(fault)
    }
  }
  if (faults.length > 0)
    throw new AggregateError(faults, `${faults.length} failed, and ${done} were done`, { cause: faults[0] })
  return done
}
