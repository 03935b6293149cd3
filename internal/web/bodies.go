package web

import (
	"net/http"
	"slices"

	"toguna/internal/record"
)

// Node is a body in the tree, with who sits there on the day.
type Node struct {
	Name, Code, Kind, Href string
	Leaders, Members       []Holder
	MembersLabel, NoLeader string
	Children               []Node
}

// Holder is an organisation in a seat.
type Holder struct {
	Name, Full, Href, Role, Class, Tone, Colon string
}

func (s *Site) bodies(q *request) error {
	return q.show(http.StatusOK, "bodies", q.Say("Instances de coordination", "Coordination bodies"), q.tree("", map[string]bool{}))
}

// tree gives the bodies active on the day below a body. A body whose parent is
// not active that day hangs from the root, so that none is lost.
func (q *request) tree(parent record.BodyID, seen map[string]bool) []Node {
	var out []Node
	add := func(b *record.Body) {
		if seen[b.ID] || !b.On(q.Day) || !q.View.May(b) {
			return
		}
		seen[b.ID] = true
		n := q.node(b)
		n.Children = q.tree(record.BodyID(b.ID), seen)
		out = append(out, n)
	}
	for _, b := range q.View.ChildrenOf(parent) {
		add(b)
	}
	if parent == "" {
		for _, b := range q.View.Bodies {
			if up := q.View.Body(b.Parent); up != nil && !up.On(q.Day) {
				add(b)
			}
		}
	}
	return out
}

func (q *request) node(b *record.Body) Node {
	lang := string(q.Lang)
	n := Node{Name: b.Name(lang), Code: b.Code, Kind: record.BodyKinds.Label(b.BodyKind, lang), Href: q.toRecord(b),
		NoLeader: q.Say("Aucune direction n’est consignée ce jour.", "No leadership is recorded on that day.")}
	for _, seat := range q.View.SeatsOf(record.BodyID(b.ID)) {
		if !seat.On(q.Day) || !q.View.May(seat) {
			continue
		}
		if h := q.holder(seat); seat.Leads() {
			n.Leaders = append(n.Leaders, h)
		} else {
			n.Members = append(n.Members, h)
		}
	}
	rank := func(h Holder) int {
		return slices.IndexFunc(record.Roles.Items, func(i record.Item) bool { return h.Role == i.FR || h.Role == i.EN })
	}
	slices.SortStableFunc(n.Leaders, func(a, b Holder) int { return rank(a) - rank(b) })
	count := len(n.Members)
	n.MembersLabel = q.Lang.Int(count) + " " + q.Lang.Plural(count, q.Say("autre siège", "other seat"), q.Say("autres sièges", "other seats"))
	return n
}

func (q *request) holder(seat *record.Seat) Holder {
	lang := string(q.Lang)
	h := Holder{Role: record.Roles.Label(seat.Role, lang), Colon: q.Say("\u00a0: ", ": "), Tone: "off", Href: q.toRecord(seat)}
	o := q.View.Org(seat.Org)
	switch {
	case o != nil:
		class := q.View.Class(seat.Org)
		h.Name, h.Full, h.Href = q.name(o), o.Name(lang), q.toRecord(o)
		switch {
		case class.State():
			h.Tone, h.Class = "state", q.Say("État", "State")
		case class == record.NNGO || class == record.NNGOForum:
			h.Tone, h.Class = "nngo", q.Say("ONG nationale", "national NGO")
		case class == record.Unclassified:
			h.Class = q.Say("à classer", "to be classified")
		default:
			h.Tone, h.Class = "intl", record.Classes.Label(string(class), lang)
		}
	case seat.Vacant == record.Yes:
		h.Name, h.Class = q.Say("vacant", "vacant"), q.Say("siège vacant", "vacant seat")
	default:
		h.Name, h.Class = q.Say("titulaire non renseigné", "holder not recorded"), q.Say("inconnu", "unknown")
	}
	return h
}
