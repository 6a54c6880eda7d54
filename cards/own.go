package cards

import (
	"bytes"
	"strings"
)

// Servers that read the same in the same manner get the same digest but for what is each one's own: the marker, and the link to the edition
// before. So it is drawn once without them, and they are written into its bytes.

// Unowned is the style of a digest of nobody in particular, which is as long as that of its owner.
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

// Owned is a digest in this style, made of one that was drawn in the style Unowned; both as JSON.
func (s Style) Owned(drawn []byte) []byte {
	out, blank := bytes.Clone(drawn), s.Unowned()
	// The link comes before anything of an article's, and the marker behind all of that.
	if at := bytes.Index(out, []byte(blank.Before)); at >= 0 {
		copy(out[at:], s.Before)
	}
	const name = markerOption + "="
	if at := bytes.LastIndex(out, []byte(name+blank.Marker)); at >= 0 {
		copy(out[at+len(name):], s.Marker)
	}
	return out
}
