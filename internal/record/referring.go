package record

import "sync"

// referring is the index of who refers to whom, built when it is first asked
// for: most commands never ask.
type referring struct {
	once sync.Once
	by   map[string][]Record
}

// Referring lists the records that refer to a record, kind by kind in the
// order of the tables. Activity lines are those of the snapshot's round.
func (s *Snapshot) Referring(id string) []Record {
	s.refs.once.Do(func() {
		s.refs.by = make(map[string][]Record)
		for _, t := range Tables {
			var refs []Field
			for _, f := range t.Fields {
				if f.Type == Refers {
					refs = append(refs, f)
				}
			}
			if len(refs) == 0 {
				continue
			}
			for _, r := range s.Records(t.Kind) {
				for _, f := range refs {
					for _, to := range f.Values(r) {
						if rs := s.refs.by[to]; len(rs) == 0 || rs[len(rs)-1] != r {
							s.refs.by[to] = append(rs, r)
						}
					}
				}
			}
		}
	})
	return s.refs.by[id]
}

// Values gives the values of a field one by one: none when it is empty.
func (f Field) Values(r Record) []string {
	v := f.Get(r)
	if v == "" {
		return nil
	}
	if f.Many {
		return splitList(v)
	}
	return []string{v}
}
