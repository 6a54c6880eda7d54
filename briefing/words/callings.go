package words

import "strings"

// Callings that no list has are told by their endings; how far an ending may be trusted depends on where the word
// stands.

// Scholarly reports whether a word is a calling by its ending: there are too many to list.
func (v *Vocabulary) Scholarly(w string) bool { return hasEnding(w, v.ScholarlyEndings) }

// Agent reports whether a word in small letters says by its ending what somebody does: "harbourmaster", "cellist".
func (v *Vocabulary) Agent(w string) bool {
	for _, e := range v.CallingEndings {
		if len(w) > len(e)+2 && strings.HasSuffix(w, e) {
			return true
		}
	}
	return false
}

// MayBeAgent reports whether a word may say what somebody is: it is listed as such, or ends as the names of most callings do, and
// as many other words.
func (v *Vocabulary) MayBeAgent(w string) bool {
	return v.Callings[w] || len(w) >= 6 && hasEnding(w, v.AgentEndings)
}

// PluralRole reports whether a word says what several people are: "ministers".
func (v *Vocabulary) PluralRole(w string) bool {
	one, ok := strings.CutSuffix(w, "s")
	return ok && len(one) > 4 && v.Role(one)
}

// Thing reports whether a word is the noun of a thing, or of several, that is nobody's surname.
func (v *Vocabulary) Thing(w string) bool {
	if v.Things[w] {
		return true
	}
	for _, plural := range [][2]string{{"ies", "y"}, {"es", ""}, {"s", ""}} {
		if one, ok := strings.CutSuffix(w, plural[0]); ok && (v.Things[one+plural[1]] || v.PluralThings[one+plural[1]]) {
			return true
		}
	}
	return false
}

// Role reports whether a word is a noun that says what somebody is, and says enough.
func (v *Vocabulary) Role(w string) bool { return v.Roles[w] && !v.BareRoles[w] }

func hasEnding(w string, endings List) bool {
	for _, e := range endings {
		if strings.HasSuffix(w, e) {
			return true
		}
	}
	return false
}
