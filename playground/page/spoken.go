package page

import (
	"maps"
	"strings"

	"lede/playground/wire"
)

// spoken returns a command, option or choice as a person with the given locale sees it: its localised name becomes the label, and it has
// one description instead of one per language. It is still sent by its English name.
func spoken(o wire.Object, locale string) wire.Object {
	seen := maps.Clone(o)
	in := func(field string) string {
		words, _ := o[field+"_localizations"].(wire.Object)
		delete(seen, field+"_localizations")
		if s := wire.Text(words, locale); s != "" {
			return s
		}
		language, _, _ := strings.Cut(locale, "-")
		if s := wire.Text(words, language); s != "" {
			return s
		}
		return wire.Text(o, field)
	}
	seen["label"], seen["description"] = in("name"), in("description")
	for _, field := range []string{"options", "choices"} {
		if list := wire.Objects(wire.List(o, field)); len(list) > 0 {
			of := make([]wire.Object, len(list))
			for i, x := range list {
				of[i] = spoken(x, locale)
			}
			seen[field] = of
		}
	}
	return seen
}
