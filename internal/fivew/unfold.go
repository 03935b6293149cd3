package fivew

// unfolds tells whether the cells of a cross-table name organisations.
func (l *Layout) unfolds() bool {
	if l.Org() != nil {
		return true
	}
	for _, c := range l.Columns {
		if c.Meaning == OrgCount {
			return true
		}
	}
	return false
}
