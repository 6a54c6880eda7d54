package briefing

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"lede/briefing/text"
	"lede/briefing/words"
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
func (d *draft) findAside() aside {
	a := aside{out: map[int]bool{}}
	for p := 0; p < len(d.Paragraphs); p++ {
		line := d.At(d.Paragraphs[p].Span)
		if d.Paragraphs[p].Kind == Body && text.BeginsWithAny(line, "iI") && inlineIntro.MatchString(line[:min(len(line), longestIntro)]) {
			a.items = append(a.items, p)
			a.out[p] = true
			continue
		}
		if !d.introduces(p) {
			continue
		}
		items, strays, next := d.listAfter(p)
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
func (d *draft) introduces(p int) bool {
	line := d.At(d.Paragraphs[p].Span)
	return len(line) <= longestIntro && d.Paragraphs[p].Kind != BylineLine && mayIntroduce(line) && introLine.MatchString(strings.TrimRight(line, " *_-–—"))
}

// mayIntroduce spares most lines the pattern, which takes ten times as long.
func mayIntroduce(line string) bool {
	line = strings.ToLower(line)
	for _, w := range words.Lexicon().IntroWords {
		if strings.Contains(line, w) {
			return true
		}
	}
	return false
}

// listAfter reads the items behind an introducing line. When the first has a bullet or a number, each item has
// one; what has none is left out but ends nothing.
func (d *draft) listAfter(intro int) (items, strays []int, next int) {
	marked := false
	for p := intro + 1; p < len(d.Paragraphs); p++ {
		line := d.At(d.Paragraphs[p].Span)
		switch {
		case d.Paragraphs[p].Kind == BylineLine || d.introduces(p):
			return items, strays, p
		case d.Paragraphs[p].Kind == Caption:
			strays = append(strays, p)
			continue
		case len(items) == 0:
			marked = text.ItemMark(line) > 0
		}
		switch {
		case marked && text.ItemMark(line) > 0:
			items = append(items, p)
		case marked && !d.markedSoon(p):
			return items, strays, p // the main story goes on behind its list
		case marked:
			strays = append(strays, p)
		case d.Paragraphs[p].Kind == Heading || !finished(line):
			return items, strays, p
		case d.carriesOn(p, intro):
			strays = append(strays, p)
		default:
			items = append(items, p)
		}
	}
	return items, strays, len(d.Paragraphs)
}

// markedSoon tells whether an item of a list stands in one of the next two paragraphs.
func (d *draft) markedSoon(p int) bool {
	for i := p + 1; i < len(d.Paragraphs) && i <= p+2; i++ {
		if text.ItemMark(d.At(d.Paragraphs[i].Span)) > 0 {
			return true
		}
	}
	return false
}

// finished tells whether a line ends as a sentence does; a line such as "Follow us on Twitter" does not.
func finished(line string) bool {
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(line, "”\"’')]» "))
	return strings.ContainsRune(".!?…", last) || len(line) > text.LongestHeading
}

// carriesOn tells whether a paragraph inside a list goes on with the main story: it opens with a pronoun that
// its own list cannot explain, or says what somebody of the main story "also said".
func (d *draft) carriesOn(p, intro int) bool {
	s := d.FirstSentence(p)
	if s < 0 {
		return false
	}
	tokens := d.SentenceTokens(s)
	i := 0
	for i < len(tokens) && (tokens[i].Mark() || d.Words.StoryLinks[tokens[i].Lower]) {
		i++
	}
	if i >= len(tokens) {
		return false
	}
	switch l := tokens[i].Lower; {
	case d.Words.Referring[l]:
		return !d.Quoted(tokens[i].Start)
	case l == "it":
		return i+1 < len(tokens) && tokens[i+1].Lower == "also"
	}
	// "The minister also said", "Peskov also said", of somebody the main story has named.
	for j := i; j+1 < len(tokens) && j < i+6; j++ {
		if tokens[j].Lower == "also" && d.Words.Speech[tokens[j+1].Lower] && j > i {
			at := d.TokenAt(tokens[j-1].Start, d.First[s], d.First[s+1])
			return d.cast.NamedBefore(at, d.Paragraphs[intro].Start)
		}
	}
	return false
}

// completeDevelopments lists the developments with their places and who reports them.
func (d *draft) completeDevelopments(list aside) {
	if d.article.Developments != nil {
		return
	}
	for _, p := range list.items {
		var found Development
		for s := d.FirstSentence(p); s >= 0 && s < len(d.Sentences) && d.Sentences[s].Paragraph == p; s++ {
			found.Sentences = append(found.Sentences, s)
		}
		if len(found.Sentences) == 0 {
			continue
		}
		found.Places = d.cast.PlacesIn(found.Sentences)
		found.Source = d.cast.Reporter(found.Sentences)
		d.article.Developments = append(d.article.Developments, found)
	}
}
