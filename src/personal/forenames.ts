/**
 * Forenames common among the United Kingdom's communities, compiled for this project from general knowledge: copied from no
 * list, complete in no sense, and of nobody in particular. Under the licence of this repository. Those that are also words,
 * months or places are in `alsoForename`: they count only beside something that tells.
 */
export const forenames = `
  aaron abbie abby abdi abdirahman abdul abdullah abdullahi abigail abiola abraham absalom ada adaeze adam adama addison adebayo
  adel adele adeola adil aditya adnan adrian adriana afzal agata agnes agnieszka ahmad ahmed aidan aiden aileen aimee aisha aishah
  aisling aiysha ajay akash akeem akin akua alan alana alasdair albert alec aled aleksander aleksandra alessandro alex alexander
  alexandra alexandru alexis alfie alfred ali alice alicia alina alisha alison alistair aliyah allan allen alun alyssa amanda amara
  amelia amina aminah amir amira amit amna amy ana anastasia andre andrea andreas andreea andrei andrew andrzej andy aneta
  aneurin angela angelina angus anil anisa anita anja ann anna annabel anne annette annie anthony antoinette antonio anton
  antony anwar aoife archie arjun arlene armando arnold arron arshad arthur arturo artur asad asha ashok ashraf asif asma
  atif aubrey audrey augustine aurora ava avinash aweys ayaan ayan ayesha ayo ayodele aziz azhar babatunde babak bahar balbir
  baljit balwinder barbara barnaby barry bartosz basil bashir beata beatrice becky belinda ben benedict benjamin bernadette
  bernard bernice bertha beryl bethan bethany bettina betty beverley bhavna bianca bilal bjorn blessing bogdan bolanle boris
  bradley brenda brendan brian bridget bridie bronwen bruce bryan bryn caitlin callum calum calvin cameron camille candice carl
  carla carlos carly carmel carmen carol carole caroline carolyn carys catalin catarina catherine cathy catriona cecilia cedric
  celia cerys chantelle charlene charles charlie charlotte cheng cheryl chiamaka chidi chinedu chioma chloe chris christina
  christine christopher chukwuemeka ciara cian ciaran claire clare clarence claudia clement clifford clive cody colette colin
  colleen collette conor connor constantin cormac corey corinne craig cristian cristina curtis cyril daisuke damian damien dan
  dana daniel daniela danielle danny danuta daphne darius dariusz darragh darren daryl dave david davina dawid dawit
  deborah debra declan deepa deepak deirdre delroy demetrius denis denise dennis denzel deon derek dermot desmond devante dewi
  dhruv diana diane dilip dimitri dina dinesh dionne dipak dmitri dominic dominik donald donna donovan doreen doris dorothy
  douglas duane duncan dwayne dylan eamonn ebony eddie edgar edith edmund eduardo edward edwin eileen eilidh elaine eleanor elena
  eleni eli elias elif elijah elin eliot elisabeta elisabeth elise eliza elizabeth ella ellen ellie elliot elliott ellis eloise
  elsa elsie elton elvis emeka emil emilia emily emine emma emmanuel emre enrique enzo ephraim eric erica erik erin ernest errol
  esme esmeralda esra esther ethan eugene eunice eva evan evelyn ewa ewan eyob ezra fabian fahad faisal farah fareed farhan farida
  farouk fatima fatou fatoumata fatuma felicity felix femi ferdinand fergus fernanda fernando filip filippo fiona folasade
  francesca francesco francine francis francisco francois franklyn fraser freddie frederick freya funmi gabriel gabriela gabriella
  gareth garfield gareth gary gavin gayle gemma geoff geoffrey george georgia georgina gerald geraldine gerard gethin ghulam
  giles gillian gina gino giorgio giovanni giulia gladys glenda glenn gloria glyn godfrey gordon graeme graham grainne grazyna
  greg gregory greta grigore grzegorz guillermo gulsen gunther gurdeep gurpreet gustavo gwen gwendolyn gwilym habib habiba hadiza
  hafsa hakim halima hamid hamish hamza hana hanif hannah hans haris harjit harminder harold haroon harpreet harriet harriett harry
  haruna harvey hasan hashim hassan hayley heidi helen helena helga henrietta henry herbert hilary hiroshi hitesh horace
  howard hubert hugh hugo humphrey hussein huw iain ian ibrahim idris ieuan ifeoma ifan ignatius igor ikram ilhan ilona imelda
  imogen imran ines ingrid ioan ioana ion iona iqra irena irene irfan isaac isabel isabella isabelle isaiah isha ishaan isla
  ismail ismael isobel israr istvan ivan ivana ivor iwona izabela jacek jackie jacob jacqueline jacques jaden jagdeep jagjit
  jahangir jake jakub jamal james jamie jamila jan jana jane janet janice janine janusz jaroslaw jared jarek jaskaran jasmin
  jasminder jason jaspal jaswinder javed javier jay jayden jayne jayesh jean jeanette jeff jeffrey jelena jemma jenna jennie
  jennifer jenny jeremiah jeremy jermaine jerome jerzy jesse jessica jill jillian jim jimmy jing joan joana joanna joanne joao
  jocelyn jodie joe joel johan johann john johnny jolanta jon jonah jonas jonathan jonny jordana jorge jose josef joseph josephine
  josh joshua josiah joyce juan juanita judith judy julia julian juliana julie juliet julius junaid justin justyna justine kacper
  kadir kai kamal kamil kamila kamran kanye karan kareem karen karim karina karl karol karolina kasia kate katarina katarzyna
  katherine kathleen kathryn kathy katie katja katrina katy kavita kayleigh kayode kazimierz keiran keisha keith kelechi kelly
  kelvin kenneth kenny keri kerry kevin khadija khadijah khaled khalid khalil khurram kieran kieron kiran kirsten kirsty kofi
  kojo kris krishna kristian kristina krystyna krzysztof kuldeep kumar kunle kwabena kwame kwasi kyle kylie kyra ladislav laila
  lakshmi lamar lamin lana larisa larissa larry lars latisha latoya laura lauren laurence lawrence layla leah leanne lech
  leila lena lennox leo leon leona leonard leonie leonardo leopold leroy lesley leslie leszek leticia levi lewis li lia liam lianne lidia
  lilian liliana lillian linda lindsay lindsey lionel lisa liudmila liz lizzie llewellyn lloyd llyr lois lorenzo loretta lorna
  lorraine lottie lou louis louisa louise lubna luca lucas lucia lucille lucinda lucy ludmila luigi luis lukas lukasz luke lydia
  lynda lynette lynn lynne mabel maciej mackenzie maddison madeleine madhav madison magda magdalena mahad mahmood mahmoud mahmut
  maeve mairead maisie maja malachi malcolm malek malgorzata malik mamadou mandeep mandy manish manjit manoj manpreet manuel
  marcel marcia marcin marco marcus marek margaret margery maria mariam marian mariana marie marija marilyn marina mario marion
  marius marisa marius mariusz marjorie marlene marlon marta martha martine martyn mary maryam maryna masood mateusz mathew
  matilda matteo matthew maureen maurice mavis maxim maximilian maxine maxwell meera megan mehmet mei meera mel melanie melissa
  meredith merlin mia micah michael michaela michal michele michelle miguel mihai mihaela mikael mike mikhail mila
  milan mildred millicent millie milos milosz mina minh miranda mircea miriam miroslav mitchell moesha mohamed mohammad mohammed
  mohamud mohsin moira mollie molly mona monica monika moses moshe mostafa muhammad muhammed muna muriel murtaza musa mustafa
  myles myra myriam nabil nadeem nadia nadine naheed naima nancy naomi narinder nasir nasreen nasser natalia natalie natasha nathan
  nathaniel navdeep naveed neil nelly nerys nesta neville ngozi nia niall niamh nicholas nick nicky nicola nicolae nicole
  nicoleta nigel nikhil nikita nikki nikola nikolai nikos nina nirmala nisha nitin noah noel noemi noor nora noreen norma nuala
  nuno nusrat nyasha oana obinna octavia odette ogechi oksana olena oleg oleksandr olga oliver olivia oluwaseun olu oluwatobi
  omar omari omer ondrej orla oscar osman osama oswald otis otto owain owen oyinkan pablo paddy padraig pamela paolo parminder
  parveen pascal patricia patricio patrick patryk patrycja paul paula paulina pauline paulo pavel pawel pedro peggy penelope
  percy perry persephone peter petr petra petros petru phil philip philippa philomena phoebe phyllis pierre pieter
  piotr polly pooja prakash pranav praveen precious pritpal priti priya prudence przemyslaw quentin quincy rabia rachael rachel
  radek radoslaw radu rafael rafal rafiq raheem rahim rahul raj raja rajan rajesh rajinder rajiv ralph ram ramesh ramona ramon
  randolph rani ranjit raphael rashid rashida raul ravi ravinder raymond razia rebecca reece reena reggie regina reginald rehana
  reinhard rekha renata rene renee reuben rex reza rhian rhiannon rhodri rhona rhonda rhys ria ricardo riccardo richard rico
  rishi rita roberta robert roberto rocco roddy roderick rodney rodrigo roger rohan rohit roisin roland romeo romy
  ronald ronan ronnie rory rosa rosalie rosalind rosamund rosanna rosemarie rosie roxanne roy rubina rudolf rufus rukhsana rupert
  ruslan russell ruth ryan ryszard saad sabina sabine sabrina sadia saeed safiya sahil sahra saima sajid sajida salah
  saleem saleh salim sally salma salman salvatore sam samantha sameer samina samir samira samson samuel sana sandeep sandra sanjay
  santiago saqib sara sarah sasha satnam satwinder saul savannah scott sean sebastian selena selina selma serena serge sergei
  sergio seth shabana shabnam shafiq shahid shahida shaheen shaista shakeel shakil shakira shamima shamsa shane shania shanice
  shaquille sharon shaun shauna shawn shazia sheena sheikh sheila shelley shereen sheridan sherry shirin shirley
  shivani shona shreya sian sidney sidra siegfried sienna sigrid silas silvia simeon simon simone sinead siobhan slawomir sofia
  solomon somchai sonia sonja sonny sophia sophie soraya stacey stanislav stanislaw stanley stefan stefania stella
  stephan stephanie stephen stephon steve steven stewart stuart suad subhash sudhir suhail sukhdeep sukhvinder suleiman sultana
  sumaya sunil sunita suraj suresh surinder surjit susan susanna susannah suzanne sven svetlana sybil sylvester sylvia
  tabitha tadeusz tahir tahira taiwo tamara tamika tamsin tania tanisha tanvir tanya tara tariq tasneem tatiana tayo teddy tegan
  temitope terence teresa terri terry thaddeus thanh thelma theo theodora theodore theresa thomas tiago tiffany tilly tim timothy
  tina tirath toby todd tom tomas tomasz tommy tony tonya tracey tracy travis tremaine trevor tricia tristan troy trudy
  tunde tyler tyrell tyrone uche ulrich umar una ursula usama usha usman uzma vadim valentina valeria valerie vanessa vasile
  vasyl veronica veronika vicky vihaan vijay vikas vikram vincent vineet viorel vishal vivek vivian vivien
  vivienne vlad vladimir volodymyr wafa waheed wahid waleed walid wallace walter wanda waqar waqas warren wasim wayne wei wendy
  wesley wieslaw wilfred wilhelm wilhelmina william wilma winifred winston wojciech wolfgang xavier xiao yahya yannick yash
  yasemin yasin yasir yasmin yasmine yaw yetunde yohannes yolanda yousef yuri yusra yusuf yves yvette yvonne zac zach
  zachary zahid zahir zahra zain zainab zaheer zakariya zara zayn zbigniew zehra zena zeeshan zeynep zia zoe zofia zoltan
  zubair zuleikha zuzanna zygmunt
`

/** Forenames that are also a word, a month or a place. */
export const alsoForename = `
  alma amber amen angel april art august autumn bailey basil bay beau bill blake bob bobby bonnie brandon brandy brock brook brooke
  bruno buddy buck carey carmel carrie carter casey cash cassidy chance charity chase chelsea chester china chip christian clay cliff
  clint clover coco cole constance coral courtney crystal daisy dakota dale dallas dante darcy dawn dean devon dolly don drake drew
  earl eden eve faith fern flora florence ford forest fox frank frankie france gale gene ginger glen grace grant guy hamilton
  harmony hazel heather henry holly hope hunter india iris ivy jack jackson jade jasmine jewel jo jordan joy june justice
  kay ken kent kim king kit lance lara lee levi lexi lily lincoln lorna luz lyn mack major marc mark marshall martin mason max
  may melody mercy miles milton mohan morgan myrtle nash nelson noble nova norman olive opal otter page paige paris parker
  pat patience patty pearl peg penny perry pierce piers pip poppy preston prince princess promise queenie quinn rafe ray red reed
  reg rich rick ricky rob robbie robin rock rocky rod roman ron rose rosemary ross rowan royal ruby rusty sage sandy
  scarlet scarlett selby shay shannon sharif sheldon shaw sierra sky skye sol sonny spencer stan star sterling stone storm sue
  summer sunny susie sydney tad taj tamar tanner tate taylor ted temple tess tiger trent trinity trudi tudor tyne unity
  val van venus vera verity vic victor victoria viola violet virginia wade ward wells wes will willow windsor winter woody york
  zion
`
