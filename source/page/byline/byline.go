// Package byline knows who wrote an article: the names in lines and meta elements, and what is told of those who have them.
//
// A line goes in, and names come out. The package refuses to know where on a page the line stands.
package byline

import (
	_ "embed"
	"slices"
	"strings"
	"sync"

	"lede/pattern"
	"lede/source/date"
	"lede/source/page/plain"
)

// marks part a line of what is said of an article: the author, the date, how long it takes to read.
var marks = []string{" | ", " / ", " • ", " · ", " — "}

// byWord matches what comes before an author’s name; English is told in the text, and package briefing reads it there.
var byWord = pattern.Of(`^(?i:byline:?(?:\s+by:?)?|by:?|von:?|por:?|par:?|di|door:?|autor(?:ka|in)?:|author:|auteur ?:|autore:|автор:|текст:|tekst:|text:|testo:|geschrieben von:?|escrito por:?|publié par|written by:?|(?:words|story|report(?:ed|ing)?|posted) by:?|words:)\s+|^(?:كتبت? ?:?|بقلم ?:?|إعداد ?:|מאת ?:?|लेखक ?:|लेखिका ?:|โดย ?:?|文 ?[:：/／]|撰文 ?[:：/／]?|作者 ?[:：]|記者 ?[:：/／]?|记者 ?[:：/／]?)\s*`)

// oneName matches the name of a person, in letters that have capitals.
var oneName = pattern.Of(`^\p{Lu}[\p{L}.'’-]*(?: (?:(?:de|da|do|dos|du|di|del|della|la|le|van|von|der|den|ten|ter|el|al|bin|y) )*\p{Lu}[\p{L}.'’-]*){1,3}$`)

// uncasedName matches the name of a person in letters that have none: of two to four words, or of a few signs.
var uncasedName = pattern.Of(`^(?:[\p{Arabic}\p{Hebrew}\p{Devanagari}\p{Bengali}\p{Tamil}\p{Thai}]+(?: [\p{Arabic}\p{Hebrew}\p{Devanagari}\p{Bengali}\p{Tamil}\p{Thai}]+){1,3}|[\p{Han}\p{Hangul}]{2,4}|[\p{Han}\p{Hiragana}\p{Katakana}]{1,5}[ ・][\p{Han}\p{Hiragana}\p{Katakana}]{1,6})$`)

// employed matches what follows a name: for whom it is written, or the writer's post.
var employed = pattern.Of(`(?i)(?: ?(?:기자|특파원|記者|记者)|\s+for (?:the )?\pL.*|\s*[,|–—-]\s*(?:[\pL ]* )?(?:staff|reporter|writer|correspondent|editor|contributor)\b.*)$`)

// Unlabelled returns a line without the word before an author's name, if it has one.
func Unlabelled(line string) string { return byWord().ReplaceAllString(line, "") }

// Named returns the name in a byline, "" when it is none.
func Named(byline string) string {
	byline = mailAddress().ReplaceAllString(Unlabelled(byline), "")
	byline = employed().ReplaceAllString(byline, "")
	if name, employer, more := strings.Cut(byline, ", "); more && !AreNames(employer) {
		byline = name
	}
	if AreNames(byline) || uncasedName().MatchString(byline) {
		return byline
	}
	return ""
}

// AmongDates returns the names in a line that has a date beside them, between marks; "" for any other.
func AmongDates(line string) (name string) {
	for _, mark := range marks {
		parts := strings.Split(line, mark)
		if len(parts) < 2 || len(line) > 2*LongestName || !slices.ContainsFunc(parts, date.Alone) {
			continue
		}
		for _, part := range parts {
			if AreNames(part) && !isPaper(part) {
				return part
			}
		}
	}
	return ""
}

// In returns the names in a byline, "" for any other line.
func In(line string) string {
	if len(line) > 2*LongestName {
		return ""
	}
	for _, mark := range marks {
		line, _, _ = strings.Cut(line, mark)
	}
	line = mailAddress().ReplaceAllString(line, "")
	names := Unlabelled(line)
	by := names != line || uncasedPost().MatchString(line)
	line = names
	if by {
		names = posted().ReplaceAllString(dated().ReplaceAllString(names, ""), "")
	}
	m := withPost().FindStringSubmatch(names)
	switch {
	case m != nil && isPaper(m[1]):
		return ""
	case m != nil:
		return m[1]
	case !by:
		return ""
	case AreNames(names):
		return names
	}
	return Named(line)
}

//go:embed papers.txt
var papersText string

var papers = sync.OnceValue(func() map[string]bool { return plain.Words(papersText) })

func isPaper(name string) bool {
	return slices.ContainsFunc(strings.Fields(strings.ToLower(name)), func(word string) bool { return papers()[word] })
}

// post is the last word of what a reporter is.
const post = `(?i:reporter|correspondent|writer|editor|journalist)`

// uncasedPost matches a line that is a name and the writer's post behind it.
var uncasedPost = pattern.Of(`^[\p{Han}\p{Hangul}]{2,4} ?(?:기자|특파원|記者|记者)$`)

// between turns what stands between two names into a comma.
var between = strings.NewReplacer(" and ", ", ", " & ", ", ", " und ", ", ", " et ", ", ", " e ", ", ", " y ", ", ", " en ", ", ", " och ", ", ", " og ", ", ", " ja ", ", ", " i ", ", ", " и ", ", ", " та ", ", ", " ve ", ", ")

// AreNames reports whether a text is names of people and nothing else: “Ann Bell, Tom Ek and Ida Kroll”.
func AreNames(text string) bool {
	if len(text) > LongestName {
		return false
	}
	for name := range strings.SplitSeq(between.Replace(text), ", ") {
		if !oneName().MatchString(name) {
			return false
		}
	}
	return true
}

// loginName matches user names of content systems.
var loginName = pattern.Of(`^[a-z0-9._-]*$`)

// mailAddress matches an address that stands behind a name.
var mailAddress = pattern.Of(`[\s,(]+[\w.+-]{1,64}@[\w.-]{3,64}\)?$`)

// Clean returns s if it names people: addresses of profiles and the site itself occur in the same places.
func Clean(s, site string) string {
	s, _, _ = strings.Cut(Unlabelled(s), " | ") // a date or an employer follows
	s = mailAddress().ReplaceAllString(s, "")
	if name, employer, more := strings.Cut(s, ", "); more && plain.Same(employer, site) {
		s = name
	}
	if m := withPost().FindStringSubmatch(s); m != nil && !isPaper(m[1]) {
		s = m[1]
	}
	named := strings.ContainsFunc(s, plain.IsWord) && !strings.EqualFold(s, site)
	address := loginName().MatchString(s) || strings.ContainsAny(s, "/@<>{}")
	if !named || address || len(s) > LongestName {
		return ""
	}
	return s
}

// LongestName is the longest list of authors, in bytes, that is not a sentence about them.
const LongestName = 120

// withPost matches a name of two words with the writer's post behind it, posted a post before a name, and dated the date behind one.
var (
	withPost = pattern.Of(`^(\p{Lu}[\p{L}.'’-]* \p{Lu}[\p{L}'’-]+),? (?:[\p{L}-]+ ){0,3}` + post + `$`)
	posted   = pattern.Of(`^(?:\p{Ll}[\p{L}-]* ){0,4}` + post + ` `)
	dated    = pattern.Of(`,? (?:on |at )?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)(?:day)?,? )?(?:(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.? )?\d.*$`)
)

// reaching matches the words before an author's name that say how to reach them.
var reaching = pattern.Of(`(?i)^(?:you can )?(?:contact|e-?mail|reach|call|follow|write to|message)\s+`)

// biography matches what is told of authors after their names.
var biography = pattern.Of(`(?i)^\s+(?:(?:is|was) (?:a|an|the|our|one|based|currently|editor)|covers|covered|joined|writes|wrote|edits|edited|reports (?:on|from|for)|works|worked|lives|has (?:covered|reported|written|been|worked)|est (?:journaliste|reporter)|es (?:periodista|redactora?)|ist (?:redakteur|journalist|reporter)(?:in)?|è (?:una? )?giornalista|é (?:jornalista|repórter))\b`)

// Reaches reports whether a text says how to reach an author.
func Reaches(text, authors string) bool {
	rest := reaching().ReplaceAllString(text, "")
	return len(rest) < len(text) && ofAny(authors, func(author string) bool {
		at, theirs := strings.CutPrefix(rest, author)
		return theirs && strings.ContainsAny(at, "@0123456789")
	})
}

// IsBiography reports whether a text tells of an author, by the full or the first name.
func IsBiography(text, authors string) bool {
	return ofAny(authors, func(author string) bool {
		given, _, _ := strings.Cut(author, " ")
		surname := author[strings.LastIndexByte(author, ' ')+1:]
		return strings.HasPrefix(text, author+" is ") || slices.ContainsFunc([]string{author, given, surname}, func(name string) bool {
			known := name != "" && len(name) < len(text) && strings.EqualFold(text[:len(name)], name)
			return known && biography().MatchString(text[len(name):])
		})
	})
}

// Begins reports whether a text begins with an author's name.
func Begins(text, authors string) bool {
	return ofAny(authors, func(author string) bool { return strings.HasPrefix(text, author+" ") })
}

// ofAny reports whether something is true of one of the names in a byline.
func ofAny(authors string, is func(author string) bool) bool {
	names := between.Replace(authors)
	return authors != "" && slices.ContainsFunc(strings.Split(names, ", "), is)
}
