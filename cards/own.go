package cards

import (
	"bytes"
	"strings"
)

// Servers that read the same in the same manner get the same digest except for each server's own parts: the marker, and the link to the
// edition before. So it is drawn once without them, and they are written into its bytes.

// Unowned returns the style of a digest without an owner, which is as long as its owner's.
func (s Style) Unowned() Style {
	s.Marker = blanked(s.Marker, func(rune) bool { return true })
	s.Before = blanked(s.Before, func(r rune) bool { return '0' <= r && r <= '9' })
	return s
}

func blanked(text string, in func(rune) bool) string {
	return strings.Map(func(r rune) rune {
		if in(r) {
			return '0'
		}
		return r
	}, text)
}

// Owned returns a digest in this style, made of one that was drawn in the style Unowned; both as JSON.
func (s Style) Owned(drawn []byte) []byte {
	out, blank := bytes.Clone(drawn), s.Unowned()
	// Both come after anything from an article.
	if at := bytes.LastIndex(out, []byte(blank.Before)); at >= 0 {
		copy(out[at:], s.Before)
	}
	const name = markerOption + "="
	if at := bytes.LastIndex(out, []byte(name+blank.Marker)); at >= 0 {
		copy(out[at+len(name):], s.Marker)
	}
	return out
}
