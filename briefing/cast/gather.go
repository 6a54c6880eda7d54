package cast

import (
	"slices"
	"sort"
	"strings"

	"lede/briefing/names"
	"lede/briefing/text"
	"lede/briefing/words"
)

// gather decides which names are people's and groups the forms of each person's name.
func gather(r *text.Reading, found []names.Name) *Cast {
	c := &Cast{
		Reading: r, Names: found, Of: make([]int, len(found)),
		byFull: map[string]int{}, bySurname: map[string][]int{}, byFirst: map[string][]int{}, byMiddle: map[string][]int{},
		particled: map[string]bool{},
	}
	for _, n := range found {
		c.noteParticled(n)
	}
	for i := range found {
		c.Of[i] = -1
		if words := c.nameWords(i); c.Names[i].Kind == names.PersonName && len(words) > 1 {
			if p := c.bornAs(i, words[0]); p >= 0 {
				c.assign(i, p)
			} else if p := c.bornBehind(i, words); p >= 0 {
				known := *c.Persons[p]
				c.assign(i, p)
				c.Persons[p].Name, c.Persons[p].words = known.Name, known.words // the one that readers know
			} else {
				c.assign(i, c.findFull(words))
			}
		}
	}
	for i := range found {
		if c.Of[i] < 0 {
			c.placeCouple(i)
		}
	}
	for i := range found {
		if c.Of[i] < 0 {
			c.placeSingle(i)
		}
	}
	c.order()
	c.forgetHeadings()
	return c
}

// bornAs returns the person whose birth name is name i: the only one with this given name, if "born" stands before it;
// -1 if there is none.
func (c *Cast) bornAs(i int, given string) int {
	n := c.Names[i]
	if n.From <= c.First[n.Sentence] || !c.Words.Births[c.Lower(n.From-1)] || len(c.byFirst[given]) != 1 {
		return -1
	}
	return c.byFirst[given][0]
}

// forgetHeadings clears the kind of names in headings unless they are people's: headings are not part of the story.
func (c *Cast) forgetHeadings() {
	for i := range c.Names {
		if n := &c.Names[i]; c.Of[i] < 0 && !c.TellsStory(n.Sentence) {
			n.Kind = names.OtherName
		}
	}
}

// noteParticled notes the surname of a full name that has a particle: "Ben Ali" of Zine El Abidine Ben Ali.
func (c *Cast) noteParticled(n names.Name) {
	for j := n.From + 1; j < n.To-1; j++ {
		if c.Words.Particles[c.Lower(j)] {
			c.particled[strings.ToLower(c.At(c.Over(j, n.To)))] = true
		}
	}
}

// givenFirst reports whether a name begins with a given name that is spelt like a particle: "Ben Hale", "Al Gore".
func (c *Cast) givenFirst(n names.Name) bool {
	return n.To-n.From > 1 && c.Words.Given[c.Word(n.From)] && !c.particled[strings.ToLower(c.At(n.Span))]
}

// nameWords returns the words of a name that tell people apart.
func (c *Cast) nameWords(i int) []string {
	var parts []string
	n := c.Names[i]
	for j := n.From; j < n.To; j++ {
		particle := c.Words.Particles[c.Lower(j)] && (j > n.From || !c.givenFirst(n))
		if t := c.Tokens[j]; t.Word() && !particle {
			parts = append(parts, strings.Trim(words.Straight(t.Lower), "."))
		}
	}
	if len(parts) > 2 && c.Words.Generations[parts[len(parts)-1]] {
		parts = parts[:len(parts)-1]
	}
	if len(parts) == 0 {
		parts = []string{words.Straight(c.Lower(n.From))}
	}
	return parts
}

// placeBefore reports whether a preposition of place stands right before a name.
func (c *Cast) placeBefore(n names.Name) bool { return names.PlaceBefore(c.Reading, n) }

// findFull finds the person whom a full name means, or makes a new one.
func (c *Cast) findFull(words []string) int {
	key := strings.Join(words, " ")
	if p, ok := c.byFull[key]; ok {
		return p
	}
	first, last := words[0], words[len(words)-1]
	for _, p := range c.bySurname[last] {
		if names.SameGiven(c.Persons[p].words[0], first) || slices.Contains(c.Persons[p].words[:len(c.Persons[p].words)-1], first) ||
			slices.Contains(words[:len(words)-1], c.Persons[p].words[0]) {
			c.byFull[key] = p
			return p
		}
	}
	if len(words) == 2 {
		for _, p := range c.byFirst[first] {
			if known := c.Persons[p].words; len(known) > 2 && known[1] == last {
				c.byFull[key] = p // "Donald John" of Donald John Rennie
				return p
			}
		}
	}
	p := len(c.Persons)
	c.Persons = append(c.Persons, &Person{words: words})
	c.byFull[key] = p
	if len(c.bySurname[last]) < mostNamesakes {
		c.bySurname[last] = append(c.bySurname[last], p)
	}
	between := words[1:max(1, len(words)-1)]
	if halves := strings.Split(last, "-"); len(halves) > 1 {
		between = slices.Concat(between, halves)
	}
	for _, w := range between {
		if len(c.byMiddle[w]) < 2 {
			c.byMiddle[w] = append(c.byMiddle[w], p)
		}
	}
	if len(c.byFirst[first]) < mostNamesakes {
		c.byFirst[first] = append(c.byFirst[first], p)
	}
	return p
}

// assign makes name i a mention of person p and keeps the fullest form.
func (c *Cast) assign(i, p int) {
	c.Of[i] = p
	c.Names[i].Kind = names.PersonName
	pr := c.Persons[p]
	pr.mentions = append(pr.mentions, i)
	if c.Names[i].To-c.Names[i].From > 1 {
		pr.full++
	}
	words := c.nameWords(i)
	more := len(words) > len(pr.words) || pr.halved && len(words) == len(pr.words)
	fuller := more && len(words) > 1 && (len(pr.words) < 2 || words[len(words)-1] == pr.words[len(pr.words)-1])
	if pr.Name == "" || fuller {
		pr.Name, pr.words, pr.halved = c.At(c.Names[i].Span), words, false
	}
	if s := c.sexOf(c.Names[i]); s != AnySex && pr.Sex == AnySex {
		pr.Sex = s
	}
}

// placeSingle finds whom a name of one word means: the person of that surname, else of that given name, else,
// after a title, somebody new.
func (c *Cast) placeSingle(i int) {
	n := c.Names[i]
	if n.To-n.From != 1 && n.Kind != names.PersonName {
		return
	}
	parts := c.nameWords(i)
	if len(parts) != 1 {
		return
	}
	if !c.mayMeanPerson(n) {
		return
	}
	w := parts[0]
	candidates := c.bearers(w, n.Kind)
	if c.newKin(n, w, candidates) {
		c.addSingle(i, w)
	} else if p := c.likeliest(i, candidates); p >= 0 {
		c.assign(i, p)
	} else if p := c.kinNamed(i, candidates); p >= 0 {
		c.assign(i, p)
	} else if len(candidates) > 0 || n.Kind == names.PersonName {
		c.addSingle(i, w)
	}
}

// kinNamed returns the person of one name only whom the article introduced as kin of somebody with the surname that name i is, "Beverley Orr and
// her husband, William": the title before name i, "Mr Orr", tells that it is not hers. It is -1 if there is none or several.
func (c *Cast) kinNamed(i int, bearers []int) int {
	sex, found := c.sexOf(c.Names[i]), -1
	if sex == AnySex {
		return -1
	}
	for _, p := range c.relatives {
		who := c.Persons[p]
		if who.Sex != AnySex && who.Sex != sex || !c.namedBeside(who.mentions[0], bearers) {
			continue
		}
		if found >= 0 {
			return -1
		}
		found = p
	}
	return found
}

// newKin reports whether "a" before a tie brings in somebody who is none of the people with that given name: "a surveyor, Tom Lee ... a son, Tom,".
func (c *Cast) newKin(n names.Name, given string, bearers []int) bool {
	tie := names.KinBefore(c.Reading, n.Run)
	if tie < 0 || tie != n.Run-2 || !words.Indefinite(c.Lower(tie-1)) {
		return false
	}
	for _, p := range bearers {
		if known := c.Persons[p].words; len(known) < 2 || known[0] != given {
			return false
		}
	}
	return len(bearers) > 0
}

// introducesKin reports whether a name tells who somebody's husband, wife or child is: "her husband, William".
func (c *Cast) introducesKin(n names.Name) bool {
	tie := n.Run - 1
	if tie > c.First[n.Sentence] && c.Lower(tie) == "," {
		tie--
	}
	return tie > c.First[n.Sentence] && c.kinTie(c.Lower(tie)) && c.Words.Possessives[c.Lower(tie-1)]
}

// longestFamily is how many names a family may have between its surname and the kin of one name.
const longestFamily = 6

// namedBeside reports whether one of these people is named shortly before name i, in its sentence or the one before.
func (c *Cast) namedBeside(i int, people []int) bool {
	for m := i - 1; m >= 0 && i-m <= longestFamily && c.Names[m].Sentence >= c.Names[i].Sentence-1; m-- {
		if slices.Contains(people, c.Of[m]) {
			return true
		}
	}
	return false
}

// mayMeanPerson reports whether nothing beside a name of one word rules a person out.
func (c *Cast) mayMeanPerson(n names.Name) bool {
	switch {
	case n.Kind == names.PersonName:
		return true
	case words.Shouted(c.At(n.Span)):
		return false
	case n.Kind == names.OtherName:
		return c.bareSurname(n)
	case n.Kind == names.PlaceName:
		return !c.placeBefore(n) && !c.placeOwner(n)
	}
	return true
}

// bearers returns the people whom a word may mean: those with that surname, else with that given name, else the only
// one with it in between.
func (c *Cast) bearers(w string, kind names.Kind) []int {
	if found := c.bySurname[w]; len(found) > 0 || kind == names.PlaceName || kind == names.OrgName {
		return found
	}
	if found := c.byFirst[w]; len(found) > 0 {
		return found
	}
	if between := c.byMiddle[w]; len(between) == 1 {
		return between // "Torres" of "Ana Torres Vidal" and of "Ana Torres-Vidal"
	}
	return nil
}

// addSingle adds a person for whom the text gives only one name.
func (c *Cast) addSingle(i int, w string) {
	p := len(c.Persons)
	c.Persons = append(c.Persons, &Person{words: []string{w}})
	if len(c.bySurname[w]) < mostNamesakes {
		c.bySurname[w] = append(c.bySurname[w], p)
	}
	c.assign(i, p)
	if len(c.relatives) < mostNamesakes && c.introducesKin(c.Names[i]) {
		c.relatives = append(c.relatives, p)
	}
}

// bareSurname reports whether a common word stands where a surname would: "Brown said", not "a Brown bag".
func (c *Cast) bareSurname(n names.Name) bool {
	if n.From > c.First[n.Sentence] && !c.articleBefore(n.From) {
		return true
	}
	return n.To < c.First[n.Sentence+1] && (c.Words.Speech[c.Lower(n.To)] || c.Tokens[n.To].Clitic())
}

func (c *Cast) articleBefore(i int) bool { return names.ArticleBefore(c.Reading, i) }

// placeOwner reports whether a name that is also a place stands where only a place would: "the Washington post".
func (c *Cast) placeOwner(n names.Name) bool {
	return n.From > c.First[n.Sentence] && (c.Lower(n.From-1) == "the" || c.Lower(n.From-1) == "to" || c.Lower(n.From-1) == "from")
}

// likeliest chooses among people with one surname: somebody known by it alone, else the one whose full name is printed
// most often, else the earliest. It returns -1 if the title rules them all out: "Congressman Roe" is not Ann Roe, nor
// is "President Roe" the Ann Roe of the same sentence.
func (c *Cast) likeliest(i int, candidates []int) int {
	s := c.sexOf(c.Names[i])
	best, most := -1, -1
	for _, p := range candidates {
		n := 2 * c.Persons[p].full
		if n == 0 {
			n = 2*len(c.Names) + 1 // known by the surname alone
		}
		if s != AnySex && c.Persons[p].Sex != AnySex && s != c.Persons[p].Sex || c.besideFull(i, p) {
			continue
		}
		if n > most {
			best, most = p, n
		}
	}
	return best
}

// besideFull reports whether name i has an office before it while the same sentence has already named person p in full,
// with another office or none.
func (c *Cast) besideFull(i, p int) bool {
	n := c.Names[i]
	if n.Run >= n.From || !c.Words.Roles[c.Lower(n.From-1)] {
		return false
	}
	// The full names come first, in order.
	full := c.Persons[p].mentions[:c.Persons[p].full]
	at := sort.Search(len(full), func(i int) bool { return c.Names[full[i]].Sentence >= n.Sentence })
	if at == len(full) {
		return false
	}
	other := c.Names[full[at]]
	if other.Sentence != n.Sentence || other.Start >= n.Start || other.To-other.From < 2 {
		return false
	}
	return c.Lower(max(other.From-1, 0)) != c.Lower(n.From-1)
}

// sexOf returns the sex that the title or the given name shows.
func (c *Cast) sexOf(n names.Name) Sex {
	for i := n.Run; i < n.From; i++ {
		switch l := c.Lower(i); {
		case c.Words.MaleTitles[l] || c.Words.MaleRoles[l]:
			return Male
		case c.Words.FemaleTitles[l] || c.Words.FemaleRoles[l]:
			return Female
		}
	}
	if kin := c.kinBefore(n.Run); kin != AnySex {
		return kin
	}
	if tie := names.KinBefore(c.Reading, n.Run); tie >= 0 {
		switch one := strings.TrimSuffix(c.Lower(tie), "s"); {
		case c.Words.MaleRoles[one]:
			return Male
		case c.Words.FemaleRoles[one]:
			return Female
		}
	}
	if n.To-n.From < 2 {
		return AnySex
	}
	return c.givenSex(c.Word(n.From))
}

// kinBefore returns the sex of the relative whose name begins at token i: “Her husband, Jan”, “his nephew Wilmer”, “her husband, the
// fisherman Karmnu Vella”.
func (c *Cast) kinBefore(i int) Sex {
	kin := i - 1
	if kin > 1 && c.isRole(kin) && c.Lower(kin-1) == "the" {
		kin -= 2
	}
	if kin > 0 && c.Lower(kin) == "," {
		kin--
	}
	owner := kin - 1
	for owner > 0 && kin-owner < longestLead/2 && c.describing(owner, c.isRole(owner)) {
		owner-- // "her 14-year-old son"
	}
	switch l := c.Lower(max(kin, 0)); {
	case owner < 0 || c.Tokens[owner].Sentence != c.Tokens[i].Sentence, !words.Asking().Owners[c.Lower(owner)]:
		return AnySex
	case c.Words.MaleRoles[l]:
		return Male
	case c.Words.FemaleRoles[l]:
		return Female
	}
	return AnySex
}

// givenSex returns the sex that a given name shows.
func (c *Cast) givenSex(w string) Sex {
	switch m, f := c.Words.Male[w], c.Words.Female[w]; {
	case m == f:
		return AnySex
	case m:
		return Male
	}
	return Female
}

// order sorts people by where they first appear, and their mentions by where they stand.
func (c *Cast) order() {
	index := make([]int, len(c.Persons))
	for i := range index {
		index[i] = i
	}
	for _, p := range c.Persons {
		slices.Sort(p.mentions)
	}
	slices.SortStableFunc(index, func(a, b int) int { return c.Persons[a].mentions[0] - c.Persons[b].mentions[0] })
	sorted, place := make([]*Person, len(index)), make([]int, len(index))
	for to, from := range index {
		sorted[to], place[from] = c.Persons[from], to
	}
	c.Persons = sorted
	for i, p := range c.Of {
		if p >= 0 {
			c.Of[i] = place[p]
		}
	}
	c.bySurname, c.byFirst, c.byMiddle, c.byFull, c.relatives = nil, nil, nil, nil, nil
}
