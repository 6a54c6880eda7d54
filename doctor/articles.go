package doctor

import (
	"context"
	"errors"
	"slices"

	"lede/source"
)

// articles reads each as `lede run` would.
func (x examination) articles(ctx context.Context) []Finding {
	if len(x.Articles) == 0 {
		return []Finding{good("articles", "none are given; each server adds its own with /article add")}
	}
	if len(x.mistakes) > 0 && slices.ContainsFunc(x.Articles, source.IsAddress) {
		return skipped("the settings come first", "articles")
	}
	var list []Finding
	first := map[string]string{}
	for _, path := range x.Articles {
		a, err := x.Read(ctx, path)
		if err != nil {
			list = append(list, unreadable(err))
			continue
		}
		if other, taken := first[a.ID]; taken {
			list = append(list, failure("articles", "Leave one out, or change the \"id\" of one.", "%s and %s have the same id, so only one could be read", other, path))
		}
		first[a.ID] = path
	}
	if len(list) == 0 {
		list = append(list, good("articles", "%s can be read", counted(len(x.Articles), "article", "articles")))
	}
	return list
}

// unreadable tells of an article that `lede run` would not start with.
func unreadable(err error) Finding {
	var e *source.Error
	if !errors.As(err, &e) {
		return failure("articles", "Leave it out, or mend it.", "%v", err)
	}
	return failure("articles", order(e.Hint), "%s: %s", e.Name, e.Problem)
}
