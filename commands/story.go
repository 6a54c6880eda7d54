package commands

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"time"
	"unicode"

	"lede/briefing/story"
	"lede/cards"
	"lede/commands/command"
	"lede/desk"
)

const (
	mostChapters = 12 // articles of a story that are read, the newest
	mostTold     = 2  // sentences of each
)

// storyCommand tells the story of an article in dated sentences, the oldest first, and why each article is in it.
func storyCommand(d *desk.Desk) command.Command {
	return command.Command{
		Definition: command.Slash("story", command.ArticleOption()),
		Mode:       answering(d),
		Complete: func(ctx context.Context, in command.Input) ([]command.Choice, error) {
			return command.CompleteArticle(ctx, d, in)
		},
		Handle: func(ctx context.Context, in command.Input) (command.Reply, error) {
			h, err := d.Find(ctx, in.Reader(), in.ArticleName())
			if err != nil {
				return command.Reply{}, err
			}
			s, err := d.StoryOf(ctx, in.Reader(), h)
			if err != nil {
				return command.Reply{}, err
			}
			list, earlier, err := chapters(ctx, d, in.Reader(), s)
			if err != nil {
				return command.Reply{}, err
			}
			if in.Text("why") != "" {
				return whyHere(ctx, d, in, h, list)
			}
			return command.Reply{Card: cards.Timeline(in.Language(), h.Ref, list, earlier, in.From())}, nil
		},
	}
}

// chapters reads the articles of a story, the oldest first, with what each says that none before it says. earlier counts older ones
// that are not read.
func chapters(ctx context.Context, d *desk.Desk, r desk.Reader, s desk.Story) (list []cards.Chapter, earlier int, err error) {
	articles := slices.Clone(s.Articles)
	slices.SortStableFunc(articles, func(a, b desk.Headline) int { return published(a).Compare(published(b)) })
	titles := map[string]string{}
	for _, h := range articles {
		titles[h.Ref] = h.Title
	}
	known := story.NewKnown()
	earlier = max(0, len(articles)-mostChapters)
	for _, h := range articles[earlier:] {
		a, err := d.Told(ctx, r, h)
		if errors.Is(err, desk.ErrNoSuchArticle) || errors.Is(err, desk.ErrNewer) {
			continue
		}
		if err != nil {
			return nil, 0, err
		}
		short := story.Beginning(a)
		said := known.New(short)
		if len(list) == 0 {
			said = a.Summary
		}
		known.Add(short)
		why := s.Why[h.Ref]
		list = append(list, cards.Chapter{
			Ref: h.Ref, Article: a, At: published(h), Sentences: shown(said, a.Summary), More: max(0, len(said)-mostTold),
			Why: cards.Reason{With: titles[why.With], Told: why.Told, Shared: uncut(slices.Concat(why.Names, why.Places, telling(why.Figures)), a.Text)},
		})
	}
	return list, earlier, nil
}

// shown returns the sentences that represent all new ones: key points before others, which may depend on sentences left out.
func shown(said, keyPoints []int) []int {
	var first, rest []int
	for _, i := range said {
		if slices.Contains(keyPoints, i) {
			first = append(first, i)
		} else {
			rest = append(rest, i)
		}
	}
	chosen := slices.Concat(first, rest)
	chosen = chosen[:min(len(chosen), mostTold)]
	slices.Sort(chosen)
	return chosen
}

// published returns when an article was published, as far as is known.
func published(h desk.Headline) time.Time {
	if h.Published == nil {
		return h.Added
	}
	return *h.Published
}

// telling keeps the figures that say what they count: a bare number, in digits or as a word, means nothing to a reader.
func telling(figures []string) []string {
	return slices.DeleteFunc(slices.Clone(figures), func(s string) bool {
		noLetter := func(r rune) bool { return !unicode.IsLetter(r) }
		noDigit := func(r rune) bool { return !unicode.IsDigit(r) && !strings.ContainsRune(".,'’\u00a0\u202f", r) }
		return !strings.ContainsFunc(s, noLetter) || !strings.ContainsFunc(s, noDigit)
	})
}

// uncut completes names and figures that a signature may have cut within a word, up to the end of the word in their article.
func uncut(list []string, text string) []string {
	out := slices.Clone(list)
	for i, s := range list {
		longer := ""
		for rest, found := text, true; found; {
			if _, rest, found = strings.Cut(rest, s); !found {
				continue
			}
			more := strings.IndexFunc(rest+" ", func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
			if more == 0 {
				longer = s // it is in the text as it is
				break
			}
			longer = cmp.Or(longer, s+rest[:more])
		}
		out[i] = cmp.Or(longer, s)
	}
	return out
}
