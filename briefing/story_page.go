package briefing

import (
	"slices"
	"strings"

	"lede/briefing/text"
	"lede/briefing/words"
)

// What a page says to its readers stands among the news: it greets them, tells what it is about to do, and leads them elsewhere. An interview has
// the words of whoever asks. None of it is news.

// ofPage reports whether a sentence is the page's own: "Follow us for the latest", "Hello and welcome", "Read more: https://…".
func (d *draft) ofPage(s int) bool {
	return d.toReaders(s) || d.greets(s) || d.leadsAway(s)
}

// toReaders reports whether a sentence addresses the readers of the page: "Follow us for the latest".
func (d *draft) toReaders(s int) bool {
	tokens := d.SentenceTokens(s)
	for len(tokens) > 0 && tokens[0].Mark() {
		tokens = tokens[1:]
	}
	if len(tokens) == 0 || !d.Words.PageVerbs[tokens[0].Lower] || d.Quoted(tokens[0].Start) {
		return false
	}
	for _, t := range tokens[1:] {
		if d.Words.ReaderWords[t.Lower] && !d.Quoted(t.Start) {
			return true
		}
	}
	return tokens[0].Lower == "we" && d.promises(tokens[1:])
}

// promises reports whether the words go on with "will be back" and the like, with which a page takes leave.
func (d *draft) promises(tokens []text.Token) bool {
	for _, t := range tokens[:min(len(tokens), 4)] {
		if t.Lower == "back" {
			return true
		}
	}
	return false
}

// onlyPage reports whether paragraphs have nothing but the page's own words.
func (d *draft) onlyPage(paragraphs []int) bool {
	for _, p := range paragraphs {
		for s := range d.sentencesOf(p) {
			if !d.ofPage(s) {
				return false
			}
		}
	}
	return true
}

// longestGreeting is how many words the opening of a greeting has at most.
const longestGreeting = 3

// greets reports whether a sentence greets the readers, introduces their host or tells what the page is about to do.
func (d *draft) greets(s int) bool {
	if !d.English {
		return false
	}
	opening := d.saidFirst(s)
	for n := range opening {
		if d.Words.Greetings[strings.Join(opening[:n+1], " ")] {
			return true
		}
	}
	return len(opening) > 0 && d.Words.FirstPersons[opening[0]] && (d.hosts(s) || d.stillGreets(s))
}

// saidFirst returns the first words of a sentence in lower case; none if it begins with a quotation.
func (d *draft) saidFirst(s int) (opening []string) {
	for _, t := range d.SentenceTokens(s) {
		if d.Quoted(t.Start) || len(opening) == longestGreeting {
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
func (d *draft) hosts(s int) bool {
	return slices.ContainsFunc(d.SentenceTokens(s), func(t text.Token) bool {
		told := t.Lower == "you" || t.Lower == "your" || d.Words.CoverageWords[t.Lower]
		return told && !d.Quoted(t.Start)
	})
}

// stillGreets reports whether a sentence behind a greeting goes on in it: "I'm Tess Arno."
func (d *draft) stillGreets(s int) bool {
	return s > 0 && d.Sentences[s-1].Paragraph == d.Sentences[s].Paragraph && d.ofPage(s-1)
}

// mostBesideAddress is how many words may stand beside an address that is all a sentence is about.
const mostBesideAddress = 6

// leadsAway reports whether a sentence is an address with a few words before it: "Read more: https://…".
func (d *draft) leadsAway(s int) bool {
	before, address, ok := strings.Cut(d.SentenceText(s), "://")
	if !ok {
		return false
	}
	return len(strings.Fields(before))+len(strings.Fields(address))-2 <= mostBesideAddress
}

// fewestAsked is how many turns of one label end in a question mark before all its turns are an interviewer's.
const fewestAsked = 2

// asked reports whether a sentence is an interviewer's: its turn ends in a question mark, or most with its label do.
func (d *draft) asked(s int) bool {
	p := d.Sentences[s].Paragraph
	label := text.TurnLabel(d.Text, d.Paragraphs, p)
	if label < 0 {
		return false
	}
	return strings.HasSuffix(d.line(p), "?") || d.askers()[d.line(label)]
}

// askers returns the labels of those who ask.
func (d *draft) askers() map[string]bool {
	if d.asking != nil {
		return d.asking
	}
	d.asking = map[string]bool{}
	questions := map[string]int{} // less the other turns
	for p := range d.Paragraphs {
		label := text.TurnLabel(d.Text, d.Paragraphs, p)
		if label < 0 {
			continue
		}
		name := d.line(label)
		switch {
		case d.Words.QuestionLabels[strings.ToLower(strings.TrimRight(name, ": "))]:
			d.asking[name] = true
		case strings.HasSuffix(d.line(p), "?"):
			questions[name]++
		default:
			questions[name]--
		}
	}
	for name, n := range questions {
		if n >= fewestAsked {
			d.asking[name] = true
		}
	}
	return d.asking
}
