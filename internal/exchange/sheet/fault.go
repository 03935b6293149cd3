package sheet

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
)

// The codes of faults, stable names that other rooms may switch on.
const (
	CodeMissing       = "file-missing"
	CodeUnreadable    = "file-unreadable"
	CodeEmptyFile     = "file-empty"
	CodeTooBig        = "file-too-big"
	CodeProtected     = "workbook-protected"
	CodeOldWorkbook   = "workbook-old-xls"
	CodeBinary        = "workbook-binary-xlsb"
	CodeOpenDocument  = "workbook-ods"
	CodeNotWorkbook   = "zip-not-workbook"
	CodeTruncated     = "zip-truncated"
	CodeBomb          = "zip-bomb"
	CodeNotTable      = "not-a-table"
	CodeNoCSV         = "directory-without-csv"
	CodeNoSheet       = "sheet-missing"
	CodeDamaged       = "part-damaged"
	CodeEncoding      = "encoding-unsupported"
	CodeQuotes        = "csv-quotes"
	CodeTooManyRows   = "too-many-rows"
	CodeTooManyCols   = "too-many-columns"
	CodeTooLong       = "value-too-long"
	CodeBlank         = "value-blank"
	CodeNotNumber     = "value-not-number"
	CodeNotDay        = "value-not-day"
	CodeNotMonth      = "value-not-month"
	CodeAmbiguous     = "value-ambiguous"
	CodeImpossibleDay = "value-impossible-day"
)

// Fault says what is wrong with a file or a value, where, and what to do.
// Found, Expected and Hint are plain values, the same in every language;
// contents are what a file holds instead of a table, in French.
var contents = map[string]string{"binary": "données binaires", "text": "du texte"}

// Message puts them into a sentence. Readings lists what an ambiguous value
// can mean.
type Fault struct {
	File, Sheet           string
	Row, Col              int
	Found, Expected, Hint string
	Readings              []string
	Code                  string
}

// Error is the message in English.
func (f *Fault) Error() string { return f.Message("en") }

// sentence is what a code says in each language. {found}, {expected}, {hint}
// and {readings} stand for the values of the fault.
type sentence struct{ fr, en string }

var sentences = map[string]sentence{
	CodeMissing:      {"Ce fichier n’existe pas.", "This file does not exist."},
	CodeUnreadable:   {"Ce fichier ne peut pas être lu ({found}).", "This file cannot be read ({found})."},
	CodeEmptyFile:    {"Ce fichier est vide (0 octet). L’envoi a peut-être été interrompu ; envoyez-le de nouveau.", "This file is empty (0 bytes). The upload may have been cut short; send it again."},
	CodeTooBig:       {"Ce fichier est trop grand : {found}, au plus {expected}.", "This file is too big: {found}, at most {expected}."},
	CodeProtected:    {"Ce classeur est protégé par un mot de passe. Ouvrez-le, retirez le mot de passe (Fichier > Informations > Protéger le classeur), enregistrez et renvoyez-le.", "This workbook is protected by a password. Open it, remove the password (File > Info > Protect Workbook), save and send it again."},
	CodeOldWorkbook:  {"Ceci est un ancien classeur Excel (.xls). Ouvrez-le et enregistrez-le sous « Classeur Excel (.xlsx) ».", "This is an old Excel workbook (.xls). Open it and save it as “Excel Workbook (.xlsx)”."},
	CodeBinary:       {"Ceci est un classeur Excel binaire (.xlsb). Ouvrez-le et enregistrez-le sous « Classeur Excel (.xlsx) ».", "This is a binary Excel workbook (.xlsb). Open it and save it as “Excel Workbook (.xlsx)”."},
	CodeOpenDocument: {"Ceci est un classeur LibreOffice (.ods). Ouvrez-le et enregistrez-le sous « Excel 2007-365 (.xlsx) ».", "This is a LibreOffice workbook (.ods). Open it and save it as “Excel 2007-365 (.xlsx)”."},
	CodeNotWorkbook:  {"Cette archive zip n’est pas un classeur Excel. Si elle contient le classeur, sortez-le de l’archive et envoyez-le seul.", "This zip archive is not an Excel workbook. If it holds the workbook, take it out and send it alone."},
	CodeTruncated:    {"Ce classeur est incomplet : la fin du fichier manque ou est abîmée. Envoyez-le de nouveau.", "This workbook is incomplete: the end of the file is missing or damaged. Send it again."},
	CodeBomb:         {"Ce classeur grossit anormalement à l’ouverture : {found}, au plus {expected}. Il est refusé par sécurité.", "This workbook grows abnormally when opened: {found}, at most {expected}. It is refused for safety."},
	CodeNotTable:     {"Ceci n’est ni un classeur ni un tableau en texte ({found}). Envoyez un fichier .xlsx ou .csv.", "This is neither a workbook nor a text table ({found}). Send an .xlsx or .csv file."},
	CodeNoCSV:        {"Ce dossier ne contient aucun fichier .csv.", "This folder holds no .csv file."},
	CodeNoSheet:      {"La feuille « {found} » n’est pas dans ce fichier. Feuilles présentes : {expected}.", "The sheet “{found}” is not in this file. Sheets present: {expected}."},
	CodeDamaged:      {"Ce classeur est abîmé ({found}). Ouvrez-le dans Excel ou LibreOffice, enregistrez et renvoyez-le.", "This workbook is damaged ({found}). Open it in Excel or LibreOffice, save and send it again."},
	CodeEncoding:     {"Ce texte est codé d’une façon qui n’est pas lue ({found}). Enregistrez-le en {expected}.", "This text is encoded in a way that is not read ({found}). Save it as {expected}."},
	CodeQuotes:       {"Un guillemet ouvert ici n’est jamais fermé comme il faut : {found}. Fermez-le ou doublez-le.", "A quotation mark opened here is not closed as it should: {found}. Close it or double it."},
	CodeTooManyRows:  {"Cette feuille a trop de lignes : au plus {expected}. Partagez-la en plusieurs fichiers.", "This sheet has too many rows: at most {expected}. Split it into several files."},
	CodeTooManyCols:  {"Cette feuille a trop de colonnes : contenu trouvé en colonne {found}, au plus {expected}. Effacez ce qui se trouve loin à droite du tableau.", "This sheet has too many columns: content found in column {found}, at most {expected}. Clear what lies far to the right of the table."},

	CodeTooLong:       {"Ce texte est trop long : {found} signes, au plus {expected}.", "This text is too long: {found} letters, at most {expected}."},
	CodeBlank:         {"Il n’y a rien ici.", "There is nothing here."},
	CodeNotNumber:     {"« {found} » n’est pas un nombre.", "“{found}” is not a number."},
	CodeNotDay:        {"« {found} » n’est pas une date. Écrivez jour, mois et année, par exemple 2018-03-21.", "“{found}” is not a date. Write day, month and year, for example 2018-03-21."},
	CodeNotMonth:      {"« {found} » n’est pas un mois. Écrivez le mois et l’année, par exemple 2018-03.", "“{found}” is not a month. Write month and year, for example 2018-03."},
	CodeAmbiguous:     {"« {found} » peut se lire de deux façons : {readings}. Indiquez laquelle.", "“{found}” can be read in two ways: {readings}. Say which one."},
	CodeImpossibleDay: {"« {found} » : ce jour n’existe pas dans le calendrier.", "“{found}”: no calendar has this day."},
}

// Message says in French ("fr") or else in English where and what is wrong and
// what to do.
func (f *Fault) Message(lang string) string {
	s, or, near, row, sheet := sentences[f.Code].en, " or ", " Perhaps: {hint}.", "row", "sheet “%s”"
	if lang == "fr" {
		s, or, near, row, sheet = sentences[f.Code].fr, " ou ", " Peut-être : {hint}.", "ligne", "feuille « %s »"
	}
	if f.Hint != "" {
		s += near
	}
	if lang == "fr" {
		s, sheet = frenchSpaces.Replace(s), frenchSpaces.Replace(sheet)
	}
	found := f.Found
	if f.Code == CodeNotTable && lang == "fr" {
		found = cmp.Or(contents[found], found)
	}
	s = strings.NewReplacer("{found}", shorten(found), "{expected}", f.Expected,
		"{hint}", f.Hint, "{readings}", strings.Join(f.Readings, or)).Replace(s)
	var where []string
	if f.File != "" {
		where = append(where, f.File)
	}
	if f.Sheet != "" && f.Code != CodeNoSheet {
		where = append(where, fmt.Sprintf(sheet, f.Sheet))
	}
	switch {
	case f.Row > 0 && f.Col > 0:
		where = append(where, Address(f.Row, f.Col))
	case f.Row > 0:
		where = append(where, row+" "+strconv.Itoa(f.Row))
	}
	if len(where) == 0 {
		return s
	}
	colon := ": "
	if lang == "fr" {
		colon = "\u00a0: "
	}
	return strings.Join(where, ", ") + colon + s
}

// frenchSpaces keeps the high signs on the line of their word.
var frenchSpaces = strings.NewReplacer(" :", "\u00a0:", " ;", "\u00a0;", " ?", "\u00a0?", " !", "\u00a0!", " »", "\u00a0»", "« ", "«\u00a0", " %", "\u00a0%")

// shorten keeps the quoting of strange content within a line.
func shorten(s string) string {
	const most = 120
	r := []rune(s)
	if len(r) <= most {
		return s
	}
	return string(r[:most-1]) + "…"
}

// sizeText writes a size in the unit people read.
func sizeText(n int64) string {
	switch {
	case n >= 1<<20:
		return strconv.FormatInt(n>>20, 10) + " MiB"
	case n >= 1<<10:
		return strconv.FormatInt(n>>10, 10) + " KiB"
	}
	return strconv.FormatInt(n, 10) + " B"
}
