package cli

import (
	"embed"
	"fmt"
	"io/fs"
	"net"
	"path"
	"strings"
	"time"

	"lede/playground/papers"
	"lede/problem"
)

// samplePapers holds articles, one per file, in a folder per paper. A file begins with lines such as "title: …", of which "at: 2 13:00" is
// the time it appears: on the second of the three days. After an empty line come its paragraphs, one per line. An article with the id of
// an earlier one is its correction.
//
//go:embed sample/papers
var samplePapers embed.FS

// sellPapers publishes the two sample papers by a clock. The first of their three days is the day before, so that there is something to read
// now and something new a day later. Their hosts exist on this machine only. listen is net.Listen.
func sellPapers(now func() time.Time, listen func(network, address string) (net.Listener, error)) (*papers.Stand, error) {
	stand, err := papers.Open(now, listen)
	if err != nil {
		return nil, problem.New("cli.play-no-papers").Because(err)
	}
	for host, f := range paperFeeds() {
		items, err := printed(host, now())
		if err != nil {
			_ = stand.Close() // what is wrong is the article
			return nil, problem.New("cli.sample").Because(err)
		}
		stand.Sell(host, f, papers.Printed(items...))
	}
	return stand, nil
}

// paperFeeds returns the papers by host.
func paperFeeds() map[string]papers.Feed {
	return map[string]papers.Feed{
		"ellery-courier.example": {Format: papers.RSS, Title: "The Ellery Courier", Language: "en", Full: true},
		"stenness-post.example":  {Format: papers.Atom, Title: "Stenness Post", Language: "en"},
	}
}

// near maps links to pages of the papers, whose hosts no browser would find, to the desk, and links to the desk's own pages to the sentence.
func near() map[string]string {
	to := map[string]string{"": deskPanelAt + "/read?at="}
	for host := range paperFeeds() {
		to[host] = deskPanelAt + "/read?at="
	}
	return to
}

// printed reads the articles of a paper that is printed on three days, the second of which is began.
func printed(host string, began time.Time) (items []papers.Item, err error) {
	folder := path.Join("sample/papers", host)
	files, err := fs.ReadDir(samplePapers, folder)
	if err != nil {
		return nil, err
	}
	for _, f := range files {
		b, err := samplePapers.ReadFile(path.Join(folder, f.Name()))
		if err != nil {
			return nil, err
		}
		it, err := printedItem(host, began, string(b))
		if err != nil {
			return nil, fmt.Errorf("%s/%s: %w", folder, f.Name(), err)
		}
		items = append(items, it)
	}
	return items, nil
}

// printedItem reads one article.
func printedItem(host string, began time.Time, text string) (it papers.Item, err error) {
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
	it.GUID, it.Link, it.Author = said["id"], "http://"+host+said["link"], said["author"]
	it.Title, it.Lead = weekdays.Replace(said["title"]), weekdays.Replace(said["lead"])
	if said["tags"] != "" {
		it.Tags = strings.Split(said["tags"], ", ")
	}
	for line := range strings.Lines(weekdays.Replace(body)) {
		it.Text = append(it.Text, strings.TrimSpace(line))
	}
	return it, nil
}
