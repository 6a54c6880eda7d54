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
	several, first, limit := n.From-1, f.First[n.Sentence], f.First[n.Sentence+1]
	explained := several > first && f.Lower(several) == ","
	if explained {
		several--
	}
	if several < first || explained && f.oneOf(several) || !f.Words.PluralRole(f.Lower(several)) || Kin(f.Words, strings.TrimSuffix(f.Lower(several), "s")) {
		return false
	}
	if n.To >= limit {
		return true
	}
	l, row := f.Lower(n.To), n.To+1 < limit && words.Capital(f.Word(n.To+1))
	switch {
	case l == "and", l == "&", l == "(", l == "," && row:
		return false
	case explained:
		return l == ","
	}
	return several > first && f.Tokens[several-1].Clitic() || f.Tokens[n.To].Mark() || f.Words.Prepositions[l] || words.Digit(f.Word(n.To))
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
