package record

import (
	"fmt"
	"strconv"
	"unicode/utf8"
)

const longestText = 100_000

// Check tells what is wrong with a record by itself: required values, coded
// values, order of dates, ranges. What needs other records (references, codes
// taken twice) is checked by Apply.
func Check(r Record) Problems {
	t := TableOf(r.Kind())
	var out Problems
	add := func(code, field, found, expected, nearest string) {
		out = append(out, Problem{Code: code, Kind: t.Kind, ID: Label(r), Field: field, Found: found, Expected: expected, Nearest: nearest})
	}
	if t.Referred && r.Base().Code == "" {
		add("code_missing", "code", "", "", "")
	}
	if l := r.Base().Level; l < Public || l > Confidential {
		add("out_of_range", "level", strconv.Itoa(int(l)), "0–2", "")
	}
	for _, f := range t.Fields {
		v := f.Get(r)
		switch {
		case v == "":
			if f.Required {
				add("required", f.Name, "", f.Heading("fr"), "")
			}
		case f.Type == Coded || f.Type == YesNo:
			if !f.List.Has(v) {
				add("not_in_list", f.Name, v, f.List.Name, f.List.nearest(v))
			}
		case f.Type == Date:
			if _, err := ParseDay(v); err != nil {
				add("not_a_day", f.Name, v, "2018-03-21", "")
			}
		case f.Type == MonthOf:
			if _, err := ParseMonth(v); err != nil {
				add("not_a_day", f.Name, v, "2018-03", "")
			}
		case f.Type == Text || f.Type == LongText:
			if n := utf8.RuneCountInString(v); n > longestText && t.Kind != "note" {
				add("too_long", f.Name, strconv.Itoa(n), strconv.Itoa(longestText), "")
			}
			if f.Free {
				for _, code := range FreeText(v) {
					out = append(out, Problem{Code: code, Kind: t.Kind, ID: Label(r), Field: f.Name, Warning: true})
				}
			}
		}
	}
	if s, ok := r.(Spanned); ok {
		if v := s.Valid(); v.Until != "" && v.Until < v.Since {
			add("end_first", "until", string(v.Until), string(v.Since), "")
		}
	}
	if t.check != nil {
		for _, p := range t.check(r) {
			p.Kind, p.ID = t.Kind, Label(r)
			out = append(out, p)
		}
	}
	return out
}

func (l *List) nearest(v string) string {
	var all []string
	for _, i := range l.Items {
		all = append(all, i.Code, i.FR, i.EN)
	}
	near := Nearest(v, all)
	for _, i := range l.Items {
		if near == i.FR || near == i.EN {
			return i.Code
		}
	}
	return near
}

func inRange(field string, n Number, low, high float64) []Problem {
	if !n.Known() || n.V >= low && n.V <= high {
		return nil
	}
	return []Problem{{Code: "out_of_range", Field: field, Found: n.String(), Expected: fmt.Sprintf("%g–%g", low, high)}}
}

func checkPlace(r Record) []Problem {
	p := r.(*Place)
	out := inRange("lat", p.Lat, -90, 90)
	out = append(out, inRange("lon", p.Lon, -180, 180)...)
	out = append(out, inRange("depth", p.Depth, 0, 5)...)
	if p.Parent != "" && string(p.Parent) == p.ID {
		out = append(out, Problem{Code: "own_parent", Field: "parent"})
	}
	return out
}

// longestShape keeps an outline within one cell of a workbook.
const longestShape = 32_000

func checkOutline(r Record) []Problem {
	if n := len(r.(*Outline).Shape); n > longestShape {
		return []Problem{{Code: "too_long", Field: "shape", Found: strconv.Itoa(n), Expected: strconv.Itoa(longestShape)}}
	}
	return nil
}

func checkCaseload(r Record) []Problem {
	return inRange("people", r.(*Caseload).People, 0, 2e9)
}

func checkSeat(r Record) []Problem {
	if s := r.(*Seat); s.Vacant == Yes && s.Org != "" {
		return []Problem{{Code: "vacant_held", Field: "vacant"}}
	}
	return nil
}

func checkAttendance(r Record) []Problem {
	if a := r.(*Attendance); a.Org == "" && a.Person == "" {
		return []Problem{{Code: "nobody", Field: "org"}}
	}
	return nil
}

func checkFlow(r Record) []Problem {
	f := r.(*Flow)
	if f.Parent != "" && string(f.Parent) == f.ID {
		return []Problem{{Code: "own_parent", Field: "parent"}}
	}
	return inRange("usd", f.USD, 0, 1e12)
}

func checkActivity(r Record) []Problem {
	a := r.(*Activity)
	var out []Problem
	sum, parts := 0.0, 0
	for _, part := range []struct {
		name string
		n    Number
	}{{"girls", a.Girls}, {"boys", a.Boys}, {"women", a.Women}, {"men", a.Men}, {"older_women", a.OlderWomen}, {"older_men", a.OlderMen}, {"disabled", a.Disabled}, {"total", a.Total}, {"target", a.Target}} {
		out = append(out, inRange(part.name, part.n, 0, 1e9)...)
		switch part.name {
		case "girls", "boys", "women", "men":
			if part.n.Known() {
				sum += part.n.V
				parts++
			}
		case "older_women", "older_men":
			if part.n.Known() {
				sum += part.n.V
			}
		}
	}
	out = append(out, inRange("lat", a.Lat, -90, 90)...)
	out = append(out, inRange("lon", a.Lon, -180, 180)...)
	if parts == 4 && a.Total.Known() && a.Total.V != sum {
		out = append(out, Problem{Code: "sum", Field: "total", Found: a.Total.String(), Expected: N(sum).String(), Nearest: N(sum).String(), Warning: true})
	}
	if a.Disabled.Known() && a.Total.Known() && a.Disabled.V > a.Total.V {
		out = append(out, Problem{Code: "more_than", Field: "disabled", Found: a.Disabled.String(), Expected: a.Total.String(), Warning: true})
	}
	return out
}
