package filter

import (
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
	"unicode"

	"lede/briefing/words"
	"lede/problem"
)

const (
	maxRead      = 20_000 // bytes of a text searched for words
	maxSearched  = 4_000  // bytes of a text searched for patterns
	minBeginning = 3      // letters before a star
	minPlural    = 4      // letters of a word that also matches its plural
)

// Item is what a filter looks at. Unknown fields are left empty.
type Item struct {
	Title, Text    string
	Language       string // ISO 639-1 code
	People, Places []string
	Tags           []string
}

// Reason is why an item passes or is held.
type Reason string

// The reasons.
const (
	Unruled  Reason = "unruled"  // passes: no rule speaks against it, and none has to speak for it
	Wanted   Reason = "wanted"   // passes: a wanted rule matches
	Unwanted Reason = "unwanted" // held: an unwanted rule matches
	Missing  Reason = "missing"  // held: none of the wanted rules matches
	Foreign  Reason = "foreign"  // held: its language is none of the wanted ones
)

// Verdict is a filter's decision about an item.
type Verdict struct {
	Passes bool
	Reason Reason
	Rule   *Rule // the rule that decided; nil if none did
}

// Matcher is a compiled filter. It is safe for concurrent use.
type Matcher struct {
	rules []compiled
}

type compiled struct {
	Rule
	phrase  phrase         // of words, a person or a place
	pattern *regexp.Regexp // of a pattern
}

// Compile compiles a filter. It fails when a pattern cannot be parsed, or costs too much.
func (f Filter) Compile() (*Matcher, error) {
	m, spent := &Matcher{}, 0
	for _, r := range f.Rules {
		c := compiled{Rule: r}
		switch r.Kind {
		case Words, Person, Place:
			c.phrase = phraseOf(r.Value)
		case Pattern:
			tree, err := syntax.Parse(r.Value, syntax.Perl|syntax.FoldCase)
			if err != nil {
				return nil, problem.New("filter.pattern-wrong", "rule", short(r.String())).Because(err)
			}
			if spent += cost(tree); spent > maxCost {
				return nil, problem.New("filter.pattern-costly", "rule", short(r.String()))
			}
			if c.pattern, err = regexp.Compile("(?i:" + r.Value + ")"); err != nil {
				return nil, problem.New("filter.pattern-wrong", "rule", short(r.String())).Because(err)
			}
		}
		m.rules = append(m.rules, c)
	}
	return m, nil
}

// Explain returns the verdict on an item: whether it passes, and which rule decided.
func (m *Matcher) Explain(i Item) Verdict {
	r := readItem(i)
	var wanted *Rule
	asked, spoken, known := false, false, false // for a subject; for a language; and whether the item may be in it
	for n := range m.rules {
		rule := &m.rules[n]
		matches := rule.matches(r)
		switch {
		case rule.Not && matches:
			return Verdict{false, Unwanted, &rule.Rule}
		case rule.Not:
		case rule.Kind == Language:
			// An item whose language is unknown cannot be said to be in another language.
			spoken, known = true, known || matches || i.Language == ""
		default:
			asked = true
			if matches && wanted == nil {
				wanted = &rule.Rule
			}
		}
	}
	switch {
	case spoken && !known:
		return Verdict{false, Foreign, nil}
	case asked && wanted == nil:
		return Verdict{false, Missing, nil}
	case asked:
		return Verdict{true, Wanted, wanted}
	}
	return Verdict{true, Unruled, nil}
}

// readable is an item as the rules look at it.
type readable struct {
	Item
	tokens []string // of everything searched for words; "" between one piece and the next
	whole  string   // the same in lower case, for scripts without spaces
	people [][]string
	places [][]string
}

func readItem(i Item) readable {
	r := readable{Item: i}
	i.Text = cut(i.Text, maxRead)
	for _, piece := range append([]string{cut(i.Title, maxRead), i.Text}, i.Tags...) {
		r.tokens = append(append(r.tokens, tokens(piece)...), "")
		r.whole += strings.ToLower(piece) + "\n"
	}
	for _, name := range i.People {
		r.people = append(r.people, tokens(name))
	}
	for _, name := range i.Places {
		r.places = append(r.places, tokens(name))
	}
	return r
}

func (c *compiled) matches(r readable) bool {
	switch c.Kind {
	case Person:
		return slices.ContainsFunc(r.people, func(name []string) bool { return c.phrase.names(name) })
	case Place:
		return slices.ContainsFunc(r.places, func(name []string) bool { return c.phrase.in(name, false) })
	case Pattern:
		return c.pattern.MatchString(r.Title) || c.pattern.MatchString(cut(r.Text, maxSearched))
	case Language:
		return r.Language != "" && primary(r.Language) == c.Value
	}
	if c.phrase.dense != "" {
		return strings.Contains(r.whole, c.phrase.dense)
	}
	return c.phrase.in(r.tokens, true)
}

// phrase is a sequence of words to look for.
type phrase struct {
	tokens []string
	begins bool   // the last word is a prefix
	dense  string // the words as they are, in scripts without spaces
}

func phraseOf(value string) phrase {
	p := phrase{tokens: tokens(value), begins: strings.HasSuffix(value, "*")}
	if strings.ContainsFunc(value, unspaced) {
		p.dense, p.begins = strings.ToLower(strings.TrimSuffix(value, "*")), false
	}
	return p
}

func (p phrase) empty() bool { return len(p.tokens) == 0 }

// in reports whether the words occur in this order among others. inflected also matches plurals.
func (p phrase) in(text []string, inflected bool) bool {
	for at := 0; at+len(p.tokens) <= len(text); at++ {
		if p.at(text[at:], inflected) {
			return true
		}
	}
	return false
}

func (p phrase) at(text []string, inflected bool) bool {
	for i, want := range p.tokens {
		has := text[i]
		last := i == len(p.tokens)-1
		same := want == has || p.begins && last && strings.HasPrefix(has, want)
		if !same && !(inflected && plural(want, has)) {
			return false
		}
	}
	return len(p.tokens) > 0
}

// names reports whether the words name a person: in full, in part ("Quill" for "Ada Quill"), or by the last name if the article uses it
// alone.
func (p phrase) names(name []string) bool {
	if len(name) == 0 {
		return false
	}
	n := len(p.tokens)
	return p.in(name, false) || len(name) < n && slices.Equal(p.tokens[n-len(name):], name)
}

// plural reports whether one of two words is the other with the ending of a plural.
func plural(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	return len(a) >= minPlural && words.ASCII(b) && (b == a+"s" || b == a+"es")
}

// tokens are the words of a text, in one spelling.
func tokens(s string) []string {
	return strings.FieldsFunc(words.Fold(s), func(r rune) bool { return !words.Letter(r) })
}

// unspaced reports whether a letter belongs to a script without spaces between words, or endings of any kind.
func unspaced(r rune) bool {
	return r >= 0x0E00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

// cut returns a text's first bytes, in whole characters.
func cut(s string, most int) string { return strings.ToValidUTF8(s[:min(len(s), most)], "") }
