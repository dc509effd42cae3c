import { readFileSync, writeFileSync } from 'node:fs'
import { chance } from './chance.ts'
import { texts, type Bank } from './fill.ts'
import { labelled, type Labelled } from './labelled.ts'

/**
 * node src/personal/corpus/held-out.ts
 *
 * Writes `held-out.txt`: texts from other templates, with other people and places, than those that the check was tuned on. They
 * are kept as a file, so that a change to the templates or to the draws shows as a change.
 */
const bank: Bank = {
  cast: {
    forenames:
      `Tyreece Oonagh Faruq Glynis Przemysław Chukwudi Sorcha Leighton Nomvula Angharad Gurdip Miodrag Philippa Seyi Macsen Huong
      Usman Gaynor Lamine Fionn Bohdan Shabnam Clifford Bożena Folake Hamish Blessing Arben Mehreen Lester Astrid Ionuț Demi Tegid
      Volkan Augustine Bohumil Lakshmi Shelley Ricardo`.split(/\s+/),
    surnames:
      `Ravenscroft Chaudhry Pawlak O’Dowd Onyeka Illingsworth Mukherjee Considine Sithole Gwilliam Dimitrov Bagshaw Mirza MacNeil
      Baranowski Micklethwait Boakye Berisha Trelawney Mulvaney Wickramasinghe Blenkinsop Rashid Adebisi Kovač
      Fotheringay-Lunt Sheikh Arkwright Egbunike Murgatroyd Krawczyk Simmonds Holroyd Truong Gebre Hebblethwaite Menon Auchterlonie
      Nagy`.split(/\s+/),
    known: [
      'Anthony Vale',
      'Sam Whitlow',
      'Nadia Balogun',
      'Emil Castellanos',
      'Bridget Tuohy',
      'Imran Leszczynski',
      'Joyce Eriksen',
      'Keith Warsame',
      'Søren Nørgaard',
      'Anaïs Peña',
      'Graham Cosgrove',
      'Dorothy Achebe',
    ],
    places: [
      'Calder Mount',
      'Greyfriars',
      'Hollin Bank',
      'Cardiff',
      'Bristol',
      'Warren Hill',
      'Stocken',
      'Holme House',
      'Swaleside',
    ],
    streets: [
      'Hawthorn Avenue',
      'Cemetery Road',
      'Prince Regent Street',
      'Weavers Lane',
      'Saint Anne’s Close',
      'Northgate Terrace',
      'Moorland Crescent',
      'Bishop’s Drive',
      'Ferry Lane',
    ],
    towns: ['Truro', 'Rotherham', 'Wrexham', 'Croydon', 'Barrow-in-Furness'],
    wings: ['Severn', 'Byron', 'Fraser', 'Iris', 'Ash', 'Spring', 'Shaftesbury', 'Kestrel', 'Benson'],
  },
  headings: [
    'Returns for {place}, week to {recent}',
    'EQUALITY COMPLAINTS',
    'Regime and Unlock',
    'Learning Lessons: Contraband Searches',
    '2. Living conditions',
    'Escorts, Courts and Transfers',
    'Self-inflicted deaths since {month}',
    'Young Adults on {wing}',
    'Other Matters for Inspectors',
  ],
  plain: [
    'We closed {count} cases; two thirds were not upheld.',
    'At {place}, evening association has not run since {recent}.',
    'Letters speak of cockroaches in the servery and pigeons on {wing}.',
    'Someone was held in reception overnight without bedding.',
    'Governors at two sites disagreed about who should answer.',
    'Benson Unit and Iris House share one nurse at weekends.',
    'Fraser guidelines were discussed with the safeguarding lead.',
    'In March and again in May, court vans arrived after 8pm.',
    '{body} withdrew its volunteers in {month}, citing safety.',
    'Posters for the hotline ({hotline}) had been torn down.',
    'Applications are logged in triplicate; {percent} were overdue.',
    'Rules on incoming books rest on {psi}, which few staff had read.',
    'Healthcare complaints numbered {count}, chiefly about dentistry and opticians.',
    'Men returning from Cardiff Crown Court missed their evening meal.',
    'A duty under {statute} was overlooked, said an adviser.',
    'Searches under {rule} yielded 14 phones and 3 improvised weapons.',
    'Telephone credit took 72 hours to appear, and PIN numbers were muddled.',
    'Older people could not manage the stairs to the 3s landing.',
    'Case {complaint} illustrates this well.',
    'Ash from the kitchen extractor fell on the yard; Spring cleaning was promised.',
    'Welsh speakers at Bristol Prison were refused calls in Welsh.',
    'Not one adjudication was adjourned for legal advice during {month}.',
    'The Head of Residence and the Custodial Managers were open with us.',
    'Will power alone does not mend lifts, wrote one man.',
    'Grace periods for property claims were ignored.',
    'Temporary cells, known as Rapid Deployment Cells, leak.',
    'Turnout at education fell to {percent}; the Hair Salon and Bakery were shut.',
    'Of {count} detainees, nine had been held longer than a year.',
    'Mr X and Ms Y, as we shall call them, gave like accounts.',
    'Sentences under section 91 of the 2000 Act were miscalculated.',
    'Ramadan began on {recent}; flasks came three days late.',
    'We understand that Parole Board dates slipped by {count} weeks.',
    'Population: 1,104. Certified normal accommodation: 868.',
    'Key work took place for {percent} of men in {year}.',
    'Nobody was hurt. Damage came to some £12,000.',
    'Staff wore “Team Calder” lanyards.',
    'Dental decay, scabies and norovirus were all reported.',
    'The Chaplaincy Team ran a Remembrance event with Royal British Legion visitors.',
  ],
  personal: [
    'A friend of {name} rang on his behalf.',
    'It appears that {name} was not told of his father’s death.',
    'Three prisoners (one is {name}) have gone without food.',
    'Staff called {name} a liar.',
    'The hearing was chaired by {titled name}, who refused the tape.',
    'We put this to {titled name} on {recent}.',
    'List of those affected: {turned name}, and others unnamed.',
    'File: {turned name}',
    'Property card countersigned {initialled name}',
    'The interpreter, {initialled name}, never came.',
    'Later {forename} withdrew.',
    'Everyone on the spur knows {forename} as the barber.',
    'Nobody has seen {surname} since.',
    'In our view {surname} should have been in hospital.',
    'i asked {small name} twice and got nothing',
    'His number, {prison number}, is on the slip.',
    'Application from {prison number} dated {recent}.',
    'A man ({prison number}) and his cousin.',
    'PNC ID {pnc} was wrongly matched.',
    'Linked to {pnc} on arrest.',
    'The charge sheet carries {cro}.',
    'CRO ref: {cro}',
    'Appeal lodged, {home office}, no date yet.',
    'His Home Office number is {home office}.',
    'NHS number: {nhs}',
    'Blood results ({nhs}) were given to the wrong man.',
    'Tax code and {insurance} were visible.',
    'NI: {insurance}',
    'Probation officer’s note on {crn} is missing.',
    'Case {crn} was closed too soon.',
    'Date of birth on the warrant: {birth}.',
    'The oldest complainant ({birth}) uses a wheelchair.',
    'DOB: {late birth}',
    'He says he was born in {birth year} and not as the record has it.',
    'Her mother answers on {phone} after six.',
    'Calls to {phone} were blocked.',
    'A note with {phone} on it was seized.',
    'She wrote from {mail} to complain.',
    'Reply to {mail}, please.',
    'Curfew address {address} was turned down.',
    'He gave {address} as his last home.',
    'The injunction covers {address}.',
    'Family in {postcode} cannot afford the train.',
    'The alarm in {cell} has been broken since {month}.',
    'Two men were doubled up in {cell}.',
    'He barricaded {cell} for four hours.',
    'Notes by {known} are missing from the file.',
    'When asked, {known} could not say.',
    '{known} has since apologised.',
    'One letter names {disguised known} as the writer.',
    'It was {disguised known} who ordered the search.',
  ],
}

/** What the system knows where these texts are read. */
export const heldOutKnown = { people: bank.cast.known, places: bank.cast.places.map(name => `HMP ${name}`) }

/** The marked texts as they are drawn. */
export const drawn = (): string => `${texts(bank, 420, chance(20_261_122)).join(between)}\n`

const between = '\n=====\n'
const file = new URL('held-out.txt', import.meta.url)

/** The file, as it ships. */
export const shipped = (): string => readFileSync(file, 'utf8')

/** The held-out texts. */
export const heldOut = (): Labelled[] => shipped().slice(0, -1).split(between).map(labelled)

if (import.meta.main) writeFileSync(file, drawn())
