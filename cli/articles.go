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

// shared reads the articles that every server may read. Each must have an id of its own.
func (w world) shared(paths []string) ([]*briefing.Article, error) {
	articles, err := w.readArticles(paths, briefing.Options{})
	if err != nil {
		return nil, err
	}
	first := map[string]int{}
	for i, a := range articles {
		if j, taken := first[a.ID]; taken {
			return nil, fmt.Errorf("%s and %s have the same id, so only one could be read: leave one out, or change the \"id\" of one", paths[j], paths[i])
		}
		first[a.ID] = i
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
