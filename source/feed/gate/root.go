package gate

// Root finds where the feed begins in a document, -1 if there is none. What comes before (PHP warnings, a second declaration, a
// comment) is ignored. inPage reports whether it is within a page, which may only show an example.
func Root(document []byte) (at int, inPage bool) {
	s := Scanner{in: document}
	first := true
	for s.Next() {
		before := s.at
		t, ok := s.Tag()
		if !ok || t.End {
			continue
		}
		switch t.Name {
		case "rss", "rdf", "feed":
			return before, inPage
		case "channel", "entry":
			if first {
				return before, inPage
			}
		case "html", "head", "body":
			inPage = true
		case "script", "style", "textarea":
			s.SkipTo(t.Name)
		}
		first = false
	}
	return -1, inPage
}
