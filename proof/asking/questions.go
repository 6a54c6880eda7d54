package main

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"lede/briefing"
	"lede/briefing/answer"
	"lede/briefing/answer/rank"
)

// asked is one question with the spans of its right sentences, or words that each of them contains; none if the article does
// not say.
type asked struct {
	Q     string   `json:"q"`
	Right [][2]int `json:"right"`
	Find  []string `json:"find"`
}

// item is an article with its questions. Nothing is learned from half "b".
type item struct {
	Set, ID, SHA256, Half string
	Text                  string // of an article of our own
	File                  string // where that text is, if others have it as well
	Questions             []asked

	name    string
	article *briefing.Article
	laid    *answer.Index
}

// put is a question put to an article.
type put struct {
	asked
	*item
	fold    int
	stray   bool // the question belongs to another article
	hollow  bool // the sentences that answer it were removed from the article
	weighed rank.Weighing
}

// right reports whether a sentence is a right answer.
func (p *put) right(sentence int) bool {
	return p.answeredBy(p.article.Sentences[sentence].Span)
}

func (q asked) answeredBy(s briefing.Span) bool {
	for _, r := range q.Right {
		if s.Start < r[1] && r[0] < s.End {
			return true
		}
	}
	return false
}

// setNames are the names under which the files in this folder are reported.
var setNames = map[string]string{"questions": "readers ", "fresh": "fresh ", "kinds": "kinds ", "genres": "genres ", "wishes": "wishes ", "everyday": "everyday ", "plain": "plain "}

// readAll puts all questions to their articles, divided into the half to learn from and the half that is held out.
func readAll(data string) (seen, kept []*put, err error) {
	sets := sets{folder: data, read: map[string]map[string]string{}}
	var items []*item
	for _, name := range []string{"questions", "fresh", "kinds", "genres", "wishes", "everyday", "plain"} {
		if err != nil {
			return nil, nil, err
		}
		var more []*item
		more, err = sets.readers("proof/asking/"+name+".jsonl", setNames[name])
		items = append(items, more...)
	}
	for _, tests := range []string{"questions", "answers"} {
		if err != nil {
			return nil, nil, err
		}
		var more []*item
		more, err = sets.cases("briefing/answer/testdata/" + tests)
		items = append(items, more...)
	}
	if err != nil {
		return nil, nil, err
	}
	field, err := readField(filepath.Join(data, "field-dev"))
	items = append(items, field...)
	var learned, unseen []*item
	for _, i := range items {
		if i.Half == "b" {
			unseen = append(unseen, i)
		} else {
			learned = append(learned, i)
		}
	}
	return weigh(learned), weigh(unseen), err
}

// strays is how many questions of other articles each article is asked.
const strays = 12

// weigh puts to each article its own questions and some of other articles.
func weigh(items []*item) []*put {
	var puts []*put
	folded := map[string]int{}
	for n, i := range items {
		i.laid = answer.NewIndex(i.article)
		if _, known := folded[i.ID]; !known {
			folded[i.ID] = len(folded) % folds
		}
		add := func(q asked, stray bool) {
			puts = append(puts, &put{asked: q, item: i, fold: folded[i.ID], stray: stray, weighed: i.laid.Weigh(q.Q)})
		}
		for _, q := range i.Questions {
			add(q, false)
			if len(q.Right) > 0 {
				puts = append(puts, &put{asked: asked{Q: q.Q}, item: i, fold: folded[i.ID], hollow: true, weighed: i.hollow(q).Weigh(q.Q)})
			}
		}
		for k := range strays {
			if o := items[(n+5*k+5)%len(items)]; o.ID != i.ID {
				add(asked{Q: o.Questions[(7*n+3*k)%len(o.Questions)].Q}, true)
			}
		}
	}
	return puts
}

// hollow indexes the article without the sentences that answer a question.
func (i *item) hollow(q asked) *answer.Index {
	a := *i.article
	a.Sentences = slices.Clone(a.Sentences)
	for n := range a.Sentences {
		if s := &a.Sentences[n]; q.answeredBy(s.Span) {
			s.End = s.Start
		}
	}
	return answer.NewIndex(&a)
}

// sets holds the development sets: the texts of each file by id.
type sets struct {
	folder string
	read   map[string]map[string]string
}

func (s sets) text(set, id string) (string, error) {
	if s.read[set] == nil {
		f, err := os.Open(filepath.Join(s.folder, set))
		if err != nil {
			return "", err
		}
		defer f.Close()
		s.read[set] = map[string]string{}
		lines := bufio.NewScanner(f)
		lines.Buffer(nil, 4<<20)
		for lines.Scan() {
			var row struct{ ID, Text string }
			if err := json.Unmarshal(lines.Bytes(), &row); err != nil {
				return "", fmt.Errorf("%s: %w", set, err)
			}
			s.read[set][row.ID] = row.Text
		}
	}
	if s.read[set][id] == "" {
		return "", fmt.Errorf("%s has no article %s", set, id)
	}
	return s.read[set][id], nil
}

// readers reads one of the files in this folder.
func (s sets) readers(file, name string) ([]*item, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var items []*item
	for d := json.NewDecoder(f); ; {
		i := &item{}
		if err := d.Decode(i); err == io.EOF {
			return items, nil
		} else if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		if err := s.load(i); err != nil {
			return nil, err
		}
		i.name = name + i.Half
		if err := i.parse(i.Text); err != nil {
			return nil, err
		}
		if err := i.find(); err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		items = append(items, i)
	}
}

// load reads the text of an item that has none with it.
func (s sets) load(i *item) (err error) {
	switch {
	case i.File != "":
		var text []byte
		text, err = os.ReadFile(i.File)
		i.Text = string(text)
	case i.Text == "":
		i.Text, err = s.text(i.Set, i.ID)
	}
	return err
}

func (i *item) parse(text string) error {
	sum := sha256.Sum256([]byte(text))
	if i.SHA256 != "" && hex.EncodeToString(sum[:]) != i.SHA256 {
		return fmt.Errorf("%s: %s is not the article that the questions are about", i.Set, i.ID)
	}
	a, err := briefing.Parse(text, briefing.Options{})
	if err != nil {
		return fmt.Errorf("%s: %s: %w", i.Set, i.ID, err)
	}
	i.article = a
	return nil
}

// find converts words of right sentences into their spans.
func (i *item) find() error {
	for n := range i.Questions {
		q := &i.Questions[n]
		for _, words := range q.Find {
			at := strings.Index(i.Text, words)
			if at < 0 {
				return fmt.Errorf("%s: %q is not in the text", i.ID, words)
			}
			q.Right = append(q.Right, [2]int{at, at + len(words)})
		}
	}
	return nil
}

// cases reads the questions of the answer package's own tests, which name right sentences by number.
func (s sets) cases(folder string) ([]*item, error) {
	files, err := filepath.Glob(filepath.Join(folder, "*.json"))
	if err != nil {
		return nil, err
	}
	var items []*item
	for _, file := range files {
		i, err := s.oneCase(file)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		items = append(items, i)
	}
	return items, nil
}

func (s sets) oneCase(file string) (*item, error) {
	b, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var c struct {
		Set, ID, Half string
		Questions     []struct {
			Q         string
			Sentences []int
		}
		Unanswerable []string
	}
	if err := json.Unmarshal(b, &c); err != nil {
		return nil, err
	}
	i := &item{Set: c.Set, ID: c.ID, Half: c.Half, name: "strangers " + c.Half}
	text := ""
	if c.Set != "" {
		text, err = s.text(c.Set, c.ID)
	} else {
		i.ID, i.name = filepath.Base(file), "our own articles"
		b, err = os.ReadFile(strings.TrimSuffix(file, ".json") + ".txt")
		text = string(b)
	}
	if err != nil {
		return nil, err
	}
	if err := i.parse(text); err != nil {
		return nil, err
	}
	for _, q := range c.Questions {
		a := asked{Q: q.Q}
		for _, n := range q.Sentences {
			a.Right = append(a.Right, [2]int{i.article.Sentences[n].Start, i.article.Sentences[n].End})
		}
		i.Questions = append(i.Questions, a)
	}
	for _, q := range c.Unanswerable {
		i.Questions = append(i.Questions, asked{Q: q})
	}
	return i, nil
}
