package layout

// Meaning is what a column holds.
type Meaning string

// The meanings of columns. An organisation without a role is the only one of
// its file.
const (
	Unread         Meaning = ""
	OrgName        Meaning = "org.name"
	OrgAcronym     Meaning = "org.acronym"
	OrgType        Meaning = "org.type"
	OrgCode        Meaning = "org.code"
	ImplName       Meaning = "org.impl.name"
	ImplAcronym    Meaning = "org.impl.acronym"
	ImplType       Meaning = "org.impl.type"
	ReportName     Meaning = "org.reporting.name"
	ReportAcronym  Meaning = "org.reporting.acronym"
	ReportType     Meaning = "org.reporting.type"
	Funding        Meaning = "org.funding"
	FundingAcronym Meaning = "org.funding.acronym"
	FundingType    Meaning = "org.funding.type"
	Sector         Meaning = "sector"
	Subsector      Meaning = "subsector"
	Objective      Meaning = "objective"
	Activity       Meaning = "activity"
	ActivityCode   Meaning = "activity.code"
	Indicator      Meaning = "indicator"
	IndicatorCode  Meaning = "indicator.code"
	Unit           Meaning = "unit"
	Modality       Meaning = "modality"
	Project        Meaning = "project"
	ProjectCode    Meaning = "project.code"
	InPlan         Meaning = "in_plan"
	Adm0Name       Meaning = "adm0.name"
	Adm0Code       Meaning = "adm0.code"
	Adm1Name       Meaning = "adm1.name"
	Adm1Code       Meaning = "adm1.code"
	Adm2Name       Meaning = "adm2.name"
	Adm2Code       Meaning = "adm2.code"
	Adm3Name       Meaning = "adm3.name"
	Adm3Code       Meaning = "adm3.code"
	Adm4Name       Meaning = "adm4.name"
	Adm4Code       Meaning = "adm4.code"
	Site           Meaning = "site"
	SiteType       Meaning = "site.type"
	Latitude       Meaning = "lat"
	Longitude      Meaning = "lon"
	DateStart      Meaning = "date.start"
	DateEnd        Meaning = "date.end"
	DateReported   Meaning = "date.reported"
	DateYear       Meaning = "date.year" // of a month that stands in a column of its own
	Status         Meaning = "status"
	Population     Meaning = "population"
	InNeed         Meaning = "in_need"
	Targeted       Meaning = "targeted"
	Reached        Meaning = "reached"
	People         Meaning = "people" // targeted or reached: the file does not say
	Repeat         Meaning = "repeat" // whether the people were counted before
	Money          Meaning = "money"
	Funded         Meaning = "funded"
	Contact        Meaning = "contact" // of a person: recognised, never taken
	ContactEmail   Meaning = "contact.email"
	ContactPhone   Meaning = "contact.phone"
	Remarks        Meaning = "remarks"
	RowID          Meaning = "meta.id"
	RowVersion     Meaning = "meta.version"
	FormField      Meaning = "meta.form"    // what a form writes about itself
	SectorCount    Meaning = "sector.count" // of a cross-table: how many in the sector the header names
	CellCount      Meaning = "count"        // of an unfolded cross-table: what stood in the cell
	OrgCount       Meaning = "org.count"    // of a cross-table: a mark or a count for the organisation the header names
	CountByPlace   Meaning = "place.count"  // the same for the place the header names
	CountByMonth   Meaning = "month.count"  // the same for the month the header names
)

// meanings lists all meanings a person may give to a column.
var meanings = []Meaning{OrgName, OrgAcronym, OrgType, OrgCode, ImplName, ImplAcronym, ImplType, ReportName, ReportAcronym, ReportType,
	Funding, FundingAcronym, FundingType, Sector, Subsector, Objective, Activity, ActivityCode, Indicator, IndicatorCode, Unit, Modality,
	Project, ProjectCode, InPlan, Adm0Name, Adm0Code, Adm1Name, Adm1Code, Adm2Name, Adm2Code, Adm3Name, Adm3Code, Adm4Name, Adm4Code,
	Site, SiteType, Latitude, Longitude, DateStart, DateEnd, DateReported, DateYear, Status, Population, InNeed, Targeted, Reached, People, Repeat,
	Money, Funded, Contact, ContactEmail, ContactPhone, Remarks, RowID, RowVersion, FormField}

// CountsPeople tells whether a meaning is a number of people, of which Who says whom.
func (m Meaning) CountsPeople() bool {
	return m == Targeted || m == Reached || m == People || m == InNeed
}

// Who says which people a column counts.
type Who string

// The people of a 5W. Female, Male, Children, Adults and Older are of both
// ages or both sexes; Part is one that no record holds, such as disabled girls
// or children under five.
const (
	Nobody     Who = "" // the column counts no people
	Total      Who = "total"
	Girls      Who = "girls"
	Boys       Who = "boys"
	Women      Who = "women"
	Men        Who = "men"
	OlderWomen Who = "older_women"
	OlderMen   Who = "older_men"
	Disabled   Who = "disabled"
	Households Who = "households"
	Female     Who = "female"
	Male       Who = "male"
	Children   Who = "children"
	Adults     Who = "adults"
	Older      Who = "older"
	Part       Who = "part"
)

// whos lists the people of a 5W in the order of its template.
var whos = []Who{Girls, Boys, Women, Men, OlderWomen, OlderMen, Disabled, Total, Households, Female, Male, Children, Adults, Older, Part}

// idea is something a header can speak of, with the words for it by language.
type idea struct{ name, fr, en, es, pt, ar string }

// ideas is the vocabulary of headers. Case, accents, punctuation, plurals in s
// and the Arabic article are folded, so one form of a word is enough.
var ideas = []idea{
	{"org", "organisation, organisme, partenaire, acteur, structure, ong, association, intervenant, opérateur, institution, organisation responsable, structure responsable, partenaire responsable, org responsable", "organization, organisation, org, partner, actor, agency, agencies, ngo, entity, institution, responsible organization, responsible agency, responsible partner, organization responsible, agency responsible",
		"organización, organizaciones, socio, agencia, actor, entidad, institución, instituciones, organización responsable, entidad responsable, socio responsable, agencia responsable, institución responsable", "organização, organizações, parceiro, agência, entidade, ator, instituição, instituições, organização responsável, parceiro responsável, entidade responsável, instituição responsável", "منظمة, منظمات, شريك, وكالة, جهة"},
	{"impl", "mise en œuvre, exécution, exécutant, implémentation, opérationnel, partenaire local, partenaire national", "implementing, implementer, implementation, implemented by, impl, imp, ip, executing, operational partner, local partner, national partner",
		"implementador, implementadora, implementación, ejecutor, ejecutora, ejecución, socio local", "implementador, implementadora, implementação, executor, executora, execução, parceiro local", "منفذ, منفذة, تنفيذ"},
	{"reporting", "rapporteur, rapporteuse, rapporte, déclarant, déclarante, rapportant, rapportante, qui rapporte, chef de file, lead, appelante, organisation responsable, structure responsable, partenaire responsable, org responsable", "reporting, program organization, programme organisation, programme partner, program partner, programming partner, appealing, responsible organization, responsible agency, responsible partner, organization responsible, agency responsible, lead, prime, main, that report, reported by",
		"reportante, informante, que reporta, líder, principal, organización responsable, entidad responsable, socio responsable, agencia responsable, institución responsable", "relatora, relator, declarante, líder, principal, organização responsável, parceiro responsável, entidade responsável, instituição responsável", "مبلغ, مبلغة, مقدمة للتقرير, رئيسية"},
	{"funding", "bailleur, bailleur de fonds, bailleur de fond, donateur, financement, source de financement, financé par", "donor, funder, funding, funding source, source of funding, fund, funded by",
		"donante, financiador, financiadora, fuente de financiamiento, financiamiento, financiación, fuente de financiación, financiado por", "doador, financiador, financiadora, financiamento, fonte de financiamento, financiado por", "مانح, مانحة, ممول, ممولة, جهة مانحة"},
	{"acronym", "acronyme, accronyme, sigle, abréviation", "acronym, abbreviation, abbr, acr, short name", "acrónimo, sigla, abreviatura", "acrónimo, acrônimo, sigla", "اختصار, اسم مختصر"},
	{"name", "nom, intitulé, libellé, dénomination, description, titre", "name, title, full name, label", "nombre, título, descripción", "nome, título, descrição", "اسم, عنوان"},
	{"type", "type, catégorie, nature", "type, category, kind", "tipo, categoría", "tipo, categoria", "نوع, تصنيف, فئة"},
	{"code", "code, pcode, pcod, p code, identifiant", "code, pcode, pcod, p code, rowcacode, geocode, id", "código, cód", "código", "رمز, كود"},
	{"code1", "pcode 1, pcod 1, code 1", "pcode 1, rowcacode 1", "código 1", "código 1", ""},
	{"code2", "pcode 2, pcod 2, code 2", "pcode 2, rowcacode 2", "código 2", "código 2", ""},
	{"code3", "pcode 3, pcod 3, code 3", "pcode 3, rowcacode 3", "código 3", "código 3", ""},
	{"sector", "secteur, cluster, domaine, secteur d’intervention, groupe sectoriel, domaine d’activité, domaine d’intervention, thématique", "sector, cluster, sector working group, thematic area, area of intervention, theme, governing entity", "sector, clúster, grupo sectorial, área temática, área de intervención", "setor, sector, grupo sectorial", "قطاع, كتلة, مجموعة قطاعية"},
	{"subsector", "sous cluster, sous secteur, aor, domaine de responsabilité, sous domaine, sous groupe", "sub cluster, sub sector, subsector, subcluster, aor, area of responsibility",
		"área de responsabilidad, subsector, sub sector, sub clúster", "subsetor, sub setor, área de responsabilidade, subsector", "قطاع فرعي, كتلة فرعية, مجال فرعي, مجال المسؤولية"},
	{"objective", "objectif, objectif stratégique, objectif spécifique, objectif du cluster", "objective, strategic objective, cluster objective, outcome, goal", "objetivo, objetivo estratégico", "objectivo, objetivo", "هدف, هدف استراتيجي"},
	{"activity", "activité, action, type d’activité, intervention", "activity, activities, intervention, activity type, type of activity, response activity", "actividad, actividades, acción, intervención, tipo de actividad",
		"atividade, actividade, ação, acção, intervenção, tipo de atividade, tipo de actividade", "نشاط, انشطة, تدخل"},
	{"detail", "détail, sous activité, description de l’activité", "detail, sub activity, subactivity, activity description, description of activity, description", "sub actividad, subactividad, detalle, descripción de la actividad", "sub atividade, subactividade, detalhe, descrição da atividade", "نشاط فرعي, وصف النشاط"},
	{"indicator", "indicateur", "indicator", "indicador, indicadores", "indicador, indicadores", "مؤشر"},
	{"unit", "unité, unité de mesure", "unit, unit of measure, unit of measurement, uom", "unidad, unidad de medida", "unidade, unidade de medida", "وحدة, وحدة القياس"},
	{"modality", "modalité, modalité d’assistance", "modality, modalities, delivery modality, assistance modality", "modalidad, modalidades", "modalidade", "طريقة, طريقة التنفيذ, الية التنفيذ"},
	{"project", "projet, titre du projet, programme", "project, project title, projectcode", "proyecto", "projeto, projecto", "مشروع"},
	{"plan", "hrp, prh, plan de réponse, plan de réponse humanitaire", "hrp, response plan, humanitarian response plan, appeal", "plan de respuesta, prh, hrp", "plano de resposta, hrp", "خطة الاستجابة"},
	{"site", "village, site, localité, ville, lieu, quartier, site village, camp, zone d’intervention, localité d’intervention, lieu d’intervention", "village, site, settlement, town, location, place, community, camp, facility", "lugar, comunidad, localidad, aldea, barrio, sitio", "aldeia, local, comunidade, bairro, localidade, sítio", "قرية, موقع, مخيم, مكان"},
	{"lat", "latitude", "latitude, lat", "latitud", "", "خط العرض"},
	{"lon", "longitude", "longitude, lon, lng, long", "longitud", "", "خط الطول"},
	{"date", "date", "date", "fecha", "data", "تاريخ"},
	{"start", "début, débute, démarrage, démar, commencement", "start, starting, begin, beginning", "inicio, ini, comienzo", "início", "بداية, بدء, بدا"},
	{"end", "fin, clôture, achèvement", "end, completion, finish", "finalización, fin, final, término, cierre", "fim, término, conclusão", "نهاية, انتهاء"},
	{"since", "depuis, depuis le", "since", "desde", "desde", "منذ"},
	{"until", "jusqu’au, jusqu’à", "until", "hasta", "até", "حتى"},
	{"reported", "mois, période, rapportage, trimestre, semaine, rapport, mensuel, mensuelle, trimestriel", "month, period, quarter, reported, week, report, reporting month, reporting period, reporting date, monthly, quarterly", "reporte, mes, período, trimestre, mes de reporte, fecha de reporte",
		"mês, período, trimestre, relatório, mês de relatório", "شهر, فترة, ربع, تقرير"},
	{"year", "année, an", "year", "año", "ano", "سنة, عام"},
	{"status", "statut, état, état d’avancement, avancement", "status, activity status", "estado, estatus, situación", "estado, situação", "حالة"},
	{"population", "population, groupe cible, type de population, groupe de population, catégorie de bénéficiaires, statut de population, pop, catégorie pop, statut des bénéficiaires", "population, pop, pop type, pop group, vulnerable group, population group, population type, target group, target population, beneficiary type, type of beneficiary, beneficiary group",
		"grupo vulnerable, población, grupo poblacional, población meta, población objetivo, perfil", "população, grupo vulnerável, grupo alvo, população alvo", "سكان, فئة سكانية, فئة مستهدفة, فئة السكان"},
	{"inneed", "dans le besoin, besoin", "in need, people in need, pin", "necesitada, en necesidad, con necesidades", "em necessidade, necessitada", "محتاجين"},
	{"targeted", "ciblé, ciblée, cible, planifié, planifiée, planification, prévu, prévue, prévision", "targeted, target, planned", "meta, planificado, planificada, planificación, previsto, prevista, proyectado, proyectada", "alvo, meta, planeado, planeada, planejado, previsto", "مستهدف, مستهدفين, مستهدفون, مستهدفة, مخطط"},
	{"reached", "atteint, atteinte, touché, touchée, assisté, assistée, servi, servie, réalisé, réalisée, réalisation", "reached, reach, achieved, served, assisted, actual, achievement, progress", "alcanzada, alcanzado, atendida, atendido, beneficiada, beneficiado, asistida, asistido",
		"alcançada, alcançado, atendida, atendido, assistida, assistido, atingida, atingido", "تم الوصول اليهم, وصول, تم الوصول, مستفيدين فعليا"},
	{"people", "personne, individu, bénéficiaire, benef, effectif", "people, person, individual, beneficiary, beneficiaries, benef, ind", "persona, beneficiario, beneficiaria, individuo", "pessoa, beneficiário, beneficiária, indivíduo", "مستفيدين, مستفيدون, اشخاص, افراد, عدد المستفيدين"},
	{"repeat", "nouveau, nouveaux, déjà compté, déjà comptée, nouveaux déjà comptés", "new or repeat, new, repeat, repeated, already counted", "nuevo, repetido, ya contado, ya contada", "novo, repetido, já contado, já contada", "جديد, متكرر, جديد او متكرر"},
	{"girls", "fille, fillette", "girl", "niña", "menina, rapariga", "بنات, فتيات"},
	{"boys", "garçon", "boy", "niño", "menino, rapaz, rapazes", "اولاد, فتيان"},
	{"children", "enfant, mineur", "child, children, minor", "niñez, nna, menores de edad, infantes", "criança", "اطفال"},
	{"women", "femme", "women, woman", "mujer, mujeres", "mulher, mulheres", "نساء, سيدات"},
	{"men", "homme", "men, man", "hombre", "homem, homens", "رجال"},
	{"female", "féminin, de sexe féminin", "female", "femenino", "feminino", "اناث"},
	{"male", "masculin, de sexe masculin", "male", "masculino", "masculino", "ذكور"},
	{"adult", "adulte", "adult", "adulto, adulta", "adulto, adulta", "بالغين, بالغات"},
	{"elderly", "âgée, âgé, agée, agé, aîné", "elderly, older, senior", "mayores, anciano, anciana, adulto mayor, adultos mayores, adulta mayor, tercera edad", "idoso, idosa", "مسنين, مسنات, كبار السن"},
	{"young", "jeune enfant, adolescent, adolescente", "adolescent, infant, under five", "adolescente", "", "دون الخامسة"},
	{"disabled", "handicap, handicapé, handicapée, personne handicapée, vivant avec handicap, vivant avec un handicap, en situation de handicap, psh, pvh", "disability, disabilities, disabled, pwd, with disability, with disabilities, living with disability", "discapacidad, con discapacidad, pcd", "deficiência, com deficiência, pcd", "اعاقة, ذوي الاعاقة, معاقين, ذوي احتياجات خاصة"},
	{"group", "pdi, déplacé, déplacée, retourné, retournée, rapatrié, réfugié, réfugiée, hôte, population hôte, communauté hôte, famille d’accueil, migrant", "idp, displaced, displaced people, returnee, refugee, host, host community, host communities, non displaced, migrant",
		"desplazado, desplazada, retornado, retornada, refugiado, refugiada, comunidad de acogida, migrante", "deslocado, deslocada, retornado, refugiado, comunidade de acolhimento, migrante", "نازحين, نازحون, عائدين, عائدون, لاجئين, لاجئون, مجتمع مضيف, مهاجرين"},
	{"apart", "percent, pourcentage, taux, écart, indirect, indirecte, précédent, précédente", "percent, percentage, rate, gap, indirect, previous, previously", "porcentaje, tasa, brecha, indirecto, indirecta, anterior", "percentagem, taxa, lacuna, indireto, indirecto, indireta, anterior", "نسبة, فجوة, غير مباشرين, سابق"},
	{"legal", "statut juridique, statut légal", "legal status, legal form", "forma jurídica, naturaleza jurídica", "estatuto jurídico, natureza jurídica", "صفة قانونية"},
	{"ages", "tranche d’âge, groupe d’âge, catégorie d’âge", "age group, age range, age category", "grupo de edad, grupo etario, rango de edad", "faixa etária, grupo etário", "فئة عمرية"},
	{"total", "total, totaux, total général", "total, grand total, overall total", "total, gran total, total general", "total, total geral", "اجمالي, مجموع, مجموع كلي, اجمالي عام"},
	{"households", "ménage, foyer, famille", "household, hh, hhs, family, families", "familia, hogar, hogares", "família, agregado familiar, agregados familiares", "اسر, اسرة, عائلات"},
	{"money", "montant, budget, coût, usd, budget usd, besoins financiers, besoin financier", "budget, amount, cost, usd, budget usd, requirement, funding requirement", "costo, presupuesto, monto", "custo, orçamento, montante", "ميزانية, مبلغ, تكلفة"},
	{"funded", "financé, financée, est financé", "funded, funding status", "financiado, financiada", "financiado, financiada", "تم التمويل"},
	{"contact", "contact, point focal, personne de contact, personne contact, personne à contacter, personne ressource, personne responsable, responsable, chef de projet, rempli par, préparé par", "contact, focal point, contact person, person responsible, responsible person, responsible, project manager, filled by, prepared by", "contacto, punto focal, persona de contacto, persona responsable", "contato, contacto, pessoa de contacto, pessoa de contato, pessoa responsável, responsável, ponto focal", "جهة الاتصال, نقطة الاتصال, مسؤول الاتصال, اسم المسؤول"},
	{"email", "email, e mail, courriel, mail, adresse électronique, adresse email", "email, e mail, mail, email address", "correo, correo electrónico", "correio electrónico, correio eletrônico", "بريد, بريد الكتروني, ايميل"},
	{"phone", "téléphone, tél, numéro de téléphone, numéro de contact", "phone, telephone, mobile, phone number, contact number, WhatsApp", "teléfono, celular, número de contacto", "telefone, telemóvel, celular, número de contacto", "هاتف, رقم الهاتف, رقم التواصل"},
	{"remarks", "remarque, observation, obs, commentaire, note", "remark, comment, note, observation", "observación, observaciones, comentario, nota", "observação, observações, comentário, nota", "ملاحظات, ملاحظة"},
	{"rowid", "id de ligne, id de la ligne, identifiant de ligne, identifiant de la ligne, clé de ligne", "row id, line id, record id, uuid, row key, key, root uuid, instance id", "id de fila, identificador de fila", "id da linha", "معرف الصف"},
	{"version", "version, version de ligne", "version, row version", "versión", "versão", "نسخة"},
	{"form", "", "submission time, submission date, submitted by, validation status, submitter id, submitter name, attachments present, attachments expected, review state, device id, form version, last edit time, parent table name, parent index, tags, form id, last update, date of last update, updated at, timestamp, created at, simserial, subscriber id, username", "", "", ""},
	{"who", "qui", "who", "quién", "quem", "من"},
	{"what", "quoi, fait quoi", "what", "qué", "o quê", "ماذا"},
	{"where", "où", "where", "dónde", "onde", "اين"},
	{"when", "quand", "when", "cuándo", "quando", "متى"},
	{"whom", "pour qui", "for whom, to whom, whom", "para quién", "para quem", "لمن"},
}

// stopWords carry nothing in a header.
const stopWords = "de du des d l la le les of the en and et a au aux y o e da do das dos el los las del para por por no n nombre number num nb nbre nr numero total totaux en fr es ar pt sum in is est dans choisir select liste list cette dont ou or by par quel quelle dans combien ont ete votre vous avez travaillez intervenez vos nos notre sont which how many were was your are did does do will please describe you have this cual cuale cuanta cuanto qual quai quanta quanto fueron foram su عدد اجمالي في و"

// who are the ideas that say which people are counted.
const who = "people total girls boys children women men female male adult elderly young disabled households group"

// unit is a kind of administrative unit, with the levels it can have: the
// usual one first. The list goes from the largest to the smallest, so that of
// two kinds in one file the first is above the second.
type unit struct {
	levels             []int
	fr, en, es, pt, ar string
}

var units = []unit{
	{[]int{0}, "pays, admin 0, adm 0", "country, admin 0, adm 0, admin level 0", "país", "país", "بلد, دولة"},
	{[]int{1}, "admin 1, adm 1, niveau admin 1, niveau 1", "admin 1, adm 1, admin level 1, administrative level 1", "nivel 1", "nível 1", ""},
	{[]int{1}, "région, région administrative, reg", "region, reg", "región", "região", "اقليم, منطقة"},
	{[]int{1}, "gouvernorat", "state, governorate, gov, oblast, wilaya, mohafaza, muhafaza", "estado, entidad federal, entidad federativa, gobernación", "estado", "محافظة, ولاية"},
	{[]int{1, 2}, "", "division", "departamento, dpto, depto", "departamento", ""},
	{[]int{1, 2}, "province, prov", "province, prov", "provincia", "província", "مقاطعة"},
	{[]int{1, 2}, "préfecture, préf", "prefecture", "", "", ""},
	{[]int{2}, "admin 2, adm 2, niveau admin 2, niveau 2", "admin 2, adm 2, admin level 2, administrative level 2", "nivel 2", "nível 2", ""},
	{[]int{2, 1}, "département, départ, dépt, dpt", "department, county", "", "", ""},
	{[]int{2}, "cercle, territoire, délégation", "zone, territory, raion, mantika, locality, lga, local government area, caza, kaza, qada, regency, kabupaten", "cantón", "", "محلية, قضاء"},
	{[]int{2, 3, 1}, "district, dist, moughataa", "district, dist", "distrito", "distrito", "مديرية"},
	{[]int{2, 3}, "", "municipality, mun", "municipio, mpio", "município", ""},
	{[]int{3, 2}, "sous préfecture, souspréfecture, sous préf, spref, arrondissement", "sub district, subdistrict, sub county, subcounty, sub division, subdivision", "", "", "عزلة"},
	{[]int{3}, "", "admin unit, administrative unit, upazila, township, woreda, wereda, tehsil, baladiya, hromada, nahia", "parroquia, corregimiento", "posto administrativo", "ناحية, بلدية"},
	{[]int{3}, "admin 3, adm 3, niveau admin 3, niveau 3", "admin 3, adm 3, admin level 3, administrative level 3", "nivel 3", "nível 3", ""},
	{[]int{3, 2}, "commune, com", "payam, ward, health zone", "comuna", "comuna", ""},
	{[]int{3}, "zone de santé, section communale, colline, chefferie, collectivité", "cadaster, cadastre, cadastral, parish", "", "", ""},
	{[]int{4}, "admin 4, adm 4, aire de santé, fokontany", "admin 4, adm 4, admin level 4, administrative level 4, kebele, boma, barangay, union, village tract, mahalla", "vereda", "povoado", ""},
}

// asideIdeas are those that a word in brackets may add to a header: (acronyme),
// (60+), (USD). All else in brackets is an instruction or an example.
const asideIdeas = "acronym name code type reported money " + who

// heading says which ideas together make a meaning.
type heading struct {
	meaning Meaning
	ideas   string
}

var headings = []heading{
	{ImplName, "impl"}, {ImplName, "org impl"}, {ImplName, "name org impl"}, {ImplName, "name impl"},
	{ImplType, "type impl"}, {ImplType, "type org impl"}, {ImplAcronym, "acronym impl"}, {ImplAcronym, "acronym org impl"}, {ImplAcronym, "acronym name org impl"},
	{ReportName, "reporting"}, {ReportName, "org reporting"}, {ReportName, "name org reporting"},
	{ReportType, "type org reporting"}, {ReportAcronym, "acronym org reporting"}, {ReportAcronym, "acronym name org reporting"},
	{Funding, "funding"}, {Funding, "org funding"}, {Funding, "name funding"}, {Funding, "name org funding"},
	{FundingAcronym, "acronym funding"}, {FundingAcronym, "acronym org funding"}, {FundingType, "type funding"}, {FundingType, "type org funding"},
	{OrgName, "org"}, {OrgName, "name org"}, {OrgType, "type org"}, {OrgType, "status org"}, {OrgType, "legal"}, {OrgType, "legal org"}, {OrgAcronym, "acronym"}, {OrgAcronym, "acronym org"}, {OrgAcronym, "acronym name org"}, {OrgAcronym, "acronym name"}, {OrgCode, "code org"},
	{OrgName, "who"}, {OrgName, "who name"}, {OrgName, "who name org"}, {OrgType, "who type"}, {OrgAcronym, "who acronym"},
	{Sector, "sector"}, {Sector, "name sector"}, {Sector, "code sector"}, {Sector, "acronym sector"}, {Sector, "sector activity"}, {Sector, "project sector"}, {Sector, "type sector"}, {Sector, "what"},
	{Subsector, "subsector"}, {Subsector, "name subsector"}, {Subsector, "code subsector"}, {Sector, "sector subsector"},
	{Objective, "objective"}, {Objective, "name objective"}, {Objective, "sector objective"}, {Objective, "code objective"},
	{Activity, "activity"}, {Activity, "name activity"}, {Activity, "sector name activity"}, {Activity, "what"}, {Activity, "detail"}, {Activity, "activity detail"}, {ActivityCode, "code activity"},
	{Indicator, "indicator"}, {Indicator, "name indicator"}, {IndicatorCode, "code indicator"}, {IndicatorCode, "type indicator"},
	{Unit, "unit"}, {Unit, "unit indicator"}, {Unit, "activity unit"}, {Unit, "name unit"}, {Modality, "modality"}, {Modality, "type modality"}, {Modality, "modality activity"}, {Modality, "impl modality"},
	{Project, "project"}, {Project, "name project"}, {Project, "type project"}, {ProjectCode, "code project"}, {ProjectCode, "code name project"}, {ProjectCode, "code name project plan"}, {ProjectCode, "code project plan"},
	{InPlan, "plan"}, {InPlan, "plan project"},
	{Adm1Code, "code1"}, {Adm2Code, "code2"}, {Adm3Code, "code3"},
	{Site, "site"}, {Site, "name site"}, {Site, "where"}, {Site, "where site"}, {Site, "impl site"}, {SiteType, "type site"}, {Latitude, "lat"}, {Longitude, "lon"}, {Latitude, "lat site"}, {Longitude, "lon site"},
	{DateStart, "date start"}, {DateStart, "start project"}, {DateStart, "start activity"}, {DateStart, "date start activity"}, {DateStart, "date start project"}, {DateStart, "date start impl"}, {DateStart, "when start"}, {DateEnd, "date end"}, {DateEnd, "end project"}, {DateEnd, "end activity"}, {DateEnd, "date end activity"}, {DateEnd, "date end project"}, {DateEnd, "date end impl"}, {DateEnd, "when end"},
	{DateStart, "since"}, {DateEnd, "until"}, {DateReported, "date reported"}, {DateReported, "date"}, {DateReported, "reported"}, {DateReported, "reported reporting"}, {DateReported, "date reporting"}, {DateReported, "when"}, {DateReported, "when reported"}, {DateReported, "year"}, {DateReported, "reported year"}, {DateReported, "date year"}, {DateReported, "date activity"}, {DateReported, "year reporting"},
	{DateStart, "start reported"}, {DateEnd, "end reported"}, {DateStart, "date start reported"}, {DateEnd, "date end reported"},
	{Status, "status"}, {Status, "status project"}, {Status, "status activity"}, {Status, "status impl"},
	{Population, "population"}, {Population, "type population"}, {Population, "type people"}, {Population, "population people"}, {Population, "status group"}, {Population, "type group"}, {Population, "population whom"},
	{InNeed, "inneed"}, {InNeed, "inneed people"}, {Targeted, "targeted"}, {Targeted, "targeted people"}, {Targeted, "targeted population"}, {Reached, "reached"}, {Reached, "reached people"}, {Reached, "reached population"}, {Reached, "reached reported"}, {Reached, "reached people reported"}, {Reached, "reached repeat people"}, {People, "people"}, {People, "girls"}, {People, "boys"}, {People, "women"}, {People, "men"}, {People, "children"},
	{People, "female"}, {People, "male"}, {People, "adult"}, {People, "elderly"}, {People, "young"}, {People, "disabled"}, {People, "households"}, {People, "group"}, {People, "total"}, {People, "whom total"}, {People, "people repeat reported"},
	{Repeat, "repeat"}, {Repeat, "repeat people"},
	{Money, "money"}, {Money, "money project"}, {Money, "money activity"}, {Money, "money funding"}, {Funded, "funded"},
	{Contact, "contact"}, {Contact, "name contact"}, {Contact, "contact org"}, {Contact, "contact project"}, {ContactEmail, "email"}, {ContactEmail, "contact email"}, {ContactPhone, "phone"}, {ContactPhone, "contact phone"},
	{Remarks, "remarks"}, {RowID, "rowid"}, {RowVersion, "version"}, {FormField, "form"}, {FormField, "form version"}, {FormField, "form code"},
}

// tagging says which HXL hashtags mean what; the first pattern that fits is
// taken. Old tags of 2014 stand beside those of HXL 1.1.
type tagging struct {
	meaning  Meaning
	patterns string
}

var taggings = []tagging{
	{FundingType, "#org+funding+type #org+donor+type"}, {FundingAcronym, "#org+funding+acronym #org+donor+acronym"}, {Funding, "#org+funding #org+funder #org+donor #donor"},
	{ImplType, "#org+impl+type"}, {ImplAcronym, "#org+impl+acronym"}, {ReportType, "#org+reporting+type #org+prog+type"}, {ReportAcronym, "#org+reporting+acronym #org+prog+acronym"},
	{OrgType, "#org+type #org_type"}, {OrgCode, "#org+code #org+id"},
	{ImplName, "#org+impl #org+partner #org+impl2"}, {ReportName, "#org+reporting #org+prog #org+lead"},
	{OrgAcronym, "#org+acronym"}, {OrgName, "#org"},
	{Subsector, "#subsector #sector+subsector #sector+sub"}, {Sector, "#sector"},
	{InPlan, "#activity+hrp #hrp"}, {Status, "#status #activity+project+status #activity+status"},
	{ProjectCode, "#activity+project+code #activity+project+id #project+code"}, {Project, "#activity+project #project"}, {Objective, "#activity+objective #objective"},
	{ActivityCode, "#activity+code #activity_id"}, {Activity, "#activity"},
	{Unit, "#indicator+unit"}, {Targeted, "#indicator+target"}, {Reached, "#indicator+actual #indicator+value #indicator+reached"}, {IndicatorCode, "#indicator+code #indicator+id #indicator+type"}, {Indicator, "#indicator"},
	{Modality, "#modality"},
	{Adm0Code, "#country+code #adm0+code #adm0+pcode"}, {Adm0Name, "#country #adm0"},
	{Adm1Code, "#adm1+code #adm1+pcode #adm1_id"}, {Adm1Name, "#adm1"},
	{Adm2Code, "#adm2+code #adm2+pcode #adm2_id"}, {Adm2Name, "#adm2"},
	{Adm3Code, "#adm3+code #adm3+pcode #adm3_id"}, {Adm3Name, "#adm3"},
	{Adm4Code, "#adm4+code #adm4+pcode #adm4_id"}, {Adm4Name, "#adm4"},
	{Latitude, "#geo+lat #lat_deg #loc+lat"}, {Longitude, "#geo+lon #lon_deg #loc+lon"}, {SiteType, "#loc+type"}, {Site, "#loc"},
	{DateStart, "#date+start"}, {DateEnd, "#date+end"}, {DateReported, "#date #period_date"},
	{Population, "#beneficiary+type #beneficiary+group #population+type #population+group"}, {Repeat, "#reached+new #reached+repeat"}, {InNeed, "#inneed"}, {Targeted, "#targeted"}, {Reached, "#reached"}, {People, "#affected #beneficiary"},
	{Money, "#value"}, {ContactEmail, "#contact+email"}, {ContactPhone, "#contact+phone"}, {Contact, "#contact"}, {Remarks, "#description #meta+remarks"},
	{RowVersion, "#meta+version"}, {RowID, "#meta+id #meta+uuid"},
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
	{RedCross, "croix rouge, croissant rouge, mouv cr, mouvement cr, mcr", "red cross, red crescent, rcrc, rc rc, rcm, 445", "cruz roja, cruz vermelha, media luna roja, الهلال الأحمر"},
	{National, "ong nationale, ong nationales, ong national, ong nat, ongn, ong locale, ong locales, ongl", "national ngo, nngo, nat ngo, ngo national, local ngo, ngo local, lngo, 441, 504",
		"ong nacional, ong local, منظمة وطنية, منظمة محلية"},
	{International, "ong internationale, ong internationales, ong international, ong int, ongi", "international ngo, int ngo, intl ngo, ngo international, ingo, 437", "ong internacional, منظمة دولية"},
	{UN, "nations unies, agence un, agences un, onu, snu, nu", "united nations, un, un agency, 447", "naciones unidas, nações unidas, الأمم المتحدة, أممية"},
	{Government, "gouvernement, gouvernementale, étatique, étatiques, état, autorités, ministère", "government, gov, govt, ministry, authority, 435", "gobierno, entidad pública, governo, instituição do estado, جهة حكومية, مؤسسة حكومية, حكومة"},
	{Other, "autre, programme de développement, consortium, bailleur, privé, association, université, organisation internationale, organisation à base communautaire, ocb, osc, société civile",
		"other, io, igo, international organization, donor, private, academic, academia, civil society, cso, cbo, community based, faith based, church, development programme, religious, 431 433 434 438 439 440 443 444 446 501 502 503",
		"donantes, iglesia, sector privado, sociedad civil, sociedade civil, otro, outro"},
}

// ngoWords are the long names of an NGO, and the short ones they stand for.
var ngoWords = [][2]string{{"organisation non gouvernementale", "ong"}, {"organizacion no gubernamental", "ong"}, {"organizacao nao governamental", "ong"},
	{"non governmental organization", "ngo"}, {"non governmental organisation", "ngo"}, {"منظمة غير حكومية", "منظمة"}}

// sectorWords lead to the codes of record.Sectors. The longest phrase that
// stands in the cell decides.
var sectorWords = []struct{ code, french, english, others string }{
	{"PRO", "protection, protection générale", "protection, general protection, pro", "protección, proteção, الحماية, pc pc"},
	{"PRO-CPN", "protection de l’enfant, protection de l’enfance, protection enfance, pe, pronna", "child protection, cp, pro cpn", "protección de la niñez, protección infantil, nna, protecção da criança, proteção da criança, proteção à criança, حماية الطفل"},
	{"PRO-GBV", "violences basées sur le genre, violence basée sur le genre, vbg, protection vbg, provbg", "gender based violence, gbv, sgbv, pro gbv", "violencia basada en género, violencia de género, vbg, violência baseada no género, violência baseada no gênero, العنف القائم على النوع الاجتماعي, العنف المبني على النوع الاجتماعي"},
	{"PRO-HLP", "logement terres et biens, logement terre et propriété, ltb, ltp", "housing land and property, hlp, pro hlp", "vivienda tierra y propiedad"},
	{"PRO-MIN", "lutte antimines, action contre les mines, lutte anti mines, lam, laam", "mine action, ma, humanitarian mine action, explosive hazard, explosive hazards, pro min", "acción contra minas, الألغام"},
	{"CCM", "coordination et gestion des camps, gestion des camps, gestion des sites", "camp coordination and camp management, camp coordination camp management, cccm, camp management, site management, ccm", "gestión de campamentos, gestión y coordinación de campamentos, gestión de alojamientos, gestión de alojamientos temporales, gestão de campos, إدارة المخيمات"},
	{"EDU", "éducation", "education, education in emergencies, eie, edu", "educación, educação, التعليم"},
	{"FSC", "sécurité alimentaire, sécurité alimentaire et moyens de subsistance, sécurité alimentaire moyens de subsistance, agriculture, secal, samv", "food security, food security and livelihoods, food security livelihoods, food security and agriculture, fsl, fss, fsc, fsac", "seguridad alimentaria, segurança alimentar, الأمن الغذائي"},
	{"HEA", "santé", "health, hea", "salud, saúde, الصحة"},
	{"LOG", "logistique", "logistics, log", "logística, اللوجستية"},
	{"NUT", "nutrition", "nutrition, nut", "nutrición, nutrição, التغذية"},
	{"SHL", "abris, abri, abris nfi, abris ame, abris bna, articles ménagers essentiels, articles non alimentaires, ame, abna, bna", "shelter, shelter nfi, nfi, nfis, non food items, snfi, es nfi, es nfis, esnfi, shl", "alojamiento, alojamientos, albergue, albergues, abrigo, abrigos, المأوى"},
	{"WSH", "eau hygiène et assainissement, eha, eah, ash, wash, epah", "wash, water sanitation and hygiene, wsh", "agua saneamiento e higiene, المياه"},
	{"MUL", "multisectoriel, multi secteur", "multi sector, multisector, basic needs, multi purpose cash, mpc, mpca, refugee multi sector, rms", "multisectorial, transferencias multipropósito, multipropósito"},
	{"ERY", "relèvement précoce, relèvement rapide, moyens de subsistance", "early recovery, livelihoods, ery, erl, recovery return and reintegration, rrr", "recuperación temprana, recuperação precoce, التعافي المبكر"},
	{"TEL", "télécom, télécoms, télécommunications, télécommunications d’urgence", "telecom, emergency telecommunications, etc", "telecomunicaciones, telecomunicación"},
	{"COO", "coordination, services communs, services humanitaires communs", "coordination, common services, ccs", "coordinación, coordenação"},
	{"OTH", "autre secteur, réponse aux réfugiés, protection sociale, réduction des risques de catastrophes", "other sector, social protection, disaster risk reduction, drr, refugee response, logistics and telecommunications", "protección social, otro"},
}

// otherSector are the cells of a column of sectors that say it is none of them.
const otherSector = "other others autre autres otro otros outro outros أخرى"

// Cancelled is what StateOf says of an activity that does not take place: no
// state of one.
const Cancelled = "cancelled"

// stateWords lead to the codes of record.ActivityStates, and to Cancelled.
var stateWords = []struct{ code, french, english, others string }{
	{"planned", "planifié, planifiée, planifiés, prévu, prévue, à venir, non démarré, non commencé, non réalisé, non réalisée, à démarrer", "planned, not started, not yet, not implemented, proposed, pipeline, upcoming", "planeada, planeado, planificada, planificado, prevista, previsto, por iniciar, مخطط, لم يبدأ"},
	{"ongoing", "en cours, encours, en exécution, démarré, inachevé", "ongoing, on going, not completed, implementation, in progress, under implementation, being implemented, active, started", "en ejecución, en curso, en proceso, en marcha, em curso, em execução, em andamento, جاري, قيد التنفيذ, مستمر"},
	{"completed", "terminé, terminée, achevé, achevée, finalisé, finalisée, fini, finie, réalisé, réalisée, clôturé, clôturée, complété, complétée", "completed, complete, finished, ended, done, closed, implemented, delivered", "completada, completado, completo, finalizada, finalizado, terminada, terminado, concluída, concluído, مكتمل, منتهي"},
	{Cancelled, "annulé, annulée, annulés, annulées, abandonné, abandonnée", "cancelled, canceled, withdrawn", "cancelada, cancelado, anulada, anulado, ملغى, ملغي"},
	{"suspended", "suspendu, suspendue, arrêté, arrêtée, en pause", "suspended, stopped, discontinued, on hold", "suspendida, suspendido, suspensa, suspenso, معلق, متوقف"},
}
