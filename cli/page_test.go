package cli

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"lede/proof/browser"

	"github.com/chromedp/chromedp/kb"
)

// startPlay runs `lede play` in process and returns the address that it prints.
func startPlay(t *testing.T, args ...string) string {
	t.Helper()
	return startPlayAt(t, time.Time{}, args...)
}

// startPlayAt is startPlay at a given time of the playground's clock.
func startPlayAt(t *testing.T, begins time.Time, args ...string) string {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	out, in := io.Pipe()
	ended := make(chan int, 1)
	times := realTimes()
	times.person, times.begins = patience.Answer, begins
	go func() {
		ended <- world{nil, nil, in, io.Discard, times}.execute(ctx, append([]string{"play", "--addr", "127.0.0.1:0"}, args...))
		in.Close()
	}()
	t.Cleanup(func() {
		cancel()
		if status := received(t, "its end", ended); status != exitFine {
			t.Errorf("play ended with status %d", status)
		}
	})
	printed := make(chan string, 1)
	go func() {
		buf := make([]byte, 4096)
		n, _ := out.Read(buf)
		printed <- string(buf[:n])
		_, _ = io.Copy(io.Discard, out)
	}()
	select {
	case s := <-printed:
		if url := regexp.MustCompile(`http://127\.0\.0\.1:\d+`).FindString(s); url != "" {
			return url
		}
		t.Fatalf("no address in %q", s)
	case <-time.After(time.Minute):
		t.Fatal("nothing was printed within a minute")
	}
	return ""
}

// reachDigest presses the clock's button that leads to the next digest, once there is one, and waits for the panel that the press leads to: a panel that is
// about to be replaced may lose a press, or apply it to the digest before.
func reachDigest(p *browser.Page) {
	p.T.Helper()
	const panels = `[...document.querySelectorAll("#panels iframe")].map(f => f.contentDocument)`
	const next = panels + `.map(d => d?.querySelector("button[value=next]:not([disabled])")).find(b => b)`
	p.Until("(b => b && (b.ownerDocument.pressed = true, b.click(), true))(" + next + ")") // at once: the panel may be loaded again
	p.Until(panels + ".every(d => d?.body && !d.pressed)")
}

// onlyOffer waits until one suggestion is left for the typed text. A closed list keeps its suggestions.
func onlyOffer(p *browser.Page, name string) {
	p.T.Helper()
	p.See("#completions [role=option]:only-child", name)
}

// visit goes to a channel by its name.
func visit(p *browser.Page, name string) {
	p.T.Helper()
	p.Do(browser.Script(`[...document.querySelectorAll("#channels [data-channel]")].find(b => b.textContent.includes(` + browser.Quote(name) + `)).click()`))
	p.See("#place", name)
	p.Until(`!document.querySelector("#messages[aria-busy]")`) // or what is pressed is drawn anew
	p.Until(`document.activeElement.id === "composer" || document.querySelector("#composer").disabled`)
}

// TestANewcomerTalksToLedeInABrowser does on the page what the README promises: a command by completion, a
// button, a direct message, a form, and a digest after moving the clock.
func TestANewcomerTalksToLedeInABrowser(t *testing.T) {
	t.Parallel()
	p := browser.OpenUndrawn(t, startPlay(t))
	p.Until(`document.activeElement.id === "composer"`)
	p.See(".tips", "Brief this")
	p.See(".message", "Port Ellery")
	p.Picture("welcome")
	p.Keys("/summ")
	p.See(`[data-command="summary"]`, "The story in key points")
	p.Keys(kb.Enter + kb.Enter)
	p.See(".message.bot", sampleTitle)
	p.Gone(".pending")
	p.Picture("summary")

	p.Do(browser.Click(`.message.bot [data-custom-id^="developments"]`))
	p.See(".message.bot", "Enerhodar")
	p.Picture("developments")

	p.Do(browser.Click("#composer"))
	p.Keys("/who" + kb.Enter + "per" + kb.Tab + "pesk")
	onlyOffer(p, "Dmitry Peskov")
	p.Keys(kb.Tab + kb.Enter)
	p.See(".message.bot h3, .message.bot h2, .message.bot .text", "Dmitry Peskov")

	p.Do(browser.Click(`[data-tip^="/digest set"]`))
	p.See(`[data-add="time"]`, "07:30")
	p.Keys("time" + kb.Tab + "07:30")
	p.Until(`!document.querySelector("#completions").hidden`) // else Escape would leave the command
	p.Keys(kb.Escape + kb.Enter)
	p.See(".message.ephemeral", "Digest set")
	reachDigest(p)
	p.See(".message.bot .text", "Digest ·")
	p.Picture("digest")
	p.Until(`[...document.querySelectorAll("#panels iframe")].some(f => f.contentDocument?.body?.innerText.includes("Next digest"))`)
	p.Picture("clock")

	visit(p, "Lede")
	p.Keys("who is Peskov?" + kb.Enter + "what is the price of cocoa?" + kb.Enter) // nobody has to wait to type on
	p.See(".message.bot", "Kremlin spokesman Dmitry Peskov")
	p.See(".message.bot", "The article does not say.")
	p.Picture("direct")

	p.See(".tips", "Paste an article")
	p.Do(browser.Script(`document.execCommand("insertText", false, "Library moves to the quay\n\nThe library of Port Ellery will move into the customs house in May, the council said on Monday.\nIts 84,000 books go by boat. The old house is sold.")`))
	p.Keys(kb.Enter)
	p.Until(`[...document.querySelectorAll(".message.bot h2, .message.bot h3, .message.bot h4")].some(e => e.textContent === "Library moves to the quay")`)
	p.Picture("pasted")
}

// harbour is an article whose people and quotes take more than one page.
func harbour(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	b.WriteString("Forty captains speak about the new harbour\n\nThe council of Port Ellery opened its new harbour on Monday.\n\n")
	first := []string{"Anna", "Bruno", "Clara", "David", "Emma", "Felix", "Greta", "Henry"}
	last := []string{"Aldane", "Brightwater", "Corlett", "Dunmore", "Eastwick"}
	for i := range 40 {
		fmt.Fprintf(&b, "“The quay at berth number %d is wide enough for my ship and for the one beside it, and we have waited for it through eleven winters,” said Captain %s %s.\n\n",
			i+1, first[i%8], last[i/8])
	}
	path := filepath.Join(t.TempDir(), "harbour.txt")
	if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestThePageDoesWhatDiscordDoes goes through what Lede does on Discord beyond commands and answers.
func TestThePageDoesWhatDiscordDoes(t *testing.T) {
	t.Parallel()
	p := browser.OpenUndrawn(t, startPlay(t, harbour(t), "sample/peace-calls.txt"))
	for _, step := range []struct {
		name string
		do   func(*browser.Page)
	}{
		{"brief this", briefThis}, {"a form", askInAForm}, {"a wrong form", formAgain}, {"pages", turnPages}, {"a reply", replyToACard},
		{"an export", export}, {"a report", reportAnAnswer}, {"a digest in a forum", digestInAForum}, {"a digest that is published", publishedDigest},
		{"a source", addASource}, {"a new server", newServer}, {"looks", looks},
	} {
		t.Run(step.name, func(t *testing.T) {
			p.T = t
			step.do(p)
		})
	}
}

// addASource follows the tip that writes a whole command with its options into the line.
func addASource(p *browser.Page) {
	visit(p, "general")
	p.Do(browser.Click(`[data-tip^="/sources add"]`))
	p.Until(`document.querySelector("#option-address")?.value === "ellery-courier.example"`)
	p.Keys(kb.Enter)
	p.See(".message.ephemeral", "The Ellery Courier")
	p.Gone(".pending")
	p.Picture("found")
	p.Do(browser.Click(`.message.ephemeral [data-custom-id^="sources/add"]`))
	p.See(".message.ephemeral", "Source added")
	p.Picture("added")
}

// newServer adds the bot to a server, which is greeted, and tries the sample.
func newServer(p *browser.Page) {
	p.Do(browser.Click("#found"))
	p.See("#place", "general")
	p.See(".message.bot", "Lede")
	p.Picture("greeting")
	p.Do(browser.Click(`.message.bot [data-custom-id="Brief this/sample"]`))
	p.See(".message.ephemeral", "night boat")
	p.Picture("sample")
	visit(p, "general")
}

// briefThis uses the menu of a message by keyboard alone, and then by pointer.
func briefThis(p *browser.Page) {
	p.See(".message", "Port Ellery")
	p.Do(browser.Script(`document.querySelector('.message [data-act="apps"]').focus()`))
	p.Keys(kb.Enter)
	p.Until(`document.activeElement.dataset.apply === "Brief this"`)
	p.Picture("menu")
	p.Keys(kb.Escape)
	p.Until(`document.activeElement.dataset.act === "apps" && document.querySelector(".menu").hidden`)
	p.Keys(kb.Enter + kb.ArrowDown + kb.Enter)
	p.See(".message.ephemeral", "swing bridge")
	p.See(".message.ephemeral .context", "Robin used Brief this on")
	p.See(".message.ephemeral .quote", "Sam Has anybody seen this?")
	p.Gone(".pending")
	p.Picture("briefed")
	p.Do(browser.Click(".ephemeral .only button"))
	p.Gone(".ephemeral")
	p.Do(browser.Click(`.message [data-act="apps"]`), browser.Click(`[data-apply="Brief this"]`))
	p.See(".message.ephemeral", "swing bridge")
	p.Write("/brief")
	p.See("#hint", "no such command") // a command for messages is no slash command
	p.Do(browser.Script(`document.querySelector("#composer").value = ""`))
}

func askInAForm(p *browser.Page) {
	p.Write("/summary ")
	p.See("#completions", "article")
	p.Keys("art" + kb.Tab)
	p.See("#completions [role=option]", "captains")
	p.Keys("capt")
	onlyOffer(p, "captains")
	p.Keys(kb.ArrowDown + kb.Enter + kb.Enter)
	p.See(".message.bot:not(.ephemeral)", "Forty captains")
	p.Do(browser.Click(`.message.bot:not(.ephemeral) [data-custom-id^="ask"]`))
	p.See("dialog[open] h2", "Ask the article")
	p.Until(`document.activeElement.name === "question"`)
	p.Picture("form")
	p.Keys("Who opened the harbour?" + kb.Enter)
	p.Gone("dialog")
	p.See(".message.bot", "The council of Port Ellery")
	p.Picture("answer")
}

// formAgain sends a form with a wrong date, and continues with the kept input.
func formAgain(p *browser.Page) {
	const set = `document.querySelector("dialog [data-field=%s]").value = %s`
	p.Write("/article add" + kb.Enter + kb.Escape + kb.Enter)
	p.See("dialog[open] h2", "Add an article")
	p.Do(browser.Script(fmt.Sprintf(set, "text", browser.Quote("The ferry of Port Ellery sails again.\nIt had stood still for 14 days because a log had broken its screw, and some 400 people took the bus around the bay every morning."))),
		browser.Script(fmt.Sprintf(set, "published", `"yesterday"`)), browser.Click("dialog[open] [type=submit]"))
	p.Gone("dialog")
	p.See(".message.ephemeral", "“yesterday” is not a date I can read.")
	p.Picture("wrong")
	p.Do(browser.Click(`.message.ephemeral [data-custom-id^="article/add"]`))
	p.See("dialog[open]", "“yesterday” is not a date I can read. Write it as 2025-02-14")
	p.Until(`document.querySelector("dialog [data-field=text]").value.includes("14 days")`)
	p.Picture("again")
	p.Do(browser.Script(fmt.Sprintf(set, "published", `"2025-02-14"`)), browser.Click("dialog[open] [type=submit]"))
	p.Gone("dialog")
	p.See(".message.ephemeral", "It is now the newest article of this server.")
	p.Do(browser.Click(`.message.ephemeral [data-custom-id^="headlines"]`))
	p.See(".message.ephemeral", "sails again")
	p.Write("/article remove" + kb.Enter + "ferry" + kb.Tab + kb.Enter)
	p.See(".message.ephemeral", "Removed")
}

func turnPages(p *browser.Page) {
	p.Do(browser.Click(`.message.bot:not(.ephemeral) [data-custom-id^="quotes"]`))
	p.See(".message.bot:not(.ephemeral) .press", "More")
	p.Picture("first")
	const first = `document.querySelector(".message.bot:not(.ephemeral)").innerText.includes("berth number 1 ")`
	p.Until(first)
	press := func(label string) {
		p.Do(browser.Script(`[...document.querySelectorAll(".message.bot:not(.ephemeral) .press")].find(b => b.textContent === ` + browser.Quote(label) + `).click()`))
	}
	press("More")
	p.Until("!" + first)
	p.See(".message.bot:not(.ephemeral) .press", "From the start")
	p.Picture("second")
	press("From the start")
	p.Until(first)
}

// replyToACard asks about the article of the card that is replied to, which is not the one last opened.
func replyToACard(p *browser.Page) {
	visit(p, "Lede")
	p.See(".tips button", "?")
	p.Keys("/summary" + kb.Enter + kb.Enter)
	p.See(".message.bot", "Forty captains") // opened in the form's step
	p.Keys("/summary ")
	p.See("#completions", "article")
	p.Keys("art" + kb.Tab + "Two tel")
	onlyOffer(p, "Two telephone calls")
	p.Keys(kb.ArrowDown + kb.Enter + kb.Enter)
	p.See(".message.bot", "Two telephone calls")
	p.Do(browser.Script(`document.querySelector('.message.bot [data-act="reply"]').click()`))
	p.See("#replying", "Replying to Lede")
	p.Picture("replying")
	p.Keys(kb.Escape)
	p.Gone("#replying")
	p.Do(browser.Script(`document.querySelector('.message.bot [data-act="reply"]').click()`))
	p.Keys("Who opened the harbour?" + kb.Enter)
	p.See(".message:not(.bot) .quote", "Forty captains")
	p.See(".message.bot .quote", "Who opened the harbour?")
	p.See(".message.bot:last-child", "The council of Port Ellery")
	p.Gone("#replying")
	p.Picture("replied")
}

// actAs switches the page to another person.
func actAs(p *browser.Page, name string) {
	p.T.Helper()
	p.Do(browser.Script(`{
  const s = document.querySelector("#person");
  s.value = [...s.options].find(o => o.textContent.startsWith(` + browser.Quote(name) + `)).value;
  s.dispatchEvent(new Event("change", {bubbles: true}));
}`))
	p.Until(`!document.querySelector("#messages[aria-busy]")`)
}

// reportAnAnswer follows a report from a reader who finds an answer wrong to an admin's reply: the admins learn what was asked
// and shown but not who asked; their link leads to the answer, they reply below it, and the reader sees the reply.
func reportAnAnswer(p *browser.Page) {
	visit(p, "editors")
	choose(p, "/digest alerts", "channel", "editors")
	p.See(card, "editors")

	actAs(p, "Sam")
	visit(p, "general")
	p.Write("/ask" + kb.Enter + "Who is Donald Trump?" + kb.Enter + kb.Enter)
	p.See(card, "Who is Donald Trump?")
	p.Gone(".pending")
	p.Do(browser.Script(`document.body.dataset.answer = document.querySelector("`+card+`").dataset.message`), browser.Click(card+` [data-custom-id^="help"]`))
	p.See(card, "Report as wrong")
	p.Do(browser.Click(card + ` [data-custom-id^="ask/report"]`))
	p.See(card, "without your name")
	p.Picture("reported")

	actAs(p, "Robin")
	visit(p, "editors")
	p.See(".message.bot", "reports this answer as wrong")
	p.See(card, "Who is Donald Trump?")
	p.Until(`!document.querySelector("` + card + `").innerText.includes("Sam")`)
	p.Picture("told")
	p.Do(browser.Click(card + ` a[href*="/channels/"]`))
	p.See("#place", "general")
	p.Until(`document.querySelector(".message.shown")?.dataset.message === document.body.dataset.answer`)
	p.Do(browser.Script(`document.querySelector('[data-message="' + document.body.dataset.answer + '"] [data-act="reply"]').click()`))
	p.Until(`document.activeElement.id === "composer"`)
	p.Keys("He is that since January; the article leaves it out." + kb.Enter)
	actAs(p, "Sam")
	p.See(".message:not(.bot) .quote", "Who is Donald Trump?")
	p.See(".message:not(.bot)", "He is that since January; the article leaves it out.")
	p.Picture("answered")
	actAs(p, "Robin")
}

// export saves the kept data as a file, which the page offers under its name.
func export(p *browser.Page) {
	p.Keys("/data export-me" + kb.Enter + kb.Enter)
	p.See(".message .file", ".json")
	p.Picture("file")
	p.Do(browser.Script(`fetch(document.querySelector(".file").href).then(r => r.json()).then(o => { document.body.dataset.keys = Object.keys(o).length })`))
	p.Until(`document.body.dataset.keys > 0 && document.querySelector(".file").download.endsWith(".json")`)
	p.Until(`document.querySelectorAll(".message .file").length === 1`)
}

// choose writes a command, and options as their names with what is typed into them.
func choose(p *browser.Page, command string, options ...string) {
	p.T.Helper()
	p.Write(command + " ")
	for i := 0; i < len(options); i += 2 {
		p.See(`#completions [role=option]`, options[i])
		p.Keys(options[i] + kb.Tab)
		p.Until(`document.activeElement.id === "option-` + options[i] + `"`)
		p.Keys(options[i+1])
		p.Until(`[...document.querySelectorAll("#completions [role=option]")].some(o => o.textContent.includes(` + browser.Quote(options[i+1]) + `))`)
		p.Keys(kb.Tab) // takes the suggestion, where one of the list has to be chosen
		p.Until(`document.activeElement.id === "composer"`)
	}
	p.Picture("options")
	p.Keys(kb.Escape + kb.Enter)
}

func setDigest(p *browser.Page, options ...string) {
	p.T.Helper()
	choose(p, "/digest set", options...)
	p.See(".message.ephemeral", "Digest set")
}

func digestInAForum(p *browser.Page) {
	visit(p, "editors")
	setDigest(p, "time", "06:30", "channel", "briefings", "sections", "key points, quotes", "mention", "Readers")
	p.See(".message.ephemeral .mention", "@Readers")
	p.Picture("set")
	reachDigest(p)
	p.See("#channels .post", "")
	p.See("#channels .post .dot.called", "@")
	visit(p, "briefings")
	p.See(".post", "Lede")
	p.Picture("posts")
	p.Do(browser.Click(".message.post button"))
	p.See(".message.bot.called", "Digest ·")
	p.See(".message.bot .mention", "@Readers")
	p.See(".message.bot", "“")
	p.Picture("post")
}

func publishedDigest(p *browser.Page) {
	visit(p, "editors")
	setDigest(p, "time", "05:30", "channel", "announcements", "publish", "True")
	reachDigest(p)
	visit(p, "announcements")
	p.See(".message.bot", "Digest ·")
	p.See(".message.bot .who .tag", "published")
	p.Picture("published")
}

// looks visits the filled places, in dark mode and on a telephone.
func looks(p *browser.Page) {
	for _, look := range []struct {
		name  string
		width int
		dark  string
	}{{"light", 1280, "light"}, {"dark", 1280, "dark"}, {"narrow", 380, "light"}, {"narrow-dark", 380, "dark"}} {
		p.Do(browser.Colours(look.dark), browser.Size(look.width, 780))
		for _, place := range []string{"general", "briefings", "announcements", "Lede"} {
			visit(p, place)
			p.Until(`document.documentElement.scrollWidth <= ` + strconv.Itoa(look.width) + ` && document.querySelector("#messages").scrollWidth <= document.querySelector("#messages").clientWidth`)
			p.Picture(look.name + "-" + place)
		}
	}
	p.Do(browser.Script(`document.querySelector("#open-side").click()`))
	p.See("#panels", "Clock")
	p.Picture("narrow-side")
}
