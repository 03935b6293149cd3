package geo

import (
	"errors"
	"io"
	"strings"

	"toguna/internal/record"
)

// Fault says what is wrong with a file of boundaries, where, and what to do.
type Fault struct {
	File, Where     string // where: a sheet, a layer, an element
	Code            string // a key of faults
	Found, Expected string
}

// Error is the message in English.
func (f *Fault) Error() string { return f.Message("en") }

// The faults of files; {found} and {expected} stand for the values.
var faults = map[string]record.Fault{
	"too_big":        {FR: "fichier trop grand : {found}, au plus {expected}", EN: "file too big: {found}, at most {expected}"},
	"too_detailed":   {FR: "contours trop détaillés : plus de {expected} points ; prenez une version simplifiée", EN: "outlines too detailed: more than {expected} points; take a simplified version"},
	"too_many":       {FR: "plus de {expected} unités", EN: "more than {expected} units"},
	"damaged":        {FR: "fichier abîmé : exportez-le ou téléchargez-le de nouveau", EN: "file damaged: export or download it again"},
	"cut_short":      {FR: "fichier incomplet : la fin manque ; exportez-le ou téléchargez-le de nouveau", EN: "file incomplete: its end is missing; export or download it again"},
	"announced":      {FR: "fichier abîmé ou incomplet : {expected} octets annoncés, {found} présents", EN: "file damaged or incomplete: {expected} bytes announced, {found} there"},
	"unequal":        {FR: "{found} contours, mais {expected} lignes dans le fichier .dbf : les deux ne vont pas ensemble", EN: "{found} outlines, but {expected} rows in the .dbf file: the two do not belong together"},
	"coordinates":    {FR: "coordonnées illisibles : {found} ; attendu : {expected}", EN: "unreadable coordinates: {found}; expected: {expected}"},
	"arc":            {FR: "l’arc {found} est nommé, mais il n’y a que {expected} arcs", EN: "arc {found} is named, but there are only {expected} arcs"},
	"not_boundary":   {FR: "ce n’est pas un fichier de limites ({found}) ; attendu : {expected}", EN: "this is no file of boundaries ({found}); expected: {expected}"},
	"no_columns":     {FR: "aucune colonne de P-codes ni de noms reconnue ; intitulés trouvés : {found} ; attendu par exemple {expected}", EN: "no column of P-codes or names recognised; headings found: {found}; expected for example {expected}"},
	"no_level":       {FR: "rien ne dit le niveau administratif de ces unités : donnez-le avec --level", EN: "nothing tells the administrative level of these units: give it with --level"},
	"projected":      {FR: "coordonnées projetées ({found}) ; attendu : longitude et latitude en degrés, EPSG:4326", EN: "projected coordinates ({found}); expected: longitude and latitude in degrees, EPSG:4326"},
	"off_earth":      {FR: "longitude et latitude hors de la Terre : {found}", EN: "longitude and latitude are not on the earth: {found}"},
	"geometry":       {FR: "géométrie « {found} » ; attendu : {expected}", EN: "geometry “{found}”; expected: {expected}"},
	"ring":           {FR: "contour de {found} point(s) ; attendu : au moins {expected}", EN: "outline of {found} point(s); expected: at least {expected}"},
	"part_missing":   {FR: "il manque {found} à côté du fichier .shp", EN: "{found} is missing beside the .shp file"},
	"countries":      {FR: "le fichier tient plusieurs pays ({found}) : nommez-en un avec --country", EN: "the file holds several countries ({found}): name one with --country"},
	"no_country":     {FR: "aucune unité du pays « {found} » ; pays présents : {expected}", EN: "no unit of the country “{found}”; countries present: {expected}"},
	"no_scheme":      {FR: "aucune ligne de la codification « {found} » ; le fichier tient : {expected}", EN: "no row of the scheme “{found}”; the file holds: {expected}"},
	"scheme_missing": {FR: "rien ne nomme la codification : donnez-la avec --scheme", EN: "nothing names the scheme of these codes: give it with --scheme"},
	"empty":          {FR: "aucune unité trouvée", EN: "no unit found"},
}

// Message says in French ("fr") or else in English where and what is wrong.
func (f *Fault) Message(lang string) string {
	text, colon := faults[f.Code].EN, ": "
	if lang == "fr" {
		text, colon = spaces.Replace(faults[f.Code].FR), "\u00a0: "
	}
	text = strings.NewReplacer("{found}", shorten(f.Found), "{expected}", f.Expected).Replace(text)
	where := f.File
	if f.Where != "" {
		where += " [" + f.Where + "]"
	}
	if where == "" {
		return text
	}
	return where + colon + text
}

var spaces = strings.NewReplacer(" :", "\u00a0:", " ;", "\u00a0;", " »", "\u00a0»", "« ", "«\u00a0")

func shorten(s string) string {
	const most = 200
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}

// damaged is a fault of bytes that cannot be read on, in our words whatever the
// reader says.
func damaged(file, where string, err error) error {
	code := "damaged"
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		code = "cut_short"
	}
	return &Fault{File: file, Where: where, Code: code}
}
