/**
 * Surnames common among the United Kingdom's communities, compiled for this project as the forenames were. Those that are
 * also words or places are in `alsoSurname`: they count only beside a title, a forename or an initial.
 */
export const surnames = `
  abbott abdi abdullah abdullahi achebe adams addo adebayo adeleke adeyemi afolabi agarwal aguilar ahmad ahmed akhtar ali allen
  alvarez anderson andrews antoniou anwar appiah arshad asante ashworth aslam atkins atkinson awan aziz bains bajwa
  balogun bannister baptiste barnett barrett bartlett bashir bates baxter begum bennett bevan bhatt bhatti bibi blair boateng
  bradshaw bradley brennan briggs brookes bryant burgess burke burns butt byrne cameron campbell carroll castellanos chambers
  chandra chaudhary chaudhry chaudhuri chowdhury chen chukwu clarke coates cohen coleman collins connolly connor conway cooke
  cosgrove costa coyle craig crawford cunningham curtis dacosta dasgupta davidson davies davis davison dawson deshmukh desai dhillon
  diaz dickson dixon dobson doherty donnelly douglas doyle duffy duggan duncan dunne edwards egan eke elliott ellis emmanuel eriksen
  evans eze farooq farrell ferguson fernandes fernandez ferreira fitzgerald fitzpatrick fletcher flynn forster fraser gallagher
  garcia gardiner ghosh gibbons gibson gilbert goncalves gonzalez goodwin gordon graham griffin griffiths gupta haddad
  hamid hanif hanson haque harding harris harrison hartley harvey hashimi hassan hawkins hayes henderson
  henshaw herbert hernandez higgins hobbs hodgson holden hopkins hossain howell hughes hussain hussein hutchinson
  hutton ibrahim ilyas iqbal islam ivanov jackman jacobs jalloh jamieson janssen jarvis jenkins jennings johnson johnston jones joseph
  joshi kapoor kaur kavanagh kaya kebede kelly kennedy khalid khalil khan khatun kinsella kovacs kowalczyk kowalska kowalski
  kozlowski kumar kurt kwarteng lambert larsen laurence lawson leblanc leszczynski lewandowski lewis lindqvist lloyd lopez
  lynch macdonald mackay mackenzie maclean macleod mahmood malik maloney marinescu marlowe martinez matthews mccarthy
  mcdonald mcgrath mcintyre mckenna mckenzie mclean mcleod mendes mensah mistry mitchell mohamed mohammed molina moran moreno
  morris morrison moyo muhammad mukherjee murphy murray mustafa mwangi nadeem nair nasir naylor ncube nguyen nicholls nicholson nkosi
  novak nowak nwosu obi obrien oconnell oconnor odonnell oduya ogrady ohara okafor okeke okonkwo oleary olsen oneill onyango oreilly
  ortiz osei osman osullivan owusu oyelaran papadopoulos parfitt parmar parsons patel paterson patterson pereira
  perera petrov petrovic phillips piotrowski pham popa popescu powell pryce quigley quinn rafiq rahman rai raman ramirez ramos ramsay
  rana rao rashid rasool raza reddy rehman reid reynolds richards richardson riley rivera roberts robertson robinson rodrigues
  rodriguez rogers romero rossi saeed saleh salim sanchez sanders sandhu santos saunders scott shah shaikh sharma sheikh
  siddiqui sidhu silva simmons simpson sinclair singh smith smyth sokolov sousa spencer stephens stevens stevenson stewart suleiman
  sutherland sweeney szymanski taheri tanaka tarrant tesfaye thapa thompson thomson thornton tran turnbull tuohy uddin usman
  vasquez vaughan virk wallace walsh waqar warsame watkins watson watt wawrzyniak whitehead whitlow whittaker wilkins wilkinson
  willis wilson wisniewski wojcik woodward wozniak wyatt yadav yeboah yilmaz younis yusuf zaman zielinski zhang zhou
`

/** Surnames that are also a word, a forename of its own, or a place. */
export const alsoSurname = `
  islam butt burns chambers costa douglas sanders
  allan archer arnold ball banks barker barnes barton bell benson berry best bird bishop black blackburn bolton bond booth bowen boyle
  bradford brady brook brooks brown buckley bull burton butcher butler carpenter carr carter chapman charles clark cole cook cooper
  cox cross dale daly day dean dennis doctor dunbar dunn farmer field finch fisher ford foster fowler fox francis franklin freeman french frost
  fuller gardner george gill glover goddard godfrey gough grant gray green greenwood gregory grey hall hamilton hancock hardy
  harper hart henry hill hilton holland holmes holt hope houghton howard howarth hudson humphreys hunt hunter hurst jackson james
  john jordan kay keane keller kemp kent kerr king kirby kirk knight lamb lane law lawrence leach lee leigh little long lord lowe lucas
  lunn marsh marshall martin mason may mellor metcalfe middleton miles miller mills moore morgan morley moss myers nash nelson
  newman newton noble nolan norman norris norton oliver owen page palmer park parker parkin parry paul payne pearce pearson perry
  peters pickering pike poole pope porter potter power pratt price pritchard quaye randall rees rhodes rice rich rose ross rowe russell
  ryan savage schofield sharp sharpe shaw shepherd sheppard short singleton slater small spence stanley steele stone strand
  stokes stuart sullivan summers sutton swift sykes talbot taylor thomas thorpe todd tolley townsend tucker turner tyler vale vincent wade walker wall walters walton
  ward warner warren waters weaver webb webster welch wells west weston wheeler white wilk williams williamson winter wong wood
  woods wright yates young
`
