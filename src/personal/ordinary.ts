/**
 * Words that are no names, however they are written: those that reports on places of detention begin sentences with or write with
 * a capital. Compiled for this project. Endings such as -s, -ed, -ing and -tion are taken off in `lexicon.ts`, so a word stands
 * here once.
 */

/** Words that bind others. A name never follows a title as one of these. */
export const binding = `
  a about above across after again against ago all almost along already also although always am among an and another any anyone
  anything are aren't around as at away back be became because been before behind being below beside besides between beyond both but
  by came can can't cannot could couldn't did didn't do does doesn't doing done don't down during each either else enough even ever
  every everyone everything few fewer first for former from further gave get given go goes going gone got had hadn't has hasn't have
  haven't having he hence her here hers him his how however i i'm i've if in indeed inside instead into is isn't it its itself just
  last late later latter least less let like likely made many may maybe me might mine more moreover most much must my near nearly neither
  never nevertheless next no nobody none nonetheless nor not nothing now nowhere of off often on once one only onto or other others
  otherwise our ours out outside over own per perhaps quite rather same second seldom several shall she should shouldn't since so some
  somebody someone something sometimes somewhat soon still such than that that's the their theirs them themselves then thence there
  there's therefore these they they're they've third this those though three through throughout thus till to together too toward
  towards twice two under unless unlike until up upon us usually very via was wasn't we we've were weren't what whatever when
  whenever where whereas wherever whether which whichever while who whoever whole whom whose why will with within without won't
  would wouldn't yet you your yours
`

/** Nouns that make what stands before them a place, a body, a paper or a thing: 'Rose Wing', 'Grant Review', 'Howard League'. */
export const things = `
  academy act agency agreement allowance approach area army arms assessment association authority avenue award band bank base bay block board
  bill book branch bridge building bulletin bureau cafe camp campaign campus canteen care carriers case castle cathedral centre center
  chapel charity charter church city classroom clinic close club code college commission committee common company compound
  conference consortium contract convention corridor cottage council county court crescent criteria cross curriculum day declaration deputy
  department directorate district division drive education end england enquiry estate facility farm federation festival field
  floor form forum foundation framework fund guideline guidelines competence garden gardens gate green group grove guidance guide gym hall harbour health healthcare
  heath hill home hospital hostel hotel house houseblock hub index initiative inn inquest inquiry inspectorate institute institution
  instruction island kitchen lab landing lane law league library lifers limited line list lodge logistics ltd manor manual march market marquee
  measure meeting mews mill ministry mission model month moor mosque mount museum network nhs north office order organisation outreach
  panel park parliament partners partnership pathway place plan plc point police policy pool practice principle principles prison
  probation procedure process programme project prospectus protocol quarter questionnaire railway range reception recommendation reform
  regime region regulation regulations report residence resource review ridge river road roll room row rule rules scale scheme school
  section security segregation series service services society solicitors south spur square standard standards station status store
  strategy street suite support surgery survey system team terrace test theatre toolkit town trial tribunal trust union unit
  university vale valley video view village walk ward week west wing wood workshop workshops works yard youth
`

/** What prisons, reports and the calendar are full of. */
export const usual = `
  ability absence abuse access accident accommodation account ace action activity acute adjudication admin administration admission adult
  advice adviser advocate affair afternoon age agenda aid aim air alarm albanian alcohol alert allegation allocation alpha ambulance amount
  analysis analyst anger anglican animal annex annual answer anti anxiety apart appeal appendix applicant application appointment apprenticeship
  appropriate aramark arabic archbishop area arm arrangement arrival art article asian asset assault assistant asylum atmosphere attack attempt
  attendance attention attitude audit autism automatic availability available average awaiting awareness background bail bangladeshi
  baptist barber baroness barrier baseline basic basis bath bathroom bed bedding bedford begin behaviour bell benefit bereavement
  best better big bishop bite black blanket blind blood body bond book bottom bound boy brain break breakdown breakfast breathing british
  broken buddhist budget bully business busy buzzer call calm camera capacity capita car caribbean carer caring carpet caseload
  cash caseworker catch catering catholic category cause caution cell celebration central century certified chair chairman challenge chance change
  chaos chaplain chaplaincy chapter charge check checklist cheap chief child children chinese choice christian christmas chronic civil
  claim class clean cleaner cleanliness clear clerk clinical clinician clock closer clothes clothing club coach cold colleague collection collective
  combined comment commissioner communal communication community comparable comparison compassionate competition complaint complainant
  complex compliance comprehensive computer concern condition conduct confidence confidential conflict consent consequence consideration
  consistent constable consultant contact content contraband contractor contribution control controller conversation convict
  cooking cooler coordination coordinator copy cope core coroner correct correspondence corridor cost counsellor count counter
  course cover covid cleared cream creative crime criminal crisis crowded crown culture current custodial custody cycle czech daily damage damp danger
  dark data database date daughter day dead deaf dealing death debt debrief december decency decision decline deep defect
  degree delay delivery demand dementia dental dentist dependency deputy despite detail detainee detention deterioration
  development diabetes diary diet difference different difficult difficulty digital dining dinner diploma direct director dirty disability
  disabled discharge discipline disclosure discrimination disease dispute distress disturbance diversity doctor document dog domestic
  door dose double doubt draft drama drill drink drone drug drying due duration duty dynamic early ear ease east easter
  easy effect effective effort eid eight eighteen eighty elderly electric electrical electronic element eleven emergency emotional employee employer
  employment empty end engagement english enhanced enough enterprise entitlement entry environment episode equal equality
  equipment error escape escort essential establishment estimate ethnic ethnicity european evangelical evening event evidence evident
  exact example excellent exception excess executive exercise exit expectation expense experience expert explanation external extra
  extreme eye face fact factor fail failure fair faith fall false family fan far fast father fault favour fear feature february feedback
  feeling female fever fifteen fifty fight figure file final finance financial finding fine fire fit five flag flat flood flu focus fold follow
  food foot football force foreign forensic forty forward four fourteen free freedom french frequency frequent fresh friday friend front frustration
  full function funding funeral furniture future gap general gentle german girl good governance government governor
  grade gradual graduate grass grateful great grievance grip grievous ground growing growth guard gypsy half halal hand handful
  handover handset harassment hard harm hate head heading hearing heart heat heating help hepatitis high hindu hip hiv history hmip
  hold hole holiday holy home honest horizon hot hour housing huge human humane hundred hunger hygiene idea ideal identification
  identity illicit illness imam imb immediate immigration impact important improvement inadequate incentive incident income
  increase independent individual induction infection infestation influence informal information initial injury inmate input
  inspection inspector insufficient intelligence intensive interest interim intermittent internal international interpreter interview
  introduction investigation investigator investment iranian iraqi ireland irish isolation issue italian item jail january jewish
  job joint journal journey judge judgement judgment july june jump junior justice juvenile keeper key keyworker kind kit
  kiosk knife knowledge koran kosher kurdish lack ladies lady language laptop large laundry lawyer leader
  leadership leak leaving legal legislation length letter level liaison librarian licence life lifer light limit link
  listener listeners literacy little live local location lock lockdown log long look loss lot low luck lunch machine magistrate mail main
  maintenance major majority male man management manager mandatory manner manual march marginal material maternity matter meal mean
  meantime measure meat mechanism media medical medication medicine member memory men mental mentor menu message method methodist middle midnight midweek
  midwife military million mind minibus minimal minimum minister minor minority minute mirror misconduct missing mixed mobile
  moderate modern monday money monitor monitoring month mood moral morale morning mother motivation mould mouse mice muslim name narrow
  nation national nationality natural need negative neighbour neonatal net new news newsletter night nine nineteen ninety noise nominal nominated
  none noon normal note notice notification november novus number numeracy numerous nurse nursery nutrition nutritional oasis objective
  observation observer occasion occupancy occupational october offence offender offer office officer official old older ombudsman
  open opening operation operational opportunity opposite oral orderly ordinary origin orthodox outbreak outcome output outstanding overall
  overcrowded overcrowding overnight overtime owner owing pace pack page paid pain painting pair pakistani palliative panel paper
  paragraph parcel parent parenting parole part participant particular partner past pastoral patch path patient pattern pay peace peer pending people
  perception performance period permanent permission perpetrator person personal personnel pest pharmacist pharmacy phase phone photo
  physical physiotherapist physiotherapy piece pilot pin place plain planned plant plastic platform please plenty plumbing pod podiatry
  police polish poor population portal portuguese position positive possession possible post postal poster pot potential power practical
  practitioner prayer preference pregnant premises preparation prescription presence present pressure prevent previous price pride
  primary prime principal print prior priority prisoner private privacy privilege probation problem produce professional
  profile profit progress prohibited prolonged prompt proof proper property proportion proposal prospect protection protestant proud
  provider provision psychiatric psychiatrist psychologist psychology psychosocial public publication punishment purpose purposeful
  quality quarter quarterly question queue quick quiet quran rabbi race racial racist radiator radio rain ramadan random range
  rapid rate ratio raw reach reaction reader ready real reason receipt recent receptive reception recess recidivism recipient
  recommendation record recovery recreation recruitment reduction refer reference referral refreshment refugee refurbished refurbishment refusal
  register registered regular rehabilitation rejected relation relationship relative release relevant reliable relief religion religious
  remain remand remedial remote repair repeated replacement representation representative request requirement residence resident residential
  resettlement resolution resolve resource respect respectful respondent response responsibility rest restorative restraint
  restriction result retention return reverend review reward right rise risk robust role roll roma romanian roof roster rota rough
  round routine rubbish rule run rural safe safeguarding safeguard safer safety salary same sample samaritan samaritans sanction
  sanitary satisfaction saturday scarce scene schedule science scope score scottish scottie screen scrutiny search season seat secretary section
  sector secure security segregated self senior sense sentence sentencing separate separation september sergeant serious service
  session setting settlement seven seventeen seventy severe sewage sex sexual shadow shape share shelf shift shoe shop short shortage
  shortfall shower shred sick sickness side sign signal significant sikh silence similar simple single sink sister site situation six
  sixteen sixty size skill sleep slight slot slow small smell smoke smoking smooth snack social socks soft software solicitor solution somali son soon
  sort sound sour source space spaniel spanish special specialist specific speech speed spend spice spiritual split spot staff staffing stage stair
  stakeholder stance standard start state statement statistic statutory stay steady step stock stop storage straight strain strength stress strike
  strip strong structure student study style subject subsequent substance substantial subutex success sudden sufficient
  suicidal suicide suitability suitable sum summary summer sunday superintendent supervisor supplement supplier
  supply sure surge surprise surveillance survivor suspicion sustained swab swift switch symptom table tablet
  take talk target task tax teacher technical technology teenager telephone television temperature temporary ten tension tenth term terrible text
  thank thanks theft theme therapist therapy thing thirteen thirty thorough thought threat throughput thursday ticket tier time timetable tiny title toast
  tobacco today toilet tomorrow tone tonight tool tooth topic total touch tough tour toxic trade trafficking training transcript transfer transgender transition
  translation transparent transport trauma traveller treatment treaty trend trial trip trolley trouble true trustee truth tuberculosis tuesday turkish
  turn turnover tutor twelve twenty type typical ukrainian unable unacceptable unannounced uncertain unclear unclean understanding unemployed
  unhappy uniform union unique unlawful unlock unrest unsafe unsuitable update upstairs urdu urgent urgency usage use useful user usual vacancy
  valid valuable value van vape variation variety various vast vegan vegetable vegetarian vehicle ventilation venue verbal version vetting
  victim video vietnamese violence violent virtual virus visit visitor visits vital vocational voice volume voluntary volunteer vulnerable
  wage wait waiting walk wall warden warm warning wash waste watch water way weapon weather web website wednesday week weekend weekly
  weight welfare well welsh white wide wife window winter witness woman women word work worker workforce workload workshop world worry
  worse worst worth wrong xmas year yellow yesterday yoga young youth zero zone
  add adds alongside amid believe brief bring build buy catch choose clarify close come compare confirm consider continue cut deal
  deliver depend describe despite develop drop encourage ensure establish exclude exist expand expect express facilitate fear feel
  fill find fix forget form gain give grow happen hear hope identify ignore impose include improve indicate inform inspect
  involve keep know lead learn leave listen locate lose maintain manage meet mention miss monitor move note obtain occur offer
  operate oversee play prefer prepare prevent promote propose prove provide publish pull push put raise read realise receive
  recognise recommend reduce reflect refuse regard remind remove repeat replace require respond restore retain return reveal
  routinely save say see seek seem select sell send serve set show sit speak spread stand struggle submit suffer suggest take teach tell
  think throw took treat try turn understand urge wait want warn wear welcome win wonder write wrote written
  accordingly additional adequate afterwards aggressive alike alleged allowing alternative ambitious apparent approximate
  average awful bad bleak brave careful cautious certain cheerful committed commendable compared competent complete concerning considerable
  constant contrary cramped credible critical crucial decent dedicated deliberate demanding detailed disappointing
  disproportionate dreadful elsewhere eligible encouraging entire equally established eventual exceptional excessive expensive experienced
  fairly familiar filthy firm following formal fortunate frail frequently frightened fundamental generous genuine grim hardly
  harsh healthy heavily helpful hopeful hostile humiliating ill impressive inappropriate inconsistent incorrect ineffective inexperienced
  infrequent intimidating isolated lengthy limited lively lonely mainly meaningful meanwhile mere modest mostly multiple necessary neglected nervous notable
  noted obvious occasional ongoing originally overdue partial particularly patchy plausible polite popular predominant pretty productive
  proactive promising protective provisional punitive rare reasonable recurring reluctant remarkable repetitive restrictive rude sad scruffy
  shabby sharp silent sincere slightly solid sorry spacious stark strange strict stretched successful supportive tense thin tidy tired
  traumatic typically unanswered uncaring uncomfortable understaffed uneven unfair unfortunate unhelpful unpleasant
  unpredictable unreasonable unresolved unusual upset visible weak wet widespread wonderful worrying
  abraham's africa african aberdeen afghan afghanistan albania albion algeria america american arab asia atlantic australia avon bangladesh
  barking barnsley bath belfast belgium berkshire birmingham blackpool bolton bournemouth bradford brazil brent brighton bristol britain
  buckinghamshire bulgaria bulgarian calais cambridge cambridgeshire canada cardiff carlisle cheshire china clwyd congo cornwall coventry croydon
  cumbria cuba delhi denmark derby derbyshire devon doncaster dorset dover dublin dudley dundee durham ealing ecuador edinburgh egypt
  eritrea eritrean essex ethiopia europe exeter finland folkestone france gambia gatwick germany ghana glasgow gloucester gloucestershire
  greece greek guyana gwent hackney hampshire haringey heathrow hereford hertfordshire holland hongkong huddersfield hull humber humberside hungary hungarian
  india indian indonesia iran iraq islam islington israel italy jamaica jamaican japan japanese jordan kent kenya kenyan kosovo kurdistan
  lambeth lancashire lancaster latvia latvian lebanon leeds leicester leicestershire lewisham libya lincolnshire lithuania lithuanian liverpool
  london luton malta manchester mandarin merseyside middlesbrough midlands moldova mongolia morocco nepal netherlands newcastle newham newport
  nigeria nigerian norfolk northampton northamptonshire northumberland northumbria norway norwich nottingham nottinghamshire oldham oxford
  oxfordshire pakistan palestine peterborough plymouth poland portsmouth portugal punjabi pashto dari farsi tigrinya reading romania russia russian
  rwanda salford scandinavia scotland senegal serbia sheffield shropshire slough slovakia slovak slovenia somalia somerset southampton southwark spain
  staffordshire stockport sudan sudanese suffolk sunderland surrey sussex swansea sweden switzerland syria syrian tamil teesside thailand thames
  tottenham tunisia turkey uganda ukraine ulster vietnam wakefield wales walsall warwickshire wembley westminster wigan wiltshire wolverhampton
  worcester worcestershire yemen york yorkshire zimbabwe
  buddhism christianity hinduism judaism sikhism pagan paganism pentecostal quaker rastafarian shia sunni jehovah mormon humanist diwali hanukkah
  passover lent vaisakhi bible torah ashura pentecost advent epiphany michaelmas whitsun juma jumuah
  adhd acct adjudicator arv bame cbt ccu cctv cctvs cna cqc csip csra csu dirf dpsmi foi gdpr gfsl gov hdc hmp hmpps hmyoi hmi hmo icn iep ipp irc
  itv jcw kpi lgbt mappa mqpl nacro naloxone methadone buprenorphine nomis npm oasys ofsted omic omu opd osg pava pcc pe pecs pid pipe
  pnomis poa poms pom ppe ppo prot psi pso psis psos rota rotl scc scu sia sim smt spo stc tv uk uof vpu wifi yoi yot ycs hcc iop imbs mbu shu cso
  amey serco sodexo mitie g4s geoamey uniserve unilink dhl spectrum nacro catch22 careuk clinks unlock inquest hibiscus spurgeons barnardo barnardos
  koestler ormiston lincoln's switchback storybook timpson timpsons greggs halfords argos xbox playstation freeview cruse mencap scope sanctuary shelter
  shelterbox stonewall mermaids liberty justice amnesty kaizen thinking sycamore duolingo email emails facebook whatsapp netflix
  google microsoft excel teams zoom skype purple pathways kooth sapphire diamond emerald topaz oak ash elm beech birch willow cedar maple hazel
  rowan holly poplar sorrel larch lime chestnut sycamore hawthorn juniper laurel lavender bluebell primrose rosewood kestrel falcon eagle osprey
  kingfisher wren robin swallow heron buzzard hawk dove phoenix alpha bravo charlie delta echo foxtrot golf hotel juliet kilo lima mike november
  oscar papa quebec romeo sierra tango victor whiskey yankee zulu nightingale churchill wellington trafalgar waterloo windsor balmoral
  sandringham buckingham mercury venus mars jupiter saturn neptune apollo
  chancellor lordship majesty king queen prince crown commons lords secretary minister mp mps peer
  pregabalin gabapentin tramadol mirtazapine zopiclone diazepam paracetamol ibuprofen insulin sertraline olanzapine quetiapine fentanyl nitazene
  ketamine heroin cocaine cannabis xanax valium espranor buvidal codeine morphine benzodiazepine steroid antidepressant antibiotic
 amazon apple android samsung nintendo tesco asda sainsbury sainsburys aldi lidl boots iceland mcdonalds nike adidas primark paypal ebay
  weetabix coke pepsi bbc youtube tiktok instagram snapchat twitter gmail hotmail outlook vodafone wikipedia spotify guardian times telegraph
  salon bakery barbershop barber hair beauty brewery laundrette servery recycling brickwork bricklaying carpentry plumber painter textile textiles assembly
  horticulture packing waste woodwork metalwork printshop tailor sewing upholstery barista nail mechanic radio studio mosque multifaith sanctuary
  born aged schema delius routed route consult combine comply preserve tamper backup gatekeeper loan apply enter acknowledge acknowledged suspect satisfy retry
  inspected notified proven psychoactive substances underlying overview headline highlights key themes caveat annexes footnote bullet
  nil nought hundredth thousand million billion percent percentage percentile
`

/** Verbs that say what somebody said or did: after a name, or a name after them. */
export const saying = `
  said says told tells asked alleged alleges claimed claims complained complains reported stated states explained explains described describes
  felt wrote writes replied answered added insisted denied admitted disclosed confided recalled thanked threatened punched assaulted shouted
  refused attempted cried hanged died
`
export const telling = `
  told asked named called met visited interviewed assaulted attacked threatened against thanked informed advised escorted restrained punched
  searched victim perpetrator injured helped moved contacted phoned quoted nicknamed
`

/** Papers, buildings and offices begin on a day too: near one of these a date long past is not taken for a birthday. */
export const events = `
  published issued opened dated effective force inspected inspection act rules order regulations instruction psi pso report revised version
  updated introduced built established founded signed agreement enacted commenced amended since replaced refurbished
  closed review policy framework protocol data figures last
`

/** Titles a name follows. */
export const titles = `mr mrs ms miss mx dr prof professor sir dame lord lady rev revd reverend`

/** Offices and standings a name may follow. */
export const roles = `
  officer governor director prisoner detainee resident inmate nurse chaplain imam rabbi father sister brother pastor inspector constable sergeant
  superintendent judge captain councillor controller investigator patient offender mother wife husband girlfriend boyfriend son daughter
  partner cousin uncle aunt cellmate so cm pc dc ds custodial baroness baron trainee teacher tutor doctor psychologist solicitor manager
  matron deputy listener orderly visitor complainant
`

export const months = `january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec`

/** Ends of the names of streets: those that are seldom anything else, and the rest. */
export const streets = `street road avenue lane crescent terrace mews close drive gardens grove rd ave st cres boulevard`
export const maybeStreets = `
  way court place walk row square hill rise park parade green view villas cottages croft wharf quay yard gate end mount
  buildings house bank broadway circus vale fields meadow meadows path garth heights mansions estate towers tower
`

/** Parts of a surname that are written small. */
export const particles = `de da di del della dos du van von der den ter al el bin binti ibn abu le la san ap st ul ur`

/** Words that say what kind of number follows: see `numbers.ts`. */
export const numbering = `pnc pncid cro nhs nomis noms prisoner prison crn uan ho office insurance nino`

/** Where people sleep: see `cells.ts`. */
export const lodging = `cell pad room bed wing houseblock unit landing spur block house side`
