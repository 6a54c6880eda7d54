package developments

import (
	"lede/briefing/cast"
	"lede/briefing/text"
)

// Aside holds the paragraphs that are not the main story.
type Aside struct {
	Events []Event
	// Whole is true if the article is nothing else: a column of briefs, a page of entries.
	Whole bool
	out   map[int]bool // all paragraphs that the summary must not quote

	told  counts        // for each stem, the number of paragraphs of the main story read so far that have it
	main  int           // the number of those paragraphs
	read  int           // the first paragraph not yet read
	stems stems         // the stems of the article
	of    map[int][]int // the stems of each paragraph that was compared
}

// Event is one development: its paragraphs, and the index of the heading over them or -1.
type Event struct {
	Heading    int
	Paragraphs []int
}

// Has reports whether a paragraph is not the main story.
func (a *Aside) Has(p int) bool { return a.out[p] }

// take records paragraphs as a development.
func (a *Aside) take(heading int, paragraphs ...int) {
	a.Events = append(a.Events, Event{heading, paragraphs})
	a.leaveOut(paragraphs...)
	if heading >= 0 {
		a.leaveOut(heading)
	}
}

// leaveOut excludes paragraphs from both the developments and the key points.
func (a *Aside) leaveOut(paragraphs ...int) {
	for _, p := range paragraphs {
		a.out[p] = true
	}
}

// stemsOf returns the stems of a paragraph, computed once.
func (a *Aside) stemsOf(f *finder, p int) []int {
	found, ok := a.of[p]
	if !ok {
		if a.of == nil {
			a.of, a.stems = map[int][]int{}, f.newStems()
		}
		found = f.stemsOf(p, &a.stems)
		a.of[p] = found
	}
	return found
}

// mainStory counts the stems of the main story before a paragraph, reading each paragraph once.
func (a *Aside) mainStory(f *finder, before int) (told counts, paragraphs int) {
	for ; a.read < before; a.read++ {
		if f.Paragraphs[a.read].Kind != text.Body || a.out[a.read] {
			continue
		}
		a.main++
		a.told = a.told.add(a.stemsOf(f, a.read))
	}
	return a.told, a.main
}

// finder finds the developments of one article.
type finder struct {
	*cast.Cast
	title    string // of the article, "" if none was published
	headline int    // the paragraph that serves as the text's headline, or -1
}

// Find finds the developments of an article with a title. The rules are for English.
func Find(c *cast.Cast, title string) *Aside {
	a := &Aside{out: map[int]bool{}}
	if !c.English {
		return a
	}
	f := &finder{c, title, text.Headline(c.Text, c.Paragraphs)}
	if f.entries(a) || f.briefs(a) {
		return a
	}
	o := openers{finder: f, sides: -1}
	for p := 0; p < len(f.Paragraphs); p++ {
		if next := f.sections(p, a); next > p {
			p = next - 1
		} else if next := f.list(p, a); next > p {
			p = next - 1
		} else if next := o.follow(p, a); next > p {
			p = next - 1
		} else if next := o.closing(p, a); next > p {
			p = next - 1
		}
	}
	a.Whole = len(a.Events) > 0 && !f.hasMainStory(a)
	return a
}

// hasMainStory reports whether any paragraph of text remains that is not a development.
func (f *finder) hasMainStory(a *Aside) bool {
	for p := range f.Paragraphs {
		if f.Paragraphs[p].Kind == text.Body && !a.out[p] && finished(f.Line(p)) {
			return true
		}
	}
	return false
}

// kind returns the kind of a paragraph; past the last one it returns "".
func (f *finder) kind(p int) text.ParagraphKind {
	if p < 0 || p >= len(f.Paragraphs) {
		return ""
	}
	return f.Paragraphs[p].Kind
}
