package text

import (
	"slices"
	"strings"

	"lede/briefing/words"
)

// What a page says to its readers stands among the news: it greets them, tells what it is about to do, and leads them elsewhere. An interview has
// the words of whoever asks. None of it is news.

// OfPage reports whether a sentence is the page's own: "Follow us for the latest", "Hello and welcome", "Read more: https://…".
func (r *Reading) OfPage(s int) bool {
	return r.toReaders(s) || r.greets(s) || r.leadsAway(s)
}

// toReaders reports whether a sentence addresses the readers of the page: "Follow us for the latest".
func (r *Reading) toReaders(s int) bool {
	tokens := r.SentenceTokens(s)
	for len(tokens) > 0 && tokens[0].Mark() {
		tokens = tokens[1:]
	}
	if len(tokens) == 0 || !r.Words.PageVerbs[tokens[0].Lower] || r.Quoted(tokens[0].Start) {
		return false
	}
	for _, t := range tokens[1:] {
		if r.Words.ReaderWords[t.Lower] && !r.Quoted(t.Start) {
			return true
		}
	}
	return tokens[0].Lower == "we" && r.promises(tokens[1:])
}

// promises reports whether the words go on with "will be back" and the like, with which a page takes leave.
func (r *Reading) promises(tokens []Token) bool {
	for _, t := range tokens[:min(len(tokens), 4)] {
		if t.Lower == "back" {
			return true
		}
	}
	return false
}

// OnlyPage reports whether paragraphs have nothing but the page's own words.
func (r *Reading) OnlyPage(paragraphs []int) bool {
	for _, p := range paragraphs {
		for s := range r.SentencesOf(p) {
			if !r.OfPage(s) {
				return false
			}
		}
	}
	return true
}

// longestGreeting is how many words the opening of a greeting has at most.
const longestGreeting = 3

// greets reports whether a sentence greets the readers, introduces their host or tells what the page is about to do.
func (r *Reading) greets(s int) bool {
	if !r.English {
		return false
	}
	opening := r.saidFirst(s)
	for n := range opening {
		if r.Words.Greetings[strings.Join(opening[:n+1], " ")] {
			return true
		}
	}
	switch {
	case len(opening) == 0:
		return false
	case opening[0] == "you":
		return r.stillGreets(s) || len(opening) == longestGreeting && opening[1] == "can" && r.Words.PageVerbs[opening[2]]
	}
	return r.Words.FirstPersons[opening[0]] && (r.hosts(s) || r.stillGreets(s))
}

// saidFirst returns the first words of a sentence in lower case; none if it begins with a quotation.
func (r *Reading) saidFirst(s int) (opening []string) {
	for _, t := range r.SentenceTokens(s) {
		if r.Quoted(t.Start) || len(opening) == longestGreeting {
			break
		}
		if t.Mark() {
			if len(opening) > 0 {
				break
			}
			continue
		}
		w := words.Straight(t.Lower)
		if t.Clitic() && len(opening) > 0 {
			opening[len(opening)-1] += words.Straight(t.Lower)
			continue
		}
		opening = append(opening, w)
	}
	return opening
}

// hosts reports whether a sentence that begins with "I" or "we" speaks to the readers or of the page's work, outside quotations.
func (r *Reading) hosts(s int) bool {
	return slices.ContainsFunc(r.SentenceTokens(s), func(t Token) bool {
		told := t.Lower == "you" || t.Lower == "your" || r.Words.CoverageWords[t.Lower]
		return told && !r.Quoted(t.Start)
	})
}

// stillGreets reports whether a sentence behind a greeting goes on in it: "I'm Tess Arno."
func (r *Reading) stillGreets(s int) bool {
	return s > 0 && r.Sentences[s-1].Paragraph == r.Sentences[s].Paragraph && r.OfPage(s-1)
}

// mostBesideAddress is how many words may stand beside an address that is all a sentence is about.
const mostBesideAddress = 6

// leadsAway reports whether a sentence is an address with a few words before it: "Read more: https://…".
func (r *Reading) leadsAway(s int) bool {
	before, address, ok := strings.Cut(r.SentenceText(s), "://")
	if !ok {
		return false
	}
	return len(strings.Fields(before))+len(strings.Fields(address))-2 <= mostBesideAddress
}

// fewestAsked is how many turns of one label end in a question mark before all its turns are an interviewer's.
const fewestAsked = 2

// Asked reports whether a sentence is an interviewer's: its turn ends in a question mark, or most with its label do.
func (r *Reading) Asked(s int) bool {
	p := r.Sentences[s].Paragraph
	label := TurnLabel(r.Text, r.Paragraphs, p)
	if label < 0 {
		return false
	}
	name, askers := r.Line(label), r.askers()
	switch asks := strings.HasSuffix(r.Line(p), "?") || askers[name]; {
	case !asks:
		return false
	case r.Words.QuestionLabels[labelName(name)]:
		return true
	}
	return label != r.firstLabel || r.toGuest(s) // a host may tell the news before the first question
}

// toGuest reports whether a sentence of a turn asks or says "you".
func (r *Reading) toGuest(s int) bool {
	if strings.HasSuffix(r.SentenceText(s), "?") {
		return true
	}
	return slices.ContainsFunc(r.SentenceTokens(s), func(t Token) bool { return t.Lower == "you" || t.Lower == "your" })
}

// labelName returns a label in lower case, without its colon.
func labelName(label string) string { return strings.ToLower(strings.TrimRight(label, ": ")) }

// askers returns the labels of those who ask.
func (r *Reading) askers() map[string]bool {
	if r.asking != nil {
		return r.asking
	}
	r.asking, r.firstLabel = map[string]bool{}, -1
	questions := map[string]int{} // less the other turns
	for p := range r.Paragraphs {
		label := TurnLabel(r.Text, r.Paragraphs, p)
		if label < 0 {
			continue
		}
		name := r.Line(label)
		asks := strings.HasSuffix(r.Line(p), "?")
		if asks && r.firstLabel < 0 {
			r.firstLabel = label
		}
		switch {
		case r.Words.QuestionLabels[labelName(name)]:
			r.asking[name] = true
		case asks:
			questions[name]++
		default:
			questions[name]--
		}
	}
	for name, n := range questions {
		if n >= fewestAsked {
			r.asking[name] = true
		}
	}
	return r.asking
}
