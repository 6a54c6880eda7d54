package briefing_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"lede/briefing"
)

// The least gain of key points over the article's first sentences, in points of ROUGE F1.
const (
	gainUnigrams = 1.5
	gainBigrams  = 0.8
)

// TestKeyPointsAreBetterThanTheFirstSentences compares them with editors' highlights, article by article.
func TestKeyPointsAreBetterThanTheFirstSentences(t *testing.T) {
	var unigrams, bigrams []float64
	for _, g := range highlights(t, "../../shared/data/summ/cnndm-dev.jsonl") {
		a, err := briefing.Parse(g.Text, briefing.Options{Points: g.K})
		if err != nil {
			t.Fatal(err)
		}
		lead := make([]int, min(g.K, len(a.Sentences)))
		for i := range lead {
			lead[i] = i
		}
		ours, first, editors := rougeWords(a, a.Summary), rougeWords(a, lead), words(strings.Join(g.Reference, " "))
		unigrams = append(unigrams, 100*(rouge(ours, editors, 1)-rouge(first, editors, 1)))
		bigrams = append(bigrams, 100*(rouge(ours, editors, 2)-rouge(first, editors, 2)))
	}
	for _, c := range []struct {
		name  string
		gains []float64
		want  float64
	}{{"ROUGE-1", unigrams, gainUnigrams}, {"ROUGE-2", bigrams, gainBigrams}} {
		low := lowMean(c.gains)
		t.Logf("%s: %+.1f on average, at least %+.1f with 97.5%% confidence", c.name, mean(c.gains), low)
		if mean(c.gains) < c.want || low <= 0 {
			t.Errorf("%s gains %.2f, want %.1f, and more than chance explains", c.name, mean(c.gains), c.want)
		}
	}
}

// TestWhatLeansOnTheSentenceBeforeIsNoKeyPoint: somebody who reads only key points cannot know what “it” is.
func TestWhatLeansOnTheSentenceBeforeIsNoKeyPoint(t *testing.T) {
	const story = "Divers found a crack in the pier of the old bridge at Norwick.\n\nThe harbour office wants the pier repaired before winter comes. " +
		"%s spoken of a bridge repair of 4 million.\n\nThe repair of the bridge takes divers ten weeks. Lorries drive over Halden until then."
	for _, c := range []struct {
		opening string
		leans   bool
	}{
		{"The council had", false}, {"Two days ago the council had", false}, {"In May Ann Rowe had", false},
		{"It had", true}, {"Two days ago it had", true}, {"On the last Friday in May she had", true}, {"In 2024 they had", true},
		{"Both had", true}, {"In May neither had", true}, {"Both mayors had", false}, {"Hundreds had", false},
	} {
		a, err := briefing.Parse(fmt.Sprintf(story, c.opening), briefing.Options{})
		if err != nil {
			t.Fatal(err)
		}
		said := slices.ContainsFunc(a.Summary, func(i int) bool { return strings.HasPrefix(a.SentenceText(i), c.opening) })
		if said == c.leans {
			t.Errorf("%q is a key point: %v", c.opening, said)
		}
	}
}

// TestWhatLeavesOpenWhoSpeaksIsNoKeyPoint: an answer of an interview and a report by “she” need what stands before them.
func TestWhatLeavesOpenWhoSpeaksIsNoKeyPoint(t *testing.T) {
	const story = "Divers found a crack in the pier of the old bridge at Norwick.\n\nThe harbour office wants the pier repaired before winter comes. " +
		"%s\n\nThe repair of the bridge takes divers ten weeks. Lorries drive over Halden until then."
	for _, c := range []struct {
		told string
		open bool
	}{
		{"The council had spoken of a bridge repair of 4 million.", false}, {"The council had spoken of a bridge repair of 4 million, Rowe said.", false},
		{"The builder of My Fair Bridge had spoken of a bridge repair.", false}, {"The King George I bridge had a repair of 4 million.", false},
		{"My council had spoken of a bridge repair of 4 million.", true}, {"The council told me of a bridge repair of 4 million.", true},
		{"At the council I had spoken of a bridge repair of 4 million.", true}, {"The council had spoken of a bridge repair of 4 million, she said.", true},
		{"The council had spoken of “a bridge repair of 4 million”, she said.", true}, {"The council had spoken of “a bridge repair of 4 million”, Rowe said.", false},
	} {
		a, err := briefing.Parse(fmt.Sprintf(story, c.told), briefing.Options{})
		if err != nil {
			t.Fatal(err)
		}
		said := slices.ContainsFunc(a.Summary, func(i int) bool { return a.SentenceText(i) == c.told })
		if said == c.open {
			t.Errorf("%q is a key point: %v", c.told, said)
		}
	}
}

// TestHowManyLiveSomewhereIsNoKeyPoint: it is background, true of any place.
func TestHowManyLiveSomewhereIsNoKeyPoint(t *testing.T) {
	for told, points := range map[string]int{
		"has a population of 88,000 and": 1, "had a population of 88,000 and": 1, "has a population of about two million and": 1,
		"has a population of seals that divers feed at": 2,
	} {
		a, err := briefing.Parse(fmt.Sprintf("Norwick has closed its old bridge after divers found a crack in the pier.\n\nNorwick %s an old bridge.", told), briefing.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if len(a.Summary) != points || a.Summary[0] != 0 {
			t.Errorf("with %q the key points are %v", told, a.Summary)
		}
	}
}

// highlight is an article with its editors' key points.
type highlight struct {
	Text      string
	Reference []string
	K         int
}

func highlights(t *testing.T, path string) []highlight {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Skipf("SKIPPED: the development articles are not beside the project: %v", err)
	}
	defer f.Close()
	var all []highlight
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var h highlight
		if err := json.Unmarshal(lines.Bytes(), &h); err != nil {
			t.Fatal(err)
		}
		all = append(all, h)
	}
	if err := lines.Err(); err != nil || len(all) == 0 {
		t.Fatalf("%d articles: %v", len(all), err)
	}
	return all
}

var rougeWord = regexp.MustCompile(`[a-z0-9]+`)

func words(s string) []string { return rougeWord.FindAllString(strings.ToLower(s), -1) }

func rougeWords(a *briefing.Article, sentences []int) []string {
	var all []string
	for _, i := range sentences {
		all = append(all, words(a.SentenceText(i))...)
	}
	return all
}

// rouge is the F1 of the runs of n words that two texts share.
func rouge(a, b []string, n int) float64 {
	count := func(w []string) map[string]int {
		runs := map[string]int{}
		for i := 0; i+n <= len(w); i++ {
			runs[strings.Join(w[i:i+n], " ")]++
		}
		return runs
	}
	shared, in := 0, count(b)
	for run, k := range count(a) {
		shared += min(k, in[run])
	}
	if shared == 0 {
		return 0
	}
	return 2 * float64(shared) / float64(len(a)+len(b)-2*(n-1))
}

func mean(x []float64) float64 {
	sum := 0.0
	for _, v := range x {
		sum += v
	}
	return sum / float64(len(x))
}

// lowMean is the lower end of the 95 % interval of the mean, from a bootstrap over the articles.
func lowMean(x []float64) float64 {
	r := rand.New(rand.NewPCG(1, 2))
	means := make([]float64, 2000)
	for i := range means {
		sample := make([]float64, len(x))
		for j := range sample {
			sample[j] = x[r.IntN(len(x))]
		}
		means[i] = mean(sample)
	}
	slices.Sort(means)
	return means[int(math.Floor(0.025*float64(len(means))))]
}
