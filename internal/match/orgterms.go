package match

import _ "embed"

// countries are the codes and the names of countries after CLDR, in the
// languages organisations write them in; see the test that makes the file.
//
//go:embed countries.csv
var countries string

// countryNames adds what organisations write and CLDR does not.
const countryNames = `
GB uk|gbr|great britain|grande bretagne|united kingdom of great britain and northern ireland
US us|usa|united states of america|etats unis d amerique|estados unidos de america
AE uae|united arab emirates|emirats arabes unis
CD rdc|rd congo|dr congo|drc congo|republique democratique du congo|democratic republic of the congo
CG republique du congo|republic of the congo
CF rca|republique centrafricaine|central african republic|car republic
CI cote d ivoire|ivory coast
SY republique arabe syrienne|syrian arab republic
TZ united republic of tanzania
PS palestine|opt|territoires palestiniens
SS soudan du sud|south sudan
TR turquie|turkey|turkiye
MM birmanie|burma
VN viet nam
LA lao pdr
IR republique islamique d iran|islamic republic of iran
RU russian federation|federation de russie
KR republic of korea|republique de coree
CZ czech republic|republique tcheque
`

// stopWords join the words of a name.
const stopWords = `a an and as at by for from in of on or the to with through
au aux avec ce ces dans de des du en et la le les leur leurs ou par pour sous sur un une d l n s
al ao aos com como con da das do dos e el em entre las los na nas no nos o os para pela pelo por su sus y
am auf aus bei das dem den der des die fur fuer im in mit und vom von vor zu zum zur
aan bij een het met naar op te uit van voor
dei degli del della delle dello di gli i il lo nel nella per
av i och og`

// legalForms say what kind of body a name has, and are no part of it. In
// fivew, the reader of files, they are folded as well.
const legalForms = `ong ongi ongn ongd ngo ngos ingo nngo lngo lnngo cbo cso asbl aisbl vzw ev gmbh ggmbh ltd limited inc incorporated llc llp plc pvt pty
corp co bv nv ua sa sarl sas srl spa ab aps onlus mbh eg rf ei vereniging registered`

// glossary lists, a concept a line, the words with which organisations are
// named in several languages, with the usual abbreviations.
const glossary = `
association associations associacao asociacion associazione assoc ass asso assn
organisation organization organizacion organizacao organizzazione org orga organ
foundation fondation fundacion fundacao fondazione stiftung stichting fdn
network reseau red rede rete netzwerk netwerk
group groupe grupo gruppo groupement
committee comite comitato komitee cttee
council conseil consejo conselho consiglio rat raad
centre center centro zentrum centrum ctr
union unie unione
alliance alianza alianca alleanza allianz
federation federacion federacao federazione
movement mouvement movimiento movimento
society societe sociedad sociedade societa gesellschaft
agency agence agencia agenzia agentur
office bureau oficina ufficio
ministry ministere ministerio ministero ministerium ministerie min minist
department departement departamento dipartimento dept dep
direction directorate direccion direcao direzione dir directorat
government gouvernement gobierno governo regierung govt gov gvt governmental
institute institut instituto istituto inst
university universite universidad universidade universita universitat universiteit univ
cooperation cooperacion cooperacao cooperazione zusammenarbeit samenwerking
cooperative coopérative cooperativa coop
development developpement desarrollo desenvolvimento sviluppo entwicklung ontwikkeling dev dvpt devt developement developmen
international internationale internacional internazionale internationaler internationaal intl int
national nationale nacional nazionale natl nat
regional regionale reg
local locale locaux
community communautaire communaute comunidad comunitario comunitaria comunidade comunita
humanitarian humanitaire humanitario humanitaria umanitario humanitare humanitair hum
relief secours socorro soccorso
aid aide ayuda ajuda aiuto hilfe hulp assistance asistencia assistencia assistenza
emergency urgence emergencia emergenza emerg
help entraide
support appui soutien apoyo apoio
action accion acao azione aktion
health sante salud saude salute gesundheit gezondheid
education educacion educacao educazione bildung onderwijs edu
training formation formacion formacao formazione
protection proteccion protecao protezione schutz
promotion promocion promocao promozione
rights droits derechos direitos diritti recht
human humain humaine humano humana humanos umani
women femmes mujeres mulheres donne frauen vrouwen woman femme mujer
children enfants ninos criancas bambini kinder kinderen enfance infancia child enfant infants
girls filles
youth jeunes jeunesse juventud jovenes juventude jugend jeugd
family famille familial familiale familia famiglia
people personnes personas pessoas
refugees refugies refugiados rifugiati fluchtlinge refugee
displaced deplaces deplacees desplazados deslocados
disability handicap disabilities discapacidad incapacite
peace paix paz pace frieden vrede
justice justicia justica giustizia
security securite seguridad seguranca sicurezza
food alimentation alimentaire alimentacion alimentacao alimentazione alimentaria alimentos nourriture
agriculture agricultura agricole landwirtschaft
rural rurale rurales rurais
water eau agua acqua wasser
sanitation assainissement saneamiento saneamento
hygiene higiene igiene
environment environnement medio ambiente umwelt env
climate climat clima
world mondial mondiale monde mundial mondo welt wereld
global globale
united unis unies unidas unidos unite vereinte
nations naciones nacoes nazioni
fund fonds fondo fundo
bank banque banco banca
programme program programa programma prog
project projet proyecto projeto progetto
initiative iniciativa iniziativa
service services servicio servicios servico servizi
church eglise iglesia igreja chiesa kirche kerk
christian chretien chretienne cristiano cristiana
catholic catholique catolico catolica
islamic islamique islamico islamica
red rouge roja rossa vermelha rotes roda rode
cross croix cruz croce kreuz kors kruis
crescent croissant
save sauver sauvons
solidarity solidarite solidaridad solidariedade solidarieta
without sans sin sem senza ohne zonder
borders frontieres fronteras fronteiras frontiere grenzen
doctors medecins medicos medici artzte
research recherche investigacion pesquisa ricerca forschung
economic economique economico economica
social sociale sociaux
trade commerce comercio
work travail trabajo trabalho lavoro labour labor
population poblacion populacao
migration migracion migracao migrazione
monetary monetaire monetario
european europeen europeenne europeo europea europaische
africa afrique afrika
african africain africaine africano africana
civil civile
affairs affaires asuntos affari
foreign etrangeres exteriores esteri
coordination coordinacion coordenacao coordinamento koordination
management gestion gestao gestione mgmt
company compagnie compania
consulting consultants consultancy conseils
country pays pais paese
branch section antenne chapter filiale sucursal
secretariat secretaria secretariado
commission comision comissao commissione
mission misión missao missione
school ecole escuela escola scuola schule
hospital hopital ospedale krankenhaus
violence violences violencia
struggle lutte lucha luta
non
`

// unitedNations are the names of the United Nations and their acronyms.
const unitedNations = `un
onu
united nations
nations unies
naciones unidas
nacoes unidas
nazioni unite
vereinte nationen
verenigde naties
`

// peoples are the words made from the names of countries, as in Croix-Rouge
// norvégienne for Norway.
const peoples = `
AF afghan afghane
AT austrian autrichien autrichienne osterreichisch osterreichische
AU australian australien australienne
BD bangladeshi bangladais
BE belgian belge belgisch belgische
BF burkinabe burkinabais
BI burundian burundais burundaise
BJ beninese beninois beninoise
BR brazilian bresilien bresilienne brasileira brasileiro
CA canadian canadien canadienne
CD congolese congolais congolaise
CF centrafricain centrafricaine
CH swiss suisse schweizerisch schweizerische schweizer
CI ivorian ivoirien ivoirienne
CM cameroonian camerounais camerounaise
CN chinese chinois chinoise
CO colombian colombien colombiano colombiana
CZ czech tcheque
DE german allemand allemande deutsch deutsche deutscher deutsches
DK danish danois danoise dansk danske
DZ algerian algerien algerienne
EG egyptian egyptien egyptienne
ES spanish espagnol espagnole espanol espanola
ET ethiopian ethiopien ethiopienne
FI finnish finlandais finlandaise finn suomen
FR french francais francaise
GB british britannique
GH ghanaian ghaneen ghaneenne
GN guinean guineen guineenne
GR greek grec grecque
HT haitian haitien haitienne
HU hungarian hongrois hongroise
ID indonesian indonesien indonesienne
IE irish irlandais irlandaise
IN indian indien indienne
IQ iraqi irakien irakienne
IR iranian iranien iranienne
IT italian italien italienne italiano italiana
JO jordanian jordanien jordanienne
JP japanese japonais japonaise
KE kenyan kenyane
KR korean coreen coreenne
LB lebanese libanais libanaise
LU luxembourgish luxembourgeois luxembourgeoise
LY libyan libyen libyenne
MA moroccan marocain marocaine
MG malagasy malgache
ML malian malien malienne
MR mauritanian mauritanien mauritanienne
MW malawian malawien
MX mexican mexicain mexicaine mexicano mexicana
MZ mozambican mozambicain mocambicana mocambicano
NE nigerien nigerienne
NG nigerian nigerian nigeriane
NL dutch neerlandais neerlandaise nederlandse nederlands
NO norwegian norvegien norvegienne norsk norske norge
NP nepalese nepali nepalais
NZ zealander
PK pakistani pakistanais
PL polish polonais polonaise
PS palestinian palestinien palestinienne
PT portuguese portugais portugaise portugues portuguesa
RO romanian roumain roumaine
RU russian russe
RW rwandan rwandais rwandaise
SA saudi saoudien saoudienne
SD sudanese soudanais soudanaise
SE swedish suedois suedoise svensk svenska
SN senegalese senegalais senegalaise
SO somali somalien somalienne
SY syrian syrien syrienne
TD chadian tchadien tchadienne
TG togolese togolais togolaise
TN tunisian tunisien tunisienne
TR turkish turc turque
TZ tanzanian tanzanien tanzanienne
UA ukrainian ukrainien ukrainienne
UG ugandan ougandais ougandaise
US american americain americaine americano americana
YE yemeni yemenite
ZM zambian zambien zambienne
ZW zimbabwean zimbabween zimbabweenne
`
