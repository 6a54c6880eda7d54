package cli

import (
	"fmt"

	"lede/briefing"
	"lede/source"
)

// readArticles reads several articles from files; "-" is standard input.
func (w world) readArticles(paths []string, o briefing.Options) ([]*briefing.Article, error) {
	articles := make([]*briefing.Article, 0, len(paths))
	for _, path := range paths {
		a, err := w.readArticle(path, o)
		if err != nil {
			return nil, err
		}
		articles = append(articles, a)
	}
	return articles, nil
}

func (w world) readArticle(path string, o briefing.Options) (*briefing.Article, error) {
	if path == "-" {
		defer progress(w.stderr, "lede: reading from standard input …")()
		return source.Read(w.stdin, "standard input", o)
	}
	defer progress(w.stderr, fmt.Sprintf("lede: reading %s …", path))()
	return source.File(path, o)
}
