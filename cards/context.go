package cards

import (
	"crypto/sha256"
	"encoding/base64"
	"maps"
	"slices"
	"strconv"
	"strings"

	"lede/briefing"
	"lede/cards/markup"
	"lede/languages"

	"github.com/bwmarrin/discordgo"
)

// InContext is the button to the sentences that a card has cited, each between its neighbours. It names as many of them as a custom
// id has room for, by their citations with dots between them, as the option "sentence".
func InContext(l languages.Language, a *briefing.Article, ref string, sentences []int) discordgo.Button {
	return Button(l.Text("card.button.context"), contextOf(a, ref, sentences), discordgo.SecondaryButton)
}

func contextOf(a *briefing.Article, ref string, sentences []int) Link {
	return citing(a, Link{Command: "context", Options: map[string]string{"article": ref}}, sentences)
}

// citing adds citations to a link, and leaves room for the page, or for the id of the message they are in.
func citing(a *briefing.Article, to Link, sentences []int) Link {
	for _, i := range sentences {
		longer := Link{Command: to.Command, Sub: to.Sub, Options: maps.Clone(to.Options)}
		longer.Options["sentence"] = strings.TrimPrefix(to.Options["sentence"]+betweenCitations+citation(a, i), betweenCitations)
		if len(longer.String())+len("&from=99") > maxCustomID {
			break
		}
		to = longer
	}
	return to
}

// ReportButton has the reader report an answer that cites sentences. options go with it.
func ReportButton(l languages.Language, a *briefing.Article, ref string, sentences []int, options map[string]string) discordgo.Button {
	to := Link{Command: "ask", Sub: "report", Options: map[string]string{"article": ref}}
	maps.Copy(to.Options, options)
	return Button(l.Text("card.button.report"), citing(a, to, sentences), discordgo.SecondaryButton)
}

const (
	betweenCitations = "."
	inCitation       = "-"
)

// citation names a sentence so that it can be found again: by its number, counted from 1 as people do, and by a hash of its words, for
// the article may be replaced before the button is pressed.
func citation(a *briefing.Article, i int) string {
	return strconv.Itoa(i+1) + inCitation + imprint(a.SentenceText(i))
}

// imprint is short because a custom id is, and because it only has to tell apart the sentences of one article.
func imprint(sentence string) string {
	sum := sha256.Sum256([]byte(sentence))
	return base64.RawURLEncoding.EncodeToString(sum[:])[:3]
}

// Cited finds the sentences that citations name, in the order of the article; a person may type numbers alone, such as "[12]". ok is
// false if one of them is no longer in the article, or never was.
func Cited(a *briefing.Article, citations string) (sentences []int, ok bool) {
	for c := range strings.SplitSeq(citations, betweenCitations) {
		i := cited(a, strings.Trim(c, " []`#"))
		if i < 0 {
			return nil, false
		}
		sentences = append(sentences, i)
	}
	slices.Sort(sentences)
	return slices.Compact(sentences), true
}

// cited finds one of them, -1 for none. A sentence that has moved is found in its new place.
func cited(a *briefing.Article, c string) int {
	number, words, known := strings.Cut(c, inCitation)
	n, err := strconv.Atoi(number)
	if err != nil {
		return -1
	}
	if i := n - 1; i >= 0 && i < len(a.Sentences) && (!known || imprint(a.SentenceText(i)) == words) {
		return i
	}
	if !known {
		return -1
	}
	return slices.IndexFunc(a.Sentences, func(s briefing.Sentence) bool { return imprint(a.At(s.Span)) == words })
}

// Context draws sentences that were cited, each between its neighbours; from is how many of the passages earlier pages showed.
func Context(l languages.Language, a *briefing.Article, ref string, sentences []int, from int) Card {
	p := articlePage(l, a, l.Text("card.context.title"))
	p.Paged(from, contextOf(a, ref, sentences))
	for len(sentences) > 0 {
		n := 1
		for n < len(sentences) && sentences[n] <= sentences[n-1]+2 {
			n++ // their neighbours meet
		}
		p.Show(passage(a, sentences[:n]))
		sentences = sentences[n:]
	}
	return p.Close(l.Text("card.context.note"))
}

// passage writes the sentences that were cited, set apart, and those around them. size is how many bytes of the news it shows.
func passage(a *briefing.Article, cited []int) (text string, size int) {
	var lines []string
	for i := max(0, cited[0]-1); i <= min(len(a.Sentences)-1, cited[len(cited)-1]+1); i++ {
		words := a.SentenceText(i)
		line := markup.Escape(words)
		if slices.Contains(cited, i) {
			line = markup.Quote(words)
		}
		lines = append(lines, line+" "+cite(i))
		size += len(words)
	}
	return strings.Join(lines, "\n"), size
}
