package cli

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"time"

	"lede/proof/internet"
)

// samplePapers are articles, one a file, in a folder a paper. A file begins with lines such as "title: …", of which "at: 2 13:00" is
// when it appears: on the second of the three days. After an empty line come its paragraphs, a line each. One with the id of
// an earlier one is its correction.
//
//go:embed sample/papers
var samplePapers embed.FS

// papers prints the two sample papers by a clock. The first of their three days is the day before, so that there is something to read
// and a day later something new. They are at home on this machine alone.
func papers(now func() time.Time) (*internet.Internet, error) {
	in, err := internet.Open(now)
	if err != nil {
		return nil, err
	}
	for host, feed := range map[string]*internet.Feed{
		"ellery-courier.example": {Format: internet.RSS, Title: "The Ellery Courier", Full: true},
		"stenness-post.example":  {Format: internet.Atom, Title: "Stenness Post"},
	} {
		site := in.Site(host)
		items, err := printed(site, now())
		if err != nil {
			_ = in.Close()
			return nil, err
		}
		feed.Language, feed.Paper = "en", internet.Printed(items...)
		site.Feed("/feed.xml", feed)
		site.Front(feed.Title)
		site.Robots("User-agent: *\nDisallow: /join\n")
	}
	return in, nil
}

// printed reads a site's articles, printed on the three days of which began is in the second.
func printed(site *internet.Site, began time.Time) (items []internet.Item, err error) {
	folder := path.Join("sample/papers", site.Host)
	files, err := fs.ReadDir(samplePapers, folder)
	if err != nil {
		return nil, err
	}
	for _, f := range files {
		b, err := samplePapers.ReadFile(path.Join(folder, f.Name()))
		if err != nil {
			return nil, err
		}
		it, err := printedItem(site, began, string(b))
		if err != nil {
			return nil, fmt.Errorf("%s/%s: %w", folder, f.Name(), err)
		}
		items = append(items, it)
	}
	return items, nil
}

// printedItem reads one article.
func printedItem(site *internet.Site, began time.Time, text string) (it internet.Item, err error) {
	head, body, _ := strings.Cut(text, "\n\n")
	var day, hour, minute int
	said := map[string]string{}
	for line := range strings.Lines(head) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), ": ")
		said[key] = value
	}
	if _, err := fmt.Sscanf(said["at"], "%d %d:%d", &day, &hour, &minute); err != nil {
		return it, fmt.Errorf("when it appears: %w", err)
	}
	y, m, d := began.Date()
	it.At = time.Date(y, m, d+day-2, hour, minute, 0, 0, began.Location())
	weekdays := strings.NewReplacer(
		"{today}", it.At.Format("Monday"), "{yesterday}", it.At.AddDate(0, 0, -1).Format("Monday"), "{tomorrow}", it.At.AddDate(0, 0, 1).Format("Monday"),
	)
	it.GUID, it.Link, it.Author = said["id"], site.Address(said["link"]), said["author"]
	it.Title, it.Lead = weekdays.Replace(said["title"]), weekdays.Replace(said["lead"])
	if said["tags"] != "" {
		it.Tags = strings.Split(said["tags"], ", ")
	}
	for line := range strings.Lines(weekdays.Replace(body)) {
		it.Text = append(it.Text, strings.TrimSpace(line))
	}
	return it, nil
}
