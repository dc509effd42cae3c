/**
 * What a program that a test starts has about it besides what it is told: none of our own settings, but the place where Node
 * keeps what it has made of each file (`scripts/with-node-24.mjs`), so that it starts in half the time.
 */
export const bareEnvironment = {
  PATH: process.env.PATH,
  NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
}
