package briefing

import (
	"iter"

	"lede/briefing/text"
)

// What an article tells beside its main story. The world writes it in four ways: a list after a line that announces it
// (story_lists.go), sections under headings of their own, columns of briefs and pages of entries by the clock among them
// (story_sections.go), and single paragraphs that open another event (story_openers.go). What comes back to the main
// story is no development (story_return.go).

// aside is what the paragraphs hold that is not the main story.
type aside struct {
	items []event
	out   map[int]bool // all paragraphs that the summary must not quote
	whole bool         // the article is nothing else: a column of briefs, a page of entries

	told  counts        // in how many paragraphs of the main story a stem stands, of those read so far
	main  int           // how many those are
	read  int           // the first paragraph that is not read yet
	stems stems         // those of the article
	of    map[int][]int // and those of each paragraph that was compared
}

// event is one development: its paragraphs, and the heading over them or -1.
type event struct {
	heading    int
	paragraphs []int
}

// take makes paragraphs a development.
func (a *aside) take(heading int, paragraphs ...int) {
	a.items = append(a.items, event{heading, paragraphs})
	a.leaveOut(paragraphs...)
	if heading >= 0 {
		a.leaveOut(heading)
	}
}

// leaveOut keeps paragraphs out of developments and key points.
func (a *aside) leaveOut(paragraphs ...int) {
	for _, p := range paragraphs {
		a.out[p] = true
	}
}

// stemsOf are the stems of a paragraph, worked out once.
func (a *aside) stemsOf(d *draft, p int) []int {
	found, ok := a.of[p]
	if !ok {
		if a.of == nil {
			size := min(len(d.Tokens)/4, 4000)
			a.of, a.stems.words, a.stems.of = map[int][]int{}, make(map[string]int, size), make(map[string]int, size)
		}
		found = d.stemsOf(p, &a.stems)
		a.of[p] = found
	}
	return found
}

// mainStory counts the stems of the main story before a paragraph, each paragraph once.
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

// findAside finds the developments of an article. The rules are those of English.
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

// hasMainStory tells whether a paragraph of text is left that is no development.
func (d *draft) hasMainStory(a *aside) bool {
	for p := range d.Paragraphs {
		if d.Paragraphs[p].Kind == Body && !a.out[p] && finished(d.line(p)) {
			return true
		}
	}
	return false
}

// sentencesOf are the sentences of a paragraph.
func (d *draft) sentencesOf(p int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for s := d.FirstSentence(p); s >= 0 && s < len(d.Sentences) && d.Sentences[s].Paragraph == p; s++ {
			if !yield(s) {
				return
			}
		}
	}
}

// kind is what a paragraph is for; beyond the last one it is "".
func (d *draft) kind(p int) text.ParagraphKind {
	if p < 0 || p >= len(d.Paragraphs) {
		return ""
	}
	return d.Paragraphs[p].Kind
}

// line is a paragraph's words.
func (d *draft) line(p int) string { return d.At(d.Paragraphs[p].Span) }
