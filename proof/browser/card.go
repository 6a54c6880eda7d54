package browser

import (
	"regexp"
	"strings"

	"github.com/chromedp/chromedp"
)

// timesIn are Discord's timestamps, which every reader sees in their own way.
var timesIn = regexp.MustCompile(`<t:-?\d+(?::\w)?>`)

// marks are what Discord's Markdown in Lede's cards has beside words, and what becomes of it.
var marks = []struct {
	from *regexp.Regexp
	to   string
}{
	{regexp.MustCompile(`(?m)^(?:-# |#{1,3} |> |- )+`), ""},
	{regexp.MustCompile(`(?m)<(https?://[^>]*)>`), "$1"},
	{regexp.MustCompile(`\]\(https?://[^ )]*\)`), "\x01"},
	{regexp.MustCompile(`(^|[^\\])\[(\[\d+\]|[^\[\]\x01]*(?:\\.[^\[\]\x01]*)*)\x01`), "$1$2"},
	{regexp.MustCompile(`([^\\]|^)\*\*`), "$1"},
	{regexp.MustCompile("`"), ""},
	{regexp.MustCompile(`\\([!-/:-@\[-\x60{-~])`), "$1"},
	{regexp.MustCompile(`<[#@/][^>]*>`), "<t:0>"}, // seen differently by each reader, as a time is
}

// plainly returns how Discord's Markdown in Lede's cards reads, split at what each reader sees differently.
func plainly(markdown string) (pieces []string) {
	for _, m := range marks {
		markdown = m.from.ReplaceAllString(markdown, m.to)
	}
	for piece := range strings.SplitSeq(timesIn.ReplaceAllString(markdown, "\x00"), "\x00") {
		pieces = append(pieces, strings.Join(strings.Fields(piece), " "))
	}
	return pieces
}

// shown is a message of the playground: its text displays as sent, and as rendered.
type shown struct {
	Sent []string `json:"sent"`
	Read []string `json:"read"`
}

// ReadsAsSent checks the messages on the playground's page against what the bot sent: every text display, from its first word to its last.
func (p *Page) ReadsAsSent(messages string) {
	p.T.Helper()
	all, err := chromedp.Run(p.Ctx, chromedp.Evaluate[[]shown](`(async () => {
  const [person, channel] = location.hash.slice(1).split("/"), texts = (e) => [...e.querySelectorAll(".text")].map((t) => t.innerText);
  const shown = [...document.querySelectorAll(`+Quote(messages)+`)].map((e) => ({ id: e.dataset.message, read: texts(e) })); // before the next message comes
  const all = await (await fetch("/page/channel?" + new URLSearchParams({ person, channel }))).json();
  return shown.map(({ id, read }) => {
    const sent = [], dive = (c) => { if (c.type === 10) sent.push(c.content); [...(c.components || []), c.accessory].forEach((x) => x && dive(x)); };
    all.messages.find((m) => m.id === id).raw.components.forEach(dive);
    return { sent, read };
  });
})()`, chromedp.EvalAwaitPromise))
	if err != nil || len(all) == 0 {
		p.T.Fatalf("%d messages are %s (%v)", len(all), messages, err)
	}
	for _, message := range all {
		message.compare(p)
	}
}

func (m shown) compare(p *Page) {
	p.T.Helper()
	if len(m.Sent) == 0 || len(m.Sent) != len(m.Read) {
		p.T.Fatalf("%d texts were sent and %d are there: %q", len(m.Sent), len(m.Read), m.Sent)
	}
	for i, sent := range m.Sent {
		read := strings.Join(strings.Fields(m.Read[i]), " ")
		for n, piece := range plainly(sent) {
			at := strings.Index(read, piece)
			if at < 0 || n == 0 && at > 0 {
				p.T.Errorf("%q was sent, and reads\n%q: %q is missing", sent, m.Read[i], piece)
				break
			}
			read = read[at+len(piece):]
		}
		if timesIn.FindStringIndex(sent) == nil && !strings.Contains(sent, "<") && strings.TrimSpace(read) != "" {
			p.T.Errorf("%q was sent, and reads\n%q: %q is too much", sent, m.Read[i], read)
		}
	}
}
