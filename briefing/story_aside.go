package briefing

import (
	"lede/briefing/text"
)

// How the events that an article reports beside its main story are found. They come in four forms: a list after a line that announces it
// (story_lists.go), sections under headings of their own, including columns of briefs and pages of timed entries (story_sections.go), and
// single paragraphs that open another event (story_openers.go). A paragraph that returns to the main story is no development
// (story_return.go).

// aside holds the paragraphs that are not the main story.
type aside struct {
	items []event
	out   map[int]bool // all paragraphs that the summary must not quote
	whole bool         // the article is nothing else: a column of briefs, a page of entries

	told  counts        // for each stem, the number of paragraphs of the main story read so far that have it
	main  int           // the number of those paragraphs
	read  int           // the first paragraph not yet read
	stems stems         // the stems of the article
	of    map[int][]int // the stems of each paragraph that was compared
}

// event is one development: its paragraphs, and the index of the heading over them or -1.
type event struct {
	heading    int
	paragraphs []int
}

// take records paragraphs as a development.
func (a *aside) take(heading int, paragraphs ...int) {
	a.items = append(a.items, event{heading, paragraphs})
	a.leaveOut(paragraphs...)
	if heading >= 0 {
		a.leaveOut(heading)
	}
}

// leaveOut excludes paragraphs from both the developments and the key points.
func (a *aside) leaveOut(paragraphs ...int) {
	for _, p := range paragraphs {
		a.out[p] = true
	}
}

// stemsOf returns the stems of a paragraph, computed once.
func (a *aside) stemsOf(d *draft, p int) []int {
	found, ok := a.of[p]
	if !ok {
		if a.of == nil {
			a.of, a.stems = map[int][]int{}, d.newStems()
		}
		found = d.stemsOf(p, &a.stems)
		a.of[p] = found
	}
	return found
}

// mainStory counts the stems of the main story before a paragraph, reading each paragraph once.
func (a *aside) mainStory(d *draft, before int) (told counts, paragraphs int) {
	for ; a.read < before; a.read++ {
		if d.Paragraphs[a.read].Kind != Body || a.out[a.read] {
			continue
		}
		a.main++
		a.told = a.told.add(a.stemsOf(d, a.read))
	}
	return a.told, a.main
}

// findAside finds the developments of an article. The rules are for English.
func (d *draft) findAside() aside {
	a := aside{out: map[int]bool{}}
	if !d.English {
		return a
	}
	if d.entries(&a) || d.briefs(&a) {
		return a
	}
	o := openers{draft: d, sides: -1}
	for p := 0; p < len(d.Paragraphs); p++ {
		if next := d.sections(p, &a); next > p {
			p = next - 1
		} else if next := d.list(p, &a); next > p {
			p = next - 1
		} else if next := o.follow(p, &a); next > p {
			p = next - 1
		}
	}
	a.whole = len(a.items) > 0 && !d.hasMainStory(&a)
	return a
}

// hasMainStory reports whether any paragraph of text remains that is not a development.
func (d *draft) hasMainStory(a *aside) bool {
	for p := range d.Paragraphs {
		if d.Paragraphs[p].Kind == Body && !a.out[p] && finished(d.Line(p)) {
			return true
		}
	}
	return false
}

// kind returns the kind of a paragraph; past the last one it returns "".
func (d *draft) kind(p int) text.ParagraphKind {
	if p < 0 || p >= len(d.Paragraphs) {
		return ""
	}
	return d.Paragraphs[p].Kind
}
