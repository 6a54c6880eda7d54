package briefing

import (
	"lede/briefing/words"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// How developments are told from the main story. Only a line that announces them opens a list: what merely stands
// at the end of an article is not taken for another event. Within a list the trap is the stray paragraph, moved
// there by an editor's cut, which goes on with the main story; a pronoun that opens it gives it away, for an item
// that tells of something new has to name it.

// longestIntro is how long a line that announces developments may be, in bytes.
const longestIntro = 110

// introLine is what announces a list of events beside the main story. It says that there is something else:
// "key points" of the main story are not announced by it.
var introLine = regexp.MustCompile(`^(?i:` +
	`(?:(?:here|these)(?:[’']s| is| are)\b.{0,40}\b)?(?:(?:the|some|a few|more|all|our|and) )*` +
	`(?:other|further|additional|more|key|major|main|latest|recent|separate|related|top|today[’']s|this week[’']s)(?: (?:key|major|main|top|recent|latest|notable|important|big|world|international|national|local))* ` +
	`(?:developments?|events?|news|stories|headlines|updates|happenings|incidents|items)\b.{0,50}` +
	`|(?:in|and in) (?:other|further|related|separate) (?:developments?|news|events|stories|headlines|incidents|matters)\b.{0,40}` +
	`|(?:here[’']s |here is )?what (?:else|you may have missed|you missed|we[’']re also|to know)\b.{0,50}` +
	`|(?:meanwhile,? )?(?:news |world |also )?in brief\b.{0,30}|briefs|news briefs|(?:news )?round-?up\b.{0,30}|at a glance` +
	`|(?:and )?elsewhere\b.{0,40}|meanwhile|separately|around the (?:world|country|region|nation)\b.{0,20}` +
	`|also (?:this|in|on|today|of|happening|making|worth)\b.{0,40}|also|in the headlines` +
	`|other (?:things|matters)\b.{0,40})[:.…]?$`)

// inlineIntro opens a paragraph that is itself a development.
var inlineIntro = regexp.MustCompile(`^(?i:in (?:other|separate) (?:developments?|news|incidents?)\b[^,:]{0,30}[,:] )`)

// aside is what the paragraphs hold that is not the main story.
type aside struct {
	items []int        // paragraphs, each a development
	out   map[int]bool // all paragraphs that the summary must not quote
}

// findAside finds the lists of developments: the paragraphs after an introducing line, as far as they go.
func (c *cast) findAside() aside {
	a := aside{out: map[int]bool{}}
	for p := 0; p < len(c.Paragraphs); p++ {
		line := c.At(c.Paragraphs[p].Span)
		if c.Paragraphs[p].Kind == Body && beginsWithAny(line, "iI") && inlineIntro.MatchString(line[:min(len(line), longestIntro)]) {
			a.items = append(a.items, p)
			a.out[p] = true
			continue
		}
		if !c.introduces(p) {
			continue
		}
		items, strays, next := c.listAfter(p)
		if len(items) == 0 {
			continue
		}
		a.out[p] = true
		a.items = append(a.items, items...)
		for _, i := range append(items, strays...) {
			a.out[i] = true
		}
		p = next - 1
	}
	return a
}

// introduces tells whether a paragraph announces developments.
func (c *cast) introduces(p int) bool {
	line := c.At(c.Paragraphs[p].Span)
	return len(line) <= longestIntro && c.Paragraphs[p].Kind != BylineLine && mayIntroduce(line) && introLine.MatchString(strings.TrimRight(line, " *_-–—"))
}

// introWords are the beginnings and endings of words one of which stands in every line that introLine matches.
var introWords = strings.Fields(`development event new torie headline update happening incident item brief round glance here what meanwhile
	eparately al matter thing`)

// mayIntroduce spares most lines the pattern, which takes ten times as long.
func mayIntroduce(line string) bool {
	line = strings.ToLower(line)
	for _, w := range introWords {
		if strings.Contains(line, w) {
			return true
		}
	}
	return false
}

// listAfter reads the items behind an introducing line. When the first has a bullet or a number, each item has
// one; what has none is left out but ends nothing.
func (c *cast) listAfter(intro int) (items, strays []int, next int) {
	marked := false
	for p := intro + 1; p < len(c.Paragraphs); p++ {
		line := c.At(c.Paragraphs[p].Span)
		switch {
		case c.Paragraphs[p].Kind == BylineLine || c.introduces(p):
			return items, strays, p
		case c.Paragraphs[p].Kind == Caption:
			strays = append(strays, p)
			continue
		case len(items) == 0:
			marked = itemMark(line) > 0
		}
		switch {
		case marked && itemMark(line) > 0:
			items = append(items, p)
		case marked && !c.markedSoon(p):
			return items, strays, p // the main story goes on behind its list
		case marked:
			strays = append(strays, p)
		case c.Paragraphs[p].Kind == Heading || !finished(line):
			return items, strays, p
		case c.carriesOn(p, intro):
			strays = append(strays, p)
		default:
			items = append(items, p)
		}
	}
	return items, strays, len(c.Paragraphs)
}

// markedSoon tells whether an item of a list stands in one of the next two paragraphs.
func (c *cast) markedSoon(p int) bool {
	for i := p + 1; i < len(c.Paragraphs) && i <= p+2; i++ {
		if itemMark(c.At(c.Paragraphs[i].Span)) > 0 {
			return true
		}
	}
	return false
}

// finished tells whether a line ends as a sentence does; a line such as "Follow us on Twitter" does not.
func finished(line string) bool {
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(line, "”\"’')]» "))
	return strings.ContainsRune(".!?…", last) || len(line) > longestHeading
}

// carriesOn tells whether a paragraph inside a list goes on with the main story: it opens with a pronoun that
// its own list cannot explain, or says what somebody of the main story "also said".
func (c *cast) carriesOn(p, intro int) bool {
	s := c.firstSentence(p)
	if s < 0 {
		return false
	}
	tokens := c.sentenceTokens(s)
	i := 0
	for i < len(tokens) && (tokens[i].kind == markToken || tokens[i].lower == "but" || tokens[i].lower == "and" || tokens[i].lower == "meanwhile" || tokens[i].lower == "later" || tokens[i].lower == "earlier") {
		i++
	}
	if i >= len(tokens) {
		return false
	}
	switch l := tokens[i].lower; l {
	case "he", "she", "they", "his", "her", "their", "its":
		return !c.quoted(tokens[i].Start)
	case "it":
		return i+1 < len(tokens) && tokens[i+1].lower == "also"
	}
	// "The minister also said", "Peskov also said", of somebody the main story has named.
	for j := i; j+1 < len(tokens) && j < i+6; j++ {
		if tokens[j].lower == "also" && c.words.Speech[tokens[j+1].lower] && j > i {
			at := c.tokenAt(tokens[j-1].Start, c.first[s], c.first[s+1])
			return c.toldBefore(at, intro)
		}
	}
	return false
}

// toldBefore tells whether the words that end at a token mean a person named before the list began.
func (c *cast) toldBefore(at, intro int) bool {
	start := c.Paragraphs[intro].Start
	if n := c.nameEndingAt(at, 0); n >= 0 && c.of[n] >= 0 {
		return c.names[c.persons[c.of[n]].mentions[0]].Start < start
	}
	for d := range c.descriptionsFrom(max(0, at-6)) {
		if desc := c.descriptions[d]; desc.from > at {
			return false
		} else if desc.to == at+1 {
			return desc.person >= 0 && c.names[c.persons[desc.person].mentions[0]].Start < start
		}
	}
	return false
}

// firstSentence is the first sentence of a paragraph, or -1.
func (r *reading) firstSentence(p int) int {
	lo, hi := 0, len(r.Sentences)
	for lo < hi {
		if mid := (lo + hi) / 2; r.Sentences[mid].Paragraph < p {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo < len(r.Sentences) && r.Sentences[lo].Paragraph == p {
		return lo
	}
	return -1
}

// completeDevelopments lists the developments with their places and who reports them.
func (c *cast) completeDevelopments(list aside) {
	if c.Developments != nil {
		return
	}
	for _, p := range list.items {
		var d Development
		for s := c.firstSentence(p); s >= 0 && s < len(c.Sentences) && c.Sentences[s].Paragraph == p; s++ {
			d.Sentences = append(d.Sentences, s)
		}
		if len(d.Sentences) == 0 {
			continue
		}
		d.Places = c.placesIn(d.Sentences)
		d.Source = c.reporter(d.Sentences)
		c.Developments = append(c.Developments, d)
	}
}

// placesIn lists the places named in sentences, each once.
func (c *cast) placesIn(sentences []int) []string {
	var places []string
	seen := map[string]bool{}
	start, end := c.Sentences[sentences[0]].Start, c.Sentences[sentences[len(sentences)-1]].End
	for n := c.namesBefore(start) + 1; n < len(c.names) && c.names[n].Start < end; n++ {
		if w := c.At(c.names[n].Span); c.names[n].kind == placeName && !seen[w] {
			seen[w] = true
			places = append(places, w)
		}
	}
	return places
}

// reporter is whoever the first attribution of the sentences names.
func (c *cast) reporter(sentences []int) string {
	if !c.english {
		return ""
	}
	a := attribution{cast: c, last: nobody, lastQuote: -1}
	for _, s := range sentences {
		seg := segment{c.first[s], c.first[s+1]}
		for v := seg.from; v < seg.to; v++ {
			if !c.words.StrongSpeech[c.tokens[v].lower] || !a.isCue(v, seg) || c.quoted(c.tokens[v].Start) {
				continue
			}
			sp := a.subjectBefore(v, segment{seg.from, v})
			if !sp.found() || sp.name == "" || c.words.Undertakings[c.tokens[v].lower] {
				continue
			}
			if before := a.tokenAt(sp.mention.Start, seg.from, v) - 1; before >= seg.from && a.subordinate(before-1, before+1) {
				continue // they went home after the minister said so: part of the event
			}
			return sp.name
		}
		if sp := a.accordingTo(seg); sp.found() {
			return sp.name
		}
	}
	return ""
}

// upperFirst tells whether words begin with a capital letter, whatever marks stand before.
func upperFirst(line string) bool {
	for _, r := range line {
		if words.Letter(r) {
			return unicode.IsUpper(r) || unicode.IsDigit(r)
		}
	}
	return false
}
