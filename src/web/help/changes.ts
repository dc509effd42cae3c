/** What changed for the people who use it, newest first. Add a line with each change that somebody would notice. */
export const changes: readonly { readonly version: string; readonly points: readonly string[] }[] = [
  {
    version: '0.1',
    points: [
      'Take down an alleged sanction, tell the leads at once without naming the person, and follow it to the end.',
      'See on every page who can see what, and why; before anything is shared, see exactly what will be.',
      'See what you owe, what came to you and what you wait for, with how each date was reached.',
      'Write the letters that the protocol calls for, marked; none to a detained person without the reassurance.',
      'See who holds which post of your body, appoint people and end their time in a post, and see who must renew something.',
      'Put your due days in your own calendar, and choose whether you are told at once or once a day.',
      'See who opened, exported or was sent a matter of yours, and keep the head of the journal.',
      'What you type is kept as you go, also when you are signed out.',
    ],
  },
]
