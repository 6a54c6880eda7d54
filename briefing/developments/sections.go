package developments

import (
	"slices"
	"strings"

	"lede/briefing/text"
	"lede/briefing/words"
	"lede/pattern"
)

// How articles made of stories under headings of their own are read. Either a line announces them, "Here are five key developments", or
// they are the whole article: a column of briefs. Ordinary subheadings announce nothing and divide a single story; those of an explainer
// ask questions.

// sectionIntro matches the line or last sentence before sections that each report something else.
var sectionIntro = pattern.Of(`(?i)\b(?:other|key|main|major|latest|top|recent|biggest|important|more)\b.{0,30}\b(?:developments?|updates?|events|headlines|stories|news)\b` +
	`|\bwhat (?:we know|has happened|else|you (?:may have )?missed)\b|\bwhat(?:[’']s| is) (?:making (?:the )?|in the )(?:news|headlines)\b|\bround-?up\b`)

// hereIs matches the beginning of a sentence that announces something.
var hereIs = pattern.Of(`^Here(?: are| is|[’']s) `)

// briefsTitle matches the title of a column of briefs.
var briefsTitle = pattern.Of(`(?i)^.{0,40}\b(?:in brief|in short|briefs|news digest|round-?up|at a glance|in other news|newsbriefs)\b.{0,60}$` +
	`|(?i)^.{0,40}\b(?:your|morning|afternoon|evening|daily|weekend|war|news|(?:mon|tues|wednes|thurs|fri|satur|sun)day) briefing(?:$|: .{0,120}$)`)

// sections takes the stories under headings after line p, which announces them, and returns the paragraph after the last, or p if there are
// none.
func (f *finder) sections(p int, a *Aside) int {
	if f.kind(p+1) != text.Heading || p == f.headline {
		return p
	}
	subjects := f.headsSubject(p + 1)
	if !subjects && !f.announcesSections(p) {
		return p
	}
	found, next := f.headed(p + 1)
	if len(found) < 2 || !subjects && f.explains(found) {
		return p
	}
	if subjects && slices.ContainsFunc(found, f.noReport) {
		return p
	}
	if !subjects && len(f.Line(p)) <= longestIntro {
		a.leaveOut(p)
	}
	last := &found[len(found)-1]
	if goesBack := f.goesBack(a, p, last.Paragraphs); goesBack > 0 {
		next = last.Paragraphs[goesBack]
		last.Paragraphs = last.Paragraphs[:goesBack]
	}
	for _, g := range found {
		a.take(g.Heading, g.Paragraphs...)
	}
	return next
}

// headsSubject reports whether a paragraph is a heading that is only the name of a field of news: "DIPLOMACY".
func (f *finder) headsSubject(p int) bool {
	fields := strings.Fields(strings.ToLower(f.Line(p)))
	return f.kind(p) == text.Heading && len(fields) > 0 && !slices.ContainsFunc(fields, func(w string) bool { return !f.Words.SubjectHeads[strings.Trim(w, ",:&")] && w != "&" })
}

// longestReport is how many paragraphs a report under the name of its field has at most. A longer one is a chapter of one story.
const longestReport = 3

// noReport reports whether a group is no short report under the name of its field.
func (f *finder) noReport(g Event) bool {
	return !f.headsSubject(g.Heading) || len(g.Paragraphs) > longestReport
}

// announcesSections reports whether a paragraph, or its last sentence, announces sections.
func (f *finder) announcesSections(p int) bool {
	line := f.Line(p)
	if s := f.FirstSentence(p); s >= 0 {
		for s+1 < len(f.Sentences) && f.Sentences[s+1].Paragraph == p {
			s++
		}
		line = f.SentenceText(s)
	}
	heads := f.Paragraphs[p].Kind == text.Heading || strings.HasSuffix(line, ":") || hereIs().MatchString(line)
	return heads && len(line) <= longestIntro && sectionIntro().MatchString(line)
}

// headed reads stories under headings, starting at heading p. A heading without text belongs to the page.
func (f *finder) headed(p int) (found []Event, next int) {
	for p < len(f.Paragraphs) && f.Paragraphs[p].Kind == text.Heading && !f.endsSections(p) {
		g := Event{Heading: p}
		next = p + 1
		for next < len(f.Paragraphs) && f.partOfSection(next) {
			if f.Paragraphs[next].Kind == text.Body {
				g.Paragraphs = append(g.Paragraphs, next)
			}
			next++
		}
		if len(g.Paragraphs) == 0 {
			return found, p
		}
		found, p = append(found, g), next
	}
	return found, p
}

// partOfSection reports whether a paragraph may belong to the story above it.
func (f *finder) partOfSection(p int) bool {
	switch f.Paragraphs[p].Kind {
	case text.Caption:
		return true
	case text.Body:
		return finished(f.Line(p)) && !f.introduces(p)
	}
	return false
}

// endsSections reports whether a heading belongs to the page, leads back to known matter or to stories of their own: "Related", "Background",
// "In other news".
func (f *finder) endsSections(p int) bool {
	first := strings.ToLower(strings.Trim(firstField(f.Line(p)), ":."))
	return f.Words.EndHeadings[first] || briefsTitle().MatchString(f.Line(p))
}

func firstField(line string) string {
	first, _, _ := strings.Cut(line, " ")
	return first
}

// explains reports whether the headings are those of an explainer: they are questions, or name aspects of one thing.
func (f *finder) explains(found []Event) bool {
	asking, short := 0, 0
	for _, g := range found {
		line := f.Line(g.Heading)
		fields := strings.Fields(line)
		if strings.HasSuffix(line, "?") || f.Words.QuestionHeads[strings.ToLower(words.Straight(fields[0]))] {
			asking++
		}
		if len(fields) < 2 {
			short++
		}
	}
	return asking*3 >= len(found) || short*2 > len(found)
}

// goesBack returns the index of the first paragraph, after the one at 0, that returns to the main story; 0 if none does.
func (f *finder) goesBack(a *Aside, intro int, paragraphs []int) int {
	if len(paragraphs) < 2 {
		return 0
	}
	t := f.compare(a, intro+1, paragraphs)
	for i, p := range paragraphs[1:] {
		if t.introduced(f.SentenceTokens(f.FirstSentence(p))) || t.ties(p) > 2*returning {
			return i + 1
		}
	}
	return 0
}

// briefs takes a column of briefs, in which every story is separate.
func (f *finder) briefs(a *Aside) bool {
	start := f.columnStart()
	if start < 0 {
		return false
	}
	found, next := f.headed(start)
	if len(found) < 2 {
		found, next = f.datelined(start)
	}
	if len(found) < 2 {
		found, next = f.bulleted(start)
	}
	if len(found) < 2 {
		found, next = f.shortTitled(start)
	}
	if len(found) < 2 || next < len(f.Paragraphs)-3 {
		return false
	}
	for p := range start {
		a.leaveOut(p)
	}
	for _, g := range found {
		a.take(g.Heading, g.Paragraphs...)
	}
	for next < len(f.Paragraphs) {
		next = max(next+1, f.list(next, a))
	}
	a.Whole = true
	return true
}

// columnStart returns the paragraph with which a column of briefs begins, below the lines that call it one; -1 if the article is not such a
// column. A column without such a line has a dateline in each of its stories.
func (f *finder) columnStart() int {
	start, called := 0, briefsTitle().MatchString(f.title)
	for start < len(f.Paragraphs) && start < 6 {
		line := f.Line(start)
		if f.Paragraphs[start].Kind != text.BylineLine && !(len(line) <= longestIntro && briefsTitle().MatchString(line)) {
			break
		}
		called = called || f.Paragraphs[start].Kind != text.BylineLine
		start++
	}
	if called || f.allDatelined(start) {
		return start
	}
	return -1
}

// allDatelined reports whether there are three or more stories under headings and each begins with a dateline.
func (f *finder) allDatelined(start int) bool {
	if f.kind(start) != text.Heading || f.kind(start+1) != text.Body || !f.hasDateline(start+1) {
		return false
	}
	found, _ := f.headed(start)
	for _, g := range found {
		if !f.hasDateline(g.Paragraphs[0]) {
			return false
		}
	}
	return len(found) >= 3
}

// datelined reads stories without headings that each begin with a dateline.
func (f *finder) datelined(p int) (found []Event, next int) {
	for next = p; next < len(f.Paragraphs) && f.partOfSection(next); next++ {
		switch {
		case f.Paragraphs[next].Kind != text.Body:
		case f.hasDateline(next) || f.leadPlace(f.FirstSentence(next)) != "":
			found = append(found, Event{-1, []int{next}})
		case len(found) > 0:
			last := &found[len(found)-1]
			last.Paragraphs = append(last.Paragraphs, next)
		default:
			return nil, p
		}
	}
	return found, next
}

// bulleted reads stories that each are a whole sentence behind a mark.
func (f *finder) bulleted(p int) (found []Event, next int) {
	for next = p; next < len(f.Paragraphs) && f.partOfSection(next) && text.ItemMark(f.Line(next)) > 0; next++ {
		found = append(found, Event{-1, []int{next}})
	}
	return found, next
}

// shortTitled reads stories that each begin with a title that ends like a sentence.
func (f *finder) shortTitled(p int) (found []Event, next int) {
	for next = p; next < len(f.Paragraphs) && f.partOfSection(next); next++ {
		line, first := f.Line(next), f.FirstSentence(next)
		titled := len(line) <= text.LongestHeading && f.kind(next+1) == text.Body && len(f.Line(next+1)) > len(line)
		switch {
		case f.Paragraphs[next].Kind != text.Body:
		case titled && first >= 0 && !f.OnlyQuoted(first):
			found = append(found, Event{next, nil})
		case len(found) > 0:
			last := &found[len(found)-1]
			last.Paragraphs = append(last.Paragraphs, next)
		default:
			return nil, p
		}
	}
	for _, g := range found {
		if len(g.Paragraphs) == 0 {
			return nil, p
		}
	}
	return found, next
}

func (f *finder) hasDateline(p int) bool {
	s := f.FirstSentence(p)
	return s >= 0 && f.AfterDateline(s) > f.Sentences[s].Start
}

// Time stamps of live blogs: "14:05", "10.32am BST", "3:15 p.m. ET", "7 p.m.", "12 minutes ago", "Monday, 14:05", "14:05 - Two hurt".
var stamp = pattern.Of(`^(?i:\[?(?:(?:posted|updated|published)?:?(?: at)? ?)?(?:(?:[a-z]{3,9}|\d{1,2}),? ){0,3}` +
	`(?:([01]?\d|2[0-3])(?:[:.h]([0-5]\d) ?(a\.?m\.?|p\.?m\.?)?| ?(a\.?m\.?|p\.?m\.?))(?: (?:gmt|utc|bst|cet|cest|[ecmp][sd]?t|ist|local time))?|(\d{1,2}) ?(?:min(?:ute)?s?|h(?:ou)?rs?|m|h) ago)\]?)(?:$|\s*[:–—|-]\s|\s{2,}|( )\p{Lu})`)

// longestStamp is the greatest length, in bytes, of a line with nothing but a time.
const longestStamp = 60

// stampOf reads the time that a paragraph begins with: its length and the minute of the day; ok is false if there is none.
func (f *finder) stampOf(p int) (length, minute int, ok bool) {
	line := f.Line(p)
	if opensWithTime := words.Digit(line) || line[0] == '['; !opensWithTime && (len(line) > longestStamp || !strings.ContainsAny(line, "0123456789")) {
		return 0, 0, false
	}
	line = line[:min(len(line), longestStamp)]
	m := stamp().FindStringSubmatch(line)
	if m == nil {
		return 0, 0, false
	}
	if m[6] != "" { // "14:05 Two hurt" over what it is the title of
		if f.Paragraphs[p].Kind != text.Heading || f.kind(p+1) != text.Body || !strings.Contains(m[0], ":") {
			return 0, 0, false
		}
		m[0] = m[0][:strings.LastIndexByte(m[0], ' ')+1]
	}
	if m[5] != "" {
		return len(m[0]), -atoi(m[5]), true // minutes ago: the more, the earlier
	}
	hour := atoi(m[1])
	if half := strings.ToLower(m[3] + m[4]); strings.HasPrefix(half, "p") && hour < 12 {
		hour += 12
	} else if strings.HasPrefix(half, "a") && hour == 12 {
		hour = 0
	}
	return len(m[0]), hour*60 + atoi(m[2]), true
}

func atoi(digits string) int {
	n := 0
	for _, r := range digits {
		n = n*10 + int(r-'0')
	}
	return n
}

// entries takes the entries of a live blog or a "latest" page. Their times run backwards, the newest first; times that run forwards are a
// timetable of the main story.
func (f *finder) entries(a *Aside) bool {
	var starts []int
	backwards, before := 0, 0
	for p := range f.Paragraphs {
		_, minute, ok := f.stampOf(p)
		if !ok {
			continue
		}
		if len(starts) > 0 && minute <= before {
			backwards++
		}
		before = minute
		starts = append(starts, p)
	}
	if len(starts) < 3 || backwards*3 < (len(starts)-1)*2 {
		return false
	}
	for i, p := range starts {
		end := len(f.Paragraphs)
		if i+1 < len(starts) {
			end = starts[i+1]
		}
		f.entry(p, end, a)
	}
	a.Whole = true
	return true
}

// clocked matches a paragraph that begins with a time of its own: what a live blog says to its readers at its start, and no part of the entry
// above.
var clocked = pattern.Of(`^\d{1,2}[:.]\d{2} \p{Lu}`)

// entry takes one entry: its heading, if it has one, and its paragraphs.
func (f *finder) entry(from, end int, a *Aside) {
	e := f.entryOf(from, end, a)
	switch {
	case len(e.Paragraphs) == 0:
	case f.OnlyPage(e.Paragraphs):
		a.leaveOut(e.Paragraphs...)
	default:
		a.take(e.Heading, e.Paragraphs...)
	}
}

// entryOf reads one entry.
func (f *finder) entryOf(from, end int, a *Aside) Event {
	e := Event{Heading: -1}
	length, _, _ := f.stampOf(from)
	if f.Paragraphs[from].Kind == text.Heading && length < len(f.Line(from)) {
		e.Heading = from
		from++
	} else if length < len(f.Line(from)) {
		e.Paragraphs = append(e.Paragraphs, from)
	} else {
		a.leaveOut(from)
		from++
	}
	for p := from; p < end; p++ {
		if p > from && clocked().MatchString(f.Line(p)) {
			break
		}
		switch kind := f.Paragraphs[p].Kind; {
		case kind == text.Heading && e.Heading < 0 && len(e.Paragraphs) == 0:
			e.Heading = p
		case kind == text.Body && finished(f.Line(p)) && (len(e.Paragraphs) == 0 || e.Paragraphs[0] != p):
			e.Paragraphs = append(e.Paragraphs, p)
		}
	}
	return e
}
