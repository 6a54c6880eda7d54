package developments

import (
	"slices"
	"strings"
	"unicode/utf8"

	"lede/briefing/text"
	"lede/briefing/words"
	"lede/pattern"
)

// How a list of developments is told apart from the main story. Only a line that announces it opens a list: what merely stands at the end
// of an article is not taken for another event. The trap within a list is a stray paragraph, moved there by an editor's cut, that continues
// the main story.

// longestIntro is the greatest length, in bytes, of a line that announces developments.
const longestIntro = 110

// introLine matches a line that announces events beside the main story. It has to say that they are something else: "key points" of the
// main story do not.
var introLine = pattern.Of(`^(?i:` +
	`(?:(?:here|these)(?:[’']s| is| are)\b.{0,40}\b)?(?:(?:the|some|a few|more|all|our|and|two|three|four|five|six|seven|eight|nine|ten|\d{1,2}) )*` +
	`(?:other|further|additional|more|key|major|main|latest|recent|separate|related|top|today[’']s|this week[’']s)(?: (?:key|major|main|top|recent|latest|notable|important|big|world|international|national|local))* ` +
	`(?:developments?|events?|news|stories|headlines|updates|happenings|incidents|items)\b.{0,50}` +
	`|(?:in|and in) (?:other|further|related|separate) (?:developments?|news|events|stories|headlines|incidents|matters|business|action)\b.{0,40}` +
	`|(?:good (?:morning|afternoon|evening)[.,!] )?(?:here[’']s |here is )?what (?:else|you may have missed|you missed|we[’']re also|to know|you need to know (?:today|tonight|this|on))\b.{0,50}` +
	`|(?:the |here are (?:the )?)?(?:[a-z]{3,5}|\d{1,2}) (?:big |top |main |other )?(?:things|stories) (?:to know|you need to know|we[’']re watching|to start|making|for your)\b.{0,50}` +
	`|(?:meanwhile,? )?(?:news |world |also )?in brief\b.{0,30}|briefs|news briefs|(?:news )?round-?up\b.{0,30}|at a glance` +
	`|developments(?: (?:on|from|over|of) .{1,40})?` +
	`|(?:and )?elsewhere\b.{0,40}|meanwhile|separately|around the (?:world|country|region|nation)\b.{0,20}` +
	`|also (?:this|in|on|today|of|happening|making|worth)\b.{0,40}|also|in the headlines` +
	`|other (?:things|matters)\b.{0,40})[:.…]?$`)

// list takes the list that line p announces and returns the paragraph after it, or p if there is none.
func (f *finder) list(p int, a *Aside) int {
	if !f.introduces(p) {
		return p
	}
	items, strays, next := f.listAfter(p, a)
	if len(items) == 0 {
		return p
	}
	a.leaveOut(p)
	a.leaveOut(strays...)
	t := f.compare(a, p, items)
	if end := f.numbered(items, a); end > 0 {
		return max(end, next)
	}
	for n, i := range items {
		marked := text.ItemMark(f.Line(i)) > 0
		if last := len(a.Events) - 1; n > 0 && !marked && items[n-1] == i-1 && t.shared(i, a.Events[last].Paragraphs) >= sameStory {
			a.Events[last].Paragraphs = append(a.Events[last].Paragraphs, i)
			a.leaveOut(i)
			continue
		}
		a.take(-1, i)
	}
	return next
}

// numbered takes items that are headings, "1. Painting found", each with the text under it, and returns the paragraph after the last, or 0
// if there are none.
func (f *finder) numbered(items []int, a *Aside) int {
	end, longest := 0, 0
	for n, i := range items {
		if line := f.Line(i); text.ItemMark(line) == 0 || finished(line) || f.kind(i+1) != text.Body {
			return 0
		}
		for end = i + 1; end < len(f.Paragraphs) && f.partOfSection(end) && text.ItemMark(f.Line(end)) == 0; end++ {
			if last := n+1 == len(items); last && end-i > longest {
				break // it has no more than the others
			}
		}
		longest = max(longest, end-i-1)
	}
	for n, i := range items {
		last := end
		if n+1 < len(items) {
			last = items[n+1]
		}
		var under []int
		for p := i + 1; p < last; p++ {
			if f.kind(p) == text.Body {
				under = append(under, p)
			}
		}
		a.take(i, under...)
	}
	return end
}

// sameStory is how many words found in no other paragraph make two paragraphs of a list one story.
const sameStory = 3

// introduces reports whether a paragraph announces developments.
func (f *finder) introduces(p int) bool {
	line := f.Line(p)
	if len(line) > longestIntro || f.Paragraphs[p].Kind == text.BylineLine || isStatement(line) || !mayIntroduce(line) {
		return false
	}
	return introLine().MatchString(strings.TrimRight(line, " *_-–—"))
}

// isStatement reports whether a line that begins like an announcement makes a statement of its own: "Also on Monday, rates fell."
func isStatement(line string) bool {
	return strings.HasSuffix(line, ".") && !strings.HasSuffix(line, "..") && strings.Contains(line, ",")
}

// mayIntroduce spares most lines the regular expression, which takes ten times as long. “Also” announces only where it comes first, and is frequent.
func mayIntroduce(line string) bool {
	line = strings.ToLower(line)
	return strings.HasPrefix(line, "al") || slices.ContainsFunc(words.Lexicon().IntroWords, func(w string) bool { return strings.Contains(line, w) })
}

// listAfter reads the items after an introducing line. If the first has a bullet or a number, every item must have one; a paragraph without
// one is left out but does not end the list.
func (f *finder) listAfter(intro int, a *Aside) (items, strays []int, next int) {
	marked := false
	for next = intro + 1; next < len(f.Paragraphs); next++ {
		line := f.Line(next)
		switch {
		case f.Paragraphs[next].Kind == text.BylineLine || f.introduces(next):
			return f.own(items, strays, next, marked, intro, a)
		case f.Paragraphs[next].Kind == text.Caption:
			strays = append(strays, next)
			continue
		case len(items) == 0:
			marked = text.ItemMark(line) > 0
		}
		switch {
		case marked && text.ItemMark(line) > 0:
			items = append(items, next)
		case marked && !f.markedSoon(next):
			return f.own(items, strays, next, marked, intro, a) // the main story continues after its list
		case marked:
			strays = append(strays, next)
		case f.Paragraphs[next].Kind == text.Heading || !finished(line):
			return f.own(items, strays, next, marked, intro, a)
		default:
			items = append(items, next)
		}
	}
	return f.own(items, strays, next, marked, intro, a)
}

// own separates the items of a list without bullets from the paragraphs that return to the main story.
func (f *finder) own(items, strays []int, next int, marked bool, intro int, a *Aside) (mine, others []int, end int) {
	if marked || len(items) == 0 {
		return items, strays, next
	}
	back := f.compare(a, intro, items).returns(items)
	for _, p := range items {
		if back[p] || f.carriesOn(p, intro) {
			strays = append(strays, p)
		} else {
			mine = append(mine, p)
		}
	}
	return mine, strays, next
}

// markedSoon reports whether one of the next two paragraphs is a list item.
func (f *finder) markedSoon(p int) bool {
	for i := p + 1; i < len(f.Paragraphs) && i <= p+2; i++ {
		if text.ItemMark(f.Line(i)) > 0 {
			return true
		}
	}
	return false
}

// finished reports whether a line ends as a sentence does; a line such as "Follow us on Twitter" does not.
func finished(line string) bool {
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(line, "”\"’')]» "))
	return strings.ContainsRune(".!?…", last) || len(line) > text.LongestHeading
}

// carriesOn reports whether a paragraph inside a list continues the main story: it opens with a pronoun that has no antecedent in the list,
// or reports what a person of the main story "also said".
func (f *finder) carriesOn(p, intro int) bool {
	s := f.FirstSentence(p)
	if s < 0 {
		return false
	}
	tokens := f.SentenceTokens(s)
	i := 0
	for i < len(tokens) && (tokens[i].Mark() || f.Words.StoryLinks[tokens[i].Lower]) {
		i++
	}
	if i >= len(tokens) {
		return false
	}
	switch l := tokens[i].Lower; {
	case f.Words.Referring[l]:
		return !f.Quoted(tokens[i].Start)
	case l == "it":
		return i+1 < len(tokens) && tokens[i+1].Lower == "also"
	}
	// "The minister also said", "Peskov also said", about a person the main story has named.
	for j := i; j+1 < len(tokens) && j < i+6; j++ {
		if tokens[j].Lower == "also" && f.Words.Speech[tokens[j+1].Lower] && j > i {
			at := f.TokenAt(tokens[j-1].Start, f.First[s], f.First[s+1])
			return f.NamedBefore(at, f.Paragraphs[intro].Start)
		}
	}
	return false
}
