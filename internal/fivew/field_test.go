package fivew

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"toguna/internal/exchange/sheet"
	"toguna/internal/layout"
	"toguna/internal/record"
)

// fieldFile is a file in a form that the field makes, with what a careful reader
// finds in it. Its text is a sheet as unseen writes them, or where it is encoded
// the file itself. d:2023-01-05 is a cell of that day, s:44927 the bare number.
type fieldFile struct {
	name, file string // file: suivi.xlsx when empty
	text       string
	encoding   encoding.Encoding
	merged     []string
	hidden     string // letters of hidden columns
	rows       [3]int // header row, first row of data, rows of data
	layout     string // long when empty
	want       string // key: header, one a line; "-" for none
	lines      string // row, who (by whom it is reported > done), sector, month, since..until, people, what refuses it
}

var fieldFiles = []fieldFile{
	{name: "Yemen: Arabic, Hindi digits, numbered rows", text: `
م;المنظمة;الشريك المنفذ;القطاع;المحافظة;المديرية;الشهر;عدد الذكور;عدد الإناث
١;المفوضية;جمعية الأمل;الحماية;تعز;المخا;آذار ٢٠٢٣;١٢٠;٩٥
٢;اليونيسف;مؤسسة البر;الصحة;عدن;البريقة;٢٠٢٣-٠٣;١٬٢٠٠;٨٠٠`,
		rows: [3]int{1, 2, 2}, want: `org: الشريك المنفذ
org_name: المنظمة
sector: القطاع
adm1_name: المحافظة
adm2_name: المديرية
date: الشهر`, lines: `2 المفوضية>جمعية الأمل PRO 2023-03 w95 m120
3 اليونيسف>مؤسسة البر HEA 2023-03 w800 m1200`},

	{name: "Mozambique: groups above, start and end alone", text: `
QUEM;;;O QUÊ;;ONDE;;;QUANDO;;PARA QUEM;;;
Organização líder;Parceiro implementador;Doador;Sector;Actividade;Província;Distrito;Posto administrativo;Início;Término;Homens;Mulheres;Rapazes;Raparigas
OIM;Kulima;ECHO;Protecção;Formação;Cabo Delgado;Pemba;Metuge;01/02/2023;28/02/2023;10;20;30;40
UNICEF;AVSI;USAID;Educação;Kits;Nampula;Meconta;Corrane;15/02/2023;31/03/2023;1;2;3;4`,
		merged: []string{"A1:C1", "D1:E1", "F1:H1", "I1:J1", "K1:N1"}, rows: [3]int{2, 3, 2}, want: `org: Parceiro implementador
reporting_name: Organização líder
funding_name: Doador
sector: Sector
activity: Actividade
adm1_name: Província
adm2_name: Distrito
adm3_name: Posto administrativo
date_start: Início
date_end: Término
people_men: Homens
people_women: Mulheres
people_boys: Rapazes
people_girls: Raparigas`, lines: `3 OIM>Kulima PRO 2023-02 2023-02-01..2023-02-28 w20 m10 g40 b30
4 UNICEF>AVSI EDU 2023-02 2023-02-15..2023-03-31 w2 m1 g4 b3`},

	{name: "Colombia: months by name", text: `
Socio principal;Socio implementador;Sector;Departamento;Municipio;Mes de atención;Mujeres;Hombres;Niñas;Niños;Total beneficiarios
ACNUR;Pastoral Social;Protección;Nariño;Tumaco;enero 2023;10;8;5;4;27
OIM;Opción Legal;Alojamiento;Chocó;Quibdó;Agosto de 2023;3;2;1;1;7`,
		rows: [3]int{1, 2, 2}, want: `org: Socio implementador
reporting_name: Socio principal
sector: Sector
adm1_name: Departamento
adm2_name: Municipio
date: Mes de atención
people_women: Mujeres
people: Total beneficiarios`, lines: `2 ACNUR>Pastoral Social PRO 2023-01 w10 m8 g5 b4 t27
3 OIM>Opción Legal SHL 2023-08 w3 m2 g1 b1 t7`},

	{name: "Venezuela: Entidad federal is a place", text: `
Organización;Organización implementadora;Clúster;Entidad federal;Municipio;Parroquia;Fecha de reporte;# Personas atendidas
UNICEF;Fe y Alegría;Educación;Zulia;Maracaibo;Cacique Mara;15/05/2021;120
PNUD;Cesap;Salud;Sucre;Cumaná;Altagracia;20/05/2021;80`,
		rows: [3]int{1, 2, 2}, want: `org: Organización implementadora
org_name: Organización
sector: Clúster
adm1_name: Entidad federal
adm2_name: Municipio
adm3_name: Parroquia
date: Fecha de reporte
reached: # Personas atendidas`, lines: `2 UNICEF>Fe y Alegría EDU 2021-05 t120
3 PNUD>Cesap HEA 2021-05 t80`},

	{name: "Cameroon: French and English in one cell", text: `
Organisation / Organization;Type d'organisation / Organization type;Secteur / Sector;Région / Region;Département / Division;Arrondissement / Subdivision;Mois / Month;Bénéficiaires / Beneficiaries
Plan International;ONG internationale / INGO;Education;Extrême-Nord;Logone-et-Chari;Kousseri;2023-01;300
ALDEPA;ONG nationale / NNGO;Protection;Extrême-Nord;Mayo-Sava;Mora;2023-01;150`,
		rows: [3]int{1, 2, 2}, want: `org: Organisation / Organization
org_type: Type d'organisation / Organization type
sector: Secteur / Sector
adm1_name: Région / Region
adm2_name: Département / Division
adm3_name: Arrondissement / Subdivision
date: Mois / Month
people: Bénéficiaires / Beneficiaries`, lines: `2 Plan International EDU 2023-01 t300
3 ALDEPA PRO 2023-01 t150`},

	{name: "three rows of headings", text: `
Qui;;Quoi;Où;;Quand;Bénéficiaires;;;
;;;;;;Ciblés;;Atteints;
Organisation;Bailleur;Secteur;Région;Cercle;Mois;Femmes;Hommes;Femmes;Hommes
AMSS;ECHO;Protection;Mopti;Djenné;2023-01;100;90;40;35
NRC;SIDA;Abris;Gao;Ansongo;2023-01;50;50;20;10`,
		merged: []string{"A1:B1", "D1:E1", "G1:J1", "G2:H2", "I2:J2"}, rows: [3]int{3, 4, 2}, want: `org: Organisation
funding_name: Bailleur
sector: Secteur
adm1_name: Région
adm2_name: Cercle
date: Mois
targeted_women: Femmes
reached_women: Femmes
reached_men: Hommes`, lines: `4 AMSS PRO 2023-01 w40 m35
5 NRC SHL 2023-01 w20 m10`},

	{name: "tags above the headings", text: `
#org+name;#sector;#adm1+name;#adm2+name;#date+reported;#reached+ind
Partenaire;Cluster;Province;Territoire;Période;Atteints
AFPDE;Protection;Sud-Kivu;Uvira;2023-01;100
NRC;Abris;Nord-Kivu;Rutshuru;2023-01;200`,
		rows: [3]int{2, 3, 2}, want: `org: Partenaire
sector: Cluster
adm1_name: Province
adm2_name: Territoire
date: Période
reached: Atteints`, lines: `3 AFPDE PRO 2023-01 t100
4 NRC SHL 2023-01 t200`},

	{name: "tags for some columns, some badly written", text: `
Organisation;Secteur;Région;Cercle;Date;Femmes atteintes;Remarques
#org +reporting;# sector;#adm1+name;adm2;#date start;#reached+f;
AMSS;Protection;Mopti;Djenné;2023-01-05;12;rien
NRC;Abris;Gao;Ansongo;2023-01-20;7;`,
		rows: [3]int{1, 3, 2}, want: `org: Organisation
sector: Secteur
adm1_name: Région
adm2_name: Cercle
date: Date
remarks: Remarques`, lines: `3 AMSS PRO 2023-01 w12
4 NRC SHL 2023-01 w7`},

	{name: "two tables, one below the other", text: `
Cluster Protection
Organisation;Secteur;Région;Mois;Femmes;Hommes
AMSS;Protection;Mopti;2023-01;12;10
DRC;Protection;Gao;2023-01;5;5

Cluster Santé
Organisation;Secteur;Région;Mois;Femmes;Hommes
MSF;Santé;Mopti;2023-01;30;20
ALIMA;Santé;Gao;2023-01;8;9`,
		rows: [3]int{2, 3, 6}, want: `org: Organisation
sector: Secteur
adm1_name: Région
date: Mois
people_women: Femmes`, lines: `3 AMSS PRO 2023-01 w12 m10
4 DRC PRO 2023-01 w5 m5
6 Cluster Santé refused
7 refused
8 MSF HEA 2023-01 w30 m20
9 ALIMA HEA 2023-01 w8 m9`},

	{name: "notes to the right of the table", text: `
Organisation;Secteur;Région;Cercle;Mois;Personnes atteintes;;;À LIRE AVANT DE REMPLIR
AMSS;Protection;Mopti;Djenné;2023-01;12;;;Une ligne par activité et par cercle
NRC;Abris;Gao;Ansongo;2023-01;7;;;Ne pas fusionner les cellules
DRC;Protection;Gao;Gao;2023-01;9`,
		rows: [3]int{1, 2, 3}, want: `org: Organisation
sector: Secteur
adm1_name: Région
adm2_name: Cercle
date: Mois
reached: Personnes atteintes`, lines: `2 AMSS PRO 2023-01 t12
3 NRC SHL 2023-01 t7
4 DRC PRO 2023-01 t9`},

	{name: "subtotals among the rows, blank rows between groups", text: `
Organisation;Secteur;Région;Cercle;Mois;Personnes atteintes
AMSS;Protection;Mopti;Djenné;2023-01;12
DRC;Protection;Mopti;Koro;2023-01;8
Sous-total Mopti;;;;;20

NRC;Abris;Gao;Ansongo;2023-01;7
Sous total Gao;;;;;7

TOTAL GÉNÉRAL;;;;;27`,
		rows: [3]int{1, 2, 6}, want: `org: Organisation
reached: Personnes atteintes`, lines: `2 AMSS PRO 2023-01 t12
3 DRC PRO 2023-01 t8
4 total
6 NRC SHL 2023-01 t7
7 total
9 total`},

	{name: "hidden columns hold the codes", text: `
Organisation;Secteur;Région;Code région;Cercle;Code cercle;Mois;Personnes atteintes
AMSS;Protection;Mopti;ML05;Djenné;ML0503;d:2023-01-01;12
NRC;Abris;Gao;ML07;Ansongo;ML0701;d:2023-02-01;7`,
		hidden: "DF", rows: [3]int{1, 2, 2}, want: `org: Organisation
adm1_code: Code région
adm2_code: Code cercle
date: Mois`, lines: `2 AMSS PRO 2023-01 t12
3 NRC SHL 2023-02 t7`},

	{name: "days written in six ways", text: `
Organisation;Secteur;Région;Date de début;Date de fin
A;Protection;Mopti;01/02/2023;28/02/2023
B;Protection;Mopti;2023-02-15;28.02.2023
C;Protection;Mopti;15 mars 2023;31-mars-23
D;Protection;Mopti;févr.-23;avr. 2023
E;Protection;Mopti;d:2023-03-01;s:45016
F;Protection;Mopti;1er février 2023;mardi 28 février 2023`,
		rows: [3]int{1, 2, 6}, want: `date_start: Date de début
date_end: Date de fin`, lines: `2 A PRO 2023-02 2023-02-01..2023-02-28
3 B PRO 2023-02 2023-02-15..2023-02-28
4 C PRO 2023-03 2023-03-15..2023-03-31
5 D PRO 2023-02 2023-02-01..2023-04-30
6 E PRO 2023-03 2023-03-01..2023-03-31
7 F PRO 2023-02 2023-02-01..2023-02-28`},

	{name: "quarters and weeks as periods", file: "suivi_2024.xlsx", text: `
Organisation;Secteur;Région;Période
A;Protection;Mopti;T1 2024
B;Protection;Mopti;Q2-2024
C;Protection;Mopti;2024-W07
D;Protection;Mopti;Semaine 9
E;Protection;Mopti;mars
F;Protection;Mopti;S2 2024`,
		rows: [3]int{1, 2, 6}, want: `date: Période`, lines: `2 A PRO 2024-03
3 B PRO 2024-06
4 C PRO 2024-02
5 D PRO 2024-02
6 E PRO 2024-03
7 F PRO refused not_a_day`},

	{name: "numbers as people write them", text: `
Organisation;Secteur;Région;Mois;Femmes atteintes;Taux de réalisation
A;Protection;Mopti;2023-01;1 200;80%
B;Protection;Mopti;2023-01;1.200;1
C;Protection;Mopti;2023-01;~200;0,5
D;Protection;Mopti;2023-01;200 HH;n/a
E;Protection;Mopti;2023-01;N/A;-
F;Protection;Mopti;2023-01;12%;
G;Protection;Mopti;2023-01;100-150;`,
		rows: [3]int{1, 2, 7}, want: `reached_women: Femmes atteintes`, lines: `2 A PRO 2023-01 w1200
3 B PRO 2023-01 w1200
4 C PRO 2023-01 refused not_a_number
5 D PRO 2023-01 refused not_a_number
6 E PRO 2023-01
7 F PRO 2023-01 w0.12 refused not_whole
8 G PRO 2023-01 refused not_a_number`},

	{name: "pairs of agency and partner in one cell", text: `
Agence/Partenaire;Cluster;Région;Cercle;Mois
UNHCR/INTERSOS;Protection;Mopti;Djenné;2023-01
UNICEF / AMSS;Education;Gao;Ansongo;2023-01`,
		rows: [3]int{1, 2, 2}, want: `org: Agence/Partenaire
sector: Cluster`, lines: `2 UNHCR/INTERSOS PRO 2023-01
3 UNICEF / AMSS EDU 2023-01`},

	{name: "Windows-1252, semicolons, sep= line", file: "presence.csv", encoding: charmap.Windows1252, text: "sep=;\r\nOrganisation;Secteur;Région;Préfecture;Mois;Bénéficiaires ciblés;Bénéficiaires atteints\r\nDRC;Sécurité alimentaire;Ouham;Bossangoa;févr.-23;1 200;\"950\"\r\nJUPEDEC;Santé;Haut-Mbomou;Zémio;févr.-23;300;280\r\n",
		rows: [3]int{2, 3, 2}, want: `org: Organisation
sector: Secteur
adm1_name: Région
adm2_name: Préfecture
targeted: Bénéficiaires ciblés
reached: Bénéficiaires atteints`, lines: `3 DRC FSC 2023-02 t950 target1200
4 JUPEDEC HEA 2023-02 t280 target300`},

	{name: "UTF-16 with tabs, as Excel saves Unicode text", file: "unicode.txt", encoding: unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), text: "Organisation\tCluster\tWilaya\tMoughataa\tMois\tTotal bénéficiaires\r\nACF\tNutrition\tHodh El Chargui\tBassikounou\t2023-04\t300\r\nONG Actions\tEHA\tGuidimakha\tOuld Yengé\t2023-04\t1 500\r\n",
		rows: [3]int{1, 2, 2}, want: `org: Organisation
sector: Cluster
adm1_name: Wilaya
adm2_name: Moughataa
people: Total bénéficiaires`, lines: `2 ACF NUT 2023-04 t300
3 ONG Actions WSH 2023-04 t1500`},

	{name: "commas, a byte order mark, line breaks in cells", file: "hdx.csv", encoding: unicode.UTF8BOM, text: "\"Organization name\n(as registered)\",Sector,State,LGA,\"Reporting month\",\"Individuals reached\"\n\"Norwegian, Refugee Council\",Shelter/NFI,Borno,Bama,2023-05,\"1,250\"\n\"GISCOR\",Protection,Yobe,\"Gujba\n(town)\",2023-05,80\n",
		rows: [3]int{1, 3, 2}, want: `sector: Sector
adm1_name: State
adm2_name: LGA
date: Reporting month
reached: Individuals reached`, lines: `3 Norwegian, Refugee Council SHL 2023-05 t1250
4 GISCOR PRO 2023-05 t80`},

	{name: "a column for each quarter, a yearly target", file: "cadre_2023.xlsx", text: `
;;;;;Personnes atteintes;;;
Organisation;Secteur;Région;Indicateur;Cible annuelle;T1;T2;T3;T4
AMSS;Protection;Mopti;# de personnes sensibilisées;500;100;120;;80
NRC;Abris;Gao;# de ménages abrités;200;;50;60;`,
		merged: []string{"F1:I1"}, rows: [3]int{2, 3, 2}, layout: "crosstab", want: `org: Organisation
indicator: Indicateur
targeted: Cible annuelle`, lines: `3 AMSS PRO 2023-03 t100 target500
3 AMSS PRO 2023-06 t120 target500
3 AMSS PRO 2023-12 t80 target500
4 NRC SHL 2023-06 t50 target200
4 NRC SHL 2023-09 t60 target200`},

	{name: "Kobo: names of questions in groups", file: "kobo.csv", encoding: unicode.UTF8, text: `"start";"end";"grp_id/org_name";"grp_id/org_type";"grp_act/sector";"grp_act/sector/protection";"grp_act/sector/sante";"grp_act/activity";"grp_loc/admin1";"grp_loc/admin2";"grp_time/date_debut";"grp_time/date_fin";"grp_ben/women_reached";"grp_ben/men_reached";"_id";"_uuid";"_submission_time";"_status";"_index"
"2023-03-01T09:00:00.000+00:00";"2023-03-01T09:20:00.000+00:00";"AMSS";"ong_nationale";"protection sante";"1";"1";"causeries";"Mopti";"Djenné";"2023-02-01";"2023-02-28";"12";"10";"1";"a1";"2023-03-01T09:21:00";"submitted_via_web";"1"
"2023-03-02T09:00:00.000+00:00";"2023-03-02T09:20:00.000+00:00";"NRC";"ong_internationale";"sante";"0";"1";"clinique";"Gao";"Ansongo";"2023-02-10";"2023-02-20";"30";"20";"2";"b2";"2023-03-02T09:21:00";"submitted_via_web";"2"
`,
		rows: [3]int{1, 2, 2}, want: `org: grp_id/org_name
org_type: grp_id/org_type
sector: grp_act/sector
activity: grp_act/activity
adm1_name: grp_loc/admin1
adm2_name: grp_loc/admin2
date_start: grp_time/date_debut
date_end: grp_time/date_fin
reached_women: grp_ben/women_reached
reached_men: grp_ben/men_reached
row_id: _uuid
status: -`, lines: `2 AMSS 2023-02 2023-02-01..2023-02-28 w12 m10 refused two_sectors
3 NRC HEA 2023-02 2023-02-10..2023-02-20 w30 m20`},

	{name: "ActivityInfo", file: "QueryTable.csv", encoding: unicode.UTF8, text: `Partner.Name,Partner.Full Name,Activity Category,Indicator Name,Indicator Units,Value,Month,Region.Name,Region.Code,Cercle.Name,Cercle.Code,Location Name,Latitude,Longitude
AMSS,Association Malienne pour la Survie au Sahel,Protection,Number of women trained,persons,12,2023-02,Mopti,ML05,Djenné,ML0503,Djenné ville,13.9,-4.55
NRC,Norwegian Refugee Council,Shelter,Number of shelters built,shelters,7,2023-02,Gao,ML07,Ansongo,ML0701,Ansongo,15.6,0.5
`,
		rows: [3]int{1, 2, 2}, want: `org: Partner.Name
org_name: Partner.Full Name
sector: Activity Category
indicator: Indicator Name
unit: Indicator Units
date: Month
adm1_name: Region.Name
adm1_code: Region.Code
adm2_name: Cercle.Name
adm2_code: Cercle.Code
site: Location Name
lat: Latitude
lon: Longitude`, lines: `2 Association Malienne pour la Survie au Sahel PRO 2023-02
3 Norwegian Refugee Council SHL 2023-02`},

	{name: "ReportHub: month and year apart", file: "reporthub.csv", encoding: unicode.UTF8, text: `project_id,cluster,organization,username,email,admin1pcode,admin1name,admin2pcode,admin2name,site_name,site_lat,site_lng,activity_type_name,indicator_name,report_month,report_year,households,boys,girls,men,women,total_beneficiaries
5a1,Health,IMC,ahmad,a@example.org,AF01,Kabul,AF0101,Kabul,Clinic 1,34.5,69.1,Primary health care,Consultations,3,2023,20,10,12,14,16,52
5a2,Protection,NRC,sara,s@example.org,AF15,Nangarhar,AF1501,Jalalabad,Centre,34.4,70.4,Legal aid,Counselling,4,2023,5,1,2,3,4,10
`,
		rows: [3]int{1, 2, 2}, want: `org: organization
sector: cluster
adm1_code: admin1pcode
adm1_name: admin1name
adm2_code: admin2pcode
adm2_name: admin2name
site: site_name
lat: site_lat
lon: site_lng
activity: activity_type_name
indicator: indicator_name
people_households: households
people: total_beneficiaries
contact_email: email`, lines: `2 IMC HEA 2023-03 w16 m14 g12 b10 t52
3 NRC PRO 2023-04 w4 m3 g2 b1 t10`},

	{name: "HDX: operational presence of HAPI", file: "hdx_hapi.csv", encoding: unicode.UTF8, text: `location_code,has_hrp,admin1_code,admin1_name,admin2_code,admin2_name,admin_level,org_acronym,org_name,org_type_code,org_type_description,sector_code,sector_name,reference_period_start,reference_period_end
#country+code,#meta+has_hrp,#adm1+code,#adm1+name,#adm2+code,#adm2+name,#adm+level,#org+acronym,#org+name,#org+type+code,#org+type,#sector+code,#sector+name,#date+start,#date+end
MLI,True,ML05,Mopti,ML0503,Djenné,2,AMSS,Association Malienne pour la Survie au Sahel,441,National NGO,PRO,Protection,2023-12-01,2023-12-31
MLI,True,ML07,Gao,ML0701,Ansongo,2,NRC,Norwegian Refugee Council,437,International NGO,SHL,Emergency Shelter and NFI,2023-12-01,2023-12-31
`,
		rows: [3]int{1, 3, 2}, want: `org: org_acronym
org_name: org_name
org_type: org_type_description
sector: sector_code
adm1_code: admin1_code
adm2_code: admin2_code
adm0_code: location_code
date_start: reference_period_start
date_end: reference_period_end`, lines: `3 Association Malienne pour la Survie au Sahel PRO 2023-12 2023-12-01..2023-12-31
4 Norwegian Refugee Council SHL 2023-12 2023-12-01..2023-12-31`},

	{name: "Année and Mois apart", text: `
Année;Mois;Organisation;Secteur;Région;Cercle;Femmes
2023;Mars;AMSS;Protection;Mopti;Djenné;12
2023;4;NRC;Abris;Gao;Ansongo;7
2022;décembre;DRC;Protection;Gao;Gao;5`,
		rows: [3]int{1, 2, 3}, want: `org: Organisation
date: Mois
people_women: Femmes`, lines: `2 AMSS PRO 2023-03 w12
3 NRC SHL 2023-04 w7
4 DRC PRO 2022-12 w5`},

	{name: "boxes ticked for modalities stay one row", text: `
Organisation;Secteur;Région;Cercle;Mois;Espèces;Coupons;En nature;Femmes
AMSS;Protection;Mopti;Djenné;2023-01;x;;x;12
NRC;Abris;Gao;Ansongo;2023-01;;x;;7`,
		rows: [3]int{1, 2, 2}, want: `org: Organisation
sector: Secteur
adm1_name: Région
people_women: Femmes`, lines: `2 AMSS PRO 2023-01 w12
3 NRC SHL 2023-01 w7`},

	{name: "Ethiopia: several implementing agencies", text: `
Lead Agency;Implementing Agency 1;Implementing Agency 2;Cluster;Region;Zone;Woreda;Start Date;End Date;Planned HH;Reached HH
UNICEF;REST;ORDA;WASH;Tigray;Central;Adwa;d:2023-01-01;d:2023-06-30;500;200
WFP;ORDA;;Nutrition;Amhara;North Wello;Kobo;d:2023-02-01;d:2023-07-31;800;750`,
		rows: [3]int{1, 2, 2}, want: `org: Implementing Agency 1
reporting_name: Lead Agency
sector: Cluster
adm1_name: Region
adm2_name: Zone
adm3_name: Woreda
targeted_households: Planned HH
reached_households: Reached HH`, lines: `2 UNICEF>REST WSH 2023-01 2023-01-01..2023-06-30
3 WFP>ORDA NUT 2023-02 2023-02-01..2023-07-31`},

	{name: "a page of instructions above the table", text: `
REPUBLIQUE DEMOCRATIQUE DU CONGO

Instructions :
1. Une ligne par activité, par zone de santé et par mois.
2. Ne pas modifier les en-têtes.
3. Choisir l'organisation dans la liste.
4. Envoyer avant le 5 du mois.
Contact : cluster@example.org

Organisation;Type;Cluster;Province;Territoire;Zone de santé;Aire de santé;Période;Statut du projet;Filles;Garçons;Femmes;Hommes
AFPDE;ONG nationale;Protection;Sud-Kivu;Uvira;Uvira;Kavimvira;janv. 2023;En cours;1;2;3;4
NRC;ONG internationale;Abris;Nord-Kivu;Rutshuru;Rutshuru;Kiwanja;janv. 2023;Terminé;5;6;7;8`,
		rows: [3]int{10, 11, 2}, want: `org: Organisation
org_type: Type
sector: Cluster
adm1_name: Province
adm2_name: Territoire
adm3_name: Zone de santé
adm4_name: Aire de santé
date: Période
status: Statut du projet`, lines: `11 AFPDE PRO 2023-01 w3 m4 g1 b2
12 NRC SHL 2023-01 w7 m8 g5 b6`},

	{name: "organisation and region merged down", text: `
ONG;Région;Activité;Cluster;Cercle;Mois;Nb femmes;Nb hommes
AMSS;Mopti;Causeries;Protection;Djenné;2023-01;12;10
;;Formation;Protection;Koro;2023-01;8;6
;Gao;Écoute;Protection;Ansongo;2023-01;4;4
NRC;Gao;Abris;Abris;Gao;2023-01;7;7`,
		merged: []string{"A2:A4", "B2:B3"}, rows: [3]int{1, 2, 4}, want: `org: ONG
adm1_name: Région
activity: Activité
people_women: Nb femmes`, lines: `2 AMSS PRO 2023-01 w12 m10
3 AMSS PRO 2023-01 w8 m6
4 AMSS PRO 2023-01 w4 m4
5 NRC SHL 2023-01 w7 m7`},

	{name: "crosses by region, several organisations", text: `
;;;Régions d'intervention;;;
Partenaire;Type;Secteur;Kayes;Mopti;Gao;Kidal
AMSS;ONG nationale;Protection;;X;X;X
NRC;ONG internationale;EHA;X;;X;`,
		merged: []string{"D1:G1"}, file: "presence_2023-06.xlsx", rows: [3]int{2, 3, 2}, layout: "crosstab", want: `org: Partenaire
org_type: Type
sector: Secteur`, lines: `3 AMSS PRO 2023-06
3 AMSS PRO 2023-06
3 AMSS PRO 2023-06
4 NRC WSH 2023-06
4 NRC WSH 2023-06`},

	{name: "one partner's file: who and when stand above the table", file: "rapport.xlsx", text: `
Rapport mensuel du cluster Protection
Organisation : AMSS
Mois :;mars 2023

Activité;Région;Cercle;Secteur;Femmes;Hommes
Causeries;Mopti;Djenné;Protection;12;10
Formation;Gao;Ansongo;VBG;7;0`,
		rows: [3]int{5, 6, 2}, want: `org: -
activity: Activité
adm1_name: Région
sector: Secteur
people_women: Femmes`, lines: `6 AMSS PRO 2023-03 w12 m10
7 AMSS PRO-GBV 2023-03 w7 m0`},

	{name: "a table that begins at C4, with blank columns inside", text: `



;;Organisation;;Secteur;Région;;Mois;Femmes
;;AMSS;;Protection;Mopti;;2023-01;12
;;NRC;;Abris;Gao;;2023-01;7`,
		rows: [3]int{4, 5, 2}, want: `org: Organisation
sector: Secteur
adm1_name: Région
people_women: Femmes`, lines: `5 AMSS PRO 2023-01 w12
6 NRC SHL 2023-01 w7`},

	{name: "F and H, below and above eighteen", text: `
Organisation;Secteur;Région;Mois;Personnes atteintes;;;;
;;;;F <18;H <18;F ≥18;H ≥18;Total
AMSS;Protection;Mopti;2023-01;1;2;3;4;10
NRC;Abris;Gao;2023-01;5;6;7;8;26`,
		merged: []string{"E1:I1"}, rows: [3]int{2, 3, 2}, want: `org: Organisation
reached_girls: F <18
reached_boys: H <18
reached_women: F ≥18
reached_men: H ≥18
reached: Total`, lines: `3 AMSS PRO 2023-01 w3 m4 g1 b2 t10
4 NRC SHL 2023-01 w7 m8 g5 b6 t26`},

	{name: "months first, as one date of the column shows", text: `
Organization;Cluster;Governorate;District;Start date;End date
A;Health;Aleppo;Azaz;03/04/2023;03/31/2023
B;Protection;Idleb;Harim;02/01/2023;02/28/2023`,
		rows: [3]int{1, 2, 2}, want: `date_start: Start date
date_end: End date
adm1_name: Governorate`, lines: `2 A HEA 2023-03 2023-03-04..2023-03-31
3 B PRO 2023-02 2023-02-01..2023-02-28`},

	{name: "the total stands first", text: `
Organisation;Secteur;Région;Mois;Femmes atteintes
TOTAL;;;;19
AMSS;Protection;Mopti;2023-01;12
NRC;Abris;Gao;2023-01;7`,
		rows: [3]int{1, 2, 3}, want: `org: Organisation
reached_women: Femmes atteintes`, lines: `2 total
3 AMSS PRO 2023-01 w12
4 NRC SHL 2023-01 w7`},

	{name: "P-codes without names, several sectors in a cell", text: `
Acronyme;Clusters;Admin1Pcode;Admin2Pcode;Mois de rapportage;Ind. atteints
AMSS;Protection, Education;ML05;ML0503;2023-01;12
NRC;Abris;ML07;ML0701;2023-01;7`,
		rows: [3]int{1, 2, 2}, want: `org: Acronyme
sector: Clusters
adm1_code: Admin1Pcode
adm2_code: Admin2Pcode
reached: Ind. atteints`, lines: `2 AMSS 2023-01 t12 refused two_sectors
3 NRC SHL 2023-01 t7`},

	{name: "Peru: headings are questions", text: `
¿Quién?;¿Qué sector?;¿Dónde? (Departamento);¿Dónde? (Provincia);¿Cuándo?;N.º de beneficiarios
ADRA;WASH;Piura;Sullana;marzo 2023;120
Soluciones Prácticas;Educación;Tumbes;Zarumilla;marzo 2023;80`,
		rows: [3]int{1, 2, 2}, want: `org: ¿Quién?
sector: ¿Qué sector?
adm1_name: ¿Dónde? (Departamento)
adm2_name: ¿Dónde? (Provincia)
date: ¿Cuándo?
people: N.º de beneficiarios`, lines: `2 ADRA WSH 2023-03 t120
3 Soluciones Prácticas EDU 2023-03 t80`},

	{name: "Nigeria: numbered, examples in headings", text: `
S/No;Name of partner;Partner type;Sector;Sub-sector;State;LGA;Ward;Month (e.g. Jan-23);# HH reached;# Individuals reached
1;GISCOR;NNGO;Protection;GBV;Borno;Bama;Bama;Jan-23;20;100
2;NRC;INGO;Shelter/NFI;;Yobe;Gujba;Buni;Feb-23;30;150`,
		rows: [3]int{1, 2, 2}, want: `org: Name of partner
org_type: Partner type
sector: Sector
subsector: Sub-sector
adm1_name: State
adm2_name: LGA
adm3_name: Ward
date: Month (e.g. Jan-23)
reached_households: # HH reached
reached: # Individuals reached`, lines: `2 GISCOR PRO-GBV 2023-01 t100
3 NRC SHL 2023-02 t150`},

	{name: "Kobo: labels that are questions", file: "kobo.csv", encoding: unicode.UTF8BOM, text: `"Quelle organisation rapporte ?";"Dans quel secteur ?";"Dans quelle région ?";"Dans quel cercle ?";"Date de l'activité";"Combien de femmes ont été touchées ?";"Combien d'hommes ont été touchés ?";"_id";"_uuid";"_submission_time";"_validation_status"
"AMSS";"Protection";"Mopti";"Djenné";"2023-02-10";"12";"10";"1";"a1";"2023-02-11T09:21:00";""
"NRC";"Abris";"Gao";"Ansongo";"2023-02-12";"7";"5";"2";"b2";"2023-02-13T09:21:00";""
`,
		rows: [3]int{1, 2, 2}, want: `org: Quelle organisation rapporte ?
sector: Dans quel secteur ?
adm1_name: Dans quelle région ?
adm2_name: Dans quel cercle ?
date: Date de l'activité
reached_women: Combien de femmes ont été touchées ?
reached_men: Combien d'hommes ont été touchés ?
row_id: _uuid`, lines: `2 AMSS PRO 2023-02 w12 m10
3 NRC SHL 2023-02 w7 m5`},

	{name: "headings in French, then in English below", text: `
Organisation;Secteur;Région;Cercle;Mois;Femmes;Hommes
Organization;Sector;Region;District;Month;Women;Men
AMSS;Protection;Mopti;Djenné;2023-01;12;10
NRC;Abris;Gao;Ansongo;2023-01;7;5`,
		rows: [3]int{1, 3, 2}, want: `org: Organisation
sector: Secteur
adm1_name: Région
adm2_name: Cercle
people_women: Femmes`, lines: `3 AMSS PRO 2023-01 w12 m10
4 NRC SHL 2023-01 w7 m5`},

	{name: "notes below the table", text: `
Organisation;Secteur;Région;Mois;Femmes
AMSS;Protection;Mopti;2023-01;12
NRC;Abris;Gao;2023-01;7

NB : données provisoires
Source : 5W, cluster Protection`,
		rows: [3]int{1, 2, 4}, want: `org: Organisation`, lines: `2 AMSS PRO 2023-01 w12
3 NRC SHL 2023-01 w7
5 NB : données provisoires refused
6 Source : 5W, cluster Protection refused`},

	{name: "target and result of each quarter", file: "cadre.xlsx", text: `
;;;T1 2023;;T2 2023;;T3 2023;
Organisation;Secteur;Région;Cible;Atteint;Cible;Atteint;Cible;Atteint
AMSS;Protection;Mopti;100;90;100;110;;
NRC;Abris;Gao;50;;50;20;60;55`,
		merged: []string{"D1:E1", "F1:G1", "H1:I1"}, rows: [3]int{2, 3, 2}, layout: "crosstab", want: `org: Organisation
sector: Secteur
adm1_name: Région`, lines: `3 AMSS PRO 2023-03 t90 target100
3 AMSS PRO 2023-06 t110 target100
4 NRC SHL 2023-03 target50
4 NRC SHL 2023-06 t20 target50
4 NRC SHL 2023-09 t55 target60`},

	{name: "months as dates at the head of columns", text: `
Partenaire;Secteur;Région;Activité;d:2023-01-01;d:2023-02-01;d:2023-03-01;d:2023-04-01
AMSS;Protection;Mopti;Causeries;10;;20;
NRC;Abris;Gao;Abris;;5;;6`,
		rows: [3]int{1, 2, 2}, layout: "crosstab", want: `org: Partenaire
activity: Activité`, lines: `2 AMSS PRO 2023-01
2 AMSS PRO 2023-03
3 NRC SHL 2023-02
3 NRC SHL 2023-04`},

	{name: "a long file of days as bare numbers", file: "liste.csv", encoding: charmap.Windows1252, text: "Nom de la structure;Sigle;Statut de la structure;Domaine;Gouvernorat;Délégation;Début;Fin;Bénéf. F;Bénéf. H\r\nCroissant-Rouge tunisien;CRT;Croissant-Rouge;Santé;Médenine;Zarzis;44927;44957;10;5\r\nTerre d'Asile;TAT;ONG internationale;Protection;Tunis;La Marsa;44958;44985;7;3\r\n",
		rows: [3]int{1, 2, 2}, want: `org: Sigle
org_name: Nom de la structure
org_type: Statut de la structure
sector: Domaine
adm1_name: Gouvernorat
adm2_name: Délégation
date_start: Début
date_end: Fin`, lines: `2 Croissant-Rouge tunisien HEA 2023-01 2023-01-01..2023-01-31 w10 m5
3 Terre d'Asile PRO 2023-02 2023-02-01..2023-02-28 w7 m3`},
}

// book is the file of a case.
func (f fieldFile) book(t *testing.T) *sheet.Book {
	t.Helper()
	if f.encoding != nil {
		text, err := f.encoding.NewEncoder().String(f.text)
		if err != nil {
			t.Fatal(err)
		}
		return bookOf(t, f.file, text)
	}
	x := excelize.NewFile()
	defer x.Close()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	for r, line := range strings.Split(strings.TrimPrefix(f.text, "\n"), "\n") {
		for c, text := range strings.Split(line, ";") {
			at, _ := excelize.CoordinatesToCellName(c+1, r+1)
			day, isDay := strings.CutPrefix(text, "d:")
			serial, isSerial := strings.CutPrefix(text, "s:")
			switch n := 0; {
			case text == "":
			case isDay:
				d, err := time.Parse("2006-01-02", day)
				must(err)
				must(x.SetCellValue("Sheet1", at, d))
			case isSerial || strings.Trim(text, "0123456789") == "":
				fmt.Sscan(serial, &n)
				must(x.SetCellValue("Sheet1", at, n))
			default:
				must(x.SetCellValue("Sheet1", at, text))
			}
		}
	}
	for _, m := range f.merged {
		from, to, _ := strings.Cut(m, ":")
		must(x.MergeCell("Sheet1", from, to))
	}
	for _, col := range f.hidden {
		must(x.SetColVisible("Sheet1", string(col), false))
	}
	var b bytes.Buffer
	must(x.Write(&b))
	book, err := sheet.Read("suivi.xlsx", bytes.NewReader(b.Bytes()), int64(b.Len()), sheet.DefaultLimits())
	must(err)
	return book
}

// says writes a line as the cases do.
func says(l *Line) string {
	var out strings.Builder
	fmt.Fprint(&out, l.Row)
	if l.Org != nil {
		out.WriteString(" " + cmp.Or(l.Org.Name, l.Org.Acronym))
	}
	if l.Impl != nil && l.Impl != l.Org {
		out.WriteString(">" + l.Impl.Name)
	}
	var refused []string
	for _, p := range l.Problems {
		switch {
		case p.Warning:
		case p.Code == "total_row":
			return fmt.Sprint(l.Row, " total")
		case p.Code == "required" || p.Code == "required_grouped" || p.Code == "header_again" || p.Code == "not_in_list":
			refused = append(refused, "")
		default:
			refused = append(refused, " "+p.Code)
		}
	}
	a := l.Activity
	for _, s := range []string{a.Sector, string(a.Month)} {
		if s != "" {
			out.WriteString(" " + s)
		}
	}
	if a.Since != "" || a.Until != "" {
		fmt.Fprintf(&out, " %s..%s", a.Since, a.Until.AddDays(-1))
	}
	for _, n := range []struct {
		who string
		n   record.Number
	}{{"w", a.Women}, {"m", a.Men}, {"g", a.Girls}, {"b", a.Boys}, {"t", a.Total}, {"target", a.Target}} {
		if n.n.Known() {
			fmt.Fprint(&out, " ", n.who, n.n.V)
		}
	}
	if len(refused) > 0 {
		out.WriteString(" refused" + strings.Join(refused, ""))
	}
	return out.String()
}

func TestFilesAsTheFieldMakesThem(t *testing.T) {
	if len(fieldFiles) < 25 {
		t.Errorf("%d files", len(fieldFiles))
	}
	for _, f := range fieldFiles {
		t.Run(f.name, func(t *testing.T) {
			b := f.book(t)
			p, err := layout.Inspect(context.Background(), b, layout.Options{})
			if err != nil {
				t.Fatal(err)
			}
			js, err := p.JSON("en")
			if err != nil {
				t.Fatal(err)
			}
			var got struct {
				Layout  string
				Columns map[string]*string
			}
			if err := json.Unmarshal(js, &got); err != nil {
				t.Fatal(err)
			}
			if f.layout == "" {
				f.layout = "long"
			}
			if at := [3]int{p.HeaderRow, p.FirstRow, p.Rows}; at != f.rows || got.Layout != f.layout {
				t.Errorf("rows %v %s, want %v %s", at, got.Layout, f.rows, f.layout)
			}
			for line := range strings.SplitSeq(f.want, "\n") {
				key, want, _ := strings.Cut(line, ": ")
				found := "-"
				if c, known := got.Columns[key]; !known {
					t.Fatalf("no key %q", key)
				} else if c != nil {
					found = *c
				}
				if found != want {
					t.Errorf("%s is %q, want %q", key, found, want)
				}
			}
			if f.file == "" {
				f.file = "suivi.xlsx"
			}
			var lines []string
			if _, err := Check(context.Background(), b, nil, Known{}, CheckOptions{File: f.file, Month: MonthNamed(f.file)}, func(l *Line) error {
				lines = append(lines, says(l))
				return nil
			}); err != nil {
				t.Error(err)
			}
			if read := strings.Join(lines, "\n"); read != f.lines {
				t.Errorf("lines\n%s\nwant\n%s", read, f.lines)
			}
			if t.Failed() {
				t.Log("\n" + p.Table("en"))
			}
		})
	}
}
