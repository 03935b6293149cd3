package fivew

// Meaning is what a column holds.
type Meaning string

// The meanings of columns. An organisation without a role is the only one of
// its file.
const (
	Unread        Meaning = ""
	OrgName       Meaning = "org.name"
	OrgAcronym    Meaning = "org.acronym"
	OrgType       Meaning = "org.type"
	ImplName      Meaning = "org.impl.name"
	ImplAcronym   Meaning = "org.impl.acronym"
	ImplType      Meaning = "org.impl.type"
	ReportName    Meaning = "org.reporting.name"
	ReportAcronym Meaning = "org.reporting.acronym"
	ReportType    Meaning = "org.reporting.type"
	Funding       Meaning = "org.funding"
	Sector        Meaning = "sector"
	Subsector     Meaning = "subsector"
	Activity      Meaning = "activity"
	Project       Meaning = "project"
	InPlan        Meaning = "in_plan"
	Adm0Name      Meaning = "adm0.name"
	Adm0Code      Meaning = "adm0.code"
	Adm1Name      Meaning = "adm1.name"
	Adm1Code      Meaning = "adm1.code"
	Adm2Name      Meaning = "adm2.name"
	Adm2Code      Meaning = "adm2.code"
	Adm3Name      Meaning = "adm3.name"
	Adm3Code      Meaning = "adm3.code"
	Site          Meaning = "site"
	Latitude      Meaning = "lat"
	Longitude     Meaning = "lon"
	DateStart     Meaning = "date.start"
	DateEnd       Meaning = "date.end"
	DateReported  Meaning = "date.reported"
	Status        Meaning = "status"
	Population    Meaning = "population"
	Targeted      Meaning = "targeted"
	Reached       Meaning = "reached"
	People        Meaning = "people"
	Money         Meaning = "money"
	Contact       Meaning = "contact"
	Remarks       Meaning = "remarks"
	SectorCount   Meaning = "sector.count" // of a cross-table: how many in the sector the header names
)

// idea is something a header can speak of, with the words for it by language.
type idea struct{ name, fr, en, es, pt, ar string }

var ideas = []idea{
	{"org", "organisation, organisme, partenaire, acteur, structure, ong", "organization, organisation, org, partner, actor, agency, ngo",
		"organización, socio, agencia, actor", "organização, parceiro, agência", "منظمة, المنظمة, الشريك"},
	{"impl", "mise en œuvre, mise en oeuvre, exécution", "implementing, implementer, impl, ip", "implementadora, implementador, ejecutora", "implementadora, implementador", "المنفذ, المنفذة"},
	{"reporting", "rapporteuse, déclarante, rapportante", "reporting, program organization, programme organisation, lead", "reportante, informante", "relatora", ""},
	{"funding", "bailleur, bailleurs, bailleur de fonds, bailleur de fond, donateur", "donor, donors, funder, funding", "donante, financiador", "doador, financiador", "المانح"},
	{"acronym", "acronyme, accronyme, sigle", "acronym, abbreviation, short name", "acrónimo, siglas", "sigla", "اختصار, إختصار"},
	{"name", "nom, intitulé, libellé, description", "name, title", "nombre", "nome", "اسم, إسم"},
	{"type", "type, catégorie", "type, category", "tipo", "tipo", "نوع"},
	{"code", "code, pcode, pcod, p code", "code, pcode, pcod, p code, rowcacode", "código", "código", "رمز"},
	{"sector", "secteur, cluster, domaine", "sector, cluster", "sector, clúster", "setor", "القطاع, قطاع"},
	{"subsector", "sous cluster, sous secteur, aor, domaine de responsabilité", "sub cluster, sub sector, subsector, subcluster, aor, area of responsibility", "área de responsabilidad, subsector", "subsetor, área de responsabilidade", ""},
	{"activity", "activité, activités", "activity, activities, intervention", "actividad", "atividade", "النشاط"},
	{"project", "projet, project", "project, projectcode", "proyecto", "projeto", "المشروع"},
	{"plan", "hrp, prh", "hrp, is hrp", "hrp", "hrp", ""},
	{"adm0", "pays, admin 0, adm 0", "country, admin 0, adm 0", "país", "país", "البلد, الدولة"},
	{"adm1", "région, admin 1, adm 1, préfecture", "region, state, governorate, oblast, admin 1, adm 1, admin level 1, mantika region", "departamento, admin 1", "estado, província, admin 1", "المحافظة, محافظة, الولاية"},
	{"adm2", "cercle, département, sous préfecture, souspréfecture, admin 2, adm 2", "district, dist, lga, locality, county, mantika, raion, admin 2, adm 2, admin level 2", "municipio, admin 2", "município, distrito, admin 2", "المديرية, مديرية"},
	{"adm3", "commune, admin 3, adm 3", "payam, ward, sub district, admin 3, adm 3, admin level 3", "admin 3", "posto administrativo, admin 3", ""},
	{"province", "province, prov", "province, prov", "provincia", "", ""}, // level 1 or 2, as the country has it
	{"code1", "pcode 1, pcod 1, code 1", "pcode 1", "pcode 1", "", ""},
	{"code2", "pcode 2, pcod 2, code 2", "pcode 2", "pcode 2", "", ""},
	{"code3", "pcode 3, pcod 3, code 3", "pcode 3", "pcode 3", "", ""},
	{"site", "village, site, localité, ville, lieu", "village, site, settlement, town, location", "lugar, comunidad", "aldeia, local", "القرية"},
	{"lat", "latitude", "latitude, lat", "latitud", "", "خط العرض"},
	{"lon", "longitude", "longitude, lon, long", "longitud", "", "خط الطول"},
	{"date", "date", "date", "fecha", "data", "تاريخ"},
	{"start", "début, débute", "start, begin", "inicio", "início", "البداية"},
	{"end", "fin", "end", "finalización, fin", "fim", "النهاية"},
	{"reported", "mois, période, rapportage", "month, period, quarter", "reporte, mes", "mês, período", "الشهر"},
	{"status", "statut, état", "status", "estado", "estado, situação", "الحالة"},
	{"population", "population, groupe cible, type de population, groupe de population", "population, vulnerable group, population group", "grupo vulnerable, población", "população", "السكان"},
	{"targeted", "ciblé, ciblés, ciblée, ciblées, cible", "targeted, target", "meta, objetivo", "alvo", "المستهدف"},
	{"reached", "atteint, atteints, atteinte, atteintes, touchés", "reached, achieved", "alcanzadas, alcanzados", "alcançadas, alcançados", ""},
	{"people", "personnes, bénéficiaire, bénéficiaires", "people, persons, individuals, beneficiary, beneficiaries", "personas, beneficiarios", "pessoas, beneficiários", "المستفيدين"},
	{"girls", "filles", "girls", "niñas", "meninas", "بنات"},
	{"boys", "garçons", "boys", "niños", "meninos", "أولاد"},
	{"women", "femmes, femme", "women, female", "mujeres", "mulheres", "نساء"},
	{"men", "hommes, homme", "men, male", "hombres", "homens", "رجال"},
	{"adult", "adultes", "adult, adults", "adultos", "adultos", ""},
	{"elderly", "âgées, âgés, agées, agés", "elderly, older", "mayores", "idosos", ""},
	{"disabled", "handicap, handicapées, handicapés, vivant avec handicap", "disability, disabled, disabilities", "discapacidad", "deficiência", ""},
	{"households", "ménages", "households, hh", "familias, hogares", "famílias", "أسر"},
	{"money", "montant, budget, coût, usd", "budget, amount, cost, usd", "costo, presupuesto", "custo, orçamento", "الميزانية"},
	{"contact", "contact, point focal, email, courriel, téléphone", "contact, focal point, email, phone, telephone", "contacto, correo", "contato", "البريد"},
	{"remarks", "remarque, remarques, observation, observations, commentaire, commentaires", "remarks, comment, comments", "observaciones, comentarios", "observações", "ملاحظات"},
}

// stopWords carry nothing in a header.
const stopWords = "de du des d l la le les of the en and et a au aux y o para por no nombre number total en fr es ar pt sum"

// who are the ideas that say which people are counted.
const who = "people girls boys women men adult elderly disabled households"

// heading says which ideas together make a meaning.
type heading struct {
	meaning Meaning
	ideas   string
}

var headings = []heading{
	{ImplType, "type impl"}, {ImplAcronym, "acronym impl"}, {ImplName, "impl"}, {ImplName, "org impl"}, {ImplName, "name org impl"}, {ImplType, "type org impl"}, {ImplAcronym, "acronym org impl"},
	{ReportType, "type org reporting"}, {ReportAcronym, "acronym org reporting"}, {ReportName, "org reporting"}, {ReportName, "name org reporting"}, {ReportName, "reporting"},
	{Funding, "funding"}, {Funding, "org funding"}, {Funding, "name funding"},
	{OrgType, "type org"}, {OrgAcronym, "acronym org"}, {OrgAcronym, "acronym"}, {OrgName, "name org"}, {OrgName, "org"},
	{Subsector, "subsector"}, {Sector, "sector"}, {Sector, "name sector"}, {Sector, "code sector"}, {Sector, "acronym sector"},
	{Sector, "sector activity"}, {Sector, "project sector"}, {Activity, "activity"}, {Activity, "name activity"},
	{Project, "project"}, {Project, "name project"}, {Project, "code project"}, {Project, "type project"}, {InPlan, "plan"}, {InPlan, "plan project"},
	{Adm0Name, "adm0"}, {Adm0Name, "name adm0"}, {Adm0Code, "code adm0"},
	{Adm1Name, "adm1"}, {Adm1Name, "name adm1"}, {Adm1Code, "code adm1"}, {Adm1Code, "code1"},
	{Adm2Name, "adm2"}, {Adm2Name, "name adm2"}, {Adm2Code, "code adm2"}, {Adm2Code, "code2"},
	{Adm3Name, "adm3"}, {Adm3Name, "name adm3"}, {Adm3Code, "code adm3"}, {Adm3Code, "code3"},
	{Adm1Name, "province"}, {Adm2Name, "province"}, {Adm1Code, "code province"}, {Adm2Code, "code province"},
	{Site, "site"}, {Site, "name site"}, {Latitude, "lat"}, {Longitude, "lon"},
	{DateStart, "date start"}, {DateEnd, "date end"}, {DateReported, "date reported"}, {DateReported, "date"}, {DateReported, "reported"},
	{Status, "status"}, {Status, "status project"}, {Population, "population"}, {Population, "type population"},
	{Targeted, "targeted"}, {Reached, "reached"}, {People, "people"}, {People, "girls"}, {People, "boys"}, {People, "women"}, {People, "men"}, {People, "households"},
	{Money, "money"}, {Contact, "contact"}, {Remarks, "remarks"},
}

// tagging says which HXL hashtags mean what; the first pattern that fits is
// taken. Old tags of 2014 stand beside those of HXL 1.1.
type tagging struct {
	meaning  Meaning
	patterns string
}

var taggings = []tagging{
	{Funding, "#org+funding #org+funder #org+donor #donor"},
	{ImplType, "#org+impl+type"}, {ImplAcronym, "#org+impl+acronym"}, {ImplName, "#org+impl #org+partner #org+impl2"},
	{ReportType, "#org+reporting+type #org+prog+type"}, {ReportAcronym, "#org+reporting+acronym #org+prog+acronym"}, {ReportName, "#org+reporting #org+prog #org+lead"},
	{OrgType, "#org+type #org_type"}, {OrgAcronym, "#org+acronym"}, {OrgName, "#org"},
	{Sector, "#sector"}, {Subsector, "#subsector"},
	{InPlan, "#activity+hrp #hrp"}, {Status, "#status #activity+project+status #activity+status"}, {Project, "#activity+project #project"}, {Activity, "#activity #activity_id"},
	{Adm0Code, "#country+code #adm0+code"}, {Adm0Name, "#country #adm0"},
	{Adm1Code, "#adm1+code #adm1+pcode #adm1_id"}, {Adm1Name, "#adm1"},
	{Adm2Code, "#adm2+code #adm2+pcode #adm2_id"}, {Adm2Name, "#adm2"},
	{Adm3Code, "#adm3+code #adm3+pcode #adm3_id"}, {Adm3Name, "#adm3"},
	{Latitude, "#geo+lat #lat_deg"}, {Longitude, "#geo+lon #lon_deg"}, {Site, "#loc"},
	{DateStart, "#date+start"}, {DateEnd, "#date+end"}, {DateReported, "#date #period_date"},
	{Population, "#beneficiary+type"}, {Targeted, "#targeted"}, {Reached, "#reached"}, {People, "#affected #inneed #beneficiary"},
	{Money, "#value"}, {Contact, "#contact"}, {Remarks, "#description"},
}

// Class is what kind of actor a file says an organisation is.
type Class string

// The classes of a 5W. The Red Cross and Red Crescent Movement is no NGO.
const (
	National      Class = "national"
	International Class = "international"
	UN            Class = "un"
	RedCross      Class = "red_cross"
	Government    Class = "government"
	Other         Class = "other"
	NoType        Class = "not_given" // the file gives none, or none that is known
	Undecided     Class = "undecided" // two types as often as each other
)

// Classes lists the classes in the order of reports.
var Classes = []Class{National, International, UN, RedCross, Government, Other, Undecided, NoType}

// classWords are the words of organisation types; the first line with a phrase
// that stands in the cell decides.
var classWords = []struct {
	class           Class
	french, english string
	others          string
}{
	{RedCross, "croix rouge, croissant rouge, mouv cr", "red cross, red crescent, rcrc, 445", "cruz roja, cruz vermelha, media luna roja, الهلال الأحمر"},
	{National, "ong nationale, ong nationales, ong national, ong nat, ongn, ong locale, ong locales, ongl", "national ngo, nngo, local ngo, lngo, 441, 504", "ong nacional, ong local, منظمة وطنية"},
	{International, "ong internationale, ong internationales, ong international, ong int, ongi", "international ngo, ingo, 437", "ong internacional, منظمة دولية"},
	{UN, "nations unies, agence un, agences un, onu, snu", "united nations, un, un agency, 447", "naciones unidas, nações unidas, الأمم المتحدة"},
	{Government, "gouvernement, gouvernementale, étatique, étatiques, autorités, ministère", "government, gov, govt, ministry, authority, 435", "gobierno, governo, حكومة"},
	{Other, "autre, programme de développement, consortium, bailleur, privé, association, université, organisation internationale",
		"other, io, donor, private, academic, civil society, development programme, religious, 431 433 434 438 439 440 443 444 446 501 502 503", "donantes, iglesia, otro, outro"},
}

// sectorWords lead to the codes of record.Sectors; "-" is a cluster that is no
// sector of the list. The longest phrase that stands in the cell decides.
var sectorWords = []struct{ code, french, english, others string }{
	{"PRO", "protection, protection générale", "protection, general protection, pro", "protección, proteção, الحماية"},
	{"PRO-CPN", "protection de l’enfant, protection de l’enfance, protection enfance, pe", "child protection, cp, pro cpn", "protección de la niñez, protección infantil, حماية الطفل"},
	{"PRO-GBV", "violences basées sur le genre, violence basée sur le genre, vbg, protection vbg, provbg", "gender based violence, gbv, sgbv, pro gbv", "violencia basada en género, vbg"},
	{"PRO-HLP", "logement terres et biens, logement terre et propriété, ltb, ltp", "housing land and property, hlp, pro hlp", "vivienda tierra y propiedad"},
	{"PRO-MIN", "lutte antimines, action contre les mines, lutte anti mines, lam, laam", "mine action, humanitarian mine action, explosive hazard, explosive hazards, pro min", "acción contra minas"},
	{"CCM", "coordination et gestion des camps, gestion des camps, gestion des sites", "camp coordination and camp management, camp coordination camp management, cccm, camp management, ccm", "gestión de campamentos"},
	{"EDU", "éducation", "education, education in emergencies, eie, edu", "educación, educação, التعليم"},
	{"FSC", "sécurité alimentaire, secal", "food security, food security and livelihoods, food security and agriculture, fsl, fss, fsc, fsac", "seguridad alimentaria, segurança alimentar, الأمن الغذائي"},
	{"HEA", "santé", "health, hea", "salud, saúde, الصحة"},
	{"LOG", "logistique", "logistics, log", "logística"},
	{"NUT", "nutrition", "nutrition, nut", "nutrición, nutrição, التغذية"},
	{"SHL", "abris, abri, abris nfi, abris ame, abris bna", "shelter, shelter nfi, nfi, es nfi, esnfi, shl", "alojamiento, albergue, المأوى"},
	{"WSH", "eau hygiène et assainissement, eha, wash, epah", "wash, water sanitation and hygiene, wsh", "agua saneamiento e higiene, المياه"},
	{"MUL", "multisectoriel, multi secteur", "multi sector, multisector, multi purpose cash, mpc, mpca", "multisectorial"},
	{"-", "coordination, protection sociale, télécommunications, relèvement précoce, moyens de subsistance", "coordination, etc, social protection, livelihoods, early recovery, emergency telecommunications, ccs, logistics and telecommunications, refugee response", "recuperación temprana, coordinación"},
}

// legalForms are no part of an organisation's name.
const legalForms = "ong ongi ongn ngo ingo asbl inc ltd gmbh ev sarl"
