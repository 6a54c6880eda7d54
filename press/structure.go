package press

import (
	"cmp"
	"slices"
	"sort"
	"strconv"
	"strings"

	"lede/briefing"
	"lede/languages"
)

// The article as Lede read it: its text, unchanged, with the findings marked in place.

// found is a marked part of the text. class contains only class names of the style sheet and numbers.
type found struct {
	briefing.Span
	class string
	by    string // the speaker, appended by the style sheet, so that it is not part of the text
	about string // what the figure counts
}

// mostFound is the maximum number of marks in one sentence; an article read from a file may have any number.
const mostFound = 200

// structure holds what is marked in an article.
type structure struct {
	a     *briefing.Article
	words languages.Language
	all   []found // by start
	point map[int]bool
	other map[int]int // the development of each sentence
}

func structured(l languages.Language, a *briefing.Article) *structure {
	s := &structure{a: a, words: l, point: map[int]bool{}, other: map[int]int{}}
	for _, i := range a.Summary {
		s.point[i] = true
	}
	for k, d := range a.Developments {
		for _, i := range d.Sentences {
			s.other[i] = k
		}
	}
	said := map[int]string{}
	for i, p := range a.People {
		n := strconv.Itoa(i)
		for _, m := range p.Mentions {
			s.add(found{Span: m.Span, class: "m m" + n})
		}
		for _, q := range p.Quotes {
			said[q] = " w" + n
		}
	}
	for i, q := range a.Quotes {
		if !q.Apart() {
			by := q.Speaker
			if by == "" {
				by = l.Text("press.unclear")
			}
			s.add(found{Span: q.Span, class: "q" + said[i], by: clean(by)})
		}
	}
	for _, p := range a.Places {
		for _, m := range p.Mentions {
			s.add(found{Span: m.Span, class: "place"})
		}
	}
	for _, f := range a.Figures {
		s.add(found{Span: f.Span, class: "figure", about: clean(f.Counts)})
	}
	for _, d := range a.Dates {
		s.add(found{Span: d.Span, class: "date"})
	}
	slices.SortStableFunc(s.all, func(x, y found) int { return cmp.Compare(x.Start, y.Start) })
	return s
}

func (s *structure) add(f found) {
	if within(f.Span, briefing.Span{End: len(s.a.Text)}) {
		s.all = append(s.all, f)
	}
}

func within(inner, outer briefing.Span) bool {
	return outer.Start <= inner.Start && inner.Start < inner.End && inner.End <= outer.End
}

// in returns the marks that begin in a sentence, cut off at its end.
func (s *structure) in(span briefing.Span) []found {
	from := sort.Search(len(s.all), func(i int) bool { return s.all[i].Start >= span.Start })
	var list []found
	for _, f := range s.all[from:] {
		if f.Start >= span.End || len(list) == mostFound {
			break
		}
		f.End = min(f.End, span.End)
		list = append(list, f)
	}
	return list
}

// article writes the whole text, paragraph by paragraph; those of one development are boxed together.
func (m *markup) article(s *structure) {
	paragraphs := s.a.Paragraphs
	if len(paragraphs) == 0 {
		paragraphs = []briefing.Paragraph{{Span: briefing.Span{End: len(s.a.Text)}, Kind: briefing.Body}}
	}
	m.tags("<article dir=\"auto\">\n")
	box, next := -1, 0
	for _, p := range paragraphs {
		var sentences []int
		for ; next < len(s.a.Sentences) && s.a.Sentences[next].Start < p.End; next++ {
			sentences = append(sentences, next)
		}
		if in := s.boxOf(p, sentences); in != box {
			m.leave(s, box)
			if box = in; box >= 0 {
				m.tags("<section class=\"other\">\n")
			}
		}
		m.paragraph(s, p, sentences)
	}
	m.leave(s, box)
	m.tags("</article>\n")
}

// boxOf returns the development of a paragraph, or -1 if not all of it belongs to one.
func (s *structure) boxOf(p briefing.Paragraph, sentences []int) int {
	for k, d := range s.a.Developments {
		if d.Title != nil && within(*d.Title, p.Span) {
			return k
		}
	}
	box := -1
	for i, n := range sentences {
		k, ok := s.other[n]
		if !ok || i > 0 && k != box {
			return -1
		}
		box = k
	}
	return box
}

// leave ends the box of a development with where it happened and who reports it.
func (m *markup) leave(s *structure, box int) {
	if box < 0 {
		return
	}
	d := s.a.Developments[box]
	about := slices.Clone(d.Places)
	if d.Named() {
		about = append(about, s.words.Text("press.source", "source", d.Source))
	}
	m.around(`<p class="note">`, clean(strings.Join(about, " · ")), "</p>\n")
	m.tags("</section>\n")
}

func (m *markup) paragraph(s *structure, p briefing.Paragraph, sentences []int) {
	start, end := tags("<p>"), tags("</p>\n")
	switch p.Kind {
	case briefing.Heading:
		start, end = "<h3>", "</h3>\n"
	case briefing.BylineLine, briefing.Caption:
		start = `<p class="note">`
	}
	m.tags(start)
	at := p.Start
	for _, i := range sentences {
		in := s.a.Sentences[i].Span
		if in.Start < at || in.End <= in.Start || in.End > len(s.a.Text) {
			continue // only in an article read from a file
		}
		m.text(clean(s.a.At(briefing.Span{Start: at, End: in.Start})))
		m.sentence(s, i)
		at = in.End
	}
	m.text(clean(s.a.At(briefing.Span{Start: at, End: p.End})))
	m.tags(end)
}

// sentence writes one sentence. Marks may overlap, so it is split wherever one begins or ends, and each piece has all classes that apply.
func (m *markup) sentence(s *structure, i int) {
	span := s.a.Sentences[i].Span
	class := "s"
	if s.point[i] {
		class += " point"
	}
	if _, ok := s.other[i]; ok {
		class += " of-other"
	}
	n := strconv.Itoa(i + 1)
	m.tags(tags(`<span class="` + class + `" id="s` + n + `" data-n="` + n + `">`))
	list := s.in(span)
	cuts := []int{span.Start, span.End}
	for _, f := range list {
		cuts = append(cuts, f.Start, f.End)
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	for j := 1; j < len(cuts); j++ {
		m.piece(s, briefing.Span{Start: cuts[j-1], End: cuts[j]}, list)
	}
	m.tags("</span>")
}

func (m *markup) piece(s *structure, span briefing.Span, list []found) {
	var class []string
	by, about := "", ""
	for _, f := range list {
		if !within(span, f.Span) {
			continue
		}
		class = append(class, f.class)
		about = cmp.Or(f.about, about)
		if f.End == span.End {
			by = cmp.Or(f.by, by)
		}
	}
	words := clean(s.a.At(span))
	if len(class) == 0 {
		m.text(words)
		return
	}
	m.tags(tags(`<span class="` + strings.Join(class, " ") + `"`))
	m.around(` data-by="`, by, `"`)
	m.around(` title="`, about, `"`)
	m.tags(">")
	m.text(words)
	m.tags("</span>")
}

// lights returns the style rules that highlight where a person is named and what they say while a reader points at them or focuses them.
func lights(people int) tags {
	var b strings.Builder
	for i := range people {
		n := strconv.Itoa(i)
		b.WriteString("body:has(#p" + n + ":is(:hover, :focus), .m" + n + ":hover) :is(#p" + n + ", .m" + n + ", .w" + n + ") { background: var(--lit); color: var(--lit-ink); }\n")
	}
	return tags(b.String())
}
