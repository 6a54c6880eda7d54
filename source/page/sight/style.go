package sight

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"lede/pattern"
)

// style is what an element says of its own look, or a rule of a style sheet of the elements it is for: declarations with ; between
// them, in small letters.
type style string

func styleOf(n *html.Node) style {
	said := strings.ToLower(Attr(n, "style"))
	if strings.Contains(said, "/*") {
		said = remark().ReplaceAllString(said, "")
	}
	return style(said)
}

// value returns what a property is declared as, "" for nothing: the last time, unless an earlier one is important.
func (s style) value(property string) (value string) {
	if !strings.Contains(string(s), property) {
		return ""
	}
	important := false
	for declaration := range strings.SplitSeq(string(s), ";") {
		name, is, _ := strings.Cut(declaration, ":")
		if strings.TrimSpace(name) != property {
			continue
		}
		is, mark, _ := strings.Cut(is, "!")
		if must := strings.TrimSpace(mark) == "important"; must || !important {
			value, important = strings.TrimSpace(is), must
		}
	}
	return value
}

// with returns the style in which a property is declared once. Readability knows no order of declarations.
func (s style) with(property, value string) string {
	kept := slices.DeleteFunc(strings.Split(string(s), ";"), func(declaration string) bool {
		name, _, _ := strings.Cut(declaration, ":")
		return strings.TrimSpace(name) == property
	})
	return strings.Join(append(kept, property+":"+value), ";")
}

// Hidden reports whether an element says of itself that it is not shown.
func Hidden(n *html.Node) bool {
	s := styleOf(n)
	if Has(n, "popover") || s.hides() || s.veils() {
		return true
	}
	return Has(n, "hidden") && s.value("display") == ""
}

// hides reports whether nothing of an element is shown.
func (s style) hides() bool {
	return s.value("display") == "none" || s.value("content-visibility") == "hidden"
}

// veils reports whether nothing of an element is shown but what is declared visible within it.
func (s style) veils() bool {
	switch s.value("visibility") {
	case "hidden", "collapse":
		return true
	}
	return false
}

// strikes reports whether a line goes through the words of an element.
func (s style) strikes() bool {
	return strings.Contains(s.value("text-decoration"), "line-through") || strings.Contains(s.value("text-decoration-line"), "line-through")
}

// quantity splits a number from its unit; is reports whether there is one.
func quantity(value string) (number float64, unit string, is bool) {
	end := strings.IndexFunc(value, func(r rune) bool { return !strings.ContainsRune("0123456789.+-", r) })
	if end < 0 {
		end = len(value)
	}
	number, err := strconv.ParseFloat(value[:end], 64)
	return number, strings.TrimSpace(value[end:]), err == nil
}

func isZero(value string) bool {
	number, _, is := quantity(value)
	return is && number == 0
}

// isPoint reports whether a length is hardly one.
func isPoint(value string) bool {
	number, unit, is := quantity(value)
	pixel := number == 1 && unit == "px"
	return is && (number == 0 || pixel)
}

// far is how many of each unit lie outside of any window.
var far = map[string]float64{"px": 999, "em": 99, "rem": 99, "vw": 100, "vh": 100}

func isFar(value string) bool {
	number, unit, is := quantity(value)
	most, known := far[unit]
	return is && known && number <= -most
}

// box is an element whose own style may put it out of sight. A class may say more of it than is known here. A rule of a style sheet has
// no element.
type box struct {
	style
	n     *html.Node
	class bool
}

func boxOf(n *html.Node) box { return box{styleOf(n), n, Attr(n, "class") != ""} }

// placed reports whether an element stands where its style says.
func (b box) placed() bool {
	position := b.value("position")
	return position != "" && position != "static" || b.class
}

// sized reports whether an element has a width and a height of its own, which words in a line have not.
func (b box) sized() bool {
	return b.n != nil && IsBlock(b.n) || strings.HasPrefix(b.value("display"), "inline-") || b.placed()
}

// isOutside reports whether an element is cut down to a point, or stands far outside the window.
func isOutside(n *html.Node) bool {
	if !Has(n, "style") {
		return false
	}
	return boxOf(n).isOutside()
}

func (b box) isOutside() bool {
	thin, flat := b.pressed()
	return b.isAway() || b.isClipped() || thin && flat
}

func (b box) isAway() bool {
	if isFar(b.value("text-indent")) && b.sized() {
		return true
	}
	return b.placed() && slices.ContainsFunc([]string{"left", "top", "right", "bottom"}, func(side string) bool { return isFar(b.value(side)) })
}

// cut matches a clip or a clip path of which nothing is left.
var (
	cut     = pattern.Of(`^rect\(\s*[01](?:px)?[\s,]`)
	cutPath = pattern.Of(`^(?:inset\(\s*(?:[5-9]\d|100)%|circle\(\s*0)`)
)

func (b box) isClipped() bool {
	return b.placed() && cut().MatchString(b.value("clip")) || cutPath().MatchString(b.value("clip-path"))
}

// pressed reports whether an element has no width or no height for its words, and does not let them out. One with padding has
// room.
func (b box) pressed() (thin, flat bool) {
	if overflow := b.value("overflow"); overflow != "hidden" && overflow != "clip" || strings.Contains(string(b.style), "padding") {
		return false, false
	}
	return isPoint(b.value("width")) || isPoint(b.value("max-width")), isPoint(b.value("height")) || isPoint(b.value("max-height"))
}

// isFaint reports whether the words of an element have no room, no colour, no size or no strength.
func isFaint(n *html.Node) bool {
	if !Has(n, "style") {
		return false
	}
	b := boxOf(n)
	thin, flat := b.pressed()
	gone := thin || flat || shrunk().MatchString(b.value("transform"))
	switch {
	case isAtMost(b.value("opacity"), slightest):
		return !appears().MatchString(string(b.style))
	case gone && b.sized():
		return true
	}
	return b.isBare() && isPlain(n)
}

// slightest is the most of each unit of a strength or a size of which nobody sees anything.
var slightest = map[string]float64{"": 0.05, "%": 5, "px": 1, "pt": 1, "em": 0.1, "rem": 0.1}

// isAtMost reports whether a value is not more than the given number of its unit. What is below nothing is a mistake, and ignored.
func isAtMost(value string, most map[string]float64) bool {
	number, unit, is := quantity(value)
	return is && number >= 0 && number <= most[unit] // 0 has no need of a unit
}

// isBare reports whether an element's letters have no colour or no size.
func (b box) isBare() bool {
	size := b.value("font-size")
	if short := strings.Fields(b.value("font")); size == "" && len(short) > 0 {
		size, _, _ = strings.Cut(short[0], "/")
		if !isZero(size) { // it may be the weight
			size = ""
		}
	}
	return isAtMost(size, slightest) || b.isClear()
}

// appears matches a style that is on its way to another: a script lets the words in as the reader comes to them.
var appears = pattern.Of(`\b(?:transition|animation|transform|translate|will-change)\b`)

var shrunk = pattern.Of(`\bscale(?:3d|x|y)?\(\s*0(?:\.0+)?\s*[,)]`)

// colourless matches a colour that shows nothing.
var colourless = pattern.Of(`^(?:transparent|(?:rgb|hsl)a?\([^)]*[,/]\s*0(?:\.0+)?%?\s*\)|#[\da-f]{3}0|#[\da-f]{6}00)$`)

// isClear reports whether an element's letters have no colour, or that of what is behind them, and neither shadow nor background shows them.
func (b box) isClear() bool {
	shows := func(by string) bool { return strings.Contains(string(b.style), by) }
	if b.class || slices.ContainsFunc([]string{"shadow", "-webkit-text", "url(", "gradient("}, shows) {
		return false
	}
	if letters := b.value("color"); shows("background") {
		behind := cmp.Or(b.value("background-color"), b.value("background"))
		return letters != "" && oneColour(letters) == oneColour(behind)
	}
	return colourless().MatchString(b.value("color"))
}

// oneColour writes a colour in one way of several, as far as that is plain.
func oneColour(value string) string {
	switch value {
	case "white":
		return "#ffffff"
	case "black":
		return "#000000"
	}
	if short, is := strings.CutPrefix(value, "#"); is && len(short) == 3 {
		return "#" + strings.Repeat(short[:1], 2) + strings.Repeat(short[1:2], 2) + strings.Repeat(short[2:], 2)
	}
	return strings.ReplaceAll(value, " ", "")
}

// isPlain reports whether nothing within n may have a look of its own.
func isPlain(n *html.Node) bool {
	for d := range n.Descendants() {
		if d.DataAtom == atom.A || d.DataAtom == atom.Font || slices.ContainsFunc([]string{"class", "id", "style"}, func(key string) bool { return Has(d, key) }) {
			return false
		}
	}
	return true
}
