package briefing

import (
	"lede/briefing/words"
	"slices"
	"strings"
)

// gather decides which names are people's and puts together the forms of one person's name.
func gather(r *reading, names []name) *cast {
	c := &cast{
		reading: r, names: names, of: make([]int, len(names)),
		byFull: map[string]int{}, bySurname: map[string][]int{}, byFirst: map[string][]int{},
	}
	c.acceptPerhaps()
	for i := range names {
		c.of[i] = -1
		if words := c.nameWords(i); c.names[i].kind == personName && len(words) > 1 {
			c.assign(i, c.findFull(words))
		}
	}
	for i := range names {
		if c.of[i] < 0 {
			c.placeSingle(i)
		}
	}
	c.order()
	return c
}

// nameWords are the words of a name that tell people apart.
func (c *cast) nameWords(i int) []string {
	var parts []string
	n := c.names[i]
	for j := n.from; j < n.to; j++ {
		if t := c.tokens[j]; t.kind == wordToken && !c.words.Particles[t.lower] {
			parts = append(parts, strings.Trim(words.Straight(t.lower), "."))
		}
	}
	if len(parts) > 2 && c.words.Generations[parts[len(parts)-1]] {
		parts = parts[:len(parts)-1]
	}
	if len(parts) == 0 {
		parts = []string{words.Straight(c.tokens[n.from].lower)}
	}
	return parts
}

// acceptPerhaps decides on the names that only what stands around them can tell, each form of a name once for
// the whole article.
func (c *cast) acceptPerhaps() {
	pro, contra := map[string]int{}, map[string]int{}
	alone := map[string]bool{}
	for _, n := range c.names {
		if n.kind == otherName && c.words.Leads[c.At(c.tokens[n.from].Span)] == "other" {
			contra[c.At(c.tokens[n.to-1].Span)] += 2 // "Ida" is the hurricane
		}
		if n.to-n.from == 1 && n.kind == noName {
			alone[c.tokens[n.from].lower] = true
		}
	}
	for _, n := range c.names {
		if n.kind != perhapsPerson {
			continue
		}
		w := c.At(n.Span)
		pro[w] += c.personEvidence(n)
		if c.placeBefore(n) {
			contra[w]++
		}
		if n.to-n.from > 1 && alone[c.tokens[n.to-1].lower] {
			pro[w]++
		}
	}
	for i := range c.names {
		n := &c.names[i]
		if n.kind != perhapsPerson {
			continue
		}
		w := c.At(n.Span)
		switch {
		case pro[w] > contra[w]:
			n.kind = personName
		case n.to-n.from == 1:
			n.kind = noName
		case contra[w] > 0:
			n.kind = placeName
		default:
			n.kind = personName
		}
	}
}

// personEvidence counts what only a person's name has beside it.
func (c *cast) personEvidence(n name) int {
	points := 0
	if n.titled {
		points += 2
	}
	limit := c.first[n.sentence+1]
	if n.to < limit {
		switch t := c.tokens[n.to]; {
		case c.words.Speech[t.lower] || t.lower == "who" || t.lower == "whose":
			points++
		case t.lower == "," && n.to+1 < limit && (c.tokens[n.to+1].lower == "who" || words.Age(c.At(c.tokens[n.to+1].Span))):
			points++
		case t.lower == "(" && n.to+1 < limit && words.Age(c.At(c.tokens[n.to+1].Span)):
			points++
		}
	}
	if n.from > c.first[n.sentence] && c.words.StrongSpeech[c.tokens[n.from-1].lower] {
		points++
	}
	return points
}

// placeBefore tells whether a preposition of place stands right before a name.
func (c *cast) placeBefore(n name) bool {
	if n.run <= c.first[n.sentence] || n.run != n.from {
		return false
	}
	switch c.tokens[n.from-1].lower {
	case "in", "at", "near", "across", "throughout", "outside", "inside", "around", "into", "toward", "towards":
		return true
	}
	return false
}

// findFull finds the person whom a full name means, or makes a new one.
func (c *cast) findFull(words []string) int {
	key := strings.Join(words, " ")
	if p, ok := c.byFull[key]; ok {
		return p
	}
	first, last := words[0], words[len(words)-1]
	for _, p := range c.bySurname[last] {
		if sameFirst(c.persons[p].words[0], first) || slices.Contains(c.persons[p].words[:len(c.persons[p].words)-1], first) ||
			slices.Contains(words[:len(words)-1], c.persons[p].words[0]) {
			c.byFull[key] = p
			return p
		}
	}
	p := len(c.persons)
	c.persons = append(c.persons, &person{words: words})
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
	if len(a) >= 3 && len(b) >= len(a)+2 && strings.HasPrefix(b, a) || len(b) >= 3 && len(a) >= len(b)+2 && strings.HasPrefix(a, b) {
		return true
	}
	return a == b || len(a) == 1 && strings.HasPrefix(b, a) || len(b) == 1 && strings.HasPrefix(a, b)
}

// assign makes name i a mention of person p and keeps the fullest form.
func (c *cast) assign(i, p int) {
	c.of[i] = p
	c.names[i].kind = personName
	pr := c.persons[p]
	pr.mentions = append(pr.mentions, i)
	if c.names[i].to-c.names[i].from > 1 {
		pr.full++
	}
	if words := c.nameWords(i); pr.name == "" || len(words) > len(pr.words) && len(words) > 1 {
		pr.name, pr.words = c.At(c.names[i].Span), words
	}
	if s := c.sexOf(c.names[i]); s != anySex && pr.sex == anySex {
		pr.sex = s
	}
}

// placeSingle finds whom a name of one word means: the person of that surname, else of that given name, else,
// after a title, somebody new.
func (c *cast) placeSingle(i int) {
	n := c.names[i]
	if n.to-n.from != 1 && n.kind != personName {
		return
	}
	parts := c.nameWords(i)
	if len(parts) != 1 {
		return
	}
	w := parts[0]
	candidates := c.bySurname[w]
	if len(candidates) == 0 && n.kind != placeName && n.kind != orgName {
		candidates = c.byFirst[w]
	}
	switch {
	case (n.kind == otherName && !c.bareSurname(n)) || words.Shouted(c.At(n.Span)) && n.kind != personName:
		return
	case n.kind == placeName && (c.placeBefore(n) || c.placeOwner(n)):
		return
	case len(candidates) == 1:
		c.assign(i, candidates[0])
	case len(candidates) > 1:
		c.assign(i, c.likeliest(i, candidates))
	case n.kind == personName:
		p := len(c.persons)
		c.persons = append(c.persons, &person{words: parts})
		c.bySurname[w] = append(c.bySurname[w], p)
		c.assign(i, p)
	}
}

// bareSurname tells whether a common word stands where a surname would: "Brown said", not "a Brown bag".
func (c *cast) bareSurname(n name) bool {
	return n.from > c.first[n.sentence] && !c.articleBefore(n.from) || n.to < c.first[n.sentence+1] && (c.words.Speech[c.tokens[n.to].lower] || c.tokens[n.to].kind == cliticToken)
}

func (c *cast) articleBefore(i int) bool {
	f := nameFinder{reading: c.reading}
	return f.articleBefore(i)
}

// placeOwner tells whether a name that is also a place's stands where only a place would: "the Washington post".
func (c *cast) placeOwner(n name) bool {
	return n.from > c.first[n.sentence] && (c.tokens[n.from-1].lower == "the" || c.tokens[n.from-1].lower == "to" || c.tokens[n.from-1].lower == "from")
}

// likeliest chooses among people of one surname: by the title, else the one whose full name was printed most,
// the earlier one when they are equal.
func (c *cast) likeliest(i int, candidates []int) int {
	s := c.sexOf(c.names[i])
	best, most := candidates[0], -1
	for _, p := range candidates {
		n := c.persons[p].full
		if s != anySex && c.persons[p].sex != anySex && s != c.persons[p].sex {
			n = -1
		}
		if n > most {
			best, most = p, n
		}
	}
	return best
}

// sexOf is what the title or the given name tells.
func (c *cast) sexOf(n name) sex {
	for i := n.run; i < n.from; i++ {
		switch c.tokens[i].lower {
		case "mr", "sir", "herr", "monsieur", "king", "prince", "lord", "father":
			return male
		case "mrs", "ms", "miss", "dame", "lady", "frau", "mme", "queen", "princess", "baroness":
			return female
		}
	}
	w := c.At(c.tokens[n.from].Span)
	switch m, f := c.words.Male[w], c.words.Female[w]; {
	case n.to-n.from < 2 || m == f:
		return anySex
	case m:
		return male
	}
	return female
}

// order sorts people by where they first appear, and their mentions, too.
func (c *cast) order() {
	index := make([]int, len(c.persons))
	for i := range index {
		index[i] = i
	}
	for _, p := range c.persons {
		slices.Sort(p.mentions)
	}
	slices.SortStableFunc(index, func(a, b int) int { return c.persons[a].mentions[0] - c.persons[b].mentions[0] })
	sorted, place := make([]*person, len(index)), make([]int, len(index))
	for to, from := range index {
		sorted[to], place[from] = c.persons[from], to
	}
	c.persons = sorted
	for i, p := range c.of {
		if p >= 0 {
			c.of[i] = place[p]
		}
	}
	c.bySurname, c.byFirst, c.byFull = nil, nil, nil
}
