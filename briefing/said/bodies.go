package said

import (
	"strings"

	"lede/briefing/names"
	"lede/briefing/text"
	"lede/briefing/words"
)

// bodyMeant returns the name of the body that a description such as "the commission" or "the company" refers to, if the text before it
// names only one candidate: the European Commission, the only company. Otherwise it returns "".
func (a *attribution) bodyMeant(from, to int) string {
	if to-from == 3 && a.Lower(from) == "the" && words.AfterHyphen(a.Lower(from+1)) == "based" && a.Words.AnyBody[a.Lower(from+2)] {
		return a.onlyBody(from) // "the Leeds-based vendor"
	}
	if to-from != 2 || a.Lower(from) != "the" || !a.Words.Bodies[a.Lower(from+1)] {
		return ""
	}
	if noun := a.Lower(from + 1); !a.Words.AnyBody[noun] {
		return a.bodyCalled(noun, from)
	}
	return a.onlyBody(from)
}

// mostBodies bounds how many names before a description are looked at.
const mostBodies = 60

// bodyCalled returns the body named before token i with the given noun in its name, if all such names are of one body.
func (a *attribution) bodyCalled(noun string, i int) string {
	found := ""
	last := a.NamesBefore(a.Tokens[i].Start)
	for n := last; n >= 0 && last-n < mostBodies; n-- {
		name := a.At(a.Names[n].Span)
		if a.Names[n].Kind != names.OrgName || headOf(name) != noun {
			continue
		}
		if found != "" && name != found {
			return ""
		}
		found = name
	}
	return found
}

// headOf returns the noun of a body's name, in small letters: "bank" of "Bank of Weir", "commission" of "Harbour Commission".
func headOf(name string) string {
	fields := strings.Fields(strings.ToLower(name))
	for i := 1; i < len(fields); i++ {
		if words.Lexicon().Prepositions[fields[i]] {
			return fields[i-1]
		}
	}
	if len(fields) == 0 {
		return ""
	}
	return fields[len(fields)-1]
}

// onlyBody returns the only company named before token i, in its sentence and the two before it, and under no heading above.
func (a *attribution) onlyBody(i int) string {
	found := ""
	last := a.NamesBefore(a.Tokens[i].Start)
	for n := last; n >= 0 && last-n < mostBodies && a.Names[n].Sentence >= a.Tokens[i].Sentence-2; n-- {
		if a.headed(a.Names[n].Sentence, a.Tokens[i].Sentence) {
			break
		}
		if !a.mayBeCompany(n) {
			continue
		}
		if name := a.At(a.Names[n].Span); found == "" || name == found {
			found = name
		} else {
			return ""
		}
	}
	return found
}

// headed reports whether a heading comes after one sentence and before another, as one does between items.
func (a *attribution) headed(from, to int) bool {
	for s := from + 1; s < to; s++ {
		if p := a.Sentences[s].Paragraph; p < len(a.Paragraphs) && a.Paragraphs[p].Kind == text.Heading {
			return true
		}
	}
	return false
}

// mayBeCompany reports whether name n may be a company's: a body's that is neither well known, unless its sentence is about
// it, nor public, or a name of unknown kind that opens its sentence before a verb: "Solvex will".
func (a *attribution) mayBeCompany(n int) bool {
	m := a.Names[n]
	first := a.First[m.Sentence]
	opens := m.From == first && m.To+1 < len(a.Tokens) && (a.verbAt(m.To) || a.basedBehind(m.To))
	switch m.Kind {
	case names.OrgName:
		return !a.publicBody(m) && (opens || !a.Words.Organisations[a.At(m.Span)])
	case names.NoName:
		return opens && !words.Shouted(a.Word(m.From))
	}
	return false
}

// basedBehind reports whether a comma at token i leads to where a firm has its seat: "Halvor, based in Leeds,".
func (a *attribution) basedBehind(i int) bool { return a.Lower(i) == "," && a.Lower(i+1) == "based" }

// publicBody reports whether a body's name says that it is no company: "Weir Council", "University of Weir".
func (a *attribution) publicBody(m names.Name) bool {
	for i := m.From; i < m.To; i++ {
		if a.Words.PublicBodies[a.Lower(i)] {
			return true
		}
	}
	return false
}
