package story

import (
	"bufio"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"lede/briefing"
	"lede/briefing/story/window"
	"lede/briefing/story/wording"
)

// ownHalf reads half a of a set in the format of dated.txt, with dates or without: its articles, and the event of each.
func ownHalf(t *testing.T, name string, dates bool) (articles []Article, events []string) {
	t.Helper()
	return readHalf(t, name, dates, func(_, text string) string { return text })
}

// readHalf is ownHalf with a choice of what is told of each article.
func readHalf(t *testing.T, name string, dates bool, told func(title, text string) string) (articles []Article, events []string) {
	t.Helper()
	f, err := os.Open("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		cells := strings.SplitN(lines.Text(), " | ", 3)
		head := strings.Fields(cells[0])
		if head[0] != "a" || len(cells) < 3 {
			continue
		}
		hours, err := strconv.Atoi(head[3])
		if err != nil {
			t.Fatal(err)
		}
		o := briefing.Options{ID: strconv.Itoa(len(articles)), Title: cells[1]}
		if at := headlineDay.Add(time.Duration(hours) * time.Hour); dates {
			o.Published = &at
		}
		a, err := briefing.Parse(told(cells[1], cells[2]), o)
		if err != nil {
			t.Fatal(err)
		}
		articles, events = append(articles, Article{ID: o.ID, Signature: Sign(a)}), append(events, head[1]+head[2])
	}
	return articles, events
}

// joinedPairs counts the pairs of one event that were joined, and those of two.
func joinedPairs(placed []Placed, events []string) (right, wrong int) {
	for i := range placed {
		for j := range i {
			switch {
			case placed[i].Story != placed[j].Story:
			case events[i] == events[j]:
				right++
			default:
				wrong++
			}
		}
	}
	return right, wrong
}

// onlyOnce returns the weights without the second weighing.
func onlyOnce() *Weights {
	w := *Learned()
	w.JoinAgain = 2
	return &w
}

// TestWhatFourDesksTellIsJoinedByTheSecondWeighing: reports in words of their own are joined far more often, and hardly any of two events.
func TestWhatFourDesksTellIsJoinedByTheSecondWeighing(t *testing.T) {
	articles, events := ownHalf(t, "desks.txt", true)
	once, onceWrong := joinedPairs(onlyOnce().Group(articles), events)
	placed := Learned().Group(articles)
	right, wrong := joinedPairs(placed, events)
	if right < 2*once || wrong > onceWrong+2 {
		t.Errorf("%d pairs right and %d wrong, of those weighed once %d and %d", right, wrong, once, onceWrong)
	}
	for i, p := range placed {
		if p.Why.With != "" && p.Why.Chance < 0.35 {
			t.Errorf("%s was joined for a chance of %.2f", articles[i].ID, p.Why.Chance)
		}
	}
}

// TestOneRareNameOfManyJoinsNothing: reports in the same common words, of which each names five places, and one is in the next report too.
func TestOneRareNameOfManyJoinsNothing(t *testing.T) {
	who, did, what := strings.Fields("mayor council captain baker teacher"), strings.Fields("opened closed painted sold bought"), strings.Fields("bridge library school market harbour")
	begins, ends := strings.Fields("Ella Steno Tari Halu Gane Varo Osti Kirka Linu Mare Overa"), strings.Fields("by dal den ford gate ham holm mouth ness")
	var articles []Article
	var events []string
	random := rand.New(rand.NewPCG(3, 4))
	pick := func(words []string) string { return words[random.IntN(len(words))] }
	for n := range 20 {
		var places []string
		for k := range 5 {
			places = append(places, begins[(4*n+k)%len(begins)]+ends[(4*n+k)/len(begins)])
		}
		var text strings.Builder
		for range 12 {
			fmt.Fprintf(&text, "The %s of %s %s the %s on the %s with %d boats and %d lamps. ", pick(who), pick(places), pick(did), pick(what), pick(places), 2+random.IntN(900), 2+random.IntN(90))
		}
		at := headlineDay.Add(time.Duration(n) * time.Hour)
		a, err := briefing.Parse(text.String(), briefing.Options{Title: "The " + pick(who) + " " + pick(did) + " the " + pick(what), Published: &at})
		if err != nil {
			t.Fatal(err)
		}
		articles, events = append(articles, Article{ID: strconv.Itoa(n), Signature: Sign(a)}), append(events, strconv.Itoa(n))
	}
	_, once := joinedPairs(onlyOnce().Group(articles), events)
	if _, wrong := joinedPairs(Learned().Group(articles), events); wrong > once {
		t.Errorf("%d pairs are joined, %d if weighed once", wrong, once)
	}
}

// TestTextsWithoutDatesAreWeighedOnce: where they were learned from, one event and another of its kind are years apart.
func TestTextsWithoutDatesAreWeighedOnce(t *testing.T) {
	articles, _ := ownHalf(t, "desks.txt", false)
	if !reflect.DeepEqual(onlyOnce().Group(articles), Learned().Group(articles)) {
		t.Error("texts without dates were weighed a second time")
	}
}

// TestAnAdminPartsWhatTheSecondWeighingJoins: a verdict holds for it too.
func TestAnAdminPartsWhatTheSecondWeighingJoins(t *testing.T) {
	articles, _ := ownHalf(t, "desks.txt", true)
	once, placed := onlyOnce().Group(articles), Learned().Group(articles)
	for i, p := range placed {
		for j, q := range placed[:i] {
			if p.Story != q.Story || once[i].Story == once[j].Story {
				continue
			}
			apart := Learned().Group(articles, Verdict{A: p.ID, B: q.ID})
			if apart[i].Story == apart[j].Story {
				t.Errorf("%s and %s are joined again", p.ID, q.ID)
			}
			return
		}
	}
	t.Error("nothing was joined by the second weighing")
}

// TestANameThatIsEverywhereIsNotRare: a paper of one town has it in every article.
func TestANameThatIsEverywhereIsNotRare(t *testing.T) {
	articles, events := ownHalf(t, "apart.txt", true)
	_, once := joinedPairs(onlyOnce().Group(articles), events)
	if _, wrong := joinedPairs(Learned().Group(articles), events); wrong > once {
		t.Errorf("%d pairs of two events are joined, %d if weighed once", wrong, once)
	}
	weigh := func(from string, articles []Article) (weight float64, repeated uint8) {
		for i := range articles {
			articles[i].From = from
		}
		g := &grouping{weights: Learned(), articles: articles}
		g.gather()
		g.detail()
		town := g.window.Number(hash24("harwick"))
		return g.window.Weights[town], g.window.Repeated[town]
	}
	alone, _ := weigh("", articles[:1])
	paper, repeated := weigh("harwick.example", articles)
	if paper >= alone-1 || repeated <= mostRepeated {
		t.Errorf("the town weighs %.1f in its paper and %.1f elsewhere, and is in %d of its texts", paper, alone, repeated)
	}
	if _, repeated := weigh("", articles); repeated != 0 {
		t.Error("texts of unknown outlets are taken for those of one")
	}
}

// TestWhatAnOutletRepeatsIsNoSign: a name that one outlet has in report after report joins nothing that the same name of one event would.
func TestWhatAnOutletRepeatsIsNoSign(t *testing.T) {
	text := func(n int, from string) Article {
		s := Signature{Language: "en", Published: headlineDay}
		for _, name := range []string{"souselhas", "kitwe"} {
			s.Terms = append(s.Terms, hash24(name)<<8|uint32(coarse(wording.Rarest))|inName)
		}
		for k := range teaserTerms {
			s.Terms = append(s.Terms, hash24(strconv.Itoa(100*n+k))<<8|uint32(coarse(wording.Rarest))&^inName)
		}
		slices.Sort(s.Terms)
		return Article{ID: strconv.Itoa(n), From: from, Signature: s}
	}
	signs := func(articles ...Article) AgainSigns {
		g := &grouping{weights: Learned(), articles: articles}
		g.gather()
		g.detail()
		s, _ := compareAgain(g.window, g.at(0), g.at(1), &g.details[0], &g.details[1], &Signs{})
		return s
	}
	own := signs(text(0, "a.example"), text(1, "b.example"))
	var paper []Article
	for n := range mostRepeated + 2 {
		paper = append(paper, text(n, "a.example"))
	}
	again := signs(paper...)
	if own[againOwnNames] == 0 || own[againRepeated] != 0 || again[againOwnNames] != 0 || again[againRepeated] == 0 {
		t.Errorf("own %.1f and repeated %.1f of two outlets; %.1f and %.1f of one", own[againOwnNames], own[againRepeated], again[againOwnNames], again[againRepeated])
	}
}

// TestWhatIsWeighedAgain: only texts of one language and time, of which neither is a round-up, and which no mark tells apart.
func TestWhatIsWeighedAgain(t *testing.T) {
	text := printOf(&Signature{Language: "en", Published: headlineDay, Terms: make([]uint32, teaserTerms)})
	for what, change := range map[string]func(p *print){
		"a headline":      func(p *print) { p.few = true },
		"a round-up":      func(p *print) { p.roundup = true },
		"another tongue":  func(p *print) { copy(p.language[:], "fr") },
		"four days later": func(p *print) { p.published += 4 * 24 * 60 * 60 },
		"a teaser": func(p *print) {
			*p = printOf(&Signature{Language: "en", Published: headlineDay, Terms: make([]uint32, teaserTerms-1)})
		},
	} {
		other := text
		change(&other)
		if weighable(&text, &other) || weighable(&other, &text) {
			t.Errorf("%s is weighed again", what)
		}
	}
	if !weighable(&text, &text) {
		t.Error("two texts are not weighed again")
	}
	one, two := Signature{Language: "en", Published: headlineDay, Terms: make([]uint32, teaserTerms)}, Signature{}
	two = one
	one.Marks, two.Marks = []uint32{mark("game", plainMark, 2)}, []uint32{mark("game", plainMark, 3)}
	first, second := printOf(&one), printOf(&two)
	if weighable(&first, &second) {
		t.Error("two games are weighed again")
	}
	if !weighable(&first, &first) {
		t.Error("one game is not weighed again")
	}
}

// TestRareWordsAreThoseOfEnglish: of no other language is it known how common they are, but names are names.
func TestRareWordsAreThoseOfEnglish(t *testing.T) {
	of := func(language, text string) (names, plain, foreign int) {
		a, err := briefing.Parse(text, briefing.Options{Language: language})
		if err != nil {
			t.Fatal(err)
		}
		s := Sign(a)
		p := printOf(&s)
		for _, w := range mixedWords(&p) {
			switch {
			case w&inName != 0:
				names++
			case w&foreignWord != 0:
				foreign++
			default:
				plain++
			}
		}
		return names, plain, foreign
	}
	names, plain, foreign := of("en", "The carillonneur of Souselhas fell from the belfry, and the police came.")
	if names == 0 || plain == 0 || foreign != 0 {
		t.Errorf("English: %d names, %d words, %d foreign ones", names, plain, foreign)
	}
	names, plain, foreign = of("fr", "Le carillonneur de Souselhas est tombé du beffroi, et la police est venue.")
	if names == 0 || plain != 0 || foreign == 0 {
		t.Errorf("French: %d names, %d words, %d foreign ones", names, plain, foreign)
	}
	one := details{words: []uint32{foreignWord}, all: 1}
	s, _ := compareAgain(&window.Window{Weights: []float64{1}, Repeated: []uint8{0}}, &print{}, &print{}, &one, &one, &Signs{})
	if s[againOwnWords] != 0 {
		t.Error("a foreign word counts as rare")
	}
}

// TestNumbersInCommon: years are no count, one and two are nothing, and one number counts once.
func TestNumbersInCommon(t *testing.T) {
	of := func(values ...float32) *print {
		s := Signature{}
		for _, v := range values {
			s.Figures = append(s.Figures, FigureSign{Value: v})
		}
		p := printOf(&s)
		return &p
	}
	big, small := numbersInCommon(of(2, 4, 57, 57, 4.5, 2015, 88), of(57, 2, 4, 2015, 4.5, 99))
	if big != math.Log1p(2) || small != math.Log1p(1) {
		t.Errorf("%v and %v: want those of 57 and 4.5, and of 4", math.Expm1(big), math.Expm1(small))
	}
}

// TestSomethingOfTheirOwnIsNeeded: texts that share nothing rare, or one name alone, are not weighed again.
func TestSomethingOfTheirOwnIsNeeded(t *testing.T) {
	text := func(first int, names ...string) Article {
		s := Signature{Language: "en", Published: headlineDay}
		for _, name := range names {
			s.Names = append(s.Names, NameSign{Key: hash24(name), Weight: uint8(coarse(wording.Rarest))})
		}
		for n := range teaserTerms {
			s.Terms = append(s.Terms, uint32(first+n)<<8|uint32(coarse(wording.Rarest))&^inName)
		}
		return Article{ID: strconv.Itoa(first), Signature: s}
	}
	weighed := func(a, b Article) bool {
		g := &grouping{weights: Learned(), articles: []Article{a, b}}
		g.gather()
		g.detail()
		_, fit := g.weighedAgain(0, 1, &Signs{})
		return fit
	}
	both, one, none := weighed(text(1, "souselhas", "kitwe"), text(101, "souselhas", "kitwe")), weighed(text(1, "souselhas"), text(101, "souselhas")), weighed(text(1, "souselhas"), text(101, "kitwe"))
	if !both || one || none {
		t.Errorf("weighed again: %v for two names, %v for one, %v for none", both, one, none)
	}
}

// TestASecondWeighingThatJoinsNothingSaysNothing: readers are not told that articles belong together for what was too little to join them.
func TestASecondWeighingThatJoinsNothingSaysNothing(t *testing.T) {
	articles, _ := ownHalf(t, "desks.txt", true)
	g := &grouping{weights: Learned(), articles: articles}
	g.gather()
	g.detail()
	for i := range articles {
		for j := range i {
			p, q := &g.prints[i], &g.prints[j]
			first, settled := settled(p, q)
			if signs := compare(p, q); !settled {
				first = g.weights.judge(p, q, &signs, &g.around)
			}
			if got := g.either(i, j); got != first && got < g.weights.JoinAgain {
				t.Errorf("%s and %s: %.2f, weighed once %.2f", articles[i].ID, articles[j].ID, got, first)
			}
		}
	}
}
