package fivew

import (
	"slices"
	"strings"

	"toguna/internal/layout"
)

// The register holds budgets in US dollars and converts none.
var (
	dollars    = strings.Fields("usd us dollar dollars dolar dolares americain americains american americanos estadounidenses de des etats unis united states eeuu")
	currencies = strings.Fields("fcfa cfa xof xaf eur euro euros gbp chf cad cdf mru mro gnf ngn ghs kes ugx etb sdg ssp djf mga mzn htg hnl gtq cop ves lbp syp yer iqd jod afn pkr bdt mmk php idr uah")
	currencyIs = strings.Fields("devise devises monnaie currency moneda divisa moeda عملة")
)

// foreignHeading tells whether the words of an amount name another currency
// than the US dollar.
func foreignHeading(x *layout.Column) bool {
	if strings.ContainsAny(x.Header, "€£") {
		return true
	}
	words := strings.Fields(layout.Fold(x.Above + " " + x.Header + " " + x.Tag))
	other := slices.ContainsFunc(words, func(w string) bool { return slices.Contains(currencies, w) })
	return other && !slices.Contains(words, "usd")
}

// foreignCell tells whether a cell of a column of currencies names another one
// than the US dollar.
func foreignCell(text string) bool {
	words := strings.Fields(layout.Fold(text))
	return !strings.Contains(text, "$") && slices.ContainsFunc(words, func(w string) bool { return !slices.Contains(dollars, w) }) || strings.ContainsAny(text, "€£")
}

// chooseBudget takes the surest amount in US dollars, and with it the column
// beside it that says the currency of each row.
func (c *checker) chooseBudget() {
	var best *layout.Column
	for i := range c.l.Columns {
		x := &c.l.Columns[i]
		if x.Meaning == layout.Money && !foreignHeading(x) && (best == nil || better(x, best)) {
			best = x
		}
	}
	if best == nil {
		return
	}
	c.add(roleBudget, best)
	for i := range c.l.Columns {
		if x := &c.l.Columns[i]; x.Meaning == layout.Unread && slices.Contains(currencyIs, layout.Fold(x.Header)) {
			c.add(roleCurrency, x)
		}
	}
}

// foreign tells whether the amount of a row is in another currency.
func (w *worker) foreign() bool {
	v := w.one(roleCurrency)
	return v != nil && !v.heading && foreignCell(v.text)
}
