package page

import (
	"slices"
	"strings"

	"golang.org/x/net/html/atom"

	"lede/source/page/byline"
	"lede/source/page/plain"
)

// Readability takes one of several boxes that a story is told in, and leaves the others when they are short or stand a level
// away. The missing parts of such a story are found by the classes of its boxes.

// opened completes the blocks that readability has found with the paragraphs before and after them in boxes of the same
// classes, but none before the headline, and with the prose between that and the first.
func opened(found, whole []block, title, h1 string) []block {
	taken := map[int]bool{}
	for _, b := range found {
		taken[b.of] = taken[b.of] || b.of > 0
	}
	isTaken := func(b block) bool { return taken[b.of] }
	start, end := slices.IndexFunc(whole, isTaken), len(whole)
	if start < 0 {
		return found
	}
	for !isTaken(whole[end-1]) {
		end--
	}
	as, over := settingOf(whole[start:end], isTaken), headingsOver(whole[start:end], isTaken)
	found = rejoined(found, whole[start:end], func(b block) bool {
		left := !isTaken(b) && b.paragraph() && b.tells()
		return over[b.of] || left && as.matches(b)
	})
	from := belowHeadline(whole[:start], title, h1)
	leads := map[int]bool{}
	if from > 0 {
		leads = leading(whole[from:start])
	}
	before := without(whole[from:start], func(b block) bool {
		return !leads[b.of] && !(as.paths[b.path] && b.paragraph())
	})
	after := without(whole[end:], func(b block) bool { return !as.paths[b.path] || !b.sentence() || !b.paragraph() })
	return slices.Concat(before, found, after)
}

// headingsOver returns the numbers of the headings that are not taken and stand right over a paragraph that is, in one box with it.
func headingsOver(bs []block, taken func(block) bool) map[int]bool {
	over := map[int]bool{}
	for i, b := range bs[:len(bs)-1] {
		next := bs[i+1]
		left := b.isHeading() && b.kind != atom.H1 && !taken(b)
		if left && taken(next) && b.path == next.path {
			over[b.of] = true
		}
	}
	return over
}

const (
	fewestPointWords = 4  // words of a point below a headline
	shortestStand    = 40 // bytes of a standfirst
)

// leading returns the numbers of the blocks between a headline and the story that lead into it: paragraphs, the first line that may be a
// standfirst, and points.
func leading(bs []block) map[int]bool {
	leads := map[int]bool{}
	stands := false
	for i, b := range bs {
		long := len(b.text) >= shortestStand
		first := long && !stands && (b.isHeading() || b.plain())
		switch {
		case b.paragraph() && b.tells(), b.isPoint():
			leads[b.of] = true
		case first || b.kind == atom.Li && isPoints(bs, i):
			leads[b.of] = b.maySum()
		}
		stands = stands || long
	}
	return leads
}

// maySum reports whether a line below the headline may sum up the story: it is not about a picture, or about who wrote it and when, and
// leads nowhere.
func (b block) maySum() bool {
	leads := b.linked > 0 || litter(b) || b.addresses()
	return !leads && !b.shown && !b.dates() && byline.In(b.text) == ""
}

// isPoints reports whether the list that item i of some blocks is in has several items, and each of them says something.
func isPoints(bs []block, i int) bool {
	items := 0
	for _, b := range bs {
		if b.kind != atom.Li || b.box != bs[i].box {
			continue
		}
		if items++; b.linked > 0 || b.isStamp() || len(strings.Fields(b.text)) < fewestPointWords {
			return false
		}
	}
	return items > 1
}

// setting is how a page sets the paragraphs of its story.
type setting struct {
	paths  map[uint64]bool // the classes of the boxes around them
	styles map[uint64]int  // how many have each style
}

// settingOf returns how the paragraphs that are taken are set.
func settingOf(blocks []block, taken func(block) bool) setting {
	as := setting{map[uint64]bool{}, map[uint64]int{}}
	for _, b := range blocks {
		if taken(b) && b.paragraph() {
			as.paths[b.path] = b.path != 0
			as.styles[b.style]++
		}
	}
	return as
}

// fewestStyled is how many paragraphs of one class, in boxes of one class, show how a page sets its stories.
const fewestStyled = 3

// matches reports whether a block is set like the story.
func (as setting) matches(b block) bool {
	return as.paths[b.path] || b.style != 0 && as.styles[b.style] >= fewestStyled
}

// rejoined inserts, at their places among the blocks found, the page's missing blocks between them.
func rejoined(found, whole []block, missing func(block) bool) []block {
	var gap, out []block
	next := 0 // index in found
	for _, b := range whole {
		if missing(b) {
			gap = append(gap, b)
			continue
		}
		at := slices.IndexFunc(found[next:], func(f block) bool { return f.of == b.of && f.of > 0 })
		if at < 0 {
			continue
		}
		out = append(out, found[next:next+at]...)
		out, gap = append(append(out, gap...), found[next+at]), nil
		next += at + 1
	}
	return slices.Concat(out, gap, found[next:])
}

// isPoint reports whether a list item is a sentence, as those are that say in a few points what happened.
func (b block) isPoint() bool {
	item := b.kind == atom.Li && b.prose() && b.linked == 0
	return item && b.sentence() && !litter(b) && !b.addresses()
}

func (b block) paragraph() bool { return b.kind == atom.P && b.prose() && !litter(b) }

// belowHeadline returns the index after the last block that is the headline, 0 when none is.
func belowHeadline(bs []block, title, h1 string) int {
	i := len(bs)
	for i > 0 && !plain.Same(bs[i-1].text, title) && !plain.Same(bs[i-1].text, h1) {
		i--
	}
	return i
}
