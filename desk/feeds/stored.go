package feeds

import "lede/desk/record"

// What each visit reads and writes is written and read field by field, in the order of the fields: see [record.Fields].

// itemList is the items of a feed, in stored form.
type itemList []Item

// AppendJSON writes it.
func (l itemList) AppendJSON(b []byte) ([]byte, error) {
	if l == nil {
		return append(b, "null"...), nil
	}
	f := record.Fields{B: append(b, '[')}
	for n, i := range l {
		if n > 0 {
			f.B = append(f.B, ',')
		}
		f.B = append(f.B, '{')
		f.String("ref", i.Ref)
		f.Number("seq", i.Seq)
		f.Text("title", i.Title)
		f.Text("link", i.Link)
		f.Text("site", i.Site)
		f.Yes("title_made", i.TitleMade)
		if i.Published != nil {
			f.Time("published", *i.Published)
		}
		f.Time("seen", i.Seen)
		f.Text("text", string(i.Text))
		f.Yes("members", i.Members)
		f.Text("picture", i.Picture)
		f.Int("bytes", i.Bytes)
		f.Yes("old", i.Old)
		f.Int("pruned", i.Pruned)
		if i.Edited != nil {
			f.Time("edited", *i.Edited)
		}
		f.Yes("wanted", i.Wanted)
		f.Yes("again", i.Again)
		f.Bytes("lines", i.Lines)
		f.String("main", i.Main)
		f.String("hash", i.Hash)
		f.Uint("print", i.Print)
		f.B = append(f.B, '}')
	}
	return append(f.B, ']'), f.Err
}

// Size returns about how long that is.
func (l itemList) Size() (n int) {
	for _, i := range l {
		n += 350 + len(i.Title) + len(i.Link) + len(i.Site) + len(i.Picture) + 2*len(i.Lines)
	}
	return n
}

// ParseJSON reads it.
func (l *itemList) ParseJSON(data []byte) bool {
	var n itemList
	s := record.NewScan(data)
	s.List(func() {
		var i Item
		s.Open()
		s.Text("ref", &i.Ref)
		s.Int("seq", &i.Seq)
		s.Text("title", &i.Title)
		s.Text("link", &i.Link)
		s.Text("site", &i.Site)
		s.Yes("title_made", &i.TitleMade)
		s.Moment("published", &i.Published)
		s.Time("seen", &i.Seen)
		s.Text("text", (*string)(&i.Text))
		s.Yes("members", &i.Members)
		s.Text("picture", &i.Picture)
		s.Int("bytes", &i.Bytes)
		s.Yes("old", &i.Old)
		s.Int("pruned", &i.Pruned)
		s.Moment("edited", &i.Edited)
		s.Yes("wanted", &i.Wanted)
		s.Yes("again", &i.Again)
		s.Bytes("lines", &i.Lines)
		s.Text("main", &i.Main)
		s.Text("hash", &i.Hash)
		s.Uint("print", &i.Print)
		s.Close()
		n = append(n, i)
	})
	if !s.End() {
		return false
	}
	*l = n
	return true
}

// AppendJSON writes the feed in stored form.
func (e entry) AppendJSON(b []byte) ([]byte, error) {
	f := record.Fields{B: append(b, '{')}
	f.String("address", e.Address)
	f.Text("title", e.Title)
	f.Text("link", e.Link)
	f.Text("etag", e.ETag)
	f.Text("last_modified", e.LastModified)
	f.Text("from", e.From)
	f.Text("body", e.Body)
	f.Int("newest", e.Newest)
	f.Int("first", e.First)
	f.Yes("seeded", e.Seeded)
	f.Moment("last_new", e.LastNew)
	f.Int("pace", int64(e.Pace))
	f.Int("every", int64(e.Every))
	f.Int("fails", int64(e.Fails))
	f.Moment("since", e.Since)
	if e.Trouble != nil {
		f.Other("trouble", e.Trouble)
	}
	f.Yes("told", e.Told)
	if e.Paused != nil {
		f.Other("paused", e.Paused)
	}
	f.Yes("partly", e.Partly)
	if e.Moving != nil {
		f.Other("moving", e.Moving)
	}
	f.Texts("formerly", e.Formerly)
	f.Int("too_many", e.TooMany)
	f.Moment("tried", e.Tried)
	f.Moment("read", e.Read)
	f.Moment("same", e.Same)
	f.Int("requests", e.Requests)
	f.Int("not_modified", e.NotModified)
	f.Int("bytes", e.Bytes)
	f.Yes("at_once", e.AtOnce)
	if len(e.Notices) > 0 {
		f.Other("notices", e.Notices)
	}
	f.Int("heard", e.Heard)
	return append(f.B, '}'), f.Err
}

// Size returns about how long that is.
func (e entry) Size() int {
	return 600 + len(e.Address) + len(e.Title) + len(e.Link) + 200*len(e.Notices)
}

// ParseJSON reads a feed. One in trouble, on the move or with notices is left to encoding/json.
func (e *entry) ParseJSON(data []byte) bool {
	var n entry
	var fails int64
	s := record.NewScan(data)
	s.Open()
	s.Text("address", &n.Address)
	s.Text("title", &n.Title)
	s.Text("link", &n.Link)
	s.Text("etag", &n.ETag)
	s.Text("last_modified", &n.LastModified)
	s.Text("from", &n.From)
	s.Text("body", &n.Body)
	s.Int("newest", &n.Newest)
	s.Int("first", &n.First)
	s.Yes("seeded", &n.Seeded)
	s.Time("last_new", &n.LastNew)
	s.Int("pace", (*int64)(&n.Pace))
	s.Int("every", (*int64)(&n.Every))
	s.Int("fails", &fails)
	s.Time("since", &n.Since)
	s.Yes("told", &n.Told)
	s.Yes("partly", &n.Partly)
	s.Texts("formerly", &n.Formerly)
	s.Int("too_many", &n.TooMany)
	s.Time("tried", &n.Tried)
	s.Time("read", &n.Read)
	s.Time("same", &n.Same)
	s.Int("requests", &n.Requests)
	s.Int("not_modified", &n.NotModified)
	s.Int("bytes", &n.Bytes)
	s.Yes("at_once", &n.AtOnce)
	s.Int("heard", &n.Heard)
	s.Close()
	if !s.End() {
		return false
	}
	n.Fails = int(fails)
	*e = n
	return true
}
