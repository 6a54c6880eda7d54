package feed

import (
	_ "embed"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"lede/pattern"
	"lede/source/date"
	"lede/source/feed/gate"
)

// teaser returns the words of a description, or of a text, without what programs put around them.
func teaser(description, title, author string) string {
	text := words(description, captions)
	if text == "" {
		text = plain(description)
	}
	text, _ = trimmed(text, title, author)
	return text
}

// fewestListed is how many links to articles make a list.
const fewestListed = 2

// listsLinks reports whether a description is a list of links and hardly anything else, as aggregators write: headlines of others are
// no words of this article.
func listsLinks(description string) bool {
	if !strings.Contains(description, "<li") || !strings.Contains(description, "<a ") {
		return false
	}
	var items, led, linked, all, from int
	link, begins := false, false
	s := gate.Scan(description)
	for s.Next() {
		before := s.At()
		t, ok := s.Tag()
		if !ok {
			continue
		}
		if n := len(spaced(meant(description[from:before]))); n > 0 {
			all += n
			if link {
				linked += n
			}
			if begins && link {
				led++
			}
			begins = false
		}
		switch t.Name {
		case "a":
			link = !t.End
		case "li":
			if begins = !t.End; begins {
				items++
			}
		}
		from = s.At()
	}
	all += len(spaced(description[from:]))
	return items >= fewestListed && led == items && 3*linked >= 2*all
}

// Trim removes what programs put around an item's text: before it the title, the author and the date once more, after it a link
// to the rest, who sent it, and where it appeared. It also reports whether there is more of the article.
func (i Item) Trim(text string) (trim string, goesOn bool) { return trimmed(text, i.Title, i.Author) }

func trimmed(text, title, author string) (trim string, goesOn bool) {
	for range 5 {
		rest, leads := withoutLeftover(text, title)
		if rest = strings.TrimSpace(rest); rest == text {
			break
		}
		text, goesOn = rest, goesOn || leads
	}
	goesOn = goesOn || strings.HasSuffix(text, "…") || strings.HasSuffix(text, "...")
	return withoutHead(text, title, author), goesOn
}

// withoutHead removes the lines above a text that repeat other fields of the item. A text that has nothing else stays.
func withoutHead(text, title, author string) string {
	for from := text; ; {
		line, rest, more := strings.Cut(from, "\n")
		if !more {
			return from
		}
		writer := strings.EqualFold(byline().ReplaceAllString(line, ""), author)
		if !writer && !strings.EqualFold(line, title) && !date.Alone(line) && !isLeftover(line) {
			return from
		}
		from = strings.TrimLeft(rest, "\n")
	}
}

// leftoverLine matches a first or last line that is not part of the text, and tagLabel one over the words that it is filed under.
var (
	leftoverLine  = pattern.Of(`(?i)^(?:` + strings.Join(expressions(leftoverText), "|") + `)$`)
	tagLabel      = pattern.Of(`(?i)^(?:` + strings.Join(expressions(tagLabelsText), "|") + `) ?:?$`)
	leftoverHints = hintsOf("ppeared", "rschien", "apparu", "primero", "roviene", "primo", "primeiro", "verscheen", "först", "først", "ochodzi", "оявил", "явив", "riginally", "first ", "omments", "OMMENTS", "oints", " URL: ", "articipants", "ubmitted by", "u/", "quote post", "hare", "weet", "mail",
		"©", "opyright", "osted on", "osted by", "rivacy", "istener", "d choices", "ubscribe", "#", "redit", "ourtesy", "dd new", " to post", "reads")
)

//go:embed leftover.txt
var leftoverText string

//go:embed taglabels.txt
var tagLabelsText string

// expressions returns the lines of a file that are no comments.
func expressions(text string) (lines []string) {
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line[0] != '#' {
			lines = append(lines, line)
		}
	}
	return lines
}

const longestLeftover = 400 // of such a line, in letters

func isLeftover(line string) bool {
	return leftoverHints.in(line[:min(len(line), 4*longestLeftover)]) && utf8.RuneCountInString(line) <= longestLeftover && leftoverLine().MatchString(line)
}

var leftoverMark = []string{"[…]", "[...]", "[..]", "(more…)", "(more...)", "...more", "… more", "[more]"}

// onward matches the words of links to the whole article, as feed programs write them.
const onward = `(?:click here to |please )?(?:continue|keep) reading|(?:click (?:here )?to )?(?:read|see|view) (?:more(?: of (?:this|the) (?:story|article|post|entry|report)(?: (?:at|on|in) .{1,60})?)?|on|(?:the )?(?:full|whole|entire|complete|rest of (?:the|this))(?: (?:story|article|post|entry|report|topic))?(?: (?:at|on|in) .{1,60})?|(?:article|post|story|entry))|full (?:story|article)` +
	`|weiter ?lesen|mehr lesen|(?:zum|den ganzen|den vollständigen|ganzen) artikel(?: lesen)?|lire (?:la suite(?: de l[’']article)?|plus|l[’']article(?: complet)?)|en savoir plus` +
	`|leer más|(?:seguir|sigue|continuar|continúa) leyendo|ver más|(?:leia|ler|saiba|ver) mais|(?:continue|continuar) lendo|leggi (?:tutto|di più|ancora|l[’']articolo(?: completo)?)|continua (?:a leggere|la lettura)` +
	`|lees (?:meer|verder|het hele artikel)|läs (?:mer|hela artikeln)|les (?:mer|hele saken)|læs (?:mere|hele artiklen)|lue lisää|czytaj (?:dalej|więcej)|číst dále|celý článek|devamını oku` +
	`|читать (?:далее|дальше|полностью)|подробнее|читати (?:далі|більше)|докладніше|続きを(?:読む|見る)|(?:阅读|查看)(?:全文|更多|原文)|(?:閱讀|查看)(?:全文|更多|原文)|더 ?보기|계속 읽기` +
	`|(?:[اإ]قرأ|قراءة) (?:المزيد|أكثر|التفاصيل)|لقراءة المزيد|تابع القراءة|(?:קראו|קרא|לקרוא) עוד|להמשך (?:קריאה|הכתבה)|(?:और|आगे|पूरी ख़?बर) पढ़ें|আরও পড়ুন|மேலும் (?:படிக்க|வாசிக்க)|مزید پڑھیں|ادامه مطلب|بیشتر بخوانید|อ่าน(?:ต่อ|เพิ่มเติม)` +
	`|διαβάστε (?:περισσότερα|τη συνέχεια)|συνέχεια ανάγνωσης|(?:прочети|прочетете|виж) (?:още|повече)|pročitaj(?:te)? (?:više|još)|opširnije|čítať (?:ďalej|viac)|preberi(?:te)? več|citește (?:mai (?:mult|departe)|continuarea)|olvass tovább|tovább olvas\p{L}*|haberin devamı|xem thêm|đọc (?:tiếp|thêm)|(?:baca )?selengkapnya|loe (?:edasi|lähemalt)|skaityti (?:daugiau|toliau)|lasīt (?:vairāk|tālāk)|llegir més|continua llegint`

var (
	// leadsOn matches such a link after the end of a text, with its target in quotation marks or announced by a word.
	leadsOn = pattern.Of(`(?i)(?:` + onward + `)(?:\s*(?:["“”«‘'].*|:.*)|\s+(?:about|on|at|in|of|auf|bei|sur|dans|en|su|op|em|på|в|на)\s.{1,80}[→»›>]\s*)?[\s.…→»›>)\]]*$`)
	// onwardTo matches one followed by the title.
	onwardTo    = pattern.Of(`(?i)(?:` + onward + `)(?:\s+(?:about|of))?:?\s+`)
	onwardHints = hintsOf("reading", "Reading", "READING", "read", "Read", "READ", "view", "View", "see ", "See ", "ull ", "lesen", "rtikel", "lire", "Lire", "savoir", "leer", "Leer", "leyendo", " mais", "lendo", "eggi", "eggere", "ettura", "ver más", "Ver más",
		"lees", "Lees", "läs ", "Läs ", "les ", "Les ", "æs ", "lue ", "Lue ", "zytaj", "íst d", "elý č", "evamı", "итат", "одробнее", "окладніше", "続き", "全文", "更多", "原文", "보기", "읽기",
		"قر", "עוד", "להמשך", "पढ़ें", "পড়ুন", "மேலும்", "پڑھیں", "مطلب", "بخوانید", "อ่าน", "αβάστε", "υνέχεια", "още", "повече", "ročitaj", "pširnije", "ítať", "reberi", "itește", "ovább", "em thêm", "ọc ti", "ọc th", "elengkapnya", "oe edasi", "oe lähemalt", "kaityti", "asīt", "legir", "legint")
)

const longestEnd = 300 // bytes of a link after a text

// withoutLeftover removes one of them from the end, and reports whether it leads to the rest of the text.
func withoutLeftover(text, title string) (rest string, leads bool) {
	for _, mark := range leftoverMark {
		if rest, is := strings.CutSuffix(text, mark); is {
			return rest, true
		}
	}
	line := strings.LastIndexByte(text, '\n') + 1
	if isLeftover(text[line:]) {
		return text[:line], false
	}
	if tags := tagsAt(text); tags >= 0 {
		return text[:tags], false
	}
	from := max(line, len(text)-longestEnd)
	end := text[from:]
	if !onwardHints.in(end) {
		return text, false
	}
	if at := lastOnward(leadsOn(), end); at >= 0 {
		another := strings.Contains(end[at:], ":") // article
		return strings.TrimRight(text[:from+at], " ([|–—→>-"), !another
	}
	for _, m := range onwardTo().FindAllStringIndex(end, -1) {
		to := strings.TrimRight(end[m[1]:], " .…→»›>)]")
		if begins(end, m[0]) && len(to) > 3 && len(to) <= len(title) && strings.EqualFold(title[:len(to)], to) {
			return text[:from+m[0]], true
		}
	}
	return text, false
}

const (
	mostTags   = 12
	longestTag = 40 // bytes
)

// tagsAt returns where a text says what it is filed under, as the last it does: a label and a few words, a line each; -1 for nowhere.
func tagsAt(text string) int {
	end := len(text)
	for range mostTags {
		at := strings.LastIndexByte(text[:end], '\n')
		line := strings.TrimSpace(text[at+1 : end])
		if len(line) > longestTag || strings.HasSuffix(line, ".") {
			return -1
		}
		if end < len(text) && tagLabel().MatchString(line) {
			return at + 1
		}
		if at < 0 {
			return -1
		}
		end = at
	}
	return -1
}

// lastOnward returns where the link begins in the end of a text, -1 if there is none.
func lastOnward(link *regexp.Regexp, end string) int {
	for _, m := range link.FindAllStringIndex(end, -1) {
		if begins(end, m[0]) {
			return m[0]
		}
	}
	return -1
}

// begins reports whether a link may begin here: after the end of a sentence, or with a capital letter. Within a sentence, it is
// people who read more, and in quotation marks it is speech or a name.
func begins(end string, at int) bool {
	before := strings.TrimRight(end[:at], " ")
	if before == "" {
		return true
	}
	last, _ := utf8.DecodeLastRuneInString(before)
	first, _ := utf8.DecodeRuneInString(end[at:])
	behindWord := unicode.In(last, unicode.L, unicode.M, unicode.Nd)
	quoted := strings.ContainsRune("“„‚‘«»‹\"'", last) && len(before) == at && (at == len(string(last)) || strings.ContainsRune(" (\n", rune(before[at-len(string(last))-1])))
	switch {
	case quoted:
		return false
	case behindWord && len(before) == at && first < unicode.MaxLatin1: // within a word
		return false
	case unicode.IsUpper(first):
		return !behindWord || !strings.ContainsAny(end[at:], ":\"“”«‘'") // “He runs Full Story: a podcast” goes on
	}
	return !behindWord && last != ','
}
