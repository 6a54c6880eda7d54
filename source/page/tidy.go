package page

import (
	_ "embed"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"lede/briefing"
	"lede/pattern"
	"lede/source/notice"
	"lede/source/page/byline"
	"lede/source/page/plain"
	"lede/source/page/sign"
)

// boxes matches words in the class or id of what is beside an article. Only whole words: "shareholders" is not one.
var boxes = pattern.Of(`(?i)(?:^|[-_\s])(?:caption|captions|credit|credits|copyright|byline|dateline|timestamp|` +
	`share|sharing|social|newsletter|subscribe|related|recommended|recirc|promo|advert|advertisement|breadcrumbs?|` +
	`author-?bio|author-?box|author[-_]{1,2}(?:role|title|position|job)|article-?info|read-?also|also-?read|lire-aussi|lee-tambien|leia-tambem|sign-?up(?:-card)?|upgrade-cta|gallery|slideshow|(?:video|audio|media)-?(?:card|player|embed|module|promo|playlist)|player-placeholder|bookmark-?(?:card|container)|comments?|cookies?|consent|gdpr|onetrust|ccpa|toolbar|tags|wp-caption-text)(?:$|[-_\s])` +
	`|[a-z](?-i:Caption|Credit|Byline|Timestamp|Newsletter|Related|Promo|ShareBar|AuthorBio)(?:$|[-_\s]|(?-i:[A-Z]))`)

func hasAny(text string, words ...string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(text, w) })
}

// onwardLabel matches a line that is such a label.
var onwardLabel = pattern.Of(`^(?i:` + sign.Onward + `[^.]{0,100})$`)

// bios matches sentences about the author at the end of an article.
var bios = pattern.Of(`(?i)\b(?:be reached at|follow (?:him|her|them|me|us) (?:on|at)\b|e?-?mail (?:him|her|them|us) at|(?:on|at) (?:twitter|x|facebook)\b.{0,30}@)|(?:^|[.!?;] )(?:reach|contact) (?:him|her|them|me|us) (?:at|on|via)\b|^if you(?:.ve)? (?:enjoyed|liked?|found) (?:this|my|reading)\b`)

// stamps matches dates, as above and below an article.
var stamps = pattern.Of(`(?i)\b(?:19|20)\d\d\b|\b\d{1,2}[:.]\d\d\b|\b(?:updated|published|posted)\b`)

// stamped matches lines of dates and times that end as sentences do, by an abbreviation: “Updated: 4:15 p.m.”.
var stamped = pattern.Of(`(?i)^(?:(?:last |first )?(?:updated|published|posted)\b.{0,80}|[\d./-]{8,10}\b.{0,80}|.{0,80}\b(?:19|20)\d\d\b.{0,40})(?:\b[ap]\.m|\bmin|\buhr|\bhrs?)\.$`)

const (
	longestSign = 260       // bytes
	longestEdge = 140       // bytes of a line before the story that is not part of it
	longestTail = 48        // bytes of one after it
	tails       = 4         // paragraphs at the end that may hold the author's biography
	longestTold = 256 << 10 // bytes of a text in JSON-LD that is compared, and
	mostTold    = 2000      // blocks that it is compared with, since each is searched for in it
	proseLength = 80        // bytes of what is certainly a paragraph
)

// prose reports whether b is a paragraph of a story rather than a line of links or a label.
func (b block) prose() bool {
	switch b.kind {
	case atom.P, atom.Blockquote, atom.Li:
		return !b.beside && 2*b.linked < len(b.text)
	}
	return false
}

// sentence reports whether b ends as sentences do.
func (b block) sentence() bool {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(b.text, "\"'”’»)]“"))
	return strings.ContainsRune(".!?…。！？؟।։", r)
}

func size(bs []block) (n int) {
	for _, b := range bs {
		n += len(b.text)
	}
	return n
}

// telling returns the bytes in paragraphs of a story; of all blocks where none is one.
func telling(bs []block) int {
	if paragraphs := without(bs, func(b block) bool { return !b.tells() }); len(paragraphs) > 0 {
		return size(paragraphs)
	}
	return size(bs)
}

// tidy drops what readability keeps but is not part of the article: the headline, labels, credits, boxes of links, and the
// lines around the story.
func tidy(bs []block, o briefing.Options, h1 string) []block {
	return tidied(bs, o, func(bs []block) []block { return trim(bs, o, h1) })
}

// tidied drops what is beside an article and between its paragraphs, and then what a rule finds around them. A rule that would drop
// much of the text has misjudged the page and is not applied.
func tidied(bs []block, o briefing.Options, around func([]block) []block) []block {
	// Boxes beside a short article hold more than it does, but hardly a paragraph.
	if kept := without(bs, func(b block) bool { return b.beside }); 10*telling(kept) >= 6*telling(bs) {
		bs = kept
	}
	for _, rule := range []func([]block) []block{
		untilOnward,
		untilTeasers,
		uncaptioned,
		func(bs []block) []block { return unlikeStory(bs, o.Author) },
		func(bs []block) []block { return without(bs, litter) },
		unrepeated,
		around,
	} {
		if kept := rule(bs); 10*size(kept) >= 6*size(bs) {
			bs = kept
		}
	}
	return bs
}

// untilOnward returns the blocks before a label over links to other articles, unless the story continues after it. A list of
// “most popular names” without links is part of the story.
func untilOnward(bs []block) []block {
	end, all, linked := len(bs), 0, 0
	for i := end - 1; i >= 0 && !bs[i].tells(); i-- {
		if onwardLabel().MatchString(bs[i].text) {
			if 2*linked >= all {
				end = i
			}
			continue
		}
		all, linked = all+len(bs[i].text), linked+bs[i].linked
	}
	return bs[:end]
}

//go:embed onward.txt
var onwardText string

// onwardHeading matches a heading over other articles, and moreFrom one that names where they are from, by a name.
var (
	onwardHeading = pattern.Of(sign.OneOf(sign.Expressions(onwardText)))
	moreFrom      = pattern.Of(`^(?i:more from) (?i:the )?\p{Lu}[^.,?!’']{1,60}$`)
)

const (
	longestHeadline = 170 // bytes of one that is written as a sentence
	mostHeadlines   = 12
)

// untilTeasers returns the blocks before a heading over headlines of other articles, which need not be links: nothing behind it is
// more than one sentence.
func untilTeasers(bs []block) []block {
	for i := len(bs) - 1; i > 0 && len(bs)-i <= mostHeadlines; i-- {
		b := bs[i]
		if b.isHeading() && i < len(bs)-2 && (onwardHeading().MatchString(b.text) || moreFrom().MatchString(b.text)) {
			return bs[:i]
		}
		if !b.teases() {
			break
		}
	}
	return bs
}

// teases reports whether b may be the headline of another article: it is short, quotes nobody and has one sentence at most.
func (b block) teases() bool {
	return len(b.text) <= longestHeadline && !strings.ContainsAny(b.text, "“”\"«»") && !hasAny(strings.TrimRight(b.text, ".!?"), ". ", "! ")
}

// tells reports whether b is certainly a paragraph of a story.
func (b block) tells() bool { return len(b.text) >= proseLength && b.sentence() }

func without(bs []block, drop func(block) bool) []block {
	return slices.DeleteFunc(slices.Clone(bs), drop)
}

// litter reports whether b is a label, a credit, a call, or nothing but a link to something else.
func litter(b block) bool {
	leads, sentence := 3*b.linked > len(b.text), b.ends()
	if !sentence && leads && 10*b.linked >= 9*unparted(b.text) {
		return true
	}
	if len(b.text) > longestSign || !sign.Is(b.text) {
		return false // as most paragraphs
	}
	return !sentence || leads || sign.Calls(b.text)
}

// unparted returns the bytes of a line without what parts one link from the next.
func unparted(line string) (n int) {
	for part := range strings.FieldsFuncSeq(line, func(r rune) bool { return strings.ContainsRune("|·•›»", r) }) {
		n += len(strings.TrimSpace(part))
	}
	return n
}

// trim drops the headline, dates and bylines before the first paragraph, and labels and the author's biography
// after the last.
func trim(bs []block, o briefing.Options, h1 string) []block {
	start := slices.IndexFunc(bs, block.tells)
	if start < 0 {
		return bs
	}
	bs = slices.Concat(bs[:start], below(bs[start:], o))
	end := len(bs)
	tail := max(start+1, end-tails)
	if at := aboutWriter(bs, start, o.Author); at > 0 {
		bs, end = bs[:at], at
		tail = max(start+1, end-tails)
	}
	live := len(bs)-len(without(bs, onlyTime)) >= fewestEntries
	bylines := map[uint64]bool{} // the boxes of lists with one
	for _, b := range bs[:start] {
		bylines[b.box] = bylines[b.box] || b.kind == atom.Li && namesOnly(b.text, o.Author)
	}
	kept := without(bs[:start], func(b block) bool {
		listed := b.kind == atom.Li && bylines[b.box] && len(b.text) <= longestTail
		return (listed || edge(b, o, h1)) && !(live && onlyTime(b))
	})
	kept = append(kept, bs[start:tail]...)
	kept = append(kept, footless(bs, tail, o)[tail:]...)
	for end = len(kept); end > 1 && endless(kept[end-1], o, h1) && !signs(kept, end-1) && !labelled(kept, end-1); {
		end--
	}
	return kept[:end]
}

// footless drops from the paragraphs from one on those about the author, and notes of the paper's.
func footless(bs []block, from int, o briefing.Options) []block {
	slanted := 10*italics(bs) >= mostItalic*size(bs)
	foot := without(bs[from:], func(b block) bool { return b.writer || bio(b, o.Author) || !slanted && b.isNote(o.Author) })
	return slices.Concat(bs[:from], foot)
}

// mostItalic is how many of ten bytes of a story are in italics, unless all of it is set so.
const mostItalic = 4

func italics(bs []block) (n int) {
	for _, b := range bs {
		n += b.italic
	}
	return n
}

// isNote reports whether a paragraph at the foot is the paper's own: it is in italics, and speaks to the reader or has an address to
// write to. A correction, which papers set alike, is not.
func (b block) isNote(author string) bool {
	if 10*b.italic < 9*len(b.text) || len(b.text) > 3*longestSign || notice.Tells(b.text) {
		return false
	}
	return (notice.Speaks(b.text) || mail().MatchString(b.text) || byline.Begins(b.text, author)) && !corrects().MatchString(b.text)
}

//go:embed corrections.txt
var correctionsText string

// mail matches an address to write to, and corrects what papers say of their mistakes.
var (
	mail     = pattern.Of(`[\w.+-]@[\w-]+\.\w`)
	corrects = pattern.Of(`(?i)(?:^|[^\pL])(?:` + strings.Join(sign.Expressions(correctionsText), "|") + `)`)
)

// below drops the byline and date between a paragraph that stands under the headline, as standfirsts do, and the story.
func below(bs []block, o briefing.Options) []block {
	first := 1 + slices.IndexFunc(bs[1:], block.tells)
	if first < 1 {
		return bs
	}
	head := without(bs[1:first], func(b block) bool { return !b.isHeading() && b.isMeta(o.Author) })
	return slices.Concat(bs[:1], head, bs[first:])
}

// isMeta reports whether b is a line with the author's name, or a date.
func (b block) isMeta(author string) bool {
	if b.sentence() || len(b.text) > longestEdge/2 || onlyTime(b) {
		return false
	}
	name := byline.Unlabelled(b.text)
	return author != "" && strings.HasPrefix(name, author) || b.dates()
}

// longestBio is how many paragraphs a box about the author has, without a class that says so.
const longestBio = 5

// aboutWriter returns the index of a line after the story that is only the author's name, over what is told about them; 0 for
// none. The name is known, or stands in a byline before the first of the story.
func aboutWriter(bs []block, start int, author string) int {
	for _, b := range bs[:start] {
		if author == "" && byline.Unlabelled(b.text) != b.text {
			author = byline.Named(b.text)
		}
	}
	for i := len(bs) - 1; author != "" && i > start && i >= len(bs)-longestBio; i-- {
		if plain.Same(bs[i].text, author) || isSigned(bs[i], author) {
			return i
		}
	}
	return 0
}

// isSigned reports whether b is the author's name with a post or place behind it.
func isSigned(b block, author string) bool {
	after, is := strings.CutPrefix(b.text, author)
	return is && !b.sentence() && len(b.text) <= longestEdge && strings.IndexAny(strings.TrimSpace(after), "(,|–—-") == 0
}

// signs reports whether line i stands in one paragraph with another short one, as two before it do: such pairs sign letters.
func signs(bs []block, i int) bool {
	pair := func(j int) bool {
		a, b := bs[j-1], bs[j]
		short := max(len(a.text), len(b.text)) <= longestSole
		return short && a.kind == atom.P && a.of == b.of && a.of > 0
	}
	signed := i > 0 && pair(i) || i+1 < len(bs) && pair(i+1)
	for j := 1; signed && j < i; j++ {
		if bs[j].of != bs[i].of && pair(j) {
			return true
		}
	}
	return false
}

// fewestLabelled is how many lines behind each other with a label show that they are the story's: “When: …”, “Where: …”.
const fewestLabelled = 3

// labelled reports whether line i is one of such lines that are set alike.
func labelled(bs []block, i int) bool {
	n := 0
	for ; i >= 0 && bs[i].look() == bs[n+i].look() && label().MatchString(bs[i].text); i-- {
		n++
	}
	return n >= fewestLabelled
}

// label matches a label with something behind it.
var label = pattern.Of(`^[\pL ]{2,24}: \S`)

// endless reports whether no story ends with b: it is a label, or a heading over what is gone.
func endless(b block, o briefing.Options, h1 string) bool {
	return len(b.text) <= longestTail && (b.isHeading() || edge(b, o, h1))
}

// fewestEntries is how many lines with only a time show that a page consists of entries, each below its time.
const fewestEntries = 3

func onlyTime(b block) bool { return clock().MatchString(b.text) }

// clock matches a time of day alone.
var clock = pattern.Of(`^(?i:\d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?(?: (?:gmt|utc|bst|cet|cest|[ecmp][sd]?t|ist))?)$`)

// edge reports whether a line beside the story is not part of it. Headings and list items may well be.
func edge(b block, o briefing.Options, h1 string) bool {
	if plain.Same(b.text, o.Title) || plain.Same(b.text, h1) {
		return true
	}
	if len(b.text) > longestEdge || b.sentence() && !stamped().MatchString(b.text) {
		return false
	}
	switch b.kind {
	case atom.H2, atom.H3, atom.H4, atom.H5, atom.Li, atom.Tr, atom.Td, atom.Dd, atom.Dt, atom.Blockquote:
		return namesOnly(b.text, o.Author) || b.isStamp()
	}
	by := byline.Unlabelled(b.text) != b.text
	if by && o.Author == "" {
		return false // package briefing reads it
	}
	byAuthor := by || o.Author != "" && strings.HasPrefix(b.text, o.Author)
	return byAuthor || len(b.text) <= longestTail || stamps().MatchString(b.text)
}

// isStamp reports whether a line says when something was written. In rows of tables years and times are what is told.
func (b block) isStamp() bool {
	return b.kind != atom.Tr && len(b.text) < longestEdge/2 && b.dates()
}

// dates reports whether a line has a date or a time, and few other words.
func (b block) dates() bool {
	if !stamps().MatchString(b.text) {
		return false
	}
	return len(saying().FindAllString(b.text, mostStamped+1)) <= mostStamped || publishing().MatchString(b.text) || changing().MatchString(b.text)
}

// saying matches words that are no month, day or label in most languages, and mostStamped is how many of them stand with a date.
var saying = pattern.Of(`(?:^|[^\pL])\p{Ll}{3,}`)

const mostStamped = 3

// namesOnly reports whether a line is the author's byline.
func namesOnly(line, author string) bool {
	return author != "" && (line == author || byline.In(line) == author)
}

func bio(b block, author string) bool {
	if len(b.text) > 3*longestSign {
		return false
	}
	may := hasAny(strings.ToLower(b.text), "reach", "contact", "follow", "mail", "@", "if you") // else bios matches nothing
	return may && bios().MatchString(b.text) || byline.Reaches(b.text, author) || byline.IsBiography(b.text, author)
}

// told takes the text in the page's JSON-LD as the publisher's word on where the article begins and ends. That text is often
// truncated or has lost its paragraphs, so the page's own blocks are preferred.
func told(body string, found, whole []block) []block {
	if len(body) > longestTold || len(whole) > mostTold {
		return found
	}
	parts := paragraphs(body)
	if 10*size(parts) < 6*size(found) || size(parts) < longestSign {
		return found
	}
	known := plain.Letters(join(parts))
	in := func(b block) bool { return strings.Contains(known, plain.Letters(b.text)) }
	start := slices.IndexFunc(found, in)
	if start >= 0 {
		end := len(found)
		for !in(found[end-1]) {
			end--
		}
		if cut := found[start:end]; 10*size(cut) >= 8*size(parts) {
			return cut
		}
	}
	if all := without(whole, func(b block) bool { return b.beside || !in(b) }); 10*size(all) >= 8*size(parts) && size(all) <= 2*size(parts) {
		return all
	}
	return parts
}

// jointures matches the end of one paragraph and the beginning of the next where a program has put them together without a space,
// as many do for JSON-LD; fewestJoined of them are no name such as Booking.Com.
var jointures = pattern.Of(`(\p{Ll}{2}[.!?…]["”’»]?)(["“‘«]?\p{Lu}\p{Ll})`)

const fewestJoined = 3

// paragraphs splits a text from JSON-LD, which may hold HTML, entities or line breaks.
func paragraphs(body string) []block {
	if strings.Contains(body, "</") {
		if doc, err := html.Parse(strings.NewReader(body)); err == nil {
			return without(blocks(doc), litter)
		}
	}
	body = html.UnescapeString(body)
	if at := jointures().FindAllStringIndex(body, -1); len(at) >= fewestJoined && !strings.Contains(body, "\n") {
		body = jointures().ReplaceAllString(body, "$1\n$2")
	}
	var bs []block
	for line := range strings.SplitSeq(body, "\n") {
		if text := plain.Fold(line); strings.ContainsFunc(text, plain.IsWord) {
			bs = append(bs, block{text: text, kind: atom.P})
		}
	}
	return without(bs, litter)
}
