package press

import (
	_ "embed" // the page's template is a file beside this one
	"fmt"
	"html/template"
	"io"

	"lede/briefing"
)

//go:embed page.html
var pageTemplate string

// HTML writes an article's structure as one complete page without scripts or anything loaded from elsewhere.
func HTML(w io.Writer, a *briefing.Article) error {
	t, err := template.New("page").Parse(pageTemplate)
	if err != nil {
		return fmt.Errorf("reading the page's template: %w", err)
	}
	v := look(a)
	err = t.Execute(w, struct {
		view
		Details                                                                    []string
		LedeNote, KeyPoints, OthersTitle, WhosWho, QuotesTitle, FiguresTitle, Foot string
	}{v, v.details(), fromLede, keyPoints, others, whosWho, quotes, figures, footnote})
	if err != nil {
		return fmt.Errorf("writing the page: %w", err)
	}
	return nil
}
