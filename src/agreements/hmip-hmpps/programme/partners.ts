/** Inspectorates and regulators that inspect in prisons beside HMIP, as its reports name them (HH-7). */
export const partners = {
  ofsted: 'Ofsted',
  estyn: 'Estyn',
  cqc: 'Care Quality Commission',
  hiw: 'Healthcare Inspectorate Wales',
  gphc: 'General Pharmaceutical Council',
  probation: 'HM Inspectorate of Probation',
  other: 'Another',
} as const

/** What a partner is called: by the list, or as it was written where it is not in it. */
export const partnerNamed = (partner: unknown, other: unknown): string =>
  partner === 'other' ? String(other ?? 'another partner') : (partners[partner as keyof typeof partners] ?? 'a partner')
