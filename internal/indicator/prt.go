package indicator

import (
	"strconv"

	"toguna/internal/record"
)

func subContracts(s *record.Snapshot, p Params) Figure {
	d := read(s, p)
	f := d.figure("PRT-01", Percent, Agreements, record.Span{})
	attested := d.listAttested(&f, question{list: "agreement"})
	amount := f.child(USD)
	keys := []string{"un", "ingo", "rc", "other"}
	parts := make(map[string]*Figure)
	for _, key := range keys {
		c := f.child(Agreements)
		parts[key] = &c
	}
	withoutMoney, noUSD := 0, 0
	for _, x := range d.Agreements {
		if !x.On(d.Day) || x.Body != "" && !d.in[x.Body] {
			continue
		}
		lead, partner := d.Class(x.Lead), d.Class(x.Partner)
		if lead != record.Unclassified && !lead.International() ||
			partner != record.Unclassified && (!partner.LocalFunding() || partner.State()) {
			continue
		}
		f.Used = append(f.Used, x.ID)
		f.Used = append(append(f.Used, d.classID(x.Lead, d.Day)...), d.classID(x.Partner, d.Day)...)
		if x.Model == "mou_no_funds" {
			withoutMoney++
			continue
		}
		unknown := x.Model == "" || lead == record.Unclassified || partner == record.Unclassified
		if unknown {
			f.Lacked = append(f.Lacked, x.ID)
		}
		sub := x.Model == "subcontract"
		tell(&f, unknown, sub)
		if lead != record.Unclassified {
			tell(parts[channel(lead)], unknown, sub)
		}
		switch {
		case !x.USD.Known():
			noUSD++
			amount.Lacked = append(amount.Lacked, x.ID)
		default:
			amount.Used = append(amount.Used, x.ID)
			amount.Den += x.USD.V
			if unknown {
				amount.Unknown += x.USD.V
			} else if sub {
				amount.Num += x.USD.V
			}
		}
		if contradicts(x.Model, x.Suggested()) {
			f.Rows = append(f.Rows, Row{Key: "contradiction", IDs: []string{x.ID}, Org: x.Lead, Other: x.Partner, Body: x.Body,
				Code: x.Model, Suggested: x.Suggested(), Since: x.Since, Until: x.Until})
		}
	}
	f.share(d.p.UnknownLimit, attested)
	amount.share(d.p.UnknownLimit, attested && noUSD == 0)
	if noUSD > 0 {
		amount.remark("no_usd", strconv.Itoa(noUSD))
	}
	f.add("amount", "usd", "", amount)
	for _, key := range keys {
		parts[key].share(d.p.UnknownLimit, attested)
		f.add("lead_class", key, "", *parts[key])
	}
	if withoutMoney > 0 {
		f.remark("mou_left_out", strconv.Itoa(withoutMoney))
	}
	if n := len(f.RowsOf("contradiction")); n > 0 {
		f.remark("contradictions", strconv.Itoa(n))
	}
	return f.done()
}

// contradicts tells whether the declared model and what the terms suggest
// cannot both be true: a sub-contract on one side only, or a joint design that
// is declared to be led by the international partner.
func contradicts(declared, suggested string) bool {
	switch suggested {
	case "subcontract":
		return declared != "" && declared != "subcontract"
	case "shared_design_grant":
		return declared == "subcontract" || declared == "subgrant_led_by_international"
	}
	return false
}
