package commands

import (
	"cmp"
	"context"
	"errors"

	"lede/briefing"
	"lede/briefing/story"
	"lede/cards"
	"lede/cards/markup"
	"lede/commands/command"
	"lede/desk"
	"lede/problem"
)

const (
	mostSides   = 5 // sources of a story that are compared
	fewestSides = 2 // articles that tell of a story, or sources of it, for it to be told from several
)

// compare shows what several sources say about one story side by side.
func compare(d *desk.Desk) command.Command {
	return command.Command{
		Definition: command.Slash("compare", command.ArticleOption()),
		Mode:       answering(d),
		Complete: func(ctx context.Context, in command.Input) ([]command.Choice, error) {
			return command.CompleteArticle(ctx, d, in)
		},
		Handle: func(ctx context.Context, in command.Input) (command.Reply, error) {
			s, err := comparedStory(ctx, d, in)
			if err != nil {
				return command.Reply{}, err
			}
			list, articles, err := sides(ctx, d, in.Reader(), s)
			if err != nil {
				return command.Reply{}, err
			}
			l := in.Language()
			if len(articles) < fewestSides {
				message, hint, _ := l.Explain(problem.New("commands.one-source"), markup.Escape)
				return command.Reply{Card: cards.Notice(message, hint)}, nil
			}
			return command.Reply{Card: cards.Compare(l, comparison(list, articles), in.From())}, nil
		},
	}
}

// comparedStory returns the story of the named article, or without a name the newest story reported by several sources.
func comparedStory(ctx context.Context, d *desk.Desk, in command.Input) (desk.Story, error) {
	if in.ArticleName() != "" {
		h, err := d.Find(ctx, in.Reader(), in.ArticleName())
		if err != nil {
			return desk.Story{}, err
		}
		return d.StoryOf(ctx, in.Reader(), h)
	}
	list, err := d.Stories(ctx, in.Reader())
	if err != nil {
		return desk.Story{}, err
	}
	for _, s := range list {
		if s.Sites() >= fewestSides {
			return s, nil
		}
	}
	if len(list) == 0 {
		return desk.Story{}, desk.ErrNothingToRead
	}
	return desk.Story{}, nil
}

// sides reads the newest article of each source of a story.
func sides(ctx context.Context, d *desk.Desk, r desk.Reader, s desk.Story) (list []desk.Headline, articles []*briefing.Article, err error) {
	sites := map[string]bool{}
	for _, h := range s.Articles {
		site := cmp.Or(h.Site, h.Feed, h.Ref)
		if sites[site] || len(list) == mostSides {
			continue
		}
		a, err := d.Told(ctx, r, h)
		if errors.Is(err, desk.ErrNoSuchArticle) || errors.Is(err, desk.ErrNewer) {
			continue
		}
		if err != nil {
			return nil, nil, err
		}
		sites[site] = true
		list, articles = append(list, h), append(articles, a)
	}
	return list, articles, nil
}

// comparison compares articles.
func comparison(list []desk.Headline, articles []*briefing.Article) cards.Comparison {
	found := story.SideBySide(articles)
	c := cards.Comparison{Ref: list[0].Ref, Articles: articles, Only: found.Only, Quotes: found.Quotes}
	for _, places := range found.Shared {
		var said []cards.Place
		for _, p := range places {
			said = append(said, cards.Place(p))
		}
		c.Shared = append(c.Shared, said)
	}
	for _, d := range found.Differ {
		var one cards.Differing
		for _, f := range d {
			h := list[f.Article]
			one = append(one, cards.Said{Words: f.Words(articles[f.Article]), Site: h.Site, URL: h.URL, At: published(h)})
		}
		c.Differ = append(c.Differ, one)
	}
	return c
}
