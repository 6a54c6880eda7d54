package said

import (
	"strings"

	"lede/briefing/names"
	"lede/briefing/words"
)

// bodyMeant returns the name of the body that a description such as "the commission" or "the company" refers to, if the text before it
// names only one candidate: the European Commission, the only company. Otherwise it returns "".
func (a *attribution) bodyMeant(from, to int) string {
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
		if a.Names[n].Kind != names.OrgName || !strings.Contains(strings.ToLower(name), noun) {
			continue
		}
		if found != "" && name != found {
			return ""
		}
		found = name
	}
	return found
}

// onlyBody returns the only body named before token i in its sentence and the two before it.
func (a *attribution) onlyBody(i int) string {
	found := ""
	last := a.NamesBefore(a.Tokens[i].Start)
	for n := last; n >= 0 && last-n < mostBodies && a.Names[n].Sentence >= a.Tokens[i].Sentence-2; n-- {
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

// mayBeCompany reports whether name n may be a company's: a body's that is not a well-known organisation, or a name of
// unknown kind that opens its sentence before a verb: "Solvex will".
func (a *attribution) mayBeCompany(n int) bool {
	m := a.Names[n]
	switch m.Kind {
	case names.OrgName:
		return !a.Words.Organisations[a.At(m.Span)]
	case names.NoName:
		first := a.First[m.Sentence]
		return m.From == first && m.To < len(a.Tokens) && a.verbAt(m.To) && !words.Shouted(a.Word(m.From))
	}
	return false
}
