package cast

import (
	"slices"
	"strings"

	"lede/briefing/text"
	"lede/briefing/words"
)

// gather decides which names are people's and puts together the forms of one person's name.
func gather(r *text.Reading, names []Name) *Cast {
	c := &Cast{
		Reading: r, Names: names, Of: make([]int, len(names)),
		byFull: map[string]int{}, bySurname: map[string][]int{}, byFirst: map[string][]int{},
	}
	c.acceptPerhaps()
	for i := range names {
		c.Of[i] = -1
		if words := c.nameWords(i); c.Names[i].Kind == personName && len(words) > 1 {
			c.assign(i, c.findFull(words))
		}
	}
	for i := range names {
		if c.Of[i] < 0 {
			c.placeSingle(i)
		}
	}
	c.order()
	return c
}

// nameWords are the words of a name that tell people apart.
func (c *Cast) nameWords(i int) []string {
	var parts []string
	n := c.Names[i]
	for j := n.from; j < n.to; j++ {
		if t := c.Tokens[j]; t.Word() && !c.Words.Particles[t.Lower] {
			parts = append(parts, strings.Trim(words.Straight(t.Lower), "."))
		}
	}
	if len(parts) > 2 && c.Words.Generations[parts[len(parts)-1]] {
		parts = parts[:len(parts)-1]
	}
	if len(parts) == 0 {
		parts = []string{words.Straight(c.Lower(n.from))}
	}
	return parts
}

// acceptPerhaps decides on the names that only what stands around them can tell, each form of a name once for
// the whole article.
func (c *Cast) acceptPerhaps() {
	pro, contra := map[string]int{}, map[string]int{}
	alone := map[string]bool{}
	for _, n := range c.Names {
		if n.Kind == otherName && c.Words.Leads[c.Word(n.from)] == "other" {
			contra[c.Word(n.to-1)] += 2 // "Ida" is the hurricane
		}
		if n.to-n.from == 1 && n.Kind == noName {
			alone[c.Lower(n.from)] = true
		}
	}
	for _, n := range c.Names {
		if n.Kind != perhapsPerson {
			continue
		}
		w := c.At(n.Span)
		pro[w] += c.personEvidence(n)
		if c.placeBefore(n) {
			contra[w]++
		}
		if n.to-n.from > 1 && alone[c.Lower(n.to-1)] {
			pro[w]++
		}
	}
	for i := range c.Names {
		n := &c.Names[i]
		if n.Kind != perhapsPerson {
			continue
		}
		w := c.At(n.Span)
		switch {
		case pro[w] > contra[w]:
			n.Kind = personName
		case n.to-n.from == 1:
			n.Kind = noName
		case contra[w] > 0:
			n.Kind = PlaceName
		default:
			n.Kind = personName
		}
	}
}

// personEvidence counts what only a person's name has beside it.
func (c *Cast) personEvidence(n Name) int {
	points := 0
	if n.titled {
		points += 2
	}
	limit := c.First[n.Sentence+1]
	if n.to < limit {
		switch t := c.Tokens[n.to]; {
		case c.Words.Speech[t.Lower] || t.Lower == "who" || t.Lower == "whose":
			points++
		case t.Lower == "," && n.to+1 < limit && (c.Lower(n.to+1) == "who" || words.Age(c.Word(n.to+1))):
			points++
		case t.Lower == "(" && n.to+1 < limit && words.Age(c.Word(n.to+1)):
			points++
		}
	}
	if n.from > c.First[n.Sentence] && c.Words.StrongSpeech[c.Lower(n.from-1)] {
		points++
	}
	return points
}

// placeBefore tells whether a preposition of place stands right before a name.
func (c *Cast) placeBefore(n Name) bool {
	if n.run <= c.First[n.Sentence] || n.run != n.from {
		return false
	}
	return c.Words.InPlaces[c.Lower(n.from-1)]
}

// findFull finds the person whom a full name means, or makes a new one.
func (c *Cast) findFull(words []string) int {
	key := strings.Join(words, " ")
	if p, ok := c.byFull[key]; ok {
		return p
	}
	first, last := words[0], words[len(words)-1]
	for _, p := range c.bySurname[last] {
		if sameFirst(c.Persons[p].words[0], first) || slices.Contains(c.Persons[p].words[:len(c.Persons[p].words)-1], first) ||
			slices.Contains(words[:len(words)-1], c.Persons[p].words[0]) {
			c.byFull[key] = p
			return p
		}
	}
	p := len(c.Persons)
	c.Persons = append(c.Persons, &Person{words: words})
	c.byFull[key] = p
	if len(c.bySurname[last]) < mostNamesakes {
		c.bySurname[last] = append(c.bySurname[last], p)
	}
	if len(c.byFirst[first]) < mostNamesakes {
		c.byFirst[first] = append(c.byFirst[first], p)
	}
	return p
}

// sameFirst tells whether two given names may be the same: equal, one the initial of the other, or one short
// for the other, as Brad is for Bradley.
func sameFirst(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if a == b || !strings.HasPrefix(b, a) {
		return a == b
	}
	return len(a) == 1 || len(a) >= 3 && len(b) >= len(a)+2
}

// assign makes name i a mention of person p and keeps the fullest form.
func (c *Cast) assign(i, p int) {
	c.Of[i] = p
	c.Names[i].Kind = personName
	pr := c.Persons[p]
	pr.mentions = append(pr.mentions, i)
	if c.Names[i].to-c.Names[i].from > 1 {
		pr.full++
	}
	if words := c.nameWords(i); pr.Name == "" || len(words) > len(pr.words) && len(words) > 1 {
		pr.Name, pr.words = c.At(c.Names[i].Span), words
	}
	if s := c.sexOf(c.Names[i]); s != anySex && pr.sex == anySex {
		pr.sex = s
	}
}

// placeSingle finds whom a name of one word means: the person of that surname, else of that given name, else,
// after a title, somebody new.
func (c *Cast) placeSingle(i int) {
	n := c.Names[i]
	if n.to-n.from != 1 && n.Kind != personName {
		return
	}
	parts := c.nameWords(i)
	if len(parts) != 1 {
		return
	}
	w := parts[0]
	candidates := c.bySurname[w]
	if len(candidates) == 0 && n.Kind != PlaceName && n.Kind != OrgName {
		candidates = c.byFirst[w]
	}
	switch {
	case (n.Kind == otherName && !c.bareSurname(n)) || words.Shouted(c.At(n.Span)) && n.Kind != personName:
		return
	case n.Kind == PlaceName && (c.placeBefore(n) || c.placeOwner(n)):
		return
	case len(candidates) == 1:
		c.assign(i, candidates[0])
	case len(candidates) > 1:
		c.assign(i, c.likeliest(i, candidates))
	case n.Kind == personName:
		p := len(c.Persons)
		c.Persons = append(c.Persons, &Person{words: parts})
		c.bySurname[w] = append(c.bySurname[w], p)
		c.assign(i, p)
	}
}

// bareSurname tells whether a common word stands where a surname would: "Brown said", not "a Brown bag".
func (c *Cast) bareSurname(n Name) bool {
	if n.from > c.First[n.Sentence] && !c.articleBefore(n.from) {
		return true
	}
	return n.to < c.First[n.Sentence+1] && (c.Words.Speech[c.Lower(n.to)] || c.Tokens[n.to].Clitic())
}

func (c *Cast) articleBefore(i int) bool {
	f := nameFinder{Reading: c.Reading}
	return f.articleBefore(i)
}

// placeOwner tells whether a name that is also a place's stands where only a place would: "the Washington post".
func (c *Cast) placeOwner(n Name) bool {
	return n.from > c.First[n.Sentence] && (c.Lower(n.from-1) == "the" || c.Lower(n.from-1) == "to" || c.Lower(n.from-1) == "from")
}

// likeliest chooses among people of one surname: by the title, else the one whose full name was printed most,
// the earlier one when they are equal.
func (c *Cast) likeliest(i int, candidates []int) int {
	s := c.sexOf(c.Names[i])
	best, most := candidates[0], -1
	for _, p := range candidates {
		n := c.Persons[p].full
		if s != anySex && c.Persons[p].sex != anySex && s != c.Persons[p].sex {
			n = -1
		}
		if n > most {
			best, most = p, n
		}
	}
	return best
}

// sexOf is what the title or the given name tells.
func (c *Cast) sexOf(n Name) sex {
	for i := n.run; i < n.from; i++ {
		switch c.Lower(i) {
		case "mr", "sir", "herr", "monsieur", "king", "prince", "lord", "father":
			return male
		case "mrs", "ms", "miss", "dame", "lady", "frau", "mme", "queen", "princess", "baroness":
			return female
		}
	}
	w := c.Word(n.from)
	switch m, f := c.Words.Male[w], c.Words.Female[w]; {
	case n.to-n.from < 2 || m == f:
		return anySex
	case m:
		return male
	}
	return female
}

// order sorts people by where they first appear, and their mentions, too.
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
	c.bySurname, c.byFirst, c.byFull = nil, nil, nil
}
