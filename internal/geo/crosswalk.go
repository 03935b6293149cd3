package geo

import (
	"bytes"
	"cmp"
	"context"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"toguna/internal/exchange/sheet"
	"toguna/internal/record"
)

// Crosswalk is codes of other schemes with the P-codes of the same units.
type Crosswalk struct {
	File  string
	Codes []CrossedCode
	Alone int // codes without a counterpart
}

// CrossedCode is one line of a crosswalk.
type CrossedCode struct {
	Scheme, Code, PCode string
	Row                 int
}

// ReadCrosswalk reads a table with a column of codes and one of P-codes. A file
// may hold several schemes in a column of that name; the one that is asked for
// is taken, or all when none is. A file without that column is of the scheme.
func ReadCrosswalk(ctx context.Context, f File, scheme string) (*Crosswalk, error) {
	book, err := sheet.Read(f.Name, bytes.NewReader(f.Data), int64(len(f.Data)), sheet.DefaultLimits())
	if err != nil {
		return nil, err
	}
	defer book.Close()
	out := &Crosswalk{File: f.Name}
	var heads []string
	code, pcode, schemes := -1, -1, -1
	var seen []string
	name := book.Sheets()[0].Name
	err = book.Rows(ctx, name, func(n int, cells []sheet.Cell) error {
		texts := textsOf(cells)
		if heads == nil {
			heads = texts
			for i, h := range heads {
				switch strings.ReplaceAll(record.Fold(norm.NFC.String(h)), " ", "") {
				case "scheme", "schema", "codification":
					schemes = i
				case "code", "othercode", "autrecode":
					code = i
				case "pcode", "codpcode", "admpcode":
					pcode = i
				}
			}
			if code < 0 || pcode < 0 {
				return &Fault{File: f.Name, Where: name, Code: "no_columns", Found: strings.Join(heads, ", "), Expected: "code, pcode"}
			}
			return nil
		}
		cell := func(i int) string {
			if i < 0 || i >= len(texts) {
				return ""
			}
			return texts[i]
		}
		x := CrossedCode{cmp.Or(cell(schemes), scheme), strings.ToUpper(cell(code)), tidy(cell(pcode)), n}
		if !slices.Contains(seen, x.Scheme) {
			seen = append(seen, x.Scheme)
		}
		switch {
		case x.Code == "", scheme != "" && x.Scheme != scheme:
		case x.PCode == "":
			out.Alone++
		default:
			out.Codes = append(out.Codes, x)
		}
		return nil
	})
	switch {
	case err != nil:
		return nil, err
	case len(out.Codes) == 0 && scheme != "" && len(seen) > 0 && !slices.Contains(seen, scheme):
		return nil, &Fault{File: f.Name, Code: "no_scheme", Found: scheme, Expected: strings.Join(seen, ", ")}
	case len(out.Codes) == 0:
		return nil, &Fault{File: f.Name, Code: "empty"}
	case slices.Contains(seen, ""):
		return nil, &Fault{File: f.Name, Code: "scheme_missing"}
	}
	return out, nil
}

// Plan compares the crosswalk with the remembered spellings of a register. A
// code that is itself the P-code of another unit is kept, with a warning: the
// P-code is what it is taken for.
func (c *Crosswalk) Plan(places []*record.Place, spellings []*record.Spelling, day record.Day, o PlanOptions) *Plan {
	p := &Plan{LeftOut: c.Alone}
	byCode := map[string]*record.Place{}
	for _, x := range places {
		byCode[strings.ToUpper(x.Code)] = x
	}
	known := map[string]*record.Spelling{}
	for _, s := range spellings {
		if s.Of == "place" && s.Basis == "crosswalk" {
			known[s.Within+"\x00"+s.Text] = s
		}
	}
	for _, x := range c.Codes {
		from := record.Origin{File: c.File, Row: x.Row}
		place := byCode[x.PCode]
		if place == nil {
			p.Problems = append(p.Problems, record.Problem{Code: "not_found", Kind: "spelling", ID: x.Code, Field: "place", From: from, Found: x.PCode, Expected: record.TableOf("place").FR})
			continue
		}
		if other := byCode[x.Code]; other != nil && other != place {
			p.Problems = append(p.Problems, record.Problem{Code: "also_pcode", Kind: "spelling", ID: x.Code, Field: "text", From: from, Found: x.Code, Expected: other.NameFR, Warning: true})
		}
		key := x.Scheme + "\x00" + x.Code
		next := &record.Spelling{Of: "place", Text: x.Code, Within: x.Scheme, Place: record.PlaceID(place.ID), Basis: "crosswalk", On: day}
		next.ID, next.Operation, next.Code, next.Source = o.NewID(), o.Operation, x.Scheme+" "+x.Code, c.File
		change := record.PutNew(next)
		switch old := known[key]; {
		case old == nil:
			p.Spelling.New++
		case old.Place == next.Place:
			p.Spelling.Same++
			continue
		case old.Version == 0:
			p.Problems = append(p.Problems, record.Problem{Code: "twice", Kind: "spelling", ID: x.Code, Field: "text", From: from, Found: x.Scheme + " " + x.Code})
			continue
		default:
			next.Head = old.Head
			change = record.PutNext(next)
			p.Spelling.Changed++
		}
		known[key] = next
		change.From = from
		p.Changes = append(p.Changes, change)
	}
	return p
}
