package feed

import (
	"slices"
	"strings"

	ext "github.com/mmcdole/gofeed/extensions"

	"lede/pattern"
	"lede/source/feed/gate"
)

// picture returns the address of an item's picture: the one given as such, else the first in its text. Only https is shown.
func (r rawItem) picture(texts ...string) string {
	for _, p := range r.pictures() {
		if p = r.resolve(p); secure(p) {
			return p
		}
	}
	for _, text := range texts {
		if p := r.inText(text); p != "" {
			return p
		}
	}
	return ""
}

func secure(address string) bool { return strings.HasPrefix(address, "https://") }

func (r rawItem) pictures() []string {
	media := r.Extensions["media"]
	all := mediaPictures(media)
	for _, group := range media["group"] {
		all = append(all, mediaPictures(group.Children)...)
	}
	for _, e := range r.Enclosures {
		if isPicture(e.Type, "", e.URL) {
			all = append(all, e.URL)
		}
	}
	for _, i := range r.Extensions["itunes"]["image"] {
		all = append(all, attributeOf(i, "href"))
	}
	return append(all, anAddress().FindString(r.Custom["image"]), r.Custom["thumbnail"], r.Custom["url"])
}

// mediaPictures returns the pictures of Media RSS: the widest of several sizes first, and whole pictures before thumbnails.
func mediaPictures(media map[string][]ext.Extension) (all []string) {
	var thumbnails []string
	sizes := slices.Clone(media["content"])
	slices.SortStableFunc(sizes, func(a, b ext.Extension) int { return atoi(attributeOf(b, "width")) - atoi(attributeOf(a, "width")) })
	for _, c := range sizes {
		if isPicture(attributeOf(c, "type"), attributeOf(c, "medium"), attributeOf(c, "url")) {
			all = append(all, attributeOf(c, "url"))
		}
		for _, t := range c.Children["thumbnail"] {
			thumbnails = append(thumbnails, attributeOf(t, "url"))
		}
	}
	for _, t := range media["thumbnail"] {
		thumbnails = append(thumbnails, attributeOf(t, "url"))
	}
	return append(all, thumbnails...)
}

// anAddress matches an address in an element that may have other text around it.
var anAddress = pattern.Of(`https://[^\s<>"']+`)

var pictureFile = pattern.Of(`(?i)\.(?:jpe?g|png|gif|webp|avif)(?:[?#]|$)`)

func isPicture(kind, medium, address string) bool {
	kind = strings.ToLower(kind)
	if kind == "" && medium == "" {
		return pictureFile().MatchString(address)
	}
	return strings.HasPrefix(kind, "image") || strings.EqualFold(medium, "image")
}

const mostPictures = 10 // of a text that are examined

// inText returns the first picture in a text that is meant for readers: not a tracking pixel, not a smiley.
func (r rawItem) inText(markup string) string {
	if !strings.Contains(markup, "<img") && !strings.Contains(markup, "<IMG") {
		return ""
	}
	s := gate.Scan(markup)
	for seen := 0; seen < mostPictures && s.Next(); {
		t, ok := s.Tag()
		if !ok || t.Name != "img" || t.End {
			continue
		}
		seen++
		src, class := string(t.Attribute("src")), string(t.Attribute("class"))
		small := tiny(t.Attribute("width")) || tiny(t.Attribute("height"))
		if small || strings.Contains(class, "emoji") || strings.Contains(class, "smiley") || pixel().MatchString(src) {
			continue
		}
		if p := r.resolve(src); secure(p) {
			return p
		}
	}
	return ""
}

// pixel matches the address of a tracking pixel.
var pixel = pattern.Of(`(?i)feeds\.feedburner\.com/~|/pixel|/1x1|pixel\.|/track(?:ing|er)?[/?.]|stats\.wordpress|doubleclick|/b\.gif|spacer\.gif|blank\.gif`)

// tiny reports whether a width or height is too small for a picture.
func tiny(size []byte) bool {
	s := strings.TrimSuffix(strings.TrimSpace(string(size)), "px")
	n := atoi(s)
	return s == "0" || n > 0 && n < 33
}
