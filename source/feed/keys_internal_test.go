package feed

import (
	"slices"
	"strings"
	"testing"
)

// TestOnlyWhatIdentifiesAnItemIsItsKey: what it has in common with another, or does not have at all, is none. What is kept was
// written with these keys.
func TestOnlyWhatIdentifiesAnItemIsItsKey(t *testing.T) {
	const home, a = "https://a.example", "https://a.example/x/1"
	main := func(kind, s string) string { return kind + " " + hash(kind, s) }
	link := Canonical(a)
	for name, c := range map[string]struct {
		items []Item // whose first is looked at
		main  string
		more  []string
	}{
		"a GUID alone":                   {[]Item{{GUID: "g"}}, main("guid", "g"), nil},
		"a GUID and a link":              {[]Item{{GUID: "g", Link: a}}, main("guid", "g"), []string{main("guid+link", "g\n"+link), main("link", link)}},
		"a link alone":                   {[]Item{{Link: a}}, main("link", link), []string{main("path", "/x/1")}},
		"a link to the front page":       {[]Item{{GUID: "g", Link: home}}, main("guid", "g"), []string{main("guid+link", "g\n"+Canonical(home))}},
		"a GUID that is an address":      {[]Item{{GUID: a}}, main("guid", a), []string{main("path", "/x/1")}},
		"its query and fragment":         {[]Item{{GUID: a + "?p=2#c"}}, main("guid", a+"?p=2#c"), []string{main("path", "/x/1?p=2#c")}},
		"an address without a host":      {[]Item{{GUID: "/x/1"}}, main("guid", "/x/1"), nil},
		"no address at all":              {[]Item{{GUID: "%zz"}}, main("guid", "%zz"), nil},
		"a GUID of two, a link of one":   {[]Item{{GUID: "g", Link: a}, {GUID: "g", Link: home + "/y"}}, main("guid+link", "g\n"+link), []string{main("link", link)}},
		"a GUID of two, without a link":  {[]Item{{GUID: "g", Title: "t"}, {GUID: "g", Title: "u"}}, main("guid+title", "g\nt"), nil},
		"a link of two":                  {[]Item{{Link: a, Title: "t"}, {Link: a, Title: "u"}}, main("link+title", link+"\nt"), nil},
		"a path of two":                  {[]Item{{GUID: a}, {GUID: a, Link: home + "/y"}}, main("guid+title", a+"\n"), nil},
		"a path where hosts differ":      {[]Item{{GUID: a}, {GUID: "https://b.example/y"}}, main("guid", a), nil},
		"a story number":                 {[]Item{{GUID: home + "/x/net-4711022"}}, main("guid", home+"/x/net-4711022"), []string{main("story", "a.example/x/4711022"), main("path", "/x/net-4711022")}},
		"a story number of two":          {[]Item{{GUID: home + "/x/net-4711022"}, {GUID: home + "/x/pier-4711022"}}, main("guid", home+"/x/net-4711022"), []string{main("path", "/x/net-4711022")}},
		"www before a host is no other":  {[]Item{{GUID: a}, {GUID: "https://www.A.example/y"}}, main("guid", a), []string{main("path", "/x/1")}},
		"a slash at the end is no other": {[]Item{{GUID: a + "/"}}, main("guid", a+"/"), []string{main("path", "/x/1")}},
	} {
		f := &Feed{Link: home, Items: c.items}
		identify(f)
		named := func(key string) string {
			for _, want := range append(slices.Clone(c.more), c.main) {
				if _, hashed, _ := strings.Cut(want, " "); key == hashed {
					return want
				}
			}
			return key
		}
		k := f.Items[0].Keys
		var more []string
		for _, other := range k.Others {
			more = append(more, named(other))
		}
		if named(k.Main) != c.main || !slices.Equal(more, c.more) {
			t.Errorf("%s: %s and %q, want %s and %q", name, named(k.Main), more, c.main, c.more)
		}
	}
}
