package cast

import (
	"strings"

	"lede/briefing/names"
	"lede/briefing/text"
	"lede/briefing/words"
)

// How roles are read. English puts a role in front of a name, between commas after it, or before a comma with the name
// to explain it. In each place the role's noun is found first, in a list, and then the words around it that belong to
// it. The words are those of the text, so that a role can be quoted; only "the" or "a" in front is left out.

// longestRole is the most tokens that a role may have.
const longestRole = 16

// findRoles gives each person the first role that the article states beside the name, and goes on from a bare rank
// such as "Gen." to one that says more.
func (c *Cast) findRoles() {
	ways := []func(names.Name) text.Span{
		c.officeBeforeComma, c.roleBeforeName, c.roleAfterName, c.roleBeforeComma, c.roleShared, c.roleByVerb, c.roleIdentified, c.roleCalled, c.roleEquated, c.roleOpening, c.roleAbove,
	}
	for _, p := range c.Persons {
		for _, m := range p.mentions {
			for _, find := range ways {
				switch role := find(c.Names[m]); {
				case !c.mayBear(p, role):
				case c.tellsMore(role, p.Role):
					p.Role = role
				case p.also == (text.Span{}) && role != p.Role:
					p.also = role
				}
			}
			if p.Role != (text.Span{}) && !c.bareRank(p.Role) && !c.deed(p.Role) {
				break
			}
		}
	}
}

// mayBear reports whether a role suits the sex that a person's name shows: a woman is nobody's husband.
func (c *Cast) mayBear(p *Person, role text.Span) bool {
	if p.Sex == AnySex || role == (text.Span{}) {
		return true
	}
	head := c.wordsOfRole(role).head
	if c.Words.GenderedOffices[head] {
		return true // a woman may be chairman
	}
	return !(p.Sex == Female && c.Words.MaleRoles[head]) && !(p.Sex == Male && c.Words.FemaleRoles[head])
}

// isRole reports whether a token is a role noun: one that says what a person is.
func (c *Cast) isRole(i int) bool {
	t := c.Tokens[i]
	if !t.Word() {
		return false
	}
	if c.Words.Role(t.Lower) || c.Words.Scholarly(t.Lower) || c.agent(i) || c.pairedRole(i) {
		return true
	}
	last := words.AfterHyphen(t.Lower)
	switch last {
	case t.Lower: // no compound, as most words
		return false
	case "elect", "designate": // "vice-president-elect"
		return c.Words.Roles[words.AfterHyphen(strings.TrimSuffix(t.Lower, "-"+last))]
	}
	// "vice-president", "mother-of-two"
	return c.Words.CompoundRole(t.Lower) || c.Words.ParentOf(t.Lower) || c.Words.RoleInCharge(t.Lower) || strings.HasPrefix(t.Lower, "ex-")
}

// pairedRole reports whether the word before token i makes a role of it: "cabinet member", "the Brazil international".
func (c *Cast) pairedRole(i int) bool {
	switch l := c.Lower(i); {
	case i == 0:
		return false
	case l == "member" && c.Words.Bodies[c.Lower(i-1)], l == "international" && c.Words.DemonymOrPlace(c.Word(i-1)):
		return true
	default:
		return c.Words.PairedRoles[c.Lower(i-1)+" "+l]
	}
}

// agent reports whether the ending of a word shows an occupation. Capitalised words are out: many are surnames.
func (c *Cast) agent(i int) bool {
	w := c.Lower(i)
	if c.Word(i) != w {
		return false
	}
	if c.Words.Trades[w] {
		return true
	}
	return !c.Words.Common[w] && !c.Words.BareRoles[w] && c.Words.Agent(w)
}

// roleBeforeName finds the role right in front: "Kremlin spokesman Dmitry Peskov", "Secretary of State Marco Rubio".
func (c *Cast) roleBeforeName(n names.Name) text.Span {
	first, head := c.First[n.Sentence], n.From-1
	if at := c.rankBefore(n, first); at != (text.Span{}) {
		return at
	}
	for head >= first && n.From-head <= longestRole && c.honorific(head, first) {
		head--
	}
	head = c.beforeBrackets(head, first)
	if head < first {
		return text.Span{}
	}
	if at := c.letteredRank(head, first); at != (text.Span{}) {
		return at
	}
	if number := c.numberBefore(head, first); number > first {
		return c.Over(c.roleStart(number, first), head+1) // "world number two"
	}
	if c.styles(head, first) {
		head-- // "former chancellor Lord NAME"
	}
	if c.asVerb(head, first) {
		return text.Span{}
	}
	end := head
	if c.ofOffice(head, first) {
		head -= 2 // "superintendent of police NAME"
	}
	if !c.isRole(head) && !c.callingBefore(head, first, n) {
		if head = max(c.officeBefore(head, first), c.openingOffice(n, first)); head < first {
			return text.Span{}
		}
	}
	return c.Over(c.roleStart(head, first), end+1)
}

// honorific reports whether a token is a title that is no role, or its full stop.
func (c *Cast) honorific(i, first int) bool {
	if c.Lower(i) == "." {
		return i > first && c.Words.Honorifics[c.Lower(i-1)]
	}
	return c.Words.Honorifics[c.Lower(i)] && !c.isRole(i)
}

// officeBefore returns the noun of an office in capitals that ends at a token, "Secretary of State"; -1 if there is none.
func (c *Cast) officeBefore(end, first int) int {
	if !words.Capital(c.Word(end)) {
		return -1
	}
	for of := end - 1; of > first && of > end-longestRole/2; of-- {
		switch office := words.OfOrFor(c.Lower(of)); {
		case office && c.isRole(of-1) && words.Capital(c.Word(of-1)):
			return of - 1
		case !office && c.Lower(of) != "the" && !words.Capital(c.Word(of)):
			return -1
		}
	}
	return -1
}

// openingOffice returns the noun of an office that opens the sentence, goes on in small letters and runs into a full name: "Head of the
// delegation Ann Lee said"; -1 if there is none.
func (c *Cast) openingOffice(n names.Name, first int) int {
	head := c.TokenAt(c.AfterDateline(n.Sentence), first, n.From)
	for head < n.From && !words.OfOrFor(c.Lower(head+1)) && (c.Lower(head) == "the" || c.Words.Modifiers[c.Lower(head)]) {
		head++
	}
	office := head+2 < n.From && c.isRole(head) && words.OfOrFor(c.Lower(head+1))
	if !office || n.To-n.From < 2 || n.From-head > longestRole {
		return -1
	}
	for i := head + 2; i < n.From; i++ {
		if c.endsOffice(i) {
			return -1
		}
	}
	if last := c.Lower(n.From - 1); c.Words.Grammar(last) || c.Words.Modifiers[last] {
		return -1
	}
	return head
}

// endsOffice reports whether token i cannot stand inside the words that say what an office is of.
func (c *Cast) endsOffice(i int) bool {
	return !c.Tokens[i].Word() || c.verbal(i) || c.Words.Subjects[c.Lower(i)] || c.isRole(i)
}

// callingBefore reports whether the word in front of a name is a calling that no list has. It may open the sentence, be
// its second word, or stand after an article or before a full name.
func (c *Cast) callingBefore(i, first int, n names.Name) bool {
	t, w := c.Tokens[i], c.Word(i)
	if !c.maybeAgent(t) || c.Words.Common[t.Lower] && i != first {
		return false
	}
	inFull := n.To-n.From > 1
	switch {
	case i == first:
		return (len(w) >= 8 || inFull) && !c.Words.Given[w] && !c.Words.Places[w]
	case w != t.Lower:
		return false
	case i == first+1:
		return c.Tokens[first].Word() && !c.Words.Grammar(c.Lower(first))
	}
	return words.Article(c.Lower(i-1)) || inFull && !c.verbBefore(i)
}

// maybeAgent reports whether a word may say what somebody does.
func (c *Cast) maybeAgent(t text.Token) bool {
	grammar := c.Words.Grammar(t.Lower) || c.Words.Speech[t.Lower]
	return t.Word() && c.Words.MayBeAgent(t.Lower) && !grammar
}

// verbBefore reports whether the word before token i makes it a verb: "to remember Ann Lee".
func (c *Cast) verbBefore(i int) bool {
	l := c.Lower(i - 1)
	return l == "to" || c.Words.Subjects[l] || c.Words.ClauseVerbs[l] || c.Tokens[i-1].Clitic()
}

// roleStart walks left from the noun of a role over the words that belong to it.
func (c *Cast) roleStart(head, first int) int {
	start := head
	for i := head - 1; i >= first && head-i < longestRole; i-- {
		switch t := c.Tokens[i]; {
		case c.joinsRoles(i, first, start):
			continue // "Ukraine’s president", not "the city’s mayor"; "founder and owner"
		case !t.Word():
			return start
		case i == first && c.Words.Ordinals[t.Lower] && !c.isRole(i+1): // "First, ..." without its comma, not "First Minister"
			return start
		case c.belongsToRole(i, first):
			start = i
		default:
			return c.overAnd(c.looseStart(start, i, first), head, first)
		}
	}
	return start
}

// overAnd returns where a role begins whose second half begins at token start: "son and stall assistant".
func (c *Cast) overAnd(start, head, first int) int {
	if start-2 < first || head-start >= longestRole/2 || c.Lower(start-1) != "and" || !c.isRole(start-2) {
		return start
	}
	if words.Capital(c.Word(start-2)) != words.Capital(c.Word(start)) {
		return start
	}
	return start - 2
}

// joinsRoles reports whether a role goes on to the left of token i, which by itself would end it: a possessive ending,
// the full stop of a rank, "and".
func (c *Cast) joinsRoles(i, first, start int) bool {
	t := c.Tokens[i]
	switch {
	case i <= first:
		return false
	case t.Clitic():
		return words.Capital(c.Word(i-1)) && !c.Words.SmallWords[c.Lower(i-1)]
	case t.Lower == ".": // "Lt. Gen.", "St. Louis mayor"
		return (c.Words.Ranks[c.Lower(i-1)] || c.saintStop(i)) && words.Capital(c.Word(i-1))
	case words.Apostrophe(t.Lower): // "the pilots’ union leader"
		return c.Words.Bodies[c.Lower(i+1)] && t.Start == c.Tokens[i-1].End && c.Words.PluralRole(c.Lower(i-1))
	case t.Lower == "and" && c.isRole(i-1) && start == i+1:
		return words.Capital(c.Word(i-1)) == words.Capital(c.Word(start))
	}
	return false
}

// saintStop reports whether token i is the full stop of a place that is called after its saint or of a title: "mayor of St. Louis", "adviser to
// Mr. Lee".
func (c *Cast) saintStop(i int) bool {
	return i > 0 && c.Lower(i) == "." && (c.Words.SaintTitles[c.Lower(i-1)] || c.Words.Honorifics[c.Lower(i-1)])
}

// belongsToRole reports whether a word belongs to the role that comes after it.
func (c *Cast) belongsToRole(i, first int) bool {
	w, lower := c.Word(i), c.Lower(i)
	switch {
	case c.isRole(i) || c.Words.OfRole(lower) || c.Words.Ranks[lower] && words.Capital(w):
		return true
	case lower == "then":
		return c.determinedBefore(i, first) // "its then manager"
	case c.Loud || !words.Capital(w):
		return strings.ContainsRune(w, '-') || words.Digit(w) && strings.ContainsAny(w, "mk") // "800m champion"
	case c.Words.SmallWords[lower]:
		return false
	case i == first: // its capital may be the sentence's
		return !c.Words.Openers[lower] && (!c.Words.Common[lower] || words.Capital(c.Word(i+1)))
	}
	return true
}

// looseStart takes in up to three more words that no list has, "local bakery owner", if the word before them shows
// where the role begins.
func (c *Cast) looseStart(start, i, first int) int {
	for n := 0; n < 4; n, i = n+1, i-1 {
		if i < first {
			if !c.TellsStory(c.Tokens[start].Sentence) {
				return start // "Police hold dissident Ann Lee": a headline has its verb there
			}
			return first
		}
		t := c.Tokens[i]
		if t.Clitic() {
			return i + 1 // "the agency’s area manager"
		}
		if t.Mark() && !strings.Contains(",“”\"", t.Lower) {
			return start
		}
		if t.Lower == "to" {
			return start // "to save Rep. Walker"
		}
		if !t.Word() || c.beforeRole(t.Lower) {
			return i + 1
		}
		if inner := words.Verbal(t.Lower) && i > first && words.Article(c.Lower(i-1)); !inner && c.endsLooseRole(t.Lower) {
			return start // "the returning officer"
		}
	}
	return start
}

// endsLooseRole reports whether a word cannot be part of a role.
func (c *Cast) endsLooseRole(w string) bool {
	if !c.Words.Common[w] && len(w) < 4 || c.Words.SmallWords[w] {
		return true
	}
	return words.Verbal(w) || strings.HasSuffix(w, "ly") || c.Words.PastForms[w] || w == "met"
}

// beforeRole reports whether a role may begin after a word.
func (c *Cast) beforeRole(l string) bool {
	if words.Article(l) || l == "and" || c.Words.Speech[l] {
		return true
	}
	return c.Words.Possessives[l] || c.Words.Prepositions[l]
}

// endsPhrase reports whether a role must end before token i.
func (c *Cast) endsPhrase(i int) bool {
	t := c.Tokens[i]
	if t.Mark() {
		return !c.saintStop(i) && !strings.Contains("&’'/", t.Lower)
	}
	if mayBeName := t.Lower == "will" || t.Lower == "may"; mayBeName {
		return !words.Capital(c.At(t.Span))
	}
	return c.Words.PhraseEnds[t.Lower] || c.Words.StrongSpeech[t.Lower]
}

// roleAfterName finds the role between commas: "Ralph Mata, an internal affairs lieutenant for the police,".
func (c *Cast) roleAfterName(n names.Name) text.Span {
	limit := c.First[n.Sentence+1]
	i := c.pastHomeOrAge(n, limit)
	if i >= limit || !strings.Contains(",(–—", c.Lower(i)) {
		return text.Span{}
	}
	if i++; c.Lower(i-1) == "," {
		i = max(i, c.pastAside(n, limit))
	}
	if i+2 < limit && c.Lower(i) == "who" {
		return c.roleOfWho(i+1, limit)
	}
	if i < limit && c.inCourt(i) && c.headEnds(i+1, limit) { // "Tom Bishop, prosecuting, said"
		return c.Over(i, i+1)
	}
	if c.forSide(i, limit) && c.headEnds(i+3, limit) { // "Tom Bishop, for the defence, said"
		return c.Over(i, i+3)
	}
	return c.rolePhrase(i, limit)
}

// forSide reports whether the words from token i on name a side that a lawyer speaks for in court: "for the defence".
func (c *Cast) forSide(i, limit int) bool {
	return i+2 < limit && c.Lower(i) == "for" && c.Lower(i+1) == "the" && words.Litigant(c.Lower(i+2))
}

// inCourt reports whether token i says what a lawyer does in court: "prosecuting".
func (c *Cast) inCourt(i int) bool { return words.InCourt(c.Lower(i)) }

// rolePhrase returns the phrase from token i that says what a person is; the zero Span if it says something else.
func (c *Cast) rolePhrase(i, limit int) text.Span {
	for i < limit && c.opensRole(c.Lower(i)) {
		i++
	}
	start := i
	i = c.pastBygone(i, limit)
	head := c.headAhead(i, limit)
	if head < 0 {
		return text.Span{}
	}
	for i = head + 1; i < limit && i-start <= longestRole && !c.endsPhrase(i) && !c.TellsWhen(i, limit); i++ {
		if c.Lower(i) == "and" && !c.goesOnBehind(i, limit, head) {
			break
		}
	}
	if i-start > longestRole {
		return text.Span{}
	}
	return c.Over(start, c.withoutLink(head, i))
}

// pastBygone steps over what says that a role is a former one: "then ambassador to Syldavia", "until now the transport secretary".
func (c *Cast) pastBygone(i, limit int) int {
	switch {
	case i+3 < limit && c.Lower(i) == "until" && words.Article(c.Lower(i+2)):
		return i + 3
	case i+1 >= limit || !bygone(c.Lower(i)):
		return i
	case words.Indefinite(c.Lower(i + 1)):
		return i + 2
	}
	return i + 1
}

// withoutLink returns where a role ends that has its noun at token head and was read up to token end: not in a preposition or "and".
func (c *Cast) withoutLink(head, end int) int {
	for end-1 > head && (c.Words.Prepositions[c.Lower(end-1)] || c.Lower(end-1) == "and") {
		end--
	}
	return end
}

// bygone reports whether a word before a role says that it is a former one. Such a word stays, or the role would be told as a present one.
func bygone(l string) bool { return l == "then" || l == "once" }

// opensRole reports whether a word comes before a role and is no part of it.
func (c *Cast) opensRole(l string) bool {
	return words.Article(l) || c.Words.Possessives[l] || c.Words.OpeningRoles[l]
}

// participleAt reports whether token i is a participle that describes the noun before it: "the judge hearing the case", "the blogger accused
// of lying". One in "-ed" may be a verb, so a preposition must follow, and the sentence must not begin with a phrase that the verb would end:
// "In a letter to Ann Lee, the minister called for calm."
func (c *Cast) participleAt(i, limit int) bool {
	if i+1 >= limit || !c.verbal(i) {
		return false
	}
	if strings.HasSuffix(c.Lower(i), "ing") {
		return true
	}
	return c.Words.Prepositions[c.Lower(i+1)] && !c.Words.ClauseVerbs[c.Lower(i)] && !c.ledInto(i)
}

// longestOpening is how many tokens of a sentence are read for a phrase that opens it.
const longestOpening = 40

// ledInto reports whether the words before token i are a phrase that opens the sentence, with at most one comma, so that token i may be the
// verb that it leads to.
func (c *Cast) ledInto(i int) bool {
	first, commas := c.First[c.Tokens[i].Sentence], 0
	for j := first; j < i && commas < 2; j++ {
		if j-first > longestOpening {
			return false
		}
		if c.Lower(j) == "," {
			commas++
		}
	}
	opening := c.Lower(first)
	return commas < 2 && (c.Words.Prepositions[opening] || c.Words.Subordinators[opening] || words.Verbal(opening))
}

// headEnds reports whether the noun of a role may end before token i.
func (c *Cast) headEnds(i, limit int) bool {
	if i >= limit || c.endsPhrase(i) {
		return true
	}
	return c.Words.Prepositions[c.Lower(i)] || c.Lower(i) == "and" || c.Lower(i) == "now"
}

// goesOnBehind reports whether a role goes on after the "and" at token i.
func (c *Cast) goesOnBehind(i, limit, head int) bool {
	if i+1 >= limit || words.Verbal(c.Lower(i+1)) {
		return false
	}
	if c.isRole(i+1) || i-head != 1 {
		return true
	}
	for j := i + 1; j < limit && j < i+5 && c.Tokens[j].Word() && !c.Words.Grammar(c.Lower(j)); j++ { // "chairman and presidential candidate"
		if c.isRole(j) {
			return c.headEnds(j+1, limit)
		}
		if words.Capital(c.Word(j)) || words.Verbal(c.Lower(j)) {
			return false
		}
	}
	return false
}
