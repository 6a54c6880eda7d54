package doctor

import (
	"context"
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
			list = append(list, broken("articles", err, "Leave it out, or mend it."))
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
