package filter

import (
	"maps"
	"regexp/syntax"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"lede/problem"
)

// Read parses a filter as people type it: rules separated by commas or line breaks, or with the operators of search engines. A repeated
// rule counts once.
func Read(typed string) (Filter, error) {
	f, err := read(typed, MaxText, searched)
	if len(f.String()) > MaxText { // with the spaces and kinds that were left out, and it may be typed again as it is shown
		return Filter{}, tooLong()
	}
	return f, err
}

func tooLong() error { return problem.New("filter.too-long", "most", MaxText) }

// read parses the rules between commas and line breaks of a text of so many bytes at most.
func read(typed string, most int, rulesIn func(term string) ([]string, error)) (Filter, error) {
	if len(typed) > most {
		return Filter{}, tooLong()
	}
	if !utf8.ValidString(typed) {
		return Filter{}, problem.New("filter.no-text")
	}
	var f Filter
	for _, term := range terms(typed) {
		list, err := rulesIn(term)
		if err != nil {
			return Filter{}, err
		}
		for _, one := range list {
			r, err := readRule(one)
			if err != nil {
				return Filter{}, err
			}
			if !slices.Contains(f.Rules, r) {
				f.Rules = append(f.Rules, r)
			}
		}
	}
	if len(f.Rules) > MaxRules {
		return Filter{}, problem.New("filter.too-many", "most", MaxRules)
	}
	_, err := f.Compile()
	return f, err
}

// terms splits what was typed at commas and line breaks, except within a pattern.
func terms(typed string) (list []string) {
	for rest := typed; rest != ""; {
		end := strings.IndexAny(rest, ",\n")
		if end < 0 {
			end = len(rest)
		}
		if at := opens(rest); at >= 0 {
			end = at + closes(rest[at:])
		}
		if term := strings.TrimSpace(rest[:end]); term != "" {
			list = append(list, term)
		}
		rest = rest[min(end+1, len(rest)):]
	}
	return list
}

// searched returns the rules in a term typed by those who know search engines: they write “OR” for a comma and “NOT” for a dash. A
// pattern is left unchanged.
func searched(term string) (list []string, err error) {
	if term = dashed(term); opens(term) >= 0 {
		return []string{term}, nil
	}
	term = strings.Join(strings.Fields(term), " ")
	if strings.Contains(term, " AND ") {
		return nil, problem.New("filter.and")
	}
	for one := range strings.SplitSeq(term, " OR ") {
		list = append(list, dashed(one))
	}
	return list, nil
}

func dashed(term string) string {
	if rest, not := strings.CutPrefix(term, wordNot); not {
		return "-" + rest
	}
	return term
}

const wordNot = "NOT "

// opens returns the index of the slash that begins a pattern; -1 if the term does not begin with a pattern.
func opens(rest string) int {
	begin := strings.TrimLeftFunc(rest, unicode.IsSpace)
	begin = strings.TrimLeftFunc(strings.TrimPrefix(begin, "-"), unicode.IsSpace)
	if strings.HasPrefix(begin, "/") {
		return len(rest) - len(begin)
	}
	return -1
}

// closes returns the length of a pattern, from its slash to the one that ends its term; if there is none, to the comma.
func closes(pattern string) int {
	for i := 1; i < len(pattern); i++ {
		if pattern[i] != '/' || pattern[i-1] == '\\' {
			continue
		}
		after := strings.TrimLeft(pattern[i+1:], " \t\r")
		if after == "" || after[0] == ',' || after[0] == '\n' {
			return len(pattern) - len(after)
		}
	}
	if i := strings.IndexAny(pattern, ",\n"); i >= 0 {
		return i
	}
	return len(pattern)
}

// readRule reads one rule.
func readRule(term string) (Rule, error) {
	r := Rule{Kind: Words}
	if rest, ok := cutDash(term); ok {
		r.Not, term = true, rest
	}
	if len(term) > maxValue {
		return r, problem.New("filter.rule-too-long", "rule", short(term), "most", maxValue)
	}
	if strings.HasPrefix(term, "/") {
		return readPattern(r, term)
	}
	if name, value, ok := strings.Cut(term, ":"); ok {
		kind := Kind(strings.ToLower(strings.TrimSpace(name)))
		switch named := []Kind{Words, Person, Place, Language}; {
		case kind == "people":
			kind = Person
			fallthrough
		case slices.Contains(named, kind):
			r.Kind, term = kind, value
		default:
			if near := problem.Nearest(string(kind), []string{"words", "person", "people", "place", "language"}); near != "" {
				return r, problem.New("filter.kind-unknown", "kind", short(string(kind)), "nearest", near)
			}
		}
	}
	return readValue(r, term)
}

// cutDash removes the sign for unwanted from a rule.
func cutDash(term string) (rest string, ok bool) {
	for _, dash := range []string{"-", "–", "−"} {
		if rest, ok := strings.CutPrefix(term, dash); ok {
			return strings.TrimSpace(rest), true
		}
	}
	return term, false
}

func readPattern(r Rule, term string) (Rule, error) {
	expression, ended := strings.CutSuffix(term[1:], "/")
	if !ended || expression == "" {
		return r, problem.New("filter.pattern-open", "rule", short(term))
	}
	r.Kind, r.Value = Pattern, expression
	return r, nil
}

func readValue(r Rule, value string) (Rule, error) {
	r.Value = strings.Join(strings.Fields(trimmed(value)), " ")
	if r.Kind == Language {
		code, ok := languageCode(r.Value)
		if !ok {
			return r, problem.New("filter.language-unknown", "language", short(r.Value))
		}
		r.Value = code
		return r, nil
	}
	if p := phraseOf(r.Value); p.empty() {
		return r, problem.New("filter.rule-empty", "rule", short(r.String()))
	} else if p.begins && utf8.RuneCountInString(p.tokens[len(p.tokens)-1]) < minBeginning {
		return r, problem.New("filter.beginning-short", "rule", short(r.String()), "least", minBeginning)
	}
	return r, nil
}

// trimmed returns a value without the spaces and quotation marks around it.
func trimmed(value string) string {
	return strings.TrimFunc(value, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(`"“”„«»`, r) })
}

// languages are the codes of languages by their English names.
var languages = map[string]string{
	"arabic": "ar", "bulgarian": "bg", "catalan": "ca", "chinese": "zh", "croatian": "hr", "czech": "cs", "danish": "da", "dutch": "nl",
	"english": "en", "estonian": "et", "finnish": "fi", "french": "fr", "german": "de", "greek": "el", "hebrew": "he", "hindi": "hi",
	"hungarian": "hu", "indonesian": "id", "italian": "it", "japanese": "ja", "korean": "ko", "latvian": "lv", "lithuanian": "lt",
	"norwegian": "no", "persian": "fa", "polish": "pl", "portuguese": "pt", "romanian": "ro", "russian": "ru", "serbian": "sr",
	"slovak": "sk", "slovenian": "sl", "spanish": "es", "swedish": "sv", "thai": "th", "turkish": "tr", "ukrainian": "uk",
	"urdu": "ur", "vietnamese": "vi",
}

// languageCode parses a language, given as its code or its English name.
func languageCode(typed string) (code string, ok bool) {
	typed = strings.ToLower(typed)
	if code, ok := languages[typed]; ok {
		return code, true
	}
	typed = primary(typed)
	return typed, slices.Contains(slices.Collect(maps.Values(languages)), typed)
}

// primary returns the primary language of a code such as "en-GB".
func primary(code string) string {
	code, _, _ = strings.Cut(strings.ToLower(code), "-")
	code, _, _ = strings.Cut(code, "_")
	return code
}

// cost estimates how many instructions an expression compiles to, before it is compiled.
func cost(re *syntax.Regexp) int {
	n := 1
	switch re.Op {
	case syntax.OpLiteral:
		n = len(re.Rune)
	case syntax.OpCapture:
		n = 2
	}
	for _, sub := range re.Sub {
		n += cost(sub)
	}
	if re.Op == syntax.OpRepeat {
		n *= max(re.Min+1, re.Max, 1)
	}
	return min(n, 1<<20) // nested repetitions multiply
}

// short keeps a person's words short enough to be shown.
func short(s string) string {
	const most = 60
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return string([]rune(s)[:most-1]) + "…"
}
