package digests

import "lede/desk/record"

// What each delivery reads and writes is written and read field by field, in the order of the fields: see [record.Fields].

// AppendJSON writes the digest in stored form.
func (g Digest) AppendJSON(b []byte) ([]byte, error) {
	f := record.Fields{B: append(b, '{')}
	f.String("id", g.ID)
	f.String("channel", g.Channel)
	f.Text("kind", string(g.Kind))
	f.Yes("publish", g.Publish)
	f.String("timetable", g.Timetable)
	f.String("by", g.By)
	f.Time("set", g.Set)
	f.Time("next", g.Next)
	f.Int("spread", int64(g.Spread))
	if g.Paused != nil {
		f.Other("paused", g.Paused)
	}
	if g.Trouble != nil {
		f.Other("trouble", g.Trouble)
	}
	f.Yes("quiet", g.Quiet)
	f.Text("role", g.Role)
	f.Texts("sections", g.Sections)
	f.Moment("done", g.Done)
	f.Texts("seen", g.Seen)
	f.Texts("sources", g.Sources)
	if !g.Filter.IsZero() {
		f.Other("filter", g.Filter)
	}
	f.Ints("told", g.Told)
	f.Yes("as_it_comes", g.AsItComes)
	f.Int("per_hour", int64(g.PerHour))
	if len(g.Posts) > 0 {
		f.Other("posts", g.Posts)
	}
	f.Moment("woken", g.Woken)
	f.Text("latest", g.Latest)
	f.Times("shown", g.Shown)
	return append(f.B, '}'), f.Err
}

// Size returns about how long that is.
func (g Digest) Size() int {
	return 600 + 20*len(g.Seen) + 60*(len(g.Shown)+len(g.Told)+len(g.Posts)) + 30*(len(g.Sources)+len(g.Sections))
}

// ParseJSON reads a digest. One that is paused or has a filter is left to encoding/json.
func (g *Digest) ParseJSON(data []byte) bool {
	var n Digest
	var perHour int64
	s := record.NewScan(data)
	s.Open()
	s.Text("id", &n.ID)
	s.Text("channel", &n.Channel)
	s.Text("kind", (*string)(&n.Kind))
	s.Yes("publish", &n.Publish)
	s.Text("timetable", &n.Timetable)
	s.Text("by", &n.By)
	s.Time("set", &n.Set)
	s.Time("next", &n.Next)
	s.Int("spread", (*int64)(&n.Spread))
	s.Yes("quiet", &n.Quiet)
	s.Text("role", &n.Role)
	s.Texts("sections", &n.Sections)
	s.Time("done", &n.Done)
	s.Texts("seen", &n.Seen)
	s.Texts("sources", &n.Sources)
	s.Ints("told", &n.Told)
	s.Yes("as_it_comes", &n.AsItComes)
	s.Int("per_hour", &perHour)
	s.Moments("posts", &n.Posts)
	s.Time("woken", &n.Woken)
	s.Text("latest", &n.Latest)
	s.Times("shown", &n.Shown)
	s.Close()
	if !s.End() {
		return false
	}
	n.PerHour = int(perHour)
	*g = n
	return true
}

// line is a line of the ledger, in stored form.
type line Entry

// AppendJSON writes it.
func (e line) AppendJSON(b []byte) ([]byte, error) {
	f := record.Fields{B: append(b, '{')}
	f.String("digest", e.Digest)
	f.String("channel", e.Channel)
	f.Text("kind", string(e.Kind))
	f.Time("slot", e.Slot)
	f.String("outcome", e.Outcome)
	f.Text("message", e.Message)
	if e.Reason != nil {
		f.Other("reason", e.Reason)
	}
	f.Other("attempts", e.Attempts)
	f.Time("at", e.At)
	f.Yes("open", e.Open)
	return append(f.B, '}'), f.Err
}

// Size returns about how long that is.
func (line) Size() int { return 350 }

// postedList is the editions of a digest that are corrected, in stored form.
type postedList []Posted

// AppendJSON writes it.
func (l postedList) AppendJSON(b []byte) ([]byte, error) {
	f := record.Fields{B: append(b, '[')}
	for i, p := range l {
		if i > 0 {
			f.B = append(f.B, ',')
		}
		f.B = append(f.B, '{')
		f.Time("slot", p.Slot)
		f.Time("at", p.At)
		f.Text("kind", string(p.Kind))
		f.String("channel", p.Channel)
		f.String("message", p.Message)
		if len(p.Shown) > 0 {
			f.Other("shown", p.Shown)
		}
		f.B = append(f.B, '}')
	}
	return append(f.B, ']'), f.Err
}

// Size returns about how long that is.
func (l postedList) Size() int { return 200 * (1 + len(l)) }

// ParseJSON reads it. One of an older Lede, which holds what was shown, is left to encoding/json.
func (l *postedList) ParseJSON(data []byte) bool {
	var n postedList
	s := record.NewScan(data)
	s.List(func() {
		var p Posted
		s.Open()
		s.Time("slot", &p.Slot)
		s.Time("at", &p.At)
		s.Text("kind", (*string)(&p.Kind))
		s.Text("channel", &p.Channel)
		s.Text("message", &p.Message)
		s.Close()
		n = append(n, p)
	})
	if !s.End() {
		return false
	}
	*l = n
	return true
}
