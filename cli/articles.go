package cli

import (
	"context"

	"lede/briefing"
	"lede/config"
	"lede/problem"
	"lede/source"
)

// readArticles reads several articles from files and web pages; "-" is standard input.
func (w world) readArticles(ctx context.Context, paths []string, o briefing.Options) ([]*briefing.Article, error) {
	articles := make([]*briefing.Article, 0, len(paths))
	for _, path := range paths {
		a, err := w.readArticle(ctx, path, o)
		if err != nil {
			return nil, err
		}
		articles = append(articles, a)
	}
	return articles, nil
}

// shared reads the articles that every server may read. Each must have a unique id.
func (w world) shared(ctx context.Context, paths []string) ([]*briefing.Article, error) {
	articles, err := w.readArticles(ctx, paths, briefing.Options{})
	if err != nil {
		return nil, err
	}
	first := map[string]int{}
	for i, a := range articles {
		if j, taken := first[a.ID]; taken {
			return nil, problem.New("article.same-id", "one", paths[j], "other", paths[i])
		}
		first[a.ID] = i
	}
	return articles, nil
}

func (w world) readArticle(ctx context.Context, path string, o briefing.Options) (*briefing.Article, error) {
	if path == "-" {
		defer w.progress(ctx, words.Text("progress.reading-input"))()
		return source.Read(w.stdin, words.Text("name.standard-input"), o)
	}
	defer w.progress(ctx, words.Text("progress.reading", "path", path))()
	if source.IsAddress(path) {
		web, err := w.web()
		if err != nil {
			return nil, err
		}
		return web.Article(ctx, path, o)
	}
	return source.File(path, o)
}

// web returns the fetcher of pages that the settings allow.
func (w world) web() (*source.Web, error) {
	c, err := config.Load(w.env)
	if err != nil {
		return nil, err
	}
	return &source.Web{Allow: c.FetchAllow, Version: Version, Contact: c.Contact}, nil
}
