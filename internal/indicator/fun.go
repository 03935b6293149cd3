package indicator

import (
	"strconv"

	"toguna/internal/record"
)

// chain is the flows of the operation with the number of hands each went
// through: 0 for money that enters the response, −1 where it is not known.
type chain struct {
	*desk
	flows []*record.Flow // neither pledged nor after the day, with an amount in USD
	level map[record.FlowID]int
	out   map[record.OrgID]string // organisations that report onward flows, with one of these
	noUSD []*record.Flow
}

func (d *desk) chain() *chain {
	c := &chain{desk: d, level: make(map[record.FlowID]int, len(d.Flows)), out: make(map[record.OrgID]string)}
	for _, x := range d.Flows {
		if x.State == "pledge" || x.On >= d.Day {
			continue
		}
		if c.out[x.From] == "" {
			c.out[x.From] = x.ID
		}
		c.levelOf(x, 0)
		if x.USD.Known() {
			c.flows = append(c.flows, x)
		} else {
			c.noUSD = append(c.noUSD, x)
		}
	}
	return c
}

func (c *chain) levelOf(x *record.Flow, depth int) int {
	if l, known := c.level[record.FlowID(x.ID)]; known {
		return l
	}
	l := -1
	if x.Parent == "" && enters(c.classOn(x.From, x.On)) {
		l = 0
	} else if parent, found := c.Record(string(x.Parent)).(*record.Flow); found && depth < 16 {
		if up := c.levelOf(parent, depth+1); up >= 0 {
			l = up + 1
		}
	}
	c.level[record.FlowID(x.ID)] = l
	return l
}

// enters tells whether money that this class gives, from no recorded flow,
// enters the response: an intermediary's comes from someone else, the State's
// own budget is its domestic response.
func enters(c record.Class) bool {
	switch c {
	case record.Donor, record.PrivateIntl, record.Academic, record.Media, record.Military:
		return true
	}
	return false
}

// passes tells whether an organisation of this class may pass money on.
func passes(c record.Class) bool { return c.International() || c == record.PooledFund }

// channel names the intermediary that a second-hand flow came through.
func channel(c record.Class) string {
	switch c {
	case record.PooledFund:
		return "pooled_fund"
	case record.UN:
		return "un"
	case record.INGO, record.IntlAffiliate, record.SouthernIntl:
		return "ingo"
	case record.RCIntl:
		return "rc"
	}
	return "other"
}

func inside(day record.Day, p record.Span) bool { return day >= p.Since && day < p.Until }

// withoutUSD lists the flows of the period that cannot be counted, from the
// sources that matter; nil means all.
func (c *chain) withoutUSD(f *Figure, sources map[record.OrgID]bool) {
	n := 0
	for _, x := range c.noUSD {
		if inside(x.On, f.Period) && (sources == nil || sources[x.From]) {
			n++
			f.Lacked = append(f.Lacked, x.ID)
			f.Rows = append(f.Rows, Row{Key: "no_usd", IDs: []string{x.ID}, Org: x.From, Other: x.To, Since: x.On})
		}
	}
	if n > 0 {
		f.remark("no_usd", strconv.Itoa(n))
	}
}

func (c *chain) useFlow(f *Figure, x *record.Flow) {
	f.Used = append(f.Used, x.ID)
	for _, o := range []record.OrgID{x.From, x.To} {
		if o != "" {
			f.Used = append(f.Used, c.classID(o, x.On)...)
		}
	}
}

func (c *chain) attestedFlows(f *Figure) bool {
	return c.listAttested(f, question{list: "flow", period: f.Period})
}

func (c *chain) to(x *record.Flow) record.Class {
	if x.To == "" {
		return record.Unclassified
	}
	return c.classOn(x.To, x.On)
}

func fundGroup(c record.Class) string {
	if c == record.PrivateNational {
		return "private"
	}
	return group(c)
}

func directFunding(s *record.Snapshot, p Params) Figure {
	c := read(s, p).chain()
	f := c.figure("FUN-01", Percent, USD, c.period(12))
	attested := c.attestedFlows(&f)
	keys := []string{"nngo", "state", "rc", "private"}
	parts := make(map[string]*Figure)
	for _, key := range keys {
		part := f.child(USD)
		parts[key] = &part
	}
	for _, x := range c.flows {
		if !inside(x.On, f.Period) || c.level[record.FlowID(x.ID)] != 0 {
			continue
		}
		c.useFlow(&f, x)
		f.Den += x.USD.V
		switch class := c.to(x); {
		case class == record.Unclassified:
			f.Unknown += x.USD.V
			f.Lacked = append(f.Lacked, x.ID)
		case class.LocalFunding():
			f.Num += x.USD.V
			part := parts[fundGroup(class)]
			part.Num += x.USD.V
			part.Used = append(part.Used, x.ID)
		}
	}
	c.withoutUSD(&f, nil)
	if f.Unknown > 0 {
		f.remark("recipient_unknown", num(f.Unknown))
	}
	whole := attested && len(f.RowsOf("no_usd")) == 0
	f.share(c.p.UnknownLimit, whole)
	for _, key := range keys {
		parts[key].Den, parts[key].Unknown = f.Den, f.Unknown
		parts[key].share(c.p.UnknownLimit, whole)
		f.add("class", key, "", *parts[key])
	}
	return f.done()
}

func nearlyDirectFunding(s *record.Snapshot, p Params) Figure {
	c := read(s, p).chain()
	f := c.figure("FUN-02", Percent, USD, c.period(12))
	attested := c.attestedFlows(&f)
	keys := []string{"direct", "pooled_fund", "un", "ingo", "rc", "other"}
	parts := make(map[string]*Figure)
	for _, key := range keys {
		part := f.child(USD)
		parts[key] = &part
	}
	count := func(key string, x *record.Flow) {
		f.Num += x.USD.V
		parts[key].Num += x.USD.V
		parts[key].Used = append(parts[key].Used, x.ID)
	}
	silent := make(map[record.OrgID]int) // recipients that report no onward flow: their row
	unlinked := 0
	for _, x := range c.flows {
		if !inside(x.On, f.Period) {
			continue
		}
		class, level := c.to(x), c.level[record.FlowID(x.ID)]
		if level == 0 {
			f.Den += x.USD.V
		}
		doubt := false // the amount may still have reached a local actor
		switch {
		case level == 0 && class.LocalFunding():
			count("direct", x)
		case level == 1 && class.LocalFunding():
			count(channel(c.classOn(x.From, x.On)), x)
		case level == -1 && class.LocalFunding() && passes(c.classOn(x.From, x.On)):
			doubt = true
			unlinked++
			f.Rows = append(f.Rows, Row{Key: "chain_unknown", IDs: []string{x.ID}, Org: x.From, Other: x.To, Since: x.On, N: x.USD})
		case level == 0 && passes(class) && c.out[x.To] == "":
			if attested {
				break // nothing was passed on
			}
			doubt = true
			i, known := silent[x.To]
			if !known {
				i = len(f.Rows)
				silent[x.To] = i
				f.Rows = append(f.Rows, Row{Key: "not_reporting", Org: x.To, N: record.N(0)})
			}
			f.Rows[i].IDs = append(f.Rows[i].IDs, x.ID)
			f.Rows[i].N.V += x.USD.V
		case class == record.Unclassified && level >= 0 && level <= 1:
			doubt = true
		case level != 0:
			continue
		case passes(class):
			f.Used = append(f.Used, c.out[x.To]) // shows that the recipient reports
		}
		c.useFlow(&f, x)
		c.useAncestors(&f, x)
		if doubt {
			f.Unknown += x.USD.V
			f.Lacked = append(f.Lacked, x.ID)
		}
	}
	c.withoutUSD(&f, nil)
	if unlinked > 0 {
		f.remark("chain_unknown", strconv.Itoa(unlinked))
	}
	if len(silent) > 0 {
		f.remark("not_reporting", strconv.Itoa(len(silent)))
	}
	whole := attested && len(f.RowsOf("no_usd")) == 0
	f.confirmed(whole)
	for _, key := range keys {
		parts[key].Den = f.Den
		parts[key].confirmed(whole && f.Unknown == 0)
		f.add("channel", key, "", *parts[key])
	}
	return f.done()
}

// useAncestors puts the flows that a flow was made from with the figure.
func (c *chain) useAncestors(f *Figure, x *record.Flow) {
	for range 16 {
		parent, found := c.Record(string(x.Parent)).(*record.Flow)
		if !found {
			return
		}
		c.useFlow(f, parent)
		x = parent
	}
}

// funds lists the pooled funds that are asked about.
func (d *desk) funds() []record.OrgID {
	if d.p.Fund != "" {
		return []record.OrgID{d.p.Fund}
	}
	var out []record.OrgID
	for _, o := range d.Orgs {
		if d.Class(record.OrgID(o.ID)) == record.PooledFund {
			out = append(out, record.OrgID(o.ID))
		}
	}
	return out
}

func pooledFund(s *record.Snapshot, p Params) Figure {
	c := read(s, p).chain()
	f := c.figure("FUN-03", Percent, USD, c.period(12))
	funds := make(map[record.OrgID]bool)
	for _, o := range c.funds() {
		f.Used = append(f.Used, string(o))
		funds[o] = true
	}
	attested := len(funds) > 0
	for _, o := range c.funds() {
		attested = c.listAttested(&f, question{list: "flow", fund: o, period: f.Period}) && attested
	}
	direct, with := f.child(USD), f.child(USD)
	for _, x := range c.flows {
		if !funds[x.From] || !inside(x.On, f.Period) {
			continue
		}
		c.useFlow(&f, x)
		f.Den += x.USD.V
		with.Den += x.USD.V
		switch class := c.to(x); {
		case class == record.Unclassified:
			f.Unknown += x.USD.V
			with.Unknown += x.USD.V
			f.Lacked = append(f.Lacked, x.ID)
		case class.LocalFunding():
			f.Num += x.USD.V
			with.Num += x.USD.V
			direct.Used = append(direct.Used, x.ID)
		case len(c.OnwardFlows(record.FlowID(x.ID))) == 0 && passes(class):
			if !attested {
				with.Unknown += x.USD.V
				with.Rows = append(with.Rows, Row{Key: "not_reporting", IDs: []string{x.ID}, Org: x.To, N: x.USD})
			}
		default:
			c.subGrants(&with, x, 0)
		}
	}
	f.Used = append(f.Used, with.Used...)
	with.Used = append(with.Used, direct.Used...)
	c.withoutUSD(&f, funds)
	whole := attested && len(f.RowsOf("no_usd")) == 0
	f.share(c.p.UnknownLimit, whole)
	direct.Num, direct.Den, direct.Unknown = f.Num, f.Den, f.Unknown
	direct.share(c.p.UnknownLimit, whole)
	f.add("line", "direct", "", direct)
	if len(with.Rows) > 0 {
		f.remark("sub_grants_unknown", strconv.Itoa(len(with.Rows)))
	}
	with.confirmed(whole)
	f.add("line", "with_subgrants", "", with)
	return f.done()
}

// subGrants adds what local actors received under another grantee, each
// dollar once: what a local actor passes on is not followed.
func (c *chain) subGrants(f *Figure, x *record.Flow, depth int) {
	for _, y := range c.OnwardFlows(record.FlowID(x.ID)) {
		if y.State == "pledge" || y.On >= c.Day || !y.USD.Known() || depth > 16 {
			continue
		}
		c.useFlow(f, y)
		if c.to(y).LocalFunding() {
			f.Num += y.USD.V
		} else {
			c.subGrants(f, y, depth+1)
		}
	}
}

func fundAccess(s *record.Snapshot, p Params) Figure {
	d := read(s, p)
	f := d.figure("FUN-04", Percent, Organisations, d.period(12))
	seats := d.seatsAttested(&f, d.bodies)
	asked := make(map[record.OrgID]bool)
	for _, o := range d.funds() {
		f.Used = append(f.Used, string(o))
		asked[o] = true
	}
	imported, applications := len(asked) > 0, len(asked) > 0
	for _, o := range d.funds() {
		as := d.attested(question{list: "eligibility", fund: o})
		bs := d.attested(question{list: "application", fund: o, period: f.Period})
		f.attest(as)
		f.attest(bs)
		imported, applications = imported && len(as) > 0, applications && len(bs) > 0
	}
	if !imported {
		f.remark("fund_list_not_imported")
	}
	steps := make(map[record.OrgID][]*record.Eligibility)
	for _, x := range d.Eligibilities {
		if (asked[x.Fund] || d.p.Fund == "") && x.Since <= d.Day {
			steps[x.Org] = append(steps[x.Org], x)
		}
	}
	requests := make(map[record.OrgID][]*record.Application)
	for _, x := range d.Applications {
		if (asked[x.Fund] || d.p.Fund == "") && x.Submitted < d.Day {
			requests[x.Org] = append(requests[x.Org], x)
		}
	}
	granted := make(map[record.OrgID][]string)
	for _, x := range d.Flows {
		if asked[x.From] && x.State != "pledge" && inside(x.On, f.Period) {
			granted[x.To] = append(granted[x.To], x.ID)
		}
	}
	keys := []string{"registered", "due_diligence", "eligible", "applied", "funded", "accompanied"}
	parts := make(map[string]*Figure)
	for _, key := range keys {
		c := f.child(Organisations)
		parts[key] = &c
	}
	orgs, headless := d.members(d.bodies)
	f.Lacked = append(f.Lacked, headless...)
	f.Used = append(f.Used, ids(d.bodies)...)
	for _, o := range orgs {
		class := d.Class(o.org)
		if class != record.NNGO && class != record.Unclassified {
			continue
		}
		f.Used = append(append(f.Used, o.ids...), d.classID(o.org, d.Day)...)
		f.Used = append(append(f.Used, ids(steps[o.org])...), ids(requests[o.org])...)
		f.Used = append(f.Used, granted[o.org]...)
		if class == record.Unclassified {
			f.Lacked = append(f.Lacked, string(o.org))
			answer(&f, record.Unknown)
			for _, key := range keys {
				answer(parts[key], record.Unknown)
			}
			continue
		}
		otherwise := func(known bool) record.Answer {
			if known {
				return record.No
			}
			return record.Unknown
		}
		listed := len(steps[o.org]) > 0
		reached := map[string]record.Answer{}
		for _, key := range keys[:3] {
			reached[key] = otherwise(imported || listed)
		}
		reached["applied"], reached["funded"] = otherwise(applications), otherwise(applications)
		reached["accompanied"] = otherwise(imported && applications)
		for _, x := range steps[o.org] {
			reached["registered"] = record.Yes
			if x.Step == "due_diligence" || x.Step == "eligible" {
				reached["due_diligence"] = record.Yes
			}
			if x.Step == "eligible" && x.On(d.Day) {
				reached["eligible"] = record.Yes
			}
			if x.AccompaniedBy != "" {
				reached["accompanied"] = record.Yes
			}
		}
		for _, x := range requests[o.org] {
			if inside(x.Submitted, f.Period) {
				reached["applied"] = record.Yes
			}
			if x.Outcome == "granted" && inside(x.Decided, f.Period) {
				reached["funded"] = record.Yes
			}
			if x.AccompaniedBy != "" {
				reached["accompanied"] = record.Yes
			}
		}
		if len(granted[o.org]) > 0 {
			reached["funded"] = record.Yes
		}
		if reached["eligible"] == record.Unknown {
			f.Lacked = append(f.Lacked, string(o.org))
		}
		answer(&f, reached["eligible"])
		for _, key := range keys {
			answer(parts[key], reached[key])
		}
	}
	f.share(d.p.UnknownLimit, seats && imported)
	for _, key := range keys {
		known := imported
		if key == "applied" || key == "funded" || key == "accompanied" {
			known = applications
		}
		parts[key].share(d.p.UnknownLimit, seats && known)
		f.add("funnel", key, "", *parts[key])
	}
	return f.done()
}
