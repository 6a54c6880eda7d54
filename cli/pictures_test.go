package cli

import (
	"bytes"
	"cmp"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"lede/proof/browser"

	"github.com/chromedp/chromedp/kb"
)

// cardLooks are the ways to look at a card.
var cardLooks = []struct {
	name   string
	width  int
	colour string
	axe    bool // half of them are enough: the other half has the same colours, and the same widths
}{{"wide", 1280, "light", true}, {"wide-dark", 1280, "dark", false}, {"phone", 380, "light", false}, {"phone-dark", 380, "dark", true}}

// card is the selector of the last card on the page.
const card = ".message:nth-last-child(1 of .message)"

// TestEveryCardOnThePage goes through the cards, wide and on a telephone, light and dark: nothing is wider than the page, and
// axe-core finds nothing serious. `make pictures` also saves their pictures, in the folder that LEDE_CARDS names.
func TestEveryCardOnThePage(t *testing.T) {
	t.Parallel()
	evening := time.Date(2026, 11, 28, 19, 0, 0, 0, time.UTC) // always the same, so that pictures change only where the cards do
	p := browser.OpenUndrawn(t, startPlayAt(t, evening))
	p.Until(`document.activeElement.id === "composer"`)
	lookAt(p, "welcome", "body")
	p.Do(browser.Click(`[data-tour="skip"]`))
	p.Gone("#tour")
	for _, c := range []struct{ name, command, options, has string }{
		{"summary", "summary", "{}", sampleTitle},
		{"who", "who", "{}", "Peskov"},
		{"quotes", "quotes", "{}", "“"},
		{"developments", "developments", "{}", "Enerhodar"},
		{"person", "who", `{person: "Volodymyr Zelensky"}`, "He hopes"},
		{"context", "context", `{sentence: "6"}`, "Saudi Arabia"},
		{"answer", "ask", `{question: "How many drones were shot down?"}`, "71 of the 123"},
		{"refusal", "ask", `{question: "What is the price of cocoa?"}`, "does not say"},
		{"help", "help", "{}", "/summary"},
		{"source-found", "sources add", `{address: "ellery-courier.example"}`, "The Ellery Courier"},
		{"", "", `[data-custom-id^="sources/add"]`, "Source added"},
		{"", "sources add", `{address: "stenness-post.example"}`, "Stenness"},
		{"", "", `[data-custom-id^="sources/add"]`, "Source added"},
		{"digest-set", "digest set", `{time: "06:30", zone: "UTC"}`, "Digest set"},
		{"", "follow add", `{words: "bridge"}`, "bridge"},
	} {
		give(p, c.command, c.options, c.has)
		lookAt(p, c.name, card)
	}
	reachDigest(p)
	p.See(card, "Digest ·")
	reachDigest(p) // what the reader follows
	reachDigest(p)
	p.See(card, "The edition before")
	lookAt(p, "digest", card)
	for _, c := range []struct{ name, command, options, has string }{
		{"headlines", "headlines", "{}", "Ellery"},
		{"sources", "sources list", "{}", "Stenness"},
		{"stories", "stories", "{}", "bridge"},
		{"story", "story", `{article: "bridge"}`, "bridge"},
		{"comparison", "compare", `{article: "bridge"}`, "Only in"},
		{"following", "follow list", "{}", "bridge"},
		{"search", "search", `{words: "bridge"}`, "Port Ellery"},
		{"digest-panel", "digest show", "{}", "06:30"},
		{"settings", "settings", `{colour: "green"}`, "Green"},
		{"error", "context", `{sentence: "999"}`, "no such sentence"},
		{"", "summary", "{}", "In context"},
	} {
		give(p, c.command, c.options, c.has)
		lookAt(p, c.name, card)
	}
	p.Do(browser.Script(`document.querySelector('` + card + ` [data-act="inspect"]').click()`))
	lookAt(p, "panels", "body")
	p.Do(browser.Click(card + ` [data-custom-id^="ask"]`))
	p.See("dialog[open] h2", "Ask the article")
	lookAt(p, "form", "dialog[open]")
	p.Keys(kb.Escape)
	p.Gone("dialog")
	give(p, "digest edit", `{empty: "say"}`, "says so when there is nothing new")
	reachDigest(p) // what the reader follows
	reachDigest(p)
	p.See(card, "Nothing new")
	lookAt(p, "nothing-new", card)
}

// TestTheFocusStaysOnTheCard after a press by keyboard, whether the card is drawn anew, another one comes, or a form that is left. On a telephone it goes into
// the drawers and comes back.
func TestTheFocusStaysOnTheCard(t *testing.T) {
	t.Parallel()
	p := browser.Open(t, startPlay(t))
	give(p, "summary", "{}", sampleTitle)
	for _, press := range []struct{ button, has string }{{"developments", "Enerhodar"}, {"who", "Peskov"}, {"context", "Only you"}} {
		p.Do(browser.Script(`document.querySelector('.message.bot:not(.ephemeral) [data-custom-id^="` + press.button + `"]').focus()`))
		p.Keys(kb.Enter)
		p.See(".message.bot", press.has)
		p.Gone("[aria-busy]")
		p.Until(`document.activeElement.closest(".message.bot:not(.ephemeral)")`)
	}
	p.Do(browser.Script(`document.querySelector('.message.bot:not(.ephemeral) [data-custom-id^="ask"]').focus()`))
	p.Keys(kb.Enter)
	p.See("dialog[open] h2", "Ask the article")
	p.Keys(kb.Escape)
	p.Gone("dialog")
	p.Until(`document.activeElement.dataset.customId?.startsWith("ask")`)
	const toEnd = `(l => l.scrollHeight - l.scrollTop - l.clientHeight)(document.querySelector("#messages"))`
	p.Until(toEnd + ` < 2`)
	p.Do(browser.Size(360, 740))
	p.Until(toEnd + ` < 2`) // what was read last is still there
	for drawer, button := range map[string]string{"places": "#open-places", "side": "#open-side"} {
		p.Do(browser.Script(`document.querySelector("` + button + `").focus()`))
		p.Keys(kb.Enter)
		p.Until(`document.activeElement.id === "` + drawer + `" && document.querySelector("` + button + `").ariaExpanded === "true"`)
		if drawer == "places" { // a panel at the other side may be loaded anew while somebody goes into it, and hears no key then
			p.Keys(kb.Tab)
			p.Until(`document.activeElement.id !== "places" && document.querySelector("#places").contains(document.activeElement)`)
		}
		p.Keys(kb.Escape)
		p.Until(`"#" + document.activeElement.id === "` + button + `" && document.activeElement.ariaExpanded === "false"`)
		p.Gone("#" + drawer)
	}
	p.Do(browser.Click("#open-places"), browser.Script(`document.querySelector("#messages").dispatchEvent(new PointerEvent("pointerdown", {bubbles: true}))`))
	p.Gone("#places")
	p.Write("/ask" + kb.Enter + "Who is Dmitry Peskov?" + kb.Enter)
	p.Until(`document.activeElement.id === "option-question"`)
	p.Until(`(hint => hint.innerText && document.querySelector("#completions").getBoundingClientRect().bottom <= hint.getBoundingClientRect().top)(document.querySelector("#hint"))`)
	p.Keys(kb.Enter)
	p.See(card, "Kremlin spokesman")
}

// TestThePageOfABriefing has nothing that axe-core finds serious, and is not wider than a telephone.
func TestThePageOfABriefing(t *testing.T) {
	t.Parallel()
	var out, errs bytes.Buffer
	if status := Run(t.Context(), []string{"brief", "--format", "html", "sample/peace-calls.txt"}, nil, nil, &out, &errs); status != exitFine {
		t.Fatal(errs.String())
	}
	path := filepath.Join(t.TempDir(), "page.html")
	if err := os.WriteFile(path, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	p := browser.OpenAny(t, "file://"+path)
	for _, look := range []struct {
		name, colour string
		width        int
	}{{"wide", "light", 1280}, {"wide-dark", "dark", 1280}, {"phone", "light", 360}, {"phone-dark", "dark", 360}} {
		p.Do(browser.Colours(look.colour), browser.Size(look.width, 860))
		p.Until(`document.documentElement.scrollWidth <= ` + strconv.Itoa(look.width))
		p.Accessible("the page of a briefing, "+look.name, "html")
		if folder := os.Getenv("LEDE_CARDS"); folder != "" {
			p.Do(browser.Size(look.width, 1240))
			if err := os.WriteFile(filepath.Join(folder, "page-"+look.name+".png"), fewColours(t, p.Show("html"), 64), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// apart takes all of the channel that comes before its last card out of the page; together puts it back.
const (
	apart = `{
  const last = document.querySelector("` + card + `"), before = document.createRange();
  before.setStart(last.parentNode, 0);
  before.setEndBefore(last);
  window.taken = before.extractContents();
}`
	together = `document.querySelector("` + card + `").before(window.taken)`
)

// steady takes from the page what differs from run to run: the minutes that pass meanwhile, when a site is visited next, ids, and how long an
// answer took.
const steady = `{
  const written = [[/:[0-2]\d$/, ":00"], [/:[3-5]\d$/, ":30"]];
  const ago = [[/^(a|\d+) (second|minute)s? ago$/, "3 minutes ago"], [/^in \d hours$/, "in 5 hours"]];
  const now = [[/^It is (\d\d):[0-2]\d/, "It is $1:00"]];
  const sent = [[/\d{17,20}/g, "1191667197542400000"], [/in \d+ ms/, "in 1 ms"]];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const steady = (text) => {
    const within = text.parentElement;
    const all = within.closest("#log") ? sent : within.closest(".who time") ? written : within.closest("time") ? ago : now;
    for (const [differs, same] of all) text.data = text.data.replace(differs, same);
  };
  while (texts.nextNode()) steady(texts.currentNode);
}`

// give has the person use a command, or press a button of the last card, and waits until what comes back is there.
func give(p *browser.Page, command, options, has string) {
	p.T.Helper()
	if command == "" {
		p.Do(browser.Click(card + " " + options))
	} else {
		p.Do(browser.Script(`{
  const [person, channel] = location.hash.slice(1).split("/");
  fetch("/page/slash", {method: "POST", headers: {"Content-Type": "application/json"}, body: JSON.stringify({person, channel, command: ` + browser.Quote(command) + `, options: ` + options + `})});
}`))
	}
	p.See(card, has)
	p.Gone(".thinking")
}

// lookAt looks at one element of the page in every way. The cards before it are hidden, since each was looked at when it came:
// laying all of them out again for each look, and having axe-core read them, took longer than everything else.
func lookAt(p *browser.Page, name, selector string) {
	p.T.Helper()
	if selector == card {
		p.ReadsAsSent(card)
	}
	if name == "" {
		return
	}
	folder := os.Getenv("LEDE_CARDS")
	if selector == card && folder == "" { // pictures show the page as people see it
		p.Do(browser.Script(apart))
		defer p.Do(browser.Script(together))
	}
	for _, look := range cardLooks {
		p.Do(browser.Colours(look.colour), browser.Size(look.width, 860))
		p.Until(`document.documentElement.scrollWidth <= ` + strconv.Itoa(look.width) + ` && document.querySelector("#messages").scrollWidth <= document.querySelector("#messages").clientWidth`)
		if look.axe {
			p.Accessible(name+", "+look.name, selector)
		}
		if folder == "" {
			continue
		}
		height := 3000 // so that no card has to be scrolled
		if selector == "body" {
			height = 860
		}
		p.Do(browser.Size(look.width, height), browser.Script(steady), browser.Script("document.activeElement.blur(); document.querySelector("+browser.Quote(selector)+").scrollIntoView({block: 'nearest'})"))
		small := fewColours(p.T, p.Show(selector), 32)
		if err := os.WriteFile(filepath.Join(folder, name+"-"+look.name+".png"), small, 0o600); err != nil {
			p.T.Fatal(err)
		}
	}
	p.Do(browser.Colours("light"), browser.Size(1280, 860))
}

// fewColours makes a picture small. It keeps this many of the commonest distinct colours, and puts the nearest of them for
// every other.
func fewColours(t *testing.T, from image.Image, most int) []byte {
	t.Helper()
	const apart = 10
	often := map[color.Color]int{}
	for y := range from.Bounds().Dy() {
		for x := range from.Bounds().Dx() {
			often[from.At(x, y)]++
		}
	}
	all := slices.Collect(maps.Keys(often))
	slices.SortFunc(all, func(a, b color.Color) int {
		return cmp.Or(often[b]-often[a], distance(a, color.Black)-distance(b, color.Black), slices.Compare(channels(a), channels(b)))
	})
	to := image.NewPaletted(from.Bounds(), color.Palette{all[0]})
	for _, c := range all {
		if len(to.Palette) < most && distance(c, to.Palette.Convert(c)) > apart {
			to.Palette = append(to.Palette, c)
		}
	}
	draw.Draw(to, to.Bounds(), from, from.Bounds().Min, draw.Src)
	var b bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&b, to); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// channels are red, green and blue.
func channels(c color.Color) []uint32 {
	r, g, b, _ := c.RGBA()
	return []uint32{r, g, b}
}

// distance is how far two colours are apart, in steps of one of 256.
func distance(a, b color.Color) (sum int) {
	ar, ag, ab, _ := a.RGBA()
	br, bg, bb, _ := b.RGBA()
	for _, d := range []int{int(ar) - int(br), int(ag) - int(bg), int(ab) - int(bb)} {
		sum += max(d, -d) >> 8
	}
	return sum
}
