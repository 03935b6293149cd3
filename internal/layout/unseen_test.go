package layout

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"toguna/internal/exchange/sheet"
)

// unseen is a file of a country that nobody has described, as the field is
// known to send it, with what a careful reader finds. Rows are lines, cells are
// parted by a semicolon, ⏎ is a line break within a cell. A sheet whose name
// ends in ! is hidden.
type unseen struct {
	name string
	// sheets in order: name, then its rows; a file of one sheet without a name
	// is a CSV file
	sheets []string
	rows   [3]int // header row, first row of data, rows of data
	layout string // "long" when empty
	want   string // key: header, one a line; "-" for none
}

// numbers in {…} make a row repeat: {3}a;b;c is three rows alike.
var unseenFiles = []unseen{
	{name: "DRC: headers with instructions after a line break", sheets: []string{"Lisez-moi", `
Matrice 5W – instructions
Remplir une ligne par activité`, "Compilation_VF", `
TYPE ORGANISATION ⏎ (cette colonne est renseignée automatiquement);ACCRONYME ⏎ (Choisir dans la liste déroulante);NOM ORGANISATION ⏎ (cette colonne est renseignée automatiquement);CLUSTER ⏎ (Choisir);SOUS-CLUSTER ⏎ (Choisir);Province;Territoire;Code Terrtoire;Zone de santé;Statut ⏎ (Choisir)
ONG Nationale;AFPDE;Association des Femmes pour la Promotion;Protection;VBG;Sud-Kivu;Uvira;CD6208;Uvira;En cours
ONG Internationale;NRC;Norwegian Refugee Council;Abris;;Nord-Kivu;Rutshuru;CD6105;Rutshuru;En cours
Agence UN;UNICEF;Fonds des Nations Unies pour l’enfance;Education;;Ituri;Djugu;CD5402;Drodro;Terminé`},
		rows: [3]int{1, 2, 3}, want: `sheet: Compilation_VF
org: ACCRONYME ⏎ (Choisir dans la liste déroulante)
org_name: NOM ORGANISATION ⏎ (cette colonne est renseignée automatiquement)
org_type: TYPE ORGANISATION ⏎ (cette colonne est renseignée automatiquement)
sector: CLUSTER ⏎ (Choisir)
subsector: SOUS-CLUSTER ⏎ (Choisir)
adm1_name: Province
adm2_name: Territoire
adm2_code: Code Terrtoire
adm3_name: Zone de santé
status: Statut ⏎ (Choisir)
adm1_code: -`},

	{name: "CAR: tags only", sheets: []string{"COMPILALL", `
#org+description;#org+acronym;#org+type;#sector;#adm1+name;#adm2+code;#adm2+name;#date+start
Action contre la Faim;ACF;ONG internationale;Nutrition;Ouham;CF322;Batangafo;2023-01-01
Jeunesse Unie;JUPEDEC;ONG nationale;Protection;Mbomou;CF621;Bangassou;2023-01-01`},
		rows: [3]int{1, 2, 2}, want: `sheet: COMPILALL
org: #org+acronym
org_name: #org+description
org_type: #org+type
sector: #sector
adm1_name: #adm1+name
adm2_code: #adm2+code
date: #date+start`},

	{name: "Burkina Faso: two header rows, groups above", sheets: []string{"LISTES!", `
Région;Province;Secteur;Organisation
Sahel;Soum;Protection;DRC
Nord;Yatenga;Santé;MSF
;Passoré;Abris;
;;WASH;`, "MATRICE", `
QUI;;;QUOI;;OU;;;POUR QUI;;;;
Organisation *;Partenaire de mise en œuvre;Bailleur de fonds;Secteur *;Activité *;Région *;Province *;Commune *;Hommes;Femmes;Garçons;Filles;Total
DRC;AJDD;ECHO;Protection;Sensibilisation;Sahel;Soum;Djibo;10;20;30;40;100
NRC;;SIDA;Abris;Construction;Nord;Yatenga;Ouahigouya;1;2;3;4;10`},
		rows: [3]int{2, 3, 2}, want: `sheet: MATRICE
org: Partenaire de mise en œuvre
org_name: Organisation *
funding_name: Bailleur de fonds
sector: Secteur *
activity: Activité *
adm1_name: Région *
adm2_name: Province *
adm3_name: Commune *
people_men: Hommes
people_women: Femmes
people_boys: Garçons
people_girls: Filles
people: Total`},

	{name: "Cameroon: names of fields", sheets: []string{"", `
implementing_org_name;implementing_org_acronym;implementing_org_type;donor;clusters;adm1_name;adm1_pcode;adm2_name;adm2_pcode;start_date;end_date;activity_status
Plan International;PLAN;International NGO;ECHO;Education;Far North;CM004;Logone-et-Chari;CM004003;2023-01-01;2023-12-31;Ongoing
ALDEPA;ALDEPA;National NGO;UNHCR;Protection;Far North;CM004;Mayo-Sava;CM004006;2023-02-01;2023-06-30;Completed`},
		rows: [3]int{1, 2, 2}, want: `sheet: -
org: implementing_org_acronym
implementing_name: implementing_org_name
org_type: implementing_org_type
funding_name: donor
sector: clusters
adm1_name: adm1_name
adm1_code: adm1_pcode
adm2_name: adm2_name
adm2_code: adm2_pcode
date_start: start_date
date_end: end_date
status: activity_status`},

	{name: "Haiti: a department is of level 1", sheets: []string{"Pres Op_FINAL", `
ORG_NAME_fr;ORG_ACRONYM_fr;ORG_TYPE_fr;SECTORS_fr;Département;Commune;Section communale;adm2code
Concern Worldwide;CWW;ONG internationale;EHA;Ouest;Cité Soleil;Varreux;HT0117
Fondation Saint-Luc;FSL;ONG nationale;Santé;Sud;Les Cayes;Bourdet;HT0711`},
		rows: [3]int{1, 2, 2}, want: `org: ORG_ACRONYM_fr
org_name: ORG_NAME_fr
org_type: ORG_TYPE_fr
sector: SECTORS_fr
adm1_name: Département
adm2_name: Commune
adm3_name: Section communale
adm2_code: adm2code
adm1_code: -`},

	{name: "Colombia: English and Spanish heads", sheets: []string{"Hoja-1", `
MAIN ORGANIZATION;IMPLEMENTER ORGANIZATION;Organization acronym;Implementing organization type;SECTOR / CLUSTER;Departamento;Municipio;Pcode 2;Estado;Fecha de inicio;Fecha final
ACNUR;Pastoral Social;PS;ONG Nacional;Protección;Nariño;Tumaco;CO52835;En ejecución;01/02/2023;31/12/2023
OIM;Opción Legal;OL;ONG Nacional;Alojamiento;Chocó;Quibdó;CO27001;Finalizada;15/01/2023;30/06/2023`},
		rows: [3]int{1, 2, 2}, want: `org: IMPLEMENTER ORGANIZATION
reporting_name: MAIN ORGANIZATION
org_type: Implementing organization type
sector: SECTOR / CLUSTER
adm1_name: Departamento
adm2_name: Municipio
adm2_code: Pcode 2
status: Estado
date_start: Fecha de inicio
date_end: Fecha final`},

	{name: "Guatemala", sheets: []string{"Hoja-1", `
ORGANIZACIÓN DONANTE;ORGANIZACIÓN IMPLEMENTADORA;TIPO DE ORGANIZACIÓN;SECTOR / CLUSTER;ACTIVIDAD;DEPARTAMENTO;PCODE1;MUNICIPIO;PCODE2;FECHA DE INICIO;FECHA DE FINALIZACIÓN;Mujeres alcanzadas;Hombres alcanzados;Niñas alcanzadas;Niños alcanzados
USAID;CARE;ONG Internacional;WASH;Entrega de kits;Alta Verapaz;GT16;Cobán;GT1601;01/03/2022;31/05/2022;10;12;5;6
ECHO;ASECSA;ONG Nacional;Salud;Consultas;Izabal;GT18;Morales;GT1804;20/03/2022;31/05/2022;30;2;5;6`},
		rows: [3]int{1, 2, 2}, want: `org: ORGANIZACIÓN IMPLEMENTADORA
org_type: TIPO DE ORGANIZACIÓN
funding_name: ORGANIZACIÓN DONANTE
sector: SECTOR / CLUSTER
activity: ACTIVIDAD
adm1_name: DEPARTAMENTO
adm1_code: PCODE1
adm2_name: MUNICIPIO
adm2_code: PCODE2
reached_women: Mujeres alcanzadas
reached_men: Hombres alcanzados
reached_girls: Niñas alcanzadas
reached_boys: Niños alcanzados`},

	{name: "Venezuela: Estado is a place", sheets: []string{"Datos", `
Organización líder;Socio implementador;Tipo de socio;Clúster;Estado;Municipio;Parroquia;Mes de reporte;Estatus
UNICEF;Fe y Alegría;ONG Nacional;Educación;Zulia;Maracaibo;Cacique Mara;mayo 2021;En curso
PNUD;Cesap;ONG Nacional;Salud;Sucre;Cumaná;Altagracia;mayo 2021;Finalizada
OIM;Cáritas;ONG Nacional;Protección;Táchira;Bolívar;San Antonio;mayo 2021;En curso`},
		rows: [3]int{1, 2, 3}, want: `org: Socio implementador
reporting_name: Organización líder
org_type: Tipo de socio
sector: Clúster
adm1_name: Estado
adm2_name: Municipio
adm3_name: Parroquia
date: Mes de reporte
status: Estatus`},

	{name: "Sudan", sheets: []string{"Pivot", `
Row Labels;Count of Organization
Khartoum;12
Kassala;8`, "3W_master_data", `
Organization;Org Acronym;Org Type;Sector;State;Locality
Norwegian Refugee Council;NRC;INGO;Shelter/NFI;North Darfur;El Fasher
Sudanese Red Crescent;SRCS;NNGO;Health;Kassala;Wad Al Hilaiw
UNHCR;UNHCR;UN;Protection;White Nile;Al Jabalain`},
		rows: [3]int{1, 2, 3}, want: `sheet: 3W_master_data
org: Org Acronym
org_name: Organization
org_type: Org Type
sector: Sector
adm1_name: State
adm2_name: Locality`},

	{name: "South Sudan", sheets: []string{"data", `
Name of organization;Acronym;Type;Cluster;State;County;Payam;Beneficiaries Targeted;Beneficiaries Reached
Nile Hope;NH;NNGO;Protection;Jonglei;Akobo;Bilkey;500;320
Oxfam;OXFAM;INGO;WASH;Unity;Rubkona;Bentiu;1500;900`},
		rows: [3]int{1, 2, 2}, want: `org: Acronym
org_name: Name of organization
org_type: Type
sector: Cluster
adm1_name: State
adm2_name: County
adm3_name: Payam
targeted: Beneficiaries Targeted
reached: Beneficiaries Reached`},

	{name: "Chad: names cut at ten letters", sheets: []string{"", `
NOM_ORGANI;ORG_ACRONY;TYPE_ORGAN;CLUSTER;admin1Name;admin1Pcod;admin2Name;admin2Pcod
Croix-Rouge du Tchad;CRT;Mouvement de la Croix Rouge;Santé;Lac;TD07;Mamdi;TD0701
Help Tchad;HT;ONG Nationale;Abris;Ouaddaï;TD12;Assoungha;TD1203`},
		rows: [3]int{1, 2, 2}, want: `org: ORG_ACRONY
org_name: NOM_ORGANI
org_type: TYPE_ORGAN
sector: CLUSTER
adm1_name: admin1Name
adm1_code: admin1Pcod
adm2_name: admin2Name
adm2_code: admin2Pcod`},

	{name: "Mozambique: Portuguese", sheets: []string{"5W", `
Organização;Parceiro de implementação;Tipo de organização;Doador;Sector;Actividade;Província;Distrito;Posto Administrativo;Data de início;Data de fim;Homens alcançados;Mulheres alcançadas;Rapazes alcançados;Raparigas alcançadas
OIM;AVSI;ONG Internacional;ECHO;Abrigo;Distribuição;Cabo Delgado;Pemba;Metuge;01/02/2022;30/06/2022;10;20;30;40
UNICEF;Kulima;ONG Nacional;USAID;Educação;Formação;Nampula;Meconta;Corrane;15/02/2022;30/06/2022;1;2;3;4`},
		rows: [3]int{1, 2, 2}, want: `org: Parceiro de implementação
org_type: Tipo de organização
funding_name: Doador
sector: Sector
activity: Actividade
adm1_name: Província
adm2_name: Distrito
adm3_name: Posto Administrativo
date_start: Data de início
date_end: Data de fim
reached_men: Homens alcançados
reached_women: Mulheres alcançadas
reached_boys: Rapazes alcançados
reached_girls: Raparigas alcançadas`},

	{name: "Syria: Arabic", sheets: []string{"البيانات", `
اسم المنظمة;نوع المنظمة;الشريك المنفذ;القطاع;النشاط;المحافظة;المديرية;الناحية;القرية;تاريخ البداية;تاريخ النهاية;عدد المستفيدين
الهلال الأحمر;منظمة وطنية;جمعية البر;الصحة;توزيع;حلب;اعزاز;صوران;دابق;2022-01-01;2022-03-31;200
اليونيسف;الأمم المتحدة;جمعية الأمل;التعليم;تدريب;إدلب;حارم;سلقين;عزمارين;2022-02-01;2022-04-30;150`},
		rows: [3]int{1, 2, 2}, want: `org: الشريك المنفذ
org_name: اسم المنظمة
org_type: -
sector: القطاع
activity: النشاط
adm1_name: المحافظة
adm2_name: المديرية
adm3_name: الناحية
site: القرية
date_start: تاريخ البداية
date_end: تاريخ النهاية
people: عدد المستفيدين`},

	{name: "Yemen: both languages in one head", sheets: []string{"Data", `
Organization Name - اسم المنظمة;Organization Acronym - إختصار إسم المنظمة;Organization Type - نوع المنظمة;Cluster - الكتلة;Governorate - المحافظة;Governorate Pcode;District - المديرية;District Pcode
Save the Children;SCI;INGO;Education;Taiz;YE15;Al Mukha;YE1508
Yemen Hope;YH;NNGO;Protection;Aden;YE24;Al Buraiqeh;YE2407`},
		rows: [3]int{1, 2, 2}, want: `org: Organization Acronym - إختصار إسم المنظمة
org_name: Organization Name - اسم المنظمة
org_type: Organization Type - نوع المنظمة
sector: Cluster - الكتلة
adm1_name: Governorate - المحافظة
adm1_code: Governorate Pcode
adm2_name: District - المديرية
adm2_code: District Pcode`},

	{name: "Libya: baladiya under mantika", sheets: []string{"3W", `
Organisation;Implementing Partner;Sector;Activity;Mantika;Baladiya;Mantika Pcode;Status
UNHCR;LibAid;Protection;Cash;Benghazi;Benghazi;LY0101;Ongoing
IOM;STACO;Shelter;NFI;Tripoli;Tajoura;LY0211;Completed`},
		rows: [3]int{1, 2, 2}, want: `org: Implementing Partner
org_name: Organisation
sector: Sector
activity: Activity
adm2_name: Mantika
adm2_code: Mantika Pcode
adm3_name: Baladiya
adm1_name: -
status: Status`},

	{name: "Ethiopia: region, zone, woreda", sheets: []string{"", `
Lead Agency;Implementing Partner;IP Type;Donor;Cluster;Region;Zone;Woreda;Woreda Pcode;Planned;Reached
UNICEF;REST;NNGO;CERF;WASH;Tigray;Central;Adwa;ET010201;500;200
WFP;ORDA;NNGO;USAID;Nutrition;Amhara;North Wello;Kobo;ET030305;800;750`},
		rows: [3]int{1, 2, 2}, want: `org: Implementing Partner
org_type: IP Type
reporting_name: Lead Agency
funding_name: Donor
sector: Cluster
adm1_name: Region
adm2_name: Zone
adm3_name: Woreda
adm3_code: Woreda Pcode
targeted: Planned
reached: Reached`},

	{name: "Niger after 2022: two lists beside the table", sheets: []string{"Listes", `
Type;Secteur;Région;Organisation
ONG nationale;Santé;Agadez;APBE
ONG internationale;Protection;Diffa;COOPI
Nations Unies;Abris;Dosso;OIM
;Nutrition;Maradi;
;EHA;Tahoua;`, "3w_OP_Nationale_compilation", `
3W opérationnelle – Niger
Mise à jour : juin 2023

ACCRONYME;NOM ORGANISATION;TYPE ORGANISATION;SECTEUR;REGION;DEPARTEMENT;COMMUNE
APBE;Action pour le Bien-Etre;ONG Nationale;Santé;Diffa;Bosso;Toumour
COOPI;Cooperazione Internazionale;ONG Internationale;Protection;Diffa;Mainé Soroa;Mainé Soroa
OIM;Organisation internationale pour les migrations;Nations Unies;Abris;Agadez;Arlit;Arlit`},
		rows: [3]int{4, 5, 3}, want: `sheet: 3w_OP_Nationale_compilation
org: ACCRONYME
org_name: NOM ORGANISATION
org_type: TYPE ORGANISATION
sector: SECTEUR
adm1_name: REGION
adm2_name: DEPARTEMENT
adm3_name: COMMUNE`},

	{name: "Niger: the tag inside the header cell", sheets: []string{"", `
Organisation #org+name;Type d'organisation #org+type;Secteur #sector;Région #adm1+name;Département #adm2+name
CARE;ONG Internationale;Protection;Tillabéri;Ayorou
Karkara;ONG Nationale;Nutrition;Zinder;Magaria`},
		rows: [3]int{1, 2, 2}, want: `org: Organisation #org+name
org_type: Type d'organisation #org+type
sector: Secteur #sector
adm1_name: Région #adm1+name
adm2_name: Département #adm2+name`},

	{name: "Kobo CSV: group and question, labels", sheets: []string{"", `
start;end;Identification/Nom de l'organisation;Identification/Type d'organisation;Identification/Bailleur;Activité/Cluster;Activité/Cluster/Protection;Activité/Cluster/Santé;Activité/Description de l'activité;Lieu/Région;Lieu/Cercle;Lieu/Commune;_Lieu_latitude;_Lieu_longitude;Bénéficiaires/Femmes;Bénéficiaires/Hommes;_id;_uuid;_submission_time;_validation_status;_index
2018-03-01T09:00:00.000Z;2018-03-01T09:20:00.000Z;AMSS;ONG nationale;UNHCR;Protection;1;0;Causeries;Mopti;Djenné;Djenné;13.9;-4.55;12;10;1;a7c0;2018-03-01T09:21:00;validation_status_approved;1
2018-03-02T09:00:00.000Z;2018-03-02T09:20:00.000Z;NRC;ONG internationale;ECHO;Santé;0;1;Clinique mobile;Gao;Ansongo;Ansongo;15.6;0.5;30;20;2;b7c0;2018-03-02T09:21:00;;2`},
		rows: [3]int{1, 2, 2}, want: `org: Identification/Nom de l'organisation
org_type: Identification/Type d'organisation
funding_name: Identification/Bailleur
sector: Activité/Cluster
activity: Activité/Description de l'activité
adm1_name: Lieu/Région
adm2_name: Lieu/Cercle
adm3_name: Lieu/Commune
lat: _Lieu_latitude
people_women: Bénéficiaires/Femmes
people_men: Bénéficiaires/Hommes
row_id: _uuid
date_start: -
status: -`},

	{name: "Kobo CSV: names of fields", sheets: []string{"", `
today;who/reporting_org;who/impl_partner;who/donor;what/sector;what/activity;where/admin1;where/admin2;where/admin3;when/start_date;when/end_date;beneficiaries/reached_men;beneficiaries/reached_women;beneficiaries/reached_boys;beneficiaries/reached_girls;__version__;_uuid
2023-05-02;UNHCR;Intersos;ECHO;Protection;PSS;Borno;Bama;Bama;2023-05-01;2023-05-31;1;2;3;4;v1;x1
2023-05-03;UNICEF;NRC;USAID;Education;Kits;Yobe;Gujba;Buni;2023-05-01;2023-05-31;5;6;7;8;v1;x2`},
		rows: [3]int{1, 2, 2}, want: `org: who/impl_partner
reporting_name: who/reporting_org
funding_name: who/donor
sector: what/sector
activity: what/activity
adm1_name: where/admin1
adm2_name: where/admin2
adm3_name: where/admin3
date_start: when/start_date
date_end: when/end_date
reached_men: beneficiaries/reached_men
reached_women: beneficiaries/reached_women
reached_boys: beneficiaries/reached_boys
reached_girls: beneficiaries/reached_girls
row_id: _uuid`},

	{name: "Kobo XLSX with a row of tags, sparse", sheets: []string{"5W mensuel", `
Organisation;Type;Secteur;Région;District;Mois;Nombre atteint;_uuid
#org;;#sector;#adm1;#adm2;;#reached;
CARE;ONG internationale;EHA;Analanjirofo;Mananara;2022-03;120;u1
Fiantsena;ONG nationale;Protection;Atsinanana;Vatomandry;2022-03;80;u2`},
		rows: [3]int{1, 3, 2}, want: `org: Organisation
org_type: Type
sector: Secteur
adm1_name: Région
adm2_name: District
date: Mois
reached: Nombre atteint
row_id: _uuid`},

	{name: "ODK Central CSV", sheets: []string{"", `
SubmissionDate,meta-instanceID,org-name,org-acronym,org-type,activity-sector,activity-description,place-admin1,place-admin2,KEY,SubmitterID,SubmitterName,AttachmentsPresent,AttachmentsExpected,Status,ReviewState,DeviceID,Edits,FormVersion
2022-01-05T10:00:00Z,uuid:1,Concern,CWW,INGO,Nutrition,Screening,Sahil,Ceerigaabo,uuid:1,3,amina,0,0,,approved,d1,0,3
2022-01-06T10:00:00Z,uuid:2,SADO,SADO,NNGO,Education,Schools,Gedo,Baardheere,uuid:2,3,amina,0,0,,approved,d1,0,3`},
		rows: [3]int{1, 2, 2}, want: `org: org-acronym
org_name: org-name
org_type: org-type
sector: activity-sector
activity: activity-description
adm1_name: place-admin1
adm2_name: place-admin2
date: -
row_id: KEY`},

	{name: "ActivityInfo", sheets: []string{"", `
_id;Partner Name;Partner.Type;Site Région;Site Préfecture;Site Name;Secteur;Indicateur;Month;Valeur atteinte;_lastEditTime
cjx1;Mercy Corps;ONG internationale;Lobaye;Mbaïki;Site 1;Protection;# de personnes;2018-03;100;1520000000
cjx2;ESPERANCE;ONG nationale;Ouaka;Bambari;Site 2;Abris;# de personnes;2018-03;60;1520000001`},
		rows: [3]int{1, 2, 2}, want: `org: Partner Name
org_type: Partner.Type
adm1_name: Site Région
adm2_name: Site Préfecture
site: Site Name
sector: Secteur
indicator: Indicateur
date: Month
reached: Valeur atteinte`},

	{name: "PRP: data at row 5", sheets: []string{"Export", `
Country;Response Plan;Cluster;Partner Name;Cluster Objective;Activity;Indicator;Partner's Project Name;Activity Status;Start Date of Activity;End Date of Activity;Target;Progress in Location;Report Location Name;Admin 1 Name;Admin 1 Pcode;Admin 2 Name;Admin 2 Pcode;Date Reported;Girls + <18
;;;;;;;;;;;;;;;;;;;id 14
text;text;text;text;text;text;text;text;text;date;date;number;number;text;text;text;text;text;date;number
#country+name;#responseplan+name;#sector+cluster;#org+name;#activity+objective;#activity+name;#indicator+name;#activity+project+name;#status;#date+start;#date+end;#indicator+target;#indicator+actual;#loc+name;#adm1+name;#adm1+code;#adm2+name;#adm2+code;#date+reported;#indicator+value+f+children
Afghanistan;HRP 2018;Protection;Zardozi;Objective 1;Legal aid;# of people;Project A;Ongoing;2018-01-01;2018-12-31;500;200;Kabul city;Kabul;AF01;Paghman;AF0102;2018-03-31;20
Afghanistan;HRP 2018;WASH;DACAAR;Objective 2;Wells;# of wells;Project B;Ongoing;2018-01-01;2018-12-31;50;20;Herat;Herat;AF32;Injil;AF3202;2018-03-31;5`},
		rows: [3]int{1, 5, 2}, want: `org: Partner Name
sector: Cluster
objective: Cluster Objective
activity: Activity
indicator: Indicator
project: Partner's Project Name
status: Activity Status
date_start: Start Date of Activity
date_end: End Date of Activity
targeted: Target
reached: Progress in Location
adm1_name: Admin 1 Name
adm1_code: Admin 1 Pcode
adm2_name: Admin 2 Name
adm2_code: Admin 2 Pcode
date_reported: Date Reported
adm0_name: Country
reached_girls: Girls + <18`},

	{name: "HR.info activities", sheets: []string{"", `
Organizations;Clusters;Locations;Title;Primary Beneficiary;Number of primary beneficiaries;Status;Start Date;End Date
Mercy Corps; Nutrition;Bol;Screening;IDPs;500;ongoing;01/03/2016;31/05/2016
ACTED;Protection;Bagasola;Training;Refugees;200;planned;15/03/2016;30/06/2016`},
		rows: [3]int{1, 2, 2}, want: `org: Organizations
sector: Clusters
site: Locations
population: Primary Beneficiary
people: Number of primary beneficiaries
status: Status
date_start: Start Date
date_end: End Date`},

	{name: "Myanmar: two kinds in one head", sheets: []string{"", `
Organization;Org Type;Sector;State/Region;State/Region Pcode;Township;Township Pcode;Donor
KBC;NNGO;Shelter;Kachin;MMR001;Waingmaw;MMR001002;HARP
Trocaire;INGO;Protection;Rakhine;MMR012;Sittwe;MMR012001;ECHO`},
		rows: [3]int{1, 2, 2}, want: `org: Organization
org_type: Org Type
sector: Sector
adm1_name: State/Region
adm1_code: State/Region Pcode
adm3_name: Township
funding_name: Donor`},

	{name: "Bangladesh: division, district, upazila, union", sheets: []string{"", `
Programme Partner;Implementing Partner;Sector;Division;District;Upazila;Union;Beneficiaries
UNHCR;BRAC;Protection;Chattogram;Cox's Bazar;Ukhia;Palong Khali;300
IOM;Mukti;WASH;Chattogram;Cox's Bazar;Teknaf;Hnila;200`},
		rows: [3]int{1, 2, 2}, want: `org: Implementing Partner
sector: Sector
adm1_name: Division
adm2_name: District
adm3_name: Upazila
adm4_name: Union
people: Beneficiaries`},

	{name: "Philippines: a province under a region", sheets: []string{"", `
Agency;Implementing Partner;Cluster;Region;Province;Municipality;Barangay;Status
UNFPA;Likhaan;Protection;Region VIII;Leyte;Tacloban;Brgy 88;Completed
ILO;TESDA;Livelihoods;Region VIII;Samar;Basey;Brgy 2;Ongoing`},
		rows: [3]int{1, 2, 2}, want: `org: Implementing Partner
sector: Cluster
adm1_name: Region
adm2_name: Province
adm3_name: Municipality
adm4_name: Barangay
status: Status`},

	{name: "Burundi: communes of a province", sheets: []string{"", `
Organisation;Type d'organisation;Secteur;Province;Commune;Colline;Pcode
FVS-Amade;ONG Nationale;Protection;Bujumbura Rural;Isale;Gasenyi;BI0112
IRC;ONG Internationale;Santé;Makamba;Nyanza-Lac;Kabonga;BI1106`},
		rows: [3]int{1, 2, 2}, want: `org: Organisation
org_type: Type d'organisation
sector: Secteur
adm1_name: Province
adm2_name: Commune
adm3_name: Colline
adm2_code: Pcode`},

	{name: "Ukraine, long", sheets: []string{"5W", `
Reporting Organization;Implementing Partner Organization;Implementing Partner Type;Cluster;Indicator;Oblast;Oblast Code;Raion;Hromada;Settlement;Reporting Month;Female 60+;Male 60+;Persons with disabilities
UNHCR;Proliska;National NGO;Protection;Legal aid;Donetska;UA14;Bakhmutskyi;Toretska;Toretsk;2022-05;30;10;4
IOM;NRC;International NGO;Shelter;Repairs;Kharkivska;UA63;Iziumskyi;Iziumska;Izium;2022-05;20;8;2`},
		rows: [3]int{1, 2, 2}, want: `org: Implementing Partner Organization
org_type: Implementing Partner Type
reporting_name: Reporting Organization
sector: Cluster
indicator: Indicator
adm1_name: Oblast
adm1_code: Oblast Code
adm2_name: Raion
adm3_name: Hromada
site: Settlement
date: Reporting Month
people_older_women: Female 60+
people_older_men: Male 60+
people_disabled: Persons with disabilities`},

	{name: "Iraq: typos that persist", sheets: []string{"", `
Organisaton Name;Organizaton Type;Clsuter;Governorate;Distrct;Sub-District;Benificiaries
Al-Mesalla;NNGO;Protection;Ninewa;Mosul;Hamam al-Alil;100
IRC;INGO;Health;Anbar;Falluja;Garma;200`},
		rows: [3]int{1, 2, 2}, want: `org: Organisaton Name
org_type: Organizaton Type
sector: Clsuter
adm1_name: Governorate
adm2_name: Distrct
adm3_name: Sub-District
people: Benificiaries`},

	{name: "header split over two rows", sheets: []string{"Feuil1", `
Nom de;Type;Secteur;Région;Date de;Date de
l'organisation;d'organisation;d'intervention;;début;fin
Tearfund;ONG internationale;EHA;Tillabéri;2021-01-01;2021-06-30
Gaskiya;ONG nationale;Protection;Diffa;2021-01-01;2021-06-30`},
		rows: [3]int{2, 3, 2}, want: `org: l'organisation
org_type: d'organisation
sector: d'intervention
adm1_name: Région
date_start: début
date_end: fin`},

	{name: "groups that make short headers clear", sheets: []string{"Données", `
Organisation;;;Localisation;;;;Bénéficiaires ciblés;;;Bénéficiaires atteints;;
Nom;Sigle;Type;Région;Code région;Cercle;Code cercle;Filles;Garçons;Total;Filles;Garçons;Total
Alliance;ALL;ONG nationale;Ségou;ML04;Niono;ML0404;1;2;3;4;5;9
Handicap International;HI;ONG internationale;Mopti;ML05;Koro;ML0505;1;2;3;4;5;9`},
		rows: [3]int{2, 3, 2}, want: `org: Sigle
org_name: Nom
org_type: Type
adm1_name: Région
adm1_code: Code région
adm2_name: Cercle
adm2_code: Code cercle
targeted_girls: Filles
targeted: Total
reached_girls: Filles
reached: Total
reached_boys: Garçons`},

	{name: "columns merged over both header rows", sheets: []string{"Matrice", `
Organisation;Type d'organisation;Secteur;Région;Cercle;Personnes atteintes;;;
;;;;;Filles;Garçons;Femmes;Hommes
AMSS;ONG nationale;Protection;Mopti;Bankass;1;2;3;4
DRC;ONG internationale;Abris;Gao;Bourem;1;2;3;4`},
		rows: [3]int{2, 3, 2}, want: `org: Organisation
org_type: Type d'organisation
sector: Secteur
adm1_name: Région
adm2_name: Cercle
reached_girls: Filles
reached_boys: Garçons
reached_women: Femmes
reached_men: Hommes`},

	{name: "titles, a logo row and a trailing total", sheets: []string{"Suivi", `
REPUBLIQUE DU TCHAD
Cluster Protection – Matrice de suivi 3W
Période : janvier à mars 2021 ;;;;Version 2

N°;Organisation;Type;Secteur;Province;Département;Sous-préfecture;Cible;Atteint
1;ATURAD;ONG nationale;Protection;Lac;Mamdi;Bol;100;50
2;Oxfam;ONG internationale;EHA;Logone Oriental;La Nya;Bébédja;200;80
3;COOPI;ONG internationale;Nutrition;Batha;Batha Est;Oum Hadjer;300;90
Total;;;;;;;600;220`},
		rows: [3]int{5, 6, 4}, want: `org: Organisation
org_type: Type
sector: Secteur
adm1_name: Province
adm2_name: Département
adm3_name: Sous-préfecture
targeted: Cible
reached: Atteint`},

	{name: "malformed and partial tags", sheets: []string{"", `
Organisation;Type;Secteur;Région;Cercle;Statut
#org+;#org+type;#secteur cluster;#adm1+name;;#status
GARDL;ONG nationale;Protection;Tombouctou;Diré;en cours
AVSF;ONG internationale;Sécurité alimentaire;Tombouctou;Goundam;en cours`},
		rows: [3]int{1, 3, 2}, want: `org: Organisation
org_type: Type
sector: Secteur
adm1_name: Région
adm2_name: Cercle
status: Statut`},

	{name: "crosstab: a column for each cluster, crosses", sheets: []string{"Présence", `
Présence par cluster
Région;Cercle;Protection;Santé;EHA;Abris;Nutrition
Mopti;Koro;x;x;;x;
Gao;Ansongo;x;;x;;x
Kidal;Kidal;;x;;;`},
		layout: "crosstab", rows: [3]int{2, 3, 3}, want: `org: -
adm1_name: Région
adm2_name: Cercle
sector: -`},

	{name: "crosstab: organisations by cluster", sheets: []string{"Matrix", `
Organization;Type;Region;Protection;Health;WASH;Education
SADO;NNGO;Gedo;1;0;1;0
IRC;INGO;Bay;0;1;1;
CISP;INGO;Hiraan;1;;;1`},
		layout: "crosstab", rows: [3]int{1, 2, 3}, want: `org: Organization
org_type: Type
adm1_name: Region`},

	{name: "an empty template with hidden codes", sheets: []string{"Codes!", `
Region;Region Pcode;District;District Pcode
Gedo;SO26;Baardheere;SO2602
Bay;SO24;Baidoa;SO2401`, "Template", `
Organisation;Organisation type;Cluster;Region;District;Month;People reached
CISP;INGO;Education;Gedo;Garbahaarey;2022-03;12`},
		rows: [3]int{1, 2, 1}, want: `sheet: Template
org: Organisation
org_type: Organisation type
sector: Cluster
adm1_name: Region
adm2_name: District
date: Month
reached: People reached`},

	{name: "last month's data left in a hidden sheet", sheets: []string{"Fev!", `
Organisation;Type;Secteur;Région;Cercle
DRC;ONG Int;Protection;Gao;Gao
NRC;ONG Int;Abris;Gao;Gao`, "TCD", `
Étiquettes de lignes;Nombre de Organisation
Gao;2`, "Mars", `
Organisation;Type;Secteur;Région;Cercle
DRC;ONG Int;Protection;Gao;Gao
NRC;ONG Int;Abris;Gao;Ansongo`},
		rows: [3]int{1, 2, 2}, want: `sheet: Mars
org: Organisation
org_type: Type
sector: Secteur
adm1_name: Région
adm2_name: Cercle`},

	{name: "columns numbered below the headers", sheets: []string{"", `
Partenaire;Catégorie de partenaire;Domaine d'intervention;Région;Préfecture;Sous-préfecture
1;2;3;4;5;6
Plan Guinée;ONG internationale;Protection de l'enfant;Nzérékoré;Macenta;Daro
Sabou;ONG nationale;Santé;Kindia;Coyah;Wonkifong`},
		rows: [3]int{1, 3, 2}, want: `org: Partenaire
org_type: Catégorie de partenaire
sector: Domaine d'intervention
adm1_name: Région
adm2_name: Préfecture
adm3_name: Sous-préfecture`},

	{name: "Ecuador", sheets: []string{"", `
Socio;Tipo de socio;Sector;Provincia;Cantón;Parroquia;Población meta;Personas alcanzadas;Con discapacidad
HIAS;ONG Internacional;Protección;Esmeraldas;San Lorenzo;Calderón;Refugiados;20;2
FEPP;ONG Nacional;Seguridad alimentaria;Sucumbíos;Lago Agrio;Nueva Loja;Acogida;30;1`},
		rows: [3]int{1, 2, 2}, want: `org: Socio
org_type: Tipo de socio
sector: Sector
adm1_name: Provincia
adm2_name: Cantón
adm3_name: Parroquia
population: Población meta
reached: Personas alcanzadas`},

	{name: "Peru: province under department", sheets: []string{"", `
Organización;Sector;Departamento;Provincia;Distrito;Ubigeo
ADRA;WASH;Piura;Sullana;Bellavista;200602
Soluciones Prácticas;Educación;Tumbes;Zarumilla;Aguas Verdes;240302`},
		rows: [3]int{1, 2, 2}, want: `org: Organización
sector: Sector
adm1_name: Departamento
adm2_name: Provincia
adm3_name: Distrito`},

	{name: "Mauritania, with contacts", sheets: []string{"", `
Agence/ONG;Catégorie;Personne de contact;Email;Tél.;Wilaya;Moughataa;Commune;Secteur;Sous-secteur;Modalité;Unité;Quantité
Action Contre la Faim;ONG Int;A. Diallo;a@example.org;+222 1;Hodh El Chargui;Bassikounou;Fassala;Nutrition;;Nature;Kits;30
Actions;ONG Nat;B. Sy;b@example.org;+222 2;Guidimakha;Ould Yengé;Bouanze;EHA;;Service;Points d'eau;3`},
		rows: [3]int{1, 2, 2}, want: `org: Agence/ONG
org_type: Catégorie
contact: Personne de contact
contact_email: Email
contact_phone: Tél.
adm1_name: Wilaya
adm2_name: Moughataa
adm3_name: Commune
sector: Secteur
subsector: Sous-secteur
modality: Modalité
unit: Unité`},

	{name: "Kenya: counties are of level 1", sheets: []string{"", `
S/N;Name of Implementing Agency;Category of agency;Thematic area;County;Sub County;Ward;Start Month;End Month;# of beneficiaries reached
1;Kenya Red Cross;Red Cross Movement;WASH;Turkana;Loima;Kotaruk;2022-01;2022-06;1200
2;ALDEF;National NGO;Health;Wajir;Eldas;Lakoley;2022-02;2022-06;300
3;Concern;International NGO;Nutrition;Marsabit;Laisamis;Korr;2022-02;2022-06;250`},
		rows: [3]int{1, 2, 3}, want: `org: Name of Implementing Agency
org_type: Category of agency
sector: Thematic area
adm1_name: County
adm2_name: Sub County
adm3_name: Ward
date_start: Start Month
date_end: End Month
reached: # of beneficiaries reached`},

	{name: "Pakistan: codes beside names", sheets: []string{"Dashboard", `
Total organizations;34
Total districts;22`, "Data", `
Organization;Organization Type;Implementing Partners;Cluster;Activity;Province;Prov_Pcode;District;Dist_Pcode;Tehsil;Activity Status;Planned Beneficiaries;Reached Beneficiaries
UNICEF;UN Agency;SRSO;WASH;Latrines;Sindh;PK8;Sukkur;PK821;Rohri;Ongoing;500;300
IRC;INGO;HANDS;Health;OPD;Balochistan;PK2;Nasirabad;PK217;Chattar;Completed;400;420`},
		rows: [3]int{1, 2, 2}, want: `sheet: Data
org: Implementing Partners
org_name: Organization
org_type: -
sector: Cluster
activity: Activity
adm1_name: Province
adm1_code: Prov_Pcode
adm2_name: District
adm2_code: Dist_Pcode
adm3_name: Tehsil
status: Activity Status
targeted: Planned Beneficiaries
reached: Reached Beneficiaries`},

	{name: "Madagascar: a note, then English tags with blanks", sheets: []string{"3W", `
Source : BNGRC, avril 2022

Acteur;Type acteur;Cluster;Région;Code région;District;Code district;Commune
#org +name;#org +type +name;#sector +cluster +name;#adm1 +name;#adm1 +code;#adm2 +name;#adm2 +code;#adm3 +name
CARE;ONG Internationale;EHA;Vatovavy;MG21;Mananjary;MG21208;Ambohitsara
SAF FJKM;ONG Nationale;Abris;Fitovinany;MG22;Manakara;MG22206;Ambila`},
		rows: [3]int{3, 5, 2}, want: `org: Acteur
org_type: Type acteur
sector: Cluster
adm1_name: Région
adm1_code: Code région
adm2_name: District
adm2_code: Code district
adm3_name: Commune`},

	{name: "who does what where, as questions", sheets: []string{"3W", `
Qui fait;Quoi;Où (région);Où (cercle);Quand (mois);Type d'acteur
Femmes et Développement;Protection;Kayes;Nioro;2018-03;ONG nationale
Helen Keller;Nutrition;Sikasso;Kadiolo;2018-03;ONG internationale`},
		rows: [3]int{1, 2, 2}, want: `org: Qui fait
org_type: Type d'acteur
sector: Quoi
adm1_name: Où (région)
adm2_name: Où (cercle)
date: Quand (mois)`},

	{name: "questions, what they ask for in brackets", sheets: []string{"", `
Who? (Organization);Who? (Type);Who funds? (Donor);What? (Cluster);What? (Activity);Where? (Province);Where? (District);When? (Start);When? (End);For whom? (Population group);How many people targeted?;How many people reached?
AAH;INGO;ECHO;Nutrition;Screening;Kabul;Paghman;2023-01-01;2023-03-31;IDPs;100;50
CoAR;NNGO;UNICEF;WASH;Wells;Herat;Injil;2023-01-01;2023-03-31;Host;100;50`},
		rows: [3]int{1, 2, 2}, want: `org: Who? (Organization)
org_type: Who? (Type)
funding_name: Who funds? (Donor)
sector: What? (Cluster)
activity: What? (Activity)
date_start: When? (Start)
date_end: When? (End)
population: For whom? (Population group)
targeted: How many people targeted?
reached: How many people reached?`},

	{name: "sex under age under targeted and reached", sheets: []string{"5W", `
Organization;Sector;Region;District;Beneficiaries targeted;;;;;;;Beneficiaries reached;;;;;;
;;;;Children (0-17);;Adults (18-59);;Elderly (60+);;Total;Children (0-17);;Adults (18-59);;Elderly (60+);;Total
;;;;Female;Male;Female;Male;Female;Male;;Female;Male;Female;Male;Female;Male;
CISP;Protection;Gedo;Luuq;1;2;3;4;5;6;21;1;2;3;4;5;6;21
IRC;Health;Bay;Baidoa;1;2;3;4;5;6;21;1;2;3;4;5;6;21`},
		rows: [3]int{3, 4, 2}, want: `org: Organization
sector: Sector
adm1_name: Region
adm2_name: District
targeted_girls: Female
targeted_older_men: Male
targeted: Total
reached_girls: Female
reached_boys: Male
reached_women: Female
reached_older_women: Female
reached: Total`},

	{name: "letters for girls and boys, groups below a title", sheets: []string{"5W Protection", `
RÉPUBLIQUE DU TCHAD – CLUSTER PROTECTION
Informations sur le partenaire;;;Activité;;Localisation;;Personnes ciblées;;;;;Personnes atteintes;;;;
Acronyme;Nom complet;Type;AoR;Statut;Province;Code Province;F <18;G <18;F 18+;H 18+;Total;F <18;G <18;F 18+;H 18+;Total
APLFT;Association pour la promotion;ONG nationale;VBG;En cours;Lac;TD07;1;2;3;4;10;1;2;3;4;10
HI;Handicap International;ONG internationale;PE;Planifié;Lac;TD07;1;2;3;4;10;1;2;3;4;10`},
		rows: [3]int{3, 4, 2}, want: `org: Acronyme
org_name: Nom complet
subsector: AoR
targeted_girls: F <18
targeted_boys: G <18
reached_boys: G <18
reached_women: F 18+
reached_men: H 18+
reached: Total`},

	{name: "tags above the headings, on some columns", sheets: []string{"Data", `
#date+reported;#org+reporting;;#org+impl;#sector;;#adm1+name;#adm1+code;#adm2+name;#adm2+code;;#reached+f+children;#reached+m+children;#reached+f+adults;#reached+m+adults;
Month;Reporting Org;Reporting Org Type;Implementing Org;Cluster;Activity;State;State Pcode;County;County Pcode;Payam;Girls;Boys;Women;Men;Total reached
2023-01;UNHCR;UN;HDC;Protection;PSS;Unity;SS07;Rubkona;SS0706;Bentiu;1;2;3;4;10
2023-01;UNIDOR;NNGO;UNIDOR;WASH;Wells;Jonglei;SS03;Akobo;SS0301;Bilkey;1;2;3;4;10`},
		rows: [3]int{2, 3, 2}, want: `reporting_type: Reporting Org Type
org: Implementing Org
sector: Cluster
activity: Activity
adm3_name: Payam
reached_men: Men
reached: Total reached`},

	{name: "headings that go on after a line break", sheets: []string{"5W", `
N° ⏎ d'ordre;Nom de ⏎ l'organisation;Type ⏎ d'organisation;Partenaires ⏎ d'exécution;Secteur ⏎ d'intervention;Région ⏎ (Admin1);Province ⏎ (Admin2);Nombre de personnes ⏎ ciblées;Nombre de personnes ⏎ atteintes;Date de ⏎ début;Date de ⏎ fin
1;OCADES;ONG nationale;ATAD;Protection;Sahel;Soum;100;50;2023-01-01;2023-03-31
2;HELP;ONG internationale;APRODEV;Santé;Nord;Yatenga;200;150;2023-01-01;2023-03-31`},
		rows: [3]int{1, 2, 2}, want: `org: Partenaires ⏎ d'exécution
org_name: Nom de ⏎ l'organisation
sector: Secteur ⏎ d'intervention
adm1_name: Région ⏎ (Admin1)
adm2_name: Province ⏎ (Admin2)
targeted: Nombre de personnes ⏎ ciblées
reached: Nombre de personnes ⏎ atteintes
date_start: Date de ⏎ début
date_end: Date de ⏎ fin`},

	{name: "mental health: columns lettered in brackets", sheets: []string{"3. Where when what", `
Inter-Agency 4Ws MHPSS
(A) Organisation;(B) Region/District where the activity takes place;(C) Town/neighbourhood;(D) GPS/P-code;(E) MHPSS activity code (choose from drop-down);(F) MHPSS subcode;(G) Description of activity;(H) Target group(s);(I) Number of people reached last 30 days;(J) Start date;(K) End date;(L) Status of implementation
TdH;Gao;Gao;ML0701;4. Strengthening of community supports;4.1;Groups;Children;40;2012-03-01;2012-12-31;Currently being implemented
CVT;Mopti;Sévaré;ML0503;8. Psychological intervention;8.1;Counselling;Adults;30;2012-03-01;2012-12-31;Funded but not yet implemented`},
		rows: [3]int{2, 3, 2}, want: `org: (A) Organisation
adm1_name: (B) Region/District where the activity takes place
site: (C) Town/neighbourhood
activity: (G) Description of activity
population: (H) Target group(s)
reached: (I) Number of people reached last 30 days
date_start: (J) Start date
status: (L) Status of implementation`},

	{name: "reached this month beside reached so far", sheets: []string{"", `
Period start;Period end;Governing entity;Indicator;Admin 1;Admin 1 P-Code;Org acronym;Org name;Pop. group;In need;Target;Cumulative reach;Monthly reach
2024-01-01;2024-03-31;Protection;# people;Gao;ML07;AMSS;Association malienne pour la survie;PDI;1000;500;200;50
2024-01-01;2024-03-31;Nutrition;# children;Mopti;ML05;ALIMA;The Alliance for International Medical Action;Hôtes;2000;700;300;80`},
		rows: [3]int{1, 2, 2}, want: `sector: Governing entity
date_start: Period start
population: Pop. group
in_need: In need
targeted: Target
reached: Monthly reach`},

	{name: "displaced, returnees and hosts counted apart, shares beside", sheets: []string{"", `
Organization;Sector;Governorate;District;# of IDPs reached;# of Returnees reached;# of Host community reached;Total # of people reached;% of target reached;Reached previous month
IRC;Protection;Ninewa;Mosul;10;20;5;35;12;30
DRC;Shelter;Anbar;Falluja;1;2;3;6;40;5`},
		rows: [3]int{1, 2, 2}, want: `org: Organization
reached: Total # of people reached`},

	{name: "a row that says what the columns hold", sheets: []string{"Data", `
Reporting partner;Implementing partner;Sector;Governorate;District;Men w/ disability;Reached
text;text;list;list;list;number;number
A;B;Protection;Aden;Crater;3;100
C;D;WASH;Taiz;Mawza;1;50`},
		rows: [3]int{1, 3, 2}, want: `org: Implementing partner
reporting_name: Reporting partner
sector: Sector
reached: Reached`},

	{name: "letters of four kinds of people below their group", sheets: []string{"5W", `
Region;Organization;Type;Cluster;Beneficiaries;;;;
;;;;M;F;B;G;Total
Somali;OWDA;NNGO;Protection;1;2;3;4;10
Afar;APDA;NNGO;WASH;1;2;3;4;10`},
		rows: [3]int{2, 3, 2}, want: `org: Organization
org_type: Type
sector: Cluster
adm1_name: Region
people_men: M
people_women: F
people_boys: B
people_girls: G
people: Total`},

	{name: "Guinea: abbreviations with hyphens", sheets: []string{"", `
N°;AGENCE LEAD;PARTENAIRE;NATURE DU PARTENAIRE;SOUS-SECTEUR;RÉGION D'INTERVENTION;PRÉF.;SOUS-PRÉF.;DATE DÉMAR.;DATE FIN;BÉN. CIBLÉS;BÉN. ATTEINTS;OBS.
1;UNHCR;CREDI;ONG nationale;VBG;Nzérékoré;Macenta;Daro;01/02/2023;31/12/2023;100;50;
2;UNICEF;Sabou;ONG nationale;PE;Kindia;Coyah;Wonkifong;15/02/2023;31/12/2023;100;50;vu`},
		rows: [3]int{1, 2, 2}, want: `org: PARTENAIRE
reporting_name: AGENCE LEAD
org_type: NATURE DU PARTENAIRE
subsector: SOUS-SECTEUR
adm1_name: RÉGION D'INTERVENTION
adm2_name: PRÉF.
adm3_name: SOUS-PRÉF.
date_start: DATE DÉMAR.
targeted: BÉN. CIBLÉS
reached: BÉN. ATTEINTS
remarks: OBS.`},

	{name: "Myanmar: letters for the units of codes", sheets: []string{"3W", `
Org_Name;Org_Acronym;Sector;SR_Pcode;State_Region;DT_Pcode;District;TS_Pcode;Township;VT_Pcode;Village_Tract;Village_Pcode;Village
Karuna Mission Social Solidarity;KMSS;Protection;MMR001;Kachin;MMR001D001;Myitkyina;MMR001001;Myitkyina;MMR001001001;Ah Lam;150001;Ah Lam
Danish Refugee Council;DRC;Shelter;MMR012;Rakhine;MMR012D001;Sittwe;MMR012001;Sittwe;MMR012001001;Ba Du;196001;Ba Du`},
		rows: [3]int{1, 2, 2}, want: `org: Org_Acronym
adm1_code: SR_Pcode
adm1_name: State_Region
adm2_code: DT_Pcode
adm2_name: District
adm3_code: TS_Pcode
adm3_name: Township
adm4_name: Village_Tract
site: Village`},

	{name: "Colombia: abbreviations", sheets: []string{"", `
Org. Implementadora;Tipo Org.;Sector;Cod_Dpto;Dpto;Cod_Mpio;Mpio;Fecha Ini;Fecha Fin;Total Benef.
NRC;ONG Internacional;Protección;CO52;Nariño;CO52835;Tumaco;01/02/2023;31/12/2023;30
PS;ONG Nacional;Salud;CO27;Chocó;CO27001;Quibdó;15/02/2023;31/12/2023;30`},
		rows: [3]int{1, 2, 2}, want: `org: Org. Implementadora
adm1_code: Cod_Dpto
adm1_name: Dpto
adm2_code: Cod_Mpio
adm2_name: Mpio
date_start: Fecha Ini
date_end: Fecha Fin
people: Total Benef.`},

	{name: "planned beside done, as titles; a year mistyped", sheets: []string{"5W", `
Partenaire;Cluster;Région;Province;Mois;Année;Planification;;;Réalisation T1;;
;;;;;;Hommes;Femmes;Total;Hommes;Femmes;Total
OCADES;Protection;Sahel;Soum;mars;2023;10;20;30;1;2;3
HELP;Santé;Nord;Yatenga;mars;2023;10;20;30;1;2;3
AEK;Santé;Nord;Loroum;mars;2023;10;20;30;1;2;3
DRC;Santé;Nord;Loroum;mars;2023;10;20;30;1;2;3
CRS;Santé;Nord;Zondoma;mars;23;10;20;30;1;2;3`},
		rows: [3]int{2, 3, 5}, want: `org: Partenaire
date_reported: Mois
targeted_men: Hommes
targeted: Total
reached_women: Femmes
reached: Total`},

	{name: "a table that begins in column B, with blank columns", sheets: []string{"5W", `

;;Cluster Protection – 5W;;;;;;;;;;
;N°;;Organisation;Type;Responsable;;Région;Cercle;;Activité;Du;Au;Effectif total
;1;;AMSS;ONG nationale;Moussa D.;;Gao;Gao;;PEC;01/02/2023;28/02/2023;100
;2;;NRC;ONG internationale;Awa T.;;Mopti;Koro;;EAE;13/02/2023;28/02/2023;50`},
		rows: [3]int{3, 4, 2}, want: `org: Organisation
org_type: Type
contact: Responsable
adm1_name: Région
adm2_name: Cercle
activity: Activité
date_start: Du
date_end: Au
people: Effectif total
sector: -`},
}

// book builds the file of a case: a CSV file for one sheet without a name, else
// a workbook by another library than ours.
func (u unseen) book(t *testing.T) *sheet.Book {
	t.Helper()
	lines := func(text string) [][]string {
		sep := ";"
		if !strings.Contains(text, ";") {
			sep = ","
		}
		var out [][]string
		for line := range strings.SplitSeq(strings.TrimPrefix(text, "\n"), "\n") {
			cells := strings.Split(line, sep)
			for i := range cells {
				cells[i] = strings.ReplaceAll(cells[i], " ⏎ ", " \n")
			}
			out = append(out, cells)
		}
		return out
	}
	if u.sheets[0] == "" {
		return bookOf(t, "f.csv", strings.TrimPrefix(u.sheets[1], "\n"))
	}
	f := excelize.NewFile()
	defer f.Close()
	for i := 0; i < len(u.sheets); i += 2 {
		name, hidden := strings.CutSuffix(u.sheets[i], "!")
		if _, err := f.NewSheet(name); err != nil {
			t.Fatal(err)
		}
		for r, cells := range lines(u.sheets[i+1]) {
			for c, text := range cells {
				if text == "" {
					continue
				}
				at, _ := excelize.CoordinatesToCellName(c+1, r+1)
				var v any = text
				if n := 0; strings.Trim(text, "0123456789") == "" {
					fmt.Sscan(text, &n)
					v = n
				}
				if err := f.SetCellValue(name, at, v); err != nil {
					t.Fatal(err)
				}
			}
		}
		if hidden {
			f.SetSheetVisible(name, false)
		}
	}
	if err := f.DeleteSheet("Sheet1"); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	book, err := sheet.Read("f.xlsx", bytes.NewReader(b.Bytes()), int64(b.Len()), sheet.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	return book
}

func TestFilesOfUnseenCountries(t *testing.T) {
	if len(unseenFiles) < 40 {
		t.Errorf("%d files", len(unseenFiles))
	}
	for _, u := range unseenFiles {
		t.Run(u.name, func(t *testing.T) {
			got := profileOf(t, u.book(t), Options{})
			layout := u.layout
			if layout == "" {
				layout = "long"
			}
			if at := [3]int{got.HeaderRow, got.FirstRow, got.Rows}; at != u.rows || got.Layout != layout {
				t.Errorf("rows %v %s, want %v %s", at, got.Layout, u.rows, layout)
			}
			for line := range strings.SplitSeq(u.want, "\n") {
				key, want, _ := strings.Cut(line, ": ")
				found := "-"
				if key == "sheet" {
					if got.Sheet != nil {
						found = *got.Sheet
					}
				} else if c, known := got.Columns[key]; !known {
					t.Fatalf("no key %q", key)
				} else if c != nil {
					found = strings.ReplaceAll(*c, " \n", " ⏎ ")
				}
				if found != want {
					t.Errorf("%s is %q, want %q", key, found, want)
				}
			}
			if t.Failed() {
				p, _ := Inspect(context.Background(), u.book(t), Options{})
				t.Log("\n" + p.Table("en"))
			}
		})
	}
}
