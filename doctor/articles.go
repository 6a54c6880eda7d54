package doctor

import (
	"context"
	"errors"
	"slices"

	"lede/problem"
	"lede/source"
)

// articles reads every article as `lede run` would.
func (x examination) articles(ctx context.Context) []Finding {
	if len(x.Articles) == 0 {
		return []Finding{good("articles", problem.New("doctor.articles-none"))}
	}
	if len(x.mistakes) > 0 && slices.ContainsFunc(x.Articles, source.IsAddress) {
		return skipped(problem.New("doctor.settings-first"), "articles")
	}
	var list []Finding
	first := map[string]string{}
	for _, path := range x.Articles {
		a, err := x.Read(ctx, path)
		if err != nil {
			list = append(list, unread(err))
			continue
		}
		if other, taken := first[a.ID]; taken {
			list = append(list, failure("articles", problem.New("article.same-id", "one", other, "other", path)))
		}
		first[a.ID] = path
	}
	if len(list) == 0 {
		list = append(list, good("articles", problem.New("doctor.articles", "n", len(x.Articles))))
	}
	return list
}

// unread reports an article that would keep `lede run` from starting.
func unread(err error) Finding {
	var known *problem.Problem
	if errors.As(err, &known) {
		return finding("articles", Fail, err)
	}
	return failure("articles", problem.New("doctor.article-unread").Because(err))
}
