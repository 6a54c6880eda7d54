package words

import "strings"

// Callings that no list has are recognised by their endings. How far an ending can be trusted depends on where the word
// stands, so there are several lists of endings.

// Scholarly reports whether a word ends like a scholarly calling, of which there are too many to list: "-ologist".
func (v *Vocabulary) Scholarly(w string) bool { return hasEnding(w, v.ScholarlyEndings) }

// Abstract reports whether a word ends like a noun for a state or a deed: "resignation".
func (v *Vocabulary) Abstract(w string) bool { return hasEnding(w, v.AbstractEndings) }

// Agent reports whether a lower-case word ends like an occupation: "harbourmaster", "cellist".
func (v *Vocabulary) Agent(w string) bool {
	for _, e := range v.CallingEndings {
		if len(w) > len(e)+2 && strings.HasSuffix(w, e) {
			return true
		}
	}
	return false
}

// Does reports whether a word, as it is written, says what somebody is: a role, or in small letters a trade.
func (v *Vocabulary) Does(written, lower string) bool {
	return v.Role(lower) || written == lower && v.Trades[lower]
}

// MayBeAgent reports whether a word may say what somebody is: it is a listed calling, or ends like most callings, as many
// other words do.
func (v *Vocabulary) MayBeAgent(w string) bool {
	return v.Callings[w] || len(w) >= 6 && hasEnding(w, v.AgentEndings)
}

// PluralRole reports whether a word says what several people are: "ministers".
func (v *Vocabulary) PluralRole(w string) bool {
	one, ok := strings.CutSuffix(w, "s")
	return ok && len(one) > 4 && (v.Role(one) || v.Trades[one])
}

// SeveralMen reports whether a word is a role in the plural that does not end in "s": "fishermen", "policewomen".
func (v *Vocabulary) SeveralMen(w string) bool {
	one, ok := strings.CutSuffix(w, "men")
	return ok && v.Role(one+"man")
}

// OfRole reports whether a word may stand before the noun of a role and belong to it: "former", "works" of "works director".
func (v *Vocabulary) OfRole(w string) bool { return v.Modifiers[w] || v.Departments[w] }

// CompoundRole reports whether the last part of a compound is a role, "vice-president", and the first no number, as in "ten-man".
func (v *Vocabulary) CompoundRole(w string) bool {
	last := AfterHyphen(w)
	if last == w {
		return false
	}
	first := w[:strings.IndexAny(w, "-‐")]
	_, counted := v.Cardinals[first]
	return v.Roles[last] && !counted
}

// RoleInCharge reports whether a word is a role with its charge behind it: "officer-in-charge", "writer-in-residence".
func (v *Vocabulary) RoleInCharge(w string) bool {
	role, _, ok := strings.Cut(w, "-in-")
	if !ok {
		role, _, ok = strings.Cut(w, "-at-")
	}
	return ok && v.Roles[role]
}

// ParentOf reports whether a word says whose parent somebody is by how many children: "mother-of-two".
func (v *Vocabulary) ParentOf(w string) bool {
	parent, number, ok := strings.Cut(w, "-of-")
	return ok && number != "" && !strings.Contains(number, "-") && v.Parents[parent]
}

// Thing reports whether a word is a noun for a thing, or for several, that is not a surname.
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
