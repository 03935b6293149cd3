package layout

import "testing"

func TestHeaders(t *testing.T) {
	for header, want := range map[string]Meaning{
		"Organisation Accronyme": OrgAcronym, "NOM ORGANISATION \n(cette colonne est renseignée automatiquement)": OrgName, "Type d'organisation": OrgType,
		"Bailleur de fonds": Funding, "Partenaire de mise en œuvre": ImplName, "implementing_org_acronym": ImplAcronym, "implementing_org_type": ImplType,
		"ORGANIZACIÓN IMPLEMENTADORA": ImplName, "Nome da organização": OrgName, "اسم المنظمة": OrgName, "Organisation rapporteuse (acronyme)": ReportAcronym,
		"admin2Pcod": Adm2Code, "adm2_pcode": Adm2Code, "Pcode 2": Adm2Code, "Code Cercle": Adm2Code, "admin1Name_fr": Adm1Name, "Région": Adm1Name,
		"Cercle": Adm2Name, "Commune": Adm3Name, "Município": Adm2Name, "المحافظة": Adm1Name, "Secteur/Cluster*": Sector, "Sous-cluster": Subsector,
		"Activités": Activity, "Date de début": DateStart, "FECHA DE FINALIZACIÓN": DateEnd, "Mois de rapportage": DateReported, "Statut": Status,
		"Total Femmesciblées": Targeted, "Garçons atteints (<18)": Reached, "Point focal": Contact, "Organização Responsável": ReportName, "Appealing Partner": ReportName, "Nom de l’organisation qui rapporte*": ReportName, "Imp. Partner Type": ImplType, "الجهة الممولة": Funding, "Instituição": OrgName,
		"الكتلة الفرعية - Sub-Cluster": Subsector, "Admin Unit": Adm3Name, "PCODE_SPREF": Adm3Code, "Cadastral": Adm3Name, "ACTIVITY START DATE": DateStart, "تاريخ انتهاء النشاط": DateEnd, "Status of implementation": Status,
		"CATEGORIE_POP": Population, "Age group": Unread, "Personne contact": Contact, "CONTACT NUMBER": ContactPhone, "Requirements (US$)": Money, "Total number of items": Unread, "Grand total": People, "المجموع الكلي": People,
		"Dans quelle région travaillez-vous ?": Adm1Name, "Please describe the activity": Activity, "Nom du responsable": Contact, "Person responsible": Contact, "اسم المسؤول": Contact, "Reported by": ReportName, "WhatsApp": ContactPhone, "% achieved": Unread, "Taux de réalisation": Unread, "Nb de bénéficiaires indirects": Unread, "Région d'intervention": Adm1Name, "Fuente de financiación": Funding, "Financiado por": Funding, "الممول": Funding,
		"Statut juridique": OrgType, "Statut (PDI, hôte)": Population, "Population ciblée": Targeted, "Nom de\nl'organisation": OrgName, "Statut\nsi le projet est en cours à la date de fin": Status, "Colonne7": Unread, "Wind speed": Unread,
	} {
		if got := bestGuess(newLexer().headerGuesses(header, "")); got.meaning != want {
			t.Errorf("%q is %q, want %q", header, got.meaning, want)
		}
	}
}

func TestTags(t *testing.T) {
	for tag, want := range map[string]Meaning{
		"#org+acronym": OrgAcronym, "#ORG +Name": OrgName, "# org +type": OrgType, "#org+impl+name": ImplName, "#org+impl+type": ImplType, "#org+funding": Funding,
		"#adm2 +code +v_pcodes": Adm2Code, "#adm1 +pcode": Adm1Code, "#adm3+name": Adm3Name, "#sector\t": Sector, "#date+start": DateStart, "#reached+f": Reached,
		"#org+": Unread, "org": Unread, "#é": Unread, "#reporting+or+implementing+org?": Unread,
	} {
		if got := bestGuess(tagGuesses(tag)); got.meaning != want {
			t.Errorf("%q is %q, want %q", tag, got.meaning, want)
		}
	}
}
