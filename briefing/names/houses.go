package names

import (
	"strings"

	"lede/briefing/words"
)

// Houses, firms and papers that bear a person's name and are told by where the name stands: nobody works at a person. These signs count as those
// of goods do, for the whole article and only where nothing shows a person.

// longestAim is how many words may stand between what is done to somebody and "at": "threw a bottle at Ann Lee".
const longestAim = 5

// isAt reports whether something is or happens at what bears a name: "a concert at Ann Lee", "an analyst at Ann Lee", but not "shouted at Ann
// Lee" or "at Ann Lee’s house".
func (f *nameFinder) isAt(n Name) bool {
	at, first := n.Run-1, f.First[n.Sentence]
	if n.Run != n.From || at < first || f.Lower(at) != "at" {
		return false
	}
	if n.To < f.First[n.Sentence+1] && f.Tokens[n.To].Clitic() {
		return false
	}
	for i := at - 1; i >= first && at-i <= longestAim && f.Tokens[i].Word(); i-- {
		if f.Words.Aiming[f.Lower(i)] {
			return false
		}
	}
	return true
}

// employs reports whether a name is where somebody with a calling or a name works: "a fitter with Ann Lee", "Tom Roe of Ann Lee said".
func (f *nameFinder) employs(n Name) bool {
	with, first := n.Run-1, f.First[n.Sentence]
	if n.Run != n.From || with-2 < first {
		return false
	}
	if f.Lower(with) != "with" {
		return f.homeOf(n)
	}
	calling := f.Lower(with - 1)
	return f.Words.Does(f.Word(with-1), calling) && !Kin(f.Words, calling) && words.Indefinite(f.Lower(with-2))
}

// severalBefore reports whether a calling in the plural stands before one name, which then is a firm's: "the accountants Ann Lee, which". Two
// names are two people, and a verb behind makes a clause: "the ministers Ann Lee dismissed".
func (f *nameFinder) severalBefore(n Name) bool {
	several, first := n.From-1, f.First[n.Sentence]
	explained := several > first && f.Lower(several) == ","
	if explained {
		several--
	}
	if several < first || explained && f.oneOf(several) {
		return false
	}
	if l := f.Lower(several); !f.Words.PluralRole(l) || Kin(f.Words, strings.TrimSuffix(l, "s")) {
		return false
	}
	owned := several > first && f.Tokens[several-1].Clitic() // "the mine’s engineers Ann Lee acted"
	return f.standsAlone(n, explained) || owned && !explained && !f.rowBehind(n)
}

// standsAlone reports whether a mark, a preposition or nothing follows a name, and a comma one that explains, and no second name.
func (f *nameFinder) standsAlone(n Name, explains bool) bool {
	switch {
	case n.To >= f.First[n.Sentence+1]:
		return true
	case f.rowBehind(n):
		return false
	case explains:
		return f.Lower(n.To) == ","
	}
	return f.Tokens[n.To].Mark() || f.Words.Prepositions[f.Lower(n.To)]
}

// rowBehind reports whether a second name follows one, or a remark in brackets.
func (f *nameFinder) rowBehind(n Name) bool {
	if n.To >= f.First[n.Sentence+1] {
		return false
	}
	switch f.Lower(n.To) {
	case "and", "&", "(":
		return true
	case ",":
		return n.To+1 < f.First[n.Sentence+1] && words.Capital(f.Word(n.To+1))
	}
	return false
}

// longestGroup is how many words may stand between "one of" and the people of whom somebody is one.
const longestGroup = 6

// oneOf reports whether a name behind the plural at token i is that of one of several: "one of the island's best authors, Ann Lee,".
func (f *nameFinder) oneOf(i int) bool {
	for end := max(f.First[f.Tokens[i].Sentence], i-longestGroup); i > end && !f.Tokens[i].Mark(); i-- {
		if f.Lower(i) == "of" {
			return true
		}
	}
	return false
}

// toldOnly reports whether a full name without a given name is only heard of as who was told: "she told Radio Mara".
func (f *nameFinder) toldOnly(n Name) bool {
	told := n.Run - 1
	if n.Run != n.From || told < f.First[n.Sentence] || f.Lower(told) != "told" || f.Words.Given[f.Word(n.From)] {
		return false
	}
	return n.To >= f.First[n.Sentence+1] || f.Tokens[n.To].Mark()
}

// besideBody reports whether a full name without a given name stands in one row with a club's or a company's: "between Ann Lee and Weir United".
func (f *nameFinder) besideBody(n Name) bool {
	limit := f.First[n.Sentence+1]
	if n.Run != n.From || n.To+2 >= limit || f.Lower(n.To) != "and" || f.Words.Given[f.Word(n.From)] {
		return false
	}
	end := n.To + 1
	for end < limit && words.Capital(f.Word(end)) {
		end++
	}
	return end-n.To > 2 && f.Words.Heads[f.Word(end-1)] == "org"
}

// explainedByWhich reports whether "which" takes up a full name without a given name: "from Ann Lee, which pays".
func (f *nameFinder) explainedByWhich(n Name) bool {
	if n.To+1 >= f.First[n.Sentence+1] || f.Words.Given[f.Word(n.From)] {
		return false
	}
	return f.Lower(n.To) == "," && f.Lower(n.To+1) == "which"
}

// opensBody maps the first word of each name of a body or a place of several words: "Weir" of "Weir Town".
func (f *nameFinder) opensBody(found []Name) map[string]bool {
	opens := map[string]bool{}
	for _, n := range found {
		if body := n.Kind == OrgName || n.Kind == PlaceName; body && n.To-n.From > 1 && lastHead(f.Words.Heads[f.Word(n.To-1)]) {
			opens[f.Word(n.From)] = true
		}
	}
	return opens
}

// playAsMany reports whether a full name is the subject of a verb for several, as the name of a club is: "Elsewhere, Ann Lee were relegated".
// What stands before it must begin the clause: "friends of Ann Lee were" counts the friends.
func (f *nameFinder) playAsMany(n Name) bool {
	before := n.Run - 1
	if n.Run != n.From || before <= f.First[n.Sentence] || n.To >= f.First[n.Sentence+1] || !pluralVerb(f.Lower(n.To)) {
		return false
	}
	switch l := f.Lower(before); l {
	case ",":
		return !words.Capital(f.Word(before-1)) || before-1 == f.First[n.Sentence]
	case "that", "but":
		return true
	default:
		return f.Words.ClauseBoundaries[l]
	}
}

// scored reports whether a full name without a given name stands between the goals of a match: "Weir 2 Ann Lee 1".
func (f *nameFinder) scored(n Name) bool {
	first, limit := f.First[n.Sentence], f.First[n.Sentence+1]
	if n.To >= limit || f.Words.Given[f.Word(n.From)] || !f.goals(n.To) {
		return false
	}
	if n.Run-1 > first && f.goals(n.Run-1) {
		return words.Capital(f.Word(n.Run - 2))
	}
	other := n.To + 1
	for other < limit && words.Capital(f.Word(other)) {
		other++
	}
	return other > n.To+1 && other < limit && f.goals(other)
}

// goals reports whether token i may be the goals of one side.
func (f *nameFinder) goals(i int) bool { return len(f.Word(i)) < 3 && words.Digit(f.Word(i)) }

// moved reports whether a full name without a given name went up or down by a share, as the price of a firm does: "Ann Lee rose 2%".
func (f *nameFinder) moved(n Name) bool {
	i, limit := n.To, f.First[n.Sentence+1]
	if i+2 >= limit || f.Words.Given[f.Word(n.From)] || !words.Digit(f.Word(i+1)) {
		return false
	}
	past := f.Words.PastForms[f.Lower(i)] || f.Words.PastVerbs[f.Lower(i)] || words.Verbal(f.Lower(i))
	return past && (f.Lower(i+2) == "%" || f.Lower(i+2) == "per" || f.Lower(i+2) == "percent")
}

// spokenFor reports whether a spokesman speaks for what bears a full name without a given name: "a spokeswoman for Ann Lee".
func (f *nameFinder) spokenFor(n Name) bool {
	i := n.Run - 2
	if n.Run != n.From || i < f.First[n.Sentence] || f.Words.Given[f.Word(n.From)] {
		return false
	}
	return f.Lower(i+1) == "for" && strings.HasPrefix(f.Lower(i), "spokes")
}

// hasTeam reports whether "whose" behind a full name without a given name leads to what a club or a firm has: "Ann Lee, whose goalkeeper".
func (f *nameFinder) hasTeam(n Name) bool {
	i := n.To + 1
	if i+1 >= f.First[n.Sentence+1] || f.Lower(i-1) != "," || f.Lower(i) != "whose" {
		return false
	}
	return f.Words.ClubBelongings[f.Lower(i+1)] && !f.Words.Given[f.Word(n.From)]
}

// longestPost is how many words a post may have: "deputy chief executive".
const longestPost = 3

// hasStaff reports whether a full name without a given name stands before the post of somebody who is named: "Ann Lee captain Tom Roe".
func (f *nameFinder) hasStaff(n Name) bool {
	if n.Run != n.From || f.Words.Given[f.Word(n.From)] {
		return false
	}
	i, limit := n.To, f.First[n.Sentence+1]-1
	for i < min(n.To+longestPost, limit) && f.Tokens[i].Word() && !words.Capital(f.Word(i)) {
		i++
	}
	return i > n.To && i <= limit && words.Capital(f.Word(i)) && f.Words.Staff[f.Lower(i-1)]
}

// trades reports whether a calling that firms have more often stands before a full name without a given name: "builder Coyle Renn".
func (f *nameFinder) trades(n Name) bool {
	before := n.From - 1
	if before < f.First[n.Sentence] || f.Words.Given[f.Word(n.From)] {
		return false
	}
	return f.Words.TradingRoles[f.Lower(before)]
}

// seated reports whether the word right before a name tells where a firm has its seat: "Ohio-based Ann Lee". Of a person a noun would follow it,
// "Ohio-based painter Ann Lee".
func (f *nameFinder) seated(n Name) bool {
	before, limit := n.From-1, f.First[n.Sentence+1]
	if before < f.First[n.Sentence] || n.To < limit && !f.Tokens[n.To].Mark() && f.Lower(n.To) != "and" {
		return false
	}
	switch words.AfterHyphen(f.Lower(before)) {
	case "based", "owned", "listed", "headquartered":
		return true
	}
	return false
}

// routeTo reports whether a road or a train leads to what bears a name: "the road to Ann Lee".
func (f *nameFinder) routeTo(n Name) bool {
	to := n.Run - 1
	if n.Run != n.From || to-1 < f.First[n.Sentence] || f.Lower(to) != "to" && f.Lower(to) != "from" {
		return false
	}
	return f.Words.Routes[f.Lower(to-1)]
}

// inRegion reports whether a full name without a given name is that of a town whose region stands behind it: "Coyle Renn, Devon, was".
func (f *nameFinder) inRegion(n Name) bool {
	place, limit := n.To+1, f.First[n.Sentence+1]
	if place+1 >= limit || f.Lower(n.To) != "," || f.Words.Given[f.Word(n.From)] {
		return false
	}
	end := f.knownAhead(place, limit)
	return end > 0 && end < limit && f.Lower(end) == ","
}
