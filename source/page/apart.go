package page

import (
	"slices"
	"strings"

	"golang.org/x/net/html/atom"

	"lede/source/notice"
	"lede/source/page/byline"
	"lede/source/page/sign"
)

// A content system sets all paragraphs of a story alike. What is set otherwise may belong to the story as well: a heading, a
// quotation, a box with facts. So it goes only when its words are the site's too.

// look is how a block is set: the classes around it, and its own.
type look struct{ path, style uint64 }

func (b block) look() look { return look{b.path, b.style} }

const (
	storyLooks = 6 // of ten bytes of a story’s paragraphs must look alike
	longestBox = 3 // paragraphs of one look that are no section of the story
	mostBoxed  = 6 // lines of a box below the story, with its headings and items
)

// storyLook returns how the paragraphs of the story are set, if that is alike.
func storyLook(bs []block) (look, bool) {
	sizes, counts := map[look]int{}, map[look]int{}
	var most look
	all := 0
	for _, b := range bs {
		if !b.plain() || !b.sentence() {
			continue
		}
		l := b.look()
		all += len(b.text)
		sizes[l] += len(b.text)
		counts[l]++
		if sizes[l] > sizes[most] {
			most = l
		}
	}
	return most, counts[most] >= fewestStyled && 10*sizes[most] >= storyLooks*all
}

// unlikeStory drops what is set unlike the story and speaks to the reader, tells of the author, or is a label of its own kind.
func unlikeStory(bs []block, author string) []block {
	story, alike := storyLook(bs)
	if !alike {
		return bs
	}
	bs = withoutBoxes(bs, story)
	counts := map[look]int{}
	for _, b := range bs {
		if b.plain() {
			counts[b.look()]++
		}
	}
	told := false
	var kept []block
	for i, b := range bs {
		n := counts[b.look()]
		sites := func() bool {
			label := n == 1 && b.isLabel() && !heads(bs[i:], story)
			return label || n <= longestBox && (b.speaks(told) || byline.IsBiography(b.text, author))
		}
		if b.look() == story || !b.plain() || !sites() {
			kept = append(kept, b)
		}
		told = told || b.plain() && b.tells()
	}
	return kept
}

// isLabel reports whether b is too short for a paragraph, and no sentence.
func (b block) isLabel() bool { return len(b.text) <= longestTail && (!b.ends() || sign.Is(b.text)) }

// speaks reports whether b speaks to the reader, and is neither set as a quotation nor, where no paragraph is told yet, a standfirst.
func (b block) speaks(told bool) bool {
	quotes := b.quoted && b.linked == 0 && b.sentence()
	stands := !told && b.linked == 0 && b.tells()
	return len(b.text) <= longestSign && !quotes && !stands && notice.Speaks(b.text)
}

// heads reports whether the first of some blocks is a line that stands as a heading over a paragraph of the story, in one box with it.
func heads(bs []block, story look) bool {
	b := bs[0]
	if len(bs) < 2 || bs[1].look() != story || b.path != story.path {
		return false
	}
	return strings.Contains(b.text, " ")
}

// withoutBoxes drops whole boxes of the site’s: a label of links with the teasers under it, and below the story a label with lines
// under it that speak to the reader.
func withoutBoxes(bs []block, story look) []block {
	last := len(bs) - 1
	for last >= 0 && bs[last].look() != story {
		last--
	}
	var kept []block
	for from := 0; from < len(bs); {
		to := from
		for to < len(bs) && bs[to].box == bs[from].box {
			to++
		}
		box := bs[from:to]
		sites := isTeasers(box) || from > last && (isPoll(box) || isTheSites(box, bs[from-1]))
		if !sites || box[0].box == bs[last].box {
			kept = append(kept, box...)
		}
		from = to
	}
	return kept
}

// isTeasers reports whether a box is a label, as “Read more”, with a few lines under it, or any label over nothing but links.
func isTeasers(box []block) bool {
	if len(box) > 1+longestBox || box[0].sentence() {
		return false
	}
	told := func(b block) bool { return 10*b.linked < 9*len(b.text) }
	return sign.Is(box[0].text) || len(box) > 1 && !slices.ContainsFunc(box[1:], told)
}

// isPoll reports whether a box is a question to the reader over what to answer.
func isPoll(box []block) bool {
	answers := box[1:]
	if len(answers) < 2 || len(box) > mostBoxed || !strings.HasSuffix(box[0].text, "?") || !notice.Speaks(box[0].text) {
		return false
	}
	return !slices.ContainsFunc(answers, func(b block) bool { return b.sentence() || len(b.text) > longestTail })
}

// isTheSites reports whether a box has a label in it, or before it, over lines that speak to the reader and tell no news.
func isTheSites(box []block, before block) bool {
	if len(box) > mostBoxed || !box[0].labels() && !before.labels() {
		return false
	}
	speaks := false
	for _, b := range box {
		if notice.Tells(b.text) {
			return false
		}
		speaks = speaks || len(b.text) <= longestSign && notice.Speaks(b.text)
	}
	return speaks
}

// labels reports whether b may be a label over what follows, and no heading of a story.
func (b block) labels() bool { return b.plain() && !b.sentence() }

// plain reports whether b is neither a heading nor part of a list, a table or a quotation.
func (b block) plain() bool {
	switch b.kind {
	case atom.P, atom.Div, atom.Section, atom.Footer, atom.Header:
		return !b.pulled
	}
	return false
}

// ends reports whether b ends as sentences do, and not in dots, as “Loading...” does.
func (b block) ends() bool {
	return b.sentence() && !strings.HasSuffix(b.text, "...") && !strings.HasSuffix(b.text, "…")
}
