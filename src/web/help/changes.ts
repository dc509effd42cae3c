/** What changed for the people who use it, newest first. Add a line with each change that somebody would notice. */
export const changes: readonly { readonly version: string; readonly points: readonly string[] }[] = [
  {
    version: '0.1',
    points: [
      'Take down an alleged sanction, tell the leads at once without naming the person, and follow it to the end.',
      'See on every page who can see what, and why; before anything is shared, see exactly what will be.',
      'See what you owe, what came to you and what you wait for, with how each date was reached.',
      'What you type is kept as you go, also when you are signed out.',
    ],
  },
]
