package returns

import (
	"cmp"
	"encoding/csv"
	"encoding/json"
	"hash/fnv"
	"io"
	"iter"
	"slices"
	"strconv"

	"github.com/google/uuid"

	"toguna/internal/locale"
	"toguna/internal/record"
)

// Presence is a row of operational presence in the shape of the HDX
// Humanitarian API (coordination-context/operational-presence, version 2), in
// the order of its columns. A pointer is null where the unit is not told.
type Presence struct {
	LocationRef          int     `json:"location_ref"`
	LocationCode         string  `json:"location_code"`
	LocationName         string  `json:"location_name"`
	HasHRP               bool    `json:"has_hrp"`
	InGHO                bool    `json:"in_gho"`
	ProviderAdmin1Name   string  `json:"provider_admin1_name"`
	ProviderAdmin2Name   string  `json:"provider_admin2_name"`
	Admin1Ref            *int    `json:"admin1_ref"`
	Admin1Code           *string `json:"admin1_code"`
	Admin1Name           *string `json:"admin1_name"`
	Admin2Ref            *int    `json:"admin2_ref"`
	Admin2Code           *string `json:"admin2_code"`
	Admin2Name           *string `json:"admin2_name"`
	AdminLevel           int     `json:"admin_level"`
	ResourceHDXID        string  `json:"resource_hdx_id"`
	OrgAcronym           string  `json:"org_acronym"`
	OrgName              string  `json:"org_name"`
	OrgTypeCode          string  `json:"org_type_code"`
	OrgTypeDescription   string  `json:"org_type_description"`
	SectorCode           string  `json:"sector_code"`
	SectorName           string  `json:"sector_name"`
	ReferencePeriodStart string  `json:"reference_period_start"`
	ReferencePeriodEnd   string  `json:"reference_period_end"`
}

// hapiColumns are the columns of the table, in order.
var hapiColumns = []string{"location_ref", "location_code", "location_name", "has_hrp", "in_gho", "provider_admin1_name", "provider_admin2_name",
	"admin1_ref", "admin1_code", "admin1_name", "admin2_ref", "admin2_code", "admin2_name", "admin_level", "resource_hdx_id", "org_acronym", "org_name",
	"org_type_code", "org_type_description", "sector_code", "sector_name", "reference_period_start", "reference_period_end"}

// IsPresence tells whether headings are those of a table of presence in HAPI's
// shape, ours or another's: it says who is where, and not what is done there.
func IsPresence(headings []string) bool {
	for _, c := range []string{"admin1_code", "org_type_code", "sector_code", "reference_period_start", "reference_period_end"} {
		if !slices.Contains(headings, c) {
			return false
		}
	}
	return true
}

// hapiSectors are the names HAPI gives to sectors, and the code where its own differs.
var hapiSectors = map[string][2]string{
	"PRO": {"PRO", "Protection"}, "PRO-CPN": {"PRO-CPN", "Child Protection"}, "PRO-GBV": {"PRO-GBV", "Gender-Based Violence"},
	"PRO-HLP": {"PRO-HLP", "Housing, Land and Property"}, "PRO-MIN": {"PRO-MIN", "Mine Action"}, "CCM": {"CCM", "Camp Coordination / Management"},
	"EDU": {"EDU", "Education"}, "FSC": {"FSC", "Food Security"}, "HEA": {"HEA", "Health"}, "LOG": {"LOG", "Logistics"}, "NUT": {"NUT", "Nutrition"},
	"SHL": {"SHL", "Emergency Shelter and NFI"}, "WSH": {"WSH", "Water Sanitation Hygiene"}, "MUL": {"Multi", "Multi-sector (unspecified)"},
	"ERY": {"ERY", "Early Recovery"}, "TEL": {"TEL", "Emergency Telecommunications"}, "COO": {"Hum", "Humanitarian assistance (unspecified)"}, "OTH": {"Hum", "Humanitarian assistance (unspecified)"},
}

// OperationalPresence collapses activity lines into one row per organisation,
// sector, place and month, as the public may see them: the implementing
// organisation, else the reporting one; lines of returns that were accepted or
// whose month is closed. GBV and child protection are told by region; a line in an
// area that is hard to reach, as all that the view withholds, has no row.
func OperationalPresence(s *record.Snapshot, lines iter.Seq2[*record.Activity, error]) ([]Presence, error) {
	f := newFiller(record.View{Snapshot: s, Level: record.Public}, locale.EN)
	type key struct {
		org    record.OrgID
		sector string
		place  string
		month  record.Month
	}
	seen := map[key]bool{}
	var out []Presence
	for a, err := range lines {
		if err != nil {
			return nil, err
		}
		if !f.view.May(a) || !f.validated(a) {
			continue
		}
		org, place := a.Impl, f.place(a)
		if org == "" {
			org = a.Org
		}
		if place == nil || f.view.Org(org) == nil {
			continue
		}
		for place.Depth.Known() && place.Depth.V > 2 && f.view.Place(place.Parent) != nil {
			place = f.view.Place(place.Parent)
		}
		k := key{org, a.Sector, place.ID, a.Month}
		if seen[k] {
			continue
		}
		seen[k] = true
		out = append(out, f.presence(a, f.view.Org(org), record.PlaceID(place.ID)))
	}
	slices.SortFunc(out, func(a, b Presence) int {
		return cmp.Or(compare(a.Admin1Ref, b.Admin1Ref), compare(a.Admin2Ref, b.Admin2Ref), cmp.Compare(a.OrgAcronym, b.OrgAcronym),
			cmp.Compare(a.OrgName, b.OrgName), cmp.Compare(a.SectorCode, b.SectorCode), cmp.Compare(a.ReferencePeriodStart, b.ReferencePeriodStart))
	})
	return out, nil
}

// compare puts what is not told last.
func compare(a, b *int) int {
	switch {
	case a == nil && b == nil:
		return 0
	case a == nil:
		return 1
	case b == nil:
		return -1
	}
	return cmp.Compare(*a, *b)
}

// validated tells whether somebody stands for the line: its return was
// accepted, or its month is closed.
func (f *filler) validated(a *record.Activity) bool {
	r, _ := f.view.Record(string(a.Return)).(*record.Return)
	return r != nil && (r.State == "accepted" || closed(f.view.Snapshot, r.Body, r.Month) != nil)
}

func (f *filler) presence(a *record.Activity, org *record.Org, place record.PlaceID) Presence {
	p := Presence{OrgAcronym: cut(cmp.Or(org.Acronym, org.Code), 32), OrgName: cut(org.Name("en"), 512), OrgTypeCode: org.Type,
		OrgTypeDescription: record.OrgTypes.Label(org.Type, "en"), SectorCode: hapiSectors[a.Sector][0], SectorName: hapiSectors[a.Sector][1],
		ReferencePeriodStart: string(a.Month.First()) + "T00:00:00", ReferencePeriodEnd: string(a.Month.Last()) + "T00:00:00"}
	if op := f.view.Operation; op != nil {
		p.LocationRef, p.LocationCode = *ref(op.Country), op.Country
		if root := f.view.Place(op.Root); root != nil {
			p.LocationName = root.NameFR
		}
		p.ResourceHDXID = uuid.NewSHA1(uuid.NameSpaceOID, []byte("toguna/"+op.ID+"/presence/"+string(a.Month))).String()
	}
	for _, plan := range f.view.Plans {
		p.HasHRP = p.HasHRP || plan.Cycle == string(a.Month[:4])
	}
	p.InGHO = p.HasHRP // every country with a plan is in the global overview
	if u := f.view.Admin(place, 1); u != nil {
		p.ProviderAdmin1Name, p.Admin1Ref, p.Admin1Code, p.Admin1Name, p.AdminLevel = u.NameFR, ref(u.Code), pcode(u), &u.NameFR, 1
	}
	if u := f.view.Admin(place, 2); u != nil {
		p.ProviderAdmin2Name, p.Admin2Ref, p.Admin2Code, p.Admin2Name, p.AdminLevel = u.NameFR, ref(u.Code), pcode(u), &u.NameFR, 2
	}
	return p
}

// pcode is the P-code of a unit as everybody writes it.
func pcode(u *record.Place) *string {
	code := record.PCode(u.Code)
	return &code
}

// ref is a number for a unit that stays the same at every publication.
func ref(code string) *int {
	h := fnv.New32a()
	io.WriteString(h, code)
	n := int(h.Sum32() >> 1)
	return &n
}

func cut(s string, most int) string {
	if r := []rune(s); len(r) > most {
		return string(r[:most])
	}
	return s
}

// PresenceJSON writes the rows as HAPI answers them.
func PresenceJSON(out io.Writer, rows []Presence) error {
	e := json.NewEncoder(out)
	e.SetEscapeHTML(false)
	return e.Encode(struct {
		Data []Presence `json:"data"`
	}{append([]Presence{}, rows...)})
}

// PresenceCSV writes the rows as HAPI does, the header always.
func PresenceCSV(out io.Writer, rows []Presence) error {
	w := csv.NewWriter(out)
	if err := w.Write(hapiColumns); err != nil {
		return err
	}
	yes := map[bool]string{true: "True", false: "False"}
	number := func(n *int) string {
		if n == nil {
			return ""
		}
		return strconv.Itoa(*n)
	}
	text := func(s *string) string {
		if s == nil {
			return ""
		}
		return *s
	}
	for _, p := range rows {
		err := w.Write([]string{strconv.Itoa(p.LocationRef), p.LocationCode, p.LocationName, yes[p.HasHRP], yes[p.InGHO], p.ProviderAdmin1Name, p.ProviderAdmin2Name,
			number(p.Admin1Ref), text(p.Admin1Code), text(p.Admin1Name), number(p.Admin2Ref), text(p.Admin2Code), text(p.Admin2Name), strconv.Itoa(p.AdminLevel),
			p.ResourceHDXID, p.OrgAcronym, p.OrgName, p.OrgTypeCode, p.OrgTypeDescription, p.SectorCode, p.SectorName, p.ReferencePeriodStart, p.ReferencePeriodEnd})
		if err != nil {
			return err
		}
	}
	w.Flush()
	return w.Error()
}
