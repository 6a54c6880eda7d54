package feed

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"lede/pattern"
)

// teaser is the words of a description, or of a text, without what programs put around them: before them the title, the writer and
// the date once more, behind them a link to the rest, who sent it, and where it appeared.
func teaser(description, title, author string) string {
	text := words(description, captions)
	if text == "" {
		text = plain(description)
	}
	for range 3 {
		rest := strings.TrimSpace(withoutLeftover(text, title))
		if rest == text {
			break
		}
		text = rest
	}
	return withoutHead(text, title, author)
}

// withoutHead takes off the lines above a text that say what the item says elsewhere. A text that is nothing else stays.
func withoutHead(text, title, author string) string {
	for from := text; ; {
		line, rest, more := strings.Cut(from, "\n")
		if !more {
			return from
		}
		again := strings.EqualFold(line, title) || strings.EqualFold(line, author) || dateAlone(line)
		if !again {
			return from
		}
		from = rest
	}
}

const longestDate = 40 // bytes of a line that is a date and nothing else

var aYear = pattern.Of(`(?:^|\D)(?:19|20)\d\d(?:\D|$)`)

// dateAlone tells a line that is a date, with the day of the week, the month and the zone for its only words.
func dateAlone(line string) bool {
	if len(line) > longestDate || !aYear().MatchString(line) || len(word().FindAllString(line, 4)) > 3 {
		return false
	}
	numbers := slashes().MatchString(strings.TrimLeftFunc(line, isNoDigit))
	return numbers || !parseDate(line).IsZero()
}

func isNoDigit(r rune) bool { return !unicode.IsDigit(r) }

// leftoverLine is a last line that is none of the text's.
var leftoverLine = pattern.Of(`(?i)^(?:the post .{1,300} (?:appeared first on|first appeared on) .{1,200}|.{1,300} was originally published in .{1,200} on medium, where .{1,200}|` +
	`comments|(?:submitted by )?/?u/[\w-]{1,40}(?: (?:to )?/?r/\w{1,40})?|\[link\] \[comments\])$`)

var leftoverMark = []string{"[…]", "[...]", "[..]", "(more…)", "(more...)"}

// onward are the words of links to the whole article, as the programs behind feeds have them.
const onward = `(?:click here to |please )?(?:continue|keep) reading|(?:click (?:here )?to )?(?:read|see|view) (?:more|on|(?:the )?(?:full|whole|entire|complete|rest of (?:the|this))(?: (?:story|article|post|entry|report))?|(?:article|post|story|entry))|full (?:story|article)` +
	`|weiter ?lesen|mehr lesen|(?:zum|den ganzen|den vollständigen|ganzen) artikel(?: lesen)?|lire (?:la suite(?: de l[’']article)?|plus|l[’']article(?: complet)?)|en savoir plus` +
	`|leer más|(?:seguir|sigue|continuar|continúa) leyendo|ver más|(?:leia|ler|saiba|ver) mais|(?:continue|continuar) lendo|leggi (?:tutto|di più|ancora|l[’']articolo(?: completo)?)|continua (?:a leggere|la lettura)` +
	`|lees (?:meer|verder|het hele artikel)|läs (?:mer|hela artikeln)|les (?:mer|hele saken)|læs (?:mere|hele artiklen)|lue lisää|czytaj (?:dalej|więcej)|číst dále|celý článek|devamını oku` +
	`|читать (?:далее|дальше|полностью)|подробнее|читати (?:далі|більше)|докладніше|続きを読む|阅读(?:全文|更多)|閱讀(?:全文|更多)|더 ?보기|계속 읽기`

var (
	// leadsOn is such a link behind the end of a text, with what it leads to: in quotation marks, or announced by a word.
	leadsOn = pattern.Of(`(?i)(?:` + onward + `)(?:\s*(?:["“”«‘'].*|:.*)|\s+(?:about|on|at|in|of|auf|bei|sur|dans|en|su|op|em|på|в|на)\s.{1,80}[→»›>]\s*)?[\s.…→»›>)\]]*$`)
	// onwardTo is one with the title behind it.
	onwardTo    = pattern.Of(`(?i)(?:` + onward + `)(?:\s+(?:about|of))?:?\s+`)
	onwardHints = hintsOf("reading", "Reading", "READING", "read", "Read", "READ", "view", "View", "see ", "See ", "ull ", "lesen", "rtikel", "lire", "Lire", "savoir", "leer", "Leer", "leyendo", " mais", "lendo", "eggi", "eggere", "ettura", "ver más", "Ver más",
		"lees", "Lees", "läs ", "Läs ", "les ", "Les ", "æs ", "lue ", "Lue ", "zytaj", "íst d", "elý č", "evamını", "итат", "одробнее", "окладніше", "続き", "阅读", "閱讀", "보기", "읽기")
)

const longestEnd = 300 // bytes of a link behind a text

// withoutLeftover takes one of them off the end.
func withoutLeftover(text, title string) string {
	for _, mark := range leftoverMark {
		if rest, is := strings.CutSuffix(text, mark); is {
			return rest
		}
	}
	line := strings.LastIndexByte(text, '\n') + 1
	if leftoverLine().MatchString(text[line:]) {
		return text[:line]
	}
	from := max(line, len(text)-longestEnd)
	end := text[from:]
	if !onwardHints.in(end) {
		return text
	}
	if at := lastOnward(leadsOn(), end); at >= 0 {
		return strings.TrimRight(text[:from+at], " ([|–—→>-")
	}
	for _, m := range onwardTo().FindAllStringIndex(end, -1) {
		to := strings.TrimRight(end[m[1]:], " .…→»›>)]")
		if begins(end, m[0]) && len(to) > 3 && len(to) <= len(title) && strings.EqualFold(title[:len(to)], to) {
			return text[:from+m[0]]
		}
	}
	return text
}

// lastOnward is where the link begins in the end of a text, -1 where there is none.
func lastOnward(link *regexp.Regexp, end string) int {
	for _, m := range link.FindAllStringIndex(end, -1) {
		if begins(end, m[0]) {
			return m[0]
		}
	}
	return -1
}

// begins tells whether a link may begin here: behind the end of a sentence, or with a capital letter. Within one, people read more.
func begins(end string, at int) bool {
	before := strings.TrimRight(end[:at], " ")
	if before == "" {
		return true
	}
	last, _ := utf8.DecodeLastRuneInString(before)
	first, _ := utf8.DecodeRuneInString(end[at:])
	behindWord := unicode.IsLetter(last) || unicode.IsDigit(last)
	switch {
	case behindWord && len(before) == at && first < unicode.MaxLatin1: // within a word
		return false
	case unicode.IsUpper(first):
		return true
	}
	return !behindWord && last != ','
}
